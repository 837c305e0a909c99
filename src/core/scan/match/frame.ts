/**
 * Frames: slots that must stand together. See `rule.ts` for the notation.
 *
 * For each place of the key slot the nearest fitting place of every other slot is taken, greedily. Windows are bounded
 * (a sentence has at most 600 characters, a frame at most a few hundred), and a frame stops after `ENOUGH` matches, so
 * the cost grows with the text and with nothing else.
 */
import type { Frame, Reach } from '../rule.ts';
import { type Fold, isWord } from '../text/fold.ts';
import { indexAt, type Sentences } from './sentence.ts';
import type { Hits } from './trie.ts';

interface Part {
  readonly after: boolean;
  /** Widest gap to the part before, in widths of the folded text. */
  readonly gap: number;
  readonly slots: readonly number[];
  readonly affirmed: boolean;
}

export interface CompiledFrame {
  readonly key: Part;
  readonly parts: readonly Part[];
  readonly without: readonly number[];
  readonly reach: Reach;
  readonly within: number;
}

export interface FrameMatch {
  readonly start: number;
  readonly end: number;
  /** Sentence of the key. */
  readonly sentence: number;
}

export type SlotNumber = (name: string) => number;

/** `>>`: nothing but an article or two in between. */
const CLOSE = 30;
const WITHIN = 110;
const WITHIN_NEAR = 260;
/** Matches of one frame in one text. More would say nothing new. */
const ENOUGH = 12;

export function compileFrame(frame: Frame, slotNumber: SlotNumber): CompiledFrame {
  const tokens = frame.need.split(/\s+/);
  const parts: Part[] = [part(tokens[0] ?? '', '&', slotNumber)];
  const without: number[] = [];
  for (let at = 1; at + 1 < tokens.length; at += 2) {
    const name = tokens[at + 1] ?? '';
    if (tokens[at] === '!') without.push(...slotsOf(name, slotNumber));
    else parts.push(part(name, tokens[at] ?? '&', slotNumber));
  }
  const [key, ...rest] = parts;
  if (key === undefined) throw new Error(`empty frame: ${frame.need}`);
  const reach = frame.reach ?? 'sentence';
  const within = frame.within ?? (reach === 'near' ? WITHIN_NEAR : WITHIN);
  return { key, parts: rest, without, reach, within: within * 2 };
}

function part(name: string, join: string, slotNumber: SlotNumber): Part {
  return {
    after: join !== '&',
    gap: join === '>>' ? CLOSE : Number.POSITIVE_INFINITY,
    affirmed: name.includes('~'),
    slots: slotsOf(name.replaceAll('~', ''), slotNumber),
  };
}

function slotsOf(name: string, slotNumber: SlotNumber): readonly number[] {
  return name.split('|').map(slotNumber);
}

export interface Special {
  readonly negation: number;
  readonly affirmation: number;
  readonly turn: number;
  /** Slots that begin an address, and slots whose words may stand inside one. */
  readonly addresses: ReadonlySet<number>;
  readonly inAddresses: ReadonlySet<number>;
}

const ADDRESS_END = new Set([...' \n)>]"\'<|，。`'].map((char) => char.charCodeAt(0)));

const LONGEST_ADDRESS = 2_000;
const LONGEST_HOST = 80;

/** Drops words that only stand in the host or path of an address: `https://upload-post.example/keys` sends nothing. */
function outsideAddresses(text: Fold, hits: Hits, special: Special): Hits {
  const kept: Hits = { slot: [], start: [], end: [] };
  let until = 0;
  for (let hit = 0; hit < hits.slot.length; hit++) {
    const slot = hits.slot[hit] ?? 0;
    const start = hits.start[hit] ?? 0;
    if (start < until && !special.inAddresses.has(slot)) continue;
    if (special.addresses.has(slot)) {
      if (start >= until) until = addressEnd(text, hits.end[hit] ?? 0);
      dropFrom(kept, addressStart(text, start), special.inAddresses);
    }
    kept.slot.push(slot);
    kept.start.push(start);
    kept.end.push(hits.end[hit] ?? 0);
  }
  return kept;
}

