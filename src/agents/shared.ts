/** One file of a project that several agents read, such as `AGENTS.md`: one slot, whoever it is for. */
import path from 'node:path';
import type { Host, Site } from './agent.ts';
import { readersOf } from './define.ts';

/** One site for each slot: the agent's that the project names, or where it names none of several, the file's own. */
export function oneForEach(host: Host, sites: readonly Site[]): Site[] {
  const keyOf = ({ slot }: Site) => JSON.stringify([slot.root, slot.agent]);
  const keys = [...new Set(sites.map(keyOf))];
  const groups = keys.map((key) => sites.filter((site) => keyOf(site) === key));
  return groups.map((group) => oneOf(host, group));
}

function oneOf(host: Host, sites: readonly Site[]): Site {
  const [first] = sites as [Site];
  const { root, agent: file } = first.slot;
  if (sites.length === 1) return first;
  const named = namedIn(host, root);
  const chosen = sites.find(({ agent }) => named.includes(agent));
  return chosen ?? { ...first, agent: `file:${file}`, title: file, sharedWith: readersOf(file, '') };
}

/** Agents that the project names for a soul. Whether its file is in order is for those to say who do what it asks. */
function namedIn(host: Host, root: string): string[] {
  try {
    const file = host.read(path.join(root, '.clawhub', 'souls.json'));
    return Object.keys(JSON.parse(new TextDecoder().decode(file ?? undefined)).agents ?? {});
  } catch {
    return [];
  }
}
