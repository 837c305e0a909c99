/**
 * How many requests one client may make: so many a minute, counted in fixed windows, one budget for each class of
 * routes. A client is a token where one is shown, else an address. The numbers are those that the public ClawHub
 * documents; a private hub can raise them or switch them off (`rateLimits` in the configuration).
 *
 * Counts live in keyv: in memory for one process, in the store that `cacheUrl` names for several. keyv has no counter
 * that is atomic between processes, so two of them may each let a request too many pass; within one process the
 * requests of a client are counted one after the other.
 */
import type { LimitClass } from './route.ts';

/** Requests a minute. */
export interface Limit {
  readonly anonymous: number;
  readonly account: number;
}

export type Limits = Readonly<Record<Exclude<LimitClass, 'none'>, Limit>>;

export const DEFAULT_LIMITS: Limits = {
  read: { anonymous: 3_000, account: 12_000 },
  write: { anonymous: 300, account: 3_000 },
  download: { anonymous: 1_200, account: 6_000 },
  login: { anonymous: 60, account: 60 },
};

export interface Allowance {
  readonly ok: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Epoch milliseconds at which the window ends. */
  readonly resetAt: number;
}

export interface Limiter {
  take(kind: LimitClass, client: string, known: boolean): Promise<Allowance>;
}

const WINDOW = 60_000;

/** Where counts are kept. What a store does not answer counts as nothing. */
export interface Counts {
  get<Value>(key: string): Promise<Value | undefined>;
  /** @param life milliseconds */
  set(key: string, value: unknown, life: number): Promise<unknown>;
}

export function createLimiter(store: Counts, limits: Limits | null, now: () => number): Limiter {
  const turns = createTurns();
  return {
    async take(kind, client, known) {
      if (limits === null || kind === 'none') return { ok: true, limit: 0, remaining: 0, resetAt: 0 };
      const limit = limits[kind][known ? 'account' : 'anonymous'];
      const window = Math.floor(now() / WINDOW);
      const resetAt = (window + 1) * WINDOW;
      const key = `${kind} ${client}`;
      const used = await turns(key, () => count(store, key, window));
      return { ok: used <= limit, limit, remaining: Math.max(0, limit - used), resetAt };
    },
  };
}

interface Counted {
  readonly window: number;
  readonly used: number;
}

async function count(store: Counts, key: string, window: number): Promise<number> {
  const before = await store.get<Counted>(key);
  const used = before?.window === window ? before.used + 1 : 1;
  await store.set(key, { window, used } satisfies Counted, 2 * WINDOW);
  return used;
}

/** Guesses at passwords: so many wrong ones in a quarter of an hour, from one place and from everywhere. */
export interface Throttle {
  /** Counts one; false, and nothing is counted, when there were too many. */
  guess(handle: string, client: string): Promise<boolean>;
  /** It was right. */
  giveBack(handle: string, client: string): Promise<void>;
}

const GUESS_WINDOW = 15 * 60_000;
const GUESSES_HERE = 10;
const GUESSES_EVERYWHERE = 100;

/** From everywhere more are allowed, so that nobody is locked out by a stranger's handful of guesses. */
export function createThrottle(store: Counts, now: () => number): Throttle {
  const turns = createTurns();
  const keys = (handle: string, client: string) => [
    { key: `guess ${handle} ${client}`, most: GUESSES_HERE },
    { key: `guess ${handle}`, most: GUESSES_EVERYWHERE },
  ];
  const add = (key: string, change: number, most: number) =>
    turns(key, async () => {
      const window = Math.floor(now() / GUESS_WINDOW);
      const before = await store.get<Counted>(key);
      const used = (before?.window === window ? before.used : 0) + change;
      if (used > most) return false;
      await store.set(key, { window, used: Math.max(0, used) } satisfies Counted, 2 * GUESS_WINDOW);
      return true;
    });
  return {
    async guess(handle, client) {
      for (const { key, most } of keys(handle, client)) if (!(await add(key, 1, most))) return false;
      return true;
    },
    async giveBack(handle, client) {
      for (const { key, most } of keys(handle, client)) await add(key, -1, most);
    },
  };
}

/** keyv forgets what has expired only when it is asked for it; clients that never come back would stay for ever. */
export function boundedMap(max: number): Map<string, unknown> {
  const map = new Map<string, unknown>();
  const set = map.set.bind(map);
  map.set = (key, value) => {
    const oldest = map.size >= max && !map.has(key) ? map.keys().next().value : undefined;
    if (oldest !== undefined) map.delete(oldest);
    return set(key, value);
  };
  return map;
}

/** Tasks with one key run one after the other; nothing is kept about a key that nobody waits for. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(task, task);
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}

/** The headers of a refusal. Clients print them, so they go with 429 and 503 only. */
export function limitHeaders({ limit, remaining, resetAt }: Allowance, now: number): Readonly<Record<string, string>> {
  const seconds = Math.max(1, Math.ceil((resetAt - now) / 1000));
  return {
    'retry-after': String(seconds),
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(seconds),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil(resetAt / 1000)),
  };
}

/** An IPv6 customer has a /64 and could count as 2^64 clients; an IPv4 address in IPv6 clothes is itself. */
export function clientOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':') || address === '::1') return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const front = head.split(':').filter(Boolean);
  const back = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const middle = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0');
  return `${[...front, ...middle, ...back].slice(0, 4).join(':')}::/64`;
}
