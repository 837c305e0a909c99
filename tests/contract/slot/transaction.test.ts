/** The transaction against files as people have them: links, pipes, damaged state, other programs that write meanwhile. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/core/sha256.ts';
import { headOf, push, switchTarget } from '../../../src/core/timeline.ts';
import { slotPaths } from '../../../src/store/paths.ts';
import { changeSlot, type SlotView } from '../../../src/store/transaction.ts';
import { AT, makeWorld, refused, SOULS, userFiles, type Workspace, type World } from './world.ts';

let world: World;
let w: Workspace;
let n = 0;

beforeAll(() => {
  world = makeWorld();
});
afterAll(() => world.remove());
beforeEach(() => {
  w = world.workspace();
});

const A = SOULS.a?.en?.['SOUL.md'] ?? '';
const read = (file: string) => fs.readFileSync(w.at(file), 'utf8');
const write = (file: string, text: string | Uint8Array) => fs.writeFileSync(w.at(file), text);
const keptTexts = () =>
  new Set(
    w
      .view()
      .timeline.entries.flatMap(({ parts }) =>
        Object.values(parts).map(({ value }) => (value.kind === 'text' ? value.sha : '')),
      ),
  );

/** A file outside the workspace, as in a folder of dotfiles. */
function outside(text: string): string {
  const folder = path.join(world.home, `dotfiles-${n++}`);
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'SOUL.md'), text);
  return path.join(folder, 'SOUL.md');
}

describe('what was there comes back', () => {
  it.each<[string, Uint8Array]>([
    ['a BOM', Buffer.from('\uFEFFmine\n')],
    ['CRLF', Buffer.from('mine\r\nline\r\n')],
    ['no newline at the end', Buffer.from('mine')],
    ['Latin-1', Buffer.from('caf\xe9\n', 'latin1')],
    ['nothing in it', Buffer.alloc(0)],
    ['NUL bytes', Buffer.from([0, 1, 2, 0])],
    ['a megabyte', Buffer.alloc(1 << 20, 'x')],
  ])('%s', async (_, bytes) => {
    write('SOUL.md', bytes);
    fs.chmodSync(w.at('SOUL.md'), 0o640);
    await w.switch('c');
    expect(read('SOUL.md')).toBe(SOULS.c?.en?.['SOUL.md']);
    w.clear();
    expect(fs.readFileSync(w.at('SOUL.md')).equals(bytes)).toBe(true);
    expect(fs.statSync(w.at('SOUL.md')).mode & 0o7777).toBe(0o640);
    expect(Object.keys(userFiles(w.root))).toEqual(['SOUL.md']);
  });

  it('what we write is a regular file with one name, the old mode and owner, and never the old inode', async () => {
    write('SOUL.md', 'mine');
    fs.chmodSync(w.at('SOUL.md'), 0o664);
    if (process.getuid?.() === 0) fs.chownSync(w.at('SOUL.md'), 12345, 23456);
    const before = fs.statSync(w.at('SOUL.md'));
    await w.switch('a');
    const after = fs.lstatSync(w.at('SOUL.md'));
    expect([after.isFile(), after.nlink, after.mode, after.uid, after.gid]).toEqual([
      true,
      1,
      before.mode,
      before.uid,
      before.gid,
    ]);
    expect(after.ino).not.toBe(before.ino);
    w.clear();
    expect(fs.statSync(w.at('SOUL.md')).uid).toBe(before.uid);
  });

  it('a file that is in place already is left in peace', async () => {
    write('SOUL.md', A);
    const { ino } = fs.statSync(w.at('SOUL.md'));
    await w.switch('a');
    expect(fs.statSync(w.at('SOUL.md')).ino).toBe(ino);
    expect(w.status().soul?.name).toBe('a');
    w.clear();
    expect(read('SOUL.md')).toBe(A);
  });
});

