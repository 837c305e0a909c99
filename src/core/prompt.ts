/** What of an agent's files reaches the model: the answer of `clawhub why`. */
import type { Text } from './text.ts';

/**
 * - `whole`: all of it · `cut`: too long, the middle is left out · `digest`: too long, the agent sends an extract
 * - `empty`: nothing in it, so nothing is sent · `missing`: the model is told that it is not there
 * - `refused`: it is there and the agent will not read it · `no room`: what came before has used up the total
 * - `hidden`: another file is read in its place · `unread`: this agent does not read it at all
 */
export type Fate = 'whole' | 'cut' | 'digest' | 'empty' | 'missing' | 'refused' | 'no room' | 'hidden' | 'unread';

/** One file, in the order in which the agent puts them together. Lengths are UTF-16 units, as agents count them. */
export interface PromptPiece {
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly fate: Fate;
  /** Length of the file, without white space at its end. */
  readonly length: number;
  /** How much the model receives of it; for a `digest` an upper bound. */
  readonly kept: number;
  /** Longest text that is taken of this file, here and now; null when there is no limit. */
  readonly limit: number | null;
  /** Where in the request it arrives: above the user, or as the user's own words. */
  readonly lands: 'system' | 'user';
  /** What the model receives; null where nothing, or where the agent makes an extract of its own. */
  readonly text: string | null;
  /** A reason, or a thing to know; null when there is nothing to say. */
  readonly note: Text | null;
}

/** Did the model get this file, whole or in part? */
export function arrives({ fate }: PromptPiece): boolean {
  return fate === 'whole' || fate === 'cut' || fate === 'digest';
}
