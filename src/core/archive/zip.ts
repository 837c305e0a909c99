/**
 * zip: every entry is described twice, in front of its data and in the directory at the end. Streaming readers believe
 * the first, others the second; here both must say the same, and the data must be exactly what they say.
 *
 *     50 4b 03 04  version flags method time date  crc  packed size  name-length extra-length  name extra  data
 *
 * With flag 3 the writer did not know crc and sizes yet: they are zero in front and follow the data in a descriptor,
 * which is looked for where the next entry says it must end, never searched.
 */
import { crc32 } from 'node:zlib';
import { LIMITS, type Limits, type PackageFiles } from '../files.ts';
import { asBuffer } from './bytes.ts';
import { type ArchiveOptions, assemble, type Entry, readingLimits } from './entry.ts';
import { inflate } from './inflate.ts';
import { checkRatio } from './ratio.ts';
import { refused } from './refuse.ts';
import { FLAG, readDirectory, SIGNATURE, trueSizes, type ZipRecord } from './zip-directory.ts';

const LOCAL = 30;
const DESCRIPTOR = 0x08074b50;

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** @throws SoulError E_ARCHIVE, E_PATH, E_TOO_LARGE with `details: { rule, entry? }` */
export function readZip(bytes: Uint8Array, options: ArchiveOptions): PackageFiles {
  const limits = { ...LIMITS, ...options.limits };
  if (bytes.length > limits.archiveBytes) {
    throw refused('archive.size', { limit: limits.archiveBytes, actual: bytes.length });
  }
  if (!isZip(bytes)) throw refused('zip.magic');
  const zip = asBuffer(bytes);
  const { start, records } = readDirectory(zip, limits);
  checkSizes(records, zip.length, readingLimits(limits, options));
  return assemble(readEntries(zip, records, start), options, limits);
}

/** By what the directory promises, before anything is unpacked; afterwards the promise is held to the byte. */
function checkSizes(records: readonly ZipRecord[], zipLength: number, limits: Limits): void {
  const { fileBytes, totalBytes } = limits;
  for (const { name, size } of records) {
    if (size > fileBytes) throw refused('archive.file-size', { entry: name, limit: fileBytes, actual: size });
  }
  const total = records.reduce((sum, { size }) => sum + size, 0);
  if (total > totalBytes) throw refused('archive.total-size', { limit: totalBytes, actual: total });
  checkRatio(zipLength, total, limits);
}

/** In the order they lie in the file: each ends where the next begins, the last where the directory begins. */
function readEntries(zip: Buffer, records: readonly ZipRecord[], directory: number): readonly Entry[] {
  const laid = [...records].sort((a, b) => a.offset - b.offset);
  if (laid[0]?.offset !== 0) throw refused('zip.layout');
  return laid.map((record, index) => {
    const end = laid[index + 1]?.offset ?? directory;
    const data = readLocal(zip, record, end);
    return { name: record.name, kind: record.kind, bytes: unpack(data, record) };
  });
}

/** The packed data of one entry, between its two checked headers. */
function readLocal(zip: Buffer, record: ZipRecord, end: number): Buffer {
  const at = record.offset;
  const entry = record.name;
  if (at >= end) throw refused('zip.layout', { entry });
  if (at + LOCAL > end || zip.readUInt32LE(at) !== SIGNATURE.local) throw refused('zip.local', { entry });
  const nameEnd = at + LOCAL + zip.readUInt16LE(at + 26);
  const dataStart = nameEnd + zip.readUInt16LE(at + 28);
  const dataEnd = dataStart + record.packed;
  if (dataEnd > end) throw refused('zip.layout', { entry });
  if (!zip.subarray(at + LOCAL, nameEnd).equals(record.rawName)) throw refused('zip.mismatch', { entry });
  checkSame(zip, record, zip.subarray(nameEnd, dataStart));
  checkDescriptor(zip.subarray(dataEnd, end), record);
  return zip.subarray(dataStart, dataEnd);
}

/** Local against directory. With a descriptor to come, zeros in front mean "later". */
function checkSame(zip: Buffer, record: ZipRecord, extra: Buffer): void {
  const at = record.offset;
  const plain = { packed: zip.readUInt32LE(at + 18), size: zip.readUInt32LE(at + 22) };
  const { packed, size } = trueSizes(plain, extra, record.name);
  const later = (record.flags & FLAG.descriptor) !== 0;
  const agrees = (local: number, directory: number) => local === directory || (later && local === 0);
  const same =
    zip.readUInt16LE(at + 6) === record.flags &&
    zip.readUInt16LE(at + 8) === record.method &&
    agrees(zip.readUInt32LE(at + 14), record.crc) &&
    agrees(packed, record.packed) &&
    agrees(size, record.size);
  if (!same) throw refused('zip.mismatch', { entry: record.name });
}

/** The four forms of a descriptor: with or without its signature, with sizes of 4 or of 8 bytes. */
function descriptors({ crc, packed, size }: ZipRecord): readonly Buffer[] {
  const short = Buffer.alloc(12);
  const long = Buffer.alloc(20);
  for (const form of [short, long]) form.writeUInt32LE(crc, 0);
  short.writeUInt32LE(packed, 4);
  short.writeUInt32LE(size, 8);
  long.writeBigUInt64LE(BigInt(packed), 4);
  long.writeBigUInt64LE(BigInt(size), 12);
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(DESCRIPTOR, 0);
  return [short, long, Buffer.concat([signature, short]), Buffer.concat([signature, long])];
}

/** What lies between the data and the next entry: a true descriptor if one was announced, otherwise nothing. */
function checkDescriptor(rest: Buffer, record: ZipRecord): void {
  const entry = record.name;
  if ((record.flags & FLAG.descriptor) === 0) {
    if (rest.length > 0) throw refused('zip.layout', { entry });
    return;
  }
  if (!descriptors(record).some((form) => form.equals(rest))) throw refused('zip.descriptor', { entry });
}

function unpack(data: Buffer, record: ZipRecord): Buffer {
  const entry = record.name;
  const bytes = record.method === 0 ? data : inflateExactly(data, record);
  if (bytes.length !== record.size) throw refused('zip.length', { entry, limit: record.size, actual: bytes.length });
  if (crc32(bytes) !== record.crc) throw refused('zip.crc', { entry });
  return bytes;
}

/** All of the data is one deflate stream: what follows its last block would be seen by nobody. */
function inflateExactly(data: Buffer, { name, size }: ZipRecord): Buffer {
  const result = inflate(data, size, size);
  if (result.kind === 'larger') throw refused('zip.length', { entry: name, limit: size });
  if (result.kind !== 'ok' || result.consumed !== data.length) throw refused('zip.deflate', { entry: name });
  return result.bytes;
}
