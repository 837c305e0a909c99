/**
 * Showing why something was found: the words of a text that a search found it by, marked where they stand, and the stretch
 * of a long text that says most of them. Texts stay as they are written; only the comparison is folded, so `found` may
 * hold a stem, a translation or a corrected spelling of what was typed.
 */
import { fold, runs, stem } from './words.ts';

/** A stretch of a text. All pieces together are the text. */
export interface Piece {
  readonly text: string;
  readonly marked: boolean;
}

/** As `runs` cuts a folded text, with the signs of C++ and C#, and marks over letters. */
const TOKENS = /[\p{L}\p{N}\p{M}]+(?:['’][a-z]+)?[+#]*/giu;
const HAN = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)/u;

/** Below it there is no Chinese or Japanese: cheaper to ask. */
const WIDE = /[\u1100-\uffff]/;

interface Range {
  readonly start: number;
  readonly end: number;
  /** The term it is there for. */
  readonly term: string;
}

/** What a word is found by. Texts of one kind say the same words again and again: those of the last ones are remembered. */
const REMEMBERED = 20_000;
const known = new Map<string, readonly string[]>();

function termsOf(word: string): readonly string[] {
  const before = known.get(word);
  if (before !== undefined) return before;
  const terms = runs(fold(word)).map((run) => stem(run.text));
  if (known.size >= REMEMBERED) known.clear();
  known.set(word, terms);
  return terms;
}

function wordRange(text: string, start: number, found: ReadonlySet<string>): Range[] {
  const term = termsOf(text).find((one) => found.has(one));
  return term === undefined ? [] : [{ start, end: start + text.length, term }];
}

/** Pairs of characters, and single ones where the search was for one. */
function hanRanges(text: string, start: number, found: ReadonlySet<string>): Range[] {
  let at = start;
  const chars = [...text].map((char) => {
    at += char.length;
    return { start: at - char.length, end: at, folded: fold(char) };
  });
  return chars.flatMap((char, index): Range[] => {
    const next = chars[index + 1];
    const pair = next ? char.folded + next.folded : '';
    if (next && found.has(pair)) return [{ start: char.start, end: next.end, term: pair }];
    return found.has(char.folded) ? [{ start: char.start, end: char.end, term: char.folded }] : [];
  });
}

function rangesIn(text: string, found: ReadonlySet<string>): Range[] {
  const ranges: Range[] = [];
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (!WIDE.test(token)) ranges.push(...wordRange(token, index, found));
    else ranges.push(...mixedRanges(token, index, found));
  }
  return ranges;
}

/** Letters and Chinese characters without a space between. */
function mixedRanges(token: string, start: number, found: ReadonlySet<string>): Range[] {
  let at = start;
  return token.split(HAN).flatMap((part, index) => {
    at += part.length;
    if (part === '') return [];
    return (index % 2 === 1 ? hanRanges : wordRange)(part, at - part.length, found);
  });
}

/** Ranges in order that touch or overlap become one. */
function union(ranges: readonly Range[]): Range[] {
  const all: Range[] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    if (last && range.start <= last.end) all[all.length - 1] = { ...last, end: Math.max(last.end, range.end) };
    else all.push(range);
  }
  return all;
}

function piecesOf(text: string, ranges: readonly Range[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end } of union(ranges)) {
    pieces.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, end), marked: true });
    at = end;
  }
  return [...pieces, { text: text.slice(at), marked: false }].filter((piece) => piece.text !== '');
}

/** The whole text, with what was found marked. `found`: as `SearchResult.found`. */
export function mark(text: string, found: Iterable<string>): Piece[] {
  return piecesOf(text, rangesIn(text, new Set(found)));
}

/** Cells of a fixed-width font, roughly: a Chinese character takes two. */
function width(text: string): number {
  return [...text].reduce((sum, char) => sum + (WIDE.test(char) && HAN.test(char) ? 2 : 1), 0);
}

const SENTENCE_END = /(?<=[。！？!?；;]|\.(?=\s)|\n)/u;

/** Signs of Markdown that a reader of an excerpt does not want to see. */
function plain(markdown: string): string {
  return markdown
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/```[\s\S]*?(?:```|$)/g, '\n')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>\n]*>/g, '')
    .replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gm, '')
    .replace(/^[ \t]*\|?[ \t:|-]*$/gm, '')
    .replace(/[*_`|]+/g, ' ')
    .replace(/[ \t]+/g, ' ');
}

const UNLIKE_ITS_TERM = /[^ -~]|[+#]|\.net/i;

/**
 * Whether it is worth a closer look: in plain ASCII, a word begins as its stem does, by the first letters at least (`ties`
 * is `ty`). Signs are words that are written otherwise.
 */
function mayHold(terms: ReadonlySet<string>): (sentence: string) => boolean {
  const begins = [...terms]
    .filter((term) => /^[a-z0-9]+$/.test(term))
    .map((term) => [...term.slice(0, Math.max(1, Math.min(3, term.length - 1)))].join("'?"));
  const some = new RegExp(begins.length === 0 ? '(?!)' : `\\b(?:${begins.join('|')})`, 'i');
  return (sentence) => UNLIKE_ITS_TERM.test(sentence) || some.test(sentence);
}

const ELLIPSIS = '…';
/** Share of the line that may stand before the first word that was found. */
const LEAD = 0.3;

/** Where to start so that what was found is on the line, not within a word. */
function startOf(text: string, found: number, cells: number): number {
  if (found <= cells * LEAD) return 0;
  const start = Math.floor(found - cells * LEAD);
  const within = /^\p{Script=Latin}/u.test(text.slice(start)) && /\p{Script=Latin}$/u.test(text.slice(0, start));
  return within ? start + (/^\p{Script=Latin}+/u.exec(text.slice(start))?.[0].length ?? 0) : start;
}

/** So much of a text as fits, whole words. */
function fitting(text: string, cells: number): string {
  let room = cells;
  const chars = [...text];
  const end = chars.findIndex((char) => {
    room -= width(char);
    return room < 0;
  });
  return end < 0
    ? text
    : chars
        .slice(0, end)
        .join('')
        .replace(/\p{Script=Latin}{1,20}$/u, '');
}

function onOneLine(text: string, ranges: readonly Range[], cells: number): Piece[] {
  const start = startOf(text, ranges[0]?.start ?? 0, cells);
  const shown = fitting(text.slice(start), cells);
  const line = `${start > 0 ? ELLIPSIS : ''}${shown.trim()}${start + shown.length < text.length ? ELLIPSIS : ''}`;
  return mark(
    line,
    ranges.map(({ term }) => term),
  );
}

/**
 * One line of a Markdown text: the sentence that says most of what was searched for, marked; the first one when none says
 * anything of it; all of a short text. `cells`: how wide the line may be, a Chinese character counting two.
 */
export function excerpt(markdown: string, found: Iterable<string>, cells = 160): Piece[] {
  const terms = new Set(found);
  const text = plain(markdown).trim();
  // No character is less than a cell wide.
  const short = text.length <= cells * 2 ? text.replace(/\s*\n\s*/g, ' ') : null;
  if (short !== null && width(short) <= cells) return mark(short, terms);
  const may = mayHold(terms);
  const candidates = text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => {
      const ranges = may(sentence) ? rangesIn(sentence, terms) : [];
      return { sentence, ranges, said: new Set(ranges.map(({ term }) => term)).size };
    });
  const [first] = candidates;
  if (first === undefined) return [];
  const best = candidates.reduce((most, one) => (one.said > most.said ? one : most), first);
  return onOneLine(best.sentence, best.ranges, cells);
}
