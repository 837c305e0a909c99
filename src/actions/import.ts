/** From anything that holds a persona to a package folder of the author's own. */
import fs from 'node:fs';
import path from 'node:path';
import { checkContents } from '../core/archive/content.ts';
import { convert } from '../core/convert.ts';
import { SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import type { Manifest } from '../core/manifest.ts';
import { slugify, splitName } from '../core/name.ts';
import { type Format, type ReadOptions, readPackage, type SoulPackage } from '../core/package.ts';
import { type Remark, reviewPackage } from '../core/review.ts';
import { type ScanReport, scanFiles } from '../core/scan/index.ts';
import { openSingle, underItsName } from '../core/single.ts';
import { looksLikeSpec, parseSpec } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { nameFrom } from '../sources/archive.ts';
import { readFolder } from '../sources/folder.ts';
import { localPath } from '../sources/transport.ts';
import { attempt, discard, lstatIfExists, makeFolder, rename } from '../store/disk.ts';
import { writeFiles } from '../store/packages.ts';
import type { Context } from './context.ts';
import { resolveWords } from './sources.ts';

export interface ImportRequest {
  /** A path, a spec, an address; `-` for `input`. */
  readonly words: string;
  /** Bytes from stdin, for `-`. */
  readonly input: Uint8Array | null;
  /** Folder to make; null: called like the package, in the working directory. */
  readonly into: string | null;
  readonly dryRun: boolean;
}

export type ReadAs = Format | 'character-card';

export interface Imported {
  readonly folder: string;
  readonly format: ReadAs;
  readonly manifest: Manifest;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** Where files of the other format are now. */
  readonly moved: Readonly<Record<string, string>>;
  /** Nobody is protected from a text of their own folder, but they should know. */
  readonly scan: ScanReport;
  /** What `validate` will say. */
  readonly remarks: readonly Remark[];
}

/** @throws SoulError E_EXISTS, E_NOT_FOUND and all of the package reader and the sources */
export async function importPackage(ctx: Context, request: ImportRequest): Promise<Imported> {
  const { files, before } = await readAnything(ctx, request);
  const { files: converted, moved } = convert(before);
  const found = readPackage(checkContents(converted), { name: before.manifest.name });
  const folder = path.resolve(ctx.cwd, request.into ?? splitName(found.manifest.name)[1]);
  refuseTaken(folder);
  if (!request.dryRun) writeFolder(folder, converted);
  return {
    folder,
    format: files.has('card.json') ? 'character-card' : before.format,
    manifest: found.manifest,
    files: [...converted].map(([name, bytes]) => ({ path: name, size: bytes.length })),
    moved,
    scan: scanFiles(converted, { kind: found.manifest.kind }),
    remarks: reviewPackage(found),
  };
}

/** What is on this machine is read here, as it is; the rest comes from where `install` would get it. */
async function readAnything(ctx: Context, { words, input, into }: ImportRequest): Promise<Read> {
  // What does not say how it is called is called like its folder: the one that is made, if that was named.
  const made = into === null ? null : slugify(path.basename(path.resolve(ctx.cwd, into)));
  if (input !== null) return readSingle(input, '', made ?? 'imported');
  const place = localPlace(ctx, words);
  if (place === null) return fetchAnything(ctx, words);
  if (fs.statSync(place, { throwIfNoEntry: false })?.isFile()) {
    const bytes = new Uint8Array(attempt(place, () => fs.readFileSync(place)));
    return readSingle(bytes, path.basename(place), made ?? nameFrom(titledPath(place)));
  }
  return readAs(await readFolder(place), { name: made ?? slugify(path.basename(place)) ?? 'imported' });
}

interface Read {
  readonly files: PackageFiles;
  readonly before: SoulPackage;
}

function readAs(files: PackageFiles, options: ReadOptions): Read {
  return { files, before: readPackage(files, options) };
}

function readSingle(bytes: Uint8Array, file: string, name: string): Read {
  return underItsName(bytes, file, () => readAs(openSingle(bytes, file), { name }));
}

/**
 * A folder needs `./`, as for every command: a word is the name of a package. What has a known ending is a file.
 * @throws SoulError E_NOT_FOUND
 */
function localPlace(ctx: Context, words: string): string | null {
  const spec = looksLikeSpec(words) ? parseSpec(words) : null;
  if (spec?.kind === 'folder') return localPath(spec.path, ctx);
  if (spec?.kind === 'archive') return fileAt(localPath(spec.path, ctx));
  return /^[^:]+\.(?:md|json|png|charx)$/i.test(words) ? fileAt(path.resolve(ctx.cwd, words)) : null;
}

/** A folder may be called like one, too. */
function fileAt(place: string): string {
  if (fs.existsSync(place)) return place;
  throw new SoulError('E_NOT_FOUND', text(`${place}: there is no such file`, `${place}：没有这个文件`), {
    hint: text('check the path', '请检查路径'),
    details: { path: place },
  });
}

/** `atlas/SOUL.md` is atlas. */
function titledPath(place: string): string {
  return /^(?:soul|claw|readme|card)(?:\.[a-z-]+)?\.(?:md|json)$/i.test(path.basename(place))
    ? path.dirname(place)
    : place;
}

async function fetchAnything(ctx: Context, words: string): Promise<Read> {
  const { source, resolution } = await resolveWords(ctx, words);
  const { files, facts } = await source.fetch(resolution);
  const options = { name: resolution.name, version: resolution.version };
  return readAs(files, Object.keys(facts).length === 0 ? options : { ...options, facts });
}

function refuseTaken(folder: string): void {
  const stat = lstatIfExists(folder);
  if (stat === null || (stat.isDirectory() && attempt(folder, () => fs.readdirSync(folder)).length === 0)) return;
  throw new SoulError('E_EXISTS', text(`${folder} is already there`, `${folder} 已存在`), {
    hint: text('nothing was changed; choose another folder: --into', '没有改动任何内容；请用 --into 选择另一个文件夹'),
    details: { path: folder },
  });
}

/** Built aside and renamed, so that there is a whole package or none. */
function writeFolder(folder: string, files: PackageFiles): void {
  const aside = `${folder}.${process.pid}.tmp`;
  makeFolder(path.dirname(folder));
  try {
    writeFiles(aside, files);
    rename(aside, folder);
  } finally {
    discard(aside);
  }
}
