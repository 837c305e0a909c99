/**
 * Pinyin back to characters, as an input method does it: cut the letters into syllables, try the characters each can stand
 * for, and keep the strings whose neighbouring characters stand together in some name, tag or category. The collection's
 * own vocabulary is the language model, so nothing has to be stored but which characters a syllable can stand for.
 *
 *     zhongyi → zhong yi → 中 忠 钟 … × 医 艺 义 … → 中医 忠义
 */
import type { Vocabulary } from './vocabulary.ts';

const LONGEST_SYLLABLE = 6;
const LONGEST = 40;
const MOST_STATES = 300;
const MOST_PHRASES = 4;

interface Phrase {
  readonly text: string;
  /** The higher, the more usual. */
  readonly usual: number;
}

function extended(phrase: Phrase, char: string, words: Vocabulary): Phrase | undefined {
  if (phrase.text === '') return { text: char, usual: 0 };
  const facts = words.facts([...phrase.text].at(-1) + char);
  return facts?.topical ? { text: phrase.text + char, usual: phrase.usual + Math.log(1 + facts.documents) } : undefined;
}

function step(from: readonly Phrase[], chars: string, words: Vocabulary): Phrase[] {
  return from.flatMap((phrase) =>
    Array.from(chars, (char) => extended(phrase, char, words)).filter((next) => next !== undefined),
  );
}

/** Strings of two or more characters that are read like these letters, the most usual first. */
export function spelled(letters: string, words: Vocabulary): string[] {
  if (letters.length > LONGEST || !/^[a-z]+$/.test(letters)) return [];
  const reached: Phrase[][] = Array.from({ length: letters.length + 1 }, () => []);
  reached[0] = [{ text: '', usual: 0 }];
  for (let start = 0; start < letters.length; start++) {
    const from = reached[start] ?? [];
    if (from.length === 0) continue;
    for (let end = start + 1; end <= Math.min(letters.length, start + LONGEST_SYLLABLE); end++) {
      const chars = words.charsOf(letters.slice(start, end));
      if (chars !== '') reached[end]?.push(...step(from.slice(0, MOST_STATES), chars, words));
    }
  }
  return (reached[letters.length] ?? [])
    .filter(({ text }) => [...text].length > 1)
    .sort((a, b) => b.usual - a.usual || (a.text < b.text ? -1 : 1))
    .slice(0, MOST_PHRASES)
    .map(({ text }) => text);
}
