/**
 * A route is an entry of a table: how it is asked, what it takes, what it answers, and the call it turns into. The same
 * table drives the server (`app.ts`), the OpenAPI document (`openapi.ts`), the checked documentation and the fuzzer, so
 * none of them can drift from the others.
 *
 *     route({ id: 'hub.health', dialect: 'hub', method: 'GET', path: '/healthz', says: 'The process is alive.',
 *             answers: { 200: { means: 'alive', json: z.object({ ok: z.boolean() }) } },
 *             run: async () => json({ ok: true }) })
 *
 * A path is written as OpenAPI writes it. `{name}` holds no slash, unless it is the last part and ends with a star
 * (`{path*}`). Whatever does not fit `params`, `query` or `body` is refused before `run` is called.
 */
import type * as z from 'zod';
import type { UiLang } from '../../src/core/text.ts';
import type { Answer } from './answer.ts';
import type { Actor, Deps } from './deps.ts';

export type Dialect = 'npm' | 'clawhub' | 'agent-souls' | 'hub';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
/** Which budget of requests a call is counted against (`limits.ts`). */
export type LimitClass = 'read' | 'write' | 'download' | 'login' | 'none';
/** `none`: a token is not even looked at. */
export type Access = 'none' | 'optional' | 'required';

export interface Promised {
  readonly means: string;
  readonly json?: z.ZodType;
  /** Content type, for what is not JSON. */
  readonly type?: string;
}

export interface Call<P, Q, B, A> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The body as it came, where the route takes something else than JSON. */
  readonly raw: { readonly bytes: Uint8Array; readonly contentType: string };
  readonly actor: A;
  /** GET or HEAD; of other routes, their own. */
  readonly method: string;
  /** Where this hub is, as its caller sees it; no slash at the end. */
  readonly origin: string;
  /** Who is calling, as far as counting goes: an address, or a part of it. */
  readonly client: string;
  readonly headers: Headers;
  readonly lang: UiLang;
  readonly url: URL;
}

/** What is known of a call before its body. */
export type EarlyCall = Pick<Call<unknown, unknown, unknown, unknown>, 'headers' | 'origin' | 'url'>;

export interface Failed {
  readonly request: Request;
  /** What the log calls this request. */
  readonly reference: string;
}

interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Access> {
  readonly id: string;
  readonly dialect: Dialect;
  readonly method: Method;
  readonly path: string;
  /** Other addresses of the same thing; part of the server, not of the OpenAPI document. */
  readonly also?: readonly string[];
  readonly says: string;
  readonly access?: A;
  readonly limit?: LimitClass;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Content types of bodies that are taken as bytes. With `body`, JSON is taken too. */
  readonly takes?: readonly string[];
  /** Limits, in bytes, of a body that is taken as bytes, and of one that is JSON. Without either, none is read. */
  readonly maxBytes?: number;
  readonly maxJson?: number;
  /** Asked before the body is read: an answer for whoever gets no further. */
  readonly before?: (call: EarlyCall, deps: Deps) => Promise<Answer | null>;
  /** How a failure is answered, where it is not the dialect's way: pages show a page. */
  readonly problem?: (error: unknown, failed: Failed, deps: Deps) => Answer;
  /** Its path or answer holds a secret: neither is logged. */
  readonly secret?: boolean;
  readonly answers: Readonly<Record<number, Promised>>;
  readonly run: (
    call: Call<z.output<P>, z.output<Q>, z.output<B>, A extends 'required' ? Actor : Actor | null>,
    deps: Deps,
  ) => Promise<Answer>;
}

/** What the server needs to know of a route, whatever its types are. */
export interface Route extends Omit<RouteSpec<z.ZodType, z.ZodType, z.ZodType, Access>, 'run' | 'access' | 'limit'> {
  readonly access: Access;
  readonly limit: LimitClass;
  readonly run: (call: Call<unknown, unknown, unknown, Actor | null>, deps: Deps) => Promise<Answer>;
}

/** The values were parsed by the route's own schemas before `run` is called, so forgetting their types is safe. */
export function route<
  P extends z.ZodType = z.ZodType<Readonly<Record<string, never>>>,
  Q extends z.ZodType = z.ZodType<Readonly<Record<string, never>>>,
  B extends z.ZodType = z.ZodType<undefined>,
  A extends Access = 'none',
>(spec: RouteSpec<P, Q, B, A>): Route {
  const { access = 'none', limit = spec.method === 'GET' ? 'read' : 'write', ...rest } = spec;
  return { ...rest, access, limit } as unknown as Route;
}

/** `/a/{b}/@{c}/{d*}` → its named parts, in order. */
export function paramNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([A-Za-z]+)\*?\}/g)].map(([, name]) => name ?? '');
}

/** `/a/{b}/@{c}/{d*}` → `/a/:b/:c{@[^/%]+}/:d{.+}`, as Hono writes it. A scope holds no escaped slash. */
export function honoPath(path: string): string {
  return path
    .replace(/@\{([A-Za-z]+)\}/g, ':$1{@[^/%]+}')
    .replace(/\{([A-Za-z]+)\*\}$/, ':$1{.+}')
    .replace(/(^|\/)\{([A-Za-z]+)\}/g, '$1:$2');
}
