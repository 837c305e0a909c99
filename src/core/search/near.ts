/**
 * Documents that are like one of them: they share its topics, the terms that tell most about its name and tags. Topics are
 * looked up from the rarest on, and no more of them than a page can wait for: what half of the collection has in common
 * makes nobody alike, and would be most of the work.
 */
import type { Kind } from '../manifest.ts';
import { facet, strengthOf } from './impact.ts';
import { ask, cardOf, documentOf, type SearchIndex, type View } from './memory.ts';
import { type Board, board, type Collection, idf, increase, topOf } from './rank.ts';

const TOPICS = 16;
/** Documents looked at, counted once for each topic; one topic is looked up however common it is. */
const MOST_LOOKED_AT = 20_000;
/** A popular document is a few percent nearer. */
const POPULARITY = 0.0005;
/** So many of the best are weighed by popularity for each that is wanted. */
const AIR = 4;

export interface NearOptions {
  readonly limit: number;
  readonly kind: Kind;
}

/** Ids, the nearest first, itself left out; empty for an id that is not in the index. */
export function nearTo(index: SearchIndex, id: string, options: NearOptions): string[] {
  const document = documentOf(index, id);
  return document === undefined ? [] : ask(index, (view) => neighbours(index, document, options, view));
}

function neighbours(
  index: SearchIndex,
  document: number,
  { limit, kind }: NearOptions,
  { collection }: View,
): string[] {
  const ofKind = documentsOfKind(index, kind, collection);
  const accept = (other: number) => other !== document && ofKind[other] === 1;
  const popular = (score: number, other: number) => score * (1 + POPULARITY * collection.popularity(other));
  return topOf(likeness(document, collection), limit * AIR, accept)
    .map(({ document: other, score }) => ({ other, score: popular(score, other) }))
    .sort((a, b) => b.score - a.score || a.other - b.other)
    .slice(0, limit)
    .flatMap(({ other }) => cardOf(index, other)?.id ?? []);
}

interface Topic {
  readonly term: string;
  readonly documents: number;
}

/** The rarest topics of a document that others have too. */
function topicsOf(document: number, collection: Collection): readonly Topic[] {
  const shared = collection
    .topics(document)
    .slice(0, TOPICS)
    .map((term) => ({ term, documents: collection.facts(term)?.documents ?? 0 }))
    .filter(({ documents }) => documents > 1)
    .sort((a, b) => a.documents - b.documents);
  let room = MOST_LOOKED_AT;
  return shared.filter(({ documents }, at) => {
    room -= documents;
    return at === 0 || room >= 0;
  });
}

/** How much each document has in common with this one. */
function likeness(document: number, collection: Collection): Board {
  const scores = board(collection.capacity);
  for (const { term, documents } of topicsOf(document, collection)) {
    const weight = idf(collection.size, documents);
    const postings = collection.postings(term);
    for (let at = 0; at < (postings?.documents.length ?? 0); at++)
      increase(scores, postings?.documents[at] ?? 0, weight * strengthOf(postings?.impacts[at] ?? 0));
  }
  return scores;
}

/** Of an index, by kind: which documents are of it. The same for every page until the index changes. */
const OF_KIND = new WeakMap<SearchIndex, Map<Kind, Uint8Array>>();

function documentsOfKind(index: SearchIndex, kind: Kind, collection: Collection): Uint8Array {
  const known = OF_KIND.get(index) ?? new Map<Kind, Uint8Array>();
  OF_KIND.set(index, known);
  const before = known.get(kind);
  if (before) return before;
  const flags = new Uint8Array(collection.capacity);
  for (const document of collection.postings(facet('kind', kind))?.documents ?? []) flags[document] = 1;
  known.set(kind, flags);
  return flags;
}
