/**
 * tar, as POSIX ustar with pax extensions (IEEE 1003.1) and GNU long names: blocks of 512 bytes, a header, the data
 * padded with zeros to whole blocks, and so on; two zero blocks at the end, then nothing but zeros.
 *
 *     offset  length  field        what we do with it
 *          0     100  name         decoded as strict UTF-8
 *        100      24  mode uid gid never read: a package has no owners and no executables
 *        124      12  size         octal digits; base-256 (for 8 GiB and more) is refused
 *        136      12  mtime        never read
 *        148       8  checksum     sum of the header's bytes, this field taken as spaces
 *        156       1  type         0 or NUL file · 5 folder · 1 2 link · 3 4 6 device · x g pax · L long name
 *        257       8  magic        "ustar\0" "00" POSIX · "ustar  \0" GNU · all NUL from before either
 *        345     155  prefix       put before the name, in POSIX headers only
 *
 * A file `package/SOUL.md` of 5 bytes is 1024 bytes: its header, then `# hi\n` and 507 zeros.
 *
 * Readers in the world differ where a header contradicts an extension, where the checksum is wrong, where something
 * follows the end. Each such place is refused, so that what we read is what any other reader would have read.
 */
import type { Limits } from '../files.ts';
import { decodePath } from '../path.ts';
import { asBuffer, isZero } from './bytes.ts';
import type { Entry } from './entry.ts';
import { checkGlobalPax, type Extension, readPax } from './pax.ts';
import { refused } from './refuse.ts';

const BLOCK = 512;
const SLASH = Buffer.from('/');

interface Header {
  /** Not decoded yet: where an extension gives the name, this one may be cut in the middle of a character. */
  readonly rawName: Buffer;
  readonly size: number;
  readonly type: string;
}

/** What each type flag comes to. Anything else (sparse, multi-volume, Solaris, …) is refused. */
const KINDS: Readonly<Record<string, Entry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '5': 'folder',
  '1': 'link',
  '2': 'link',
  '3': 'special',
  '4': 'special',
  '6': 'special',
};

/** All entries in the archive's order. @throws SoulError E_ARCHIVE `tar.*` `pax.*`, E_TOO_LARGE, E_PATH `path.utf8` */
export function readTar(bytes: Uint8Array, limits: Limits): readonly Entry[] {
  const tar = asBuffer(bytes);
  const entries: Entry[] = [];
  let extension: Extension | null = null;
  let globals = 0;
  let at = 0;
  for (let header = readHeader(tar, at); header !== null; header = readHeader(tar, at)) {
    const body = readBody(tar, at + BLOCK, header, limits);
    at += BLOCK + padded(header.size);
    if (isExtension(header)) {
      if (extension !== null) throw refused('tar.extension-twice', { entry: shown(header) });
      if (header.type === 'g') globals += 1;
      extension = readExtension(header, body);
    } else {
      entries.push(readEntry(header, body, extension));
      extension = null;
    }
    if (entries.length + globals > limits.entries) throw refused('archive.entries', { limit: limits.entries });
  }
  if (extension !== null) throw refused('tar.extension-unused');
  checkEnd(tar.subarray(at));
  return entries;
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

/** The header at `at`; null at the first zero block. */
function readHeader(tar: Buffer, at: number): Header | null {
  const block = tar.subarray(at, at + BLOCK);
  if (block.length === 0) throw refused('tar.end');
  if (block.length < BLOCK) throw refused('tar.truncated');
  if (isZero(block)) return null;
  checkChecksum(block);
  return { rawName: headerName(block), size: readSize(block), type: block.toString('latin1', 156, 157) };
}

/** For messages only. */
function shown({ rawName }: Header): string {
  return rawName.toString('utf8');
}

function checkChecksum(block: Buffer): void {
  let sum = 8 * 0x20;
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  const said = /^ *([0-7]+)[\0 ]*$/.exec(block.toString('latin1', 148, 156))?.[1];
  if (said === undefined || Number.parseInt(said, 8) !== sum) throw refused('tar.checksum');
}

/** Only POSIX headers have a prefix; in GNU's the place holds times, in old ones anything. */
function headerName(block: Buffer): Buffer {
  const magic = block.toString('latin1', 257, 265);
  const name = untilNul(block.subarray(0, 100));
  if (magic === 'ustar  \0' || magic === '\0'.repeat(8)) return name;
  if (magic !== 'ustar\x0000') throw refused('tar.magic', { entry: name.toString('utf8') });
  const prefix = untilNul(block.subarray(345, 500));
  return prefix.length === 0 ? name : Buffer.concat([prefix, SLASH, name]);
}

function untilNul(field: Buffer): Buffer {
  const nul = field.indexOf(0);
  return nul === -1 ? field : field.subarray(0, nul);
}

function readSize(block: Buffer): number {
  const digits = /^ *([0-7]+)[\0 ]*$/.exec(block.toString('latin1', 124, 136))?.[1];
  if (digits === undefined) throw refused('tar.number', { entry: untilNul(block.subarray(0, 100)).toString('utf8') });
  return Number.parseInt(digits, 8);
}

/** The data of an entry, after every limit and before anybody interprets it. */
function readBody(tar: Buffer, start: number, header: Header, limits: Limits): Buffer {
  const { size } = header;
  const entry = shown(header);
  const limit = isExtension(header) ? limits.metaBytes : limits.fileBytes;
  if (size > limit) {
    throw refused(isExtension(header) ? 'tar.extension-size' : 'archive.file-size', { entry, limit, actual: size });
  }
  if (start + padded(size) > tar.length) throw refused('tar.truncated', { entry });
  if (!isZero(tar.subarray(start + size, start + padded(size)))) throw refused('tar.padding', { entry });
  return tar.subarray(start, start + size);
}

function isExtension({ type }: Header): boolean {
  return type === 'x' || type === 'g' || type === 'L' || type === 'K';
}

/** Null for a global header, which says nothing about the next entry. */
function readExtension(header: Header, body: Buffer): Extension | null {
  switch (header.type) {
    case 'x':
      return readPax(body);
    case 'g':
      checkGlobalPax(body);
      return null;
    case 'L':
      return { path: readLongName(body) };
    default:
      throw refused('tar.long-link', { entry: shown(header) });
  }
}

/** GNU ends the name with one NUL. */
function readLongName(body: Buffer): string {
  const name = body.at(-1) === 0 ? body.subarray(0, -1) : body;
  if (name.includes(0)) throw refused('tar.long-name');
  return decodePath(name);
}

function readEntry(header: Header, bytes: Buffer, extension: Extension | null): Entry {
  const name = extension?.path ?? decodePath(header.rawName);
  const kind = KINDS[header.type];
  if (kind === undefined) throw refused('tar.type', { entry: name });
  if (kind !== 'file' && header.size > 0) throw refused('tar.body', { entry: name });
  if (kind === 'file' && name.endsWith('/') && name !== '/') throw refused('tar.file-slash', { entry: name });
  if (extension?.size !== undefined && extension.size !== String(header.size))
    throw refused('pax.size', { entry: name });
  return { name, kind, bytes };
}

/** One zero block may be an accident, or a place where half of all readers stop: it takes two, and zeros after them. */
function checkEnd(rest: Buffer): void {
  if (rest.length < 2 * BLOCK || !isZero(rest.subarray(0, 2 * BLOCK))) throw refused('tar.end');
  if (!isZero(rest)) throw refused('tar.after-end');
}
