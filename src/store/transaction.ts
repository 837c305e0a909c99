/**
 * The one piece of code that changes users' files. It works like a database:
 *
 *   1. take the lock of the root            5. write the journal: what each file was and shall be
 *   2. undo an unfinished journal           6. write every new file beside its place, then rename them all into place
 *   3. read what is there, notice drift     7. write `state.json`: the commit point
 *   4. keep the bytes of before and after   8. drop the journal, give the lock back
 *
 * Killed before 7, the next command finds the journal and puts back what was there; killed after 7, the new state
 * stands and only the journal is dropped. So it is always all-old or all-new. An operation that fails goes the same way
 * at once: what counts is whether `state.json` was written.
 *
 * Between 3 and 6 somebody else may write a file without asking us. So each is compared once more right before its
 * rename, and everything is undone when it is not what was read. What is changed after a kill is left alone as well: the
 * next comparison finds it as drift and keeps it.
 *
 * What happens to files is in `edits.ts`, the journal and what undoes it in `journal.ts`.
 */
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import type { Slot } from '../core/slot.ts';
import { text } from '../core/text.ts';
import {
  drifted,
  EMPTY_TIMELINE,
  headOf,
  observe,
  type Parts,
  type PartValue,
  type Target,
  type Timeline,
} from '../core/timeline.ts';
import { lstatIfExists, makeIgnoredFolder, removeEmptyFolder, rename, step } from './disk.ts';
import { type Bag, type Edit, liveTexts, partOf, planEdits, renameFiles, type Seen, stageFiles } from './edits.ts';
import { dropJournal, type Left, type RecoverOptions, recover, writeJournal } from './journal.ts';
import { type LockOptions, withLock } from './lock.ts';
import { crypto, fs } from './node.ts';
import { getObject, putObjects } from './objects.ts';
import { type Found, findPart, linkMark, refuseLinkedFolder } from './parts.ts';
import { type SlotPaths, slotPaths } from './paths.ts';
import { loadState, type State, saveState } from './state.ts';

export type { Edit } from './edits.ts';

export interface SlotView extends Seen {
  /** With what is on disk as its head. */
  readonly timeline: Timeline;
  /** Parts that somebody changed since the last change of ours. */
  readonly drift: readonly string[];
  /** The history was damaged and came back from its copy. */
  readonly repaired: boolean;
  /** An unfinished change was found and undone. */
  readonly recovered: boolean;
}

export interface Change {
  readonly target: Target;
  readonly after: Timeline;
  /** New texts, by hash. */
  readonly texts: ReadonlyMap<string, Uint8Array>;
}

export interface SlotOptions extends LockOptions, RecoverOptions {
  /** ISO 8601. */
  readonly at: string;
  /** Parts that the change may touch besides those already known. */
  readonly parts?: readonly string[];
  readonly dryRun?: boolean;
}

export interface Outcome {
  readonly view: SlotView;
  readonly change: Change | null;
  readonly edits: readonly Edit[];
  /** The bytes of a file in one of the edits; null for one that is absent or a link. */
  image(value: PartValue): Uint8Array | null;
}

type Decide = (view: SlotView) => Change | null;

/**
 * Runs one change as a transaction; `decide` returns null to leave everything as it is. It may be asked twice.
 * @throws SoulError E_LOCKED, E_FILE, E_LINK, E_NOT_A_FILE, E_STATE, E_CONFLICT, and what `decide` throws
 */
export function changeSlot(slot: Slot, options: SlotOptions, decide: Decide): Outcome {
  const paths = slotPaths(slot.root);
  refuseLinkedFolder(path.dirname(paths.folder), paths.folder, paths.objects, paths.locks);
  if (options.dryRun) return glance(slot, paths, options, decide);
  if (!slot.makeRoot) requireFolder(slot.root);
  makeIgnoredFolder(paths.folder);
  return withLock(paths.locks, () => transact(slot, paths, options, decide), options);
}

/** A look without a change; an unfinished journal is settled first. */
export function viewSlot(slot: Slot, options: SlotOptions): SlotView {
  return changeSlot(slot, { ...options, dryRun: true }, () => null).view;
}

/**
 * Without the lock, so that a look needs no right to write. When a change is unfinished, or went on meanwhile, what was
 * seen may be half of it: then once more, with the lock, which settles what a killed command left.
 */
function glance(slot: Slot, paths: SlotPaths, options: SlotOptions, decide: Decide): Outcome {
  const before = quietSince(paths);
  if (before !== null) {
    const { outcome } = prepare(slot, paths, options, decide, 'nothing');
    if (quietSince(paths) === before) return outcome;
  }
  return withLock(
    paths.locks,
    () => prepare(slot, paths, options, decide, recover(slot, paths, options)).outcome,
    options,
  );
}

/** Names the last commit; null while a change is unfinished. Each commit puts a new file in place. */
function quietSince(paths: SlotPaths): string | null {
  if (lstatIfExists(paths.journal) !== null) return null;
  const stat = lstatIfExists(paths.state);
  return stat === null ? '' : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
}

