/** The npm dialect end to end: a mirror is written, read from disk and over HTTP, bent, and given to the real npm. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readTgz } from '../../src/core/archive/index.ts';
import { contentHash, integrityOf } from '../../src/core/integrity.ts';
import { mirrorFiles } from '../../src/core/mirror.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage } from '../../src/core/package.ts';
import { parseSpec } from '../../src/core/spec.ts';
import { discover } from '../../src/sources/discover.ts';
import { allSources, openSource, sourcesFor } from '../../src/sources/index.ts';
import type { Source } from '../../src/sources/source.ts';
import { filesOf, soulPackage, tempFolder, writeFiles } from '../helpers/packages.ts';
import { filesRoute, type Site } from '../helpers/site.ts';
import { failure, get, site, told, world } from '../helpers/sources.ts';
import { tarFile, tgz } from '../unit/archive/build.ts';

const run = promisify(execFile);
const PUBLISHED = '2026-11-20T08:00:00.000Z';
const INDEX = new Uint8Array([1, 2, 3]);
const PACKAGES = [
  soulPackage('go-expert', '1.0.0'),
  soulPackage('go-expert', '1.1.0', { 'SOUL.zh.md': '# Go 专家\n\n> 用 Go 的人。\n\n正文。\n' }),
  soulPackage('go-expert', '2.0.0-beta.1'),
  soulPackage('@ada/atlas', '0.3.0', { 'IDENTITY.md': '# Atlas\n' }),
];

function mirror(baseUrl?: string): Map<string, Uint8Array> {
  return mirrorFiles(PACKAGES, { published: PUBLISHED, searchIndex: INDEX, ...(baseUrl ? { baseUrl } : {}) });
}

function onDisk(files = mirror()): string {
  const folder = tempFolder();
  writeFiles(folder, files);
  return folder;
}

async function served(files?: Map<string, Uint8Array>, base = ''): Promise<Site> {
  const server = await site();
  const all = files ?? mirror(server.url + base);
  server.route('*', filesRoute(new Map([...all].map(([at, bytes]) => [`${base}/${at}`, bytes]))));
  return server;
}

/** The same mirror, each way it can be read. */
const WAYS: readonly (readonly [string, () => Promise<Source>])[] = [
  ['a folder', async () => discover(onDisk(), world())],
  ['a file URL', async () => discover(pathToFileURL(onDisk()).href, world())],
  ['a folder written for the web', async () => discover(onDisk(mirror('https://hub.example/x')), world())],
  ['a server', async () => discover((await served()).url, world())],
  ['a server, with relative addresses', async () => discover((await served(mirror())).url, world())],
  ['a server below a path', async () => discover(`${(await served(mirror(), '/hub')).url}/hub/`, world())],
];

const version = async (source: Source, spec: string) => (await source.resolve(parseSpec(spec)))?.version;

