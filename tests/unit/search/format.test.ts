import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SoulError } from '../../../src/core/errors.ts';
import {
  loadIndex,
  type SearchIndex,
  search,
  serializeIndex,
  sizeOf,
  suggest,
} from '../../../src/core/search/index.ts';
import { removeDocuments } from '../../../src/core/search/memory.ts';
import { addDocuments, CATALOGUE, catalogueIndex, soul } from './catalogue.ts';

const QUERIES = ['律师', 'expert', 'zhugeliang', '我的番茄怎么办', 'kuberntes', 'tax attorney', '', '关羽'];

let index: SearchIndex;
let bytes: Uint8Array;
beforeAll(async () => {
  index = await catalogueIndex();
  bytes = serializeIndex(index);
});

describe('a saved index', () => {
  it('answers like the one it was saved from', () => {
    const loaded = loadIndex(bytes);
    for (const query of QUERIES) expect(search(loaded, query)).toEqual(search(index, query));
    expect(suggest(loaded, 'k')).toEqual(suggest(index, 'k'));
  });

  it('is the same file for the same documents', () => {
    expect(Buffer.compare(serializeIndex(loadIndex(bytes)), bytes)).toBe(0);
  });

  it('may start anywhere in a larger buffer', () => {
    const shifted = Buffer.concat([Buffer.from('xyz'), bytes]);
    expect(search(loadIndex(shifted.subarray(3)), 'kubernetes')).toEqual(search(index, 'kubernetes'));
  });

  it('holds neither removed documents nor more than one segment', async () => {
    const grown = await addDocuments(removeDocuments(index, ['dentist']), [
      soul({ name: 'potter', zh: '陶艺师', en: 'Potter' }),
    ]);
    const loaded = loadIndex(serializeIndex(grown));
    expect(loaded.segments).toHaveLength(1);
    expect(sizeOf(loaded)).toBe(CATALOGUE.length);
    expect(search(loaded, 'potter').results[0]?.id).toBe('potter');
    expect(Buffer.from(serializeIndex(grown)).includes('"id":"dentist"')).toBe(false);
  });

  it('can grow after loading', async () => {
    const grown = await addDocuments(loadIndex(bytes), [soul({ name: 'potter', zh: '陶艺师', en: 'Potter' })]);
    expect(search(grown, '陶艺').results[0]?.id).toBe('potter');
  });
});

describe('a file that is no index', () => {
  it.each([
    ['empty', () => new Uint8Array(), 'this is no search index'],
    ['something else', () => Buffer.from('<!doctype html><p>404'), 'this is no search index'],
    [
      'of another version',
      () => Buffer.concat([Buffer.from('soulidx9'), bytes.subarray(8)]),
      'the search index was made by another version of soulhub',
    ],
    ['cut short', () => bytes.subarray(0, bytes.length - 1), 'the search index is damaged'],
    ['cut in the header', () => bytes.subarray(0, 12), 'the search index is damaged'],
  ])('is refused: %s', (_, make, message) => {
    expect(() => loadIndex(make())).toThrowError(expect.objectContaining({ code: 'E_PROTOCOL', message }));
  });

  it('with bent bytes never hangs, and fails with E_PROTOCOL if at all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const bent = bytes.slice();
          for (const [at, byte] of changes) bent[at] = byte;
          try {
            const loaded = loadIndex(bent);
            for (const query of QUERIES) search(loaded, query, { explain: true });
            suggest(loaded, 'k');
          } catch (error) {
            expect(error).toBeInstanceOf(SoulError);
            expect(error).toMatchObject({ code: 'E_PROTOCOL' });
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** Files that a module loads, itself and what it imports; packages by name. `import type` is erased and loads nothing. */
function loads(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, names, from] of source.matchAll(/^(?:import|export) (?!type )([^;]*?) from '([^']+)'/gm)) {
    const onlyTypes =
      /^\{[^}]*\}$/.test(names ?? '') &&
      (names ?? '')
        .replace(/[{}\s]/g, '')
        .split(',')
        .filter(Boolean)
        .every((name) => name.startsWith('type'));
    if (onlyTypes) continue;
    if (from?.startsWith('.')) loads(resolve(dirname(file), from), seen);
    else seen.add(from ?? '');
  }
  return seen;
}

describe('reading an index', () => {
  it('loads nothing that only building needs', () => {
    const loaded = [...loads(resolve(import.meta.dirname, '../../../src/core/search/read.ts'))].map((file) =>
      file.split('/').at(-1),
    );
    expect(loaded).toContain('rank.ts');
    for (const heavy of ['pinyin-pro', 'pinyin.ts', 'mine.ts', 'write.ts', 'document.ts', 'passages.ts'])
      expect(loaded).not.toContain(heavy);
  });
});
