/** The clawhub dialect, read side: against a site that is bent, and against the stub of the official registry. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packZip } from '../../src/core/archive/pack.ts';
import { readPackage } from '../../src/core/package.ts';
import { sha256Hex } from '../../src/core/sha256.ts';
import { parseSpec } from '../../src/core/spec.ts';
import { discover } from '../../src/sources/discover.ts';
import { openSource } from '../../src/sources/index.ts';
import type { SourceWorld } from '../../src/sources/source.ts';
import { filesOf, tempFolder } from '../helpers/packages.ts';
import { sharedPath } from '../helpers/shared.ts';
import { deadPort, type Route, type Site } from '../helpers/site.ts';
import { closeAfter, failure, get, site, told, world } from '../helpers/sources.ts';

const FILES = filesOf({
  'SKILL.md': '---\nname: demo\ndescription: Shows things\n---\n\n# Demo\n',
  'scripts/run.sh': 'echo hi\n',
});
const META = filesOf({ '_meta.json': '{"ownerId":"u"}' });
const JSON_TYPE = { 'content-type': 'application/json' };
const json = (value: unknown, status = 200): Route => ({ status, headers: JSON_TYPE, body: JSON.stringify(value) });
const hashes = (files = FILES) =>
  [...files].map(([at, bytes]) => ({ path: at, sha256: sha256Hex(bytes), size: bytes.length }));
const DETAIL = {
  skill: {
    slug: 'demo',
    displayName: 'Demo',
    summary: 's',
    tags: { latest: '1.1.0', beta: '2.0.0-beta.1' },
    stats: {},
  },
  latestVersion: { version: '1.1.0', createdAt: 1, changelog: '' },
  owner: { handle: 'alice' },
  moderation: null,
};

/** A hub with one skill; `routes` bend it. */
async function hub(routes: Readonly<Record<string, Route>> = {}): Promise<Site> {
  return site({
    '/api/v1/skills/demo': json(DETAIL),
    '/api/v1/skills/demo/versions': json({ items: [{ version: '1.1.0' }, { version: '1.0.0' }], nextCursor: null }),
    '/api/v1/skills/demo/versions/1.1.0': json({ version: { version: '1.1.0', files: hashes() }, skill: null }),
    '/api/v1/download': { headers: { 'content-type': 'application/zip' }, body: packZip(new Map([...FILES, ...META])) },
    ...routes,
  });
}

const at = ({ url }: Site, more: Partial<SourceWorld> = {}) => openSource({ kind: 'clawhub', url }, world(more));

