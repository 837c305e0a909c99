/**
 * Skills in `<workdir>/skills/<slug>`, so that either official client can go on with them. Putting one in place is a
 * small transaction of its own: journal, build aside, swap the folders, write our own lock file, then the official one
 * (the commit point), drop the old folder. Killed in between, the next command puts the old folder back, or finds the
 * lock written and tidies up. Where the folders are says how far it came:
 *
 *   built      skill: old     aside: new    old: –        (or no `skill`, when there was none)
 *   moved      skill: –       aside: new    old: old
 *   swapped    skill: new     aside: –      old: old
 *   settled    skill: old or new, nothing else
 */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isSoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import { cliFingerprint, treeDigest } from '../core/fingerprint.ts';
import { sha256Hex } from '../core/sha256.ts';
import {
  attempt,
  lstatIfExists,
  makeFolder,
  readIfExists,
  removeFile,
  rename,
  replaceFile,
  step,
  syncFolder,
} from './disk.ts';
import { withLock } from './lock.ts';
import {
  OURS_TO_UPDATE,
  pinOf,
  readSkillLock,
  readSoulLock,
  type SkillEntry,
  type SkillLock,
  type SoulEntry,
  writeSkillLock,
  writeSoulLock,
} from './locks.ts';
import { crypto, fs } from './node.ts';
import { listFiles, writeFiles } from './packages.ts';
import { refuseLinkedFolder } from './parts.ts';
import type { WorkPaths } from './paths.ts';

export interface SkillTarget {
  /** Key in the lock file and, below `skills/`, the folder. */
  readonly key: string;
  /** Absolute. */
  readonly folder: string;
}

export interface SkillOrigin {
  readonly registry: string;
  readonly slug: string;
  readonly ownerHandle: string | null;
  readonly version: string;
  /** sha256 of the archive, hex. */
  readonly archive: string;
  /** Milliseconds since 1970. */
  readonly installedAt: number;
  /** No official client can ask its source. */
  readonly oursToUpdate?: boolean;
}

/** An entry `@owner/slug` of the official CLI keeps its key and its folder; everything new is flat. */
export function skillTarget(paths: WorkPaths, slug: string, owner: string | null, folderName = 'skills'): SkillTarget {
  const qualified = owner === null ? null : `@${owner}/${slug}`;
  const { skills } = readSkillLock(paths);
  const flat = skills[slug];
  const nested = qualified !== null && skills[qualified] !== undefined && (!flat || flat.ownerHandle !== owner);
  return targetOf(paths, nested ? qualified : slug, folderName);
}

/** Where the skill of an entry is: the folder follows the key. */
export function targetOf(paths: WorkPaths, key: string, folderName = 'skills'): SkillTarget {
  return { key, folder: path.join(paths.root, folderName, ...key.split('/')) };
}

