/** When to ask again, and how long to wait before. */
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { addressOf } from './failure.ts';

export const ATTEMPTS = 3;
/** Seconds that a person may be kept waiting because a server asks for it. */
export const PATIENCE = 60;
const BUSY = new Set([429, 502, 503, 504]);

export function isBusy(status: number): boolean {
  return BUSY.has(status);
}

/** Milliseconds before the next attempt; `attempt` counts from 1. The chance part keeps crowds from coming in step. */
export function backoff(attempt: number, chance: number = Math.random()): number {
  return Math.min(5_000, 300 * 2 ** (attempt - 1)) + Math.floor(chance * 300);
}

/**
 * `Retry-After` in seconds: `120`, or a date as in `Wed, 21 Oct 2026 07:28:00 GMT`; null when absent or neither.
 * @param now milliseconds, as `Date.now()`
 */
export function retryAfter(header: string | undefined, now: number): number | null {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const date = /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

/** Milliseconds to wait after a busy answer. @throws SoulError E_RATE_LIMITED when that is longer than `PATIENCE` */
export function pause(url: URL, header: string | undefined, attempt: number, now: number): number {
  const asked = retryAfter(header, now);
  if (asked === null) return backoff(attempt);
  if (asked <= PATIENCE) return Math.max(asked * 1000, 100) + Math.floor(Math.random() * 250);
  throw rateLimited(url, asked);
}

export function rateLimited(url: URL, seconds: number | null): SoulError {
  const [en, zh] =
    seconds === null
      ? ['asks to slow down', '要求降低请求频率']
      : [`asks to come back in ${seconds} s`, `要求 ${seconds} 秒后再试`];
  return new SoulError('E_RATE_LIMITED', text(`${url.host} ${en}`, `${url.host} ${zh}`), {
    hint: text('wait a little; being logged in often allows more', '请稍后再试；登录后限额通常更高'),
    details: { ...addressOf(url), retryAfter: seconds },
  });
}
