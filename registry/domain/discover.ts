/**
 * What helps people to look around, for web pages: completing what they type, packages like the one they read, and why
 * something was found. All of it is asked of the index that searches (`search.ts`), so it knows what search knows.
 */
import { localized } from '../../src/core/lang.ts';
import type { Kind } from '../../src/core/manifest.ts';
import type { Piece, Suggestion } from '../../src/core/search/index.ts';
import type { Hub } from './hub.ts';
import type { Found } from './search.ts';
import { bodiesOf } from './search-document.ts';
import { indexAtHand, indexOf } from './search-index.ts';
import type { PackageView } from './view.ts';

export type { Piece, Suggestion };

/**
 * Completions for a search field: names (with the package's name), then tags, in any language and by pinyin. `limit`
 * 8 if not given; empty for an empty prefix. Cheap enough for every key that is pressed.
 */
export async function suggestions(hub: Hub, prefix: string, limit = 8): Promise<readonly Suggestion[]> {
  const index = await indexOf(hub);
  const { suggest } = await import('../../src/core/search/index.ts');
  return suggest(index, prefix.slice(0, LONGEST_PREFIX), limit);
}

const LONGEST_PREFIX = 80;

export interface RelatedOptions {
  /** 6 if not given. */
  readonly limit?: number;
  /** Only this kind; that of the package itself if not given. */
  readonly kind?: Kind;
}

/**
 * Ids of packages that have much in common with this one in name, tags and category; the nearest first, itself left out.
 * Some may not be visible any more: look them up.
 */
export async function relatedIds(
  hub: Hub,
  pkg: Pick<PackageView, 'id' | 'kind'>,
  { limit = 6, kind = pkg.kind }: RelatedOptions = {},
): Promise<readonly string[]> {
  const index = await indexAtHand(hub);
  const { nearTo } = await import('../../src/core/search/index.ts');
  return nearTo(index, pkg.id, { limit, kind });
}

/** A result as a page shows it: pieces of text in a row, those that answer the query `marked`. Never HTML. */
export interface Shown extends Found {
  readonly title: readonly Piece[];
  /** One line: of the description when that says why it was found, else of the persona. Empty when there is neither. */
  readonly line: readonly Piece[];
}

export interface ShowOptions {
  /** The language of the page. */
  readonly lang: string;
  /** Width of the line in cells, 160 if not given; a Chinese character takes two. */
  readonly cells?: number;
}

/**
 * Results of `searchPackages(hub, { text })` with what was found in them. Reads the persona of those whose description
 * says nothing of it: ask for the page that is shown, not for everything.
 */
export async function shown(
  hub: Hub,
  text: string,
  results: readonly Found[],
  { lang, cells }: ShowOptions,
): Promise<readonly Shown[]> {
  const index = await indexOf(hub);
  const { excerpt, foundBy, mark } = await import('../../src/core/search/index.ts');
  const ids = results.map(({ package: { id } }) => id);
  const found = text.trim() === '' ? new Map<string, readonly string[]>() : foundBy(index, text, ids);
  const drafts = results.map((result) => {
    const { id, listing, slug } = result.package;
    const terms = found.get(id) ?? [];
    const title = mark(localized(listing?.displayName ?? {}, lang) ?? slug, terms);
    return { result, terms, title, line: excerpt(localized(listing?.description ?? {}, lang) ?? '', terms, cells) };
  });
  const unexplained = drafts.filter(({ terms, line }) => terms.length > 0 && !isMarked(line));
  const bodies = await bodiesOf(
    hub,
    unexplained.map(({ result }) => result.package),
  );
  return drafts.map(({ result, terms, title, line }) => {
    const body = bodies.get(result.package.id);
    const inText = body === undefined ? [] : excerpt(localized(body, lang) ?? '', terms, cells);
    return { ...result, title, line: isMarked(inText) || line.length === 0 ? inText : line };
  });
}

function isMarked(pieces: readonly Piece[]): boolean {
  return pieces.some(({ marked }) => marked);
}