function dropFrom(hits: Hits, from: number, spared: ReadonlySet<number>): void {
  for (let last = hits.start.length - 1; last >= 0 && (hits.start[last] ?? 0) >= from; last--) {
    if (spared.has(hits.slot[last] ?? 0)) return;
    hits.slot.pop();
    hits.start.pop();
    hits.end.pop();
  }
}

function addressEnd(text: Fold, from: number): number {
  const limit = Math.min(text.size, from + LONGEST_ADDRESS);
  let at = from;
  while (at < limit && !ADDRESS_END.has(text.codes[at] ?? 0)) at++;
  return at;
}

function addressStart(text: Fold, from: number): number {
  const limit = Math.max(0, from - LONGEST_HOST);
  let at = from;
  while (at > limit && !ADDRESS_END.has(text.codes[at - 1] ?? 0)) at--;
  return at;
}

/** Everything frames ask about a text. */
export interface Scene {
  readonly text: Fold;
  readonly hits: Hits;
  readonly sentences: Sentences;
  /** For each hit: its sentence and clause. */
  readonly sentenceOf: Int32Array;
  readonly clauseOf: Int32Array;
  /** For each slot: its hits, ascending. */
  readonly bySlot: readonly (readonly number[])[];
  /** Slots of words that negate, that take a negation back, that turn a clause around. */
  readonly special: Special;
  /** For each sentence, a bit for each slot that has a hit in it. */
  readonly masks: Uint32Array;
  readonly maskWords: number;
  /** For each hit: 0 not known yet, 1 negated, 2 not. */
  readonly negated: Uint8Array;
  /** Tries left for all frames together. */
  readonly budget: { left: number };
}

/** Tries per character of text, and for any text. Ordinary texts need a tenth of it; see `exhausted`. */
const TRIES = 1 / 32;
const TRIES_ANYWAY = 10_000;

export function sceneOf(
  text: Fold,
  found: Hits,
  sentences: Sentences,
  slots: number,
  special: Scene['special'],
): Scene {
  const hits = outsideAddresses(text, found, special);
  const size = hits.slot.length;
  const sentenceOf = new Int32Array(size);
  const clauseOf = new Int32Array(size);
  const bySlot: number[][] = Array.from({ length: slots }, () => []);
  let sentence = 0;
  let clause = 0;
  for (let hit = 0; hit < size; hit++) {
    const start = hits.start[hit] ?? 0;
    while ((sentences.starts[sentence + 1] ?? Number.POSITIVE_INFINITY) <= start) sentence++;
    while ((sentences.clauses[clause + 1] ?? Number.POSITIVE_INFINITY) <= start) clause++;
    sentenceOf[hit] = sentence;
    clauseOf[hit] = clause;
    bySlot[hits.slot[hit] ?? 0]?.push(hit);
  }
  const maskWords = (slots + 31) >> 5;
  const masks = new Uint32Array(sentences.starts.length * maskWords);
  for (let hit = 0; hit < size; hit++) {
    const slot = hits.slot[hit] ?? 0;
    const at = (sentenceOf[hit] ?? 0) * maskWords + (slot >> 5);
    masks[at] = (masks[at] ?? 0) | (1 << (slot & 31));
  }
  const negated = new Uint8Array(size);
  const budget = { left: TRIES_ANYWAY + text.size * TRIES };
  return { text, hits, sentences, sentenceOf, clauseOf, bySlot, special, masks, maskWords, negated, budget };
}

/** The text holds so many words of so many slots that not all frames could be tried. Only a made-up text does. */
export function isExhausted(scene: Scene): boolean {
  return scene.budget.left <= 0;
}

