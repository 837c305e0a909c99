/**
 * One command at a time per folder, without a daemon and without `flock`, which Node does not have.
 *
 * The usual "create a file exclusively" breaks when a holder is killed: two waiters can both see the dead file, and the
 * second one removes the lock that the first has just made. So the locks are numbered: `lock.7` belongs to the holder,
 * `lock.7.free` says it was given back. Only the owner of a number above may remove the ones below, the highest number
 * never disappears, and being free or dead is for ever. To take the lock:
 *
 *   1. find the highest number N;   2. if N is held by a living process, wait;   3. create `lock.N+1` exclusively
 *   (somebody else was quicker: start again);   4. look again: a higher number, the same one already given back, or none
 *   of what we saw in step 1 (the folder was moved away and made again), means that it was old news: remove ours, start
 *   again;   5. remove everything below.
 *
 * A holder is dead when its process is gone or is another one that got the same number (start time differs). A holder
 * on another machine or in another container (a shared volume) cannot be asked; it counts as dead after a minute, while
 * ours last milliseconds.
 */
import path from 'node:path';
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { errno, fileError, makeFolder, step } from './disk.ts';
import { type Holder, isRunning, self } from './holder.ts';
import { interruptible } from './interrupt.ts';
import { fs } from './node.ts';

export interface LockOptions {
  /** Milliseconds to wait for another command. */
  readonly wait?: number;
}

const FOREIGN_AFTER = 60_000;
const UNWRITTEN_AFTER = 2_000;
const NAME = /^lock\.(\d+)(\.free)?$/;

/** Runs `work` while no other process is inside for the same folder. @throws SoulError E_LOCKED, E_FILE */
export function withLock<T>(folder: string, work: () => T, options: LockOptions = {}): T {
  const number = acquire(folder, options.wait ?? 20_000);
  try {
    return work();
  } finally {
    release(folder, number);
  }
}

/** The same for work that waits for something; the lock is held until the promise settles. */
export async function withLockAsync<T>(folder: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const number = acquire(folder, options.wait ?? 60_000);
  try {
    return await work();
  } finally {
    release(folder, number);
  }
}

function acquire(folder: string, wait: number): number {
  const first = tryIn(folder);
  return typeof first === 'number' ? first : interruptible(() => queue(folder, Date.now() + wait));
}

function queue(folder: string, deadline: number): number {
  step('wait', folder);
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    sleep(pause + Math.random() * pause);
    const number = tryIn(folder);
    if (typeof number === 'number') return number;
    if (Date.now() > deadline) throw busy(folder, number.holder);
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Whoever holds the lock may move the folder away (`forgetSlot`): then it is made again. */
function tryIn(folder: string): number | { holder: Holder | null } {
  try {
    makeFolder(folder);
    return tryAcquire(folder);
  } catch (cause) {
    const error = fileError(cause, folder);
    if (isSoulError(error, 'E_FILE') && error.details.errno === 'ENOENT') return { holder: null };
    throw error;
  }
}

/** The number we now hold, or who holds it. */
function tryAcquire(folder: string): number | { holder: Holder | null } {
  const top = highest(folder);
  if (top && !top.free) {
    const holder = readHolder(folder, top.number);
    if (isAlive(folder, top.number, holder)) return { holder };
  }
  const number = (top?.number ?? 0) + 1;
  if (!create(path.join(folder, `lock.${number}`))) return { holder: null };
  if (isOldNews(top, entries(folder))) {
    fs.rmSync(path.join(folder, `lock.${number}`), { force: true });
    return { holder: null };
  }
  removeBelow(folder, number);
  return number;
}

function isOldNews(top: Entry | undefined, now: readonly Entry[]): boolean {
  const number = (top?.number ?? 0) + 1;
  if (top && !now.some(({ name }) => name === top.name)) return true;
  return now.some((entry) => entry.number > number || (entry.number === number && entry.free));
}

interface Entry {
  readonly number: number;
  readonly free: boolean;
  readonly name: string;
}

function entries(folder: string): Entry[] {
  return fs.readdirSync(folder).flatMap((name) => {
    const match = NAME.exec(name);
    return match ? [{ number: Number(match[1]), free: match[2] !== undefined, name }] : [];
  });
}

function highest(folder: string): Entry | undefined {
  return entries(folder).sort((a, b) => b.number - a.number || Number(b.free) - Number(a.free))[0];
}

function create(file: string): boolean {
  try {
    step('lock', file);
    const handle = fs.openSync(file, 'wx');
    sign(handle, file);
    return true;
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw fileError(error, file);
  }
}

/** On a full disk there is room for the name of a file but not for its content: nobody may wait for such a lock. */
function sign(handle: number, file: string): void {
  try {
    step('sign', file);
    fs.writeSync(handle, JSON.stringify(self()));
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  } finally {
    fs.closeSync(handle);
  }
}

function removeBelow(folder: string, number: number): void {
  for (const entry of entries(folder)) {
    if (entry.number < number) fs.rmSync(path.join(folder, entry.name), { force: true });
  }
}

/**
 * A lock that cannot be given back (the folder is gone, the disk fails) makes nothing undone: the work stands, and the
 * lock counts as free as soon as this process has ended. In a folder that was made again the number may be another's.
 */
function release(folder: string, number: number): void {
  const file = path.join(folder, `lock.${number}`);
  if ((readHolder(folder, number)?.pid ?? process.pid) !== process.pid) return;
  try {
    fs.renameSync(file, `${file}.free`);
  } catch (error) {
    if (errno(error) === undefined) throw error;
  }
}

function readHolder(folder: string, number: number): Holder | null {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, `lock.${number}`), 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive(folder: string, number: number, holder: Holder | null): boolean {
  if (holder === null || typeof holder.pid !== 'number') return isYoung(folder, number, UNWRITTEN_AFTER);
  return isRunning(holder) ?? isYoung(folder, number, FOREIGN_AFTER);
}

function isYoung(folder: string, number: number, limit: number): boolean {
  const stat = fs.statSync(path.join(folder, `lock.${number}`), { throwIfNoEntry: false });
  return stat === undefined || Date.now() - stat.mtimeMs < limit;
}

function busy(folder: string, holder: Holder | null): SoulError {
  const who = holder ? `pid ${holder.pid}` : '?';
  return new SoulError(
    'E_LOCKED',
    text(
      `another command (${who}, since ${holder?.at ?? '?'}) is at work in ${folder}`,
      `另一条命令（${who}，始于 ${holder?.at ?? '?'}）正在操作 ${folder}`,
    ),
    { hint: text('wait for it to finish, then try again', '请等它结束后再试'), details: { folder, holder } },
  );
}
