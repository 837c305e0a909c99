/**
 * Signing in by OpenID Connect, with any provider that publishes its settings (discovery): the authorization code flow
 * with PKCE, as openid-client does it. What has to be remembered between leaving and coming back is in a cookie of the
 * browser that left; the account is known by issuer and subject, never by a name or an e-mail that might change hands.
 */
import { SoulError } from '../../../src/core/errors.ts';
import { text } from '../../../src/core/text.ts';
import type { Deps } from '../../api/deps.ts';
import { accountOf, type Identity } from '../../domain/identities.ts';
import { cookie, cookieOf, openSession } from './session.ts';
import { type AccountPage, type AccountVisit, anybody, go, ownPath } from './visit.ts';

type Oidc = typeof import('openid-client');
type Configuration = import('openid-client').Configuration;

const CONFIGURATIONS = new Map<string, Promise<Configuration>>();

async function configurationOf(oidc: Oidc, { config }: Deps): Promise<Configuration> {
  const settings = config.oidc;
  if (settings === undefined)
    throw new SoulError('E_NOT_FOUND', text('this hub has no provider to sign in with', '本站没有配置登录提供方'));
  const { issuer, clientId, clientSecret } = settings;
  const insecure = new URL(issuer).protocol === 'http:';
  const make = () =>
    oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: 10,
      ...(insecure ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
  const key = `${issuer} ${clientId}`;
  const known = CONFIGURATIONS.get(key) ?? make();
  CONFIGURATIONS.set(key, known);
  try {
    return await known;
  } catch (cause) {
    CONFIGURATIONS.delete(key);
    throw unreachable(issuer, cause);
  }
}

function unreachable(issuer: string, cause: unknown): SoulError {
  return new SoulError('E_OFFLINE', text(`${issuer} does not answer`, `${issuer} 没有响应`), {
    hint: text('try again in a moment, or sign in with a password', '请稍后再试，或使用密码登录'),
    cause,
  });
}

/** What is remembered while the person is away. */
interface Away {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly to: string;
}

const AWAY = 'soulhub_away';
const AWAY_SECONDS = 600;

const leave = anybody({
  id: 'leave',
  method: 'GET',
  path: '/account/provider',
  says: 'Off to the provider.',
  limit: 'login',
  run: async ({ site, query, deps }) => {
    const oidc = await import('openid-client');
    const configuration = await configurationOf(oidc, deps);
    const away: Away = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      to: ownPath(query.get('to')),
    };
    const there = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: backAt(site.origin),
      scope: 'openid profile email',
      state: away.state,
      nonce: away.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(away.verifier),
      code_challenge_method: 'S256',
    });
    const value = Buffer.from(JSON.stringify(away)).toString('base64url');
    return go(there.href, cookie(value, { name: AWAY, seconds: AWAY_SECONDS, deps }));
  },
});

function backAt(origin: string): string {
  return `${origin}/account/provider/back`;
}

const back = anybody({
  id: 'back',
  method: 'GET',
  path: '/account/provider/back',
  says: 'Back from the provider.',
  limit: 'login',
  run: async (visit) => {
    const { site, deps } = visit;
    const away = awayOf(visit.headers);
    const identity = await identityOf(visit, away);
    const actor = await accountOf(deps.hub, identity);
    return go(site.href(away.to), await openSession(actor, deps));
  },
});

/** @throws SoulError E_FORBIDDEN when this browser never left, or too long ago */
function awayOf(headers: Headers): Away {
  try {
    const away = JSON.parse(Buffer.from(cookieOf(headers, AWAY) ?? '', 'base64url').toString()) as Away;
    if ([away.state, away.nonce, away.verifier, away.to].every((part) => typeof part === 'string')) return away;
  } catch {
    // Said below.
  }
  throw refused(
    text('this sign-in was not begun in this browser, or too long ago', '该登录不是在此浏览器发起，或已过期'),
  );
}

async function identityOf({ site, url, deps }: AccountVisit, away: Away): Promise<Identity> {
  const oidc = await import('openid-client');
  const configuration = await configurationOf(oidc, deps);
  const here = new URL(backAt(site.origin));
  here.search = url.search;
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, here, {
      pkceCodeVerifier: away.verifier,
      expectedState: away.state,
      expectedNonce: away.nonce,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('no claims');
    return { issuer: claims.iss, subject: claims.sub, names: namesIn(claims), title: wordOf(claims.name) };
  } catch (cause) {
    throw refused(text('the provider did not confirm who you are', '登录提供方未能确认你的身份'), cause);
  }
}

function namesIn(claims: Readonly<Record<string, unknown>>): string[] {
  const mail = wordOf(claims.email)?.split('@')[0] ?? null;
  return [wordOf(claims.preferred_username), wordOf(claims.nickname), mail].flatMap((name) => name ?? []);
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 120) : null;
}

function refused(why: { en: string; zh: string }, cause?: unknown): SoulError {
  return new SoulError('E_FORBIDDEN', why, {
    hint: text('start again: /account/sign-in', '请重新开始：/account/sign-in'),
    cause,
  });
}

export const provider: readonly AccountPage[] = [leave, back];
