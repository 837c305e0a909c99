/** My account: packages, tokens, password. */

import { isSoulError } from '../../../src/core/errors.ts';
import { type Text, text } from '../../../src/core/text.ts';
import { type Actor, hasScope, isModerator, SCOPES, type Scope } from '../../domain/actor.ts';
import { listPackages } from '../../domain/list.ts';
import { setPassword } from '../../domain/logins.ts';
import { DAY } from '../../domain/rules.ts';
import { createToken, revokeToken, type TokenView, tokens } from '../../domain/tokens.ts';
import type { PackageView } from '../../domain/view.ts';
import { Copy } from '../layout.tsx';
import type { Site } from '../site.ts';
import { date, titleOf } from '../words.ts';
import { drawAccount, Field, Notice } from './parts.tsx';
import { grantable } from './session.ts';
import { type AccountPage, go, type OwnVisit, person, show } from './visit.ts';

interface Said {
  readonly says: string;
  readonly bad?: boolean;
  /** A new token, for the only time. */
  readonly token?: string;
}

async function draw(visit: OwnVisit, said: Said | null = null): Promise<string> {
  const { site, actor, deps } = visit;
  const mayChange = hasScope(actor, 'publish');
  const [list, packages] = await Promise.all([
    tokens(deps.hub, actor),
    listPackages(deps.hub, { owner: actor.handle, limit: 100, cursor: null, sort: 'updated' }),
  ]);
  return drawAccount(
    { site, actor },
    actor.displayName,
    <>
      {said && <Notice says={said.says} bad={said.bad ?? false} />}
      {!mayChange && <OnlyReading site={site} />}
      {said?.token && <NewToken site={site} token={said.token} />}
      <Top visit={visit} />
      <Packages site={site} packages={packages.items} />
      <Tokens site={site} tokens={list} own={actor.tokenId} scopes={grantable(actor)} />
      {mayChange && <Password site={site} />}
    </>,
  );
}

function OnlyReading({ site: { say } }: { readonly site: Site }) {
  return (
    <p class="notice">
      {say(
        'You signed in with a token that may only read. To publish or to set a password, sign out and sign in with your password or another token.',
        '你使用的令牌只能读取。若要发布或设置密码，请退出后使用密码或其他令牌重新登录。',
      )}
    </p>
  );
}

function Top({ visit: { site, actor } }: { readonly visit: OwnVisit }) {
  const { say, href } = site;
  return (
    <>
      <p>
        {say('Signed in as', '当前账号：')} <strong>@{actor.handle}</strong>
        {actor.role !== 'user' && <span class="kind">{roleTitle(actor.role, site)}</span>}
      </p>
      <form method="post" action={href('/account/sign-out')} class="actions">
        {hasScope(actor, 'publish') && (
          <a class="button" href={href('/account/upload')}>
            {say('Publish a package', '发布包')}
          </a>
        )}
        {isModerator(actor) && (
          <a class="button quiet" href={href('/account/moderation')}>
            {say('Reports', '举报')}
          </a>
        )}
        <button type="submit" class="quiet">
          {say('Sign out', '退出登录')}
        </button>
      </form>
    </>
  );
}

function NewToken({ site, token }: { readonly site: Site; readonly token: string }) {
  return (
    <p>
      <code class="token" id="new-token">
        {token}
      </code>{' '}
      <Copy site={site} text={token} />
    </p>
  );
}

