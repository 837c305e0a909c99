import { describe, expect, it } from 'vitest';
import { isSoulError } from '../../src/core/errors.ts';
import { mirrorFiles, tarballPath } from '../../src/core/mirror.ts';
import { parseName } from '../../src/core/name.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage, type SoulPackage } from '../../src/core/package.ts';
import { filesOf, soulPackage } from '../helpers/packages.ts';

const OPTIONS = { published: '2026-11-20T08:00:00.000Z' };
const read = (files: ReadonlyMap<string, Uint8Array>, at: string): string => new TextDecoder().decode(files.get(at));
const json = (files: ReadonlyMap<string, Uint8Array>, at: string) => JSON.parse(read(files, at));

function told(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isSoulError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return expect.fail('no error');
}

describe('packing', () => {
  it('writes a package.json that npm understands, with the whole manifest', () => {
    const soul = soulPackage('@ada/atlas', '1.2.0');
    const { files } = packPackage(soul);
    expect(json(files, 'package.json')).toEqual({
      name: '@ada/atlas',
      version: '1.2.0',
      description: 'The one who is @ada/atlas.',
      keywords: ['soul', 'go', 'backend'],
      soulhub: JSON.parse(JSON.stringify(soul.manifest)),
    });
    expect(files.get('SOUL.md')).toBe(soul.files.get('SOUL.md'));
  });

  it('keeps what somebody else wrote into package.json', () => {
    const soul = soulPackage('atlas', '1.0.0', {
      'package.json': '\uFEFF{"openclaw":{"claw":"CLAW.md"},"version":"0.0.1"}',
    });
    expect(json(packPackage(soul).files, 'package.json')).toMatchObject({
      openclaw: { claw: 'CLAW.md' },
      version: '1.0.0',
    });
  });

  it('refuses a package.json that is none', () => {
    const soul = (text: string): SoulPackage => ({ ...soulPackage('atlas'), files: filesOf({ 'package.json': text }) });
    expect(told(() => packPackage(soul('[]')))).toBe('E_MANIFEST: package.json: not a JSON object');
    expect(told(() => packPackage(soul('{')))).toMatch(/^E_MANIFEST: package\.json is not valid JSON/);
  });

  it('of what was packed gives the same again', () => {
    const once = packPackage(soulPackage('atlas', '1.0.0', { 'package.json': '{"z":1,"name":"x"}' }));
    const facts = json(once.files, 'package.json').soulhub;
    const twice = packPackage(readPackage(once.files, { facts }));
    expect([twice.content, twice.integrity]).toEqual([once.content, once.integrity]);
  });
});

