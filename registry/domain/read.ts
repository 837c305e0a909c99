/** Reading one package. Each of these is one or two indexed queries. */
import { readTgz } from '../../src/core/archive/tgz.ts';
import { readZip } from '../../src/core/archive/zip.ts';
import { SoulError } from '../../src/core/errors.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import { parseName } from '../../src/core/name.ts';
import { text } from '../../src/core/text.ts';
import { noVersion } from './change.ts';
import { withdrawnVersion } from './commit.ts';
import { findRow, notFound } from './find.ts';
import type { Hub } from './hub.ts';
import { cut, type Page, type Paged, startOf } from './page.ts';
import { packageView, rowOf, VERSION_LIST, type VersionRow, versionView } from './rows.ts';
import type { FileView, PackageView, VersionView } from './view.ts';

export interface PackageDocument {
  readonly package: PackageView;
  /** Those that can be had: not deleted, not withdrawn. Oldest first. Without the findings of scans. */
  readonly versions: readonly VersionView[];
}

const LIVE = 'v.deleted_at IS NULL AND v.withdrawn IS NULL';

/** Everything npm's packument needs, in two queries. @throws SoulError E_NOT_FOUND, E_WITHDRAWN */
export async function packageDocument(hub: Hub, name: string): Promise<PackageDocument> {
  const pkg = packageView(await findRow(hub.sql, { name }));
  requireNotWithdrawn(pkg);
  const rows = await hub.sql.all<VersionRow>(`${VERSION_LIST} WHERE v.package_id = ? AND ${LIVE} ORDER BY v.id`, [
    pkg.id,
  ]);
  return { package: pkg, versions: rows.map(versionView) };
}

/** @throws SoulError E_WITHDRAWN */
export function requireNotWithdrawn({ name, withdrawn }: PackageView): void {
  if (withdrawn === null) return;
  throw new SoulError('E_WITHDRAWN', text(`${name} was withdrawn: ${withdrawn}`, `${name} 已被撤下：${withdrawn}`), {
    details: { name, reason: withdrawn },
  });
}

/** `{}` means what `latest` leads to. */
export interface VersionSelector {
  readonly version?: string | null;
  readonly tag?: string | null;
}

/**
 * One version with the findings of its scan.
 * @throws SoulError E_VERSION_NOT_FOUND (for deleted ones too, then with `details.deleted: true`), E_WITHDRAWN
 */
export async function versionOf(hub: Hub, pkg: PackageView, wanted: VersionSelector = {}): Promise<VersionView> {
  requireNotWithdrawn(pkg);
  const tag = wanted.tag || 'latest';
  const version = wanted.version || (Object.hasOwn(pkg.tags, tag) ? pkg.tags[tag] : undefined);
  if (version === undefined) throw noVersion(pkg.name, tag);
  return versionView(available(await rowOf(hub.sql, pkg.name, version), pkg.name, version));
}

function available<Row extends VersionRow>(row: Row | undefined, name: string, version: string): Row {
  if (row === undefined) throw noVersion(name, version);
  if (row.withdrawn !== null) throw withdrawnVersion(row);
  if (row.deleted_at !== null) throw noVersion(name, version, { deleted: true });
  return row;
}

/** Newest first, deleted ones left out. @throws SoulError E_USAGE */
export async function versionsOf(hub: Hub, pkg: PackageView, page: Page = {}): Promise<Paged<VersionView>> {
  const { limit, after } = startOf(page, ['string']);
  const rows = await hub.sql.all<VersionRow>(
    `${VERSION_LIST} WHERE v.package_id = ? AND ${LIVE} AND v.id < ? ORDER BY v.id DESC LIMIT ?`,
    [pkg.id, after === null ? '~' : String(after[0]), limit + 1],
  );
  return cut(rows.map(versionView), limit, ({ id }) => [id]);
}

/** A line of the list of versions. */
export interface VersionLine {
  readonly version: string;
  readonly createdAt: number;
  readonly changelog: string;
  readonly yanked: string | null;
}

