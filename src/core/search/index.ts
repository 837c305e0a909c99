/**
 * Search over personas, in English and Chinese: typing errors, pinyin, the other language, tags. One implementation for
 * the command line, the API and the web page.
 *
 *     words, roots, hanzi      text → terms           document, passages, pinyin   document → terms with an impact
 *     query, repair, spelled   query → plan           rank, confidence             plan → ranked list
 *     table, list, segment     the bytes of an index  write, build, format         making and saving one
 *     mine, translations, concepts                    what stands for what in the other language
 *
 * `read.ts` is the small half of this for programs that only search a prebuilt index. pinyin-pro is loaded when something
 * is indexed, never when something is searched.
 */
import { buildWith, segmentWith } from './build.ts';
import type { SearchDocument } from './document.ts';
import type { SearchIndex } from './memory.ts';
import type { Segment } from './segment.ts';

export {
  addSegment,
  type Dictionaries,
  dictionariesOf,
  emptyIndex,
  serializeIndex,
  withDictionaries,
} from './build.ts';
export type { SearchDocument } from './document.ts';
export { loadSegment, segmentFile } from './format.ts';
export { weightOf } from './memory.ts';
export { nearTo } from './near.ts';
export * from './read.ts';

/** Indexes documents; of two with the same id the later one stays. */
export async function buildIndex(documents: Iterable<SearchDocument>): Promise<SearchIndex> {
  const { syllables } = await import('./pinyin.ts');
  return buildWith(syllables, documents);
}

/** Documents of which each has an id of its own, to add with `addSegment`. Pure work, so it can be done in another thread. */
export async function segmentOf(documents: readonly SearchDocument[]): Promise<Segment> {
  const { syllables } = await import('./pinyin.ts');
  return segmentWith(syllables, documents);
}
