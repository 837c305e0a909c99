/**
 * All that a program needs to answer a query from a prebuilt index, and nothing that it does not: a command that searches
 * once should load these modules and no others.
 */
export type { Card } from './document.ts';
export { loadIndex } from './format.ts';
export { excerpt, mark, type Piece } from './mark.ts';
export { joinIndexes, type SearchIndex, sizeOf } from './memory.ts';
export {
  foundBy,
  type Reason,
  type SearchAnswer,
  type SearchFilter,
  type SearchOptions,
  type SearchResult,
  search,
} from './search.ts';
export { type Suggestion, suggest } from './suggest.ts';
