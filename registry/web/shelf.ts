/** Things that were made and may be asked for again, the least recently used thrown away first. */

export interface Shelf<T> {
  get(key: string): T | undefined;
  /** @param bytes of the value */
  set(key: string, value: T, bytes: number): void;
}

/** What keeping something costs beside the key and the value. */
const ENTRY = 256;

/** @param room in bytes; keys count, because a key may hold what a stranger chose, and be longer than its value */
export function createShelf<T>(room: number): Shelf<T> {
  const held = new Map<string, { readonly value: T; readonly weight: number }>();
  let used = 0;
  const drop = (key: string) => {
    used -= held.get(key)?.weight ?? 0;
    held.delete(key);
  };
  return {
    get(key) {
      const found = held.get(key);
      if (found === undefined) return undefined;
      held.delete(key);
      held.set(key, found);
      return found.value;
    },
    set(key, value, bytes) {
      drop(key);
      const weight = ENTRY + 2 * key.length + bytes;
      if (weight > room) return;
      held.set(key, { value, weight });
      used += weight;
      for (const oldest of held.keys()) {
        if (used <= room) break;
        drop(oldest);
      }
    },
  };
}
