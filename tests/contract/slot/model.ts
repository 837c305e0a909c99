/**
 * What switch, clear, undo, redo and restore must do to the files of a slot, told as simply as possible and without a
 * look at the program: two layers, the user's own files below and at most one soul above them, and two stacks.
 *
 * - A snapshot is every part as it was last recorded. A part that the soul above gave is `ours`; below it lies the user's
 *   own one (`own`). For other parts the own one is what stands there.
 * - A change puts the present snapshot on the stack `past`. Undo moves one over to `future`, redo one back.
 * - What is found on disk and is not what was recorded becomes the record first (`observe`), the user's own files too.
 *   Only a change of what the soul gave is called drift.
 * - A soul's text that was written through a link which is gone, or leads elsewhere, is astray: what stands in the place is
 *   the user's own one below it (`below`), and the next change gives the file that it was written to its text back.
 * - Only `restore` changes own files. What it replaced is remembered with the change (`over`), for undo and redo, and
 *   forgotten as soon as the user changes that file again.
 */
export type Value =
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string };

export interface State {
  readonly value: Value;
  readonly ours: boolean;
}

export type Parts<T> = Readonly<Record<string, T>>;

/** Name, language. */
export type Soul = readonly [string, string];

export interface Snapshot {
  readonly soul: Soul | null;
  readonly parts: Parts<State>;
}

interface Turn {
  readonly snapshot: Snapshot;
  readonly over: Parts<Value>;
}

export interface Model {
  readonly now: Snapshot;
  /** Of the parts that are ours. */
  readonly own: Parts<Value>;
  readonly past: readonly Turn[];
  readonly future: readonly Turn[];
  readonly begun: boolean;
}

export const ABSENT: Value = { kind: 'absent' };
export const EMPTY: Model = { now: { soul: null, parts: {} }, own: {}, past: [], future: [], begun: false };

export function sameBytes(a: Value, b: Value): boolean {
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text;
  if (a.kind === 'link' && b.kind === 'link') return a.target === b.target;
  return a.kind === b.kind;
}

/** The user's own files have a mode; a soul has none. */
export function sameOwn(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined || !sameBytes(a, b)) return false;
  return a.kind !== 'text' || b.kind !== 'text' || a.mode === b.mode;
}

/** Parts that are not as they were last recorded, whoever they belong to: recorded anew before anything replaces them. */
export function changedOf({ now, begun }: Model, found: Parts<Value>): string[] {
  const changed = Object.entries(now.parts).filter(([part, { value, ours }]) => {
    const there = found[part] ?? ABSENT;
    return ours ? !sameBytes(value, there) : !sameOwn(value, there);
  });
  return begun ? changed.map(([part]) => part) : [];
}

/** Those of them that the soul gave. What users do to their own files beside a soul is no drift of it. */
export function driftOf(model: Model, found: Parts<Value>): string[] {
  return changedOf(model, found).filter((part) => model.now.parts[part]?.ours);
}

export function observe(model: Model, found: Parts<Value>): Model {
  const fresh = Object.keys(found).filter((part) => model.now.parts[part] === undefined);
  const changed = changedOf(model, found);
  // A change is recorded as a whole: every part as it is found.
  const seen = changed.length > 0 ? Object.keys(found) : fresh;
  const states = seen.map((part) => [
    part,
    { value: found[part] ?? ABSENT, ours: model.now.parts[part]?.ours ?? false },
  ]);
  const past = model.past.map((turn, at) => (at === model.past.length - 1 ? forget(turn, changed) : turn));
  return {
    ...model,
    begun: true,
    past,
    now: { ...model.now, parts: { ...model.now.parts, ...Object.fromEntries(states) } },
  };
}

/** The user's own files in the places of what the soul gave. */
export function below(model: Model, own: Parts<Value>): Model {
  return { ...model, own: { ...model.own, ...own } };
}

function forget(turn: Turn, parts: readonly string[]): Turn {
  return { ...turn, over: filter(turn.over, (part) => !parts.includes(part)) };
}

export function ownOf({ now, own }: Model): Parts<Value> {
  return mapped(now.parts, ({ value, ours }, part) => (ours ? (own[part] ?? ABSENT) : value));
}

