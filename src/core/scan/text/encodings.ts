/**
 * Text inside text: base64, base32, hexadecimal, percent, entity and escape sequences, character codes, bits. Nothing is
 * believed to be encoded because it looks so: a run is decoded, and counts only when what comes out reads as text.
 * Compressed data inside base64 (gzip, zlib) is opened too, up to `BUDGET`.
 *
 * The caller decodes the results again, at most three deep, and stops after `BUDGET` characters in all.
 */
import { gunzipSync, inflateSync } from 'node:zlib';
import { printable } from './invisible.ts';

export type Encoding = 'base64' | 'base32' | 'hex' | 'percent' | 'entities' | 'escapes' | 'codes' | 'bits';

export interface Encoded {
  readonly encoding: Encoding;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Characters of decoded text that one file may yield. */
export const BUDGET = 256 * 1024;

interface Decoder {
  readonly encoding: Encoding;
  /** Global. Finds candidates; linear, because no part of it can match in two ways. */
  readonly find: RegExp;
  readonly decode: (run: string) => string | undefined;
}

const DECODERS: readonly Decoder[] = [
  {
    encoding: 'base64',
    find: /[A-Za-z0-9+/_-]{16,}(?:\r?\n[ \t>]{0,8}[A-Za-z0-9+/_-]{40,})*(?:\r?\n[ \t>]{0,8}[A-Za-z0-9+/_-]{4,})?={0,2}/g,
    decode: base64,
  },
  { encoding: 'base32', find: /[A-Z2-7]{24,}={0,6}/g, decode: base32 },
  { encoding: 'hex', find: /(?:0x)?[0-9A-Fa-f]{2}(?:[\s:,.-]{0,2}(?:0x)?[0-9A-Fa-f]{2}){11,}/g, decode: hex },
  { encoding: 'percent', find: /(?:%[0-9A-Fa-f]{2}[\w.~+!'()*-]{0,64}){4,}/g, decode: percent },
  { encoding: 'percent', find: /(?:=[0-9A-F]{2}[\w.~ ]{0,64}){6,}/g, decode: quotedPrintable },
  { encoding: 'entities', find: /(?:&#(?:x[0-9A-Fa-f]{1,6}|\d{1,7});?[\w .,'-]{0,40}){4,}/g, decode: entities },
  {
    encoding: 'escapes',
    find: /(?:\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|[0-3][0-7]{2})[\w .,'-]{0,40}){4,}/g,
    decode: escapes,
  },
  { encoding: 'escapes', find: /(?:U\+[0-9A-Fa-f]{4,6}[\s,]{0,2}){6,}/g, decode: codePoints },
  { encoding: 'codes', find: /\d{2,6}(?:[\s,;]{1,2}\d{2,6}){9,}/g, decode: codes },
  { encoding: 'bits', find: /[01]{7,8}(?:[\s,]{0,2}[01]{7,8}){7,}/g, decode: bits },
];

/** All runs of a text that decode to readable text. `room` bounds the characters that come out. */
export function encodedIn(text: string, room: number): readonly Encoded[] {
  const found: Encoded[] = [];
  let left = room;
  for (const { encoding, find, decode } of DECODERS) {
    for (const match of text.matchAll(find)) {
      if (left <= 0) return found;
      const decoded = decode(match[0]);
      if (decoded === undefined || decoded === match[0]) continue;
      found.push({ encoding, start: match.index, end: match.index + match[0].length, text: decoded.slice(0, left) });
      left -= decoded.length;
    }
  }
  return found;
}

function utf8(bytes: Uint8Array): string | undefined {
  return printable(new TextDecoder().decode(bytes).replace(/\0/g, ''));
}

/** Words and paths are base64 too, as far as letters go; what they decode to is not text. */
function base64(run: string): string | undefined {
  const [first = ''] = run.split(/\s/, 1);
  return fromBase64(run) ?? (first === run ? undefined : fromBase64(first));
}

function fromBase64(run: string): string | undefined {
  const packed = run
    .replace(/[\s>]+/g, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/');
  const head = Buffer.from(packed.slice(0, 64), 'base64');
  if (!isPlausible(head)) return undefined;
  const opened = inflate(head, packed);
  if (opened !== undefined) return opened;
  if (printable(beginning(head)) === undefined && utf16(head) === undefined) return undefined;
  const bytes = Buffer.from(packed, 'base64');
  return utf16(bytes) ?? utf8(bytes);
}

/** A glance at the first bytes, before anything costly: text, compressed data, or UTF-16? */
function isPlausible(head: Uint8Array): boolean {
  if (head[1] === 0 || head[0] === 0x1f || head[0] === 0x78) return true;
  for (let at = 0; at < 24 && at < head.length; at++) {
    const byte = head[at] ?? 0;
    if (byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return false;
  }
  return true;
}

/** UTF-8 of a cut-off piece: a character that is not complete at its end is left out. */
function beginning(head: Uint8Array): string {
  return new TextDecoder().decode(head, { stream: true }).replace(/\0/g, '');
}

function inflate(head: Uint8Array, packed: string): string | undefined {
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  const zlib = head[0] === 0x78 && ((head[1] ?? 0) & 0x1f) % 31 !== 0 && (0x7800 + (head[1] ?? 0)) % 31 === 0;
  if (!gzip && !zlib) return undefined;
  try {
    const bytes = Buffer.from(packed, 'base64');
    const options = { maxOutputLength: BUDGET };
    return utf8(gzip ? gunzipSync(bytes, options) : inflateSync(bytes, options));
  } catch {
    return undefined; // not compressed data after all
  }
}

/** PowerShell's `-EncodedCommand` is UTF-16LE: every other byte is zero. */
function utf16(bytes: Buffer): string | undefined {
  if (bytes.length < 8 || bytes[1] !== 0 || bytes[3] !== 0 || bytes[5] !== 0) return undefined;
  return printable(bytes.subarray(0, bytes.length & ~1).toString('utf16le'));
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function base32(run: string): string | undefined {
  const bytes: number[] = [];
  let held = 0;
  let size = 0;
  for (const char of run.replace(/=+$/, '')) {
    held = ((held << 5) | BASE32.indexOf(char)) & 0xfff;
    size += 5;
    if (size < 8) continue;
    size -= 8;
    bytes.push((held >> size) & 0xff);
  }
  return utf8(Uint8Array.from(bytes));
}

function hex(run: string): string | undefined {
  const digits = run.replace(/0x/gi, '').replace(/[^0-9A-Fa-f]/g, '');
  return utf8(Buffer.from(digits, 'hex'));
}

function percent(run: string): string | undefined {
  return utf8(unescapeBytes(run.replace(/\+/g, ' '), '%'));
}

function quotedPrintable(run: string): string | undefined {
  return utf8(unescapeBytes(run, '='));
}

function unescapeBytes(run: string, mark: string): Uint8Array {
  const [first = '', ...pieces] = run.split(mark);
  const parts = pieces.map((piece) =>
    Buffer.concat([Buffer.from(piece.slice(0, 2), 'hex'), Buffer.from(piece.slice(2))]),
  );
  return Buffer.concat([Buffer.from(first), ...parts]);
}

function entities(run: string): string | undefined {
  return printable(
    run.replace(/&#(x?)([0-9A-Fa-f]{1,7});?/g, (_all, x: string, digits: string) => char(digits, x === '' ? 10 : 16)),
  );
}

function escapes(run: string): string | undefined {
  const plain = run.replace(
    /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]{1,6})\}|([0-3][0-7]{2}))/g,
    unescaped,
  );
  const bytes = /[\u0080-\u00ff]/.test(plain) ? utf8(Buffer.from(plain, 'latin1')) : undefined;
  return bytes ?? printable(plain);
}

function unescaped(_all: string, x?: string, u?: string, braced?: string, octal?: string): string {
  return octal === undefined ? char(x ?? u ?? braced ?? '', 16) : char(octal, 8);
}

function codePoints(run: string): string | undefined {
  return printable((run.match(/[0-9A-Fa-f]{4,6}/g) ?? []).map((digits) => char(digits, 16)).join(''));
}

/** Decimal character codes, as in `String.fromCharCode(105, 103, …)`. */
function codes(run: string): string | undefined {
  const values = (run.match(/\d+/g) ?? []).map(Number);
  if (values.some((value) => value < 9 || value > 0x10ffff)) return undefined;
  const bytes = values.every((value) => value < 256) ? utf8(Uint8Array.from(values)) : undefined;
  const text = bytes ?? printable(values.map((value) => String.fromCodePoint(value)).join(''));
  return text !== undefined && /[a-z]{3}|[\u4e00-\u9fff]{3}/i.test(text) ? text : undefined;
}

function bits(run: string): string | undefined {
  const digits = run.replace(/[^01]/g, '');
  const size = digits.length % 8 === 0 ? 8 : 7;
  const values: number[] = [];
  for (let at = 0; at + size <= digits.length; at += size) values.push(Number.parseInt(digits.slice(at, at + size), 2));
  return utf8(Uint8Array.from(values));
}

function char(digits: string, base: number): string {
  const point = Number.parseInt(digits, base);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}
