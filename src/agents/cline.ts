/**
 * Cline: a rule file of our own, `# Rules` in the system message. Measured with the command line program 3.0.65, which
 * skips links. Rules are known by their file name: of two with one name only one is read.
 */
import path from 'node:path';
import { text } from '../core/text.ts';
import { defineAgent } from './define.ts';
import { ownFile } from './place.ts';

const BEHAVIOUR = {
  effect: 'joins',
  arrives: 'system',
  mechanism: text('rule file, joins the system prompt', '规则文件，加入系统提示词'),
  reset: '/newtask',
  live: 'session',
  takesEffect: text('in a new task', '新任务生效'),
} as const;

export const cline = defineAgent({
  id: 'cline',
  title: 'Cline',
  evidence: { by: 'run', of: '3.0.65' },
  programs: ['cline'],
  skillCommand: null,
  home: (host) => path.join(host.home, '.cline'),
  signs: (host) => [path.join(host.home, 'Documents/Cline')],
  user: { ...BEHAVIOUR, place: () => ownFile('rules/soulhub.md') },
  project: { ...BEHAVIOUR, place: () => ownFile('.clinerules/soulhub.md') },
  projectRoot: 'folder',
});
