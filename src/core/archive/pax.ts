/**
 * pax records (POSIX.1-2001, "pax Extended Header"): what a tar header has no room for. Each record counts itself:
 *
 *     "22 path=资料/a.md\n"      22 bytes in all, the two digits, the space and the line end included
 *
 * A wrong count, a missing line end or a key said twice lets two readers see two names, so each is refused.
 */
import { decodePath } from '../path.ts';
import { refused } from './refuse.ts';

/** What an extension says about the next entry. */
export interface Extension {
  readonly path?: string;
  readonly size?: string;
}

const LINE_END = 0x0a;
const UTF8_CHARSET = 'ISO-IR 10646 2000 UTF-8';

interface PaxRecord {
  readonly key: string;
  readonly value: Buffer;
  readonly end: number;
}

function readRecord(body: Buffer, start: number): PaxRecord {
  const space = body.indexOf(0x20, start);
  const digits = body.toString('latin1', start, space);
  const end = start + Number(digits);
  const equals = body.indexOf(0x3d, space);
  if (space === -1 || !/^[1-9]\d{0,7}$/.test(digits)) throw refused('pax.record');
  if (end > body.length || body[end - 1] !== LINE_END) throw refused('pax.record');
  if (equals < space + 2 || equals > end - 2) throw refused('pax.record');
  return { key: body.toString('latin1', space + 1, equals), value: body.subarray(equals + 1, end - 1), end };
}

function readRecords(body: Buffer): ReadonlyMap<string, Buffer> {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < body.length; ) {
    const { key, value, end } = readRecord(body, at);
    if (records.has(key)) throw refused('pax.duplicate');
    records.set(key, value);
    at = end;
  }
  return records;
}

/** Rules that hold for the global header and for one entry's alike. Times, owners, attributes are of no interest. */
function checkKeys(records: ReadonlyMap<string, Buffer>): void {
  for (const key of records.keys()) if (key.startsWith('GNU.sparse.')) throw refused('pax.sparse');
  const charset = records.get('hdrcharset')?.toString('latin1') ?? UTF8_CHARSET;
  if (charset !== UTF8_CHARSET) throw refused('pax.charset');
}

/** The records before one entry. @throws SoulError E_ARCHIVE `pax.*`, E_PATH `path.utf8` */
export function readPax(body: Buffer): Extension {
  const records = readRecords(body);
  checkKeys(records);
  const path = records.get('path');
  const size = records.get('size');
  return {
    ...(path === undefined ? {} : { path: decodePath(path) }),
    ...(size === undefined ? {} : { size: size.toString('latin1') }),
  };
}

/** The records for a whole archive: `git archive` notes its commit here. Names and sizes would change every entry. */
export function checkGlobalPax(body: Buffer): void {
  const records = readRecords(body);
  checkKeys(records);
  for (const key of ['path', 'linkpath', 'size']) if (records.has(key)) throw refused('pax.global');
}

/** `['path', 'a.md']` → `13 path=a.md\n`: the count includes its own digits. */
export function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.from(` ${key}=${value}\n`);
  const short = rest.length + String(rest.length).length;
  const length = rest.length + String(short).length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}
