/** Finding out which dialect an address speaks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSoulError } from '../../src/core/errors.ts';
import { parseSpec } from '../../src/core/spec.ts';
import { discover } from '../../src/sources/discover.ts';
import { sourcesFor } from '../../src/sources/index.ts';
import { tempFolder } from '../helpers/packages.ts';
import { deadPort, type Route } from '../helpers/site.ts';
import { failure, site, world } from '../helpers/sources.ts';

const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code;

const json = (value: unknown): Route => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});
const page: Route = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Welcome' };
const SOUL = { url: '/a/b/', name_zh: 'b' };

describe('the dialect', () => {
  it.each<[string, Record<string, Route>, string]>([
    [
      'what a hub says',
      { '/.well-known/soulhub.json': json({ dialects: ['npm', 'clawhub'] }), '/search.json': json([SOUL]) },
      'npm',
    ],
    ['the first that we know', { '/.well-known/soulhub.json': json({ dialects: ['gopher', 'clawhub'] }) }, 'clawhub'],
    ['a library of souls', { '/search.json': json([SOUL]) }, 'agent-souls'],
    ['a site of ClawHub', { '/.well-known/clawhub.json': json({ apiBase: 'http://127.0.0.1:9/api' }) }, 'clawhub'],
    ['an API of ClawHub', { '/api/v1/search': json({ results: [] }) }, 'clawhub'],
    ['none of them', {}, 'npm'],
    ['pages wherever one looks', { '*': page }, 'npm'],
    [
      'JSON of other meaning',
      { '/.well-known/soulhub.json': json([]), '/search.json': json({ a: 1 }), '/api/v1/search': json({}) },
      'npm',
    ],
    ['doors that are closed', { '*': { status: 401 } }, 'npm'],
    ['questions that are wrong', { '*': { status: 400 } }, 'npm'],
  ])('is that of %s', async (_what, routes, kind) => {
    const { url } = await site(routes);
    expect((await discover(url, world())).ref.kind).toBe(kind);
  });

  it('may be spoken at another address', async () => {
    const { url } = await site({ '/.well-known/clawhub.json': json({ apiBase: 'https://api.hub.example/v/' }) });
    expect((await discover(url, world())).ref).toEqual({ kind: 'clawhub', url: 'https://api.hub.example/v' });
  });

  it('of well-known places need not be asked', async () => {
    const kinds = await Promise.all(
      ['https://registry.npmjs.org/', 'https://clawhub.ai', 'https://agent-souls.com/'].map(
        async (url) => (await discover(url, world({ offline: true }))).ref,
      ),
    );
    expect(kinds).toEqual([
      { kind: 'npm', url: 'https://registry.npmjs.org' },
      { kind: 'clawhub', url: 'https://clawhub.ai' },
      { kind: 'agent-souls', url: 'https://agent-souls.com' },
    ]);
  });

  it('of a server that cannot answer is not guessed', async () => {
    expect(await codeOf(discover(`http://127.0.0.1:${await deadPort()}`, world()))).toBe('E_OFFLINE');
    const { url } = await site({ '*': { status: 500 } });
    expect(await codeOf(discover(url, world()))).toBe('E_SERVER');
    const busy = await site({ '*': { status: 429, headers: { 'retry-after': '3600' } } });
    expect(await codeOf(discover(busy.url, world()))).toBe('E_RATE_LIMITED');
  });

  it('is remembered, and asked again with --refresh', async () => {
    const server = await site({ '/search.json': json([SOUL]) });
    const here = world();
    await discover(server.url, here);
    const asked = server.asked.length;
    expect((await discover(server.url, { ...here, offline: true })).ref.kind).toBe('agent-souls');
    expect((await discover(`${server.url}/`, here)).ref.kind).toBe('agent-souls');
    expect(server.asked).toHaveLength(asked);
    server.route('/search.json', { status: 404 });
    expect((await discover(server.url, { ...here, refresh: true })).ref.kind).toBe('npm');
  });

  it('of a place never seen is unknown offline', async () => {
    expect(await codeOf(discover('https://hub.example', world({ offline: true })))).toBe('E_OFFLINE');
  });
});

describe('an address', () => {
  it.each(['', 'ftp://hub.example', 'data:,x', 'https://'])('"%s" is none', async (typed) => {
    expect(await codeOf(discover(typed, world({ cwd: tempFolder() })))).toBe('E_CONFIG');
  });

  it.each(['file://tmp/mirror', 'file:///tmp%2fmirror', 'file:///tmp/%zz'])(
    '"%s" is no place on this machine',
    async (typed) => {
      const error = await failure(discover(typed, world()));
      expect([error.code, error.hint?.en]).toEqual(['E_CONFIG', expect.stringContaining('file:///')]);
    },
  );

  it('with a password in it is refused, and the password is not repeated', async () => {
    const error = await discover('https://me:secret@hub.example', world()).catch((reason: unknown) => reason);
    if (!isSoulError(error)) throw error;
    expect(error.code).toBe('E_CONFIG');
    expect(JSON.stringify([error.says, error.hint, error.details])).not.toContain('secret');
  });

  it('may be a folder, given as a path', async () => {
    const folder = tempFolder();
    writeFileSync(path.join(folder, 'search.json'), JSON.stringify([SOUL]));
    mkdirSync(path.join(folder, 'empty'));
    const here = world({ cwd: folder, offline: true });
    expect((await discover('.', here)).ref.kind).toBe('agent-souls');
    expect((await discover('./empty', here)).ref.kind).toBe('npm');
    expect(await codeOf(discover('./typo', here))).toBe('E_NOT_FOUND');
  });

  it('is where npm: specs go, or where npm is told to go', async () => {
    const url = async (registry: string | null, env: NodeJS.ProcessEnv) =>
      (await sourcesFor(parseSpec('npm:@me/x'), { registry, hubs: [] }, world({ env }))).map(({ ref }) => ref);
    expect(await url(null, {})).toEqual([{ kind: 'npm', url: 'https://registry.npmjs.org' }]);
    expect(await url(null, { npm_config_registry: 'http://npm.example/' })).toEqual([
      { kind: 'npm', url: 'http://npm.example' },
    ]);
    expect(await url('https://hub.example/x', {})).toEqual([{ kind: 'npm', url: 'https://hub.example/x' }]);
  });
});
