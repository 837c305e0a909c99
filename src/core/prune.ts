/**
 * Which entries of a history may be forgotten: only those whose every text can be brought back from the store of
 * installed packages, byte for byte. A text of the user's own, an edit, the original: never.
 */
import { type Entry, headOf, type Timeline } from './timeline.ts';

export interface PrunePlan {
  readonly drop: readonly Entry[];
  readonly after: Timeline;
}

/** `restorable(sha)` says whether the store can bring a text back. */
export function planPrune(timeline: Timeline, restorable: (sha: string) => boolean): PrunePlan {
  const head = headOf(timeline);
  const needed = new Set([timeline.head, head?.parent, ...timeline.redo, ...(head?.lent ?? [])]);
  const drop = timeline.entries.filter((entry) => !needed.has(entry.id) && isCopy(entry, timeline, restorable));
  return { drop, after: withoutEntries(timeline, drop) };
}

/** Undo and redo pass over what is gone. The head stays. */
export function withoutEntries(timeline: Timeline, drop: readonly Entry[]): Timeline {
  const gone = new Set(drop.map(({ id }) => id));
  const living = (ids: readonly number[]) => ids.filter((id) => !gone.has(id));
  const entries = timeline.entries
    .filter(({ id }) => !gone.has(id))
    .map((entry) => ({
      ...entry,
      parent: livingParent(timeline, entry, gone),
      ...(entry.lent === undefined ? {} : { lent: living(entry.lent) }),
    }));
  return { ...timeline, entries, redo: living(timeline.redo) };
}

/** Everything in it is either a package's text or stands in another entry as well. */
function isCopy(entry: Entry, timeline: Timeline, restorable: (sha: string) => boolean): boolean {
  if (entry.action !== 'switch' || entry.soul === null) return false;
  const elsewhere = new Set(
    timeline.entries
      .filter(({ id, action }) => id !== entry.id && action !== 'switch')
      .flatMap(({ parts }) => Object.values(parts).map(({ value }) => (value.kind === 'text' ? value.sha : ''))),
  );
  return Object.values(entry.parts).every(
    ({ value }) => value.kind !== 'text' || restorable(value.sha) || elsewhere.has(value.sha),
  );
}

function livingParent(timeline: Timeline, entry: Entry, gone: ReadonlySet<number>): number | null {
  let parent = entry.parent;
  while (parent !== null && gone.has(parent)) {
    const id = parent;
    parent = timeline.entries.find((candidate) => candidate.id === id)?.parent ?? null;
  }
  return parent;
}
