/**
 * What peers get wrong, tried on our own program: reinstalling, tampering, failing half-way, several at once, odd bytes,
 * no network, wrong words, and telling the user's own text from everybody else's.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOneError } from '../../helpers/expect.ts';
import {
  type Home,
  makeHome,
  PROGRAM,
  type Ran,
  type RunOptions,
  snapshot,
  watchTexts,
  writeSoul,
} from '../../helpers/home.ts';

const OWN = '# My own\r\n\r\nI am me, and I have no newline at the end.';
const FILES = ['SOUL.md', 'IDENTITY.md', 'STYLE.md', 'AGENTS.md'] as const;
const ok = { code: 0 };

let home: Home;
let work: string;

beforeEach(() => {
  home = makeHome();
  work = home.path('work');
  fs.mkdirSync(work);
});
afterEach(() => home.remove());

const run = (...args: string[]): Ran => home.run(args, { cwd: work });
const inWork = (file: string, content: string | Uint8Array) => home.write(`work/${file}`, content);
const text = (file = 'SOUL.md') =>
  fs.existsSync(path.join(work, file)) ? fs.readFileSync(path.join(work, file), 'utf8') : null;
const state = () => Object.fromEntries(FILES.map((file) => [file, text(file)]));
const watch = () => watchTexts(home, work, FILES);
const body = (name: string, file = 'SOUL') => `# ${name}\n\nThe ${file} of ${name}.\n`;

function soul(name: string, more: readonly string[] = [], version = '1.0.0'): string {
  fs.rmSync(home.path('souls', name), { recursive: true, force: true });
  const files = Object.fromEntries(more.map((file) => [file, body(name, file)]));
  return writeSoul(home, `souls/${name}`, body(name), { version, files });
}

function skill(name: string, files: Readonly<Record<string, string>>, version = '1.0.0'): string {
  fs.rmSync(home.path('souls', name), { recursive: true, force: true });
  const head = `---\nname: ${name}\nversion: ${version}\ndescription: A skill for tests.\n---\n`;
  home.write(`souls/${name}/SKILL.md`, `${head}\n# ${name}\n\nVersion ${version}.\n`);
  for (const [file, content] of Object.entries(files)) home.write(`souls/${name}/${file}`, content);
  return home.path('souls', name);
}

/** Relative paths of the files below a folder, without our own. */
function filesBelow(folder: string): string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.clawhub'))
    .sort();
}

/** Turns one bit of one byte. */
function flip(file: string, at?: number): void {
  const bytes = fs.readFileSync(file);
  const place = at ?? Math.floor(bytes.length / 2);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  fs.writeFileSync(file, bytes);
}

describe('T12 another version over the old one', () => {
  it('of a skill: the folder holds the files of the package, no more and no less', () => {
    const spec = skill('tidy', { 'old.md': 'old\n', 'both.md': 'one\n', 'deep/old.md': 'old\n' });
    expect(run('install', spec)).toMatchObject(ok);
    expect(filesBelow(path.join(work, 'skills/tidy'))).toEqual(['SKILL.md', 'both.md', 'deep/old.md', 'old.md']);
    skill('tidy', { 'both.md': 'two\n', 'deep/new.md': 'new\n' }, '2.0.0');
    for (const args of [
      ['install', spec],
      ['install', spec, '--force'],
    ]) {
      expect(run(...args)).toMatchObject(ok);
      expect(filesBelow(path.join(work, 'skills/tidy'))).toEqual(['SKILL.md', 'both.md', 'deep/new.md']);
      expect(text('skills/tidy/both.md')).toBe('two\n');
    }
    skill('tidy', {}, '0.9.0');
    expect(run('install', spec)).toMatchObject(ok);
    expect(filesBelow(path.join(work, 'skills/tidy'))).toEqual(['SKILL.md']);
  });

  it('of a soul: the store and then the slot hold the files of the package', () => {
    const spec = soul('a', ['IDENTITY.md', 'STYLE.md']);
    expect(run('install', spec)).toMatchObject(ok);
    soul('a', ['IDENTITY.md', 'AGENTS.md'], '2.0.0');
    expect(run('install', spec)).toMatchObject(ok);
    const { files } = home.json<{ files: { path: string }[] }>(['show', 'a'], { cwd: work });
    expect(files.map((file) => file.path).sort()).toEqual(['AGENTS.md', 'IDENTITY.md', 'SOUL.md']);
    expect(run('switch', 'a')).toMatchObject(ok);
    expect(state()).toEqual({
      'SOUL.md': body('a'),
      'IDENTITY.md': body('a', 'IDENTITY.md'),
      'STYLE.md': null,
      'AGENTS.md': null,
    });
  });

  it('of the active soul: the slot changes with the next switch, as a whole', () => {
    inWork('SOUL.md', OWN);
    const eye = watch();
    const spec = soul('a', ['IDENTITY.md', 'STYLE.md']);
    run('switch', spec);
    const before = state();
    soul('a', ['IDENTITY.md'], '2.0.0');
    expect(run('install', spec)).toMatchObject(ok);
    expect(state()).toEqual(before);
    expect(run('switch', 'a')).toMatchObject(ok);
    expect(state()).toMatchObject({ 'SOUL.md': body('a'), 'STYLE.md': null });
    expect(run('undo')).toMatchObject(ok);
    expect(state()).toEqual(before);
    expect(eye.look()).toEqual([]);
    run('clear');
    expect(text()).toBe(OWN);
  });
});