function Packages({ site, packages }: { readonly site: Site; readonly packages: readonly PackageView[] }) {
  const { say, href } = site;
  return (
    <section aria-labelledby="packages">
      <h2 id="packages">{say('My packages', '我的包')}</h2>
      {packages.length === 0 ? (
        <p>{say('None yet.', '还没有。')}</p>
      ) : (
        <ul>
          {packages.map((pkg) => (
            <li>
              <a href={href(`/${pkg.name}`)}>{titleOf(pkg, site)}</a> <code>{pkg.name}</code>{' '}
              {pkg.latest?.version ?? ''}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface TokensProps {
  readonly site: Site;
  readonly tokens: readonly TokenView[];
  /** The one of this browser. */
  readonly own: string | null;
  readonly scopes: readonly Scope[];
}

function Tokens({ site, tokens: list, own, scopes }: TokensProps) {
  const { say, href } = site;
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens">{say('Tokens', '令牌')}</h2>
      <p>
        {say(
          'Programs sign in with a token. Give each one its own, with no more than it needs.',
          '程序使用令牌登录。请为每个程序单独创建，权限够用即可。',
        )}
      </p>
      <ul class="tokens">
        {list.map((token) => (
          <Token site={site} token={token} isOwn={token.id === own} />
        ))}
      </ul>
      <form method="post" action={href('/account/tokens')} class="stack">
        <h3>{say('A new token', '新令牌')}</h3>
        <Field id="label" label={say('What is it for?', '用途')} required maxlength={120} />
        <fieldset>
          <legend>{say('It may', '权限')}</legend>
          {scopes.map((scope) => (
            <label>
              <input type="checkbox" name="scope" value={scope} checked={scope === 'read'} /> {scopeTitle(scope, site)}
            </label>
          ))}
        </fieldset>
        <Field id="days" label={say('Days until it expires', '有效天数')} type="number" value="90" />
        <p>
          <button type="submit">{say('Make a token', '创建令牌')}</button>
        </p>
      </form>
    </section>
  );
}

interface TokenProps {
  readonly site: Site;
  readonly token: TokenView;
  readonly isOwn: boolean;
}

function Token({ site, token, isOwn }: TokenProps) {
  const { say, href } = site;
  const label = labelTitle(token.label, site);
  const { createdAt, expiresAt } = token;
  return (
    <li>
      <div>
        <strong>{label}</strong>
        {isOwn && <span class="kind">{say('this browser', '此浏览器')}</span>}
        <p class="small">
          <span>{token.scopes.map((scope) => scopeTitle(scope, site)).join(say(', ', '、'))}</span>
          <span>{say(`made ${date(createdAt)}`, `创建于 ${date(createdAt)}`)}</span>
          <span>
            {expiresAt === null
              ? say('until you revoke it', '手动撤销前一直有效')
              : say(`until ${date(expiresAt)}`, `有效期至 ${date(expiresAt)}`)}
          </span>
        </p>
      </div>
      <form method="post" action={href('/account/tokens/revoke')}>
        <input type="hidden" name="id" value={token.id} />
        <button type="submit" class="quiet" aria-label={say(`Revoke ${label}`, `撤销 ${label}`)}>
          {say('Revoke', '撤销')}
        </button>
      </form>
    </li>
  );
}

/** Labels that the hub itself gives; all others are their owners' words. */
const LABELS: Readonly<Record<string, Text>> = {
  'made by the operator': text('made by the operator', '由管理员创建'),
  browser: text('browser', '浏览器'),
  'npm login': text('npm login', 'npm 登录'),
  'npm token': text('npm token', 'npm 令牌'),
};

function labelTitle(label: string, { lang }: Site): string {
  return (Object.hasOwn(LABELS, label) ? LABELS[label]?.[lang] : label) || '—';
}

function roleTitle(role: Actor['role'], { say }: Site): string {
  return { user: say('user', '用户'), moderator: say('moderator', '版主'), admin: say('admin', '管理员') }[role];
}

function scopeTitle(scope: Scope, { say }: Site): string {
  const titles = {
    read: say('read', '读取'),
    publish: say('publish and change my packages', '发布和修改我的包'),
    admin: say('administer this hub', '管理本站'),
  };
  return titles[scope];
}

function Password({ site }: { readonly site: Site }) {
  const { say, href } = site;
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">{say('Password', '密码')}</h2>
      <form method="post" action={href('/account/password')} class="stack">
        <Field
          id="password"
          label={say('New password', '新密码')}
          type="password"
          required
          autocomplete="new-password"
          maxlength={1000}
          hint={say('At least ten characters.', '至少十个字符。')}
        />
        <p>
          <button type="submit">{say('Set it', '设置')}</button>
        </p>
      </form>
    </section>
  );
}

const home = person({
  id: 'account',
  method: 'GET',
  path: '/account',
  says: 'My account.',
  run: async (visit) => show(await draw(visit)),
});

/** What went wrong is said on the page where it went wrong; a bug of ours is not caught. */
async function attempt(visit: OwnVisit, change: () => Promise<Said>): Promise<ReturnType<typeof show>> {
  try {
    return show(await draw(visit, await change()));
  } catch (error) {
    if (!isSoulError(error)) throw error;
    return show(await draw(visit, { says: error.says[visit.site.lang], bad: true }), 422);
  }
}

const make = person({
  id: 'makeToken',
  method: 'POST',
  path: '/account/tokens',
  says: 'A new token, shown once.',
  run: (visit) =>
    attempt(visit, async () => {
      const { form, deps, actor, site } = visit;
      const days = Math.min(Math.max(Math.trunc(Number(form.get('days') || 90)), 1), 3650) || 90;
      const scopes = SCOPES.filter((scope) => form.getAll('scope').includes(scope));
      const label = (form.get('label') ?? '').trim().slice(0, 120);
      const expiresAt = deps.hub.now() + days * DAY;
      const { token } = await createToken(deps.hub, actor, {
        label,
        scopes: scopes.length > 0 ? scopes : ['read'],
        expiresAt,
      });
      return { says: site.say('Copy it now: it is not shown again.', '请立即复制，此令牌不会再次显示。'), token };
    }),
});

const revoke = person({
  id: 'revokeToken',
  method: 'POST',
  path: '/account/tokens/revoke',
  says: 'A token is of no use any more.',
  run: async (visit) => {
    const { form, deps, actor, site } = visit;
    const id = form.get('id') ?? '';
    const own = await tokens(deps.hub, actor);
    if (own.some((token) => token.id === id)) await revokeToken(deps.hub, actor, id);
    return go(site.href(id === actor.tokenId ? '/account/sign-in' : '/account'));
  },
});

const password = person({
  id: 'password',
  method: 'POST',
  path: '/account/password',
  says: 'A new password.',
  limit: 'login',
  run: (visit) =>
    attempt(visit, async () => {
      await setPassword(visit.deps.hub, visit.actor, visit.actor.handle, visit.form.get('password') ?? '');
      return { says: visit.site.say('The password is set.', '密码已设置。') };
    }),
});

export const account: readonly AccountPage[] = [home, make, revoke, password];
