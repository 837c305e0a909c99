/** Package folders as a static hub: what ships inside the program as the bundled source, and what `mirror` writes. */
import fs from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { sameBytes } from '../core/files.ts';
import type { Localized } from '../core/lang.ts';
import { fileList, isBelow, LIST, mirrorFiles, readFileList } from '../core/mirror.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import { personaText } from '../core/persona.ts';
import { buildIndex, type SearchDocument, serializeIndex } from '../core/search/index.ts';
import { text } from '../core/text.ts';
import { readFolder } from '../sources/folder.ts';
import { attempt, lstatIfExists, makeFolder, readIfExists, replaceFile } from '../store/disk.ts';
import { listFiles } from '../store/packages.ts';

export interface Bundled {
  readonly folder: string;
  readonly packages: readonly string[];
  readonly files: number;
}

/** Every package folder below `from`, written as a static mirror into `to`. */
export async function bundleFolder(from: string, to: string, options: { baseUrl?: string } = {}): Promise<Bundled> {
  const packages: SoulPackage[] = [];
  for (const name of fs.readdirSync(from).sort()) {
    const folder = path.join(from, name);
    if (fs.statSync(folder).isDirectory()) packages.push(readPackage(await readFolder(folder), { name }));
  }
  return writeMirror(packages, to, options);
}

export interface MirrorOptions {
  readonly baseUrl?: string;
  /** As they came from a hub, with its signatures: they stand in place of what would be made anew. */
  readonly verbatim?: ReadonlyMap<string, Uint8Array>;
}

export async function writeMirror(
  packages: readonly SoulPackage[],
  to: string,
  { verbatim = new Map(), ...options }: MirrorOptions = {},
): Promise<Bundled> {
  const searchIndex = serializeIndex(await buildIndex(packages.map(documentOf)));
  const made = mirrorFiles(packages, { ...options, searchIndex, published: '1980-01-01T00:00:00.000Z' });
  const files = new Map([...made, ...verbatim]);
  replaceMirror(to, files);
  return { folder: to, packages: packages.map(({ manifest }) => manifest.name), files: files.size };
}

/**
 * What an earlier mirror wrote is replaced, what else is in the folder (a repository, a `CNAME`) stays. Archives come
 * before the documents that name them; the list holds old and new while files come and go, so that a run which was killed
 * is made good by the next. @throws SoulError E_EXISTS, before anything is written
 */
function replaceMirror(to: string, files: ReadonlyMap<string, Uint8Array>): void {
  const at = (file: string) => path.join(to, ...file.split('/'));
  const before = readFileList(readIfExists(at(LIST))) ?? filesOfMirror(to);
  const known = new Set([...before, LIST]);
  const isForeign = ([file, bytes]: readonly [string, Uint8Array]) =>
    !known.has(file) && lstatIfExists(at(file)) !== null && !sameBytes(readIfExists(at(file)), bytes);
  const foreign = [...files].find(isForeign);
  if (foreign !== undefined) throw holdsSomethingElse(at(foreign[0]));
  const put = (file: string, bytes: Uint8Array) => {
    makeFolder(path.dirname(at(file)));
    replaceFile(at(file), bytes);
  };
  put(LIST, fileList(new Set([...before, ...files.keys()])));
  const gone = before.filter((file) => !files.has(file) && file !== LIST);
  for (const file of gone.filter((one) => !isArchive(one))) removeWithFolders(to, at(file));
  const inOrder = [...files].sort(([a], [b]) => Number(isArchive(b)) - Number(isArchive(a)));
  for (const [file, bytes] of inOrder) if (!sameBytes(readIfExists(at(file)), bytes)) put(file, bytes);
  for (const file of gone.filter(isArchive)) removeWithFolders(to, at(file));
  put(LIST, fileList(files.keys()));
}

function isInside(top: string, file: string): boolean {
  const below = path.relative(top, path.dirname(file));
  return fs.existsSync(file) && fs.realpathSync(path.dirname(file)) === path.join(fs.realpathSync(top), below);
}

function isArchive(file: string): boolean {
  return file.endsWith('.tgz');
}

/** Of one that has lost its list: what nothing but a mirror has, and what its catalogues name. */
function filesOfMirror(to: string): readonly string[] {
  if (lstatIfExists(path.join(to, '.well-known/soulhub.json')) === null) return [];
  const entries = (file: string) => listOf(readIfExists(path.join(to, file)));
  const named = entries('-/catalogue.json').flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  const souls = entries('search.json').flatMap(({ url }) =>
    typeof url === 'string' ? ['SOUL.md', 'SOUL.en.md'].map((file) => `${url.replace(/^\//, '')}${file}`) : [],
  );
  const inside = fs.existsSync(path.join(to, '-')) ? listFiles(path.join(to, '-')).map((file) => `-/${file}`) : [];
  return ['.well-known/soulhub.json', 'search.json', ...named, ...souls, ...inside].filter(isBelow);
}

function listOf(bytes: Uint8Array | null): readonly Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
    return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
  } catch {
    return [];
  }
}

/** And the folders that it leaves empty. Nothing is removed through a link that leads elsewhere. */
function removeWithFolders(top: string, file: string): void {
  if (!isInside(top, file)) return;
  attempt(file, () => fs.rmSync(file, { force: true }));
  for (let folder = path.dirname(file); folder !== top && fs.readdirSync(folder).length === 0; ) {
    attempt(folder, () => fs.rmdirSync(folder));
    folder = path.dirname(folder);
  }
}

export function holdsSomethingElse(place: string): SoulError {
  return new SoulError('E_EXISTS', text(`${place} holds something else`, `${place} 里有其他内容`), {
    hint: text('nothing was changed; choose an empty folder', '没有改动任何内容；请选择空文件夹'),
    details: { path: place },
  });
}

/** What a package is found by. */
export function documentOf({ manifest, persona, files }: SoulPackage): SearchDocument {
  const { name, kind, displayName, description, category, tags, aliases, languages } = manifest;
  return {
    id: name,
    name,
    kind,
    displayName,
    description,
    category,
    tags,
    aliases,
    languages,
    body: bodies(persona['SOUL.md'] ?? {}, files),
  };
}

function bodies(main: Localized, files: SoulPackage['files']): Localized {
  return Object.fromEntries(
    Object.entries(main).map(([lang, file]) => [lang, personaText(files.get(file) ?? new Uint8Array(), file)]),
  );
}
