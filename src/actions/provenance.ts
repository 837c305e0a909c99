/**
 * Where an installed skill comes from, whichever client installed it. Three clients share one workspace, and each writes
 * down what it needs: our own lock file has the source and the content, OpenClaw's entries have the registry, the official
 * CLI's have it in `origin.json` only. Ours counts as long as nobody has moved the skill on since.
 */
import path from 'node:path';
import { isName, type PackageName, splitName } from '../core/name.ts';
import { dialectsAt } from '../sources/discover.ts';
import { openSource } from '../sources/index.ts';
import type { Resolution, SourceKind, SourceRef } from '../sources/source.ts';
import { baseUrl } from '../sources/transport.ts';
import { readSkillLock, readSoulLock, type SkillEntry, type SoulEntry } from '../store/locks.ts';
import type { WorkPaths } from '../store/paths.ts';
import { readOrigin, type SoulPin, targetOf } from '../store/skills.ts';
import { world } from './ask.ts';
import type { Context } from './context.ts';

export interface Provenance {
  readonly name: PackageName;
  readonly source: SourceRef;
  /** Our own record of what is there now; null when another client has put it there. */
  readonly pin: SoulEntry | null;
}

/** null: nothing says where it is from. @throws SoulError network codes, when a registry must be asked what it speaks */
export async function provenanceOf(
  ctx: Context,
  paths: WorkPaths,
  key: string,
  entry: SkillEntry,
): Promise<Provenance | null> {
  const origin = readOrigin(targetOf(paths, key, ctx.settings.skillsFolder).folder);
  const named = entry.registry ?? origin.registry;
  const registry = typeof named === 'string' ? named.replace(/\/+$/, '') : null;
  const own = pinOf(paths, key, entry);
  if (own !== null && (registry === null || registryName(own.entry.source as SourceRef) === registry)) {
    const current = officialVersion(own.entry.version) === entry.version;
    return { name: own.name, source: own.entry.source as SourceRef, pin: current ? own.entry : null };
  }
  const owner = entry.ownerHandle ?? (typeof origin.ownerHandle === 'string' ? origin.ownerHandle : null);
  return registry === null ? null : elsewhere(ctx, registry, key, owner);
}

async function elsewhere(
  ctx: Context,
  registry: string,
  key: string,
  owner: string | null,
): Promise<Provenance | null> {
  const [scope, slug] = splitName(key as PackageName);
  if (!isName(key)) return null;
  if (registry === 'soulhub:bundled')
    return { name: slug as PackageName, source: { kind: 'bundled', url: '' }, pin: null };
  if (!/^(?:https?|file):/.test(registry)) return null;
  const { at, dialects } = await dialectsAt(baseUrl(registry, ctx.cwd), world(ctx));
  const onHub = dialects.includes('npm')
    ? await namedOnHub(ctx, at.href.replace(/\/+$/, ''), [scope ?? owner, slug])
    : null;
  if (onHub !== null) return onHub;
  const kind: SourceKind = dialects.includes('clawhub') ? 'clawhub' : (dialects[0] ?? 'npm');
  const whose = scope ?? owner;
  const name = kind === 'clawhub' && whose !== null ? `@${whose}/${slug}` : key;
  return isName(name) ? { name, source: { kind, url: at.href.replace(/\/+$/, '') }, pin: null } : null;
}

/**
 * A hub speaks our own dialect too, the one with signatures and a log. There a skill is called `@owner/slug`, or `slug`
 * alone where that name is its owner's.
 */
async function namedOnHub(
  ctx: Context,
  url: string,
  [owner, slug]: readonly [string | null, string],
): Promise<Provenance | null> {
  const ref: SourceRef = { kind: 'npm', url };
  const source = await openSource(ref, world(ctx));
  for (const name of owner === null ? [slug] : [`@${owner}/${slug}`, slug]) {
    if (!isName(name)) continue;
    const found = await source.resolve({ kind: 'registry', name, wanted: { kind: 'tag', tag: 'latest' } });
    if (found && (owner === null || name !== slug || found.owner === owner)) return { name, source: ref, pin: null };
  }
  return null;
}

interface OwnPin {
  readonly name: PackageName;
  readonly entry: SoulEntry;
}

/** Our lock names a skill as its package is named, the official one by its slug. */
function pinOf(paths: WorkPaths, key: string, { ownerHandle }: SkillEntry): OwnPin | null {
  const found = pinsFor(paths, key).filter(({ name }) => {
    const [scope] = splitName(name);
    return scope === null || ownerHandle === undefined || scope === ownerHandle;
  });
  return found[0] ?? null;
}

function pinsFor(paths: WorkPaths, key: string): OwnPin[] {
  const [scope, slug] = splitName(key as PackageName);
  return Object.entries(readSoulLock(paths).souls).flatMap(([name, entry]) => {
    const [owner, base] = splitName(name as PackageName);
    const fits = entry.kind === 'skill' && base === slug && (scope === null || owner === null || owner === scope);
    return fits ? [{ name: name as PackageName, entry }] : [];
  });
}

/**
 * What our own lock file must forget when a skill is put in place or taken away: every pin of its folder, and those of
 * skills that another client has uninstalled.
 */
export function pinsWithout(paths: WorkPaths, key: string): SoulPin[] {
  const { skills } = readSkillLock(paths);
  const slugs = new Set(Object.keys(skills).map((name) => path.posix.basename(name)));
  const gone = Object.entries(readSoulLock(paths).souls).filter(
    ([name, { kind }]) => kind === 'skill' && !slugs.has(path.posix.basename(name)),
  );
  const names = [...pinsFor(paths, key).map(({ name }) => name as string), ...gone.map(([name]) => name)];
  return [...new Set(names)].map((name) => ({ name, entry: null }));
}

/** Both official clients read a registry from the lock; the bundled source is none that they could ask. */
export function registryName({ kind, url }: SourceRef): string {
  return kind === 'bundled' ? 'soulhub:bundled' : url;
}

/** A skill on GitHub has its commit for a version, which is none for npm; the official clients write the bare commit. */
export function officialVersion(version: string): string {
  return /^0\.0\.0-g([0-9a-f]{40})$/.exec(version)?.[1] ?? version;
}

/** Whether the official clients can ask its source: a registry of their dialect, or a hub, which says whose a package is. */
export function isAskable({ source, owner }: Resolution): boolean {
  return source.kind === 'clawhub' || (source.kind === 'npm' && typeof owner === 'string');
}
