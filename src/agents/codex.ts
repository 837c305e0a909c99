/**
 * Codex: the top-level key `developer_instructions` of `config.toml`. It arrives as a developer message in 0.80, 0.117 and
 * 0.169, while AGENTS.md is a user message. Inside a table it would be an error, and a second one stops Codex altogether,
 * so the file is parsed before it is changed. What the user has there stays, in front of the persona.
 */
import path from 'node:path';
import { text } from '../core/text.ts';
import type { Filling, Host, Note } from './agent.ts';
import { type Behaviour, defineAgent, folderOf } from './define.ts';
import { decode, parseToml, tomlText } from './place.ts';
import { foldersUp } from './project.ts';

const KEY = 'developer_instructions';

const home = (host: Host) => folderOf(host, 'CODEX_HOME', '.codex');

const BEHAVIOUR = {
  effect: 'joins',
  arrives: 'developer',
  mechanism: text('developer message (developer_instructions)', '开发者消息（developer_instructions）'),
  reset: '/new',
  live: 'session',
  takesEffect: text('in a new session (/new), not in a resumed one', '新会话（/new）生效；恢复的旧会话不变'),
} as const;

const user: Behaviour = {
  ...BEHAVIOUR,
  place: (_host, root) => tomlText(root, 'config.toml', KEY),
  notes: (host, root, filling) => masked(host, root, filling),
};

const project: Behaviour = {
  ...BEHAVIOUR,
  place: (_host, root) => tomlText(root, '.codex/config.toml', KEY),
  notes: (host, root, filling) => untrusted(host, root, filling),
};

/** In the home folder the project's file is the user's. */
function masked(host: Host, root: string, { soul }: Filling): Note[] {
  if (soul === null) return [];
  const files = foldersUp(host, host.cwd).map((folder) => path.join(folder, '.codex/config.toml'));
  const others = files.filter((file) => file !== path.join(root, 'config.toml'));
  const file = others.find((other) => typeof tableOf(host, other)[KEY] === 'string');
  if (file === undefined) return [];
  const says = text(
    `${file} has developer_instructions of its own, which replace the user's in this project`,
    `${file} 自带 developer_instructions，在本项目中会取代用户级设置`,
  );
  return [{ code: 'masked', level: 'warning', says, hint: null }];
}

/** Codex reads the settings of a project only when the user trusts it. */
function untrusted(host: Host, root: string, { soul }: Filling): Note[] {
  const projects = tableOf(host, path.join(home(host), 'config.toml')).projects as
    | Record<string, { trust_level?: unknown }>
    | undefined;
  if (soul === null || projects?.[root]?.trust_level === 'trusted') return [];
  const says = text(
    `Codex does not trust ${root} yet and ignores its .codex/config.toml`,
    `Codex 尚未信任 ${root}，会忽略其中的 .codex/config.toml`,
  );
  const hint = text('start codex there once and trust the folder', '请在该目录启动一次 codex 并信任它');
  return [{ code: 'untrusted', level: 'warning', says, hint }];
}

function tableOf(host: Host, file: string): Readonly<Record<string, unknown>> {
  try {
    return parseToml(decode(host.read(file) ?? new Uint8Array())) as Record<string, unknown>;
  } catch {
    // The lens says what is wrong with a file that we want to change; another one is none of our business.
    return {};
  }
}

export const codex = defineAgent({
  id: 'codex',
  title: 'Codex',
  evidence: { by: 'run', of: '0.169.0' },
  programs: ['codex'],
  skillCommand: (skill) => `$${skill}`,
  home,
  user,
  project,
  projectRoot: 'repository',
});
