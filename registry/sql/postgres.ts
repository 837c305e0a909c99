/**
 * PostgreSQL, shared by any number of hubs. Transactions are READ COMMITTED: every rule that must hold between two writers
 * is a unique index or a locked row, so they wait for each other rather than fail. The two failures that waiting can
 * still end in (a deadlock, a serialization failure) are tried again a bounded number of times.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Database, Row, Sql, SqlValue } from './database.ts';

/** What we use of `pg`; PGlite fits with a few lines. */
export interface PostgresClient {
  query(statement: string, values?: readonly unknown[]): Promise<{ rows: readonly Row[]; rowCount?: number | null }>;
}
export interface PostgresPool extends PostgresClient {
  connect(): Promise<PostgresClient & { release(broken?: boolean): void }>;
  end(): Promise<void>;
}

/** A hub whose machine vanished in the middle of a transaction holds its locks for a minute at most. */
const POOL: PoolConfig = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  idle_in_transaction_session_timeout: 60_000,
  keepAlive: true,
  application_name: 'soulhub',
};
const ATTEMPTS = 8;
const RETRY = new Set(['40001', '40P01']);
const INT8 = 20;
const BYTEA = 17;

/** @throws SoulError E_OFFLINE */
export async function openPostgres(url: string): Promise<Database> {
  const { default: pg } = await import('pg');
  const parsers: Readonly<Record<number, (value: string) => unknown>> = { [INT8]: Number, [BYTEA]: bytesOf };
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary') => parsers[oid] ?? pg.types.getTypeParser(oid, format),
  };
  const pool = new pg.Pool({ ...POOL, connectionString: url, types } as PoolConfig);
  // A connection that breaks is replaced at the next query, and a transaction on it fails; without these listeners (the
  // pool hears those that idle, nobody those that are lent out) either would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const database = overPostgres(pool as unknown as PostgresPool);
  await reach(database, url);
  return database;
}

/** `\x6162` → bytes, not a `Buffer`: the same class as from SQLite. */
function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.slice(2), 'hex'));
}

async function reach(database: Database, url: string): Promise<void> {
  try {
    await database.get('SELECT 1 AS one');
  } catch (cause) {
    await database.close();
    const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: '', pathname: '' };
    throw new SoulError(
      'E_OFFLINE',
      text(`PostgreSQL at ${host}${pathname} did not answer`, `PostgreSQL（${host}${pathname}）没有响应`),
      {
        hint: text('look at the address, the name of the database and the password', '请检查地址、数据库名和密码'),
        details: { host },
        cause,
      },
    );
  }
}

/** The port over anything that speaks PostgreSQL. */
export function overPostgres(pool: PostgresPool): Database {
  return {
    ...statements(pool),
    transaction: (work) => retried(() => transact(pool, work)),
    close: () => pool.end(),
  };
}

function statements(client: PostgresClient): Sql {
  const ask = (statement: string, values: readonly SqlValue[] = []) => client.query(numbered(statement), values);
  return {
    dialect: 'postgres',
    all: async <Shape extends object>(statement: string, values?: readonly SqlValue[]) =>
      (await ask(statement, values)).rows as readonly Shape[],
    get: async <Shape extends object>(statement: string, values?: readonly SqlValue[]) =>
      (await ask(statement, values)).rows[0] as Shape | undefined,
    run: async (statement, values) => (await ask(statement, values)).rowCount ?? 0,
  };
}

async function transact<Result>(pool: PostgresPool, work: (tx: Sql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await work(statements(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** @throws SoulError E_CONFLICT */
async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!RETRY.has(String((error as { code?: unknown }).code))) throw error;
      if (attempt >= ATTEMPTS) throw inTheWay(error);
      await wait(2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function inTheWay(cause: unknown): SoulError {
  return new SoulError('E_CONFLICT', text('others keep changing the same things', '其他操作一直在修改同样的内容'), {
    hint: text('try again in a moment', '请稍后重试'),
    cause,
  });
}

const NUMBERED = new Map<string, string>();

/** `a = ? AND b = ?` → `a = $1 AND b = $2`. No statement of ours has a question mark of another meaning. */
function numbered(statement: string): string {
  const known = NUMBERED.get(statement);
  if (known !== undefined) return known;
  let count = 0;
  const made = statement.replace(/\?/g, () => `$${++count}`);
  if (NUMBERED.size > 1000) NUMBERED.clear();
  NUMBERED.set(statement, made);
  return made;
}
