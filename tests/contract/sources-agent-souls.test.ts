/** The Agent Souls dialect: a small site that is bent, and the real library, every soul of it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mirrorFiles } from '../../src/core/mirror.ts';
import { readPackage } from '../../src/core/package.ts';
import { parseSpec } from '../../src/core/spec.ts';
import { discover } from '../../src/sources/discover.ts';
import { sourcesFor } from '../../src/sources/index.ts';
import type { Source } from '../../src/sources/source.ts';
import { soulPackage, tempFolder, writeFiles } from '../helpers/packages.ts';
import { sharedPath } from '../helpers/shared.ts';
import { filesRoute, folderRoute, type Route, type Site } from '../helpers/site.ts';
import { failure, get, site, told, world } from '../helpers/sources.ts';

const ZH = '# 三维艺术家\n\n> 用光说话的人。\n\n## 核心身份\n\n三维世界的建造者。\n';
const EN = '# 3D Artist\n\n> Speaks in light.\n\n## Core Identity\n\nBuilds worlds in three dimensions.\n';
const ARTIST = {
  name: '3D 艺术家 AI 灵魂设定',
  name_zh: '三维艺术家 (3D Artist)',
  name_en: 'Lights &amp; Shapes',
  url: '/personas/3d_artist/',
  category: 'personas',
  category_zh: '专家角色',
  category_en: 'Personas',
  tags_zh: ['`建模` `渲染`', '材质`'],
  tags_en: ['R&amp;D', 'Blender', 'Blender', 'x'.repeat(61), ''],
};
const twin = (category: string) => ({ ...ARTIST, name_zh: '诸葛亮', url: `/${category}/zhuge_liang/`, category });

function library(
  entries: readonly unknown[] = [ARTIST, twin('real_world'), twin('virtual_world')],
): Record<string, Route> {
  return {
    '/search.json': JSON.stringify(entries),
    '/personas/3d_artist/SOUL.md': ZH,
    '/personas/3d_artist/SOUL.en.md': EN,
    '/real_world/zhuge_liang/SOUL.md': ZH,
    '/virtual_world/zhuge_liang/SOUL.md': ZH,
  };
}

describe('a site', () => {
  it('gives both files as they are, with what only the list knows', async () => {
    const { url } = await site(library());
    const [resolution, delivery] = await get(await discover(url, world()), 'agent-souls:3d_artist');
    expect(resolution).toEqual({
      source: { kind: 'agent-souls', url },
      name: '3d_artist',
      version: '0.0.0',
      integrity: null,
      content: null,
      deprecated: null,
      warning: null,
      location: 'personas/3d_artist/',
    });
    expect(Buffer.from(delivery.files.get('SOUL.md') ?? []).toString()).toBe(ZH);
    expect(Buffer.from(delivery.files.get('SOUL.en.md') ?? []).toString()).toBe(EN);
    const { manifest, persona } = readPackage(delivery.files, { facts: delivery.facts });
    expect(manifest).toMatchObject({
      name: '3d_artist',
      version: '0.0.0',
      kind: 'soul',
      displayName: { zh: '三维艺术家 (3D Artist)', en: 'Lights & Shapes' },
      category: 'personas',
      tags: { zh: ['建模', '渲染', '材质'], en: ['R&D', 'Blender'] },
      aliases: ['三维艺术家'],
      languages: ['zh', 'en'],
    });
    expect(persona).toEqual({ 'SOUL.md': { zh: 'SOUL.md', en: 'SOUL.en.md' } });
  });

  it.each(['', '/', '//', '/library', '/library/'])('is found with "%s" behind its address', async (end) => {
    const base = end.replaceAll('/', '') === '' ? '' : '/library';
    const routes = Object.entries(library()).map(([at, route]) => [base + at, route] as const);
    const { url } = await site(Object.fromEntries(routes));
    const [resolution] = await get(await discover(url + end, world()), '3d_artist');
    expect(resolution.source).toEqual({ kind: 'agent-souls', url: url + base });
  });

  it('may have no English', async () => {
    const { url } = await site(library());
    const [, delivery] = await get(await discover(url, world()), 'real_world/zhuge_liang');
    expect([...delivery.files.keys()]).toEqual(['SOUL.md']);
    expect(readPackage(delivery.files, { facts: delivery.facts }).manifest.languages).toEqual(['zh']);
  });

  it('with two souls of one slug: both are named, and neither is guessed', async () => {
    const { url } = await site(library());
    const source = await discover(url, world());
    for (const spec of ['agent-souls:zhuge_liang', 'zhuge_liang']) {
      const error = await failure(source.resolve(parseSpec(spec)));
      expect(`${error.code}: ${error.message}`).toBe('E_AMBIGUOUS: zhuge_liang is the name of 2 souls');
      expect(error.details.candidates).toEqual(['@real_world/zhuge_liang', '@virtual_world/zhuge_liang']);
      expect(error.hint?.en).toBe('@real_world/zhuge_liang, @virtual_world/zhuge_liang');
    }
    const names = await Promise.all(
      ['agent-souls:virtual_world/zhuge_liang', '@virtual_world/zhuge_liang', 'agent-souls:personas/3d_artist'].map(
        async (spec) => (await source.resolve(parseSpec(spec)))?.name,
      ),
    );
    expect(names).toEqual(['@virtual_world/zhuge_liang', '@virtual_world/zhuge_liang', '3d_artist']);
  });

  it('may list a soul twice, or two that come to one name: the first has it', async () => {
    const list = [
      { url: '/personas/night_owl/', name_en: 'Night Owl' },
      { url: '/personas/night_owl', category: 'birds', name_en: 'Night Owl, again' },
      { url: '/personas/Big~Owl/', name_en: 'Big Owl' },
      { url: '/personas/big-owl/', name_en: 'Another' },
    ];
    const { url } = await site({ '/search.json': { body: JSON.stringify(list) } });
    const source = await discover(url, world());
    const catalogue = await source.catalogue();
    expect(catalogue?.map(({ name, displayName }) => [name, displayName.en])).toEqual([
      ['night_owl', 'Night Owl'],
      ['big-owl', 'Big Owl'],
    ]);
    for (const name of ['night_owl', 'personas/night_owl', 'big-owl', 'personas/big-owl'])
      expect((await source.resolve(parseSpec(`agent-souls:${name}`)))?.location).toMatch(
        /^personas\/(?:night_owl|Big~Owl)\/$/,
      );
  });

  it('has one version of everything', async () => {
    const { url } = await site(library());
    const source = await discover(url, world());
    expect((await source.resolve(parseSpec('3d_artist@*')))?.version).toBe('0.0.0');
    expect(await told(source.resolve(parseSpec('3d_artist@^1')))).toBe(
      'E_VERSION_NOT_FOUND: there is no 3d_artist@^1; versions: 0.0.0',
    );
    expect(await told(source.resolve(parseSpec('3d_artist@beta')))).toBe(
      'E_VERSION_NOT_FOUND: there is no 3d_artist@beta; versions: 0.0.0',
    );
    expect(await source.resolve(parseSpec('nobody'))).toBeNull();
  });

  it('lists what it has', async () => {
    const { url } = await site(library());
    const source = await discover(url, world());
    const catalogue = await source.catalogue();
    expect(catalogue?.map(({ name }) => name)).toEqual([
      '3d_artist',
      '@real_world/zhuge_liang',
      '@virtual_world/zhuge_liang',
    ]);
    expect(catalogue?.[0]).toMatchObject({
      kind: 'soul',
      version: '0.0.0',
      displayName: { en: 'Lights & Shapes' },
      categoryNames: { zh: '专家角色', en: 'Personas' },
      aliases: ['三维艺术家'],
      source: { kind: 'agent-souls', url },
    });
    expect([await source.search('x', { limit: 1 }), await source.searchIndex()]).toEqual([null, null]);
  });

  it('is asked for agent-souls: specs, wherever it is', async () => {
    const { url } = await site(library());
    const named = await sourcesFor(
      parseSpec('agent-souls:3d_artist'),
      { registry: null, hubs: [], agentSouls: url },
      world(),
    );
    const given = await sourcesFor(parseSpec('agent-souls:3d_artist'), { registry: url, hubs: [] }, world());
    expect([...named, ...given].map(({ ref, optional }) => [ref.url, optional])).toEqual([
      [url, false],
      [url, false],
    ]);
  });
});

describe('what must never become a persona', () => {
  const page = '<!DOCTYPE html><html><title>404</title><body>Not here, sorry about that</body></html>';
  const withMain = (route: Route) => site({ ...library(), '/personas/3d_artist/SOUL.md': route });
  const fetched = async ({ url }: Site) => told(get(await discover(url, world()), '3d_artist'));

  it.each<[string, Route, string]>([
    ['a 404', { status: 404 }, 'E_NOT_FOUND: <host> lists 3d_artist but does not have it'],
    ['a 429', { status: 429, body: 'Too many requests' }, 'E_RATE_LIMITED: <host> asks to slow down'],
    ['a 500', { status: 500, body: 'oops' }, 'E_SERVER: <host> answered with status 500'],
    [
      'a page with 200',
      { headers: { 'content-type': 'text/html' }, body: page },
      'E_PROTOCOL: <host>: a web page came where a text was expected',
    ],
    ['a page that calls itself Markdown', page, 'E_PROTOCOL: <host>: a web page came where a text was expected'],
    [
      '"Soul not found"',
      'Soul not found',
      'E_PROTOCOL: <host>: personas/3d_artist/SOUL.md is too short to be a persona',
    ],
    ['nothing', '', 'E_PROTOCOL: <host>: personas/3d_artist/SOUL.md is too short to be a persona'],
    [
      'JSON',
      { headers: { 'content-type': 'application/json' }, body: '{"error":"Soul not found, I am afraid"}' },
      'E_PROTOCOL: <host>: "application/json" is not a text',
    ],
    [
      'half a file',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': '500' }).write(ZH, () => response.destroy()),
      'E_OFFLINE: the connection to <host> was cut off',
    ],
  ])('%s', async (_what, route, says) => {
    expect(await fetched(await withMain(route))).toBe(says);
  });

  it('nor a page in place of the English', async () => {
    const server = await site({ ...library(), '/personas/3d_artist/SOUL.en.md': page });
    expect(await fetched(server)).toBe('E_PROTOCOL: <host>: a web page came where a text was expected');
  });

  it('and none of it is remembered', async () => {
    const server = await withMain(page);
    const here = world();
    const source = await discover(server.url, here);
    expect(await told(get(source, '3d_artist'))).toMatch(/^E_PROTOCOL/);
    server.route('/personas/3d_artist/SOUL.md', ZH);
    const [, delivery] = await get(source, '3d_artist');
    expect(Buffer.from(delivery.files.get('SOUL.md') ?? []).toString()).toBe(ZH);
    const [, again] = await get(await discover(server.url, { ...here, offline: true }), '3d_artist');
    expect(again.files).toEqual(delivery.files);
  });
});

describe('a list from a stranger', () => {
  const names = async (entries: readonly unknown[]) => {
    const { url } = await site(library([ARTIST, ...entries]));
    return (await (await discover(url, world())).catalogue())?.map(({ name }) => name);
  };

  it.each([
    '//evil.example/x/',
    'https://evil.example/x/',
    '/../x/',
    '/a/../../x/',
    '/a/%2e%2e/x/',
    '/x?y=/',
    '/',
    '',
    '/a\\b/',
  ])('an entry at "%s" is left out', async (url) => {
    expect(await names([{ ...ARTIST, url }])).toEqual(['3d_artist']);
  });

  it('an entry that is none is left out', async () => {
    expect(
      await names([
        { ...ARTIST, url: '/a/b/', name_zh: 7 },
        { ...ARTIST, url: '/a/c/', tags_zh: 'x' },
        { url: '/a/D e/' },
      ]),
    ).toEqual(['3d_artist', 'c']);
  });

  it('a location that the list does not have is not fetched', async () => {
    const server = await site(library());
    const source = await discover(server.url, world());
    const [resolution] = await get(source, '3d_artist');
    const asked = server.asked.length;
    const moved = { ...resolution, location: '../secret/' };
    expect(await told(source.fetch(moved))).toBe('E_NOT_FOUND: <host> lists 3d_artist but does not have it');
    expect(server.asked.slice(asked)).toEqual([]);
  });
});

it('a mirror of ours is one too, in whatever language its souls are', async () => {
  const files = mirrorFiles([soulPackage('go-expert'), soulPackage('@ada/atlas')], {
    published: '2026-11-20T08:00:00.000Z',
  });
  files.delete('.well-known/soulhub.json');
  const server = await site({ '*': filesRoute(new Map([...files].map(([at, bytes]) => [`/${at}`, bytes]))) });
  const source = await discover(server.url, world());
  expect(source.ref.kind).toBe('agent-souls');
  const [, delivery] = await get(source, 'go-expert');
  const { manifest, persona } = readPackage(delivery.files, { facts: delivery.facts });
  expect([manifest.languages, Object.keys(persona['SOUL.md'] ?? {})]).toEqual([['en'], ['en']]);
});

const real = sharedPath('data/agent-souls');

describe.skipIf(real === undefined)(
  `the real library${real ? '' : ' (skipped: ../shared/data/agent-souls is missing)'}`,
  () => {
    const folder = real ?? '';
    const entries = real
      ? (JSON.parse(readFileSync(path.join(folder, 'search.json'), 'utf8')) as { url: string }[])
      : [];
    const onDisk = (url: string, file: string) => {
      const at = path.join(folder, url, file);
      return existsSync(at) ? readFileSync(at) : undefined;
    };

    async function everySoul(source: Source): Promise<{ souls: number; english: number }> {
      const catalogue = (await source.catalogue()) ?? [];
      const byFolder = new Map(entries.map(({ url }) => [url.replace(/^\//, ''), url]));
      let english = 0;
      for (const { name } of catalogue) {
        const [resolution, delivery] = await get(source, name);
        const url = byFolder.get(resolution.location) ?? expect.fail(`${name} is not in the list`);
        byFolder.delete(resolution.location);
        expect(Buffer.from(delivery.files.get('SOUL.md') ?? []).equals(onDisk(url, 'SOUL.md') ?? Buffer.of(0))).toBe(
          true,
        );
        const en = onDisk(url, 'SOUL.en.md');
        expect(delivery.files.has('SOUL.en.md')).toBe(en !== undefined);
        if (en) {
          english += 1;
          expect(en.equals(delivery.files.get('SOUL.en.md') ?? Buffer.of(0))).toBe(true);
        }
        const { manifest, persona } = readPackage(delivery.files, { facts: delivery.facts });
        expect(manifest).toMatchObject({ name, version: '0.0.0', languages: en ? ['zh', 'en'] : ['zh'] });
        expect(Object.keys(persona['SOUL.md'] ?? {})).toEqual(en ? ['zh', 'en'] : ['zh']);
      }
      expect([...byFolder.keys()]).toEqual([]);
      return { souls: catalogue.length, english };
    }

    it('over HTTP: every soul resolves, arrives byte for byte and is a package', async () => {
      const server = await site({ '*': folderRoute(folder) });
      expect(await everySoul(await discover(server.url, world()))).toEqual({ souls: 591, english: 526 });
      expect(server.asked.filter(({ path: at }) => at === '/search.json').length).toBeGreaterThan(0);
    });

    it('from the folder itself', async () => {
      expect(await everySoul(await discover(folder, world()))).toEqual({ souls: 591, english: 526 });
    });

    it('has one slug twice, and nothing in it is damaged by cleaning', async () => {
      const source = await discover(folder, world());
      expect((await failure(source.resolve(parseSpec('agent-souls:zhuge_liang')))).details.candidates).toEqual([
        '@virtual_world/zhuge_liang',
        '@real_world/zhuge_liang',
      ]);
      const catalogue = (await source.catalogue()) ?? [];
      const words = JSON.stringify(catalogue.map(({ displayName, tags }) => [displayName, tags]));
      expect(words).not.toMatch(/&amp;|`/);
      expect(
        catalogue.every(
          ({ displayName, tags }) => displayName.zh && displayName.en && tags.zh?.length && tags.en?.length,
        ),
      ).toBe(true);
      expect(new Set(catalogue.map(({ name }) => name)).size).toBe(591);
    });

    it('all of it fits into a mirror and comes back', async () => {
      const source = await discover(folder, world());
      const packages = await Promise.all(
        ((await source.catalogue()) ?? []).map(async ({ name }) => {
          const [, delivery] = await get(source, name);
          return readPackage(delivery.files, { facts: delivery.facts });
        }),
      );
      const mirror = tempFolder();
      writeFiles(mirror, mirrorFiles(packages, { published: '2026-11-20T08:00:00.000Z' }));
      const again = await discover(mirror, world());
      for (const item of packages) {
        const [, delivery] = await get(again, item.manifest.name);
        expect(readPackage(delivery.files, { facts: delivery.facts }).manifest).toEqual(item.manifest);
        expect(Buffer.from(delivery.files.get('SOUL.md') ?? []).equals(item.files.get('SOUL.md') ?? Buffer.of(0))).toBe(
          true,
        );
      }
    });
  },
);
