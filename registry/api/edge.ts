/**
 * From a request to a response: everything that is the same for every route. Its steps, in this order, because each one
 * guards those behind it: count the client, look at the token, read the body (bounded), check the values, run, check
 * the answer, answer. Whatever fails on the way becomes an answer of the route's dialect.
 */
import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import * as z from 'zod';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import { type Answer, matchesEtag } from './answer.ts';
import { actorOf, loginNeeded } from './auth.ts';
import { mediaType, parseJson, readBody, type Share, shareOf } from './body.ts';
import type { Actor, Deps } from './deps.ts';
import { clientOf, limitHeaders } from './limits.ts';
import { loggable } from './log.ts';
import { langOf, problemAnswer } from './problem.ts';
import type { Failed, Route } from './route.ts';

/** What the transport knows and the request does not say. */
export interface Arrival {
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  /** Address at the other end of the socket. */
  readonly address: string;
}

export async function answerRoute(route: Route, arrival: Arrival, deps: Deps): Promise<Response> {
  const started = performance.now();
  const reference = randomUUID();
  const { actor, answer, error } = await settle(route, arrival, deps, reference);
  const response = toResponse(answer, arrival.request, route);
  // Whoever keeps the connection would only hold up the end.
  if (deps.stopping()) response.headers.set('connection', 'close');
  const seconds = (performance.now() - started) / 1000;
  const bytes = Number(response.headers.get('content-length') ?? 0);
  deps.metrics.observe({ route: route.id, method: route.method, status: response.status, seconds, bytes });
  const line = {
    request: reference,
    route: route.id,
    method: arrival.request.method,
    path: route.secret ? route.path : loggable(new URL(arrival.request.url).pathname),
    status: response.status,
    ms: Math.round(seconds * 1e5) / 100,
    bytes,
    actor: actor?.handle,
  };
  if (error === undefined) deps.log.info(line, 'request');
  else deps.log.error({ ...line, err: error }, 'request failed');
  return response;
}

interface Settled {
  readonly answer: Answer;
  readonly actor: Actor | null;
  /** Only for what went wrong here. */
  readonly error?: unknown;
}

async function settle(route: Route, arrival: Arrival, deps: Deps, reference: string): Promise<Settled> {
  let actor: Actor | null = null;
  const share = shareOf(deps.budget);
  try {
    actor = route.access === 'none' ? null : await actorOf(arrival.request, deps);
    const refusal = await countCall(route, arrival, { actor, reference }, deps);
    if (refusal) return { answer: refusal, actor };
    if (route.access === 'required' && actor === null) throw loginNeeded(arrival.request);
    const work = (signal: AbortSignal) => runRoute(route, { ...arrival, actor, share, signal }, deps);
    const answer = await inTime(work, deps.config.requestTimeout);
    return { answer: deps.config.checkAnswers ? checked(route, answer) : answer, actor };
  } catch (error) {
    const answer = failure(error, route, { request: arrival.request, reference }, deps);
    return { answer, actor, ...(answer.status >= 500 ? { error } : {}) };
  } finally {
    share.giveBack();
  }
}

function failure(error: unknown, route: Route, failed: Failed, deps: Deps): Answer {
  if (route.problem) return route.problem(error, failed, deps);
  const lang = langOf(failed.request.headers.get('accept-language'));
  return problemAnswer(error, route.dialect, lang, failed.reference);
}

async function countCall(
  route: Route,
  arrival: Arrival,
  { actor, reference }: { readonly actor: Actor | null; readonly reference: string },
  deps: Deps,
): Promise<Answer | null> {
  const client = actor ? `token ${actor.tokenId ?? actor.handle}` : `address ${clientAddress(arrival, deps)}`;
  const allowance = await deps.limiter.take(route.limit, client, actor !== null);
  if (allowance.ok) return null;
  const error = new SoulError('E_RATE_LIMITED', text('Rate limit exceeded', '请求过于频繁'));
  // Clients print the sentence as it is, so it is always in English.
  const answer = route.problem
    ? route.problem(error, { request: arrival.request, reference }, deps)
    : problemAnswer(error, route.dialect, 'en', reference);
  return { ...answer, headers: { ...answer.headers, ...limitHeaders(allowance, deps.hub.now()) } };
}

