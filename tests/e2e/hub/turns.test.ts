/** One workspace, three clients in turns: ours, the official clawhub command and OpenClaw. None may spoil it for another. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { treeDigest } from '../../../src/core/fingerprint.ts';
import { PROGRAM } from '../../helpers/home.ts';
import { type ClientHome, clientHome, missingOf, runProgram, titleFor } from '../../helpers/real-clients.ts';
import { clawhubPublish, skillFiles, startTestHub, type TestHub } from '../../helpers/served-hub.ts';

const SLOW = 600_000;

let hub: TestHub;
let home: ClientHome;

interface Entry {
  readonly version: string;
  readonly installedAt: number;
  readonly ownerHandle?: string;
  readonly registry?: string;
  readonly pinned?: boolean;
  readonly fileTreeSha256?: string;
}

/** What each version consists of. */
const filesOf = (slug: string, version: string) =>
  skillFiles(slug, `${slug} ${version}`, { 'scripts/run.sh': '#!/bin/sh\necho hi\n', 'a_b.md': 'x\n', 'Ab.md': 'y\n' });
const SKILLS = {
  demo: { owner: 'alice', versions: ['1.0.0', '1.1.0'] },
  tool: { owner: 'bob', versions: ['0.3.0', '0.4.0'] },
} as const;
type Slug = keyof typeof SKILLS;

beforeAll(async () => {
  hub = await startTestHub();
  for (const [slug, { owner, versions }] of Object.entries(SKILLS)) {
    const token = await hub.token(owner);
    for (const version of versions)
      await clawhubPublish(hub, token, filesOf(slug, version), {
        slug,
        version,
        displayName: slug,
        changelog: version,
      });
  }
});
afterAll(() => hub.close());
beforeEach(() => {
  home = clientHome({ CLAWHUB_REGISTRY: hub.url, OPENCLAW_CLAWHUB_URL: hub.url, CLAWHUB_WORKDIR: '.' });
});
afterEach(() => home.remove());

const CLIENTS = {
  ours: (...args: string[]) => runProgram(home, PROGRAM, args),
  official: (...args: string[]) => home.run('clawhub', args),
  openclaw: (...args: string[]) => home.run('openclaw', ['skills', ...args], { timeout: 180_000, env: openclawEnv() }),
} as const;
type Who = keyof typeof CLIENTS;

/** OpenClaw works in the workspace of its configuration: here, where the others work. */
function openclawEnv(): Record<string, string> {
  const file = path.join(home.root, '.openclaw', 'openclaw.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ agents: { defaults: { workspace: home.work } } }));
  return {};
}

async function succeed(who: Who, ...args: string[]): Promise<string> {
  const ran = await CLIENTS[who](...args);
  expect([who, ...args, ran.code, ran.all]).toEqual([who, ...args, 0, expect.anything()]);
  return ran.stdout + ran.stderr;
}

const lock = (): Record<string, Entry> =>
  home.has('.clawhub/lock.json') ? home.json<{ skills: Record<string, Entry> }>('.clawhub/lock.json').skills : {};
const origin = (key: string) => home.json(`skills/${key}/.clawhub/origin.json`);

/** Lock file, folders and `origin.json` say one thing, and it is true. */
function expectAgreement(): void {
  const skills = lock();
  for (const [key, entry] of Object.entries(skills)) {
    const slug = path.posix.basename(key) as Slug;
    expect([key, origin(key).installedVersion, origin(key).installedAt]).toEqual([
      key,
      entry.version,
      entry.installedAt,
    ]);
    expect(filesIn(`skills/${key}`)).toEqual(textsOf(filesOf(slug, entry.version)));
    if (entry.fileTreeSha256) expect(origin(key).fileTreeSha256).toBe(entry.fileTreeSha256);
  }
  expect(installedFolders()).toEqual(Object.keys(skills).sort());
  const pins = home.has('.clawhub/souls-lock.json')
    ? home.json<{ souls: object }>('.clawhub/souls-lock.json').souls
    : {};
  const slugs = Object.keys(pins).map((name) => path.posix.basename(name));
  expect(new Set(slugs).size).toBe(slugs.length);
}

function textsOf(files: ReadonlyMap<string, Uint8Array>): Record<string, string> {
  return Object.fromEntries([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]).sort());
}

function filesIn(folder: string): Record<string, string> {
  const root = path.join(home.work, folder);
  const names = fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.startsWith('.clawhub'));
  const plain = names.filter((name) => fs.statSync(path.join(root, name)).isFile());
  return Object.fromEntries(plain.map((name) => [name, fs.readFileSync(path.join(root, name), 'utf8')]).sort());
}

