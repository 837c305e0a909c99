/**
 * Whatever is sent to a hub, it answers, and not with a failure of its own. Requests are made from the table of routes
 * and thrown at the application itself and, rawer, at its socket. `SOULHUB_FUZZ_SEED` repeats a run, `SOULHUB_FUZZ_TIMES`
 * makes it longer.
 */
import net from 'node:net';
import v8 from 'node:v8';
import vm from 'node:vm';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../registry/api/deps.ts';
import { createLog } from '../../registry/api/log.ts';
import { revOf } from '../../registry/api/npm/document.ts';
import { ROUTES } from '../../registry/api/routes.ts';
import { createHub } from '../../registry/app.ts';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { tokenFor } from '../../registry/domain/admin.ts';
import { answerLogin, setPassword, startLogin } from '../../registry/domain/logins.ts';
import { packageDocument } from '../../registry/domain/read.ts';
import { requestTransfer } from '../../registry/domain/transfers.ts';
import { createUpload, receiveUpload } from '../../registry/domain/uploads.ts';
import { type RunningHub, startHub } from '../../registry/main.ts';
import { createPages } from '../../registry/web/pages.ts';
import { sha256Hex } from '../../src/core/sha256.ts';
import { person, publishSoul } from '../helpers/databases.ts';
import { type Dice, dice, WILD_TEXTS } from '../helpers/dice.ts';
import { removeFolders, tempFolder } from '../helpers/packages.ts';
import { skillFiles } from '../helpers/served-hub.ts';
import { type Surroundings, type WildRequest, wildRequest } from '../helpers/wild-requests.ts';

const SEED = Number(process.env.SOULHUB_FUZZ_SEED ?? 20_261_126);
const TIMES = Number(process.env.SOULHUB_FUZZ_TIMES ?? 1);
const IN_PROCESS = 18_000 * TIMES;
const OVER_SOCKET = 3_000 * TIMES;
/** Milliseconds; far more than any request needs, on any machine. */
const PATIENCE = 60_000;

let running: RunningHub;
let app: Hono;
const failures: Record<string, unknown>[] = [];

beforeAll(async () => {
  const log = createLog('error', { write: (line) => failures.push(JSON.parse(line)) });
  const pages = (deps: Deps) => {
    app = createHub(deps, createPages(deps));
    return createPages(deps);
  };
  const settings = { dataDir: tempFolder(), checkAnswers: true, rateLimits: false, metrics: 'public' } as const;
  running = await startHub(settings, { log, pages });
  const ada = await person(running.hub, 'ada');
  const bob = await person(running.hub, 'bob');
  for (const spec of ['atlas@1.0.0', 'atlas@1.1.0']) await publishSoul(running.hub, ada, spec);
  await publishSoul(running.hub, bob, '@bob/atlas@1.0.0');
  await setPassword(running.hub, OPERATOR, 'ada', PASSWORD);
});
afterAll(async () => {
  await running?.close();
  removeFolders();
});

let round = 0;

