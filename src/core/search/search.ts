/** Searching an index in memory: plan, rank, narrow down, and say how sure the answer is. */
import type { Kind } from '../manifest.ts';
import { isConfident } from './confidence.ts';
import type { Card } from './document.ts';
import { facet, isTopical, strengthOf } from './impact.ts';
import { ask, cardOf, documentOf, documentsIn, type SearchIndex, type View } from './memory.ts';
import { type Alternative, type Plan, planQuery } from './query.ts';
import { board, type Collection, type Hit, idf, impactIn, increase, rank, topOf } from './rank.ts';
import { meantText } from './suggest.ts';

export interface SearchFilter {
  readonly kind?: Kind | undefined;
  /** Id or name in any language. */
  readonly category?: string | undefined;
  readonly tag?: string | undefined;
  /** "zh" also finds "zh-TW". */
  readonly lang?: string | undefined;
}

export interface SearchOptions {
  /** 20 if not given; an empty query lists everything if not given. */
  readonly limit?: number | undefined;
  /** Results to skip. */
  readonly from?: number | undefined;
  /** Ranks so many, for `total`, and gives `limit` of them; as many as asked for if not given. */
  readonly most?: number | undefined;
  readonly filter?: SearchFilter | undefined;
  /** Say for each result why it was found. */
  readonly explain?: boolean | undefined;
}

/** One thing that the query says and the document answers. */
export interface Reason {
  /** The part of the query, folded. */
  readonly source: string;
  /** What was found for it: the word itself, a translation, a corrected spelling. */
  readonly terms: readonly string[];
  readonly by: Alternative['by'];
  /** In the name, tags or category, or only in the text. */
  readonly topical: boolean;
  readonly score: number;
}

export interface SearchResult {
  readonly id: string;
  readonly score: number;
  readonly card: Card;
  readonly why?: readonly Reason[];
}

export interface SearchAnswer {
  /** Best first. */
  readonly results: readonly SearchResult[];
  /** Documents ranked: all that fit, or `most`. */
  readonly total: number;
  /** False when nothing fits well and the results are only the nearest there is. */
  readonly confident: boolean;
  /** "Did you mean": the query with unknown words replaced by what they were taken for. */
  readonly suggestion?: string;
}

const LIMIT = 20;

/** Documents that pass the filter; undefined when there is none. */
function accepted(filter: SearchFilter, collection: Collection): ((document: number) => boolean) | undefined {
  const { kind, category, tag, lang } = filter;
  const wanted = [
    kind && facet('kind', kind),
    category && facet('category', category),
    tag && facet('tag', tag),
    lang && facet('lang', lang),
  ].filter((term): term is string => term !== undefined && term !== '');
  if (wanted.length === 0) return undefined;
  const counts = new Uint8Array(collection.capacity);
  for (const term of wanted) {
    for (const document of collection.postings(term)?.documents ?? []) counts[document] = (counts[document] ?? 0) + 1;
  }
  return (document) => counts[document] === wanted.length;
}

function reasons(plan: Plan, document: number, collection: Collection): Reason[] {
  return plan.groups.flatMap(({ source, alternatives }): Reason[] => {
    const best = alternatives
      .map(({ terms, by, weight }) => {
        const found = terms
          .map((term) => ({ term, byte: impactIn(collection, term, document) }))
          .filter(({ byte }) => byte > 0);
        const sum = found.reduce(
          (all, { term, byte }) =>
            all + idf(collection.size, collection.facts(term)?.documents ?? 0) * strengthOf(byte),
          0,
        );
        const topical = found.some(({ byte }) => isTopical(byte));
        return {
          source,
          terms: found.map(({ term }) => term),
          by,
          topical,
          score: (weight * sum) / Math.sqrt(terms.length),
        };
      })
      .sort((a, b) => b.score - a.score)[0];
    return best && best.score > 0 ? [best] : [];
  });
}

/** Everything, the most popular first. */
function everything(index: SearchIndex, collection: Collection, options: SearchOptions): SearchAnswer {
  const accept = accepted(options.filter ?? {}, collection);
  const documents = documentsIn(index).filter((document) => accept?.(document) ?? true);
  const popularity = board(collection.capacity);
  for (const document of documents) increase(popularity, document, 1 + collection.popularity(document));
  const { from = 0, limit = documents.length } = options;
  const hits = topOf(popularity, from + limit).slice(from);
  return {
    results: withCards(
      index,
      hits.map(({ document }) => ({ document, score: 0 })),
    ),
    total: Math.min(documents.length, options.most ?? documents.length),
    confident: true,
  };
}

function withCards(index: SearchIndex, hits: readonly Hit[]): SearchResult[] {
  return hits.flatMap(({ document, score }) => {
    const card = cardOf(index, document);
    return card ? [{ id: card.id, score, card }] : [];
  });
}

/**
 * The documents that fit a query best. Signs, case, accents, traditional or simplified characters and word order make no
 * difference; typing errors, pinyin and the other language are understood.
 */
export function search(index: SearchIndex, query: string, options: SearchOptions = {}): SearchAnswer {
  return ask(index, (view) =>
    query.trim() === '' ? everything(index, view.collection, options) : found(index, query, options, view),
  );
}

function found(index: SearchIndex, query: string, options: SearchOptions, { words, collection }: View): SearchAnswer {
  const plan = planQuery(query, words);
  const accept = accepted(options.filter ?? {}, collection);
  const { limit = LIMIT, from = 0, most = from + limit } = options;
  const { hits } = rank(plan, collection, { limit: most, accept });
  const page = hits.slice(from, from + limit);
  const shown = withCards(index, page);
  const results = options.explain
    ? shown.map((result, at) => ({ ...result, why: reasons(plan, page[at]?.document ?? 0, collection) }))
    : shown;
  const suggestion = meantText(
    query,
    plan.meant,
    shown.map(({ card }) => card),
  );
  return {
    results,
    total: hits.length,
    confident: isConfident(plan, hits, collection),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/**
 * By which of its words each document answers a query: stems and pairs of characters, for `mark` and `excerpt`. Documents
 * that are not in the index are left out.
 */
export function foundBy(index: SearchIndex, query: string, ids: readonly string[]): Map<string, readonly string[]> {
  return ask(index, ({ words, collection }) => {
    const plan = planQuery(query, words);
    const said = plan.groups.filter(({ role }) => role === 'word');
    const groups = said.length > 0 ? said : plan.groups;
    return new Map(
      ids.flatMap((id): [string, readonly string[]][] => {
        const document = documentOf(index, id);
        if (document === undefined) return [];
        const terms = reasons({ ...plan, groups }, document, collection).flatMap((reason) => reason.terms);
        return [[id, [...new Set(terms)]]];
      }),
    );
  });
}
