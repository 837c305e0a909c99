/** Looks for what other programs left behind (`core/leftovers.ts`). Links are not followed: the folder may be a stranger's. */
import type { Stats } from 'node:fs';
import path from 'node:path';
import { claimOf, TRACES, type Trace } from '../core/leftovers.ts';
import { type Slot, WHOLE_FILE } from '../core/slot.ts';
import { errno, fileError, lstatIfExists, readIfExists } from './disk.ts';
import { fs } from './node.ts';

export interface Leftover {
  readonly program: string;
  /** The file, or the folder of files that belong together. Absolute. */
  readonly path: string;
  /** When it was written last, ISO 8601. */
  readonly at: string;
  /** Bytes by part of the slot. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

/** A file in the slot that another program put there. */
export interface Claimed {
  readonly part: string;
  readonly program: string;
}

/** Larger than anything that ever was a persona: not read. */
const LARGEST = 10 * 1024 * 1024;

export interface Places {
  /** Where programs for OpenClaw keep things; null for other agents. */
  readonly home: string | null;
  readonly cwd: string;
}

/** Oldest first. */
export function findLeftovers(slot: Slot, { home, cwd }: Places): Leftover[] {
  const here = [...new Set([slot.root, cwd])];
  const bases = { slot: [slot.root], here, home: home === null ? [] : [home] };
  const traced = TRACES.flatMap((trace) =>
    bases[trace.below].flatMap((base) =>
      foldersOf(base, trace.folders).flatMap((folder) => inFolder(slot, trace, folder)),
    ),
  );
  const around = claimedFiles(slot).flatMap(({ part, program, own, file, stat }) =>
    own === null ? [] : [{ program, path: file, at: timeOf([stat]), parts: new Map([[part, own]]) }],
  );
  return [...traced, ...around].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export function findClaimed(slot: Slot): Claimed[] {
  return claimedFiles(slot).map(({ part, program }) => ({ part, program }));
}

/** Only whole files: a block of ours in a file of the user's is no place for somebody else's. */
function claimedFiles({ root, parts }: Slot) {
  return Object.entries(parts).flatMap(([part, { path: below, lens }]) => {
    const file = path.join(root, below);
    const found = lens === WHOLE_FILE ? regular(file) : null;
    const claim = found && claimOf(found.bytes);
    return found && claim ? [{ part, file, stat: found.stat, ...claim }] : [];
  });
}

function foldersOf(base: string, [name, ...below]: readonly string[]): string[] {
  if (name === undefined) return [base];
  const names = name === '*' ? namesIn(base) : [name];
  return names
    .map((one) => path.join(base, one))
    .filter((folder) => lstatIfExists(folder)?.isDirectory())
    .flatMap((folder) => foldersOf(folder, below));
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errno(error) ?? '')) return [];
    throw fileError(error, folder);
  }
}

function inFolder(slot: Slot, { program, files, single }: Trace, folder: string): Leftover[] {
  const found = namesIn(folder)
    .filter((name) => files.test(name) && Object.hasOwn(slot.parts, single ?? name))
    .flatMap((name) => {
      const file = path.join(folder, name);
      const content = regular(file);
      return content === null ? [] : [{ part: single ?? name, file, ...content }];
    });
  if (found.length === 0) return [];
  if (single === null) {
    const parts = new Map(found.map(({ part, bytes }) => [part, bytes]));
    return [{ program, path: folder, at: timeOf(found.map(({ stat }) => stat)), parts }];
  }
  return found.map(({ part, file, bytes, stat }) => ({
    program,
    path: file,
    at: timeOf([stat]),
    parts: new Map([[part, bytes]]),
  }));
}

function timeOf(stats: readonly Stats[]): string {
  return new Date(Math.max(...stats.map(({ mtimeMs }) => mtimeMs))).toISOString();
}

function regular(file: string): { bytes: Uint8Array; stat: Stats } | null {
  const stat = lstatIfExists(file);
  if (!stat?.isFile() || stat.size > LARGEST) return null;
  const bytes = readIfExists(file);
  return bytes === null ? null : { bytes, stat };
}
