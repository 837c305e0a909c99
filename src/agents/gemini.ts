/**
 * Gemini CLI: a marked block in `~/.gemini/GEMINI.md`, which is part of the system instruction; a project's GEMINI.md only
 * arrives in the first user message. Measured with 0.61.0. (`GEMINI_SYSTEM_MD` would replace everything the agent says
 * about its tools, and Gemini CLI refuses to start when the file is missing.)
 */
import { text } from '../core/text.ts';
import { defineAgent, folderOf, hyphenated } from './define.ts';
import { block } from './place.ts';

const BEHAVIOUR = {
  place: () => block('GEMINI.md'),
  effect: 'joins',
  reset: '/memory refresh',
  live: 'session',
  takesEffect: text('in a new session, or after /memory refresh', '新会话或 /memory refresh 之后生效'),
} as const;

export const gemini = defineAgent({
  id: 'gemini',
  title: 'Gemini CLI',
  evidence: { by: 'run', of: '0.61.0' },
  programs: ['gemini'],
  skillCommand: hyphenated,
  home: (host) => folderOf(host, 'GEMINI_CLI_HOME').concat('/.gemini'),
  user: {
    ...BEHAVIOUR,
    arrives: 'system',
    mechanism: text('block in GEMINI.md, joins the system instruction', 'GEMINI.md 中的标记块，加入系统指令'),
  },
  project: {
    ...BEHAVIOUR,
    arrives: 'user',
    mechanism: text(
      "block in the project's GEMINI.md, arrives as text of the user",
      '项目 GEMINI.md 中的标记块，以用户消息的形式到达',
    ),
  },
  projectRoot: 'repository',
});