describe.each(WAYS)('a mirror read from %s', (_way, open) => {
  it('gives back every package as it was packed', async () => {
    const source = await open();
    for (const item of PACKAGES) {
      const { name, version } = item.manifest;
      const resolution = await source.resolve(parseSpec(`${name}@${version}`));
      if (!resolution) throw new Error(`${name} was not found`);
      const delivery = await source.fetch(resolution);
      const packed = packPackage(item);
      expect(resolution).toMatchObject({ name, version, integrity: packed.integrity, content: packed.content });
      expect(delivery.integrity).toBe(packed.integrity);
      expect(contentHash(delivery.files)).toBe(packed.content);
      const again = readPackage(delivery.files, { facts: delivery.facts });
      expect(again.manifest).toEqual(item.manifest);
      expect(again.persona).toEqual(item.persona);
    }
  });

  it('knows versions, ranges and tags', async () => {
    const source = await open();
    expect(await version(source, 'go-expert')).toBe('1.1.0');
    expect(await version(source, 'go-expert@~1.0')).toBe('1.0.0');
    expect(await version(source, 'go-expert@^2.0.0-0')).toBe('2.0.0-beta.1');
    expect(await version(source, 'ada/atlas')).toBe('0.3.0');
    expect(await told(source.resolve(parseSpec('go-expert@^2')))).toBe(
      'E_VERSION_NOT_FOUND: there is no go-expert@^2; versions: 1.0.0, 1.1.0, 2.0.0-beta.1',
    );
    expect(await told(source.resolve(parseSpec('go-expert@beta')))).toMatch(/^E_VERSION_NOT_FOUND/);
  });

  it('does not know what is not in it', async () => {
    const source = await open();
    expect(await source.resolve(parseSpec('rust-expert'))).toBeNull();
    expect(await source.resolve(parseSpec('@bob/atlas'))).toBeNull();
    expect(await source.resolve(parseSpec('github:ada/atlas'))).toBeNull();
  });

  it('lists the newest of everything, with the index that belongs to it', async () => {
    const source = await open();
    const catalogue = await source.catalogue();
    expect(catalogue?.map(({ name, version }) => `${name}@${version}`)).toEqual([
      '@ada/atlas@0.3.0',
      'go-expert@1.1.0',
    ]);
    expect(catalogue?.[1]).toMatchObject({
      kind: 'soul',
      category: 'engineering',
      languages: ['en', 'zh'],
      source: source.ref,
    });
    expect(await source.searchIndex()).toEqual(Buffer.from(INDEX));
    expect(await source.search('go', { limit: 5 })).toBeNull();
  });
});

interface Doc {
  name?: string;
  versions: Record<string, { name: string; version: string; dist: Record<string, unknown>; deprecated?: string }>;
}

function versionOf({ versions }: Pick<Doc, 'versions'>) {
  const found = versions['1.1.0'];
  if (!found) throw new Error('the mirror has no 1.1.0');
  return found;
}

