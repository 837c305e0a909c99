/** What is the same for every route: limits, headers, who calls, what is logged, starting and stopping. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import Keyv from 'keyv';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { etagOf, matchesEtag } from '../../registry/api/answer.ts';
import { pathOf } from '../../registry/api/arrival.ts';
import { tokenOf } from '../../registry/api/auth.ts';
import { createBudget } from '../../registry/api/body.ts';
import { boundedMap, clientOf, createLimiter, createThrottle, DEFAULT_LIMITS } from '../../registry/api/limits.ts';
import { createLog, loggable } from '../../registry/api/log.ts';
import { parseMultipart } from '../../registry/api/multipart.ts';
import { qualifiers } from '../../registry/api/npm/search.ts';
import { openSigner } from '../../registry/api/npm/sign.ts';
import { honoPath, paramNames } from '../../registry/api/route.ts';
import { ROUTES } from '../../registry/api/routes.ts';
import { closeHub, openHub } from '../../registry/domain/hub.ts';
import { runHub, startHub } from '../../registry/main.ts';
import type { SqlValue } from '../../registry/sql/database.ts';
import { generateKey } from '../../src/core/note.ts';
import { postgresDatabase, postgresReason } from '../helpers/databases.ts';
import {
  clawhubPublish,
  npmPublish,
  skillFiles,
  soulFiles,
  startTestHub,
  type TestHub,
} from '../helpers/served-hub.ts';

const MEGABYTE = 1024 * 1024;
const folders: string[] = [];

function tempFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-edge-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

describe('small parts', () => {
  it('bounds and budgets', () => {
    const map = boundedMap(2);
    for (const key of ['a', 'b', 'a', 'c']) map.set(key, key);
    expect([...map.keys()]).toEqual(['b', 'c']);
    const budget = createBudget(10);
    budget.take(6);
    expect(() => budget.take(5)).toThrow(/too many uploads/);
    budget.give(6);
    budget.take(10);
  });

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::1', '::1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', ''],
  ])('counts %s as %s', (address, client) => expect(clientOf(address)).toBe(client));

  it.each([
    ['Bearer clh_x', 'clh_x'],
    ['bearer  clh_x ', 'clh_x'],
    [`Basic ${Buffer.from('u:p:q').toString('base64')}`, 'p:q'],
    [`Basic ${Buffer.from('u').toString('base64')}`, null],
    ['Digest x', null],
    ['Bearer', null],
    ['Bearer a b', null],
    [`Bearer ${'x'.repeat(5000)}`, null],
    [null, null],
  ])('reads %s as %s', (header, token) => expect(tokenOf(header)).toBe(token));

  it('compares entity tags', () => {
    const tag = etagOf('a', 'b');
    expect(etagOf('ab')).not.toBe(tag);
    expect(etagOf('a', 'b')).toBe(tag);
    for (const header of [tag, `W/${tag}`, `"x", ${tag}`, '*']) expect(matchesEtag(header, tag)).toBe(true);
    for (const header of [null, '', '"x"', tag.slice(1, -1)]) expect(matchesEtag(header, tag)).toBe(false);
    expect(matchesEtag('*', undefined)).toBe(false);
  });

  it('reads forms', () => {
    const body = Buffer.from(
      'preamble\r\n--b\r\nContent-Disposition: form-data; name="a%22b"\r\n\r\n\r\n--b\r\ncontent-type: text/x\r\nCONTENT-DISPOSITION: form-data; filename="d/\\"e.txt"; name="f"\r\n\r\n1\r\n2\r\n--b--\r\nepilogue',
    );
    expect(parseMultipart(body, 'multipart/form-data; boundary="b"')).toEqual([
      { name: 'a"b', filename: null, contentType: 'application/octet-stream', bytes: new Uint8Array() },
      { name: 'f', filename: 'd/"e.txt', contentType: 'text/x', bytes: new TextEncoder().encode('1\r\n2') },
    ]);
  });

  it('reads what npm searches for', () => {
    expect(qualifiers('soul keywords:go,backend AUTHOR:x author:@Ada')).toEqual({
      words: 'soul go backend AUTHOR:x',
      owner: 'ada',
    });
    expect(qualifiers('  ')).toEqual({ words: '', owner: null });
    expect(qualifiers('scope:')).toEqual({ words: '', owner: null });
  });

  it('writes paths as the router reads them', () => {
    expect(honoPath('/@{scope}/{name}/-/{file}')).toBe('/:scope{@[^/%]+}/:name/-/:file');
    expect(honoPath('/api/v1/skills/-/upload/{ticket}')).toBe('/api/v1/skills/-/upload/:ticket');
    expect(paramNames('/{a}/x/{b}')).toEqual(['a', 'b']);
    const at = (url: string) => pathOf(new Request(`http://h${url}`), '/hub');
    expect(at('/hub/atlas')).toBe('/atlas');
    expect(at('/hub')).toBe('/');
    expect(at('/hubris')).toBe('/hubris');
    expect(at('/%40ada%2fatlas')).toBe('/@ada%2fatlas');
  });

  it('logs paths on one line', () => {
    expect(loggable('/a\nb\u202e')).toBe('/a?b?');
    expect(loggable('x'.repeat(999))).toHaveLength(200);
  });

  it('has one name for each route', () => {
    const ids = ROUTES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the limiter', () => {
  it('counts each client and class by itself, in windows of a minute', async () => {
    let now = 60_000;
    const limits = { ...DEFAULT_LIMITS, read: { anonymous: 2, account: 3 } };
    const limiter = createLimiter(new Keyv({ store: boundedMap(10) }), limits, () => now);
    const take = (client: string, known = false) => limiter.take('read', client, known);
    expect(await take('a')).toEqual({ ok: true, limit: 2, remaining: 1, resetAt: 120_000 });
    expect((await take('a')).ok).toBe(true);
    expect(await take('a')).toMatchObject({ ok: false, remaining: 0 });
    expect((await take('b')).ok).toBe(true);
    expect((await limiter.take('write', 'a', false)).ok).toBe(true);
    now += 60_000;
    expect((await take('a')).ok).toBe(true);
  });

  it('loses no count when many ask at once', async () => {
    const limits = { ...DEFAULT_LIMITS, read: { anonymous: 50, account: 50 } };
    const limiter = createLimiter(new Keyv({ store: boundedMap(10) }), limits, () => 0);
    const answers = await Promise.all(Array.from({ length: 80 }, () => limiter.take('read', 'a', false)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(50);
  });
});

describe('the signing key', () => {
  it('is made once for a database, or is the one that an operator names', async () => {
    const hub = await openHub({ dataDir: tempFolder() });
    const [first, second] = await Promise.all([openSigner(hub), openSigner(hub)]);
    expect(second.keys).toEqual(first.keys);
    expect(first.sign('x')).toEqual(first.sign('x'));
    expect(first.keys[0]?.keyid).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    const file = path.join(tempFolder(), 'key.pem');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    fs.writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
    expect((await openSigner(hub, file)).keys).toMatchObject([{ key: der.toString('base64') }]);
    await closeHub(hub);
  });

  it('is refused when it is something else', async () => {
    const hub = await openHub({ dataDir: tempFolder() });
    const file = path.join(tempFolder(), 'key.pem');
    fs.writeFileSync(file, 'no key');
    await expect(openSigner(hub, file)).rejects.toThrow(/P-256/);
    await expect(openSigner(hub, path.join(file, 'below'))).rejects.toThrow(/cannot read/);
    await closeHub(hub);
  });
});

describe('answers', () => {
  let hub: TestHub;
  let ada: string;
  beforeAll(async () => {
    hub = await startTestHub({ bodyBudget: 60 * MEGABYTE });
    ada = await hub.token('ada');
    await npmPublish(hub, ada, soulFiles('atlas'), { name: 'atlas', version: '1.0.0' });
  });
  afterAll(() => hub.close());

  it.each(['/', '/healthz', '/atlas', '/nobody', '/api/v1/nope', '/a/b/c/d', '/search.json', '/metrics', '/-/whoami'])(
    'of %s say what a browser may do with them: nothing',
    async (at) => {
      const { headers } = await hub.fetch(at);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('x-ratelimit-limit')).toBeNull();
    },
  );

  it.each(['/robots.txt', '/sitemap.xml', '/-/sitemap/0.xml', '/feed.xml', '/llms.txt', '/-/opensearch.xml'])(
    'of %s are one text, whatever query follows',
    async (at) => {
      const [plain, asked] = [await hub.fetch(at), await hub.fetch(`${at}?1${'x'.repeat(5_000)}`)];
      expect(asked.status).toBe(200);
      expect(asked.headers.get('etag')).toBe(plain.headers.get('etag'));
      expect(await asked.text()).toBe(await plain.text());
    },
  );

  it('to a tag are its version, and to no tag that there is none, whatever objects are born with', async () => {
    expect((await hub.fetch('/en/atlas/latest')).headers.get('location')).toBe('/en/atlas/1.0.0');
    for (const at of ['/en/atlas/constructor', '/en/atlas/toString', '/zh/atlas/__proto__'])
      expect((await hub.fetch(at)).status, at).toBe(404);
  });

  it('to HEAD are those to GET without the body', async () => {
    for (const at of ['/atlas', '/healthz', '/atlas/-/atlas-1.0.0.tgz']) {
      const [get, head] = [await hub.fetch(at), await hub.fetch(at, { method: 'HEAD' })];
      expect(head.status).toBe(get.status);
      expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
      expect(await head.text()).toBe('');
      await get.arrayBuffer();
    }
  });

  it('to OPTIONS let any site read', async () => {
    const answer = await hub.fetch('/api/v1/skills', { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT');
  });

  it.each([
    ['POST', '/atlas', 'GET, PUT'],
    ['PATCH', '/api/v1/search', 'GET'],
    ['DELETE', '/-/ping', 'GET'],
    ['POST', '/engineering/x/SOUL.md', 'GET'],
  ])('to %s %s name what is allowed: %s', async (method, at, allow) => {
    const answer = await hub.fetch(at, { method, token: ada });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')?.split(', ').sort().join(', ')).toBe(allow);
  });

  it('are in Chinese for those who ask for it', async () => {
    const headers = { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' };
    expect(((await (await hub.fetch('/nobody', { headers })).json()) as { error: string }).error).toMatch(/没有/);
    expect(await (await hub.fetch('/api/v1/whoami', { headers })).text()).toMatch(/登录/);
  });

  it('to a bad token are those to none, where none is needed', async () => {
    expect((await hub.fetch('/atlas', { token: 'clh_expired' })).status).toBe(200);
    expect((await hub.fetch('/-/whoami', { token: 'clh_expired' })).status).toBe(401);
  });

  it('know nothing of bugs', async () => {
    // Answers are checked against their schemas here, so a broken promise is a bug that can be had on purpose.
    const real = hub.hub.now;
    Object.assign(hub.hub, { now: () => Number.NaN });
    const answer = await hub.fetch('/-/v1/search?text=x');
    Object.assign(hub.hub, { now: real });
    expect(answer.status).toBe(500);
    const body = (await answer.json()) as { error: string; code: string };
    expect(body.code).toBe('E_INTERNAL');
    const [, reference] = /noted as ([0-9a-f-]{36})/.exec(body.error) ?? [];
    const line = hub.log.find((each) => each.request === reference);
    expect(line).toMatchObject({ route: 'npm.search', status: 500, err: { stack: expect.any(String) } });
    expect(body.error).not.toContain('Invalid time');
  });

  it('refuse bodies by what they announce, without reading them', async () => {
    const socket = net.connect(Number(new URL(hub.url).port), '127.0.0.1');
    socket.write(
      `POST /api/v1/skills HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ada}\r\nContent-Type: application/json\r\nContent-Length: ${500 * MEGABYTE}\r\n\r\n`,
    );
    const [chunk] = (await new Promise<unknown[]>((resolve) => socket.once('data', (...args) => resolve(args)))) as [
      Buffer,
    ];
    expect(chunk.toString()).toMatch(/^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('refuse bodies that turn out too long', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(MEGABYTE)),
    });
    const answer = await fetch(`${hub.url}/-/package/atlas/dist-tags/x1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${ada}`, 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(answer.status).toBe(413);
  });

  it('refuse strangers before their bodies', async () => {
    const answer = await hub.fetch('/atlas', { method: 'PUT', body: new Uint8Array(30 * MEGABYTE) });
    expect(answer.status).toBe(401);
  });

  it('ask to come back when there is no room for another body', async () => {
    const open = (length: number) => {
      const socket = net.connect(Number(new URL(hub.url).port), '127.0.0.1');
      socket.write(
        `PUT /atlas HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ada}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n{`,
      );
      return socket;
    };
    const first = open(50 * MEGABYTE);
    const second = open(50 * MEGABYTE);
    const answers = Promise.race(
      [first, second].map(
        (socket) => new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data)))),
      ),
    );
    expect(await answers).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 2/i);
    first.destroy();
    second.destroy();
  });

  it.each([
    ['who stays and sends nothing', false],
    ['who leaves', true],
  ])('give the room of a body back that never ends, of a client %s', async (_who, leaves) => {
    const requestTimeout = leaves ? 60_000 : 500;
    await using small = await startTestHub({ bodyBudget: 60 * MEGABYTE, requestTimeout });
    const token = await small.token('ada');
    const hold = () => {
      const socket = net.connect(Number(new URL(small.url).port), '127.0.0.1').on('error', () => {});
      socket.write(
        `PUT /atlas HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${50 * MEGABYTE}\r\nExpect: 100-continue\r\n\r\n{`,
      );
      let all = '';
      socket.on('data', (data) => (all += data));
      return { socket, said: () => all };
    };
    const first = hold();
    if (leaves) {
      await expect.poll(first.said, { timeout: 10_000 }).toMatch(/100 Continue/);
      first.socket.destroy();
    } else {
      await expect.poll(first.said, { timeout: 10_000 }).toMatch(/HTTP\/1\.1 504 [\s\S]*"code":"E_TIMEOUT"/);
      expect(first.said()).toMatch(/not done after 0\.5 s; try again in a moment/);
    }
    // As large, and let in: it is told what is wrong with it, not to wait.
    const json = { x: 'x'.repeat(45 * MEGABYTE) };
    const next = async () => (await small.fetch('/atlas', { method: 'PUT', token, json })).status;
    await expect.poll(next, { timeout: 10_000 }).toBe(400);
    first.socket.destroy();
  });

  it.each([
    ['nobody', { 'sec-fetch-site': 'same-origin' }, /^HTTP\/1\.1 303 [\s\S]*\/account\/sign-in/],
    ['another site', { 'sec-fetch-site': 'cross-site' }, /^HTTP\/1\.1 403 /],
  ])('refuse files from %s before they are read', async (_who, headers, refusal) => {
    const socket = net.connect(Number(new URL(hub.url).port), '127.0.0.1');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(
      `POST /account/upload HTTP/1.1\r\nHost: x\r\n${lines.join('')}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: ${20 * MEGABYTE}\r\n\r\n-`,
    );
    const answer = await new Promise((resolve) => socket.once('data', (data) => resolve(String(data))));
    expect(answer).toMatch(refusal);
    socket.destroy();
  });

  it('survive hosts and paths that are none', async () => {
    const { port } = new URL(hub.url);
    const raw = (request: string) =>
      new Promise<string>((resolve) => {
        const socket = net.connect(Number(port), '127.0.0.1', () => socket.end(request));
        let all = '';
        socket.on('data', (data) => (all += data)).on('close', () => resolve(all.split('\r\n')[0] ?? ''));
      });
    expect(await raw('GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n')).toMatch(/ 400 /);
    expect(await raw('GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/ 404 /);
    expect(await raw('GET \\..\\etc HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/ 400 /);
    expect(await raw('GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/ 404 /);
    expect(await raw('rubbish\r\n\r\n')).toMatch(/ 400 /);
  });
});

describe.each(['sqlite', 'postgres'])('texts and numbers that no database keeps, on %s', (kind) => {
  const reason = kind === 'postgres' ? postgresReason : null;
  let hub: TestHub;
  let drop = async () => {};
  beforeAll(async () => {
    if (reason !== null) return;
    const server = kind === 'postgres' ? await postgresDatabase() : null;
    if (server) drop = server.drop;
    hub = await startTestHub(server ? { databaseUrl: server.url } : {});
    await npmPublish(hub, await hub.token('ada'), soulFiles('atlas'), { name: 'atlas', version: '1.0.0' });
  });
  afterAll(async () => {
    await hub?.close();
    await drop();
  });

  const cursor = (place: string) => Buffer.from(place).toString('base64url');
  const form = 'application/x-www-form-urlencoded';
  it.skipIf(reason !== null).each<[string, number, { readonly body: string; readonly type: string }?]>([
    ['/api/v1/skills/a%00b', 404],
    ['/api/v1/skills?owner=a%00', 400],
    ['/api/v1/skills?prefix=a%00', 400],
    [`/api/v1/skills?cursor=${cursor('[1.5,"x"]')}`, 400],
    [`/api/v1/skills?cursor=${cursor('[1e300,"x"]')}`, 400],
    [`/api/v1/skills?cursor=${cursor('[1,"x\\u0000"]')}`, 400],
    [`/api/v1/skills?cursor=${cursor('[1,"x"]')}`, 200],
    [`/en/teams?sort=created&after=${cursor('[1.5,"x"]')}`, 400],
    ['/-/_view/starredByUser?key=%22a%00%22', 400],
    ['/atlas/-/atlas-1%00.tgz', 400],
    ['/en/atlas/1%00', 400],
    ['/-/sitemap/0.xml', 200],
    ['/-/sitemap/1.xml', 404],
    ['/-/sitemap/999999999999999.xml', 404],
    ['/account/sign-in', 400, { body: 'handle=a%00&password=xxxxxxxxxx', type: form }],
    ['/api/cli/device/code', 400, { body: JSON.stringify({ label: 'a\0' }), type: 'application/json' }],
  ])('%s: %i', async (at, status, sent) => {
    const more = sent === undefined ? {} : { body: sent.body, headers: { 'content-type': sent.type, origin: hub.url } };
    const answer = await hub.fetch(at, more);
    expect(answer.status, await answer.text()).toBe(status);
  });
});

describe('limits of requests', () => {
  it('refuse with the time to wait, by address or by token, and only then speak of limits', async () => {
    let now = Date.UTC(2026, 0, 1, 0, 0, 30);
    const one = { anonymous: 2, account: 3 };
    await using hub = await startTestHub({ now: () => now, rateLimits: { read: one } });
    const ada = await hub.token('ada');
    const get = (token?: string) => hub.fetch('/api/v1/skills', token ? { token } : {});
    const before = [await get(), await get()];
    expect(before.map(({ status }) => status)).toEqual([200, 200]);
    expect(before[0]?.headers.get('ratelimit-limit')).toBeNull();
    const refused = await get();
    expect(refused.status).toBe(429);
    expect(await refused.text()).toBe('Rate limit exceeded');
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'retry-after': '30',
      'ratelimit-reset': '30',
      'ratelimit-remaining': '0',
      'x-ratelimit-limit': '2',
      'x-ratelimit-reset': String(Date.UTC(2026, 0, 1, 0, 1, 0) / 1000),
    });
    expect((await hub.fetch('/atlas')).status).toBe(429);
    expect(((await (await hub.fetch('/atlas')).json()) as { code: string }).code).toBe('E_RATE_LIMITED');
    for (let index = 0; index < 3; index += 1) expect((await get(ada)).status).toBe(200);
    expect((await get(ada)).status).toBe(429);
    expect((await hub.fetch('/healthz')).status).toBe(200);
    now += 30_000;
    expect((await get()).status).toBe(200);
  });

  it('count wrong tokens and wrong addresses too', async () => {
    await using hub = await startTestHub({ rateLimits: { read: { anonymous: 2, account: 2 } } });
    const statuses = [];
    for (const at of ['/-/whoami', '/a/b/c/d', '/nobody', '/-/whoami'])
      statuses.push((await hub.fetch(at, { token: 'clh_wrong' })).status);
    expect(statuses).toEqual([401, 404, 429, 429]);
  });

  it('believe a proxy only where they were told to', async () => {
    const rateLimits = { read: { anonymous: 1, account: 1 } };
    const forwarded = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    await using alone = await startTestHub({ rateLimits });
    expect((await alone.fetch('/nobody', forwarded('203.0.113.1'))).status).toBe(404);
    expect((await alone.fetch('/nobody', forwarded('203.0.113.2'))).status).toBe(429);
    await using behind = await startTestHub({ rateLimits, trustProxy: true });
    expect((await behind.fetch('/nobody', forwarded('203.0.113.1'))).status).toBe(404);
    expect((await behind.fetch('/nobody', forwarded('203.0.113.2'))).status).toBe(404);
    expect((await behind.fetch('/nobody', forwarded('198.51.100.9, 203.0.113.2'))).status).toBe(429);
    expect((await behind.fetch('/nobody', forwarded('no address'))).status).toBe(404);
  });
});

describe('what is written down', () => {
  it('holds no token, no query and no body', async () => {
    await using hub = await startTestHub();
    const ada = await hub.token('ada');
    await hub.fetch('/-/whoami', { token: ada });
    await hub.fetch('/api/v1/search?q=my-private-thought', { token: ada });
    await hub.fetch(`/-/user/token/${ada}`, { method: 'DELETE', token: ada });
    await hub.fetch('/-/user/org.couchdb.user:ada', { method: 'PUT', json: { name: 'ada', password: 'hunter22222' } });
    const code = (await (await hub.fetch('/api/cli/device/code', { json: {} })).json()) as Record<string, string>;
    await hub.fetch('/api/cli/device/token', { json: { device_code: code.device_code } });
    await hub.fetch(`/cli/device?user_code=${code.user_code}`);
    const all = JSON.stringify(hub.log);
    for (const secret of [ada, hub.admin, 'my-private-thought', 'hunter22222', code.device_code, code.user_code])
      expect(all).not.toContain(secret);
    expect(hub.log.find(({ route }) => route === 'npm.whoami')).toMatchObject({
      actor: 'ada',
      method: 'GET',
      path: '/-/whoami',
      status: 200,
      ms: expect.any(Number),
    });
    expect(hub.log.find(({ route }) => route === 'npm.logout')?.path).toBe('/-/user/token/{token}');
  });

  it('is redacted if it does hold one', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => lines.push(line) });
    log.info({ authorization: 'clh_a', headers: { authorization: 'clh_b', cookie: 'clh_c' }, token: 'clh_d' }, 'x');
    expect(lines.join('')).not.toContain('clh_');
    expect(lines.join('')).toContain('[redacted]');
  });

  it('has numbers, for those near', async () => {
    await using hub = await startTestHub();
    await hub.fetch('/nobody');
    const text = await (await hub.fetch('/metrics')).text();
    expect(text).toMatch(/soulhub_http_requests_total\{route="npm.packument",method="GET",status="404"\} 1/);
    expect(text).toMatch(/soulhub_process_resident_memory_bytes \d/);
    expect(text).toMatch(/soulhub_http_in_flight 1/);
    const far = await hub.fetch('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(far.status).toBe(403);
    await using open = await startTestHub({ metrics: 'public' });
    expect((await open.fetch('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(200);
    await using closed = await startTestHub({ metrics: 'off' });
    expect((await closed.fetch('/metrics')).status).toBe(403);
  });
});

describe('where the hub is', () => {
  it('is where its caller found it, or where its operator says', async () => {
    await using hub = await startTestHub();
    const there = (await (await hub.fetch('/.well-known/soulhub.json')).json()) as { registry: string };
    expect(there.registry).toBe(hub.url);
    await using behind = await startTestHub({ publicUrl: 'https://souls.example/hub/' });
    expect(behind.url).toBe('https://souls.example/hub');
  });

  it('may be below a path that a proxy leaves or takes away', async () => {
    const dataDir = tempFolder();
    const running = await startHub({ dataDir, publicUrl: 'https://souls.example/hub', log: 'silent', port: 0 }, {});
    await running.close();
    // The address it listens on is not the public one, so it is asked as a request is: by the application itself.
    const { createHub } = await import('../../registry/app.ts');
    await using hub = await startTestHub();
    const { parseConfig } = await import('../../registry/config.ts');
    const config = parseConfig({ dataDir, publicUrl: 'https://souls.example/hub', rateLimits: false });
    const deps = { hub: hub.hub, config, log: createLog('silent'), version: '0', stopping: () => false };
    const { createMetrics } = await import('../../registry/api/metrics.ts');
    const app = createHub({
      ...deps,
      metrics: createMetrics({ process: false }),
      limiter: createLimiter(new Keyv(), null, Date.now),
      throttle: createThrottle(new Keyv(), Date.now),
      budget: createBudget(MEGABYTE),
      signer: await openSigner(hub.hub),
      logKey: generateKey('test'),
    });
    for (const at of ['/hub/.well-known/clawhub.json', '/.well-known/clawhub.json']) {
      const answer = await app.request(`http://127.0.0.1${at}`);
      expect((await answer.json()) as object).toMatchObject({ apiBase: 'https://souls.example/hub' });
    }
    const preferred = await app.request('http://127.0.0.1/hub/api/v1/search?q=');
    expect(preferred.status).toBe(200);
  });
});

describe('starting and stopping', () => {
  it('keeps account, key and data between starts', async () => {
    const dataDir = tempFolder();
    const first = await startTestHub({ dataDir });
    const ada = await first.token('ada');
    await clawhubPublish(first, ada, skillFiles('kept'), { slug: 'kept', version: '1.0.0' });
    const keys = await (await first.fetch('/-/npm/v1/keys')).text();
    expect(fs.statSync(first.tokenFile).mode & 0o777).toBe(0o600);
    await first.close();
    const second = await startTestHub({ dataDir });
    expect(second.admin).toBe(first.admin);
    expect((await second.fetch('/-/whoami', { token: second.admin })).status).toBe(200);
    expect(await (await second.fetch('/-/npm/v1/keys')).text()).toBe(keys);
    expect((await second.fetch('/api/v1/skills/kept')).status).toBe(200);
    await second.close();
    await second.close();
  });

  it('lets requests at work finish, and takes no new ones', async () => {
    const hub = await startTestHub({ drainTimeout: 20_000 });
    const ada = await hub.token('ada');
    const port = Number(new URL(hub.url).port);
    const body = JSON.stringify('1.0.0');
    await npmPublish(hub, ada, soulFiles('atlas'), { name: 'atlas', version: '1.0.0' });
    const socket = net.connect(port, '127.0.0.1');
    const idle = net.connect(port, '127.0.0.1');
    let answer = '';
    const ended = new Promise<void>((resolve) => {
      socket.on('data', (data) => (answer += data)).on('close', () => resolve());
    });
    socket.write(
      `PUT /-/package/atlas/dist-tags/beta HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ada}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    const closed = hub.close();
    await new Promise<void>((resolve) => idle.on('close', () => resolve()));
    await expect(hub.fetch('/healthz')).rejects.toThrow();
    socket.write(body);
    await ended;
    await closed;
    expect(answer).toMatch(/HTTP\/1\.1 201 [\s\S]*connection: close/i);
  });

  it('does not wait for ever', async () => {
    const hub = await startTestHub({ drainTimeout: 50 });
    const socket = net.connect(Number(new URL(hub.url).port), '127.0.0.1');
    const gone = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => {}));
    socket.write('POST /api/cli/device/code HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n');
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    await hub.close();
    await gone;
  });

  it.each<[string, object]>([
    ['port', { port: 70_000 }],
    ['publicUrl', { publicUrl: 'ftp://x' }],
    ['publicUrl', { publicUrl: 'https://user@x' }],
    ['databaseUrl', { databaseUrl: 'mysql://x' }],
    ['colour', { colour: 'red' }],
    ['rateLimits', { rateLimits: { read: { anonymous: 0, account: 1 } } }],
  ])('names the setting that is wrong: %s', async (name, change) => {
    await expect(startHub({ dataDir: tempFolder(), log: 'silent', ...change })).rejects.toMatchObject({
      code: 'E_CONFIG',
      message: expect.stringContaining(name),
    });
  });

  it.each([
    ['memcache://127.0.0.1:1', /@keyv\/memcache/],
    ['gopher://127.0.0.1', /gopher/],
  ])('says what a shared store needs: %s', async (cacheUrl, says) => {
    const work = startHub({ dataDir: tempFolder(), log: 'silent', cacheUrl });
    await expect(work).rejects.toMatchObject({ code: 'E_CONFIG', message: expect.stringMatching(says) });
  });

  it('says that a port is taken, and leaves nothing open', async () => {
    await using hub = await startTestHub();
    const port = Number(new URL(hub.url).port);
    const dataDir = tempFolder();
    await expect(startHub({ dataDir, port, log: 'silent' })).rejects.toMatchObject({ code: 'E_CONFIG' });
    const again = await startHub({ dataDir, log: 'silent' });
    await again.close();
  });

  it('does not wait until all is indexed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const hub = await startTestHub();
    await npmPublish(hub, await hub.token('ada'), soulFiles('atlas'), { name: 'atlas', version: '1.0.0' });
    const { sql } = hub.hub;
    let reading = () => {};
    const read = new Promise<void>((resolve) => {
      reading = resolve;
    });
    // The same package, changed again and again without end.
    const all: typeof sql.all = async <Shape extends object>(statement: string, values: readonly SqlValue[] = []) => {
      if (!statement.includes('p.changed > ?')) return sql.all<Shape>(statement, values);
      reading();
      const [row] = await sql.all<Shape>(statement, [0, 1]);
      const [since, limit] = values.map(Number) as [number, number];
      return Array.from({ length: limit }, (_, n) => ({ ...row, changed: since + n + 1 }) as unknown as Shape);
    };
    Object.assign(hub.hub, { sql: { ...sql, all } });
    vi.advanceTimersByTime(15_000);
    vi.useRealTimers();
    await read;
    await hub.close();
    expect(hub.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  const listeners = () => process.listenerCount('SIGTERM') + process.listenerCount('SIGINT');

  it('stops when what is done at the start fails', async () => {
    const before = listeners();
    let url = '';
    const work = runHub({ dataDir: tempFolder(), port: 0, log: 'silent' }, async (running) => {
      ({ url } = running);
      throw new Error('no souls to begin with');
    });
    await expect(work).rejects.toThrow('no souls to begin with');
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(listeners()).toBe(before);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('hears %s while what is done at the start goes on', async (signal) => {
    const before = listeners();
    let url = '';
    await runHub({ dataDir: tempFolder(), port: 0, log: 'silent' }, (running) => {
      ({ url } = running);
      queueMicrotask(() => process.emit(signal));
      return new Promise(() => {});
    });
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(listeners()).toBe(before);
  });
});
