/** What a publication becomes before anything is written: bytes, hashes and rows. Pure. */
import { createHash } from 'node:crypto';
import { packZip } from '../../src/core/archive/pack.ts';
import { contentTypeOf } from '../../src/core/content-type.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import { cliFingerprint } from '../../src/core/fingerprint.ts';
import { contentHash, integrityOf, sha256Hex } from '../../src/core/integrity.ts';
import type { Manifest } from '../../src/core/manifest.ts';
import type { SoulPackage } from '../../src/core/package.ts';
import type { ScanReport } from '../../src/core/scan/index.ts';
import { skillView } from '../../src/core/skill-view.ts';

export interface Blob {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export interface FileRow {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly contentType: string;
  readonly inPackage: boolean;
  readonly inView: boolean;
}

export interface Candidate {
  readonly manifest: Manifest;
  readonly tarball: Blob;
  readonly integrity: string;
  readonly shasum: string;
  readonly content: string;
  readonly unpackedSize: number;
  readonly fileCount: number;
  readonly zip: Blob;
  readonly fingerprint: string;
  /** Every fingerprint this version answers to: as it is served, and as its author has it. */
  readonly fingerprints: readonly string[];
  readonly files: readonly FileRow[];
  readonly report: ScanReport;
}

export interface Parts {
  /** As its author has it. */
  readonly source: SoulPackage;
  /** The archive, and what is in it. */
  readonly bytes: Uint8Array;
  readonly packed: PackageFiles;
  readonly report: ScanReport;
}

export function candidateOf({ source, bytes, packed, report }: Parts): Candidate {
  const view = skillView(source);
  const fingerprint = cliFingerprint(view);
  return {
    manifest: source.manifest,
    tarball: blobOf(bytes),
    integrity: integrityOf(bytes),
    shasum: createHash('sha1').update(bytes).digest('hex'),
    content: contentHash(packed),
    unpackedSize: sizeOf(packed),
    fileCount: packed.size,
    zip: blobOf(packZip(view)),
    fingerprint,
    fingerprints: [...new Set([fingerprint, cliFingerprint(source.files)])],
    files: fileRows(packed, view),
    report,
  };
}

function blobOf(bytes: Uint8Array): Blob {
  return { sha256: sha256Hex(bytes), bytes };
}

function sizeOf(files: PackageFiles): number {
  return [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
}

/** A file that is the same in both is one row. */
function fileRows(packed: PackageFiles, view: PackageFiles): readonly FileRow[] {
  const rows = new Map<string, FileRow>();
  for (const [path, bytes] of packed) put(rows, path, bytes, { inPackage: true });
  for (const [path, bytes] of view) put(rows, path, bytes, { inView: true });
  return [...rows.values()];
}

function put(rows: Map<string, FileRow>, path: string, bytes: Uint8Array, where: Partial<FileRow>): void {
  const sha256 = sha256Hex(bytes);
  const key = `${sha256} ${path}`;
  const row = rows.get(key) ?? {
    path,
    sha256,
    size: bytes.length,
    contentType: contentTypeOf(path),
    inPackage: false,
    inView: false,
  };
  rows.set(key, { ...row, ...where });
}
