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
import type { Slot } from '../core/slot.ts';
import {
  ABSENT,
  drifted,
  EMPTY_TIMELINE,
  headOf,
  observe,
  type Parts,
  type PartValue,
  type Target,
  type Timeline,
  withOwnBelow,
} from '../core/timeline.ts';
import { lstatIfExists, makeIgnoredFolder, removeEmptyFolder, rename, step } from './disk.ts';
import { type Bag, type Edit, partOf, planEdits, renameFiles, type Seen, seenTexts, stageFiles } from './edits.ts';
import { dropJournal, type Left, type RecoverOptions, recover, writeJournal } from './journal.ts';
import { leaseOf } from './lease.ts';
import { type LockOptions, withLock } from './lock.ts';
import { crypto, fs } from './node.ts';
import { getObject, putObjects } from './objects.ts';
import { type Found, linkMark, refuseLinkedFolder, requireFolder } from './parts.ts';
import { type SlotPaths, slotPaths } from './paths.ts';
import { type Agreed, type AgreedLink, loadState, type State, saveState, type Written } from './state.ts';
import { findParts, folderMark } from './strays.ts';

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
  return withLock(
    paths.locks,
    () => {
      makeIgnoredFolder(paths.folder);
      return transact(slot, paths, options, decide);
    },
    options,
  );
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

/**
 * Drops the history of a slot that holds what it held before it began. With the last one goes the folder, unless there is
 * something else in it: a session in another slot, what skills keep, an unfinished change.
 */
export function forgetSlot(slot: Slot): void {
  const paths = slotPaths(slot.root);
  const aside = `${paths.folder}.${crypto.randomBytes(8).toString('hex')}`;
  const moved = withLock(paths.locks, () => {
    const state = loadState(paths).value;
    const timeline = state.slots[slot.agent];
    if ((timeline && headOf(timeline)?.soul) || leaseOf(slot.root, slot.agent) !== null) return false;
    const { [slot.agent]: _history, ...slots } = state.slots;
    const { [slot.agent]: _links, ...links } = state.links ?? {};
    const isLast = Object.keys(slots).length === 0 && holdsOnlyHistory(paths);
    if (isLast) rename(paths.folder, aside);
    else if (timeline) saveState(paths, { ...state, slots, links });
    return isLast;
  });
  if (!moved) return;
  fs.rmSync(aside, { recursive: true, force: true });
  removeEmptyFolder(path.dirname(paths.folder));
}

function holdsOnlyHistory({ folder, state, copy, objects, locks }: SlotPaths): boolean {
  const ours = ['.gitignore', ...[state, copy, objects, locks].map((file) => path.basename(file))];
  return fs.readdirSync(folder).every((name) => ours.includes(name));
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
    saveState(paths, { ...state, tx, slots, ...remembered(state, outcome, { options, paths }) });
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

interface Committed {
  readonly options: SlotOptions;
  readonly paths: SlotPaths;
}

/** Who said once how a link is to be treated need not say it again to get the text back; nor where it was written to. */
function remembered(state: State, outcome: Outcome, committed: Committed): Pick<State, 'links'> {
  const { slot, found } = outcome.view;
  const known = state.links?.[slot.agent] ?? {};
  const parts = Object.values(found).flatMap((part) => {
    const word = wordOn(part, known[part.name] ?? {}, outcome, committed);
    return Object.keys(word).length === 0 ? [] : [[part.name, word] as const];
  });
  const agreed: Agreed = { ...known, ...Object.fromEntries(parts) };
  return Object.keys(agreed).length === 0 ? {} : { links: { ...state.links, [slot.agent]: agreed } };
}

function wordOn(found: Found, before: AgreedLink, outcome: Outcome, committed: Committed): AgreedLink {
  const { written: _earlier, ...known } = before;
  const edit = editInPlace(found, outcome);
  const isSaid = isThrough(found) && committed.options.links === 'write-through';
  const isReplaced = edit?.before.kind === 'link' && edit.after.kind === 'text';
  const written = writtenNow(found, before.written, outcome, committed);
  return {
    ...known,
    ...(isSaid ? { through: linkMark(found.place) } : {}),
    ...(isReplaced ? { replaced: edit.before.target } : {}),
    ...(written ? { written } : {}),
  };
}

function editInPlace({ name }: Found, { edits }: Outcome): Edit | undefined {
  return edits.find(({ part, stray }) => part === name && !stray);
}

/** Until the text is given back there. */
function writtenNow(found: Found, earlier: Written | undefined, outcome: Outcome, { paths }: Committed) {
  const { view, change } = outcome;
  const isAstray = view.strays[found.name] !== undefined && change?.target[found.name] === undefined;
  if (isAstray) return earlier;
  if (!isThrough(found) || !change || !headOf(change.after)?.parts[found.name]?.ours) return undefined;
  if (!editInPlace(found, outcome)) return earlier;
  const base = change.after.base[found.name] ?? ABSENT;
  const by = folderMark(paths.objects);
  return base.kind === 'link' || by === null ? undefined : { file: found.file, base, by };
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
  const known = { timeline: before, agreed: state.links?.[slot.agent] ?? {}, objects: paths.objects };
  const names = [...Object.keys(headOf(before)?.parts ?? {}), ...(options.parts ?? [])];
  const ofSlot = new Set(names.filter((name) => Object.hasOwn(slot.parts, name)));
  const { found, strays } = findParts(slot, ofSlot, options.links ?? 'refuse', known);
  const live = seenTexts({ slot, found, strays });
  const own = valuesOf(Object.values(found).filter(({ name }) => strays[name]?.displaced));
  const values = { ...valuesOf(Object.values(found)), ...valuesOf(Object.values(strays).map((stray) => stray.found)) };
  const mine = mineAmong(slot, found, live);
  return {
    slot,
    timeline: observe(withOwnBelow(before, own, options.at), values, options.at, mine),
    drift: drifted(before, values),
    found,
    strays,
    ...flags,
    read: (value) => (value.kind === 'text' ? (live.get(value.sha) ?? getObject(paths.objects, value.sha)) : null),
  };
}

function valuesOf(found: readonly Found[]): Parts<PartValue> {
  return Object.fromEntries(found.map(({ name, value }) => [name, value]));
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
