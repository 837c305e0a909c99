/**
 * Where sentences and clauses end in a folded text. Both are counted, so that "in the same sentence" is an equality and
 * "in neighbouring sentences" a difference. No sentence is longer than `LONGEST`: a megabyte without a full stop must
 * not become one window.
 */
import { type Fold, isHan, isWord } from '../text/fold.ts';

const LONGEST = 600;
const LF = 10;

export interface Sentences {
  /** Offset of each sentence start, ascending. */
  readonly starts: readonly number[];
  /** Offset of each clause start, ascending; every sentence start is one. */
  readonly clauses: readonly number[];
}

const ENDS = new Set([...'.!?。!?;；…'].map((char) => char.charCodeAt(0)));
const PAUSES = new Set([...',，:()[]{}|"—'].map((char) => char.charCodeAt(0)));

export function sentencesOf(text: Fold): Sentences {
  const starts = [0];
  const clauses = [0];
  let start = 0;
  const { codes, size } = text;
  for (let at = 0; at < size; at++) {
    const code = codes[at] ?? 0;
    if (isWord(code) && at - start < LONGEST) continue;
    if (
      code === LF ||
      isCell(codes, at) ||
      (ENDS.has(code) && ends(codes, size, at)) ||
      (at - start >= LONGEST && !isWord(code))
    ) {
      start = at + 1;
      starts.push(start);
      clauses.push(start);
    } else if (PAUSES.has(code)) clauses.push(at + 1);
  }
  return { starts, clauses };
}

/** A bar between blanks parts the cells of a table. */
function isCell(codes: Uint16Array, at: number): boolean {
  return codes[at] === 0x7c && codes[at - 1] === 32 && codes[at + 1] === 32;
}

/** A dot inside `api.example.com`, `.env` or `3.5` ends nothing. */
function ends(codes: Uint16Array, size: number, at: number): boolean {
  const code = codes[at];
  if (code !== 0x2e && code !== 0x3f && code !== 0x21 && code !== 0x3b) return true;
  if (at + 1 >= size) return true;
  const next = codes[at + 1] ?? 0;
  return next === 32 || next === LF || next === 0x22 || next === 0x29 || next === 0x3c || isHan(next);
}

/** Index of the last entry that is not greater than `offset`. */
export function indexAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
