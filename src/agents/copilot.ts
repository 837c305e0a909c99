/** GitHub Copilot CLI: an instructions file of our own, which is part of the system message. Measured with 1.0.102. */
import { text } from '../core/text.ts';
import { defineAgent, folderOf, hyphenated } from './define.ts';
import { ownFile } from './place.ts';

const BEHAVIOUR = {
  effect: 'joins',
  arrives: 'system',
  mechanism: text('instructions file, joins the system prompt', '指令文件，加入系统提示词'),
  reset: '/exit',
  live: 'process',
  takesEffect: text('after a restart of copilot', '重启 copilot 后生效'),
} as const;

export const copilot = defineAgent({
  id: 'copilot',
  title: 'GitHub Copilot CLI',
  evidence: { by: 'run', of: '1.0.102' },
  programs: ['copilot'],
  skillCommand: hyphenated,
  home: (host) => folderOf(host, 'COPILOT_HOME', '.copilot'),
  user: { ...BEHAVIOUR, place: () => ownFile('instructions/soulhub.instructions.md') },
  project: { ...BEHAVIOUR, place: () => ownFile('.github/instructions/soulhub.instructions.md', applyToAll) },
  projectRoot: 'repository',
});

/** Other readers of these files, such as the editor, want to know for which files they are meant. */
function applyToAll(body: string): string {
  return `---\napplyTo: "**"\n---\n\n${body}`;
}
