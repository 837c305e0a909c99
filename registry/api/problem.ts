/**
 * Errors, as each dialect's clients expect them. A `SoulError` is an answer; anything else is our bug: status 500, one
 * line in the log, and nothing about it to the client but a number to ask about.
 *
 *     npm           {"error":"there is no atlas@^9; versions: 1.0.0","code":"E_VERSION_NOT_FOUND"}
 *     clawhub       there is no atlas@^9; versions: 1.0.0                (one sentence of text; it is printed as it is)
 *     agent-souls   the same
 *     hub           {"error":{"code":"E_VERSION_NOT_FOUND","message":"…","hint":null,"details":{…}}}
 *
 * Where a body has no room for the code, the header `x-error-code` says it to our own client; `x-error-hint` (escaped as in
 * an address) says where the sentence ends and the hint begins.
 */
import { ERRORS, isSoulError, SoulError } from '../../src/core/errors.ts';
import { type Text, text, type UiLang } from '../../src/core/text.ts';
import { type Answer, json, plain } from './answer.ts';
import type { Dialect } from './route.ts';

/** An error that carries its whole answer, for the few places where a dialect wants a body of its own. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

interface Problem {
  readonly status: number;
  readonly says: Text;
  readonly hint: Text | undefined;
  readonly error: SoulError;
}

/** Statuses that a dialect's clients expect where they differ from the table of errors. */
const STATUS: Readonly<Record<Dialect, Readonly<Record<string, number>>>> = {
  // Clients read a 409 as a choice between packages, and say of a 403 that the package is blocked.
  clawhub: { E_VERSION_EXISTS: 400, E_CONFLICT: 400, E_NAME_TAKEN: 400, E_NAME_SIMILAR: 400, E_WITHDRAWN: 403 },
  npm: { E_AMBIGUOUS: 409, E_WITHDRAWN: 451 },
  'agent-souls': {},
  hub: { E_AMBIGUOUS: 409 },
};

/** @param reference what the log calls this request */
export function problemAnswer(error: unknown, dialect: Dialect, lang: UiLang, reference: string): Answer {
  if (error instanceof Refusal) return error.answer;
  const problem = problemOf(error, dialect, reference);
  const answer = SHAPES[dialect](problem, lang);
  const own = {
    'x-error-code': problem.error.code,
    ...(problem.hint ? { 'x-error-hint': encodeURIComponent(problem.hint[lang]) } : {}),
  };
  return { ...answer, headers: { ...answer.headers, ...own, ...headersOf(problem) } };
}

/** 500 stands in the table for what a hub never meets. What is above (too slow, a provider out of reach) is an answer. */
export function isBug(error: unknown): boolean {
  if (error instanceof Refusal) return false;
  return !isSoulError(error) || ERRORS[error.code].http === 500;
}

function problemOf(error: unknown, dialect: Dialect, reference: string): Problem {
  const known = isSoulError(error) && !isBug(error) ? error : internal(reference);
  const status = statusOf(known, dialect);
  return { status, says: known.says, hint: known.hint, error: known };
}

function statusOf({ code, details }: SoulError, dialect: Dialect): number {
  if (typeof details.allow === 'string') return 405;
  return STATUS[dialect][code] ?? ERRORS[code].http;
}

function internal(reference: string): SoulError {
  return new SoulError(
    'E_INTERNAL',
    text(`something went wrong here; it was noted as ${reference}`, `服务器内部出错，编号 ${reference}`),
    { details: { reference } },
  );
}

function headersOf({ status, error }: Problem): Readonly<Record<string, string>> {
  const { retryAfter, allow } = error.details;
  if (typeof retryAfter === 'number') return { 'retry-after': String(retryAfter) };
  if (typeof allow === 'string') return { allow };
  return status === 401 ? { 'www-authenticate': 'Bearer realm="soulhub"' } : {};
}

/** The sentence and, where there is one, what to do next. */
function sentence({ says, hint }: Problem, lang: UiLang): string {
  return hint === undefined ? says[lang] : `${says[lang]}${lang === 'zh' ? '；' : '; '}${hint[lang]}`;
}

const SHAPES: Readonly<Record<Dialect, (problem: Problem, lang: UiLang) => Answer>> = {
  npm: (problem, lang) =>
    json({ error: sentence(problem, lang), code: problem.error.code }, { status: problem.status }),
  clawhub: (problem, lang) => plain(sentence(problem, lang), { status: problem.status }),
  'agent-souls': (problem, lang) => plain(sentence(problem, lang), { status: problem.status }),
  hub: (problem, lang) => json({ error: problem.error.toJson(lang) }, { status: problem.status }),
};

/** The first language of the header that the program speaks; English for `*` and for none. */
export function langOf(header: string | null): UiLang {
  const first = (header ?? '').split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('zh') ? 'zh' : 'en';
}
