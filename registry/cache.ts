/**
 * What processes of one hub share for a short while, such as counts of requests: keyv, in memory for one process, in a
 * store of the operator's choice for several. The adapter of that store is no dependency of this program; whoever
 * names one installs it beside it.
 */
import Keyv from 'keyv';
import { SoulError } from '../src/core/errors.ts';
import { text } from '../src/core/text.ts';
import { boundedMap, type Counts } from './api/limits.ts';
import type { Log } from './api/log.ts';

/** Clients that are counted at one time, in memory. */
const MAX_CLIENTS = 50_000;

const ADAPTERS: Readonly<Record<string, string>> = {
  'redis:': '@keyv/redis',
  'rediss:': '@keyv/redis',
  'valkey:': '@keyv/valkey',
  'postgres:': '@keyv/postgres',
  'postgresql:': '@keyv/postgres',
  'memcache:': '@keyv/memcache',
};

export interface SharedCache extends Counts {
  disconnect(): Promise<unknown>;
}

/**
 * @throws SoulError E_CONFIG for an address of no known kind, or an adapter that is not installed; E_OFFLINE for a store
 *   that does not answer at the start, when it is most likely a mistake
 */
export async function openCache(url: string | undefined, log: Log): Promise<SharedCache> {
  if (url === undefined) return new Keyv({ store: boundedMap(MAX_CLIENTS) });
  const cache = await shared(url);
  const trouble = quietly(log);
  cache.on('error', trouble);
  const patient = patiently(cache, trouble);
  if (await patient.firstAnswer()) return patient;
  await patient.disconnect();
  throw notThere(url);
}

async function shared(url: string): Promise<Keyv> {
  const { protocol } = new URL(url);
  const adapter = ADAPTERS[protocol];
  if (adapter === undefined) {
    const known = Object.keys(ADAPTERS).join(' ');
    throw new SoulError('E_CONFIG', text(`cacheUrl: ${protocol} is none of ${known}`, `cacheUrl：不支持 ${protocol}`));
  }
  const Store = await load(adapter);
  return new Keyv({ store: new Store(url), namespace: 'soulhub' });
}

const FIRST_ANSWER = 5_000;
const ANSWER = 250;
/** Milliseconds for which a store that did not answer is left alone. */
const REST = 5_000;

/**
 * A store that is away must not stop the hub, and its client would rather wait than fail: what is not answered soon is not
 * known, and for a while nothing more is asked. What cannot be counted is let through.
 */
function patiently(cache: Keyv, trouble: (error: unknown) => void): SharedCache & { firstAnswer(): Promise<boolean> } {
  let restUntil = 0;
  const ask = async <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    if (performance.now() < restUntil) return undefined;
    const answer = await within(ANSWER, work());
    if (answer !== LATE) return answer;
    restUntil = performance.now() + REST;
    trouble(new Error(`no answer within ${ANSWER} ms`));
    return undefined;
  };
  return {
    get: (key) => ask(() => cache.get(key)),
    set: (key, value, life) => ask(() => cache.set(key, value, life)),
    disconnect: () => within(ANSWER, cache.disconnect()),
    firstAnswer: async () => (await within(FIRST_ANSWER, cache.set('here', true, FIRST_ANSWER))) === true,
  };
}

const LATE = Symbol('late');

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), milliseconds);
  });
  try {
    return await Promise.race([work.catch((): typeof LATE => LATE), late]);
  } finally {
    clearTimeout(timer);
  }
}

const ONCE_IN = 60_000;

/** The same trouble is told once a minute: clients of a store that is away complain many times a second. */
function quietly(log: Log): (error: unknown) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (err) => {
    if (performance.now() - told < ONCE_IN) return;
    told = performance.now();
    log.warn({ err }, 'the shared cache is in trouble; requests are not counted meanwhile');
  };
}

/** Never the whole address: it may hold a password. */
function notThere(url: string): SoulError {
  const { protocol, host } = new URL(url);
  return new SoulError(
    'E_OFFLINE',
    text(`the shared cache at ${protocol}//${host} did not answer`, `共享缓存（${protocol}//${host}）没有响应`),
    {
      hint: text('look at --cache-url, and whether it runs', '请检查 --cache-url 以及该服务是否在运行'),
      details: { host },
    },
  );
}

async function load(adapter: string): Promise<new (url: string) => object> {
  try {
    const module = (await import(adapter)) as { default: new (url: string) => object };
    return module.default;
  } catch (cause) {
    throw new SoulError('E_CONFIG', text(`cacheUrl needs ${adapter}`, `cacheUrl 需要 ${adapter}`), {
      hint: text(`install it beside soulhub: npm install ${adapter}`, `请一并安装：npm install ${adapter}`),
      details: { adapter },
      cause,
    });
  }
}
