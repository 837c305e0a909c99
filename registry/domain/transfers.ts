/** Giving a package away: its owner asks, the receiver accepts. npm's name of it stays; clawhub's old one keeps leading to it. */
import { SoulError } from '../../src/core/errors.ts';
import { localized } from '../../src/core/lang.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, requireScope } from './actor.ts';
import { changePackage } from './change.ts';
import { claimSlug } from './claim.ts';
import type { PackageRef } from './find.ts';
import type { Hub } from './hub.ts';
import { newId } from './ids.ts';
import { membership, ownerOf, parseHandle, requireMembership } from './owners.ts';
import type { PackageRow, packageView } from './rows.ts';
import type { LockedPackage } from './settle.ts';

export interface TransferView {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly displayName: string;
  readonly from: string;
  readonly to: string;
  readonly message: string | null;
  readonly requestedAt: number;
  readonly expiresAt: number;
}

/** @returns null when it is done: the actor belongs to both @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_NAME_TAKEN, E_USAGE */
export async function requestTransfer(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  receiver: string,
  message = '',
): Promise<TransferView | null> {
  const to = parseHandle(receiver);
  let id = '';
  await changePackage(hub, actor, ref, { need: 'manage', action: 'transfer.request' }, async (tx, pkg) => {
    await ownerOf(tx, to);
    if (to === pkg.owner) throw toItself(pkg.name, to);
    const role = await membership(tx, actor, to);
    const both = role === 'owner' || role === 'admin';
    if (both) await handOver(tx, pkg, to);
    else id = await putTransfer(hub, tx, pkg, { to, message });
    return { to, done: both };
  });
  return id === '' ? null : transferById(hub, id);
}

function toItself(name: string, to: string): SoulError {
  return new SoulError('E_USAGE', text(`${name} belongs to @${to} already`, `${name} 已属于 @${to}`), {
    details: { name, to },
  });
}

async function putTransfer(
  hub: Hub,
  tx: Sql,
  pkg: LockedPackage,
  { to, message }: { readonly to: string; readonly message: string },
): Promise<string> {
  const id = newId(hub);
  const now = hub.now();
  await tx.run('DELETE FROM transfers WHERE package_id = ?', [pkg.id]);
  await tx.run(
    'INSERT INTO transfers (package_id, id, sender, receiver, message, requested_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    [pkg.id, id, pkg.owner, to, message.trim().slice(0, 1000) || null, now, now + hub.rules.transferLife],
  );
  return id;
}

/** @throws SoulError E_NAME_TAKEN when the receiver has another package with this slug */
async function handOver(tx: Sql, pkg: LockedPackage, to: string): Promise<void> {
  await claimSlug(tx, { owner: to, slug: pkg.slug }, pkg.id);
  await tx.run('UPDATE packages SET owner = ? WHERE id = ?', [to, pkg.id]);
  await tx.run('DELETE FROM transfers WHERE package_id = ?', [pkg.id]);
}

interface TransferRow extends Pick<PackageRow, 'name' | 'slug' | 'listing'> {
  readonly id: string;
  readonly sender: string;
  readonly receiver: string;
  readonly message: string | null;
  readonly requested_at: number;
  readonly expires_at: number;
}

const TRANSFERS = `SELECT t.id, t.sender, t.receiver, t.message, t.requested_at, t.expires_at, p.name, p.slug, p.listing
  FROM transfers t JOIN packages p ON p.id = t.package_id`;

function transferView(row: TransferRow): TransferView {
  const listing = row.listing === null ? null : (JSON.parse(row.listing) as ReturnType<typeof packageView>['listing']);
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    displayName: localized(listing?.displayName ?? {}, 'en') ?? row.slug,
    from: row.sender,
    to: row.receiver,
    message: row.message,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
  };
}

async function transferById(hub: Hub, id: string): Promise<TransferView | null> {
  const row = await hub.sql.get<TransferRow>(`${TRANSFERS} WHERE t.id = ?`, [id]);
  return row === undefined ? null : transferView(row);
}

/** Those of the actor and of the organisations the actor belongs to. */
export async function transfers(
  hub: Hub,
  actor: Actor,
  direction: 'incoming' | 'outgoing',
): Promise<readonly TransferView[]> {
  const column = direction === 'incoming' ? 't.receiver' : 't.sender';
  const rows = await hub.sql.all<TransferRow>(
    `${TRANSFERS} WHERE t.expires_at > ? AND (${column} = ? OR ${column} IN (SELECT org FROM members WHERE handle = ?))
     ORDER BY t.requested_at DESC LIMIT 200`,
    [hub.now(), actor.handle, actor.handle],
  );
  return rows.map(transferView);
}

export type TransferAnswer = 'accept' | 'reject' | 'cancel';

/** `accept` and `reject` by the receiver, `cancel` by the sender. @throws SoulError E_NOT_FOUND, E_FORBIDDEN, E_NAME_TAKEN */
export async function answerTransfer(hub: Hub, actor: Actor, ref: PackageRef, answer: TransferAnswer): Promise<void> {
  requireScope(actor, 'publish');
  await changePackage(hub, actor, ref, { need: 'moderate', action: `transfer.${answer}` }, async (tx, pkg) => {
    const row = await tx.get<{ sender: string; receiver: string }>(
      'SELECT sender, receiver FROM transfers WHERE package_id = ? AND expires_at > ?',
      [pkg.id, hub.now()],
    );
    if (row === undefined) throw noTransfer(pkg.name);
    await requireMembership(tx, actor, answer === 'cancel' ? row.sender : row.receiver, 'manage');
    if (answer === 'accept') await handOver(tx, pkg, row.receiver);
    else await tx.run('DELETE FROM transfers WHERE package_id = ?', [pkg.id]);
    return { from: row.sender, to: row.receiver };
  });
}

function noTransfer(name: string): SoulError {
  return new SoulError('E_NOT_FOUND', text(`nobody is giving ${name} away`, `${name} 没有待处理的转让`), {
    hint: text('open offers: clawhub transfer list', '查看待处理的转让：clawhub transfer list'),
    details: { offer: name },
  });
}
