/** Which process holds something, and whether it is still there. */
import os from 'node:os';
import { errno } from './disk.ts';
import { fs } from './node.ts';

export interface Holder {
  readonly pid: number;
  readonly start: string;
  readonly host: string;
  readonly at: string;
  readonly command: string;
}

/** This process. */
export function self(): Holder {
  return {
    pid: process.pid,
    start: processStart(process.pid) ?? '',
    host: machine(),
    at: new Date().toISOString(),
    command: process.argv.slice(2, 4).join(' '),
  };
}

/** Process numbers mean something only on one machine and, on Linux, within one container of it. */
function machine(): string {
  try {
    return `${os.hostname()} ${fs.readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return os.hostname();
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errno(error) === 'EPERM';
  }
}

/** When a process began, as an opaque text; null where the system does not tell (then the pid alone must do). */
function processStart(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** null when it cannot be asked: it is on another machine, or in another container. */
export function isRunning({ pid, host, start }: Holder): boolean | null {
  if (host !== machine()) return null;
  if (!processExists(pid)) return false;
  const now = processStart(pid);
  return now === null || start === '' || now === start;
}
