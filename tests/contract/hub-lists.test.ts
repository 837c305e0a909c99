/** Lists, search, counts and seeding, on every database. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Actor, OPERATOR } from '../../registry/domain/actor.ts';
import { type SeedItem, type SeedProgress, seed } from '../../registry/domain/admin.ts';
import { count, downloadDays, flushCounts, isStarred, star, unstar } from '../../registry/domain/attention.ts';
import { relatedIds, shown, suggestions } from '../../registry/domain/discover.ts';
import { findPackage } from '../../registry/domain/find.ts';
import { type Hub, tidy } from '../../registry/domain/hub.ts';
import { deletePackage, undeletePackage, yank } from '../../registry/domain/lifecycle.ts';
import {
  catalogue,
  catalogueJson,
  categoriesByKind,
  changedSince,
  countAll,
  largestFirst,
  listPackages,
  packagesById,
  SORTS,
  sequence,
} from '../../registry/domain/list.ts';
import { reinstate, withdraw } from '../../registry/domain/moderation.ts';
import { type SearchRequest, searchIndex, searchPackages } from '../../registry/domain/search.ts';
import { documentsOf } from '../../registry/domain/search-document.ts';
import { rebuildSearch, refreshSearch } from '../../registry/domain/search-index.ts';
import { newsSince } from '../../registry/domain/search-news.ts';
import { answerTransfer, requestTransfer } from '../../registry/domain/transfers.ts';
import type { SqlValue } from '../../registry/sql/database.ts';
import { documentOf } from '../../src/actions/bundle.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage } from '../../src/core/package.ts';
import { buildIndex, loadIndex, search } from '../../src/core/search/index.ts';
import { readFolder } from '../../src/sources/folder.ts';
import { codeOf, describeDatabases, person, publishSoul } from '../helpers/databases.ts';
import { personOf } from '../helpers/hub-souls.ts';
import { filesOf, removeFolders, soulPackage } from '../helpers/packages.ts';

afterAll(removeFolders);

const SOULS = path.resolve(import.meta.dirname, '../../souls');

const bundled = async (name: string) => readPackage(await readFolder(path.join(SOULS, name)), { name });

/** The souls that come with the program, as a library. */
function* bundledSouls(): Generator<SeedItem> {
  for (const id of fs.readdirSync(SOULS).filter((name) => !name.includes('.'))) {
    const folder = path.join(SOULS, id);
    const files = () =>
      new Map(fs.readdirSync(folder).map((name) => [name, new Uint8Array(fs.readFileSync(path.join(folder, name)))]));
    yield { id, read: () => readPackage(files(), { name: id, version: '1.0.0' }) };
  }
}

/** Another process on the same database, and how many packages it has read. */
function watched(hub: Hub): { readonly process: Hub; readonly reads: () => number } {
  let reads = 0;
  const all: Hub['sql']['all'] = (statement, values = []) => {
    if (statement.includes('JOIN blobs')) reads += values.length;
    return hub.sql.all(statement, values);
  };
  return { process: { ...hub, sql: { ...hub.sql, all } }, reads: () => reads };
}

/** The same hub, with a text so long in every package that nobody would take it today. */
function longWinded(hub: Hub, length: number): Hub {
  let line = '';
  for (let n = 0; line.length < length; n++) line += `bed ${n} of ${n * 7919}, `;
  const texts = Object.fromEntries(['de', 'fr', 'it'].map((lang) => [`SOUL.${lang}.md`, line]));
  const { bytes } = packPackage(soulPackage('atlas', '1.0.0', texts));
  const all: Hub['sql']['all'] = async <Shape extends object>(statement: string, values?: readonly SqlValue[]) => {
    const rows = await hub.sql.all<Shape>(statement, values);
    return statement.includes('JOIN blobs') ? rows.map((row) => ({ ...row, bytes })) : rows;
  };
  return { ...hub, sql: { ...hub.sql, all } };
}

