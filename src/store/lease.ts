/**
 * A persona that is in a slot for one session only. The note beside the history says whose session it is, so that the
 * persona is taken back even when the machine went down in the middle: by whatever command looks at the slot next.
 */
import { removeFile, replaceFile } from './disk.ts';
import { type Holder, isRunning } from './holder.ts';
import { fs } from './node.ts';
import { slotPaths } from './paths.ts';

export interface Lease {
  readonly holder: Holder;
  /** Key of the slot within its root. */
  readonly slot: string;
  /** Time of the switch, which names its entry in the history. */
  readonly at: string;
  /** There was no history before: none shall be left behind. */
  readonly fresh: boolean;
}

export function writeLease(root: string, lease: Lease): void {
  replaceFile(slotPaths(root).lease, new TextEncoder().encode(`${JSON.stringify(lease)}\n`), { mode: 0o600 });
}

/** null when there is none, or one that says nothing: then no session can be named, and the history still has it all. */
export function readLease(root: string): Lease | null {
  try {
    const lease = JSON.parse(fs.readFileSync(slotPaths(root).lease, 'utf8')) as Lease;
    return typeof lease.at === 'string' && typeof lease.slot === 'string' ? lease : null;
  } catch {
    return null;
  }
}

export function removeLease(root: string): void {
  removeFile(slotPaths(root).lease);
}

/** Its session is over and nobody took the persona back. On another machine's word we do not act. */
export function isAbandoned({ holder }: Lease): boolean {
  return isRunning(holder) === false;
}
