/** `.tgz`: a tar inside one gzip stream. */
import { LIMITS, type Limits, type PackageFiles } from '../files.ts';
import { type ArchiveOptions, assemble, readingLimits } from './entry.ts';
import { gunzip } from './gzip.ts';
import { refused } from './refuse.ts';
import { readTar } from './tar.ts';

/** Room for the header, the padding and an extension of each entry, and for the zeros at the end. */
function tarBytes({ totalBytes, entries, metaBytes }: Limits): number {
  return totalBytes + entries * 2048 + metaBytes;
}

/** @throws SoulError E_ARCHIVE, E_PATH, E_TOO_LARGE with `details: { rule, entry? }` */
export function readTgz(bytes: Uint8Array, options: ArchiveOptions): PackageFiles {
  const limits = { ...LIMITS, ...options.limits };
  if (bytes.length > limits.archiveBytes) {
    throw refused('archive.size', { limit: limits.archiveBytes, actual: bytes.length });
  }
  const tar = gunzip(bytes, { bytes: tarBytes(limits), ratio: limits.ratio, ratioFloor: limits.ratioFloor });
  return assemble(readTar(tar, readingLimits(limits, options)), options, limits);
}