describe('things that are no plain files', () => {
  const things: readonly (readonly [string, (file: string) => void, string])[] = [
    ['a link', (file) => fs.symlinkSync(outside('other'), file), 'E_LINK'],
    ['a link that leads nowhere', (file) => fs.symlinkSync('nowhere', file), 'E_LINK'],
    ['a link to itself', (file) => fs.symlinkSync('SOUL.md', file), 'E_LINK'],
    ['a link to a folder', (file) => fs.symlinkSync(world.home, file), 'E_LINK'],
    ['a hard link', (file) => fs.linkSync(outside('other'), file), 'E_LINK'],
    ['a folder', (file) => fs.mkdirSync(file), 'E_NOT_A_FILE'],
    ['a named pipe', (file) => execFileSync('mkfifo', [file]), 'E_NOT_A_FILE'],
  ];

  it.each(things)('%s is refused, and nothing is changed', async (_, make, code) => {
    make(w.at('SOUL.md'));
    write('IDENTITY.md', 'me');
    const before = userFiles(w.root);
    expect((await refused(() => w.switch('b'))).code).toBe(code);
    expect(userFiles(w.root)).toEqual(before);
    expect(w.clear().changed).toBe(false);
  });

  it.each(things)(
    '%s in the place of an active soul: clear is refused, and nothing is changed',
    async (_, make, code) => {
      write('SOUL.md', 'mine');
      await w.switch('b');
      fs.rmSync(w.at('SOUL.md'));
      make(w.at('SOUL.md'));
      const before = userFiles(w.root);
      expect((await refused(() => w.clear())).code).toBe(code);
      expect((await refused(() => w.undo())).code).toBe(code);
      expect(userFiles(w.root)).toEqual(before);
      fs.rmSync(w.at('SOUL.md'), { recursive: true });
      w.clear();
      expect(userFiles(w.root)).toEqual({ 'SOUL.md': '644 mine' });
    },
  );

  it.each(things.slice(0, 4))(
    '--replace-link puts a file in the place of %s, and clear brings it back',
    async (_, make) => {
      make(w.at('SOUL.md'));
      const before = userFiles(w.root);
      await w.switch('b', { links: 'replace-link' });
      expect(fs.lstatSync(w.at('SOUL.md')).isFile()).toBe(true);
      expect(w.status()).toMatchObject({ soul: { name: 'b' }, drift: [], problem: null });
      w.clear();
      expect(userFiles(w.root)).toEqual(before);
      await w.undo();
      expect(fs.lstatSync(w.at('SOUL.md')).isFile()).toBe(true);
      w.clear();
      await w.switch('a');
      expect(fs.lstatSync(w.at('SOUL.md')).isFile()).toBe(true);
      w.clear();
      expect(userFiles(w.root)).toEqual(before);
    },
  );

  it('--replace-link gives a hard link a file of its own; the other name keeps its text', async () => {
    const other = outside('mine');
    fs.linkSync(other, w.at('SOUL.md'));
    await w.switch('a', { links: 'replace-link' });
    expect(fs.readFileSync(other, 'utf8')).toBe('mine');
    w.clear();
    expect(read('SOUL.md')).toBe('mine');
  });

  it('--write-through cannot write to all names of a hard link, so it does not', async () => {
    const other = outside('mine');
    fs.linkSync(other, w.at('SOUL.md'));
    const error = await refused(() => w.switch('a', { links: 'write-through' }));
    expect(error.details).toMatchObject({ reason: 'hardlink' });
    expect([read('SOUL.md'), fs.statSync(other).nlink]).toEqual(['mine', 2]);
  });

  it.each(things.slice(1, 3))('--write-through has nowhere to write with %s', async (_, make) => {
    make(w.at('SOUL.md'));
    const before = userFiles(w.root);
    expect((await refused(() => w.switch('a', { links: 'write-through' }))).code).toBe('E_LINK');
    expect(userFiles(w.root)).toEqual(before);
  });

  it('a part that a change does not touch may be anything that can be looked at', async () => {
    await w.switch('c');
    w.clear();
    fs.symlinkSync('nowhere', w.at('STYLE.md'));
    for (const links of ['refuse', 'write-through', 'replace-link'] as const) {
      await w.switch('a', { links });
      w.clear({ links });
    }
    expect(fs.readlinkSync(w.at('STYLE.md'))).toBe('nowhere');
  });
});

