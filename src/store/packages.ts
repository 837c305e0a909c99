/**
 * The souls and teams on this machine, under `$SOULHUB_HOME`: files by content hash in `packages/<hash>/files`, beside
 * them `record.json` with what we know of them, and `souls.json`, the list of what is installed. The list can be rebuilt
 * from the records. Reading is quick and loads nothing heavy, because every switch does it.
 */
import path from 'node:path';
import { isSoulError, SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import type { Localized } from '../core/lang.ts';
import type { Kind } from '../core/manifest.ts';
import type { PackageName } from '../core/name.ts';
import { sha256Hex } from '../core/sha256.ts';
import { boolean, ensure, list, nullable, object, record, string } from '../core/shape.ts';
import { parseSigned, type Signed } from '../core/signed.ts';
import { text } from '../core/text.ts';
import {
  attempt,
  discard,
  lstatIfExists,
  makeFolder,
  readIfExists,
  rename,
  replaceFile,
  step,
  syncFolder,
  writeNew,
} from './disk.ts';
import { withLock } from './lock.ts';
import { fs } from './node.ts';
import { isSha } from './objects.ts';
import type { HomePaths } from './paths.ts';
import { readSealed, type SealedFile, writeSealed } from './sealed.ts';

/** What we know of an installed soul or team. */
export interface Installed {
  readonly name: PackageName;
  readonly version: string;
  readonly kind: Kind;
  readonly displayName: Localized;
  readonly description: Localized;
  readonly aliases: readonly string[];
  /** BCP 47, the default first. */
  readonly languages: readonly string[];
  /** Workspace name → language → file of the package, as in `core/package.ts`. */
  readonly persona: Readonly<Record<string, Localized>>;
  /** Workspace name → file of the package. */
  readonly operating: Readonly<Record<string, string>>;
  /** Members of a team. */
  readonly souls: readonly { readonly name: string; readonly range: string }[];
  readonly source: { readonly kind: string; readonly url: string };
  readonly integrity: string | null;
  /** `h1:…` of the files. */
  readonly content: string;
  /** sha256 of each file, so that a changed byte is noticed before it reaches an agent. */
  readonly files: Readonly<Record<string, string>>;
  /** ISO 8601. */
  readonly installedAt: string;
  /** Why updates leave it alone; null when they do not. */
  readonly pinned: string | null;
  readonly signed: Signed;
  /** Whoever decides has seen what it changes, or need not: it came with the program. */
  readonly seen: boolean;
}

export interface InstalledList {
  readonly souls: Readonly<Record<string, Installed>>;
  /** The list was damaged and was rebuilt from its copy or from the records. */
  readonly repaired: boolean;
}

function sealedIndex(paths: HomePaths): SealedFile<Readonly<Record<string, Installed>>> {
  return {
    file: paths.index,
    copy: path.join(paths.root, 'souls.copy.json'),
    format: 1,
    parse: (value) => record(value, parseInstalled),
  };
}

/** @throws SoulError E_STATE_NEWER */
export function readInstalled(paths: HomePaths): InstalledList {
  const loaded = readSealed(sealedIndex(paths));
  if (loaded === null) return { souls: {}, repaired: false };
  if (loaded !== 'damaged') return { souls: loaded.value, repaired: loaded.repaired };
  return { souls: rebuild(paths), repaired: true };
}

/** The newest record of each name. */
function rebuild(paths: HomePaths): Record<string, Installed> {
  const found: Record<string, Installed> = {};
  for (const folder of folders(paths.packages)) {
    const item = readRecord(path.join(paths.packages, folder, 'record.json'));
    const known = item ? found[item.name] : undefined;
    if (item && (!known || known.installedAt < item.installedAt)) found[item.name] = item;
  }
  return found;
}

function folders(parent: string): string[] {
  return fs.existsSync(parent) ? fs.readdirSync(parent).filter((name) => !name.endsWith('.tmp')) : [];
}

function readRecord(file: string): Installed | null {
  try {
    const bytes = readIfExists(file);
    return bytes === null ? null : parseInstalled(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

/** The folder of a package's files. `content` is our own hash, turned into a name that every file system can hold. */
export function packageFolder(paths: HomePaths, content: string): string {
  return path.join(paths.packages, Buffer.from(content.replace(/^h1:/, ''), 'base64').toString('hex').slice(0, 40));
}

/** Built aside, then renamed into place: a package is there whole or not at all. Idempotent. @throws SoulError E_FILE */
export function putPackage(paths: HomePaths, files: PackageFiles, item: Installed): void {
  withLock(paths.locks, () => {
    placeFiles(paths, files, item);
    const { souls } = readInstalled(paths);
    writeSealed(sealedIndex(paths), { ...souls, [item.name]: item });
  });
}

/** Files that are already there and whole are left alone, so that nobody ever finds them missing. */
function placeFiles(paths: HomePaths, files: PackageFiles, item: Installed): void {
  const folder = packageFolder(paths, item.content);
  makeFolder(paths.packages);
  // One name for all, so that the next install takes away what a killed one left.
  const aside = path.join(paths.packages, 'new.tmp');
  try {
    discard(aside);
    if (!isWhole(paths, item)) {
      writeFiles(path.join(aside, 'files'), files);
      step('built', aside);
      replaceFolder(aside, folder);
      syncFolder(paths.packages);
    }
    const bytes = new TextEncoder().encode(`${JSON.stringify(item, null, 2)}\n`);
    replaceFile(path.join(folder, 'record.json'), bytes, { locked: true });
  } finally {
    discard(aside);
  }
}

function isWhole(paths: HomePaths, item: Installed): boolean {
  try {
    const known = new Set(readPackageFiles(paths, item).keys());
    return listFiles(path.join(packageFolder(paths, item.content), 'files')).every((name) => known.has(name));
  } catch (error) {
    if (isSoulError(error, 'E_STORE_CHANGED')) return false;
    throw error;
  }
}

/** Only a damaged package is ever in the way here. */
function replaceFolder(aside: string, folder: string): void {
  if (lstatIfExists(folder) !== null) attempt(folder, () => fs.rmSync(folder, { recursive: true }));
  rename(aside, folder);
}

/**
 * Relative paths of what is no folder below a folder, with forward slashes. Links are not followed; that is why it goes
 * folder by folder: reading recursively, Node 24 follows them out of the folder and round in circles.
 */
export function listFiles(folder: string, below = ''): string[] {
  const here = path.join(folder, below);
  const entries = attempt(here, () => fs.readdirSync(here, { withFileTypes: true }));
  return entries
    .flatMap((entry) => {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? listFiles(folder, name) : [name];
    })
    .sort();
}

/** Paths were checked when the package was read; here they are only joined. */
export function writeFiles(folder: string, files: PackageFiles): void {
  makeFolder(folder);
  for (const [name, bytes] of files) {
    const file = path.join(folder, ...name.split('/'));
    makeFolder(path.dirname(file));
    writeNew(file, bytes, { mode: 0o644 });
  }
}

export function hashFiles(files: PackageFiles): Record<string, string> {
  return Object.fromEntries([...files].map(([name, bytes]) => [name, sha256Hex(bytes)]));
}

/** @throws SoulError E_STORE_CHANGED when the file is missing or is not the one that was installed */
export function readPackageFile(paths: HomePaths, item: Installed, name: string): Uint8Array {
  const expected = Object.hasOwn(item.files, name) ? item.files[name] : undefined;
  const file = path.join(packageFolder(paths, item.content), 'files', ...name.split('/'));
  const bytes = expected === undefined ? null : readIfExists(file);
  if (bytes !== null && sha256Hex(bytes) === expected) return bytes;
  throw new SoulError(
    'E_STORE_CHANGED',
    bytes === null
      ? text(`${name} of ${item.name} is missing from the store`, `${item.name} 的 ${name} 在本地仓库中丢失`)
      : text(`${name} of ${item.name} was changed in the store`, `${item.name} 的 ${name} 在本地仓库中被改动`),
    {
      hint: text(
        `install it again: clawhub install ${item.name} --force`,
        `重新安装：clawhub install ${item.name} --force`,
      ),
      details: { name: item.name, file },
    },
  );
}

/** All files, checked. @throws SoulError E_STORE_CHANGED */
export function readPackageFiles(paths: HomePaths, item: Installed): PackageFiles {
  return new Map(Object.keys(item.files).map((name) => [name, readPackageFile(paths, item, name)]));
}

export function updateInstalled(
  paths: HomePaths,
  change: (souls: Readonly<Record<string, Installed>>) => Readonly<Record<string, Installed>>,
): void {
  withLock(paths.locks, () => writeSealed(sealedIndex(paths), change(readInstalled(paths).souls)));
}

/** Takes a package off the list, then removes its files unless another name uses them. */
export function dropPackage(paths: HomePaths, name: string): void {
  withLock(paths.locks, () => {
    const { [name]: gone, ...rest } = readInstalled(paths).souls;
    if (!gone) return;
    writeSealed(sealedIndex(paths), rest);
    step('unlisted', name);
    const used = Object.values(rest).some((item) => item.content === gone.content);
    const folder = packageFolder(paths, gone.content);
    if (!used) discard(folder);
  });
}

function parseInstalled(value: unknown): Installed {
  const item = object(value);
  const texts = (input: unknown) => record(input, string);
  const files = record(item.files, string);
  ensure(Object.values(files).every(isSha));
  return {
    name: string(item.name) as PackageName,
    version: string(item.version),
    kind: string(item.kind) as Kind,
    displayName: texts(item.displayName),
    description: texts(item.description),
    aliases: list(item.aliases, string),
    languages: list(item.languages, string),
    persona: record(item.persona, texts),
    operating: texts(item.operating),
    souls: list(item.souls, (member) => ({ name: string(object(member).name), range: string(object(member).range) })),
    source: { kind: string(object(item.source).kind), url: string(object(item.source).url) },
    integrity: nullable(item.integrity, string),
    content: string(item.content),
    files,
    installedAt: string(item.installedAt),
    pinned: nullable(item.pinned, string),
    signed: parseSigned(item.signed),
    seen: item.seen === undefined || boolean(item.seen),
  };
}