function installedFolders(): string[] {
  const root = path.join(home.work, 'skills');
  // OpenClaw keeps copies in a folder of its own, with a dot in front.
  const list = (at: string) => (fs.existsSync(at) ? fs.readdirSync(at) : []).filter((name) => !name.startsWith('.'));
  return list(root)
    .flatMap((name) => (name.startsWith('@') ? list(path.join(root, name)).map((slug) => `${name}/${slug}`) : [name]))
    .sort();
}

describe.skipIf(missingOf('clawhub', 'openclaw') !== null)(
  titleFor('what we installed works in all of them', 'clawhub', 'openclaw'),
  { timeout: SLOW },
  () => {
    it('`openclaw skills update --all` and `update` go on without --force; the CLI finds nothing changed', async () => {
      await succeed('ours', 'install', '@alice/demo@1.0.0');
      await succeed('ours', 'install', '@bob/tool');
      // 1: keys are bare slugs. 2 and 3: both files have what both clients look for.
      expect(Object.keys(lock()).sort()).toEqual(['demo', 'tool']);
      expect(lock().demo).toMatchObject({
        ownerHandle: 'alice',
        registry: hub.url,
        fileTreeSha256: expect.any(String),
      });
      expect(origin('demo')).toMatchObject({
        fingerprint: expect.any(String),
        fileTreeSha256: lock().demo?.fileTreeSha256,
      });
      expect(home.has('skills/demo/_meta.json')).toBe(false);
      expectAgreement();
      expect(await succeed('official', 'update', 'tool')).toMatch(/up to date/);
      await succeed('openclaw', 'update', '--all');
      expect(lock().demo?.version).toBe('1.1.0');
      expectAgreement();
      // 5: one copy, whoever is asked for it.
      expect((await CLIENTS.official('install', '@bob/tool')).all).toMatch(/Already installed/);
      expect(installedFolders()).toEqual(['demo', 'tool']);
      expect(await succeed('official', 'update', '--all')).not.toMatch(/local changes/);
    });
  },
);

describe.skipIf(missingOf('openclaw') !== null)(
  titleFor('what OpenClaw wrote down', 'openclaw'),
  { timeout: SLOW },
  () => {
    it('comes back, also where a skill has a package.json of its own; and never with other files', async () => {
      const files = skillFiles('kit', 'A kit.', {
        'package.json': '{"name":"mine","dependencies":{"left-pad":"1.3.0"}}\n',
      });
      const about = { slug: 'kit', version: '1.0.0', displayName: 'kit', changelog: 'first' };
      await clawhubPublish(hub, await hub.token('bob'), files, about);
      await succeed('openclaw', 'install', '@bob/kit');
      fs.rmSync(path.join(home.work, 'skills/kit'), { recursive: true });
      await succeed('ours', 'install');
      expect(installedFolders()).toEqual(['kit']);
      const entry = { ...lock().kit, fileTreeSha256: `sha256:${'0'.repeat(64)}` };
      fs.rmSync(path.join(home.work, '.clawhub/souls-lock.json'), { force: true });
      fs.rmSync(path.join(home.work, 'skills/kit'), { recursive: true });
      home.write(
        '.clawhub/lock.json',
        JSON.stringify({ version: 1, skills: { kit: { ...entry, artifact: undefined } } }),
      );
      expect((await CLIENTS.ours('install')).all).toContain('E_FROZEN');
      expect(installedFolders()).toEqual([]);
    });
  },
);

describe.skipIf(missingOf('clawhub') !== null)(
  titleFor('what only we can update', 'clawhub'),
  { timeout: SLOW },
  () => {
    it('does not stop `clawhub update --all`, and is no pin of anybody', async () => {
      const noRegistry = (...args: string[]) => runProgram(home, PROGRAM, args, { env: { CLAWHUB_REGISTRY: '' } });
      expect((await noRegistry('install', 'find-souls')).code).toBe(0);
      await succeed('official', 'install', 'demo', '--version', '1.0.0');
      expect(await succeed('official', 'update', '--all')).toMatch(/Skipped 1 pinned skill: find-souls/);
      expect(lock().demo?.version).toBe('1.1.0');
      expect((await noRegistry('update', 'find-souls')).stdout).toMatch(/up to date/);
      const pins = async () =>
        (
          JSON.parse((await noRegistry('list', '--json')).stdout) as {
            packages: { name: string; pinned: string | null }[];
          }
        ).packages
          .filter(({ name }) => name === 'find-souls')
          .map(({ pinned }) => pinned);
      expect(await pins()).toEqual([null]);
      expect((await noRegistry('pin', 'find-souls', '--reason', 'mine')).code).toBe(0);
      expect(await pins()).toEqual(['mine']);
      expect((await noRegistry('unpin', 'find-souls')).code).toBe(0);
      expect(await pins()).toEqual([null]);
      expect(await succeed('official', 'update', '--all')).toMatch(/Skipped 1 pinned/);
    });
  },
);

