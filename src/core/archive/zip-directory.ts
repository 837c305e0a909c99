/**
 * The end of a zip: the directory of its entries and the record that says where that directory is.
 *
 *     local header + name + extra + data [+ descriptor]     one per entry, from byte 0
 *     directory record + name + extra + comment             one per entry, right after the last data
 *     end record + comment                                  22 bytes and the comment, at the very end
 *
 * A zip is read from its end, so anything may be hidden before, between and behind, and two readers may find two
 * ends. Here everything must fit without a gap: entries from byte 0 to the directory, the directory to the end record,
 * the end record and its comment to the last byte. (PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.)
 */
import type { Limits } from '../files.ts';
import { decodePath } from '../path.ts';
import type { Entry } from './entry.ts';
import { refused } from './refuse.ts';

export const SIGNATURE = { local: 0x04034b50, record: 0x02014b50, end: 0x06054b50, locator: 0x07064b50 } as const;

const END = 22;
const RECORD = 46;
const LOCATOR = 20;
const MAX_COMMENT = 1024;
const MARKER_16 = 0xffff;
const MARKER_32 = 0xffffffff;
const EXTRA = { zip64: 0x0001, unicodePath: 0x7075 } as const;

/** General purpose bits: 1 and 2 tell the deflate level, 3 a descriptor after the data, 11 a UTF-8 name. */
export const FLAG = { level: 0x0006, descriptor: 0x0008, utf8: 0x0800 } as const;
const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const KNOWN_FLAGS = FLAG.level | FLAG.descriptor | FLAG.utf8;

/** Systems that write UTF-8 names without saying so: Info-ZIP and the macOS Finder. */
const UTF8_SYSTEMS = [3, 19];

export interface ZipRecord {
  readonly rawName: Buffer;
  readonly name: string;
  readonly kind: Entry['kind'];
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

export interface ZipDirectory {
  readonly start: number;
  readonly records: readonly ZipRecord[];
}

/** @throws SoulError E_ARCHIVE `zip.*` `archive.empty`, E_TOO_LARGE `archive.entries`, E_PATH `path.utf8` */
export function readDirectory(zip: Buffer, limits: Limits): ZipDirectory {
  const end = findEnd(zip);
  const { start, count } = readEnd(zip, end);
  if (count === 0) throw refused('archive.empty');
  if (count > limits.entries) throw refused('archive.entries', { limit: limits.entries, actual: count });
  const records: ZipRecord[] = [];
  let at = start;
  while (at < end) {
    const { record, next } = readRecord(zip, at, end);
    if (records.push(record) > count) throw refused('zip.count', { limit: count });
    at = next;
  }
  if (records.length !== count) throw refused('zip.count', { limit: count, actual: records.length });
  return { start, records };
}

/** The end record is the one whose comment fills the rest of the file; no other may be found after it. */
function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - END - MAX_COMMENT);
  const tail = zip.subarray(first);
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at === -1 || at + END > tail.length) throw refused('zip.end');
  const comment = tail.subarray(at + END);
  if (tail.readUInt16LE(at + 20) !== comment.length) throw refused('zip.end');
  if (comment.includes('PK', 0, 'latin1') || tail.indexOf('PK\x05\x06', 0, 'latin1') !== at)
    throw refused('zip.comment');
  return first + at;
}

function readEnd(zip: Buffer, end: number): { readonly start: number; readonly count: number } {
  const hasLocator = end >= LOCATOR && zip.readUInt32LE(end - LOCATOR) === SIGNATURE.locator;
  const count = zip.readUInt16LE(end + 10);
  const size = zip.readUInt32LE(end + 12);
  const start = zip.readUInt32LE(end + 16);
  if (hasLocator || count === MARKER_16 || size === MARKER_32 || start === MARKER_32) throw refused('zip.zip64');
  if (zip.readUInt32LE(end + 4) !== 0) throw refused('zip.disks');
  if (zip.readUInt16LE(end + 8) !== count) throw refused('zip.count');
  if (start + size !== end) throw refused('zip.directory');
  return { start, count };
}

