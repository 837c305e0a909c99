/**
 * A persona that is in a slot for one session only. A note beside the history says whose session it is, so that the
 * persona is taken back even when the machine went down in the middle: by whatever command looks at the folder next.
 * Each slot has a note of its own, and one at a time.
 */
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import type { Slot } from '../core/slot.ts';
import { text } from '../core/text.ts';
import { errno, fileError, makeIgnoredFolder, removeFile, replaceFile } from './disk.ts';
import { type Holder, isRunning, self } from './holder.ts';
import { withLock } from './lock.ts';
import { fs } from './node.ts';
import { requireFolder } from './parts.ts';
import { leaseFile, slotPaths } from './paths.ts';
import { loadState } from './state.ts';

export interface Lease {
  readonly holder: Holder;
  /** Key of the slot within its root. */
  readonly slot: string;
  /** Unlike any other. */
  readonly session: string;
  /** Time of the switch, which names its entry in the history. */
  readonly at: string;
  /** The slot had no history before: none shall be left behind. */
  readonly fresh: boolean;
}

/** @throws SoulError E_LOCKED when a session has the slot, E_FILE */
export function takeLease(slot: Slot, { session, at }: Pick<Lease, 'session' | 'at'>): void {
  const { agent: key, root } = slot;
  const paths = slotPaths(root);
  if (!slot.makeRoot) requireFolder(root);
  withLock(paths.locks, () => {
    makeIgnoredFolder(paths.folder);
    refuseTaken(slot);
    const fresh = loadState(paths).value.slots[key] === undefined;
    const lease: Lease = { holder: self(), slot: key, session, at, fresh };
    const bytes = new TextEncoder().encode(`${JSON.stringify(lease)}\n`);
    replaceFile(leaseFile(root, key), bytes, { mode: 0o600, locked: true });
  });
}

/** Only this very one: the slot may have been lent anew meanwhile. */
export function dropLease(root: string, { slot, session }: Lease): void {
  withLock(slotPaths(root).locks, () => {
    if (leaseOf(root, slot)?.session === session) removeFile(leaseFile(root, slot));
  });
}

/** Of all slots in the folder. */
export function leasesIn(root: string): Lease[] {
  const { folder } = slotPaths(root);
  return namesIn(folder).flatMap((name) => {
    const lease = name.startsWith('session-') ? readLease(path.join(folder, name)) : null;
    return lease !== null && path.basename(leaseFile(root, lease.slot)) === name ? [lease] : [];
  });
}

export function leaseOf(root: string, slot: string): Lease | null {
  const lease = readLease(leaseFile(root, slot));
  return lease?.slot === slot ? lease : null;
}

/** null when there is none, or one that says nothing: then no session can be named, and the history still has it all. */
function readLease(file: string): Lease | null {
  try {
    const { holder, slot, session, at, fresh } = JSON.parse(fs.readFileSync(file, 'utf8')) as Lease;
    const isSound = [slot, session, at, holder.host].every((word) => typeof word === 'string');
    return isSound && typeof holder.pid === 'number' ? { holder, slot, session, at, fresh } : null;
  } catch {
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errno(error) ?? '')) return [];
    throw fileError(error, folder);
  }
}

/** Its session is over and nobody took the persona back. On another machine's word we do not act. */
export function isAbandoned({ holder }: Lease): boolean {
  return isRunning(holder) === false;
}

/**
 * A second session would change the persona of one that is running. One that cannot be asked (in a container that was
 * started again, on a machine with another name since) is in nobody's way: what was there before it is known all the same.
 * @throws SoulError E_LOCKED
 */
export function refuseTaken({ root, agent: key }: Slot): void {
  const lease = leaseOf(root, key);
  if (lease === null || isRunning(lease.holder) !== true) return;
  const { holder, at } = lease;
  throw new SoulError(
    'E_LOCKED',
    text(
      `a session that is running (pid ${holder.pid}, since ${at}) has its persona in this place in ${root}`,
      `${root} 中的这个位置正由一个运行中的会话（pid ${holder.pid}，始于 ${at}）使用`,
    ),
    {
      hint: text('end that session first, or use another agent or folder', '请先结束该会话，或使用其他智能体或文件夹'),
      details: { root, slot: key, holder },
    },
  );
}
