/** Rows of packages and versions, as they lie in the database and as the hub shows them. */
import type { AuthorSignature } from '../../src/core/author.ts';
import type { CatalogueEntry } from '../../src/core/catalogue.ts';
import type { Kind, Manifest } from '../../src/core/manifest.ts';
import type { PackageName } from '../../src/core/name.ts';
import type { Finding, Verdict } from '../../src/core/scan/report.ts';
import type { Sql } from '../sql/database.ts';
import type { PackageView, VersionView } from './view.ts';

const PACKAGE = `p.id, p.name, p.owner, o.display_name AS owner_name, p.slug, p.kind, p.listing, p.live_tags,
  p.live_versions, p.revision, p.changed, p.created_at, p.updated_at, p.deleted_at, p.withdrawn, p.visible,
  p.log_head,
  s.downloads, s.installs, s.stars, s.trending,
  v.id AS latest_id, v.version AS latest, v.created_at AS latest_at, v.changelog, v.license, v.verdict`;
const MORE = 'JOIN owners o ON o.handle = p.owner LEFT JOIN versions v ON v.id = p.latest_id';

/** A package with its owner, its counts and the newest version, in one row: no list needs a second query. */
export const PACKAGES = `SELECT ${PACKAGE} FROM packages p JOIN stats s ON s.package_id = p.id ${MORE}`;

/**
 * The same, for lists in the order of a count. SQLite keeps the order of a CROSS JOIN, so it walks along the index of
 * counts and stops when the page is full, where it would otherwise sort all packages. Goes on with `AND`.
 */
export const PACKAGES_BY_COUNT = `SELECT ${PACKAGE} FROM stats s CROSS JOIN packages p ${MORE} WHERE p.id = s.package_id`;

export interface PackageRow {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly owner_name: string;
  readonly slug: string;
  readonly kind: Kind;
  readonly listing: string | null;
  readonly live_tags: string;
  readonly live_versions: number;
  readonly revision: number;
  readonly changed: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly deleted_at: number | null;
  readonly withdrawn: string | null;
  readonly visible: number;
  readonly log_head: number | null;
  readonly downloads: number;
  readonly installs: number;
  readonly stars: number;
  readonly trending: number;
  readonly latest_id: string | null;
  readonly latest: string | null;
  readonly latest_at: number | null;
  readonly changelog: string | null;
  readonly license: string | null;
  readonly verdict: Verdict | null;
}

export function packageView(row: PackageRow): PackageView {
  return {
    id: row.id,
    name: row.name as PackageName,
    owner: { handle: row.owner, displayName: row.owner_name },
    slug: row.slug,
    kind: row.kind,
    listing: row.listing === null ? null : (JSON.parse(row.listing) as CatalogueEntry),
    tags: JSON.parse(row.live_tags) as Record<string, string>,
    latest: latestOf(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    stats: {
      downloads: row.downloads,
      installs: row.installs,
      stars: row.stars,
      versions: row.live_versions,
    },
    deletedAt: row.deleted_at,
    withdrawn: row.withdrawn,
    revision: row.revision,
    logHead: row.log_head,
  };
}

function latestOf(row: PackageRow): PackageView['latest'] {
  if (row.latest_id === null || row.latest === null) return null;
  return {
    id: row.latest_id,
    version: row.latest,
    createdAt: row.latest_at ?? row.created_at,
    changelog: row.changelog ?? '',
    license: row.license,
    verdict: row.verdict ?? 'pass',
  };
}

const VERSION = `v.id, v.package_id, p.name, v.version, v.manifest, v.license, v.changelog, v.source, v.published_by,
  v.created_at, v.integrity, v.shasum, v.size, v.unpacked_size, v.file_count, v.content, v.zip, v.zip_size, v.fingerprint,
  v.signatures, v.verdict, v.deprecated, v.yanked, v.deleted_at, v.withdrawn, v.author, v.log_position, l.entry`;
const FROM =
  'FROM versions v JOIN packages p ON p.id = v.package_id LEFT JOIN log_entries l ON l.position = v.log_position';

/** Whole versions; and without the findings of their scans, for lists. */
export const VERSIONS = `SELECT ${VERSION}, v.tarball, v.scan ${FROM}`;
export const VERSION_LIST = `SELECT ${VERSION}, v.tarball, NULL AS scan ${FROM}`;

export interface VersionRow {
  readonly id: string;
  readonly package_id: string;
  readonly name: string;
  readonly version: string;
  readonly manifest: string;
  readonly license: string | null;
  readonly changelog: string;
  readonly source: string | null;
  readonly published_by: string;
  readonly created_at: number;
  readonly tarball: string;
  readonly integrity: string;
  readonly shasum: string;
  readonly size: number;
  readonly unpacked_size: number;
  readonly file_count: number;
  readonly content: string;
  readonly zip: string;
  readonly zip_size: number;
  readonly fingerprint: string;
  readonly signatures: string;
  readonly verdict: Verdict;
  readonly scan: string | null;
  readonly deprecated: string | null;
  readonly yanked: string | null;
  readonly deleted_at: number | null;
  readonly withdrawn: string | null;
  readonly author: string | null;
  readonly log_position: number | null;
  readonly entry: string | null;
}

export function rowOf(sql: Sql, name: string, version: string): Promise<VersionRow | undefined> {
  return sql.get<VersionRow>(`${VERSIONS} WHERE p.name = ? AND v.version = ?`, [name, version]);
}

/** What is kept of a scan beside its verdict. */
export interface KeptScan {
  readonly rules: string;
  readonly checkedAt: number;
  readonly findings: readonly Finding[];
}

export function versionView(row: VersionRow): VersionView {
  const scan =
    row.scan === null ? { rules: '', checkedAt: row.created_at, findings: [] } : (JSON.parse(row.scan) as KeptScan);
  return {
    id: row.id,
    packageId: row.package_id,
    name: row.name as PackageName,
    version: row.version,
    manifest: JSON.parse(row.manifest) as Manifest,
    license: row.license,
    changelog: row.changelog,
    source: row.source === null ? null : (JSON.parse(row.source) as Record<string, unknown>),
    publishedBy: row.published_by,
    createdAt: row.created_at,
    integrity: row.integrity,
    shasum: row.shasum,
    size: row.size,
    unpackedSize: row.unpacked_size,
    fileCount: row.file_count,
    content: row.content,
    tarballSha256: row.tarball,
    zipSha256: row.zip,
    zipSize: row.zip_size,
    fingerprint: row.fingerprint,
    signatures: JSON.parse(row.signatures) as VersionView['signatures'],
    verdict: row.verdict,
    scan: { verdict: row.verdict, ...scan },
    deprecated: row.deprecated,
    yanked: row.yanked,
    deletedAt: row.deleted_at,
    withdrawn: row.withdrawn,
    author: row.author === null ? null : (JSON.parse(row.author) as AuthorSignature),
    log: row.log_position === null || row.entry === null ? null : { position: row.log_position, entry: row.entry },
  };
}

/** `?, ?, ?` */
export function marks(count: number): string {
  return Array(count).fill('?').join(', ');
}

/** `(?, ?), (?, ?)` */
export function rowMarks(rows: number, columns: number): string {
  return Array(rows)
    .fill(`(${marks(columns)})`)
    .join(', ');
}
