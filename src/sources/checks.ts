/** Complaints and checks that several sources share. */
import { SoulError } from '../core/errors.ts';
import { LIMITS, type PackageFiles } from '../core/files.ts';
import { contentHash } from '../core/integrity.ts';
import { satisfies, type Wanted } from '../core/spec.ts';
import { text } from '../core/text.ts';
import type { Resolution, SourceRef } from './source.ts';

/** An answer of a source that makes no sense. */
export function nonsense({ url }: SourceRef, en: string, zh: string, details: object = {}): SoulError {
  const [whereEn, whereZh] = url === '' ? ['the bundled souls', '内置角色库'] : [url, url];
  return new SoulError('E_PROTOCOL', text(`${whereEn}: ${en}`, `${whereZh}：${zh}`), { details: { url, ...details } });
}

/** @throws SoulError E_CONTENT when the resolution promised other files */
export function checkContent(files: PackageFiles, { content, name, version }: Resolution): void {
  if (content === null) return;
  const received = contentHash(files);
  if (content === received) return;
  throw new SoulError(
    'E_CONTENT',
    text(`the files of ${name} ${version} are not the promised ones`, `${name} ${version} 的文件与承诺的不符`),
    { details: { name, version, expected: content, received } },
  );
}

/** For places that have one version and no tags. @throws SoulError E_VERSION_NOT_FOUND */
export function checkOnlyVersion(name: string, version: string, wanted: Wanted): void {
  const fits = wanted.kind === 'tag' ? wanted.tag === 'latest' : satisfies(version, wanted);
  if (fits) return;
  const what = wanted.kind === 'tag' ? wanted.tag : wanted.range;
  throw new SoulError(
    'E_VERSION_NOT_FOUND',
    text(`there is no ${name}@${what}; versions: ${version}`, `${name}@${what} 不存在；已有版本：${version}`),
    { details: { name, wanted: what, versions: [version] } },
  );
}

/** In characters. Shorter is no persona but a message, such as "Soul not found". */
const SHORTEST = 20;

/** For a text that nothing vouches for. @throws SoulError E_PROTOCOL */
export function checkPersonaLength(bytes: Uint8Array, at: string, ref: SourceRef): Uint8Array {
  if (new TextDecoder().decode(bytes).trim().length >= SHORTEST) return bytes;
  throw nonsense(ref, `${at} is too short to be a persona`, `${at} 太短，不是角色`, { path: at });
}

/** What the archive reader checks for archives, for files that came another way. @throws SoulError E_TOO_LARGE */
export function checkLimits(files: PackageFiles): PackageFiles {
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (files.size > LIMITS.files) throw tooLarge('files', files.size, LIMITS.files);
  if (total > LIMITS.totalBytes) throw tooLarge('bytes', total, LIMITS.totalBytes);
  return files;
}

export function tooLarge(of: 'files' | 'bytes', actual: number, limit: number, path?: string): SoulError {
  const [en, zh] = of === 'files' ? ['files', '个文件'] : ['bytes', '字节'];
  const where = path === undefined ? text('the package', '这个包') : text(path, path);
  return new SoulError(
    'E_TOO_LARGE',
    text(`${where.en} has ${actual} ${en}; ${limit} are allowed`, `${where.zh} 有 ${actual} ${zh}，最多允许 ${limit}`),
    { details: { actual, limit, ...(path === undefined ? {} : { path }) } },
  );
}
