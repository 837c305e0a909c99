/**
 * gzip (RFC 1952): one member, nothing before it, nothing after it.
 *
 *     1f 8b  08  flags  mtime×4  xfl  os   [extra] [name\0] [comment\0] [crc16]   deflate…   crc32  length
 *
 * The format allows members to be joined end to end. Some readers then see all of them and some only the first, so a
 * scanner and an unpacker can be shown different files; and bytes after the end are seen by nobody. Both are refused.
 * Node's `gunzip` joins members silently, hence raw inflate here, which tells how far it read.
 */
import { crc32, deflateRawSync } from 'node:zlib';
import { asBuffer } from './bytes.ts';
import { inflate } from './inflate.ts';
import { ratioBound } from './ratio.ts';
import { refused } from './refuse.ts';

const HEADER = 10;
const TRAILER = 8;
const FLAG = { crc16: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 } as const;
const CHUNK = 64 * 1024;

export interface Bounds {
  /** Never unpack to more bytes than this. */
  readonly bytes: number;
  /** Above `ratioFloor` bytes, never unpack to more than this times the packed size. */
  readonly ratio: number;
  readonly ratioFloor: number;
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The unpacked bytes. @throws SoulError E_ARCHIVE `gzip.*`, E_TOO_LARGE `archive.total-size` or `archive.ratio` */
export function gunzip(bytes: Uint8Array, bounds: Bounds): Buffer {
  const packed = asBuffer(bytes);
  const start = headerEnd(packed);
  const { bytes: unpacked, consumed } = inflateBody(packed, start, bounds);
  const end = start + consumed;
  if (packed.length < end + TRAILER) throw refused('gzip.truncated');
  checkNothingFollows(packed.subarray(end + TRAILER));
  if (packed.readUInt32LE(end) !== crc32(unpacked)) throw refused('gzip.checksum');
  if (packed.readUInt32LE(end + 4) !== unpacked.length) throw refused('gzip.checksum');
  return unpacked;
}

/** Where the deflate stream starts. The optional fields are skipped, never used: a file name here is a trap. */
function headerEnd(packed: Buffer): number {
  if (!isGzip(packed)) throw refused('gzip.magic');
  if (packed.length < HEADER + TRAILER) throw refused('gzip.truncated');
  const flags = packed.readUInt8(3);
  if (packed.readUInt8(2) !== 8 || (flags & FLAG.reserved) !== 0) throw refused('gzip.header');
  let at = HEADER;
  if (flags & FLAG.extra) at = within(packed, at + 2) + packed.readUInt16LE(at);
  if (flags & FLAG.name) at = afterNul(packed, at);
  if (flags & FLAG.comment) at = afterNul(packed, at);
  if (flags & FLAG.crc16) at = afterHeaderChecksum(packed, at);
  return within(packed, at);
}

function within(packed: Buffer, at: number): number {
  if (at > packed.length) throw refused('gzip.truncated');
  return at;
}

function afterNul(packed: Buffer, at: number): number {
  const nul = packed.indexOf(0, at);
  if (nul === -1) throw refused('gzip.truncated');
  return nul + 1;
}

function afterHeaderChecksum(packed: Buffer, at: number): number {
  const end = within(packed, at + 2);
  if (packed.readUInt16LE(at) !== (crc32(packed.subarray(0, at)) & 0xffff)) throw refused('gzip.header');
  return end;
}

/** The length in the trailer is only a hint for the memory to take; the bound holds whatever it says. */
function inflateBody(packed: Buffer, start: number, bounds: Bounds): { bytes: Buffer; consumed: number } {
  const byRatio = ratioBound(packed.length, bounds);
  const bound = Math.min(bounds.bytes, byRatio);
  const promised = packed.readUInt32LE(packed.length - 4);
  const result = inflate(packed.subarray(start), bound, promised <= bound ? promised : CHUNK);
  if (result.kind === 'ok') return result;
  if (result.kind !== 'larger') throw refused(`gzip.${result.kind}`, { cause: result.cause });
  throw refused(byRatio < bounds.bytes ? 'archive.ratio' : 'archive.total-size', { limit: bound });
}

function checkNothingFollows(rest: Buffer): void {
  if (rest.length > 0) throw refused(isGzip(rest) ? 'gzip.members' : 'gzip.trailing');
}

/** Level 9, no time, no name, "unknown" system: the same bytes on every machine with the same zlib. */
export function gzip(bytes: Uint8Array): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeUInt32LE(crc32(bytes), 0);
  trailer.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([header, deflateRawSync(bytes, { level: 9 }), trailer]);
}
