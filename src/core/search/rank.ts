/**
 * From a plan to a ranked list.
 *
 *     score = Σ over groups of the best alternative: weight × idf × impact      (a group is one thing the query says)
 *           × (1 + name)         when the query is the whole name
 *           + feedback           what the best hits have in common in their names and tags (RM3: Lavrenko and Croft 2001)
 *           × (1 + popularity)   a few percent
 */
import { strengthOf } from './impact.ts';
import type { Alternative, Group, Plan } from './query.ts';
import type { Postings, TermFacts } from './segment.ts';

/** What ranking asks of a collection. Documents are numbers below `capacity`. */
export interface Collection {
  /** Documents in the whole collection, for idf. */
  readonly size: number;
  readonly capacity: number;
  facts(term: string): TermFacts | undefined;
  postings(term: string): Postings | undefined;
  /** One that has the term, without reading which others do. */
  someDocument(term: string): number | undefined;
  /** The most telling terms of the document's name and tags. */
  topics(document: number): readonly string[];
  /** 0 … 255, logarithmic. */
  popularity(document: number): number;
}

export interface Hit {
  readonly document: number;
  readonly score: number;
}

export interface Ranked {
  /** Best first; equal scores in the order of document numbers. */
  readonly hits: readonly Hit[];
  /** Documents found at all. */
  readonly total: number;
}

export interface RankOptions {
  readonly limit: number;
  /** Leaves documents out; asked only about documents that would be in the list. */
  readonly accept?: ((document: number) => boolean) | undefined;
}

const NAME_CONSTANT = 3;
const FEEDBACK = 0.2;
const FEEDBACK_DOCUMENTS = 20;
const FEEDBACK_TERMS = 10;
/** Terms above this share of the collection say nothing about likeness. */
const FEEDBACK_SHARE = 0.1;
const POPULARITY = 0.05;
/** A single character in more than this share of the collection supports nothing. */
const COMMON = 0.1;
const STRONGEST = strengthOf(255);

export function idf(size: number, documents: number): number {
  return Math.log(1 + (size - documents + 0.5) / (documents + 0.5));
}

/** Strength by impact byte. */
const STRENGTH = Float32Array.from({ length: 256 }, (_, byte) => strengthOf(byte));

/** A value for each document, and which documents have one. */
export interface Board {
  readonly values: Float32Array;
  readonly found: Uint32Array;
  count: number;
}

export function board(capacity: number): Board {
  return { values: new Float32Array(capacity), found: new Uint32Array(capacity), count: 0 };
}

export function increase(to: Board, document: number, value: number): void {
  const before = to.values[document] ?? 0;
  if (before === 0) to.found[to.count++] = document;
  to.values[document] = before + value;
}

function raise(to: Board, document: number, value: number): void {
  const before = to.values[document] ?? 0;
  if (before === 0) to.found[to.count++] = document;
  if (value > before) to.values[document] = value;
}

/** Hands the values on to another board and is empty afterwards. */
function pour(from: Board, to: Board, how: typeof increase, scale = 1): void {
  for (let at = 0; at < from.count; at++) {
    const document = from.found[at] ?? 0;
    how(to, document, (from.values[document] ?? 0) * scale);
    from.values[document] = 0;
  }
  from.count = 0;
}

function addTerm(to: Board, term: string, weight: number, collection: Collection, how: typeof increase): void {
  const postings = collection.postings(term);
  if (!postings) return;
  const { documents, impacts } = postings;
  const scale = weight * idf(collection.size, collection.facts(term)?.documents ?? documents.length);
  for (let at = 0; at < documents.length; at++) how(to, documents[at] ?? 0, scale * (STRENGTH[impacts[at] ?? 0] ?? 0));
}

/** Adds one group: for each document its best alternative. */
function addGroup({ alternatives }: Group, collection: Collection, scores: Board, best: Board, phrase: Board): void {
  for (const { terms, weight } of alternatives) {
    const [only] = terms;
    if (terms.length === 1 && only !== undefined) addTerm(best, only, weight, collection, raise);
    else {
      for (const term of terms) addTerm(phrase, term, weight / Math.sqrt(terms.length), collection, increase);
      pour(phrase, best, raise);
    }
  }
  pour(best, scores, increase);
}

/**
 * What is worth looking up. Empty words only count while there is nothing else ("the who"), and single characters only
 * where they are not everywhere; both would touch nearly every document to move it by nearly nothing.
 */
function telling(plan: Plan, collection: Collection): readonly Group[] {
  const known = ({ alternatives }: Group) =>
    alternatives.some(({ terms }) => terms.some((term) => collection.facts(term)));
  const common = ({ alternatives }: Group) =>
    alternatives.every(({ terms }) =>
      terms.every((term) => (collection.facts(term)?.documents ?? 0) > collection.size * COMMON),
    );
  const words = plan.groups.filter((group) => group.role === 'word' && known(group));
  if (words.length === 0) return plan.groups;
  return plan.groups.filter((group) => group.role === 'word' || (group.role === 'support' && !common(group)));
}

