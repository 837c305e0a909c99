/**
 * Backups. A backup is always one SQLite file with the tables of the hub, whichever database the hub runs on, so that it
 * can be looked into with any tool, and restored into either: it is also the way from the one to the other.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Database, Row, Sql, SqlValue } from './database.ts';
import { migrate } from './migrate.ts';
import { openSqlite } from './sqlite.ts';

/** Table → its key, so that what is referred to comes first. What a hub forgets or computes by itself is not in it. */
const TABLES = {
  counters: ['name'],
  secrets: ['name'],
  owners: ['handle'],
  members: ['org', 'handle'],
  tokens: ['id'],
  blobs: ['sha256'],
  packages: ['id'],
  slugs: ['owner', 'slug'],
  look_alikes: ['key'],
  versions: ['id'],
  version_files: ['version_id', 'path', 'sha256'],
  fingerprints: ['package_id', 'fingerprint', 'version_id'],
  stats: ['package_id'],
  stars: ['package_id', 'handle'],
  days: ['package_id', 'what', 'day'],
  transfers: ['package_id'],
  reports: ['id'],
  audit: ['id'],
  identities: ['issuer', 'subject'],
  author_keys: ['owner'],
  log_entries: ['position'],
  log_nodes: ['level', 'n'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Rows in one statement. Blobs are large; the others are not. */
const AT_ONCE = 200;
const BLOBS_AT_ONCE = 8;

export interface BackupFacts {
  readonly file: string;
  readonly bytes: number;
}

/**
 * One consistent state, while the hub goes on. Appears under its name when it is whole.
 * @throws SoulError E_EXISTS, E_FILE
 */
export async function backUp(database: Database, file: string, now: number): Promise<BackupFacts> {
  if (fs.existsSync(file)) {
    throw new SoulError('E_EXISTS', text(`${file} is there already`, `${file} 已存在`), {
      hint: text('choose a name that is free; a backup is never written over', '请换一个文件名；备份不会被覆盖'),
      details: { file },
    });
  }
  const part = `${file}.part-${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    // Nobody else's from the first byte on; SQLite writes into a file that is empty.
    fs.closeSync(fs.openSync(part, 'wx', 0o600));
    if (database.dialect === 'sqlite') await database.run('VACUUM INTO ?', [part]);
    else await copyOut(database, part, now);
    toDisk(part);
    fs.renameSync(part, file);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) fs.rmSync(part + suffix, { force: true });
  }
  return { file, bytes: fs.statSync(file).size };
}

/** All of it is on the disk before it gets its name. */
function toDisk(file: string): void {
  const handle = fs.openSync(file, 'r+');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

async function copyOut(from: Database, file: string, now: number): Promise<void> {
  const to = await openSqlite(file);
  try {
    await migrate(to, now);
    await from.transaction(async (source) => {
      await source.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await to.transaction((target) => copyTables(source, target));
    });
  } finally {
    await to.close();
  }
}

/**
 * Into a database that has tables and nothing in them; all of it or nothing.
 * @throws SoulError E_CONFLICT (the hub is not empty), E_CONTENT (bytes that are not the ones that were kept)
 */
export async function restoreInto(database: Database, { from }: Backup): Promise<void> {
  await requireEmpty(database);
  await database.transaction((target) => copyTables(from, target));
}

async function requireEmpty(database: Database): Promise<void> {
  const row = await database.get<{ rows: number }>(
    'SELECT (SELECT COUNT(*) FROM owners) + (SELECT COUNT(*) FROM packages) AS rows',
  );
  if (Number(row?.rows) === 0) return;
  throw new SoulError('E_CONFLICT', text('this hub is not empty', '这个 hub 不是空的'), {
    hint: text('restore into a new data folder or a new database', '请恢复到新的数据目录或新的数据库'),
  });
}

export interface Backup {
  readonly file: string;
  readonly from: Database;
  /** Whoever opened it drops it. */
  drop(): Promise<void>;
}

/**
 * The backup is not touched: what an older soulhub wrote is brought up to date in a copy.
 * @throws SoulError E_NOT_FOUND (no such file), E_STATE (no backup), E_STATE_NEWER
 */
export async function openBackup(file: string, now = Date.now()): Promise<Backup> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-restore-'));
  const copy = path.join(folder, 'backup.sqlite');
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    fs.copyFileSync(file, copy, fs.constants.COPYFILE_FICLONE);
    const from = await openSqlite(copy);
    await requireBackup(from, file);
    await migrate(from, now);
    return {
      file,
      from,
      drop: async () => {
        await from.close();
        remove();
      },
    };
  } catch (cause) {
    remove();
    if (cause instanceof SoulError && cause.code !== 'E_FILE') throw cause;
    throw noBackup(file, cause);
  }
}

async function requireBackup(from: Database, file: string): Promise<void> {
  const row = await from
    .get<{ done: number }>(`SELECT COUNT(*) AS done FROM migrations WHERE number = 1 AND name = 'first'`)
    .catch(() => undefined);
  if (Number(row?.done ?? 0) === 1) return;
  await from.close();
  throw noBackup(file);
}

function noBackup(file: string, cause?: unknown): SoulError {
  const missing = (cause as { code?: unknown } | undefined)?.code === 'ENOENT';
  return new SoulError(
    missing ? 'E_NOT_FOUND' : 'E_STATE',
    missing
      ? text(`there is no ${file}`, `没有 ${file}`)
      : text(`${file} is no backup of a hub`, `${file} 不是 hub 的备份`),
    {
      ...(missing ? {} : { hint: text('a backup is what `admin backup` wrote', '备份由 `admin backup` 写出') }),
      details: { file },
      cause,
    },
  );
}

async function copyTables(from: Sql, to: Sql): Promise<void> {
  await to.run('DELETE FROM counters');
  for (const [table, key] of Object.entries(TABLES)) await copyTable(from, to, table, key);
}

async function copyTable(from: Sql, to: Sql, table: string, key: readonly string[]): Promise<void> {
  const size = table === 'blobs' ? BLOBS_AT_ONCE : AT_ONCE;
  const order = key.join(', ');
  const beyond = `WHERE (${order}) > (${key.map(() => '?').join(', ')})`;
  let last: readonly SqlValue[] = [];
  for (;;) {
    const rows = await from.all(`SELECT * FROM ${table} ${last.length > 0 ? beyond : ''} ORDER BY ${order} LIMIT ?`, [
      ...last,
      size,
    ]);
    const end = rows.at(-1);
    if (end === undefined) return;
    if (table === 'blobs') rows.forEach(checkBlob);
    await insertRows(to, table, rows);
    last = key.map((column) => end[column] as SqlValue);
  }
}

async function insertRows(to: Sql, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const marks = `(${columns.map(() => '?').join(', ')})`;
  await to.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`,
    rows.flatMap((row) => columns.map((column) => withoutNul(row[column] as SqlValue))),
  );
}

/** SQLite may hold a U+0000 from before it was refused (`texts.ts`); no hub takes it any more. */
function withoutNul(value: SqlValue): SqlValue {
  return typeof value === 'string' ? value.replaceAll('\0', '') : value;
}

function checkBlob(row: Row): void {
  const bytes = row.bytes as Uint8Array;
  const received = createHash('sha256').update(bytes).digest('hex');
  if (received === row.sha256) return;
  throw new SoulError('E_CONTENT', text(`the archive ${row.sha256} is damaged`, `压缩包 ${row.sha256} 已损坏`), {
    details: { expected: row.sha256, received },
  });
}
