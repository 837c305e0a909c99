/** From an empty folder to somebody else's agent: init, validate, log in, publish, install, switch; on a hub as a user starts it. */
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../helpers/home.ts';
import { type Served, serveHub } from '../helpers/serve.ts';

let author: Home;
let reader: Home;
let hub: Served;

beforeAll(async () => {
  author = makeHome();
  reader = makeHome();
  hub = await serveHub(author);
});
afterAll(async () => {
  expect(await hub.stop()).toBe(0);
  author.remove();
  reader.remove();
});

const publish = (...flags: string[]) => author.run(['publish', 'my-soul', ...flags]);

describe('a hub and its people', () => {
  it('starts with the bundled souls and an administrator', () => {
    expect(fs.statSync(hub.tokenFile).mode & 0o777).toBe(0o600);
    const found = reader.json<{ results: { name: string }[] }>(['search', 'golang', '--registry', hub.url]);
    expect(found.results[0]?.name).toBe('go-backend-expert');
    expect(reader.run(['switch', 'Go 后端专家', '--registry', hub.url]).code).toBe(0);
    expect(reader.read('SOUL.md').toString()).toContain('# Go 后端专家');
    expect(reader.run(['clear']).code).toBe(0);
  });

  it('refuses to publish for somebody who is not logged in', () => {
    expect(author.run(['init', 'my-soul', '--title', 'My Soul']).code).toBe(0);
    const { code, stderr } = author.run(['publish', 'my-soul', '--yes', '--registry', hub.url]);
    expect(code).toBe(6);
    expect(stderr).toContain('clawhub login');
  });

  it('logs in with a token from stdin, which never reaches another server', () => {
    const { code, stdout } = author.run(['login', '--token', '-', '--registry', hub.url], { input: hub.token('ada') });
    expect(code).toBe(0);
    expect(stdout).toContain('as ada');
    expect(author.run(['whoami']).stdout).toBe('ada\n');
    expect(author.run(['token', '--registry', 'http://127.0.0.1:9']).code).toBe(6);
    expect(author.run(['login', '--token', 'clh_nonsense', '--registry', hub.url]).code).toBe(6);
    expect(author.run(['whoami']).stdout).toBe('ada\n');
  });

  it('shows what it would publish, asks, and publishes', () => {
    expect(author.json(['publish', 'my-soul', '--dry-run'])).toMatchObject({
      status: 'would-publish',
      latestVersion: null,
      scan: 'pass',
    });
    expect(publish().code).toBe(2);
    expect(publish('--yes').stdout).toContain('published my-soul 0.1.0');
    expect(publish('--yes').stdout).toContain('already there, the same');
  });

  it('is found, installed and switched to by somebody else, byte for byte', () => {
    expect(reader.run(['install', 'my-soul', '--registry', hub.url]).code).toBe(0);
    expect(reader.run(['switch', 'my-soul', '--lang', 'en']).code).toBe(0);
    const body = author.read('my-soul/SOUL.md').toString().split('---\n')[2]?.trimStart();
    expect(reader.read('SOUL.md').toString()).toBe(body);
    reader.run(['clear']);
  });

  it('never changes a published version; a raised one is an update', () => {
    fs.appendFileSync(author.path('my-soul/SOUL.md'), '\nOne more line.\n');
    const refused = publish('--yes');
    expect(refused.code).toBe(9);
    expect(refused.stderr).toContain('--bump patch');
    expect(publish('--yes', '--bump', 'patch').stdout).toContain('published my-soul 0.1.1');
    expect(reader.run(['update', 'my-soul']).stdout).toContain('0.1.0 → 0.1.1');
    expect(reader.run(['switch', 'my-soul', '--lang', 'en']).code).toBe(0);
    expect(reader.read('SOUL.md').toString()).toContain('One more line.');
    reader.run(['clear']);
  });

  it.each(['1.0.0', 'v2', '2beta', 'a b'])('takes no tag like %s', (tag) => {
    const { code, stderr } = author.run(['publish', 'my-soul', '--tag', tag, '--dry-run']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('a letter, then letters, digits')]);
  });

  it('does not let another account publish under the name', () => {
    const other = makeHome();
    try {
      other.run(['login', '--token', '-', '--registry', hub.url], { input: hub.token('eve') });
      other.run(['init', 'my-soul']);
      const { code } = other.run(['publish', 'my-soul', '--yes', '--bump', 'major']);
      expect([6, 9]).toContain(code);
    } finally {
      other.remove();
    }
  });

  it('forgets the token on logout', () => {
    expect(author.run(['logout']).code).toBe(0);
    expect(author.run(['whoami']).code).toBe(6);
  });
});