function readRecord(zip: Buffer, at: number, end: number): { readonly record: ZipRecord; readonly next: number } {
  if (at + RECORD > end || zip.readUInt32LE(at) !== SIGNATURE.record) throw refused('zip.record');
  const nameEnd = at + RECORD + zip.readUInt16LE(at + 28);
  const extraEnd = nameEnd + zip.readUInt16LE(at + 30);
  const next = extraEnd + zip.readUInt16LE(at + 32);
  if (next > end) throw refused('zip.record');
  const rawName = zip.subarray(at + RECORD, nameEnd);
  const flags = readFlags(zip, at, rawName);
  const name = readName(rawName, flags, zip.readUInt8(at + 5));
  const extra = zip.subarray(nameEnd, extraEnd);
  const sizes = trueSizes({ packed: zip.readUInt32LE(at + 20), size: zip.readUInt32LE(at + 24) }, extra, name);
  if (zip.readUInt16LE(at + 34) !== 0) throw refused('zip.disks', { entry: name });
  const record = {
    ...{ rawName, name, flags, ...sizes },
    kind: kindOf(name, zip.readUInt32LE(at + 38), sizes.size),
    method: readMethod(zip, at, name),
    crc: zip.readUInt32LE(at + 16),
    offset: zip.readUInt32LE(at + 42),
  };
  return { record, next };
}

function readFlags(zip: Buffer, at: number, rawName: Buffer): number {
  const flags = zip.readUInt16LE(at + 8);
  const entry = rawName.toString('utf8');
  if (flags & ENCRYPTED) throw refused('zip.encrypted', { entry });
  if (flags & ~KNOWN_FLAGS) throw refused('zip.flags', { entry });
  return flags;
}

function readMethod(zip: Buffer, at: number, entry: string): number {
  const method = zip.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) throw refused('zip.method', { entry });
  return method;
}

/** Without the UTF-8 flag the name is in "the" code page of a machine we do not know: ASCII, or a known system. */
function readName(rawName: Buffer, flags: number, system: number): string {
  const isAscii = rawName.every((byte) => byte < 0x80);
  if (isAscii || flags & FLAG.utf8 || UTF8_SYSTEMS.includes(system)) return decodePath(rawName);
  throw refused('zip.name', { entry: rawName.toString('latin1') });
}

export interface Sizes {
  readonly packed: number;
  readonly size: number;
}

/** The sizes, from the zip64 field where the plain ones only say "see there". */
export function trueSizes(plain: Sizes, extra: Buffer, entry: string): Sizes {
  const zip64 = readExtra(extra, entry);
  const needed = [plain.size, plain.packed].filter((value) => value === MARKER_32).length;
  if (needed === 0) return plain;
  if (zip64 === null || zip64.length < 8 * needed) throw refused('zip.extra', { entry });
  const values = [0, 8].slice(0, needed).map((at) => zip64.readBigUInt64LE(at));
  if (values.some((value) => value > BigInt(MARKER_32))) throw refused('archive.file-size', { entry });
  const size = plain.size === MARKER_32 ? Number(values.shift()) : plain.size;
  return { size, packed: plain.packed === MARKER_32 ? Number(values.shift()) : plain.packed };
}

/** Fields must fill the area exactly. Returns the zip64 field; a second name is refused, the rest means nothing to us. */
function readExtra(extra: Buffer, entry: string): Buffer | null {
  let zip64: Buffer | null = null;
  for (let at = 0; at < extra.length; ) {
    if (at + 4 > extra.length) throw refused('zip.extra', { entry });
    const id = extra.readUInt16LE(at);
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (end > extra.length || (id === EXTRA.zip64 && zip64 !== null)) throw refused('zip.extra', { entry });
    if (id === EXTRA.unicodePath) throw refused('zip.unicode-path', { entry });
    if (id === EXTRA.zip64) zip64 = extra.subarray(at + 4, end);
    at = end;
  }
  return zip64;
}

const UNIX_FILE = 0o10;
const UNIX_FOLDER = 0o04;
const UNIX_LINK = 0o12;
const DOS_FOLDER = 0x10;

/**
 * A folder's name ends in a slash; the Unix mode (upper half of the attributes) and the DOS bit may say so too, and
 * must not say anything else. Permissions are never read.
 */
function kindOf(name: string, attributes: number, size: number): Entry['kind'] {
  const unix = attributes >>> 28;
  if (unix === UNIX_LINK) return 'link';
  if (unix !== 0 && unix !== UNIX_FILE && unix !== UNIX_FOLDER) return 'special';
  const isFolder = name.endsWith('/') && name !== '/';
  const saysFolder = unix === UNIX_FOLDER || (attributes & DOS_FOLDER) !== 0;
  const saysFile = unix === UNIX_FILE;
  if (isFolder ? saysFile || size > 0 : saysFolder) throw refused('zip.kind', { entry: name });
  return isFolder ? 'folder' : 'file';
}
