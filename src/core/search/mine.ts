/**
 * A dictionary between English and Chinese, mined from the documents themselves.
 *
 * Most souls exist in both languages, line by line. That is a parallel corpus, and IBM Model 1 (Brown et al., "The
 * Mathematics of Statistical Machine Translation", 1993) learns from it which word stands for which. With the dictionary
 * an English query finds a soul that was only written in Chinese, and the other way round: on the labelled queries that is
 * worth three points of nDCG, about as much as the full text.
 *
 * English words are looked up by their root (`rootOf`), Chinese ones by their word. Only mining needs `Intl.Segmenter`:
 * where its ICU cuts differently, a few entries differ, and index and query still agree.
 */
import { type Localized, matchLang } from '../lang.ts';
import type { SearchDocument } from './document.ts';
import { rootOf } from './roots.ts';
import { compareKeys } from './table.ts';
import type { Dictionary, Translation, Translations } from './translations.ts';
import { fold, isEmptyWord, runs } from './words.ts';

interface Parallel {
  readonly zh: string;
  readonly en: string;
}

function inBoth<T>(value: Localized<T> | undefined): { zh: T; en: T } | undefined {
  if (value === undefined) return undefined;
  const tags = Object.keys(value);
  const zh = value[matchLang('zh', tags) ?? ''];
  const en = value[matchLang('en', tags) ?? ''];
  return zh === undefined || en === undefined ? undefined : { zh, en };
}

/** Pairs of items where both lists are equally long; otherwise nobody knows which belongs to which. */
function zip(zh: readonly string[], en: readonly string[]): Parallel[] {
  return zh.length === en.length ? zh.map((item, index) => ({ zh: item, en: en[index] ?? '' })) : [];
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line));
}

