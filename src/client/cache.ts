/**
 * Answers kept on disk, so that asking again is cheap and `--offline` has something to work with. HTTP's own rules
 * (RFC 9111) for a private cache: fresh for `max-age`, then asked about with the validators, and 304 costs nothing.
 *
 *     fresh            → the copy, nothing is sent
 *     stale            → If-None-Match / If-Modified-Since → 304: the copy · 200: the new answer
 *     offline          → the copy however old, or E_OFFLINE
 *     refresh          → as if stale
 *
 * An answer is kept only after it was parsed by the one who asked for it: what makes no sense today must not be what we
 * believe tomorrow. A copy that is damaged, or makes no sense any more, counts as none; so does one in another language,
 * where the server says that its answer depends on that.
 */
import { SoulError } from '../core/errors.ts';
import { sha256Hex } from '../core/sha256.ts';
import { object, record, string } from '../core/shape.ts';
import { text } from '../core/text.ts';
import type { HttpAnswer } from './answer.ts';
import { addressOf } from './failure.ts';
import { openStore } from './memory.ts';
import { type HttpOptions, send } from './send.ts';
import { checkStatus } from './status.ts';

export interface CacheOptions extends HttpOptions {
  readonly cacheFolder: string;
  readonly offline: boolean;
  /** Ask the server even about an answer that is still fresh. */
  readonly refresh: boolean;
}

interface Copy {
  readonly answer: HttpAnswer;
  /** Milliseconds, as `Date.now()`. */
  readonly storedAt: number;
}

/** Longest time that a server's word is taken without asking again, in seconds. */
const LONGEST = 24 * 3600;

/**
 * @param parse turns the answer into what is wanted and throws when it is not that; run before anything is kept
 * @returns null when the server has no such thing (404)
 * @throws SoulError what `parse` throws, E_OFFLINE when offline without a copy, and the codes of `send`
 */
export async function getCached<T>(
  url: URL,
  parse: (answer: HttpAnswer) => T,
  options: CacheOptions,
): Promise<T | null> {
  const cache = await openStore(options.cacheFolder, 'http');
  const key = keyOf(url, options);
  const copy = readable(await cache.get(key), parse, options);
  if (copy && (options.offline || (!options.refresh && isFresh(copy, Date.now())))) return copy.value;
  if (options.offline) throw notCached(url);
  const answer = await send(url, { ...options, headers: { ...options.headers, ...validators(copy) } });
  if (copy && answer.status === 304) {
    await cache.set(key, entryOf({ ...copy.answer, headers: { ...copy.answer.headers, ...answer.headers } }, options));
    return copy.value;
  }
  const found = checkStatus(answer);
  if (found === null) {
    await cache.delete(key);
    return null;
  }
  const value = parse(found);
  if (mayKeep(found)) await cache.set(key, entryOf(found, options));
  return value;
}

/** One token's answers are not another's; the token itself is in no file. */
function keyOf(url: URL, { token, accept }: CacheOptions): string {
  return [url.href, accept ?? '', token ? sha256Hex(new TextEncoder().encode(token)) : ''].join('\n');
}

/** Headers that are needed later: for validation, freshness, whom it is for, and to judge the body once more. */
const KEPT = [
  'etag',
  'last-modified',
  'cache-control',
  'vary',
  'age',
  'content-type',
  'content-length',
  'transfer-encoding',
  'content-encoding',
];

function entryOf({ url, status, headers, bytes }: HttpAnswer, { lang }: CacheOptions) {
  return {
    url: url.href,
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.includes(name))),
    body: Buffer.from(bytes).toString('base64'),
    sha256: sha256Hex(bytes),
    storedAt: Date.now(),
    lang: lang ?? '',
  };
}

/** An entry of the cache with what it means; null for anything that is not what we wrote. */
function readable<T>(
  entry: unknown,
  parse: (answer: HttpAnswer) => T,
  { lang }: CacheOptions,
): (Copy & { value: T }) | null {
  if (entry === undefined) return null;
  try {
    const kept = object(entry);
    const copy = copyOf(kept);
    if (copy && dependsOnLanguage(copy.answer) && kept.lang !== (lang ?? '')) return null;
    return copy ? { ...copy, value: parse(copy.answer) } : null;
  } catch {
    return null;
  }
}

function dependsOnLanguage({ headers }: HttpAnswer): boolean {
  return /\baccept-language\b/i.test(headers.vary ?? '');
}

function copyOf(entry: Readonly<Record<string, unknown>>): Copy | null {
  const bytes = Buffer.from(string(entry.body), 'base64');
  if (sha256Hex(bytes) !== string(entry.sha256)) return null;
  const answer = { url: new URL(string(entry.url)), status: 200, headers: record(entry.headers, string), bytes };
  return { answer, storedAt: Number(entry.storedAt) };
}

function directives({ headers }: HttpAnswer): ReadonlyMap<string, string> {
  const parts = (headers['cache-control'] ?? '').toLowerCase().split(',');
  return new Map(parts.map((part) => [part.split('=')[0]?.trim() ?? '', part.split('=')[1]?.trim() ?? '']));
}

function mayKeep(answer: HttpAnswer): boolean {
  return !directives(answer).has('no-store');
}

/** @param now milliseconds. A copy from the future (a clock was set back) is not fresh. */
function isFresh({ answer, storedAt }: Copy, now: number): boolean {
  const said = directives(answer);
  const maxAge = Number(said.get('max-age'));
  if (said.has('no-cache') || !Number.isFinite(maxAge)) return false;
  const age = (now - storedAt) / 1000 + Math.max(0, Number(answer.headers.age ?? 0) || 0);
  return now >= storedAt && age < Math.min(maxAge, LONGEST);
}

function validators(copy: Copy | null): Record<string, string> {
  const { etag, 'last-modified': modified } = copy?.answer.headers ?? {};
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(modified === undefined ? {} : { 'if-modified-since': modified }),
  };
}

function notCached(url: URL): SoulError {
  return new SoulError(
    'E_OFFLINE',
    text(
      `${url.host}${url.pathname} is not on this machine, and --offline forbids asking`,
      `本机没有 ${url.host}${url.pathname} 的副本，而 --offline 不允许联网`,
    ),
    { hint: text('run it once without --offline', '请先在联网状态下运行一次'), details: addressOf(url) },
  );
}
