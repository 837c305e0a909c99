/**
 * The view that words are looked up in. Two texts that a model reads alike should fold to the same characters:
 *
 *   "Ｉｇｎｏｒｅ  **all**\n  prévious" → "ignore all previous"
 *
 * Compatibility forms (full width, mathematical letters) and marks are resolved by NFKD, case goes, traditional Han
 * characters become simplified ones, Cyrillic and Greek look-alikes inside Latin words become Latin, Markdown emphasis
 * and escapes vanish, `_` and `-` between letters become a joint that counts as a blank, runs of blanks become one. A line break that ends a
 * paragraph, a list item or a sentence stays as `\n`; one that only wraps a line does not. For every character the view
 * keeps where it came from.
 */
import { simplified } from './han.ts';
import { latinTwin } from './twins.ts';

export interface Fold {
  readonly codes: Uint16Array;
  readonly size: number;
  /** Offset in the text that was folded, for each code; one more at the end. */
  readonly at: Int32Array;
  /** Sum of widths before each code: Latin 2, Han 5 (one Han character says about what 2.5 letters say). */
  readonly width: Int32Array;
  /** A word mixes alphabets in a way that only a forger needs: offsets in the folded text. */
  readonly forged: readonly number[];
}

const LF = 10;
const BLANK = 32;
/** What `_` and `-` between letters become: a blank to the lexicon, but no end of a host name. */
export const JOINT = 31;

export function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
}

/** a-z, 0-9: what an English word of the lexicon is made of. Everything else separates words. */
export function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

/** A letter of another alphabet (after folding) that may stand inside a word: Cyrillic, Greek, Armenian, Cherokee. */
function isForeign(code: number): boolean {
  return (code >= 0x370 && code <= 0x58f) || (code >= 0x13a0 && code <= 0x13ff);
}

function isLetter(code: number): boolean {
  return isWord(code) || isHan(code) || isForeign(code);
}

const KEEP = 0;
const DROP = 1;
const SPACE = 2;
const JOINER = 3;

/** What becomes of an ASCII character: kept (lower-cased), dropped, blank, or blank between letters only. */
const ASCII = asciiClasses();

function asciiClasses(): Uint8Array {
  const table = new Uint8Array(128);
  for (let code = 0; code <= BLANK; code++) table[code] = SPACE;
  for (const char of '*`\\') table[char.charCodeAt(0)] = DROP;
  for (const char of '_-') table[char.charCodeAt(0)] = JOINER;
  table[127] = DROP;
  return table;
}

/** Folded forms of single characters beyond ASCII, filled as they are met. */
const FOLDED = new Map<number, string>();

function foldChar(point: number): string {
  const known = FOLDED.get(point);
  if (known !== undefined) return known;
  const folded = foldUncached(point);
  FOLDED.set(point, folded);
  return folded;
}

function foldUncached(point: number): string {
  const char = String.fromCodePoint(point);
  if (point === 0x2018 || point === 0x2019 || point === 0xff07) return "'";
  if (point === 0xff0c) return char; // the Chinese comma parts clauses, the English one also lists
  if (point === 0x201c || point === 0x201d) return '"';
  if (point >= 0x2010 && point <= 0x2015) return '-';
  if (/\s/u.test(char)) return ' ';
  const letter = fancyLetter(point, char);
  if (letter !== undefined) return letter;
  const plain = char
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.length > 8 ? char : plain;
}

const SMALL_CAPITALS = 'ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnᴏoᴘpǫqʀrꜱsᴛtᴜuᴠvᴡwʏyᴢz';

/** Letters that NFKD leaves alone: small capitals, letters in black squares and circles, regional indicators. */
function fancyLetter(point: number, char: string): string | undefined {
  const small = SMALL_CAPITALS.indexOf(char);
  if (small >= 0 && small % 2 === 0) return SMALL_CAPITALS[small + 1];
  for (const first of [0x1f150, 0x1f170, 0x1f1e6]) {
    if (point >= first && point < first + 26) return String.fromCharCode(97 + point - first);
  }
  return undefined;
}

/** Folds a text that holds no invisible characters any more (see `invisible.ts`). */
export function fold(text: string): Fold {
  const writer = new Writer(text);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128) writer.ascii(code, at);
    else if (isHan(code)) writer.put(simplified(code), at);
    else at += foreign(writer, text, code, at);
  }
  return writer.done();
}

/** Folds one character beyond ASCII; returns how many extra units it took. */
function foreign(writer: Writer, text: string, code: number, at: number): number {
  const point = text.codePointAt(at) ?? code;
  const folded = foldChar(point);
  for (let unit = 0; unit < folded.length; unit++) {
    const piece = folded.charCodeAt(unit);
    if (piece === BLANK) writer.blank(at);
    else writer.put(isHan(piece) ? simplified(piece) : piece, at);
  }
  return point > 0xffff ? 1 : 0;
}

class Writer {
  private codes: Uint16Array;
  private at: Int32Array;
  private size = 0;
  /** Blank seen and not written yet: 0 none, 1 blank, 2 line break, 3 empty line. */
  private pending = 0;
  /** A `-` or `_` seen and not written yet. */
  private joiner = 0;
  private last = 0;
  private readonly text: string;
  private foreignSeen = false;

