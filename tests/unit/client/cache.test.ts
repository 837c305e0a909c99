import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonOf } from '../../../src/client/answer.ts';
import { type CacheOptions, getCached } from '../../../src/client/cache.ts';
import { fileStore } from '../../../src/client/file-store.ts';
import { isSoulError } from '../../../src/core/errors.ts';
import { type Handler, type Site, startSite } from '../../helpers/site.ts';

let folder: string;
let site: Site;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'soulhub-cache-'));
  site = await startSite();
});
afterEach(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

function options(more: Partial<CacheOptions> = {}): CacheOptions {
  return {
    env: {},
    cacheFolder: path.join(folder, 'http'),
    offline: false,
    refresh: false,
    wait: async () => {},
    ...more,
  };
}

const get = (more: Partial<CacheOptions> = {}) => getCached(new URL(`${site.url}/x`), jsonOf, options(more));
const answers = (body: string, headers: Record<string, string> = {}): void => {
  site.route('/x', { headers: { 'content-type': 'application/json', ...headers }, body });
};
const entry = (): string => {
  const [name] = readdirSync(path.join(folder, 'http'));
  return path.join(folder, 'http', name ?? 'nothing was cached');
};

async function codeOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    (value) => expect.fail(`no error, but ${JSON.stringify(value)}`),
    (error: unknown) => (isSoulError(error) ? error.code : String(error)),
  );
}

/** Says 304 to whoever knows the tag. */
const tagged =
  (tag: string, body: string, more: Record<string, string> = {}): Handler =>
  (request, response) => {
    const known = request.headers['if-none-match'] === tag;
    response.writeHead(known ? 304 : 200, { etag: tag, 'content-type': 'application/json', ...more });
    response.end(known ? undefined : body);
  };

describe('a copy', () => {
  it('is asked about with its validators, and 304 brings it back', async () => {
    site.route('/x', tagged('"v1"', '{"a":1}', { 'last-modified': 'Wed, 21 Oct 2026 07:28:00 GMT' }));
    expect([await get(), await get()]).toEqual([{ a: 1 }, { a: 1 }]);
    expect(site.asked[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Wed, 21 Oct 2026 07:28:00 GMT',
    });
    site.route('/x', tagged('"v2"', '{"a":2}'));
    expect([await get(), await get()]).toEqual([{ a: 2 }, { a: 2 }]);
    expect(site.asked).toHaveLength(4);
  });

  it('is used without asking while it is fresh, and asked about when that is wanted', async () => {
    answers('{"a":1}', { 'cache-control': 'public, max-age=60' });
    await get();
    answers('{"a":2}');
    expect(await get()).toEqual({ a: 1 });
    expect(site.asked).toHaveLength(1);
    expect(await get({ refresh: true })).toEqual({ a: 2 });
  });

  it.each(['no-cache, max-age=60', 'max-age=0', 'max-age=soon', ''])('with "%s" is asked about', async (control) => {
    answers('{"a":1}', { 'cache-control': control });
    await get();
    await get();
    expect(site.asked).toHaveLength(2);
  });

  it('counts the age that it already had on the way', async () => {
    answers('{"a":1}', { 'cache-control': 'max-age=60', age: '61' });
    await get();
    await get();
    expect(site.asked).toHaveLength(2);
  });

  it('in another language is none where the server says that it matters', async () => {
    const spoken: Handler = (request, response) => {
      const lang = request.headers['accept-language'] ?? 'none';
      const known = request.headers['if-none-match'] === `"${lang}"`;
      const headers = { etag: `"${lang}"`, 'cache-control': 'max-age=60', vary: 'Accept, Accept-Language' };
      response.writeHead(known ? 304 : 200, { 'content-type': 'application/json', ...headers });
      response.end(known ? undefined : JSON.stringify(lang));
    };
    site.route('/x', spoken);
    expect([await get({ lang: 'en' }), await get({ lang: 'en' }), await get({ lang: 'zh' })]).toEqual([
      'en',
      'en',
      'zh',
    ]);
    expect(await get({ lang: 'zh', refresh: true })).toBe('zh');
    expect(await get({ lang: 'en' })).toBe('en');
    expect(await codeOf(get({ lang: 'zh', offline: true }))).toBe('E_OFFLINE');
    answers('1', { 'cache-control': 'max-age=60' });
    await get({ lang: 'en', refresh: true });
    expect(await get({ lang: 'zh', offline: true })).toBe(1);
  });

  it('becomes fresh again with a 304', async () => {
    site.route('/x', tagged('"v1"', '1'));
    await get();
    site.route('/x', tagged('"v1"', '1', { 'cache-control': 'max-age=60' }));
    await get();
    await get();
    expect(site.asked).toHaveLength(2);
  });

  it('is dropped when the thing is gone', async () => {
    answers('{"a":1}');
    await get();
    site.route('/x', { status: 404 });
    expect(await get()).toBeNull();
    expect(await codeOf(get({ offline: true }))).toBe('E_OFFLINE');
  });

  it('is not kept when the server forbids it', async () => {
    answers('{"a":1}', { 'cache-control': 'no-store' });
    await get();
    expect(await codeOf(get({ offline: true }))).toBe('E_OFFLINE');
  });

  it('of one account is not shown to another', async () => {
    site.route('/x', (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=60' });
      response.end(JSON.stringify(request.headers.authorization ?? 'nobody'));
    });
    expect(await get({ token: 'clh_a' })).toBe('Bearer clh_a');
    expect(await get({ token: 'clh_b' })).toBe('Bearer clh_b');
    expect(await get()).toBe('nobody');
    expect(await get({ token: 'clh_a' })).toBe('Bearer clh_a');
    expect(site.asked).toHaveLength(3);
  });

  it('lies in a file for its owner only, without the token', async () => {
    answers('{"a":1}');
    await get({ token: 'clh_secret' });
    expect(statSync(entry()).mode & 0o777).toBe(0o600);
    expect(readFileSync(entry(), 'utf8')).not.toContain('clh_secret');
  });
});

