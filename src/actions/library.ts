/** A library to fill a hub from: a folder of package folders, or anything that a source can list. */
import fs from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { isName, type PackageName, slugify, splitName } from '../core/name.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import { LATEST } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { bundledSource } from '../sources/bundled.ts';
import { discover } from '../sources/discover.ts';
import { readFolder } from '../sources/folder.ts';
import type { Listing, Source } from '../sources/source.ts';
import { attempt } from '../store/disk.ts';
import { world } from './ask.ts';
import type { Context } from './context.ts';

export interface LibraryItem {
  readonly id: string;
  readonly read: () => Promise<SoulPackage>;
}

/** @throws SoulError E_NOT_FOUND (nothing there), and those of the source */
export async function openLibrary(ctx: Context, place: string, owner: string): Promise<LibraryItem[]> {
  const folder = path.resolve(ctx.cwd, place);
  const isAddress = /^[a-z]+:/i.test(place);
  if (!isAddress && !fs.existsSync(folder)) throw noPackages(place);
  const local = !isAddress && ctx.host.isFolder(folder);
  const folders = local && !fs.existsSync(path.join(folder, 'search.json')) ? packageFolders(folder) : [];
  if (folders.length > 0) return folders.map(folderItem);
  const items = await sourceItems(await discover(local ? folder : place, world(ctx)), owner);
  if (items.length > 0) return items;
  throw noPackages(place);
}

function noPackages(place: string): SoulError {
  return new SoulError('E_NOT_FOUND', text(`no packages in ${place}`, `${place} 中没有包`), {
    details: { library: place },
  });
}

/** The souls that come with the program. */
export function bundledLibrary(owner: string): Promise<LibraryItem[]> {
  return sourceItems(bundledSource(), owner);
}

/** Nothing but a package has one of these at its top; a `SOUL.md` may be the user's own. */
export const SURE_FILES = ['SKILL.md', 'TEAM.md', 'soul.json'];
const MAIN_FILES = ['SOUL.md', ...SURE_FILES];

/** The folder itself, or every package folder below it, at most three levels deep. */
export function packageFolders(folder: string, depth = 3): string[] {
  if (MAIN_FILES.some((name) => fs.existsSync(path.join(folder, name)))) return [folder];
  return depth === 0 ? [] : packagesBelow(folder, depth);
}

/** Those in its folders, whatever it is itself. */
export function packagesBelow(folder: string, depth: number): string[] {
  const entries = attempt(folder, () => fs.readdirSync(folder, { withFileTypes: true }));
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => packageFolders(path.join(folder, name), depth - 1));
}

function folderItem(folder: string): LibraryItem {
  const name = slugify(path.basename(folder)) ?? 'soul';
  return { id: folder, read: async () => readPackage(await readFolder(folder), { name, version: '1.0.0' }) };
}

async function sourceItems(source: Source, owner: string): Promise<LibraryItem[]> {
  const catalogue = (await source.catalogue()) ?? [];
  const names = namesFor(
    catalogue.map(({ name }) => name),
    owner,
  );
  return catalogue.map((listing, at) => ({
    id: listing.name,
    read: () => readListing(source, listing, names[at] ?? listing.name),
  }));
}

async function readListing(source: Source, { name }: Listing, newName: PackageName): Promise<SoulPackage> {
  const resolution = await source.resolve({ kind: 'registry', name, wanted: LATEST });
  if (!resolution)
    throw new SoulError('E_NOT_FOUND', text(`${name} is listed but not there`, `${name} 在目录中但不存在`));
  const { files, facts } = await source.fetch(resolution);
  const found = readPackage(files, { name, version: resolution.version, facts });
  return { ...found, manifest: { ...found.manifest, name: newName } };
}

/**
 * A library's own owners and shelves are nobody here: `@poets/li-bai` of another site becomes `li-bai`, and the next one
 * `li-bai-painters`.
 */
function namesFor(names: readonly PackageName[], owner: string): PackageName[] {
  const taken = new Set(names);
  return names.map((name) => {
    const [scope, base] = splitName(name);
    if (scope === null || scope === owner) return name;
    const free = [base, `${base}-${scope}`].find((flat): flat is PackageName => isName(flat) && !taken.has(flat));
    if (free !== undefined) taken.add(free);
    return free ?? name;
  });
}