  constructor(text: string) {
    this.text = text;
    this.codes = new Uint16Array(text.length + 16);
    this.at = new Int32Array(text.length + 17);
  }

  ascii(code: number, at: number): void {
    const kind = ASCII[code];
    if (kind === KEEP) this.put(code >= 65 && code <= 90 ? code + 32 : code, at);
    else if (kind === SPACE) this.space(code, at);
    else if (kind === JOINER) this.join(code, at);
  }

  private space(code: number, at: number): void {
    this.flushJoiner(at);
    if (code !== LF) this.pending = Math.max(this.pending, 1);
    else this.pending = this.pending >= 2 ? 3 : 2;
  }

  blank(at: number): void {
    this.space(BLANK, at);
  }

  private join(code: number, at: number): void {
    if (this.pending > 0 || !this.lastIsLetter()) this.put(code, at);
    else if (this.joiner === 0) this.joiner = code;
  }

  /** A joiner that turned out not to stand between letters is written as it was. */
  private flushJoiner(at: number): void {
    if (this.joiner === 0) return;
    const code = this.joiner;
    this.joiner = 0;
    this.write(code, at - 1);
  }

  private lastIsLetter(): boolean {
    return isLetter(this.last);
  }

  put(code: number, at: number): void {
    if (this.joiner !== 0) this.afterJoiner(code, at);
    if (this.pending > 0) this.afterBlank(code, at);
    if (isForeign(code)) this.foreignSeen = true;
    this.write(code, at);
  }

  private afterJoiner(code: number, at: number): void {
    if (!isLetter(code)) this.flushJoiner(at);
    else if (!isHan(code)) this.write(JOINT, at - 1);
    this.joiner = 0;
  }

  private afterBlank(code: number, at: number): void {
    const breaks = this.pending >= 3 || (this.pending === 2 && this.endsLine(code, at));
    const joined = isHan(this.last) && isHan(code);
    this.pending = 0;
    if (this.size === 0) return;
    if (breaks) this.write(LF, at - 1);
    else if (!joined) this.write(BLANK, at - 1);
  }

  /** Does this line break end something, or does it only wrap a sentence? */
  private endsLine(next: number, at: number): boolean {
    if (!isHan(this.last) && !isWord(this.last) && this.last !== 0x2c && this.last !== 0x29) return true;
    if (isWord(next) && next >= 97) return false;
    if (isHan(next)) return !isHan(this.last);
    return next < 128 ? /[-+*#|>=<\d.([{"'/$]/.test(String.fromCharCode(next)) && !this.wraps(at) : false;
  }

  /** `3.5 million` after a wrap is not a list item, `3. Next` is. */
  private wraps(at: number): boolean {
    return /^\d+[^.)\d\s]|^\d+\.\d/.test(this.text.slice(at, at + 8));
  }

  private write(code: number, at: number): void {
    if (this.size + 2 >= this.codes.length) this.grow();
    this.codes[this.size] = code;
    this.at[this.size] = at;
    this.size++;
    this.last = code;
  }

  private grow(): void {
    const codes = new Uint16Array(this.codes.length * 2);
    codes.set(this.codes);
    this.codes = codes;
    const at = new Int32Array(this.at.length * 2);
    at.set(this.at);
    this.at = at;
  }

  done(): Fold {
    this.at[this.size] = this.text.length;
    const forged = this.foreignSeen ? unforge(this.codes, this.size) : [];
    return { codes: this.codes, size: this.size, at: this.at, width: widths(this.codes, this.size), forged };
  }
}

function widths(codes: Uint16Array, size: number): Int32Array {
  const sums = new Int32Array(size + 1);
  let sum = 0;
  for (let at = 0; at < size; at++) {
    sums[at] = sum;
    sum += (codes[at] ?? 0) >= 0x3400 && isHan(codes[at] ?? 0) ? 5 : 2;
  }
  sums[size] = sum;
  return sums;
}

/** Rewrites look-alike letters in words that also hold Latin ones; returns where such words begin. */
function unforge(codes: Uint16Array, size: number): readonly number[] {
  const forged: number[] = [];
  for (let at = 0; at < size; at++) {
    const start = at;
    let latin = 0;
    let twins = 0;
    let others = 0;
    for (; at < size; at++) {
      const code = codes[at] ?? 0;
      if (code >= 97 && code <= 122) latin++;
      else if (isForeign(code)) latinTwin(code) === 0 ? others++ : twins++;
      else if (!isWord(code)) break;
    }
    if (twins === 0 || others > 0) continue;
    if (latin > 1 && isForgery(codes, start, at)) forged.push(start);
    if (latin > 0 || twins > 2) replaceTwins(codes, start, at);
  }
  return forged;
}

/** Greek letters stand in formulas (αcc, 5μm); Cyrillic ones inside a Latin word are always out of place. */
function isForgery(codes: Uint16Array, from: number, to: number): boolean {
  if (to - from < 4) return false;
  for (let at = from; at < to; at++) if ((codes[at] ?? 0) >= 0x400) return true;
  return to - from >= 6;
}

function replaceTwins(codes: Uint16Array, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const twin = latinTwin(codes[at] ?? 0);
    if (twin !== 0) codes[at] = twin;
  }
}
