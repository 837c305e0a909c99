/** The npm dialect over HTTP, request by request. What real npm clients do with it is in tests/e2e/hub. */
import { createHash, createVerify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { integrityOf } from '../../src/core/integrity.ts';
import {
  filesOf,
  npmDocument,
  npmPublish,
  skillFiles,
  soulFiles,
  startTestHub,
  type TestHub,
} from '../helpers/served-hub.ts';

const CORGI = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';

let hub: TestHub;
let ada: string;
let bob: string;

beforeAll(async () => {
  hub = await startTestHub();
  ada = await hub.token('ada');
  bob = await hub.token('bob');
  await npmPublish(hub, ada, soulFiles('@ada/atlas', '1.0.0'), { name: '@ada/atlas', version: '1.0.0' });
  await npmPublish(hub, ada, soulFiles('@ada/atlas', '1.1.0'), { name: '@ada/atlas', version: '1.1.0' });
  await npmPublish(hub, ada, soulFiles('go-expert'), { name: 'go-expert', version: '1.0.0' });
});
afterAll(() => hub.close());

interface Version {
  readonly version: string;
  readonly deprecated?: string;
  readonly dist: {
    readonly tarball: string;
    readonly integrity: string;
    readonly shasum: string;
    readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
  };
  readonly soulhub: { readonly content: string };
}

/** What answers of this dialect may hold; a test reads the part it asked for. */
interface Body {
  readonly [key: string]: unknown;
  readonly versions: Readonly<Record<string, Version>>;
  readonly objects: readonly { readonly package: { readonly name: string } }[];
  readonly keys: readonly { readonly keyid: string; readonly key: string }[];
}

async function jsonOf(path: string, options: Parameters<TestHub['fetch']>[1] = {}) {
  const answer = await hub.fetch(path, options);
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Body };
}

