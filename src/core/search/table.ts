/**
 * A sorted table from strings to bytes, read in place: nothing is decoded before it is asked for, so that loading an index
 * costs the same for twenty documents and for a hundred thousand. Everything in an index file is such a table.
 *
 * Keys are sorted by UTF-8 bytes and cut into blocks of 16. Within a block a key is written as the number of bytes that
 * it shares with the one before, and the rest. A worked example, with the values left out:
 *
 *     go, golang, gold      →   0 2 "go"   2 4 "lang"   3 1 "d"
 *
 *     u32  number of keys          u32  number of blocks          u32 × blocks  where each block starts in the body
 *     body: varint shared · varint length · rest of the key · varint length · value, again and again
 *
 * Numbers are little-endian; a varint holds seven bits a byte, low bits first. The bytes may come from a stranger (a
 * static mirror), so every length is checked against the end before it is used.
 */
import { SoulError } from '../errors.ts';
import { text } from '../text.ts';

const BLOCK = 16;

export interface Table {
  readonly size: number;
  readonly heads: DataView;
  readonly blocks: number;
  readonly body: Uint8Array;
}

/** A place in bytes, moved on by the readers below. */
export interface Cursor {
  at: number;
}

/** What reading bytes that we did not write, or no longer wrote like this, ends in. */
export function damaged(): SoulError {
  return new SoulError('E_PROTOCOL', text('the search index is damaged', '搜索索引已损坏'), {
    hint: text('build it again, or search the source without it', '请重新生成索引，或不使用索引直接搜索来源'),
  });
}

/** @throws SoulError E_PROTOCOL past the end or above 2^32 */
export function readVarint(bytes: Uint8Array, cursor: Cursor): number {
  const first = bytes[cursor.at] ?? 0xff;
  if (first < 0x80) {
    cursor.at++;
    return first;
  }
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw damaged();
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  throw damaged();
}

/** Bytes that grow. */
export interface Sink {
  bytes: Uint8Array;
  length: number;
}

export function sink(capacity = 1024): Sink {
  return { bytes: new Uint8Array(capacity), length: 0 };
}

/** Bytes as if they had been written to a sink. */
export function sinkOf(bytes: Uint8Array): Sink {
  return { bytes, length: bytes.length };
}

function reserve(to: Sink, extra: number): void {
  if (to.length + extra > to.bytes.length) to.bytes = longer(to.bytes, to.length + extra);
}

function longer(bytes: Uint8Array, least: number): Uint8Array {
  const grown = new Uint8Array(Math.max(bytes.length * 2, least));
  grown.set(bytes);
  return grown;
}

export function writeByte(to: Sink, byte: number): void {
  reserve(to, 1);
  to.bytes[to.length++] = byte;
}

export function writeVarint(to: Sink, value: number): void {
  reserve(to, 5);
  let rest = value;
  while (rest >= 0x80) {
    to.bytes[to.length++] = (rest & 0x7f) | 0x80;
    rest = Math.floor(rest / 128);
  }
  to.bytes[to.length++] = rest;
}

export function writeBytes(to: Sink, bytes: Uint8Array): void {
  writeFrom(to, bytes, 0, bytes.length);
}

/** Some of the bytes. Most are few, and copied sooner than the engine is asked to. */
export function writeFrom(to: Sink, bytes: Uint8Array, start: number, end: number): void {
  reserve(to, end - start);
  if (end - start > 64) {
    to.bytes.set(bytes.subarray(start, end), to.length);
    to.length += end - start;
  } else for (let at = start; at < end; at++) to.bytes[to.length++] = bytes[at] ?? 0;
}

