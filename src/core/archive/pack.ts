/**
 * Packages → archives. The same files give the same bytes: sorted by path, one fixed time, no owners, no modes but
 * 0644, no folders listed. (The same bytes for one version of zlib, that is: what names a package for ever is the hash
 * of its files, `contentHash`; `integrityOf` names one archive of them.)
 *
 * Headers are the `tar` library's; every field is given, so that nothing of this machine gets into them. It takes 26 ms to
 * load, so readers of archives do not import this file.
 */
import { crc32, deflateRawSync } from 'node:zlib';
import { Header } from 'tar';
import { LIMITS, type PackageFiles } from '../files.ts';
import { checkPath, checkPaths, comparePaths } from '../path.ts';
import { gzip } from './gzip.ts';
import { paxRecord } from './pax.ts';
import { checkRatio } from './ratio.ts';
import { FLAG, SIGNATURE } from './zip-directory.ts';

const BLOCK = 512;
/** 1985-10-26 08:15 UTC, the time npm gives every file: zip cannot say anything before 1980, and zero upsets tools. */
const MTIME = 499_162_500;

function sorted(files: PackageFiles): readonly (readonly [string, Uint8Array])[] {
  checkPaths(files.keys());
  return [...files].sort(([a], [b]) => comparePaths(a, b));
}

/**
 * A `.tgz` as npm makes them: every file under `package/`.
 * @throws SoulError E_PATH, E_TOO_LARGE for what no reader would take
 */
export function packTgz(files: PackageFiles, root = 'package'): Uint8Array {
  const prefix = root === '' ? '' : `${checkPath(root)}/`;
  const entries = sorted(files).flatMap(([path, bytes]) => tarFile(prefix + path, bytes));
  const tar = Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]);
  const packed = gzip(tar);
  checkRatio(packed.length, tar.length, LIMITS);
  return new Uint8Array(packed);
}

/** Names that a plain header cannot hold go into a pax record, which every tar of this century reads. */
function tarFile(path: string, bytes: Uint8Array): readonly Buffer[] {
  const fits = /^[ -~]{1,100}$/.test(path);
  const record = paxRecord('path', path);
  const extension = fits ? [] : [tarHeader('PaxHeader', 'ExtendedHeader', record.length), padded(record)];
  return [...extension, tarHeader(fits ? path : 'pax', 'File', bytes.length), padded(bytes)];
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

/** `File` and `ExtendedHeader` are the library's words for the types `0` and `x`. */
function tarHeader(path: string, type: 'File' | 'ExtendedHeader', size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const mtime = new Date(MTIME * 1000);
  new Header({ path, type, size, mode: 0o644, uid: 0, gid: 0, uname: '', gname: '', mtime }).encode(block, 0);
  return block;
}

const ZIP_VERSION = 20;
const ZIP_MADE_BY_UNIX = (3 << 8) | ZIP_VERSION;
const ZIP_DATE_1980 = (1 << 5) | 1;
const ZIP_FILE_0644 = 0o100644 * 0x10000;
const DEFLATE = 8;

/** A `.zip` as ClawHub makes them: files at the top, 1980-01-01, deflate level 6. @throws SoulError E_PATH, E_TOO_LARGE */
export function packZip(files: PackageFiles): Uint8Array {
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [path, bytes] of sorted(files)) {
    const name = Buffer.from(path);
    const data = deflateRawSync(bytes, { level: 6 });
    const facts = zipFacts(name, bytes, data);
    locals.push(signature(SIGNATURE.local), facts, name, data);
    records.push(signature(SIGNATURE.record), u16(ZIP_MADE_BY_UNIX), facts, zipPlace(offset), name);
    offset += 4 + facts.length + name.length + data.length;
  }
  const directory = Buffer.concat(records);
  const zip = Buffer.concat([...locals, directory, zipEnd(files.size, directory.length, offset)]);
  checkRatio(zip.length, sizeOf(files), LIMITS);
  return new Uint8Array(zip);
}

function sizeOf(files: PackageFiles): number {
  return [...files.values()].reduce((sum, { length }) => sum + length, 0);
}

/** The 26 bytes that local header and directory record share, from "version needed" to "extra length". */
function zipFacts(name: Buffer, bytes: Uint8Array, data: Buffer): Buffer {
  const small = [ZIP_VERSION, FLAG.utf8, DEFLATE, 0, ZIP_DATE_1980].map(u16);
  return Buffer.concat([...small, ...[crc32(bytes), data.length, bytes.length].map(u32), u16(name.length), u16(0)]);
}

/** No comment, first disk, no text flag; mode 0644; where the local header is. */
function zipPlace(offset: number): Buffer {
  return Buffer.concat([u16(0), u16(0), u16(0), u32(ZIP_FILE_0644), u32(offset)]);
}

function zipEnd(count: number, directoryLength: number, directoryStart: number): Buffer {
  const counts = [0, 0, count, count].map(u16);
  return Buffer.concat([signature(SIGNATURE.end), ...counts, u32(directoryLength), u32(directoryStart), u16(0)]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value, 0);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}

const signature = u32;