/** Tokens, codes, packages and offers are used up by what is thrown at them, so there are new ones from time to time. */
async function surroundings(): Promise<Surroundings> {
  const { hub } = running;
  round++;
  const [ada, bob] = [await person(hub, 'ada'), await person(hub, 'bob')];
  const [poet, gift, loan] = [`poet-${round}`, `gift-${round}`, `loan-${round}`];
  for (const spec of [`@ada/${poet}@1.0.0`, `@ada/${poet}@1.1.0`, `@ada/${gift}@1.0.0`])
    await publishSoul(hub, ada, spec);
  await publishSoul(hub, bob, `@bob/${loan}@1.0.0`);
  await requestTransfer(hub, ada, { name: `@ada/${gift}` }, 'bob');
  await requestTransfer(hub, bob, { name: `@bob/${loan}` }, 'ada');
  const { package: pkg } = await packageDocument(hub, `@ada/${poet}`);
  const tokens = [
    (await tokenFor(hub, 'ada')).token,
    (await tokenFor(hub, 'ada')).token,
    (await tokenFor(hub, 'bob', { scopes: ['publish'] })).token,
    (await tokenFor(hub, 'eve', { scopes: ['read'] })).token,
    (await tokenFor(hub, 'mod', { role: 'moderator' })).token,
    (await tokenFor(hub, 'ada', { expiresAt: 1 })).token,
  ];
  const spare = await tokenFor(hub, 'ada');
  const login = await startLogin(hub, { label: 'x', scopes: ['read'] });
  const done = await startLogin(hub, { label: 'y', scopes: ['read'] });
  await answerLogin(hub, ada, done.userCode, true);
  const [skill] = skillFiles(`up-${round}`);
  if (skill === undefined) throw new Error('a skill has a file');
  const claim = { path: skill[0], size: skill[1].length, sha256: sha256Hex(skill[1]), contentType: 'text/markdown' };
  const [waiting, received] = [await createUpload(hub, ada, claim), await createUpload(hub, ada, claim)];
  const { storageId } = await receiveUpload(hub, ada, received.ticket, skill[1]);
  const handles = ['ada', '@bob', 'nobody', 'eve'];
  const values = {
    name: ['atlas', `@ada/${poet}`, `@ada/${poet}`, '@bob/atlas', 'ATLAS', 'nobody'],
    slug: [poet, poet, gift, loan, 'atlas', 'formed', 'nobody', `@ada/${poet}`],
    newSlug: [`new-${round}`, 'atlas', 'x y'],
    targetSlug: [poet, 'nobody'],
    scope: ['ada', 'bob', 'nobody'],
    owner: handles,
    ownerHandle: handles,
    sourceOwnerHandle: handles,
    targetOwnerHandle: handles,
    toUserHandle: handles,
    handle: ['ada', `guild-${round}`, 'Ad4'],
    version: ['1.0.0', '1.1.0', '9.9.9', 'latest', '^1', '*'],
    tag: ['latest', 'beta', '1.0.0', 'x'],
    path: ['SOUL.md', 'SKILL.md', 'soul.MD', 'nothing.txt', '0/000.p/1', 'entries/000.p/1', '9/999'],
    file: ['atlas-1.0.0.tgz', `ada~${poet}-1.0.0.tgz`, `${poet}-1.0.0.tgz`, 'atlas-9.9.9.tgz'],
    rev: [revOf(pkg), '1-x', '3-01abc'],
    category: ['engineering', 'souls', 'other'],
    user: ['org.couchdb.user:ada', 'ada'],
    token: [tokens[5] ?? '', 'clh_x'],
    key: [spare.id, spare.token, 'ada', '"ada"'],
    code: [login.deviceCode, done.deviceCode, 'x'],
    device_code: [login.deviceCode, done.deviceCode, 'x'],
    user_code: [login.userCode, 'BCDF-GHJK'],
    hash: ['ab'.repeat(32)],
    cursor: ['WzEsImEiXQ', 'W10', 'bnVsbA', Buffer.from('["a",1e309]').toString('base64url')],
    limit: ['1', '200', '0', '-1'],
    q: ['atlas', '后端', 'go backend expert', ''],
    text: ['atlas', '人设 author:ada', 'keywords:go,backend'],
    ticket: [waiting.ticket, received.ticket, 'x'.repeat(43)],
  };
  const uploaded = { ...claim, storageId, uploadTicket: received.ticket };
  const bodies = {
    'clawhub.upload': [skill[1]],
    'clawhub.publish': [
      { slug: `up-${round}`, version: '1.0.0', changelog: '', acceptLicenseTerms: true, files: [uploaded] },
    ],
    'npm.setTag': ['1.0.0', '1.1.0'],
    'npm.putRev': [{ name: `@ada/${poet}`, versions: { '1.1.0': {} } }],
    'npm.passwordLogin': [
      { name: 'ada', password: PASSWORD },
      { name: 'ada', password: 'wrong' },
    ],
  };
  return { tokens, values, bodies };
}

const PASSWORD = 'correct horse battery';

const EXPECTED = (status: number) => status < 500 || status === 503;

