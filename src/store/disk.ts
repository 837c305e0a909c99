/**
 * The door to the file system for everything we write. Synchronous on purpose: a signal handler cannot run between two
 * steps, so Ctrl-C falls before or after a transaction, never inside. Nothing here follows a name from outside.
 *
 * Every write passes `step()`, where tests inject faults (`SOULHUB_FAULT`, see below); in normal use that is one
 * comparison with undefined.
 */
import type { Stats } from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import { fs } from './node.ts';

/**
 * Fault injection for tests: `SOULHUB_FAULT=<step>[@<n>]=<what>`, where step is the kind of operation (write, rename,
 * fsync, mkdir, link, unlink) or a named step of a transaction, n counts its occurrences from 1, and what is `kill`
 * (SIGKILL to ourselves) or an errno such as `ENOSPC`. `SOULHUB_FAULT_TRACE=<file>` appends the name of each step.
 */
const FAULT = /^([\w-]+)(?:@(\d+))?=(kill|E[A-Z]+)$/.exec(process.env.SOULHUB_FAULT ?? '');
const TRACE = process.env.SOULHUB_FAULT_TRACE;
const seen = new Map<string, number>();

/** Marks a point at which the program may be killed or an operation may fail. */
export function step(name: string, file = ''): void {
  if (FAULT === null && TRACE === undefined) return;
  if (TRACE !== undefined) fs.appendFileSync(TRACE, `${name}\n`);
  const count = (seen.get(name) ?? 0) + 1;
  seen.set(name, count);
  if (FAULT === null || FAULT[1] !== name || Number(FAULT[2] ?? 1) !== count) return;
  if (FAULT[3] === 'kill') process.kill(process.pid, 'SIGKILL');
  throw Object.assign(new Error(`injected ${FAULT[3]}`), { code: FAULT[3], path: file });
}

export function errno(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const REASONS: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  EACCES: ['permission denied', '没有权限'],
  EPERM: ['operation not permitted', '不允许的操作'],
  EROFS: ['the file system is read-only', '文件系统是只读的'],
  ENOSPC: ['no space left on the device', '磁盘空间不足'],
  EDQUOT: ['the disk quota is used up', '磁盘配额已用完'],
  EFBIG: ['the file would be too large', '文件过大'],
  EIO: ['input/output error', '输入输出错误'],
  EMFILE: ['too many open files', '打开的文件过多'],
  EEXIST: ['something else stands there', '该位置已有其他内容'],
  ENOTDIR: ['a folder is expected where a file stands', '应为文件夹的位置是文件'],
  EISDIR: ['a file is expected where a folder stands', '应为文件的位置是文件夹'],
  ENOENT: ['no such file or folder', '文件或文件夹不存在'],
  ELOOP: ['too many links in the path', '路径中的链接过多'],
  ENAMETOOLONG: ['the name is too long', '文件名过长'],
  ENOTEMPTY: ['the folder is not empty', '文件夹不为空'],
};

/** An errno in words. */
export function reason(code: string): readonly [en: string, zh: string] {
  return REASONS[code] ?? [code, code];
}

const RIGHTS = text(
  'nothing is half done; run it as the owner of these files, or make them writable',
  '没有任何操作只做了一半；请以文件所有者的身份运行，或使其可写',
);
const ROOM = text('nothing is half done; make room and try again', '没有任何操作只做了一半；请腾出空间后重试');
const AGAIN = text(
  'nothing is half done; put that right and try again',
  '没有任何操作只做了一半；请先解决该问题再重试',
);
const ADVICE: Readonly<Record<string, Text>> = {
  EACCES: RIGHTS,
  EPERM: RIGHTS,
  EROFS: RIGHTS,
  ENOSPC: ROOM,
  EDQUOT: ROOM,
};

/** An operating-system error as ours, with the path always named. Anything else is passed on unchanged. */
export function fileError(error: unknown, file: string): unknown {
  const code = errno(error);
  if (error instanceof SoulError || code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  const [en, zh] = reason(code);
  return new SoulError('E_FILE', text(`${file}: ${en}`, `${file}：${zh}`), {
    hint: ADVICE[code] ?? AGAIN,
    details: { path: file, errno: code },
    cause: error,
  });
}

/** Runs one file operation; its failure names the path. */
export function attempt<T>(file: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw fileError(error, file);
  }
}

export function readIfExists(file: string): Uint8Array | null {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw fileError(error, file);
  }
}

export function lstatIfExists(file: string): Stats | null {
  try {
    return fs.lstatSync(file);
  } catch (error) {
    if (errno(error) === 'ENOENT') return null;
    throw fileError(error, file);
  }
}

