/** `clawhub serve` as an operator meets it: how it starts, what it tells, what it keeps to itself, how it ends. */

import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectOneError } from '../../helpers/expect.ts';
import { type Home, makeHome } from '../../helpers/home.ts';
import { serveHub } from '../../helpers/serve.ts';
import { npmDocument, soulFiles } from '../../helpers/served-hub.ts';

let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home.remove());

describe('clawhub serve', () => {
  it('says in one line where it is and where the token is, which lets its owner in', async () => {
    const hub = await serveHub(home, ['--no-seed']);
    expect(fs.statSync(hub.tokenFile).mode & 0o777).toBe(0o600);
    const token = fs.readFileSync(hub.tokenFile, 'utf8').trim();
    const whoami = await fetch(`${hub.url}/-/whoami`, { headers: { authorization: `Bearer ${token}` } });
    expect(await whoami.json()).toEqual({ username: 'admin' });
    expect(await (await fetch(`${hub.url}/healthz`)).json()).toEqual({ ok: true });
    expect(await (await fetch(`${hub.url}/readyz`)).json()).toEqual({ ready: true });
    expect(await (await fetch(`${hub.url}/metrics`)).text()).toContain('soulhub_http_requests_total');
    expect(hub.said()).toContain(`clawhub login --registry ${hub.url} --token - < ${hub.tokenFile}`);
    expect(hub.said()).not.toContain(token);
    expect(await hub.stop()).toBe(0);
  });

  it('takes its settings from the environment, and flags before it', async () => {
    const data = home.path('from-environment');
    const env = { SOULHUB_PUBLIC_URL: 'https://souls.example/hub/', SOULHUB_LOG: 'info', SOULHUB_METRICS: 'off' };
    const hub = await serveHub(home, ['--no-seed', '--metrics', 'loopback'], { data, env });
    expect(hub.url).toBe('https://souls.example/hub');
    const listening = /"msg":"listening"/.test(hub.said());
    expect(listening).toBe(true);
    expect(await hub.stop()).toBe(0);
    const wrong = home.run(['serve', '--data', data, '--no-seed'], { env: { SOULHUB_PORT: '99999' } });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('--port 99999')]);
    expect(home.run(['serve', '--data', data, '--log', 'loud']).code).toBe(2);
    const elsewhere = home.run(['serve', '--data', data, '--no-seed', '--host', '192.0.2.1', '--port', '0']);
    expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringContaining('--host 127.0.0.1')]);
    expect(elsewhere.stderr).not.toContain('another port');
    const away = home.run(['serve', '--data', data, '--cache-url', 'redis://:sesame@127.0.0.1:1']);
    expect([away.code, away.stderr]).toEqual([4, expect.stringContaining('127.0.0.1:1')]);
    expect(away.stdout + away.stderr).not.toContain('sesame');
  });

  it('says how an address must look, and where its folder cannot be', () => {
    const data = home.path('never');
    for (const [flag, value, shape] of [
      ['--public-url', 'souls.example.org', 'https://souls.example.org'],
      ['--public-url', 'https://', 'https://souls.example.org'],
      ['--cache-url', 'cache', 'redis://'],
    ] as const) {
      const wrong = home.run(['serve', '--port', '0', '--no-seed', '--data', data, flag, value]);
      expectOneError(wrong, 'E_CONFIG', 2);
      expect(wrong.stderr).toContain(shape);
    }
    const issuer = ['--oidc-issuer', 'login.example.org', '--oidc-client-id', 'x'];
    expectOneError(home.run(['serve', '--port', '0', '--no-seed', '--data', data, ...issuer]), 'E_CONFIG', 2);
    const file = home.write('a-file', '');
    for (const [place, culprit] of [
      [file, file],
      [`${file}/below`, file],
      ['/dev/null/hub', '/dev/null'],
    ] as const) {
      const ran = home.run(['serve', '--port', '0', '--no-seed', '--data', place]);
      expectOneError(ran, 'E_FILE', 8);
      expect(ran.stderr).toContain(culprit);
    }
    for (const command of [
      ['serve', '--no-seed'],
      ['admin', 'user', 'create', 'ada'],
    ]) {
      expectOneError(home.run([...command, '--data', '']), 'E_USAGE', 2);
    }
    expect(home.has('hub.sqlite')).toBe(false);
  });

  it('writes one line of JSON for each request, and never a secret', async () => {
    const hub = await serveHub(home, ['--no-seed', '--log', 'info'], { data: home.path('logged') });
    const secrets = [fs.readFileSync(hub.tokenFile, 'utf8').trim(), hub.token('ada'), hub.token('ada')] as const;
    const [, ada, spare] = secrets;
    const ask = (at: string, init: RequestInit = {}) =>
      fetch(hub.url + at, { ...init, headers: { authorization: `Bearer ${ada}`, ...init.headers } });
    await ask('/-/whoami');
    await ask('/-/whoami', { headers: { authorization: `Basic ${Buffer.from(`ada:${ada}`).toString('base64')}` } });
    await ask(`/-/user/token/${spare}`, { method: 'DELETE' });
    await ask(`/-/npm/v1/tokens/token/${spare}`, { method: 'DELETE' });
    await ask(`/api/v1/search?q=${ada}&token=${ada}`);
    await ask('/atlas', { method: 'PUT', body: JSON.stringify({ token: ada, password: ada }) });
    const login = { method: 'PUT', body: JSON.stringify({ name: 'ada', password: ada }) };
    await ask('/-/user/org.couchdb.user:ada', { ...login, headers: { 'content-type': 'application/json' } });
    const code = await ask('/api/cli/device/code', { method: 'POST', body: '{}' });
    const { device_code, user_code } = (await code.json()) as Record<string, string>;
    const form = new URLSearchParams({ user_code: user_code ?? '', answer: 'yes', token: ada });
    await ask('/cli/device', { method: 'POST', body: form });
    const got = await ask('/api/cli/device/token', { method: 'POST', body: JSON.stringify({ device_code }) });
    const { access_token } = (await got.json()) as Record<string, string>;
    expect(await hub.stop()).toBe(0);
    const lines = hub.said().split('\n');
    const log = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as { route?: string });
    expect(log.filter(({ route }) => route === 'npm.whoami')).toHaveLength(2);
    expect(log.length).toBeGreaterThan(10);
    for (const secret of [...secrets, device_code, user_code, access_token]) {
      expect(secret?.length).toBeGreaterThan(8);
      expect(hub.said()).not.toContain(secret);
      expect(hub.said()).not.toContain(Buffer.from(`ada:${secret}`).toString('base64'));
    }
  });

  it('finishes a publication that is on its way when it is told to stop', async () => {
    const data = home.path('stopping');
    const hub = await serveHub(home, ['--no-seed'], { data });
    const token = hub.token('ada');
    const body = JSON.stringify(npmDocument(soulFiles('late'), { name: 'late', version: '1.0.0' }));
    const socket = net.connect(Number(new URL(hub.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const head = ['PUT /late HTTP/1.1', 'host: x', `authorization: Bearer ${token}`, 'content-type: application/json'];
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    const half = Math.floor(body.length / 2);
    socket.write(
      `${[...head, `content-length: ${Buffer.byteLength(body)}`, 'expect: 100-continue'].join('\r\n')}\r\n\r\n`,
    );
    // The hub has read the head: the request is at work.
    await once(socket, 'data');
    socket.write(body.slice(0, half));
    process.kill(hub.pid, 'SIGTERM');
    await refused(hub.url);
    const closed = once(socket, 'close');
    socket.write(body.slice(half));
    await closed;
    expect(answer).toMatch(/HTTP\/1\.1 201/);
    expect(answer).toMatch(/connection: close/i);
    expect((await hub.ended).code).toBe(0);
    const again = await serveHub(home, ['--no-seed'], { data });
    expect((await fetch(`${again.url}/late`)).status).toBe(200);
    expect(await again.stop()).toBe(0);
  });
});

/** Until nobody listens there any more. */
async function refused(url: string): Promise<void> {
  for (let tries = 0; tries < 10_000; tries++) {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
    const open = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
    ]);
    socket.destroy();
    if (!open) return;
  }
  throw new Error('it still listens');
}