describe('offline', () => {
  it('uses a copy however old, and sends nothing', async () => {
    answers('{"a":1}', { 'cache-control': 'no-cache' });
    await get();
    expect(await get({ offline: true, refresh: true })).toEqual({ a: 1 });
    expect(site.asked).toHaveLength(1);
  });

  it('says what is missing', async () => {
    const error = await get({ offline: true }).catch((reason: unknown) => reason);
    if (!isSoulError(error)) throw error;
    expect(`${error.code}: ${error.message.replace(/:\d+/, '')}`).toBe(
      'E_OFFLINE: 127.0.0.1/x is not on this machine, and --offline forbids asking',
    );
  });

  it('is not entered quietly: a dead server is an error even with a copy', async () => {
    answers('{"a":1}');
    await get();
    site.route('/x', (_request, response) => void response.destroy());
    expect(await codeOf(get())).toBe('E_OFFLINE');
  });
});

describe('nonsense is never kept', () => {
  it('when the answer does not parse', async () => {
    answers('{"a":1}');
    await get();
    answers('<html>', { 'cache-control': 'max-age=60' });
    expect(await codeOf(get())).toBe('E_PROTOCOL');
    expect(await get({ offline: true })).toEqual({ a: 1 });
  });

  it.each([
    ['cut', () => truncateSync(entry(), 40)],
    ['emptied', () => writeFileSync(entry(), '')],
    ['full of garbage', () => writeFileSync(entry(), '\u0000\u0001 garbage')],
    ['JSON of another shape', () => writeFileSync(entry(), '{"value":{"body":7}}')],
    ['changed by one character', () => flip(/"body":"./)],
    ['under another hash', () => flip(/"sha256":"./)],
  ])('and a copy that is %s counts as none', async (_what, damage) => {
    answers('{"a":1}', { 'cache-control': 'max-age=60' });
    await get();
    damage();
    expect(await codeOf(get({ offline: true }))).toBe('E_OFFLINE');
    expect(await get()).toEqual({ a: 1 });
    expect(site.asked[1]?.headers['if-none-match']).toBeUndefined();
    expect(await get({ offline: true })).toEqual({ a: 1 });
  });

  const flip = (at: RegExp): void => {
    const text = readFileSync(entry(), 'utf8').replaceAll('\\"', '"');
    expect(text).toMatch(at);
    const raw = readFileSync(entry(), 'utf8');
    const plain = at.source.replaceAll('"', '\\\\?"');
    writeFileSync(
      entry(),
      raw.replace(new RegExp(plain), (found) => found.slice(0, -1) + (found.endsWith('A') ? 'B' : 'A')),
    );
  };

  it('when the reader has become stricter since', async () => {
    answers('{"a":1}', { 'cache-control': 'max-age=60' });
    await get();
    const strict = () => {
      throw new Error('not good enough');
    };
    await expect(getCached(new URL(`${site.url}/x`), strict, options())).rejects.toThrow('not good enough');
    expect(site.asked).toHaveLength(2);
  });
});

describe('a cache that cannot be written', () => {
  it('is no reason to fail', async () => {
    writeFileSync(path.join(folder, 'http'), 'a file where the folder should be');
    answers('{"a":1}');
    expect(await get()).toEqual({ a: 1 });
  });

  it('two at once leave one whole entry and no temporary file', async () => {
    answers('{"a":1}');
    await Promise.all(Array.from({ length: 20 }, () => get()));
    expect(readdirSync(path.join(folder, 'http'))).toHaveLength(1);
    expect(await get({ offline: true })).toEqual({ a: 1 });
  });
});

it('does not grow for ever: the oldest entries go', async () => {
  const fill = fileStore(folder, 100);
  for (let i = 0; i < 9; i += 1) {
    await fill.set(`key ${i}`, `"${i}"`);
    const newest = readdirSync(folder).find((name) => readFileSync(path.join(folder, name), 'utf8') === `"${i}"`) ?? '';
    utimesSync(path.join(folder, newest), i, i);
  }
  const small = fileStore(folder, 8);
  await small.set('one more', '"more"');
  const left = await Promise.all(Array.from({ length: 9 }, (_, i) => small.get<string>(`key ${i}`)));
  expect(left).toEqual([undefined, undefined, undefined, undefined, '"4"', '"5"', '"6"', '"7"', '"8"']);
  expect(await small.get('one more')).toBe('"more"');
});
