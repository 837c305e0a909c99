/** Logging in and out, and tokens, for npm: in the browser (`npm login`), or with a password as it was once. */
import * as z from 'zod';
import { SoulError } from '../../../src/core/errors.ts';
import { text } from '../../../src/core/text.ts';
import { authenticate, type Scope } from '../../domain/actor.ts';
import { pollLogin, startLogin } from '../../domain/logins.ts';
import { findOwner, plainHandle } from '../../domain/owners.ts';
import { createToken, revokeToken, type TokenView, tokens } from '../../domain/tokens.ts';
import { json } from '../answer.ts';
import { actorOfPassword } from '../auth.ts';
import { route } from '../route.ts';
import { notFound } from './ask.ts';

const SMALL = 64 * 1024;
const DAY = 86_400_000;
const Ok = z.object({ ok: z.literal(true) });

const whoami = route({
  id: 'npm.whoami',
  dialect: 'npm',
  method: 'GET',
  path: '/-/whoami',
  says: 'Whose token this is.',
  access: 'required',
  answers: { 200: { means: 'The handle.', json: z.object({ username: z.string() }) } },
  run: async ({ actor }) => json({ username: actor.handle }),
});

const profile = route({
  id: 'npm.profile',
  dialect: 'npm',
  method: 'GET',
  path: '/-/npm/v1/user',
  says: 'The account behind the token, for `npm profile get`.',
  access: 'required',
  answers: {
    200: {
      means: 'The account. A hub keeps no addresses and has no second factor.',
      json: z.object({
        name: z.string(),
        fullname: z.string(),
        email: z.literal(''),
        email_verified: z.literal(false),
        tfa: z.null(),
        created: z.string(),
        updated: z.string(),
      }),
    },
  },
  run: async ({ actor }, { hub }) => {
    const owner = await findOwner(hub, actor.handle);
    const created = new Date(owner?.createdAt ?? 0).toISOString();
    const nothing = { email: '', email_verified: false, tfa: null };
    return json({ name: actor.handle, fullname: actor.displayName, ...nothing, created, updated: created });
  },
});

const webLogin = route({
  id: 'npm.webLogin',
  dialect: 'npm',
  method: 'POST',
  path: '/-/v1/login',
  says: 'Starts a login in the browser: a page for the person, an address to poll for the client.',
  limit: 'login',
  secret: true,
  maxJson: SMALL,
  body: z.looseObject({ hostname: z.string().max(200).optional() }).optional(),
  answers: {
    200: { means: 'Both addresses.', json: z.object({ loginUrl: z.url(), doneUrl: z.url() }) },
  },
  run: async ({ body, origin }, { hub }) => {
    const label = body?.hostname ? `npm on ${body.hostname}` : 'npm';
    const login = await startLogin(hub, { label, scopes: ['read', 'publish'] });
    return json({
      loginUrl: `${origin}/cli/device?${new URLSearchParams({ user_code: login.userCode })}`,
      doneUrl: `${origin}/-/v1/done/${encodeURIComponent(login.deviceCode)}`,
    });
  },
});

const webDone = route({
  id: 'npm.webDone',
  dialect: 'npm',
  method: 'GET',
  path: '/-/v1/done/{code}',
  says: 'Asks whether a login was approved. The token is handed out once.',
  secret: true,
  params: z.object({ code: z.string().max(500) }),
  answers: {
    200: { means: 'Approved.', json: z.object({ token: z.string() }) },
    202: { means: 'Not yet: ask again after `Retry-After` seconds.', json: z.strictObject({}) },
  },
  run: async ({ params }, { hub }) => {
    const login = await pollLogin(hub, params.code);
    if (login.state === 'approved') return json({ token: login.token });
    if (login.state === 'pending') return json({}, { status: 202, headers: { 'retry-after': '2' } });
    throw new SoulError('E_FORBIDDEN', text(`the login was ${login.state}`, '登录已过期或被拒绝'));
  },
});

const PREFIX = 'org.couchdb.user:';
const UserParams = z.object({ user: z.string().startsWith(PREFIX).max(300) });
const Login = z.looseObject({ name: z.string().min(1).max(214), password: z.string().min(1).max(1_000) });

const passwordLogin = route({
  id: 'npm.passwordLogin',
  dialect: 'npm',
  method: 'PUT',
  path: '/-/user/{user}',
  says: 'Logs in with a password: `npm login --auth-type=legacy`. `{user}` is `org.couchdb.user:<handle>`.',
  limit: 'login',
  secret: true,
  maxJson: SMALL,
  params: UserParams,
  body: Login,
  answers: {
    201: {
      means: 'Logged in.',
      json: z.object({ ok: z.literal(true), id: z.string(), rev: z.string(), token: z.string() }),
    },
  },
  run: async ({ params, body, client }, { hub, throttle }) => {
    const handle = plainHandle(params.user.slice(PREFIX.length));
    const { password } = body;
    const same = handle === plainHandle(body.name);
    const actor = same ? await actorOfPassword({ hub, throttle }, { handle, password, client }) : null;
    if (actor === null) throw wrongPassword();
    const made = await createToken(hub, actor, { label: 'npm login', scopes: ['read', 'publish'] });
    return json({ ok: true, id: `${PREFIX}${handle}`, rev: made.id, token: made.token }, { status: 201 });
  },
});

