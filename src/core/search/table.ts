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

function reserve(to: Sink, extra: number): void {
  if (to.length + extra <= to.bytes.length) return;
  const grown = new Uint8Array(Math.max(to.bytes.length * 2, to.length + extra));
  grown.set(to.bytes.subarray(0, to.length));
  to.bytes = grown;
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
  reserve(to, bytes.length);
  to.bytes.set(bytes, to.length);
  to.length += bytes.length;
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
  finish(): Uint8Array;
}

function sharedLength(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < end && a[shared] === b[shared]) shared++;
  return shared;
}

export function tableWriter(): TableWriter {
  const body = sink(1 << 16);
  const heads: number[] = [];
  let size = 0;
  let before: Uint8Array = new Uint8Array();
  return {
    add(key, value) {
      const bytes = utf8(key);
      const first = size++ % BLOCK === 0;
      if (first) heads.push(body.length);
      const shared = first ? 0 : sharedLength(before, bytes);
      writeVarint(body, shared);
      writeVarint(body, bytes.length - shared);
      writeBytes(body, bytes.subarray(shared));
      writeVarint(body, value.length);
      writeBytes(body, value);
      before = bytes;
    },
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
function compareAt(bytes: Uint8Array, start: number, length: number, wanted: Uint8Array): number {
  const end = Math.min(length, wanted.length);
  for (let index = 0; index < end; index++) {
    const difference = (bytes[start + index] ?? 0) - (wanted[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return length - wanted.length;
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

/** The longest key we write; longer ones are no words. */
const KEY_BYTES = 1024;

/** An entry while it is visited: the next one overwrites it. */
export interface Visited {
  /** Only the first `length` bytes are its own. */
  readonly key: Uint8Array;
  length: number;
  /** Where its value lies in the body of the table. */
  start: number;
  end: number;
}

/** The value of an entry that is being visited. It may be kept. */
export function valueIn({ body }: Table, { start, end }: Visited): Uint8Array {
  return body.subarray(start, end);
}

/** Goes through the entries from a block on; stops when `visit` answers false. */
function scan(table: Table, block: number, visit: (entry: Visited) => boolean): void {
  const { body } = table;
  const entry: Visited = { key: new Uint8Array(KEY_BYTES), length: 0, start: 0, end: 0 };
  const cursor = { at: blockStart(table, block) };
  while (cursor.at < body.length) {
    const shared = readVarint(body, cursor);
    const rest = readVarint(body, cursor);
    entry.length = shared + rest;
    if (entry.length > KEY_BYTES || cursor.at + rest > body.length) throw damaged();
    for (let at = shared; at < entry.length; at++) entry.key[at] = body[cursor.at++] ?? 0;
    const size = readVarint(body, cursor);
    entry.start = cursor.at;
    entry.end = cursor.at + size;
    if (entry.end > body.length) throw damaged();
    cursor.at = entry.end;
    if (!visit(entry)) return;
  }
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

/** All entries whose key starts with `prefix`, in order, until `visit` answers false. */
export function eachKey(table: Table, prefix: string, visit: (entry: Visited) => boolean): void {
  if (table.blocks === 0) return;
  const wanted = utf8(prefix);
  scan(table, blockOf(table, wanted), (entry) => {
    const order = compareAt(entry.key, 0, Math.min(entry.length, wanted.length), wanted);
    if (order !== 0 || entry.length < wanted.length) return order <= 0;
    return visit(entry);
  });
}

/** All entries in order, for merging. */
export function* entries(table: Table): Generator<readonly [key: string, value: Uint8Array]> {
  const cursor = { at: 0 };
  let key: Uint8Array = new Uint8Array();
  while (cursor.at < table.body.length) {
    const shared = readVarint(table.body, cursor);
    const rest = slice(table.body, cursor, readVarint(table.body, cursor));
    if (shared > key.length) throw damaged();
    const next = new Uint8Array(shared + rest.length);
    next.set(key.subarray(0, shared));
    next.set(rest, shared);
    key = next;
    const value = slice(table.body, cursor, readVarint(table.body, cursor));
    yield [fromUtf8(key), value];
  }
}