describe('--write-through', () => {
  it('changes the file, keeps the link, and status knows that nothing else happened', async () => {
    const file = outside('mine');
    fs.chmodSync(file, 0o600);
    fs.symlinkSync(file, w.at('SOUL.md'));
    await w.switch('a', { links: 'write-through' });
    expect([fs.readlinkSync(w.at('SOUL.md')), read('SOUL.md')]).toEqual([file, A]);
    expect(w.status()).toMatchObject({ soul: { name: 'a' }, drift: [], problem: null });
    fs.appendFileSync(file, 'learned\n');
    expect(w.status()).toMatchObject({ soul: { name: 'a' }, drift: ['SOUL.md'] });
    w.clear();
    expect([fs.readlinkSync(w.at('SOUL.md')), read('SOUL.md')]).toEqual([file, 'mine']);
    expect(fs.statSync(file).mode & 0o7777).toBe(0o600);
    expect(keptTexts()).toContain(sha256Hex(Buffer.from(`${A}learned\n`)));
    expect(fs.readdirSync(path.dirname(file))).toEqual(['SOUL.md']);
  });

  it.each(['', 'learned\n'])(
    '--replace-link after it is refused: the soul would stay in the other file (%j)',
    async (more) => {
      const file = outside('mine');
      fs.symlinkSync(file, w.at('SOUL.md'));
      await w.switch('a', { links: 'write-through' });
      fs.appendFileSync(file, more);
      for (const run of [() => w.clear({ links: 'replace-link' }), () => w.switch('b', { links: 'replace-link' })])
        expect((await refused(run)).details).toMatchObject({ reason: 'written-through' });
      w.clear({ links: 'write-through' });
      expect(fs.readFileSync(file, 'utf8')).toBe('mine');
      await w.switch('b', { links: 'replace-link' });
      expect(fs.readFileSync(file, 'utf8')).toBe('mine');
      w.clear();
      expect(fs.readlinkSync(w.at('SOUL.md'))).toBe(file);
    },
  );

  it('is remembered for that very link: clear, undo, redo and the next switch need not be told again', async () => {
    const file = outside('mine');
    fs.symlinkSync(file, w.at('SOUL.md'));
    await w.switch('a', { links: 'write-through' });
    w.clear();
    expect(fs.readFileSync(file, 'utf8')).toBe('mine');
    await w.undo();
    expect(fs.readFileSync(file, 'utf8')).toBe(A);
    await w.switch('b');
    expect([fs.readlinkSync(w.at('SOUL.md')), w.status().soul?.name]).toEqual([file, 'b']);
    await w.undo();
    await w.redo();
    w.clear();
    expect([fs.readlinkSync(w.at('SOUL.md')), fs.readFileSync(file, 'utf8')]).toEqual([file, 'mine']);
  });

  it.each<[string, (file: string) => void]>([
    [
      'another link',
      (file) => {
        fs.rmSync(w.at('SOUL.md'));
        fs.symlinkSync(file, w.at('SOUL.md'));
      },
    ],
    [
      'a link that leads to another file by now',
      (file) => {
        fs.renameSync(file, `${file}.moved`);
        fs.symlinkSync(`${file}.moved`, file);
      },
    ],
  ])('%s needs the word again', async (_what, change) => {
    const file = outside('mine');
    fs.symlinkSync(file, w.at('SOUL.md'));
    await w.switch('a', { links: 'write-through' });
    change(file);
    for (const run of [() => w.clear(), () => w.undo(), () => w.switch('b')])
      expect((await refused(run)).details).toMatchObject({ reason: 'symlink' });
    expect(fs.readFileSync(file, 'utf8')).toBe(A);
    w.clear({ links: 'write-through' });
    expect(fs.readFileSync(file, 'utf8')).toBe('mine');
  });

  describe('is given back where it was written', () => {
    let real: string;
    const relink = (file: string) => {
      fs.rmSync(w.at('SOUL.md'));
      fs.symlinkSync(file, w.at('SOUL.md'));
    };
    const replace = (text: string) => {
      fs.rmSync(w.at('SOUL.md'));
      write('SOUL.md', text);
    };
    beforeEach(async () => {
      real = outside('mine');
      fs.symlinkSync(real, w.at('SOUL.md'));
      await w.switch('a', { links: 'write-through' });
    });
    const texts = () => [read('SOUL.md'), fs.readFileSync(real, 'utf8')];

    it('also when a file took the place of the link; that one stays, and is kept', async () => {
      replace('fresh');
      expect(w.status()).toMatchObject({ soul: { name: 'a' }, drift: [] });
      expect(w.status().notes.map(({ code }) => code)).toContain('stray');
      expect(w.clear()).toMatchObject({ changed: true, keptEdit: null, files: [{ path: real, change: 'replace' }] });
      expect(texts()).toEqual(['fresh', 'mine']);
      expect(w.status()).toMatchObject({ soul: null, notes: [] });
      await w.undo();
      expect(texts()).toEqual([A, 'mine']);
      await w.switch('b');
      w.clear();
      expect(texts()).toEqual(['fresh', 'mine']);
      expect(keptTexts()).toContain(sha256Hex(Buffer.from('fresh')));
    });

    it.each(['refuse', 'write-through', 'replace-link'] as const)(
      'also when the link leads to another file, which never held it (%s)',
      (links) => {
        const other = outside('o');
        relink(other);
        w.clear({ links });
        expect([fs.readlinkSync(w.at('SOUL.md')), ...texts()]).toEqual([other, 'o', 'mine']);
      },
    );

    it('also when nothing is left in its place', () => {
      fs.rmSync(w.at('SOUL.md'));
      w.clear();
      expect([fs.existsSync(w.at('SOUL.md')), fs.readFileSync(real, 'utf8')]).toEqual([false, 'mine']);
    });

    it('by a switch, too: the same soul again puts it in its place', async () => {
      replace('fresh');
      expect(await w.switch('a')).toMatchObject({ changed: true });
      expect(texts()).toEqual([A, 'mine']);
      w.clear();
      expect(texts()).toEqual(['fresh', 'mine']);
    });

    it('what somebody made of it meanwhile is an entry', async () => {
      fs.appendFileSync(real, 'learned\n');
      replace('fresh');
      const { keptEdit } = w.clear();
      expect(texts()).toEqual(['fresh', 'mine']);
      await w.restore(keptEdit ?? 0);
      expect(texts()).toEqual([`${A}learned\n`, 'mine']);
    });

    it('wherever that file is by now, or not at all', () => {
      fs.renameSync(real, `${real}.moved`);
      relink(`${real}.moved`);
      w.clear({ links: 'write-through' });
      expect(fs.readFileSync(`${real}.moved`, 'utf8')).toBe('mine');
    });

    it('a copied state folder is not believed about files elsewhere', () => {
      const { folder } = slotPaths(w.root);
      fs.cpSync(folder, `${folder}.copy`, { recursive: true });
      fs.rmSync(folder, { recursive: true });
      fs.renameSync(`${folder}.copy`, folder);
      replace('fresh');
      w.clear();
      expect(fs.readFileSync(real, 'utf8')).toBe(A);
    });
  });

  it('never puts a link into the file that another link leads to', async () => {
    const [first, second] = [outside('first'), outside('second')];
    fs.symlinkSync(first, w.at('SOUL.md'));
    await w.switch('a', { links: 'replace-link' });
    fs.rmSync(w.at('SOUL.md'));
    fs.symlinkSync(second, w.at('SOUL.md'));
    w.clear({ links: 'write-through' });
    expect(fs.readlinkSync(w.at('SOUL.md'))).toBe(first);
    expect([fs.readFileSync(first, 'utf8'), fs.readFileSync(second, 'utf8')]).toEqual(['first', 'second']);
  });
});

