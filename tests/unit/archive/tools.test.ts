/**
 * Archives of the programs that people have: what they write we read, what we write they read. A program that is not
 * on this machine is skipped by name.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as nodeTar from 'tar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { readArchive } from '../../../src/core/archive/index.ts';
import { packTgz, packZip } from '../../../src/core/archive/pack.ts';
import { integrityOf } from '../../../src/core/integrity.ts';
import { textOf } from './build.ts';

const LONG = `references/${'a-long-name-'.repeat(14)}.md`;
const SHORT: Readonly<Record<string, string>> = {
  'SOUL.md': '# A soul\n',
  'a/b/empty.md': '',
  'a/c.md': 'x'.repeat(5000),
};
const FILES: Readonly<Record<string, string>> = { ...SHORT, '资料/人设说明.md': '你好\n', [LONG]: 'long\n' };

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'soulhub-tools-'));
  writeTree('all', FILES);
  writeTree('short', SHORT);
  writeTree('npm/package', {
    ...FILES,
    'package.json': '{"name":"a-soul","version":"1.0.0","files":["**"]}\n',
    'README.md': 'read me\n',
  });
});
afterAll(() => rmSync(home, { recursive: true }));

function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(home, folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

function readTree(folder: string): Record<string, string> {
  const names = readdirSync(join(home, folder), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(home, folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(home, folder, name), 'utf8')]));
}

function has(tool: string): boolean {
  return spawnSync(tool, ['--version']).status === 0;
}

/** Runs in `folder` under the temporary home; standard output as bytes. */
function run(folder: string, command: string, ...args: readonly string[]): Buffer {
  return execFileSync(command, args, {
    cwd: join(home, folder),
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function read(bytes: Uint8Array, root = ''): Record<string, string> {
  return textOf(readArchive(bytes, { root }));
}

const PYTHON_TAR = `
import sys, tarfile
with tarfile.open(fileobj=sys.stdout.buffer, mode="w|gz", format=getattr(tarfile, sys.argv[1])) as tar:
    tar.add(".")
`;
const PYTHON_ZIP = `
import os, sys, zipfile
class Stream:
    def write(self, data): return sys.stdout.buffer.write(data)
    def flush(self): pass
to = Stream() if sys.argv[2] == "stream" else "../python.zip"
with zipfile.ZipFile(to, "w", getattr(zipfile, sys.argv[1])) as out:
    for folder, _, files in os.walk("."):
        for file in files: out.write(os.path.join(folder, file))
if to != "../python.zip": sys.exit()
sys.stdout.buffer.write(open(to, "rb").read())
`;

describe('we read', () => {
  it.skipIf(!has('tar')).each([
    ['gnu', 'all', FILES],
    ['pax', 'all', FILES],
    ['ustar', 'short', SHORT],
    ['oldgnu', 'all', FILES],
    ['v7', 'short', SHORT],
  ])('GNU tar, format %s (needs tar)', (format, folder, files) => {
    expect(read(run(folder, 'tar', `--format=${format}`, '-cz', '.'))).toEqual(files);
  });

  it.skipIf(!has('python3')).each([
    ['GNU_FORMAT', 'all', FILES],
    ['PAX_FORMAT', 'all', FILES],
    ['USTAR_FORMAT', 'short', SHORT],
  ])('Python tarfile, %s (needs python3)', (format, folder, files) => {
    expect(read(run(folder, 'python3', '-c', PYTHON_TAR, format))).toEqual(files);
  });

  it.skipIf(!has('python3')).each([
    ['ZIP_DEFLATED', 'file'],
    ['ZIP_STORED', 'file'],
    ['ZIP_DEFLATED', 'stream'],
    ['ZIP_STORED', 'stream'],
  ])('Python zipfile, %s to a %s (needs python3)', (method, to) => {
    expect(read(run('all', 'python3', '-c', PYTHON_ZIP, method, to))).toEqual(FILES);
  });

  it.skipIf(!has('zip'))('Info-ZIP, to a file and to a pipe (needs zip)', () => {
    run('all', 'zip', '-qr', '../info.zip', '.');
    expect(read(readFileSync(join(home, 'info.zip')))).toEqual(FILES);
    run('all', 'zip', '-qr0', '../stored.zip', '.');
    expect(read(readFileSync(join(home, 'stored.zip')))).toEqual(FILES);
    expect(read(run('all', 'zip', '-qr', '-', '.'))).toEqual(FILES);
  });

  it.skipIf(!has('jar'))('jar, a streaming writer (needs a JDK)', () => {
    expect(read(run('all', 'jar', '-cM', '.'))).toEqual(FILES);
  });

  it.skipIf(!has('bsdtar'))('bsdtar, tgz and zip (needs bsdtar)', () => {
    expect(read(run('all', 'bsdtar', '-cz', '.'))).toEqual(FILES);
    expect(read(run('all', 'bsdtar', '-c', '--format=zip', '.'))).toEqual(FILES);
  });

  it('the tar library, portable or not', async () => {
    for (const portable of [true, false]) {
      const file = join(home, 'library.tgz');
      await nodeTar.create({ gzip: true, file, cwd: join(home, 'all'), portable, prefix: 'package' }, ['.']);
      expect(read(readFileSync(file), 'package')).toEqual(FILES);
    }
  });

  it.skipIf(!has('git'))('git archive, as code hosts serve it (needs git)', () => {
    writeTree('repo', FILES);
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
    run('repo', 'git', 'init', '-q');
    run('repo', 'git', 'add', '.');
    run('repo', 'git', ...identity, 'commit', '-qm', 'one');
    for (const format of ['tar.gz', 'zip']) {
      const bytes = run('repo', 'git', 'archive', `--format=${format}`, '--prefix=repo-1a2b3c/', 'HEAD');
      expect(textOf(readArchive(bytes, { root: null }))).toEqual(FILES);
    }
  });

  it.skipIf(!has('npm'))(
    'npm pack, and we agree on its integrity (needs npm)',
    () => {
      const output = run('npm/package', 'npm', 'pack', '--json', '--offline', '--pack-destination=..').toString();
      const [{ filename, integrity }] = JSON.parse(output) as [{ filename: string; integrity: string }];
      const bytes = readFileSync(join(home, 'npm', filename));
      expect(integrityOf(bytes)).toBe(integrity);
      expect(read(bytes, 'package')).toEqual(readTree('npm/package'));
    },
    30_000,
  );
});

const PACKAGE = { ...FILES, 'package.json': '{"name":"a-soul","version":"1.0.0"}\n' };

function packed(pack: typeof packZip): Uint8Array {
  return pack(new Map(Object.entries(PACKAGE).map(([path, content]) => [path, Buffer.from(content)])));
}

describe('what we pack is read by', () => {
  beforeAll(() => {
    writeFileSync(join(home, 'ours.tgz'), packed(packTgz));
    writeFileSync(join(home, 'ours.zip'), packed(packZip));
    for (const folder of ['gnu', 'library', 'unzip', 'project']) mkdirSync(join(home, folder));
  });

  it.skipIf(!has('tar'))('GNU tar (needs tar)', () => {
    run('gnu', 'tar', '-xzf', '../ours.tgz', '--strip-components=1');
    expect(readTree('gnu')).toEqual(PACKAGE);
    expect(run('gnu', 'tar', '-tvzf', '../ours.tgz').toString()).toMatch(
      /^-rw-r--r-- 0\/0 +\d+ 1985-10-26 \S+ package\/SOUL\.md$/m,
    );
  });

  it('the tar library', async () => {
    await nodeTar.extract({ file: join(home, 'ours.tgz'), cwd: join(home, 'library'), strip: 1, strict: true });
    expect(readTree('library')).toEqual(PACKAGE);
  });

  it.skipIf(!has('npm'))(
    'npm install (needs npm)',
    () => {
      writeFileSync(join(home, 'project/package.json'), '{"private":true}');
      run('project', 'npm', 'install', '--offline', '--no-audit', '--no-fund', '../ours.tgz');
      expect(readTree('project/node_modules/a-soul')).toEqual(PACKAGE);
    },
    30_000,
  );

  it.skipIf(!has('python3'))('Python tarfile and zipfile (needs python3)', () => {
    const names = Object.keys(PACKAGE).sort();
    const tar = 'import json,tarfile; print(json.dumps(sorted(tarfile.open("ours.tgz").getnames())))';
    expect(JSON.parse(run('', 'python3', '-c', tar).toString())).toEqual(names.map((name) => `package/${name}`));
    const zip =
      'import json,zipfile; z=zipfile.ZipFile("ours.zip"); print(json.dumps([z.testzip(), sorted(z.namelist())]))';
    expect(JSON.parse(run('', 'python3', '-c', zip).toString())).toEqual([null, names]);
  });

  it.skipIf(spawnSync('unzip', ['-v']).status !== 0)('Info-ZIP (needs unzip)', () => {
    run('unzip', 'unzip', '-q', '../ours.zip');
    expect(readTree('unzip')).toEqual(PACKAGE);
  });

  it('yauzl, strict about names', async () => {
    const names: string[] = [];
    await new Promise<void>((resolve, reject) => {
      yauzl.fromBuffer(Buffer.from(packed(packZip)), { strictFileNames: true }, (error, zip) => {
        if (error) return reject(error);
        zip.on('entry', (entry: yauzl.Entry) => names.push(entry.fileName));
        zip.on('end', resolve).on('error', reject);
      });
    });
    expect(names).toEqual([...names].sort());
    expect(new Set(names)).toEqual(new Set(Object.keys(PACKAGE)));
  });
});