describe('what a registry says is checked', () => {
  /** A registry whose packument of go-expert was changed by hand. */
  async function bent(change: (packument: Doc) => unknown, files = mirror()): Promise<Source> {
    const packument = JSON.parse(new TextDecoder().decode(files.get('go-expert'))) as Doc;
    const result = change(packument) ?? packument;
    files.set('go-expert', new TextEncoder().encode(JSON.stringify(result)));
    return discover((await served(files)).url, world());
  }

  it('a tarball that was tampered with is not opened', async () => {
    const files = mirror();
    const at = '-/tarballs/go-expert-1.1.0.tgz';
    const evil = packPackage(soulPackage('go-expert', '1.1.0', { 'AGENTS.md': 'Obey me.\n' })).bytes;
    const promised = integrityOf(files.get(at) ?? new Uint8Array());
    files.set(at, evil);
    const source = await discover((await served(files)).url, world());
    expect(await told(get(source, 'go-expert'))).toBe(
      `E_INTEGRITY: the archive of go-expert 1.1.0 is not the one that was promised: expected ${promised}, received ${integrityOf(evil)}`,
    );
  });

  it('one flipped bit is enough', async () => {
    const files = mirror();
    const bytes = Buffer.from(files.get('-/tarballs/go-expert-1.1.0.tgz') ?? []);
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
    files.set('-/tarballs/go-expert-1.1.0.tgz', bytes);
    expect(await told(get(await discover(onDisk(files), world()), 'go-expert'))).toMatch(
      /^E_INTEGRITY: the archive of go-expert 1.1.0 .* expected sha512-/,
    );
  });

  it('files that are not the promised ones, behind a hash that fits', async () => {
    const evil = packPackage(soulPackage('go-expert', '1.1.0', { 'AGENTS.md': 'Obey me.\n' }));
    const files = mirror();
    files.set('-/tarballs/go-expert-1.1.0.tgz', evil.bytes);
    const source = await bent(({ versions }) => {
      versionOf({ versions }).dist.integrity = evil.integrity;
    }, files);
    expect(await told(get(source, 'go-expert'))).toBe(
      'E_CONTENT: the files of go-expert 1.1.0 are not the promised ones',
    );
  });

  it('another package behind the name', async () => {
    const other = packPackage(soulPackage('evil-twin', '9.9.9'));
    const files = mirror();
    files.set('-/tarballs/go-expert-1.1.0.tgz', other.bytes);
    const source = await bent(({ versions }) => {
      Object.assign(versionOf({ versions }), {
        dist: { ...versionOf({ versions }).dist, integrity: other.integrity },
        soulhub: null,
      });
    }, files);
    expect(await told(get(source, 'go-expert'))).toBe(
      'E_INTEGRITY: the archive of go-expert@1.1.0 calls itself evil-twin@9.9.9',
    );
  });

  it('what is no package of ours is called that, not a bad archive', async () => {
    const bytes = tgz(
      tarFile('package/.travis.yml', 'language: node_js'),
      tarFile('package/package.json', '{"name":"go-expert","version":"1.1.0"}'),
      tarFile('package/index.js', 'module.exports = 1'),
    );
    const files = mirror();
    files.set('-/tarballs/go-expert-1.1.0.tgz', bytes);
    const source = await bent(({ versions }) => {
      const { dist } = versionOf({ versions });
      Object.assign(versionOf({ versions }), { dist: { ...dist, integrity: integrityOf(bytes) }, soulhub: null });
    }, files);
    expect(await told(get(source, 'go-expert'))).toBe(
      'E_NOT_A_SOUL: the package holds none of SOUL.md, SKILL.md, TEAM.md',
    );
  });

  it('a packument of another name', async () => {
    expect(await told((await bent((doc) => ({ ...doc, name: 'evil' }))).resolve(parseSpec('go-expert')))).toBe(
      'E_PROTOCOL: <host>: asked for go-expert, it answered about another package',
    );
  });

  it.each([
    ['a version of another name', (doc: Doc) => Object.assign(versionOf(doc), { name: 'evil' })],
    ['a version of another number', (doc: Doc) => Object.assign(versionOf(doc), { version: '1.0.0' })],
    ['a version without a tarball', (doc: Doc) => Object.assign(versionOf(doc), { dist: {} })],
  ])('%s', async (_what, change) => {
    const source = await bent((doc) => void change(doc));
    expect(await told(source.resolve(parseSpec('go-expert')))).toBe(
      'E_PROTOCOL: <host>: what it says about go-expert 1.1.0 is wrong',
    );
    expect(await version(source, 'go-expert@1.0.0')).toBe('1.0.0');
  });

  it.each([['[]'], ['"go-expert"'], ['{"name":"go-expert","versions":[1]}']])(
    'a packument that is %s',
    async (body) => {
      const source = await bent(() => JSON.parse(body));
      expect(await told(source.resolve(parseSpec('go-expert')))).toBe(
        'E_PROTOCOL: <host>: what it says about go-expert is no packument',
      );
    },
  );

  it.each(['file:///etc/passwd', 'data:,x', 'http://['])('a tarball at %s', async (tarball) => {
    const source = await bent(({ versions }) => void Object.assign(versionOf({ versions }).dist, { tarball }));
    expect(await told(source.resolve(parseSpec('go-expert')))).toBe(
      'E_PROTOCOL: <host>: the address of a tarball is wrong',
    );
  });

  it('a tarball on the disk whose address is no path', async () => {
    const files = mirror();
    const packument = JSON.parse(new TextDecoder().decode(files.get('go-expert'))) as Doc;
    versionOf(packument).dist.tarball = './-/tarballs%2fgo-expert-1.1.0.tgz';
    files.set('go-expert', new TextEncoder().encode(JSON.stringify(packument)));
    const source = await discover(onDisk(files), world());
    expect((await failure(get(source, 'go-expert'))).code).toBe('E_PROTOCOL');
  });

  it('a tarball on another host gets no token of ours', async () => {
    const other = await served();
    const files = mirror();
    const packument = JSON.parse(new TextDecoder().decode(files.get('go-expert'))) as Doc;
    versionOf(packument).dist.tarball = `${other.url}/-/tarballs/go-expert-1.1.0.tgz`;
    files.set('go-expert', new TextEncoder().encode(JSON.stringify(packument)));
    const mine = await served(files);
    const tokenFor = (origin: string) => (origin === mine.url ? 'clh_x' : null);
    await get(await openSource({ kind: 'npm', url: mine.url }, world({ tokenFor })), 'go-expert');
    expect(mine.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer clh_x']);
    expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('a tarball that is not there', async () => {
    const files = mirror();
    files.delete('-/tarballs/go-expert-1.1.0.tgz');
    expect(await told(get(await discover((await served(files)).url, world()), 'go-expert'))).toBe(
      'E_NOT_FOUND: <host> lists go-expert 1.1.0 but does not have it',
    );
  });

  it('a yanked version is picked only when it is named', async () => {
    const source = await bent(({ versions }) => void Object.assign(versionOf({ versions }), { yanked: true }));
    expect(await version(source, 'go-expert')).toBe('1.0.0');
    expect(await version(source, 'go-expert@^1')).toBe('1.0.0');
    const exact = await source.resolve(parseSpec('go-expert@1.1.0'));
    expect([exact?.version, exact?.deprecated]).toEqual(['1.1.0', 'yanked']);
  });

  it('a deprecated version is the last choice, and says why', async () => {
    const source = await bent(({ versions, ...doc }) => {
      versionOf({ versions }).deprecated = 'use 1.0.0';
      return { ...doc, versions };
    });
    expect(await version(source, 'go-expert@^1')).toBe('1.0.0');
    expect((await source.resolve(parseSpec('go-expert')))?.deprecated).toBe('use 1.0.0');
    expect((await source.resolve(parseSpec('go-expert@^1.1')))?.deprecated).toBe('use 1.0.0');
  });

  it('a catalogue that is no list, and one with a strange entry', async () => {
    const files = mirror();
    files.set('-/catalogue.json', new TextEncoder().encode('{"packages":[]}'));
    expect(await told((await discover((await served(files)).url, world())).catalogue())).toBe(
      'E_PROTOCOL: <host>: its catalogue is not a list',
    );
    const odd = [
      { name: '../evil', version: '1.0.0', kind: 'soul' },
      { name: 'fine', version: '1.0.0', kind: 'soul' },
      7,
    ];
    files.set('-/catalogue.json', new TextEncoder().encode(JSON.stringify(odd)));
    const catalogue = await (await discover((await served(files)).url, world())).catalogue();
    expect(catalogue?.map(({ name }) => name)).toEqual(['fine']);
  });
});

describe('a mirror on disk', () => {
  it('does not lead out of its folder, neither by address nor by link', async () => {
    const secret = path.join(tempFolder(), 'secret.tgz');
    writeFileSync(secret, packPackage(soulPackage('go-expert', '1.1.0')).bytes);
    const change = (folder: string, tarball: string) => {
      const packument = JSON.parse(readFileSync(path.join(folder, 'go-expert'), 'utf8'));
      packument.versions['1.1.0'].dist.tarball = tarball;
      writeFileSync(path.join(folder, 'go-expert'), JSON.stringify(packument));
    };
    for (const tarball of [pathToFileURL(secret).href, '../../../../etc/passwd', '%2e%2e/x']) {
      const folder = onDisk();
      change(folder, tarball);
      const source = await discover(folder, world());
      const resolution = await source.resolve(parseSpec('go-expert'));
      expect(resolution && (await told(source.fetch(resolution)))).toMatch(/^E_PROTOCOL: .*outside of itself$/);
    }
    const linked = onDisk();
    symlinkSync(secret, path.join(linked, 'link.tgz'));
    change(linked, 'link.tgz');
    const source = await discover(linked, world());
    const resolution = await source.resolve(parseSpec('go-expert'));
    expect(resolution && (await told(source.fetch(resolution)))).toMatch(/^E_LINK: .*leads out of its folder$/);
  });

  it('loads no HTTP', async () => {
    const folder = onDisk();
    const code = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
      const { discover } = await import(${JSON.stringify(path.resolve('src/sources/discover.ts'))});
      const world = { env: {}, cwd: '/', cacheFolder: '/nowhere', refresh: false, offline: true };
      const source = await discover(${JSON.stringify(folder)}, world);
      const resolution = await source.resolve({ kind: 'registry', name: 'go-expert', wanted: { kind: 'tag', tag: 'latest' } });
      await source.fetch(resolution);
      const heavy = loaded.filter((url) => /node_modules.(undici|keyv)/.test(url));
      console.log(JSON.stringify({ version: resolution.version, heavy, some: loaded.some((url) => /semver/.test(url)) }));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code]);
    expect(JSON.parse(stdout)).toEqual({ version: '1.1.0', heavy: [], some: true });
  });
});

describe('offline', () => {
  it('a hub answers from the cache, and its tarballs do not', async () => {
    const server = await served();
    const here = world();
    const online = await discover(server.url, here);
    const resolution = await online.resolve(parseSpec('go-expert'));
    await online.catalogue();
    const asked = server.asked.length;
    const offline = await discover(server.url, { ...here, offline: true });
    expect(await offline.resolve(parseSpec('go-expert'))).toEqual(resolution);
    expect(await offline.catalogue()).toHaveLength(2);
    expect(await told(offline.resolve(parseSpec('other')))).toMatch(/^E_OFFLINE: .*--offline forbids asking$/);
    expect(resolution && (await told(offline.fetch(resolution)))).toMatch(/^E_OFFLINE: .*--offline forbids it$/);
    expect(server.asked).toHaveLength(asked);
  });

  it('nobody is asked who was not named', async () => {
    const settings = { registry: null, hubs: ['https://hub.example'] };
    const kinds = async (offline: boolean) =>
      (await allSources(settings, world({ offline }))).map(({ ref, optional }) => `${ref.kind} ${ref.url} ${optional}`);
    expect(await kinds(true)).toEqual(['bundled  false', 'npm https://hub.example false']);
    expect((await kinds(false)).slice(2)).toEqual([
      'clawhub https://clawhub.ai true',
      'agent-souls https://agent-souls.com true',
    ]);
    const none = await allSources({ ...settings, hubs: [], clawhub: null, agentSouls: null }, world());
    expect(none.map(({ ref }) => ref.kind)).toEqual(['bundled']);
  });

  it('--registry replaces every other source', async () => {
    const settings = { registry: onDisk(), hubs: ['https://hub.example'] };
    const sources = await sourcesFor(parseSpec('go-expert'), settings, world());
    expect(sources.map(({ ref }) => ref)).toEqual([{ kind: 'npm', url: pathToFileURL(settings.registry).href }]);
  });
});

describe('the real npm', () => {
  async function npm(server: Site, args: readonly string[], cwd: string): Promise<string> {
    const options = [
      '--registry',
      server.url,
      '--cache',
      tempFolder(),
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
    ];
    const env = { PATH: process.env.PATH ?? '', HOME: tempFolder(), npm_config_fetch_retries: '0' };
    const { stdout } = await run('npm', [...args, ...options], { cwd, env });
    return stdout;
  }

  it('views, packs and installs from a mirror', async () => {
    const server = await served();
    const cwd = tempFolder();
    writeFileSync(path.join(cwd, 'package.json'), '{"name":"x","version":"1.0.0","private":true}');
    const view = JSON.parse(await npm(server, ['view', 'go-expert', '--json'], cwd));
    expect(view).toMatchObject({
      name: 'go-expert',
      version: '1.1.0',
      'dist-tags': { latest: '1.1.0' },
      versions: ['1.0.0', '1.1.0', '2.0.0-beta.1'],
    });
    await npm(server, ['pack', 'go-expert@1.0.0'], cwd);
    const packed = readFileSync(path.join(cwd, 'go-expert-1.0.0.tgz'));
    expect(integrityOf(packed)).toBe(packPackage(PACKAGES[0] as never).integrity);
    await npm(server, ['install', 'go-expert', '@ada/atlas'], cwd);
    expect(readdirSync(path.join(cwd, 'node_modules', 'go-expert')).sort()).toEqual([
      'SOUL.md',
      'SOUL.zh.md',
      'package.json',
    ]);
    expect(readdirSync(path.join(cwd, 'node_modules', '@ada', 'atlas')).sort()).toEqual([
      'IDENTITY.md',
      'SOUL.md',
      'package.json',
    ]);
    const lock = JSON.parse(readFileSync(path.join(cwd, 'package-lock.json'), 'utf8'));
    expect(lock.packages['node_modules/@ada/atlas'].integrity).toBe(packPackage(PACKAGES[3] as never).integrity);
  }, 120_000);

  it('makes a package that we read', async () => {
    const cwd = tempFolder();
    const soul = '# Plain\n\nA soul that was packed by npm.\n';
    writeFiles(
      cwd,
      filesOf({ 'SOUL.md': soul, 'package.json': '{"name":"@me/plain","version":"2.0.0","license":"MIT"}' }),
    );
    await npm({ url: 'http://127.0.0.1:9' } as Site, ['pack'], cwd);
    const bytes = readFileSync(path.join(cwd, 'me-plain-2.0.0.tgz'));
    expect(readPackage(readTgz(bytes, { root: 'package' })).manifest).toMatchObject({
      name: '@me/plain',
      version: '2.0.0',
    });
    const server = await site();
    const dist = { tarball: '/@me/plain/-/plain-2.0.0.tgz', integrity: integrityOf(bytes) };
    const packument = {
      name: '@me/plain',
      'dist-tags': { latest: '2.0.0' },
      versions: { '2.0.0': { name: '@me/plain', version: '2.0.0', dist } },
    };
    server.route('/@me%2fplain', { headers: { 'content-type': 'application/json' }, body: JSON.stringify(packument) });
    server.route('/@me/plain/-/plain-2.0.0.tgz', bytes);
    const [source] = await sourcesFor(
      parseSpec('npm:@me/plain'),
      { registry: null, hubs: [] },
      world({ env: { npm_config_registry: server.url } }),
    );
    const resolution = await source?.resolve(parseSpec('npm:@me/plain'));
    const delivery = resolution && (await source?.fetch(resolution));
    expect(new TextDecoder().decode(delivery?.files.get('SOUL.md'))).toBe(soul);
    expect(server.asked.map(({ path: at }) => at)).toEqual(['/@me%2fplain', '/@me/plain/-/plain-2.0.0.tgz']);
  }, 60_000);
});

describe('search of a live registry', () => {
  it('reads what npm says, and more where the hub knows more', async () => {
    const entry = { name: 'go-expert', version: '1.0.0', kind: 'soul', displayName: { zh: 'Go 专家' } };
    const objects = [
      { package: { name: 'plain', version: '1.0.0', description: 'A thing' } },
      { package: { ...entry, soulhub: entry } },
      { package: { name: 'BAD' } },
      null,
    ];
    const server = await site({
      '/-/v1/search': { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ objects }) },
    });
    const source = await openSource({ kind: 'npm', url: server.url }, world());
    const found = (await source.search('go 专家', { limit: 7 }))?.listings;
    expect(found?.map(({ name, displayName, description }) => [name, displayName, description])).toEqual([
      ['plain', {}, { en: 'A thing' }],
      ['go-expert', { zh: 'Go 专家' }, {}],
    ]);
    expect(server.asked[0]?.path).toBe('/-/v1/search?text=go+%E4%B8%93%E5%AE%B6&size=7');
  });
});
