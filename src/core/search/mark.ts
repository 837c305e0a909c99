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

interface Range {
  readonly start: number;
  readonly end: number;
  /** The term it is there for. */
  readonly term: string;
}

function wordRange(text: string, start: number, found: ReadonlySet<string>): Range[] {
  const term = runs(fold(text))
    .map((run) => stem(run.text))
    .find((word) => found.has(word));
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
  return [...text.matchAll(TOKENS)].flatMap((token) => {
    let at = token.index;
    return token[0].split(HAN).flatMap((part, index) => {
      at += part.length;
      if (part === '') return [];
      return (index % 2 === 1 ? hanRanges : wordRange)(part, at - part.length, found);
    });
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
  return [...text].reduce((sum, char) => sum + (HAN.test(char) ? 2 : 1), 0);
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
  return mark(line, new Set(ranges.map(({ term }) => term)));
}

/**
 * One line of a Markdown text: the sentence that says most of what was searched for, marked; the first one when none says
 * anything of it; all of a short text. `cells`: how wide the line may be, a Chinese character counting two.
 */
export function excerpt(markdown: string, found: Iterable<string>, cells = 160): Piece[] {
  const terms = new Set(found);
  const text = plain(markdown);
  const short = text.trim().replace(/\s*\n\s*/g, ' ');
  if (width(short) <= cells) return mark(short, terms);
  const candidates = text
    .split(SENTENCE_END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .map((sentence) => {
      const ranges = rangesIn(sentence, terms);
      return { sentence, ranges, said: new Set(ranges.map(({ term }) => term)).size };
    });
  const [first] = candidates;
  if (first === undefined) return [];
  const best = candidates.reduce((most, one) => (one.said > most.said ? one : most), first);
  return onOneLine(best.sentence, best.ranges, cells);
}
