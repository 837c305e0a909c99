/**
 * A running hub: settings → database → application → listening, and back in the opposite order. `startHub` is for
 * whoever wants one in their own process (a test, `clawhub serve`); `runHub` also waits for the signal to stop.
 */
import fs from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { isSoulError, SoulError } from '../src/core/errors.ts';
import { text } from '../src/core/text.ts';
import { createBudget } from './api/body.ts';
import type { Deps } from './api/deps.ts';
import { createLimiter, createThrottle } from './api/limits.ts';
import { createLog, type Log } from './api/log.ts';
import { createMetrics } from './api/metrics.ts';
import { openSigner } from './api/npm/sign.ts';
import { createHub } from './app.ts';
import { openCache } from './cache.ts';
import { type HubConfig, type HubConfigInput, parseConfig } from './config.ts';
import { authenticate, OPERATOR } from './domain/actor.ts';
import { closeHub, type Hub, openHub, tidy } from './domain/hub.ts';
import { openLogKey } from './domain/log-key.ts';
import { createUser, findOwner } from './domain/owners.ts';
import { stopIndexing } from './domain/search-index.ts';
import { createToken } from './domain/tokens.ts';

export type { HubConfigInput } from './config.ts';

export interface RunningHub {
  /** Where people reach it; no slash at the end. */
  readonly url: string;
  /** File with a token of the administrator, readable for its owner only. */
  readonly tokenFile: string;
  /** The token was made just now: nobody has seen it yet. */
  readonly newToken: boolean;
  /** For what works on the same data in the same process, such as filling a new hub. */
  readonly hub: Hub;
  /** Stops taking requests, gives those at work `drainTimeout`, closes the database. Twice is fine. */
  close(): Promise<void>;
}

export interface Extras {
  /** Web pages, asked before npm's names; those of `registry/web` unless it says otherwise, none for null. */
  readonly pages?: ((deps: Deps) => Hono) | null;
  readonly log?: Log;
  readonly now?: () => number;
}

/** @throws SoulError E_CONFIG, E_FILE, E_STATE_NEWER, E_OFFLINE */
export async function startHub(input: HubConfigInput, extras: Extras = {}): Promise<RunningHub> {
  const config = parseConfig(input);
  const closers = createClosers();
  try {
    return await open(config, extras, closers);
  } catch (error) {
    await closers.run();
    throw error;
  }
}

async function open(config: HubConfig, extras: Extras, closers: Closers): Promise<RunningHub> {
  const log = extras.log ?? createLog(config.log);
  fs.mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const hub = await openHub({
    ...(config.databaseUrl === undefined ? { dataDir: config.dataDir } : { databaseUrl: config.databaseUrl }),
    ...(extras.now ? { now: extras.now } : {}),
  });
  closers.add(() => closeHub(hub));
  const { file: tokenFile, made: newToken } = await firstToken(hub, config.dataDir);
  const cache = await openCache(config.cacheUrl, log);
  closers.add(async () => {
    await cache.disconnect();
  });
  let stopping = false;
  const deps: Deps = {
    hub,
    config,
    log,
    metrics: createMetrics(),
    limiter: createLimiter(cache, config.rateLimits || null, hub.now),
    throttle: createThrottle(cache, hub.now),
    budget: createBudget(config.bodyBudget),
    signer: await openSigner(hub, config.signingKey),
    logKey: await openLogKey(hub, config.publicUrl),
    version: ownVersion(),
    stopping: () => stopping,
  };
  const chores = startChores(hub, log);
  closers.add(() => chores.stop());
  const pages = extras.pages === undefined ? (await import('./web/pages.ts')).createPages : extras.pages;
  const server = serverFor(createHub(deps, pages?.(deps)), config);
  const quiet = quietConnections(server);
  await listen(server, config);
  closers.add(() => drain(server, quiet, config.drainTimeout));
  closers.add(async () => {
    stopping = true;
    stopIndexing(hub);
    log.info('stopping');
  });
  const url = config.publicUrl ?? addressOf(server);
  log.info({ url, dataDir: config.dataDir }, 'listening');
  return { url, tokenFile, newToken, hub, close: closers.run };
}

interface Closers {
  add(close: () => Promise<void>): void;
  /** In the opposite order of adding, each of them, once. */
  run(): Promise<void>;
}

function createClosers(): Closers {
  const list: (() => Promise<void>)[] = [];
  let done: Promise<void> | undefined;
  const closeAll = async () => {
    for (let close = list.pop(); close; close = list.pop()) await close();
  };
  return {
    add: (close) => list.push(close),
    run() {
      done ??= closeAll();
      return done;
    },
  };
}

/** A slow client holds a connection for so long at most; the numbers in milliseconds. */
function serverFor(app: Hono, config: HubConfig): Server {
  const server = createAdaptorServer({ fetch: app.fetch, hostname: config.host }) as Server;
  server.headersTimeout = 15_000;
  server.requestTimeout = Math.max(config.requestTimeout, 120_000);
  server.keepAliveTimeout = 65_000;
  server.maxConnections = config.maxConnections;
  server.maxRequestsPerSocket = 0;
  return server;
}

async function listen(server: Server, { host, port }: HubConfig): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((cause) => {
    throw cannotListen(host, port, cause);
  });
}

