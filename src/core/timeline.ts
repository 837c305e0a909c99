/**
 * The history of one slot and what switch, clear, undo, redo and restore mean for it. Pure: states in, targets out;
 * `store/transaction.ts` reads and writes the files.
 *
 * A slot has parts (`SOUL.md`, `IDENTITY.md`, …). At any time each part is either *ours* (put there by a soul) or the
 * user's own. An entry of the history is a snapshot of all parts. The rules that keep every text safe:
 *
 * - What is found on disk is compared with the head entry first. When it differs, the found text becomes an entry of its
 *   own (`edit`) before anything else happens: drift is never overwritten without being kept.
 * - When a part becomes ours, its text of that moment is its *base*: what `clear` gives back. A part that is ours stays
 *   with the base it has, so after A → B → C it is still the user's own text.
 * - A part that is not ours is the user's: no undo, redo or clear touches it.
 * - `undo` walks to the parent of the head, `redo` back along the way it came. An edit found on the way amends the entry
 *   it was made on: it has the same parent, and redo returns to the edited text.
 * - No step ever brings an older text of the user's own over a newer one; older ones come back by `restore <id>` only.
 *   That one can be undone as well: its entry says which own texts it replaced (`over`), and undo gives back those of
 *   them that nobody has changed since.
 * - A soul that is there for one session (`lent`) and the edits of it are in the history, but on no way through it: undo
 *   from there, and from whatever was put over it, leads to what was there before.
 *
 * For example, with `←` for the parent: 1 original ← 2 switch A ← 3 switch B, and undo: the head is 2, redo leads to 3.
 * The user changes A's text in the slot, then redo: 1 ← 4 edit ← 5, a copy of 3. Undo now returns to the edited text.
 */

export type PartValue =
  /** `gone` counts what was missing: 1 the file, 2 its folder too, …; 0 when only our spot in the file was. When it is left
   * out, the default of the part's lens holds: 1 for a whole file, else 0. */
  | { readonly kind: 'absent'; readonly gone?: number }
  | { readonly kind: 'text'; readonly sha: string; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string };

export interface PartState {
  readonly value: PartValue;
  /** Put there by a soul. */
  readonly ours: boolean;
}

export type Parts<T> = Readonly<Record<string, T>>;

export interface SoulRef {
  readonly name: string;
  readonly version: string;
  readonly lang: string;
  readonly title: string;
  /** Content hash of the package it came from. */
  readonly content: string;
}

export type Action = 'original' | 'edit' | 'switch' | 'clear' | 'restore' | 'adopt';

export interface Entry {
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly action: Action;
  /** The soul in the slot after this entry; null when the slot holds the user's own text. */
  readonly soul: SoulRef | null;
  /** The entry that undo goes back to; null at the beginning. */
  readonly parent: number | null;
  readonly parts: Parts<PartState>;
  /** The user's own texts that `restore` replaced by older ones. */
  readonly over?: Parts<PartValue>;
  /** The program that had kept these texts, for `adopt`. */
  readonly from?: string;
  /** The soul is here for one session only; what redo led to before it came. */
  readonly lent?: readonly number[];
}

export interface Timeline {
  readonly head: number;
  readonly redo: readonly number[];
  readonly entries: readonly Entry[];
  /** What clear gives back, for each part that is ours now. */
  readonly base: Parts<PartValue>;
}

export const ABSENT: PartValue = { kind: 'absent' };
export const EMPTY_TIMELINE: Timeline = { head: 0, redo: [], entries: [], base: {} };

export function sameValue(a: PartValue, b: PartValue): boolean {
  if (a.kind === 'text' && b.kind === 'text') return a.sha === b.sha;
  if (a.kind === 'link' && b.kind === 'link') return a.target === b.target;
  return a.kind === b.kind;
}

/** Mode counts for the user's own files only: a persona has no mode of its own. */
function sameState(known: PartState, found: PartValue): boolean {
  if (!sameValue(known.value, found)) return false;
  return known.ours || known.value.kind !== 'text' || found.kind !== 'text' || known.value.mode === found.mode;
}

function sameOwn(a: PartValue | undefined, b: PartValue | undefined): boolean {
  return a !== undefined && b !== undefined && sameState({ value: a, ours: false }, b);
}

export function headOf(timeline: Timeline): Entry | null {
  return entryOf(timeline, timeline.head);
}

