/** Making segments: from documents as they come, and from other segments. The format is told in `segment.ts`. */
import type { AnalysedDocument } from './document.ts';
import { isTopical, popularityByte } from './impact.ts';
import { itemAt, type List, type ListWriter, listWriter } from './list.ts';
import { openSegment, type Segment } from './segment.ts';
import {
  advance,
  compareWalks,
  damaged,
  fromUtf8,
  openTable,
  readVarint,
  type Sink,
  sink,
  sinkOf,
  sortedKeys,
  type Table,
  tableBytes,
  tableWriter,
  utf8,
  valueAt,
  type Walk,
  walk,
  writeByte,
  writeFrom,
  writeVarint,
  written,
} from './table.ts';

/** Postings of one term while they are written: how many there are is said before them, and known after them. */
interface Postings {
  readonly bytes: Sink;
  count: number;
  isTopical: boolean;
  /** The document of the last one. */
  last: number;
}

function startPostings(bytes: Sink): Postings {
  bytes.length = 0;
  return { bytes, count: 0, isTopical: false, last: -1 };
}

/** Documents come in ascending order. */
function addPosting(to: Postings, document: number, impact: number): void {
  writeVarint(to.bytes, document - to.last);
  writeByte(to.bytes, impact);
  to.last = document;
  to.count++;
  to.isTopical ||= isTopical(impact);
}

/** The value of the term, as `segment.ts` tells it. */
function finishPostings({ bytes, count, isTopical }: Postings, to: Sink): Sink {
  to.length = 0;
  writeVarint(to, count * 2 + (isTopical ? 1 : 0));
  writeFrom(to, bytes.bytes, 0, bytes.length);
  return to;
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
  const [value, scratch] = [sink(), sink()];
  for (const term of sortedKeys(numbers.keys())) {
    const number = numbers.get(term) ?? 0;
    const postings = startPostings(scratch);
    for (let at = starts[number] ?? 0; at < (starts[number + 1] ?? 0); at++) {
      const item = sorted[at] ?? 0;
      addPosting(postings, item >>> 8, item & 0xff);
    }
    writer.add(term, written(finishPostings(postings, value)));
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
function newNumbers(segments: readonly Segment[]): Int32Array[] {
  let next = 0;
  return segments.map((segment) =>
    Int32Array.from({ length: segment.count }, (_, old) => (segment.removed?.[old] ? -1 : next++)),
  );
}

/** At least one. */
type Standing = readonly [Walk, ...Walk[]];

/**
 * Walks several tables at once: for each key, the walks that stand at it while it is visited, in the order of the tables.
 * The list is the same one each time.
 */
function together(walks: readonly Walk[], visit: (having: Standing) => void): void {
  const open = walks.filter(advance);
  const having: Walk[] = [];
  while (open.length > 0) {
    having.length = 0;
    for (const at of open) {
      const order = having[0] === undefined ? 0 : compareWalks(at, having[0]);
      if (order < 0) having.length = 0;
      if (order <= 0) having.push(at);
    }
    visit(having as readonly Walk[] as Standing);
    for (const at of having) if (!advance(at)) open.splice(open.indexOf(at), 1);
  }
}

/** Those of one segment, renumbered. @throws SoulError E_PROTOCOL when they point past the last document */
function copyPostings(to: Postings, { body, start, end }: Walk, numbers: Int32Array): void {
  const cursor = { at: start };
  const count = Math.floor(readVarint(body, cursor) / 2);
  let document = -1;
  for (let index = 0; index < count; index++) {
    const distance = readVarint(body, cursor);
    document += distance;
    if (distance === 0 || document >= numbers.length) throw damaged();
    const impact = body[cursor.at++] ?? 0;
    const number = numbers[document] ?? -1;
    if (number >= 0) addPosting(to, number, impact);
  }
  if (cursor.at > end) throw damaged();
}

function mergeTerms(segments: readonly Segment[], numbers: readonly Int32Array[]): Uint8Array {
  const numbersOf = new Map(segments.map(({ terms }, at) => [walk(terms), numbers[at] ?? new Int32Array()]));
  const writer = tableWriter();
  const [value, bytes] = [sink(), sink()];
  together([...numbersOf.keys()], (having) => {
    const postings = startPostings(bytes);
    for (const at of having) copyPostings(postings, at, numbersOf.get(at) ?? new Int32Array());
    if (postings.count > 0) writer.copy(having[0], finishPostings(postings, value));
  });
  return writer.finish();
}

function mergeReadings(segments: readonly Segment[]): Uint8Array {
  const writer = tableWriter();
  together(
    segments.map(({ readings }) => walk(readings)),
    (having) => {
      const chars = new Set(having.flatMap((at) => [...fromUtf8(valueAt(at))]));
      writer.copy(having[0], sinkOf(utf8(sortedKeys(chars).join(''))));
    },
  );
  return writer.finish();
}

/** One dictionary of several; the first that has a word decides. */
export function mergeDictionaries(dictionaries: readonly Table[]): Table {
  const [only] = dictionaries;
  if (only && dictionaries.length === 1) return only;
  const writer = tableWriter();
  together(
    dictionaries.map((table) => walk(table)),
    (having) => writer.copy(having[0], sinkOf(valueAt(having[0]))),
  );
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
  const numbers = newNumbers(segments);
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