/** An arrival that was counted and let in. */
interface Admitted extends Arrival {
  readonly actor: Actor | null;
  /** Of the memory for bodies. */
  readonly share: Share;
  /** Nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

async function runRoute(route: Route, admitted: Admitted, deps: Deps): Promise<Answer> {
  const { request, params, actor } = admitted;
  const url = new URL(request.url);
  const early = { headers: request.headers, origin: originOf(request, deps), url };
  const refusal = await route.before?.(early, deps);
  if (refusal) return refusal;
  const call = {
    ...early,
    ...(await bodyOf(route, admitted)),
    params: parsed(route.params, params),
    query: parsed(route.query, Object.fromEntries(reversed(url.searchParams))),
    actor,
    method: request.method,
    client: clientAddress(admitted, deps),
    lang: langOf(request.headers.get('accept-language')),
  };
  return route.run(call, deps);
}

/** Of a name that comes twice, the first value counts. */
function reversed(query: URLSearchParams): readonly (readonly [string, string])[] {
  return [...query].reverse();
}

async function bodyOf(route: Route, { request, share, signal }: Admitted) {
  const contentType = request.headers.get('content-type') ?? '';
  if (route.maxBytes === undefined && route.maxJson === undefined) {
    return { body: undefined, raw: { bytes: new Uint8Array(), contentType } };
  }
  const asBytes = isBytes(route, contentType);
  const limit = (asBytes ? route.maxBytes : route.maxJson) ?? 0;
  const bytes = await readBody(request, { limit, share, signal });
  return { body: asBytes ? undefined : parsed(route.body, parseJson(bytes)), raw: { bytes, contentType } };
}

function isBytes({ takes = [], body }: Route, contentType: string): boolean {
  const type = mediaType(contentType);
  if (takes.includes('*/*') || takes.includes(type)) return true;
  if (body !== undefined && (type === '' || type === 'application/json' || type === 'text/plain')) return false;
  throw new SoulError(
    'E_USAGE',
    text(`a body of type "${loggable(type)}" is not taken here`, `不接受“${loggable(type)}”类型的请求体`),
  );
}

function parsed(schema: z.ZodType | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw unfit(result.error);
}

function unfit(error: z.ZodError): SoulError {
  const issue = error.issues[0];
  const where = issue?.path.map(String).join('.').slice(0, 100) || 'the request';
  const what = issue?.message ?? 'is wrong';
  return new SoulError('E_USAGE', text(`${where}: ${what}`, `${where}：${what}`), {
    details: { field: where, problem: what },
  });
}

/** A promise that was broken is a bug of ours; only looked for where the configuration says so. */
function checked(route: Route, answer: Answer): Answer {
  const promised = route.answers[answer.status];
  if (!promised) throw new Error(`${route.id} answered ${answer.status}, which it does not promise`);
  if (!promised.json) return answer;
  const result = promised.json.safeParse(answer.body.kind === 'json' ? answer.body.value : undefined);
  if (result.success) return answer;
  throw new Error(`${route.id} broke its promise: ${z.prettifyError(result.error)}`);
}

/** Nobody waits longer than that; the work is told, so that it does not wait for ever either. */
async function inTime<T>(work: (signal: AbortSignal) => Promise<T>, milliseconds: number): Promise<T> {
  const end = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = tooSlow(milliseconds);
      end.abort(error);
      reject(error);
    }, milliseconds);
  });
  try {
    return await Promise.race([work(end.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(milliseconds: number): SoulError {
  const seconds = milliseconds / 1000;
  return new SoulError('E_TIMEOUT', text(`not done after ${seconds} s`, `${seconds} 秒内未完成`), {
    hint: text('try again in a moment, with less to send if it is much', '请稍后重试；若发送内容较多，请减少后再试'),
  });
}

/** Whose call this is. A proxy's word counts only where the configuration says so. */
export function clientAddress({ request, address }: Pick<Arrival, 'request' | 'address'>, { config }: Deps): string {
  const forwarded = config.trustProxy ? request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
  return clientOf(forwarded !== undefined && isIP(forwarded) !== 0 ? forwarded : address);
}

/** Without a public address of its own a hub is where its caller found it. */
export function originOf(request: Pick<Request, 'url' | 'headers'>, { config }: Pick<Deps, 'config'>): string {
  if (config.publicUrl !== undefined) return config.publicUrl;
  const url = new URL(request.url);
  const forwarded = config.trustProxy ? request.headers.get('x-forwarded-proto') : null;
  return forwarded === 'https' ? `https://${url.host}` : url.origin;
}

/**
 * Other sites hear of no address here. This one does: without a referrer a browser names no origin with a form either
 * (`Origin: null`), and on plain HTTP there is nothing else to tell by that a form is ours (`requireOwnForm`).
 */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};
const NO_CONTENT = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Headers that every answer has; a page brings a content policy of its own. */
export function securityHeaders(headers: Readonly<Record<string, string>>): Headers {
  const result = new Headers({ 'content-security-policy': NO_CONTENT, ...ALWAYS });
  for (const [name, value] of Object.entries(headers)) result.set(name, value);
  return result;
}

function toResponse(answer: Answer, request: Request, route: Route): Response {
  const headers = securityHeaders(answer.headers);
  const etag = answer.headers.etag;
  if (route.method === 'GET' && answer.status === 200 && matchesEtag(request.headers.get('if-none-match'), etag)) {
    headers.delete('content-type');
    return new Response(null, { status: 304, headers });
  }
  const bytes = bytesOf(answer);
  if (bytes === null) return new Response(null, { status: answer.status, headers });
  headers.set('content-length', String(bytes.length));
  return new Response(bytes as Uint8Array<ArrayBuffer>, { status: answer.status, headers });
}

function bytesOf({ body }: Answer): Uint8Array | null {
  switch (body.kind) {
    case 'none':
      return null;
    case 'json':
      return Buffer.from(`${JSON.stringify(body.value)}\n`);
    case 'text':
      return Buffer.from(body.text);
    case 'bytes':
      return body.bytes;
  }
}