export function written(from: Sink): Uint8Array {
  return from.bytes.subarray(0, from.length);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** By hand where the text has no surrogates: most keys are a few letters, where calling the encoder costs more than the work. */
export function utf8(value: string): Uint8Array {
  const bytes = new Uint8Array(value.length * 3);
  let length = 0;
  for (let index = 0; index < value.length; index++) {
    const unit = value.charCodeAt(index);
    if (unit < 0x80) bytes[length++] = unit;
    else if (unit < 0x800) {
      bytes[length++] = 0xc0 | (unit >> 6);
      bytes[length++] = 0x80 | (unit & 63);
    } else if (unit >= 0xd800 && unit < 0xe000) return encoder.encode(value);
    else {
      bytes[length++] = 0xe0 | (unit >> 12);
      bytes[length++] = 0x80 | ((unit >> 6) & 63);
      bytes[length++] = 0x80 | (unit & 63);
    }
  }
  return bytes.subarray(0, length);
}

export function fromUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

const SURROGATE = /[\ud800-\udfff]/;

/** Order of UTF-8 bytes, which is not that of UTF-16 units once surrogates come in. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** Keys in the order of a table. The engine's own order will do, and is several times as fast, if there are no surrogates. */
export function sortedKeys(keys: Iterable<string>): string[] {
  const all = [...keys];
  return all.some((key) => SURROGATE.test(key)) ? all.sort(compareKeys) : all.sort();
}

/** A table of a map. */
export function tableBytes(values: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const writer = tableWriter();
  for (const key of sortedKeys(values.keys())) writer.add(key, values.get(key) ?? new Uint8Array());
  return writer.finish();
}

/** Writes a table entry by entry. Keys must come in the order of `compareKeys`, each once. */
export interface TableWriter {
  add(key: string, value: Uint8Array): void;
  /** The key that a walk stands at, with a value of its own. */
  copy(key: Pick<Walk, 'key' | 'length'>, value: Sink): void;
  finish(): Uint8Array;
}

export function tableWriter(): TableWriter {
  const body = sink(1 << 16);
  const heads: number[] = [];
  const before: Pick<Walk, 'key' | 'length'> = { key: new Uint8Array(64), length: 0 };
  let size = 0;
  const write = (key: Uint8Array, length: number, value: Uint8Array, valueLength: number): void => {
    const isFirst = size++ % BLOCK === 0;
    if (isFirst) heads.push(body.length);
    let shared = 0;
    const most = isFirst ? 0 : Math.min(before.length, length);
    while (shared < most && before.key[shared] === key[shared]) shared++;
    if (length > before.key.length) before.key = longer(before.key, length);
    for (let at = shared; at < length; at++) before.key[at] = key[at] ?? 0;
    before.length = length;
    writeVarint(body, shared);
    writeVarint(body, length - shared);
    writeFrom(body, key, shared, length);
    writeVarint(body, valueLength);
    writeFrom(body, value, 0, valueLength);
  };
  return {
    add(key, value) {
      const bytes = utf8(key);
      write(bytes, bytes.length, value, value.length);
    },
    copy: ({ key, length }, value) => write(key, length, value.bytes, value.length),
    finish: () => assemble(size, heads, written(body)),
  };
}

function assemble(size: number, heads: readonly number[], body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + heads.length * 4 + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, size, true);
  view.setUint32(4, heads.length, true);
  for (const [index, head] of heads.entries()) view.setUint32(8 + index * 4, head, true);
  bytes.set(body, 8 + heads.length * 4);
  return bytes;
}

/** A table over the given bytes, which are not copied. @throws SoulError E_PROTOCOL */
export function openTable(bytes: Uint8Array): Table {
  if (bytes.length < 8) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = view.getUint32(0, true);
  const blocks = view.getUint32(4, true);
  const start = 8 + blocks * 4;
  if (blocks !== Math.ceil(size / BLOCK) || start > bytes.length) throw damaged();
  const heads = new DataView(bytes.buffer, bytes.byteOffset + 8, blocks * 4);
  return { size, heads, blocks, body: bytes.subarray(start) };
}

function blockStart(table: Table, block: number): number {
  return block < table.blocks ? table.heads.getUint32(block * 4, true) : table.body.length;
}

function slice(bytes: Uint8Array, cursor: Cursor, length: number): Uint8Array {
  const end = cursor.at + length;
  if (end > bytes.length) throw damaged();
  const part = bytes.subarray(cursor.at, end);
  cursor.at = end;
  return part;
}

