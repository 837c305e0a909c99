/**
 * A store for keyv: one file a key, named by the hash of the key, replaced by rename so that a reader never sees half.
 * It holds answers that can be fetched again, and nothing else: no fsync, and whatever cannot be read is not there.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { KeyvStoreAdapter } from 'keyv';

const MOST = 2_000;

export interface FileStore extends Pick<KeyvStoreAdapter, 'opts' | 'get' | 'set' | 'delete' | 'clear'> {
  on(): FileStore;
}

/** @param most above this many files the oldest go, down to three quarters; looked at once in a process */
export function fileStore(folder: string, most = MOST): FileStore {
  const fileOf = (key: string) => path.join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  let pruned: Promise<void> | undefined;
  const store: FileStore = {
    opts: {},
    on: () => store,
    get: async (key) => (await readJsonText(fileOf(key))) as never,
    set: async (key, value: string) => {
      await replace(fileOf(key), value);
      pruned ??= prune(folder, most);
      await pruned;
    },
    delete: (key) => remove(fileOf(key)),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
  return store;
}

/** The text when it is whole JSON. A file that was cut, or is something else, is no entry. */
async function readJsonText(file: string): Promise<string | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}

let written = 0;

/** Answers may be private: nobody else on the machine can read them. */
async function replace(file: string, value: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  written += 1;
  const temp = `${file}.${process.pid}.${written}.tmp`;
  try {
    await writeFile(temp, value, { mode: 0o600, flag: 'wx' });
    await rename(temp, file);
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
}

async function remove(file: string): Promise<boolean> {
  try {
    await rm(file);
    return true;
  } catch {
    return false;
  }
}

/** Another process may be pruning too: a file that has gone meanwhile is fine. */
async function prune(folder: string, most: number): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= most) return;
  const dated = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      const facts = await stat(file).catch(() => null);
      return { file, time: facts?.mtimeMs ?? 0 };
    }),
  );
  dated.sort((a, b) => a.time - b.time);
  const surplus = dated.slice(0, names.length - Math.floor(most * 0.75));
  await Promise.all(surplus.map(({ file }) => rm(file, { force: true })));
}
