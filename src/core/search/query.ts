/**
 * From what somebody typed to what is looked up. A plan is a list of groups; each group is one thing the query says, in
 * several alternative ways: the word itself, its translation, another word of the same concept, what it may be a typing
 * error for, the characters that it is the pinyin of. A document is judged by the best alternative of each group, so
 * saying the same in two languages never counts twice.
 */
import { CONCEPT_WEIGHT, sameConcept } from './concepts.ts';
import { type Repair, repairs } from './repair.ts';
import { rootOf } from './roots.ts';
import { spelled } from './spelled.ts';
import type { Vocabulary } from './vocabulary.ts';
import { fold, isEmptyWord, pairs, runs, squash, stem, textTerms } from './words.ts';

export interface Alternative {
  /** All of them together mean the thing: 产品经理 is 产品, 品经, 经理. */
  readonly terms: readonly string[];
  readonly weight: number;
  readonly by: 'itself' | 'translation' | 'concept' | 'repair' | 'pinyin' | 'name';
}

export interface Group {
  /** The part of the query, folded. */
  readonly source: string;
  /** `empty`: words such as "how" and 的. `support`: evidence that is welcome and not needed, such as a single character. */
  readonly role: 'word' | 'empty' | 'support';
  readonly alternatives: readonly Alternative[];
}

export interface Plan {
  readonly groups: readonly Group[];
  /** Terms of whole names that the query may be, with how sure that is. */
  readonly names: readonly Alternative[];
  /** Words that are unknown as typed, and what they were taken for: terms of the vocabulary, or characters. */
  readonly meant: readonly { readonly typed: string; readonly as: string }[];
}

/** Weights. All of them flat optima: see `npm run eval:search` before changing one. */
const EMPTY = 0.2;
const ACROSS_WORDS = 0.7;
const PART = 0.2;
const REPAIRED = 0.8;
const INITIALS = 0.6;
const NEAR_NAME = 0.8;
const MOST_WORDS_OF_PINYIN = 6;
const LONGEST_QUERY = 200;
const LONGEST_WORD = 6;

function way(by: Alternative['by'], terms: readonly string[], weight: number): Alternative {
  return { by, terms, weight };
}

/** The terms of Chinese characters in a row: pairs, or the character if there is but one. */
function hanTerms(text: string): string[] {
  return [...text].length === 1 ? [text] : pairs(text);
}

function isWord(text: string, words: Vocabulary): boolean {
  return isEmptyWord(text) || sameConcept(text).length > 0 || words.toEnglish(text).length > 0;
}

/**
 * Cuts characters into words of the dictionaries; what is in none stays in single characters. Longest first and from the
 * end, which cuts Chinese better than from the start: 写作业 is 写·作业, not 写作·业.
 */
function wordsIn(text: string, words: Vocabulary): string[] {
  const chars = [...text];
  const found: string[] = [];
  for (let end = chars.length; end > 0; ) {
    let length = Math.min(LONGEST_WORD, end);
    while (length > 1 && !isWord(chars.slice(end - length, end).join(''), words)) length--;
    found.unshift(chars.slice(end - length, end).join(''));
    end -= length;
  }
  return found;
}

/** Other words of the same concept, in either language. */
function concepts(word: string): Alternative[] {
  return sameConcept(word)
    .map((other) => way('concept', textTerms(other), CONCEPT_WEIGHT))
    .filter(({ terms }) => terms.length > 0);
}

/** Stems of the vocabulary that have this root: procrastin → procrastinat, procrastination. */
function family(root: string, words: Vocabulary): string[] {
  const start = root.length > 4 ? root.slice(0, -1) : root;
  const related = (term: string) => [term, term.replace(/i$/, 'y'), `${term}e`].some((form) => rootOf(form) === root);
  return words
    .startingWith(start)
    .map(([term]) => term)
    .filter((term) => term === root || related(term));
}

function inEnglish(word: string, words: Vocabulary): Alternative[] {
  return words
    .toEnglish(word)
    .flatMap(({ word: root, weight }) => family(root, words).map((term) => way('translation', [term], weight)));
}

