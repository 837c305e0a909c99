/**
 * What follows from a package's versions and tags is written down with every change, so that no reader computes it:
 * the tags that lead somewhere, the newest version, the line in the catalogue, whether it is visible at all. Then the
 * package takes the hub's next sequence number. That is the last lock a transaction takes: numbers follow the commits.
 */
import semver from 'semver';
import { catalogueEntry } from '../../src/core/catalogue.ts';
import type { Manifest } from '../../src/core/manifest.ts';
import type { Sql } from '../sql/database.ts';
import type { Hub } from './hub.ts';

export interface LockedPackage {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly slug: string;
  readonly kind: string;
  readonly tags: string;
  readonly live_tags: string;
  readonly created_at: number;
  readonly deleted_at: number | null;
  readonly withdrawn: string | null;
}

/** Takes the package for this transaction: others who want to change it wait. undefined when there is none. */
export function lockPackage(tx: Sql, id: string): Promise<LockedPackage | undefined> {
  return tx.get<LockedPackage>(
    `UPDATE packages SET revision = revision + 1 WHERE id = ?
     RETURNING id, name, owner, slug, kind, tags, live_tags, created_at, deleted_at, withdrawn`,
    [id],
  );
}

interface VersionState {
  readonly id: string;
  readonly version: string;
  readonly yanked: string | null;
}

export async function settle(hub: Hub, tx: Sql, packageId: string): Promise<void> {
  const live = await tx.all<VersionState>(
    'SELECT id, version, yanked FROM versions WHERE package_id = ? AND deleted_at IS NULL AND withdrawn IS NULL',
    [packageId],
  );
  const row = await tx.get<Pick<LockedPackage, 'tags' | 'owner' | 'deleted_at' | 'withdrawn'>>(
    'SELECT tags, owner, deleted_at, withdrawn FROM packages WHERE id = ?',
    [packageId],
  );
  if (row === undefined) throw new Error(`package ${packageId} went away while it was locked`);
  const tags = liveTags(JSON.parse(row.tags) as Record<string, string>, live);
  const latest = live.find(({ version }) => version === tags.latest);
  const manifest = latest === undefined ? null : await manifestOf(tx, latest.id);
  const visible = latest !== undefined && row.deleted_at === null && row.withdrawn === null;
  await tx.run('UPDATE stats SET visible = ?, kind = COALESCE(?, kind), category = ?, owner = ? WHERE package_id = ?', [
    visible ? 1 : 0,
    manifest?.kind ?? null,
    manifest?.category ?? null,
    row.owner,
    packageId,
  ]);
  await tx.run(
    `UPDATE packages SET live_tags = ?, latest_id = ?, listing = ?, category = ?, kind = COALESCE(?, kind),
       live_versions = ?, visible = ?, updated_at = ?, changed = ? WHERE id = ?`,
    [
      JSON.stringify(tags),
      latest?.id ?? null,
      manifest === null ? null : JSON.stringify(catalogueEntry(manifest)),
      manifest?.category ?? null,
      manifest?.kind ?? null,
      live.length,
      visible ? 1 : 0,
      hub.now(),
      await nextSequence(tx),
      packageId,
    ],
  );
}

async function manifestOf(tx: Sql, versionId: string): Promise<Manifest | null> {
  const row = await tx.get<{ manifest: string }>('SELECT manifest FROM versions WHERE id = ?', [versionId]);
  return row === undefined ? null : (JSON.parse(row.manifest) as Manifest);
}

/** Tags that name a version that can be had. `latest` always names one if there is one: see `newest`. */
function liveTags(tags: Readonly<Record<string, string>>, live: readonly VersionState[]): Record<string, string> {
  const there = new Map(live.map(({ version, yanked }) => [version, yanked]));
  const kept = Object.entries(tags).filter(([tag, version]) =>
    tag === 'latest' ? there.get(version) === null : there.has(version),
  );
  const latest = kept.some(([tag]) => tag === 'latest') ? [] : [['latest', newest(live)] as const];
  return Object.fromEntries([...kept, ...latest].filter((pair): pair is [string, string] => pair[1] !== null));
}

/** The highest that is neither yanked nor a prerelease, else the highest that is not yanked, else the highest. */
function newest(live: readonly VersionState[]): string | null {
  const sorted = [...live].sort((a, b) => semver.rcompare(a.version, b.version));
  const open = sorted.filter(({ yanked }) => yanked === null);
  const found = open.find(({ version }) => semver.prerelease(version) === null) ?? open[0] ?? sorted[0];
  return found?.version ?? null;
}

async function nextSequence(tx: Sql): Promise<number> {
  const row = await tx.get<{ value: number }>(
    `UPDATE counters SET value = value + 1 WHERE name = 'sequence' RETURNING value`,
  );
  if (row === undefined) throw new Error('the hub has lost its sequence');
  return row.value;
}
