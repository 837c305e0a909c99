/** What must be accepted, and what comes out. Archives made by other programs: `tools.test.ts`. */
import { randomBytes } from 'node:crypto';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ArchiveOptions, readArchive } from '../../../src/core/archive/index.ts';
import { packTgz, packZip } from '../../../src/core/archive/pack.ts';
import { isSoulError } from '../../../src/core/errors.ts';
import {
  le,
  longName,
  pax,
  records,
  ruleOf,
  SOUL,
  tar,
  tarFile,
  tarHeader,
  textOf,
  tgz,
  unixMode,
  zip,
} from './build.ts';

const TOP: ArchiveOptions = { root: '' };
const NPM: ArchiveOptions = { root: 'package' };
const UNKNOWN: ArchiveOptions = { root: null };
const soul = tarFile('SOUL.md');
const packed = deflateRawSync(SOUL);

function namesIn(bytes: Uint8Array, options: ArchiveOptions): readonly string[] {
  return [...readArchive(bytes, options).keys()];
}

describe('tgz', () => {
  it('gives names and bytes, in byte order, as plain copies of nothing', () => {
    const files = readArchive(tgz(tarFile('b.md', ''), soul, tarFile('资料/人设.md', '你好\n')), TOP);
    expect(textOf(files)).toEqual({ 'SOUL.md': SOUL.toString(), 'b.md': '', '资料/人设.md': '你好\n' });
    expect([...files.keys()]).toEqual(['SOUL.md', 'b.md', '资料/人设.md']);
    for (const bytes of files.values()) expect(bytes.constructor).toBe(Uint8Array);
  });

  it('sorts by bytes, not by UTF-16 units', () => {
    expect(namesIn(tgz(tarFile('\u{20000}.md'), tarFile('\uff08.md'), soul), TOP)).toEqual([
      'SOUL.md',
      '\uff08.md',
      '\u{20000}.md',
    ]);
  });

  it.each([
    ['a pax path', [pax(records({ path: `${'long/'.repeat(5)}${'n'.repeat(120)}.md` })), tarFile('cut')]],
    [
      'a GNU long name',
      [longName(`${'long/'.repeat(5)}${'n'.repeat(120)}.md`), tarFile('cut', SOUL, { magic: 'ustar  \0' })],
    ],
    [
      'a long name cut inside a character',
      [longName(`${'long/'.repeat(5)}${'n'.repeat(120)}.md`), tarFile(Buffer.from([0xe4]))],
    ],
    ['a ustar prefix', [tarFile(`${'n'.repeat(80)}${'n'.repeat(40)}.md`.slice(-97), SOUL, { prefix: 'x' })]],
  ])('reads %s', (what, blocks) => {
    const [name] = namesIn(tgz(...blocks), TOP);
    expect(name).toBe(
      what === 'a ustar prefix' ? `x/${'n'.repeat(94)}.md` : `${'long/'.repeat(5)}${'n'.repeat(120)}.md`,
    );
  });

  it.each([
    ['GNU headers, whose prefix holds other things', 'ustar  \0'],
    ['headers from before ustar', '\0'.repeat(8)],
  ])('ignores the prefix of %s', (_, magic) => {
    expect(namesIn(tgz(tarFile('SOUL.md', SOUL, { magic, prefix: '../..' })), TOP)).toEqual(['SOUL.md']);
  });

  it.each([
    [
      'times, owners, comments and unknown keys',
      pax(records({ mtime: '1.5', uname: '用户', 'VENDOR.x': '1', comment: '' })),
    ],
    ['attributes', pax(records({ 'SCHILY.xattr.security.capability': 'AQAAAg==' }))],
    ['keys of Object.prototype', pax(records({ __proto__: '1', constructor: '2' }))],
    ['a size that says the same', pax(records({ size: String(SOUL.length) }))],
    ['the standard character set', pax(records({ hdrcharset: 'ISO-IR 10646 2000 UTF-8' }))],
    ['the commit of git archive', pax(records({ comment: 'a'.repeat(40) }), 'g')],
    ['folders', tarHeader('a/', { type: '5' })],
    ['a folder listed twice', Buffer.concat([tarHeader('a/', { type: '5' }), tarHeader('a', { type: '5' })])],
    ['the folder "."', tarHeader('./', { type: '5' })],
  ])('takes no notice of %s', (_, block) => {
    expect(namesIn(tgz(block, soul), TOP)).toEqual(['SOUL.md']);
  });

  it('reads a pax path of digits as text', () => {
    expect(namesIn(tgz(pax(records({ path: '12345' })), soul), TOP)).toEqual(['12345']);
  });

  it('takes "./" before names, as `tar -czf x.tgz .` writes them', () => {
    expect(namesIn(tgz(tarHeader('./', { type: '5' }), tarFile('./SOUL.md'), tarFile('./a/b.md')), TOP)).toEqual([
      'SOUL.md',
      'a/b.md',
    ]);
    expect(namesIn(tgz(tarFile('./package/SOUL.md')), NPM)).toEqual(['SOUL.md']);
    expect(ruleOf(() => readArchive(tgz(tarFile('././SOUL.md')), TOP))).toBe('path.dot');
    expect(ruleOf(() => readArchive(tgz(soul, tarFile('./SOUL.md')), TOP))).toBe('path.duplicate');
  });

  it('takes the optional fields of a gzip header, a right header checksum too', () => {
    const plain = gzipSync(tar(soul));
    const head = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 0x1e, 1, 2, 3, 4, 2, 3]),
      le([2, 3]),
      Buffer.from('abc../../name\0a comment\0'),
    ]);
    const bytes = Buffer.concat([head, le([2, crc32(head) & 0xffff]), plain.subarray(10)]);
    expect(namesIn(bytes, TOP)).toEqual(['SOUL.md']);
  });

  it('takes the zeros that fill the last record', () => {
    expect(namesIn(tgz(soul, Buffer.alloc(10_240 - 2048)), TOP)).toEqual(['SOUL.md']);
  });

  it('does not ask for the ratio of small archives', () => {
    expect(namesIn(tgz(tarFile('SOUL.md', '\n'.repeat(500_000))), TOP)).toEqual(['SOUL.md']);
  });
});

