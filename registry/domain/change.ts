/**
 * Every change of a package that is there: find it, lock it, ask whether the actor may, do it, write down what follows,
 * write the audit line. All in one transaction.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, requireScope } from './actor.ts';
import { audit } from './audit.ts';
import { findRow, notFound, type PackageRef } from './find.ts';
import type { Hub } from './hub.ts';
import { logChange } from './log.ts';
import { requireMembership } from './owners.ts';
import { type LockedPackage, lockPackage, settle } from './settle.ts';

export interface ChangeKind {
  /** `moderate` when the caller has checked the role. */
  readonly need: 'publish' | 'manage' | 'moderate';
  readonly action: string;
  /** May the package have been deleted? */
  readonly deleted?: boolean;
}

/** Facts for the audit log. `target` names more than the package when it is there. */
export type ChangeFacts = Readonly<Record<string, unknown>>;

/** @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_AMBIGUOUS, and what `work` throws */
export async function changePackage(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  { need, action, deleted = false }: ChangeKind,
  work: (tx: Sql, pkg: LockedPackage) => Promise<ChangeFacts>,
): Promise<void> {
  requireScope(actor, 'publish');
  await hub.sql.transaction(async (tx) => {
    const { id } = await findRow(tx, ref, { deleted });
    const pkg = await lockPackage(tx, id);
    if (pkg === undefined || (pkg.deleted_at !== null && !deleted)) throw notFound(ref);
    if (need !== 'moderate') await requireMembership(tx, actor, pkg.owner, need);
    const details = await work(tx, pkg);
    await settle(hub, tx, pkg.id);
    await logChange(hub, tx, actor, { action, pkg, details });
    await audit(hub, tx, actor, { action, target: targetOf(pkg, details), owner: pkg.owner, details });
  });
}

function targetOf({ name }: LockedPackage, { version }: ChangeFacts): string {
  return typeof version === 'string' ? `${name}@${version}` : name;
}

export interface VersionState {
  readonly id: string;
  readonly version: string;
  readonly created_at: number;
  readonly deleted_at: number | null;
  readonly withdrawn: string | null;
}

/** @throws SoulError E_VERSION_NOT_FOUND */
export async function anyVersion(tx: Sql, pkg: LockedPackage, version: string): Promise<VersionState> {
  const row = await tx.get<VersionState>(
    'SELECT id, version, created_at, deleted_at, withdrawn FROM versions WHERE package_id = ? AND version = ?',
    [pkg.id, version],
  );
  if (row !== undefined) return row;
  throw noVersion(pkg.name, version);
}

/** One that can be had. @throws SoulError E_VERSION_NOT_FOUND */
export async function liveVersion(tx: Sql, pkg: LockedPackage, version: string): Promise<VersionState> {
  const row = await anyVersion(tx, pkg, version);
  if (row.deleted_at === null && row.withdrawn === null) return row;
  throw noVersion(pkg.name, version);
}

export function noVersion(name: string, version: string, details: object = {}): SoulError {
  return new SoulError('E_VERSION_NOT_FOUND', text(`there is no ${name}@${version}`, `${name}@${version} 不存在`), {
    details: { name, wanted: version, ...details },
  });
}
