/** Who one is, and the device login: a code on one screen, a yes on another. */
import * as z from 'zod';
import { isSoulError } from '../../../src/core/errors.ts';
import type { Scope } from '../../domain/actor.ts';
import { count } from '../../domain/attention.ts';
import { findPackage } from '../../domain/find.ts';
import { pollLogin, startLogin } from '../../domain/logins.ts';
import { versionOf } from '../../domain/read.ts';
import { json } from '../answer.ts';
import type { Actor, Deps } from '../deps.ts';
import { route } from '../route.ts';
import { Handle, Slug } from './ask.ts';
import { Ok, WhoamiAnswer } from './shapes.ts';

const SMALL = 64 * 1024;

const whoami = route({
  id: 'clawhub.whoami',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/whoami',
  says: 'Whose token this is.',
  access: 'required',
  answers: { 200: { means: 'The account.', json: WhoamiAnswer } },
  run: async ({ actor }) => {
    const { handle, displayName, role } = actor;
    return json({ user: { handle, displayName, image: null, role } });
  },
});

const Event = z.looseObject({
  event: z.string(),
  slug: Slug,
  ownerHandle: Handle.optional(),
  version: z.string().max(256),
});

const telemetry = route({
  id: 'clawhub.telemetry',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/cli/telemetry/install',
  says: 'An install that a client tells of; counted once per client, version and hour.',
  access: 'required',
  maxJson: 1024 * 1024,
  body: z.unknown(),
  answers: { 200: { means: 'Heard.', json: Ok } },
  run: async ({ body, actor }, deps) => {
    const event = Event.safeParse(body);
    // Old clients send a list of all that is installed, which says nothing about when.
    if (event.success && event.data.event === 'install') await countInstall(event.data, actor, deps);
    return json({ ok: true });
  },
});

async function countInstall({ slug, ownerHandle, version }: z.output<typeof Event>, actor: Actor, { hub }: Deps) {
  try {
    const pkg = await findPackage(hub, { slug, owner: ownerHandle ?? null });
    const found = await versionOf(hub, pkg, { version });
    const client = actor.tokenId ?? actor.handle;
    count(hub, { packageId: pkg.id, version: found.version, client, what: 'install' });
  } catch (error) {
    if (!isSoulError(error, 'E_NOT_FOUND', 'E_AMBIGUOUS', 'E_VERSION_NOT_FOUND', 'E_WITHDRAWN')) throw error;
  }
}

const deviceCode = route({
  id: 'clawhub.deviceCode',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/cli/device/code',
  says: 'Starts a device login (RFC 8628): a code for the person and one for the client.',
  limit: 'login',
  secret: true,
  maxJson: SMALL,
  body: z.object({ scope: z.string().max(200).optional(), label: z.string().max(200).optional() }),
  answers: {
    200: {
      means: 'Both codes.',
      json: z.object({
        device_code: z.string(),
        user_code: z.string(),
        verification_uri: z.url(),
        verification_uri_complete: z.url(),
        expires_in: z.int().positive(),
        interval: z.int().positive(),
      }),
    },
  },
  run: async ({ body, origin }, { hub }) => {
    const label = body.label?.trim() || 'clawhub';
    const login = await startLogin(hub, { label, scopes: scopesOf(body.scope) });
    const page = `${origin}/cli/device`;
    return json({
      device_code: login.deviceCode,
      user_code: login.userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?${new URLSearchParams({ user_code: login.userCode })}`,
      expires_in: Math.max(1, Math.round((login.expiresAt - hub.now()) / 1000)),
      interval: login.interval,
    });
  },
});

const SCOPE_WORDS: Readonly<Record<string, Scope>> = {
  read: 'read',
  write: 'publish',
  publish: 'publish',
  admin: 'admin',
};

/** `read write` → what a hub calls it; words it does not know are left out. */
function scopesOf(scope = 'read write'): readonly Scope[] {
  const known = scope.split(/[\s,]+/).flatMap((word) => (Object.hasOwn(SCOPE_WORDS, word) ? [SCOPE_WORDS[word]] : []));
  return [...new Set(known.filter((word) => word !== undefined))];
}

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const DeviceError = z.object({ error: z.string() });

const deviceToken = route({
  id: 'clawhub.deviceToken',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/cli/device/token',
  says: 'Asks whether a device login was approved. The token is handed out once.',
  limit: 'read',
  secret: true,
  maxJson: SMALL,
  body: z.object({ device_code: z.string().max(500), grant_type: z.string().max(200).optional() }),
  answers: {
    200: {
      means: 'Approved.',
      json: z.object({ access_token: z.string(), token_type: z.literal('bearer'), scope: z.string() }),
    },
    400: { means: '`access_denied`, `expired_token` or `unsupported_grant_type`.', json: DeviceError },
    428: { means: '`authorization_pending`: ask again after the interval.', json: DeviceError },
  },
  run: async ({ body }, { hub }) => {
    if (body.grant_type !== undefined && body.grant_type !== GRANT)
      return json({ error: 'unsupported_grant_type' }, { status: 400 });
    const login = await pollLogin(hub, body.device_code);
    switch (login.state) {
      case 'pending':
        return json({ error: 'authorization_pending' }, { status: 428 });
      case 'denied':
        return json({ error: 'access_denied' }, { status: 400 });
      case 'expired':
        return json({ error: 'expired_token' }, { status: 400 });
      case 'approved':
        return json({ access_token: login.token, token_type: 'bearer', scope: login.scopes.join(' ') });
    }
  },
});

export const ACCOUNT_ROUTES = [whoami, telemetry, deviceCode, deviceToken];
