/** Front matter that we write is read back as it was. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFrontMatter, writeFrontMatter } from '../../../src/core/front-matter.ts';

const ODD = [
  ...['yes', 'No', '~', '1.0', '1_000', '0x1F', '.5', '.inf', '1:20', '2020-01-01', '=', '<<', 'null', 'true '],
  ...['a: b', 'a #b', '# x', '&a', '*b', '- x', '[a]', '{a}', '"', "'", '孙悟空：行者', '---', '\u2028', '\u0085'],
];
const leaf = fc.oneof(fc.string(), fc.constantFrom(...ODD), fc.boolean(), fc.integer(), fc.constant(null));
const key = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(...ODD)).filter((name) => name !== '__proto__');
const map = fc.dictionary(key, leaf, { noNullPrototype: true });

it('whatever is in it', () => {
  const data = fc.dictionary(key, fc.oneof(leaf, fc.array(leaf), map), { minKeys: 1, noNullPrototype: true });
  fc.assert(
    fc.property(data, (written) => {
      const read = readFrontMatter(`${writeFrontMatter(written)}The persona.\n`, 'SOUL.md');
      expect(read.data).toEqual(written);
      expect(read.body).toBe('The persona.\n');
    }),
    { numRuns: 500 },
  );
});

it('as a person would have written it', () => {
  expect(
    writeFrontMatter({
      name: 'go-expert',
      version: '1.0.0',
      displayName: { en: 'Go Expert', zh: 'Go 专家' },
      tags: ['a', '1'],
    }),
  ).toBe(
    '---\nname: go-expert\nversion: "1.0.0"\ndisplayName:\n  en: Go Expert\n  zh: Go 专家\ntags: [a, "1"]\n---\n\n',
  );
});
