/** The audit log: one line for every change, written in the transaction of the change, never changed itself. */
import type { Sql } from '../sql/database.ts';
import { type Actor, isModerator } from './actor.ts';
import type { Hub } from './hub.ts';
import { newId } from './ids.ts';
import { cut, type Page, type Paged, startOf } from './page.ts';

export interface AuditLine {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly tokenId: string | null;
  /** `package.publish`, `token.create`, … */
  readonly action: string;
  /** `@ada/atlas@1.0.0`, a handle, … */
  readonly target: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Deed {
  readonly action: string;
  readonly target: string;
  /** Whose it is: they may read the line. */
  readonly owner?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export async function audit(hub: Hub, tx: Sql, actor: Actor, deed: Deed): Promise<void> {
  await tx.run(
    'INSERT INTO audit (id, at, actor, token_id, action, target, owner, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [
      newId(hub),
      hub.now(),
      actor.handle,
      actor.tokenId,
      deed.action,
      deed.target,
      deed.owner ?? null,
      JSON.stringify(deed.details ?? {}),
    ],
  );
}

interface AuditRow {
  readonly id: string;
  readonly at: number;
  readonly actor: string;
  readonly token_id: string | null;
  readonly action: string;
  readonly target: string;
  readonly details: string;
}

/** Newest first. Moderators see all; others what they did and what was done to what they own. */
export async function auditLog(
  hub: Hub,
  actor: Actor,
  page: Page & { readonly target?: string } = {},
): Promise<Paged<AuditLine>> {
  const { limit, after } = startOf(page, ['string']);
  const mine = isModerator(actor) ? '' : 'AND (actor = ? OR owner = ?)';
  const rows = await hub.sql.all<AuditRow>(
    `SELECT id, at, actor, token_id, action, target, details FROM audit
     WHERE id < ? ${page.target === undefined ? '' : 'AND target = ?'} ${mine}
     ORDER BY id DESC LIMIT ?`,
    [
      after === null ? '~' : String(after[0]),
      ...(page.target === undefined ? [] : [page.target]),
      ...(mine === '' ? [] : [actor.handle, actor.handle]),
      limit + 1,
    ],
  );
  return cut(rows.map(lineOf), limit, (line) => [line.id]);
}

function lineOf(row: AuditRow): AuditLine {
  const { id, at, actor, action, target } = row;
  return { id, at, actor, tokenId: row.token_id, action, target, details: JSON.parse(row.details) };
}
