/** Find packages: one ranking over what each source has, at hand first. */
import path from 'node:path';
import { isSoulError } from '../core/errors.ts';
import type { Kind } from '../core/kind.ts';
import type { Localized } from '../core/lang.ts';
import type { PackageName } from '../core/name.ts';
import {
  buildIndex,
  foundBy,
  loadIndex,
  type SearchAnswer,
  type SearchFilter,
  type SearchIndex,
  search,
  serializeIndex,
} from '../core/search/index.ts';
import { sha256Hex } from '../core/sha256.ts';
import { allSources } from '../sources/index.ts';
import type { Listing, Source, SourceRef } from '../sources/source.ts';
import { makeFolder, readIfExists, replaceFile } from '../store/disk.ts';
import { type Ask, askingOf, isSilent, type Silent, world } from './ask.ts';
import type { Context } from './context.ts';

/** `relevance`; or what fits well, the most popular first or by name. */
export const ORDERS = ['relevance', 'popularity', 'name'] as const;
export type Order = (typeof ORDERS)[number];

export interface SearchRequest {
  readonly limit: number;
  /** `relevance` if not given. */
  readonly order?: Order;
  /** Also ask the sources that are only there by default and may be out of reach. */
  readonly everywhere: boolean;
  readonly filter?: SearchFilter;
}

export interface SearchRow {
  readonly name: PackageName;
  readonly kind: Kind;
  readonly displayName: Localized;
  readonly description: Localized;
  readonly category: string | null;
  readonly tags: Localized<readonly string[]>;
  readonly languages: readonly string[];
  /** A name that several sources have is found once for each, the one that would be installed first. */
  readonly source: SourceRef;
  readonly score: number;
  /** Downloads and stars, as far as the source says. */
  readonly popularity: number;
  /** By which of its words the query found it, for `mark`; empty when the source searched by itself. */
  readonly found: readonly string[];
}

export interface SearchFound {
  readonly results: readonly SearchRow[];
  /** False when nothing fits well: the results are only the nearest there are. */
  readonly confident: boolean;
  /** The query as it was probably meant. */
  readonly suggestion: string | null;
  readonly silent: readonly Silent[];
  readonly asked: readonly SourceRef[];
}

interface Searchable {
  readonly ref: SourceRef;
  /** null: the source searches by itself. */
  readonly index: SearchIndex | null;
  readonly source: Source;
}

/**
 * A searcher that has its indexes loaded, for many queries in a row.
 * @param silent sources that are known to be out of reach; those that turn out to be join them
 */
export async function openSearch(ctx: Context, everywhere: boolean, silent: Silent[] = []) {
  const sources = (await allSources(ctx.settings, world(ctx))).filter(({ optional }) => everywhere || !optional);
  const ask = askingOf(sources, silent);
  const places: Searchable[] = [];
  for (const source of sources) {
    const index = await ask(source, () => indexOf(ctx, source));
    if (!isSilent(silent, source.ref.url)) places.push({ ref: source.ref, index, source });
  }
  const find = async (query: string, request: SearchRequest): Promise<SearchFound> => {
    const answers = await Promise.all(places.map((place) => answerOf(place, query, request, ask)));
    const groups = byName(answers.flatMap((answer) => answer.rows));
    const first = [...groups.values()].map(([row]) => row).sort((a, b) => b.score - a.score);
    const ordered = inOrder(first, request.order ?? 'relevance').flatMap(({ name }) => groups.get(name) ?? []);
    return {
      results: ordered.slice(0, request.limit),
      confident: answers.some(({ confident }) => confident),
      suggestion: answers.find(({ suggestion }) => suggestion !== null)?.suggestion ?? null,
      silent,
      asked: places.map(({ ref }) => ref),
    };
  };
  return find;
}

export async function searchListings(ctx: Context, query: string, request: SearchRequest): Promise<SearchFound> {
  const find = await openSearch(ctx, request.everywhere);
  return find(query, request);
}

