/**
 * Accounts and organisations share one space of handles: both can own packages. A user belongs to their own handle; an
 * organisation has members: an `owner` may do all, an `admin` also manages members and packages, a `member` publishes.
 */
import { SoulError } from '../../src/core/errors.ts';
import { lookAlikeKey, nameProblem, type PackageName } from '../../src/core/name.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, isAdmin, OPERATOR, type Role, requireRole, requireScope } from './actor.ts';
import { audit } from './audit.ts';
import type { Hub } from './hub.ts';

export interface OwnerView {
  readonly handle: string;
  readonly kind: 'user' | 'org';
  readonly displayName: string;
  /** Of a user on this hub. */
  readonly role: Role;
  readonly createdAt: number;
  readonly closed: boolean;
}

export const MEMBER_ROLES = ['owner', 'admin', 'member'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];
export interface Member {
  readonly handle: string;
  readonly displayName: string;
  readonly role: MemberRole;
}

export interface NewOwner {
  readonly handle: string;
  readonly displayName?: string;
}

type NewUser = NewOwner & { readonly role?: Role };

const LONGEST = 40;

/** As people type it → as it is kept: lower case, without `@`. It may be nobody's, and no handle at all. */
export function plainHandle(input: string): string {
  return input.trim().replace(/^@+/, '').toLowerCase();
}

/** Lower case, without `@`. @throws SoulError E_NAME */
export function parseHandle(input: string): string {
  const handle = plainHandle(input);
  const problem =
    handle.length > LONGEST
      ? text(`it is longer than ${LONGEST} characters`, `超过 ${LONGEST} 个字符`)
      : nameProblem(handle);
  if (problem === null) return handle;
  throw new SoulError(
    'E_NAME',
    text(`"${input}" is no handle: ${problem.en}`, `“${input}”不是合法的账号名：${problem.zh}`),
    { hint: text('for example: ada, night-shift', '例如：ada、night-shift'), details: { handle: input } },
  );
}

interface OwnerRow {
  readonly handle: string;
  readonly kind: 'user' | 'org';
  readonly display_name: string;
  readonly role: Role;
  readonly created_at: number;
  readonly closed_at: number | null;
}

const OWNER = 'SELECT handle, kind, display_name, role, created_at, closed_at FROM owners';

function ownerView(row: OwnerRow): OwnerView {
  const { handle, kind, role } = row;
  return {
    handle,
    kind,
    role,
    displayName: row.display_name,
    createdAt: row.created_at,
    closed: row.closed_at !== null,
  };
}

/** null when nobody has the handle. */
export async function findOwner(hub: { readonly sql: Sql }, handle: string): Promise<OwnerView | null> {
  const row = await hub.sql.get<OwnerRow>(`${OWNER} WHERE handle = ?`, [plainHandle(handle)]);
  return row === undefined ? null : ownerView(row);
}

/** People and organisations, by handle. */
export async function allOwners(hub: Hub): Promise<readonly OwnerView[]> {
  return (await hub.sql.all<OwnerRow>(`${OWNER} ORDER BY handle`)).map(ownerView);
}

/** @throws SoulError E_NOT_FOUND */
export async function ownerOf(sql: Sql, handle: string): Promise<OwnerView> {
  const owner = await findOwner({ sql }, handle);
  if (owner !== null) return owner;
  throw new SoulError('E_NOT_FOUND', text(`there is no account @${handle}`, `没有账号 @${handle}`), {
    details: { handle },
  });
}

/** Made by an operator or an admin. @throws SoulError E_FORBIDDEN, E_NAME, E_NAME_TAKEN, E_NAME_SIMILAR */
export async function createUser(hub: Hub, actor: Actor, user: NewUser): Promise<OwnerView> {
  requireRole(actor, 'admin');
  const handle = newHandle(hub, actor, user.handle);
  return hub.sql.transaction((tx) => makeUser(hub, tx, actor, { ...user, handle }));
}

/** Inside a transaction, after the handle and the rights were checked. @throws SoulError E_NAME_TAKEN, E_NAME_SIMILAR */
export async function makeUser(hub: Hub, tx: Sql, actor: Actor, user: NewUser): Promise<OwnerView> {
  const { handle, displayName, role } = user;
  await claimHandle(tx, { handle, kind: 'user', displayName, role }, hub.now());
  await audit(hub, tx, actor, { action: 'user.create', target: handle, owner: handle });
  return ownerOf(tx, handle);
}