export function entryOf(timeline: Timeline, id: number): Entry | null {
  return timeline.entries.find((entry) => entry.id === id) ?? null;
}

export function nextId(timeline: Timeline): number {
  return (timeline.entries.at(-1)?.id ?? 0) + 1;
}

/** The parts that differ from the head entry. Parts never seen before do not count. */
export function drifted(timeline: Timeline, found: Parts<PartValue>): string[] {
  const head = headOf(timeline);
  if (!head) return [];
  return Object.keys(head.parts).filter((part) => {
    const known = head.parts[part];
    const now = found[part];
    return known !== undefined && now !== undefined && !sameState(known, now);
  });
}

/**
 * The timeline with what is on disk as its head: an `original` entry the first time, an `edit` entry when somebody
 * changed a part behind our back, and parts seen for the first time added to the head as the user's own: all but those
 * that are known to be ours by what they hold (`mine`), from another installation. Below them the user has nothing.
 */
export function observe(
  timeline: Timeline,
  found: Parts<PartValue>,
  at: string,
  mine: ReadonlySet<string> = new Set(),
): Timeline {
  const head = headOf(timeline);
  if (!head) {
    const original: Entry = {
      id: nextId(timeline),
      at,
      action: 'original',
      soul: null,
      parent: null,
      parts: own(found, mine),
    };
    const base = { ...timeline.base, ...nothingBelow(mine) };
    return { head: original.id, redo: timeline.redo, entries: [...timeline.entries, original], base };
  }
  const noticed = withNewParts(timeline, head, found, mine);
  return drifted(noticed, found).length === 0 ? noticed : withEdit(noticed, found, at);
}

/** Neither a text of the user's nor, if nothing else is in it, the file. */
function nothingBelow(mine: ReadonlySet<string>): Parts<PartValue> {
  return Object.fromEntries([...mine].map((part) => [part, { kind: 'absent', gone: 1 }]));
}

function own(found: Parts<PartValue>, mine: ReadonlySet<string> = new Set()): Parts<PartState> {
  return map(found, (value, part) => ({ value, ours: mine.has(part) }));
}

/**
 * Texts of the user's own that stand in the place of parts of the soul, whose texts are elsewhere: they lie below it from
 * now on, and are kept.
 */
export function withOwnBelow(timeline: Timeline, parts: Parts<PartValue>, at: string): Timeline {
  const base = { ...timeline.base, ...parts };
  const texts = pick(parts, (_part, { kind }) => kind !== 'absent');
  if (Object.keys(texts).length === 0 || holderOf(timeline, texts)) return { ...timeline, base };
  const entry: Entry = { id: nextId(timeline), at, action: 'edit', soul: null, parent: null, parts: own(texts) };
  return { ...timeline, base, entries: [...timeline.entries, entry] };
}

function withNewParts(timeline: Timeline, head: Entry, found: Parts<PartValue>, mine: ReadonlySet<string>): Timeline {
  const fresh = Object.fromEntries(Object.entries(found).filter(([part]) => head.parts[part] === undefined));
  if (Object.keys(fresh).length === 0) return timeline;
  const updated = { ...head, parts: { ...head.parts, ...own(fresh, mine) } };
  const base = { ...timeline.base, ...nothingBelow(new Set([...mine].filter((part) => part in fresh))) };
  return { ...timeline, base, entries: timeline.entries.map((entry) => (entry.id === head.id ? updated : entry)) };
}

function withEdit(timeline: Timeline, found: Parts<PartValue>, at: string): Timeline {
  const head = headOf(timeline) as Entry;
  const changed = drifted(timeline, found);
  const parts = { ...head.parts, ...map(found, (value, part) => ({ value, ours: head.parts[part]?.ours ?? false })) };
  const over = pick(head.over, (part) => !changed.includes(part));
  const edited = arrive(timeline, { at, action: 'edit', soul: head.soul, parent: head.parent, parts }, { over });
  return head.lent === undefined ? edited : asLent(edited, head.lent);
}

/** What each part should become. Parts that are not named stay as they are. */
export type Target = Parts<PartState>;

/** A soul goes in: its files are ours; parts of the soul before it that it does not have are given back. */
export function switchTarget(timeline: Timeline, files: Parts<{ sha: string; mode: number }>): Target {
  const wanted = map(files, (file): PartState => ({ value: { kind: 'text', ...file }, ours: true }));
  return { ...clearTarget(timeline), ...wanted };
}

