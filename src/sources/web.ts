/** A source behind HTTP. Small answers go through the cache. */
import { jsonOf, TEXT, textOf } from '../client/answer.ts';
import { type CacheOptions, getCached } from '../client/cache.ts';
import { getBytes } from '../client/http.ts';
import { CAPS } from '../client/send.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import type { SourceWorld } from './source.ts';
import { locate, type Transport } from './transport.ts';

export function webTransport(base: URL, world: SourceWorld): Transport {
  return {
    base,
    live: true,
    json: (at, parse) => {
      const url = locate(base, at);
      const options = { ...cacheOptions(world, url), accept: 'application/json', maxBytes: CAPS.json };
      return answered(getCached(url, (answer) => parse(jsonOf(answer)), options));
    },
    text: (at) => {
      const url = locate(base, at);
      return answered(getCached(url, textOf, { ...cacheOptions(world, url), accept: TEXT, maxBytes: CAPS.persona }));
    },
    blob: (at) => {
      const url = locate(base, at);
      return answered(getCached(url, ({ bytes }) => bytes, { ...cacheOptions(world, url), maxBytes: CAPS.json }));
    },
    archive: async (at) => fetchArchive(locate(base, at), world),
  };
}

/** A list or a text that does not end is a server that misbehaves, not a package that is too large. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!isSoulError(error, 'E_TOO_LARGE')) throw error;
    throw new SoulError('E_PROTOCOL', error.says, { details: error.details, cause: error });
  }
}

/** @throws SoulError E_OFFLINE, E_TOO_LARGE and the other codes of the client */
export async function fetchArchive(url: URL, world: SourceWorld): Promise<Uint8Array | null> {
  refuseOffline(url, world);
  return getBytes(url, { ...cacheOptions(world, url), maxBytes: CAPS.archive });
}

export function cacheOptions({ env, cacheFolder, offline, refresh, ...world }: SourceWorld, url: URL): CacheOptions {
  return {
    env,
    cacheFolder,
    offline,
    refresh,
    token: world.tokenFor?.(url.origin) ?? null,
    ...(world.lang ? { lang: world.lang } : {}),
    ...(world.signal ? { signal: world.signal } : {}),
    ...(world.wait ? { wait: world.wait } : {}),
  };
}

/** Archives are not kept in the cache: a package that was installed is in the store. */
export function refuseOffline(url: URL, { offline }: SourceWorld): void {
  if (!offline) return;
  throw new SoulError(
    'E_OFFLINE',
    text(
      `${url.host} would have to be asked, and --offline forbids it`,
      `需要访问 ${url.host}，而 --offline 不允许联网`,
    ),
    { hint: text('run it again without --offline', '请在联网状态下重试'), details: { host: url.host } },
  );
}