/** The actor becomes its owner. @throws SoulError E_FORBIDDEN, E_NAME, E_NAME_TAKEN, E_NAME_SIMILAR */
export async function createOrganisation(hub: Hub, actor: Actor, org: NewOwner): Promise<OwnerView> {
  requireScope(actor, 'publish');
  if (!hub.rules.openOrganisations) requireRole(actor, 'admin');
  const handle = newHandle(hub, actor, org.handle);
  return hub.sql.transaction(async (tx) => {
    await claimHandle(tx, { handle, kind: 'org', displayName: org.displayName }, hub.now());
    if (actor !== OPERATOR) await putMember(tx, handle, actor.handle, 'owner');
    await audit(hub, tx, actor, { action: 'org.create', target: handle, owner: handle });
    return ownerOf(tx, handle);
  });
}

/** @throws SoulError E_NAME */
function newHandle(hub: Hub, actor: Actor, input: string): string {
  const handle = parseHandle(input);
  if (actor === OPERATOR || !hub.rules.reservedHandles.has(handle)) return handle;
  throw new SoulError('E_NAME', text(`@${handle} is reserved`, `@${handle} 是保留名称`), { details: { handle } });
}

interface Claim {
  readonly handle: string;
  readonly kind: 'user' | 'org';
  readonly displayName: string | undefined;
  readonly role?: Role | undefined;
}