function sentences(parallel: Parallel): Parallel[] {
  const zh = parallel.zh.split(/[。！？；：——|]+/).filter((part) => part.trim() !== '');
  const en = parallel.en.split(/(?:[.!?;:](?=[\s"*”]|$)|—|\|)+/).filter((part) => part.trim().length > 1);
  return zh.length === en.length ? zip(zh, en) : [parallel];
}

function labelsInParallel(document: SearchDocument): Parallel[] {
  const pairs = [inBoth(document.displayName), inBoth(document.categoryNames), inBoth(document.description)];
  const tags = inBoth(document.tags);
  return [...pairs.filter((pair) => pair !== undefined), ...(tags ? zip(tags.zh, tags.en) : [])];
}

function linesInParallel(document: SearchDocument): Parallel[] {
  const body = inBoth(document.body);
  return body ? zip(lines(body.zh), lines(body.en)).flatMap(sentences) : [];
}

/** Longer lines align badly and cost the square of their length. */
const LONGEST = 30;
/** Enough to learn from; a hub with a hundred thousand souls need not read them all. */
const MOST_PAIRS = 60_000;
/** A word that is on so many lines translates nothing. */
const MOST_FREQUENT = 0.03;

interface Sides {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

function wordsOf(segmenter: Intl.Segmenter): (parallel: Parallel) => Sides {
  return ({ zh, en }) => ({
    zh: [
      ...new Set(
        runs(fold(zh))
          .filter(({ han }) => han)
          .flatMap(({ text }) => Array.from(segmenter.segment(text), ({ segment }) => segment)),
      ),
    ],
    en: [
      ...new Set(
        runs(fold(en))
          .filter(({ text, han }) => !han && !isEmptyWord(text) && !/^\d+$/.test(text))
          .map(({ text }) => rootOf(text)),
      ),
    ],
  });
}

/** Labels of all documents first: they are short and say the most. */
function corpus(documents: readonly SearchDocument[]): Sides[] {
  const words = wordsOf(new Intl.Segmenter('zh', { granularity: 'word' }));
  const seen = new Set<string>();
  const found: Sides[] = [];
  for (const read of [labelsInParallel, linesInParallel]) {
    for (const document of documents) {
      if (found.length >= MOST_PAIRS) return found;
      for (const parallel of read(document)) {
        const key = `${parallel.zh}\n${parallel.en}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const sides = words(parallel);
        if (sides.zh.length > 0 && sides.en.length > 0 && Math.max(sides.zh.length, sides.en.length) <= LONGEST)
          found.push(sides);
      }
    }
  }
  return found;
}

/** Two words make one 32-bit number. */
const MOST_WORDS = 65_535;

/** Numbers for the words of one side that are neither everywhere nor, in a larger corpus, only once there. */
function numbered(corpus: readonly Sides[], side: keyof Sides): Map<string, number> {
  const counts = new Map<string, number>();
  for (const sides of corpus) for (const word of sides[side]) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = Math.max(20, corpus.length * MOST_FREQUENT);
  const least = corpus.length > 10_000 ? 2 : 1;
  const kept = [...counts]
    .filter(([, count]) => count >= least && count <= most)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_WORDS);
  return new Map(kept.map(([word], index) => [word, index]));
}

/** Which words met on some line: the cells of the table of Model 1, and each line as the cells it is made of. */
interface Grid {
  readonly zh: Uint32Array;
  readonly en: Uint32Array;
  /** Cells line by line, `rows` × `columns` each. */
  readonly cells: Uint32Array;
  readonly shapes: readonly (readonly [rows: number, columns: number])[];
}

function gridOf(corpus: readonly Sides[], zh: ReadonlyMap<string, number>, en: ReadonlyMap<string, number>): Grid {
  const lines = corpus.map((sides) => ({
    rows: sides.zh.flatMap((word) => zh.get(word) ?? []),
    columns: sides.en.flatMap((word) => en.get(word) ?? []),
  }));
  const keys = keysOf(lines, en.size);
  const distinct = keys
    .slice()
    .sort()
    .filter((key, at, all) => at === 0 || key !== all[at - 1]);
  for (let at = 0; at < keys.length; at++) {
    keys[at] = placeOf(keys[at] ?? 0, distinct);
  }
  return {
    zh: distinct.map((key) => Math.floor(key / en.size)),
    en: distinct.map((key) => key % en.size),
    cells: keys,
    shapes: lines.map(({ rows, columns }) => [rows.length, columns.length] as const),
  };
}

/** A number for each meeting of two words, line by line. */
function keysOf(
  lines: readonly { readonly rows: readonly number[]; readonly columns: readonly number[] }[],
  width: number,
): Uint32Array {
  const keys = new Uint32Array(lines.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0));
  let at = 0;
  for (const { rows, columns } of lines) {
    for (const row of rows) for (const column of columns) keys[at++] = row * width + column;
  }
  return keys;
}

function placeOf(key: number, sorted: Uint32Array): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const ROUNDS = 4;
/** What a word may owe to no word of the other side. */
const NOBODY = 0.01;

/**
 * One round of expectation: every word of a line is shared out among the words it may come from, in proportion to what
 * is believed so far. `down`: Chinese words explain English ones; else the other way round.
 */
function expect(grid: Grid, belief: Float32Array, down: boolean): Float32Array {
  const counts = new Float32Array(belief.length);
  let start = 0;
  for (const [rows, columns] of grid.shapes) {
    const [outer, inner] = down ? [columns, rows] : [rows, columns];
    const [outerStep, innerStep] = down ? [1, columns] : [columns, 1];
    for (let word = 0; word < outer; word++) {
      let sum = NOBODY;
      for (let from = 0; from < inner; from++) {
        sum += belief[grid.cells[start + word * outerStep + from * innerStep] ?? 0] ?? 0;
      }
      for (let from = 0; from < inner; from++) {
        const cell = grid.cells[start + word * outerStep + from * innerStep] ?? 0;
        counts[cell] = (counts[cell] ?? 0) + (belief[cell] ?? 0) / sum;
      }
    }
    start += rows * columns;
  }
  return counts;
}

/** P(word | the word it comes from) for every cell. */
function learn(grid: Grid, down: boolean): Float32Array {
  const source = down ? grid.zh : grid.en;
  let belief = new Float32Array(source.length).fill(1);
  for (let round = 0; round < ROUNDS; round++) {
    const counts = expect(grid, belief, down);
    const totals = new Float64Array(source.reduce((most, word) => Math.max(most, word + 1), 0));
    for (const [cell, count] of counts.entries()) {
      const word = source[cell] ?? 0;
      totals[word] = (totals[word] ?? 0) + count;
    }
    belief = counts.map((count, cell) => count / (totals[source[cell] ?? 0] || 1));
  }
  return belief;
}

/** Below this a pair met by accident. */
const LEAST_SURE = 0.1;
const MOST_TRANSLATIONS = 4;
/** A translation must be likely forward, and not absurd backward. */
const FORWARD = 0.7;

function collect(
  from: readonly string[],
  to: readonly string[],
  cells: readonly (readonly [number, number, number])[],
): Dictionary {
  const all = new Map<string, Translation[]>();
  for (const [source, target, sure] of cells) {
    const key = from[source] ?? '';
    const list = all.get(key) ?? [];
    list.push({ word: to[target] ?? '', weight: Math.sqrt(sure) });
    all.set(key, list);
  }
  const best = (list: Translation[]) =>
    list.sort((a, b) => b.weight - a.weight || compareKeys(a.word, b.word)).slice(0, MOST_TRANSLATIONS);
  return new Map([...all].map(([key, list]) => [key, best(list)]));
}

/** Learns from everything that the documents say twice. A few seconds for 600 souls with full text in two languages. */
export function mineTranslations(documents: readonly SearchDocument[]): Translations {
  const sides = corpus(documents);
  const zh = numbered(sides, 'zh');
  const en = numbered(sides, 'en');
  const grid = gridOf(sides, zh, en);
  const enGivenZh = learn(grid, true);
  const zhGivenEn = learn(grid, false);
  const sure = (forward: Float32Array, backward: Float32Array, cell: number) =>
    (forward[cell] ?? 0) ** FORWARD * (backward[cell] ?? 0) ** (1 - FORWARD);
  const zhWords = [...zh.keys()];
  const enWords = [...en.keys()];
  const toChinese: [number, number, number][] = [];
  const toEnglish: [number, number, number][] = [];
  for (let cell = 0; cell < grid.zh.length; cell++) {
    const [z, e] = [grid.zh[cell] ?? 0, grid.en[cell] ?? 0];
    const [forward, backward] = [sure(zhGivenEn, enGivenZh, cell), sure(enGivenZh, zhGivenEn, cell)];
    if (forward > LEAST_SURE) toChinese.push([e, z, forward]);
    if (backward > LEAST_SURE) toEnglish.push([z, e, backward]);
  }
  return { toChinese: collect(enWords, zhWords, toChinese), toEnglish: collect(zhWords, enWords, toEnglish) };
}
