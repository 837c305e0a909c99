/**
 * How fast a hub with many packages is. Prints a table; asserts nothing.
 *
 *     npx node tests/contract/hub-figures.ts [packages] [postgres://…]
 *
 * The packages are written straight into the tables, in the shape that publishing gives them; what is measured goes
 * through the real functions. A given PostgreSQL database must be empty.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureUser } from '../../registry/domain/admin.ts';
import { count, flushCounts } from '../../registry/domain/attention.ts';
import { findPackage } from '../../registry/domain/find.ts';
import { closeHub, type Hub, openHub } from '../../registry/domain/hub.ts';
import { yank } from '../../registry/domain/lifecycle.ts';
import { catalogue, catalogueJson, categoriesByKind, listPackages, SORTS } from '../../registry/domain/list.ts';
import {
  filesOf,
  packageDocument,
  resolveFingerprint,
  skillZip,
  tarball,
  versionOf,
} from '../../registry/domain/read.ts';
import type { SqlValue } from '../../registry/sql/database.ts';
import { personOf, publishSoul } from '../helpers/hub-souls.ts';

const packages = Number(process.argv[2] ?? 100_000);
const databaseUrl = process.argv[3];
const dataDir = databaseUrl ? undefined : fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-figures-'));
const hub = await openHub(databaseUrl ? { databaseUrl } : { dataDir: dataDir ?? '' });
const ada = personOf('ada');
await ensureUser(hub, 'ada');

const CATEGORIES = ['engineering', 'history', 'learning', 'life', 'fiction', 'work'];
const KINDS = ['soul', 'soul', 'soul', 'skill', 'team'];
const nameOf = (n: number) => `soul-${n.toString(36)}`;

/** Copies of one real package, two versions each, under other names. */
async function fill(): Promise<void> {
  await publishSoul(hub, ada, 'model@1.0.0');
  await publishSoul(hub, ada, 'model@1.1.0');
  const [pkg] = await hub.sql.all<Record<string, SqlValue>>(`SELECT * FROM packages WHERE name = 'model'`);
  const versions = await hub.sql.all<Record<string, SqlValue>>('SELECT * FROM versions ORDER BY id');
  const files = await hub.sql.all<Record<string, SqlValue>>('SELECT * FROM version_files');
  const [blob] = await hub.sql.all<Record<string, SqlValue>>('SELECT * FROM blobs LIMIT 1');
  if (!pkg || !blob) throw new Error('the model is missing');
  const AT_ONCE = 500;
  for (let from = 0; from < packages; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, packages - from) }, (_, n) => from + n);
    const id = (n: number) => `p${String(n).padStart(25, '0')}`;
    const versionId = (n: number, v: number) => `${v}${String(n).padStart(25, '0')}`;
    const hex = (n: number, v: number) => `${v}${n.toString(16).padStart(63, '0')}`;
    await hub.sql.transaction(async (tx) => {
      const put = async (table: string, rows: readonly Record<string, SqlValue>[]) => {
        const columns = Object.keys(rows[0] ?? {});
        const marks = `(${columns.map(() => '?').join(', ')})`;
        await tx.run(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`,
          rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
        );
      };
      await put(
        'packages',
        numbers.map((n) => ({
          ...pkg,
          id: id(n),
          name: nameOf(n),
          slug: nameOf(n),
          kind: KINDS[n % KINDS.length] ?? 'soul',
          category: CATEGORIES[n % CATEGORIES.length] ?? null,
          latest_id: versionId(n, 1),
          changed: n + 10,
          created_at: 1_700_000_000_000 + n * 1000,
          updated_at: 1_700_000_000_000 + ((n * 7919) % packages) * 1000,
        })),
      );
      await put(
        'slugs',
        numbers.map((n) => ({ owner: 'ada', slug: nameOf(n), package_id: id(n) })),
      );
      await put(
        'look_alikes',
        numbers.map((n) => ({ key: nameOf(n), package_id: id(n) })),
      );
      await put(
        'stats',
        numbers.map((n) => ({
          package_id: id(n),
          kind: KINDS[n % KINDS.length] ?? 'soul',
          category: CATEGORIES[n % CATEGORIES.length] ?? null,
          visible: 1,
          downloads: (n * 31) % 10_007,
          installs: n % 97,
          stars: n % 53,
          trending: n % 11,
        })),
      );
      await put(
        'blobs',
        numbers.map((n) => ({ ...blob, sha256: hex(n, 2) })),
      );
      for (const [v, version] of versions.entries()) {
        await put(
          'versions',
          numbers.map((n) => ({
            ...version,
            id: versionId(n, v),
            package_id: id(n),
            tarball: hex(n, 2),
            zip: hex(n, 2),
            fingerprint: hex(n, v),
          })),
        );
        await put(
          'fingerprints',
          numbers.map((n) => ({ package_id: id(n), fingerprint: hex(n, v), version_id: versionId(n, v) })),
        );
        const own = files.filter((file) => file.version_id === version.id);
        await put(
          'version_files',
          numbers.flatMap((n) => own.map((file) => ({ ...file, version_id: versionId(n, v) }))),
        );
      }
    });
  }
  if (databaseUrl) await hub.sql.run('ANALYZE');
}

const random = (() => {
  let state = 42;
  return (below: number) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state % below;
  };
})();

async function measure(what: string, times: number, work: (n: number) => Promise<unknown>): Promise<void> {
  const spent: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await work(n);
    spent.push(performance.now() - start);
  }
  spent.sort((a, b) => a - b);
  const at = (share: number) => (spent[Math.floor((spent.length - 1) * share)] ?? 0).toFixed(2).padStart(9);
  console.log(`${what.padEnd(44)}${at(0.5)}${at(0.95)}${at(1)}`);
}

const any = () => nameOf(random(packages));
const started = performance.now();
await fill();
console.log(
  `${packages} packages, ${packages * 2} versions, filled in ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
console.log(`${'milliseconds'.padEnd(44)}   median      95%      max`);
await measure('findPackage by name', 1000, () => findPackage(hub, { name: any() }));
await measure('findPackage by bare slug', 1000, () => findPackage(hub, { slug: any() }));
await measure('findPackage, not there', 1000, () => findPackage(hub, { name: 'no-such-thing' }).catch(() => null));
await measure('packageDocument (2 versions)', 1000, () => packageDocument(hub, any()));
const some = await Promise.all(Array.from({ length: 100 }, () => findPackage(hub, { name: any() })));
const one = (n: number) => some[n % some.length] as Hub extends never ? never : Awaited<ReturnType<typeof findPackage>>;
await measure('versionOf latest, with its scan', 1000, (n) => versionOf(hub, one(n)));
await measure('tarball', 1000, () => tarball(hub, any(), '1.1.0'));
const version = await versionOf(hub, one(0));
await measure('skillZip', 1000, () => skillZip(hub, version));
await measure('filesOf', 1000, () => filesOf(hub, version, 'view'));
await measure('resolveFingerprint', 1000, (n) => resolveFingerprint(hub, one(n), version.fingerprint));
for (const sort of SORTS) {
  await measure(`listPackages by ${sort}, 25`, 50, () => listPackages(hub, { sort }));
}
let cursor: string | null = null;
for (let n = 0; n < 100; n++) cursor = (await listPackages(hub, { sort: 'downloads', limit: 200, cursor })).nextCursor;
await measure('listPackages by downloads, after 20,000', 50, () => listPackages(hub, { sort: 'downloads', cursor }));
await measure('listPackages of a kind, by updated', 50, () => listPackages(hub, { kind: 'team' }));
await measure('listPackages of a kind, by downloads', 50, () => listPackages(hub, { kind: 'team', sort: 'downloads' }));
await measure('listPackages of a category, by downloads', 50, () =>
  listPackages(hub, { category: 'history', sort: 'downloads' }),
);
await measure('listPackages of an owner', 50, () => listPackages(hub, { owner: 'ada' }));
await measure('listPackages with a prefix', 50, () => listPackages(hub, { sort: 'name', prefix: 'soul-2z' }));
await measure('categories', 20, () => categoriesByKind(hub));
await measure('catalogue of all', 3, () => catalogue(hub));
await measure('catalogue of all, as text', 3, () => catalogueJson(hub));
await measure('publish a new package', 200, (n) => publishSoul(hub, ada, `fresh-${n}x@1.0.0`));
await measure('publish what is there', 200, (n) => publishSoul(hub, ada, `fresh-${n}x@1.0.0`));
await measure('publish a new version', 200, (n) => publishSoul(hub, ada, `fresh-${n}x@1.0.1`));
await measure('yank', 200, (n) => yank(hub, ada, { name: `fresh-${n}x` }, '1.0.1', 'x'));
for (let n = 0; n < 5000; n++)
  count(hub, { packageId: one(n).id, version: '1.0.0', client: `c${n}`, what: 'download' });
await measure('write 5000 counted downloads', 1, () => flushCounts(hub));
await measure('deep history: 500 versions of one package', 1, async () => {
  for (let n = 0; n < 500; n++) await publishSoul(hub, ada, `deep@1.${n}.0`);
});
await measure('packageDocument (500 versions)', 50, () => packageDocument(hub, 'deep'));
await measure('publish version 501 … 520', 20, (n) => publishSoul(hub, ada, `deep@1.${500 + n}.0`));
if (dataDir) console.log(`database: ${(fs.statSync(path.join(dataDir, 'hub.sqlite')).size / 1e6).toFixed(0)} MB`);
await closeHub(hub);
if (dataDir) fs.rmSync(dataDir, { recursive: true });