/** What is wrong is the port; with everything else it is the address. */
const PORT_FAILS: ReadonlySet<string> = new Set(['EADDRINUSE', 'EACCES']);

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): SoulError {
  const why = cause.code === 'EADDRINUSE' ? text('is taken', '已被占用') : text('cannot be used', '无法使用');
  return new SoulError('E_CONFIG', text(`${host}:${port} ${why.en}`, `${host}:${port} ${why.zh}`), {
    hint: PORT_FAILS.has(cause.code ?? '')
      ? text('choose another port: --port', '请用 --port 换一个端口')
      : text('choose an address of this machine: --host 127.0.0.1', '请用 --host 指定本机的地址，例如 127.0.0.1'),
    details: { host, port, reason: cause.code ?? '' },
    cause,
  });
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  const anywhere = address === '0.0.0.0' || address === '::';
  const host = anywhere ? 'localhost' : family === 'IPv6' ? `[${address}]` : address;
  return `http://${host}:${port}`;
}

/** Requests at work may finish; what is quiet, or still at work when the time is up, is closed. */
async function drain(server: Server, quiet: () => readonly Socket[], milliseconds: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const socket of quiet()) socket.destroy();
  const timer = setTimeout(() => server.closeAllConnections(), milliseconds);
  await closed;
  clearTimeout(timer);
}

/**
 * Connections without a request at work. Node's own `closeIdleConnections` leaves those open that never asked anything,
 * as browsers open them in advance.
 */
function quietConnections(server: Server): () => readonly Socket[] {
  const atWork = new Map<Socket, number>();
  server.on('connection', (socket) => {
    atWork.set(socket, 0);
    socket.once('close', () => atWork.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    atWork.set(socket, (atWork.get(socket) ?? 0) + 1);
    response.once('close', () => {
      if (atWork.has(socket)) atWork.set(socket, (atWork.get(socket) ?? 1) - 1);
    });
  });
  return () => [...atWork].flatMap(([socket, requests]) => (requests === 0 ? [socket] : []));
}

const CHORES_EVERY = 15_000;

/** One round at a time; a round that fails is logged, and the next one tries again. */
function startChores(hub: Hub, log: Log) {
  let round: Promise<void> = Promise.resolve();
  let idle = true;
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    round = tidy(hub)
      .catch((err) => log.error({ err }, 'chores failed'))
      .finally(() => {
        idle = true;
      });
  }, CHORES_EVERY);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await round;
    },
  };
}

const ADMIN = 'admin';

/** A new hub has one account, so that somebody can make the others; its token is in a file beside the data. */
async function firstToken(hub: Hub, dataDir: string): Promise<{ readonly file: string; readonly made: boolean }> {
  const file = path.join(dataDir, 'admin-token');
  const known = readToken(file);
  if (known !== null && (await authenticate(hub, known)) !== null) return { file, made: false };
  if ((await findOwner(hub, ADMIN)) === null) await createAdmin(hub);
  const { token } = await createToken(hub, OPERATOR, {
    handle: ADMIN,
    label: 'first token',
    scopes: ['read', 'publish', 'admin'],
  });
  fs.writeFileSync(`${file}.new`, `${token}\n`, { mode: 0o600 });
  fs.renameSync(`${file}.new`, file);
  return { file, made: true };
}

/** Another process of the same hub may start at the same moment. */
async function createAdmin(hub: Hub): Promise<void> {
  try {
    await createUser(hub, OPERATOR, { handle: ADMIN, displayName: 'Administrator', role: 'admin' });
  } catch (error) {
    if (!isSoulError(error, 'E_NAME_TAKEN') || (await findOwner(hub, ADMIN)) === null) throw error;
  }
}

function readToken(file: string): string | null {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** `registry/` as sources, `dist/registry/` once built. */
function ownVersion(): string {
  for (const place of ['../package.json', '../../package.json']) {
    const url = new URL(place, import.meta.url);
    if (!fs.existsSync(url)) continue;
    const { name, version } = JSON.parse(fs.readFileSync(url, 'utf8')) as { name?: unknown; version?: unknown };
    if (name === 'soulhub' && typeof version === 'string') return version;
  }
  return '0.0.0';
}

/**
 * Runs until SIGTERM or SIGINT, then stops in order. A second signal stops at once.
 * @param announce called once it listens; what it throws ends the hub, and a signal does not wait for it
 */
export async function runHub(
  input: HubConfigInput,
  announce: (hub: RunningHub) => void | Promise<void>,
  extras: Extras = {},
): Promise<void> {
  const running = await startHub(input, extras);
  await untilSignal(async (signal) => {
    await Promise.race([announce(running), signal]);
    await signal;
  }).finally(() => untilSignal((signal) => Promise.race([running.close(), signal])));
}

/** Signals are heard while `work` lasts, and by nobody afterwards. */
async function untilSignal(work: (signal: Promise<void>) => Promise<void>): Promise<void> {
  let stop = () => {};
  const signal = new Promise<void>((resolve) => {
    stop = resolve;
  });
  process.on('SIGTERM', stop).on('SIGINT', stop);
  try {
    await work(signal);
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop);
  }
}
