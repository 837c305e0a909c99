import { execFile, execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { getBytes, getJson, getText } from '../../../src/client/http.ts';
import { backoff, retryAfter } from '../../../src/client/retry.ts';
import { type HttpOptions, send } from '../../../src/client/send.ts';
import { deadPort, type Handler, type Route, type Site } from '../../helpers/site.ts';
import { closeAfter, failure, site, told } from '../../helpers/sources.ts';

const TOKEN = 'clh_a-secret-of-mine';
/** Notes the pauses instead of making them. */
function patient(more: Partial<HttpOptions> = {}): HttpOptions & { pauses: number[] } {
  const pauses: number[] = [];
  return { env: {}, wait: async (ms) => void pauses.push(ms), pauses, ...more };
}

const PERSONA = '# Go expert\n\nI write plain Go and nothing else.\n';

describe('answers', () => {
  it('reads JSON, text and bytes', async () => {
    const { url } = await site({ '/a.json': '{"a":1}', '/SOUL.md': PERSONA, '/x.tgz': new Uint8Array([1, 2, 3]) });
    expect(await getJson(`${url}/a.json`, patient())).toEqual({ a: 1 });
    expect(await getText(`${url}/SOUL.md`, patient())).toBe(PERSONA);
    expect(await getBytes(`${url}/x.tgz`, patient())).toEqual(Buffer.from([1, 2, 3]));
  });

  it('says who asks, and sends no token that was not given', async () => {
    const server = await site({ '/a.json': '{}' });
    await getJson(`${server.url}/a.json`, patient());
    expect(server.asked[0]?.headers['user-agent']).toMatch(/^soulhub\/\d+\.\d+\.\d+/);
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('gives null for 404 and 410', async () => {
    const { url } = await site({ '/gone': { status: 410, body: 'gone' } });
    expect(await getJson(`${url}/none`, patient())).toBeNull();
    expect(await getBytes(`${url}/gone`, patient())).toBeNull();
  });

  it('undoes gzip for JSON and keeps a BOM in texts', async () => {
    const gzipped = { headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"z":true}') };
    const { url } = await site({ '/z.json': gzipped, '/SOUL.md': `\uFEFF${PERSONA}` });
    expect(await getJson(`${url}/z.json`, patient())).toEqual({ z: true });
    expect(await getText(`${url}/SOUL.md`, patient())).toBe(`\uFEFF${PERSONA}`);
  });

  it('takes an archive as it is, even from a host that labels a .tgz as gzip-encoded', async () => {
    const tgz = gzipSync('a tar');
    const server = await site({ '/x.tgz': { headers: { 'content-encoding': 'gzip' }, body: tgz } });
    expect(await getBytes(`${server.url}/x.tgz`, patient())).toEqual(tgz);
    expect(server.asked[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('reads JSON from a static host that does not know the type', async () => {
    const { url } = await site({
      '/go-expert': { headers: { 'content-type': 'application/octet-stream' }, body: '{}' },
    });
    expect(await getJson(`${url}/go-expert`, patient())).toEqual({});
  });

  it('sends a body and a method', async () => {
    const server = await site({ '/p': { status: 201, body: 'ok' } });
    const answer = await send(`${server.url}/p`, patient({ method: 'PUT', body: 'hello', token: TOKEN }));
    expect(answer.status).toBe(201);
    expect(server.asked[0]).toMatchObject({ method: 'PUT', headers: { authorization: `Bearer ${TOKEN}` } });
    expect(server.asked[0]?.body.toString()).toBe('hello');
  });
});

describe('statuses', () => {
  const refused = (status: number, body = '', type = 'text/plain') => ({
    status,
    headers: { 'content-type': type },
    body,
  });

  it.each([
    [401, 'E_AUTH_REQUIRED: <host> wants to know who you are'],
    [403, 'E_FORBIDDEN: <host> does not allow this'],
    [451, 'E_WITHDRAWN: <host> has withdrawn this'],
    [400, 'E_SERVER: <host> answered with status 400'],
    [500, 'E_SERVER: <host> answered with status 500'],
    [206, 'E_PROTOCOL: <host>: an answer of status 206 was not expected'],
  ])('%i', async (status, says) => {
    const { url } = await site({ '/x': refused(status) });
    expect(await told(getJson(`${url}/x`, patient()))).toBe(says);
  });

  it('repeats what the server says, in one clean line', async () => {
    const { url } = await site({
      '/plain': refused(403, 'Forbidden: not yours\u001b[2J\nat line 1'),
      '/json': refused(500, '{"error":"the disk is full"}', 'application/json'),
      '/npm': refused(400, '{"error":{"message":"bad name"}}', 'application/json'),
      '/page': refused(500, '<html>no</html>', 'text/html'),
    });
    expect(await told(getJson(`${url}/plain`, patient()))).toBe(
      'E_FORBIDDEN: <host> does not allow this: Forbidden: not yours[2J',
    );
    expect(await told(getJson(`${url}/json`, patient()))).toBe(
      'E_SERVER: <host> answered with status 500: the disk is full',
    );
    expect(await told(getJson(`${url}/npm`, patient()))).toBe('E_SERVER: <host> answered with status 400: bad name');
    expect(await told(getJson(`${url}/page`, patient()))).toBe('E_SERVER: <host> answered with status 500');
  });

  it('speaks Chinese too', async () => {
    const { url } = await site({ '/x': refused(500) });
    expect((await failure(getJson(`${url}/x`, patient()))).says.zh).toMatch(/^127\.0\.0\.1:\d+ 返回状态 500$/);
  });

  it('never shows the token or the query', async () => {
    const { url } = await site({ '*': refused(500) });
    const error = await failure(getJson(`${url}/x?key=${TOKEN}`, patient({ token: TOKEN })));
    expect(JSON.stringify([error.says, error.hint, error.details, String(error.stack)])).not.toContain(TOKEN);
    expect(error.details).toMatchObject({ url: `${url}/x`, status: 500 });
  });
});

describe('answers that are none', () => {
  it('a page of HTML with status 200, where JSON or a text was expected', async () => {
    const page = { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<!doctype html><p>Soul not found' };
    const { url } = await site({ '/x.json': page, '/SOUL.md': page });
    expect(await told(getJson(`${url}/x.json`, patient()))).toBe(
      'E_PROTOCOL: <host>: a web page came where JSON was expected',
    );
    expect(await told(getText(`${url}/SOUL.md`, patient()))).toBe(
      'E_PROTOCOL: <host>: a web page came where a text was expected',
    );
  });

  it('a page of HTML that calls itself Markdown', async () => {
    const { url } = await site({ '/SOUL.md': '\n <!DOCTYPE html>\n<html><body>404</body></html>' });
    expect(await told(getText(`${url}/SOUL.md`, patient()))).toBe(
      'E_PROTOCOL: <host>: a web page came where a text was expected',
    );
  });

  it('another type where a text was expected', async () => {
    const { url } = await site({
      '/SOUL.md': { headers: { 'content-type': 'application/json' }, body: '{"error":"x"}' },
    });
    expect(await told(getText(`${url}/SOUL.md`, patient()))).toBe(
      'E_PROTOCOL: <host>: "application/json" is not a text',
    );
  });

  it('JSON that is none', async () => {
    const { url } = await site({ '/a.json': '{"a":', '/b.json': new Uint8Array([0x22, 0xff, 0x22]) });
    expect(await told(getJson(`${url}/a.json`, patient()))).toBe('E_PROTOCOL: <host>: the answer is not valid JSON');
    expect(await told(getJson(`${url}/b.json`, patient()))).toBe('E_PROTOCOL: <host>: the answer is not valid UTF-8');
  });

  it('a length that is over the limit before the first byte', async () => {
    const server = await site({ '/x': { headers: { 'content-length': '99999999999' }, body: 'a' } });
    expect(await told(getJson(`${server.url}/x`, patient()))).toBe(
      'E_TOO_LARGE: the answer of <host> is larger than 16 MiB',
    );
    expect(server.asked).toHaveLength(1);
  });

  it('a stream that never ends', async () => {
    const endless: Handler = (_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'a');
      const more = () => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    };
    const { url } = await site({ '/x': endless });
    expect(await told(getJson(`${url}/x`, patient({ maxBytes: 1024 * 1024 })))).toBe(
      'E_TOO_LARGE: the answer of <host> is larger than 1 MiB',
    );
  });

  it('a bomb of gzip', async () => {
    const bomb = { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(32 * 1024 * 1024)) };
    const { url } = await site({ '/x.json': bomb });
    expect(await told(getJson(`${url}/x.json`, patient()))).toBe(
      'E_TOO_LARGE: the answer of <host> is larger than 16 MiB',
    );
  });

  it('gzip that is cut short, and an encoding that nobody asked for', async () => {
    const cut = gzipSync(randomBytes(1000).toString('hex')).subarray(0, 300);
    const { url } = await site({
      '/cut.json': { headers: { 'content-encoding': 'gzip' }, body: cut },
      '/odd.json': { headers: { 'content-encoding': 'zstd' }, body: '{}' },
    });
    expect(await told(getJson(`${url}/cut.json`, patient()))).toBe(
      'E_PROTOCOL: <host>: the compressed answer is damaged or cut short',
    );
    expect(await told(getJson(`${url}/odd.json`, patient()))).toBe(
      'E_PROTOCOL: <host>: the answer is encoded as "zstd"',
    );
  });

  /** Speaks by hand and hangs up. */
  async function rude(answer: string): Promise<string> {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closeAfter({ close: () => new Promise((resolve) => server.close(resolve)) });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each([
    ['shorter than announced', 'HTTP/1.1 200 OK\r\nContent-Type: text/markdown\r\nContent-Length: 500\r\n\r\n# Half a'],
    [
      'shorter than announced, and closing',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 500\r\n\r\n# Half a',
    ],
    ['cut in the middle of its chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n# Half\r\n'],
    [
      'cut in its chunks, and closing',
      'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n# Half\r\n',
    ],
    ['cut before anything was said', ''],
  ])('a stream %s', async (_what, answer) => {
    const options = patient();
    expect(await told(getText(`${await rude(answer)}/SOUL.md`, options))).toBe(
      'E_OFFLINE: the connection to <host> was cut off',
    );
    expect(options.pauses).toHaveLength(2);
  });

  it('a text whose end could be anywhere', async () => {
    const url = await rude(`HTTP/1.1 200 OK\r\nContent-Type: text/markdown\r\n\r\n${PERSONA}`);
    expect(await told(getText(`${url}/SOUL.md`, patient()))).toBe(
      'E_PROTOCOL: <host>: the answer does not say how long it is, so it may be cut short',
    );
  });

  it('something that is not HTTP', async () => {
    const url = await rude('SSH-2.0-OpenSSH_9.2\r\n');
    expect(await told(getJson(`${url}/x`, patient()))).toBe('E_PROTOCOL: <host> does not speak HTTP as it should');
  });
});

describe('no server', () => {
  it('nobody listens', async () => {
    const port = await deadPort();
    const options = patient();
    expect(await told(getJson(`http://127.0.0.1:${port}/x`, options))).toBe(
      'E_OFFLINE: could not reach <host>: nobody listens there (ECONNREFUSED)',
    );
    expect(options.pauses).toHaveLength(2);
  });

  it('no such host', async () => {
    const error = await failure(getJson('http://soulhub.invalid/x', patient()));
    expect(error.code).toBe('E_OFFLINE');
    expect(error.message).toMatch(
      /^could not reach soulhub\.invalid: (?:there is no such host \(ENOTFOUND\)|names cannot be looked up \(EAI_AGAIN\))$/,
    );
    expect(error.hint?.en).toContain('--offline');
  });

  it('a server that never answers', async () => {
    const { url } = await site({ '/x': () => {} });
    const timeouts = { headers: 50 };
    expect(await told(getJson(`${url}/x`, patient({ timeouts })))).toBe('E_TIMEOUT: <host> did not answer in time');
  });

  it('a server that stops in the middle', async () => {
    const { url } = await site({ '/x': (_request, response) => void response.write('{') });
    expect(await told(getJson(`${url}/x`, patient({ timeouts: { body: 50 } })))).toBe(
      'E_TIMEOUT: <host> stopped in the middle of its answer',
    );
  });

  it('a server that sends a byte now and then, for ever', async () => {
    const drip: Handler = (_request, response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    };
    const { url } = await site({ '/x': drip });
    expect(await told(getJson(`${url}/x`, patient({ timeouts: { total: 200 } })))).toBe(
      'E_TIMEOUT: <host> did not answer in time',
    );
  });

  it('a user who has had enough', async () => {
    const stop = new AbortController();
    const { url } = await site({ '/x': () => stop.abort() });
    expect(await told(getJson(`${url}/x`, patient({ signal: stop.signal })))).toBe('E_CANCELLED: cancelled');
  });

  it('an address with a password in it', async () => {
    const error = await failure(getJson('https://me:secret@hub.example/x', patient()));
    expect(error.code).toBe('E_CONFIG');
    expect(JSON.stringify([error.says, error.hint, error.details])).not.toContain('secret');
  });
});

describe('busy servers', () => {
  const busy = (headers: Record<string, string>, status = 429): Handler => {
    let left = 2;
    return (_request, response) => {
      left -= 1;
      if (left < 0) response.writeHead(200, { 'content-type': 'application/json', 'content-length': '2' }).end('{}');
      else response.writeHead(status, headers).end('Rate limit exceeded');
    };
  };

  it.each([429, 502, 503, 504])('are asked again after %i', async (status) => {
    const server = await site({ '/x': busy({}, status) });
    const options = patient();
    expect(await getJson(`${server.url}/x`, options)).toEqual({});
    expect(server.asked).toHaveLength(3);
    expect(options.pauses[0]).toBeGreaterThanOrEqual(300);
    expect(options.pauses[1]).toBeGreaterThanOrEqual(600);
  });

  it('are not asked a fourth time', async () => {
    const server = await site({ '/x': { status: 503 } });
    expect(await told(getJson(`${server.url}/x`, patient()))).toBe('E_SERVER: <host> answered with status 503');
    expect(server.asked).toHaveLength(3);
  });

  it('are waited for as long as they say, in seconds or until a date', async () => {
    const options = patient();
    const date = new Date(Date.now() + 20_000).toUTCString();
    const { url } = await site({ '/s': busy({ 'retry-after': '7' }), '/d': busy({ 'retry-after': date }) });
    await getJson(`${url}/s`, options);
    await getJson(`${url}/d`, options);
    const [a, b, c, d] = options.pauses.map((pause) => Math.round(pause / 1000));
    expect([a, b]).toEqual([7, 7]);
    expect(c).toBeGreaterThanOrEqual(18);
    expect(d).toBeLessThanOrEqual(21);
  });

  it('that ask for more than a minute are not waited for', async () => {
    const server = await site({ '/x': { status: 429, headers: { 'retry-after': '61' } } });
    const options = patient();
    const error = await failure(getJson(`${server.url}/x`, options));
    expect(`${error.code}: ${error.message}`).toMatch(/^E_RATE_LIMITED: 127\.0\.0\.1:\d+ asks to come back in 61 s$/);
    expect(error.details.retryAfter).toBe(61);
    expect([server.asked.length, options.pauses]).toEqual([1, []]);
  });

  it('that stay busy end in E_RATE_LIMITED', async () => {
    const { url } = await site({ '/x': { status: 429 } });
    expect(await told(getJson(`${url}/x`, patient()))).toBe('E_RATE_LIMITED: <host> asks to slow down');
  });

  it('500 and 404 are final', async () => {
    const server = await site({ '/x': { status: 500 } });
    await failure(getJson(`${server.url}/x`, patient()));
    await getJson(`${server.url}/y`, patient());
    expect(server.asked).toHaveLength(2);
  });

  it('a POST is repeated only after 429, which says that nothing was done', async () => {
    const server = await site({ '/a': { status: 503 }, '/b': busy({}) });
    expect((await send(`${server.url}/a`, patient({ method: 'POST', body: '{}' }))).status).toBe(503);
    expect((await send(`${server.url}/b`, patient({ method: 'POST', body: '{}' }))).status).toBe(200);
    expect(server.asked.map(({ path }) => path)).toEqual(['/a', '/b', '/b', '/b']);
    const options = patient({ method: 'POST' });
    await failure(send(`http://127.0.0.1:${await deadPort()}/`, options));
    expect(options.pauses).toEqual([]);
  });

  it('a cut connection is tried again', async () => {
    let first = true;
    const { url } = await site({
      '/x': (_request, response) => {
        if (first) response.destroy();
        else response.writeHead(200, { 'content-type': 'application/json' }).end('[1]');
        first = false;
      },
    });
    expect(await getJson(`${url}/x`, patient())).toEqual([1]);
  });

  it('Retry-After is a number of seconds, a date, or nothing', () => {
    const now = Date.parse('2026-10-21T07:28:00Z');
    expect(retryAfter('120', now)).toBe(120);
    expect(retryAfter('Wed, 21 Oct 2026 07:29:00 GMT', now)).toBe(60);
    expect(retryAfter('Wed, 21 Oct 2020 07:29:00 GMT', now)).toBe(0);
    expect([retryAfter('-5', now), retryAfter('soon', now), retryAfter(undefined, now)]).toEqual([null, null, null]);
    expect([backoff(1, 0), backoff(2, 0), backoff(9, 0.99)]).toEqual([300, 600, 5297]);
  });
});

describe('redirects', () => {
  const to = (location: string, status = 302): Route => ({ status, headers: { location } });

  it('are followed, with the token on the same origin', async () => {
    const server = await site({ '/a': to('/b', 301), '/b': to('c', 307), '/c': '{"c":3}' });
    expect(await getJson(`${server.url}/a`, patient({ token: TOKEN }))).toEqual({ c: 3 });
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(`Bearer ${TOKEN}`));
  });

  it('never take the token or other headers to another origin', async () => {
    const other = await site({ '/x': '{"x":1}' });
    const server = await site({ '/a': to(`${other.url}/x`) });
    const options = patient({ token: TOKEN, headers: { 'npm-otp': '123456' } });
    expect(await getJson(`${server.url}/a`, options)).toEqual({ x: 1 });
    expect(server.asked[0]?.headers).toMatchObject({ authorization: `Bearer ${TOKEN}`, 'npm-otp': '123456' });
    expect(other.asked[0]?.headers.authorization).toBeUndefined();
    expect(other.asked[0]?.headers['npm-otp']).toBeUndefined();
  });

  it('that turn in a circle end', async () => {
    const server = await site({ '/a': to('/b'), '/b': to('/a') });
    expect(await told(getJson(`${server.url}/a`, patient()))).toBe('E_PROTOCOL: <host>: more than 5 redirects');
    expect(server.asked).toHaveLength(6);
  });

  it.each(['file:///etc/passwd', 'ftp://x/y', 'http://a:b@127.0.0.1/x', 'http://['])(
    'to %s lead nowhere',
    async (place) => {
      const { url } = await site({ '/a': to(place) });
      expect(await told(getJson(`${url}/a`, patient()))).toBe('E_PROTOCOL: <host>: a redirect leads nowhere');
    },
  );

  it('of a PUT are followed only on the same origin, and only where the method stays', async () => {
    const other = await site({ '/x': 'stolen' });
    const server = await site({
      '/far': to(`${other.url}/x`, 307),
      '/see': to('/ok', 303),
      '/near': to('/ok', 308),
      '/ok': 'ok',
    });
    const put = patient({ method: 'PUT', body: 'bytes', token: TOKEN });
    expect(await told(send(`${server.url}/far`, put))).toBe('E_PROTOCOL: <host>: a redirect of PUT is not followed');
    expect(await told(send(`${server.url}/see`, put))).toBe('E_PROTOCOL: <host>: a redirect of PUT is not followed');
    expect((await send(`${server.url}/near`, put)).status).toBe(200);
    expect(server.asked.at(-1)).toMatchObject({ method: 'PUT', path: '/ok' });
    expect(other.asked).toHaveLength(0);
  });

  it('that lead to a dead host name that host', async () => {
    const port = await deadPort();
    const { url } = await site({ '/a': to(`http://127.0.0.1:${port}/b`) });
    const error = await failure(getJson(`${url}/a`, patient()));
    expect(error.message).toContain(`127.0.0.1:${port}`);
  });
});

describe('proxies', () => {
  /** Forwards plain requests and tunnels CONNECT, all of it to one site. */
  async function proxy(target: Site, auth?: string) {
    const seen: string[] = [];
    const allowed = (request: http.IncomingMessage) =>
      auth === undefined || request.headers['proxy-authorization'] === `Basic ${Buffer.from(auth).toString('base64')}`;
    const server = http.createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (!allowed(request)) return void response.writeHead(407).end();
      const path = new URL(request.url ?? '').pathname;
      http.get({ host: '127.0.0.1', port: target.port, path, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
    });
    server.on('connect', (request, socket) => {
      seen.push(`${request.method} ${request.url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closeAfter({
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      },
    });
    return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  it.each(['HTTP_PROXY', 'http_proxy'])('%s is used for plain http', async (name) => {
    const { host, seen } = await proxy(await site({ '/x': '{"via":"proxy"}' }));
    const env = { [name]: `http://${host}` };
    expect(await getJson('http://hub.example/x', patient({ env }))).toEqual({ via: 'proxy' });
    expect(seen).toEqual(['GET http://hub.example/x']);
  });

  it('HTTPS_PROXY is asked for a tunnel; one that refuses is named as the reason', async () => {
    const { host, seen } = await proxy(await site({}));
    const env = { https_proxy: host };
    expect(await told(getJson('https://hub.example/x', patient({ env })))).toBe(
      'E_OFFLINE: the proxy would not connect to hub.example',
    );
    expect(seen).toEqual(['CONNECT hub.example:443']);
  });

  it('NO_PROXY and this machine itself go direct', async () => {
    const target = await site({ '/x': '{"direct":true}' });
    const { host, seen } = await proxy(target);
    expect(await getJson(`${target.url}/x`, patient({ env: { HTTP_PROXY: `http://${host}` } }))).toEqual({
      direct: true,
    });
    const env = { HTTP_PROXY: `http://${host}`, NO_PROXY: '.invalid, example.org' };
    expect((await failure(getJson('http://hub.invalid/x', patient({ env })))).code).toBe('E_OFFLINE');
    const all = { HTTP_PROXY: `http://${host}`, no_proxy: '*' };
    expect((await failure(getJson('http://hub.invalid/x', patient({ env: all })))).code).toBe('E_OFFLINE');
    expect(seen).toEqual([]);
  });

  it('credentials of a proxy are sent to it and shown to nobody', async () => {
    const { host } = await proxy(await site({ '/x': '{}' }), 'ada:pass-word');
    const right = { HTTP_PROXY: `http://ada:pass-word@${host}` };
    expect(await getJson('http://hub.example/x', patient({ env: right }))).toEqual({});
    const wrong = { HTTP_PROXY: `http://ada:not-it@${host}` };
    const error = await failure(getJson('http://hub.example/x', patient({ env: wrong })));
    expect(`${error.code}: ${error.message}`).toBe('E_OFFLINE: the proxy would not connect to hub.example');
    expect(JSON.stringify([error.says, error.hint, error.details])).not.toContain('not-it');
  });

  it('a variable that is no address', async () => {
    const error = await failure(
      getJson('http://hub.example/x', patient({ env: { HTTP_PROXY: 'gopher://secret:x@y' } })),
    );
    expect(`${error.code}: ${error.message}`).toBe(
      'E_CONFIG: the environment variable HTTP_PROXY does not hold the URL of a proxy',
    );
  });
});

describe('https', () => {
  /** A server with a certificate of its own, which a child process may be told to trust. */
  async function secure(answer: http.RequestListener) {
    const folder = mkdtempSync(path.join(tmpdir(), 'soulhub-tls-'));
    const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:hub.example'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    execFileSync(
      'openssl',
      ['req', '-x509', ...curve, '-nodes', '-keyout', key, '-out', cert, '-days', '2', ...names],
      {
        stdio: 'ignore',
      },
    );
    const server = https.createServer({ key: readFileSync(key), cert: readFileSync(cert) }, answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closeAfter({
      close: async () => {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        rmSync(folder, { recursive: true });
      },
    });
    return { port: (server.address() as AddressInfo).port, cert };
  }

  /** What `getJson` gives in a process that trusts the certificate. */
  async function inChild(url: string, cert: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const code = `
      import { getJson } from ${JSON.stringify(new URL('../../../src/client/http.ts', import.meta.url).href)};
      const env = ${JSON.stringify(env)};
      const done = await getJson(${JSON.stringify(url)}, { env, wait: async () => {} }).catch((e) => e.code + ': ' + e.message);
      console.log(typeof done === 'string' ? done : JSON.stringify(done));`;
    const options = { env: { ...process.env, NODE_EXTRA_CA_CERTS: cert } };
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], options);
    return stdout.trim().replaceAll(/:\d{4,5}/g, '');
  }

  it('with a certificate that nobody knows is refused', async () => {
    const { port } = await secure((_request, response) => void response.end('{}'));
    const options = patient();
    const error = await failure(getJson(`https://localhost:${port}/x`, options));
    expect(`${error.code}: ${error.message}`).toBe(
      `E_OFFLINE: the certificate of localhost:${port} is not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    );
    expect(error.hint?.en).toContain('NODE_EXTRA_CA_CERTS');
    expect(options.pauses).toEqual([]);
  });

  it('is never left for http by a redirect', async () => {
    const plain = await site({ '/x': '{"plain":true}' });
    const { port, cert } = await secure((request, response) => {
      if (request.url === '/a') response.writeHead(302, { location: `${plain.url}/x` }).end();
      else response.end('{"secure":true}');
    });
    expect(await inChild(`https://localhost:${port}/b`, cert)).toBe('{"secure":true}');
    expect(await inChild(`https://localhost:${port}/a`, cert)).toBe(
      'E_PROTOCOL: localhost: a redirect to 127.0.0.1 would leave https',
    );
    expect(plain.asked).toEqual([]);
  }, 30_000);

  it('goes through a proxy in a tunnel', async () => {
    const { port, cert } = await secure((_request, response) => void response.end('{"tunnelled":true}'));
    const seen: string[] = [];
    const server = http.createServer();
    server.on('connect', (request, socket) => {
      seen.push(request.url ?? '');
      const on = net.connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        on.pipe(socket).pipe(on);
      });
      for (const end of [on, socket]) end.on('error', () => end.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closeAfter({ close: () => new Promise((resolve) => server.close(resolve)) });
    const env = { HTTPS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    expect(await inChild('https://hub.example/x', cert, env)).toBe('{"tunnelled":true}');
    expect(seen).toEqual(['hub.example:443']);
  }, 30_000);
});

it('keeps nothing open that would keep the program alive', async () => {
  const { url } = await site({ '/x': '{}' });
  const code = `
    import { getJson } from ${JSON.stringify(new URL('../../../src/client/http.ts', import.meta.url).href)};
    console.log(JSON.stringify(await getJson(${JSON.stringify(`${url}/x`)}, { env: {} })));`;
  const started = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
  expect(stdout).toBe('{}\n');
  expect(performance.now() - started).toBeLessThan(20_000);
}, 30_000);

it('is not fooled about large bodies: bytes are those that were sent', async () => {
  const body = randomBytes(3 * 1024 * 1024);
  const { url } = await site({ '/x.tgz': body });
  const got = await getBytes(`${url}/x.tgz`, patient());
  expect(
    createHash('sha256')
      .update(got ?? '')
      .digest('hex'),
  ).toBe(createHash('sha256').update(body).digest('hex'));
});
