/**
 * Who is signed in. A session is a token of the account, as the programs have them, kept in a cookie that no script can
 * read: it shows up among the tokens of the account, expires, and can be taken back there like any other.
 */
import { SoulError } from '../../../src/core/errors.ts';
import { text } from '../../../src/core/text.ts';
import type { Deps } from '../../api/deps.ts';
import { type Actor, authenticate, hasScope, SCOPES, type Scope } from '../../domain/actor.ts';
import { DAY } from '../../domain/rules.ts';
import { createToken } from '../../domain/tokens.ts';

const COOKIE = 'soulhub_session';
const LIFE = 14 * DAY;

export function cookieOf(headers: Headers, name = COOKIE): string | null {
  const pairs = (headers.get('cookie') ?? '').split(/;\s*/);
  const pair = pairs.find((each) => each.startsWith(`${name}=`));
  return pair === undefined ? null : pair.slice(name.length + 1).slice(0, 4096);
}

export async function signedIn(headers: Headers, { hub }: Deps): Promise<Actor | null> {
  const token = cookieOf(headers);
  return token === null ? null : authenticate(hub, token);
}

interface CookieLife {
  readonly name?: string;
  /** Seconds; 0 takes it away. */
  readonly seconds: number;
  readonly deps: Deps;
}

/** `Lax`: a link from elsewhere finds the person signed in, a form from elsewhere does not. */
export function cookie(value: string, { name = COOKIE, seconds, deps }: CookieLife): string {
  const base = deps.config.publicUrl === undefined ? '' : new URL(deps.config.publicUrl).pathname.replace(/\/+$/, '');
  const secure = deps.config.publicUrl?.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=${base}/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** What tokens of somebody may be for: no more than they may now, and for a user without a role not `admin` either. */
export function grantable(actor: Actor): readonly Scope[] {
  return SCOPES.filter((scope) => hasScope(actor, scope) && (scope !== 'admin' || actor.role !== 'user'));
}

/**
 * A token for this browser, as the value of the header `set-cookie`. Whoever signed in with a token gets one that may do
 * and lasts no more than that.
 */
export async function openSession(actor: Actor, deps: Deps): Promise<string> {
  const { hub } = deps;
  const life = Math.min(LIFE, (actor.expiresAt ?? Number.POSITIVE_INFINITY) - hub.now());
  const expiresAt = hub.now() + life;
  const { token } = await createToken(hub, actor, { label: 'browser', scopes: grantable(actor), expiresAt });
  return cookie(token, { seconds: Math.ceil(life / 1000), deps });
}

export function closedSession(deps: Deps): string {
  return cookie('', { seconds: 0, deps });
}

/**
 * A form of this site, and of no other. Browsers say where a request comes from, on plain HTTP by `origin` alone; one that
 * says nothing sends no cookie across sites either (`SameSite=Lax`). `Origin: null` may be anybody. @throws SoulError E_FORBIDDEN
 */
export function requireOwnForm(headers: Headers, origin: string): void {
  const site = headers.get('sec-fetch-site');
  const from = headers.get('origin');
  const ours = site === null ? from === null || from === new URL(origin).origin : site === 'same-origin';
  if (ours) return;
  throw new SoulError('E_FORBIDDEN', text('this form was sent from another site', '该表单来自其他网站'), {
    hint: text('open the page here and send it again', '请在本站打开页面后重新提交'),
  });
}