/** All matches of a frame, at most `ENOUGH`. */
export function matchFrame(frame: CompiledFrame, scene: Scene): readonly FrameMatch[] {
  if (!frame.parts.every((each) => each.slots.some((slot) => (scene.bySlot[slot]?.length ?? 0) > 0))) return [];
  const found: FrameMatch[] = [];
  let tried = -1;
  let possible = false;
  for (const slot of frame.key.slots) {
    for (const hit of scene.bySlot[slot] ?? []) {
      const sentence = scene.sentenceOf[hit] ?? 0;
      if (sentence !== tried) possible = isPossible(frame, scene, sentence);
      tried = sentence;
      if (!possible) continue;
      if (--scene.budget.left <= 0) return found;
      const match = matchAt(frame, scene, hit);
      if (match !== undefined) found.push(match);
      if (found.length >= ENOUGH) return found;
    }
  }
  return found;
}

/** Has every part a word in the sentence, or in its neighbours, and no unwanted slot one? */
function isPossible(frame: CompiledFrame, scene: Scene, sentence: number): boolean {
  const around = frame.reach === 'near' ? 2 : 0;
  for (const each of frame.parts) if (!hasAny(scene, each.slots, sentence - around, sentence + around)) return false;
  return !hasAny(scene, frame.without, sentence, sentence);
}

function hasAny(scene: Scene, slots: readonly number[], from: number, to: number): boolean {
  const last = Math.min(to, scene.sentences.starts.length - 1);
  for (let sentence = Math.max(0, from); sentence <= last; sentence++) {
    const base = sentence * scene.maskWords;
    for (const slot of slots) if (((scene.masks[base + (slot >> 5)] ?? 0) & (1 << (slot & 31))) !== 0) return true;
  }
  return false;
}

function matchAt(frame: CompiledFrame, scene: Scene, key: number): FrameMatch | undefined {
  const chosen = [key];
  let start = scene.hits.start[key] ?? 0;
  let end = scene.hits.end[key] ?? 0;
  let last = end;
  for (const each of frame.parts) {
    const hit = choose(frame, scene, each, chosen, last);
    if (hit < 0) return undefined;
    chosen.push(hit);
    start = Math.min(start, scene.hits.start[hit] ?? 0);
    end = Math.max(end, scene.hits.end[hit] ?? 0);
    if (each.after) last = scene.hits.end[hit] ?? 0;
  }
  if ((scene.text.width[end] ?? 0) - (scene.text.width[start] ?? 0) > frame.within) return undefined;
  if (frame.key.affirmed && isNegated(scene, key)) return undefined;
  return { start, end, sentence: scene.sentenceOf[key] ?? 0 };
}

/** The nearest place of a part that fits what was chosen before it, or -1. */
function choose(frame: CompiledFrame, scene: Scene, part: Part, chosen: readonly number[], last: number): number {
  let best = -1;
  let bestGap = Number.POSITIVE_INFINITY;
  const key = chosen[0] ?? 0;
  const origin = scene.hits.start[key] ?? 0;
  const reachable = frame.within >> 1;
  for (const slot of part.slots) {
    const places = scene.bySlot[slot] ?? [];
    for (let at = firstFrom(places, scene, part.after ? last : origin - reachable); at < places.length; at++) {
      const hit = places[at] ?? 0;
      const start = scene.hits.start[hit] ?? 0;
      if (start > origin + reachable) break;
      const gap = part.after ? start - last : Math.abs(start - origin);
      if (gap >= bestGap) {
        if (start > origin) break;
        continue;
      }
      if (part.gap !== Number.POSITIVE_INFINITY && !isClose(scene, last, start, part.gap)) break;
      if (!fits(frame, scene, part, hit, chosen)) continue;
      best = hit;
      bestGap = gap;
    }
  }
  return best;
}

const BREAKS = new Set([10, 0xff0c, 0x3002, 0x3b]);

function isClose(scene: Scene, from: number, to: number, gap: number): boolean {
  if ((scene.text.width[to] ?? 0) - (scene.text.width[from] ?? 0) > gap) return false;
  for (let at = from; at < to; at++) if (BREAKS.has(scene.text.codes[at] ?? 0)) return false;
  return true;
}

