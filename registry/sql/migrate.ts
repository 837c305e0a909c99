/**
 * Tables, brought up to date in order and in one transaction: all of it or nothing. Hubs that start together wait for
 * each other. A migration that was released is never edited; the next one corrects it.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Database, Sql } from './database.ts';
import { firstTables } from './migrations/001-first.ts';
import { logTables } from './migrations/002-log.ts';
import { quotaIndex } from './migrations/003-quotas.ts';
import { identityTables } from './migrations/004-identities.ts';
import { listIndexes } from './migrations/005-lists.ts';
import type { Migration, Words } from './migrations/migration.ts';

const MIGRATIONS: readonly Migration[] = [firstTables, logTables, quotaIndex, identityTables, listIndexes];
/** Any number will do, as long as nobody else in the database uses it. */
const LOCK = 7_238_041_163;

const WORDS: Readonly<Record<Sql['dialect'], Words>> = {
  sqlite: { dialect: 'sqlite', TEXT: 'TEXT', BYTES: 'BLOB' },
  postgres: { dialect: 'postgres', TEXT: 'TEXT COLLATE "C"', BYTES: 'BYTEA' },
};

/** @throws SoulError E_STATE_NEWER when a newer soulhub has been here */
export async function migrate(database: Database, now: number): Promise<void> {
  if ((await migrationsDone(database)) === MIGRATIONS.length) return;
  await database.transaction(async (tx) => {
    if (tx.dialect === 'postgres') await tx.get('SELECT pg_advisory_xact_lock(?)', [LOCK]);
    await tx.run(
      'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)',
    );
    const row = await tx.get<{ done: number }>('SELECT COUNT(*) AS done FROM migrations');
    await apply(tx, Number(row?.done ?? 0), now);
  });
}

/** How many were applied; null when the database cannot say, as before the first. */
export async function migrationsDone(database: Sql): Promise<number | null> {
  try {
    const row = await database.get<{ done: number }>('SELECT COUNT(*) AS done FROM migrations');
    return row === undefined ? null : Number(row.done);
  } catch {
    return null;
  }
}

export function isCurrent(done: number | null): boolean {
  return done === MIGRATIONS.length;
}

async function apply(tx: Sql, done: number, now: number): Promise<void> {
  if (done > MIGRATIONS.length) throw newer(done);
  for (const [index, { name, statements }] of MIGRATIONS.entries()) {
    if (index < done) continue;
    for (const statement of statements(WORDS[tx.dialect])) await tx.run(statement);
    await tx.run('INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, ?)', [index + 1, name, now]);
  }
}

function newer(done: number): SoulError {
  return new SoulError(
    'E_STATE_NEWER',
    text('the database was written by a newer version of soulhub', '数据库由更新版本的 soulhub 写入'),
    { hint: text('update soulhub', '请更新 soulhub'), details: { known: MIGRATIONS.length, found: done } },
  );
}
