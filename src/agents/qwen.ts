/** Qwen Code: a marked block in QWEN.md, the user's or the project's; both are part of the system message (0.24.4). */
import { text } from '../core/text.ts';
import { defineAgent, folderOf, hyphenated } from './define.ts';
import { block } from './place.ts';

const BEHAVIOUR = {
  place: () => block('QWEN.md'),
  effect: 'joins',
  arrives: 'system',
  mechanism: text('block in QWEN.md, joins the system prompt', 'QWEN.md 中的标记块，加入系统提示词'),
  reset: '/clear',
  live: 'session',
  takesEffect: text('in a new session (/clear)', '新会话（/clear）生效'),
} as const;

export const qwen = defineAgent({
  id: 'qwen',
  title: 'Qwen Code',
  evidence: { by: 'run', of: '0.24.4' },
  programs: ['qwen'],
  skillCommand: hyphenated,
  home: (host) => folderOf(host, 'QWEN_HOME', '.qwen'),
  user: BEHAVIOUR,
  project: BEHAVIOUR,
  projectRoot: 'repository',
});
