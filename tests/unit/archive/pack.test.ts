import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/core/archive/index.ts';
import { packTgz, packZip } from '../../../src/core/archive/pack.ts';
import { brokenRule } from '../../../src/core/path.ts';
import { ruleOf, textOf } from './build.ts';

const FILES = new Map([
  ['b.md', Buffer.from('b')],
  ['SOUL.md', Buffer.from('# A soul\n')],
  ['资料/人设.md', Buffer.from('你好\n')],
  [`long/${'n'.repeat(150)}.md`, Buffer.from('')],
]);

/** Packages of any names and bytes that could exist. */
const PACKAGES = fc
  .dictionary(
    fc.array(fc.stringMatching(/^[a-z资料é_-]{1,40}$/), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
    fc.uint8Array({ maxLength: 2000 }),
    { minKeys: 1, maxKeys: 8 },
  )
  .map((entries) => new Map(Object.entries(entries)))
  .filter((files) => [...files.keys()].every((path) => brokenRule(path) === null))
  .filter((files) => ruleOf(() => packTgz(files)) === 'accepted');

describe.each([
  ['packTgz', packTgz, 'package'],
  ['packZip', packZip, ''],
] as const)('%s', (_, pack, root) => {
  it('gives the same bytes whatever order the files come in', () => {
    const reversed = new Map([...FILES].reverse());
    expect(pack(reversed)).toEqual(pack(FILES));
    expect(pack(FILES).constructor).toBe(Uint8Array);
  });

  it('gives back every package it is given', () => {
    fc.assert(
      fc.property(PACKAGES, (files) => {
        const read = readArchive(pack(files), { root });
        expect(new Map([...read].sort())).toEqual(new Map([...files].sort()));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['../SOUL.md', 'path.parent'],
    ['.env', 'path.dotfile'],
  ])('does not write %s', (path, rule) => {
    expect(ruleOf(() => pack(new Map([[path, Buffer.from('x')]])))).toBe(rule);
  });

  it('does not write names that collide', () => {
    const twins = new Map([
      ['a.md', Buffer.from('x')],
      ['A.md', Buffer.from('x')],
    ]);
    expect(ruleOf(() => pack(twins))).toBe('path.collision');
  });
});

describe('packTgz', () => {
  it('says nothing about the machine', () => {
    const bytes = packTgz(FILES);
    expect(Buffer.from(bytes.subarray(0, 10)).toString('hex')).toBe('1f8b08000000000002ff');
    const header = gunzipSync(bytes).subarray(0, 512);
    expect(header.toString('latin1').replaceAll('\0', '.')).toMatch(
      /^package\/SOUL\.md\.{85}000644 \.000000 \.000000 \.0000000011 \.3560116604 \.\d{6} \.0\.{100}ustar\.00\.{64}000000 \.000000 \.{168}$/,
    );
  });

  it('counts the digits of every pax record right', () => {
    for (let length = 1; length < 250; length++) {
      const path = `魂${'n'.repeat(length)}`;
      expect([...readArchive(packTgz(new Map([[path, Buffer.from('x')]])), { root: 'package' }).keys()]).toEqual([
        path,
      ]);
    }
  });

  it('takes another root, or none, but no bad one', () => {
    expect(textOf(readArchive(packTgz(FILES, 'go-1.0.0'), { root: 'go-1.0.0' }))).toEqual(textOf(FILES));
    expect(textOf(readArchive(packTgz(FILES, ''), { root: '' }))).toEqual(textOf(FILES));
    expect(ruleOf(() => packTgz(FILES, '..'))).toBe('path.parent');
  });
});

describe('packZip', () => {
  it('dates every entry 1980-01-01 and flags the names as UTF-8', () => {
    const bytes = Buffer.from(packZip(FILES));
    expect(bytes.readUInt16LE(6)).toBe(0x800);
    expect(bytes.readUInt32LE(10)).toBe(0x00210000);
  });
});
