/**
 * Archives, read strictly and written deterministically, all in memory. Nothing here touches a disk, so nothing in an
 * archive can: what comes out is a checked map of names and bytes, or an error that names the rule that was broken.
 *
 * Parsers of our own, rather than a library's, because the promise is about what is *refused*. Libraries are made to
 * read as much as possible; of the hostile archives this was built against, the best of them stop about half.
 */
import type { PackageFiles } from '../files.ts';
import type { ArchiveOptions } from './entry.ts';
import { isGzip } from './gzip.ts';
import { refused } from './refuse.ts';
import { readTgz } from './tgz.ts';
import { isZip, readZip } from './zip.ts';

export { checkContents, contentKind } from './content.ts';
export type { ArchiveOptions } from './entry.ts';
export { ARCHIVE_RULES, type ArchiveRule } from './refuse.ts';
export { readTgz } from './tgz.ts';
export { readZip } from './zip.ts';

/**
 * A `.tgz` or `.zip`, told apart by its first bytes. Whoever was promised one of the two calls `readTgz` or `readZip`.
 * @throws SoulError E_ARCHIVE, E_PATH, E_TOO_LARGE with `details: { rule, entry? | path? }`
 */
export function readArchive(bytes: Uint8Array, options: ArchiveOptions): PackageFiles {
  if (isGzip(bytes)) return readTgz(bytes, options);
  if (isZip(bytes)) return readZip(bytes, options);
  throw refused('archive.format');
}
