/** Packages and versions as the hub shows them. Times are milliseconds, sizes bytes. */
import type { AuthorSignature } from '../../src/core/author.ts';
import type { CatalogueEntry } from '../../src/core/catalogue.ts';
import type { Kind, Manifest } from '../../src/core/manifest.ts';
import type { PackageName } from '../../src/core/name.ts';
import type { Finding, Verdict } from '../../src/core/scan/report.ts';

/** A row of a list. Everything but the files and the other versions. */
export interface PackageView {
  readonly id: string;
  /** npm's identity, for ever: `name` or `@owner/name`. */
  readonly name: PackageName;
  /** Who owns it now. */
  readonly owner: { readonly handle: string; readonly displayName: string };
  /** clawhub's name, unique per owner; the last part of `name` unless it was renamed. */
  readonly slug: string;
  readonly kind: Kind;
  /** What the newest version says; null when every version is gone. */
  readonly listing: CatalogueEntry | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly latest: VersionSummary | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly stats: {
    readonly downloads: number;
    readonly installs: number;
    readonly stars: number;
    readonly versions: number;
  };
  readonly deletedAt: number | null;
  /** Reason of the moderators; null when all is well. */
  readonly withdrawn: string | null;
  /** Grows with every change: an ETag. */
  readonly revision: number;
  /** Position of the newest entry of the log about it. */
  readonly logHead: number | null;
}

export interface VersionSummary {
  readonly id: string;
  readonly version: string;
  readonly createdAt: number;
  readonly changelog: string;
  readonly license: string | null;
  readonly verdict: Verdict;
}

export interface VersionView extends VersionSummary {
  readonly packageId: string;
  readonly name: PackageName;
  readonly manifest: Manifest;
  readonly publishedBy: string;
  /** Of the tarball. */
  readonly integrity: string;
  /** SHA-1 of the tarball, in hex, for npm. */
  readonly shasum: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly fileCount: number;
  /** `h1:…` of the files in the tarball. */
  readonly content: string;
  /** SHA-256 of the tarball, in hex. */
  readonly tarballSha256: string;
  /** clawhub's fingerprint of the skill view. */
  readonly fingerprint: string;
  /** SHA-256 of the zip of the skill view, in hex. */
  readonly zipSha256: string;
  readonly zipSize: number;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
  readonly source: Readonly<Record<string, unknown>> | null;
  readonly deprecated: string | null;
  /** Reason, perhaps empty; null when it is not yanked. */
  readonly yanked: string | null;
  readonly deletedAt: number | null;
  readonly withdrawn: string | null;
  /** What its author signed; null when it is not signed. */
  readonly author: AuthorSignature | null;
  /** Its publication in the transparency log. */
  readonly log: { readonly position: number; readonly entry: string } | null;
  readonly scan: {
    readonly verdict: Verdict;
    readonly rules: string;
    readonly checkedAt: number;
    readonly findings: readonly Finding[];
  };
}

export interface FileView {
  readonly path: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly contentType: string;
}

export type { Page, Paged } from './page.ts';
