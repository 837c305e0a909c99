/** Packages that are named by their place: a folder, an archive, an address, a repository on GitHub. */
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { packTgz, packZip } from '../../src/core/archive/pack.ts';
import { contentHash, integrityOf } from '../../src/core/integrity.ts';
import { packPackage } from '../../src/core/pack.ts';
import { parseSpec } from '../../src/core/spec.ts';
import { readFolder } from '../../src/sources/folder.ts';
import { openSource, sourcesFor } from '../../src/sources/index.ts';
import type { Delivery, Resolution, Source, SourceWorld } from '../../src/sources/source.ts';
import { filesOf, soulPackage, tempFolder, writeFiles } from '../helpers/packages.ts';
import type { Site } from '../helpers/site.ts';
import { failure, get, site, told, world } from '../helpers/sources.ts';
import { tarFile, tgz } from '../unit/archive/build.ts';

async function only(spec: string, here: SourceWorld): Promise<Source> {
  const [source, ...more] = await sourcesFor(parseSpec(spec), { registry: null, hubs: [] }, here);
  if (!source || more.length > 0) throw new Error(`${spec} has ${more.length + 1} sources`);
  return source;
}

async function obtain(spec: string, here: SourceWorld): Promise<[Resolution, Delivery]> {
  return get(await only(spec, here), spec);
}

const SOUL = soulPackage('go-expert', '1.2.0', { 'SOUL.zh.md': '# Go 专家\n\n> 用 Go 的人。\n' });

function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = tempFolder();
  writeFiles(folder, SOUL.files);
  writeFiles(folder, filesOf(files));
  return folder;
}

function linkInstead(file: string): void {
  rmSync(file);
  symlinkSync('/etc/passwd', file);
}

