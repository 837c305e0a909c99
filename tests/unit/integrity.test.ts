import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../src/core/archive/index.ts';
import { packTgz, packZip } from '../../src/core/archive/pack.ts';
import { isSoulError } from '../../src/core/errors.ts';
import { contentHash, integrityOf, verifyIntegrity } from '../../src/core/integrity.ts';
import { sha256Hex } from '../../src/core/sha256.ts';

const ABC = Buffer.from('abc');
/** FIPS 180-4, the example "abc". */
const ABC_256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
const ABC_512 =
  'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f';
const SRI = `sha512-${Buffer.from(ABC_512, 'hex').toString('base64')}`;

const FILES = new Map([
  ['b.md', Buffer.from('b\n')],
  ['a/资料.md', Buffer.from('你好\n')],
  ['B.txt', Buffer.from('')],
  ['a.md', Buffer.from('a\r\n')],
]);

describe('hashes of bytes', () => {
  it('are SHA-256 in hexadecimal and SHA-512 in base64', () => {
    expect(sha256Hex(ABC)).toBe(ABC_256);
    expect(integrityOf(ABC)).toBe(SRI);
  });
});

/** The digest that the command in the head of `integrity.ts` prints, in the folder. */
function coreutils(files: ReadonlyMap<string, Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'soulhub-h1-'));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const command = "LC_ALL=C find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs -d '\\n' sha256sum | sha256sum";
  const output = execFileSync('/bin/sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return output.slice(0, 64);
}

describe('contentHash', () => {
  it.skipIf(process.platform !== 'linux')('is what coreutils compute (needs GNU find and sha256sum: Linux)', () => {
    expect(contentHash(FILES)).toBe(`h1:${Buffer.from(coreutils(FILES), 'hex').toString('base64')}`);
  });

  it('is a hash of sorted lines', () => {
    const lines = `${sha256Hex(Buffer.from('x'))}  A\n${sha256Hex(Buffer.from('y'))}  b/c\n`;
    const files = new Map([
      ['b/c', Buffer.from('y')],
      ['A', Buffer.from('x')],
    ]);
    expect(contentHash(files)).toBe(`h1:${createHash('sha256').update(lines).digest('base64')}`);
  });

  it('is the same in every archive format, and other for other names or bytes', () => {
    expect(contentHash(readArchive(packTgz(FILES), { root: 'package' }))).toBe(contentHash(FILES));
    expect(contentHash(readArchive(packZip(FILES), { root: '' }))).toBe(contentHash(FILES));
    expect(contentHash(new Map([...FILES, ['b.md', Buffer.from('c\n')]]))).not.toBe(contentHash(FILES));
    expect(contentHash(new Map([...FILES, ['c.md', Buffer.from('')]]))).not.toBe(contentHash(FILES));
  });
});

describe('verifyIntegrity', () => {
  const sha = (algorithm: string, bytes: Buffer) =>
    `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`;
  const other = Buffer.from('abd');

  it.each([
    ['sha512', SRI],
    ['sha384', sha('sha384', ABC)],
    ['sha256', sha('sha256', ABC)],
    ['one of two', `${sha('sha512', other)} ${SRI}`],
    ['an option', `${SRI}?ct=application/gzip`],
    ['white space', `  ${SRI}\n`],
    ['the strongest, whatever the weaker says', `${sha('sha256', other)} ${SRI}`],
  ])('accepts %s', (_, integrity) => {
    expect(() => verifyIntegrity(ABC, integrity)).not.toThrow();
  });

  it.each([
    ['other bytes', sha('sha512', other)],
    ['a good sha256 beside a bad sha512', `${sha('sha256', ABC)} ${sha('sha512', other)}`],
    ['sha1', sha('sha1', ABC)],
    ['md5', sha('md5', ABC)],
    ['nothing', ''],
    ['text', 'sha512'],
    ['hexadecimal', `sha512-${ABC_512}`],
    ['a name of an object', 'constructor-AAAA'],
  ])('refuses %s', (_, integrity) => {
    try {
      verifyIntegrity(ABC, integrity);
      expect.unreachable();
    } catch (error) {
      if (!isSoulError(error, 'E_INTEGRITY')) throw error;
      const received = /^sha512-/.test(String(error.details.received)) ? SRI : sha('sha256', ABC);
      expect(error.details).toEqual({ expected: integrity, received });
    }
  });
});
