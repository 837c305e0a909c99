/**
 * Publishing under fire, with real processes: killed at every step, a version is there whole or not at all, and trying
 * again succeeds; of many who publish the same version at once exactly one wins.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeHub, type Hub, openHub } from '../../registry/domain/hub.ts';
import {
  contentsOf,
  filesOf,
  packageDocument,
  resolveFingerprint,
  skillZip,
  tarball,
} from '../../registry/domain/read.ts';
import { contentHash, integrityOf, sha256Hex } from '../../src/core/integrity.ts';
import { codeOf, person, postgresDatabase, postgresReason, publishSoul } from '../helpers/databases.ts';
import { removeFolders, tempFolder } from '../helpers/packages.ts';
import type { ChildWish } from './hub-child.ts';

afterAll(removeFolders);

interface ChildEnd {
  readonly signal: string | null;
  readonly code: number | null;
  readonly lines: readonly { readonly spec: string; readonly created?: boolean; readonly code?: string }[];
  readonly errors: string;
}

interface Child {
  /** It has opened the hub and waits for `go`. */
  readonly ready: Promise<void>;
  readonly go: () => void;
  readonly end: Promise<ChildEnd>;
}

/** @param fault where it dies: a step, or `step@n` for the n-th time it comes there */
function start(wish: ChildWish, fault?: string): Child {
  const script = path.join(import.meta.dirname, 'hub-child.ts');
  const env = { ...process.env, ...(fault === undefined ? {} : { SOULHUB_FAULT: `hub-${fault}=kill` }) };
  const running = execFile(process.execPath, [script, JSON.stringify(wish)], { env });
  let output = '';
  let errors = '';
  const ready = new Promise<void>((resolve) => {
    running.stdout?.on('data', (some: string) => {
      output += some;
      if (output.startsWith('ready')) resolve();
    });
  });
  running.stderr?.on('data', (some: string) => {
    errors += some;
  });
  const end = new Promise<ChildEnd>((resolve) => {
    running.on('close', (code, signal) => resolve({ code, signal, lines: linesOf(output), errors }));
  });
  return { ready: Promise.race([ready, end.then(() => undefined)]), go: () => running.stdin?.write('go\n'), end };
}

function linesOf(output: string): ChildEnd['lines'] {
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as ChildEnd['lines'][number]);
}

function child(wish: ChildWish, fault?: string): Promise<ChildEnd> {
  return start(wish, fault).end;
}

/** Every part of a version is there and fits the others. */
async function expectWhole(hub: Hub, name: string, version: string): Promise<void> {
  const { bytes, version: view } = await tarball(hub, name, version);
  expect(integrityOf(bytes)).toBe(view.integrity);
  const contents = await contentsOf(hub, view, 'package');
  expect(contentHash(contents)).toBe(view.content);
  expect(sha256Hex(await skillZip(hub, view))).toBe(view.zipSha256);
  for (const part of ['package', 'view'] as const) {
    const files = await contentsOf(hub, view, part);
    const rows = await filesOf(hub, view, part);
    expect(rows.map(({ path: file, sha256 }) => [file, sha256])).toEqual(
      [...files].map(([file, its]) => [file, sha256Hex(its)]),
    );
  }
  const { package: pkg } = await packageDocument(hub, name);
  expect(pkg.tags.latest).toBe(version);
  expect(pkg.listing).toMatchObject({ name, version });
  expect(await resolveFingerprint(hub, pkg, view.fingerprint)).toBe(version);
  expect(await rowsOf(hub, `SELECT id FROM audit WHERE target = '${name}@${version}'`)).toBe(1);
  expect(await rowsOf(hub, `SELECT package_id FROM slugs WHERE package_id = '${pkg.id}'`)).toBe(1);
}

/** Nothing of a package is there, and nothing lies about that belongs to no version. */
async function expectNothing(hub: Hub, name: string): Promise<void> {
  expect(await codeOf(packageDocument(hub, name))).toBe('E_NOT_FOUND');
  expect(await rowsOf(hub, `SELECT id FROM audit WHERE target LIKE '${name}@%'`)).toBe(0);
  await expectNoOrphans(hub);
}

async function expectNoOrphans(hub: Hub): Promise<void> {
  const orphans = [
    'SELECT sha256 FROM blobs WHERE sha256 NOT IN (SELECT tarball FROM versions) AND sha256 NOT IN (SELECT zip FROM versions)',
    'SELECT path FROM version_files WHERE version_id NOT IN (SELECT id FROM versions)',
    'SELECT id FROM packages WHERE id NOT IN (SELECT package_id FROM versions)',
    'SELECT id FROM packages WHERE id NOT IN (SELECT package_id FROM stats)',
    'SELECT slug FROM slugs WHERE package_id NOT IN (SELECT id FROM packages)',
    'SELECT changed FROM packages GROUP BY changed HAVING COUNT(*) > 1',
    'SELECT id FROM versions WHERE log_position IS NULL',
    `SELECT position FROM log_entries WHERE position >= (SELECT value FROM counters WHERE name = 'log')`,
    'SELECT e.position FROM log_entries e LEFT JOIN versions v ON v.log_position = e.position WHERE v.id IS NULL',
  ];
  for (const statement of orphans) expect(await rowsOf(hub, statement), statement).toBe(0);
}

async function rowsOf(hub: Hub, statement: string): Promise<number> {
  return (await hub.sql.all(statement)).length;
}

/** The steps that a publication takes, as it takes them. */
async function stepsOf(where: ChildWish['where'], name: string): Promise<readonly string[]> {
  const steps: string[] = [];
  const hub = await openHub({ ...where, onStep: (step) => void steps.push(step) });
  try {
    await publishSoul(hub, await person(hub, 'ada'), `${name}@1.0.0`);
  } finally {
    await closeHub(hub);
  }
  return steps;
}