describe('a folder', () => {
  it.each(['./', '.', 'absolute', 'file', '~'])('named as %s is a package', async (how) => {
    const folder = folderWith();
    const spec = { './': './', '.': '.', absolute: folder, file: pathToFileURL(folder).href, '~': '~/' }[how] ?? '';
    const [resolution, delivery] = await obtain(spec, world({ cwd: folder, env: { HOME: folder } }));
    expect(resolution).toMatchObject({ source: { kind: 'folder', url: folder }, name: 'go-expert', version: '1.2.0' });
    expect(resolution.content).toBe(contentHash(SOUL.files));
    expect([delivery.integrity, delivery.sha256]).toEqual([null, null]);
    expect(delivery.files).toEqual(new Map([...SOUL.files].map(([name, bytes]) => [name, new Uint8Array(bytes)])));
  });

  it.each(['file://server/folder', 'file://server/a.tgz', 'file:///a%2fb.tgz'])('at %s is nowhere', async (spec) => {
    const error = await failure(obtain(spec, world()));
    expect([error.code, error.hint?.en]).toEqual(['E_SPEC', expect.stringContaining('file:///')]);
  });

  it('leaves out dotfiles, modules, packed archives and what is ignored', async () => {
    const folder = folderWith({
      '.env': 'SECRET=1',
      '.git/config': 'x',
      'node_modules/x/index.js': 'x',
      'notes/.hidden': 'x',
      'notes/kept.md': 'kept',
      'notes/draft.md': 'x',
      'build/a.md': 'x',
      'go-expert-1.2.0.tgz': 'x',
      '.gitignore': 'build/\n/SOUL.md\n',
      '.clawhubignore': '# mine\ndraft.md\n',
    });
    expect([...(await readFolder(folder)).keys()]).toEqual(['SOUL.md', 'SOUL.zh.md', 'notes/kept.md']);
  });

  it('is called after its folder when it does not say', async () => {
    const folder = path.join(tempFolder(), 'Quiet Poet');
    writeFiles(folder, filesOf({ 'SOUL.md': '# Quiet Poet\n\nSays little.\n' }));
    expect((await obtain(folder, world()))[0]).toMatchObject({ name: 'quiet-poet', version: '0.0.0' });
  });

  it('that changed after it was resolved is not what was resolved', async () => {
    const folder = folderWith();
    const source = await only(folder, world());
    const resolution = await source.resolve(parseSpec(folder));
    writeFileSync(path.join(folder, 'AGENTS.md'), 'Obey me.\n');
    expect(resolution && (await told(source.fetch(resolution)))).toBe(
      'E_CONTENT: the files of go-expert 1.2.0 are not the promised ones',
    );
  });

  it('answers for its own name only, when a lock file leads to it', async () => {
    const source = await openSource({ kind: 'folder', url: folderWith() }, world());
    expect((await source.resolve(parseSpec('go-expert')))?.name).toBe('go-expert');
    expect(await source.resolve(parseSpec('other'))).toBeNull();
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      'a link to a file',
      (at) => symlinkSync('/etc/passwd', path.join(at, 'x.md')),
      'E_LINK: <folder>/x.md: a package may not hold links',
    ],
    [
      'a link to a folder',
      (at) => symlinkSync('/etc', path.join(at, 'etc')),
      'E_LINK: <folder>/etc: a package may not hold links',
    ],
    [
      'a link to nowhere',
      (at) => symlinkSync('nowhere', path.join(at, 'x.md')),
      'E_LINK: <folder>/x.md: a package may not hold links',
    ],
    [
      'a link instead of its SOUL.md',
      (at) => linkInstead(path.join(at, 'SOUL.md')),
      'E_LINK: <folder>/SOUL.md: a package may not hold links',
    ],
    [
      'a pipe',
      (at) => void execFileSync('mkfifo', [path.join(at, 'pipe')]),
      'E_NOT_A_FILE: <folder>/pipe: neither a file nor a folder',
    ],
    [
      'folders without end',
      (at) => mkdirSync(path.join(at, 'a/'.repeat(12)), { recursive: true }),
      `E_PATH: <folder>/${'a/'.repeat(9)}a: the folders are nested too deep`,
    ],
    [
      'a file that is too large',
      (at) => writeFileSync(path.join(at, 'big.md'), Buffer.alloc(10 * 1024 * 1024 + 1)),
      'E_TOO_LARGE: big.md has 10485761 bytes; 10485760 are allowed',
    ],
    [
      'a thousand files',
      (at) => Array.from({ length: 1000 }, (_, i) => writeFileSync(path.join(at, `${i}.md`), 'x')),
      'E_TOO_LARGE: the package has 1001 files; 1000 are allowed',
    ],
    [
      'a name that no package may hold',
      (at) => writeFileSync(path.join(at, 'aux.md'), 'x'),
      'E_PATH: "aux.md": the name is a device on Windows',
    ],
    [
      'two names that are one elsewhere',
      (at) => writeFileSync(path.join(at, 'soul.MD'), 'x'),
      'E_PATH: "soul.MD": on some systems both names are one file',
    ],
  ])('with %s is refused', async (_what, spoil, says) => {
    const folder = folderWith();
    spoil(folder);
    expect(await told(readFolder(folder), folder)).toBe(says);
  });

  it('more than is allowed in all is refused', async () => {
    const folder = folderWith();
    for (let i = 0; i < 6; i += 1) writeFileSync(path.join(folder, `${i}.md`), Buffer.alloc(9 * 1024 * 1024));
    expect(await told(readFolder(folder))).toMatch(/^E_TOO_LARGE: the package has \d+ bytes; 52428800 are allowed$/);
  });

  it('may be reached through a link itself, and hard links are files', async () => {
    const folder = folderWith();
    linkSync(path.join(folder, 'SOUL.zh.md'), path.join(folder, 'SOUL.fr.md'));
    const link = path.join(tempFolder(), 'link');
    symlinkSync(folder, link);
    expect((await readFolder(link)).size).toBe(3);
  });

  it('that is not there, or is a file', async () => {
    const folder = folderWith();
    expect(await told(readFolder(path.join(folder, 'no')), folder)).toBe(
      'E_NOT_FOUND: <folder>/no: there is no such folder',
    );
    expect(await told(readFolder(path.join(folder, 'SOUL.md')), folder)).toBe(
      'E_NOT_FOUND: <folder>/SOUL.md: this is no folder, and its name does not say that it holds a package',
    );
  });
});

describe('an archive', () => {
  const packed = packPackage(SOUL);

  it.each([
    ['x.tgz', packed.bytes],
    ['x.tar.gz', packTgz(packed.files, 'go-expert-1.2.0')],
    ['x.zip', packZip(packed.files)],
  ])('%s is a package', async (name, bytes) => {
    const folder = tempFolder();
    writeFileSync(path.join(folder, name), bytes);
    const [resolution, delivery] = await obtain(`./${name}`, world({ cwd: folder }));
    expect(resolution).toMatchObject({
      name: 'go-expert',
      version: '1.2.0',
      integrity: integrityOf(bytes),
      content: packed.content,
    });
    expect([delivery.integrity, contentHash(delivery.files)]).toEqual([integrityOf(bytes), packed.content]);
  });

  it('that was exchanged in between is not opened', async () => {
    const file = path.join(tempFolder(), 'x.tgz');
    writeFileSync(file, packed.bytes);
    const source = await only(file, world());
    const resolution = await source.resolve(parseSpec(file));
    writeFileSync(file, packPackage(soulPackage('go-expert', '1.2.0')).bytes);
    expect(resolution && (await told(source.fetch(resolution)))).toMatch(/^E_INTEGRITY: expected sha512-/);
  });

  it('that is none, or is not there', async () => {
    const folder = tempFolder();
    writeFileSync(path.join(folder, 'x.tgz'), 'hello');
    expect(await told(obtain('./x.tgz', world({ cwd: folder })))).toBe('E_ARCHIVE: this is not a gzip file');
    expect(await told(obtain('./y.tgz', world({ cwd: folder })), folder)).toBe(
      'E_NOT_FOUND: <folder>/y.tgz: there is no such file',
    );
  });
});