describe('packuments', () => {
  it.each(['/@ada%2fatlas', '/@ada/atlas', '/@ada%2Fatlas', '/%40ada%2fatlas', '/%40ada/atlas'])(
    'answers %s',
    async (path) => {
      const { status, body } = await jsonOf(path);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        _id: '@ada/atlas',
        name: '@ada/atlas',
        'dist-tags': { latest: '1.1.0' },
        description: 'A persona called atlas.',
        license: 'MIT',
        maintainers: [{ name: 'ada' }],
      });
      expect(Object.keys(body.versions)).toEqual(['1.0.0', '1.1.0']);
      expect(body.versions['1.1.0']).toMatchObject({
        _id: '@ada/atlas@1.1.0',
        soulhub: { manifest: { kind: 'soul', languages: ['en', 'zh'] }, scan: { verdict: 'pass' } },
      });
    },
  );

  it('answers the short form to those who install', async () => {
    const { headers, body } = await jsonOf('/@ada%2fatlas', { headers: { accept: CORGI } });
    expect(headers.get('content-type')).toBe('application/vnd.npm.install-v1+json');
    expect(headers.get('vary')).toBe('Accept');
    expect(Object.keys(body).sort()).toEqual(['dist-tags', 'modified', 'name', 'versions']);
    expect(body.versions['1.1.0']?.dist.integrity).toMatch(/^sha512-/);
  });

  it.each([
    ['application/json', 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/json; q=1.0, application/vnd.npm.install-v1+json; q=0.5', 'application/json; charset=utf-8'],
    ['application/vnd.npm.install-v1+json', 'application/vnd.npm.install-v1+json'],
    ['application/vnd.npm.install-v1+json; q=0', 'application/json; charset=utf-8'],
  ])('for Accept: %s sends %s', async (accept, type) => {
    const { headers } = await jsonOf('/go-expert', { headers: { accept } });
    expect(headers.get('content-type')).toBe(type);
  });

  it('says 304 to who knows it, until it changes, and never across the two forms', async () => {
    const first = await jsonOf('/go-expert');
    const etag = first.headers.get('etag') ?? '';
    const again = await hub.fetch('/go-expert', { headers: { 'if-none-match': `"x", W/${etag}` } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect(again.headers.get('etag')).toBe(etag);
    const short = await hub.fetch('/go-expert', { headers: { 'if-none-match': etag, accept: CORGI } });
    expect(short.status).toBe(200);
    await hub.fetch('/-/package/go-expert/dist-tags/beta', { method: 'PUT', token: ada, json: '1.0.0' });
    const changed = await hub.fetch('/go-expert', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  it.each([
    ['/@ada%2fatlas/1.0.0', '1.0.0'],
    ['/@ada/atlas/1.0.0', '1.0.0'],
    ['/@ada/atlas/latest', '1.1.0'],
    ['/@ada/atlas/^1.0.0', '1.1.0'],
    ['/@ada/atlas/~1.0', '1.0.0'],
  ])('%s is version %s', async (path, version) => {
    const { status, body } = await jsonOf(path);
    expect([status, body.version]).toEqual([200, version]);
  });

  it.each([
    '/@ada/atlas/9.9.9',
    '/@ada/atlas/nightly',
    '/@ada/nobody',
    '/nobody',
    '/-',
    '/@ada',
    '/con',
    '/..%2f..%2fetc%2fpasswd',
  ])('knows nothing of %s', async (path) => {
    const { status, body } = await jsonOf(path);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: expect.any(String), code: expect.stringMatching(/^E_/) });
  });
});

describe('tarballs', () => {
  it('are what the packument promises, and never change', async () => {
    const { body } = await jsonOf('/@ada%2fatlas');
    const dist = body.versions['1.0.0']?.dist ?? { tarball: '', integrity: '', shasum: '' };
    expect(dist.tarball).toBe(`${hub.url}/@ada/atlas/-/atlas-1.0.0.tgz`);
    const answer = await fetch(dist.tarball);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(integrityOf(bytes)).toBe(dist.integrity);
    expect(createHash('sha1').update(bytes).digest('hex')).toBe(dist.shasum);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const again = await fetch(dist.tarball, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it.each(['/-/tarballs/@ada~atlas-1.0.0.tgz', '/@ada%2fatlas/-/atlas-1.0.0.tgz'])('are also at %s', async (path) => {
    const answer = await hub.fetch(path);
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  it.each([
    '/@ada/atlas/-/atlas-9.9.9.tgz',
    '/@ada/atlas/-/other-1.0.0.tgz',
    '/@ada/atlas/-/atlas-1.0.0.zip',
    '/-/tarballs/atlas-1.0.0.tgz',
    '/-/tarballs/x.tgz',
  ])('are not at %s', async (path) => {
    expect((await hub.fetch(path)).status).toBe(404);
  });
});

describe('signatures', () => {
  it('verify with the published key, as npm computes it', async () => {
    const { body } = await jsonOf('/-/npm/v1/keys');
    const [key] = body.keys;
    expect(key).toMatchObject({ keytype: 'ecdsa-sha2-nistp256', expires: null });
    const packument = await jsonOf('/@ada%2fatlas');
    for (const version of ['1.0.0', '1.1.0']) {
      const dist = packument.body.versions[version]?.dist ?? { integrity: '', signatures: [] };
      expect(dist.signatures.map(({ keyid }) => keyid)).toEqual([key?.keyid]);
      const pem = `-----BEGIN PUBLIC KEY-----\n${key?.key}\n-----END PUBLIC KEY-----`;
      const verify = (text: string) =>
        createVerify('SHA256')
          .update(text)
          .verify(pem, dist.signatures[0]?.sig ?? '', 'base64');
      expect(verify(`@ada/atlas@${version}:${dist.integrity}`)).toBe(true);
      expect(verify(`@ada/atlas@2.0.0:${dist.integrity}`)).toBe(false);
    }
  });
});

describe('publishing', () => {
  const put = (document: Record<string, unknown>, token = ada) =>
    jsonOf(`/${String(document.name).replace('/', '%2f')}`, { method: 'PUT', token, json: document });
  const fresh = (version = '1.0.0', name = '@ada/fresh') => npmDocument(soulFiles(name, version), { name, version });

  it('keeps what our reader finds, not what the client claims', async () => {
    const document = npmDocument(soulFiles('@ada/claims'), { name: '@ada/claims', version: '1.0.0' });
    Object.assign(document.versions['1.0.0'] ?? {}, {
      description: 'a lie',
      scripts: { postinstall: 'rm -rf /' },
      dependencies: { evil: '*' },
      soulhub: { content: 'h1:lie' },
    });
    expect((await put(document)).status).toBe(201);
    const { body } = await jsonOf('/@ada%2fclaims');
    expect(body.versions['1.0.0']).toMatchObject({ description: 'A persona called claims.' });
    expect(body.versions['1.0.0']).not.toHaveProperty('scripts');
    expect(body.versions['1.0.0']).not.toHaveProperty('dependencies');
    expect(body.versions['1.0.0']?.soulhub.content).toMatch(/^h1:.{44}$/);
  });

  it('is the same again without harm, and refused with other content', async () => {
    expect((await put(fresh())).status).toBe(201);
    expect((await put(fresh())).status).toBe(200);
    const other = npmDocument(soulFiles('@ada/fresh', '1.0.0', { 'README.md': 'more' }), {
      name: '@ada/fresh',
      version: '1.0.0',
    });
    const { status, body } = await put(other);
    expect([status, body.code]).toEqual([409, 'E_VERSION_EXISTS']);
  });

  it('refuses a package without SOUL.md, SKILL.md and TEAM.md, and says so', async () => {
    const document = npmDocument(soulFiles('@ada/left-pad'), { name: '@ada/left-pad', version: '1.0.0' });
    const { packTgz } = await import('../../src/core/archive/pack.ts');
    const bytes = packTgz(
      filesOf({ 'package.json': '{"name":"@ada/left-pad","version":"1.0.0"}', 'index.js': 'module.exports = 1' }),
    );
    const attachment = { data: Buffer.from(bytes).toString('base64'), length: bytes.length, content_type: '' };
    const { status, body } = await put({
      ...document,
      versions: { '1.0.0': { name: '@ada/left-pad', version: '1.0.0' } },
      _attachments: { 'x.tgz': attachment },
    });
    expect([status, body.code]).toEqual([422, 'E_NOT_A_SOUL']);
    expect(body.error).toMatch(/SOUL\.md, SKILL\.md, TEAM\.md/);
  });

  const version = (document: ReturnType<typeof npmDocument>) => document.versions['1.0.0'] ?? { dist: {} };
  const attachment = (document: ReturnType<typeof npmDocument>) => Object.values(document._attachments)[0];
  it.each<[string, number, string, (document: ReturnType<typeof npmDocument>) => void]>([
    [
      'a wrong integrity',
      422,
      'E_INTEGRITY',
      (d) => Object.assign(version(d).dist, { integrity: integrityOf(new Uint8Array(1)) }),
    ],
    ['a wrong shasum', 422, 'E_INTEGRITY', (d) => Object.assign(version(d).dist, { shasum: '0'.repeat(40) })],
    ['a wrong length', 422, 'E_INTEGRITY', (d) => Object.assign(attachment(d) ?? {}, { length: 5 })],
    ['two versions', 400, 'E_USAGE', (d) => Object.assign(d.versions, { '2.0.0': {} })],
    ['no version', 400, 'E_USAGE', (d) => Object.assign(d, { versions: {} })],
    ['two archives', 400, 'E_USAGE', (d) => Object.assign(d._attachments, { 'y.tgz': attachment(d) })],
    ['another name inside', 400, 'E_USAGE', (d) => Object.assign(d, { name: '@ada/other', _id: '@ada/other' })],
    ['no archive at all', 422, 'E_ARCHIVE', (d) => Object.assign(attachment(d) ?? {}, { data: 'AAAA', length: 3 })],
    ['restricted access', 400, 'E_USAGE', (d) => Object.assign(d, { access: 'restricted' })],
  ])('refuses %s', async (_what, status, code, bend) => {
    const document = npmDocument(soulFiles('@ada/bent'), { name: '@ada/bent', version: '1.0.0' });
    delete (version(document).dist as { integrity?: string }).integrity;
    bend(document);
    const answer = await jsonOf('/@ada%2fbent', { method: 'PUT', token: ada, json: document });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await hub.fetch('/@ada%2fbent')).status).toBe(404);
  });

  it('is for those who may', async () => {
    const none = await hub.fetch('/@ada%2fnew', { method: 'PUT', json: fresh('1.0.0', '@ada/new') });
    expect(none.status).toBe(401);
    const wrong = await put(fresh('1.0.0', '@ada/new'), 'clh_wrong');
    expect([wrong.status, wrong.body.code]).toEqual([401, 'E_AUTH_REQUIRED']);
    const foreign = await put(fresh('1.0.0', '@ada/new'), bob);
    expect([foreign.status, foreign.body.code]).toEqual([403, 'E_FORBIDDEN']);
    const readOnly = await hub.token('ada', { scopes: ['read'] });
    expect((await put(fresh('1.0.0', '@ada/new'), readOnly)).status).toBe(403);
  });

  it('refuses a foreign unscoped name, and one that looks like it', async () => {
    const taken = npmDocument(soulFiles('go-expert', '2.0.0'), { name: 'go-expert', version: '2.0.0' });
    expect((await put(taken, bob)).status).toBeGreaterThanOrEqual(403);
    const similar = npmDocument(soulFiles('g0-expert'), { name: 'g0-expert', version: '1.0.0' });
    const { status, body } = await put(similar, bob);
    expect([status, body.code]).toEqual([409, 'E_NAME_SIMILAR']);
  });

  it.each([
    ['go-expert.md', 'E_NAME'],
    ['go-expert.zh.md', 'E_NAME'],
    ['@bob/own.md', 'E_NAME'],
    ['go-expert.zh', 'E_NAME_SIMILAR'],
    ['go_expert.zh-hans', 'E_NAME_SIMILAR'],
    ['go.expert', 'E_NAME_SIMILAR'],
    ['go_expert', 'E_NAME_SIMILAR'],
  ])('refuses %s, from which chats would read a text', async (name, code) => {
    const { body } = await put(npmDocument(soulFiles(name), { name, version: '1.0.0' }), bob);
    expect(body.code).toBe(code);
    const text = await hub.fetch('/go-expert.zh.md', { headers: { accept: CORGI } });
    expect(await text.text()).toContain('你是 go-expert');
  });

  it('keeps the address of a text from names that are there already', async () => {
    const owned = { name: 'tide-table', version: '1.0.0' };
    await npmPublish(hub, ada, soulFiles(owned.name), owned);
    await npmPublish(hub, bob, soulFiles('old-name'), { name: 'old-name', version: '1.0.0' });
    const bear = (name: string) =>
      hub.hub.sql.run('UPDATE packages SET name = ? WHERE owner = ? AND slug = ?', [name, 'bob', 'old-name']);
    for (const name of ['tide-table.md', 'tide-table.zh.md']) {
      await bear(name);
      const text = await hub.fetch(`/${name}`, { headers: { accept: CORGI } });
      expect(text.headers.get('content-type')).toContain('text/markdown');
      expect(await text.text()).toContain('tide-table');
    }
    await bear('alone.md');
    expect((await jsonOf('/alone.md', { headers: { accept: CORGI } })).body.name).toBe('alone.md');
  });

  it('sets the tag that was asked for', async () => {
    const name = '@ada/tagged';
    await npmPublish(hub, ada, soulFiles(name, '1.0.0'), { name, version: '1.0.0' });
    await npmPublish(hub, ada, soulFiles(name, '2.0.0-rc.1'), { name, version: '2.0.0-rc.1', tag: 'next' });
    const { body } = await jsonOf('/@ada%2ftagged');
    expect(body['dist-tags']).toEqual({ latest: '1.0.0', next: '2.0.0-rc.1' });
  });
});

describe('tags', () => {
  const tags = '/-/package/@ada%2fatlas/dist-tags';
  it('are listed, set and removed', async () => {
    expect((await jsonOf(tags)).body).toEqual({ latest: '1.1.0' });
    const set = await jsonOf(`${tags}/stable`, { method: 'PUT', token: ada, json: '1.0.0' });
    expect([set.status, set.body]).toEqual([201, { latest: '1.1.0', stable: '1.0.0' }]);
    expect((await jsonOf('/@ada/atlas/stable')).body.version).toBe('1.0.0');
    const removed = await jsonOf(`${tags}/stable`, { method: 'DELETE', token: ada });
    expect([removed.status, removed.body]).toEqual([200, { latest: '1.1.0' }]);
  });

  it.each<[string, string, unknown, number]>([
    ['PUT', `${tags}/stable`, '9.9.9', 404],
    ['PUT', `${tags}/1.0.0`, '1.0.0', 400],
    ['PUT', `${tags}/stable`, { version: '1.0.0' }, 400],
    ['PUT', '/-/package/nobody/dist-tags/beta', '1.0.0', 404],
    ['DELETE', `${tags}/latest`, undefined, 409],
  ])('%s %s %j is refused with %i', async (method, path, json, status) => {
    const answer = await hub.fetch(path, { method, token: ada, ...(json === undefined ? {} : { json }) });
    expect(answer.status).toBe(status);
  });

  it('of others stay', async () => {
    const answer = await hub.fetch(`${tags}/stable`, { method: 'PUT', token: bob, json: '1.0.0' });
    expect(answer.status).toBe(403);
  });
});

describe('changing what is published', () => {
  const name = '@ada/changing';
  const path = '/@ada%2fchanging';
  beforeAll(async () => {
    for (const version of ['1.0.0', '1.1.0', '1.2.0'])
      await npmPublish(hub, ada, soulFiles(name, version), { name, version });
  });

  it('deprecates, and takes the notice away', async () => {
    const { body } = await jsonOf(`${path}?write=true`);
    const versions: object = { ...body.versions, '1.0.0': { ...body.versions['1.0.0'], deprecated: 'use 1.2.0' } };
    const put = await jsonOf(path, { method: 'PUT', token: ada, json: { ...body, versions } });
    expect(put.status).toBe(200);
    const after = await jsonOf(path);
    expect(after.body.versions['1.0.0']?.deprecated).toBe('use 1.2.0');
    expect(after.body.versions['1.1.0']).not.toHaveProperty('deprecated');
    const back: object = {
      ...after.body.versions,
      '1.0.0': { ...after.body.versions['1.0.0'], deprecated: '' },
    };
    await jsonOf(path, { method: 'PUT', token: ada, json: { ...after.body, versions: back } });
    expect((await jsonOf(path)).body.versions['1.0.0']).not.toHaveProperty('deprecated');
  });

  it('refuses a document that is older than the package', async () => {
    const { body } = await jsonOf(path);
    await hub.fetch(`/-/package/${path.slice(1)}/dist-tags/other`, { method: 'PUT', token: ada, json: '1.0.0' });
    const stale = await jsonOf(path, { method: 'PUT', token: ada, json: body });
    expect([stale.status, stale.body.code]).toEqual([409, 'E_CONFLICT']);
    const { '1.0.0': _, ...versions } = body.versions;
    const unpublish = { ...body, versions };
    const gone = await jsonOf(`${path}/-rev/${body._rev}`, { method: 'PUT', token: ada, json: unpublish });
    expect(gone.status).toBe(409);
    expect(Object.keys((await jsonOf(path)).body.versions)).toContain('1.0.0');
  });

  it('a version left out of an ordinary PUT is not taken back', async () => {
    const { body } = await jsonOf(path);
    const { '1.0.0': _, ...versions } = body.versions;
    await jsonOf(path, { method: 'PUT', token: ada, json: { ...body, versions } });
    expect(Object.keys((await jsonOf(path)).body.versions)).toContain('1.0.0');
  });

  it('takes one version back, and its number stays used', async () => {
    const { body } = await jsonOf(`${path}?write=true`);
    const { '1.1.0': _, ...versions } = body.versions;
    const put = await jsonOf(`${path}/-rev/${body._rev}`, {
      method: 'PUT',
      token: ada,
      json: { ...body, versions },
    });
    expect(put.status).toBe(200);
    const after = await jsonOf(path);
    expect(Object.keys(after.body.versions)).toEqual(['1.0.0', '1.2.0']);
    const last = await jsonOf(`${path}/-/changing-1.1.0.tgz/-rev/${after.body._rev}`, { method: 'DELETE', token: ada });
    expect([last.status, last.body]).toEqual([200, { ok: true }]);
    expect((await hub.fetch(`${path}/-/changing-1.1.0.tgz`)).status).toBe(404);
    const other = soulFiles(name, '1.1.0', { 'README.md': 'other' });
    const again = npmDocument(other, { name, version: '1.1.0' });
    expect((await jsonOf(path, { method: 'PUT', token: ada, json: again })).status).toBe(409);
  });

  it('stars and unstars', async () => {
    const { body } = await jsonOf(path);
    const star = (users: object) =>
      jsonOf(path, { method: 'PUT', token: bob, json: { _id: name, _rev: body._rev, users } });
    expect((await star({ bob: true })).status).toBe(200);
    expect((await jsonOf('/-/_view/starredByUser?key=%22bob%22')).body).toEqual({ rows: [{ value: name }] });
    expect((await star({})).status).toBe(200);
    expect((await jsonOf('/-/_view/starredByUser?key=%22bob%22')).body).toEqual({ rows: [] });
  });

  it('does not change owners this way, and says how', async () => {
    const json = { _id: name, maintainers: [{ name: 'bob' }] };
    const { status, body } = await jsonOf(path, { method: 'PUT', token: ada, json });
    expect([status, body.code]).toEqual([403, 'E_FORBIDDEN']);
    expect(body.error).toMatch(/clawhub transfer/);
  });

  it('takes everything back, and the name stays reserved', async () => {
    const { body } = await jsonOf(path);
    const foreign = await hub.fetch(`${path}/-rev/${body._rev}`, { method: 'DELETE', token: bob });
    expect(foreign.status).toBe(403);
    const gone = await hub.fetch(`${path}/-rev/${body._rev}`, { method: 'DELETE', token: ada });
    expect(gone.status).toBe(200);
    expect((await hub.fetch(path)).status).toBe(404);
  });
});

describe('taking back after three days', () => {
  it('is refused with the reason', async () => {
    let now = Date.UTC(2026, 0, 1);
    await using old = await startTestHub({ now: () => now });
    const token = await old.token('ada');
    await npmPublish(old, token, skillFiles('late'), { name: 'late', version: '1.0.0' });
    const rev = ((await (await old.fetch('/late')).json()) as { _rev: string })._rev;
    now += 73 * 3_600_000;
    const answer = await old.fetch(`/late/-rev/${rev}`, { method: 'DELETE', token });
    expect(answer.status).toBe(403);
    expect((await answer.json()) as object).toMatchObject({ code: 'E_FORBIDDEN' });
    expect((await old.fetch('/late')).status).toBe(200);
  });
});

describe('search', () => {
  it('finds by words, in both languages', async () => {
    for (const text of ['atlas', 'atlas 人设']) {
      const { body } = await jsonOf(`/-/v1/search?text=${encodeURIComponent(text)}`);
      const found = body.objects.map((row) => row.package.name);
      expect(found[0]).toBe('@ada/atlas');
    }
  });

  it('finds what somebody owns, and pages', async () => {
    const { body } = await jsonOf('/-/v1/search?text=maintainer:ada&size=2');
    expect(body.objects).toHaveLength(2);
    const all = await jsonOf('/-/v1/search?text=&size=250');
    const second = await jsonOf('/-/v1/search?text=&size=1&from=1');
    expect(second.body.objects).toEqual([all.body.objects[1]]);
  });

  it.each(['size=x', 'size=-1', 'from=1.5', 'kind=ghost'])('refuses %s', async (query) => {
    const { status, body } = await jsonOf(`/-/v1/search?${query}`);
    expect([status, body.code]).toEqual([400, 'E_USAGE']);
  });

  it('has the catalogue, which says 304', async () => {
    const { body, headers } = await jsonOf('/-/catalogue.json');
    expect((body as unknown as readonly { name: string }[]).map(({ name }) => name)).toContain('@ada/atlas');
    const again = await hub.fetch('/-/catalogue.json', { headers: { 'if-none-match': headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });
});

describe('accounts', () => {
  it('knows whose token it is, also as a password', async () => {
    expect((await jsonOf('/-/whoami', { token: ada })).body).toEqual({ username: 'ada' });
    const basic = `Basic ${Buffer.from(`anybody:${ada}`).toString('base64')}`;
    expect((await jsonOf('/-/whoami', { headers: { authorization: basic } })).body).toEqual({ username: 'ada' });
    const { status, headers } = await jsonOf('/-/whoami', { token: 'clh_x' });
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="soulhub"']);
  });

  it('logs in with a password and out again', async () => {
    const { setPassword } = await import('../../registry/domain/logins.ts');
    const { OPERATOR } = await import('../../registry/domain/actor.ts');
    await hub.token('carol');
    await setPassword(hub.hub, OPERATOR, 'carol', 'correct horse battery');
    const login = (password: string) =>
      jsonOf('/-/user/org.couchdb.user:carol', { method: 'PUT', json: { name: 'carol', password } });
    const wrong = await login('wrong password!');
    expect([wrong.status, wrong.body.code]).toEqual([401, 'E_AUTH_REQUIRED']);
    const right = await login('correct horse battery');
    expect(right.status).toBe(201);
    const token = String(right.body.token);
    expect((await jsonOf('/-/whoami', { token })).body).toEqual({ username: 'carol' });
    expect((await hub.fetch(`/-/user/token/${token}`, { method: 'DELETE', token })).status).toBe(200);
    expect((await hub.fetch('/-/whoami', { token })).status).toBe(401);
  });

  it('lists, makes and revokes tokens', async () => {
    const token = await hub.token('dora');
    const made = await jsonOf('/-/npm/v1/tokens', {
      method: 'POST',
      token,
      json: { name: 'ci', password: 'x', readonly: true, expires: 30 },
    });
    expect(made.body).toMatchObject({ name: 'ci', readonly: true, token: expect.stringMatching(/^clh_/) });
    const reader = String(made.body.token);
    const list = await jsonOf('/-/npm/v1/tokens', { token });
    expect(list.body).toMatchObject({ total: 2 });
    expect(JSON.stringify(list.body)).not.toContain(reader);
    const more = await jsonOf('/-/npm/v1/tokens', { method: 'POST', token: reader, json: { name: 'more' } });
    expect(more.status).toBe(403);
    const gone = await hub.fetch(`/-/npm/v1/tokens/token/${reader}`, { method: 'DELETE', token });
    expect(gone.status).toBe(200);
    expect((await hub.fetch('/-/whoami', { token: reader })).status).toBe(401);
    const cidr = { name: 'x', cidr_whitelist: ['10.0.0.0/8'] };
    expect((await hub.fetch('/-/npm/v1/tokens', { method: 'POST', token, json: cidr })).status).toBe(400);
  });
});

describe('audit', () => {
  it('names yanked and withdrawn versions, compressed or not', async () => {
    const { gzipSync } = await import('node:zlib');
    const { OPERATOR } = await import('../../registry/domain/actor.ts');
    const { yank } = await import('../../registry/domain/lifecycle.ts');
    const { withdraw } = await import('../../registry/domain/moderation.ts');
    const name = '@ada/audited';
    for (const version of ['1.0.0', '1.1.0', '1.2.0'])
      await npmPublish(hub, ada, soulFiles(name, version), { name, version });
    await yank(hub.hub, OPERATOR, { name }, '1.0.0', 'leaks the prompt');
    await withdraw(hub.hub, OPERATOR, { name }, '1.1.0', 'malware');
    const body = JSON.stringify({ [name]: ['1.0.0', '1.1.0', '1.2.0', '9.9.9'], 'left-pad': ['1.0.0'] });
    for (const [content, encoding] of [
      [gzipSync(body), 'gzip'],
      [Buffer.from(body), 'identity'],
    ] as const) {
      const answer = await hub.fetch('/-/npm/v1/security/advisories/bulk', {
        method: 'POST',
        body: content,
        headers: { 'content-type': 'application/json', 'content-encoding': encoding },
      });
      const found = (await answer.json()) as Record<string, { severity: string; vulnerable_versions: string }[]>;
      expect(Object.keys(found)).toEqual([name]);
      expect(found[name]?.map((row) => [row.vulnerable_versions, row.severity])).toEqual([
        ['1.0.0', 'moderate'],
        ['1.1.0', 'critical'],
      ]);
    }
    expect((await hub.fetch('/@ada/audited/-/audited-1.1.0.tgz')).status).toBe(451);
  });

  it('refuses a bomb', async () => {
    const { gzipSync } = await import('node:zlib');
    const answer = await hub.fetch('/-/npm/v1/security/advisories/bulk', {
      method: 'POST',
      body: gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a')),
      headers: { 'content-encoding': 'gzip' },
    });
    expect(answer.status).toBe(400);
  });
});
