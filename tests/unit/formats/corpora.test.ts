/** What other people really wrote: read, converted, read again, packed. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { convert } from '../../../src/core/convert.ts';
import { packPackage } from '../../../src/core/pack.ts';
import { type ReadOptions, readPackage } from '../../../src/core/package.ts';
import { reviewPackage } from '../../../src/core/review.ts';
import { sharedPath } from '../../helpers/shared.ts';

type Files = ReadonlyMap<string, Uint8Array>;

/** What is wrong with a package on its way through all of it; null when nothing is. */
function complaint(place: string, files: Files, options: ReadOptions): string | null {
  try {
    const before = readPackage(files, options);
    const written = convert(before).files;
    const after = readPackage(written, { name: 'other' });
    packPackage(after);
    const version = before.manifest.version === '0.0.0' ? '0.1.0' : before.manifest.version;
    expect(after.manifest).toEqual({ ...before.manifest, version });
    return null;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return `${place}: ${code ?? message}`;
  }
}

const FORMATS = sharedPath('data/formats');
describe.skipIf(!FORMATS)(`packages of the corpora${FORMATS ? '' : ' (skipped: ../shared/data is missing)'}`, () => {
  it('all of them but one, which is no YAML', () => {
    const complaints = corpus(FORMATS ?? '').map(([place, files]) => complaint(place, files, { name: 'sample' }));
    expect(complaints.length).toBeGreaterThan(350);
    expect(complaints.filter((line) => line !== null)).toEqual([expect.stringMatching(/: E_FRONT_MATTER$/)]);
  });
});

/** Folders of the Soul Spec registry, and every Markdown file of the others as a `SOUL.md`. */
function corpus(root: string): [string, Files][] {
  const names = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(root, name)).isFile());
  const bytes = (name: string) => new Uint8Array(fs.readFileSync(path.join(root, name)));
  const folders = names.filter((name) => path.basename(name) === 'soul.json').map((name) => path.dirname(name));
  const inside = (folder: string) => names.filter((name) => name.startsWith(`${folder}/`));
  const single = names.filter((name) => name.endsWith('.md') && !name.startsWith('soul-spec/'));
  return [
    ...folders.map((folder): [string, Files] => [
      folder,
      new Map(inside(folder).map((name) => [path.relative(folder, name), bytes(name)])),
    ]),
    ...single.map((name): [string, Files] => [name, new Map([['SOUL.md', bytes(name)]])]),
  ];
}

const LIBRARY = sharedPath('data/agent-souls');
describe.skipIf(!LIBRARY)(`a library of 591${LIBRARY ? '' : ' (skipped: ../shared/data is missing)'}`, () => {
  const root = LIBRARY ?? '';
  const entries: { url: string }[] = LIBRARY ? JSON.parse(fs.readFileSync(path.join(root, 'search.json'), 'utf8')) : [];
  const filesAt = (url: string): Files =>
    new Map(
      ['SOUL.md', 'SOUL.en.md']
        .filter((name) => fs.existsSync(path.join(root, url, name)))
        .map((name) => [name, new Uint8Array(fs.readFileSync(path.join(root, url, name)))]),
    );

  it('every one becomes a package of ours and stays what it was', () => {
    expect(entries.length).toBe(591);
    const complaints = entries.map(({ url }) => complaint(url, filesAt(url), { name: 'sample' }));
    expect(complaints.filter((line) => line !== null)).toEqual([]);
  });

  it('validate knows their sections, in Chinese and in English', () => {
    const lacking = entries.filter(({ url }) =>
      reviewPackage(readPackage(filesAt(url), { name: 'sample' })).some(
        ({ severity, says }) => severity === 'warning' && says.en.startsWith('no section'),
      ),
    );
    // Some of them are written to other plans.
    expect(lacking.length).toBeLessThan(25);
  });
});
