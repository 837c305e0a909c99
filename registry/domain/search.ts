/** Searching: the ranking is `src/core/search`, over the index that the hub follows (`search-index.ts`). */
import type { Kind } from '../../src/core/manifest.ts';
import type { Hub } from './hub.ts';
import type { Known } from './kept-index.ts';
import { packagesById } from './list.ts';
import { indexOf, newestIndex } from './search-index.ts';
import type { PackageView } from './view.ts';

export interface SearchRequest {
  readonly text: string;
  /** Results to skip, and at most so many (20). */
  readonly from?: number;
  readonly size?: number;
  readonly kind?: Kind;
  readonly category?: string;
  readonly tag?: string;
  readonly lang?: string;
  /** `relevance` if not given. By anything else, only what fits well is sorted. */
  readonly sort?: SearchSort;
}

/** Names ascend, everything else descends. */
export const SEARCH_SORTS = ['relevance', 'downloads', 'stars', 'updated', 'created', 'name'] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export interface Found {
  readonly package: PackageView;
  readonly score: number;
}

export interface SearchAnswer {
  /** At most `MOST_RESULTS`: nobody pages further. */
  readonly total: number;
  readonly results: readonly Found[];
  readonly confident: boolean;
  /** What was probably meant, spelled right. */
  readonly suggestion?: string;
}

export const MOST_RESULTS = 250;

/** Share of the best score from which on something fits well enough to be sorted by anything but that. */
const FITS = 0.3;

/**
 * Packages that fit a text in any language, best first; an empty text fits everything, the most popular first. For a page
 * that shows why each was found, see `shown` in `discover.ts`.
 */
export async function searchPackages(hub: Hub, request: SearchRequest): Promise<SearchAnswer> {
  const index = await indexOf(hub);
  const { search } = await import('../../src/core/search/index.ts');
  const { kind, category, tag, lang, from = 0, size = 20, sort = 'relevance' } = request;
  const wanted = sort === 'relevance' ? { from, limit: Math.min(size, MOST_RESULTS - from) } : { limit: MOST_RESULTS };
  const { results, total, confident, suggestion } = search(index, request.text, {
    ...wanted,
    most: MOST_RESULTS,
    filter: { kind, category, tag, lang },
  });
  const best = results[0]?.score ?? 0;
  const fitting = sort === 'relevance' ? results : results.filter(({ score }) => score >= best * FITS);
  const found = await withPackages(hub, fitting);
  return {
    total: sort === 'relevance' ? total : fitting.length,
    confident,
    ...(suggestion === undefined ? {} : { suggestion }),
    results: sort === 'relevance' ? found : found.sort(BY[sort]).slice(from, from + size),
  };
}

const BY: Readonly<Record<Exclude<SearchSort, 'relevance'>, (a: Found, b: Found) => number>> = {
  downloads: (a, b) => b.package.stats.downloads - a.package.stats.downloads,
  stars: (a, b) => b.package.stats.stars - a.package.stats.stars,
  updated: (a, b) => b.package.updatedAt - a.package.updatedAt,
  created: (a, b) => b.package.createdAt - a.package.createdAt,
  name: (a, b) => (a.package.slug < b.package.slug ? -1 : 1),
};

/** Those that are visible still. */
async function withPackages(
  hub: Hub,
  results: readonly { readonly id: string; readonly score: number }[],
): Promise<Found[]> {
  const packages = await packagesById(
    hub,
    results.map(({ id }) => id),
  );
  const byId = new Map(packages.map((pkg) => [pkg.id, pkg]));
  return results.flatMap(({ id, score }) => {
    const pkg = byId.get(id);
    return pkg ? [{ package: pkg, score }] : [];
  });
}

/** Larger indexes are not given away: who asks a hub that has so much lets the hub search. */
const LARGEST_FILE = 16 * 2 ** 20;

/** The index as a file, for `/-/search-index.bin`; null when it is too large to hand out. ETag: its sequence. */
export async function searchIndex(hub: Hub): Promise<{ readonly bytes: Uint8Array | null; readonly sequence: number }> {
  const known = await newestIndex(hub);
  const { serializeIndex, weightOf } = await import('../../src/core/search/index.ts');
  const bytes = weightOf(known.index) > LARGEST_FILE ? null : (FILES.get(known) ?? serializeIndex(known.index));
  if (bytes !== null) FILES.set(known, bytes);
  return { bytes, sequence: known.sequence };
}

/** The file of an index, as long as that is the newest. */
const FILES = new WeakMap<Known, Uint8Array>();