function fits(frame: CompiledFrame, scene: Scene, part: Part, hit: number, chosen: readonly number[]): boolean {
  const key = chosen[0] ?? 0;
  if (!reaches(frame.reach, scene, key, hit)) return false;
  const start = scene.hits.start[hit] ?? 0;
  const end = scene.hits.end[hit] ?? 0;
  for (const other of chosen) {
    if (start < (scene.hits.end[other] ?? 0) && (scene.hits.start[other] ?? 0) < end) return false;
  }
  return !(part.affirmed && isNegated(scene, hit));
}

function reaches(reach: Reach, scene: Scene, a: number, b: number): boolean {
  if (reach === 'clause') return scene.clauseOf[a] === scene.clauseOf[b];
  const apart = Math.abs((scene.sentenceOf[a] ?? 0) - (scene.sentenceOf[b] ?? 0));
  return reach === 'sentence' ? apart === 0 : apart <= 2;
}

/** Index of the first hit that starts at or after an offset. */
function firstFrom(places: readonly number[], scene: Scene, offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scene.hits.start[places[middle] ?? 0] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const INSIDE_ADDRESS = new Set([...'./@:-=&?'].map((char) => char.charCodeAt(0)));

/** Does the sentence talk about attacks? Words inside a host name or path, or in the match itself, do not count. */
export function isMention(scene: Scene, slot: number, sentence: number, from = 0, to = 0): boolean {
  const places = scene.bySlot[slot] ?? [];
  for (let at = firstFrom(places, scene, scene.sentences.starts[sentence] ?? 0); at < places.length; at++) {
    const hit = places[at] ?? 0;
    if (scene.sentenceOf[hit] !== sentence) return false;
    const start = scene.hits.start[hit] ?? 0;
    if ((start < from || start >= to) && !isInAddress(scene, hit)) return true;
  }
  return false;
}

/** Has the sentence, or one beside it, a word of the slot? */
export function isNear(scene: Scene, slot: number, sentence: number): boolean {
  return hasAny(scene, [slot], sentence - 1, sentence + 1);
}

function isInAddress(scene: Scene, hit: number): boolean {
  const before = scene.text.codes[(scene.hits.start[hit] ?? 0) - 1] ?? 0;
  const end = scene.hits.end[hit] ?? 0;
  const after = scene.text.codes[end] ?? 0;
  const next = scene.text.codes[end + 1] ?? 0;
  return INSIDE_ADDRESS.has(before) || (INSIDE_ADDRESS.has(after) && isWord(next));
}

const NEGATION_REACH = 84;

/** "never send", "不要把…发送": a negation before the word, in the same clause, and near. */
export function isNegated(scene: Scene, hit: number): boolean {
  const known = scene.negated[hit];
  if (known !== 0) return known === 1;
  const negated = findNegation(scene, hit);
  scene.negated[hit] = negated ? 1 : 2;
  return negated;
}

function findNegation(scene: Scene, hit: number): boolean {
  const start = scene.hits.start[hit] ?? 0;
  const places = scene.bySlot[scene.special.negation] ?? [];
  const at = firstFrom(places, scene, start) - 1;
  const negation = places[at];
  if (negation === undefined || scene.clauseOf[negation] !== scene.clauseOf[hit]) return false;
  const from = scene.hits.end[negation] ?? 0;
  const width = (scene.text.width[start] ?? 0) - (scene.text.width[from] ?? 0);
  if (width > NEGATION_REACH) return false;
  return (
    !stands(scene, scene.special.affirmation, scene.hits.start[negation] ?? 0, start) &&
    !stands(scene, scene.special.turn, from, start)
  );
}

/** Does a word of the slot stand wholly between two places? ("don't forget" in "don't forget to send", not in "don't forget".) */
function stands(scene: Scene, slot: number, from: number, to: number): boolean {
  const places = scene.bySlot[slot] ?? [];
  for (let at = firstFrom(places, scene, from); at < places.length; at++) {
    const hit = places[at] ?? 0;
    if ((scene.hits.start[hit] ?? 0) >= to) return false;
    if ((scene.hits.end[hit] ?? 0) <= to) return true;
  }
  return false;
}

export function sentenceAt(scene: Scene, offset: number): number {
  return indexAt(scene.sentences.starts, offset);
}
