/** Slots and rules, compiled once, at the first scan: importing the scanner must cost nothing. */
import type { FrameRule, PatternRule, Rule, SumRule } from '../rule.ts';
import { RULES } from '../rules.ts';
import { ANCHORS } from '../slots/anchors.ts';
import { BROAD } from '../slots/broad.ts';
import { CONTROL } from '../slots/control.ts';
import { BROAD_DEEDS } from '../slots/deeds.ts';
import { HONESTY } from '../slots/honesty.ts';
import { INTENT } from '../slots/intent.ts';
import { KINDS } from '../slots/kinds.ts';
import { MANNER } from '../slots/manner.ts';
import { REACH } from '../slots/reach.ts';
import { USUAL } from '../slots/usual.ts';
import { type CompiledFrame, compileFrame, type SlotNumber, type Special } from './frame.ts';
import { addWord, newTrie, type Trie } from './trie.ts';
import { eachForm } from './words.ts';

export interface CompiledSign {
  readonly frame: CompiledFrame;
  readonly points: number;
  readonly anchor: boolean;
}

export interface Lexicon {
  readonly trie: Trie;
  /** Number of slots, those of pattern anchors included. */
  readonly slots: number;
  readonly slot: SlotNumber;
  readonly special: Special;
  readonly frames: readonly { readonly rule: FrameRule; readonly frames: readonly CompiledFrame[] }[];
  readonly sums: readonly { readonly rule: SumRule; readonly signs: readonly CompiledSign[] }[];
  /** Patterns, each with the slot that its anchors got. */
  readonly patterns: readonly { readonly rule: PatternRule; readonly slot: number }[];
  /** For each slot: the kinds (numbers in the order of `KINDS`) that its words are of. */
  readonly kinds: readonly (readonly number[])[];
  /** Slots of the words that honest personas are full of. */
  readonly usual: { readonly everyday: number; readonly common: number };
}

const KIND_WORDS = Object.fromEntries(Object.entries(KINDS).map(([name, { words }]) => [`KIND_${name}`, words]));

const SLOTS: Readonly<Record<string, string>> = {
  ...MANNER,
  ...CONTROL,
  ...REACH,
  ...HONESTY,
  ...INTENT,
  ...BROAD,
  ...BROAD_DEEDS,
  ...ANCHORS,
  ...KIND_WORDS,
  ...USUAL,
};

let compiled: Lexicon | undefined;

export function lexicon(): Lexicon {
  compiled ??= compile(RULES);
  return compiled;
}

function compile(rules: readonly Rule[]): Lexicon {
  const names = Object.keys(SLOTS);
  const slot = slotNumbers(names);
  const patterns = rules
    .filter((rule) => rule.kind === 'pattern')
    .map((rule, index) => ({ rule, slot: names.length + index }));
  const words = [...names.map((name) => SLOTS[name] ?? ''), ...patterns.map(({ rule }) => rule.anchors)];
  return {
    trie: trieOf(words),
    slots: words.length,
    slot,
    special: specialOf(slot, names.length, words.length),
    frames: rules
      .filter((rule) => rule.kind === 'frame')
      .map((rule) => ({ rule, frames: rule.frames.map((frame) => compileFrame(frame, slot)) })),
    sums: rules.filter((rule) => rule.kind === 'sum').map((rule) => ({ rule, signs: compileSigns(rule, slot) })),
    patterns,
    kinds: kindsBySlot(slot, words.length),
    usual: { everyday: slot('EVERYDAY'), common: slot('COMMON') },
  };
}

function kindsBySlot(slot: SlotNumber, slots: number): readonly (readonly number[])[] {
  const kinds: number[][] = Array.from({ length: slots }, () => []);
  for (const [kind, [name, { slots: of }]] of Object.entries(KINDS).entries()) {
    for (const each of [`KIND_${name}`, ...of.split('|').filter(Boolean)]) kinds[slot(each)]?.push(kind);
  }
  return kinds;
}

function slotNumbers(names: readonly string[]): SlotNumber {
  const numbers = new Map(names.map((name, number) => [name, number]));
  return (name) => {
    const number = numbers.get(name);
    if (number === undefined) throw new Error(`no such slot: ${name}`);
    return number;
  };
}

function trieOf(slots: readonly string[]): Trie {
  const trie = newTrie();
  for (const [slot, words] of slots.entries()) eachForm(words, (form, prefix) => addWord(trie, form, slot, prefix));
  return trie;
}

function compileSigns(rule: SumRule, slot: SlotNumber): readonly CompiledSign[] {
  return rule.signs.map((sign) => ({
    frame: compileFrame(sign, slot),
    points: sign.points,
    anchor: sign.anchor === true,
  }));
}

/** Slots whose words may stand inside an address: those about addresses, archives and programs, and all anchors. */
const IN_ADDRESSES = [
  'URL',
  'HOST',
  'TO_URL',
  'TO_HOST',
  'FROM_URL',
  'EMAIL',
  'PLACEHOLDER',
  'IN_ADDRESS',
  'CHAIN_ADDR',
  'ARCHIVE',
  'BIN',
  'CODE',
];

function specialOf(slot: SlotNumber, firstAnchor: number, slots: number): Special {
  const anchors = Array.from({ length: slots - firstAnchor }, (_none, index) => firstAnchor + index);
  return {
    negation: slot('NEG'),
    affirmation: slot('AFFIRM'),
    turn: slot('TURN'),
    addresses: new Set(['URL', 'HOST'].map(slot)),
    inAddresses: new Set([...IN_ADDRESSES.map(slot), ...anchors]),
  };
}
