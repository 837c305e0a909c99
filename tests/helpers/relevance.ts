/** Labelled queries over a real library of personas, and how good a list of answers is. */
import fs from 'node:fs';

/** A row of the library's `search.json`. */
export interface LibraryEntry {
  readonly url: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly category: string;
  readonly category_zh: string;
  readonly category_en: string;
  readonly tags_zh?: readonly string[];
  readonly tags_en?: readonly string[];
}

export interface LabelledQuery {
  readonly query: string;
  /** Grade by name; empty when nothing in the library answers it. */
  readonly relevant: Readonly<Record<string, number>>;
}

/** @param file one JSON object on each line */
export function readQueries(file: string): LabelledQuery[] {
  const lines = fs.readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** nDCG@10 with a gain of 2^grade − 1, as `npm run eval:search` has it. @param names best first, at most ten */
export function ndcg(names: readonly string[], relevant: LabelledQuery['relevant']): number {
  const best = Object.values(relevant).sort((a, b) => b - a);
  return gain(names.map((name) => relevant[name] ?? 0)) / gain(best.slice(0, 10));
}

function gain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
}