/** Every part that is ours is given back. Empty when nothing is ours. */
export function clearTarget(timeline: Timeline): Target {
  const head = headOf(timeline);
  const ours = Object.entries(head?.parts ?? {}).filter(([, state]) => state.ours);
  return Object.fromEntries(ours.map(([part]) => [part, { value: timeline.base[part] ?? ABSENT, ours: false }]));
}

/**
 * Parts that went away while a soul was in place, as they were when it came. For files that the agent itself drops
 * because it found a persona: they belong to what clear gives back.
 */
export function droppedSince(timeline: Timeline, parts: readonly string[]): Target {
  const now = headOf(timeline)?.parts ?? {};
  const before = timeline.entries.findLast(({ id, soul }) => id < timeline.head && soul === null)?.parts ?? {};
  const gone = parts.filter((part) => now[part]?.value.kind === 'absent' && before[part]?.value.kind === 'text');
  return Object.fromEntries(gone.map((part) => [part, before[part] as PartState]));
}

/** `restore <id>`: exactly what that entry held, the user's own parts too. */
export function restoreTarget(timeline: Timeline, to: Entry): Target {
  return { ...clearTarget(timeline), ...to.parts };
}

/** The user's own text of each part: what stands there, or what clear gives back. */
export function ownTexts(timeline: Timeline): Parts<PartValue> {
  return map(headOf(timeline)?.parts ?? {}, ({ ours, value }, part) =>
    ours ? (timeline.base[part] ?? ABSENT) : value,
  );
}

/** A new entry on top of the head. */
export function push(timeline: Timeline, action: Action, soul: SoulRef | null, target: Target, at: string): Timeline {
  const head = headOf(timeline);
  const own = ownTexts(timeline);
  const over = pick(own, (part, text) => target[part]?.ours === false && !sameOwn(text, target[part]?.value));
  const parent = lasting(timeline, head)?.id ?? null;
  const made = { at, action, soul, parent, parts: { ...head?.parts, ...target } };
  return arrive(timeline, made, { over, own, redo: [] });
}

/** What the head holds is there for one session. @param redo what led forward before it came */
export function asLent(timeline: Timeline, redo: readonly number[]): Timeline {
  const entries = timeline.entries.map((entry) => (entry.id === timeline.head ? { ...entry, lent: redo } : entry));
  return { ...timeline, entries };
}

/** The entry itself, or what was there before the session that it is of. */
function lasting(timeline: Timeline, entry: Entry | null): Entry | null {
  return entry?.lent === undefined ? entry : lasting(timeline, entryOf(timeline, entry.parent ?? 0));
}

/** Texts that another program had kept join the history. The slot stays as it is, and so does what undo and redo do. */
export function adopted(timeline: Timeline, parts: Parts<PartValue>, { at, from }: { at: string; from: string }) {
  const entry: Entry = { id: nextId(timeline), at, action: 'adopt', soul: null, parent: null, parts: own(parts), from };
  return { ...timeline, entries: [...timeline.entries, entry] };
}

/** The newest entry that holds these very texts; null when there is none. */
export function holderOf(timeline: Timeline, parts: Parts<PartValue>): Entry | null {
  const holds = (entry: Entry) =>
    Object.entries(parts).every(([part, value]) => sameValue(entry.parts[part]?.value ?? ABSENT, value));
  return timeline.entries.findLast(holds) ?? null;
}

type Made = Omit<Entry, 'id' | 'over'>;

interface Arrival {
  readonly over: Parts<PartValue>;
  /** The user's own texts from now on; as they are when left out. */
  readonly own?: Parts<PartValue>;
  readonly redo?: readonly number[];
}

/** A new entry becomes the head. */
function arrive(timeline: Timeline, made: Made, { over, own, redo = timeline.redo }: Arrival): Timeline {
  const { at, action, soul, parent, parts } = made;
  const plain: Entry = { id: nextId(timeline), at, action, soul, parent, parts };
  const entry = Object.keys(over).length === 0 ? plain : { ...plain, over };
  const base = own ? baseOf(parts, own) : timeline.base;
  return { head: entry.id, redo, entries: [...timeline.entries, entry], base };
}

function baseOf(parts: Parts<PartState>, own: Parts<PartValue>): Parts<PartValue> {
  return map(
    pick(parts, (_part, { ours }) => ours),
    (_state, part) => own[part] ?? ABSENT,
  );
}

