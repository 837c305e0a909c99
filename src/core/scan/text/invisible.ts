/**
 * Characters that a reader does not see and a model reads. First what is there and whether it has an honest reason
 * (joiners inside emoji and in scripts that need them, one variation selector after its base, a byte order mark at the
 * very start, direction marks beside right-to-left letters); then the text without them; then what they spell.
 *
 * Known channels, all read back here: tag characters (U+E0020 + ASCII), variation selectors as bytes (16 + 240 of them),
 * and runs of two to four different zero-width characters as bits, with or without a separator between the bytes.
 */

export type InvisibleKind = 'tags' | 'selectors' | 'zero-width' | 'bidi' | 'control' | 'filler';

export interface Invisible {
  readonly kind: InvisibleKind;
  /** Run in the original text. */
  readonly start: number;
  readonly end: number;
  /** Characters in the run. */
  readonly count: number;
  /** Left over by an editor or a bad conversion rather than put there: few, and not inside a word. */
  readonly slight: boolean;
  /** What the run spells, when it spells something. */
  readonly text?: string;
}

export interface Stripped {
  readonly text: string;
  /** Offset in the original for each unit of `text` and one for its end; absent when nothing was removed. */
  readonly at?: Int32Array;
  readonly runs: readonly Invisible[];
}

const ANY =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single invisible characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|\ud82f[\udca0-\udca3]|\ud834[\udd73-\udd7a]|[\udb40-\udb43]/;

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Scripts in which ZWJ and ZWNJ shape letters: Arabic, Syriac, Indic, Sinhala, Khmer, Myanmar, Mongolian. */
const JOINING = /[\u0600-\u08ff\u0900-\u0dff\u0e80-\u0fff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]/;
// biome-ignore lint/suspicious/noMisleadingCharacterClass: the parts of emoji, one by one
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\u20e3\u2640\u2642]/u;

/** Splits a text into what shows and what does not. */
export function strip(text: string): Stripped {
  if (!ANY.test(text)) return { text, runs: [] };
  const runs: Invisible[] = [];
  const at = new Int32Array(text.length + 1);
  const parts: string[] = [];
  let kept = 0;
  let from = 0;
  for (let here = 0; here < text.length; ) {
    const kind = kindAt(text, here);
    if (kind === undefined) {
      at[kept++] = here++;
      continue;
    }
    parts.push(text.slice(from, here));
    const run = runAt(text, here, kind);
    if (run.count > 0) runs.push(run);
    here = from = run.end;
  }
  parts.push(text.slice(from));
  at[kept] = text.length;
  return { text: parts.join(''), at: at.subarray(0, kept + 1), runs };
}

/** The run that begins here. Honest characters are removed too, but not counted. */
function runAt(text: string, start: number, kind: InvisibleKind): Invisible {
  const odd: number[] = [];
  let end = start;
  let honest = 0;
  while (end < text.length && kindAt(text, end) === kind) {
    const point = text.codePointAt(end) ?? 0;
    if (isHonest(text, end, point)) honest++;
    else odd.push(point);
    end += point > 0xffff ? 2 : 1;
  }
  const points = kind === 'selectors' && odd.length > 0 ? pointsOf(text, start, end) : odd;
  const count = kind === 'tags' && isFlag(text, start, points) ? 0 : points.length;
  const run = { kind, start, end, count, slight: isSlight(text, kind, points, start, end) };
  const spelled = count === 0 || honest > points.length ? undefined : spell(kind, points);
  return spelled === undefined ? run : { ...run, text: spelled };
}

/** All of a run: the first selector after a letter is honest only when no other follows. */
function pointsOf(text: string, start: number, end: number): readonly number[] {
  return Array.from(text.slice(start, Math.min(end, start + 2 * CAP)), (char) => char.codePointAt(0) ?? 0);
}

/** Escape, CSI, backspace, delete: what moves a terminal. */
const TERMINAL = new Set([0x1b, 0x9b, 0x08, 0x7f]);

function isSlight(text: string, kind: InvisibleKind, points: readonly number[], start: number, end: number): boolean {
  if (kind === 'control') return !points.some((point) => TERMINAL.has(point));
  if (kind !== 'zero-width' || points.length >= 4) return false;
  return (
    !/[\p{L}\p{N}]/u.test(text[start - 1] ?? '') ||
    !/[\p{L}\p{N}]/u.test(text[end] ?? '') ||
    /[\u0080-\u024f]/.test(text[start - 1] ?? '')
  );
}

function kindAt(text: string, at: number): InvisibleKind | undefined {
  const code = text.charCodeAt(at);
  if (code < 0x20) return code === 9 || code === 10 || code === 13 ? undefined : 'control';
  if (code < 0x7f) return undefined;
  if (code < 0xa0) return 'control';
  if (code >= 0xd800 && code <= 0xdfff) return kindOfPair(text.codePointAt(at) ?? 0);
  return kindOfUnit(code);
}

function kindOfPair(point: number): InvisibleKind | undefined {
  if (point >= 0xe0000 && point <= 0xe00ff) return 'tags';
  if (point >= 0xe0100 && point <= 0xe01ef) return 'selectors';
  if ((point >= 0x1bca0 && point <= 0x1bca3) || (point >= 0x1d173 && point <= 0x1d17a)) return 'zero-width';
  return undefined;
}

const FILLERS = new Set([0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0]);

