/**
 * Logging in on a device without a browser (RFC 8628, and npm's web login): the client gets a long secret and a short
 * code, a person who is logged in elsewhere approves the code, and the client's next poll gets the token, once.
 *
 * Passwords are for `npm login --auth-type=legacy` and the web page: scrypt, and none until one is set.
 */
import { scrypt, timingSafeEqual } from 'node:crypto';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import { type Actor, type Role, requireRole, requireScope, SCOPES, type Scope } from './actor.ts';
import { audit } from './audit.ts';
import type { Hub } from './hub.ts';
import { hashOf, newCode, newSecret } from './ids.ts';
import { ownerOf, parseHandle, plainHandle } from './owners.ts';
import { makeToken, requireGrantable } from './tokens.ts';

export interface LoginRequest {
  readonly label: string;
  /** Scopes asked for; `['read', 'publish']` if empty. */
  readonly scopes: readonly Scope[];
}
export interface StartedLogin {
  /** Secret of the client. */
  readonly deviceCode: string;
  /** `BCDF-GHJK`, for people. */
  readonly userCode: string;
  readonly expiresAt: number;
  /** Seconds. */
  readonly interval: number;
}
export type LoginState =
  | { readonly state: 'pending' | 'denied' | 'expired' }
  | { readonly state: 'approved'; readonly token: string; readonly handle: string; readonly scopes: readonly Scope[] };

interface LoginRow {
  readonly label: string;
  readonly scopes: string;
  readonly expires_at: number;
  readonly state: 'pending' | 'approved' | 'denied';
  readonly handle: string | null;
}

export async function startLogin(hub: Hub, request: LoginRequest): Promise<StartedLogin> {
  const started = {
    deviceCode: newSecret(hub),
    userCode: newCode(hub),
    expiresAt: hub.now() + hub.rules.loginLife,
    interval: hub.rules.loginInterval,
  };
  const scopes =
    request.scopes.length === 0 ? ['read', 'publish'] : SCOPES.filter((one) => request.scopes.includes(one));
  await hub.sql.run(
    `INSERT INTO logins (device_hash, user_code, label, scopes, expires_at, state) VALUES (?, ?, ?, ?, ?, 'pending')`,
    [
      hashOf(started.deviceCode),
      started.userCode,
      request.label.trim().slice(0, 120),
      JSON.stringify(scopes),
      started.expiresAt,
    ],
  );
  return started;
}

/** People type small letters and forget the hyphen. */
function codeOf(input: string): string {
  const letters = input.toUpperCase().replace(/[^A-Z]/g, '');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

function noLogin(): SoulError {
  return new SoulError('E_NOT_FOUND', text('no login waits for this code', '没有等待此验证码的登录'), {
    hint: text('codes last some minutes: start the login again', '验证码几分钟内有效，请重新登录'),
  });
}

/** What a code asks for, to show before approving. @throws SoulError E_NOT_FOUND */
export async function loginRequest(hub: Hub, userCode: string): Promise<LoginRequest & { readonly expiresAt: number }> {
  const row = await hub.sql.get<LoginRow>(
    `SELECT label, scopes, expires_at FROM logins WHERE user_code = ? AND state = 'pending' AND expires_at > ?`,
    [codeOf(userCode), hub.now()],
  );
  if (row === undefined) throw noLogin();
  return { label: row.label, scopes: JSON.parse(row.scopes) as Scope[], expiresAt: row.expires_at };
}

/** @throws SoulError E_NOT_FOUND (unknown, used or expired code), E_FORBIDDEN (more scopes than the actor has) */
export async function answerLogin(hub: Hub, actor: Actor, userCode: string, yes: boolean): Promise<void> {
  const { scopes, label } = await loginRequest(hub, userCode);
  if (yes) for (const scope of scopes) requireGrantable(actor, scope);
  await hub.sql.transaction(async (tx) => {
    const changed = await tx.run(
      `UPDATE logins SET state = ?, handle = ? WHERE user_code = ? AND state = 'pending' AND expires_at > ?`,
      [yes ? 'approved' : 'denied', actor.handle, codeOf(userCode), hub.now()],
    );
    if (changed !== 1) throw noLogin();
    const action = yes ? 'login.approve' : 'login.deny';
    await audit(hub, tx, actor, { action, target: actor.handle, owner: actor.handle, details: { label, scopes } });
  });
}

/** The token is made and handed out once; after that, and for unknown codes, `expired`. */
export function pollLogin(hub: Hub, deviceCode: string): Promise<LoginState> {
  const hash = hashOf(deviceCode);
  return hub.sql.transaction(async (tx): Promise<LoginState> => {
    const row = await tx.get<LoginRow>(
      'SELECT label, scopes, expires_at, state, handle FROM logins WHERE device_hash = ?',
      [hash],
    );
    if (row === undefined || row.expires_at <= hub.now()) return { state: 'expired' };
    if (row.state !== 'approved' || row.handle === null)
      return { state: row.state === 'denied' ? 'denied' : 'pending' };
    if ((await tx.run('DELETE FROM logins WHERE device_hash = ?', [hash])) !== 1) return { state: 'expired' };
    const owner = await ownerOf(tx, row.handle);
    const actor = { ...owner, scopes: SCOPES, tokenId: null };
    const wanted = { handle: row.handle, label: row.label, scopes: JSON.parse(row.scopes) as Scope[] };
    const { token, scopes, handle } = await makeToken(hub, tx, actor, wanted);
    return { state: 'approved', token, handle, scopes };
  });
}

const SHORTEST = 10;
const COST = { N: 1 << 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/**
 * Own password, or anybody's for an admin; null removes it. Whoever sets it can do everything, so a token that only reads
 * may not. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_USAGE
 */
export async function setPassword(hub: Hub, actor: Actor, handle: string, password: string | null): Promise<void> {
  const name = parseHandle(handle);
  requireScope(actor, 'publish');
  if (name !== actor.handle) requireRole(actor, 'admin');
  if (password !== null && [...password].length < SHORTEST) throw tooShort();
  const kept = password === null ? null : await seal(password, hub.random(16));
  await hub.sql.transaction(async (tx) => {
    await ownerOf(tx, name);
    await tx.run('UPDATE owners SET password = ? WHERE handle = ?', [kept, name]);
    await audit(hub, tx, actor, { action: 'user.password', target: name, owner: name });
  });
}

function tooShort(): SoulError {
  return new SoulError(
    'E_USAGE',
    text(`a password has at least ${SHORTEST} characters`, `密码至少 ${SHORTEST} 个字符`),
  );
}

/** `scrypt$<salt>$<key>`, both base64url. */
async function seal(password: string, salt: Uint8Array): Promise<string> {
  const key = await derive(password, salt);
  return `scrypt$${Buffer.from(salt).toString('base64url')}$${key.toString('base64url')}`;
}

function derive(password: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, 32, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** Takes as long whether the account is there or not. @returns null when either is wrong */
export async function checkPassword(hub: Hub, handle: string, password: string): Promise<Actor | null> {
  const row = await hub.sql.get<{ handle: string; display_name: string; role: Role; password: string | null }>(
    'SELECT handle, display_name, role, password FROM owners WHERE handle = ? AND closed_at IS NULL',
    [plainHandle(handle)],
  );
  const [, salt = '', key = ''] = (row?.password ?? '').split('$');
  const wanted = Buffer.from(key, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'));
  const fits = wanted.length === given.length && timingSafeEqual(wanted, given);
  if (!fits || row === undefined) return null;
  return { handle: row.handle, displayName: row.display_name, role: row.role, scopes: SCOPES, tokenId: null };
}