describe('an address', () => {
  const packed = packPackage(SOUL);
  const PERSONA = '# Night Owl\n\n> Awake when others sleep.\n';

  it('of an archive is fetched once, and its hash is pinned', async () => {
    const server = await site({ '/files/x-1.2.0.tgz': packed.bytes });
    const [resolution, delivery] = await obtain(`${server.url}/files/x-1.2.0.tgz`, world());
    expect(resolution).toMatchObject({
      source: { kind: 'remote' },
      name: 'go-expert',
      integrity: packed.integrity,
      content: packed.content,
    });
    expect(delivery.integrity).toBe(packed.integrity);
    expect(server.asked).toHaveLength(1);
  });

  it('whose archive is another than the lock file says is refused', async () => {
    const server = await site({ '/x.tgz': packed.bytes });
    const [resolution] = await obtain(`${server.url}/x.tgz`, world());
    server.route('/x.tgz', packPackage(soulPackage('go-expert', '1.2.0')).bytes);
    const later = await openSource(resolution.source, world());
    expect(await told(later.fetch(resolution))).toMatch(/^E_INTEGRITY/);
  });

  it.each([
    ['/souls/night-owl/SOUL.md', 'night-owl'],
    ['/Night%20Owl.md', 'night-owl'],
    ['/SOUL.md', 'soul'],
    ['/50%off/SOUL.md', '50-off'],
  ])('of a persona: %s is called %s', async (at, name) => {
    const { url } = await site({ [at]: PERSONA });
    const [resolution, delivery] = await obtain(url + at, world());
    expect(resolution).toMatchObject({ name, version: '0.0.0', integrity: null });
    expect(Buffer.from(delivery.files.get('SOUL.md') ?? []).toString()).toBe(PERSONA);
    expect(resolution.content).toBe(contentHash(delivery.files));
  });

  it('of a web page, of nothing, or offline', async () => {
    const { url } = await site({ '/SOUL.md': { headers: { 'content-type': 'text/html' }, body: '<html></html>' } });
    expect(await told(obtain(`${url}/SOUL.md`, world()))).toBe(
      'E_PROTOCOL: <host>: a web page came where a text was expected',
    );
    expect(await told(obtain(`${url}/x/SOUL.md`, world()))).toBe('E_NOT_FOUND: there is nothing at <host>/x/SOUL.md');
    expect(await told(obtain(`${url}/x.zip`, world({ offline: true })))).toMatch(/^E_OFFLINE/);
  });
});

