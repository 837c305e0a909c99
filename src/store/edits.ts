/** What a change does to files: worked out first, then written beside them, then put in their places. */
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { sha256Hex } from '../core/sha256.ts';
import type { Part, Slot } from '../core/slot.ts';
import { text } from '../core/text.ts';
import { ABSENT, type PartState, type Parts, type PartValue, sameValue, type Target } from '../core/timeline.ts';
import {
  attempt,
  lstatIfExists,
  makeFolder,
  makeLink,
  readIfExists,
  removeEmptyFolder,
  removeFile,
  rename,
  step,
  syncFolder,
  writeNew,
} from './disk.ts';
import { fs } from './node.ts';
import { type Found, type LinkPolicy, policyFor, refuseUnsafe } from './parts.ts';
import type { Agreed } from './state.ts';
import type { Stray } from './strays.ts';

/** What stands in a slot, as far as it has been looked at. */
export interface Seen {
  readonly slot: Slot;
  readonly found: Parts<Found>;
  /** Parts of the soul that are in another file, through a link that is gone. `found` is what stands in their place. */
  readonly strays: Parts<Stray>;
  /** The text of a part in some entry; null when it was absent. @throws SoulError E_STATE */
  read(value: PartValue): Uint8Array | null;
}

/** One file, before and after. The images are of whole files, whatever part of them is ours. */
export interface Edit {
  readonly part: string;
  /** Absolute path. */
  readonly file: string;
  readonly before: PartValue;
  readonly after: PartValue;
  /** The file that a link led to which is gone. */
  readonly stray?: true;
}

/** Texts by hash, for everything a change reads or writes. */
export type Bag = Map<string, Uint8Array>;

/** The texts that stand in the slot now: some are not among the kept ones yet. */
export function liveTexts(slot: Slot, found: Iterable<Found>): Bag {
  const live: Bag = new Map();
  for (const { name, value, bytes } of found) {
    const inner = value.kind === 'text' && bytes !== null ? partOf(slot, name).lens.get(bytes) : null;
    if (value.kind === 'text' && inner !== null) live.set(value.sha, inner);
  }
  return live;
}

export function partOf(slot: Slot, name: string): Part {
  const part = Object.hasOwn(slot.parts, name) ? slot.parts[name] : undefined;
  if (part) return part;
  throw new SoulError('E_STATE', text(`"${name}" is not a part of this slot`, `“${name}”不属于这个位置`), {
    details: { part: name },
  });
}

export interface Plan {
  readonly bag: Bag;
  readonly agreed: Agreed;
}

/** What happens to which file; every text that is involved goes into the bag. @throws SoulError E_LINK, E_FILE */
export function planEdits(view: Seen, target: Target, links: LinkPolicy, { bag, agreed }: Plan): Edit[] {
  for (const [sha, bytes] of seenTexts(view)) bag.set(sha, bytes);
  const inPlace = Object.entries(target).flatMap(([name, state]) => {
    const found = atPlace(view.found[name], state.value);
    if (!found || sameImage(found.value, state.value)) return [];
    refuseUnsafe(found, policyFor(found, links, agreed));
    return [planEdit(view, found, state, bag)];
  });
  const astray = Object.entries(view.strays).flatMap(([name, { found, base }]) => {
    if (target[name] === undefined || sameImage(found.value, base)) return [];
    refuseUnsafe(found, 'refuse');
    return [{ ...planEdit(view, found, { value: base, ours: false }, bag), stray: true as const }];
  });
  return [...astray, ...inPlace].sort((a, b) => a.turn - b.turn).map(({ turn: _turn, ...edit }) => edit);
}

/** The texts that stand in the slot and in files that belong to it. */
export function seenTexts({ slot, found, strays }: Pick<Seen, 'slot' | 'found' | 'strays'>): Bag {
  const elsewhere = Object.values(strays).map((stray) => stray.found);
  return liveTexts(slot, [...Object.values(found), ...elsewhere]);
}

function planEdit(view: Seen, found: Found, state: PartState, bag: Bag): Edit & { readonly turn: number } {
  const part = partOf(view.slot, found.name);
  const value = state.value.kind === 'text' ? (bag.get(state.value.sha) ?? view.read(state.value)) : null;
  const asFound = found.value.kind === 'text' || found.bytes !== null ? null : found.value;
  const before = keepImage(bag, asFound, found.bytes, found.stat?.mode);
  const bytes = withoutShell(part, part.lens.put(found.bytes, value), state.value);
  const asWanted = state.value.kind === 'link' || bytes === null ? notText(state.value) : null;
  const after = keepImage(bag, asWanted, bytes, modeAfter(part, state, found));
  return { part: found.name, file: found.file, before, after, turn: turnOf(part, state) };
}

