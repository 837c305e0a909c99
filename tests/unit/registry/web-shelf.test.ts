/** What a hub keeps of finished pages and texts, and that it keeps no more. */
import { describe, expect, it } from 'vitest';
import { createShelf } from '../../../registry/web/shelf.ts';

describe('a shelf', () => {
  it('throws the least recently used away when it is full', () => {
    const shelf = createShelf<string>(3_000);
    for (const key of ['a', 'b']) shelf.set(key, key, 1_000);
    expect(shelf.get('a')).toBe('a');
    shelf.set('c', 'c', 1_000);
    expect(['a', 'b', 'c'].map((key) => shelf.get(key))).toEqual(['a', undefined, 'c']);
  });

  it('counts keys too: a stranger may have chosen them', () => {
    const shelf = createShelf<string>(1_000_000);
    const keys = Array.from({ length: 100 }, (_, index) => `${index} ${'x'.repeat(15_000)}`);
    for (const key of keys) shelf.set(key, '', 10);
    const kept = keys.filter((key) => shelf.get(key) !== undefined);
    expect(kept.length).toBeGreaterThan(10);
    expect(kept.length * 2 * 15_000).toBeLessThan(1_000_000);
  });
});