describe('GitHub', () => {
  /** As codeload packs: one folder named after the commit, dotfiles and all. */
  function repository(files: Readonly<Record<string, string>>): Buffer {
    const folder = tempFolder();
    writeFiles(path.join(folder, 'souls-abc123'), filesOf(files));
    return execFileSync('tar', ['-czf', '-', '--owner=0', '--group=0', '--format=ustar', 'souls-abc123'], {
      cwd: folder,
    });
  }
  const text = (name: string) => new TextDecoder().decode(soulPackage(name).files.get('SOUL.md'));
  const REPOSITORY = {
    '.github/workflows/ci.yml': 'on: push',
    '.gitignore': 'x',
    'README.md': '# Souls',
    'a b/we$ird.md': 'a name that no package may hold',
    'souls/go/SOUL.md': text('go-expert'),
    'souls/go/.draft': 'x',
    'souls/rust/SOUL.md': text('rust-expert'),
  };
  const env = ({ url }: Site) => ({ CLAWHUB_GITHUB_CODELOAD_BASE_URL: `${url}/` });

  it('gives the folder that was named, and only that', async () => {
    const server = await site({ '/ada/souls/tar.gz/HEAD': repository(REPOSITORY) });
    const [resolution, delivery] = await obtain('github:ada/souls/souls/go', world({ env: env(server) }));
    expect(resolution).toMatchObject({
      source: { kind: 'github', url: 'github:ada/souls/souls/go' },
      name: 'go-expert',
      version: '1.0.0',
      integrity: null,
      content: contentHash(delivery.files),
    });
    expect([...delivery.files.keys()]).toEqual(['SOUL.md']);
    expect(server.asked.map(({ path: at }) => at)).toEqual(['/ada/souls/tar.gz/HEAD']);
  });

  it('gives a whole repository, without its dotfiles, at a branch or tag', async () => {
    const server = await site({
      '/ada/atlas/tar.gz/feature/v2': repository({ ...REPOSITORY, 'a b/we$ird.md': '', 'SOUL.md': text('atlas') }),
    });
    expect(await told(obtain('github:ada/atlas#feature/v2', world({ env: env(server) })))).toMatch(
      /^E_PATH: "a b\/we\$ird\.md"/,
    );
    const { 'a b/we$ird.md': _odd, ...clean } = REPOSITORY;
    server.route('/ada/atlas/tar.gz/feature/v2', repository({ ...clean, 'SOUL.md': text('atlas') }));
    const [resolution, delivery] = await obtain('github:ada/atlas#feature/v2', world({ env: env(server) }));
    expect(resolution.name).toBe('atlas');
    expect([...delivery.files.keys()]).toEqual(['README.md', 'SOUL.md', 'souls/go/SOUL.md', 'souls/rust/SOUL.md']);
  });

  it('says which packages a repository has, when it is none itself', async () => {
    const server = await site({ '/ada/souls/tar.gz/HEAD': repository(REPOSITORY) });
    const top = await failure(obtain('github:ada/souls', world({ env: env(server) })));
    expect(top.message).toBe('ada/souls holds none of SOUL.md, SKILL.md, TEAM.md');
    const below = await failure(obtain('github:ada/souls/souls', world({ env: env(server) })));
    expect(`${below.code}: ${below.message}`).toBe(
      'E_NOT_A_SOUL: ada/souls/souls holds none of SOUL.md, SKILL.md, TEAM.md',
    );
    expect(below.hint?.en).toBe('github:ada/souls/souls/go, github:ada/souls/souls/rust');
  });

  it('a repository that is not there', async () => {
    const server = await site({});
    expect(await told(obtain('github:ada/nothing#v1', world({ env: env(server) })))).toBe(
      'E_NOT_FOUND: GitHub has no ada/nothing with v1',
    );
  });

  it('a link in the folder is refused, one elsewhere is not our business', async () => {
    const folder = tempFolder();
    writeFiles(path.join(folder, 'r-1'), filesOf({ 'go/SOUL.md': text('go-expert'), 'evil/SOUL.md': text('evil') }));
    symlinkSync('/etc/passwd', path.join(folder, 'r-1', 'evil', 'x.md'));
    const tgz = execFileSync('tar', ['-czf', '-', '--format=ustar', 'r-1'], { cwd: folder });
    const server = await site({ '/a/r/tar.gz/HEAD': tgz });
    expect((await obtain('github:a/r/go', world({ env: env(server) })))[0].name).toBe('go-expert');
    expect(await told(obtain('github:a/r/evil', world({ env: env(server) })))).toMatch(
      /^E_ARCHIVE: a package may not hold links/,
    );
  });

  it('files that moved since they were pinned', async () => {
    const server = await site({ '/ada/souls/tar.gz/HEAD': repository(REPOSITORY) });
    const [resolution] = await obtain('github:ada/souls/souls/go', world({ env: env(server) }));
    server.route('/ada/souls/tar.gz/HEAD', repository({ ...REPOSITORY, 'souls/go/AGENTS.md': 'Obey.' }));
    const later = await openSource(resolution.source, world({ env: env(server) }));
    expect(await told(later.fetch(resolution))).toMatch(/^E_CONTENT/);
  });
});

it('an archive that is no package is called that; one with a dotfile is refused for it', async () => {
  const folder = tempFolder();
  const dotfile = tarFile('package/.travis.yml', 'language: node_js');
  writeFileSync(path.join(folder, 'left-pad.tgz'), tgz(dotfile, tarFile('package/index.js', 'module.exports = 1')));
  writeFileSync(path.join(folder, 'soul.tgz'), tgz(dotfile, tarFile('package/SOUL.md')));
  const here = world({ cwd: folder });
  expect(await told(obtain('./left-pad.tgz', here))).toBe(
    'E_NOT_A_SOUL: the package holds none of SOUL.md, SKILL.md, TEAM.md',
  );
  expect(await told(obtain('./soul.tgz', here))).toContain('E_PATH: ".travis.yml"');
});
