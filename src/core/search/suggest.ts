/** Completing what is being typed, and saying what was probably meant. */
import type { Card } from './document.ts';
import { ask, cardOf, type SearchIndex, type View } from './memory.ts';
import type { Plan } from './query.ts';
import { fold, runs, squash, stem } from './words.ts';

function labelsOf(card: Card): string[] {
  return [...Object.values(card.displayName), ...card.aliases, card.name, ...Object.values(card.tags).flat()];
}

/** The word as it is written in a name or tag: the vocabulary only keeps stems. */
function written(as: string, cards: readonly Card[]): string | undefined {
  for (const label of cards.flatMap(labelsOf)) {
    const folded = fold(label);
    if (!/^[a-z]/.test(as)) {
      if (folded.includes(as)) return as;
      continue;
    }
    const found = runs(folded).find(({ text, han }) => !han && stem(text) === as);
    if (found) return found.text;
  }
  return undefined;
}

/**
 * The query with each unknown word replaced by what it was taken for, as the first results write it. Undefined when
 * everything was known, or when the results do not bear the reading out.
 */
export function meantText(query: string, meant: Plan['meant'], cards: readonly Card[]): string | undefined {
  if (meant.length === 0) return undefined;
  let text = runs(fold(query))
    .map((run) => run.text)
    .join(' ');
  for (const { typed, as } of meant) {
    const word = written(as, cards.slice(0, 5));
    if (word === undefined) return undefined;
    text = text.replace(typed, word);
  }
  return text;
}

/** So many names are looked at for a short prefix. */
const MOST_LOOKED_AT = 500;

/** What is being typed, completed. */
export interface Suggestion {
  readonly text: string;
  readonly by: 'name' | 'tag';
  /** The package of that name; null for a tag. Of several with one name, the most popular. */
  readonly name: string | null;
}

interface Completion extends Suggestion {
  /** Of the package, or packages with the tag. */
  readonly use: number;
}

function namesLike(card: Card, prefix: string, use: number): Completion[] {
  const names = [...Object.values(card.displayName), ...card.aliases];
  const fitting = names.filter((name) => squash(name).startsWith(prefix));
  const shown = fitting.length > 0 ? fitting : names.slice(0, 1);
  return shown.map((text) => ({ text, by: 'name', name: card.name, use }));
}

function byUse(a: Completion, b: Completion): number {
  return b.use - a.use || a.text.length - b.text.length || (a.text < b.text ? -1 : 1);
}

/**
 * Names, then tags, that start with what was typed so far; in any language, and names also by their pinyin. The most
 * popular first, then the shortest.
 */
export function suggest(index: SearchIndex, prefix: string, limit = 8): Suggestion[] {
  const start = squash(prefix);
  return start === '' ? [] : ask(index, (view) => completions(index, start, view).slice(0, limit));
}

function completions(index: SearchIndex, start: string, view: View): Suggestion[] {
  const all = [...namesFrom(index, start, view).sort(byUse), ...tagsFrom(index, start, view).sort(byUse)];
  const first = new Map(all.reverse().map(({ text, by, name }) => [text, { text, by, name }]));
  return [...first.values()].reverse();
}

/** Reading a card takes a while, so only those are read that can be among the first. */
const MOST_READ = 40;

function namesFrom(index: SearchIndex, start: string, { words, collection }: View): Completion[] {
  const named = words
    .startingWith(`=${start}`, MOST_LOOKED_AT)
    .flatMap(([term]) =>
      Array.from(collection.postings(term)?.documents ?? [], (document) => ({ document, length: term.length })),
    )
    .map((one) => ({ ...one, use: collection.popularity(one.document) }))
    .sort((a, b) => b.use - a.use || a.length - b.length);
  const uses = new Map(named.slice(0, MOST_READ).map(({ document, use }) => [document, use]));
  return [...uses].flatMap(([document, use]) => {
    const card = cardOf(index, document);
    return card ? namesLike(card, start, use) : [];
  });
}

function tagsFrom(index: SearchIndex, start: string, { words, collection }: View): Completion[] {
  const terms = words.startingWith(`#tag:${start}`, MOST_LOOKED_AT).sort(([, a], [, b]) => b.documents - a.documents);
  return terms.slice(0, MOST_READ).flatMap(([term, { documents }]): Completion[] => {
    const card = cardOf(index, collection.someDocument(term) ?? -1);
    const text = Object.values(card?.tags ?? {})
      .flat()
      .find((tag) => `#tag:${squash(tag)}` === term);
    return text === undefined ? [] : [{ text, by: 'tag', name: null, use: documents }];
  });
}
