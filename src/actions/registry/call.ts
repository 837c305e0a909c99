/** One call to a registry, with the login; the answer checked, a refusal in the words of the server. */
import * as z from 'zod';
import { type HttpAnswer, jsonOf } from '../../client/answer.ts';
import { CAPS, send } from '../../client/send.ts';
import { hintBy, refusal, saidBy } from '../../client/status.ts';
import { isErrorCode, SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Registry } from './open.ts';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the address of the registry, or a whole URL. */
  readonly at: string;
  readonly query?: Readonly<Record<string, string | number | null | undefined>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly bytes?: { readonly content: Uint8Array; readonly type: string };
  /** What the call is about, for errors. */
  readonly about: string;
  readonly maxBytes?: number;
}

/** The parsed answer; null for 404 and 410. @throws SoulError E_AUTH_REQUIRED, E_FORBIDDEN, E_AMBIGUOUS, E_SERVER, … */
export async function ask<T extends z.ZodType>(registry: Registry, call: Call, shape: T): Promise<z.output<T> | null> {
  const answer = await request(registry, call);
  if (answer.status === 404 || answer.status === 410) return null;
  return shaped(checked(answer, call), shape, registry);
}

/** As `ask`, where something must be there. @throws SoulError E_NOT_FOUND */
export async function must<T extends z.ZodType>(registry: Registry, call: Call, shape: T): Promise<z.output<T>> {
  const answer = await request(registry, call);
  return shaped(checked(answer, call), shape, registry);
}

/** The answer as it is, whatever its status. */
export function request(
  registry: Registry,
  { at, query = {}, method, json, bytes, maxBytes }: Call,
): Promise<HttpAnswer> {
  const url = new URL(at, registry.url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value));
  }
  const body = json === undefined ? bytes?.content : JSON.stringify(json);
  const type = json === undefined ? bytes?.type : 'application/json';
  return send(url, {
    env: registry.env,
    lang: registry.lang,
    // A server may name any place for an upload: the login goes to its own origin only.
    token: url.origin === registry.url.origin ? registry.token : null,
    accept: 'application/json',
    method: method ?? 'GET',
    maxBytes: maxBytes ?? CAPS.json,
    ...(body === undefined ? {} : { body }),
    ...(type === undefined ? {} : { headers: { 'content-type': type } }),
  });
}

function shaped<T extends z.ZodType>(answer: HttpAnswer, shape: T, { url }: Registry): z.output<T> {
  const result = shape.safeParse(jsonOf(answer));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new SoulError(
    'E_PROTOCOL',
    text(
      `${url.host} answers ${answer.url.pathname} in an unknown way (${issue?.path.join('.')}: ${issue?.message})`,
      `${url.host} 对 ${answer.url.pathname} 的回答无法识别（${issue?.path.join('.')}）`,
    ),
    { details: { url: answer.url.href } },
  );
}

/** @throws SoulError unless the answer is a success */
export function checked(answer: HttpAnswer, call: Call): HttpAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw refused(answer, call);
}

/** What a hub of ours says with its code stands as it is; others are known by their status. */
export function refused(answer: HttpAnswer, call: Call): SoulError {
  const code = answer.headers['x-error-code'];
  const said = saidBy(answer);
  if (isErrorCode(code) && answer.status !== 401 && said.en !== '') {
    const { host, origin } = answer.url;
    return new SoulError(code, text(`${call.about} at ${host}${said.en}`, `${host} 上的 ${call.about}${said.zh}`), {
      ...(code === 'E_NOT_FOUND' ? { hint: text('check how it is written', '请检查写法') } : {}),
      ...hintBy(answer),
      details: { about: call.about, registry: origin },
    });
  }
  if (answer.status === 404 || answer.status === 410) return notThere(answer, call);
  if (answer.status === 409) return conflict(answer, call);
  return refusal(answer);
}

function notThere(answer: HttpAnswer, { about }: Call): SoulError {
  const said = saidBy(answer);
  return new SoulError(
    'E_NOT_FOUND',
    text(`${answer.url.host} has no ${about}${said.en}`, `${answer.url.host} 上没有 ${about}${said.zh}`),
    { details: { about, registry: answer.url.origin } },
  );
}

const Choice = z.looseObject({ matches: z.array(z.looseObject({ ref: z.string() })).min(1) });

/** In the clawhub dialect a 409 is a choice between owners; elsewhere somebody was faster. */
function conflict(answer: HttpAnswer, { about }: Call): SoulError {
  const { host } = answer.url;
  const choice = Choice.safeParse(jsonIfAny(answer));
  if (choice.success) {
    const candidates = choice.data.matches.map(({ ref }) => ref.slice(0, 200));
    return new SoulError(
      'E_AMBIGUOUS',
      text(
        `${candidates.length} owners have a ${about} at ${host}`,
        `${host} 上有 ${candidates.length} 个所有者都有 ${about}`,
      ),
      { hint: text(candidates.join(', '), candidates.join('、')), details: { words: about, candidates } },
    );
  }
  const said = saidBy(answer);
  return new SoulError(
    'E_CONFLICT',
    text(`${about} was not changed at ${host}${said.en}`, `${host} 未更改 ${about}${said.zh}`),
    {
      details: { about, registry: answer.url.origin },
    },
  );
}

function jsonIfAny(answer: HttpAnswer): unknown {
  try {
    return jsonOf(answer);
  } catch {
    return null;
  }
}
