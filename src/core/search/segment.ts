/**
 * A segment: documents that were indexed together, never changed afterwards. An index is a list of segments; what is
 * added becomes a new one, what is removed is marked in a bitmap, and segments are merged before they become many (as in
 * Lucene). A segment is made of tables and lists that are read in place, so building, merging, saving and loading all
 * speak the same bytes.
 *
 *     terms      term → varint (documents × 2 + 1 if topical somewhere), then per document:
 *                       varint distance to the document before · impact byte (see document.ts)
 *     readings   pinyin syllable → the characters it can stand for
 *     cards      JSON by document            topics   terms by document, separated by spaces
 *     popularity a byte by document: 16 × log10(1 + count)
 */
import { ensure, list, Malformed, nullable, object, record, string } from '../shape.ts';
import type { Card } from './document.ts';
import { itemAt, type List, openList } from './list.ts';
import { placeIn, type Room } from './room.ts';
import { damaged, fromUtf8, lookup, openTable, readVarint, type Table } from './table.ts';

/** As stored, in this order. */
export interface SegmentBytes {
  readonly terms: Uint8Array;
  readonly readings: Uint8Array;
  readonly cards: Uint8Array;
  readonly topics: Uint8Array;
  readonly popularity: Uint8Array;
}

export interface Segment {
  readonly bytes: SegmentBytes;
  /** Documents in it, removed ones included. */
  readonly count: number;
  readonly terms: Table;
  readonly readings: Table;
  readonly cards: List;
  readonly topics: List;
  /** 1 for each removed document; null while there is none. */
  readonly removed: Uint8Array | null;
}

/** @throws SoulError E_PROTOCOL when the parts do not fit together */
export function openSegment(bytes: SegmentBytes): Segment {
  const cards = openList(bytes.cards);
  const topics = openList(bytes.topics);
  if (topics.count !== cards.count || bytes.popularity.length !== cards.count) throw damaged();
  const [terms, readings] = [openTable(bytes.terms), openTable(bytes.readings)];
  return { bytes, count: cards.count, terms, readings, cards, topics, removed: null };
}

function parseCard(value: unknown): Card {
  const card = object(value);
  const kind = string(card.kind);
  ensure(kind === 'soul' || kind === 'skill' || kind === 'team');
  const popularity = card.popularity;
  ensure(typeof popularity === 'number');
  return {
    id: string(card.id),
    name: string(card.name),
    kind,
    displayName: record(card.displayName, string),
    description: record(card.description, string),
    category: nullable(card.category, string),
    tags: record(card.tags, (tags) => list(tags, string)),
    aliases: list(card.aliases, string),
    languages: list(card.languages, string),
    popularity,
  };
}

/** @throws SoulError E_PROTOCOL */
export function cardAt(segment: Segment, document: number): Card {
  const text = fromUtf8(itemAt(segment.cards, document));
  try {
    return parseCard(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof Malformed) throw damaged();
    throw error;
  }
}

export function topicsAt(segment: Segment, document: number): string[] {
  const text = fromUtf8(itemAt(segment.topics, document));
  return text === '' ? [] : text.split(' ');
}

export interface Postings {
  /** Documents that have the term, ascending. */
  readonly documents: Uint32Array;
  readonly impacts: Uint8Array;
}

export interface TermFacts {
  /** In how many documents the term is. */
  readonly documents: number;
  /** Whether it is in the name, tags or category of one of them. */
  readonly topical: boolean;
}

export function factsOf(value: Uint8Array): TermFacts {
  const head = readVarint(value, { at: 0 });
  return { documents: Math.floor(head / 2), topical: head % 2 === 1 };
}

/** Of one segment: its postings as they are stored, and how its documents are numbered here. */
export interface Part {
  readonly value: Uint8Array;
  readonly count: number;
  /** Number of its first document. */
  readonly start: number;
  readonly removed: Uint8Array | null;
}

/** @throws SoulError E_PROTOCOL when they point past the last document */
export function readPostings(value: Uint8Array, count: number): Postings {
  return joinPostings([{ value, count, start: 0, removed: null }]);
}

/** The first that was not removed. @throws SoulError E_PROTOCOL */
export function firstPosting({ value, start, removed }: Part): number | undefined {
  const cursor = { at: 0 };
  const length = Math.floor(readVarint(value, cursor) / 2);
  let document = -1;
  for (let index = 0; index < length; index++) {
    document += readVarint(value, cursor);
    cursor.at++;
    if (!removed?.[document]) return document + start;
  }
  return undefined;
}

/** Those of several segments, one after the other, without removed documents. @throws SoulError E_PROTOCOL */
export function joinPostings(parts: readonly Part[], room?: Room): Postings {
  const most = parts.reduce((sum, { value }) => sum + factsOf(value).documents, 0);
  if (most > parts.reduce((sum, { count }) => sum + count, 0)) throw damaged();
  const { documents, impacts } = room
    ? placeIn(room, most)
    : { documents: new Uint32Array(most), impacts: new Uint8Array(most) };
  let length = 0;
  for (const part of parts) length = decode(part, documents, impacts, length);
  return length === most
    ? { documents, impacts }
    : { documents: documents.subarray(0, length), impacts: impacts.subarray(0, length) };
}

/** Writes from a place on, and says where it ended. */
function decode(
  { value, count, start, removed }: Part,
  documents: Uint32Array,
  impacts: Uint8Array,
  from: number,
): number {
  const cursor = { at: 0 };
  const length = Math.floor(readVarint(value, cursor) / 2);
  if (length > count) throw damaged();
  let document = -1;
  let to = from;
  for (let index = 0; index < length; index++) {
    let byte = value[cursor.at++] ?? 0;
    let distance = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && shift < 28; shift += 7) {
      byte = value[cursor.at++] ?? 0;
      distance |= (byte & 0x7f) << shift;
    }
    document += distance;
    if (distance === 0 || document >= count) throw damaged();
    const impact = value[cursor.at++] ?? 0;
    if (removed?.[document]) continue;
    documents[to] = document + start;
    impacts[to++] = impact;
  }
  if (cursor.at > value.length) throw damaged();
  return to;
}

export function postingsIn(segment: Segment, term: string): Postings | undefined {
  const value = lookup(segment.terms, term);
  return value && readPostings(value, segment.count);
}
