/** Making segments: from documents as they come, and from other segments. The format is told in `segment.ts`. */
import type { AnalysedDocument } from './document.ts';
import { isTopical, popularityByte } from './impact.ts';
import { itemAt, type List, type ListWriter, listWriter } from './list.ts';
import { openSegment, readPostings, type Segment } from './segment.ts';
import {
  compareKeys,
  entries,
  fromUtf8,
  openTable,
  type Sink,
  sink,
  sortedKeys,
  type Table,
  tableBytes,
  tableWriter,
  utf8,
  writeByte,
  writeVarint,
  written,
} from './table.ts';

/** Postings while they are collected: document × 256 + impact, ascending. */
function packPostings(packed: ArrayLike<number>, to: Sink): Uint8Array {
  to.length = 0;
  let topical = false;
  for (let at = 0; at < packed.length && !topical; at++) topical = isTopical((packed[at] ?? 0) & 0xff);
  writeVarint(to, packed.length * 2 + (topical ? 1 : 0));
  let before = -1;
  for (let at = 0; at < packed.length; at++) {
    const item = packed[at] ?? 0;
    writeVarint(to, (item >>> 8) - before);
    writeByte(to, item & 0xff);
    before = item >>> 8;
  }
  return written(to);
}

/** Numbers in the order they came; grows. */
interface Column {
  values: Uint32Array;
  length: number;
}

function push(to: Column, value: number): void {
  if (to.length === to.values.length) {
    const grown = new Uint32Array(to.length * 2);
    grown.set(to.values);
    to.values = grown;
  }
  to.values[to.length++] = value;
}

/** The items of each term together, terms in the order of their numbers (a counting sort; order within a term is kept). */
function grouped(
  terms: Column,
  items: Column,
  count: number,
): { readonly sorted: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (let at = 0; at < terms.length; at++)
    starts[(terms.values[at] ?? 0) + 1] = (starts[(terms.values[at] ?? 0) + 1] ?? 0) + 1;
  for (let term = 0; term < count; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0);
  const next = starts.slice();
  const sorted = new Uint32Array(items.length);
  for (let at = 0; at < terms.length; at++) {
    const term = terms.values[at] ?? 0;
    const place = next[term] ?? 0;
    sorted[place] = items.values[at] ?? 0;
    next[term] = place + 1;
  }
  return { sorted, starts };
}

function termTable(numbers: ReadonlyMap<string, number>, terms: Column, items: Column): Uint8Array {
  const { sorted, starts } = grouped(terms, items, numbers.size);
  const writer = tableWriter();
  const scratch = sink();
  for (const term of sortedKeys(numbers.keys())) {
    const number = numbers.get(term) ?? 0;
    writer.add(term, packPostings(sorted.subarray(starts[number], starts[number + 1]), scratch));
  }
  return writer.finish();
}

function readingTable(syllables: ReadonlyMap<string, ReadonlySet<string>>): Uint8Array {
  return tableBytes(new Map([...syllables].map(([syllable, chars]) => [syllable, utf8(sortedKeys(chars).join(''))])));
}

/** Collects analysed documents, one after the other, without keeping them. */
export interface SegmentWriter {
  add(document: AnalysedDocument): void;
  finish(): Segment;
}

/** Room for the first few thousand postings. */
const ROOM = 1 << 14;

export function segmentWriter(): SegmentWriter {
  const numbers = new Map<string, number>();
  const terms: Column = { values: new Uint32Array(ROOM), length: 0 };
  const items: Column = { values: new Uint32Array(ROOM), length: 0 };
  const syllables = new Map<string, Set<string>>();
  const popularity: number[] = [];
  const cards = listWriter();
  const topics = listWriter();
  const addReadings = (char: string, readings: string): void => {
    for (const syllable of readings.split(' '))
      syllables.set(syllable, (syllables.get(syllable) ?? new Set()).add(char));
  };
  return {
    add(document) {
      for (const [term, impact] of document.terms) {
        const number = numbers.get(term) ?? numbers.size;
        if (number === numbers.size) numbers.set(term, number);
        push(terms, number);
        push(items, popularity.length * 256 + impact);
      }
      for (const [char, readings] of document.readings) addReadings(char, readings);
      cards.add(utf8(JSON.stringify(document.card)));
      topics.add(utf8(document.topics.join(' ')));
      popularity.push(popularityByte(document.card.popularity));
    },
    finish: () =>
      openSegment({
        terms: termTable(numbers, terms, items),
        readings: readingTable(syllables),
        cards: cards.finish(),
        topics: topics.finish(),
        popularity: Uint8Array.from(popularity),
      }),
  };
}

