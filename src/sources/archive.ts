/** A file on this machine that is a whole package: `.tgz`, `.zip`, a card, a text. Its hash is taken now and pinned. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { LIMITS, type PackageFiles } from '../core/files.ts';
import { contentHash, integrityOf, verifyIntegrity } from '../core/integrity.ts';
import { slugify } from '../core/name.ts';
import { readPackage } from '../core/package.ts';
import { sha256Hex } from '../core/sha256.ts';
import { openSingle, underItsName } from '../core/single.ts';
import type { Spec } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { checkContent, tooLarge } from './checks.ts';
import type { Delivery, Resolution, Source, SourceRef } from './source.ts';

export function archiveSource(ref: SourceRef): Source {
  return {
    ref,
    optional: false,
    resolve: async (spec) => describe(await readBytes(ref.url), spec, ref),
    fetch: async (resolution) => open(await readBytes(ref.url), resolution),
    catalogue: () => Promise.resolve(null),
    search: () => Promise.resolve(null),
    searchIndex: () => Promise.resolve(null),
  };
}

/** The package in some file. null when a registry name was asked for and it is another one. */
export function describe(bytes: Uint8Array, spec: Spec, ref: SourceRef): Resolution | null {
  const file = fileOf(ref.url);
  const files = openSingle(bytes, file);
  const read = () => readPackage(files, { name: nameFrom(ref.url) });
  const { name, version } = underItsName(bytes, file, read).manifest;
  if (spec.kind === 'registry' && spec.name !== name) return null;
  return {
    source: ref,
    name,
    version,
    integrity: integrityOf(bytes),
    content: contentHash(files),
    deprecated: null,
    warning: null,
    location: ref.url,
  };
}

/** @throws SoulError E_INTEGRITY, E_CONTENT, E_ARCHIVE, E_PATH */
export function open(bytes: Uint8Array, resolution: Resolution): Delivery {
  if (resolution.integrity !== null) verifyIntegrity(bytes, resolution.integrity);
  const files: PackageFiles = openSingle(bytes, fileOf(resolution.location));
  checkContent(files, resolution);
  return { files, integrity: integrityOf(bytes), sha256: sha256Hex(bytes), facts: {} };
}

function fileOf(place: string): string {
  return path.posix.basename(place.replaceAll('\\', '/'));
}

/** `…/go-expert-1.0.0.tgz` → `go-expert`, for a package that does not say how it is called. */
export function nameFrom(place: string): string {
  const base = path.posix
    .basename(place.replaceAll('\\', '/'))
    .replace(/(?:\.soul)?\.(?:tgz|tar\.gz|zip|md|png|charx|json)$/i, '');
  return slugify(base.replace(/-v?\d+\.\d+\.\d+.*$/, '')) ?? 'soul';
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > LIMITS.archiveBytes) throw tooLarge('bytes', size, LIMITS.archiveBytes, file);
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    if (cause instanceof SoulError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const [kind, en, zh] =
      code === 'ENOENT'
        ? (['E_NOT_FOUND', 'there is no such file', '没有这个文件'] as const)
        : (['E_FILE', code, code] as const);
    throw new SoulError(kind, text(`${file}: ${en}`, `${file}：${zh}`), {
      hint: text('check the path; without ./ it would be the name of a package', '请检查路径；不带 ./ 则视为包名'),
      details: { path: file },
      cause,
    });
  }
}