function kindOfUnit(code: number): InvisibleKind | undefined {
  if (code >= 0xfe00 && code <= 0xfe0f) return 'selectors';
  if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)) return 'bidi';
  if (FILLERS.has(code)) return 'filler';
  return isZeroWidth(code) ? 'zero-width' : undefined;
}

function isZeroWidth(code: number): boolean {
  if (code === 0xad || code === 0x34f || code === 0x61c || code === 0xfeff) return true;
  if (code >= 0x180b && code <= 0x180f) return true;
  if (code >= 0x200b && code <= 0x200f) return true;
  return (code >= 0x2060 && code <= 0x206f) || (code >= 0xfff0 && code <= 0xfffb);
}

function isHonest(text: string, at: number, point: number): boolean {
  if (point === 0xfeff) return at === 0;
  if (point === 0xad) return false;
  const before = previous(text, at);
  const after = at + 1 < text.length ? String.fromCodePoint(text.codePointAt(at + 1) ?? 0) : '';
  if (point === 0x200d) return JOINING.test(before) || (EMOJI.test(before) && EMOJI.test(after));
  if (point === 0x200c) return JOINING.test(before) || JOINING.test(after);
  if (point >= 0x180b && point <= 0x180f) return JOINING.test(before);
  if (point === 0x200e || point === 0x200f || point === 0x61c) return RTL.test(before) || RTL.test(after);
  if (isSelector(point)) return before !== '' && kindAt(before, 0) === undefined;
  return kindOfUnit(point) === 'bidi' && point !== 0x202d && point !== 0x202e && RTL.test(text);
}

function isSelector(point: number): boolean {
  return (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0100 && point <= 0xe01ef);
}

function previous(text: string, at: number): string {
  if (at === 0) return '';
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
}

/** The flags of England, Scotland, Wales: a black flag, up to six tag letters, the cancel tag. */
function isFlag(text: string, start: number, points: readonly number[]): boolean {
  return previous(text, start) === '\u{1f3f4}' && points.length <= 7 && points.at(-1) === 0xe007f;
}

// ---- what a run spells

function spell(kind: InvisibleKind, points: readonly number[]): string | undefined {
  if (kind === 'tags') return printable(String.fromCodePoint(...points.slice(0, CAP).map(untag)));
  if (kind === 'selectors') return points.length < 4 ? undefined : fromBytes(points.map(selectorByte));
  if (kind === 'zero-width' || kind === 'filler') return points.length < 16 ? undefined : fromSymbols(points);
  return undefined;
}

/** Longest run that is read back, in characters. */
const CAP = 65_536;

function untag(point: number): number {
  return point >= 0xe0020 && point <= 0xe007e ? point - 0xe0000 : 0x20;
}

function selectorByte(point: number): number {
  return point < 0xe0000 ? point - 0xfe00 : point - 0xe0100 + 16;
}

function fromBytes(bytes: readonly number[]): string | undefined {
  const whole = Uint8Array.from(bytes.slice(0, CAP));
  return printable(new TextDecoder().decode(whole));
}

/** Bits written with two symbols, pairs of bits with four, or two and a separator. All readings are tried. */
function fromSymbols(points: readonly number[]): string | undefined {
  const used = points.slice(0, CAP);
  const symbols = [...new Set(used)];
  if (symbols.length < 2 || symbols.length > 5) return undefined;
  const bitTexts = readings(used, symbols);
  for (const size of [8, 7, 16]) {
    for (const bits of bitTexts) {
      const spelled = printable(fromBits(bits, size));
      if (spelled !== undefined) return spelled;
    }
  }
  return undefined;
}

function readings(points: readonly number[], symbols: readonly number[]): readonly string[] {
  const ordered = [...symbols].sort((a, b) => a - b);
  const [zero, one] = ordered;
  if (symbols.length === 2) return [bitsOf(points, zero, one), bitsOf(points, one, zero)];
  const counted = [...ordered].sort((a, b) => count(points, b) - count(points, a));
  const [often, second] = counted;
  const pairs = [bitsOf(points, often, second), bitsOf(points, second, often)];
  return symbols.length === 4 ? [...pairs, points.map((p) => base4(ordered.indexOf(p))).join('')] : pairs;
}

function bitsOf(points: readonly number[], zero: number | undefined, one: number | undefined): string {
  return points.map((point) => (point === zero ? '0' : point === one ? '1' : '')).join('');
}

function base4(digit: number): string {
  return digit.toString(2).padStart(2, '0');
}

function count(points: readonly number[], symbol: number): number {
  return points.reduce((sum, point) => (point === symbol ? sum + 1 : sum), 0);
}

function fromBits(bits: string, size: number): string {
  const values: number[] = [];
  for (let at = 0; at + size <= bits.length; at += size) values.push(Number.parseInt(bits.slice(at, at + size), 2));
  if (size === 8) return new TextDecoder().decode(Uint8Array.from(values));
  return String.fromCharCode(...values.slice(0, 8192));
}

/** The text, when it reads as one: at least four characters, nearly all letters, digits, blanks, common marks. */
export function printable(text: string): string | undefined {
  if (text.length < 4) return undefined;
  const good = text.match(/[\p{L}\p{N}\p{P}\s$+<=>|~`^]/gu)?.length ?? 0;
  const broken = text.match(/[\u0080-\u009f\ufffd\u0000-\u0008]/g)?.length ?? 0;
  const accented = text.match(/[\u00a0-\u02ff]/g)?.length ?? 0;
  const reads = good >= text.length * 0.9 && broken <= text.length * 0.05 && accented <= text.length * 0.25;
  return reads ? text : undefined;
}