describeDatabases('lists of a hub', ({ open }) => {
  let hub: Hub;
  let ada: Actor;
  let bob: Actor;
  let now = 0;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 23, 12);
    hub = await open({ now: () => now++, rules: { searchPatience: 60_000 } });
    ada = await person(hub, 'ada');
    bob = await person(hub, 'bob');
  });

  const names = (page: { items: readonly { name: string }[] }) => page.items.map(({ name }) => name);

  it('pages through every order without losing or repeating anything', async () => {
    const all = ['delta', 'alpha', '@ada/alpha2', 'echo', 'bravo', 'charlie', 'alpine'];
    for (const name of all) await publishSoul(hub, ada, `${name}@1.0.0`);
    await star(hub, bob, { name: 'echo' });
    for (const sort of SORTS) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await listPackages(hub, { sort, limit: 2, cursor });
        seen.push(...names(page));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect([...seen].sort(), sort).toEqual([...all].sort());
    }
    expect(names(await listPackages(hub, { sort: 'name' })).slice(0, 3)).toEqual(['alpha', '@ada/alpha2', 'alpine']);
    expect(names(await listPackages(hub, { sort: 'updated', limit: 1 }))).toEqual(['alpine']);
    expect(names(await listPackages(hub, { sort: 'stars', limit: 1 }))).toEqual(['echo']);
    expect(names(await listPackages(hub, { sort: 'name', prefix: 'ALP' }))).toEqual(['alpha', '@ada/alpha2', 'alpine']);
    for (const filter of [
      { kind: 'soul' },
      { category: 'engineering' },
      { kind: 'soul', category: 'engineering', owner: 'ada' },
    ] as const) {
      expect(names(await listPackages(hub, { ...filter, sort: 'stars' }))[0]).toBe('echo');
      expect(names(await listPackages(hub, { ...filter, sort: 'stars' }))).toHaveLength(all.length);
    }
    expect(names(await listPackages(hub, { category: 'other', sort: 'stars' }))).toEqual([]);
    expect(names(await listPackages(hub, { starredBy: '@bob' }))).toEqual(['echo']);
    expect(names(await listPackages(hub, { owner: 'bob' }))).toEqual([]);
    expect(names(await listPackages(hub, { kind: 'skill' }))).toEqual([]);
    expect(names(await listPackages(hub, { category: 'engineering', owner: 'ada' }))).toHaveLength(7);
  });

  it('follows a package that is given away', async () => {
    const bob = await person(hub, 'bob');
    for (const name of ['kept', 'given']) await publishSoul(hub, ada, `${name}@1.0.0`);
    await requestTransfer(hub, ada, { name: 'given' }, 'bob');
    await answerTransfer(hub, bob, { name: 'given' }, 'accept');
    for (const sort of SORTS) {
      expect(names(await listPackages(hub, { owner: 'ada', sort })), sort).toEqual(['kept']);
      expect(names(await listPackages(hub, { owner: 'bob', sort })), sort).toEqual(['given']);
    }
  });

  it('stays right while others publish', async () => {
    for (const name of ['a1', 'b1', 'c1', 'd1']) await publishSoul(hub, ada, `${name}@1.0.0`);
    const first = await listPackages(hub, { sort: 'created', limit: 2 });
    await publishSoul(hub, ada, 'e1@1.0.0');
    const second = await listPackages(hub, { sort: 'created', limit: 2, cursor: first.nextCursor });
    expect([...names(first), ...names(second)]).toEqual(['d1', 'c1', 'b1', 'a1']);
  });

  it('refuses cursors that are none, and those of another order', async () => {
    for (const name of ['a1', 'b1']) await publishSoul(hub, ada, `${name}@1.0.0`);
    const { nextCursor } = await listPackages(hub, { sort: 'name', limit: 1 });
    for (const cursor of [
      'x',
      'W10',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('{}').toString('base64url'),
    ]) {
      expect(await codeOf(listPackages(hub, { cursor })), cursor).toBe('E_USAGE');
    }
    expect(await codeOf(listPackages(hub, { sort: 'updated', cursor: nextCursor }))).toBe('E_USAGE');
    expect(await codeOf(listPackages(hub, { limit: 0 }))).toBe('E_USAGE');
  });

  it('shows nothing that is deleted, withdrawn or empty', async () => {
    const mod = await person(hub, 'mo', 'moderator');
    for (const name of ['stays', 'deleted', 'withdrawn', 'emptied']) await publishSoul(hub, ada, `${name}@1.0.0`);
    const before = await sequence(hub);
    await deletePackage(hub, ada, { name: 'deleted' });
    await withdraw(hub, mod, { name: 'withdrawn' }, null, 'x');
    await withdraw(hub, mod, { name: 'emptied' }, '1.0.0', 'x');
    expect(names(await listPackages(hub))).toEqual(['stays']);
    expect((await catalogue(hub)).map(({ name }) => name)).toEqual(['stays']);
    expect(JSON.parse(await catalogueJson(hub))).toEqual(await catalogue(hub));
    expect(JSON.parse(await catalogueJson(hub, 'team'))).toEqual([]);
    expect(largestFirst(await categoriesByKind(hub))).toEqual([{ category: 'engineering', count: 1 }]);
    expect((await countAll(hub)).packages).toBe(1);
    const { items, gone, sequence: after } = await changedSince(hub, before, 10);
    expect(names({ items })).toEqual(['deleted', 'withdrawn', 'emptied']);
    expect([...gone].sort()).toEqual(items.map(({ id }) => id).sort());
    expect(after).toBe(await sequence(hub));
    expect((await changedSince(hub, after, 10)).items).toEqual([]);
    const stays = await findPackage(hub, { name: 'stays' });
    expect(names({ items: await packagesById(hub, [...gone, stays.id]) })).toEqual(['stays']);
    expect(await packagesById(hub, [])).toEqual([]);
  });

  it('lists a yanked version as little as it can', async () => {
    for (const version of ['1.0.0', '1.1.0']) await publishSoul(hub, ada, `atlas@${version}`);
    await yank(hub, ada, { name: 'atlas' }, '1.1.0', '');
    expect((await catalogue(hub))[0]?.version).toBe('1.0.0');
    await yank(hub, ada, { name: 'atlas' }, '1.0.0', '');
    expect((await catalogue(hub))[0]?.version).toBe('1.1.0');
  });

  it('counts stars once per person', async () => {
    const { package: pkg } = await publishSoul(hub, ada, 'atlas@1.0.0');
    expect(await star(hub, bob, { name: 'atlas' })).toBe(true);
    expect(await star(hub, bob, { name: 'atlas' })).toBe(false);
    expect(await isStarred(hub, bob, pkg.id)).toBe(true);
    expect((await findPackage(hub, { name: 'atlas' })).stats.stars).toBe(1);
    expect(await unstar(hub, bob, { name: 'atlas' })).toBe(true);
    expect(await unstar(hub, bob, { name: 'atlas' })).toBe(false);
    expect((await findPackage(hub, { name: 'atlas' })).stats.stars).toBe(0);
    expect(await codeOf(star(hub, bob, { name: 'none' }))).toBe('E_NOT_FOUND');
  });

  it('counts downloads once per client, version and hour, and keeps no addresses', async () => {
    const { package: pkg } = await publishSoul(hub, ada, 'atlas@1.0.0');
    const seen = (client: string, version = '1.0.0', what: 'download' | 'install' = 'download') =>
      count(hub, { packageId: pkg.id, version, client, what });
    for (let n = 0; n < 5; n++) seen('203.0.113.7');
    seen('203.0.113.8');
    seen('203.0.113.8', '1.1.0');
    seen('203.0.113.7', '1.0.0', 'install');
    await flushCounts(hub);
    seen('203.0.113.7');
    await flushCounts(hub);
    const stats = async () => (await findPackage(hub, { name: 'atlas' })).stats;
    expect(await stats()).toMatchObject({ downloads: 3, installs: 1 });
    expect(JSON.stringify(await hub.sql.all('SELECT * FROM sightings'))).not.toContain('203.0.113');
    now += 3_600_000;
    seen('203.0.113.7');
    await flushCounts(hub);
    expect(await stats()).toMatchObject({ downloads: 4 });
    now += 24 * 3_600_000;
    seen('203.0.113.7');
    await tidy(hub);
    expect(await downloadDays(hub, pkg.id, 7)).toEqual([
      { day: '2026-11-23', count: 4 },
      { day: '2026-11-24', count: 1 },
    ]);
    expect(await hub.sql.all('SELECT mark FROM sightings')).toHaveLength(1);
    expect(names(await listPackages(hub, { sort: 'trending', limit: 1 }))).toEqual(['atlas']);
    expect(await hub.sql.all('SELECT trending FROM stats')).toEqual([{ trending: 6 }]);
    now += 30 * 24 * 3_600_000;
    await tidy(hub);
    expect(await hub.sql.all('SELECT trending FROM stats')).toEqual([{ trending: 0 }]);
  });

  it('two hubs count one client once', async () => {
    const { package: pkg } = await publishSoul(hub, ada, 'atlas@1.0.0');
    const twin: Hub = { ...hub };
    for (const one of [hub, twin]) {
      count(one, { packageId: pkg.id, version: '1.0.0', client: 'x', what: 'download' });
      await flushCounts(one);
    }
    expect((await findPackage(hub, { name: 'atlas' })).stats.downloads).toBe(1);
  });

  it('seeds itself from a library, reports what it refuses, and goes on where it was', async () => {
    const library: SeedItem[] = [
      ...bundledSouls(),
      { id: 'bad', read: () => readPackage(filesOf({ 'x.md': 'no soul' })) },
      { id: 'reserved', read: () => soulPackage('api') },
    ];
    const seen: SeedProgress[] = [];
    const some = await seed(hub, library.slice(0, 4), {
      owner: 'souls-hub',
      onProgress: (progress) => seen.push(progress),
    });
    expect(some).toMatchObject({ done: 4, published: 4, present: 0, failed: 0 });
    expect(seen.map(({ id }) => id)).toEqual(library.slice(0, 4).map(({ id }) => id));
    const all = await seed(hub, library, { owner: 'souls-hub' });
    expect(all).toMatchObject({ done: library.length, published: library.length - 6, present: 4, failed: 2 });
    expect(all.failures.map(({ id, error }) => [id, error.code])).toEqual([
      ['bad', 'E_NOT_A_SOUL'],
      ['reserved', 'E_NAME'],
    ]);
    expect(await seed(hub, library.slice(0, -2), { owner: 'souls-hub' })).toMatchObject({
      present: library.length - 2,
    });
    expect(
      await codeOf(
        seed(hub, [{ id: 'bug', read: () => Promise.reject(new TypeError('bug')) }], { owner: 'souls-hub' }),
      ),
    ).toBeInstanceOf(TypeError);
  });

  it('finds what is published, as soon as it is, and not what is gone', async () => {
    await seed(hub, bundledSouls(), { owner: 'souls-hub' });
    const found = async (text: string) =>
      (await searchPackages(hub, { text, size: 3 })).results.map(({ package: { name } }) => name);
    expect((await found('go backend expert'))[0]).toBe('go-backend-expert');
    expect((await found('张岱'))[0]).toBe('zhang-dai');
    await publishSoul(hub, ada, 'quetzalcoatl@1.0.0');
    expect((await found('quetzalcoatl'))[0]).toBe('quetzalcoatl');
    await deletePackage(hub, ada, { name: 'quetzalcoatl' });
    expect(await found('quetzalcoatl')).not.toContain('quetzalcoatl');
    await undeletePackage(hub, ada, { name: 'quetzalcoatl' });
    expect((await found('quetzalcoatl'))[0]).toBe('quetzalcoatl');
    const { bytes, sequence: at } = await searchIndex(hub);
    expect(at).toBe(await sequence(hub));
    const [first] = search(loadIndex(bytes ?? new Uint8Array()), 'zhang dai').results;
    expect(first?.card.name).toBe('zhang-dai');
  });

  it('is found by the same, in the same order, as what the program has at hand', async () => {
    await seed(hub, bundledSouls(), { owner: 'souls-hub' });
    const at = await Promise.all(
      fs
        .readdirSync(SOULS)
        .filter((name) => !name.includes('.'))
        .map(bundled),
    );
    const index = await buildIndex(at.map(documentOf));
    for (const text of ['go', 'go expert', 'sql', '老师', 'someone to talk to']) {
      const here = search(index, text, { limit: 5 }).results.map(({ card }) => card.name);
      const there = (await searchPackages(hub, { text, size: 5 })).results.map((found) => found.package.name);
      expect([text, there]).toEqual([text, here]);
    }
    expect((await searchPackages(hub, { text: 'go', size: 1 })).results[0]?.package.name).toBe('go-backend-expert');
  });

  it('narrows, sorts, and pages', async () => {
    await seed(hub, bundledSouls(), { owner: 'souls-hub' });
    const names = async (request: SearchRequest) =>
      (await searchPackages(hub, request)).results.map(({ package: { name } }) => name);
    const all = await names({ text: '专家' });
    expect(await names({ text: '专家', from: 1, size: 2 })).toEqual(all.slice(1, 3));
    const sorted = await names({ text: '专家', sort: 'name' });
    expect(sorted).toEqual([...sorted].sort());
    expect(all).toEqual(expect.arrayContaining(sorted));
    expect(await names({ text: '', kind: 'skill' })).toEqual(['find-souls']);
    expect(await names({ text: 'go', kind: 'team' })).not.toContain('go-backend-expert');
  });

  it('completes, shows what was found, and knows what is alike', async () => {
    await seed(hub, bundledSouls(), { owner: 'souls-hub' });
    expect(await suggestions(hub, 'go back')).toEqual([
      { text: 'Go Backend Expert', by: 'name', name: 'go-backend-expert' },
    ]);
    const text = '并发';
    const { results } = await searchPackages(hub, { text, size: 1 });
    const [first] = await shown(hub, text, results, { lang: 'zh' });
    expect(first?.title.map((piece) => piece.text).join('')).toBe('Go 后端专家');
    expect(first?.line.filter(({ marked }) => marked).map((piece) => piece.text)).toEqual(['并发']);
    const [plain] = await shown(hub, '', results, { lang: 'en', cells: 60 });
    expect(plain?.line).toHaveLength(1);
    const go = await findPackage(hub, { name: 'go-backend-expert' });
    const related = await packagesById(hub, await relatedIds(hub, go, { limit: 3 }));
    expect(related.map(({ kind }) => kind)).toEqual(['soul', 'soul', 'soul']);
    expect(related.map(({ name }) => name)).not.toContain('go-backend-expert');
  });

  it('begins with the index that was kept, in a process that is new', async () => {
    await seed(hub, bundledSouls(), { owner: 'souls-hub' });
    expect(await rebuildSearch(hub)).toEqual({ packages: [...bundledSouls()].length });
    await publishSoul(hub, ada, 'quetzalcoatl@1.0.0');
    await deletePackage(hub, personOf('souls-hub'), { name: 'zhang-dai' });
    const { reads, process } = watched(hub);
    const { results } = await searchPackages(process, { text: 'quetzalcoatl' });
    expect(results[0]?.package.name).toBe('quetzalcoatl');
    expect(reads()).toBe(1);
    await undeletePackage(hub, personOf('souls-hub'), { name: 'zhang-dai' });
    for (const damage of [new Uint8Array([1, 2, 3]), new TextEncoder().encode('{"parts":[]}')]) {
      await hub.sql.run('UPDATE snapshots SET bytes = ?', [damage]);
      const { results: again } = await searchPackages({ ...hub }, { text: '张岱' });
      expect(again[0]?.package.name).toBe('zhang-dai');
    }
  });

  it('keeps up with what other processes publish, take back and rebuild', async () => {
    const [one, other]: readonly [Hub, Hub] = [hub, { ...hub }];
    await seed(one, bundledSouls(), { owner: 'souls-hub' });
    const names = async (process: Hub, text: string) =>
      (await searchPackages(process, { text, size: 5 })).results.map(({ package: { name } }) => name);
    expect((await names(other, '张岱'))[0]).toBe('zhang-dai');
    await publishSoul(other, ada, 'quetzalcoatl@1.0.0');
    expect((await names(one, 'quetzalcoatl'))[0]).toBe('quetzalcoatl');
    await withdraw(one, OPERATOR, { name: 'quetzalcoatl' }, null, 'a test');
    expect(await names(other, 'quetzalcoatl')).not.toContain('quetzalcoatl');
    await reinstate(other, OPERATOR, { name: 'quetzalcoatl' }, null);
    expect((await names(one, 'quetzalcoatl'))[0]).toBe('quetzalcoatl');
    await rebuildSearch({ ...hub });
    const { reads, process } = watched(hub);
    await refreshSearch(process);
    expect(reads()).toBe(0);
    await refreshSearch(one);
    expect(await names(one, 'go 后端')).toEqual(await names(process, 'go 后端'));
  });

  it('reads long texts from their beginning, and not too many at once', async () => {
    for (let n = 0; n < 45; n++) await publishSoul(hub, ada, `gardener-${n}@1.0.0`);
    const verbose = longWinded(hub, 250_000);
    const { items } = await listPackages(hub, { limit: 1 });
    const [document] = await documentsOf(verbose, items);
    const { en = '', de, fr, it } = document?.body ?? {};
    expect(en).toContain('Body of 1.0.0');
    expect([de?.length, fr?.length, it]).toEqual([200_000, 200_000 - en.length, undefined]);
    const steps: number[] = [];
    for await (const { documents } of newsSince(verbose, 0)) steps.push(documents.size);
    expect(steps).toEqual([20, 20, 5]);
  });

  it('does not keep people waiting for what was published just now', async () => {
    await seed(hub, bundledSouls(), { owner: 'souls-hub' });
    const impatient: Hub = { ...hub, rules: { ...hub.rules, searchPatience: 1 } };
    await searchPackages(impatient, { text: 'go' });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const all: Hub['sql']['all'] = async (statement, values) => {
      if (statement.includes('p.changed > ?')) await held;
      return hub.sql.all(statement, values);
    };
    Object.assign(impatient, { sql: { ...hub.sql, all } });
    await publishSoul(hub, ada, 'quetzalcoatl@1.0.0');
    const early = await searchPackages(impatient, { text: 'quetzalcoatl' });
    expect(early.results.map(({ package: { name } }) => name)).not.toContain('quetzalcoatl');
    release();
    await refreshSearch(impatient);
    expect((await searchPackages(impatient, { text: 'quetzalcoatl' })).results[0]?.package.name).toBe('quetzalcoatl');
  });

  it('tells the operator how much there is', async () => {
    await publishSoul(hub, ada, 'atlas@1.0.0');
    await publishSoul(hub, ada, 'atlas@1.1.0');
    expect(await countAll(hub)).toEqual({ packages: 1, versions: 2, owners: 2, downloads: 0 });
  });
});
