/** The mined dictionary as it is stored and looked up; where it comes from is told in `mine.ts`. */
import { fromUtf8, lookup, type Table, tableBytes, utf8 } from './table.ts';

export interface Translation {
  readonly word: string;
  /** 0 … 1 */
  readonly weight: number;
}

export type Dictionary = ReadonlyMap<string, readonly Translation[]>;

export interface Translations {
  readonly toChinese: Dictionary;
  readonly toEnglish: Dictionary;
}

/** A dictionary as a table: `lawyer` → `律师 82 律 40`. */
export function writeDictionary(dictionary: Dictionary): Uint8Array {
  const weigh = (weight: number) => Math.max(1, Math.min(99, Math.round(weight * 100)));
  const line = (list: readonly Translation[]) => list.map(({ word, weight }) => `${word} ${weigh(weight)}`).join(' ');
  return tableBytes(new Map([...dictionary].map(([key, list]) => [key, utf8(line(list))])));
}

export function translate(dictionary: Table, word: string): Translation[] {
  const value = lookup(dictionary, word);
  if (value === undefined) return [];
  const parts = fromUtf8(value).split(' ');
  return parts.flatMap((part, index) => {
    const weight = Number(parts[index + 1]) / 100;
    return index % 2 === 0 && weight > 0 && weight <= 1 ? { word: part, weight } : [];
  });
}