function inChinese(word: string, words: Vocabulary): Alternative[] {
  return words.toChinese(rootOf(word)).map((other) => way('translation', hanTerms(other.word), other.weight));
}

function hanWordGroup(word: string, words: Vocabulary): Group[] {
  const within = pairs(word);
  if (within.length === 0) return [];
  if (isEmptyWord(word)) return [{ source: word, role: 'empty', alternatives: [way('itself', within, EMPTY)] }];
  const itself = way('itself', within, Math.sqrt(within.length));
  return [{ source: word, role: 'word', alternatives: [itself, ...inEnglish(word, words), ...concepts(word)] }];
}

/** Pairs across the border of two words. They find words that no dictionary knows. */
function acrossGroups(found: readonly string[]): Group[] {
  return found.slice(1).map((text, index): Group => {
    const before = found[index] ?? '';
    const empty = isEmptyWord(before) || isEmptyWord(text);
    const pair = [...before]
      .slice(-1)
      .concat([...text].slice(0, 1))
      .join('');
    const alternatives = [way('itself', [pair], empty ? EMPTY : ACROSS_WORDS)];
    return { source: pair, role: empty ? 'empty' : 'word', alternatives };
  });
}

function partGroups(found: readonly string[]): Group[] {
  const chars = found.filter((word) => !isEmptyWord(word)).flatMap((word) => [...word]);
  return chars.map((char) => ({ source: char, role: 'support', alternatives: [way('itself', [char], PART)] }));
}

function hanGroups(text: string, words: Vocabulary): Group[] {
  if ([...text].length === 1) {
    return [{ source: text, role: 'word', alternatives: [way('itself', [text], 1), ...concepts(text)] }];
  }
  const found = wordsIn(text, words);
  return [...found.flatMap((word) => hanWordGroup(word, words)), ...acrossGroups(found), ...partGroups(found)];
}

/** Words in a row that are the pinyin of something. */
interface Heard {
  readonly start: number;
  readonly count: number;
  readonly phrases: readonly string[];
}

function isKnown(word: string, words: Vocabulary): boolean {
  return words.facts(stem(word)) !== undefined;
}

/** Longest stretch first. Words that are all known are taken as they stand: "nezha" needs no characters, "machine" is no ma chi ne. */
function hear(typed: readonly string[], words: Vocabulary): Heard[] {
  const found: Heard[] = [];
  for (let start = 0; start < typed.length; ) {
    let count = Math.min(MOST_WORDS_OF_PINYIN, typed.length - start);
    let phrases: string[] = [];
    for (; count > 0 && phrases.length === 0; count--) {
      const part = typed.slice(start, start + count);
      if (!part.every((word) => isKnown(word, words))) phrases = spelled(part.join(''), words);
    }
    if (phrases.length > 0) found.push({ start, count: count + 1, phrases });
    start += phrases.length > 0 ? count + 1 : 1;
  }
  return found;
}

function heardWays({ count, phrases }: Heard): Alternative[] {
  return phrases.map((phrase) => way('pinyin', hanTerms(phrase), count));
}

function wordGroup(typed: string, found: readonly Repair[], heard: Heard | undefined, words: Vocabulary): Group {
  if (isEmptyWord(typed)) return { source: typed, role: 'empty', alternatives: [way('itself', [stem(typed)], EMPTY)] };
  const alternatives = [
    way('itself', [stem(typed)], 1),
    ...inChinese(typed, words),
    ...concepts(typed),
    ...found.map(({ term, likeness }) => way('repair', [term], likeness * REPAIRED)),
    ...(heard ? heardWays(heard) : []),
  ];
  return { source: typed, role: 'word', alternatives };
}

/** "chanpin jingli" is one thing, 产品经理; its halves count where they are words of their own. */
function heardGroup(heard: Heard, typed: readonly string[]): Group {
  const part = typed.slice(heard.start, heard.start + heard.count);
  return {
    source: part.join(' '),
    role: 'word',
    alternatives: heardWays(heard),
  };
}

