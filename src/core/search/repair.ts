/** What a word that no document has may stand for: a slip of the finger, a word cut short, a form of another word. */
import { slipsAllowed } from './typos.ts';
import type { Vocabulary } from './vocabulary.ts';
import { stem } from './words.ts';

export interface Repair {
  readonly term: string;
  /** 0 … 1: how alike the two are, and less where the term is in no name or tag. */
  readonly likeness: number;
}

const LEAST_LIKE = 0.4;
const NOT_TOPICAL = 0.7;
const MOST = 4;
const SHORTEST = 4;

/** A slip weighs more in a short word, and more in its first letter. Stems are a letter or so shorter than what was typed. */
function likeSpelling(form: string, typed: string, words: Vocabulary): Repair[] {
  const near = words.spelledLike(form, '', slipsAllowed(typed.length));
  const fitting = near.filter(({ term, distance }) => distance <= slipsAllowed(term.length + 1));
  return fitting.map(({ term, distance, facts }) => {
    const cost = (1.2 * distance) / Math.max(SHORTEST, term.length);
    const first = term.charAt(0) === typed.charAt(0) ? 0 : 0.15;
    return { term, likeness: (1 - cost - first) * (facts.topical ? 1 : NOT_TOPICAL) };
  });
}

/** "quant" → quantitativ: a word that is not finished. */
function likeStart(typed: string, words: Vocabulary): Repair[] {
  return words.startingWith(typed).map(([term, facts]) => ({
    term,
    likeness: (0.05 + 0.75 * Math.sqrt(typed.length / term.length)) * (facts.topical ? 1 : NOT_TOPICAL),
  }));
}

const SHORTEST_BASE = 5;

/** "pentester" → pentest: a word with an ending that the vocabulary does not have. */
function likeLonger(typed: string, words: Vocabulary): Repair[] {
  return Array.from({ length: Math.max(0, typed.length - SHORTEST_BASE) }, (_, cut) =>
    typed.slice(0, typed.length - 1 - cut),
  ).flatMap((term) => {
    const facts = words.facts(term);
    return facts ? [{ term, likeness: 0.6 * (term.length / typed.length) * (facts.topical ? 1 : NOT_TOPICAL) }] : [];
  });
}

/** The most likely readings of an unknown word, best first; none for short words and words with digits. */
export function repairs(typed: string, words: Vocabulary): Repair[] {
  if (typed.length < SHORTEST || /\d/.test(typed)) return [];
  const base = stem(typed);
  const spelled = [...new Set([base, typed])].flatMap((form) => likeSpelling(form, typed, words));
  const best = new Map<string, number>();
  for (const { term, likeness } of [...spelled, ...likeStart(base, words), ...likeLonger(base, words)]) {
    best.set(term, Math.max(likeness, best.get(term) ?? 0));
  }
  const documents = (term: string) => words.facts(term)?.documents ?? 0;
  return [...best]
    .map(([term, likeness]) => ({ term, likeness }))
    .filter(({ likeness }) => likeness > LEAST_LIKE)
    .sort((a, b) => b.likeness - a.likeness || documents(b.term) - documents(a.term) || (a.term < b.term ? -1 : 1))
    .slice(0, MOST);
}
