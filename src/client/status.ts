/** What an answer's status means for somebody who wanted to read. */
import { SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import type { HttpAnswer } from './answer.ts';
import { addressOf, nonsense } from './failure.ts';
import { rateLimited, retryAfter } from './retry.ts';

/** Characters of a stranger's words, and of the sentences of a hub of ours, which end where they should. */
const SHOWN = 200;
const OWN = 1_000;

/** The answer when it holds something, null when there is nothing there. @throws SoulError for everything else */
export function checkStatus(answer: HttpAnswer): HttpAnswer | null {
  if (answer.status === 200) return answer;
  if (answer.status === 404 || answer.status === 410) return null;
  throw refusal(answer);
}

/** An answer of 300 and more as an error. What the server itself says is part of it, cleaned and cut. */
export function refusal(answer: HttpAnswer): SoulError {
  const { status, url, headers } = answer;
  if (status === 429) return rateLimited(url, retryAfter(headers['retry-after'], Date.now()));
  const details = { ...addressOf(url), status };
  const said = saidBy(answer);
  if (status === 401) {
    return new SoulError(
      'E_AUTH_REQUIRED',
      text(`${url.host} wants to know who you are${said.en}`, `${url.host} 要求先登录${said.zh}`),
      { hint: text('log in: clawhub login', '请先登录：clawhub login'), details },
    );
  }
  if (status === 403) {
    return new SoulError(
      'E_FORBIDDEN',
      text(`${url.host} does not allow this${said.en}`, `${url.host} 不允许这样做${said.zh}`),
      { ...hintBy(answer), details },
    );
  }
  if (status === 451) {
    return new SoulError(
      'E_WITHDRAWN',
      text(`${url.host} has withdrawn this${said.en}`, `${url.host} 已撤下该内容${said.zh}`),
      { ...hintBy(answer), details },
    );
  }
  if (status < 400)
    return nonsense(url, `an answer of status ${status} was not expected`, `不应出现状态 ${status} 的回答`);
  return new SoulError(
    'E_SERVER',
    text(`${url.host} answered with status ${status}${said.en}`, `${url.host} 返回状态 ${status}${said.zh}`),
    { ...hintBy(answer), details },
  );
}

/** What a hub of ours says to do next, to be spread into the options of an error. */
export function hintBy(answer: HttpAnswer): { readonly hint?: Text } {
  const hint = hintOf(answer);
  return hint === '' ? {} : { hint: text(hint, hint) };
}

function hintOf({ headers }: HttpAnswer): string {
  try {
    return oneLine(decodeURIComponent(headers['x-error-hint'] ?? ''), OWN);
  } catch {
    return '';
  }
}

/**
 * `: <the server's own words>`, or nothing. Servers answer in plain text or as `{ "error" | "message": "…" }`. A hint that
 * comes with them is left to `hintBy`.
 */
export function saidBy(answer: HttpAnswer): Text {
  const words = wordsOf(answer);
  return words === '' ? text('', '') : text(`: ${words}`, `：${words}`);
}

function wordsOf(answer: HttpAnswer): string {
  const { headers } = answer;
  const words = bodyWords(answer, headers['x-error-code'] === undefined ? SHOWN : OWN);
  const hint = hintOf(answer);
  return hint !== '' && words.endsWith(hint) ? words.slice(0, -hint.length).replace(/[;；]\s*$/, '') : words;
}

function bodyWords({ headers, bytes }: HttpAnswer, most: number): string {
  const type = headers['content-type'] ?? '';
  const body = new TextDecoder().decode(bytes.subarray(0, 4096));
  if (/json/i.test(type)) return oneLine(jsonWords(body), most);
  return /^text\/plain/i.test(type) ? oneLine(body, most) : '';
}

function jsonWords(body: string): string {
  try {
    const value = JSON.parse(body) as Record<string, unknown> | null;
    const error = value?.error;
    const inner = typeof error === 'object' && error !== null ? (error as Record<string, unknown>).message : error;
    const words = inner ?? value?.message ?? value?.detail;
    return typeof words === 'string' ? words : '';
  } catch {
    return '';
  }
}

/** Of a word that was cut; of a text without spaces nothing. */
const LAST_PART = /\s+\S{0,40}$/;

/** Nothing that moves the cursor or hides, and not endless: these are a stranger's words on the user's terminal. */
function oneLine(words: string, most: number): string {
  const line = (words.trim().split('\n')[0] ?? '').replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim();
  return line.length > most ? `${line.slice(0, most).replace(LAST_PART, '')}…` : line;
}
