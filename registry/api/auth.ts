/**
 * From a request to an actor. A token is shown as `Authorization: Bearer clh_…`; programs that only know user names and
 * passwords may send it as the password of `Basic`.
 *
 * On a route that can be used without a token, a bad one is not an error: clients send the token they have to every
 * registry, and reading must not stop working because it has expired.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import { authenticate } from '../domain/actor.ts';
import { checkPassword } from '../domain/logins.ts';
import { plainHandle } from '../domain/owners.ts';
import type { Actor, Deps } from './deps.ts';

const MAX_HEADER = 4_096;

/** null without a token, and for one that is unknown, expired or revoked. */
export async function actorOf(request: Request, { hub }: Pick<Deps, 'hub'>): Promise<Actor | null> {
  const token = tokenOf(request.headers.get('authorization'));
  return token === null ? null : authenticate(hub, token);
}

/** Of a route that needs an actor and got none. */
export function loginNeeded(request: Request): SoulError {
  const shown = request.headers.has('authorization');
  const says = shown
    ? text('Unauthorized: the token is invalid, expired or revoked', '令牌无效、已过期或已撤销')
    : text('Unauthorized: this needs a token', '未登录：此操作需要令牌');
  return new SoulError('E_AUTH_REQUIRED', says, {
    hint: text('log in with `clawhub login` or `npm login`', '请先用 `clawhub login` 或 `npm login` 登录'),
  });
}

export function tokenOf(header: string | null): string | null {
  if (header === null || header.length > MAX_HEADER) return null;
  const [, scheme = '', value = ''] = /^([A-Za-z]+)\s+(\S+)\s*$/.exec(header) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const password = Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':');
  return password === '' ? null : password;
}

/**
 * Who has this password; null for nobody. Wrong ones are counted, here and in all, however the handle is written. Each
 * counts before it is looked at, so that many at once are no way around; a right one is given back.
 * @throws SoulError E_RATE_LIMITED
 */
export async function actorOfPassword(
  { hub, throttle }: Pick<Deps, 'hub' | 'throttle'>,
  guess: { readonly handle: string; readonly password: string; readonly client: string },
): Promise<Actor | null> {
  const handle = plainHandle(guess.handle);
  if (!(await throttle.guess(handle, guess.client))) throw tooManyGuesses();
  const actor = await checkPassword(hub, handle, guess.password);
  if (actor !== null) await throttle.giveBack(handle, guess.client);
  return actor;
}

function tooManyGuesses(): SoulError {
  return new SoulError('E_RATE_LIMITED', text('too many wrong passwords for this account', '该账号密码错误次数过多'), {
    hint: text('wait a quarter of an hour, or log in with a token', '请等待一刻钟，或使用令牌登录'),
  });
}
