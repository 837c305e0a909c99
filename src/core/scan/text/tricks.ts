/**
 * Words written so that a search misses them and a model does not: letters kept apart, words backwards, ROT13, digits
 * for letters. Each trick gives the plain text back, to be judged like any other.
 */
import type { Range } from './zones.ts';

export interface Trick extends Range {
  readonly text: string;
}

const LETTERS = /(?<![A-Za-z])[A-Za-z](?:[^A-Za-z0-9\u3400-\u9fff\n]{1,4}[A-Za-z](?![A-Za-z])){11,400}/g;
const HAN =
  /[\u3400-\u9fff](?:[^A-Za-z0-9\u3400-\u9fff\n，。、；：！？（）《》“”‘’「」『』"']{1,2}[\u3400-\u9fff](?![\u3400-\u9fff])){6,400}/g;

/** `i g n o r e   a l l` and `忽-略-以-上`. Runs of the alphabet and menus of single letters are left alone. */
export function spaced(text: string): readonly Trick[] {
  return [...runs(text, LETTERS, joinLetters), ...runs(text, HAN, (run) => run.replace(/[^\u3400-\u9fff]/g, ''))];
}

function runs(text: string, find: RegExp, join: (run: string) => string): readonly Trick[] {
  return Array.from(text.matchAll(find), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    text: join(match[0]),
  })).filter((trick) => !isListing(trick.text));
}

/** One gap between letters is the shortest one seen; longer gaps are between words. */
function joinLetters(run: string): string {
  const gaps = run.match(/[^A-Za-z]+/g) ?? [];
  const shortest = Math.min(...gaps.map((gap) => gap.length));
  return run.replace(/[^A-Za-z]+/g, (gap) => (gap.length > shortest ? ' ' : ''));
}

function isListing(joined: string): boolean {
  const letters = joined.replace(/\s/g, '').toLowerCase();
  return new Set(letters).size < 5 || 'abcdefghijklmnopqrstuvwxyz'.includes(letters.slice(0, 8));
}

const LONGEST_LINE = 2000;

/** The line around a place, for tricks that are undone by the line. A longer line is cut at fixed places. */
export function lineAround(text: string, offset: number): Range {
  const low = Math.floor(offset / LONGEST_LINE) * LONGEST_LINE;
  const before = text.slice(low, offset).lastIndexOf('\n');
  const after = text.slice(offset, low + LONGEST_LINE).indexOf('\n');
  return { from: low + before + 1, to: after < 0 ? Math.min(text.length, low + LONGEST_LINE) : offset + after };
}

export function backwards(text: string): string {
  return Array.from(text).reverse().join('');
}

/** Commonest English words: a line of letters without any of them, but with some after a shift, is a cipher. */
const COMMON = /\b(?:the|and|to|of|you|your|in|is|for|not|all|any|from|user|with|this|that|do|it|on|be|or|are)\b/gi;
const CIPHER_LINES = 24;

/** Lines in a shift cipher (ROT13 is one) or mirrored alphabet, made plain. Only the first `CIPHER_LINES` are tried. */
export function ciphers(text: string): readonly Trick[] {
  const tricks: Trick[] = [];
  let tried = 0;
  for (const match of text.matchAll(/[^\n]{24,600}/g)) {
    const line = match[0];
    if (!looksEnciphered(line)) continue;
    if (++tried > CIPHER_LINES) break;
    const plain = decipher(line);
    if (plain !== undefined) tricks.push({ from: match.index, to: match.index + line.length, text: plain });
  }
  return tricks;
}

function looksEnciphered(line: string): boolean {
  const words = line.match(/(?<![\w/.])[A-Za-z]{1,16}(?![\w/])/g) ?? [];
  if (words.length < 5 || /[^\u0000-\u007f]/.test(line)) return false;
  return words.join('').length * 2 > line.length && (line.match(COMMON)?.length ?? 0) === 0;
}

