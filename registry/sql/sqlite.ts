/**
 * SQLite, as it comes with Node. One connection writes and one reads: with a write-ahead log a reader sees the last
 * committed state and never waits. Writers wait for each other twice, once per process in a queue of ours and once per
 * machine for the file's lock. The second wait must not happen inside SQLite (`busy_timeout`), which would stop the whole
 * process while it sleeps, so a busy answer comes at once and we come back a little later.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Database, Sql, SqlValue } from './database.ts';

const BUSY = [5, 6];
const STATEMENTS_KEPT = 400;

/** The module, or a plain word about the Node it needs. @throws SoulError E_CONFIG */
async function sqliteModule(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite');
  } catch (cause) {
    throw new SoulError(
      'E_CONFIG',
      text(
        `a hub needs Node 22.13 or newer for its embedded database; this is ${process.version}`,
        `运行 hub 的内置数据库需要 Node 22.13 或更新版本，当前为 ${process.version}`,
      ),
      {
        hint: text(
          'run it with a newer Node, or give --database-url postgres://…',
          '请换用更新的 Node，或使用 --database-url postgres://…',
        ),
        cause,
      },
    );
  }
}

/** Milliseconds a writer waits for another process. */
const PATIENCE = 15_000;

/** @param file made if missing, with its folder, readable by this user only @throws SoulError E_CONFIG, E_FILE */
export async function openSqlite(file: string, patience = PATIENCE): Promise<Database> {
  const sqlite = await sqliteModule();
  const connect = (setup: string) => openFile(sqlite, file, setup);
  const writer = connection(connect('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;'));
  const reader = connection(connect('PRAGMA query_only = ON; PRAGMA cache_size = -16384;'));
  const oneAtATime = queue();
  const inTransaction = statements(writer);
  return {
    ...statements(reader),
    run: (statement, values) => oneAtATime(() => patiently(patience, () => execute(writer, statement, values))),
    transaction: (work) => oneAtATime(() => transact(writer, { sql: inTransaction, patience }, work)),
    async close() {
      await oneAtATime(async () => writer.database.close());
      reader.database.close();
    },
  };
}

function openFile(sqlite: typeof import('node:sqlite'), file: string, setup: string): DatabaseSync {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.closeSync(fs.openSync(file, 'a', 0o600));
    const database = new sqlite.DatabaseSync(file);
    database.exec(`PRAGMA busy_timeout = 2000; PRAGMA foreign_keys = ON; ${setup} PRAGMA busy_timeout = 0;`);
    return database;
  } catch (cause) {
    throw new SoulError('E_FILE', text(`the database ${file} cannot be opened`, `无法打开数据库 ${file}`), {
      details: { file },
      cause,
    });
  }
}

interface Connection {
  readonly database: DatabaseSync;
  readonly prepared: Map<string, StatementSync>;
}

function connection(database: DatabaseSync): Connection {
  return { database, prepared: new Map() };
}

function prepare({ database, prepared }: Connection, statement: string): StatementSync {
  const known = prepared.get(statement);
  if (known) return known;
  if (prepared.size >= STATEMENTS_KEPT) prepared.clear();
  const made = database.prepare(statement);
  prepared.set(statement, made);
  return made;
}

async function execute(to: Connection, statement: string, values: readonly SqlValue[] = []): Promise<number> {
  return Number(prepare(to, statement).run(...values).changes);
}

function statements(on: Connection): Sql {
  return {
    dialect: 'sqlite',
    all: async <Shape extends object>(statement: string, values: readonly SqlValue[] = []) =>
      prepare(on, statement).all(...values) as Shape[],
    get: async <Shape extends object>(statement: string, values: readonly SqlValue[] = []) =>
      prepare(on, statement).get(...values) as Shape | undefined,
    run: (statement, values) => execute(on, statement, values),
  };
}

async function transact<Result>(
  on: Connection,
  { sql, patience }: { readonly sql: Sql; readonly patience: number },
  work: (tx: Sql) => Promise<Result>,
): Promise<Result> {
  await patiently(patience, async () => on.database.exec('BEGIN IMMEDIATE'));
  try {
    const result = await work(sql);
    await patiently(patience, async () => on.database.exec('COMMIT'));
    return result;
  } catch (error) {
    rollBack(on.database);
    throw error;
  }
}

/** After some failures (a full disk) SQLite has rolled back by itself, and says that there is nothing to roll back. */
function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch (error) {
    if (!/no transaction is active/.test((error as Error).message)) throw error;
  }
}

/** Each call starts when the one before has ended, well or not. */
function queue() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Tries again while another process holds the file. @throws SoulError E_CONFLICT */
async function patiently<Result>(patience: number, work: () => Promise<Result>): Promise<Result> {
  const until = performance.now() + patience;
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() > until) throw tooBusy(error);
      await wait(pause * (0.5 + Math.random()));
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && BUSY.includes(code & 0xff);
}

function tooBusy(cause: unknown): SoulError {
  return new SoulError('E_CONFLICT', text('another process keeps the database busy', '数据库一直被其他进程占用'), {
    hint: text('try again in a moment', '请稍后重试'),
    cause,
  });
}
