/**
 * What a document is found by. `analyse` turns it into terms with an impact each (see `impact.ts`). It is pure and knows
 * nothing of other documents: the same document always gives the same terms.
 */
import type { Localized } from '../lang.ts';
import type { Kind } from '../manifest.ts';
import { facet, impactByte, LONGEST_TERM, nameByte, STRENGTHLESS, squashedFacet } from './impact.ts';
import { passages } from './passages.ts';
import { type Label, labelOf, squash, textTerms } from './words.ts';

export interface SearchDocument {
  /** Unique in the collection; what a search answers with. */
  readonly id: string;
  /** The package's name, with or without its owner. */
  readonly name: string;
  readonly kind: Kind;
  readonly displayName: Localized;
  readonly description?: Localized | undefined;
  readonly category?: string | null;
  readonly categoryNames?: Localized | undefined;
  readonly tags?: Localized<readonly string[]> | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly languages?: readonly string[] | undefined;
  /** Markdown by language, without front matter. */
  readonly body?: Localized | undefined;
  /** Downloads, stars: any count. A hundred times as many is worth a few percent of score. */
  readonly popularity?: number | undefined;
}

/** What stays of a document in an index, for showing, filtering and completing. */
export interface Card {
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  readonly displayName: Localized;
  readonly description: Localized;
  readonly category: string | null;
  readonly tags: Localized<readonly string[]>;
  readonly aliases: readonly string[];
  readonly languages: readonly string[];
  readonly popularity: number;
}

export interface AnalysedDocument {
  readonly card: Card;
  /** Term → impact byte. */
  readonly terms: ReadonlyMap<string, number>;
  /** The most telling terms of name and tags, best first: what "more like this" means. */
  readonly topics: readonly string[];
  /** How the characters of its names and tags are read: 尼 → "ni", 重 → "chong zhong". */
  readonly readings: ReadonlyMap<string, string>;
}

/** Pinyin of a run of Chinese characters, one syllable each. */
export type Syllables = (run: string) => readonly string[];

const WEIGHT = { name: 6, tag: 3, category: 2, shorthand: 1.5 };
/** Names repeat in every language and in the slug; that is no sign of importance. */
const MOST_REPEATS = 2;
/** Texts longer than this count less by the word. A constant, for the reason given in `impact.ts`. */
const LENGTH_PIVOT = 3000;
const LENGTH_EFFECT = 0.6;
const TOPICS = 40;

type Weights = Map<string, number>;

function add(to: Weights, terms: Iterable<string>, weight: number): void {
  for (const term of terms) if (term.length <= LONGEST_TERM) to.set(term, (to.get(term) ?? 0) + weight);
}

function addCapped(to: Weights, terms: Iterable<string>, weight: number): void {
  const counts: Weights = new Map();
  add(counts, terms, 1);
  for (const [term, count] of counts) to.set(term, (to.get(term) ?? 0) + Math.min(count, MOST_REPEATS) * weight);
}

/** "林肯 (Abraham Lincoln)" is two names: 林肯 and Abraham Lincoln. */
function namesIn(label: string): string[] {
  const inner = [...label.matchAll(/[(（]([^()（）]+)[)）]/g)].map(([, name]) => name ?? '');
  const outer = label.replace(/[(（][^()（）]*[)）]/g, ' ').trim();
  return [outer, ...inner].filter((name) => squash(name) !== '');
}