/** The files of an installed skill, without our own `.clawhub` folder; null when it is not there. */
export function readSkillFiles(folder: string): PackageFiles | null {
  if (!lstatIfExists(folder)?.isDirectory()) return null;
  const names = listFiles(folder).filter((name) => !/^\.cla?wd?hub\//.test(name));
  return new Map(names.map((name) => [name, bytesOf(path.join(folder, ...name.split('/')))]));
}

/** No package holds links or pipes. They are not followed, and count as a file that no package has. */
function bytesOf(file: string): Uint8Array {
  const bytes = lstatIfExists(file)?.isFile() ? readIfExists(file) : null;
  return bytes ?? new TextEncoder().encode('not a file');
}

export type SkillCondition = 'absent' | 'untracked' | 'clean' | 'edited';

/** Whether the folder is as it was installed. Compared by OpenClaw's digest, else by the CLI's fingerprint. */
export function skillCondition(folder: string, entry: SkillEntry | undefined): SkillCondition {
  const files = readSkillFiles(folder);
  if (files === null) return 'absent';
  if (entry === undefined) return 'untracked';
  const origin = readOrigin(folder);
  const tree = entry.fileTreeSha256 ?? origin.fileTreeSha256;
  if (typeof tree === 'string') return treeDigest(files) === tree ? 'clean' : 'edited';
  if (typeof origin.fingerprint === 'string') return cliFingerprint(files) === origin.fingerprint ? 'clean' : 'edited';
  return 'clean';
}

/** What the client that installed a skill wrote beside it; empty when there is nothing, or nothing that can be read. */
export function readOrigin(folder: string): Readonly<Record<string, unknown>> {
  for (const name of ['.clawhub', '.clawdhub']) {
    const bytes = readIfExists(path.join(folder, name, 'origin.json'));
    if (bytes === null) continue;
    try {
      const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
      if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
    } catch {
      return {};
    }
  }
  return {};
}

/** The entry of a package in our own lock file; null for none. */
export interface SoulPin {
  readonly name: string;
  readonly entry: SoulEntry | null;
}

interface SkillJournal {
  readonly tx: string;
  readonly key: string;
  readonly folderName: string;
  /** There was a folder before. */
  readonly had: boolean;
  /** Digest of the new files, by which the commit is recognised in the lock file; null for a removal. */
  readonly committedAs: string | null;
  /** Our own lock file, before and after: it goes the way of the official one. */
  readonly pins: { readonly before: readonly SoulPin[]; readonly after: readonly SoulPin[] };
}

function journalFile(paths: WorkPaths): string {
  return path.join(paths.machine, 'skill-journal.json');
}

/** The caller holds the lock of the working directory and has called `recoverSkills`. */
export function putSkill(
  paths: WorkPaths,
  target: SkillTarget,
  files: PackageFiles,
  origin: SkillOrigin,
  pins: readonly SoulPin[] = [],
): SkillEntry {
  const lock = readSkillLock(paths);
  const entry = skillEntry(files, origin, lock.skills[target.key]);
  // A link where the folder should be leads out of the workspace; agents do not follow it either.
  refuseLinkedFolder(...parentsOf(paths.root, target.folder));
  const journal = makeJournal(paths, target, entry.fileTreeSha256 ?? '', pins);
  const skills = { ...lock.skills, [target.key]: entry };
  transact(paths, target, journal, { ...lock, skills }, () => {
    const { aside } = asideNames(target, journal.tx);
    writeFiles(aside, files);
    writeOrigin(aside, files, origin, entry);
    step('built', aside);
    swapIn(target, journal.tx);
  });
  return entry;
}

/** Moves the folder aside, takes it off the lock, then deletes it. The caller holds the lock, as above. */
export function dropSkill(paths: WorkPaths, target: SkillTarget, pins: readonly SoulPin[] = []): void {
  const lock = readSkillLock(paths);
  const { [target.key]: _gone, ...skills } = lock.skills;
  const journal = makeJournal(paths, target, null, pins);
  transact(paths, target, journal, { ...lock, skills }, () => {
    if (journal.had) rename(target.folder, asideNames(target, journal.tx).old);
    step('moved', target.folder);
  });
}

function transact(paths: WorkPaths, target: SkillTarget, journal: SkillJournal, lock: SkillLock, swap: () => void) {
  try {
    writeSkillJournal(paths, journal);
    swap();
    setPins(paths, journal.pins.after);
    writeSkillLock(paths, lock);
  } catch (error) {
    undoSwap(paths, target, journal);
    throw error;
  }
  step('locked', paths.skillLock);
  tidy(paths, target, journal.tx);
}

function makeJournal(paths: WorkPaths, target: SkillTarget, committedAs: string | null, after: readonly SoulPin[]) {
  const { souls } = readSoulLock(paths);
  return {
    tx: crypto.randomBytes(8).toString('hex'),
    key: target.key,
    folderName: folderNameOf(paths, target),
    had: lstatIfExists(target.folder) !== null,
    committedAs,
    pins: { before: after.map(({ name }) => ({ name, entry: souls[name] ?? null })), after },
  };
}

/** Our own lock file with these entries, written only when that changes it. */
function setPins(paths: WorkPaths, pins: readonly SoulPin[]): void {
  const lock = readSoulLock(paths);
  const names = new Set(pins.map(({ name }) => name));
  const others = Object.entries(lock.souls).filter(([name]) => !names.has(name));
  const wanted = pins.flatMap(({ name, entry }) => (entry === null ? [] : [[name, entry] as const]));
  const souls = Object.fromEntries([...others, ...wanted]);
  if (!isDeepStrictEqual(souls, lock.souls)) writeSoulLock(paths, { ...lock, souls });
}

function folderNameOf(paths: WorkPaths, target: SkillTarget): string {
  return path.relative(paths.root, target.folder).split(path.sep).slice(0, -target.key.split('/').length).join('/');
}

function asideNames(target: SkillTarget, tx: string): { aside: string; old: string } {
  const base = path.join(path.dirname(target.folder), `.${path.basename(target.folder)}.soulhub-${tx}`);
  return { aside: `${base}.tmp`, old: `${base}.old` };
}

function swapIn(target: SkillTarget, tx: string): void {
  const { aside, old } = asideNames(target, tx);
  if (lstatIfExists(target.folder) !== null) rename(target.folder, old);
  step('moved', target.folder);
  rename(aside, target.folder);
  syncFolder(path.dirname(target.folder));
  step('swapped', target.folder);
}

/** When something cannot be removed, the journal stays, and the next command tries again. */
function tidy(paths: WorkPaths, target: SkillTarget, tx: string): void {
  const { aside, old } = asideNames(target, tx);
  try {
    for (const folder of [aside, old]) attempt(folder, () => fs.rmSync(folder, { recursive: true, force: true }));
    removeFile(journalFile(paths));
  } catch (error) {
    if (!isSoulError(error, 'E_FILE')) throw error;
  }
}

function writeSkillJournal(paths: WorkPaths, journal: SkillJournal): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(journal)}\n`);
  makeFolder(paths.machine);
  replaceFile(journalFile(paths), bytes, { mode: 0o600, locked: true });
  syncFolder(paths.machine);
  step('skill-journal', paths.folder);
}

/** For commands that only look: settles, under the lock, what a killed one left. */
export function settleSkills(paths: WorkPaths): void {
  if (lstatIfExists(journalFile(paths)) !== null) withLock(paths.locks, () => recoverSkills(paths));
}

/**
 * Settles what a killed install, update or uninstall left. Returns whether there was something to settle. The caller
 * holds the lock of the working directory.
 */
export function recoverSkills(paths: WorkPaths): boolean {
  const bytes = readIfExists(journalFile(paths));
  if (bytes === null) return false;
  const journal = parseJournal(bytes);
  if (journal === null) {
    rename(journalFile(paths), `${journalFile(paths)}.damaged`);
    return true;
  }
  const target = { key: journal.key, folder: path.join(paths.root, journal.folderName, ...journal.key.split('/')) };
  refuseLinkedFolder(...parentsOf(paths.root, target.folder));
  const entry = readSkillLock(paths).skills[journal.key];
  const committed = journal.committedAs === null ? entry === undefined : entry?.fileTreeSha256 === journal.committedAs;
  if (committed) finishSwap(paths, target, journal);
  else undoSwap(paths, target, journal);
  return true;
}

/** The folders from the working directory down to a folder of a skill: a journal from a stranger may lead through links. */
function parentsOf(root: string, folder: string): string[] {
  const names = path.relative(root, folder).split(path.sep);
  return names.map((_name, at) => path.join(root, ...names.slice(0, at + 1)));
}

/** The very same files may have been installed again: then the lock says nothing about where the folders are. */
function finishSwap(paths: WorkPaths, target: SkillTarget, { tx, committedAs, pins }: SkillJournal): void {
  const { old } = asideNames(target, tx);
  if (committedAs !== null && lstatIfExists(target.folder) === null && lstatIfExists(old) !== null)
    rename(old, target.folder);
  setPins(paths, pins.after);
  tidy(paths, target, tx);
}

/** May itself be killed anywhere and be done again. Nothing is removed that is not known to be the new files. */
function undoSwap(paths: WorkPaths, target: SkillTarget, { tx, had, committedAs, pins }: SkillJournal): void {
  const { aside, old } = asideNames(target, tx);
  const swapped = lstatIfExists(aside) === null && (!had || lstatIfExists(old) !== null);
  if (swapped && isTree(target.folder, committedAs)) rename(target.folder, aside);
  if (lstatIfExists(old) !== null && lstatIfExists(target.folder) === null) rename(old, target.folder);
  setPins(paths, pins.before);
  // Somebody has put files of their own there since: theirs stay, and so does the old folder.
  if (lstatIfExists(old) === null) tidy(paths, target, tx);
  else removeFile(journalFile(paths));
}

function isTree(folder: string, digest: string | null): boolean {
  const files = readSkillFiles(folder);
  return files !== null && treeDigest(files) === digest;
}

const KEY = /^(?:@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/i;
const FOLDER = /^(?!.*\.\.)\.?[a-z0-9][a-z0-9._-]*(?:\/\.?[a-z0-9][a-z0-9._-]*)*$/i;

/** Names from the journal become paths, and the folder may come from a stranger: they must be plain names. */
function parseJournal(bytes: Uint8Array): SkillJournal | null {
  try {
    const journal = JSON.parse(new TextDecoder().decode(bytes)) as SkillJournal;
    const sound =
      /^[0-9a-f]{16}$/.test(journal.tx) &&
      KEY.test(journal.key) &&
      !journal.key.includes('..') &&
      FOLDER.test(journal.folderName) &&
      [...journal.pins.before, ...journal.pins.after].every(({ name }) => typeof name === 'string');
    return sound ? journal : null;
  } catch {
    return null;
  }
}

/** The union of what both official clients write (contract: same `installedAt`, `registry` and digests in both files). */
function skillEntry(files: PackageFiles, origin: SkillOrigin, before: SkillEntry | undefined): SkillEntry {
  return {
    ...(before === undefined ? {} : withPin(before, pinOf(before))),
    version: origin.version,
    installedAt: origin.installedAt,
    ...(origin.ownerHandle === null ? {} : { ownerHandle: origin.ownerHandle }),
    registry: origin.registry,
    ...digests(files, origin),
    ...(origin.oursToUpdate && (before === undefined || pinOf(before) === null) ? OURS : {}),
  };
}

const OURS = { pinned: true, pinReason: OURS_TO_UPDATE };

/** The entry with this pin and no other; null takes it away. */
export function withPin(entry: SkillEntry, reason: string | null): SkillEntry {
  const { pinned: _pinned, pinReason: _reason, ...rest } = entry;
  if (reason === null) return rest as SkillEntry;
  return { ...rest, pinned: true, ...(reason === '' ? {} : { pinReason: reason }) } as SkillEntry;
}

function digests(files: PackageFiles, origin: SkillOrigin) {
  const manifest = files.has('SKILL.md') ? 'SKILL.md' : 'skill.md';
  return {
    artifact: {
      kind: 'archive',
      sha256: origin.archive,
      integrity: `sha256-${Buffer.from(origin.archive, 'hex').toString('base64')}`,
    },
    skillFile: { path: manifest, sha256: sha256Hex(files.get(manifest) ?? new Uint8Array()) },
    fileTreeSha256: treeDigest(files),
  };
}

function writeOrigin(folder: string, files: PackageFiles, origin: SkillOrigin, entry: SkillEntry): void {
  const value = {
    version: 1,
    registry: origin.registry,
    slug: origin.slug,
    ...(entry.ownerHandle === undefined ? {} : { ownerHandle: entry.ownerHandle }),
    installedVersion: origin.version,
    installedAt: entry.installedAt,
    fingerprint: cliFingerprint(files),
    ...digests(files, origin),
  };
  makeFolder(path.join(folder, '.clawhub'));
  replaceFile(
    path.join(folder, '.clawhub', 'origin.json'),
    new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`),
  );
}