/** Prebuilt by the source; else built from its catalogue, once for each state of the catalogue. null: it searches itself. */
async function indexOf(ctx: Context, source: Source): Promise<SearchIndex | null> {
  const prebuilt = await source.searchIndex();
  if (prebuilt !== null) return loadIndex(prebuilt);
  if ((await source.canSearch?.()) && (await source.search('soul', { limit: 1 })) !== null) return null;
  const catalogue = await source.catalogue();
  return catalogue === null ? null : cachedIndex(ctx, catalogue);
}

async function cachedIndex(ctx: Context, catalogue: readonly Listing[]): Promise<SearchIndex> {
  const key = sha256Hex(new TextEncoder().encode(JSON.stringify(catalogue)));
  const file = path.join(ctx.paths.cache, `search-${key.slice(0, 32)}.bin`);
  const kept = readIfExists(file);
  if (kept !== null) {
    try {
      return loadIndex(kept);
    } catch {
      // A damaged cache entry is a miss.
    }
  }
  const index = await buildIndex(catalogue.map(({ name, ...listing }) => ({ ...listing, id: name, name })));
  keep(ctx, file, serializeIndex(index));
  return index;
}

/** A cache that cannot be written only costs time. */
function keep(ctx: Context, file: string, bytes: Uint8Array): void {
  try {
    makeFolder(ctx.paths.cache);
    replaceFile(file, bytes);
  } catch (error) {
    if (!isSoulError(error, 'E_FILE')) throw error;
  }
}

interface PlaceAnswer {
  readonly rows: readonly SearchRow[];
  readonly confident: boolean;
  readonly suggestion: string | null;
}

/** More than is shown, so that another order has something to choose from. */
const TO_SORT = 250;

async function answerOf(
  { ref, index, source }: Searchable,
  query: string,
  { limit, filter = {}, order = 'relevance' }: SearchRequest,
  ask: Ask,
): Promise<PlaceAnswer> {
  const most = order === 'relevance' ? limit : Math.max(limit, TO_SORT);
  if (index !== null) return localAnswer(index, query, search(index, query, { limit: most, filter }), ref);
  const answer = await ask(source, () => source.search(query, { limit: most, ...filter }));
  const { listings, confident } = answer ?? { listings: [], confident: false };
  const rows = listings.map((row, at) => ({ ...row, score: 1 / (at + 1), popularity: 0, found: [] }));
  return { rows, confident, suggestion: null };
}

function localAnswer(index: SearchIndex, query: string, answer: SearchAnswer, source: SourceRef): PlaceAnswer {
  const ids = answer.results.slice(0, MARKED).map(({ id }) => id);
  const found = query.trim() === '' ? new Map<string, readonly string[]>() : foundBy(index, query, ids);
  const rows = answer.results.map(({ id, card, score }): SearchRow => {
    const { id: _id, aliases: _aliases, ...shown } = card;
    return { ...shown, name: card.name as PackageName, source, score, found: found.get(id) ?? [] };
  });
  return { rows, confident: answer.confident, suggestion: answer.suggestion ?? null };
}

/** As many as people look at. */
const MARKED = 20;

type Group = readonly [SearchRow, ...SearchRow[]];

/** Sources in their order: the first one that has a name says how good it is and is the one to install; the others follow it. */
function byName(rows: readonly SearchRow[]): ReadonlyMap<PackageName, Group> {
  const groups = new Map<PackageName, Group>();
  for (const row of rows) {
    const group = groups.get(row.name);
    if (group?.some(({ source }) => source.url === row.source.url)) continue;
    groups.set(row.name, group === undefined ? [row] : [...group, row]);
  }
  return groups;
}

/** Share of the best score from which on something fits well enough to be sorted by anything but that. */
const FITS = 0.3;

function inOrder(rows: readonly SearchRow[], order: Order): readonly SearchRow[] {
  if (order === 'relevance') return rows;
  const least = (rows[0]?.score ?? 0) * FITS;
  const alphabetical = (a: SearchRow, b: SearchRow) => (a.name < b.name ? -1 : 1);
  const fitting = rows.filter(({ score }) => score >= least);
  return fitting.sort((a, b) => (order === 'name' ? 0 : b.popularity - a.popularity) || alphabetical(a, b));
}