describe('zip', () => {
  const entry = { name: 'SOUL.md' };
  const streamed = { ...entry, flags: 0x808, local: { crc: 0, packed: 0, size: 0 } };
  const sums = le([4, crc32(SOUL)], [4, packed.length], [4, SOUL.length]);
  const longSums = le([4, crc32(SOUL)], [8, packed.length], [8, SOUL.length]);
  const signature = le([4, 0x08074b50]);
  const zip64 = (...values: readonly number[]) =>
    Buffer.concat([le([2, 1], [2, 8 * values.length]), le(...values.map((value) => [8, value] as const))]);
  const big = 0xffffffff;

  it.each([
    ['deflated', zip([entry])],
    ['stored', zip([{ ...entry, method: 0 }])],
    ['deflated with the levels of flags 1 and 2', zip([{ ...entry, flags: 0x806 }])],
    ['a descriptor', zip([{ ...streamed, descriptor: Buffer.concat([signature, sums]) }])],
    ['a descriptor without signature', zip([{ ...streamed, descriptor: sums }])],
    ['a zip64 descriptor', zip([{ ...streamed, descriptor: Buffer.concat([signature, longSums]) }])],
    ['a descriptor that repeats the header', zip([{ ...entry, flags: 0x808, descriptor: sums }])],
    [
      'zip64 sizes that are not needed',
      zip([{ ...entry, size: big, packed: big, extra: zip64(SOUL.length, packed.length) }]),
    ],
    ['a zip64 size alone', zip([{ ...entry, packed: big, extra: zip64(packed.length) }])],
    [
      'zip64 in the local header only',
      zip([{ ...entry, local: { size: big, packed: big, extra: zip64(SOUL.length, packed.length) } }]),
    ],
    [
      'extra fields',
      zip([{ ...entry, extra: Buffer.concat([le([2, 0x5455], [2, 5]), Buffer.alloc(5), le([2, 0x0a], [2, 0])]) }]),
    ],
    ['a comment', zip([entry], { comment: Buffer.from('a'.repeat(40)) })],
    ['a file mode', zip([{ ...entry, attributes: unixMode(0o106755) }])],
    ['no mode, from VMS', zip([{ ...entry, madeBy: 0x0214 }])],
    ['folders', zip([{ name: 'a/', data: '', method: 0, attributes: unixMode(0o040755) + 0x10 }, entry])],
    ['a folder that is deflated', zip([{ name: 'a/', data: '' }, entry])],
  ])('reads %s', (_, bytes) => {
    expect(textOf(readArchive(bytes, TOP))).toEqual({ 'SOUL.md': SOUL.toString() });
  });

  it('reads UTF-8 names with the flag, and without it from systems known to write UTF-8', () => {
    expect(namesIn(zip([entry, { name: '资料/人设.md' }]), TOP)).toEqual(['SOUL.md', '资料/人设.md']);
    expect(namesIn(zip([entry, { name: '资料/人设.md', flags: 0 }]), TOP)).toEqual(['SOUL.md', '资料/人设.md']);
    const dos = Buffer.from([0x63, 0x61, 0x66, 0x82]);
    expect(ruleOf(() => readArchive(zip([{ name: dos, flags: 0 }]), TOP))).toBe('path.utf8');
  });

  it('takes records in another order than the data', () => {
    const a = zip([entry]);
    const first = a.length - 22 - 46 - entry.name.length;
    const bytes = zip([
      { name: 'b.md', offset: first },
      { ...entry, offset: 0 },
    ]);
    // The builder wrote b.md first; swap the two local parts so that the records point at them crosswise.
    const second = zip([{ name: 'b.md' }]);
    const local = second.subarray(0, second.length - 22 - 46 - 4);
    const swapped = Buffer.concat([a.subarray(0, first), local, bytes.subarray(first + local.length)]);
    expect(namesIn(swapped, TOP)).toEqual(['SOUL.md', 'b.md']);
  });
});