/** A name leads nowhere at no time: it is taken back before the file goes, and set after the file is there. */
function turnOf({ points }: Part, { ours }: PartState): number {
  return points ? (ours ? 2 : 0) : 1;
}

/** A file that was made for our spot alone goes when nothing else is in it. */
function withoutShell({ lens }: Part, bytes: Uint8Array | null, value: PartValue): Uint8Array | null {
  const wasThere = value.kind !== 'absent' || (value.gone ?? 0) === 0;
  return bytes === null || wasThere || !lens.isEmpty(bytes) ? bytes : null;
}

function notText(value: PartValue): PartValue {
  return value.kind === 'text' ? ABSENT : value;
}

/** A link is put back in its own place, never into the file that another link there leads to. */
function atPlace(found: Found | undefined, value: PartValue): Found | undefined {
  if (!found || found.link === null || value.kind !== 'link') return found;
  return { ...found, file: found.place, value: { kind: 'link', target: found.link }, bytes: null, stat: null };
}

export function sameImage(a: PartValue, b: PartValue): boolean {
  return sameValue(a, b) && (a.kind !== 'text' || b.kind !== 'text' || a.mode === b.mode);
}

function modeAfter({ lens }: Part, state: PartState, found: Found): number {
  const own = lens.kind === 'file' && state.value.kind === 'text' ? state.value.mode : null;
  return own ?? found.stat?.mode ?? 0o644;
}

function keepImage(bag: Bag, other: PartValue | null, bytes: Uint8Array | null, mode = 0o644): PartValue {
  if (other) return other;
  if (bytes === null) return ABSENT;
  const sha = sha256Hex(bytes);
  bag.set(sha, bytes);
  return { kind: 'text', sha, mode: mode & 0o7777 };
}

export function tempName(file: string, tx: string): string {
  return `${file}.soulhub-${tx}.tmp`;
}

/** Everything that needs space happens before the first file changes. */
export function stageFiles(tx: string, edits: readonly Edit[], bag: Bag): void {
  for (const { file, after } of edits) {
    const temp = tempName(file, tx);
    if (after.kind !== 'absent') makeFolder(path.dirname(file));
    if (after.kind === 'link') makeLink(after.target, temp);
    if (after.kind === 'text') stageText(file, temp, bag.get(after.sha) as Uint8Array, after.mode);
    step('staged', temp);
  }
}

export function stageText(file: string, temp: string, bytes: Uint8Array, mode: number): void {
  const old = lstatIfExists(file);
  writeNew(temp, bytes, { mode, owner: old ? { uid: old.uid, gid: old.gid } : undefined });
}

export function renameFiles(tx: string, edits: readonly Edit[]): void {
  for (const { file, before, after } of edits) {
    if (!sameImage(imageOf(file), before)) throw changedMeanwhile(file);
    if (after.kind === 'absent') removeWithFolders(file, after);
    else rename(tempName(file, tx), file);
    syncFolder(livingFolder(file));
    step('replaced', file);
  }
}

/** Folders that were not there before the file go with it, unless somebody put something else in them. */
export function removeWithFolders(file: string, { gone = 1 }: PartValue & { kind: 'absent' }): void {
  removeFile(file);
  let folder = path.dirname(file);
  for (let level = 1; level < gone && removeEmptyFolder(folder); level++) folder = path.dirname(folder);
}

export function livingFolder(file: string): string {
  const folder = path.dirname(file);
  return lstatIfExists(folder) === null ? livingFolder(folder) : folder;
}

function changedMeanwhile(file: string): SoulError {
  return new SoulError(
    'E_CONFLICT',
    text(`${file} was changed by another program at this very moment`, `${file} 恰好被另一个程序改动`),
    {
      hint: text('nothing was changed; try again', '没有改动任何内容；请重试'),
      details: { path: file },
    },
  );
}

/** A folder or a device counts as a link to nowhere: like nothing that we ever wrote. */
export function imageOf(file: string): PartValue {
  const stat = lstatIfExists(file);
  if (!stat) return ABSENT;
  if (stat.isSymbolicLink()) return { kind: 'link', target: attempt(file, () => fs.readlinkSync(file)) };
  const bytes = stat.isFile() ? readIfExists(file) : null;
  return bytes === null
    ? { kind: 'link', target: '' }
    : { kind: 'text', sha: sha256Hex(bytes), mode: stat.mode & 0o7777 };
}