/** Newest first, those that can be had, without what only their own pages say. */
export async function versionLines(
  hub: Hub,
  { id }: Pick<PackageView, 'id'>,
  limit: number,
): Promise<readonly VersionLine[]> {
  const rows = await hub.sql.all<Pick<VersionRow, 'version' | 'created_at' | 'changelog' | 'yanked'>>(
    `SELECT v.version, v.created_at, v.changelog, v.yanked FROM versions v
     WHERE v.package_id = ? AND ${LIVE} ORDER BY v.id DESC LIMIT ?`,
    [id, limit],
  );
  return rows.map(({ created_at, ...line }) => ({ ...line, createdAt: created_at }));
}

interface FileRow {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly content_type: string;
}

/** What is in the tarball (`package`) or in the skill view that clawhub serves (`view`), in byte order of the paths. */
export async function filesOf(
  hub: Hub,
  { id }: Pick<VersionView, 'id'>,
  part: 'package' | 'view',
): Promise<readonly FileView[]> {
  const rows = await hub.sql.all<FileRow>(
    `SELECT path, size, sha256, content_type FROM version_files WHERE version_id = ? AND ${COLUMN[part]} = 1 ORDER BY path`,
    [id],
  );
  return rows.map(({ path, size, sha256, content_type }) => ({ path, size, sha256, contentType: content_type }));
}

const COLUMN = { package: 'in_package', view: 'in_view' } as const;

/** @throws SoulError E_NOT_FOUND, E_VERSION_NOT_FOUND, E_WITHDRAWN */
export async function tarball(
  hub: Hub,
  name: string,
  version: string,
): Promise<{ readonly bytes: Uint8Array; readonly version: VersionView }> {
  const row = await hub.sql.get<VersionRow & Gone>(
    `${VERSION_LIST.replace('NULL AS scan', 'NULL AS scan, p.deleted_at AS gone_at, p.withdrawn AS gone_for')}
     WHERE p.name = ? AND v.version = ?`,
    [parseName(name), version],
  );
  if (row === undefined || row.gone_at !== null) throw notFound({ name: `${name}@${version}` });
  const found = available({ ...row, withdrawn: row.gone_for ?? row.withdrawn }, name, version);
  return { bytes: await blob(hub, found.tarball), version: versionView(found) };
}

interface Gone {
  readonly gone_at: number | null;
  readonly gone_for: string | null;
}

async function blob(hub: Hub, sha256: string): Promise<Uint8Array> {
  const row = await hub.sql.get<{ bytes: Uint8Array }>('SELECT bytes FROM blobs WHERE sha256 = ?', [sha256]);
  if (row !== undefined) return row.bytes;
  throw new Error(`the blob ${sha256} is missing`);
}

/** The zip of the skill view, the same bytes for ever. */
export function skillZip(hub: Hub, version: Pick<VersionView, 'zipSha256'>): Promise<Uint8Array> {
  return blob(hub, version.zipSha256);
}

/** Files with their bytes: of the tarball, or of the skill view. */
export async function contentsOf(
  hub: Hub,
  version: Pick<VersionView, 'zipSha256' | 'tarballSha256'>,
  part: 'package' | 'view',
): Promise<PackageFiles> {
  return part === 'view'
    ? readZip(await blob(hub, version.zipSha256), { root: '' })
    : readTgz(await blob(hub, version.tarballSha256), { root: 'package' });
}

/** The version whose files have this clawhub fingerprint, as their author has them or as they are served; or null. */
export async function resolveFingerprint(hub: Hub, pkg: PackageView, fingerprint: string): Promise<string | null> {
  const row = await hub.sql.get<{ version: string }>(
    `SELECT v.version FROM fingerprints f JOIN versions v ON v.id = f.version_id
     WHERE f.package_id = ? AND f.fingerprint = ? AND ${LIVE} ORDER BY v.id DESC LIMIT 1`,
    [pkg.id, fingerprint.toLowerCase()],
  );
  return row?.version ?? null;
}
