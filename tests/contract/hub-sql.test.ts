/** The databases themselves: the port, migrations, what their triggers refuse, backups, and how they fail. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { backup, openBackup, restore as restoreBackup } from '../../registry/domain/admin.ts';
import { star } from '../../registry/domain/attention.ts';
import { auditLog } from '../../registry/domain/audit.ts';
import { closeHub, type Hub, hubOver, isReady, openHub } from '../../registry/domain/hub.ts';
import { packageDocument, tarball } from '../../registry/domain/read.ts';
import { migrate } from '../../registry/sql/migrate.ts';
import { openDatabase } from '../../registry/sql/open.ts';
import { overPostgres } from '../../registry/sql/postgres.ts';
import { openSqlite } from '../../registry/sql/sqlite.ts';
import { SoulError } from '../../src/core/errors.ts';
import { integrityOf } from '../../src/core/integrity.ts';
import {
  codeOf,
  describeDatabases,
  person,
  postgresDatabase,
  postgresReason,
  publishSoul,
} from '../helpers/databases.ts';
import { removeFolders, tempFolder } from '../helpers/packages.ts';

afterAll(removeFolders);

async function restore(hub: Hub, file: string): Promise<void> {
  const opened = await openBackup(file);
  await restoreBackup(hub, opened).finally(opened.drop);
}

describeDatabases('the database of a hub', ({ open }) => {
  it('keeps numbers, bytes, text and nothing as they are', async () => {
    const { sql } = await open();
    const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
    const large = 2 ** 52;
    await sql.run('INSERT INTO blobs (sha256, size, bytes) VALUES (?, ?, ?)', ['a-张岱-😀', large, bytes]);
    const row = await sql.get<{ size: number; bytes: Uint8Array }>('SELECT * FROM blobs WHERE sha256 = ?', [
      'a-张岱-😀',
    ]);
    expect(row).toEqual({ sha256: 'a-张岱-😀', size: large, bytes: expect.anything() });
    expect(Buffer.from(row?.bytes ?? []).equals(bytes)).toBe(true);
    expect(await sql.get('SELECT * FROM blobs WHERE sha256 = ?', ['b'])).toBe(undefined);
    expect(await sql.all('SELECT * FROM members')).toEqual([]);
  });

  it('takes no text with U+0000, whichever it is', async () => {
    const { sql } = await open();
    const [statement, values] = ['SELECT value FROM counters WHERE name = ?', ['a\0b']] as const;
    const insert = `INSERT INTO counters (name, value) VALUES (?, 1)`;
    for (const refused of [sql.get(statement, values), sql.all(statement, values), sql.run(insert, values)])
      expect(await codeOf(refused)).toBe('E_USAGE');
    expect(await codeOf(sql.transaction((tx) => tx.run(insert, values)))).toBe('E_USAGE');
  });

  it('sorts text by code point, as JavaScript and the other database do', async () => {
    const { sql } = await open();
    const keys = ['_', '-', 'a-b', 'ab', 'a.b', 'B', 'b', 'Ä', 'z', '张', '😀', '\uffee'];
    for (const key of keys) await sql.run('INSERT INTO counters (name, value) VALUES (?, 1)', [key]);
    const rows = await sql.all<{ name: string }>(
      `SELECT name FROM counters WHERE name NOT IN ('sequence', 'log') ORDER BY name`,
    );
    const byBytes = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(rows.map(({ name }) => name)).toEqual(byBytes);
  });

  it('undoes a transaction that fails', async () => {
    const { sql } = await open();
    const failed = sql.transaction(async (tx) => {
      await tx.run(`UPDATE counters SET value = 7`);
      throw new SoulError('E_CANCELLED', { en: 'no', zh: '不' });
    });
    expect(await codeOf(failed)).toBe('E_CANCELLED');
    expect(await sql.get('SELECT value FROM counters')).toEqual({ value: 0 });
  });

  it('runs transactions one after the other where they touch the same row', async () => {
    const { sql } = await open();
    await Promise.all(
      Array.from({ length: 50 }, () =>
        sql.transaction(async (tx) => {
          const row = await tx.get<{ value: number }>(`UPDATE counters SET value = value + 1 RETURNING value`);
          await tx.run('UPDATE counters SET value = ?', [row?.value ?? -1000]);
        }),
      ),
    );
    expect(await sql.get('SELECT value FROM counters')).toEqual({ value: 50 });
  });

  it('refuses to change what is append-only, whoever asks', async () => {
    const hub = await open();
    await publishSoul(hub, await person(hub, 'ada'), 'atlas@1.0.0');
    const careless = [
      `UPDATE audit SET actor = 'nobody'`,
      'DELETE FROM audit',
      `UPDATE versions SET integrity = 'x'`,
      `UPDATE versions SET manifest = '{}'`,
      'DELETE FROM versions',
      `UPDATE blobs SET bytes = bytes`,
      'UPDATE version_files SET size = 1',
    ];
    for (const statement of careless) {
      await expect(hub.sql.run(statement), statement).rejects.toThrow(/append-only/);
    }
    await hub.sql.run('UPDATE versions SET deprecated = NULL');
    expect((await auditLog(hub, OPERATOR)).items).toHaveLength(2);
  });

  it('makes its tables once, and says when a newer soulhub made more', async () => {
    const hub = await open();
    expect(await isReady(hub)).toBe(true);
    await migrate(hub.sql, 1);
    expect(await hub.sql.all('SELECT number, name FROM migrations')).toEqual([
      { number: 1, name: 'first' },
      { number: 2, name: 'log' },
      { number: 3, name: 'quotas' },
      { number: 4, name: 'identities' },
      { number: 5, name: 'lists' },
    ]);
    await hub.sql.run(`INSERT INTO migrations (number, name, applied_at) VALUES (99, 'future', 1)`);
    expect(await isReady(hub)).toBe(false);
    expect(await codeOf(migrate(hub.sql, 1))).toBe('E_STATE_NEWER');
  });

  it('restores a backup whole, into an empty hub only', async () => {
    const hub = await open({ now: () => 1_700_000_000_000 });
    const ada = await person(hub, 'ada');
    for (const spec of ['atlas@1.0.0', 'atlas@1.1.0', '@ada/zephyr@0.1.0']) await publishSoul(hub, ada, spec);
    await star(hub, ada, { name: 'atlas' });
    const file = path.join(tempFolder(), 'backups', 'one.sqlite');
    const { bytes } = await backup(hub, file);
    expect(bytes).toBe(fs.statSync(file).size);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(path.dirname(file))).toEqual(['one.sqlite']);
    expect(await codeOf(backup(hub, file))).toBe('E_EXISTS');
    expect(await codeOf(restore(hub, file))).toBe('E_CONFLICT');
    const before = await packageDocument(hub, 'atlas');

    const other = await open();
    await restore(other, file);
    expect(await packageDocument(other, 'atlas')).toEqual(before);
    const { bytes: archive, version } = await tarball(other, '@ada/zephyr', '0.1.0');
    expect(integrityOf(archive)).toBe(version.integrity);
    expect((await auditLog(other, OPERATOR)).items.map(({ action }) => action).sort()).toEqual(
      ['hub.restore', 'package.publish', 'package.publish', 'package.publish', 'user.create'].sort(),
    );
    expect((await publishSoul(other, ada, 'atlas@2.0.0')).package.tags.latest).toBe('2.0.0');
  });
});

describe('backups', () => {
  it('are for nobody else to read, while they are written too', async () => {
    const folder = tempFolder();
    const hub = await openHub({ dataDir: path.join(folder, 'data') });
    const modes: number[] = [];
    const run: Hub['sql']['run'] = async (statement, values = []) => {
      const changes = await hub.sql.run(statement, values);
      if (statement.startsWith('VACUUM INTO')) modes.push(fs.statSync(String(values[0])).mode & 0o777);
      return changes;
    };
    await backup({ ...hub, sql: { ...hub.sql, run } }, path.join(folder, 'one.sqlite'));
    expect(modes).toEqual([0o600]);
    await closeHub(hub);
  });

  it('refuse files that are none, and damaged ones', async () => {
    const folder = tempFolder();
    const hub = await openHub({ dataDir: path.join(folder, 'a') });
    await publishSoul(hub, await person(hub, 'ada'), 'atlas@1.0.0');
    const file = path.join(folder, 'good.sqlite');
    await backup(hub, file);
    await closeHub(hub);
    const empty = await openHub({ dataDir: path.join(folder, 'b') });
    expect(await codeOf(restore(empty, path.join(folder, 'none.sqlite')))).toBe('E_NOT_FOUND');
    fs.writeFileSync(path.join(folder, 'text.sqlite'), 'not a database, but long enough to be looked at'.repeat(40));
    expect(await codeOf(restore(empty, path.join(folder, 'text.sqlite')))).toBe('E_STATE');
    new DatabaseSync(path.join(folder, 'other.sqlite')).exec('CREATE TABLE t (x)');
    expect(await codeOf(restore(empty, path.join(folder, 'other.sqlite')))).toBe('E_STATE');
    const damaged = new DatabaseSync(file);
    damaged.exec(`DROP TRIGGER guard_2; UPDATE blobs SET bytes = x'00'`);
    damaged.close();
    expect(await codeOf(restore(empty, file))).toBe('E_CONTENT');
    expect(await empty.sql.all('SELECT * FROM owners')).toEqual([]);
    await closeHub(empty);
  });

  it('of a hub that took U+0000 in a text are taken back without it', async () => {
    const folder = tempFolder();
    const [file, copy] = [path.join(folder, 'old', 'hub.sqlite'), path.join(folder, 'copy.sqlite')];
    const old = await openHub({ dataDir: path.dirname(file) });
    await person(old, 'ada');
    const raw = new DatabaseSync(file);
    raw.prepare('UPDATE owners SET display_name = ?').run('A\0da');
    raw.close();
    await backup(old, copy);
    await closeHub(old);
    const hub = await openHub({ dataDir: path.join(folder, 'new') });
    await restore(hub, copy);
    expect(await hub.sql.all('SELECT display_name AS title FROM owners')).toEqual([{ title: 'Ada' }]);
    await closeHub(hub);
  });

  it.skipIf(postgresReason !== null)(
    'are the way from SQLite to PostgreSQL and back',
    async () => {
      const folder = tempFolder();
      const { url, drop } = await postgresDatabase();
      const one = await openHub({ dataDir: path.join(folder, 'one') });
      await publishSoul(one, await person(one, 'ada'), 'atlas@1.0.0');
      await backup(one, path.join(folder, 'one.sqlite'));
      const two = await openHub({ databaseUrl: url });
      await restore(two, path.join(folder, 'one.sqlite'));
      await backup(two, path.join(folder, 'two.sqlite'));
      const three = await openHub({ dataDir: path.join(folder, 'three') });
      await restore(three, path.join(folder, 'two.sqlite'));
      expect(await packageDocument(three, 'atlas')).toEqual(await packageDocument(one, 'atlas'));
      for (const hub of [one, two, three]) await closeHub(hub);
      await drop();
    },
    60_000,
  );
});

describe('opening a hub', () => {
  it('wants exactly one database', async () => {
    expect(await codeOf(openDatabase({}))).toBe('E_CONFIG');
    expect(await codeOf(openDatabase({ dataDir: '/tmp', databaseUrl: 'postgres://x' }))).toBe('E_CONFIG');
    expect(await codeOf(openDatabase({ databaseUrl: 'mysql://x' }))).toBe('E_CONFIG');
  });

  it('says which Node the embedded database needs, on one that lacks it', () => {
    const script = `import('${pathToFileURL(path.resolve(import.meta.dirname, '../../registry/domain/hub.ts')).href}')
      .then(({ openHub }) => openHub({ dataDir: '/tmp/never' }))
      .catch((error) => console.log(error.code, error.says.en, error.hint.en))`;
    const args = ['--no-experimental-sqlite', '--input-type=module', '--eval', script];
    const said = execFileSync(process.execPath, args, { encoding: 'utf8' });
    expect(said).toMatch(/^E_CONFIG a hub needs Node 22\.13 or newer .*; this is v\d/);
    expect(said).toContain('--database-url');
  });

  it('says which file cannot be opened', async () => {
    const folder = tempFolder();
    fs.writeFileSync(path.join(folder, 'hub.sqlite'), 'this is no database at all, only words'.repeat(50));
    expect(await codeOf(openHub({ dataDir: folder }))).toBe('E_FILE');
    fs.writeFileSync(path.join(folder, 'file'), '');
    expect(await codeOf(openHub({ dataDir: path.join(folder, 'file', 'inside') }))).toBe('E_FILE');
  });

  it('says that PostgreSQL does not answer, and never its password', async () => {
    const error = await openHub({ databaseUrl: 'postgres://me:secret@127.0.0.1:1/db' }).catch((e) => e);
    expect(error.code).toBe('E_OFFLINE');
    expect(JSON.stringify(error.toJson('en'))).not.toContain('secret');
  });

  it('gives the data to nobody else on the machine', async () => {
    const folder = path.join(tempFolder(), 'data');
    const hub = await openHub({ dataDir: folder });
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    expect(fs.statSync(path.join(folder, 'hub.sqlite')).mode & 0o777).toBe(0o600);
    await closeHub(hub);
  });

  it('lets two processes make the tables at once', async () => {
    const folder = path.join(tempFolder(), 'data');
    const hubs = await Promise.all(Array.from({ length: 4 }, () => openHub({ dataDir: folder })));
    for (const hub of hubs) expect(await isReady(hub)).toBe(true);
    for (const hub of hubs) await closeHub(hub);
  });

  it.skipIf(postgresReason !== null)(
    'lets several hubs make the tables of one PostgreSQL at once',
    async () => {
      const { url, drop } = await postgresDatabase();
      const hubs = await Promise.all(Array.from({ length: 6 }, () => openHub({ databaseUrl: url })));
      for (const hub of hubs) await closeHub(hub);
      await drop();
    },
    60_000,
  );
});

describe('two writers of one SQLite file', () => {
  it('wait for each other without stopping the process, and read meanwhile', async () => {
    const folder = path.join(tempFolder(), 'data');
    const hub = await openHub({ dataDir: folder });
    const other = new DatabaseSync(path.join(folder, 'hub.sqlite'));
    other.exec(`BEGIN IMMEDIATE; UPDATE counters SET value = 5`);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const waiting = hub.sql.run('UPDATE counters SET value = value + 1');
    const read = await hub.sql.get('SELECT value FROM counters');
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (ticks < 10) return;
        clearInterval(look);
        other.exec('COMMIT');
        resolve();
      }, 5);
    });
    await waiting;
    clearInterval(timer);
    expect(read).toEqual({ value: 0 });
    expect(await hub.sql.get('SELECT value FROM counters')).toEqual({ value: 6 });
    other.close();
    await closeHub(hub);
  });

  it('give up when the other never ends', async () => {
    const file = path.join(tempFolder(), 'hub.sqlite');
    const database = await openSqlite(file, 30);
    await migrate(database, 1);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    expect(await codeOf(database.run('UPDATE counters SET value = 1'))).toBe('E_CONFLICT');
    expect(await codeOf(database.transaction(async () => 'done'))).toBe('E_CONFLICT');
    other.exec('ROLLBACK');
    expect(await database.transaction(async () => 'done')).toBe('done');
    other.close();
    await database.close();
  });

  it('cannot write through a read', async () => {
    const database = await openSqlite(path.join(tempFolder(), 'hub.sqlite'));
    await migrate(database, 1);
    await expect(database.get('UPDATE counters SET value = 1 RETURNING value')).rejects.toThrow(/readonly/);
    await database.close();
  });
});

describe('PostgreSQL that stumbles', () => {
  const failing = (times: number, code: string) => {
    let left = times;
    const said: string[] = [];
    const client = {
      query: async (statement: string) => {
        said.push(statement);
        if (statement === 'COMMIT' && left-- > 0) throw Object.assign(new Error(code), { code });
        return { rows: [], rowCount: 0 };
      },
      release: () => undefined,
    };
    return { said, database: overPostgres({ ...client, connect: async () => client, end: async () => undefined }) };
  };

  it('is asked again after a deadlock or a serialization failure', async () => {
    for (const code of ['40001', '40P01']) {
      const { database, said } = failing(2, code);
      expect(await database.transaction(async () => 'done')).toBe('done');
      expect(said).toEqual(['BEGIN', 'COMMIT', 'ROLLBACK', 'BEGIN', 'COMMIT', 'ROLLBACK', 'BEGIN', 'COMMIT']);
    }
  });

  it('is not asked for ever, and not after other failures', async () => {
    const always = failing(1000, '40001');
    expect(await codeOf(always.database.transaction(async () => 'done'))).toBe('E_CONFLICT');
    expect(always.said.filter((statement) => statement === 'BEGIN')).toHaveLength(8);
    const unique = failing(1, '23505');
    expect(await codeOf(unique.database.transaction(async () => 'done'))).toBe('23505');
    expect(unique.said.filter((statement) => statement === 'BEGIN')).toHaveLength(1);
  });

  it.skipIf(postgresReason !== null)(
    'resolves a real deadlock',
    async () => {
      const { url, drop } = await postgresDatabase();
      const hub = await openHub({ databaseUrl: url });
      for (const name of ['a', 'b']) await hub.sql.run('INSERT INTO counters (name, value) VALUES (?, 0)', [name]);
      const arrived = { count: 0, all: () => {} };
      const both = new Promise<void>((resolve) => {
        arrived.all = resolve;
      });
      const update = (names: readonly string[]) =>
        hub.sql.transaction(async (tx) => {
          for (const name of names) {
            await tx.run('UPDATE counters SET value = value + 1 WHERE name = ?', [name]);
            if (++arrived.count >= 2) arrived.all();
            await both;
          }
        });
      await Promise.all([update(['a', 'b']), update(['b', 'a'])]);
      expect(await hub.sql.all(`SELECT value FROM counters WHERE name IN ('a', 'b')`)).toEqual([
        { value: 2 },
        { value: 2 },
      ]);
      await closeHub(hub);
      await drop();
    },
    60_000,
  );
});

describe.skipIf(postgresReason !== null)('a connection that PostgreSQL ends', () => {
  it.each(['between two statements', 'during a statement'])(
    'fails its transaction and nothing else (%s)',
    async (moment) => {
      const { url, drop } = await postgresDatabase();
      const database = await openDatabase({ databaseUrl: url });
      const end = (pid: number) => database.get('SELECT pg_terminate_backend(?)', [pid]);
      const failed = database.transaction(async (tx) => {
        const { pid = 0 } = (await tx.get<{ pid: number }>('SELECT pg_backend_pid() AS pid')) ?? {};
        if (moment === 'during a statement') await Promise.all([tx.get('SELECT pg_sleep(30)'), end(pid)]);
        await end(pid);
        // The end arrives by itself: the next statements find it, sooner or later.
        for (;;) await tx.get('SELECT pg_sleep(0.01)');
      });
      await expect(failed).rejects.toThrow(/terminat|not queryable|ECONNRESET/);
      const used = await Promise.all(Array.from({ length: 10 }, () => database.get('SELECT 1 AS one')));
      expect(used).toEqual(Array(10).fill({ one: 1 }));
      await database.close();
      await drop();
    },
    60_000,
  );
});

describe('a hub over a database that is not ours to use', () => {
  it('closes it again', async () => {
    const database = await openSqlite(path.join(tempFolder(), 'hub.sqlite'));
    await migrate(database, 1);
    await database.run(`INSERT INTO migrations (number, name, applied_at) VALUES (99, 'future', 1)`);
    expect(await codeOf(hubOver(database))).toBe('E_STATE_NEWER');
    await expect(database.get('SELECT 1 AS one')).rejects.toThrow();
  });
});
