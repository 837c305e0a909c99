/** A plain folder with a `SOUL.md`, or any one file: for agents that we do not know and for machines that have none. */
import path from 'node:path';
import { BLOCK_LENS } from '../core/lens/block.ts';
import { WHOLE_FILE } from '../core/slot.ts';
import { text } from '../core/text.ts';
import type { Agent, Site } from './agent.ts';
import { CUT_NOWHERE, readersOf } from './define.ts';
import { encode, MAIN, wholePersona, withoutImports } from './place.ts';

const PARTS = ['SOUL.md', 'IDENTITY.md', 'STYLE.md', 'AGENTS.md', 'HEARTBEAT.md', 'TOOLS.md'];

const UNKNOWN = {
  effect: 'joins',
  arrives: 'unknown',
  reset: null,
  resetCommand: null,
  live: 'unknown',
  takesEffect: text('when your agent reads the file again', '智能体重新读取文件时生效'),
  programs: [],
  limit: null,
  limitOf: 'text',
  beyond: CUT_NOWHERE,
  firstRun: [],
  used: true,
  main: [MAIN],
  notes: () => [],
} as const;

function site(root: string): Site {
  return {
    ...UNKNOWN,
    agent: 'folder',
    title: 'Folder',
    scope: 'user',
    // The same history as of an OpenClaw workspace, should the folder be or become one.
    slot: {
      agent: 'openclaw',
      root,
      parts: Object.fromEntries(PARTS.map((name) => [name, { path: name, lens: WHOLE_FILE }])),
    },
    foundBy: root,
    mechanism: text('a file that your agent reads', '由你的智能体读取的文件'),
    sharedWith: [],
    plan: ({ texts }) => texts,
  };
}

/** Instruction files in which people write themselves: there a persona is a marked block. */
const WRITTEN_IN =
  /^(?:AGENTS?|CLAUDE|GEMINI|QWEN|CRUSH|CONVENTIONS|copilot-instructions|global_rules)(?:\.(?:local|override))?\.md$|^\.(?:rules|cursorrules|windsurfrules|clinerules|goosehints)$/i;

export function isWrittenIn(name: string): boolean {
  return WRITTEN_IN.test(name);
}

/** One file, whatever reads it (`--slot`). That of a plain folder has the history of the folder. */
export function fileSite(file: string): Site {
  const [root, name] = [path.dirname(file), path.basename(file)];
  const dressed = isWrittenIn(name) ? withoutImports : (source: string) => source;
  const plan: Site['plan'] = (persona) => ({ [MAIN]: encode(dressed(wholePersona(persona))) });
  if (name === MAIN) return { ...site(root), plan };
  const lens = isWrittenIn(name) ? BLOCK_LENS : WHOLE_FILE;
  return {
    ...UNKNOWN,
    agent: `file:${name}`,
    title: name,
    scope: 'user',
    slot: { agent: name, root, parts: { [MAIN]: { path: name, lens } } },
    foundBy: '--slot',
    mechanism: isWrittenIn(name)
      ? text('marked block in a file that your agent reads', '由你的智能体读取的文件中的标记块')
      : text('a file that your agent reads', '由你的智能体读取的文件'),
    sharedWith: readersOf(name, ''),
    plan,
  };
}

export const folder: Agent = {
  id: 'folder',
  title: 'Folder',
  evidence: { by: 'recorded', of: '–' },
  skillCommand: null,
  projectRoot: 'folder',
  find: (host) => [site(host.cwd)],
  project: () => null,
  at: (_host, root) => site(root),
};
