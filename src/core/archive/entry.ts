/** What both formats come down to, before any name has been judged. */
import type { Limits, PackageFiles } from '../files.ts';
import { brokenRule, checkCollisions, checkPath, comparePaths } from '../path.ts';
import { asBytes } from './bytes.ts';
import { refused } from './refuse.ts';

export interface Entry {
  /** As the archive spells it, decoded. A folder may end in a slash. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'special';
  readonly bytes: Uint8Array;
}

export interface ArchiveOptions {
  /**
   * The folder under which every entry must lie: `package` in an npm tarball, `''` for the top of the archive. `null`
   * when the folder's name is not known, as in a tarball from GitHub: see `rootOf`.
   */
  readonly root: string | null;
  readonly limits?: Partial<Limits>;
  /**
   * Take only these, by their path under the root: one soul out of a repository. The rest is checked as data and
   * never becomes a file, so its names may be anything. Without it one bad name spoils the archive.
   */
  readonly pick?: (path: string) => boolean;
  /**
   * Asked about all files when one of them is a dotfile, which is no attack but the habit of other packages: it may
   * throw something that helps more. Names have not been judged then.
   */
  readonly survey?: (files: PackageFiles) => unknown;
}

/** While an archive is read nobody knows yet what will be picked: one that is not may be as large as all together. */
export function readingLimits(limits: Limits, { pick }: ArchiveOptions): Limits {
  return pick === undefined ? limits : { ...limits, fileBytes: limits.totalBytes };
}

/** An entry whose name counts from the root of the package. */
interface Placed extends Entry {
  readonly path: string;
}

/**
 * Entries → package, in byte order of the paths. All names are judged before anything is returned.
 * @throws SoulError E_PATH, E_ARCHIVE `archive.*`, E_TOO_LARGE `archive.*`
 */
export function assemble(entries: readonly Entry[], options: ArchiveOptions, limits: Limits): PackageFiles {
  const root = options.root ?? rootOf(entries);
  const placed = entries.flatMap((entry) => place(entry, root, limits));
  const picked = options.pick === undefined ? placed : placed.filter(({ path }) => options.pick?.(path));
  for (const entry of picked) {
    if (options.survey && brokenRule(entry.path, limits) === 'path.dotfile') options.survey(unjudged(picked));
    checkEntry(entry, limits);
  }
  const files = picked.filter(({ kind }) => kind === 'file');
  const folders = picked.filter(({ kind }) => kind === 'folder');
  checkCollisions(
    files.map(({ path }) => path),
    folders.map(({ path }) => path),
  );
  if (options.pick === undefined && files.length === 0) throw refused('archive.empty');
  checkTotals(files, limits);
  return new Map(files.sort((a, b) => comparePaths(a.path, b.path)).map(({ path, bytes }) => [path, asBytes(bytes)]));
}

function unjudged(placed: readonly Placed[]): PackageFiles {
  return new Map(placed.filter(({ kind }) => kind === 'file').map(({ path, bytes }) => [path, asBytes(bytes)]));
}

/** `./a/` → `a`: the spellings of `tar -czf x.tgz .`. A file keeps its slash, so that its name is refused. */
function plainName({ name, kind }: Entry): string {
  const open = kind === 'folder' && name.length > 1 && name.endsWith('/') ? name.slice(0, -1) : name;
  return open.startsWith('./') ? open.slice(2) : open;
}

/** The path under the root; nothing for the root folder itself. */
function place(entry: Entry, root: string, limits: Limits): readonly Placed[] {
  const name = plainName(entry);
  if (entry.kind === 'folder' && (name === '.' || name === root)) return [];
  if (root === '') return [{ ...entry, path: name }];
  if (name.startsWith(`${root}/`)) return [{ ...entry, path: name.slice(root.length + 1) }];
  checkPath(name, limits);
  throw refused('archive.root', { entry: entry.name });
}

/**
 * The root when nobody knows it: the top of the archive if a file lies there; else the one folder that holds
 * everything; else, with two folders or more, the top again. A folder that is no fit name for one (`..`) is no root.
 */
function rootOf(entries: readonly Entry[]): string {
  const names = entries
    .map((entry) => ({ name: plainName(entry), kind: entry.kind }))
    .filter(({ name }) => name !== '.');
  if (names.some(({ name, kind }) => kind !== 'folder' && !name.includes('/'))) return '';
  const tops = new Set(names.map(({ name }) => name.split('/', 1)[0] ?? ''));
  const [top] = tops;
  return tops.size === 1 && top !== undefined && brokenRule(top) === null ? top : '';
}

function checkEntry({ name, path, kind, bytes }: Placed, limits: Limits): void {
  checkPath(path, limits);
  if (kind === 'link') throw refused('archive.link', { entry: name });
  if (kind === 'special') throw refused('archive.special', { entry: name });
  if (bytes.length > limits.fileBytes) {
    throw refused('archive.file-size', { entry: name, limit: limits.fileBytes, actual: bytes.length });
  }
}

function checkTotals(files: readonly Placed[], limits: Limits): void {
  if (files.length > limits.files) throw refused('archive.files', { limit: limits.files, actual: files.length });
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > limits.totalBytes) throw refused('archive.total-size', { limit: limits.totalBytes, actual: total });
}