export interface Step {
  /** What the named parts shall be. */
  readonly target: Parts<Value>;
  readonly after: Model;
}

function step(before: Model, now: Snapshot, own: Parts<Value>, stacks: Pick<Model, 'past' | 'future'>): Step {
  const after = { ...stacks, now, own: filter(own, (part) => now.parts[part]?.ours === true), begun: true };
  const changed = filter(
    now.parts,
    (part, { value, ours }) =>
      ours || before.now.parts[part]?.ours === true || !sameOwn(before.now.parts[part]?.value, value),
  );
  return { target: mapped(changed, ({ value }) => value), after };
}

function change(model: Model, soul: Soul | null, states: Parts<State>): Step {
  const before = ownOf(model);
  const parts = { ...model.now.parts, ...states };
  const own = {
    ...before,
    ...mapped(
      filter(states, (_part, { ours }) => !ours),
      ({ value }) => value,
    ),
  };
  const over = filter(before, (part, value) => states[part]?.ours === false && !sameOwn(value, states[part]?.value));
  const past = [...model.past, { snapshot: model.now, over }];
  return step(model, { soul, parts }, own, { past, future: [] });
}

function givenBack(model: Model): Parts<State> {
  const own = ownOf(model);
  return mapped(
    filter(model.now.parts, (_part, { ours }) => ours),
    (_state, part) => ({ value: own[part] ?? ABSENT, ours: false }),
  );
}

/** null when it is in place already. `found` gives the mode of a file that is replaced. */
export function switchTo(
  model: Model,
  soul: Soul,
  texts: Parts<string>,
  found: Parts<Value>,
  drift: boolean,
): Step | null {
  const files = mapped(texts, (text, part): State => {
    const there = found[part];
    return { value: { kind: 'text', text, mode: there?.kind === 'text' ? there.mode : 0o644 }, ours: true };
  });
  const states = { ...givenBack(model), ...files };
  const same = Object.entries(states).every(([part, { value, ours }]) => {
    const now = model.now.parts[part];
    return now !== undefined && now.ours === ours && sameBytes(now.value, value);
  });
  if (same && !drift && String(model.now.soul) === String(soul)) return null;
  return change(model, soul, states);
}

export function clear(model: Model): Step | null {
  return model.now.soul === null ? null : change(model, null, givenBack(model));
}

export function restore(model: Model, to: Snapshot): Step {
  return change(model, to.soul, { ...givenBack(model), ...to.parts });
}

export function undo(model: Model): Step | 'nothing' {
  const turn = model.past.at(-1);
  if (!turn) return 'nothing';
  const own = { ...ownOf(model), ...turn.over };
  const { soul, parts } = turn.snapshot;
  const now = { soul, parts: layered(parts, own) };
  const below = model.past.slice(0, -1);
  const stale = Object.keys(own).filter((part) => !sameOwn(own[part], parts[part]?.value));
  const past = below.map((item, at) => (at === below.length - 1 ? forget(item, stale) : item));
  return step(model, now, own, { past, future: [...model.future, { snapshot: model.now, over: turn.over }] });
}

export function redo(model: Model): Step | 'nothing' {
  const turn = model.future.at(-1);
  if (!turn) return 'nothing';
  const before = ownOf(model);
  const { soul, parts } = turn.snapshot;
  const over = filter(turn.over, (part, value) => sameOwn(before[part], value));
  const own = { ...before, ...mapped(over, (_value, part) => parts[part]?.value ?? ABSENT) };
  const now = { soul, parts: layered(parts, own) };
  return step(model, now, own, {
    past: [...model.past, { snapshot: model.now, over }],
    future: model.future.slice(0, -1),
  });
}

function layered(parts: Parts<State>, own: Parts<Value>): Parts<State> {
  return mapped(own, (value, part) => {
    const state = parts[part];
    return state?.ours ? state : { value, ours: false };
  });
}

function mapped<A, B>(parts: Parts<A>, change: (value: A, part: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, change(value, part)]));
}

function filter<A>(parts: Parts<A>, wanted: (part: string, value: A) => boolean): Record<string, A> {
  return Object.fromEntries(Object.entries(parts).filter(([part, value]) => wanted(part, value)));
}