describe.skipIf(missingOf('clawhub', 'openclaw') !== null)(
  titleFor('`doctor --fix` heals what the official clients leave', 'clawhub', 'openclaw'),
  { timeout: SLOW },
  () => {
    const heal = async () => {
      expect((await CLIENTS.ours('doctor', '--json')).stdout).toContain('"level":"problem"');
      await succeed('ours', 'doctor', '--fix');
      expectAgreement();
      const after = JSON.parse((await CLIENTS.ours('doctor', '--json')).stdout) as { findings: { level: string }[] };
      expect(after.findings.filter(({ level }) => level === 'problem')).toEqual([]);
    };

    it('a key @owner/slug stops `openclaw skills update --all`', async () => {
      await succeed('official', 'install', '@bob/tool', '--version', '0.3.0');
      expect((await CLIENTS.openclaw('update', '--all')).code).not.toBe(0);
      await heal();
      expect(Object.keys(lock())).toEqual(['tool']);
      await succeed('openclaw', 'update', '--all');
      expect(lock().tool).toMatchObject({ version: '0.4.0', ownerHandle: 'bob' });
      expect(await succeed('official', 'update', '@bob/tool')).toMatch(/up to date/);
    });

    it('an entry without digests needs --force', async () => {
      await succeed('official', 'install', 'demo', '--version', '1.0.0');
      expect((await CLIENTS.openclaw('update', '@alice/demo')).all).toMatch(/--force/);
      await heal();
      await succeed('openclaw', 'update', '@alice/demo');
      expect(lock().demo?.version).toBe('1.1.0');
    });

    it('an entry without a fingerprint, with _meta.json, looks edited for ever', async () => {
      await succeed('openclaw', 'install', '@alice/demo');
      // The official registry puts this into every zip.
      const meta = { ownerId: 'users_alice', slug: 'demo', version: '1.1.0', publishedAt: 1_760_000_000_000 };
      home.write('skills/demo/_meta.json', JSON.stringify(meta, null, 2));
      redigest('demo');
      expect(await succeed('official', 'update', 'demo')).toMatch(/local changes/);
      await heal();
      expect(await succeed('official', 'update', 'demo')).toMatch(/up to date/);
      await succeed('openclaw', 'update', '@alice/demo');
    });

    it('a pin that OpenClaw dropped', async () => {
      await succeed('ours', 'install', '@alice/demo@1.0.0');
      await succeed('ours', 'pin', 'demo', '--reason', 'hold');
      await succeed('openclaw', 'update', '--all');
      expect(lock().demo).toMatchObject({ version: '1.1.0' });
      expect(lock().demo?.pinned).toBeUndefined();
      await heal();
      expect(lock().demo).toMatchObject({ pinned: true, pinReason: 'hold' });
      expect(await succeed('official', 'update', '--all')).toMatch(/Skipped 1 pinned/);
      // Who takes a pin away on purpose is obeyed.
      await succeed('official', 'unpin', 'demo');
      await succeed('ours', 'doctor', '--fix');
      expect(lock().demo?.pinned).toBeUndefined();
    });

    it('the same skill twice, flat and nested', async () => {
      await succeed('openclaw', 'install', '@bob/tool');
      const entry = lock().tool;
      home.write('.clawhub/lock.json', JSON.stringify({ version: 1, skills: {} }));
      await succeed('official', 'install', '@bob/tool');
      home.write('.clawhub/lock.json', JSON.stringify({ version: 1, skills: { ...lock(), tool: entry } }));
      expect(installedFolders()).toEqual(['@bob/tool', 'tool']);
      await heal();
      expect(installedFolders()).toEqual(['tool']);
      await succeed('openclaw', 'update', '--all');
    });
  },
);

/** As OpenClaw has them for the files that are there now. */
function redigest(slug: string): void {
  const files = new Map(
    Object.entries(filesIn(`skills/${slug}`)).map(([name, text]) => [name, new TextEncoder().encode(text)]),
  );
  const fileTreeSha256 = treeDigest(files);
  const skills = lock();
  home.write(
    '.clawhub/lock.json',
    JSON.stringify({ version: 1, skills: { ...skills, [slug]: { ...skills[slug], fileTreeSha256 } } }),
  );
  home.write(`skills/${slug}/.clawhub/origin.json`, JSON.stringify({ ...origin(slug), fileTreeSha256 }));
}