/** With the folders above it. One by one, because Node says ENOENT when it makes several on a read-only disk. */
export function makeFolder(folder: string, mode = 0o777): void {
  if (isFolder(folder)) return;
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder), mode);
  try {
    step('mkdir', folder);
    fs.mkdirSync(folder, mode);
  } catch (error) {
    if (errno(error) !== 'EEXIST' || !isFolder(folder)) throw fileError(error, folder);
  }
}

function isFolder(file: string): boolean {
  return attempt(file, () => fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/**
 * A folder of machine state, which ignores itself in any repository that it lies in. No lock is held here, so there is
 * no temp file either: an empty file is one that was being written.
 */
export function makeIgnoredFolder(folder: string): void {
  makeFolder(folder);
  const ignore = path.join(folder, '.gitignore');
  if (readIfExists(ignore)?.length) return;
  attempt(ignore, () => {
    step('write', ignore);
    fs.writeFileSync(ignore, '*\n');
  });
}

/** Makes renames and new names in a folder durable. Some file systems cannot; that is not an error. */
export function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    step('fsync', folder);
    handle = fs.openSync(folder, 'r');
    fs.fsyncSync(handle);
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES'].includes(errno(error) ?? ''))
      throw fileError(error, folder);
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

export interface WriteOptions {
  readonly mode?: number;
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
}

/** A new file, whole and on the disk when this returns, or none. Fails when the name is taken. */
export function writeNew(file: string, bytes: Uint8Array, options: WriteOptions = {}): void {
  attempt(file, () => {
    step('write', file);
    const handle = fs.openSync(file, 'wx', options.mode ?? 0o644);
    try {
      fill(handle, file, bytes, options);
    } catch (error) {
      // On a full disk, what was written of it is in the way of everything that would help.
      discard(file);
      throw error;
    } finally {
      fs.closeSync(handle);
    }
  });
}

function fill(handle: number, file: string, bytes: Uint8Array, { mode, owner }: WriteOptions): void {
  writeAll(handle, bytes);
  if (mode !== undefined) fs.fchmodSync(handle, mode);
  if (owner) chown(handle, owner);
  step('fsync', file);
  fs.fsyncSync(handle);
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += fs.writeSync(handle, bytes, at);
}

/**
 * Keeps the owner of the file that is replaced; impossible for an ordinary user only when it is somebody else's. Its group
 * is kept where that is allowed: a user who is not in it may still own the file, and loses nothing by another group.
 */
function chown(handle: number, owner: { uid: number; gid: number }): void {
  const now = fs.fstatSync(handle);
  if (now.uid === owner.uid && now.gid === owner.gid) return;
  try {
    fs.fchownSync(handle, owner.uid, owner.gid);
  } catch (error) {
    if (now.uid !== owner.uid || errno(error) !== 'EPERM') throw error;
  }
}

/** What is only in the way: when it cannot be removed now, whoever comes next tries again. */
export function discard(file: string): void {
  try {
    fs.rmSync(file, { recursive: true, force: true });
  } catch (error) {
    if (errno(error) === undefined) throw error;
  }
}

export function rename(from: string, to: string): void {
  attempt(to, () => {
    step('rename', to);
    fs.renameSync(from, to);
  });
}

/** Removes a file or link; one that is not there is fine. */
export function removeFile(file: string): void {
  try {
    step('unlink', file);
    fs.unlinkSync(file);
  } catch (error) {
    if (errno(error) !== 'ENOENT') throw fileError(error, file);
  }
}

/** False when it stays: something is in it, or it is no folder. One that is not there is fine. */
export function removeEmptyFolder(folder: string): boolean {
  try {
    step('rmdir', folder);
    fs.rmdirSync(folder);
    return true;
  } catch (error) {
    if (errno(error) === 'ENOENT') return true;
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EBUSY'].includes(errno(error) ?? '')) return false;
    throw fileError(error, folder);
  }
}

export function makeLink(target: string, file: string): void {
  attempt(file, () => {
    step('link', file);
    fs.symlinkSync(target, file);
  });
}

export interface ReplaceOptions extends WriteOptions {
  /** The caller holds a lock: the temp file has one fixed name, so that the next writer takes away what a killed one left. */
  readonly locked?: boolean;
}

/**
 * Temp file in the same folder, fsync, rename: old or new, whole, at every instant. After the rename it *is* new, so a
 * folder that cannot be synced then is no failure (SQLite does the same); who needs more calls `syncFolder`.
 */
export function replaceFile(file: string, bytes: Uint8Array, { locked, ...options }: ReplaceOptions = {}): void {
  const temp = locked ? `${file}.soulhub.tmp` : `${file}.${process.pid}.tmp`;
  discard(temp);
  writeNew(temp, bytes, options);
  try {
    rename(temp, file);
  } catch (error) {
    discard(temp);
    throw error;
  }
  try {
    syncFolder(path.dirname(file));
  } catch (error) {
    if (!(error instanceof SoulError)) throw error;
  }
}
