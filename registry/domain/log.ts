/**
 * The transparency log: everything that changes what people get under a name, in one order, under one hash. An entry is
 * appended in the transaction of the change it tells of, so there is neither a change without an entry nor the other way
 * round. The count is a row that is locked until the end of the transaction: hubs that share a database take turns, and
 * there is one log, whoever writes to it.
 */
import { formatEntry, type LogEntry } from '../../src/core/log/entry.ts';
import { formatBundle, nodesOf, TILE_WIDTH, type Tile, tileWidth } from '../../src/core/log/tile.ts';
import {
  grownNodes,
  type Hash,
  leafHash,
  type Node,
  type Nodes,
  nodeHash,
  type Tree,
  treeHash,
} from '../../src/core/log/tree.ts';
import type { Sql } from '../sql/database.ts';
import type { Actor } from './actor.ts';
import type { Hub } from './hub.ts';

type Fact = Omit<LogEntry, 'by' | 'at'>;

/** The last lock of a transaction. @returns where the entry stands */
export async function appendEntry(hub: Hub, tx: Sql, actor: Pick<Actor, 'handle'>, fact: Fact): Promise<number> {
  return append(tx, formatEntry({ ...fact, by: actor.handle, at: new Date(hub.now()).toISOString() } as LogEntry));
}

async function append(tx: Sql, entry: string): Promise<number> {
  const row = await tx.get<{ value: number }>(
    `UPDATE counters SET value = value + 1 WHERE name = 'log' RETURNING value`,
  );
  if (row === undefined) throw new Error('the hub has lost its log');
  const position = row.value - 1;
  await tx.run('INSERT INTO log_entries (position, entry) VALUES (?, ?)', [position, entry]);
  await grow(tx, position, leafHash(Buffer.from(entry)));
  return position;
}

/** The leaf, and every subtree that it makes whole. */
async function grow(tx: Sql, position: number, leaf: Hash): Promise<void> {
  let hash = leaf;
  for (const { level, n } of grownNodes(position)) {
    if (level > 0) hash = nodeHash(await nodeOf(tx, { level: level - 1, n: 2 * n }), hash);
    await tx.run('INSERT INTO log_nodes (level, n, hash) VALUES (?, ?, ?)', [level, n, hash]);
  }
}

async function nodeOf(sql: Sql, { level, n }: Node): Promise<Hash> {
  const row = await sql.get<{ hash: Uint8Array }>('SELECT hash FROM log_nodes WHERE level = ? AND n = ?', [level, n]);
  if (row === undefined) throw new Error(`the hub has lost node ${level}/${n} of its log`);
  return row.hash;
}

function nodesIn(sql: Sql): Nodes {
  return (wanted) => Promise.all(wanted.map((node) => nodeOf(sql, node)));
}

export async function logSize(sql: Sql): Promise<number> {
  const row = await sql.get<{ value: number }>(`SELECT value FROM counters WHERE name = 'log'`);
  return row?.value ?? 0;
}

/** The size first: what is below it never changes any more. */
export async function logTree({ sql }: Pick<Hub, 'sql'>): Promise<Tree> {
  const size = await logSize(sql);
  return { size, hash: await treeHash(size, nodesIn(sql)) };
}

/** The bytes of a tile or a bundle of entries; null when the log is not that long, or the width is none it ever had. */
export async function readTile({ sql }: Pick<Hub, 'sql'>, tile: Tile): Promise<Uint8Array | null> {
  const level = tile.level === 'entries' ? 0 : tile.level;
  if (tile.width > tileWidth(level, tile.n, await logSize(sql))) return null;
  return tile.level === 'entries' ? bundleOf(sql, tile) : hashesOf(sql, tile);
}

async function bundleOf(sql: Sql, { n, width }: Tile): Promise<Uint8Array> {
  const from = n * TILE_WIDTH;
  const rows = await sql.all<{ entry: string }>(
    'SELECT entry FROM log_entries WHERE position >= ? AND position < ? ORDER BY position',
    [from, from + width],
  );
  return formatBundle(rows.map(({ entry }) => Buffer.from(entry)));
}

