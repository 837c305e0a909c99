/**
 * A history some of whose texts are gone. Nobody can restore the entries that hold one of them, so they are left out. Where
 * `clear` would need one there is no way back at all: that history ends, and what stands in the slot begins a new one.
 */
import { withoutEntries } from './prune.ts';
import { EMPTY_TIMELINE, type Entry, type Parts, type PartValue, type Timeline } from './timeline.ts';

export interface Mended {
  readonly lost: readonly Entry[];
  readonly ends: boolean;
  readonly after: Timeline;
}

/** null for a history that has all its texts. */
export function mend(timeline: Timeline, isLost: (value: PartValue) => boolean): Mended | null {
  const lost = timeline.entries.filter(({ parts }) => Object.values(parts).some(({ value }) => isLost(value)));
  const ends = Object.values(timeline.base).some(isLost);
  if (lost.length === 0 && !ends) return null;
  return { lost, ends, after: ends ? EMPTY_TIMELINE : whole(withoutEntries(timeline, lost), isLost) };
}

/** An own text that `restore` replaced, and that is gone, is not given back by undo. */
function whole(timeline: Timeline, isLost: (value: PartValue) => boolean): Timeline {
  const kept = (over: Parts<PartValue>) => Object.fromEntries(Object.entries(over).filter(([, text]) => !isLost(text)));
  const entries = timeline.entries.map((entry) =>
    entry.over === undefined ? entry : { ...entry, over: kept(entry.over) },
  );
  return { ...timeline, entries };
}
