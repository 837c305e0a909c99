/** Skill folders after a kill at any point, also of the recovery itself; and folders as people and strangers leave them. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { treeDigest } from '../../../src/core/fingerprint.ts';
import {
  readSkillLock,
  readSoulLock,
  type SoulEntry,
  writeSkillLock,
  writeSoulLock,
} from '../../../src/store/locks.ts';
import { listFiles } from '../../../src/store/packages.ts';
import { type WorkPaths, workPaths } from '../../../src/store/paths.ts';
import {
  dropSkill,
  putSkill,
  readSkillFiles,
  recoverSkills,
  type SkillOrigin,
  settleSkills,
  skillCondition,
  skillTarget,
} from '../../../src/store/skills.ts';
import { pictureOf, refused } from './world.ts';

let root = '';
let paths: WorkPaths;

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-skills-')));
  paths = workPaths(root);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const TX = '0123456789abcdef';
const bytes = (text: string) => new TextEncoder().encode(text);
const files = (version: string) =>
  new Map([
    ['SKILL.md', bytes(`version ${version}\n`)],
    ['more/x.md', bytes('x')],
  ]);
const origin = (version: string): SkillOrigin => ({
  registry: 'soulhub:bundled',
  slug: 'demo',
  ownerHandle: null,
  version,
  archive: 'ab'.repeat(32),
  installedAt: 1,
});
const soulEntry = (version: string): SoulEntry => ({
  version,
  kind: 'skill',
  source: { kind: 'bundled', url: '' },
  integrity: null,
  content: `h1:${version}`,
});
const pin = (version: string) => [{ name: 'demo', entry: soulEntry(version) }];

function install(version: string, folder = 'skills') {
  return putSkill(paths, skillTarget(paths, 'demo', null, folder), files(version), origin(version), pin(version));
}

/** Everything a user or another client can see: the skills and both lock files. */
function shown() {
  return {
    files: pictureOf(root, '.clawhub'),
    skills: readSkillLock(paths).skills,
    souls: readSoulLock(paths).souls,
  };
}

describe('killed', () => {
  const at = (name: string) => path.join(root, 'skills', name);
  const aside = `.demo.soulhub-${TX}.tmp`;
  const old = `.demo.soulhub-${TX}.old`;

  interface Killed {
    readonly had: boolean;
    readonly to: string | null;
  }

  function journal({ had, to }: Killed): void {
    fs.mkdirSync(paths.machine, { recursive: true });
    const value = {
      tx: TX,
      key: 'demo',
      folderName: 'skills',
      had,
      committedAs: to === null ? null : treeDigest(files(to)),
      pins: {
        before: [{ name: 'demo', entry: had ? soulEntry('1.0.0') : null }],
        after: [{ name: 'demo', entry: to === null ? null : soulEntry(to) }],
      },
    };
    fs.writeFileSync(path.join(paths.machine, 'skill-journal.json'), JSON.stringify(value));
  }

  /** The steps of an install, an update and a removal, done by hand up to the kill. */
  const steps: Readonly<Record<string, (killed: Killed) => void>> = {
    journal,
    'half built': ({ to }) => to && fs.mkdirSync(at(aside), { recursive: true }),
    built: ({ to }) => {
      if (to === null) return;
      for (const [name, content] of files(to)) {
        fs.mkdirSync(path.dirname(path.join(at(aside), name)), { recursive: true });
        fs.writeFileSync(path.join(at(aside), name), content);
      }
    },
    moved: ({ had }) => had && fs.renameSync(at('demo'), at(old)),
    swapped: ({ to }) => to && fs.renameSync(at(aside), at('demo')),
    pinned: ({ to }) => {
      const { demo: _gone, ...souls } = readSoulLock(paths).souls;
      writeSoulLock(paths, { version: 1, souls: to === null ? souls : { ...souls, demo: soulEntry(to) } });
    },
    committed: ({ to }) => {
      const lock = readSkillLock(paths);
      const { demo, ...skills } = lock.skills;
      const entry = { ...(demo ?? { installedAt: 1 }), version: to, fileTreeSha256: treeDigest(files(to ?? '')) };
      writeSkillLock(paths, { ...lock, skills: to === null ? skills : { ...skills, demo: entry } });
    },
    'half tidied': () => fs.rmSync(at(old), { recursive: true, force: true }),
  };
  const names = Object.keys(steps);
  const kinds: readonly (readonly [string, Killed])[] = [
    ['an install', { had: false, to: '1.0.0' }],
    ['an update', { had: true, to: '2.0.0' }],
    ['a removal', { had: true, to: null }],
    ['the same once more', { had: true, to: '1.0.0' }],
  ];
  const cases = kinds.flatMap(([kind, killed]) => names.map((step) => [kind, step, killed] as const));

  function prepare({ had }: Killed): void {
    fs.mkdirSync(at('other'), { recursive: true });
    writeSkillLock(paths, { version: 1, skills: { other: { version: '9.9.9', installedAt: 9 } } });
    writeSoulLock(paths, { version: 1, souls: { other: soulEntry('9.9.9') } });
    if (had) install('1.0.0');
  }

  it.each(cases)('%s at “%s”: all old or all new', (_kind, last, killed) => {
    prepare(killed);
    const before = shown();
    for (const step of names.slice(0, names.indexOf(last) + 1)) steps[step]?.(killed);
    const committed = names.indexOf(last) >= names.indexOf('committed');
    expect(recoverSkills(paths)).toBe(true);
    const after = shown();
    expect(fs.readdirSync(at('.')).filter((name) => name.startsWith('.'))).toEqual([]);
    if (committed) {
      expect(after.souls.demo?.version).toBe(killed.to ?? undefined);
      expect(after.skills.demo?.version).toBe(killed.to ?? undefined);
      const now = readSkillFiles(at('demo'));
      expect(now && treeDigest(now)).toBe(killed.to && treeDigest(files(killed.to)));
    } else if (killed.to === '1.0.0' && killed.had) {
      expect(after.souls).toEqual(before.souls);
      expect(treeDigest(readSkillFiles(at('demo')) ?? new Map())).toBe(treeDigest(files('1.0.0')));
    } else {
      expect(after).toEqual(before);
    }
    expect([after.skills.other?.version, after.souls.other?.version]).toEqual(['9.9.9', '9.9.9']);
    expect(recoverSkills(paths)).toBe(false);
  });

  it.each(cases)('%s at “%s”, and its recovery killed before it could drop the journal', (_kind, last, killed) => {
    prepare(killed);
    for (const step of names.slice(0, names.indexOf(last) + 1)) steps[step]?.(killed);
    recoverSkills(paths);
    const settled = shown();
    journal(killed);
    recoverSkills(paths);
    expect(shown()).toEqual(settled);
  });

  it('files that somebody put there after the kill are not removed, and neither are the old ones', () => {
    const killed = { had: true, to: '2.0.0' };
    prepare(killed);
    for (const step of names.slice(0, names.indexOf('swapped') + 1)) steps[step]?.(killed);
    fs.writeFileSync(at('demo/mine.md'), 'mine');
    recoverSkills(paths);
    expect(fs.readFileSync(at('demo/mine.md'), 'utf8')).toBe('mine');
    expect(treeDigest(readSkillFiles(at(old)) ?? new Map())).toBe(treeDigest(files('1.0.0')));
    expect(recoverSkills(paths)).toBe(false);
  });

  it('a look settles it under the lock', () => {
    const killed = { had: true, to: '2.0.0' };
    prepare(killed);
    const before = shown();
    for (const step of names.slice(0, names.indexOf('moved') + 1)) steps[step]?.(killed);
    settleSkills(paths);
    expect(shown()).toEqual(before);
  });

  it('a journal that says nothing any more is set aside', () => {
    prepare({ had: true, to: null });
    fs.writeFileSync(path.join(paths.machine, 'skill-journal.json'), '{"tx":');
    expect(recoverSkills(paths)).toBe(true);
    expect(fs.existsSync(path.join(paths.machine, 'skill-journal.json.damaged'))).toBe(true);
    expect(recoverSkills(paths)).toBe(false);
  });

  it.each(['../x', 'skills/../..', '/etc', 'a//b', ''])(
    'a journal of a stranger with the folder %j is not followed',
    (folderName) => {
      prepare({ had: true, to: null });
      journal({ had: true, to: null });
      const file = path.join(paths.machine, 'skill-journal.json');
      fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file, 'utf8')), folderName }));
      const before = shown();
      recoverSkills(paths);
      expect(shown()).toEqual(before);
    },
  );

  it('nor one that leads through a link', async () => {
    prepare({ had: true, to: null });
    journal({ had: true, to: '2.0.0' });
    const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-elsewhere-'));
    fs.cpSync(at('.'), elsewhere, { recursive: true });
    fs.rmSync(at('.'), { recursive: true });
    fs.symlinkSync(elsewhere, at('.'));
    const before = pictureOf(elsewhere);
    expect((await refused(() => recoverSkills(paths))).code).toBe('E_LINK');
    expect(pictureOf(elsewhere)).toEqual(before);
    fs.rmSync(elsewhere, { recursive: true });
  });
});

