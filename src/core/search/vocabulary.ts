/**
 * What a query must know about the words of a collection before anything is looked up: which are known, how common they
 * are, which are spelled alike, what they mean in the other language.
 */
import { factsOf, type Segment, type TermFacts } from './segment.ts';
import { eachKey, fromUtf8, lookup, type Table, valueAt } from './table.ts';
import { type Translation, translate } from './translations.ts';
import { near, slipsAllowed } from './typos.ts';

export interface Spelling {
  readonly term: string;
  /** Slips between the two, 0 … 2. */
  readonly distance: number;
  readonly facts: TermFacts;
}

export interface Vocabulary {
  /** Documents in the collection. */
  readonly size: number;
  facts(term: string): TermFacts | undefined;
  /** Terms that start with a prefix, and what is known about them. */
  startingWith(prefix: string, most?: number): (readonly [term: string, facts: TermFacts])[];
  /** Terms almost spelled like this one; with a prefix, among the terms that carry it ("=" for whole names). */
  spelledLike(word: string, prefix?: string, slips?: number): Spelling[];
  /** Characters that a pinyin syllable can stand for. */
  charsOf(syllable: string): string;
  toChinese(root: string): Translation[];
  toEnglish(word: string): Translation[];
}

export interface VocabularyTables {
  readonly size: number;
  /** Tables of terms; a value starts with a varint: documents × 2 + 1 if topical. */
  readonly terms: readonly Table[];
  /** Syllable → characters. */
  readonly readings: readonly Table[];
  /** Dictionaries; the first that has a word decides. */
  readonly toChinese: readonly Table[];
  readonly toEnglish: readonly Table[];
}

function plus(a: TermFacts | null | undefined, b: TermFacts): TermFacts {
  return a ? { documents: a.documents + b.documents, topical: a.topical || b.topical } : b;
}

/** Prefixes shorter than this would list half of the vocabulary. */
const MOST_COMPLETIONS = 200;

/** What the tables hold about a term, table by table. */
export type Finder = (term: string) => readonly (Uint8Array | undefined)[];

/** Remembers its answers: planning and ranking a query ask for the same terms. Lives as long as one query. */
export function finder(tables: readonly Table[]): Finder {
  const known = new Map<string, readonly (Uint8Array | undefined)[]>();
  return (term) => {
    const before = known.get(term);
    if (before) return before;
    const values = tables.map((table) => lookup(table, term));
    known.set(term, values);
    return values;
  };
}

function firstTranslation(dictionaries: readonly Table[], word: string): Translation[] {
  for (const dictionary of dictionaries) {
    const found = translate(dictionary, word);
    if (found.length > 0) return found;
  }
  return [];
}

/** What is known about terms; null for one that is in no document. */
export type KnownFacts = Map<string, TermFacts | null>;

/** Some megabytes. Forgetting all of them now and then costs less than knowing which to forget. */
const MOST_FACTS = 20_000;

/** A vocabulary over tables that are read in place. `known` may live as long as the tables. */
export function vocabulary(
  tables: VocabularyTables,
  find: Finder = finder(tables.terms),
  known: KnownFacts = new Map(),
): Vocabulary {
  const read = (term: string): TermFacts | null =>
    find(term).reduce<TermFacts | null>((sum, value) => (value ? plus(sum, factsOf(value)) : sum), null);
  return {
    size: tables.size,
    facts(term) {
      const before = known.get(term);
      if (before !== undefined) return before ?? undefined;
      if (known.size >= MOST_FACTS) known.clear();
      const facts = read(term);
      known.set(term, facts);
      return facts ?? undefined;
    },
    startingWith(prefix, most = MOST_COMPLETIONS) {
      const found = new Map<string, TermFacts>();
      for (const table of tables.terms) {
        eachKey(table, prefix, (entry) => {
          if (found.size >= most) return false;
          const term = fromUtf8(entry.key.subarray(0, entry.length));
          found.set(term, plus(found.get(term), factsOf(valueAt(entry))));
          return true;
        });
      }
      return [...found];
    },
    spelledLike(word, prefix = '', slips = slipsAllowed(word.length)) {
      const found = new Map<string, Spelling>();
      for (const table of tables.terms) {
        for (const { word: term, distance, value } of near(table, word, prefix, slips)) {
          found.set(term, { term: prefix + term, distance, facts: plus(found.get(term)?.facts, factsOf(value)) });
        }
      }
      return [...found.values()];
    },
    charsOf: (syllable) =>
      tables.readings.map((table) => fromUtf8(lookup(table, syllable) ?? new Uint8Array())).join(''),
    toChinese: (root) => firstTranslation(tables.toChinese, root),
    toEnglish: (word) => firstTranslation(tables.toEnglish, word),
  };
}

export function segmentTables(segments: readonly Segment[]): Pick<VocabularyTables, 'terms' | 'readings'> {
  return { terms: segments.map(({ terms }) => terms), readings: segments.map(({ readings }) => readings) };
}