function decipher(line: string): string | undefined {
  let best: { text: string; hits: number } | undefined;
  for (let key = 1; key <= 26; key++) {
    const text = shift(line, key);
    const hits = new Set(text.toLowerCase().match(COMMON) ?? []).size;
    if (hits >= 2 && hits > (best?.hits ?? 0)) best = { text, hits };
  }
  return best?.text;
}

/** Caesar by 1 to 25; 26 stands for the mirrored alphabet (atbash). */
function shift(line: string, key: number): string {
  const codes = new Uint16Array(line.length);
  for (let at = 0; at < line.length; at++) codes[at] = shiftLetter(line.charCodeAt(at), key);
  return String.fromCharCode(...codes);
}

function shiftLetter(code: number, key: number): number {
  const base = code >= 97 ? 97 : 65;
  const index = code - base;
  if (index < 0 || index > 25) return code;
  return base + (key === 26 ? 25 - index : (index + key) % 26);
}

const MORSE_LETTERS =
  '.-a|-...b|-.-.c|-..d|.e|..-.f|--.g|....h|..i|.---j|-.-k|.-..l|--m|-.n|---o|.--.p|--.-q|.-.r|...s|-t|..-u|...-v|.--w|-..-x|-.--y|--..z';

/** Rows of dots and dashes, read as Morse code. */
export function morse(text: string): readonly Trick[] {
  return Array.from(text.matchAll(/[.-]{1,5}(?:[ ]{1,3}(?:\/ )?[.-]{1,5}){11,2000}/g), (match) => ({
    from: match.index,
    to: match.index + match[0].length,
    text: match[0]
      .split(/ ?\/ ?| {2,3}/)
      .map(fromMorse)
      .join(' '),
  })).filter((trick) => new Set(trick.text.replaceAll(' ', '')).size >= 5);
}

function fromMorse(word: string): string {
  const letters = new Map(MORSE_LETTERS.split('|').map((pair) => [pair.slice(0, -1), pair.slice(-1)]));
  return word
    .split(' ')
    .map((sign) => letters.get(sign) ?? '')
    .join('');
}

const TAG_IN_WORD = /(?<=[\p{L}])(?:<\/?[a-z][^<>]{0,60}>){1,4}(?=[\p{L}])/giu;

/** Lines whose words are cut by tags: `ig<b></b>nore`. */
export function tagged(text: string): readonly Trick[] {
  const lines = new Map<number, { range: Range; cuts: number }>();
  for (const match of text.matchAll(TAG_IN_WORD)) {
    const range = lineAround(text, match.index);
    const line = lines.get(range.from) ?? { range, cuts: 0 };
    line.cuts++;
    lines.set(range.from, line);
  }
  return [...lines.values()]
    .filter((line) => line.cuts >= 3)
    .map(({ range }) => ({ ...range, text: text.slice(range.from, range.to).replace(TAG_IN_WORD, '') }));
}

const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const LEET_WORD = /(?<![\w@$./%=&#-])[A-Za-z]{0,12}[013457@$][A-Za-z0-9@$!]{2,24}(?![\w./%=&-])/g;

/** Lines with at least three words like `1gn0r3`, written plainly. */
export function leet(text: string): readonly Trick[] {
  const lines = new Map<number, { range: Range; words: number }>();
  for (const match of text.matchAll(LEET_WORD)) {
    if (!/[a-z]/i.test(match[0]) || /^[a-z]+\d+$|^\d+[a-z]{1,3}$|^\$|^v\d|^[a-f0-9]{6,}$/i.test(match[0])) continue;
    const range = lineAround(text, match.index);
    const line = lines.get(range.from) ?? { range, words: 0 };
    line.words++;
    lines.set(range.from, line);
  }
  return [...lines.values()]
    .filter((line) => line.words >= 3)
    .map(({ range }) => ({ ...range, text: plainLeet(text.slice(range.from, range.to)) }));
}

function plainLeet(line: string): string {
  return line.replace(/[A-Za-z0-9@$!]{3,}/g, (word) =>
    /[a-z]/i.test(word) && /[013457@$!]/.test(word)
      ? word.replace(/[0134578@$!]/g, (char) => LEET[char] ?? char)
      : word,
  );
}