async function hashesOf(sql: Sql, tile: Tile): Promise<Uint8Array> {
  const [first] = nodesOf(tile);
  const { level = 0, n = 0 } = first ?? {};
  const rows = await sql.all<{ hash: Uint8Array }>(
    'SELECT hash FROM log_nodes WHERE level = ? AND n >= ? AND n < ? ORDER BY n',
    [level, n, n + tile.width],
  );
  return Buffer.concat(rows.map(({ hash }) => hash));
}

/** What a change of a package is called in the log; other changes are not the log's business. */
const LOGGED: Readonly<Record<string, string>> = {
  'version.yank': 'yank',
  'version.unyank': 'unyank',
  'version.withdraw': 'withdraw',
  'version.reinstate': 'reinstate',
  'version.delete': 'delete',
  'version.restore': 'restore',
  'package.withdraw': 'withdraw',
  'package.reinstate': 'reinstate',
  'package.delete': 'delete',
  'package.undelete': 'restore',
  'package.merge': 'delete',
  'transfer.accept': 'transfer',
};

/** Between owners that one person belongs to, asking is giving. */
function loggedAs({ action, details }: Change): string | undefined {
  return action === 'transfer.request' && details.done === true ? 'transfer' : LOGGED[action];
}

interface Change {
  readonly action: string;
  readonly pkg: { readonly id: string; readonly name: string };
  readonly details: Readonly<Record<string, unknown>>;
}

/** After the package was settled. */
export async function logChange(hub: Hub, tx: Sql, actor: Actor, change: Change): Promise<void> {
  const { pkg, details } = change;
  const type = loggedAs(change);
  if (type === undefined) return;
  const word = (key: string) => (typeof details[key] === 'string' ? { [key]: details[key] } : {});
  const owner = type === 'transfer' && typeof details.to === 'string' ? { owner: details.to } : {};
  const fact = { type, name: pkg.name, ...word('version'), ...word('reason'), ...owner };
  await setHead(tx, pkg.id, await appendEntry(hub, tx, actor, fact));
}

export async function setHead(tx: Sql, packageId: string, position: number): Promise<void> {
  await tx.run('UPDATE packages SET log_head = ? WHERE id = ?', [position, packageId]);
}

interface Unlogged {
  readonly id: string;
  readonly package_id: string;
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly content: string;
  readonly published_by: string;
}

const AT_ONCE = 200;

/** Versions from before there was a log, and those of an older backup, enter it when the hub is opened. */
export async function logOldVersions(hub: Hub): Promise<void> {
  for (;;) {
    const done = await hub.sql.transaction(async (tx) => {
      // The count is locked first: another process that does the same waits, and then finds nothing left to do.
      await tx.run(`UPDATE counters SET value = value WHERE name = 'log'`);
      const rows = await tx.all<Unlogged>(
        `SELECT v.id, v.package_id, p.name, v.version, v.integrity, v.content, v.published_by FROM versions v
         JOIN packages p ON p.id = v.package_id WHERE v.log_position IS NULL ORDER BY v.id LIMIT ?`,
        [AT_ONCE],
      );
      for (const row of rows) await logPublication(hub, tx, { handle: row.published_by }, row);
      return rows.length < AT_ONCE;
    });
    if (done) return;
  }
}

export interface Publication {
  readonly id: string;
  readonly package_id: string;
  readonly name: string;
  readonly version: string;
  readonly integrity: string;
  readonly content: string;
  /** The public key of its author, for a signed one. */
  readonly author?: string;
}

export async function logPublication(
  hub: Hub,
  tx: Sql,
  actor: Pick<Actor, 'handle'>,
  { id, package_id, name, version, integrity, content, author }: Publication,
): Promise<void> {
  const fact = { type: 'publish', name, version, integrity, content, ...(author === undefined ? {} : { author }) };
  const position = await appendEntry(hub, tx, actor, fact);
  await tx.run('UPDATE versions SET log_position = ? WHERE id = ?', [position, id]);
  await setHead(tx, package_id, position);
}
