/**
 * The transaction that publishes. Whoever is killed in the middle of it has published nothing; whoever is killed after it
 * has published everything, and hears so when asking again. Its steps:
 *
 *     claim      the package, locked, made if it is new
 *     compare    the same version is there: the same content is success, other content is a conflict
 *     blobs      tarball and zip
 *     version    the row, its files, its fingerprints
 *     tags       what the tags say now
 *     settle     what follows for lists and search; the hub's next sequence number
 *     log        the entry in the transparency log
 *     audit      the line in the audit log
 *     sent       all is said, nothing is committed
 *     committed  the answer is on its way
 */
import { SoulError } from '../../src/core/errors.ts';
import { cliFingerprint } from '../../src/core/fingerprint.ts';
import { contentHash } from '../../src/core/integrity.ts';
import { text } from '../../src/core/text.ts';
import type { Sql, SqlValue } from '../sql/database.ts';
import type { Actor } from './actor.ts';
import { audit } from './audit.ts';
import { checkSigning, writeKeyChange } from './authors.ts';
import type { Candidate } from './candidate.ts';
import { claimPackage } from './claim.ts';
import type { Draft } from './draft.ts';
import { findPackage } from './find.ts';
import type { Hub } from './hub.ts';
import { newId } from './ids.ts';
import { logPublication } from './log.ts';
import type { Published } from './publication.ts';
import { heedQuota } from './quota.ts';
import { rowMarks, rowOf, type VersionRow, versionView } from './rows.ts';
import { type LockedPackage, settle } from './settle.ts';
import { type Tags, withPublished } from './tags.ts';
import { useUpTickets } from './uploads.ts';

export async function commit(hub: Hub, actor: Actor, draft: Draft, candidate: Candidate): Promise<Published> {
  const created = await hub.sql.transaction(async (tx) => {
    await hub.onStep('claim');
    const pkg = await claimPackage(hub, tx, actor, draft.target, candidate.manifest.kind);
    await hub.onStep('compare');
    if ((await comparedWith(tx, draft)) !== null) return false;
    await heedQuota(hub, tx, actor, { isNew: !draft.target.existing, size: candidate.tarball.bytes.length });
    await hub.onStep('blobs');
    await insertBlobs(tx, candidate);
    await hub.onStep('version');
    const id = await insertVersion(hub, tx, actor, { pkg, draft, candidate });
    const keyChange = await checkSigning(tx, signingOf(pkg, draft, candidate));
    await useUpTickets(tx, draft.tickets);
    await hub.onStep('tags');
    await moveTags(tx, pkg, draft);
    await hub.onStep('settle');
    await settle(hub, tx, pkg.id);
    await hub.onStep('log');
    await writeKeyChange(hub, tx, actor, pkg.owner, keyChange);
    await logPublication(hub, tx, actor, publicationOf(id, { pkg, draft, candidate }));
    await hub.onStep('audit');
    await note(hub, tx, actor, { pkg, draft, candidate });
    await hub.onStep('sent');
    return true;
  });
  await hub.onStep('committed');
  return published(hub, draft, created);
}

/** What is there already, when it is the same. Asked before the work begins, and again inside. @throws SoulError E_VERSION_EXISTS, E_WITHDRAWN */
export async function knownVersion(hub: Hub, draft: Draft): Promise<Published | null> {
  if (!draft.target.existing || (await comparedWith(hub.sql, draft)) === null) return null;
  return published(hub, draft, false);
}

async function published(hub: Hub, draft: Draft, created: boolean): Promise<Published> {
  const row = await rowOf(hub.sql, draft.target.name, draft.version);
  const pkg = await findPackage(hub, { name: draft.target.name }, { deleted: true });
  if (row === undefined) throw new Error(`${draft.target.name}@${draft.version} went away after it was published`);
  return { package: pkg, version: versionView(row), created };
}

/** The version that is there with the same content; null when there is none. @throws SoulError E_VERSION_EXISTS, E_WITHDRAWN */
async function comparedWith(sql: Sql, draft: Draft): Promise<VersionRow | null> {
  const row = await rowOf(sql, draft.target.name, draft.version);
  if (row === undefined) return null;
  if (row.withdrawn !== null) throw withdrawnVersion(row);
  if (row.deleted_at === null && (await isSame(sql, row, draft))) return row;
  throw versionExists(row);
}

/** Files that the hub packed are compared as they came: its packing of them may have been another in an older release. */
async function isSame(sql: Sql, row: VersionRow, { packed, packedHere, source }: Draft): Promise<boolean> {
  if (row.content === contentHash(packed)) return true;
  if (!packedHere) return false;
  const known = await sql.get(
    'SELECT 1 AS yes FROM fingerprints WHERE package_id = ? AND fingerprint = ? AND version_id = ?',
    [row.package_id, cliFingerprint(source.files), row.id],
  );
  return known !== undefined;
}

function versionExists({ name, version, content, deleted_at }: VersionRow): SoulError {
  const gone = deleted_at === null ? text('with other content', '内容不同') : text('and deleted', '且已删除');
  return new SoulError(
    'E_VERSION_EXISTS',
    text(`${name}@${version} was published before, ${gone.en}`, `${name}@${version} 已发布过，${gone.zh}`),
    {
      hint: text('published versions never change: raise the version', '已发布的版本不可更改：请提高版本号'),
      details: { name, version, content, deleted: deleted_at !== null },
    },
  );
}