/** How the key at `start` compares with `wanted`, without making a string of it. */
function compareAt(
  bytes: Uint8Array,
  start: number,
  length: number,
  wanted: Uint8Array,
  wantedLength = wanted.length,
): number {
  const end = Math.min(length, wantedLength);
  for (let index = 0; index < end; index++) {
    const difference = (bytes[start + index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return length - wantedLength;
}

/** The first key of a block shares nothing: a zero, its length, its bytes. */
function compareHead(table: Table, block: number, wanted: Uint8Array): number {
  const cursor = { at: blockStart(table, block) + 1 };
  const short = table.body[cursor.at] ?? 0;
  if (short < 0x80) return compareAt(table.body, cursor.at + 1, short, wanted);
  const length = readVarint(table.body, cursor);
  return compareAt(table.body, cursor.at, length, wanted);
}

/** The last block whose first key is not after `wanted`; the first block if all are. */
function blockOf(table: Table, wanted: Uint8Array): number {
  let low = 0;
  let high = table.blocks - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (compareHead(table, middle, wanted) <= 0) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Goes through the entries of a table in order, without making an object of each: the next one overwrites it. */
export interface Walk {
  readonly body: Uint8Array;
  /** Only the first `length` bytes are its own. */
  key: Uint8Array;
  length: number;
  /** Where its value lies in the body of the table. */
  start: number;
  end: number;
}

/** The value of the entry that is being visited. It may be kept. */
export function valueAt({ body, start, end }: Walk): Uint8Array {
  return body.subarray(start, end);
}

/** Before the first entry of a block; of the table, if none is named. */
export function walk(table: Table, block = 0): Walk {
  return { body: table.body, key: new Uint8Array(64), length: 0, start: 0, end: blockStart(table, block) };
}

/** Moves on to the next entry; false after the last. @throws SoulError E_PROTOCOL */
export function advance(at: Walk): boolean {
  const { body } = at;
  if (at.end >= body.length) return false;
  const cursor = { at: at.end };
  const shared = readVarint(body, cursor);
  const length = shared + readVarint(body, cursor);
  if (shared > at.length || cursor.at + length - shared > body.length) throw damaged();
  if (length > at.key.length) at.key = longer(at.key, length);
  for (let index = shared; index < length; index++) at.key[index] = body[cursor.at++] ?? 0;
  at.length = length;
  const size = readVarint(body, cursor);
  at.start = cursor.at;
  at.end = cursor.at + size;
  if (at.end > body.length) throw damaged();
  return true;
}

/** Order of the keys that two walks stand at. */
export function compareWalks(a: Walk, b: Walk): number {
  return compareAt(a.key, 0, a.length, b.key, b.length);
}

/** How many bytes two strings share from a place on. */
function matching(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array, from: number): number {
  let index = 0;
  while (start + index < end && from + index < wanted.length && bytes[start + index] === wanted[from + index]) index++;
  return index;
}

/**
 * The value of a key, or undefined. Keys are compared without being put together: `same` bytes of `wanted` are shared
 * with the key before, which was smaller. A key that shares more with it is smaller too; one that shares less is larger.
 * @throws SoulError E_PROTOCOL
 */
export function lookup(table: Table, key: string): Uint8Array | undefined {
  if (table.blocks === 0) return undefined;
  const { body } = table;
  const wanted = utf8(key);
  const cursor = { at: blockStart(table, blockOf(table, wanted)) };
  let same = 0;
  while (cursor.at < body.length) {
    const shared = readVarint(body, cursor);
    const length = shared + readVarint(body, cursor);
    const start = cursor.at - shared;
    cursor.at += length - shared;
    const size = readVarint(body, cursor);
    if (shared < same) return undefined;
    if (shared === same) {
      same += matching(body, start + same, start + length, wanted, same);
      if (same === wanted.length) return same === length ? slice(body, cursor, size) : undefined;
      if (same < length && (body[start + same] ?? 0) > (wanted[same] ?? 0)) return undefined;
    }
    cursor.at += size;
  }
  return undefined;
}

/** All entries whose key starts with `prefix`, in order, until `visit` answers false. @throws SoulError E_PROTOCOL */
export function eachKey(table: Table, prefix: string, visit: (entry: Walk) => boolean): void {
  if (table.blocks === 0) return;
  const wanted = utf8(prefix);
  const entry = walk(table, blockOf(table, wanted));
  while (advance(entry)) {
    const order = compareAt(entry.key, 0, Math.min(entry.length, wanted.length), wanted);
    if (order > 0) return;
    if (order === 0 && entry.length >= wanted.length && !visit(entry)) return;
  }
}
