/** Files on their way: a ticket each, bound to an account, a path, a size and a hash; used once; gone after an hour. */
import { SoulError } from '../../src/core/errors.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import { checkPath } from '../../src/core/path.ts';
import { sha256Hex } from '../../src/core/sha256.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, requireScope } from './actor.ts';
import type { Target } from './claim.ts';
import { exactVersion, tooLarge } from './draft.ts';
import { findPackage } from './find.ts';
import type { Hub } from './hub.ts';
import { hashOf, newId, newSecret } from './ids.ts';
import type { Published, UploadsPublication } from './publication.ts';
import { oneAtATime } from './quota.ts';
import { marks, rowOf, versionView } from './rows.ts';

export interface FileClaim {
  readonly path: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly contentType: string;
}
export interface UploadedFile extends FileClaim {
  readonly ticket: string;
  readonly storageId: string;
}

/** @throws SoulError E_FORBIDDEN, E_PATH, E_USAGE, E_TOO_LARGE (one file, or all that waits for this account) */
export async function createUpload(
  hub: Hub,
  actor: Actor,
  claim: FileClaim,
): Promise<{ readonly ticket: string; readonly expiresAt: number }> {
  requireScope(actor, 'publish');
  checkClaim(hub, claim);
  const ticket = newSecret(hub);
  const expiresAt = hub.now() + hub.rules.uploadLife;
  await hub.sql.transaction(async (tx) => {
    await oneAtATime(tx, actor);
    await checkQuota(hub, tx, actor, claim.size);
    await tx.run(
      `INSERT INTO uploads (ticket_hash, handle, path, size, sha256, content_type, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [hashOf(ticket), actor.handle, claim.path, claim.size, claim.sha256, claim.contentType.slice(0, 200), expiresAt],
    );
  });
  return { ticket, expiresAt };
}

function checkClaim({ rules }: Hub, { path, size, sha256 }: FileClaim): void {
  checkPath(path, rules.limits);
  if (size > rules.limits.fileBytes) throw tooLarge('bytes', size, rules.limits.fileBytes);
  if (Number.isInteger(size) && size >= 0 && /^[0-9a-f]{64}$/.test(sha256)) return;
  throw new SoulError('E_USAGE', text(`${path}: no such size or hash can be`, `${path}：大小或校验值无效`), {
    details: { path },
  });
}

async function checkQuota({ rules, now }: Hub, tx: Sql, { handle }: Actor, size: number): Promise<void> {
  const row = await tx.get<{ waiting: number }>(
    'SELECT COALESCE(SUM(size), 0) AS waiting FROM uploads WHERE handle = ? AND expires_at > ?',
    [handle, now()],
  );
  const waiting = Number(row?.waiting ?? 0) + size;
  if (waiting > rules.uploadQuota) throw tooLarge('bytes waiting to be published', waiting, rules.uploadQuota);
}

interface UploadRow {
  readonly ticket_hash: string;
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly storage_id: string | null;
}

/** Receiving the same bytes again is fine. @throws SoulError E_NOT_FOUND, E_INTEGRITY */
export async function receiveUpload(
  hub: Hub,
  actor: Actor,
  ticket: string,
  bytes: Uint8Array,
): Promise<{ readonly storageId: string }> {
  const hash = hashOf(ticket);
  const row = await hub.sql.get<UploadRow>(
    `SELECT ticket_hash, path, size, sha256, storage_id FROM uploads WHERE ticket_hash = ? AND handle = ? AND expires_at > ?`,
    [hash, actor.handle, hub.now()],
  );
  if (row === undefined) throw noTicket();
  const received = sha256Hex(bytes);
  if (bytes.length !== row.size || received !== row.sha256) throw otherBytes(row, bytes.length, received);
  const storageId = row.storage_id ?? newId(hub);
  await hub.sql.run('UPDATE uploads SET bytes = ?, storage_id = ? WHERE ticket_hash = ? AND storage_id IS NULL', [
    bytes,
    storageId,
    hash,
  ]);
  return { storageId };
}

function noTicket(): SoulError {
  return new SoulError(
    'E_NOT_FOUND',
    text('this upload ticket is unknown, used or too old', '上传凭证无效、已使用或已过期'),
    {
      hint: text('start the upload again', '请重新上传'),
    },
  );
}

function otherBytes({ path, size, sha256 }: UploadRow, length: number, received: string): SoulError {
  return new SoulError(
    'E_INTEGRITY',
    text(`${path}: the bytes are not the ones that were announced`, `${path}：内容与声明的不符`),
    { details: { path, size, sha256, received: { size: length, sha256: received } } },
  );
}

/** Everything uploaded under these tickets; null when none of the tickets is there any more. @throws SoulError E_NOT_FOUND */
export async function uploadedFiles(
  hub: Hub,
  actor: Actor,
  files: readonly UploadedFile[],
): Promise<PackageFiles | null> {
  if (files.length === 0) return new Map();
  if (files.length > hub.rules.limits.files) throw tooLarge('files', files.length, hub.rules.limits.files);
  const rows = await hub.sql.all<UploadRow & { readonly bytes: Uint8Array | null }>(
    `SELECT ticket_hash, path, size, sha256, storage_id, bytes FROM uploads
     WHERE handle = ? AND expires_at > ? AND ticket_hash IN (${marks(files.length)})`,
    [actor.handle, hub.now(), ...files.map(({ ticket }) => hashOf(ticket))],
  );
  if (rows.length === 0) return null;
  const byTicket = new Map(rows.map((row) => [row.ticket_hash, row]));
  const repeated = files.find(({ path }, index) => files.findIndex((other) => other.path === path) !== index);
  if (repeated) throw twice(repeated.path);
  return new Map(
    files.map((file) => {
      const row = byTicket.get(hashOf(file.ticket));
      if (!row?.bytes || !isClaimed(row, file)) throw noTicket();
      return [row.path, row.bytes];
    }),
  );
}

function twice(path: string): SoulError {
  return new SoulError('E_PATH', text(`${path} is there twice`, `${path} 重复`), {
    details: { rule: 'path.collision', path },
  });
}

function isClaimed(row: UploadRow, file: UploadedFile): boolean {
  return (
    row.path === file.path && row.size === file.size && row.sha256 === file.sha256 && row.storage_id === file.storageId
  );
}

/** Inside the transaction that publishes: of two that come with the same tickets one publishes. @throws SoulError E_NOT_FOUND */
export async function useUpTickets(tx: Sql, tickets: readonly string[]): Promise<void> {
  if (tickets.length === 0) return;
  const used = await tx.run(`DELETE FROM uploads WHERE ticket_hash IN (${marks(tickets.length)})`, tickets.map(hashOf));
  if (used !== new Set(tickets).size) throw noTicket();
}

/**
 * The answer to somebody who publishes again because the first answer was lost: the version is there, with these files.
 * @throws SoulError E_NOT_FOUND
 */
export async function publishedBefore(hub: Hub, target: Target, publication: UploadsPublication): Promise<Published> {
  const row = await rowOf(hub.sql, target.name, exactVersion(publication.version));
  if (row === undefined || row.deleted_at !== null || row.withdrawn !== null) throw noTicket();
  const kept = await hub.sql.all<{ path: string; sha256: string }>(
    'SELECT path, sha256 FROM version_files WHERE version_id = ?',
    [row.id],
  );
  const there = new Set(kept.map(({ path, sha256 }) => `${sha256} ${path}`));
  if (!publication.files.every(({ path, sha256 }) => there.has(`${sha256} ${path}`))) throw noTicket();
  const pkg = await findPackage(hub, { name: target.name });
  return { package: pkg, version: versionView(row), created: false, repeated: true };
}