/** Two words that are written as one elsewhere ("open source", opensource), or mean something only together. */
function joinedGroups(typed: readonly string[], words: Vocabulary): Group[] {
  return typed.slice(1).flatMap((word, index): Group[] => {
    const before = typed[index] ?? '';
    const joined = words.facts(stem(before + word)) ? [way('itself', [stem(before + word)], 1)] : [];
    const alternatives = [...joined, ...concepts(`${before} ${word}`)];
    return alternatives.length > 0 ? [{ source: `${before} ${word}`, role: 'support', alternatives }] : [];
  });
}

function initialsGroup(typed: readonly string[], words: Vocabulary): Group[] {
  const [only = ''] = typed;
  const apt = typed.length === 1 && only.length <= LONGEST_WORD && !words.facts(stem(only))?.topical;
  if (!apt || !words.facts(`^${only}`)) return [];
  return [{ source: only, role: 'support', alternatives: [way('name', [`^${only}`], INITIALS)] }];
}

/** Words written with spaces, and what became clear about them on the way. */
interface Typed {
  readonly words: readonly string[];
  readonly heard: readonly Heard[];
  /** By position; empty for words that are known or heard. */
  readonly repaired: readonly (readonly Repair[])[];
}

function understand(typed: readonly string[], words: Vocabulary): Typed {
  const heard = hear(typed, words);
  const covered = new Set(
    heard.flatMap(({ start, count }) => Array.from({ length: count }, (_, index) => start + index)),
  );
  const unknown = (word: string, index: number) => !covered.has(index) && !isEmptyWord(word) && !isKnown(word, words);
  return {
    words: typed,
    heard,
    repaired: typed.map((word, index) => (unknown(word, index) ? repairs(word, words) : [])),
  };
}

function latinGroups({ words: typed, heard, repaired }: Typed, words: Vocabulary): Group[] {
  const single = typed.flatMap((word, index) => {
    const inside = heard.find(({ start, count }) => index >= start && index < start + count);
    if (inside && inside.count > 1 && !isKnown(word, words)) return [];
    return [wordGroup(word, repaired[index] ?? [], inside?.count === 1 ? inside : undefined, words)];
  });
  const several = heard.filter(({ count }) => count > 1).map((part) => heardGroup(part, typed));
  return [...single, ...several, ...joinedGroups(typed, words), ...initialsGroup(typed, words)];
}

/** Whole names that the query is, or is a slip away from. */
function namesMeant(query: string, typed: Typed, words: Vocabulary): Alternative[] {
  const whole = squash(query);
  const heard = typed.heard.filter(({ count }) => count === typed.words.length).flatMap(({ phrases }) => phrases);
  const exact = [whole, ...heard].map((name) => `=${name}`).filter((term) => words.facts(term));
  if (exact.length > 0) return exact.map((term) => way('name', [term], 1));
  if (typed.words.every((word) => isKnown(word, words))) return [];
  return words.spelledLike(whole, '=').map(({ term, distance }) => way('name', [term], NEAR_NAME / distance));
}

function meantBy({ words: typed, heard, repaired }: Typed): Plan['meant'] {
  const repairedWords = repaired.flatMap((found, index) =>
    found[0] ? [{ typed: typed[index] ?? '', as: found[0].term }] : [],
  );
  const heardWords = heard.map(({ start, count, phrases }) => ({
    typed: typed.slice(start, start + count).join(' '),
    as: phrases[0] ?? '',
  }));
  return [...repairedWords, ...heardWords];
}

/** Reads a query of any length; what is beyond 200 characters is not looked at. */
export function planQuery(query: string, words: Vocabulary): Plan {
  const found = runs(fold(query.slice(0, LONGEST_QUERY)));
  const han = found.filter((run) => run.han).flatMap(({ text }) => hanGroups(text, words));
  const typed = understand(
    found.filter((run) => !run.han).map(({ text }) => text),
    words,
  );
  const names = namesMeant(query, han.length > 0 ? { words: [], heard: [], repaired: [] } : typed, words);
  return { groups: [...han, ...latinGroups(typed, words)], names, meant: meantBy(typed) };
}
