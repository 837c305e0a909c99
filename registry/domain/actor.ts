/** Who asks. A route turns a bearer token into an actor; every rule takes the actor first. */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Hub } from './hub.ts';
import { hashOf } from './ids.ts';
import { HOUR } from './rules.ts';

export const SCOPES = ['read', 'publish', 'admin'] as const;
/** `admin` and `publish` include what is before them; `admin` helps only those whose role is more than `user`. */
export type Scope = (typeof SCOPES)[number];
export const ROLES = ['user', 'moderator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export interface Actor {
  readonly handle: string;
  readonly displayName: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  /** null for the operator, who acts at the machine itself. */
  readonly tokenId: string | null;
  /** Of the token; absent and null without an end. */
  readonly expiresAt?: number | null;
}

/** The operator, at the command line of the machine that holds the data. May do everything; is nobody's account. */
export const OPERATOR: Actor = {
  handle: 'operator',
  displayName: 'Operator',
  role: 'admin',
  scopes: SCOPES,
  tokenId: null,
};

interface TokenRow {
  readonly id: string;
  readonly handle: string;
  readonly display_name: string;
  readonly role: Role;
  readonly scopes: string;
  readonly expires_at: number | null;
  readonly last_used_at: number | null;
}

/** The account behind a token; null when it is unknown, expired, revoked, or the account is closed. */
export async function authenticate(hub: Hub, token: string): Promise<Actor | null> {
  const row = await hub.sql.get<TokenRow>(
    `SELECT t.id, t.handle, t.scopes, t.expires_at, t.last_used_at, o.display_name, o.role
     FROM tokens t JOIN owners o ON o.handle = t.handle
     WHERE t.hash = ? AND t.revoked_at IS NULL AND o.closed_at IS NULL`,
    [hashOf(token)],
  );
  if (row === undefined || (row.expires_at !== null && row.expires_at <= hub.now())) return null;
  noteUse(hub, row);
  return {
    handle: row.handle,
    displayName: row.display_name,
    role: row.role,
    scopes: JSON.parse(row.scopes) as Scope[],
    tokenId: row.id,
    expiresAt: row.expires_at,
  };
}

/** Tokens seen since the last chores, and when: not every request is a write. */
const USED = new WeakMap<Hub, Map<string, number>>();

function noteUse(hub: Hub, { id, last_used_at }: TokenRow): void {
  if (last_used_at !== null && hub.now() - last_used_at < HOUR) return;
  const used = USED.get(hub) ?? new Map<string, number>();
  USED.set(hub, used.set(id, hub.now()));
}

/** Writes when tokens were last used, to the hour. */
export async function flushTokenUse(hub: Hub): Promise<void> {
  const used = [...(USED.get(hub) ?? [])];
  USED.delete(hub);
  if (used.length === 0) return;
  await hub.sql.transaction(async (tx) => {
    for (const [id, at] of used.sort()) await tx.run('UPDATE tokens SET last_used_at = ? WHERE id = ?', [at, id]);
  });
}

export function hasScope({ scopes }: Actor, scope: Scope): boolean {
  return scopes.some((own) => SCOPES.indexOf(own) >= SCOPES.indexOf(scope));
}

/** @throws SoulError E_FORBIDDEN */
export function requireScope(actor: Actor, scope: Scope): void {
  if (hasScope(actor, scope)) return;
  throw new SoulError(
    'E_FORBIDDEN',
    text(`this token may not do that: it lacks the scope "${scope}"`, `该令牌没有“${scope}”权限`),
    {
      hint: text('log in again, or use a token with that scope', '请重新登录或换用有该权限的令牌'),
      details: { scope },
    },
  );
}

/** An admin, acting as one. */
export function isAdmin(actor: Actor): boolean {
  return actor.role === 'admin' && hasScope(actor, 'admin');
}

export function isModerator(actor: Actor): boolean {
  return actor.role !== 'user' && hasScope(actor, 'admin');
}

/** @throws SoulError E_FORBIDDEN */
export function requireRole(actor: Actor, role: 'moderator' | 'admin'): void {
  if (role === 'admin' ? isAdmin(actor) : isModerator(actor)) return;
  // The person may, with another token.
  if (actor.role === 'admin' || actor.role === role) requireScope(actor, 'admin');
  throw new SoulError(
    'E_FORBIDDEN',
    role === 'admin'
      ? text('only an admin may do this', '只有管理员可以这样做')
      : text('only a moderator may do this', '只有版主可以这样做'),
    { details: { role } },
  );
}