describe.skipIf(missingOf('clawhub') !== null)(titleFor('one login', 'clawhub'), { timeout: SLOW }, () => {
  it.each([{}, { CLAWHUB_CONFIG_PATH: 'login/here.json' }, { XDG_CONFIG_HOME: 'xdg' }])(
    'for both, with %o',
    async (places) => {
      const at = Object.fromEntries(Object.entries(places).map(([name, file]) => [name, path.join(home.root, file)]));
      const token = await hub.token('alice');
      const ours = (args: string[], input = '') =>
        runProgram(home, PROGRAM, args, { env: at, ...(input ? { input } : {}) });
      const official = (...args: string[]) => home.run('clawhub', args, { env: at });
      expect((await official('login', '--token', token)).code).toBe(0);
      expect((await ours(['whoami'])).stdout).toBe('alice\n');
      expect((await ours(['logout'])).code).toBe(0);
      expect((await official('whoami')).code).toBe(1);
      expect((await ours(['login', '--token', '-'], token)).code).toBe(0);
      expect((await official('whoami')).stdout.trim()).toBe('alice');
      expect((await official('token')).stdout.trim()).toBe(token);
      expect((await official('logout')).code).toBe(0);
      expect((await ours(['whoami'])).code).toBe(6);
    },
  );
});

interface State {
  readonly version: string;
  readonly pinned: boolean;
  readonly key: string;
}

/** Small, and the same on every machine: a failure can be run again by its seed. */
function randomness(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.abs(state) % below;
  };
}

describe.skipIf(missingOf('clawhub') !== null)(
  titleFor('ours and the official command in turns', 'clawhub'),
  { timeout: SLOW },
  () => {
    it.each(Array.from({ length: 20 }, (_, index) => index + 1))('sequence %i', async (seed) => {
      const below = randomness(seed);
      const model = new Map<Slug, State>();
      let who: Who = below(2) === 0 ? 'ours' : 'official';
      for (let step = 0; step < 6; step++) {
        await move(who, below, model);
        expectAgreement();
        const expected = [...model.values()].map(({ key, version, pinned }) => [key, version, pinned]).sort();
        expect(
          Object.entries(lock())
            .map(([key, entry]) => [key, entry.version, entry.pinned === true])
            .sort(),
        ).toEqual(expected);
        who = who === 'ours' ? 'official' : 'ours';
      }
      const listed = JSON.parse((await CLIENTS.ours('list', '--json')).stdout) as {
        packages: { name: string; version: string; condition: string }[];
      };
      expect(listed.packages.map(({ name, version, condition }) => [name, version, condition]).sort()).toEqual(
        [...model.values()].map(({ key, version }) => [key, version, 'clean']).sort(),
      );
      const official = await succeed('official', 'list');
      for (const { key, version } of model.values()) expect(official).toContain(`${key}  ${version}`);
      expect(official).not.toContain('Manually installed');
    });
  },
);

/** One command, and what it must lead to. */
async function move(who: Who, below: (most: number) => number, model: Map<Slug, State>): Promise<void> {
  const slug = (['demo', 'tool'] as const)[below(2)] as Slug;
  const { owner, versions } = SKILLS[slug];
  const state = model.get(slug);
  const [old, latest] = versions;
  if (state === undefined) {
    const version = below(3) === 0 ? latest : old;
    const qualified = below(2) === 0;
    await succeed(who, 'install', qualified ? `@${owner}/${slug}` : slug, '--version', version);
    model.set(slug, { version, pinned: false, key: who === 'official' && qualified ? `@${owner}/${slug}` : slug });
    return;
  }
  const words = state.key === slug && below(2) === 0 ? `@${owner}/${slug}` : state.key;
  switch (below(5)) {
    case 0:
      await succeed(who, 'uninstall', words, '--yes');
      model.delete(slug);
      break;
    case 1:
      await succeed(who, state.pinned ? 'unpin' : 'pin', words);
      model.set(slug, { ...state, pinned: !state.pinned });
      break;
    case 2:
      await succeed(who, 'update', '--all');
      for (const [name, one] of model) if (!one.pinned) model.set(name, { ...one, version: SKILLS[name].versions[1] });
      break;
    default:
      if (state.pinned) await CLIENTS[who]('update', words);
      else {
        await succeed(who, 'update', words);
        model.set(slug, { ...state, version: latest });
      }
  }
}
