/**
 * An index in memory: segments, and the dictionary that was mined from the documents. It is never changed in place;
 * adding and removing give a new index that shares what stayed the same.
 */
import type { Card } from './document.ts';
import type { Collection } from './rank.ts';
import { giveBack, type Room, takeRoom } from './room.ts';
import {
  cardAt,
  firstPosting,
  joinPostings,
  type Part,
  type Postings,
  postingsIn,
  type Segment,
  topicsAt,
} from './segment.ts';
import type { Table } from './table.ts';
import { type Finder, finder, type KnownFacts, segmentTables, type Vocabulary, vocabulary } from './vocabulary.ts';

export interface SearchIndex {
  readonly segments: readonly Segment[];
  /** Dictionaries; the first that has a word decides. */
  readonly toChinese: readonly Table[];
  readonly toEnglish: readonly Table[];
}

/** Documents of a segment that were not removed. */
export function living(segment: Segment): number {
  return segment.count - (segment.removed?.reduce((sum, flag) => sum + flag, 0) ?? 0);
}

/** Documents in the index. */
export function sizeOf(index: SearchIndex): number {
  return index.segments.reduce((sum, segment) => sum + living(segment), 0);
}

/** Bytes that the index holds. */
export function weightOf({ segments, toChinese, toEnglish }: SearchIndex): number {
  const parts = segments.flatMap(({ bytes }) => [bytes.terms, bytes.readings, bytes.cards, bytes.topics]);
  const bodies = [...toChinese, ...toEnglish].map(({ body }) => body);
  return [...parts, ...bodies].reduce((sum, { length }) => sum + length, 0);
}

/** Where a document is: segment and number in it. */
function find(segment: Segment, id: string): number | undefined {
  const postings = postingsIn(segment, `@${id}`);
  return postings?.documents.find((document) => !segment.removed?.[document]);
}

function without(segment: Segment, ids: readonly string[]): Segment {
  const gone = ids.flatMap((id) => find(segment, id) ?? []);
  if (gone.length === 0) return segment;
  const removed = segment.removed?.slice() ?? new Uint8Array(segment.count);
  for (const document of gone) removed[document] = 1;
  return { ...segment, removed };
}

/** The index without the documents of these ids; ids that are not there are no error. */
export function removeDocuments(index: SearchIndex, ids: readonly string[]): SearchIndex {
  return {
    ...index,
    segments: index.segments.map((segment) => without(segment, ids)).filter((segment) => living(segment) > 0),
  };
}

/**
 * One index over several, such as those of all sources: words are as rare as they are in all of them together, so scores
 * compare. Ids that occur in more than one stay; whoever joins them should make ids that tell sources apart.
 */
export function joinIndexes(indexes: readonly SearchIndex[]): SearchIndex {
  return {
    segments: indexes.flatMap(({ segments }) => segments),
    toChinese: indexes.flatMap(({ toChinese }) => toChinese),
    toEnglish: indexes.flatMap(({ toEnglish }) => toEnglish),
  };
}

/** Queries ask for the same terms again and again, and best hits have the same topics. */
const FACTS = new WeakMap<SearchIndex, KnownFacts>();

/** What planning and ranking one query need. Facts of terms are remembered for all queries, postings for this one. */
export interface View {
  readonly words: Vocabulary;
  readonly collection: Collection;
}

/** Asks an index something. The view, and the postings that it gave, end with the answer: their room is used again. */
export function ask<Answer>(index: SearchIndex, question: (view: View) => Answer): Answer {
  const room = takeRoom(capacityOf(index));
  try {
    return question(viewOf(index, room));
  } finally {
    giveBack(room);
  }
}

function viewOf(index: SearchIndex, room: Room): View {
  const { toChinese, toEnglish } = index;
  const find = finder(index.segments.map(({ terms }) => terms));
  const known = FACTS.get(index) ?? new Map();
  FACTS.set(index, known);
  const tables = { size: sizeOf(index), ...segmentTables(index.segments), toChinese, toEnglish };
  const words = vocabulary(tables, find, known);
  return { words, collection: collectionOf(index, words, partsOf(index, find), room) };
}

/** Numbers of documents, removed ones included. */
function capacityOf({ segments }: SearchIndex): number {
  return segments.reduce((sum, { count }) => sum + count, 0);
}

/** Segments one after the other: documents of the second are numbered on from the first. */
function starts(index: SearchIndex): number[] {
  return index.segments.map((_, number) => index.segments.slice(0, number).reduce((sum, { count }) => sum + count, 0));
}

function inSegment(index: SearchIndex, document: number): readonly [Segment, number] | undefined {
  let rest = document;
  if (rest < 0) return undefined;
  for (const segment of index.segments) {
    if (rest < segment.count) return [segment, rest];
    rest -= segment.count;
  }
  return undefined;
}

/** Where the segments have a term. */
function partsOf(index: SearchIndex, find: Finder): (term: string) => Part[] {
  const first = starts(index);
  return (term) =>
    find(term).flatMap((value, number): Part[] => {
      const segment = index.segments[number];
      if (!value || !segment) return [];
      return [{ value, count: segment.count, start: first[number] ?? 0, removed: segment.removed }];
    });
}

function postingsOf(parts: (term: string) => Part[], room: Room): (term: string) => Postings | undefined {
  const known = new Map<string, Postings | undefined>();
  return (term) => {
    if (known.has(term)) return known.get(term);
    const found = parts(term);
    known.set(term, found.length === 0 ? undefined : joinPostings(found, room));
    return known.get(term);
  };
}

function collectionOf(index: SearchIndex, words: Vocabulary, parts: (term: string) => Part[], room: Room): Collection {
  return {
    size: words.size,
    capacity: capacityOf(index),
    facts: words.facts,
    postings: postingsOf(parts, room),
    someDocument(term) {
      for (const part of parts(term)) {
        const document = firstPosting(part);
        if (document !== undefined) return document;
      }
      return undefined;
    },
    topics(document) {
      const place = inSegment(index, document);
      return place ? topicsAt(...place) : [];
    },
    popularity(document) {
      const place = inSegment(index, document);
      return place?.[0].bytes.popularity[place[1]] ?? 0;
    },
  };
}

/** Documents that are in the index, in the order of their numbers. */
export function documentsIn(index: SearchIndex): number[] {
  const first = starts(index);
  return index.segments.flatMap((segment, number) =>
    Array.from({ length: segment.count }, (_, at) => at)
      .filter((at) => !segment.removed?.[at])
      .map((at) => at + (first[number] ?? 0)),
  );
}

export function cardOf(index: SearchIndex, document: number): Card | undefined {
  const place = inSegment(index, document);
  return place && cardAt(...place);
}

/** The number of the document with this id. */
export function documentOf(index: SearchIndex, id: string): number | undefined {
  const first = starts(index);
  for (const [number, segment] of index.segments.entries()) {
    const document = find(segment, id);
    if (document !== undefined) return (first[number] ?? 0) + document;
  }
  return undefined;
}
