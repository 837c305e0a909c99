/** Moderators withdraw and reinstate, and read what people report. */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, requireRole, requireScope } from './actor.ts';
import { audit } from './audit.ts';
import { anyVersion, changePackage } from './change.ts';
import { findRow, type PackageRef } from './find.ts';
import type { Hub } from './hub.ts';
import { newId } from './ids.ts';
import { cut, type Page, type Paged, startOf } from './page.ts';

export type { AuditLine } from './audit.ts';
export { auditLog } from './audit.ts';

const LONGEST = 2000;

/** What belongs to a withdrawal: in the same transaction. */
type Along = (tx: Sql) => Promise<void>;

/**
 * For legal or safety reasons: the bytes are no longer served.
 * @param version null: the whole package
 * @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND, E_USAGE (no reason)
 */
export async function withdraw(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  version: string | null,
  reason: string,
  along?: Along,
): Promise<void> {
  await setWithdrawn(hub, actor, ref, version, wordsOf(reason), along);
}

/** Takes a withdrawal back. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND */
export async function reinstate(hub: Hub, actor: Actor, ref: PackageRef, version: string | null): Promise<void> {
  await setWithdrawn(hub, actor, ref, version, null);
}

async function setWithdrawn(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  version: string | null,
  reason: string | null,
  along?: Along,
): Promise<void> {
  requireRole(actor, 'moderator');
  const action = `${version === null ? 'package' : 'version'}.${reason === null ? 'reinstate' : 'withdraw'}`;
  await changePackage(hub, actor, ref, { need: 'moderate', action, deleted: true }, async (tx, pkg) => {
    await along?.(tx);
    if (version === null) {
      await tx.run('UPDATE packages SET withdrawn = ? WHERE id = ?', [reason, pkg.id]);
      return { reason };
    }
    const row = await anyVersion(tx, pkg, version);
    await tx.run('UPDATE versions SET withdrawn = ? WHERE id = ?', [reason, row.id]);
    return { version: row.version, reason };
  });
}

/** @throws SoulError E_USAGE */
function wordsOf(input: string): string {
  const words = input.trim().slice(0, LONGEST);
  if (words !== '') return words;
  throw new SoulError('E_USAGE', text('a reason is needed', '需要说明原因'));
}

export interface ReportView {
  readonly id: string;
  readonly name: string;
  readonly version: string | null;
  readonly reporter: string;
  readonly reason: string;
  readonly createdAt: number;
  readonly state: 'open' | 'resolved' | 'rejected';
  readonly resolvedBy: string | null;
  readonly note: string | null;
}

interface ReportRow extends Omit<ReportView, 'createdAt' | 'resolvedBy'> {
  readonly created_at: number;
  readonly resolved_by: string | null;
}

const REPORTS = `SELECT r.id, p.name, r.version, r.reporter, r.reason, r.created_at, r.state, r.resolved_by, r.note
  FROM reports r JOIN packages p ON p.id = r.package_id`;

function reportView({ created_at, resolved_by, ...row }: ReportRow): ReportView {
  return { ...row, createdAt: created_at, resolvedBy: resolved_by };
}

export interface Complaint {
  readonly version?: string | null;
  readonly reason: string;
}

/** One open report per person and package; a second one replaces the words. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_USAGE */
export async function report(hub: Hub, actor: Actor, ref: PackageRef, complaint: Complaint): Promise<ReportView> {
  requireScope(actor, 'read');
  const reason = wordsOf(complaint.reason);
  return hub.sql.transaction(async (tx) => {
    const pkg = await findRow(tx, ref);
    const made = await tx.get<{ id: string }>(
      `INSERT INTO reports (id, package_id, version, reporter, reason, created_at, state) VALUES (?, ?, ?, ?, ?, ?, 'open')
       ON CONFLICT (package_id, reporter) WHERE state = 'open'
       DO UPDATE SET reason = excluded.reason, version = excluded.version RETURNING id`,
      [newId(hub), pkg.id, complaint.version ?? null, actor.handle, reason, hub.now()],
    );
    const row = await tx.get<ReportRow>(`${REPORTS} WHERE r.id = ?`, [made?.id ?? '']);
    if (row === undefined) throw new Error('a report went away');
    await audit(hub, tx, actor, { action: 'report.open', target: pkg.name, details: { id: row.id } });
    return reportView(row);
  });
}

/** Newest first. @throws SoulError E_FORBIDDEN, E_USAGE */
export async function reports(
  hub: Hub,
  actor: Actor,
  page: Page & { readonly state?: ReportView['state'] } = {},
): Promise<Paged<ReportView>> {
  requireRole(actor, 'moderator');
  const { limit, after } = startOf(page, ['string']);
  const rows = await hub.sql.all<ReportRow>(`${REPORTS} WHERE r.state = ? AND r.id < ? ORDER BY r.id DESC LIMIT ?`, [
    page.state ?? 'open',
    after === null ? '~' : String(after[0]),
    limit + 1,
  ]);
  return cut(rows.map(reportView), limit, ({ id }) => [id]);
}

export interface ReportAnswer {
  readonly state: 'resolved' | 'rejected';
  readonly note: string;
}

/** @throws SoulError E_FORBIDDEN, E_NOT_FOUND (no such open report) */
export async function resolveReport(hub: Hub, actor: Actor, id: string, { state, note }: ReportAnswer): Promise<void> {
  requireRole(actor, 'moderator');
  await hub.sql.transaction(async (tx) => {
    const changed = await tx.run(
      `UPDATE reports SET state = ?, resolved_by = ?, note = ? WHERE id = ? AND state = 'open'`,
      [state, actor.handle, note.trim().slice(0, LONGEST), id],
    );
    if (changed === 0)
      throw new SoulError('E_NOT_FOUND', text('there is no such open report', '没有这条待处理的举报'), {
        details: { id },
      });
    await audit(hub, tx, actor, { action: `report.${state}`, target: id, details: { note } });
  });
}