describe('a hub', () => {
  it('gives a skill under its owner, checked file by file, without what the server added', async () => {
    const server = await hub();
    const [resolution, delivery] = await get(await at(server, { tokenFor: () => 'clh_x' }), 'demo');
    expect(resolution).toEqual({
      source: { kind: 'clawhub', url: server.url },
      name: '@alice/demo',
      version: '1.1.0',
      owner: 'alice',
      integrity: null,
      content: null,
      deprecated: null,
      warning: null,
      location: 'api/v1/download?slug=demo&ownerHandle=alice&version=1.1.0',
    });
    expect([...delivery.files.keys()]).toEqual(['SKILL.md', 'scripts/run.sh']);
    expect(delivery.integrity).toMatch(/^sha512-/);
    expect(delivery.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(readPackage(delivery.files, { facts: delivery.facts }).manifest).toMatchObject({
      name: '@alice/demo',
      version: '1.1.0',
      kind: 'skill',
    });
    expect(server.asked.map(({ path: asked }) => asked)).toEqual([
      '/api/v1/skills/demo',
      '/api/v1/download?slug=demo&ownerHandle=alice&version=1.1.0',
      '/api/v1/skills/demo/versions/1.1.0?ownerHandle=alice',
    ]);
    expect(server.asked.every(({ headers }) => headers.authorization === 'Bearer clh_x')).toBe(true);
  });

  it('is told the owner that the user named', async () => {
    const server = await hub();
    await (await at(server)).resolve(parseSpec('@alice/demo'));
    expect(server.asked[0]?.path).toBe('/api/v1/skills/demo?ownerHandle=alice');
  });

  it('knows tags, ranges and versions', async () => {
    const source = await at(await hub());
    const version = async (spec: string) => (await source.resolve(parseSpec(spec)))?.version;
    expect(await version('demo@beta')).toBe('2.0.0-beta.1');
    expect(await version('demo@1.0.0')).toBe('1.0.0');
    expect(await version('demo@^1')).toBe('1.1.0');
    expect(await version('demo@~1.0')).toBe('1.0.0');
    expect(await told(source.resolve(parseSpec('demo@^3')))).toBe(
      'E_VERSION_NOT_FOUND: there is no @alice/demo@^3; versions: 1.1.0, 1.0.0',
    );
    expect(await told(source.resolve(parseSpec('demo@nightly')))).toBe(
      'E_VERSION_NOT_FOUND: there is no @alice/demo@nightly; versions: -',
    );
    expect(await source.resolve(parseSpec('nothing'))).toBeNull();
  });

  it('with two owners of one slug names both', async () => {
    const matches = ['alice', 'bob'].map((owner) => ({
      ownerHandle: owner,
      slug: 'demo',
      ref: `@${owner}/demo`,
      url: 'x',
    }));
    const server = await hub({
      '/api/v1/skills/demo': json({ code: 'AMBIGUOUS_SKILL_SLUG', message: 'm', slug: 'demo', matches }, 409),
    });
    const error = await failure((await at(server)).resolve(parseSpec('demo')));
    expect(error.message.replace(server.url, '<host>')).toBe('2 owners have a demo at <host>');
    expect([error.code, error.details.candidates]).toEqual(['E_AMBIGUOUS', ['@alice/demo', '@bob/demo']]);
  });

  it('that blocked a skill, or suspects it', async () => {
    const marked = (moderation: object) => hub({ '/api/v1/skills/demo': json({ ...DETAIL, moderation }) });
    const blocked = await marked({ isSuspicious: true, isMalwareBlocked: true, summary: 'steals keys' });
    expect(await told((await at(blocked)).resolve(parseSpec('demo')))).toBe(
      'E_SCAN_BLOCKED: <host> has blocked demo as malware: steals keys',
    );
    const suspect = await marked({ isSuspicious: true, isMalwareBlocked: false, summary: 'Detected: eval' });
    expect((await (await at(suspect)).resolve(parseSpec('demo')))?.warning).toBe('Detected: eval');
    const long = await marked({ isSuspicious: true, summary: `said in\nlines ${'x'.repeat(500)}` });
    expect((await (await at(long)).resolve(parseSpec('demo')))?.warning).toMatch(/^said in lines x{186}$/);
  });

  it.each<[string, Route]>([
    [
      'a file that was changed',
      json({
        version: { version: '1.1.0', files: hashes(filesOf({ 'SKILL.md': 'x', 'scripts/run.sh': 'echo hi\n' })) },
      }),
    ],
    [
      'a file too many',
      json({ version: { version: '1.1.0', files: hashes().filter(({ path: name }) => name !== 'SKILL.md') } }),
    ],
    [
      'a file too few',
      json({ version: { version: '1.1.0', files: [...hashes(), { path: 'SKILL.md2', sha256: 'ab', size: 1 }] } }),
    ],
  ])('whose zip has %s is not believed', async (_what, route) => {
    const source = await at(await hub({ '/api/v1/skills/demo/versions/1.1.0': route }));
    expect(await told(get(source, 'demo'))).toMatch(
      /^E_INTEGRITY: @alice\/demo 1\.1\.0: SKILL\.md2? is not the file that was published$/,
    );
  });

  it.each<[Route, string]>([
    [
      { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Blocked: flagged as malicious.' },
      'E_FORBIDDEN: <host> does not allow this: Blocked: flagged as malicious.',
    ],
    [{ status: 410, body: 'Version not available' }, 'E_NOT_FOUND: @alice/demo 1.1.0 is listed but not there'],
    [
      { status: 423, headers: { 'content-type': 'text/plain' }, body: 'Pending review' },
      'E_SERVER: <host> answered with status 423: Pending review',
    ],
    [{ body: 'hello' }, 'E_ARCHIVE: this is not a zip file'],
  ])('whose download fails (%#)', async (route, says) => {
    expect(await told(get(await at(await hub({ '/api/v1/download': route })), 'demo'))).toBe(says);
  });

  it('that talks nonsense', async () => {
    expect(
      await told((await at(await hub({ '/api/v1/skills/demo': json({ hello: 1 }) }))).resolve(parseSpec('demo'))),
    ).toBe('E_PROTOCOL: <host>: what it says about demo makes no sense');
  });

  it('finds what is asked for, and leaves out what it cannot give', async () => {
    const rows = [
      {
        source: 'clawhub',
        score: 3,
        slug: 'demo',
        displayName: 'Demo',
        summary: 'Shows',
        version: '1.1.0',
        ownerHandle: 'alice',
      },
      { source: 'skills-sh', score: 2, slug: 'other', displayName: 'Other' },
      { score: 1, slug: 'UPPER', displayName: 'x' },
      { score: 1 },
    ];
    const server = await hub({ '/api/v1/search': json({ results: rows }) });
    const source = await at(server);
    const found = (await source.search('demo 演示', { limit: 5 }))?.listings;
    expect(found).toMatchObject([
      {
        name: '@alice/demo',
        version: '1.1.0',
        kind: 'skill',
        displayName: { en: 'Demo' },
        description: { en: 'Shows' },
      },
    ]);
    expect(found).toHaveLength(1);
    expect(server.asked[0]?.path).toBe('/api/v1/search?q=demo+%E6%BC%94%E7%A4%BA&limit=5');
    expect([await source.catalogue(), await source.searchIndex()]).toEqual([null, null]);
  });

  const commit = 'a'.repeat(40);

  /** A repository of skills, as GitHub packs it. */
  async function onGithub(more: ReadonlyMap<string, Uint8Array>) {
    const inside = [...FILES].map(([name, bytes]) => [`skills-${commit}/skills/demo/${name}`, bytes] as const);
    const rest = [...more].map(([name, bytes]) => [`skills-${commit}/${name}`, bytes] as const);
    const github = { repo: 'alice/skills', path: 'skills/demo', commit, contentHash: '0'.repeat(64), sourceUrl: 'x' };
    const zip = packZip(new Map([...inside, ...rest]));
    const server = await hub({
      '/api/v1/skills/demo': json({ ...DETAIL, latestVersion: null }),
      '/api/v1/skills/demo/install': json({ ok: true, slug: 'demo', installKind: 'github', github }),
      [`/alice/skills/zip/${commit}`]: { headers: { 'content-type': 'application/zip' }, body: zip },
    });
    return get(await at(server, { env: { CLAWHUB_GITHUB_CODELOAD_BASE_URL: server.url } }), 'demo');
  }

  it('whose skill lives on GitHub', async () => {
    const [resolution, delivery] = await onGithub(filesOf({ 'README.md': 'x' }));
    expect([resolution.name, resolution.version]).toEqual(['@alice/demo', `0.0.0-g${commit}`]);
    expect([...delivery.files.keys()]).toEqual(['SKILL.md', 'scripts/run.sh']);
    expect(readPackage(delivery.files, { facts: delivery.facts }).manifest.version).toBe(resolution.version);
  });

  it('whose skill lives in a repository that is larger than any package', async () => {
    const many = Array.from({ length: 2_100 }, (_each, index) => [`docs/${index}.md`, Buffer.from('x')] as const);
    const film = ['film.mp4', randomBytes(10 * 1024 * 1024 + 1)] as const;
    const [, delivery] = await onGithub(new Map([...many, film]));
    expect([...delivery.files.keys()]).toEqual(['SKILL.md', 'scripts/run.sh']);
  });

  it('whose skill on GitHub is itself larger than a package may be', async () => {
    const many = Array.from(
      { length: 1_000 },
      (_each, index) => [`skills/demo/${index}.md`, Buffer.from('x')] as const,
    );
    expect((await failure(onGithub(new Map(many)))).code).toBe('E_TOO_LARGE');
  });
});

const stub = sharedPath('clawhub-stub/server.mjs');

describe.skipIf(stub === undefined)(
  `the stub of the official registry${stub ? '' : ' (skipped: ../shared/clawhub-stub is missing)'}`,
  () => {
    async function start(): Promise<string> {
      const port = await deadPort();
      const log = path.join(tempFolder(), 'requests.jsonl');
      const child = spawn(process.execPath, [stub ?? '', '--port', String(port), '--log', log], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      closeAfter({ close: () => child.kill() });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      return `http://127.0.0.1:${port}`;
    }

    it('is discovered, resolved, fetched and checked', async () => {
      const source = await discover(await start(), world());
      expect(source.ref.kind).toBe('clawhub');
      const [resolution, delivery] = await get(source, 'demo-skill');
      expect([resolution.name, resolution.version]).toEqual(['@alice/demo-skill', '1.1.0']);
      expect([...delivery.files.keys()]).toEqual(['README.md', 'SKILL.md', 'scripts/run.sh']);
      expect((await get(source, 'demo-skill@1.0.0'))[1].files.size).toBe(2);
      expect((await failure(source.resolve(parseSpec('shared-name')))).details.candidates).toEqual([
        '@alice/shared-name',
        '@bob/shared-name',
      ]);
      expect((await source.resolve(parseSpec('@bob/shared-name')))?.name).toBe('@bob/shared-name');
      expect((await failure(source.resolve(parseSpec('bad-skill')))).code).toBe('E_SCAN_BLOCKED');
      expect((await source.resolve(parseSpec('sus-skill')))?.warning).toBe('Detected: eval');
      expect((await source.resolve(parseSpec('gh-skill')))?.version).toBe(`0.0.0-g${'a'.repeat(40)}`);
      expect((await source.search('demo', { limit: 5 }))?.listings.map(({ name }) => name)).toEqual([
        '@alice/demo-skill',
      ]);
      expect(await source.resolve(parseSpec('no-such-skill'))).toBeNull();
    });

    it('gives a skill that lives on GitHub', async () => {
      const url = await start();
      const source = await discover(url, world({ env: { OPENCLAW_CLAWHUB_GITHUB_CODELOAD_BASE_URL: url } }));
      expect([...(await get(source, 'gh-skill'))[1].files.keys()]).toEqual(['SKILL.md']);
    });
  },
);
