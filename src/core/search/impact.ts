/**
 * Impact: how strongly a document is about a term, in one byte.
 *
 *     7 bits strength, 1 … 127          1 bit: the term is in the name, tags or category ("topical")
 *
 * It holds all that the document itself says (BM25F: Robertson and Zaragoza 2009, with fixed pivots in place of averages),
 * so it never depends on other documents: a hub computes it once, at publish, and an index grows without being built
 * again. How rare a term is belongs to the collection and is applied when ranking.
 *
 * Terms, by their first character:
 *
 *     kubernet 诸葛 诗     words, pairs of characters, single characters (the last only from names, tags, category)
 *     =nicai =friedrichnietzsche =尼采      a whole name, in each of its spellings
 *     ^nc                 initials of a name, in pinyin
 *     @friedrich_nietzsche                the id
 *     #kind:soul #category:哲学家 #tag:… #lang:zh     what searches can be narrowed to
 */
import { squash } from './words.ts';

/** Saturation of labels (names, tags, category) and of text, and the share of text in the whole. Flat optima all. */
const LABEL_K = 2;
const TEXT_K = 1.2;
const TEXT_SHARE = 0.7;
const STRONGEST = 127;

/** `label`, `inText`: weighted counts of the term, the latter divided by the length pivot. */
export function impactByte(label: number, inText: number): number {
  const value = label / (label + LABEL_K) + TEXT_SHARE * (inText / (inText + TEXT_K));
  const strength = Math.max(1, Math.min(STRONGEST, Math.round((value / (1 + TEXT_SHARE)) * STRONGEST)));
  return strength * 2 + (label > 0 ? 1 : 0);
}

/** Of a whole name: `sure` 0 … 1. */
export function nameByte(sure: number): number {
  return Math.max(1, Math.round(sure * STRONGEST)) * 2 + 1;
}

/** 0 … 1.7 */
export function strengthOf(byte: number): number {
  return ((byte >> 1) / STRONGEST) * (1 + TEXT_SHARE);
}

export function isTopical(byte: number): boolean {
  return (byte & 1) === 1;
}

/** Of terms that are looked up but never ranked by. */
export const STRENGTHLESS = 2;

/** Longer ones are no words, and nobody types them. */
export const LONGEST_TERM = 80;

export type Facet = 'kind' | 'category' | 'tag' | 'lang';

/** Term by which a search is narrowed to documents of a kind, category, tag or language. */
export function facet(name: Facet, value: string): string {
  return squashedFacet(name, squash(value));
}

/** The same for a value that is squashed already. */
export function squashedFacet(name: Facet, squashed: string): string {
  return `#${name}:${squashed}`.slice(0, LONGEST_TERM);
}

/** A count of downloads or stars as one byte: ten times as many is 16 more. */
export function popularityByte(count: number): number {
  return Math.min(255, Math.round(16 * Math.log10(1 + Math.max(0, count))));
}
