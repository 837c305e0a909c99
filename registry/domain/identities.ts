/** Accounts of people who sign in elsewhere: known by who says so (the issuer) and whom it means (the subject). */
import { isSoulError, SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, OPERATOR, SCOPES } from './actor.ts';
import type { Hub } from './hub.ts';
import { findOwner, makeUser, parseHandle } from './owners.ts';

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Wishes for a handle, the best first. */
  readonly names: readonly string[];
  readonly title: string | null;
}

/** The account; a new one for somebody who comes for the first time. @throws SoulError E_FORBIDDEN when it is closed */
export async function accountOf(hub: Hub, identity: Identity): Promise<Actor> {
  const handle = (await knownHandle(hub, identity)) ?? (await newAccount(hub, identity));
  const owner = await findOwner(hub, handle);
  if (owner === null || owner.closed)
    throw new SoulError('E_FORBIDDEN', text(`the account ${handle} is closed`, `账号 ${handle} 已关闭`));
  return { handle, displayName: owner.displayName, role: owner.role, scopes: SCOPES, tokenId: null };
}

async function knownHandle(hub: Hub, { issuer, subject }: Identity): Promise<string | null> {
  const row = await hub.sql.get<{ handle: string }>('SELECT handle FROM identities WHERE issuer = ? AND subject = ?', [
    issuer,
    subject,
  ]);
  return row?.handle ?? null;
}

async function newAccount(hub: Hub, identity: Identity): Promise<string> {
  for (const handle of wishes(hub, identity)) {
    if (await isMade(hub, handle, identity)) return handle;
    // The same person, a moment earlier, in another window.
    const known = await knownHandle(hub, identity);
    if (known !== null) return known;
  }
  throw new SoulError('E_NAME_TAKEN', text('no free user name could be found for you', '没有找到可用的用户名'), {
    hint: text('ask the people who run this hub for an account', '请联系本站管理员创建账号'),
  });
}

/** Never an account that is there already: whoever has a name elsewhere need not be the one who has it here. */
async function isMade(hub: Hub, handle: string, identity: Identity): Promise<boolean> {
  try {
    await hub.sql.transaction((tx) => makeAccount(hub, tx, handle, identity));
    return true;
  } catch (error) {
    if (isSoulError(error, 'E_NAME_TAKEN', 'E_NAME_SIMILAR', 'E_CONFLICT')) return false;
    throw error;
  }
}

/** The account and whose it is, or neither. @throws SoulError E_NAME_TAKEN, E_NAME_SIMILAR, E_CONFLICT */
async function makeAccount(hub: Hub, tx: Sql, handle: string, { issuer, subject, title }: Identity): Promise<void> {
  await makeUser(hub, tx, OPERATOR, { handle, ...(title ? { displayName: title } : {}) });
  const made = await tx.run(
    'INSERT INTO identities (issuer, subject, handle, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    [issuer, subject, handle, hub.now()],
  );
  if (made === 1) return;
  throw new SoulError('E_CONFLICT', text('you have an account already', '你已有账号'), {
    hint: text('sign in again', '请重新登录'),
    details: { issuer },
  });
}

const TRIES = 20;

/** A name that is reserved is nobody's wish, with a number neither: `support-2` would still be taken for the support. */
function wishes({ rules }: Hub, { names }: Identity): string[] {
  const bases = names.flatMap(handleIn).filter((handle) => !rules.reservedHandles.has(handle));
  return [...bases, ...bases.flatMap(numbered), 'member', ...numbered('member')];
}

function numbered(base: string): string[] {
  return Array.from({ length: TRIES }, (_none, index) => `${base}-${index + 2}`);
}

function handleIn(name: string): string[] {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30);
  try {
    return plain === '' ? [] : [parseHandle(plain)];
  } catch {
    return [];
  }
}
