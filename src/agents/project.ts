/** Which folder an agent takes for the project: the one it is started in, or the top of the repository around it. */
import path from 'node:path';
import type { Agent, Host, Site } from './agent.ts';

export function projectRoot(host: Host, { projectRoot: kind }: Pick<Agent, 'projectRoot'>): string {
  return kind === 'repository' ? repositoryRoot(host) : host.cwd;
}

/** The nearest folder upwards that has a `.git`; the working directory where there is none. */
export function repositoryRoot(host: Host): string {
  for (let folder = host.cwd; ; folder = path.dirname(folder)) {
    if (host.exists(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) return host.cwd;
  }
}

/** The folders that an agent may take for the project, from the nearest up to the top of the repository. */
export function projectRoots(host: Host, agent: Pick<Agent, 'projectRoot'>): string[] {
  return foldersUp(host, projectRoot(host, agent));
}

/** A folder and those above it, up to the top of the repository. */
export function foldersUp(host: Host, nearest: string): string[] {
  const top = repositoryRoot(host);
  const steps = path.relative(top, nearest).split(path.sep).filter(Boolean);
  return [nearest, ...steps.map((_step, index) => path.join(nearest, ...Array(index + 1).fill('..')))];
}

/**
 * The slot of an agent in the project around the working directory. Where its file is the user's own one, as it is when
 * an agent is started in the home folder, there is no project.
 */
export function siteInProject(host: Host, agent: Agent, root = projectRoot(host, agent)): Site | null {
  const site = agent.project(host, root);
  return site === null || isUsers(host, agent, site) ? null : site;
}

function isUsers(host: Host, agent: Agent, site: Site): boolean {
  const root = agent.userRoot?.(host);
  const own = root === undefined ? [] : filesOf(agent.at(host, root));
  return filesOf(site).some((file) => own.includes(file));
}

function filesOf({ slot }: Site): string[] {
  return Object.values(slot.parts).map((part) => path.join(slot.root, part.path));
}
