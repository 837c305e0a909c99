/**
 * Weak signs that stand together. "Files", "send", "always", "the user" are harmless alone; what tells an order from an
 * honest persona is which of them meet, in rare words, in two or three sentences, in a text that is otherwise about
 * something else. So each sentence becomes a set of *kinds* (`slots/kinds.ts`), each kind in up to three grades (any word,
 * an unusual one, a rare one; `slots/usual.ts` counts what honest personas say), every stretch of up to three sentences
 * adds up the weights of the kinds and pairs of kinds in it (`rules/evidence.ts`), and the best stretch of a text has to
 * stand out from the rest of the same text.
 */
import { isNegated, type Scene } from './match/frame.ts';
import { type Lexicon, lexicon } from './match/lexicon.ts';
import { BASE, ENOUGH, LONGER, LONGEST, WEIGHTS } from './rules/evidence.ts';
import { KINDS } from './slots/kinds.ts';

/** A kind in a grade: three times its number, plus 0 for any word, 1 for an unusual one, 2 for a rare one. */
export type Sign = number;

const GRADES = 3;
const NAMES = Object.keys(KINDS);
const SIGNS = NAMES.length * GRADES;

/** Deeds: a negation before them ("never send") takes them away. */
const DEEDS: ReadonlySet<number> = new Set(
  'HANDS RUNS FETCH OBEYS SHOWS RISKY STEERS LIES WRITES OFF ASKS_FOR VOIDS COMPLIES'
    .split(' ')
    .map((name) => NAMES.indexOf(name)),
);

interface Weights {
  readonly alone: Float64Array;
  /** For each sign: the signs it is weighed with, and the weight of each pair. */
  readonly mates: readonly (readonly { readonly sign: Sign; readonly weight: number }[])[];
}

/** The table, compiled once. */
let compiled: Weights | undefined;

function weights(): Weights {
  compiled ??= compile();
  return compiled;
}

function compile(): Weights {
  const alone = new Float64Array(SIGNS);
  const mates: { sign: Sign; weight: number }[][] = Array.from({ length: SIGNS }, () => []);
  for (const [points, expression] of WEIGHTS.split('|').map((row) => row.trim().split(' '))) {
    const [one = '', other] = (expression ?? '').split('+');
    const weight = Number(points);
    if (other === undefined) alone[signOf(one)] = weight;
    else {
      mates[signOf(one)]?.push({ sign: signOf(other), weight });
      mates[signOf(other)]?.push({ sign: signOf(one), weight });
    }
  }
  return { alone, mates };
}

/** `HANDS`, `HANDS!` (unusual word), `HANDS!!` (rare word). */
function signOf(name: string): Sign {
  const kind = NAMES.indexOf(name.replaceAll('!', ''));
  if (kind < 0) throw new Error(`no such kind: ${name}`);
  return kind * GRADES + (name.match(/!/g)?.length ?? 0);
}

const NONE: readonly Sign[] = [];

interface Sentence {
  readonly signs: readonly Sign[];
  readonly size: number;
  /** First and last hit that made a sign. */
  readonly first: number;
  readonly last: number;
}

export interface Evidence {
  /** In the folded text. */
  readonly start: number;
  readonly end: number;
  /** Points above the rest of the text. */
  readonly points: number;
  /** Kinds that weighed most, the heaviest first. */
  readonly kinds: readonly (keyof typeof KINDS)[];
}

/** The stretch of a text that speaks most clearly of an order, when it stands out enough. */
export function evidenceOf(scene: Scene): Evidence | undefined {
  const best = strongest(scene);
  return best === undefined || best.points < ENOUGH ? undefined : best;
}

/** The same, however weak. For measuring. */
export function strongest(scene: Scene): Evidence | undefined {
  const sentences = sentencesIn(scene);
  const work: Work = { seen: new Int32Array(SIGNS), left: WORK };
  const stretches = sentences.map((_sentence, from) => (work.left > 0 ? stretchFrom(sentences, from, work) : EMPTY));
  let best = -1;
  for (const [at, stretch] of stretches.entries())
    if (best < 0 || stretch.points > (stretches[best]?.points ?? 0)) best = at;
  const found = stretches[best];
  if (found === undefined) return undefined;
  const rest = stretches.filter((_stretch, at) => Math.abs(at - best) > 3).map(({ points }) => points);
  const members = sentences.slice(best, best + found.count).filter(({ signs }) => signs.length > 0);
  const first = members[0];
  const last = members.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    start: scene.hits.start[first.first] ?? 0,
    end: scene.hits.end[last.last] ?? 0,
    points: work.left > 0 ? found.points - LONGER.background * background(rest) : Number.POSITIVE_INFINITY,
    kinds: heaviest(members),
  };
}

/** How clearly the rest of the text speaks of such things: a manual for agents does all the time. */
function background(rest: readonly number[]): number {
  const sorted = [...rest, ...new Array<number>(10).fill(BASE)].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * 0.97)] ?? BASE;
}

