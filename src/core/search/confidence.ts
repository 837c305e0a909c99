/**
 * Whether what was found is what was asked for, or only the nearest there is. The question is how much of the query the
 * best hits explain: each group weighs as much as its word is rare (an unknown word weighs most), and is explained by a
 * name, tag or category fully, by a mention in the text half; and in a short query, which is mostly a name or a
 * trade, by the text not at all: that somebody is mentioned in another's story does not make them one.
 *
 * A soft notice ("no close match; the nearest are …"), never a reason to hide results.
 */
import { isTopical, strengthOf } from './impact.ts';
import type { Alternative, Group, Plan } from './query.ts';
import { type Collection, type Hit, idf, impactIn } from './rank.ts';

const LEAST_EXPLAINED = 0.25;
const HITS = 3;
/** A query of so many groups is a name or a trade, not a sentence. */
const SHORT = 2;
const TEXT = 0.5;
/** Impact from which on a document is plainly about a word. */
const PLAIN = 0.6;

/** A name two slips away may well be another one. */
const SURE_NAME = 0.5;

/** How sure an alternative is. Weights of mined translations are square roots of probabilities (see `translations.ts`). */
function sureness({ by, weight }: Alternative): number {
  return Math.min(1, by === 'translation' ? weight ** 2 : weight);
}

/** How well a document explains a group, 0 … 1. */
function explained(group: Group, document: number, text: number, collection: Collection): number {
  const each = group.alternatives.map((alternative) => {
    const impacts = alternative.terms.map((term) => impactIn(collection, term, document));
    const topical = impacts.filter(isTopical).length / impacts.length;
    const plain = impacts.reduce((sum, byte) => sum + Math.min(1, strengthOf(byte) / PLAIN), 0) / impacts.length;
    return sureness(alternative) * (topical + text * Math.max(0, plain - topical));
  });
  return Math.max(0, ...each);
}

/** How rare the word itself is: its rarest term. */
function rarity(group: Group, collection: Collection): number {
  const itself = group.alternatives.find(({ by }) => by === 'itself') ?? group.alternatives[0];
  const documents = (itself?.terms ?? []).map((term) => collection.facts(term)?.documents ?? 0);
  return Math.min(1, itself?.weight ?? 1) * idf(collection.size, Math.min(...documents));
}

function isName(plan: Plan, hits: readonly Hit[], collection: Collection): boolean {
  const sure = plan.names.filter(({ weight }) => weight >= SURE_NAME);
  return sure.some(({ terms }) => hits.some(({ document }) => impactIn(collection, terms[0] ?? '', document) > 0));
}

/** `hits`: the ranked list, best first. */
export function isConfident(plan: Plan, hits: readonly Hit[], collection: Collection): boolean {
  const best = hits.slice(0, HITS);
  if (isName(plan, best, collection)) return true;
  const said = plan.groups.filter(({ role }) => role === 'word');
  const groups = said.length > 0 ? said : plan.groups;
  const text = groups.length > SHORT ? TEXT : 0;
  const weights = groups.map((group) => rarity(group, collection));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = best.map(({ document }) =>
    groups.reduce((sum, group, index) => sum + (weights[index] ?? 0) * explained(group, document, text, collection), 0),
  );
  return total > 0 && Math.max(0, ...shares) / total >= LEAST_EXPLAINED;
}
