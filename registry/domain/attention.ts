/**
 * Stars, downloads, installs. Downloads are counted once per client, version and hour, and not at the cost of the request
 * that is counted: `count` remembers, `flushCounts` writes. What tells clients apart is kept for two hours, as a keyed
 * hash, so that several hubs on one database agree and nobody can read addresses out of it.
 */
import { createHmac } from 'node:crypto';
import type { Sql } from '../sql/database.ts';
import { type Actor, requireScope } from './actor.ts';
import { findPackage, type PackageRef } from './find.ts';
import type { Hub } from './hub.ts';
import { rowMarks } from './rows.ts';
import { DAY, HOUR } from './rules.ts';
import { sharedSecret } from './secrets.ts';

/** @returns false when it was so already @throws SoulError E_FORBIDDEN, E_NOT_FOUND */
export async function star(hub: Hub, actor: Actor, ref: PackageRef): Promise<boolean> {
  return changeStar(hub, actor, ref, 1, (tx, id) =>
    tx.run('INSERT INTO stars (package_id, handle, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
      id,
      actor.handle,
      hub.now(),
    ]),
  );
}

/** @returns false when it was so already @throws SoulError E_FORBIDDEN, E_NOT_FOUND */
export async function unstar(hub: Hub, actor: Actor, ref: PackageRef): Promise<boolean> {
  return changeStar(hub, actor, ref, -1, (tx, id) =>
    tx.run('DELETE FROM stars WHERE package_id = ? AND handle = ?', [id, actor.handle]),
  );
}

async function changeStar(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  by: 1 | -1,
  change: (tx: Sql, packageId: string) => Promise<number>,
): Promise<boolean> {
  requireScope(actor, 'read');
  const { id } = await findPackage(hub, ref);
  return hub.sql.transaction(async (tx) => {
    if ((await change(tx, id)) === 0) return false;
    await tx.run('UPDATE stats SET stars = stars + ? WHERE package_id = ?', [by, id]);
    return true;
  });
}

export async function isStarred(hub: Hub, actor: Actor, packageId: string): Promise<boolean> {
  const row = await hub.sql.get('SELECT 1 AS yes FROM stars WHERE package_id = ? AND handle = ?', [
    packageId,
    actor.handle,
  ]);
  return row !== undefined;
}

export interface Sighting {
  readonly packageId: string;
  readonly version: string;
  /** Whatever tells clients apart: an address, a token id. */
  readonly client: string;
  readonly what: 'download' | 'install';
}

interface Remembered extends Sighting {
  readonly at: number;
}

/** In memory until the next chores; never more than this, so that a flood costs counts and not memory. */
const REMEMBERED = new WeakMap<Hub, Map<string, Remembered>>();
const MOST_REMEMBERED = 50_000;

/** Costs nothing now; `tidy` and `closeHub` write. */
export function count(hub: Hub, sighting: Sighting): void {
  const remembered = REMEMBERED.get(hub) ?? new Map<string, Remembered>();
  REMEMBERED.set(hub, remembered);
  const at = hub.now();
  const key = `${Math.floor(at / HOUR)} ${sighting.what} ${sighting.packageId} ${sighting.version} ${sighting.client}`;
  if (remembered.size < MOST_REMEMBERED && !remembered.has(key)) remembered.set(key, { ...sighting, at });
}

const AT_ONCE = 500;

/** Writes what was remembered. */
export async function flushCounts(hub: Hub): Promise<void> {
  const all = [...(REMEMBERED.get(hub) ?? [])];
  REMEMBERED.delete(hub);
  if (all.length === 0) return;
  const salt = await sharedSecret(hub, 'count', () => hub.random(32));
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = new Map(all.slice(from, from + AT_ONCE).map(([key, sighting]) => [markOf(salt, key), sighting]));
    await hub.sql.transaction((tx) => write(tx, some));
  }
}

function markOf(salt: Uint8Array, key: string): string {
  return createHmac('sha256', salt).update(key).digest('hex').slice(0, 32);
}

async function write(tx: Sql, sightings: ReadonlyMap<string, Remembered>): Promise<void> {
  const marked = [...sightings].sort(([a], [b]) => (a < b ? -1 : 1));
  const fresh = await tx.all<{ mark: string }>(
    `INSERT INTO sightings (mark, hour) VALUES ${rowMarks(marked.length, 2)} ON CONFLICT DO NOTHING RETURNING mark`,
    marked.flatMap(([mark, { at }]) => [mark, Math.floor(at / HOUR)]),
  );
  const totals = new Map<string, Tally>();
  for (const { mark } of fresh) addUp(totals, sightings.get(mark));
  for (const [, tally] of [...totals].sort(([a], [b]) => (a < b ? -1 : 1))) await writeTally(tx, tally);
}

interface Tally {
  readonly packageId: string;
  readonly what: Sighting['what'];
  readonly day: string;
  readonly count: number;
}

function addUp(totals: Map<string, Tally>, sighting: Remembered | undefined): void {
  if (sighting === undefined) return;
  const { packageId, what } = sighting;
  const day = dayOf(sighting.at);
  const key = `${packageId} ${what} ${day}`;
  totals.set(key, { packageId, what, day, count: (totals.get(key)?.count ?? 0) + 1 });
}

async function writeTally(tx: Sql, { packageId, what, day, count: by }: Tally): Promise<void> {
  const column = what === 'download' ? 'downloads' : 'installs';
  await tx.run(`UPDATE stats SET ${column} = ${column} + ? WHERE package_id = ?`, [by, packageId]);
  await tx.run(
    `INSERT INTO days (package_id, what, day, count) VALUES (?, ?, ?, ?)
     ON CONFLICT (package_id, what, day) DO UPDATE SET count = days.count + excluded.count`,
    [packageId, what, day, by],
  );
}

/** `2026-11-23`, in UTC. */
function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

export interface DayCount {
  readonly day: string;
  readonly count: number;
}

/** Downloads per UTC day, oldest first; days without any are left out. */
export async function downloadDays(hub: Hub, packageId: string, days: number): Promise<readonly DayCount[]> {
  const rows = await hub.sql.all<DayCount>(
    `SELECT day, count FROM days WHERE package_id = ? AND what = 'download' AND day > ? ORDER BY day`,
    [packageId, dayOf(hub.now() - days * DAY)],
  );
  return rows.map(({ day, count: of }) => ({ day, count: of }));
}

/** Marks older than the hour before this one say nothing any more. */
export async function forgetSightings(hub: Hub): Promise<void> {
  await hub.sql.run('DELETE FROM sightings WHERE hour < ?', [Math.floor(hub.now() / HOUR) - 1]);
}

const TREND_DAYS = 7;
const TRENDS_AT = new WeakMap<Hub, number>();

/** Downloads and installs of the last seven days, summed once an hour at most. */
export async function refreshTrends(hub: Hub): Promise<void> {
  const now = hub.now();
  if (now - (TRENDS_AT.get(hub) ?? Number.NEGATIVE_INFINITY) < HOUR) return;
  TRENDS_AT.set(hub, now);
  const since = dayOf(now - TREND_DAYS * DAY);
  await hub.sql.transaction((tx) =>
    tx.run(
      `UPDATE stats SET trending =
         COALESCE((SELECT SUM(d.count) FROM days d WHERE d.package_id = stats.package_id AND d.day > ?), 0)
       WHERE trending <> 0 OR package_id IN (SELECT package_id FROM days WHERE day > ?)`,
      [since, since],
    ),
  );
}