describe('T13 one bit turned', () => {
  const thrice = () => [1, 2, 3].map(() => run('verify'));
  const allFail = (subject: RegExp) => {
    for (const ran of thrice()) {
      expect({ code: ran.code, out: ran.stdout }).toMatchObject({ code: 8, out: expect.stringMatching(subject) });
    }
  };

  beforeEach(() => {
    inWork('SOUL.md', OWN);
    expect(run('install', 'find-souls')).toMatchObject(ok);
    expect(run('switch', soul('a', ['IDENTITY.md']))).toMatchObject(ok);
    expect(run('install', 'go-backend-expert')).toMatchObject(ok);
    expect(run('verify')).toMatchObject(ok);
  });

  it('in any file of a package in the store', () => {
    const packages = home.path('.soulhub/packages');
    const files = filesBelow(packages).filter((file) => file.includes('/files/'));
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) {
      flip(path.join(packages, file));
      allFail(/✗ (?:a|go-backend-expert) 1\.0\.0: .*changed/);
      flip(path.join(packages, file));
    }
    expect(run('verify')).toMatchObject(ok);
  });

  it('in the persona of the store: switch, show and diff do not use it, also with --force', () => {
    run('clear');
    const packages = home.path('.soulhub/packages');
    const file = filesBelow(packages).find((name) =>
      fs.readFileSync(path.join(packages, name), 'utf8').includes('# a\n'),
    );
    flip(path.join(packages, file ?? ''));
    for (const args of [
      ['switch', 'a'],
      ['switch', 'a', '--force', '--yes'],
      ['show', 'a'],
      ['diff', 'a'],
    ])
      expectOneError(run(...args), 'E_STORE_CHANGED', 8);
    expect(text()).toBe(OWN);
    expectOneError(run('install', home.path('souls/a')), 'E_LOCAL_CHANGES', 8);
    expect(run('install', home.path('souls/a'), '--force')).toMatchObject(ok);
    expect(run('verify')).toMatchObject(ok);
    expect(run('switch', 'a')).toMatchObject(ok);
    expect(text()).toBe(body('a'));
  });

  it('in the list of the store', () => {
    flip(home.path('.soulhub/souls.json'));
    allFail(/✗ .*souls\.json/);
  });

  it('in an installed skill', () => {
    flip(path.join(work, 'skills/find-souls/SKILL.md'));
    allFail(/✗ skill find-souls/);
  });

  it('in the active file, also when other commands ran in between', () => {
    flip(path.join(work, 'SOUL.md'));
    allFail(/✗ Folder: a: .*SOUL\.md/);
    for (const args of [['status'], ['history'], ['doctor'], ['list'], ['switch', 'go-backend-expert', '--dry-run']])
      run(...args);
    allFail(/✗ Folder: a: .*SOUL\.md/);
    flip(path.join(work, 'SOUL.md'));
    expect(run('verify')).toMatchObject(ok);
  });

  it('in the second file of the active persona', () => {
    flip(path.join(work, 'IDENTITY.md'));
    allFail(/✗ Folder: a: .*IDENTITY\.md/);
  });

  it('in the history, and in the texts that it keeps', () => {
    const folder = path.join(work, '.clawhub/souls');
    flip(path.join(folder, 'state.json'));
    allFail(/✗ .*history/);
    flip(path.join(folder, 'state.json'));
    const original = fs
      .readdirSync(path.join(folder, 'objects'))
      .find((name) => fs.readFileSync(path.join(folder, 'objects', name), 'utf8') === OWN);
    flip(path.join(folder, 'objects', original ?? ''));
    allFail(/✗ .*entry 1, SOUL\.md/);
    expectOneError(run('clear'), 'E_STATE', 8);
    expect(text()).toBe(body('a'));
    flip(path.join(folder, 'objects', original ?? ''));
    expect(run('clear')).toMatchObject(ok);
    expect(text()).toBe(OWN);
  });

  /** Hashes and versions: what a lock file pins. The archive of a skill is not kept, so its hash is for `install` to check. */
  const PINS: readonly (readonly [file: string, pin: RegExp])[] = [
    ['lock.json', /"fileTreeSha256": "()/],
    ['lock.json', /"version": "()/],
    ['souls-lock.json', /"find-souls": \{[^}]*"version": "()/],
    ['souls-lock.json', /"find-souls": \{[^}]*\}[^}]*"content": "h1:()/],
    ['souls-lock.json', /"go-backend-expert": \{[^}]*"version": "()/],
    ['souls-lock.json', /"go-backend-expert": \{[^}]*\}[^}]*"content": "h1:()/],
    ['souls-lock.json', /"go-backend-expert": \{[^}]*\}[^}]*"integrity": "sha512-()/],
    ['souls-lock.json', /"()go-backend-expert": \{/],
  ];

  it.each(PINS)('in what %s pins: %s', (name, pin) => {
    const file = path.join(work, '.clawhub', name);
    const match = new RegExp(pin.source, 'd').exec(fs.readFileSync(file, 'latin1'));
    const at = match?.indices?.[1]?.[0] ?? -1;
    expect(at).toBeGreaterThan(0);
    flip(file, at);
    allFail(/✗ /);
    flip(file, at);
    expect(run('verify')).toMatchObject(ok);
  });

  it('in the form of a lock file', () => {
    for (const name of ['lock.json', 'souls-lock.json']) {
      const file = path.join(work, '.clawhub', name);
      flip(file, 0);
      allFail(new RegExp(`✗ ${name}`));
      flip(file, 0);
    }
  });
});

describe('T14 a step that fails, a process that is killed', () => {
  const TEMPLATE = 'template';
  let old: Record<string, string | null>;
  let fresh: Record<string, string | null>;

  /** A desk where persona `a` is active and `b` is next; copied for each try. */
  beforeEach(() => {
    fs.rmSync(work, { recursive: true });
    fs.mkdirSync(home.path(TEMPLATE));
    home.write(`${TEMPLATE}/SOUL.md`, OWN);
    home.write(`${TEMPLATE}/STYLE.md`, 'my style\n');
    const at = { cwd: home.path(TEMPLATE) };
    expect(home.run(['install', soul('b', ['IDENTITY.md', 'STYLE.md'])], { cwd: home.path('souls') })).toMatchObject(
      ok,
    );
    // The first switch of a stranger's soul also notes that it was shown; here it is the second one that is looked at.
    fs.mkdirSync(home.path('elsewhere'));
    expect(home.run(['switch', 'b'], { cwd: home.path('elsewhere') })).toMatchObject(ok);
    expect(home.run(['switch', soul('a', ['IDENTITY.md'])], at)).toMatchObject(ok);
    fs.cpSync(home.path(TEMPLATE), work, { recursive: true });
    old = state();
  });

  const reset = () => {
    fs.rmSync(work, { recursive: true, force: true });
    fs.cpSync(home.path(TEMPLATE), work, { recursive: true });
  };
  const steps = (...args: string[]): string[] => {
    const trace = home.path('trace');
    fs.rmSync(trace, { force: true });
    expect(home.run(args, { cwd: work, env: { SOULHUB_FAULT_TRACE: trace } })).toMatchObject(ok);
    fresh = state();
    return fs.readFileSync(trace, 'utf8').trim().split('\n');
  };
  /** `name@n` of each step, as the fault switch wants it. */
  const numbered = (names: readonly string[], only = /./) =>
    names
      .map((name, at) => `${name}@${names.slice(0, at + 1).filter((other) => other === name).length}`)
      .filter((name) => only.test(name));
  /** Steps that are calls of the system, and so can fail. */
  const CALLS = /^(?:lock|sign|write|rename|fsync|mkdir|link|unlink)@/;
  /** Steps after which something is different on the disk. */
  const MARKS = /^(?!(?:write|fsync|mkdir|lock|sign)@)/;

  const wholeAfterNext = (what: string) => {
    const half = home.run(['status'], { cwd: work });
    expect(half.code, `${what}: ${half.stderr}`).toBe(0);
    const now = state();
    expect([old, fresh], what).toContainEqual(now);
    const strays = fs.readdirSync(work).filter((name) => /\.tmp$|\.old$/.test(name));
    expect(strays, what).toEqual([]);
    expect(home.run(['clear'], { cwd: work }), what).toMatchObject(ok);
    expect(state(), what).toEqual({ 'SOUL.md': OWN, 'IDENTITY.md': null, 'STYLE.md': 'my style\n', 'AGENTS.md': null });
    return now;
  };

  it.each([['switch', 'b'], ['clear'], ['undo']])('kill -9 at each step of %s: old or new, whole', (...args) => {
    const all = numbered(steps(...args.filter(Boolean)), args[0] === 'switch' ? /./ : MARKS);
    expect(all.length).toBeGreaterThan(6);
    for (const step of all) {
      reset();
      const ran = home.run(args.filter(Boolean), { cwd: work, env: { SOULHUB_FAULT: `${step}=kill` } });
      expect(ran.signal, step).toBe('SIGKILL');
      wholeAfterNext(step);
    }
  });

  it.each(['ENOSPC', 'EIO', 'EACCES'])(
    '%s at each step of switch: undone at once, or done; and it says which',
    (errno) => {
      for (const step of numbered(steps('switch', 'b'), CALLS)) {
        reset();
        const ran = home.run(['switch', 'b'], { cwd: work, env: { SOULHUB_FAULT: `${step}=${errno}` } });
        const now = state();
        expect(ran.code === 0 ? fresh : old, `${step}: ${ran.stderr}`).toEqual(now);
        if (ran.code !== 0)
          expect(ran, step).toMatchObject({ code: 8, stdout: '', stderr: expect.stringMatching(/^error: /) });
        wholeAfterNext(step);
      }
    },
  );

  it('kill -9 at some moment, nobody knows which', async () => {
    steps('switch', 'b');
    for (let moment = 10; moment <= 130; moment += 10) {
      reset();
      await home.start(['switch', 'b'], { cwd: work, killAfter: moment });
      wholeAfterNext(`after ${moment} ms`);
    }
  });

  it('a disk that takes no more: no half file, the old text stays', () => {
    const spec = writeSoul(home, 'souls/big', `# big\n\n${'A long story. '.repeat(4_000)}\n`);
    home.run(['install', spec], { cwd: home.path('souls') });
    for (const blocks of [0, 1, 8, 32, 64]) {
      reset();
      const script = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`;
      const env = { ...home.env, NODE_COMPILE_CACHE: '', NODE_DISABLE_COMPILE_CACHE: '1' };
      const args = ['-c', script, process.execPath, PROGRAM, 'switch', 'big', '--force', '--yes'];
      const ran = spawnSync('sh', args, { cwd: work, env, encoding: 'utf8', timeout: 30_000 });
      expect(ran.status, `${blocks}: ${ran.stderr}`).toBe(8);
      expect(state(), `${blocks} blocks`).toEqual(old);
      fresh = old;
      wholeAfterNext(`${blocks} blocks`);
    }
  });

  it('an interrupted first install blocks nothing, in the store and among the skills', () => {
    const [spec, tidy] = [soul('c', ['IDENTITY.md']), skill('tidy', { 'x.md': 'x\n' })];
    for (const args of [
      ['install', spec],
      ['install', tidy],
    ]) {
      reset();
      const soulhub = { SOULHUB_HOME: home.path('other') };
      const trace = home.path('trace');
      fs.rmSync(trace, { force: true });
      home.run(args, { cwd: work, env: { ...soulhub, SOULHUB_FAULT_TRACE: trace } });
      for (const step of numbered(fs.readFileSync(trace, 'utf8').trim().split('\n'), MARKS)) {
        reset();
        fs.rmSync(home.path('other'), { recursive: true, force: true });
        const ran = home.run(args, { cwd: work, env: { ...soulhub, SOULHUB_FAULT: `${step}=kill` } });
        expect(ran.signal, step).toBe('SIGKILL');
        const again = home.run(args, { cwd: work, env: soulhub });
        expect(again.code, `${step}: ${again.stderr}`).toBe(0);
        expect(home.run(['verify'], { cwd: work, env: soulhub }).code, step).toBe(0);
        expect(
          fs.existsSync(path.join(work, 'skills')) ? fs.readdirSync(path.join(work, 'skills')) : ['tidy'],
          step,
        ).toEqual(['tidy']);
      }
    }
  });
});

describe('T15 the second file cannot be written', () => {
  const asNobody = process.getuid?.() === 0 ? it : it.skip;
  const NOBODY = 65_534;

  beforeEach(() => {
    inWork('SOUL.md', OWN);
    inWork('IDENTITY.md', 'my name\n');
  });

  it('a read-only file is not replaced, and neither is the first one', () => {
    fs.chmodSync(path.join(work, 'IDENTITY.md'), 0o444);
    const before = state();
    expectOneError(run('switch', soul('a', ['IDENTITY.md'])), 'E_FILE', 8);
    expect(state()).toEqual(before);
    expect(run('switch', soul('b'))).toMatchObject(ok);
    expect(run('clear')).toMatchObject(ok);
    expect(state()).toEqual(before);
  });

  it('a file that became read-only later stops the way back as a whole', () => {
    run('switch', soul('a', ['IDENTITY.md']));
    const switched = state();
    fs.chmodSync(path.join(work, 'IDENTITY.md'), 0o444);
    for (const args of [['clear'], ['undo'], ['switch', soul('b')], ['uninstall', 'a']]) {
      expectOneError(run(...args), 'E_FILE', 8);
      expect(state(), args.join(' ')).toEqual(switched);
    }
    fs.chmodSync(path.join(work, 'IDENTITY.md'), 0o644);
    expect(run('clear')).toMatchObject(ok);
    expect([text(), text('IDENTITY.md')]).toEqual([OWN, 'my name\n']);
  });

  it.each(['EIO', 'EACCES', 'EBUSY', 'ENOSPC'])(
    '%s when the second one is put in place: the first is put back',
    (errno) => {
      run('switch', soul('a', ['IDENTITY.md', 'STYLE.md']));
      run('clear');
      const trace = home.path('trace');
      home.run(['switch', 'a'], { cwd: work, env: { SOULHUB_FAULT_TRACE: trace } });
      const names = fs.readFileSync(trace, 'utf8').trim().split('\n');
      run('clear');
      const before = state();
      const first = names.indexOf('replaced');
      const renames = names.slice(0, first).filter((name) => name === 'rename').length;
      for (const n of [renames + 1, renames + 2]) {
        const ran = home.run(['switch', 'a'], { cwd: work, env: { SOULHUB_FAULT: `rename@${n}=${errno}` } });
        expectOneError(ran, 'E_FILE', 8);
        expect(state()).toEqual(before);
      }
      expect(run('status').stdout).toMatch(/none \(your own text\)/);
    },
  );

  it('the slot of a second agent refuses: the first one is not changed either', () => {
    const workspace = home.openclaw();
    fs.writeFileSync(path.join(workspace, 'SOUL.md'), 'claw\n');
    const both = ['--agent', 'openclaw', '--agent', 'folder'];
    const texts = () => [fs.readFileSync(path.join(workspace, 'SOUL.md'), 'utf8'), text()];
    fs.chmodSync(path.join(work, 'SOUL.md'), 0o444);
    expectOneError(run('switch', soul('a'), ...both), 'E_FILE', 8);
    expect(texts()).toEqual(['claw\n', OWN]);
    fs.chmodSync(path.join(work, 'SOUL.md'), 0o644);
    expect(run('switch', soul('a'), '--agent', 'openclaw')).toMatchObject(ok);
    expectOneError(run('undo', ...both), 'E_NO_HISTORY', 3);
    expect(texts()).toEqual([body('a'), OWN]);
    expect(run('switch', 'a', ...both)).toMatchObject(ok);
    fs.chmodSync(path.join(work, 'SOUL.md'), 0o444);
    for (const args of [['clear'], ['undo'], ['restore', '1']]) {
      expectOneError(run(...args, ...both), 'E_FILE', 8);
      expect(texts(), args.join(' ')).toEqual([body('a'), body('a')]);
    }
    fs.chmodSync(path.join(work, 'SOUL.md'), 0o644);
    expect(run('clear', ...both)).toMatchObject(ok);
    expect(texts()).toEqual(['claw\n', OWN]);
  });

  asNobody('a workspace that we may not write to: an error, nothing changed', () => {
    const spec = soul('a', ['IDENTITY.md']);
    home.run(['install', spec], { cwd: home.path('souls') });
    spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home.root]);
    fs.chmodSync(home.root, 0o755);
    const env = { NODE_COMPILE_CACHE: '', NODE_DISABLE_COMPILE_CACHE: '1' };
    const nobody = (...args: string[]) => home.run(args, { cwd: work, uid: NOBODY, env });
    const before = snapshot(work);
    fs.chmodSync(work, 0o555);
    expectOneError(nobody('switch', 'a'), 'E_FILE', 8);
    fs.chmodSync(work, 0o755);
    expect(snapshot(work)).toEqual(before);
    expect(nobody('switch', 'a')).toMatchObject(ok);
    const switched = state();
    fs.chmodSync(work, 0o555);
    for (const args of [['clear'], ['undo'], ['switch', 'go-backend-expert']]) {
      expectOneError(nobody(...args), 'E_FILE', 8);
      expect(state(), args.join(' ')).toEqual(switched);
    }
    expect(nobody('status')).toMatchObject({ code: 0, stdout: expect.stringContaining('a 1.0.0') });
    fs.chmodSync(work, 0o755);
    expect(nobody('clear')).toMatchObject(ok);
    expect([text(), text('IDENTITY.md')]).toEqual([OWN, 'my name\n']);
  });

  asNobody("a file of the user's whose group is not theirs is no reason to refuse", () => {
    home.run(['install', soul('a')], { cwd: home.path('souls') });
    spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home.root]);
    spawnSync('chown', [`${NOBODY}:0`, path.join(work, 'SOUL.md')]);
    fs.chmodSync(home.root, 0o755);
    const env = { NODE_COMPILE_CACHE: '', NODE_DISABLE_COMPILE_CACHE: '1' };
    expect(home.run(['switch', 'a'], { cwd: work, uid: NOBODY, env })).toMatchObject(ok);
    expect(text()).toBe(body('a'));
  });

  asNobody('the folder behind a link may not be written to: the first file is not changed either', () => {
    const spec = soul('a', ['IDENTITY.md']);
    home.run(['install', spec], { cwd: home.path('souls') });
    home.write('elsewhere/IDENTITY.md', 'my name, elsewhere\n');
    fs.rmSync(path.join(work, 'IDENTITY.md'));
    fs.symlinkSync(home.path('elsewhere/IDENTITY.md'), path.join(work, 'IDENTITY.md'));
    spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, home.root]);
    fs.chmodSync(home.root, 0o755);
    fs.chmodSync(home.path('elsewhere'), 0o555);
    const env = { NODE_COMPILE_CACHE: '', NODE_DISABLE_COMPILE_CACHE: '1' };
    expectOneError(home.run(['switch', 'a', '--write-through'], { cwd: work, uid: NOBODY, env }), 'E_FILE', 8);
    expect([text(), text('IDENTITY.md')]).toEqual([OWN, 'my name, elsewhere\n']);
  });
});

describe('T16 several at once', () => {
  const LIMIT = 30_000;

  it.each([2, 8])('%i processes in one slot: no text and no entry is lost, none hangs', async (count) => {
    inWork('SOUL.md', OWN);
    const eye = watch();
    const names = ['a', 'b', 'c', 'd'];
    for (const name of names) run('install', soul(name, name === 'b' ? ['IDENTITY.md'] : []));
    const before = Date.now();
    const orders = (who: number) => [
      ['switch', names[who % 4] as string],
      who % 2 === 0 ? ['clear'] : ['undo'],
      ['switch', names[(who + 1) % 4] as string],
    ];
    const ends = await Promise.all(
      Array.from({ length: count }, async (_, who) => {
        const codes: (number | null)[] = [];
        for (const args of orders(who)) codes.push((await home.start(args, { cwd: work, killAfter: LIMIT })).code);
        return codes;
      }),
    );
    expect(Date.now() - before).toBeLessThan(LIMIT);
    // 3: there was nothing left to undo, because the others had undone it.
    for (const [switched, back, again] of ends) {
      expect([switched, again]).toEqual([0, 0]);
      expect([0, 3]).toContain(back);
    }
    const now = state();
    const whole = names.map((name) => [body(name), name === 'b' ? body(name, 'IDENTITY.md') : null]);
    expect(whole).toContainEqual([now['SOUL.md'], now['IDENTITY.md']]);
    expect([eye.look(), eye.bringBack()]).toEqual([[], []]);
    expect(run('verify')).toMatchObject(ok);
    expect(run('clear')).toMatchObject(ok);
    expect(text()).toBe(OWN);
  });

  it.each([2, 8])('%i processes that edit and switch: every edit is kept', async (count) => {
    inWork('SOUL.md', OWN);
    for (const name of ['a', 'b']) run('install', soul(name));
    run('switch', 'a');
    inWork('SOUL.md', 'An edit, right before they come.\n');
    const eye = watch();
    const runs = await Promise.all(
      Array.from({ length: count }, (_, who) =>
        home.start(['switch', who % 2 ? 'a' : 'b'], { cwd: work, killAfter: LIMIT }),
      ),
    );
    expect(runs.map(({ code }) => code)).toEqual(Array.from({ length: count }, () => 0));
    expect([eye.look(), eye.bringBack()]).toEqual([[], []]);
  });

  it('8 processes that install: every entry is in both lock files and in the store', async () => {
    const souls = Array.from({ length: 4 }, (_, n) => soul(`soul-${n}`));
    const skills = Array.from({ length: 4 }, (_, n) => skill(`skill-${n}`, { 'x.md': `${n}\n` }));
    const runs = await Promise.all(
      [...souls, ...skills].map((spec) => home.start(['install', spec], { cwd: work, killAfter: LIMIT })),
    );
    expect(runs.map(({ code, stderr }) => [code, code === 0 ? '' : stderr])).toEqual(runs.map(() => [0, '']));
    const lock = (name: string) =>
      JSON.parse(text(`.clawhub/${name}`) ?? '') as Record<string, Record<string, unknown>>;
    const names = [0, 1, 2, 3].flatMap((n) => [`skill-${n}`, `soul-${n}`]).sort();
    expect(Object.keys(lock('souls-lock.json').souls ?? {}).sort()).toEqual(names);
    expect(Object.keys(lock('lock.json').skills ?? {}).sort()).toEqual(names.slice(0, 4));
    const { packages } = home.json<{ packages: { name: string }[] }>(['list'], { cwd: work });
    expect(packages.map(({ name }) => name).sort()).toEqual(names);
    expect(run('verify')).toMatchObject(ok);
  });

  it('installing, switching, pinning and removing at once: what is left is sound', async () => {
    inWork('SOUL.md', OWN);
    const eye = watch();
    const [a, b, c] = [soul('a'), soul('b'), soul('c')];
    for (const spec of [a, b]) run('install', spec);
    const orders = [
      ['switch', 'a'],
      ['uninstall', 'b'],
      ['install', c],
      ['pin', 'a'],
      ['switch', c],
      ['clear'],
      ['install', b],
      ['history'],
    ];
    const runs = await Promise.all(orders.map((args) => home.start(args, { cwd: work, killAfter: LIMIT })));
    for (const [at, { code, stderr }] of runs.entries()) expect(code, `${orders[at]}: ${stderr}`).toBe(0);
    expect(run('verify')).toMatchObject(ok);
    expect(eye.look()).toEqual([]);
    run('clear');
    expect(text()).toBe(OWN);
  });

  it('one that waits says so in the end, with a code of its own, and changes nothing', async () => {
    inWork('SOUL.md', OWN);
    run('install', soul('a'));
    const folder = path.join(work, '.clawhub/souls/lock');
    fs.mkdirSync(folder, { recursive: true });
    const stat = fs.readFileSync('/proc/self/stat', 'utf8');
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    const holder = {
      pid: process.pid,
      start,
      host: (await import('node:os')).hostname(),
      at: new Date().toISOString(),
      command: 'switch',
    };
    fs.writeFileSync(path.join(folder, 'lock.1'), JSON.stringify(holder));
    const ran = await home.start(['switch', 'a'], { cwd: work, killAfter: LIMIT });
    expectOneError(ran, 'E_LOCKED', 8);
    expect(ran.stderr).toContain(String(process.pid));
    expect(text()).toBe(OWN);
  });
});

describe('T17 bytes', () => {
  const TEXTS: Readonly<Record<string, Buffer>> = {
    'a BOM': Buffer.from('\uFEFF# Me\n'),
    CRLF: Buffer.from('# Me\r\n\r\nI am.\r\n'),
    'no newline at the end': Buffer.from('# Me\n\nI am.'),
    'many newlines at the end': Buffer.from('# Me\n\n\n\n\n'),
    'blank lines and blanks': Buffer.from('  \n\n# Me  \n\t\n   \n'),
    'mixed line ends': Buffer.from('a\r\nb\nc\rd\u2028e\u0085f'),
    'Latin-1': Buffer.from('Ich heiße Jürgen, café.\n', 'latin1'),
    'UTF-16': Buffer.from('\uFEFF# Me\n', 'utf16le'),
    'broken UTF-8': Buffer.from([0x23, 0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x0a]),
    'a NUL': Buffer.from('a\0b\n'),
    'nothing at all': Buffer.alloc(0),
    'one newline': Buffer.from('\n'),
    'a megabyte': Buffer.alloc(1 << 20, 'word '),
    'replacement patterns': Buffer.from("$& $' $` $1 $$ \\1\n"),
    'decomposed letters': Buffer.from('e\u0301 \u1100\u1161\n'),
    'front matter of its own': Buffer.from('---\nname: me\n---\n\nI am.\n'),
  };
  const now = (file = 'SOUL.md') => fs.readFileSync(path.join(work, file));

  it.each(Object.keys(TEXTS))('%s: comes back exactly by clear, undo and restore', (which) => {
    const own = TEXTS[which] as Buffer;
    inWork('SOUL.md', own);
    inWork('IDENTITY.md', own);
    const spec = soul('a', ['IDENTITY.md']);
    for (const back of [['clear'], ['undo'], ['restore', '1'], ['uninstall', 'a']]) {
      expect(run('switch', spec)).toMatchObject(ok);
      expect(now().toString()).toBe(body('a'));
      expect(run(...back)).toMatchObject(ok);
      expect(now().equals(own), back.join(' ')).toBe(true);
      expect(now('IDENTITY.md').equals(own), back.join(' ')).toBe(true);
    }
  });

  it.each(Object.keys(TEXTS))('%s: comes back exactly as an edit of a persona, too', (which) => {
    const edit = TEXTS[which] as Buffer;
    run('switch', soul('a'));
    inWork('SOUL.md', edit);
    run('switch', soul('b'));
    expect(run('restore', '3')).toMatchObject(ok);
    expect(now().equals(edit)).toBe(true);
  });

  it.each([0o600, 0o644, 0o664, 0o755, 0o640])('mode %i comes back with it, and is kept meanwhile', (mode) => {
    home.write('work/SOUL.md', OWN, mode);
    const modeNow = () => fs.statSync(path.join(work, 'SOUL.md')).mode & 0o777;
    run('switch', soul('a'));
    expect(modeNow()).toBe(mode);
    run('clear');
    expect([modeNow(), text()]).toEqual([mode, OWN]);
  });

  const MANIFESTS: Readonly<Record<string, Record<string, string>>> = {
    'a BOM before the front matter': { 'SOUL.md': `\uFEFF---\nname: a\nversion: 2.0.0\n---\n\n${body('a')}` },
    'CRLF in the front matter': {
      'SOUL.md': `---\nname: a\nversion: 2.0.0\n---\n\n${body('a')}`.replaceAll('\n', '\r\n'),
    },
    'a BOM in soul.json': { 'SOUL.md': body('a'), 'soul.json': '\uFEFF{"name":"a","version":"2.0.0"}' },
    'a BOM and CRLF in soul.json': {
      'SOUL.md': `\uFEFF${body('a')}`,
      'soul.json': '\uFEFF{\r\n"name": "a",\r\n"version": "2.0.0"\r\n}\r\n',
    },
    'no newline at the end of the front matter': {
      'SOUL.md': `---\nname: a\nversion: 2.0.0\n---\n${body('a').trimEnd()}`,
    },
  };

  it.each(Object.keys(MANIFESTS))('a package with %s is read, and the persona is plain UTF-8 with LF', (which) => {
    inWork('SOUL.md', OWN);
    for (const [file, content] of Object.entries(MANIFESTS[which] ?? {})) home.write(`souls/a/${file}`, content);
    expect(run('validate', home.path('souls/a'))).toMatchObject(ok);
    expect(run('switch', home.path('souls/a')).stdout).toContain('a 2.0.0');
    expect(text()?.trimEnd()).toBe(body('a').trimEnd());
    run('clear');
    expect(text()).toBe(OWN);
  });
});

describe('T18 no network', () => {
  /** Any attempt to look up a name or open a connection ends the process with a code of its own. */
  const cut = (): RunOptions => {
    const guard = home.write(
      'no-network.cjs',
      `const fail = () => { process.stderr.write('NETWORK\\n'); process.exit(77); };
       require('node:net').Socket.prototype.connect = fail;
       const dns = require('node:dns');
       for (const name of ['lookup', 'resolve', 'resolve4']) { dns[name] = fail; dns.promises[name] = fail; }
       globalThis.fetch = fail;`,
    );
    return { cwd: work, env: { NODE_OPTIONS: `--require ${guard}` } };
  };

  it('the guard works', () => {
    expect(home.run(['search', 'x', '--registry', 'http://127.0.0.1:9'], cut()).code).toBe(77);
  });

  it('what is here can be used: no connection is even tried', () => {
    inWork('SOUL.md', OWN);
    const eye = watch();
    const quiet = cut();
    const spec = soul('a');
    const commands = [
      ['validate', spec],
      ['install', spec],
      ['install', 'find-souls'],
      ['install', 'on-call-room'],
      ['list'],
      ['switch', 'a'],
      ['switch', 'go-backend-expert'],
      ['switch', 'Go 后端专家'],
      ['switch', '-'],
      ['status'],
      ['history'],
      ['undo'],
      ['redo'],
      ['diff', 'a'],
      ['diff', 'a', 'go-backend-expert'],
      ['show', 'a'],
      ['show', 'letter-writer'],
      ['search', 'go'],
      ['scan', spec],
      ['pack', spec],
      ['verify'],
      ['doctor'],
      ['agents'],
      ['update', '--all'],
      ['restore', '1'],
      ['clear'],
      ['uninstall', 'a'],
      ['config', 'lang', 'zh'],
    ];
    for (const args of commands) {
      const ran = home.run(args, quiet);
      expect(ran.code, `${args.join(' ')}: ${ran.stderr}`).toBe(0);
    }
    expect(eye.look()).toEqual([]);
    expect(text()).toBe(OWN);
  });

  it('what is not here fails closed', () => {
    inWork('SOUL.md', OWN);
    run('switch', soul('a'));
    const before = state();
    for (const args of [
      ['switch', 'no-such-soul'],
      ['install', 'no-such-soul'],
      ['show', 'no-such-soul'],
      ['diff', 'a', 'no-such-soul'],
      ['scan', 'no-such-soul'],
      ['switch', 'no-such-soul', '--offline'],
      ['install', 'github:nobody/nothing', '--offline'],
      ['install', 'https://127.0.0.1:9/x.tgz', '--offline'],
      ['install', 'npm:@nobody/nothing', '--offline'],
      ['update', 'a', '--registry', 'http://127.0.0.1:9'],
    ]) {
      const ran = run(...args);
      expect([3, 4], `${args.join(' ')}: ${ran.stderr}`).toContain(ran.code);
      expect(ran.stdout, args.join(' ')).toBe('');
      expect(state()).toEqual(before);
    }
  });

  it('says that it is the network, when a source that was named cannot be reached', () => {
    for (const args of [
      ['install', 'x', '--registry', 'http://127.0.0.1:9'],
      ['switch', 'x', '--registry', 'http://127.0.0.1:9'],
      ['search', 'x', '--registry', 'http://127.0.0.1:9'],
      ['install', 'https://127.0.0.1:9/x.tgz'],
    ])
      expectOneError(run(...args), 'E_OFFLINE', 4);
  });

  it.each([
    ['no SOUL.md', { 'README.md': 'x\n' }, 7],
    ['an empty SOUL.md', { 'SOUL.md': '' }, 7],
    ['a soul.json that is no JSON', { 'SOUL.md': 'x\n', 'soul.json': '{' }, 7],
    ['a version that is none', { 'SOUL.md': '---\nname: a\nversion: one\n---\n\nx\n' }, 7],
    ['nothing at all', {}, 7],
  ])('validate fails without a network for a package with %s', (_what, files, exit) => {
    fs.mkdirSync(home.path('souls/a'), { recursive: true });
    for (const [file, content] of Object.entries(files)) home.write(`souls/a/${file}`, content as string);
    expect(home.run(['validate', home.path('souls/a')], cut()).code).toBe(exit);
  });
});

describe('T19 words that we do not know', () => {
  const WRONG: readonly (readonly [args: readonly string[], code: string, exit: number, suggestion: RegExp])[] = [
    [['swtich', 'a'], 'E_USAGE', 2, /did you mean switch/],
    [['instal', 'a'], 'E_USAGE', 2, /did you mean install/],
    [['switch', 'a', '--agnet', 'openclaw'], 'E_USAGE', 2, /did you mean --agent/],
    [['clear', '--worksapce', '.'], 'E_USAGE', 2, /did you mean --workspace/],
    [['switch', 'a', '--platform', 'cursor'], 'E_USAGE', 2, /hint: /],
    [['switch'], 'E_USAGE', 2, /clawhub switch <soul>/],
    [['switch', 'two', 'words'], 'E_USAGE', 2, /hint: /],
    [['clear', 'something'], 'E_USAGE', 2, /hint: /],
    [['switch', 'a', '--agent', 'opneclaw'], 'E_AGENT_UNKNOWN', 2, /openclaw/],
    [['switch', 'a', '--agent', 'folder:x'], 'E_NO_AGENT', 3, /clawhub agents/],
    [['clear', '--agent', 'nobody'], 'E_AGENT_UNKNOWN', 2, /openclaw/],
    [['switch', 'a', '--agent', 'openclaw'], 'E_NO_AGENT', 3, /clawhub agents/],
    [['switch', 'go-backend-expret'], 'E_NOT_FOUND', 3, /go-backend-expert/],
    [['switch', 'Go Backend Expret'], 'E_NOT_FOUND', 3, /go-backend-expert/],
    [['install', 'find-soul'], 'E_NOT_FOUND', 3, /find-souls/],
    [['switch', 'go-backend-expert@9.9.9'], 'E_VERSION_NOT_FOUND', 3, /1\.0\.0/],
    [['install', 'go-backend-expert@beta'], 'E_VERSION_NOT_FOUND', 3, /1\.0\.0/],
    [['install', 'go-backend-expert', '--version', '^2'], 'E_VERSION_NOT_FOUND', 3, /1\.0\.0/],
    [['install', 'go-backend-expert@not a version'], 'E_RANGE', 2, /for example/],
    [['switch', 'a', '--lang', 'fr', '--locale', 'strict'], 'E_LANG_NOT_FOUND', 3, /it has: en/],
    [['switch', 'a', '--lang', '??'], 'E_USAGE', 2, /--lang zh/],
    [['switch', 'a', '--locale', 'loose'], 'E_USAGE', 2, /strict/],
    [['switch', 'a', '--with', 'AGENTS.md'], 'E_NOT_FOUND', 3, /hint: /],
    [['restore', 'first'], 'E_USAGE', 2, /clawhub history/],
    [['restore', '77'], 'E_STATE_NOT_FOUND', 3, /clawhub history/],
    [['restore', '-1'], 'E_USAGE', 2, /hint: /],
    [['uninstall', 'b'], 'E_NOT_INSTALLED', 3, /hint: /],
    [['pin', 'b'], 'E_NOT_INSTALLED', 3, /hint: /],
    [['config', 'langauge', 'zh'], 'E_CONFIG', 2, /lang/],
    [['config', 'agent', 'nobody'], 'E_AGENT_UNKNOWN', 2, /openclaw/],
    [['completion', 'tcsh'], 'E_USAGE', 2, /bash|zsh|fish/],
    [['switch', '-'], 'E_NO_PREVIOUS', 3, /clawhub history/],
    [['install', '@@@'], 'E_NAME', 2, /@owner\/name/],
    [['install', 'x:y:z'], 'E_SPEC', 2, /this kind of address is not known/],
    [['search', 'x', '--limit', 'many'], 'E_USAGE', 2, /number/],
    [['search', 'x', '--kind', 'persona'], 'E_USAGE', 2, /soul, skill or team/],
    [['scan', '--explain', 'nothing'], 'E_NOT_FOUND', 3, /for example/],
  ];

  it.each(WRONG)('%j', (args, code, exit, suggestion) => {
    inWork('SOUL.md', OWN);
    home.run(['install', soul('a')], { cwd: home.path('souls') });
    const before = snapshot(home.root);
    const ran = run(...args);
    expectOneError(ran, code, exit);
    expect(ran.stderr).toMatch(suggestion);
    expect(ran.stdout).toBe('');
    expect(withoutCache(snapshot(home.root))).toEqual(withoutCache(before));
    const chinese = home.run([...args, '--json'], { cwd: work, env: { LC_ALL: 'zh_CN.UTF-8' } });
    expect(chinese.code).toBe(exit);
    const { error } = JSON.parse(chinese.stdout) as { error: { code: string; message: string } };
    expect(error.code).toBe(code);
    expect(error.message, 'Chinese').toMatch(/\p{Script=Han}/u);
  });

  /** Answers of the network are kept in a cache; nothing is written about the failure. */
  const withoutCache = (files: Record<string, string>) =>
    Object.fromEntries(Object.entries(files).filter(([file]) => !file.startsWith('.soulhub/cache')));

  it('a language that is missing is said, and the other one is used; never in silence', () => {
    const ran = run('switch', soul('a'), '--lang', 'fr');
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('not written in "fr"') });
    expect(text()).toBe(body('a'));
  });

  it('help is there for each command, and for none that does not exist', () => {
    for (const name of ['switch', 'clear', 'install', 'status', 'history', 'verify'])
      expect(run('help', name)).toMatchObject({ code: 0, stdout: expect.stringContaining(`clawhub ${name}`) });
    expect(run('help', 'nothing').code).toBe(2);
    expect(run()).toMatchObject({ stdout: expect.stringContaining('clawhub') });
  });
});

describe('T20 something was there that was never ours', () => {
  interface Entries {
    readonly slots: readonly {
      readonly entries: readonly { id: number; action: string; firstLine: string | null }[];
    }[];
  }

  it.each([[], ['--yes'], ['--force', '--yes', '--no-input']])(
    'is kept as the first entry before anything else: switch %j',
    (...flags: string[]) => {
      inWork('SOUL.md', OWN);
      inWork('IDENTITY.md', 'my name\n');
      const eye = watch();
      expect(run('switch', soul('a', ['IDENTITY.md']), ...flags.flat())).toMatchObject(ok);
      expect(eye.look()).toEqual([]);
      const { slots } = home.json<Entries>(['history'], { cwd: work });
      expect(slots[0]?.entries[0]).toMatchObject({ id: 1, action: 'original', firstLine: '# My own' });
      expect(run('restore', '1')).toMatchObject(ok);
      expect([text(), text('IDENTITY.md')]).toEqual([OWN, 'my name\n']);
    },
  );

  it('also a file that only the second persona touches', () => {
    inWork('SOUL.md', OWN);
    inWork('STYLE.md', 'my style\n');
    inWork('AGENTS.md', 'my rules\n');
    const eye = watch();
    run('switch', soul('a'));
    run('switch', soul('b', ['STYLE.md', 'AGENTS.md']), '--with', 'AGENTS.md', '--yes');
    expect(eye.look()).toEqual([]);
    run('clear');
    expect([text(), text('STYLE.md'), text('AGENTS.md')]).toEqual([OWN, 'my style\n', 'my rules\n']);
  });

  it('also a file that came while a persona without it was active', () => {
    inWork('SOUL.md', OWN);
    run('switch', soul('a'));
    inWork('IDENTITY.md', 'named meanwhile\n');
    const eye = watch();
    run('switch', soul('b', ['IDENTITY.md']), '--yes');
    expect(eye.look()).toEqual([]);
    run('clear');
    expect([text(), text('IDENTITY.md')]).toEqual([OWN, 'named meanwhile\n']);
  });

  it('a hand-written skill of the same name stays, with --yes too; --force keeps it aside', () => {
    const mine = { 'SKILL.md': 'My own skill.\n', 'notes/deep.md': 'My notes.\n', '.env': 'MINE=1\n' };
    for (const [file, content] of Object.entries(mine)) inWork(`skills/find-souls/${file}`, content);
    const before = snapshot(path.join(work, 'skills'));
    for (const flags of [[], ['--yes'], ['--yes', '--no-input']]) {
      expectOneError(run('install', 'find-souls', ...flags), 'E_EXISTS', 8);
      expect(snapshot(path.join(work, 'skills'))).toEqual(before);
    }
    const ran = run('install', 'find-souls', '--force');
    expect(ran).toMatchObject(ok);
    const kept = /kept in (.+)/.exec(ran.stderr)?.[1] ?? 'nowhere';
    for (const [file, content] of Object.entries(mine))
      expect(fs.readFileSync(path.join(kept, file), 'utf8')).toBe(content);
    expect(fs.existsSync(path.join(work, 'skills/find-souls/notes'))).toBe(false);
  });

  it.each(['a file', 'a link', 'an empty folder'])('%s where the folder of a skill should be stays', (what) => {
    fs.mkdirSync(path.join(work, 'skills'));
    fs.mkdirSync(home.path('mine'));
    home.write('mine/SKILL.md', 'My own skill.\n');
    const place = path.join(work, 'skills/find-souls');
    if (what === 'a file') fs.writeFileSync(place, 'mine\n');
    if (what === 'a link') fs.symlinkSync(home.path('mine'), place);
    if (what === 'an empty folder') fs.mkdirSync(place);
    const before = [snapshot(path.join(work, 'skills')), snapshot(home.path('mine'))];
    const ran = run('install', 'find-souls', '--yes');
    expect(ran.code, ran.stderr).toBe(8);
    expect([snapshot(path.join(work, 'skills')), snapshot(home.path('mine'))]).toEqual(before);
  });

  it('a skills folder that is a link is not written through', () => {
    fs.mkdirSync(home.path('mine'));
    fs.symlinkSync(home.path('mine'), path.join(work, 'skills'));
    expect(run('install', 'find-souls').code).toBe(8);
    expect(fs.readdirSync(home.path('mine'))).toEqual([]);
  });

  it('init starts nothing over a persona that is there', () => {
    inWork('mine/SOUL.md', OWN);
    expectOneError(run('init', 'mine'), 'E_EXISTS', 8);
    expect(text('mine/SOUL.md')).toBe(OWN);
    expect(fs.readdirSync(path.join(work, 'mine'))).toEqual(['SOUL.md']);
  });

  it('mirror does not write over a folder of somebody else', () => {
    inWork('site/index.html', 'My site.\n');
    expectOneError(run('mirror', 'site', soul('a')), 'E_EXISTS', 8);
    expect(filesBelow(path.join(work, 'site'))).toEqual(['index.html']);
  });

  it('pack does not write over a file that is not an archive of that package', () => {
    inWork('a-1.0.0.tgz', 'Not an archive at all.\n');
    const ran = run('pack', soul('a'));
    expectOneError(ran, 'E_EXISTS', 8);
    expect(text('a-1.0.0.tgz')).toBe('Not an archive at all.\n');
  });
});

describe('T21 another program changes the file while a persona is active', () => {
  const persona = '# a\n\nThe SOUL of a.\n';
  const CHANGES: Readonly<Record<string, (file: string) => void>> = {
    'the first line': (file) => fs.writeFileSync(file, persona.replace('# a', '# Somebody else')),
    'a line before the first': (file) => fs.writeFileSync(file, `<!-- possessed -->\n${persona}`),
    'a BOM': (file) => fs.writeFileSync(file, `\uFEFF${persona}`),
    'the last line': (file) => fs.appendFileSync(file, 'The end.\n'),
    'the newline at the end': (file) => fs.writeFileSync(file, persona.trimEnd()),
    'all lines': (file) => fs.writeFileSync(file, 'Nothing of it is left.\n'),
    'all line ends': (file) => fs.writeFileSync(file, persona.replaceAll('\n', '\r\n')),
    'everything, to nothing': (file) => fs.writeFileSync(file, ''),
    'the file itself: removed': (file) => fs.rmSync(file),
    'its mode': (file) => fs.chmodSync(file, 0o600),
    'back to the original': (file) => fs.writeFileSync(file, OWN),
    'to another persona of ours': (file) => fs.writeFileSync(file, body('b')),
  };

  for (const next of [['clear'], ['switch', 'b'], ['undo'], ['switch', 'a']] as const) {
    it.each(Object.keys(CHANGES))(`%s, then ${next.join(' ')}: it is never taken for the original`, (which) => {
      inWork('SOUL.md', OWN);
      for (const name of ['a', 'b']) run('install', soul(name));
      run('switch', 'a');
      const eye = watch();
      CHANGES[which]?.(path.join(work, 'SOUL.md'));
      expect(eye.look()).toEqual([]);
      expect(run(...next)).toMatchObject(ok);
      expect(eye.look()).toEqual([]);
      expect(run('switch', 'b')).toMatchObject(ok);
      expect(run('clear')).toMatchObject(ok);
      expect(text()).toBe(OWN);
      expect([eye.look(), eye.bringBack()]).toEqual([[], []]);
    });
  }

  it('again and again: each text is kept, the original is the first', () => {
    inWork('SOUL.md', OWN);
    for (const name of ['a', 'b']) run('install', soul(name));
    const eye = watch();
    for (let round = 0; round < 4; round++) {
      run('switch', round % 2 ? 'a' : 'b');
      inWork('SOUL.md', `Rewritten, round ${round}.\n`);
      expect(eye.look()).toEqual([]);
    }
    run('clear');
    expect(text()).toBe(OWN);
    expect(eye.bringBack()).toEqual([]);
  });

  it('says who did it: somebody else, and when', () => {
    run('switch', soul('a'));
    inWork('SOUL.md', 'Nothing of it is left.\n');
    expect(run('status').stdout).toMatch(/changed by someone else at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: SOUL\.md/);
    expect(home.run(['status'], { cwd: work, env: { LC_ALL: 'zh_CN.UTF-8' } }).stdout).toContain('被他人修改');
  });
});

describe('T22 cleared, then edited by hand for weeks', () => {
  it('clear again says that no persona is active, and changes nothing', () => {
    inWork('SOUL.md', OWN);
    run('switch', soul('a', ['IDENTITY.md']));
    run('clear');
    const eye = watch();
    for (const week of ['one', 'two', 'three']) {
      inWork('SOUL.md', `My own text, week ${week}.\n`);
      const before = snapshot(home.root);
      const ran = run('clear');
      expect(ran).toMatchObject({ code: 0, stdout: expect.stringContaining('no persona is active') });
      expect(snapshot(home.root)).toEqual(before);
    }
    expect(text()).toBe('My own text, week three.\n');
    void eye;
  });

  it('the same with a new file, and where nothing was before', () => {
    run('switch', soul('a'));
    run('clear');
    inWork('SOUL.md', 'My first own text.\n');
    inWork('IDENTITY.md', 'My first name.\n');
    const before = snapshot(home.root);
    expect(run('clear')).toMatchObject(ok);
    expect(snapshot(home.root)).toEqual(before);
  });

  it.each([['clear'], ['undo'], ['restore', '2'], ['switch', '-']])(
    'the newest own text is what clear gives back, after: %s',
    (...next) => {
      inWork('SOUL.md', OWN);
      run('switch', soul('a'));
      run('clear');
      inWork('SOUL.md', 'My own text, weeks later.\n');
      const eye = watch();
      run(...next.filter(Boolean));
      expect(eye.look()).toEqual([]);
      run('switch', soul('b'));
      run('clear');
      expect(text()).toBe('My own text, weeks later.\n');
      expect(eye.bringBack()).toEqual([]);
    },
  );

  it('the weeks are in the history once something happens', () => {
    inWork('SOUL.md', OWN);
    run('switch', soul('a'));
    run('clear');
    inWork('SOUL.md', 'My own text, weeks later.\n');
    run('switch', 'a');
    run('clear');
    inWork('SOUL.md', 'Still later.\n');
    run('switch', 'a');
    const firstLines = home
      .json<{ slots: { entries: { firstLine: string }[] }[] }>(['history'], { cwd: work })
      .slots[0]?.entries.map(({ firstLine }) => firstLine);
    expect(firstLines).toEqual(expect.arrayContaining(['# My own', 'My own text, weeks later.', 'Still later.']));
  });

  it('status never calls it a persona, nor drift', () => {
    inWork('SOUL.md', OWN);
    run('switch', soul('a'));
    run('clear');
    inWork('SOUL.md', body('a'));
    const { agents } = home.json<{ agents: Record<string, unknown>[] }>(['status'], { cwd: work });
    expect(agents).toMatchObject([{ soul: null, drift: false }]);
    expect(run('verify')).toMatchObject(ok);
  });
});