describe('folders', () => {
  it.each(['skills', '.claude/skills', 'a/b/c'])('an update in --dir %s is undone after a kill', (folder) => {
    install('1.0.0', folder);
    const before = shown();
    const target = skillTarget(paths, 'demo', null, folder);
    fs.renameSync(target.folder, path.join(path.dirname(target.folder), `.demo.soulhub-${TX}.old`));
    const value = {
      tx: TX,
      key: 'demo',
      folderName: folder,
      had: true,
      committedAs: 'x',
      pins: { before: pin('1.0.0'), after: pin('2.0.0') },
    };
    fs.writeFileSync(path.join(paths.machine, 'skill-journal.json'), JSON.stringify(value));
    recoverSkills(paths);
    expect(shown()).toEqual(before);
  });

  it('an install, an update and a removal leave nothing but what they say', () => {
    install('1.0.0');
    install('2.0.0');
    expect(shown().souls.demo?.version).toBe('2.0.0');
    dropSkill(paths, skillTarget(paths, 'demo', null), [{ name: 'demo', entry: null }]);
    expect(shown()).toEqual({ files: { skills: '755 /' }, skills: {}, souls: {} });
    expect(fs.readdirSync(paths.machine)).toEqual([]);
  });

  it('a removal that nobody committed keeps the entry of our own lock file', () => {
    install('1.0.0');
    dropSkill(paths, skillTarget(paths, 'demo', null));
    expect(shown().souls.demo?.version).toBe('1.0.0');
  });

  it('links and pipes in a skill are not followed, and count as an edit', () => {
    const { fileTreeSha256 } = install('1.0.0');
    const folder = path.join(root, 'skills/demo');
    fs.symlinkSync('..', path.join(folder, 'more/up'));
    fs.symlinkSync('/etc/hostname', path.join(folder, 'out.md'));
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    expect(listFiles(folder)).toEqual(['.clawhub/origin.json', 'SKILL.md', 'more/up', 'more/x.md', 'out.md', 'pipe']);
    expect(new TextDecoder().decode(readSkillFiles(folder)?.get('out.md'))).toBe('not a file');
    expect(skillCondition(folder, { version: '1.0.0', installedAt: 1, fileTreeSha256 })).toBe('edited');
  });
});
