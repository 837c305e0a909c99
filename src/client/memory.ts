/** Small things that are worth remembering between two commands, and can be found out again. */
import { fileStore } from './file-store.ts';

export interface MemoryOptions {
  readonly cacheFolder: string;
  /** Find it out again. */
  readonly refresh: boolean;
  /** What was known once will do. */
  readonly offline: boolean;
}

const DAY = 24 * 3600 * 1000;

/** The folder may be read-only, full or damaged: then nothing is remembered, and that is all. keyv needs the listener. */
export async function openStore(folder: string, namespace: string) {
  const { Keyv } = await import('keyv');
  const store = new Keyv<unknown>({ store: fileStore(folder), namespace });
  store.on('error', () => {});
  return store;
}

/** What `remember` was given, at most a day ago; undefined when it was nothing. Check its shape. */
export async function recall(key: string, { cacheFolder, refresh, offline }: MemoryOptions): Promise<unknown> {
  const store = await openStore(cacheFolder, 'memory');
  const entry = (await store.get(key)) as { value?: unknown; at?: unknown } | undefined;
  const age = Date.now() - Number(entry?.at);
  return offline || (!refresh && age >= 0 && age < DAY) ? entry?.value : undefined;
}

export async function remember(key: string, value: unknown, { cacheFolder }: MemoryOptions): Promise<void> {
  const store = await openStore(cacheFolder, 'memory');
  await store.set(key, { value, at: Date.now() });
}