function wrongPassword(): SoulError {
  return new SoulError('E_AUTH_REQUIRED', text('user name or password is wrong', '用户名或密码不对'), {
    hint: text(
      'accounts are made by the operator of this hub; without a password, log in with a token or in the browser',
      '账号由服务器管理员创建；没有密码时请用令牌或浏览器登录',
    ),
  });
}

const user = route({
  id: 'npm.user',
  dialect: 'npm',
  method: 'GET',
  path: '/-/user/{user}',
  says: 'Whether somebody has this handle.',
  access: 'optional',
  params: UserParams,
  answers: {
    200: { means: 'Somebody does.', json: z.object({ _id: z.string(), name: z.string(), email: z.literal('') }) },
  },
  run: async ({ params }, { hub }) => {
    const handle = params.user.slice(PREFIX.length).toLowerCase();
    const owner = await findOwner(hub, handle);
    if (owner === null) throw notFound(`user ${handle}`);
    return json({ _id: `${PREFIX}${owner.handle}`, name: owner.handle, email: '' });
  },
});

const logout = route({
  id: 'npm.logout',
  dialect: 'npm',
  method: 'DELETE',
  path: '/-/user/token/{token}',
  says: 'Logs out: the token is worth nothing afterwards.',
  access: 'required',
  secret: true,
  params: z.object({ token: z.string().max(300) }),
  answers: { 200: { means: 'Logged out.', json: Ok } },
  run: async ({ params, actor }, { hub }) => {
    const named = await authenticate(hub, params.token);
    if (named?.tokenId) await revokeToken(hub, actor, named.tokenId);
    return json({ ok: true });
  },
});

const TokenRow = z.object({
  key: z.string(),
  id: z.string(),
  /** The beginning, which is all that may be shown. */
  token: z.string(),
  name: z.string(),
  cidr_whitelist: z.null(),
  readonly: z.boolean(),
  automation: z.literal(false),
  created: z.string(),
  updated: z.string(),
  expires: z.string().nullable(),
});

function tokenRow(view: TokenView, shown = 'clh_'): z.input<typeof TokenRow> {
  return {
    key: view.id,
    id: view.id,
    token: shown,
    name: view.label,
    cidr_whitelist: null,
    readonly: !view.scopes.includes('publish'),
    automation: false,
    created: new Date(view.createdAt).toISOString(),
    updated: new Date(view.lastUsedAt ?? view.createdAt).toISOString(),
    expires: view.expiresAt === null ? null : new Date(view.expiresAt).toISOString(),
  };
}

const listTokens = route({
  id: 'npm.tokens',
  dialect: 'npm',
  method: 'GET',
  path: '/-/npm/v1/tokens',
  says: 'Your tokens, without the tokens themselves.',
  access: 'required',
  answers: {
    200: {
      means: 'All of them.',
      json: z.object({ objects: z.array(TokenRow), total: z.int(), urls: z.strictObject({}) }),
    },
  },
  run: async ({ actor }, { hub }) => {
    const objects = (await tokens(hub, actor)).map((view) => tokenRow(view));
    return json({ objects, total: objects.length, urls: {} });
  },
});

const NewToken = z.looseObject({
  name: z.string().max(200).nullish(),
  readonly: z.boolean().nullish(),
  packages_and_scopes_permission: z.string().nullish(),
  cidr_whitelist: z.array(z.string()).nullish(),
  expires: z.int().positive().max(3_650).nullish(),
});

const createTokenRoute = route({
  id: 'npm.createToken',
  dialect: 'npm',
  method: 'POST',
  path: '/-/npm/v1/tokens',
  says: 'A new token, which may not do more than the one that asks for it. Shown once.',
  access: 'required',
  limit: 'login',
  secret: true,
  maxJson: SMALL,
  body: NewToken,
  answers: { 201: { means: 'The token.', json: TokenRow } },
  run: async ({ body, actor }, { hub }) => {
    if (body.cidr_whitelist?.length) throw noNetworks();
    const readonly = body.readonly === true || body.packages_and_scopes_permission === 'read-only';
    const scopes: readonly Scope[] = readonly ? ['read'] : ['read', 'publish'];
    const expiresAt = body.expires ? hub.now() + body.expires * DAY : null;
    const made = await createToken(hub, actor, { label: body.name || 'npm token', scopes, expiresAt });
    return json(tokenRow(made, made.token), { status: 201 });
  },
});

/** A promise that would not be kept is refused. */
function noNetworks(): SoulError {
  return new SoulError('E_USAGE', text('tokens cannot be bound to networks here', '此处的令牌不能绑定网段'));
}

const deleteToken = route({
  id: 'npm.deleteToken',
  dialect: 'npm',
  method: 'DELETE',
  path: '/-/npm/v1/tokens/token/{key}',
  says: 'Revokes a token, by its id or by itself.',
  access: 'required',
  secret: true,
  params: z.object({ key: z.string().max(300) }),
  answers: { 200: { means: 'Revoked.', json: Ok } },
  run: async ({ params, actor }, { hub }) => {
    const named = params.key.startsWith('clh_') ? await authenticate(hub, params.key) : null;
    await revokeToken(hub, actor, named?.tokenId ?? params.key);
    return json({ ok: true });
  },
});

export const ACCOUNT_ROUTES = [
  whoami,
  profile,
  webLogin,
  webDone,
  logout,
  passwordLogin,
  user,
  listTokens,
  createTokenRoute,
  deleteToken,
];
