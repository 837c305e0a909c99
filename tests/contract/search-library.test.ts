/**
 * Labelled queries over a real library of 591 personas, through hubs: good enough, and the same first ten on every
 * database. The figures are those of `npm run eval:search`, a little lower, so that only a loss fails.
 */
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Hub } from '../../registry/domain/hub.ts';
import { type SearchAnswer, searchPackages } from '../../registry/domain/search.ts';
import { refreshSearch } from '../../registry/domain/search-index.ts';
import { catalogueEntry } from '../../src/core/catalogue.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage } from '../../src/core/package.ts';
import { sha256Hex } from '../../src/core/sha256.ts';
import { describeDatabases } from '../helpers/databases.ts';
import { type LibraryEntry, ndcg, readQueries } from '../helpers/relevance.ts';
import { sharedPath } from '../helpers/shared.ts';

const library = sharedPath('data/agent-souls');
const labelled = sharedPath('search/dev.jsonl');

/** As an import makes a package of it. */
function packageOf(folder: string, entry: LibraryEntry) {
  const files = ['SOUL.md', 'SOUL.en.md'].flatMap((name) => {
    const file = path.join(folder, entry.url, name);
    return fs.existsSync(file) ? [[name, new Uint8Array(fs.readFileSync(file))] as const] : [];
  });
  const name = entry.url.split('/').at(-2) ?? '';
  const byLang = <T>(zh: T, en: T) => ({ zh, en });
  const facts = {
    displayName: byLang(entry.name_zh, entry.name_en),
    category: entry.category,
    categoryNames: byLang(entry.category_zh, entry.category_en),
    tags: byLang(short(entry.tags_zh), short(entry.tags_en)),
    languages: files.length > 1 ? ['zh', 'en'] : ['zh'],
  };
  return readPackage(new Map(files), { name, version: '1.0.0', facts });
}

const short = (tags: readonly string[] = []) => tags.filter((tag) => tag !== '' && tag.length <= 60);

/** Into the tables, as publishing leaves them; publishing itself has its own tests, and takes a minute for so many. */
async function fill(hub: Hub, folder: string): Promise<void> {
  const entries: readonly LibraryEntry[] = JSON.parse(fs.readFileSync(path.join(folder, 'search.json'), 'utf8'));
  const packages = new Map(entries.map((entry) => packageOf(folder, entry)).map((pkg) => [pkg.manifest.name, pkg]));
  await hub.sql.transaction(async (sql) => {
    await sql.run(
      `INSERT INTO owners (handle, kind, display_name, look_alike, role, created_at) VALUES ('lib', 'user', 'lib', 'lib', 'user', 0)`,
    );
    let at = 0;
    for (const [name, pkg] of packages) {
      const { bytes, integrity, content } = packPackage(pkg);
      const [id, hash, n] = [`p${String(++at).padStart(5, '0')}`, sha256Hex(bytes), at];
      const listing = JSON.stringify(catalogueEntry(pkg.manifest));
      await sql.run('INSERT INTO blobs (sha256, size, bytes) VALUES (?, ?, ?)', [hash, bytes.length, bytes]);
      await sql.run(
        `INSERT INTO packages (id, name, owner, slug, kind, category, listing, tags, live_tags, latest_id, live_versions,
           visible, revision, changed, created_at, updated_at)
         VALUES (?, ?, 'lib', ?, 'soul', ?, ?, '{}', '{"latest":"1.0.0"}', ?, 1, 1, 1, ?, 0, 0)`,
        [id, name, name, pkg.manifest.category, listing, `v${id}`, n],
      );
      await sql.run(`INSERT INTO stats (package_id, kind, visible) VALUES (?, 'soul', 1)`, [id]);
      await sql.run(
        `INSERT INTO versions (id, package_id, version, manifest, changelog, published_by, created_at, tarball, integrity,
           shasum, size, unpacked_size, file_count, content, zip, zip_size, fingerprint, signatures, verdict, scan)
         VALUES (?, ?, '1.0.0', ?, '', 'lib', 0, ?, ?, '', 0, 0, 3, ?, ?, 0, '', '[]', 'pass', '{}')`,
        [`v${id}`, id, JSON.stringify(pkg.manifest), hash, integrity, content, hash],
      );
    }
    await sql.run(`UPDATE counters SET value = ? WHERE name = 'sequence'`, [at]);
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

if (library === undefined || labelled === undefined) {
  it.skip('a real library (skipped where ../shared/data and ../shared/search are missing)', () => undefined);
} else {
  const queries = readQueries(labelled);
  const lists = new Map<string, readonly (readonly string[])[]>();

  describeDatabases('a real library', ({ open }) => {
    it('is searched well, and the same everywhere', async () => {
      const hub = await open();
      await fill(hub, library);
      await refreshSearch(hub);
      const answers: SearchAnswer[] = [];
      for (const { query } of queries) answers.push(await searchPackages(hub, { text: query, size: 10 }));
      const names = answers.map(({ results }) => results.map(({ package: { name } }) => name as string));
      const answerable = queries.flatMap(({ relevant }, at) =>
        Object.keys(relevant).length > 0
          ? [{ relevant, names: names[at] ?? [], confident: answers[at]?.confident }]
          : [],
      );
      expect(mean(answerable.map((one) => ndcg(one.names, one.relevant)))).toBeGreaterThan(0.86);
      expect(mean(answerable.map((one) => ((one.relevant[one.names[0] ?? ''] ?? 0) > 0 ? 1 : 0)))).toBeGreaterThan(
        0.88,
      );
      expect(mean(answerable.map(({ confident }) => (confident ? 0 : 1)))).toBeLessThan(0.1);
      lists.set(hub.sql.dialect + lists.size, names);
      const [first] = lists.values();
      expect(names).toEqual(first);
    }, 300_000);
  });
}