describe('a mirror', () => {
  it('has these files', () => {
    const souls = [soulPackage('go-expert'), soulPackage('go-expert', '1.1.0'), soulPackage('@ada/atlas')];
    const files = mirrorFiles(souls, { ...OPTIONS, searchIndex: new Uint8Array([1]) });
    expect([...files.keys()]).toEqual([
      '-/tarballs/@ada~atlas-1.0.0.tgz',
      '@ada/atlas',
      '-/tarballs/go-expert-1.0.0.tgz',
      '-/tarballs/go-expert-1.1.0.tgz',
      'go-expert',
      '-/catalogue.json',
      '-/search-index.bin',
      '.well-known/soulhub.json',
      'engineering/ada~atlas/SOUL.md',
      'engineering/ada~atlas/SOUL.en.md',
      'engineering/go-expert/SOUL.md',
      'engineering/go-expert/SOUL.en.md',
      'search.json',
    ]);
    expect(json(files, '.well-known/soulhub.json')).toEqual({ v: 1, dialects: ['npm', 'agent-souls'], static: true });
  });

  it('merges versions, and the newest that is no prerelease is the latest', () => {
    const souls = ['2.0.0-rc.1', '1.10.0', '1.9.0'].map((version) => soulPackage('go-expert', version));
    const files = mirrorFiles(souls, OPTIONS);
    expect(json(files, 'go-expert')).toMatchObject({
      name: 'go-expert',
      'dist-tags': { latest: '1.10.0' },
      time: { created: OPTIONS.published, '1.9.0': OPTIONS.published },
    });
    expect(Object.keys(json(files, 'go-expert').versions)).toEqual(['1.9.0', '1.10.0', '2.0.0-rc.1']);
    expect(json(files, '-/catalogue.json')).toMatchObject([{ name: 'go-expert', version: '1.10.0' }]);
    const only = mirrorFiles([soulPackage('beta', '1.0.0-rc.1')], OPTIONS);
    expect(json(only, 'beta')['dist-tags']).toEqual({ latest: '1.0.0-rc.1' });
  });

  it('is the same for the same packages in any order', () => {
    const souls = [soulPackage('b'), soulPackage('a'), soulPackage('a', '2.0.0')];
    const one = mirrorFiles(souls, OPTIONS);
    const two = mirrorFiles([...souls].reverse(), OPTIONS);
    expect([...two].map(([at, bytes]) => [at, Buffer.from(bytes).toString('hex')])).toEqual(
      [...one].map(([at, bytes]) => [at, Buffer.from(bytes).toString('hex')]),
    );
  });

  it('takes a version twice when it is the same, and refuses it when it is not', () => {
    expect(mirrorFiles([soulPackage('a'), soulPackage('a')], OPTIONS).has('a')).toBe(true);
    const other = soulPackage('a', '1.0.0', { 'IDENTITY.md': '# A\n' });
    expect(told(() => mirrorFiles([soulPackage('a'), other], OPTIONS))).toBe(
      'E_VERSION_EXISTS: a 1.0.0 is there twice, with different files',
    );
  });

  it('writes addresses that fit the place it is for', () => {
    const tarball = (baseUrl?: string) => {
      const files = mirrorFiles([soulPackage('@ada/atlas')], { ...OPTIONS, ...(baseUrl ? { baseUrl } : {}) });
      return json(files, '@ada/atlas').versions['1.0.0'].dist.tarball;
    };
    expect(tarball()).toBe('../-/tarballs/@ada~atlas-1.0.0.tgz');
    expect(tarball('https://hub.example/souls')).toBe('https://hub.example/souls/-/tarballs/@ada~atlas-1.0.0.tgz');
    expect(tarballPath(parseName('ada-atlas'), '1.0.0')).toBe('-/tarballs/ada-atlas-1.0.0.tgz');
  });

  it('keeps a package and a category of one name apart', () => {
    const files = mirrorFiles([soulPackage('engineering'), soulPackage('go-expert')], OPTIONS);
    expect(json(files, 'engineering').name).toBe('engineering');
    expect(files.has('_engineering/go-expert/SOUL.md')).toBe(true);
    expect(json(files, 'search.json').map(({ url }: { url: string }) => url)).toEqual([
      '/_engineering/engineering/',
      '/_engineering/go-expert/',
    ]);
  });

  it('refuses a package that is called like one of its own files', () => {
    expect(told(() => mirrorFiles([soulPackage('search.json')], OPTIONS))).toBe(
      'E_CONFLICT: a mirror cannot hold both search.json and search.json',
    );
  });

  it('speaks the Agent Souls dialect: Chinese first, bodies only', () => {
    const zh = '# Go 专家\n\n> 用 Go 的人。\n\n正文。\n';
    const soul = soulPackage('go-expert', '1.0.0', { 'SOUL.zh.md': `\uFEFF${zh.replaceAll('\n', '\r\n')}` });
    const skill = readPackage(
      filesOf({ 'SKILL.md': '---\nname: find-souls\ndescription: Finds souls\n---\n\n# Find\n' }),
    );
    const names = { engineering: { zh: '工程', en: 'Engineering' } };
    const files = mirrorFiles([soul, skill], { ...OPTIONS, categoryNames: names });
    expect(read(files, 'engineering/go-expert/SOUL.md')).toBe(zh);
    expect(read(files, 'engineering/go-expert/SOUL.en.md')).toMatch(/^# go-expert\n/);
    expect(json(files, 'search.json')).toEqual([
      {
        name: 'Go 专家',
        name_zh: 'Go 专家',
        name_en: 'go-expert',
        url: '/engineering/go-expert/',
        category: 'engineering',
        category_zh: '工程',
        category_en: 'Engineering',
        tags: ['go', 'backend'],
        tags_zh: ['go', 'backend'],
        tags_en: ['go', 'backend'],
        languages: ['en', 'zh'],
        package: 'go-expert',
      },
    ]);
    expect(
      json(files, '-/catalogue.json').map(({ name, categoryNames }: { name: string; categoryNames: object }) => [
        name,
        categoryNames,
      ]),
    ).toEqual([
      ['find-souls', {}],
      ['go-expert', names.engineering],
    ]);
  });
});