describe('somebody else writes at the same time', () => {
  const switchTo = (text: string) => (view: SlotView) => {
    const bytes = Buffer.from(text);
    const files = {
      'SOUL.md': { sha: sha256Hex(bytes), mode: 0o644 },
      'IDENTITY.md': { sha: sha256Hex(bytes), mode: 0o644 },
    };
    const target = switchTarget(view.timeline, files);
    const soul = { name: 'x', version: '1.0.0', lang: 'en', title: 'x', content: 'h1:x' };
    return {
      target,
      after: push(view.timeline, 'switch', soul, target, AT),
      texts: new Map([[sha256Hex(bytes), bytes]]),
    };
  };
  const run = (meanwhile: () => void) => {
    const options = { at: AT, parts: ['IDENTITY.md', 'SOUL.md'] };
    return changeSlot(w.slot, options, (view) => {
      const change = switchTo('persona')(view);
      meanwhile();
      return change;
    });
  };

  it.each<[string, () => void]>([
    ['other bytes', () => write('SOUL.md', 'theirs')],
    [
      'the same size and time',
      () => {
        const { atime, mtime } = fs.statSync(w.at('SOUL.md'));
        write('SOUL.md', 'MINE');
        fs.utimesSync(w.at('SOUL.md'), atime, mtime);
      },
    ],
    ['a mode', () => fs.chmodSync(w.at('SOUL.md'), 0o600)],
    ['a deletion', () => fs.rmSync(w.at('SOUL.md'))],
    ['a new file', () => write('IDENTITY.md', 'theirs')],
    [
      'a link',
      () => {
        fs.rmSync(w.at('SOUL.md'));
        fs.symlinkSync('x', w.at('SOUL.md'));
      },
    ],
    [
      'a folder',
      () => {
        fs.rmSync(w.at('SOUL.md'));
        fs.mkdirSync(w.at('SOUL.md'));
      },
    ],
  ])('%s between the look and the rename: refused, theirs stays, ours is taken back', async (_, theirs) => {
    write('SOUL.md', 'mine');
    let seen = {};
    const error = await refused(() =>
      run(() => {
        theirs();
        seen = userFiles(w.root);
      }),
    );
    expect([error.code, error.exit]).toEqual(['E_CONFLICT', 9]);
    expect(userFiles(w.root)).toEqual(seen);
    expect(fs.existsSync(slotPaths(w.root).journal)).toBe(false);
  });

  it('a look while another change commits is taken again, whole', async () => {
    write('SOUL.md', 'mine');
    await w.switch('b');
    let looks = 0;
    const { view } = changeSlot(w.slot, { at: AT, dryRun: true }, () => {
      if (looks++ === 0) w.clear();
      return null;
    });
    expect(looks).toBe(2);
    expect([headOf(view.timeline)?.soul, view.drift]).toEqual([null, []]);
  });
});