describe('the root', () => {
  it('must hold every entry, and is taken off', () => {
    expect(namesIn(tgz(tarHeader('package', { type: '5' }), tarFile('package/a/b.md')), NPM)).toEqual(['a/b.md']);
  });

  it.each([
    ['/etc/passwd', 'path.absolute'],
    ['../package/a.md', 'path.parent'],
    ['package/../../a.md', 'path.parent'],
    ['package//etc/passwd', 'path.absolute'],
    ['package/', 'tar.file-slash'],
    ['Package/a.md', 'archive.root'],
  ])('lets %s out by %s', (name, rule) => {
    expect(ruleOf(() => readArchive(tgz(tarFile(name)), NPM))).toBe(rule);
  });

  it.each([
    ['one folder', ['repo-1a2b3c/SOUL.md', 'repo-1a2b3c/a/b.md'], ['SOUL.md', 'a/b.md']],
    ['npm', ['package/SOUL.md'], ['SOUL.md']],
    ['a file at the top', ['SOUL.md', 'a/b.md'], ['SOUL.md', 'a/b.md']],
    ['two folders', ['a/b.md', 'c/d.md'], ['a/b.md', 'c/d.md']],
  ])('is found when it is not known: %s', (_, names, expected) => {
    expect(namesIn(tgz(...names.map((name) => tarFile(name))), UNKNOWN)).toEqual(expected);
    expect(namesIn(zip(names.map((name) => ({ name }))), UNKNOWN)).toEqual(expected);
  });

  it('counts folders of their own when it is not known', () => {
    const blocks = [tarHeader('./', { type: '5' }), tarHeader('empty/', { type: '5' }), tarFile('a/b.md')];
    expect(namesIn(tgz(...blocks), UNKNOWN)).toEqual(['a/b.md']);
  });

  it.each([
    ['../a.md', 'path.parent'],
    ['/a.md', 'path.absolute'],
    ['.git/hooks', 'path.dotfile'],
    ['C:/a.md', 'path.drive'],
  ])('is never made of %s', (name, rule) => {
    expect(ruleOf(() => readArchive(tgz(tarFile(name)), UNKNOWN))).toBe(rule);
  });
});

describe('pick', () => {
  const blocks = [
    tarFile('repo-1/.github/workflows/ci.yml'),
    tarHeader('repo-1/link', { type: '2', link: '/etc' }),
    tarFile('repo-1/souls/go/SOUL.md'),
    tarFile('repo-1/souls/go-2/SOUL.md'),
  ];
  const pick = (path: string) => path.startsWith('souls/go/');

  it('takes one soul out of a repository, whatever else is there', () => {
    expect(namesIn(tgz(...blocks), { root: null, pick })).toEqual(['souls/go/SOUL.md']);
    expect(ruleOf(() => readArchive(tgz(...blocks), UNKNOWN))).toBe('path.dotfile');
  });

  it('holds what is picked to every rule', () => {
    const bad = [...blocks, tarFile('repo-1/souls/go/.npmrc')];
    expect(ruleOf(() => readArchive(tgz(...bad), { root: null, pick }))).toBe('path.dotfile');
    const link = [...blocks, tarHeader('repo-1/souls/go/a.md', { type: '2', link: 'SOUL.md' })];
    expect(ruleOf(() => readArchive(tgz(...link), { root: null, pick }))).toBe('archive.link');
  });

  it('asks of what is picked how large a file is, and of the rest only how large it is in all', () => {
    const limits = { fileBytes: 100, totalBytes: 1000 };
    const picking = { root: null, pick, limits };
    const archives = (name: string, size: number) => {
      const data = randomBytes(size);
      return [
        tgz(...blocks, tarFile(name, data)),
        zip([
          { name: 'repo-1/souls/go/SOUL.md', data: SOUL },
          { name, data },
        ]),
      ];
    };
    for (const archive of archives('repo-1/film.mp4', 101)) {
      expect(namesIn(archive, picking)).toEqual(['souls/go/SOUL.md']);
      expect(ruleOf(() => readArchive(archive, { root: null, limits }))).toMatch(/path.dotfile|archive.file-size/);
    }
    for (const archive of archives('repo-1/souls/go/film.mp4', 101))
      expect(ruleOf(() => readArchive(archive, picking))).toBe('archive.file-size');
    for (const archive of archives('repo-1/film.mp4', 1001))
      expect(ruleOf(() => readArchive(archive, picking))).toBe('archive.file-size');
  });

  it('may pick nothing', () => {
    expect(namesIn(tgz(...blocks), { root: null, pick: () => false })).toEqual([]);
  });
});

