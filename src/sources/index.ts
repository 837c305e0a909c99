/**
 * From what the user typed to the places to ask, in order: the bundled souls, the configured hubs, the official ClawHub,
 * Agent Souls. `--registry` replaces them all. Offline, nobody is asked who was not named: a copy in the cache of a
 * default source would otherwise decide what a name means.
 *
 * A source is opened when it is first asked something, so that a name found at hand loads no HTTP.
 */
import type { Spec } from '../core/spec.ts';
import { bundledSource } from './bundled.ts';
import type { Dialect } from './discover.ts';
import { laterSource } from './later.ts';
import type { Source, SourceRef, SourceSettings, SourceWorld } from './source.ts';
import { baseUrl, localPath } from './transport.ts';

export const CLAWHUB = 'https://clawhub.ai';
export const AGENT_SOULS = 'https://agent-souls.com';
export const NPM = 'https://registry.npmjs.org';

/** Sources that may have what the spec names, in the order in which they are asked. @throws SoulError E_CONFIG */
export async function sourcesFor(spec: Spec, settings: SourceSettings, world: SourceWorld): Promise<Source[]> {
  switch (spec.kind) {
    case 'registry':
      return allSources(settings, world);
    case 'npm':
      return [await openSource({ kind: 'npm', url: settings.registry ?? npmRegistry(world.env) }, world)];
    case 'agent-souls':
      return [await agentSouls(settings, world)];
    case 'folder':
    case 'archive':
      return [await openSource({ kind: spec.kind, url: localPath(spec.path, world) }, world)];
    case 'remote':
      return [await openSource({ kind: 'remote', url: spec.url }, world)];
    case 'github':
      return [await openSource({ kind: 'github', url: (await import('../core/spec.ts')).formatSpec(spec) }, world)];
  }
}

/** The dialects bring zod and the archive reader with them: loaded when a source that speaks one is opened. */
async function discover(registry: string, world: SourceWorld): Promise<Source> {
  return (await import('./discover.ts')).discover(registry, world);
}

async function openDialect(kind: Dialect, base: URL, world: SourceWorld, optional = false): Promise<Source> {
  return (await import('./discover.ts')).openDialect(kind, base, world, optional);
}

/** Every source, for a name, a title or a search. @throws SoulError E_CONFIG */
export async function allSources(settings: SourceSettings, world: SourceWorld): Promise<Source[]> {
  if (settings.registry !== null) return [await discover(settings.registry, world)];
  const hubs = settings.hubs.map((hub) => laterSource({ kind: 'npm', url: hub }, false, () => discover(hub, world)));
  return [bundledSource(), ...hubs, ...(world.offline ? [] : defaults(settings, world))];
}

function defaults({ clawhub = CLAWHUB, agentSouls = AGENT_SOULS }: SourceSettings, world: SourceWorld): Source[] {
  const open = (kind: 'clawhub' | 'agent-souls', url: string | null) =>
    url === null
      ? []
      : [laterSource({ kind, url }, true, () => openDialect(kind, baseUrl(url, world.cwd), world, true))];
  return [...open('clawhub', clawhub), ...open('agent-souls', agentSouls)];
}

/** Named by the user, so it may be asked offline too, and must answer: in this dialect, whatever else it speaks. */
function agentSouls({ registry, agentSouls }: SourceSettings, world: SourceWorld): Promise<Source> {
  return openDialect('agent-souls', baseUrl(registry ?? agentSouls ?? AGENT_SOULS, world.cwd), world);
}

/** As npm itself reads it. */
function npmRegistry(env: NodeJS.ProcessEnv): string {
  return env.npm_config_registry || env.NPM_CONFIG_REGISTRY || NPM;
}

/** The source that a lock file names. @throws SoulError E_CONFIG */
export async function openSource(ref: SourceRef, world: SourceWorld): Promise<Source> {
  switch (ref.kind) {
    case 'bundled':
      return bundledSource();
    case 'npm':
    case 'clawhub':
    case 'agent-souls':
      return openDialect(ref.kind, baseUrl(ref.url, world.cwd), world);
    case 'folder':
      return (await import('./folder.ts')).folderSource(ref);
    case 'archive':
      return (await import('./archive.ts')).archiveSource(ref);
    case 'remote':
      return (await import('./remote.ts')).remoteSource(ref, world);
    case 'github':
      return (await import('./github.ts')).githubSource(ref, world);
  }
}