function sentencesIn(scene: Scene): readonly Sentence[] {
  const words = lexicon();
  const { starts } = scene.sentences;
  const found: (Sign[] | undefined)[] = [];
  const seen = new Int32Array(SIGNS);
  const first = starts.map(() => -1);
  const last = starts.map(() => -1);
  for (let hit = 0; hit < scene.hits.slot.length; hit++) {
    const at = scene.sentenceOf[hit] ?? 0;
    const signs = found[at] ?? [];
    if (!addSigns(signs, scene, hit, words, seen)) continue;
    found[at] = signs;
    if ((first[at] ?? 0) < 0) first[at] = hit;
    if ((last[at] ?? -1) < 0 || (scene.hits.end[last[at] ?? 0] ?? 0) < (scene.hits.end[hit] ?? 0)) last[at] = hit;
  }
  return starts
    .map((start, at) => ({
      signs: found[at] ?? NONE,
      size: (starts[at + 1] ?? scene.text.size) - start,
      first: first[at] ?? -1,
      last: last[at] ?? -1,
    }))
    .filter(({ size }) => size > 2);
}

/** Adds what a hit is a sign of, once for a sentence (`seen` holds the last sentence, plus one). False when of no kind. */
function addSigns(signs: Sign[], scene: Scene, hit: number, words: Lexicon, seen: Int32Array): boolean {
  const kinds = words.kinds[scene.hits.slot[hit] ?? 0] ?? NONE;
  if (kinds.length === 0) return false;
  const mark = (scene.sentenceOf[hit] ?? 0) + 1;
  const grade = gradeOf(scene, hit, words);
  let added = false;
  for (const kind of kinds) {
    if (DEEDS.has(kind) && isNegated(scene, hit)) continue;
    added = true;
    for (let sign = kind * GRADES; sign <= kind * GRADES + grade; sign++) {
      if (seen[sign] === mark) continue;
      seen[sign] = mark;
      signs.push(sign);
    }
  }
  return added;
}

/** How unusual the word is: the lists of usual words have hits of their own at the same place. */
function gradeOf({ hits }: Scene, hit: number, words: Lexicon): number {
  const start = hits.start[hit];
  const end = hits.end[hit];
  let from = hit;
  while (from > 0 && hits.start[from - 1] === start) from--;
  for (let at = from; hits.start[at] === start; at++) {
    if (hits.end[at] !== end) continue;
    if (hits.slot[at] === words.usual.everyday) return 0;
    if (hits.slot[at] === words.usual.common) return 1;
  }
  return 2;
}

/** Pairs looked at in one text. No honest text comes near; one that has more is reported for what was seen. */
const WORK = 6_000_000;

interface Work {
  /** For each sign: the last sentence (plus one) whose stretch had it. */
  readonly seen: Int32Array;
  left: number;
}

interface Stretch {
  readonly points: number;
  /** Sentences. */
  readonly count: number;
}

const EMPTY: Stretch = { points: BASE, count: 1 };

/** The best stretch that begins with a sentence. */
function stretchFrom(sentences: readonly Sentence[], from: number, work: Work): Stretch {
  if (sentences[from]?.signs.length === 0) return EMPTY;
  const { alone, mates } = weights();
  const { seen } = work;
  let best = EMPTY;
  let points = BASE;
  let size = 0;
  for (let count = 1; count <= LONGER.sentences; count++) {
    const sentence = sentences[from + count - 1];
    if (sentence === undefined) break;
    size += sentence.size;
    if (count > 1 && size > LONGEST) break;
    for (const sign of sentence.signs) {
      if (seen[sign] === from + 1) continue;
      points += alone[sign] ?? 0;
      work.left -= mates[sign]?.length ?? 0;
      for (const mate of mates[sign] ?? []) if (seen[mate.sign] === from + 1) points += mate.weight;
      seen[sign] = from + 1;
    }
    const total = points + (LONGER.cost[count - 1] ?? 0);
    if (count === 1 || total > best.points) best = { points: total, count };
  }
  return best;
}

/** Kinds by what they weigh in a stretch, alone and in pairs. */
function heaviest(sentences: readonly Sentence[]): readonly (keyof typeof KINDS)[] {
  const { alone, mates } = weights();
  const signs = new Set(sentences.flatMap((sentence) => sentence.signs));
  const sums = new Float64Array(NAMES.length);
  for (const sign of signs) {
    const kind = Math.floor(sign / GRADES);
    sums[kind] = (sums[kind] ?? 0) + (alone[sign] ?? 0);
    for (const mate of mates[sign] ?? []) if (signs.has(mate.sign)) sums[kind] = (sums[kind] ?? 0) + mate.weight / 2;
  }
  return NAMES.map((name, kind) => ({ name: name as keyof typeof KINDS, sum: sums[kind] ?? 0 }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum)
    .slice(0, 4)
    .map(({ name }) => name);
}