export function withdrawnVersion({
  name,
  version,
  withdrawn,
}: Pick<VersionRow, 'name' | 'version' | 'withdrawn'>): SoulError {
  return new SoulError(
    'E_WITHDRAWN',
    text(`${name}@${version} was withdrawn: ${withdrawn ?? ''}`, `${name}@${version} 已被撤下：${withdrawn ?? ''}`),
    { details: { name, version, reason: withdrawn } },
  );
}

/** In the order of their hashes: two publications that share both wait for each other, and do not deadlock. */
async function insertBlobs(tx: Sql, { tarball, zip }: Candidate): Promise<void> {
  for (const { sha256, bytes } of [tarball, zip].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
    await tx.run('INSERT INTO blobs (sha256, size, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
      sha256,
      bytes.length,
      bytes,
    ]);
  }
}

interface Order {
  readonly pkg: LockedPackage;
  readonly draft: Draft;
  readonly candidate: Candidate;
}

function signingOf(pkg: LockedPackage, { version, signature }: Draft, { content }: Candidate) {
  return { owner: pkg.owner, name: pkg.name, version, content, signature };
}

function publicationOf(id: string, { pkg, draft, candidate }: Order) {
  const { integrity, content } = candidate;
  const author = draft.signature === null ? {} : { author: draft.signature.key };
  return { id, package_id: pkg.id, name: pkg.name, version: draft.version, integrity, content, ...author };
}

/** @returns its id */
async function insertVersion(hub: Hub, tx: Sql, actor: Actor, { pkg, draft, candidate }: Order): Promise<string> {
  const id = newId(hub);
  const values = versionValues(hub, actor, { pkg, draft, candidate });
  const columns = Object.keys(values);
  await tx.run(`INSERT INTO versions (id, ${columns.join(', ')}) VALUES ${rowMarks(1, columns.length + 1)}`, [
    id,
    ...Object.values(values),
  ]);
  await insertFiles(tx, id, candidate);
  const { fingerprints } = candidate;
  await tx.run(
    `INSERT INTO fingerprints (package_id, fingerprint, version_id) VALUES ${rowMarks(fingerprints.length, 3)}`,
    fingerprints.flatMap((fingerprint) => [pkg.id, fingerprint, id]),
  );
  return id;
}

function versionValues(hub: Hub, actor: Actor, { pkg, draft, candidate }: Order): Readonly<Record<string, SqlValue>> {
  const { report, manifest } = candidate;
  const scan = { rules: report.rules, checkedAt: hub.now(), findings: report.findings };
  return {
    package_id: pkg.id,
    version: draft.version,
    manifest: JSON.stringify(manifest),
    license: manifest.license,
    changelog: draft.changelog,
    source: draft.origin === null ? null : JSON.stringify(draft.origin),
    published_by: actor.handle,
    created_at: hub.now(),
    tarball: candidate.tarball.sha256,
    integrity: candidate.integrity,
    shasum: candidate.shasum,
    size: candidate.tarball.bytes.length,
    unpacked_size: candidate.unpackedSize,
    file_count: candidate.fileCount,
    content: candidate.content,
    zip: candidate.zip.sha256,
    zip_size: candidate.zip.bytes.length,
    fingerprint: candidate.fingerprint,
    signatures: '[]',
    author: draft.signature === null ? null : JSON.stringify(draft.signature),
    verdict: report.verdict,
    scan: JSON.stringify(scan),
  };
}

const FILE_COLUMNS = ['version_id', 'path', 'sha256', 'size', 'content_type', 'in_package', 'in_view'];
/** PostgreSQL takes 65535 values in one statement, SQLite 32766. */
const ROWS_AT_ONCE = 500;

async function insertFiles(tx: Sql, versionId: string, { files }: Candidate): Promise<void> {
  for (let from = 0; from < files.length; from += ROWS_AT_ONCE) {
    const some = files.slice(from, from + ROWS_AT_ONCE);
    await tx.run(
      `INSERT INTO version_files (${FILE_COLUMNS.join(', ')}) VALUES ${rowMarks(some.length, FILE_COLUMNS.length)}`,
      some.flatMap((file) => [
        versionId,
        file.path,
        file.sha256,
        file.size,
        file.contentType,
        file.inPackage ? 1 : 0,
        file.inView ? 1 : 0,
      ]),
    );
  }
}

async function moveTags(tx: Sql, pkg: LockedPackage, { tags, version }: Draft): Promise<void> {
  const live = JSON.parse(pkg.live_tags) as Tags;
  const moved = withPublished(JSON.parse(pkg.tags) as Tags, live.latest, tags, version);
  await tx.run('UPDATE packages SET tags = ? WHERE id = ?', [JSON.stringify(moved), pkg.id]);
}

async function note(hub: Hub, tx: Sql, actor: Actor, { pkg, draft, candidate }: Order): Promise<void> {
  await audit(hub, tx, actor, {
    action: 'package.publish',
    target: `${pkg.name}@${draft.version}`,
    owner: pkg.owner,
    details: {
      integrity: candidate.integrity,
      content: candidate.content,
      tags: draft.tags,
      verdict: candidate.report.verdict,
    },
  });
}
