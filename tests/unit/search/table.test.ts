import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SoulError } from '../../../src/core/errors.ts';
import { itemAt, listWriter, openList } from '../../../src/core/search/list.ts';
import {
  compareKeys,
  eachKey,
  fromUtf8,
  lookup,
  openTable,
  readVarint,
  sink,
  sortedKeys,
  type Table,
  tableBytes,
  tableWriter,
  utf8,
  writeVarint,
  written,
} from '../../../src/core/search/table.ts';

/** Keys as they occur, and some that try the order: astral characters beside private-use ones. */
const key = fc.oneof(
  fc.stringMatching(/^[=^@#]?[a-z0-9]{1,12}$/),
  fc.stringMatching(/^[\u4e00-\u4e20]{1,4}$/),
  fc.constantFrom('\ue000x', '\u{20bb7}野', '\ufb01', 'é', '诸葛亮'),
);

function tableOf(keys: readonly string[]): Table {
  return openTable(tableBytes(new Map(keys.map((each) => [each, utf8(`value of ${each}`)]))));
}

function keysWithPrefix(table: Table, prefix: string): string[] {
  const found: string[] = [];
  eachKey(table, prefix, ({ key, length }) => {
    found.push(fromUtf8(key.subarray(0, length)));
    return true;
  });
  return found;
}

describe('a table', () => {
  it('finds what was written and nothing else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 120 }), fc.array(key, { maxLength: 20 }), (keys, others) => {
        const table = tableOf(keys);
        for (const each of keys) expect(fromUtf8(lookup(table, each) ?? new Uint8Array())).toBe(`value of ${each}`);
        for (const other of others) expect(lookup(table, other) !== undefined).toBe(keys.includes(other));
      }),
    );
  });

  it('lists keys in the order of their bytes, all of them or those with a prefix', () => {
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 120 }), key, (keys, other) => {
        const table = tableOf(keys);
        const inOrder = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        for (const prefix of ['', other, [...other][0] ?? '']) {
          expect(keysWithPrefix(table, prefix)).toEqual(inOrder.filter((each) => each.startsWith(prefix)));
        }
      }),
    );
  });

  it('stops when the visitor has seen enough', () => {
    let seen = 0;
    eachKey(tableOf(['a', 'ab', 'abc']), 'a', () => ++seen < 2);
    expect(seen).toBe(2);
  });

  it('may be empty', () => {
    const table = tableOf([]);
    expect(lookup(table, 'x')).toBeUndefined();
    expect(keysWithPrefix(table, '')).toEqual([]);
  });

  it('sorts like UTF-8, where UTF-16 would not', () => {
    expect(compareKeys('\ufb01', '\u{20bb7}')).toBeLessThan(0);
    expect('\ufb01' < '\u{20bb7}').toBe(false);
    expect(sortedKeys(['\u{20bb7}', '\ufb01', 'a'])).toEqual(['a', '\ufb01', '\u{20bb7}']);
  });

  it('writes the bytes of the worked example', () => {
    const writer = tableWriter();
    for (const word of ['go', 'golang', 'gold']) writer.add(word, new Uint8Array());
    expect([...writer.finish().subarray(12)]).toEqual([
      ...[0, 2, ...Buffer.from('go'), 0],
      ...[2, 4, ...Buffer.from('lang'), 0],
      ...[3, 1, ...Buffer.from('d'), 0],
    ]);
  });
});

/** Whatever is done to the bytes, reading them ends: with an answer, or with the error that says so. */
function survives(read: () => void): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(SoulError);
    expect(error).toMatchObject({ code: 'E_PROTOCOL' });
  }
}

describe('damaged bytes', () => {
  const words = Array.from({ length: 60 }, (_, index) => `word${(index * 7919) % 1000}`);
  const bytes = tableBytes(new Map([...new Set(words)].map((word) => [word, utf8(word)])));

  it('never hang and never throw anything but E_PROTOCOL', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, byte, length) => {
        const bent = bytes.slice(0, length);
        if (at < bent.length) bent[at] = byte;
        survives(() => {
          const table = openTable(bent);
          for (const word of words) lookup(table, word);
          keysWithPrefix(table, 'w');
        });
      }),
      { numRuns: 300 },
    );
  });

  it('are refused when the head promises more than there is', () => {
    expect(() => openTable(bytes.subarray(0, 6))).toThrowError(expect.objectContaining({ code: 'E_PROTOCOL' }));
    const many = bytes.slice();
    new DataView(many.buffer).setUint32(4, 1_000_000, true);
    expect(() => openTable(many)).toThrowError(expect.objectContaining({ code: 'E_PROTOCOL' }));
    expect(() => readVarint(new Uint8Array([0x80, 0x80]), { at: 0 })).toThrowError(
      expect.objectContaining({ code: 'E_PROTOCOL' }),
    );
  });
});

describe('varints and lists', () => {
  it('give back every number below 2^32', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (number) => {
        const to = sink(1);
        writeVarint(to, number);
        expect(readVarint(written(to), { at: 0 })).toBe(number);
      }),
    );
  });

  it('give back items by number, and refuse numbers beyond the end', () => {
    const writer = listWriter();
    for (const item of ['one', '', '三']) writer.add(utf8(item));
    const list = openList(writer.finish());
    expect([0, 1, 2].map((index) => fromUtf8(itemAt(list, index)))).toEqual(['one', '', '三']);
    expect(() => itemAt(list, 3)).toThrowError(expect.objectContaining({ code: 'E_PROTOCOL' }));
    expect(() => itemAt(list, -1)).toThrowError(expect.objectContaining({ code: 'E_PROTOCOL' }));
    expect(() => openList(new Uint8Array(3))).toThrowError(expect.objectContaining({ code: 'E_PROTOCOL' }));
  });
});
