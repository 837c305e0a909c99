/**
 * One request and its answer.
 *
 * - Three attempts at most, for busy answers (429, 502, 503, 504) and passing failures of the network.
 * - Redirects are followed by hand: at most five, never from https to http, and a token goes to its own origin only.
 * - Bounded: time to connect, to the first byte, between two pieces and in all; bytes before and after decompression.
 */
import type { Dispatcher } from 'undici';
import { SoulError } from '../core/errors.ts';
import { LIMITS } from '../core/files.ts';
import { text, type UiLang } from '../core/text.ts';
import type { Headers, HttpAnswer } from './answer.ts';
import { decode, ENCODINGS, readAll } from './body.ts';
import { dispatcherFor } from './dispatcher.ts';
import { addressOf, type Failure, failureOf, nonsense } from './failure.ts';
import { ATTEMPTS, backoff, isBusy, pause } from './retry.ts';
import { userAgent } from './version.ts';

/** Bytes, before and after decompression. */
export const CAPS = {
  json: 16 * 1024 * 1024,
  archive: LIMITS.archiveBytes,
  persona: LIMITS.fileBytes,
} as const;

/** Milliseconds. */
export interface Timeouts {
  readonly connect: number;
  /** From the request to the first byte of the answer. */
  readonly headers: number;
  /** Between two pieces of the answer. */
  readonly body: number;
  /** All of one attempt, so that a server cannot keep us for ever with a byte a minute. */
  readonly total: number;
}

const TIMEOUTS: Timeouts = { connect: 10_000, headers: 30_000, body: 30_000, total: 300_000 };
const MAX_REDIRECTS = 5;

export interface HttpOptions {
  /** Names the proxies: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, also in lower case. */
  readonly env: NodeJS.ProcessEnv;
  /** Sent as `Authorization: Bearer …`, to the origin of the URL only. Never logged, never in an error. */
  readonly token?: string | null;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: string | Uint8Array;
  readonly accept?: string;
  /** The language of messages, for what the server says to people. */
  readonly lang?: UiLang;
  readonly headers?: Headers;
  readonly maxBytes?: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly signal?: AbortSignal;
  /** Waits between attempts; tests need not. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/**
 * One request, repeated where that can help. Any final status is an answer: `checkStatus` says what it means.
 * @throws SoulError E_OFFLINE, E_TIMEOUT, E_PROTOCOL, E_TOO_LARGE, E_RATE_LIMITED, E_CONFIG, E_CANCELLED
 */
export async function send(address: string | URL, options: HttpOptions & { raw?: boolean }): Promise<HttpAnswer> {
  const url = checkAddress(address);
  const wait = options.wait ?? ((milliseconds) => sleep(milliseconds, options.signal));
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await tryOnce(url, options);
    const delay = attempt < ATTEMPTS ? delayAfter(outcome, attempt, options.method ?? 'GET') : null;
    if (delay !== null) await wait(delay);
    else if ('error' in outcome) throw outcome.error;
    else return outcome;
  }
}

async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const { setTimeout } = await import('node:timers/promises');
  await setTimeout(milliseconds, undefined, signal ? { signal } : {}).catch(() => {
    throw cancelled();
  });
}

function cancelled(): SoulError {
  return new SoulError('E_CANCELLED', text('cancelled', '已取消'));
}

/** @throws SoulError E_CONFIG: credentials in an address would end up in lock files, logs and proxies */
function checkAddress(address: string | URL): URL {
  const url = new URL(String(address));
  if (url.username === '' && url.password === '') return url;
  throw new SoulError(
    'E_CONFIG',
    text(`the address of ${url.host} holds a user name or password`, `${url.host} 的网址中含有用户名或密码`),
    {
      hint: text('leave it out and log in instead: clawhub login', '请去掉它，改用 clawhub login 登录'),
      details: addressOf(url),
    },
  );
}

/** null: do not try again. What changes something is repeated only where the server says it did nothing. */
function delayAfter(outcome: HttpAnswer | Failure, attempt: number, method: string): number | null {
  const repeatable = method !== 'POST' && method !== 'PATCH';
  if ('error' in outcome) return outcome.passing && repeatable ? backoff(attempt) : null;
  if (!isBusy(outcome.status) || !(repeatable || outcome.status === 429)) return null;
  return pause(outcome.url, outcome.headers['retry-after'], attempt, Date.now());
}

