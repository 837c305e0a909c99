/** Things that were made and may be asked for again, the least recently used thrown away first. */

export interface Shelf<T> {
  get(key: string): T | undefined;
  set(key: string, value: T, weight: number): void;
}

/** @param room in the unit of the weights */
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
    set(key, value, weight) {
      drop(key);
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
