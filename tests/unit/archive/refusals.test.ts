/** Every rule of the table, broken by the smallest archive that breaks it. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_RULES, type ArchiveRule, readArchive, readTgz, readZip } from '../../../src/core/archive/index.ts';
import { isSoulError } from '../../../src/core/errors.ts';
import type { Limits } from '../../../src/core/files.ts';
import {
  le,
  longName,
  pax,
  records,
  ruleOf,
  SOUL,
  TAR_END,
  tar,
  tarFile,
  tarHeader,
  tgz,
  unixMode,
  type ZipEntry,
  zip,
} from './build.ts';

interface Case {
  readonly rule: ArchiveRule;
  readonly what: string;
  readonly bytes: () => Uint8Array;
  readonly limits?: Partial<Limits>;
  readonly root?: string;
  readonly read?: typeof readArchive;
}

function refuses(rule: ArchiveRule, what: string, bytes: () => Uint8Array, more: Partial<Case> = {}): Case {
  return { rule, what, bytes, ...more };
}

const soul = () => tarFile('SOUL.md');
const good = () => tgz(soul());
const entry: ZipEntry = { name: 'SOUL.md' };
const packed = deflateRawSync(SOUL);

function changed(bytes: Buffer, change: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}

function gzipWith(flags: number, fields: Buffer): Buffer {
  const whole = good();
  return Buffer.concat([
    changed(whole.subarray(0, 10), (head) => head.writeUInt8(flags, 3)),
    fields,
    whole.subarray(10),
  ]);
}

function zip64(...values: readonly number[]): Buffer {
  return Buffer.concat([le([2, 1], [2, 8 * values.length]), le(...values.map((value) => [8, value] as const))]);
}

const SHARED: readonly Case[] = [
  refuses('archive.format', 'a web page', () => Buffer.from('<!doctype html>')),
  refuses('archive.format', 'nothing', () => Buffer.alloc(0)),
  refuses('archive.format', 'a plain tar', () => tar(soul())),
  refuses('archive.size', 'a tgz above the limit', good, { limits: { archiveBytes: 20 } }),
  refuses('archive.size', 'a zip above the limit', () => zip([entry]), { limits: { archiveBytes: 20 } }),
  refuses('archive.total-size', 'two files, each small enough', () => tgz(soul(), tarFile('b.md')), {
    limits: { totalBytes: SOUL.length + 1 },
  }),
  refuses('archive.total-size', 'a tar that is mostly zeros', () => tgz(soul(), Buffer.alloc(64 * 1024)), {
    limits: { totalBytes: 4096, entries: 2, metaBytes: 512 },
  }),
  refuses('archive.total-size', 'a zip that says so', () => zip([entry, { name: 'b.md' }]), {
    limits: { totalBytes: SOUL.length + 1 },
  }),
  refuses('archive.file-size', 'a file in a tgz', good, { limits: { fileBytes: SOUL.length - 1 } }),
  refuses('archive.file-size', 'a file in a zip', () => zip([entry]), { limits: { fileBytes: SOUL.length - 1 } }),
  refuses('archive.file-size', 'a zip64 size of 2^53', () =>
    zip([{ ...entry, size: 0xffffffff, packed: 0xffffffff, extra: zip64(2 ** 53, 2 ** 53) }]),
  ),
  refuses('archive.files', 'one too many', () => tgz(soul(), tarFile('b.md')), { limits: { files: 1 } }),
  refuses('archive.entries', 'folders in a tgz', () => tgz(soul(), tarHeader('a/', { type: '5' })), {
    limits: { entries: 1 },
  }),
  refuses('archive.entries', 'global headers in a tgz', () => tgz(pax('', 'g'), pax('', 'g'), soul()), {
    limits: { entries: 1 },
  }),
  refuses('archive.entries', 'a zip', () => zip([entry, { name: 'b.md' }]), { limits: { entries: 1 } }),
  refuses('archive.ratio', 'a megabyte of zeros in a tgz', () => tgz(tarFile('SOUL.md', Buffer.alloc(2 ** 20)))),
  refuses('archive.ratio', 'more than a megabyte of zeros in a zip', () =>
    zip([{ ...entry, data: Buffer.alloc(2 ** 20 + 1) }]),
  ),
  refuses('archive.empty', 'a tar of nothing', () => tgz()),
  refuses('archive.empty', 'a folder only', () => tgz(tarHeader('a/', { type: '5' }))),
  refuses('archive.empty', 'a zip of nothing', () => zip([])),
  refuses('archive.root', 'a file beside the root', () => tgz(tarFile('package/a.md'), tarFile('other/b.md')), {
    root: 'package',
  }),
  refuses('archive.root', 'the root as a prefix of a name', () => tgz(tarFile('packages/a.md')), { root: 'package' }),
  refuses('archive.root', 'the root as a file', () => tgz(tarFile('package')), { root: 'package' }),
  refuses('archive.link', 'a symbolic link', () => tgz(soul(), tarHeader('a.md', { type: '2', link: 'SOUL.md' }))),
  refuses('archive.link', 'a hard link', () => tgz(soul(), tarHeader('a.md', { type: '1', link: 'SOUL.md' }))),
  refuses('archive.link', 'a link by its mode in a zip', () => zip([{ ...entry, attributes: unixMode(0o120777) }])),
  ...['3', '4', '6'].map((type) => refuses('archive.special', `type ${type}`, () => tgz(tarHeader('a', { type })))),
  ...[0o020666, 0o060666, 0o010666, 0o140777].map((mode) =>
    refuses('archive.special', `mode ${mode.toString(8)}`, () => zip([{ ...entry, attributes: unixMode(mode) }])),
  ),
];

const GZIP: readonly Case[] = [
  refuses('gzip.magic', 'a zip called .tgz', () => zip([entry]), { read: readTgz }),
  refuses('gzip.header', 'reserved flags', () => changed(good(), (copy) => copy.writeUInt8(0x20, 3))),
  refuses('gzip.header', 'another method', () => changed(good(), (copy) => copy.writeUInt8(7, 2))),
  refuses('gzip.header', 'a wrong checksum of the header', () => gzipWith(0x02, le([2, 1]))),
  refuses('gzip.truncated', 'ten bytes', () => good().subarray(0, 10)),
  refuses('gzip.truncated', 'half', () => good().subarray(0, 60)),
  refuses('gzip.truncated', 'all but the trailer', () => good().subarray(0, -8)),
  refuses('gzip.truncated', 'an extra field longer than the file', () => gzipWith(0x04, le([2, 65000]))),
  refuses('gzip.truncated', 'a name without an end', () =>
    Buffer.concat([good().subarray(0, 3), Buffer.from([8, 0, 0, 0, 0, 0, 3]), Buffer.alloc(20, 'a')]),
  ),
  refuses('gzip.damaged', 'an impossible block', () => changed(good(), (copy) => copy.fill(0xff, 10, 20))),
  refuses('gzip.checksum', 'the CRC', () => changed(good(), (copy) => copy.writeUInt32LE(7, copy.length - 8))),
  refuses('gzip.checksum', 'the length', () => changed(good(), (copy) => copy.writeUInt32LE(7, copy.length - 4))),
  refuses('gzip.members', 'two archives', () => Buffer.concat([good(), tgz(tarFile('b.md'))])),
  refuses('gzip.members', 'one archive in two members', () =>
    Buffer.concat([gzipSync(tar(soul()).subarray(0, 700)), gzipSync(tar(soul()).subarray(700))]),
  ),
  refuses('gzip.trailing', 'text', () => Buffer.concat([good(), Buffer.from('more')])),
  refuses('gzip.trailing', 'zeros', () => Buffer.concat([good(), Buffer.alloc(512)])),
];

const TAR: readonly Case[] = [
  refuses('tar.checksum', 'wrong', () => tgz(tarFile('a', 'x', { checksum: '000001\0 ' }))),
  refuses('tar.checksum', 'blank', () => tgz(tarFile('a', 'x', { checksum: '        ' }))),
  refuses('tar.checksum', 'garbage for a header', () => tgz(soul(), Buffer.alloc(512, 'G'))),
  refuses('tar.magic', 'unknown', () => tgz(tarFile('a', 'x', { magic: 'ustar\x0099' }))),
  refuses('tar.number', 'a base-256 size', () => tgz(tarFile('a', '', { sizeField: Buffer.alloc(12, 0x80) }))),
  refuses('tar.number', 'a negative base-256 size', () => tgz(tarFile('a', '', { sizeField: Buffer.alloc(12, 0xff) }))),
  refuses('tar.number', 'a letter', () => tgz(tarFile('a', 'x', { sizeField: '0000000001z\0' }))),
  refuses('tar.number', 'a minus', () => tgz(tarFile('a', '', { sizeField: '-0000000512\0' }))),
  refuses('tar.number', 'nothing', () => tgz(tarFile('a', '', { sizeField: Buffer.alloc(12) }))),
  ...['7', 'S', 'M', 'V', 'D', 'N', 'X', 'A', 'I', 'Z'].map((type) =>
    refuses('tar.type', `type ${type}`, () => tgz(soul(), tarHeader('a', { type }))),
  ),
  refuses('tar.body', 'a folder with data', () => tgz(soul(), tarFile('a/', 'x', { type: '5' }))),
  refuses('tar.body', 'a link with data', () => tgz(soul(), tarFile('a', 'x', { type: '2', link: 'SOUL.md' }))),
  refuses('tar.file-slash', 'a file called a/', () => tgz(soul(), tarFile('a/', 'x'))),
  refuses('tar.truncated', 'a size beyond the end', () => tgz(tarHeader('a', { size: 5000 }))),
  refuses('tar.truncated', 'half a header', () => gzipSync(Buffer.concat([soul(), Buffer.alloc(100, 1)]))),
  refuses('tar.padding', 'bytes after the file', () =>
    tgz(changed(soul(), (copy) => copy.write('hidden', 512 + SOUL.length))),
  ),
  refuses('tar.end', 'no end', () => gzipSync(soul())),
  refuses('tar.end', 'one zero block', () => gzipSync(Buffer.concat([soul(), Buffer.alloc(512)]))),
  refuses('tar.end', 'an entry after one zero block', () => tgz(soul(), Buffer.alloc(512), tarFile('b.md'))),
  refuses('tar.after-end', 'an entry', () => tgz(soul(), TAR_END, tarFile('b.md'))),
  refuses('tar.after-end', 'text, far behind', () => tgz(soul(), TAR_END, Buffer.alloc(99_999), Buffer.from('x'))),
  refuses('tar.extension-size', 'a long name of a gibibyte', () =>
    tgz(soul(), tarHeader('././@LongLink', { type: 'L', size: 2 ** 30 })),
  ),
  refuses('tar.extension-size', 'pax records of 65 KiB', () => tgz(pax(Buffer.alloc(65 * 1024, '1')), soul())),
  refuses('tar.extension-twice', 'pax and pax', () =>
    tgz(pax(records({ path: 'a.md' })), pax(records({ path: 'b.md' })), soul()),
  ),
  refuses('tar.extension-twice', 'a long name and pax', () =>
    tgz(longName('a.md'), pax(records({ path: 'b.md' })), soul()),
  ),
  refuses('tar.extension-twice', 'pax and a global header', () =>
    tgz(pax(records({ path: 'a.md' })), pax('', 'g'), soul()),
  ),
  refuses('tar.extension-unused', 'at the end', () => tgz(soul(), pax(records({ path: 'a.md' })))),
  refuses('tar.long-name', 'with a NUL inside', () => tgz(longName('a.md\0b.md'), soul())),
  refuses('tar.long-link', 'before a link', () =>
    tgz(soul(), tarFile('././@LongLink', '/etc/passwd\0', { type: 'K' }), tarHeader('a', { type: '2' })),
  ),
  ...[
    '99 path=a\n',
    '8 path=a\n',
    '0 path=a\n',
    'x path=a\n',
    '10 path=ab',
    '10 pathaaa\n',
    '5 =a\n',
    '10path=ab\n',
    ' 9 path=a\n',
  ].map((body) => refuses('pax.record', JSON.stringify(body), () => tgz(pax(body), soul()))),
  refuses('pax.duplicate', 'two paths', () => tgz(pax(records({ path: 'a.md' }) + records({ path: 'b.md' })), soul())),
  refuses('pax.size', 'smaller', () => tgz(pax(records({ size: '0' })), tarFile('a.md', tarFile('b.md')))),
  refuses('pax.size', 'larger', () => tgz(pax(records({ size: '1024' })), soul(), tarFile('b.md'))),
  refuses('pax.charset', 'binary', () => tgz(pax(records({ hdrcharset: 'BINARY', path: 'a.md' })), soul())),
  refuses('pax.sparse', 'sparse 1.0', () => tgz(pax(records({ 'GNU.sparse.name': 'a.md' })), soul())),
  ...['path', 'linkpath', 'size'].map((key) =>
    refuses('pax.global', key, () => tgz(pax(records({ [key]: '1' }), 'g'), soul())),
  ),
];

const DESCRIPTOR = le([4, 0x08074b50], [4, crc32(SOUL)], [4, packed.length], [4, SOUL.length]);
const LOCATOR = Buffer.concat([le([4, 0x07064b50]), Buffer.alloc(16)]);

const ZIP: readonly Case[] = [
  refuses('zip.magic', 'a tgz called .zip', good, { read: readZip }),
  refuses('zip.magic', 'a script in front', () => Buffer.concat([Buffer.from('#!/bin/sh\n'), zip([entry])]), {
    read: readZip,
  }),
  refuses('zip.end', 'cut off', () => zip([entry]).subarray(0, 50)),
  refuses('zip.end', 'cut inside the end record', () => zip([entry]).subarray(0, -5)),
  refuses('zip.end', 'bytes behind', () => Buffer.concat([zip([entry]), Buffer.from('x')])),
  refuses('zip.end', 'a comment longer than the file', () => zip([entry], { commentLength: 9 })),
  refuses('zip.end', 'a comment of 2 KiB', () => zip([entry], { comment: Buffer.alloc(2048, 'c') })),
  refuses('zip.comment', 'another end record', () =>
    zip([entry], { comment: Buffer.concat([le([4, 0x06054b50]), Buffer.alloc(18)]) }),
  ),
  refuses('zip.comment', 'another zip', () => zip([entry], { comment: zip([{ name: 'b.md' }]) })),
  refuses('zip.comment', 'a local header', () => zip([entry], { comment: Buffer.from('PK\x03\x04') })),
  refuses('zip.disks', 'two disks', () => zip([entry], { disk: 1 })),
  refuses('zip.disks', 'an entry on another disk', () => zip([{ ...entry, disk: 2 }])),
  refuses('zip.zip64', 'a locator', () => zip([entry], { beforeEnd: LOCATOR })),
  refuses('zip.zip64', 'a count of 65535', () => zip([entry], { count: 0xffff })),
  refuses('zip.zip64', 'an offset of 2^32 - 1', () => zip([entry], { directoryStart: 0xffffffff })),
  refuses('zip.directory', 'a wrong size', () => zip([entry], { directorySize: 10 })),
  refuses('zip.directory', 'a wrong offset', () => zip([entry], { directoryStart: 7 })),
  refuses('zip.directory', 'beyond the file', () => zip([entry], { directoryStart: 0x7fffffff })),
  refuses('zip.directory', 'bytes before the end record', () => zip([entry], { beforeEnd: Buffer.from('hidden') })),
  refuses('zip.count', 'too low', () => zip([entry, { name: 'b.md' }], { count: 1 })),
  refuses('zip.count', 'too high', () => zip([entry], { count: 2 })),
  refuses('zip.count', 'another number on this disk', () => zip([entry], { countHere: 2 })),
  refuses('zip.record', 'a wrong signature', () => zip([entry, { name: 'b.md', signature: 1 }])),
  refuses('zip.record', 'a name beyond the directory', () =>
    changed(zip([entry]), (copy) => copy.writeUInt16LE(999, copy.indexOf('PK\x01\x02') + 28)),
  ),
  refuses('zip.local', 'a wrong signature', () => zip([entry, { name: 'b.md', local: { signature: 1 } }])),
  refuses('zip.local', 'no room for it', () =>
    zip([
      { ...entry, data: '', body: packed, offset: 0, local: {} },
      { name: 'b.md', offset: 5 },
    ]),
  ),
  refuses('zip.mismatch', 'names', () => zip([{ ...entry, local: { name: 'LOUD.md' } }])),
  refuses('zip.mismatch', 'a name that escapes', () =>
    zip([{ ...entry, name: '../a.md', local: { name: 'SOUL.md' } }]),
  ),
  refuses('zip.mismatch', 'sizes', () => zip([{ ...entry, local: { size: 2 } }])),
  refuses('zip.mismatch', 'methods', () => zip([{ ...entry, local: { method: 0 } }])),
  refuses('zip.mismatch', 'checksums', () => zip([{ ...entry, local: { crc: 1 } }])),
  refuses('zip.mismatch', 'flags', () => zip([{ ...entry, local: { flags: 0x801 } }])),
  refuses('zip.mismatch', 'zip64 sizes', () =>
    zip([
      {
        ...entry,
        ...{ size: 0xffffffff, packed: 0xffffffff, extra: zip64(SOUL.length, packed.length) },
        local: { extra: zip64(5, 5) },
      },
    ]),
  ),
  refuses('zip.extra', 'a field beyond its area', () => zip([{ ...entry, extra: le([2, 0x5455], [2, 99]) }])),
  refuses('zip.extra', 'three stray bytes', () => zip([{ ...entry, extra: Buffer.alloc(3) }])),
  refuses('zip.extra', 'no zip64 field where sizes point to one', () => zip([{ ...entry, size: 0xffffffff }])),
  refuses('zip.extra', 'a zip64 field too short', () =>
    zip([{ ...entry, size: 0xffffffff, packed: 0xffffffff, extra: zip64(5) }]),
  ),
  refuses('zip.extra', 'two zip64 fields', () => zip([{ ...entry, extra: Buffer.concat([zip64(1), zip64(2)]) }])),
  refuses('zip.unicode-path', 'a second name', () =>
    zip([{ ...entry, extra: Buffer.concat([le([2, 0x7075], [2, 9]), Buffer.alloc(5, 1), Buffer.from('b.md')]) }]),
  ),
  refuses('zip.name', 'UTF-8 from an unknown system', () => zip([{ ...entry, name: '人设.md', flags: 0, madeBy: 20 }])),
  ...[0x801, 0x840, 0x2800].map((flags) =>
    refuses('zip.encrypted', `flags ${flags.toString(16)}`, () => zip([{ ...entry, flags }])),
  ),
  refuses('zip.flags', 'patched data', () => zip([{ ...entry, flags: 0x820 }])),
  ...[1, 6, 9, 12, 14, 93, 95, 98, 99].map((method) =>
    refuses('zip.method', `method ${method}`, () => zip([{ ...entry, method }])),
  ),
  refuses('zip.kind', 'a folder bit on a file', () => zip([{ ...entry, attributes: 0x10 }])),
  refuses('zip.kind', 'a folder mode on a file', () => zip([{ ...entry, attributes: unixMode(0o040755) }])),
  refuses('zip.kind', 'a file mode on a folder', () =>
    zip([entry, { name: 'a/', data: '', attributes: unixMode(0o100644) }]),
  ),
  refuses('zip.kind', 'a folder with data', () => zip([entry, { name: 'a/', data: 'x', method: 0 }])),
  refuses('zip.layout', 'bytes before the first entry', () => zip([{ ...entry, before: Buffer.from('PK\x03\x04') }])),
  refuses('zip.layout', 'bytes between entries', () => zip([entry, { name: 'b.md', before: Buffer.from('hidden') }])),
  refuses('zip.layout', 'bytes before the directory', () => zip([entry], { beforeDirectory: Buffer.from('hidden') })),
  refuses('zip.layout', 'an entry that is not listed', () => zip([entry, { name: 'b.md', unlisted: true }])),
  refuses('zip.layout', 'two records for one entry', () => zip([entry, { ...entry, ghost: true, offset: 0 }])),
  refuses('zip.layout', 'an offset beyond the directory', () => zip([entry, { name: 'b.md', offset: 0x7ffffff0 }])),
  refuses('zip.layout', 'an entry inside another', () => zip([entry, { name: 'b.md', offset: 40 }])),
  refuses('zip.layout', 'data that runs into the directory', () => zip([{ ...entry, packed: 100_000 }])),
  refuses('zip.layout', 'data that ends early', () => zip([{ ...entry, packed: 3 }])),
  refuses('zip.descriptor', 'missing', () => zip([{ ...entry, flags: 0x808 }])),
  refuses('zip.descriptor', 'a wrong checksum', () =>
    zip([{ ...entry, flags: 0x808, descriptor: changed(DESCRIPTOR, (copy) => copy.writeUInt32LE(1, 4)) }]),
  ),
  refuses('zip.deflate', 'damaged', () => zip([{ ...entry, body: Buffer.alloc(9, 0xff) }])),
  refuses('zip.deflate', 'cut short', () => zip([{ ...entry, body: packed.subarray(0, 9) }])),
  refuses('zip.deflate', 'bytes after the last block', () =>
    zip([{ ...entry, body: Buffer.concat([packed, packed]) }]),
  ),
  refuses('zip.length', 'unpacks to more', () => zip([{ ...entry, size: 3 }])),
  refuses('zip.length', 'unpacks to less', () => zip([{ ...entry, size: SOUL.length + 1 }])),
  refuses('zip.length', 'stored, but of another size', () => zip([{ ...entry, method: 0, size: 3 }])),
  refuses('zip.crc', 'wrong in both headers', () => zip([{ ...entry, crc: 7 }])),
];

const CASES = [...SHARED, ...GZIP, ...TAR, ...ZIP];

describe('refusals', () => {
  it.each(CASES.map((one) => [`${one.rule}: ${one.what}`, one] as const))('%s', (_, one) => {
    const read = one.read ?? readArchive;
    const options = { root: one.root ?? '', ...(one.limits === undefined ? {} : { limits: one.limits }) };
    expect(ruleOf(() => read(one.bytes(), options))).toBe(one.rule);
  });

  it('has a case for every rule', () => {
    expect([...new Set(CASES.map(({ rule }) => rule))].sort()).toEqual(Object.keys(ARCHIVE_RULES).sort());
  });

  it('names the entry, the rule and the limit, in both languages', () => {
    const bytes = tgz(tarFile('a\u001b[2J.md', SOUL));
    const broken = () => readArchive(bytes, { root: '', limits: { fileBytes: 3 } });
    expect(broken).toThrow('a file in the archive is larger than allowed: "a\\u{1b}[2J.md"');
    try {
      broken();
    } catch (error) {
      if (!isSoulError(error)) throw error;
      expect(error.code).toBe('E_TOO_LARGE');
      expect(error.says.zh).toContain('包内有文件超过允许的大小');
      expect(error.details).toEqual({
        rule: 'archive.file-size',
        entry: 'a\u001b[2J.md',
        limit: 3,
        actual: SOUL.length,
      });
    }
  });
});