describe('a hub that is sent anything', () => {
  const gc = collector();

  it(`answers ${IN_PROCESS} requests made from its routes, and keeps nothing of them`, async () => {
    const roll = dice(SEED);
    const statuses = new Map<number, number>();
    const routes = new Map<string, Set<number>>();
    const heap: number[] = [];
    let around = await surroundings();
    for (let count = 0; count < IN_PROCESS; count++) {
      if (count % 300 === 0) around = await surroundings();
      if (count % (IN_PROCESS / 6) === 0) heap.push(await settledHeap(gc));
      const route = ROUTES[count % ROUTES.length] as (typeof ROUTES)[number];
      const wild = wildRequest(route, roll, around);
      const status = await throwAt(app, wild);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      routes.set(route.id, (routes.get(route.id) ?? new Set()).add(status));
      if (!EXPECTED(status)) expect.unreachable(`${status} for ${describeRequest(wild)}: ${lastFailure()}`);
    }
    heap.push(await settledHeap(gc));
    expect(failures).toEqual([]);
    // The requests come far enough to mean something: every route was seen to say yes, and no.
    const neverYes = ROUTES.filter(({ id }) => ![...(routes.get(id) ?? [])].some((status) => status < 400));
    expect(neverYes.map(({ id }) => id)).toEqual([]);
    expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 404, 405]));
    // The first thousands warm up what is kept on purpose: compiled statements, remembered signatures, an index.
    const [, warm = 0, ...later] = heap;
    expect(Math.max(...later) - warm, `heap in MB: ${heap.map(inMegabytes).join(' ')}`).toBeLessThan(12 * MEGABYTE);
  }, 600_000);

  it('reads no body further than its route takes', async () => {
    const { tokens } = await surroundings();
    const takers = ROUTES.filter(({ maxBytes, maxJson }) => maxBytes !== undefined || maxJson !== undefined);
    for (const { method, path, maxBytes = 0, maxJson = 0, takes, id } of takers) {
      const body = endless(Math.max(maxBytes, maxJson));
      const type = maxBytes > maxJson ? (takes?.[0] ?? '').replace('*/*', 'x/y') : 'application/json';
      const headers = { authorization: `Bearer ${tokens[0]}`, 'content-type': type };
      const at = `http://127.0.0.1:1${path.replace(/\{\w+\}/g, 'atlas')}`;
      const request = new Request(at, { method, headers, body: body.stream, duplex: 'half' } as RequestInit);
      expect((await patiently(Promise.resolve(app.fetch(request)))).status, id).toBe(413);
      expect(body.beyond(), `${id} went on reading`).toBeLessThan(4 * MEGABYTE);
    }
    expect(failures).toEqual([]);
  }, 300_000);

  it(`answers or hangs up on ${OVER_SOCKET} broken requests at its socket`, async () => {
    const roll = dice(SEED + 1);
    const port = Number(new URL(running.url).port);
    let around = await surroundings();
    const before = await settledHeap(gc);
    for (let count = 0; count < OVER_SOCKET; count += AT_ONCE) {
      if (count % 300 === 0) around = await surroundings();
      const wild = Array.from({ length: AT_ONCE }, () => rawRequest(roll, around));
      const answers = await Promise.all(wild.map((bytes) => sendRaw(port, bytes)));
      for (const [index, answer] of answers.entries()) {
        const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
        if (!EXPECTED(status)) {
          const sent = Buffer.from(wild[index] ?? [])
            .toString('latin1')
            .slice(0, 600);
          expect.unreachable(`${status} for ${JSON.stringify(sent)}: ${lastFailure()}`);
        }
        // Nothing that was sent comes back as a header.
        expect(answer.split('\r\n\r\n')[0]?.toLowerCase()).not.toContain('set-cookie: a=b');
      }
    }
    expect(failures).toEqual([]);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    expect((await settledHeap(gc)) - before).toBeLessThan(24 * MEGABYTE);
  }, 600_000);
});

const MEGABYTE = 1024 * 1024;
const AT_ONCE = 25;

function inMegabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}

function lastFailure(): string {
  return JSON.stringify(failures.at(-1) ?? null).slice(0, 2_000);
}

function describeRequest({ route, method, path, headers, body }: WildRequest): string {
  const shown = body === null ? '' : Buffer.from(body).toString('latin1').slice(0, 500);
  return `${route}: ${method} ${path.slice(0, 300)} ${JSON.stringify(headers).slice(0, 500)} ${JSON.stringify(shown)}`;
}

