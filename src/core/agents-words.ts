/**
 * What a person types in each agent: pure words, shared by the adapters (`src/agents`) and the pages of a hub. Measured
 * with the real programs; where a program has no word of its own for something, there is a sentence instead.
 */
import { type Text, text } from './text.ts';

export interface AgentWords {
  readonly id: string;
  readonly title: string;
  /** How a skill is called inside the agent; null when it has no command for that. */
  readonly skillCommand: ((skill: string) => string) | null;
  /** Folder whose `skills` it reads; null where that is the working directory of `clawhub`, or nowhere. */
  readonly skillsIn: string | null;
  /** What starts a fresh session inside the agent; null when only a restart does. */
  readonly reset: string | null;
  /** The same in a sentence: what makes a new soul live. */
  readonly fresh: Text;
  /** Longest persona it reads, in UTF-16 units; null where there is no limit. */
  readonly limit: number | null;
}

/** OpenClaw makes a command of a skill's name: lower case, `_` for everything else, 32 characters. */
function underscored(skill: string): string {
  const name = skill.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  return `/${name.slice(0, 32)}`;
}

const slashed = (skill: string) => `/${skill}`;
const SESSION = text('start a fresh session', '开始新会话');

/** Those people use most come first. What the adapters say is what counts: a test holds the two together. */
export const AGENT_WORDS: readonly AgentWords[] = [
  {
    id: 'openclaw',
    title: 'OpenClaw',
    skillCommand: underscored,
    skillsIn: null,
    reset: '/new',
    fresh: SESSION,
    limit: 20_000,
  },
  {
    id: 'claude',
    title: 'Claude Code',
    skillCommand: slashed,
    skillsIn: '~/.claude',
    reset: '/clear',
    fresh: SESSION,
    limit: null,
  },
  {
    id: 'codex',
    title: 'Codex',
    skillCommand: (skill) => `$${skill}`,
    skillsIn: '~/.agents',
    reset: '/new',
    fresh: SESSION,
    limit: null,
  },
  {
    id: 'gemini',
    title: 'Gemini CLI',
    skillCommand: slashed,
    skillsIn: '~/.agents',
    reset: '/memory refresh',
    fresh: text('read the memory files again', '重新读取记忆文件'),
    limit: null,
  },
  {
    id: 'opencode',
    title: 'OpenCode',
    skillCommand: slashed,
    skillsIn: '~/.agents',
    reset: '/new',
    fresh: SESSION,
    limit: null,
  },
  {
    id: 'qwen',
    title: 'Qwen Code',
    skillCommand: slashed,
    skillsIn: '~/.agents',
    reset: '/clear',
    fresh: SESSION,
    limit: null,
  },
  {
    id: 'copilot',
    title: 'GitHub Copilot CLI',
    skillCommand: slashed,
    skillsIn: '~/.agents',
    reset: '/exit',
    fresh: text('leave, and start it again', '退出后重新启动'),
    limit: null,
  },
  {
    id: 'cline',
    title: 'Cline',
    skillCommand: null,
    skillsIn: null,
    reset: '/newtask',
    fresh: text('start a new task', '新建一个任务'),
    limit: null,
  },
  {
    id: 'hermes',
    title: 'Hermes',
    skillCommand: slashed,
    skillsIn: '~/.hermes',
    reset: '/new',
    fresh: SESSION,
    limit: 20_000,
  },
];