/** What undo and redo do to the files, and the timeline after it. */
export interface Step {
  readonly target: Target;
  readonly after: Timeline;
}

/** null when there is nothing to undo. After a soul that was lent it is as if that had never been there. */
export function undoStep(timeline: Timeline, at: string): Step | null {
  const head = headOf(timeline);
  const to = lasting(timeline, entryOf(timeline, head?.parent ?? 0));
  if (!head || !to) return null;
  const own = { ...ownTexts(timeline), ...head.over };
  const over = pick(to.over, (part) => sameOwn(own[part], to.parts[part]?.value));
  return walk(timeline, { ...to, at }, { over, own, redo: head.lent ?? [...timeline.redo, head.id] });
}

/** null when there is nothing to redo. */
export function redoStep(timeline: Timeline, at: string): Step | null {
  const to = entryOf(timeline, timeline.redo.at(-1) ?? 0);
  if (!to) return null;
  const own = ownTexts(timeline);
  const over = pick(to.over, (part, text) => sameOwn(own[part], text));
  const restored = map(over, (_text, part) => to.parts[part]?.value ?? ABSENT);
  const arrival = { over, own: { ...own, ...restored }, redo: timeline.redo.slice(0, -1) };
  return walk(timeline, { ...to, at, parent: timeline.head }, arrival);
}

/**
 * The head moves to another entry: its soul comes back, the user's own texts become `own`. History is never rewritten:
 * when the arrival is not exactly that entry, because an own text is newer or the way there was another one, it is a new
 * entry beside it.
 */
function walk(timeline: Timeline, to: Entry, arrival: Required<Arrival>): Step {
  const { over, own, redo } = arrival;
  const now = headOf(timeline)?.parts ?? {};
  const parts = map(own, (value, part): PartState => {
    const then = to.parts[part];
    return then?.ours ? then : { value, ours: false };
  });
  const target = pick(parts, (part, { ours, value }) => ours || now[part]?.ours || !sameOwn(now[part]?.value, value));
  const known = entryOf(timeline, to.id);
  const same = known?.parent === to.parent && sameKeys(known.over, over) && sameParts(known.parts, parts);
  if (!same) return { target, after: arrive(timeline, { ...to, parts }, arrival) };
  return { target, after: { ...timeline, head: to.id, redo, base: baseOf(parts, own) } };
}

function sameParts(a: Parts<PartState>, b: Parts<PartState>): boolean {
  const same = (left: PartState | undefined, right: PartState | undefined) =>
    left !== undefined && right !== undefined && left.ours === right.ours && sameState(left, right.value);
  return sameKeys(a, b) && Object.keys(a).every((name) => same(a[name], b[name]));
}

function sameKeys(a: Parts<unknown> = {}, b: Parts<unknown> = {}): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name));
}

/** The soul before the present one, for `switch -`: the newest entry that held another soul, for more than one session. */
export function previousSoul(timeline: Timeline): Entry | null {
  const active = headOf(timeline)?.soul?.name ?? null;
  return (
    timeline.entries.findLast(
      ({ soul, action, lent }) => soul !== null && soul.name !== active && action !== 'edit' && lent === undefined,
    ) ?? null
  );
}

/**
 * The newest text that somebody made of this soul by editing it in the slot, if it was not taken back since. An edit
 * entry also stands for a change of the user's own files beside the soul, and for files of the soul that were removed;
 * that alone is no version of the soul.
 */
export function editedVersion(timeline: Timeline, soul: string): Entry | null {
  const known = timeline.entries.filter((entry) => entry.soul?.name === soul && entry.action !== 'original');
  const last = known.at(-1);
  const given = known.findLast(({ action }) => action !== 'edit');
  return last?.action === 'edit' && !sameSoulText(last, given) ? last : null;
}

function sameSoulText(edit: Entry, given: Entry | undefined): boolean {
  return Object.entries(edit.parts).every(([part, { value, ours }]) => {
    const known = given?.parts[part];
    return !ours || value.kind === 'absent' || (known !== undefined && sameValue(known.value, value));
  });
}

function map<A, B>(parts: Parts<A>, change: (value: A, part: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, change(value, part)]));
}

function pick<A>(parts: Parts<A> = {}, wanted: (part: string, value: A) => unknown): Record<string, A> {
  return Object.fromEntries(Object.entries(parts).filter(([part, value]) => wanted(part, value)));
}
