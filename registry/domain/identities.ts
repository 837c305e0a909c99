/** Accounts of people who sign in elsewhere: known by who says so (the issuer) and whom it means (the subject). */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import { type Actor, OPERATOR, SCOPES } from './actor.ts';
import type { Hub } from './hub.ts';
import { createUser, findOwner, parseHandle } from './owners.ts';

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
  for (const handle of wishes(identity)) {
    if (!(await isFree(hub, handle, identity))) continue;
    await hub.sql.run('INSERT INTO identities (issuer, subject, handle, since) VALUES (?, ?, ?, ?)', [
      identity.issuer,
      identity.subject,
      handle,
      hub.now(),
    ]);
    return handle;
  }
  throw new SoulError('E_NAME_TAKEN', text('no free user name could be found for you', '没有找到可用的用户名'), {
    hint: text('ask the people who run this hub for an account', '请联系本站管理员创建账号'),
  });
}

/** Never an account that is there already: whoever has a name elsewhere need not be the one who has it here. */
async function isFree(hub: Hub, handle: string, { title }: Identity): Promise<boolean> {
  try {
    await createUser(hub, OPERATOR, { handle, ...(title ? { displayName: title } : {}) });
    return true;
  } catch (error) {
    if (error instanceof SoulError && ['E_NAME_TAKEN', 'E_NAME_SIMILAR', 'E_NAME'].includes(error.code)) return false;
    throw error;
  }
}

const TRIES = 20;

function wishes({ names }: Identity): string[] {
  const bases = names.flatMap(plainHandle);
  return [...bases, ...bases.flatMap(numbered), 'member', ...numbered('member')];
}

function numbered(base: string): string[] {
  return Array.from({ length: TRIES }, (_none, index) => `${base}-${index + 2}`);
}

function plainHandle(name: string): string[] {
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