/** Two look-alike handles cannot be claimed at once either: their key is unique. @throws SoulError E_NAME_TAKEN, E_NAME_SIMILAR */
async function claimHandle(tx: Sql, { handle, kind, displayName, role }: Claim, now: number): Promise<void> {
  const key = lookAlikeKey(handle as PackageName);
  const made = await tx.run(
    `INSERT INTO owners (handle, kind, display_name, look_alike, role, created_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
    [handle, kind, displayName?.trim().slice(0, 120) || handle, key, role ?? 'user', now],
  );
  if (made === 1) return;
  const other = await tx.get<{ handle: string }>('SELECT handle FROM owners WHERE look_alike = ?', [key]);
  if (other === undefined || other.handle === handle) throw handleTaken(handle);
  throw new SoulError(
    'E_NAME_SIMILAR',
    text(`@${handle} looks like @${other.handle}`, `@${handle} 与 @${other.handle} 过于相似`),
    {
      hint: text('choose a name that cannot be mistaken', '请换一个不会混淆的名字'),
      details: { handle, similar: other.handle },
    },
  );
}

function handleTaken(handle: string): SoulError {
  return new SoulError('E_NAME_TAKEN', text(`@${handle} is taken`, `@${handle} 已被占用`), { details: { handle } });
}

export async function members(hub: Hub, org: string): Promise<readonly Member[]> {
  const rows = await hub.sql.all<{ handle: string; display_name: string; role: MemberRole }>(
    `SELECT m.handle, o.display_name, m.role FROM members m JOIN owners o ON o.handle = m.handle
     WHERE m.org = ? ORDER BY m.handle`,
    [parseHandle(org)],
  );
  return rows.map(({ handle, display_name, role }) => ({ handle, displayName: display_name, role }));
}

/** Adds a member or changes the role. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_CONFLICT (the last owner stays) */
export async function setMember(
  hub: Hub,
  actor: Actor,
  org: string,
  member: { readonly handle: string; readonly role: MemberRole },
): Promise<void> {
  const handle = parseHandle(member.handle);
  await changeMembers(hub, actor, org, member.role, async (tx, name) => {
    const { kind } = await ownerOf(tx, handle);
    if (kind !== 'user') throw notAPerson(handle);
    await putMember(tx, name, handle, member.role);
    return { action: 'org.member', details: { handle, role: member.role } };
  });
}

/** Members may leave by themselves. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_CONFLICT */
export async function removeMember(hub: Hub, actor: Actor, org: string, handle: string): Promise<void> {
  const leaver = parseHandle(handle);
  await changeMembers(hub, actor, org, leaver === actor.handle ? null : 'member', async (tx, name) => {
    await tx.run('DELETE FROM members WHERE org = ? AND handle = ?', [name, leaver]);
    return { action: 'org.remove', details: { handle: leaver } };
  });
}

interface MemberDeed {
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** @param granted the role that is given or touched; null for leaving. Only owners make owners. */
async function changeMembers(
  hub: Hub,
  actor: Actor,
  org: string,
  granted: MemberRole | null,
  work: (tx: Sql, org: string) => Promise<MemberDeed>,
): Promise<void> {
  requireScope(actor, 'publish');
  const name = parseHandle(org);
  await hub.sql.transaction(async (tx) => {
    await lockOwner(tx, name);
    const role = await membership(tx, actor, name);
    const may = (granted === null && role !== null) || role === 'owner' || (role === 'admin' && granted !== 'owner');
    if (!may) throw notYours(actor, name);
    const before = await ownersOf(tx, name);
    const deed = await work(tx, name);
    const after = await ownersOf(tx, name);
    if (role !== 'owner' && before.length !== after.length && granted !== null) throw notYours(actor, name);
    if (after.length === 0) throw lastOwner(name);
    await audit(hub, tx, actor, { ...deed, target: name, owner: name });
  });
}

/** Changes of one organisation go one after the other. @throws SoulError E_NOT_FOUND */
async function lockOwner(tx: Sql, handle: string): Promise<void> {
  await ownerOf(tx, handle);
  await tx.run('UPDATE owners SET handle = handle WHERE handle = ?', [handle]);
}

async function ownersOf(tx: Sql, org: string): Promise<readonly object[]> {
  return tx.all(`SELECT handle FROM members WHERE org = ? AND role = 'owner'`, [org]);
}

async function putMember(tx: Sql, org: string, handle: string, role: MemberRole): Promise<void> {
  await tx.run(
    'INSERT INTO members (org, handle, role) VALUES (?, ?, ?) ON CONFLICT (org, handle) DO UPDATE SET role = excluded.role',
    [org, handle, role],
  );
}

function lastOwner(org: string): SoulError {
  return new SoulError('E_CONFLICT', text(`@${org} would have no owner`, `@${org} 将没有所有者`), {
    hint: text('make somebody else an owner first', '请先指定另一位所有者'),
    details: { org },
  });
}

export function notAPerson(handle: string): SoulError {
  return new SoulError('E_USAGE', text(`@${handle} is an organisation`, `@${handle} 是组织`), { details: { handle } });
}

/** What the actor is to an owner: `owner` of themselves, a member's role, or null. Admins are owners everywhere. */
export async function membership(sql: Sql, actor: Actor, owner: string): Promise<MemberRole | null> {
  if (actor.handle === owner || isAdmin(actor)) return 'owner';
  const row = await sql.get<{ role: MemberRole }>('SELECT role FROM members WHERE org = ? AND handle = ?', [
    owner,
    actor.handle,
  ]);
  return row?.role ?? null;
}

/** @param need `publish`: any member; `manage`: owners and admins @throws SoulError E_FORBIDDEN */
export async function requireMembership(
  sql: Sql,
  actor: Actor,
  owner: string,
  need: 'publish' | 'manage',
): Promise<void> {
  const role = await membership(sql, actor, owner);
  if (role === null || (need === 'manage' && role === 'member')) throw notYours(actor, owner);
}

function notYours(actor: Actor, owner: string): SoulError {
  return new SoulError(
    'E_FORBIDDEN',
    text(`@${actor.handle} may not do this for @${owner}`, `@${actor.handle} 无权代表 @${owner} 这样做`),
    { details: { handle: actor.handle, owner } },
  );
}

/** Handles the actor may publish as, their own first. */
export async function handlesOf(hub: Hub, actor: Actor): Promise<readonly OwnerView[]> {
  const rows = await hub.sql.all<OwnerRow>(
    `${OWNER} WHERE handle = ? OR handle IN (SELECT org FROM members WHERE handle = ?) ORDER BY kind DESC, handle`,
    [actor.handle, actor.handle],
  );
  return rows.map(ownerView);
}

/** @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_CONFLICT (nobody takes their own admin role away) */
export async function setUserRole(hub: Hub, actor: Actor, handle: string, role: Role): Promise<void> {
  await changeUser(hub, actor, handle, async (tx, name) => {
    await tx.run('UPDATE owners SET role = ? WHERE handle = ?', [role, name]);
    return { action: 'user.role', details: { role } };
  });
}

/** A closed account cannot log in; its packages stay. */
export async function setUserClosed(hub: Hub, actor: Actor, handle: string, closed: boolean): Promise<void> {
  await changeUser(hub, actor, handle, async (tx, name) => {
    await tx.run('UPDATE owners SET closed_at = ? WHERE handle = ?', [closed ? hub.now() : null, name]);
    return { action: closed ? 'user.close' : 'user.open', details: {} };
  });
}

async function changeUser(
  hub: Hub,
  actor: Actor,
  handle: string,
  work: (tx: Sql, handle: string) => Promise<MemberDeed>,
): Promise<void> {
  requireRole(actor, 'admin');
  const name = parseHandle(handle);
  if (name === actor.handle) {
    throw new SoulError(
      'E_CONFLICT',
      text('ask another admin to change your own account', '请让其他管理员修改你的账号'),
    );
  }
  await hub.sql.transaction(async (tx) => {
    await ownerOf(tx, name);
    await audit(hub, tx, actor, { ...(await work(tx, name)), target: name, owner: name });
  });
}