function bareName(name: string): string {
  return name.replace(/^@[^/]*\//, '').replace(/[-_.]+/g, ' ');
}

/** Every name the document goes by. */
export function namesOf(document: Pick<SearchDocument, 'name' | 'displayName' | 'aliases'>): string[] {
  const labels = [...Object.values(document.displayName), ...(document.aliases ?? []), bareName(document.name)];
  return [...new Set(labels.flatMap(namesIn))];
}

interface Name {
  readonly text: string;
  readonly label: Label;
}

/** How sure it is that a query which is all of this means the document. */
const EXACT = 1;
const EXACT_PART = 0.5;
const EXACT_PINYIN = 0.8;
const INITIALS = 0.5;

function strongest(to: Map<string, number>, key: string, sure: number): void {
  if (key.length > 1 && key.length <= LONGEST_TERM) to.set(key, Math.max(to.get(key) ?? 0, sure));
}

/** 弗里德里希·尼采 is also called 尼采. */
function partsOf(name: string): string[] {
  const parts = name.split(/[·・•‧]/);
  return parts.length > 1 ? parts.map(squash).filter((part) => [...part].length > 1) : [];
}

function exactNames(names: readonly Name[], syllables: Syllables): Map<string, number> {
  const exact = new Map<string, number>();
  for (const { text: name, label } of names) {
    strongest(exact, `=${label.squashed}`, EXACT);
    for (const part of partsOf(name)) strongest(exact, `=${part}`, EXACT_PART);
    for (const run of label.runs.filter(({ text, han }) => han && [...text].length > 1)) {
      const read = syllables(run.text);
      strongest(exact, `=${read.join('')}`, EXACT_PINYIN);
      strongest(exact, `^${read.map((syllable) => syllable.charAt(0)).join('')}`, INITIALS);
    }
  }
  return exact;
}

const NUMERONYM_LENGTH = 10;

/** Shorthand that people make of long words and phrases: kubernetes → k8s, site reliability engineer → sre. */
export function shorthands({ runs }: Label): string[] {
  const words = runs.filter(({ han }) => !han);
  const numeronyms = words
    .filter(({ text }) => text.length >= NUMERONYM_LENGTH && /^[a-z]+$/.test(text))
    .map(({ text }) => `${text.charAt(0)}${text.length - 2}${text.slice(-1)}`);
  const initials = words.map(({ text }) => text.charAt(0)).join('');
  return words.length >= 3 && words.length <= 5 ? [...numeronyms, initials] : numeronyms;
}

/** What a document is called and filed under. */
interface Labels {
  readonly names: readonly Label[];
  readonly tags: readonly Label[];
  readonly categories: readonly Label[];
}

function labelWeights({ names, tags, categories }: Labels): Weights {
  const weights: Weights = new Map();
  const terms = (labels: readonly Label[]) => labels.flatMap((label) => label.terms);
  addCapped(weights, terms(names), WEIGHT.name);
  addCapped(weights, terms(tags), WEIGHT.tag);
  addCapped(weights, terms(categories), WEIGHT.category);
  addCapped(weights, new Set([...names, ...tags].flatMap(shorthands)), WEIGHT.shorthand);
  return weights;
}

interface TextWeights {
  readonly weights: Weights;
  readonly length: number;
}

function textWeights(document: SearchDocument): TextWeights {
  const said = Object.values(document.description ?? {}).map((text) => ({ text, weight: 3 }));
  const weights: Weights = new Map();
  let length = 0;
  for (const { text, weight } of [...said, ...Object.values(document.body ?? {}).flatMap(passages)]) {
    const terms = textTerms(text);
    length += terms.length * weight;
    add(weights, terms, weight);
  }
  return { weights, length };
}

function impacts(labels: Weights, { weights, length }: TextWeights): Map<string, number> {
  const pivot = 1 - LENGTH_EFFECT + (LENGTH_EFFECT * length) / LENGTH_PIVOT;
  const terms = new Map<string, number>();
  for (const [term, weight] of weights) terms.set(term, impactByte(labels.get(term) ?? 0, weight / pivot));
  for (const [term, weight] of labels) if (!terms.has(term)) terms.set(term, impactByte(weight, 0));
  return terms;
}

function topicsOf(labels: Weights): string[] {
  return [...labels]
    .filter(([term]) => term.length > 1 && !/\d/.test(term))
    .sort(([a, weightA], [b, weightB]) => weightB - weightA || (a < b ? -1 : 1))
    .slice(0, TOPICS)
    .map(([term]) => term);
}

function readingsOf({ names, tags, categories }: Labels, syllables: Syllables): Map<string, string> {
  const readings = new Map<string, Set<string>>();
  for (const run of [...names, ...tags, ...categories].flatMap(({ runs }) => runs).filter(({ han }) => han)) {
    const read = syllables(run.text);
    for (const [index, char] of [...run.text].entries()) {
      if (read[index]) readings.set(char, (readings.get(char) ?? new Set()).add(read[index]));
    }
  }
  return new Map([...readings].map(([char, all]) => [char, [...all].sort().join(' ')]));
}

function facetsOf(document: SearchDocument, { tags, categories }: Labels): string[] {
  const languages = (document.languages ?? []).flatMap((lang) => [lang, lang.split('-')[0] ?? lang]);
  return [
    facet('kind', document.kind),
    ...categories.map(({ squashed }) => squashedFacet('category', squashed)),
    ...tags.map(({ squashed }) => squashedFacet('tag', squashed)),
    ...languages.map((lang) => facet('lang', lang)),
  ].filter((term) => !term.endsWith(':'));
}

function cardOf(document: SearchDocument): Card {
  return {
    id: document.id,
    name: document.name,
    kind: document.kind,
    displayName: document.displayName,
    description: document.description ?? {},
    category: document.category ?? null,
    tags: document.tags ?? {},
    aliases: document.aliases ?? [],
    languages: document.languages ?? [],
    popularity: Math.max(0, document.popularity ?? 0),
  };
}

/** Pure and independent of the collection: the same document always gives the same terms. */
export function analyse(document: SearchDocument, syllables: Syllables): AnalysedDocument {
  const names = namesOf(document).map((text): Name => ({ text, label: labelOf(text) }));
  const tags = new Set(Object.values(document.tags ?? {}).flat());
  const categories = new Set([...Object.values(document.categoryNames ?? {}), document.category ?? '']);
  const labels: Labels = {
    names: names.map(({ label }) => label),
    tags: [...tags].map(labelOf),
    categories: [...categories].map(labelOf),
  };
  const weights = labelWeights(labels);
  const terms = impacts(weights, textWeights(document));
  for (const [term, sure] of exactNames(names, syllables)) terms.set(term, nameByte(sure));
  for (const term of [`@${document.id}`, ...facetsOf(document, labels)]) terms.set(term, STRENGTHLESS);
  return { card: cardOf(document), terms, topics: topicsOf(weights), readings: readingsOf(labels, syllables) };
}
