/**
 * Drives the archive reader for the scorer of the hostile archives: the package is read, judged as a soul and only
 * then written. Both package shapes are allowed, npm's `package/` and files at the top; a format is held to its name.
 *
 *     node ../shared/archives/run-archives.mjs ../shared/archives tests/contract/archive-adaptor.mjs
 *
 * `SOULHUB_DIST` is the compiled program, `dist` of this repository unless set.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = process.env.SOULHUB_DIST ?? resolve(import.meta.dirname, '../../dist');
const load = (path) => import(pathToFileURL(join(dist, 'src/core', path)));
const { checkContents, readTgz, readZip } = await load('archive/index.js');

export const name = 'soulhub';
export const formats = ['tgz', 'zip'];

export async function extract(file, dest) {
  const read = file.endsWith('.zip') ? readZip : readTgz;
  const files = checkContents(readPackageFiles(read, await readFile(file)));
  const { readPackage } = await load('package.js');
  readPackage(files, { name: 'some-soul', version: '1.0.0' });
  for (const [path, bytes] of files) {
    const target = join(dest, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { flag: 'wx', mode: 0o644 });
  }
}

function readPackageFiles(read, bytes) {
  const files = read(bytes, { root: '' });
  const isNpm = [...files.keys()].every((path) => path.startsWith('package/'));
  return isNpm ? read(bytes, { root: 'package' }) : files;
}
