/** `search --exact` and `--prefix`, as the official command has them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Home, makeHome } from '../helpers/home.ts';

let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home.remove());

const names = (...flags: string[]) =>
  home.json<{ results: { name: string }[] }>(['search', ...flags]).results.map(({ name }) => name);

it('finds by name only', () => {
  expect(names('find-souls', '--exact')).toEqual(['find-souls']);
  expect(names('find-soul', '--exact')).toEqual([]);
  const begun = names('find', '--prefix');
  expect(begun).toContain('find-souls');
  expect(begun.every((name) => name.startsWith('find'))).toBe(true);
  expect(names('f', '--prefix', '--limit', '1')).toHaveLength(1);
});

it('finds by title in any language', () => {
  expect(names('Zhang Dai', '--exact')).toEqual(['zhang-dai']);
  expect(names('zhang  DAI', '--exact')).toEqual(['zhang-dai']);
  expect(names('张岱', '--exact')).toEqual(['zhang-dai']);
  expect(names('张', '--exact')).toEqual([]);
  expect(names('张', '--prefix')).toContain('zhang-dai');
});