describe('a damaged folder of ours', () => {
  const paths = () => slotPaths(w.root);
  const damages: readonly (readonly [string, (file: string) => void])[] = [
    ['cut short', (file) => fs.truncateSync(file, 100)],
    ['emptied', (file) => fs.truncateSync(file, 0)],
    ['filled with garbage', (file) => fs.writeFileSync(file, 'garbage')],
    ['deleted', (file) => fs.rmSync(file)],
    [
      'changed by one byte',
      (file) => fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"switch"', '"Switch"')),
    ],
  ];

  it.each(damages)('state.json %s: repaired from its copy, and said', async (_, damage) => {
    write('SOUL.md', 'mine');
    await w.switch('a');
    damage(paths().state);
    const report = w.clear();
    expect([report.repaired, read('SOUL.md')]).toEqual([true, 'mine']);
    expect(w.clear().repaired).toBe(false);
  });

  it.each(damages.filter(([what]) => what !== 'deleted'))(
    'state.json and its copy %s: said, and nothing is changed',
    async (_, damage) => {
      write('SOUL.md', 'mine');
      await w.switch('a');
      damage(paths().state);
      damage(paths().copy);
      const before = userFiles(w.root);
      expect((await refused(() => w.clear())).code).toBe('E_STATE');
      expect(w.status().problem?.code).toBe('E_STATE');
      expect(userFiles(w.root)).toEqual(before);
    },
  );

  it('a text that is gone or was altered is not given back as if it were the user’s', async () => {
    write('SOUL.md', 'mine');
    await w.switch('a');
    const file = path.join(paths().objects, sha256Hex(Buffer.from('mine')));
    fs.writeFileSync(file, 'theirs');
    expect((await refused(() => w.clear())).code).toBe('E_STATE');
    fs.rmSync(file);
    expect((await refused(() => w.clear())).code).toBe('E_STATE');
    expect(read('SOUL.md')).toBe(A);
  });

  it('a journal that says nothing any more is set aside, and said', async () => {
    write('SOUL.md', 'mine');
    await w.switch('a');
    fs.writeFileSync(paths().journal, '{"tx":"0123456789abcdef","edits":[{"part":"SOUL');
    expect(w.clear()).toMatchObject({ repaired: true, recovered: false });
    expect(read('SOUL.md')).toBe('mine');
    expect(fs.existsSync(`${paths().journal}.damaged`)).toBe(true);
    expect(w.status().problem).toBeNull();
  });

  it('a journal of a cloned project reaches no file that is not a part', async () => {
    const victim = outside('private');
    fs.mkdirSync(paths().objects, { recursive: true });
    const evil = Buffer.from('evil');
    fs.writeFileSync(path.join(paths().objects, sha256Hex(evil)), evil);
    const edit = {
      part: path.relative(w.root, victim),
      before: { kind: 'text', sha: sha256Hex(evil), mode: 0o644 },
      after: { kind: 'text', sha: sha256Hex(Buffer.from('private')), mode: 0o644 },
    };
    const journal = { tx: '0123456789abcdef', agent: 'openclaw', through: true, edits: [edit] };
    fs.writeFileSync(paths().journal, JSON.stringify(journal));
    expect((await refused(() => w.switch('a', { links: 'write-through' }))).code).toBe('E_STATE');
    expect(fs.readFileSync(victim, 'utf8')).toBe('private');
  });

  it.each(['.clawhub', '.clawhub/souls', '.clawhub/souls/objects', '.clawhub/souls/lock'])(
    '%s as a link to somewhere else is refused',
    async (folder) => {
      const elsewhere = fs.mkdtempSync(path.join(world.home, 'elsewhere-'));
      fs.mkdirSync(path.dirname(w.at(folder)), { recursive: true });
      fs.symlinkSync(elsewhere, w.at(folder));
      expect((await refused(() => w.switch('a'))).details).toMatchObject({ reason: 'folder' });
      expect(fs.readdirSync(elsewhere)).toEqual([]);
    },
  );
});

describe('clear, undo and redo say what they did', () => {
  it('clear weeks later changes nothing and says so', async () => {
    write('SOUL.md', 'mine');
    await w.switch('a');
    w.clear();
    write('SOUL.md', 'mine, weeks later');
    expect(w.clear()).toMatchObject({ changed: false, soul: null, files: [] });
    expect(read('SOUL.md')).toBe('mine, weeks later');
  });

  it('undo and redo without anything to walk to are errors', async () => {
    expect((await refused(() => w.undo())).code).toBe('E_NO_HISTORY');
    await w.switch('a');
    expect((await refused(() => w.redo())).code).toBe('E_NO_HISTORY');
    expect((await refused(() => w.restore(99))).code).toBe('E_STATE_NOT_FOUND');
  });

  it('a look leaves no trace', async () => {
    write('SOUL.md', 'mine');
    w.status();
    await w.switch('a', { dryRun: true });
    expect(fs.readdirSync(w.root)).toEqual(['SOUL.md']);
  });

  it('our folder ignores itself in a repository', async () => {
    await w.switch('a');
    expect(fs.readFileSync(path.join(slotPaths(w.root).folder, '.gitignore'), 'utf8')).toBe('*\n');
  });
});
