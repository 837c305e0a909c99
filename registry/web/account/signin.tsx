/** Signing in, by password, by a token, or by the organisation's own provider; and out again. */
import { isSoulError } from '../../../src/core/errors.ts';
import { actorOfPassword } from '../../api/auth.ts';
import type { Deps } from '../../api/deps.ts';
import { type Actor, authenticate } from '../../domain/actor.ts';
import { revokeToken } from '../../domain/tokens.ts';
import type { Site } from '../site.ts';
import { drawAccount, Field, Notice } from './parts.tsx';
import { closedSession, openSession } from './session.ts';
import { type AccountPage, type AccountVisit, anybody, go, ownPath, person, show } from './visit.ts';

interface SignInProps {
  readonly site: Site;
  readonly to: string;
  readonly provider: string | null;
  readonly problem: string | null;
  /** What was typed before. */
  readonly handle?: string;
}

export function signInPage({ site, to, provider, problem, handle = '' }: SignInProps): string {
  const { say, href } = site;
  return drawAccount(
    { site },
    say('Sign in', '登录'),
    <>
      {problem && <Notice says={problem} bad />}
      {provider && (
        <p>
          <a class="button" href={href(`/account/provider?to=${encodeURIComponent(to)}`)}>
            {say(`Go on with ${provider}`, `使用 ${provider} 登录`)}
          </a>
        </p>
      )}
      <form method="post" action={href('/account/sign-in')} class="stack">
        <input type="hidden" name="to" value={to} />
        <Field id="handle" label={say('User name', '用户名')} value={handle} autocomplete="username" maxlength={60} />
        <Field
          id="password"
          label={say('Password', '密码')}
          type="password"
          autocomplete="current-password"
          maxlength={1000}
        />
        <Field
          id="token"
          label={say('or a token', '或令牌')}
          type="password"
          autocomplete="off"
          maxlength={300}
          hint={say('clh_…, as the command line has it: clawhub token', '以 clh_ 开头；命令行可用 clawhub token 查看')}
        />
        <p>
          <button type="submit">{say('Sign in', '登录')}</button>
        </p>
      </form>
      <p class="small">
        {say(
          'No account? Ask the people who run this hub. To let a program in instead, run clawhub login and open the address it shows.',
          '没有账号？请联系本站管理员。若要让程序登录，请运行 clawhub login 并打开它显示的地址。',
        )}
      </p>
    </>,
  );
}

function providerOf({ config }: Deps): string | null {
  return config.oidc === undefined ? null : (config.oidc.name ?? new URL(config.oidc.issuer).host);
}

const form = anybody({
  id: 'signIn',
  method: 'GET',
  path: '/account/sign-in',
  says: 'The form to sign in.',
  run: async ({ site, query, actor, deps }) => {
    const to = ownPath(query.get('to'));
    if (actor !== null) return go(site.href(to));
    return show(signInPage({ site, to, provider: providerOf(deps), problem: null }));
  },
});

const answer = anybody({
  id: 'signedIn',
  method: 'POST',
  path: '/account/sign-in',
  says: 'Sign in with a password or a token.',
  limit: 'login',
  run: async (visit) => {
    const { site, deps } = visit;
    const to = ownPath(visit.form.get('to'));
    const actor = await personIn(visit);
    if (actor !== null) return go(site.href(to), await openSession(actor, deps));
    const problem = site.say('User name, password or token is wrong.', '用户名、密码或令牌不对。');
    const handle = (visit.form.get('handle') ?? '').trim().slice(0, 60);
    return show(signInPage({ site, to, provider: providerOf(deps), problem, handle }), 403);
  },
});

/** @throws SoulError E_RATE_LIMITED after too many guesses */
async function personIn({ form: fields, client, deps }: AccountVisit): Promise<Actor | null> {
  const token = fields.get('token')?.trim() ?? '';
  if (token !== '') return token.length > 300 ? null : authenticate(deps.hub, token);
  const [handle, password] = [fields.get('handle')?.trim() ?? '', fields.get('password') ?? ''];
  if (handle === '' || password === '' || handle.length > 60 || password.length > 1000) return null;
  return actorOfPassword(deps, { handle, password, client });
}

const out = person({
  id: 'signOut',
  method: 'POST',
  path: '/account/sign-out',
  says: 'Sign out: the session is a token, which is taken back.',
  run: async ({ site, actor, deps }) => {
    await forget(deps, actor);
    return go(site.href('/'), closedSession(deps));
  },
});

async function forget({ hub }: Deps, actor: Actor): Promise<void> {
  try {
    if (actor.tokenId !== null) await revokeToken(hub, actor, actor.tokenId);
  } catch (error) {
    if (!isSoulError(error, 'E_NOT_FOUND')) throw error;
  }
}

export const signIn: readonly AccountPage[] = [form, answer, out];
