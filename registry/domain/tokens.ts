/**
 * Tokens: `clh_` and 32 random bytes in base64url, shown once. Only their SHA-256 is kept: with 256 random bits there is
 * nothing to guess, so no slow hash is needed, and looking one up is one indexed read.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, hasScope, isAdmin, OPERATOR, requireRole, SCOPES, type Scope } from './actor.ts';
import { audit } from './audit.ts';
import type { Hub } from './hub.ts';
import { hashOf, newId, newSecret } from './ids.ts';
import { ownerOf, parseHandle } from './owners.ts';

export interface TokenView {
  readonly id: string;
  readonly handle: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  /** To the hour: not every request is a write. */
  readonly lastUsedAt: number | null;
}

export interface NewToken {
  /** The actor's own if absent. Only admins make tokens for others. */
  readonly handle?: string;
  readonly label: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt?: number | null;
}

export type MadeToken = TokenView & { readonly token: string };

/** @returns the token itself, for the only time @throws SoulError E_FORBIDDEN (more than the actor may), E_NOT_FOUND, E_USAGE */
export async function createToken(hub: Hub, actor: Actor, token: NewToken): Promise<MadeToken> {
  const handle = parseHandle(token.handle ?? actor.handle);
  if (handle !== actor.handle) requireRole(actor, 'admin');
  for (const scope of token.scopes) requireGrantable(actor, scope);
  return hub.sql.transaction((tx) => makeToken(hub, tx, actor, { ...token, handle }));
}

/** A token never gives more than the one that made it. @throws SoulError E_FORBIDDEN */
export function requireGrantable(actor: Actor, scope: Scope): void {
  if (hasScope(actor, scope)) return;
  throw new SoulError(
    'E_FORBIDDEN',
    text(`this token cannot give the scope "${scope}", which it lacks itself`, `该令牌没有“${scope}”权限，不能授予`),
    { details: { scope } },
  );
}

/** Inside a transaction, after the rights were checked. @throws SoulError E_NOT_FOUND, E_USAGE */
export async function makeToken(
  hub: Hub,
  tx: Sql,
  actor: Actor,
  wanted: NewToken & { handle: string },
): Promise<MadeToken> {
  const { kind } = await ownerOf(tx, wanted.handle);
  const scopes = SCOPES.filter((scope) => wanted.scopes.includes(scope));
  if (kind !== 'user' || scopes.length === 0) throw noToken(wanted.handle);
  const token = `clh_${newSecret(hub)}`;
  const view: TokenView = {
    id: newId(hub),
    handle: wanted.handle,
    label: wanted.label.trim().slice(0, 120),
    scopes,
    createdAt: hub.now(),
    expiresAt: wanted.expiresAt ?? null,
    lastUsedAt: null,
  };
  await tx.run(
    'INSERT INTO tokens (id, hash, handle, label, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [view.id, hashOf(token), view.handle, view.label, JSON.stringify(scopes), view.createdAt, view.expiresAt],
  );
  const details = { id: view.id, label: view.label, scopes };
  await audit(hub, tx, actor, { action: 'token.create', target: view.handle, owner: view.handle, details });
  return { ...view, token };
}

function noToken(handle: string): SoulError {
  return new SoulError(
    'E_USAGE',
    text(`a token needs a person and at least one scope (@${handle})`, `令牌需要个人账号和至少一个权限（@${handle}）`),
    { details: { handle } },
  );
}

interface TokenRow {
  readonly id: string;
  readonly handle: string;
  readonly label: string;
  readonly scopes: string;
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly last_used_at: number | null;
}

/** Live tokens of the actor, newest first; of another account for an admin. @throws SoulError E_FORBIDDEN */
export async function tokens(hub: Hub, actor: Actor, handle = actor.handle): Promise<readonly TokenView[]> {
  if (handle !== actor.handle) requireRole(actor, 'admin');
  const rows = await hub.sql.all<TokenRow>(
    `SELECT id, handle, label, scopes, created_at, expires_at, last_used_at FROM tokens
     WHERE handle = ? AND revoked_at IS NULL AND COALESCE(expires_at, ?) > ? ORDER BY id DESC`,
    [handle, Number.MAX_SAFE_INTEGER, hub.now()],
  );
  return rows.map((row) => ({
    id: row.id,
    handle: row.handle,
    label: row.label,
    scopes: JSON.parse(row.scopes) as Scope[],
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }));
}

/** Own tokens, or anybody's for an admin. `actor.tokenId` logs out. @throws SoulError E_NOT_FOUND */
export async function revokeToken(hub: Hub, actor: Actor, id: string): Promise<void> {
  const anybody = isAdmin(actor) || actor === OPERATOR;
  await hub.sql.transaction(async (tx) => {
    const row = await tx.get<{ handle: string }>(
      `UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL ${anybody ? '' : 'AND handle = ?'} RETURNING handle`,
      [hub.now(), id, ...(anybody ? [] : [actor.handle])],
    );
    if (row === undefined) {
      throw new SoulError('E_NOT_FOUND', text('there is no such token', '没有这个令牌'), { details: { id } });
    }
    await audit(hub, tx, actor, { action: 'token.revoke', target: row.handle, owner: row.handle, details: { id } });
  });
}
