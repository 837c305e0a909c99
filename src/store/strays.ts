/**
 * A soul's text that was written through a link is in the file that the link led to. When the link is gone since, or
 * leads elsewhere, the text is astray: that file gets its own text back with the next change, and what stands in the
 * place is the user's own.
 *
 *   SOUL.md → real.md     switch --write-through: the soul is in real.md, whose own text is its base
 *   SOUL.md: fresh        the user puts a file in the place of the link
 *                         clear: real.md gets its text back, SOUL.md stays
 */

import type { Part, Slot } from '../core/slot.ts';
import {
  EMPTY_TIMELINE,
  headOf,
  type PartState,
  type Parts,
  type PartValue,
  sameValue,
  type Timeline,
} from '../core/timeline.ts';
import { attempt, lstatIfExists } from './disk.ts';
import { fs } from './node.ts';
import { type Found, fileFound, findPart, type LinkPolicy, leadsToFile } from './parts.ts';
import type { Agreed, Written } from './state.ts';

export interface Stray {
  readonly found: Found;
  /** What its file held before. */
  readonly base: PartValue;
  /** What stands in its place is not the soul's text. */
  readonly displaced: boolean;
}

/**
 * Names a folder of ours on this machine. What came in a stranger's folder was written by another one, so its word about
 * files elsewhere counts for nothing.
 */
export function folderMark(folder: string): string | null {
  const stat = lstatIfExists(folder);
  return stat && `${stat.ino} ${stat.birthtimeMs}`;
}

/** Where a text is that was written through a link; null when this folder did not write it, or nothing is there. */
export function writtenFile(written: Written | undefined, objects: string): string | null {
  if (written?.by !== folderMark(objects) || !leadsToFile(written.file)) return null;
  return attempt(written.file, () => fs.realpathSync(written.file));
}

export interface Known {
  readonly timeline: Timeline | undefined;
  readonly agreed: Agreed;
  readonly objects: string;
}

/** What stands in each place, and what is astray. @throws SoulError E_NOT_A_FILE, E_FILE */
export function findParts(slot: Slot, names: ReadonlySet<string>, links: LinkPolicy, known: Known) {
  const { timeline = EMPTY_TIMELINE, agreed, objects } = known;
  const parts = headOf(timeline)?.parts ?? {};
  const found: Record<string, Found> = {};
  const strays: Record<string, Stray> = {};
  for (const name of names) {
    const inPlace = findPart(slot, name, links, parts[name]);
    const written = parts[name]?.ours ? agreed[name]?.written : undefined;
    const file = writtenFile(written, objects);
    const stray = written && file ? strayIn(slot, file, inPlace, parts[name] as PartState) : null;
    found[name] = stray?.displaced ? findPart(slot, name, links) : inPlace;
    if (written && stray) strays[name] = { ...stray, base: written.base };
  }
  return { found, strays } as { readonly found: Parts<Found>; readonly strays: Parts<Stray> };
}

/** null when the text is in its place: the place leads to this file, or has the text of which nothing is left here. */
function strayIn(slot: Slot, file: string, inPlace: Found, known: PartState): Omit<Stray, 'base'> | null {
  const stat = attempt(file, () => fs.statSync(file));
  if (inPlace.stat?.ino === stat.ino && inPlace.stat.dev === stat.dev) return null;
  const found = fileFound(slot.parts[inPlace.name] as Part, { ...inPlace, place: file, link: null }, file, stat);
  const displaced = !sameValue(inPlace.value, known.value);
  return displaced || sameValue(found.value, known.value) ? { found, displaced } : null;
}
