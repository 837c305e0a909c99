import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTable, tableBytes } from '../../../src/core/search/table.ts';
import { distance, near } from '../../../src/core/search/typos.ts';

/** Restricted Damerau-Levenshtein distance, straight from the definition. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const replaced = plainDistance(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1);
  const one = Math.min(plainDistance(x, b) + 1, plainDistance(a, y) + 1, replaced);
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  return swapped ? Math.min(one, plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1) : one;
}

describe('distance', () => {
  const word = fc.stringMatching(/^[abc]{0,6}$/);

  it('is the restricted Damerau-Levenshtein distance, up to the limit', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom(1, 2), (a, b, most) => {
        expect(distance(Buffer.from(a), Buffer.from(b), most)).toBe(Math.min(plainDistance(a, b), most + 1));
      }),
    );
  });
});

describe('near', () => {
  const table = openTable(
    tableBytes(
      new Map(
        ['=kubernetes', 'golang', 'kubernet', 'nietzsche', 'plan', 'planet', '诸葛'].map((key) => [
          key,
          new Uint8Array([2]),
        ]),
      ),
    ),
  );
  const words = (typed: string, prefix = '') =>
    near(table, typed, prefix).map(({ word, distance: slips }) => `${word} ${slips}`);

  it.each([
    ['golnag', 'golang 1'],
    ['oglang', 'golang 1'],
    ['nietzche', 'nietzsche 1'],
    ['kubernte', 'kubernet 1'],
  ])('%s is near %s', (typed, found) => {
    expect(words(typed)).toEqual([found]);
  });

  it('believes one slip in short words, two in long ones, none in the shortest', () => {
    expect(words('plon')).toEqual(['plan 1']);
    expect(words('plunet')).toEqual(['planet 1']);
    expect(words('plunit')).toEqual([]);
    expect(words('neitzshe')).toEqual(['nietzsche 2']);
    expect(words('pla')).toEqual([]);
  });

  it('can keep to terms with a prefix, and never looks at other scripts', () => {
    expect(words('kuberntes', '=')).toEqual(['kubernetes 1']);
    expect(words('诸葛')).toEqual([]);
  });
});