/** Whole names double the score and lift what had none. */
function addNames(names: readonly Alternative[], collection: Collection, scores: Board, best: Board): void {
  for (const { terms, weight } of names) {
    const postings = collection.postings(terms[0] ?? '');
    for (const [at, document] of (postings?.documents ?? []).entries()) {
      raise(best, document, (weight * (STRENGTH[postings?.impacts[at] ?? 0] ?? 0)) / STRONGEST);
    }
  }
  for (let at = 0; at < best.count; at++) {
    const document = best.found[at] ?? 0;
    best.values[document] = (best.values[document] ?? 0) * ((scores.values[document] ?? 0) + NAME_CONSTANT);
  }
  pour(best, scores, increase);
}

/** The impact byte of a term in one document; 0 when it does not have it. */
export function impactIn(collection: Collection, term: string, document: number): number {
  const postings = collection.postings(term);
  if (!postings) return 0;
  let low = 0;
  let high = postings.documents.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((postings.documents[middle] ?? 0) < document) low = middle + 1;
    else high = middle;
  }
  return postings.documents[low] === document ? (postings.impacts[low] ?? 0) : 0;
}

function byScore(a: Hit, b: Hit): number {
  return b.score - a.score || a.document - b.document;
}

/**
 * The hits with the highest scores, best first. Twice as many as are wanted are collected before they are sorted and the
 * rest is dropped; from then on only what can still come first is looked at. Strengths are bytes, so equal scores are many.
 */
export function topOf({ values, found, count }: Board, limit: number, accept?: (document: number) => boolean): Hit[] {
  let list: Hit[] = [];
  let last: Hit = { document: Number.POSITIVE_INFINITY, score: 0 };
  for (let at = 0; at < count; at++) {
    const document = found[at] ?? 0;
    const score = values[document] ?? 0;
    if (score < last.score || (score === last.score && document > last.document)) continue;
    if (accept && !accept(document)) continue;
    list.push({ document, score });
    if (list.length < limit * 2) continue;
    list = list.sort(byScore).slice(0, limit);
    last = list[limit - 1] ?? last;
  }
  return list.sort(byScore).slice(0, limit);
}

/** What the best hits have in common: the rarer a topic and the better its hits, the more it counts. */
function commonTopics(hits: readonly Hit[], collection: Collection): [term: string, weight: number][] {
  const best = hits[0]?.score ?? 0;
  const weights = new Map<string, number>();
  const shared = new Set<string>();
  for (const { document, score } of hits) {
    const share = (score / best) ** 2;
    for (const term of collection.topics(document)) {
      const before = weights.get(term);
      if (before !== undefined) shared.add(term);
      weights.set(term, (before ?? 0) + share);
    }
  }
  const most = Math.max(2, collection.size * FEEDBACK_SHARE);
  return [...shared]
    .flatMap((term): [string, number][] => {
      const documents = collection.facts(term)?.documents ?? 0;
      return documents <= most ? [[term, (weights.get(term) ?? 0) * idf(collection.size, documents)]] : [];
    })
    .sort(([a, weightA], [b, weightB]) => weightB - weightA || (a < b ? -1 : 1))
    .slice(0, FEEDBACK_TERMS);
}

function addFeedback(collection: Collection, scores: Board, common: Board): void {
  const hits = topOf(scores, FEEDBACK_DOCUMENTS);
  for (const [term, weight] of commonTopics(hits, collection)) addTerm(common, term, weight, collection, increase);
  let most = 0;
  for (let at = 0; at < common.count; at++) most = Math.max(most, common.values[common.found[at] ?? 0] ?? 0);
  if (most > 0) pour(common, scores, increase, (FEEDBACK * (hits[0]?.score ?? 0)) / most);
}

/** Popularity lifts a few percent at most, so only hits that are near the first ones need to know theirs. */
function popular(hits: readonly Hit[], collection: Collection): Hit[] {
  const lift = (document: number) => 1 + (POPULARITY * collection.popularity(document)) / 100;
  return hits.map(({ document, score }) => ({ document, score: score * lift(document) })).sort(byScore);
}

interface Boards {
  readonly capacity: number;
  readonly scores: Board;
  readonly scratch: Board;
  readonly phrase: Board;
}

/**
 * Boards of the last ranking, empty, for the next one: of a hundred thousand documents they are some megabytes, and
 * ranking never waits for anything in between. Taken out while in use, so that a failure leaves nothing behind.
 */
let idle: Boards | null = null;

function takeBoards(capacity: number): Boards {
  const taken = idle;
  idle = null;
  if (taken?.capacity === capacity) return taken;
  return { capacity, scores: board(capacity), scratch: board(capacity), phrase: board(capacity) };
}

function giveBack(boards: Boards): void {
  const { scores } = boards;
  for (let at = 0; at < scores.count; at++) scores.values[scores.found[at] ?? 0] = 0;
  scores.count = 0;
  idle = boards;
}

/** Ranks a collection for a plan. */
export function rank(plan: Plan, collection: Collection, { limit, accept }: RankOptions): Ranked {
  const boards = takeBoards(collection.capacity);
  const { scores, scratch, phrase } = boards;
  for (const group of telling(plan, collection)) addGroup(group, collection, scores, scratch, phrase);
  addNames(plan.names, collection, scores, scratch);
  addFeedback(collection, scores, scratch);
  const hits = popular(topOf(scores, limit * 2 + FEEDBACK_DOCUMENTS, accept), collection).slice(0, limit);
  const total = scores.count;
  giveBack(boards);
  return { hits, total };
}