/** Drops a history that has nothing left to say: the slot holds what it held before it began. */
export function forgetSlot(slot: Slot): void {
  const paths = slotPaths(slot.root);
  const aside = `${paths.folder}.${crypto.randomBytes(8).toString('hex')}`;
  const moved = withLock(paths.locks, () => {
    const { slots } = loadState(paths).value;
    const others = Object.keys(slots).some((key) => key !== slot.agent);
    const timeline = slots[slot.agent] ?? EMPTY_TIMELINE;
    if (others || (headOf(timeline)?.soul ?? null) !== null) return false;
    rename(paths.folder, aside);
    return true;
  });
  if (!moved) return;
  fs.rmSync(aside, { recursive: true, force: true });
  removeEmptyFolder(path.dirname(paths.folder));
}

function transact(slot: Slot, paths: SlotPaths, options: SlotOptions, decide: Decide): Outcome {
  const { outcome, state, bag } = prepare(slot, paths, options, decide, recover(slot, paths, options));
  const { change, edits } = outcome;
  if (change === null) return outcome;
  const tx = crypto.randomBytes(8).toString('hex');
  try {
    keepTexts(paths, bag);
    writeJournal(paths, {
      tx,
      agent: slot.agent,
      through: edits.some((edit) => isThrough(outcome.view.found[edit.part])),
      edits,
    });
    stageFiles(tx, edits, bag);
    renameFiles(tx, edits);
    const slots = { ...state.slots, [slot.agent]: change.after };
    saveState(paths, { ...state, tx, slots, ...remembered(state, outcome, options) });
  } catch (error) {
    recover(slot, paths, options);
    if (loadState(paths).value.tx !== tx) throw error;
  }
  dropJournal(paths);
  return outcome;
}

/** The file that its link leads to is what is changed. */
function isThrough(found: Found | undefined): boolean {
  return found !== undefined && found.link !== null && found.file !== found.place;
}

/** Who said once how a link is to be treated need not say it again to get the text back. */
function remembered({ links }: State, { view, edits }: Outcome, options: SlotOptions): Pick<State, 'links'> {
  const followed = options.links === 'write-through' ? Object.values(view.found).filter(isThrough) : [];
  const through = followed.map(({ name, place }) => [name, { through: linkMark(place) }] as const);
  const replaced = edits.flatMap(({ part, before, after }) =>
    before.kind === 'link' && after.kind === 'text' ? [[part, { replaced: before.target }] as const] : [],
  );
  const said = [...through, ...replaced];
  if (said.length === 0) return {};
  const known = links?.[view.slot.agent] ?? {};
  const parts = Object.fromEntries(said.map(([part, word]) => [part, { ...known[part], ...word }]));
  return { links: { ...links, [view.slot.agent]: { ...known, ...parts } } };
}

/** A workspace that is not there is the user's to make: we would not know with which owner and mode. */
function requireFolder(root: string): void {
  if (fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new SoulError('E_FILE', text(`${root} does not exist or is not a folder`, `${root} 不存在或不是文件夹`), {
    hint: text(
      'start the agent once, or make the folder, then try again',
      '请先启动一次智能体或创建该文件夹，然后重试',
    ),
    details: { path: root, errno: 'ENOENT' },
  });
}

function prepare(slot: Slot, paths: SlotPaths, options: SlotOptions, decide: Decide, left: Left) {
  const { value: state, repaired } = loadState(paths);
  const flags = { repaired: repaired || left === 'damaged', recovered: left === 'unfinished' };
  const view = look(slot, paths, state, options, flags);
  const change = decide(view);
  if (change !== null && !slot.makeRoot) requireFolder(slot.root);
  const bag: Bag = new Map(change?.texts);
  const agreed = state.links?.[slot.agent] ?? {};
  const edits = change ? planEdits(view, change.target, options.links ?? 'refuse', { bag, agreed }) : [];
  const image = (value: PartValue) => (value.kind === 'text' ? (bag.get(value.sha) ?? null) : null);
  const outcome: Outcome = { view, change, edits, image };
  return { outcome, state, bag };
}

function look(
  slot: Slot,
  paths: SlotPaths,
  state: State,
  options: SlotOptions,
  flags: { repaired: boolean; recovered: boolean },
): SlotView {
  const before = state.slots[slot.agent] ?? EMPTY_TIMELINE;
  const known = headOf(before)?.parts ?? {};
  const names = [...Object.keys(known), ...(options.parts ?? [])].filter((name) => Object.hasOwn(slot.parts, name));
  const found: Record<string, Found> = {};
  for (const name of new Set(names)) found[name] = findPart(slot, name, options.links ?? 'refuse', known[name]);
  const values = Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
  const live = liveTexts(slot, found);
  return {
    slot,
    timeline: observe(before, values, options.at, mineAmong(slot, found, live)),
    drift: drifted(before, values),
    found,
    ...flags,
    read: (value) => (value.kind === 'text' ? (live.get(value.sha) ?? getObject(paths.objects, value.sha)) : null),
  };
}

/** Parts that a colleague's soul holds: their texts came with the repository, without a history. */
function mineAmong(slot: Slot, found: Parts<Found>, live: Bag): Set<string> {
  const names = Object.values(found).filter(({ name, value }) => {
    const bytes = value.kind === 'text' ? live.get(value.sha) : undefined;
    return bytes !== undefined && (partOf(slot, name).mine?.(bytes) ?? false);
  });
  return new Set(names.map(({ name }) => name));
}

function keepTexts(paths: SlotPaths, bag: Bag): void {
  putObjects(paths.objects, bag.values());
  step('kept', paths.objects);
}
