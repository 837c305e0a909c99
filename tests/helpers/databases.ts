/** Hubs for tests, on every database a hub can run on. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { Actor, Role } from '../../registry/domain/actor.ts';
import { ensureUser } from '../../registry/domain/admin.ts';
import { closeHub, type Hub, type HubWorld, hubOver, openHub } from '../../registry/domain/hub.ts';
import type { Database } from '../../registry/sql/database.ts';
import { overPostgres, type PostgresClient } from '../../registry/sql/postgres.ts';
import { personOf } from './hub-souls.ts';
import { tempFolder } from './packages.ts';

const SERVER = process.env.SOULHUB_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** Whether a real PostgreSQL answers. In CI it must. */
export const postgresReason: string | null = await probe();

async function probe(): Promise<string | null> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return null;
  } catch (error) {
    if (process.env.CI) throw error;
    return `no PostgreSQL at ${new URL(SERVER).host} (${(error as Error).message})`;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A database of its own; `drop` removes it with all connections to it. */
export async function postgresDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `soulhub_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** PostgreSQL inside this process, one for all tests of a file: starting it takes a second. */
let lite: Promise<PGlite> | undefined;

/** An empty schema in it. There is one connection, which its users take in turns. */
export async function pgliteDatabase(): Promise<Database> {
  lite ??= PGlite.create({ parsers: { 20: Number } });
  const engine = await lite;
  const schema = `s${randomBytes(6).toString('hex')}`;
  await engine.exec(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}`);
  const query: PostgresClient['query'] = async (statement, values) => {
    const { rows, affectedRows } = await engine.query<Record<string, unknown>>(statement, values ? [...values] : []);
    return { rows, rowCount: affectedRows ?? rows.length };
  };
  let last: Promise<unknown> = Promise.resolve();
  const connect = () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ready = last.then(() => ({ query, release: () => release() }));
    last = last.then(() => held);
    return ready;
  };
  const alone: PostgresClient['query'] = async (statement, values) => {
    const client = await connect();
    try {
      return await client.query(statement, values);
    } finally {
      client.release();
    }
  };
  return overPostgres({ query: alone, connect, end: async () => undefined });
}

export { publishSoul } from './hub-souls.ts';

export type DatabaseKind = 'sqlite' | 'pglite' | 'postgres';

export interface OpenDatabase {
  readonly kind: DatabaseKind;
  /** An empty hub. Closed after the test. On PGlite the last one opened is the one to use. */
  readonly open: (world?: HubWorld) => Promise<Hub>;
}

/** The same suite over SQLite, PGlite and PostgreSQL. */
export function describeDatabases(name: string, suite: (database: OpenDatabase) => void): void {
  for (const kind of ['sqlite', 'pglite', 'postgres'] as const) {
    const reason = kind === 'postgres' ? postgresReason : null;
    const title = `${name} (${kind}${reason === null ? '' : `, skipped: ${reason}`})`;
    describe.skipIf(reason !== null)(title, () => {
      const opened: Hub[] = [];
      let server: { readonly url: string; readonly drop: () => Promise<void> } | undefined;
      beforeAll(async () => {
        if (kind === 'postgres') server = await postgresDatabase();
        if (kind === 'pglite') await (await pgliteDatabase()).close();
      }, SLOW);
      afterEach(async () => {
        for (const hub of opened.splice(0)) await closeHub(hub);
      });
      afterAll(async () => server?.drop(), SLOW);
      suite({
        kind,
        open: async (world = {}) => {
          const hub = await openKind(kind, world, server?.url);
          opened.push(hub);
          return hub;
        },
      });
    });
  }
}

/** Starting and dropping databases on a busy machine. */
const SLOW = 60_000;

async function openKind(kind: DatabaseKind, world: HubWorld, url: string | undefined): Promise<Hub> {
  if (kind === 'sqlite') return openHub({ ...world, dataDir: path.join(tempFolder(), 'hub') });
  if (kind === 'pglite' || url === undefined) return hubOver(await pgliteDatabase(), world);
  return openHub({ ...world, databaseUrl: await schemaIn(url) });
}

/** An empty schema in a database, and the address that leads there. */
export async function schemaIn(databaseUrl: string): Promise<string> {
  const schema = `s${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.end();
  const url = new URL(databaseUrl);
  url.search = `options=${encodeURIComponent(`-c search_path=${schema}`)}`;
  return url.href;
}

/** An account, logged in with all scopes; made if it is not there. */
export async function person(hub: Hub, handle: string, role: Role = 'user'): Promise<Actor> {
  await ensureUser(hub, handle, { role });
  return { ...personOf(handle), role };
}

/** The code of the SoulError that a promise ends in, or what it ends in instead. */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => ({ succeeded: value }),
    (error: { code?: unknown }) => error.code ?? error,
  );
}
