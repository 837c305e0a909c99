/**
 * Words of a vocabulary that are spelled almost like an unknown word: at most one slip, two in long words. A slip is a
 * wrong, missing, extra or swapped letter (restricted Damerau-Levenshtein distance).
 *
 * Nearly all slips leave the first letter alone or swap the first two, so only words that start with the first or second
 * letter are compared, and of those only the ones whose set of letters fits: a bit mask answers that before any
 * distance is computed. At 100,000 documents with as many invented names that takes about a millisecond, and needs no
 * index of its own.
 */
import { eachKey, fromUtf8, type Table, utf8, valueAt } from './table.ts';

export interface Near {
  readonly word: string;
  readonly distance: number;
  readonly value: Uint8Array;
}

const LONG_WORD = 8;

/** How many slips are believed in a word of this length. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0;
  return length < LONG_WORD ? 1 : 2;
}

/** One bit per letter a … z. */
function letters(word: Uint8Array, start: number, end: number): number {
  let mask = 0;
  for (let index = start; index < end; index++) mask |= 1 << ((word[index] ?? 0) & 31);
  return mask;
}

function bits(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Distance of two byte strings if it is at most `most`, else `most + 1`. Rows of the usual table, three at a time. */
export function distance(a: Uint8Array, b: Uint8Array, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let older = new Uint8Array(b.length + 1);
  let old = Uint8Array.from({ length: b.length + 1 }, (_, index) => index);
  let row = new Uint8Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [older, old, row] = [old, row, older];
  }
  return Math.min(old[b.length] ?? 0, most + 1);
}

/** Words in the table near the given ASCII word, at most `most` slips away; after a prefix that both share ("=" for names). */
export function near(table: Table, word: string, prefix = '', most = slipsAllowed(word.length)): Near[] {
  if (most === 0 || !/^[a-z0-9]+$/.test(word)) return [];
  const wanted = utf8(word);
  const mask = letters(wanted, 0, wanted.length);
  const skip = prefix.length;
  const found: Near[] = [];
  for (const first of new Set([word.charAt(0), word.charAt(1)])) {
    eachKey(table, prefix + first, (entry) => {
      const { key, length } = entry;
      if (Math.abs(length - skip - wanted.length) > most) return true;
      if (bits(letters(key, skip, length) ^ mask) > 2 * most) return true;
      const far = distance(wanted, key.subarray(skip, length), most);
      if (far <= most) found.push({ word: fromUtf8(key.subarray(skip, length)), distance: far, value: valueAt(entry) });
      return true;
    });
  }
  return found;
}