async function tryOnce(url: URL, options: HttpOptions & { raw?: boolean }): Promise<HttpAnswer | Failure> {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  const limit = AbortSignal.timeout(timeouts.total);
  const signal = options.signal ? AbortSignal.any([options.signal, limit]) : limit;
  const outcome = await follow(url, { ...options, timeouts, signal }).catch((error: unknown) => error);
  if (options.signal?.aborted) throw cancelled();
  if (outcome instanceof Error) throw outcome;
  return outcome as HttpAnswer | Failure;
}

interface Hop extends HttpOptions {
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  readonly raw?: boolean;
}

async function follow(start: URL, options: Hop): Promise<HttpAnswer | Failure> {
  let url = start;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const outcome = await ask(url, options, url.origin === start.origin);
    const next = 'error' in outcome ? null : redirectOf(outcome, options.method ?? 'GET');
    if (next === null) return outcome;
    url = next;
  }
  throw nonsense(start, `more than ${MAX_REDIRECTS} redirects`, `重定向超过 ${MAX_REDIRECTS} 次`);
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends us on to; null when it is the end. @throws SoulError E_PROTOCOL for places we do not go to */
function redirectOf({ url, status, headers }: HttpAnswer, method: string): URL | null {
  const to = headers.location;
  if (!REDIRECTS.has(status) || to === undefined) return null;
  if (!URL.canParse(to, url.href)) throw nonsense(url, 'a redirect leads nowhere', '重定向的目标无效');
  const next = new URL(to, url);
  const reading = method === 'GET' || method === 'HEAD';
  if (!/^https?:$/.test(next.protocol) || next.username !== '' || next.password !== '') {
    throw nonsense(url, 'a redirect leads nowhere', '重定向的目标无效');
  }
  if (url.protocol === 'https:' && next.protocol === 'http:') {
    throw nonsense(url, `a redirect to ${next.host} would leave https`, `重定向到 ${next.host} 会离开 https`);
  }
  if (!reading && (status < 307 || next.origin !== url.origin)) {
    throw nonsense(url, `a redirect of ${method} is not followed`, `不跟随 ${method} 请求的重定向`);
  }
  return next;
}

/** One request, one answer. @param home whether this is the origin that the token and the extra headers are for */
async function ask(url: URL, options: Hop, home: boolean): Promise<HttpAnswer | Failure> {
  try {
    return await exchange(url, options, home);
  } catch (error) {
    if (error instanceof SoulError) throw error;
    return failureOf(options.signal.aborted ? options.signal.reason : error, url);
  }
}

async function exchange(url: URL, options: Hop, home: boolean): Promise<HttpAnswer> {
  const dispatcher = await dispatcherFor(options.env, options.timeouts.connect);
  const response = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: options.method ?? 'GET',
    headers: headersOf(options, home),
    body: options.body ?? null,
    headersTimeout: options.timeouts.headers,
    bodyTimeout: options.timeouts.body,
    signal: options.signal,
  });
  const headers = plainHeaders(response.headers);
  const bytes = await bytesOf(response, headers, url, options);
  return { url, status: response.statusCode, headers, bytes };
}

async function bytesOf(response: Dispatcher.ResponseData, headers: Headers, url: URL, options: Hop) {
  const limit = options.maxBytes ?? CAPS.json;
  if (REDIRECTS.has(response.statusCode)) {
    await response.body.dump({ limit: 64 * 1024 });
    return new Uint8Array();
  }
  const bytes = await readAll(response.body, headers, url, limit);
  return options.raw ? bytes : decode(bytes, headers, url, limit);
}

function headersOf(options: Hop, home: boolean): Record<string, string> {
  return {
    'user-agent': userAgent(),
    accept: options.accept ?? '*/*',
    'accept-encoding': options.raw ? 'identity' : ENCODINGS,
    ...(options.lang === undefined ? {} : { 'accept-language': options.lang }),
    ...(home ? options.headers : {}),
    ...(home && options.token ? { authorization: `Bearer ${options.token}` } : {}),
  };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Headers {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value] as const],
  );
  return Object.fromEntries(entries);
}