describe('names', () => {
  it.each([
    [['a.md', 'A.md'], 'path.collision'],
    [['a', 'a/b.md'], 'path.file-and-folder'],
    [['SOUL.md', 'SOUL.md'], 'path.duplicate'],
    [['SOUL.md', 'nul.md'], 'path.device'],
  ])('%j are refused in both formats', (names, rule) => {
    expect(ruleOf(() => readArchive(tgz(...names.map((name) => tarFile(name))), TOP))).toBe(rule);
    expect(ruleOf(() => readArchive(zip(names.map((name) => ({ name }))), TOP))).toBe(rule);
  });

  it('collide with empty folders too', () => {
    expect(ruleOf(() => readArchive(tgz(soul, tarHeader('soul.MD/', { type: '5' })), TOP))).toBe(
      'path.file-and-folder',
    );
  });

  it.each([Buffer.from([0x61, 0xff]), Buffer.from([0xc0, 0xae, 0xc0, 0xae]), Buffer.from([0x61, 0xed, 0xa0, 0x80])])(
    '%j is not UTF-8',
    (name) => {
      expect(ruleOf(() => readArchive(tgz(soul, tarFile(name)), TOP))).toBe('path.utf8');
      expect(ruleOf(() => readArchive(zip([{ name: 'SOUL.md' }, { name }]), TOP))).toBe('path.utf8');
    },
  );
});

describe('damage', () => {
  const files = new Map([
    ['SOUL.md', SOUL],
    ['资料/人设.md', Buffer.from('你好\n'.repeat(40))],
    [`references/${'n'.repeat(120)}.md`, Buffer.from('x')],
  ]);
  const same = textOf(files);

  /** Our refusal, or exactly the package; any other error is a bug and rises. */
  function readsAllOrNothing(bytes: Uint8Array, options: ArchiveOptions): boolean {
    try {
      expect(textOf(readArchive(bytes, options))).toEqual(same);
    } catch (error) {
      if (!isSoulError(error, 'E_ARCHIVE', 'E_PATH', 'E_TOO_LARGE')) throw error;
      return false;
    }
    return true;
  }

  it.each([
    ['tgz', packTgz(files), NPM],
    ['zip', packZip(files), TOP],
  ])('every cut of a %s is refused', (_, bytes, options) => {
    expect(readsAllOrNothing(bytes, options)).toBe(true);
    for (let length = 0; length < bytes.length; length++) {
      expect(readsAllOrNothing(bytes.subarray(0, length), options)).toBe(false);
    }
  });

  it.each([
    ['tgz', packTgz(files), NPM],
    ['zip', packZip(files), TOP],
  ])('every changed byte of a %s is refused or changes nothing', (_, bytes, options) => {
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const changed = bytes.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        readsAllOrNothing(changed, options);
      }
    }
  });

  it('every changed byte of a tar header is refused or changes nothing', () => {
    const block = tar(tarFile('package/SOUL.md'));
    const wanted = { 'SOUL.md': SOUL.toString() };
    for (let at = 0; at < 512; at++) {
      const changed = Buffer.from(block);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const read = () => expect(textOf(readArchive(gzipSync(changed, { level: 1 }), NPM))).toEqual(wanted);
      expect(['accepted', 'tar.checksum']).toContain(ruleOf(read));
    }
  });
});