/** New numbers for the documents that are still there; -1 for removed ones. */
function renumber(segments: readonly Segment[]): Int32Array[] {
  let next = 0;
  return segments.map((segment) =>
    Int32Array.from({ length: segment.count }, (_, old) => (segment.removed?.[old] ? -1 : next++)),
  );
}

type Entry = readonly [key: string, value: Uint8Array];

/** Walks several tables at once: each key with the values it has, and in which table. */
function* together(
  tables: readonly Table[],
): Generator<readonly [key: string, values: (readonly [table: number, value: Uint8Array])[]]> {
  const walks = tables.map((table) => entries(table));
  const heads: (Entry | undefined)[] = walks.map((walk) => walk.next().value ?? undefined);
  for (;;) {
    let least: string | undefined;
    for (const head of heads) if (head && (least === undefined || compareKeys(head[0], least) < 0)) least = head[0];
    if (least === undefined) return;
    const values: [number, Uint8Array][] = [];
    for (const [index, head] of heads.entries()) {
      if (head?.[0] !== least) continue;
      values.push([index, head[1]]);
      heads[index] = walks[index]?.next().value ?? undefined;
    }
    yield [least, values];
  }
}

function mergeTerms(segments: readonly Segment[], numbers: readonly Int32Array[]): Uint8Array {
  const writer = tableWriter();
  const scratch = sink();
  for (const [term, values] of together(segments.map(({ terms }) => terms))) {
    const packed: number[] = [];
    for (const [index, value] of values) {
      const { documents, impacts } = readPostings(value, segments[index]?.count ?? 0);
      for (let at = 0; at < documents.length; at++) {
        const number = numbers[index]?.[documents[at] ?? 0] ?? -1;
        if (number >= 0) packed.push(number * 256 + (impacts[at] ?? 0));
      }
    }
    if (packed.length > 0) writer.add(term, packPostings(packed, scratch));
  }
  return writer.finish();
}

function mergeReadings(segments: readonly Segment[]): Uint8Array {
  const writer = tableWriter();
  for (const [syllable, values] of together(segments.map(({ readings }) => readings))) {
    const chars = new Set(values.flatMap(([, value]) => [...fromUtf8(value)]));
    writer.add(syllable, utf8(sortedKeys(chars).join('')));
  }
  return writer.finish();
}

/** One dictionary of several; the first that has a word decides. */
export function mergeDictionaries(dictionaries: readonly Table[]): Table {
  const [only] = dictionaries;
  if (only && dictionaries.length === 1) return only;
  const writer = tableWriter();
  for (const [word, values] of together(dictionaries)) writer.add(word, values[0]?.[1] ?? new Uint8Array());
  return openTable(writer.finish());
}

function copyKept(
  segments: readonly Segment[],
  numbers: readonly Int32Array[],
  pick: (segment: Segment) => List,
): Uint8Array {
  const writer: ListWriter = listWriter();
  for (const [index, segment] of segments.entries()) {
    for (let old = 0; old < segment.count; old++) {
      if ((numbers[index]?.[old] ?? -1) >= 0) writer.add(itemAt(pick(segment), old));
    }
  }
  return writer.finish();
}

/** One segment of several, without the removed documents. Order is kept. */
export function mergeSegments(segments: readonly Segment[]): Segment {
  const [only] = segments;
  if (only && segments.length === 1 && only.removed === null) return only;
  const numbers = renumber(segments);
  const popularity = segments.flatMap(({ bytes }, index) =>
    [...bytes.popularity].filter((_, old) => (numbers[index]?.[old] ?? -1) >= 0),
  );
  return openSegment({
    terms: mergeTerms(segments, numbers),
    readings: mergeReadings(segments),
    cards: copyKept(segments, numbers, ({ cards }) => cards),
    topics: copyKept(segments, numbers, ({ topics }) => topics),
    popularity: Uint8Array.from(popularity),
  });
}
