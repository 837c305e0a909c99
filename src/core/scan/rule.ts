/**
 * What a rule is. Four kinds, one shape:
 *
 * - a *frame* says which slots (groups of words, `slots/`) must stand together, in which order and how close. It is what
 *   lets a rule mean "read a secret and send it somewhere" instead of one sentence that somebody once wrote;
 * - a *pattern* is a regular expression for things that have a grammar: commands, paths, markup. It runs only where one
 *   of its anchor words stands, so that a long text costs little;
 * - a *sum* adds up weak signs that are harmless alone ("stay in character") and tell something together;
 * - a *structure* is found by code (`text/`, `structure.ts`): invisible characters, hidden places, encoded text.
 *
 * Frame expression: slots joined by `>` (after the one before), `>>` (right after it), `&` (either side) and `!` (must not stand in the
 * sentence); `A|B` for alternatives; `~` after a slot when a negation before it takes the sense away
 * ("never send your keys"). The first slot is the key: the frame is tried wherever it stands.
 */
import type { Text } from '../text.ts';
import type { Severity } from './report.ts';

/** What a rule protects: what is in reach, what is run, who is in control, whether the reader is told the truth. */
export type Axis = 'reach' | 'execution' | 'control' | 'honesty';

export interface RuleBase {
  /** `family/name`. */
  readonly id: string;
  readonly axis: Axis;
  readonly severity: Severity;
  readonly why: Text;
  /** Texts that this rule must find, and texts it must leave alone. A test runs them all. */
  readonly hit: readonly string[];
  readonly miss: readonly string[];
  /** Severity when the text only talks about the attack; one step down when absent. */
  readonly mention?: Severity;
}

/** How far apart the parts of a frame may stand: in one clause, one sentence, or in neighbouring sentences. */
export type Reach = 'clause' | 'sentence' | 'near';

export interface Frame {
  readonly need: string;
  readonly reach?: Reach;
  /** Longest span in characters; a Han character counts as two and a half. */
  readonly within?: number;
}

export interface FrameRule extends RuleBase {
  readonly kind: 'frame';
  readonly frames: readonly Frame[];
}

export interface PatternRule extends RuleBase {
  readonly kind: 'pattern';
  /** Words (folded, as in `slots/`) of which one stands where a match begins, at most `back` characters later. */
  readonly anchors: string;
  readonly back?: number;
  /** Sticky. Every repetition is bounded, and no repetition stands inside another. */
  readonly pattern: RegExp;
  /** Second look at a match: another severity, or `undefined` to drop it. */
  readonly judge?: (match: RegExpExecArray) => Severity | undefined;
}

export interface Sign extends Frame {
  readonly points: number;
  /** Says by itself that a machine is spoken of; a sum without any such sign is no finding. */
  readonly anchor?: boolean;
}

export interface SumRule extends RuleBase {
  readonly kind: 'sum';
  readonly signs: readonly Sign[];
  /** Points of different signs within `window` characters that make a finding of `severity`, and one that blocks. */
  readonly enough: number;
  readonly block: number;
  readonly window: number;
}

export interface StructureRule extends RuleBase {
  readonly kind: 'structure';
}

export type Rule = FrameRule | PatternRule | SumRule | StructureRule;

/** Defaults for frames written as plain strings. */
export function frames(...needs: readonly (string | Frame)[]): readonly Frame[] {
  return needs.map((need) => (typeof need === 'string' ? { need } : need));
}

export function familyOf(rule: Pick<RuleBase, 'id'>): string {
  return rule.id.slice(0, rule.id.indexOf('/'));
}