function suite(where: () => ChildWish['where']): void {
  let hub: Hub;
  beforeAll(async () => {
    hub = await openHub(where());
    await person(hub, 'ada');
    await person(hub, 'bob');
  });
  afterAll(() => closeHub(hub));

  it('killed at every step, publishes all or nothing, and succeeds when tried again', async () => {
    const steps = await stepsOf(where(), 'rehearsal');
    expect(steps).toEqual(
      'authorize open read known scan prepare commit claim compare blobs version tags settle log audit sent committed'.split(
        ' ',
      ),
    );
    const ada = await person(hub, 'ada');
    for (const step of steps) {
      const name = `killed-at-${step}`;
      const end = await child({ where: where(), handle: 'ada', specs: [`${name}@1.0.0`] }, step);
      expect(end, end.errors).toMatchObject({ signal: 'SIGKILL', lines: [] });
      if (step === 'committed') await expectWhole(hub, name, '1.0.0');
      else await expectNothing(hub, name);
      const again = await publishSoul(hub, ada, `${name}@1.0.0`);
      expect(again.created, step).toBe(step !== 'committed');
      await expectWhole(hub, name, '1.0.0');
    }
    await expectNoOrphans(hub);
  }, 300_000);

  it('lets exactly one of 200 win when they publish different content as the same version', async () => {
    const ada = await person(hub, 'ada');
    const tries = Array.from({ length: 200 }, (_, n) =>
      publishSoul(hub, ada, 'contested@1.0.0', { more: { 'README.md': `Try ${n}` } }).then(
        ({ created, version }) => ({ created, content: version.content }),
        (error: { code: string }) => error.code,
      ),
    );
    const ends = await Promise.all(tries);
    const won = ends.filter((end) => typeof end !== 'string');
    expect(won).toMatchObject([{ created: true }]);
    expect(ends.filter((end) => end === 'E_VERSION_EXISTS')).toHaveLength(199);
    await expectWhole(hub, 'contested', '1.0.0');
    await expectNoOrphans(hub);
  }, 120_000);

  it('lets all of 200 succeed when they publish the same content', async () => {
    const ada = await person(hub, 'ada');
    const ends = await Promise.all(Array.from({ length: 200 }, () => publishSoul(hub, ada, 'agreed@1.0.0')));
    expect(ends.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(ends.map(({ version }) => version.id)).size).toBe(1);
    await expectWhole(hub, 'agreed', '1.0.0');
  }, 120_000);

  it('gives a name, or one that looks like it, to one of two owners who come at once', async () => {
    const [ada, bob] = [await person(hub, 'ada'), await person(hub, 'bob')];
    for (let n = 0; n < 20; n++) {
      const ends = await Promise.all([
        codeOf(publishSoul(hub, ada, `race-${n}a@1.0.0`)),
        codeOf(publishSoul(hub, bob, `ra_ce-${n}a@1.0.0`)),
      ]);
      expect(ends.filter((end) => end === 'E_NAME_SIMILAR')).toHaveLength(1);
    }
    await expectNoOrphans(hub);
  }, 120_000);

  it('with two processes at work and one killed, loses nothing and tears nothing', async () => {
    const specs = Array.from({ length: 25 }, (_, n) => `shared-${String.fromCharCode(97 + n)}@1.0.0`);
    const one: ChildWish = { where: where(), handle: 'ada', specs, readme: 'from one' };
    const two: ChildWish = { where: where(), handle: 'ada', specs: [...specs].reverse(), readme: 'from two' };
    const both = [start({ ...one, wait: true }, 'version@4'), start({ ...two, wait: true })] as const;
    await Promise.all(both.map(({ ready }) => ready));
    for (const { go } of both) go();
    const [killed, whole] = await Promise.all([both[0].end, both[1].end]);
    expect(killed, killed.errors).toMatchObject({ signal: 'SIGKILL' });
    expect(whole, whole.errors).toMatchObject({ code: 0 });
    expect(whole.lines).toHaveLength(specs.length);
    const again = await child(one);
    expect(again.lines).toHaveLength(specs.length);
    for (const spec of specs) {
      const name = spec.slice(0, -'@1.0.0'.length);
      await expectWhole(hub, name, '1.0.0');
      const { version } = await tarball(hub, name, '1.0.0');
      const readme = new TextDecoder().decode((await contentsOf(hub, version, 'package')).get('README.md'));
      const wins = [...killed.lines, ...whole.lines, ...again.lines].filter(
        (line) => line.spec === spec && line.created,
      );
      expect(
        wins.length,
        `${spec} was acknowledged as new by one of them, or by the killed one just before its end`,
      ).toBeLessThan(2);
      const second = whole.lines.find((line) => line.spec === spec);
      expect(second).toEqual(readme === 'from two' ? { spec, created: true } : { spec, code: 'E_VERSION_EXISTS' });
    }
    await expectNoOrphans(hub);
  }, 120_000);
}

describe('publishing on SQLite', () => {
  const where = { dataDir: path.join(tempFolder(), 'hub') };
  suite(() => where);
});

describe.skipIf(postgresReason !== null)(
  `publishing on PostgreSQL${postgresReason ? `, skipped: ${postgresReason}` : ''}`,
  () => {
    let server: Awaited<ReturnType<typeof postgresDatabase>> | undefined;
    beforeAll(async () => {
      server = await postgresDatabase();
    }, 60_000);
    afterAll(() => server?.drop(), 60_000);
    suite(() => ({ databaseUrl: server?.url ?? '' }));
  },
);