async function throwAt(app: Hono, { method, path, headers, body }: WildRequest): Promise<number> {
  const hasBody = body !== null && method !== 'GET' && method !== 'HEAD';
  const request = new Request(`http://127.0.0.1:1${path}`, { method, headers, ...(hasBody ? { body } : {}) });
  const answer = await patiently(Promise.resolve(app.fetch(request)));
  const bytes = await patiently(answer.arrayBuffer());
  const length = answer.headers.get('content-length');
  if (length !== null && method !== 'HEAD') expect(bytes.byteLength).toBe(Number(length));
  return answer.status;
}

/** A body that never ends, and how far beyond the limit it was read. */
function endless(limit: number) {
  const chunk = new Uint8Array(Math.min(MEGABYTE, Math.max(1, limit)));
  let given = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { stream, beyond: () => given - limit };
}

async function patiently<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The garbage collector, without a flag at the start. */
function collector(): () => void {
  v8.setFlagsFromString('--expose-gc');
  return vm.runInNewContext('gc') as () => void;
}

async function settledHeap(gc: () => void): Promise<number> {
  for (let round = 0; round < 3; round++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

/** Bytes as no HTTP library would send them. */
function rawRequest(roll: Dice, around: Surroundings): Uint8Array {
  const route = roll.pick(ROUTES);
  const { method, path, headers, body } = wildRequest(route, roll, around);
  const content = body ?? new Uint8Array();
  const target = roll.chance(0.2) ? roll.pick(RAW_TARGETS) : path;
  const lines = [
    `${roll.chance(0.1) ? roll.pick(RAW_METHODS) : method} ${target} ${roll.chance(0.05) ? roll.pick(['HTTP/1.0', 'HTTP/2', 'HTTP/9.9', '']) : 'HTTP/1.1'}`,
    ...(roll.chance(0.95)
      ? [`host: ${roll.pick(['127.0.0.1', 'evil.example', '[::1]:9', 'a b', '', '127.0.0.1@x'])}`]
      : []),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(roll.chance(0.1) ? [roll.pick(RAW_HEADERS)] : []),
    ...framing(content, roll),
    'connection: close',
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), content]);
}

const RAW_METHODS = ['get', 'BREW', 'G\0T', 'CONNECT', 'TRACE', 'PROPFIND', ''];
const RAW_TARGETS = [
  '/../../etc/passwd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5c',
  '//evil.example/x',
  'http://evil.example/healthz',
  '*',
  '/\t/x',
  '/\xff\xfe',
  '/?'.concat('a'.repeat(12_000)),
  `/${'a/'.repeat(3_000)}`,
  '/api/v1/skills/%',
  '/@%2f/x',
  '/@ada%2f..%2f..%2fx',
  '/-/%2e%2e/x',
  'no-slash',
  '/atlas#fragment',
];
const RAW_HEADERS = [
  'x-long: '.concat('a'.repeat(20_000)),
  'x-nul: a\0b',
  'no colon at all',
  ' folded: yes',
  'transfer-encoding: chunked, chunked',
  'transfer-encoding: gzip',
  'content-length: 1\r\ncontent-length: 2',
  'expect: 100-continue',
  'expect: the-unexpected',
  'upgrade: websocket\r\nconnection: upgrade',
  'x-many: 1\r\n'.repeat(500).trimEnd(),
  `x-wild: ${WILD_TEXTS.slice(14, 22).join('').slice(0, 40)}`,
];

/** How long the body is, said rightly or not; what is missing of it never comes, because the sender hangs up. */
function framing(content: Uint8Array, roll: Dice): readonly string[] {
  if (roll.chance(0.75)) return [`content-length: ${content.length}`];
  return roll.pick([
    [],
    ['content-length: -1'],
    ['content-length: 99999999999'],
    [`content-length: ${content.length + 10}`],
    [`content-length: ${Math.max(0, content.length - 1)}`],
    ['transfer-encoding: chunked'],
    ['transfer-encoding: chunked', `content-length: ${content.length}`],
    ['content-length: 0x10'],
  ]);
}

/** What comes back until the hub hangs up; the sender closes its side at once. */
function sendRaw(port: number, bytes: Uint8Array): Promise<string> {
  return patiently(
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes));
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', () => {});
      socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    }),
  );
}
