/** What the adapters say, as rows for docs/reference/agents.md. Nothing of this machine is in it. */

import type { Agent, Host, Site } from './agent.ts';
import { AGENTS } from './index.ts';

/** A machine that has every agent and no file. */
const ANY_MACHINE: Host = {
  env: {},
  home: '~',
  cwd: '.',
  read: () => null,
  isFolder: () => true,
  exists: (file) => file === '~/.roo',
  list: () => [],
  program: (name) => name,
  look: () => ({ kind: 'absent', links: 0 }),
};

export interface CatalogueRow {
  readonly id: string;
  readonly title: string;
  /** Places of the persona, the pointer last. */
  readonly user: readonly string[];
  readonly project: readonly string[];
  readonly projectRoot: Agent['projectRoot'];
  readonly effect: Site['effect'];
  readonly arrives: Site['arrives'];
  readonly arrivesInProject: Site['arrives'] | null;
  readonly live: Site['live'];
  readonly reset: string | null;
  readonly limit: number | null;
  readonly evidence: Agent['evidence'];
}

export function catalogue(): CatalogueRow[] {
  return AGENTS.filter(({ id }) => id !== 'folder').map(rowOf);
}

function rowOf(agent: Agent): CatalogueRow {
  const user = agent.find(ANY_MACHINE)[0] ?? null;
  const project = agent.project(ANY_MACHINE, '.');
  const either = (user ?? project) as Site;
  const { id, title, projectRoot, evidence } = agent;
  const { effect, arrives, live, reset, limit } = either;
  const arrivesInProject = project?.arrives ?? null;
  const places = { user: user ? placesOf(user) : [], project: project ? placesOf(project) : [] };
  return { id, title, ...places, projectRoot, effect, arrives, arrivesInProject, live, reset, limit, evidence };
}

/** Files that a switch writes by default, keys of settings in brackets. */
function placesOf({ slot, main }: Site): string[] {
  const root = slot.root === '.' ? '' : `${slot.root}/`;
  const names = Object.keys(slot.parts).filter((name) => main.includes(name) || slot.parts[name]?.points);
  return names.map((name) => {
    const part = slot.parts[name];
    const label = name === 'SOUL.md' ? 'developer_instructions' : name.replace(/@.*/, '');
    const key = part?.lens.kind === 'key' ? ` [${label}]` : '';
    const block = part?.lens.kind === 'block' ? ' (block)' : '';
    return `${root}${part?.path}${key}${block}`;
  });
}
