/**
 * What peers get wrong, tried on our own program: losing the user's text by switching, links and odd files, packages that
 * reach for what is not theirs. After every step each text that ever was in the user's files must be there or come back.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/core/sha256.ts';
import { expectOneError } from '../../helpers/expect.ts';
import { type Home, makeHome, type Ran, type RunOptions, snapshot, watchTexts, writeSoul } from '../../helpers/home.ts';
import { pax, records, tarFile, tgz, unixMode, zip } from '../../unit/archive/build.ts';

const OWN = '# My own\r\n\r\nI am me, and I have no newline at the end.';
const FILES = ['SOUL.md', 'IDENTITY.md', 'STYLE.md', 'AGENTS.md', 'HEARTBEAT.md', 'TOOLS.md'] as const;

type Kind = 'OpenClaw' | 'a plain folder';
const KINDS: readonly Kind[] = ['OpenClaw', 'a plain folder'];

/** A user's desk: a workspace, the program, and an eye on every text. */
interface Desk {
  readonly place: string;
  run(...args: string[]): Ran;
  /** The same, and then nothing may be lost. */
  step(...args: string[]): Ran;
  /** Somebody writes a file of the workspace behind our back. */
  write(file: string, content: string | Uint8Array): void;
  text(file?: string): string | null;
  /** Every persona file, and whether it is there at all. */
  state(): Record<string, string | null>;
  lost(): string[];
  bringBack(): string[];
}

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

function desk(kind: Kind, own: Readonly<Record<string, string | Uint8Array>> = { 'SOUL.md': OWN }): Desk {
  const place = kind === 'OpenClaw' ? home.openclaw() : home.path('work');
  fs.mkdirSync(place, { recursive: true });
  for (const [file, content] of Object.entries(own)) fs.writeFileSync(path.join(place, file), content);
  const watch = watchTexts(home, place, FILES);
  const text = (file = 'SOUL.md') =>
    fs.existsSync(path.join(place, file)) ? fs.readFileSync(path.join(place, file), 'utf8') : null;
  const run = (...args: string[]) => home.run(args, { cwd: place });
  return {
    place,
    run,
    step(...args) {
      const ran = run(...args);
      expect(watch.look(), args.join(' ')).toEqual([]);
      return ran;
    },
    write(file, content) {
      fs.writeFileSync(path.join(place, file), content);
      expect(watch.look(), `after ${file} was written`).toEqual([]);
    },
    text,
    state: () => Object.fromEntries(FILES.map((file) => [file, text(file)])),
    lost: () => watch.look(),
    bringBack: () => watch.bringBack(),
  };
}

const body = (name: string, file = 'SOUL') => `# ${name}\n\nThe ${file} of ${name}.\n`;

/** Souls below the workspace's sibling `souls/`; returns the spec to switch to. */
function soul(name: string, more: readonly string[] = [], version = '1.0.0'): string {
  const files = Object.fromEntries(more.map((file) => [file, body(name, file)]));
  return writeSoul(home, `souls/${name}`, body(name), { version, files });
}

function packageFolder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [file, content] of Object.entries(files)) home.write(`souls/${name}/${file}`, content);
  return home.path('souls', name);
}

const ok = { code: 0 };

function expectError(ran: Ran, code: string, exit: number): void {
  expectOneError(ran, code, exit);
  expect(ran.stdout).toBe('');
}

describe('T01 switches as fast as possible', () => {
  const FROZEN = '2026-01-02T03:04:05.000Z';
  const CLOCKS: readonly (readonly [string, (step: number) => RunOptions])[] = [
    ['with the real clock', () => ({})],
    ['with the clock frozen', () => ({ env: { SOULHUB_NOW: FROZEN } })],
    ['with a clock that runs backwards', (step) => ({ env: { SOULHUB_NOW: `20${30 - step}-01-01T00:00:00Z` } })],
  ];

  it.each(CLOCKS)('keeps the original %s', (_clock, at) => {
    const { place, text, lost, bringBack } = desk('OpenClaw');
    const specs = ['a', 'b', 'c'].map((name) => soul(name));
    for (const [step, spec] of specs.entries())
      expect(home.run(['switch', spec], { cwd: place, ...at(step) })).toMatchObject(ok);
    expect(lost()).toEqual([]);
    expect(bringBack()).toEqual([]);
    expect(home.run(['clear'], { cwd: place, ...at(3) })).toMatchObject(ok);
    expect(text()).toBe(OWN);
    const { slots } = home.json<{ slots: { entries: { id: number }[] }[] }>(['history'], { cwd: place });
    expect(slots[0]?.entries.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('keeps the original when every file has the same size and time', () => {
    const { place, step, text, bringBack } = desk('a plain folder', { 'SOUL.md': body('o') });
    const still = () => {
      const time = new Date('2026-01-01T00:00:00Z');
      fs.utimesSync(path.join(place, 'SOUL.md'), time, time);
    };
    still();
    for (const name of ['a', 'b', 'c']) {
      expect(step('switch', soul(name))).toMatchObject(ok);
      still();
    }
    expect(bringBack()).toEqual([]);
    expect(step('clear')).toMatchObject(ok);
    expect(text()).toBe(body('o'));
  });

  it('notices an edit that left size and time as they were', () => {
    const { place, step, text, lost } = desk('a plain folder');
    step('switch', soul('a'));
    const { atime, mtime } = fs.statSync(path.join(place, 'SOUL.md'));
    const edited = body('a').replace('The', 'THE');
    fs.writeFileSync(path.join(place, 'SOUL.md'), edited);
    fs.utimesSync(path.join(place, 'SOUL.md'), atime, mtime);
    expect(lost()).toEqual([]);
    expect(step('switch', soul('b')).stdout).toContain('restore 3');
    step('restore', '3');
    expect(text()).toBe(edited);
  });

  it('keeps the original when three switches start at once', async () => {
    const { place, step, text, lost, bringBack } = desk('OpenClaw');
    const specs = ['a', 'b', 'c'].map((name) => soul(name));
    const runs = await Promise.all(specs.map((spec) => home.start(['switch', spec], { cwd: place })));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(['a', 'b', 'c'].map((name) => body(name))).toContain(text());
    expect([lost(), bringBack()]).toEqual([[], []]);
    step('clear');
    expect(text()).toBe(OWN);
  });
});

describe('T02 undo goes all the way back, redo all the way forward', () => {
  it.each(KINDS)('%s: every state returns in reverse order, then in order', (kind) => {
    const { place, step, run, state, bringBack } = desk(kind, { 'SOUL.md': OWN, 'STYLE.md': 'plain\n' });
    const [a, b, c] = [soul('a', ['IDENTITY.md']), soul('b'), soul('c', ['STYLE.md', 'AGENTS.md'])];
    const commands = [
      ['switch', a],
      ['switch', b],
      ['switch', c, '--with', 'AGENTS.md'],
      ['clear'],
      ['switch', a],
      ['switch', c],
    ];
    const states = [state()];
    for (const command of commands) {
      expect(step(...command)).toMatchObject(ok);
      states.push(state());
    }
    for (let at = commands.length - 1; at >= 0; at--) {
      expect(step('undo')).toMatchObject(ok);
      expect(state(), `undo to ${at}`).toEqual(states[at]);
    }
    const before = snapshot(place);
    expectError(run('undo'), 'E_NO_HISTORY', 3);
    expect(snapshot(place)).toEqual(before);
    for (let at = 1; at <= commands.length; at++) {
      expect(step('redo')).toMatchObject(ok);
      expect(state(), `redo to ${at}`).toEqual(states[at]);
    }
    expectError(run('redo'), 'E_NO_HISTORY', 3);
    expect(bringBack()).toEqual([]);
  });

  it('comes back to edited texts, too', () => {
    const { step, write, text } = desk('OpenClaw');
    step('switch', soul('a'));
    write('SOUL.md', 'a, edited\n');
    step('switch', soul('b'));
    write('SOUL.md', 'b, edited\n');
    const seen: (string | null)[] = [];
    for (const command of ['undo', 'undo', 'redo', 'redo']) {
      expect(step(command)).toMatchObject(ok);
      seen.push(text());
    }
    expect(seen).toEqual(['a, edited\n', OWN, 'a, edited\n', 'b, edited\n']);
  });

  it('forgets the way forward only when something new is done, and keeps the texts', () => {
    const { step, run, text, bringBack } = desk('OpenClaw');
    step('switch', soul('a'));
    step('switch', soul('b'));
    step('undo');
    step('switch', soul('c'));
    expectError(run('redo'), 'E_NO_HISTORY', 3);
    step('undo');
    expect(text()).toBe(body('a'));
    expect(bringBack()).toEqual([]);
  });

  it('reaches the original by clear, however many switches lie between', () => {
    const { step, text } = desk('a plain folder');
    for (const name of ['a', 'b', 'a', 'c', 'b']) step('switch', soul(name));
    step('clear');
    expect(text()).toBe(OWN);
  });
});

describe('T03 an edit made since the switch', () => {
  const EDIT = `${body('a')}A line that the agent added.\n`;
  /** In place, and as editors do it: a new file under the old name. */
  const EDITORS = {
    'in place': (file: string) => fs.appendFileSync(file, 'A line that the agent added.\n'),
    'by rename': (file: string) => {
      fs.writeFileSync(`${file}.swp`, EDIT);
      fs.renameSync(`${file}.swp`, file);
    },
  };
  const NEXT: Readonly<Record<string, () => string[]>> = {
    'switch to another': () => ['switch', soul('b')],
    'switch to the same': () => ['switch', 'a'],
    'switch to the same, forced': () => ['switch', 'a', '--force', '--yes'],
    'switch to a newer version': () => ['switch', soul('a', ['IDENTITY.md'], '1.1.0')],
    clear: () => ['clear'],
    undo: () => ['undo'],
    'restore the original': () => ['restore', '1'],
    uninstall: () => ['uninstall', 'a'],
  };

  for (const [how, edit] of Object.entries(EDITORS)) {
    it.each(Object.keys(NEXT))(`is kept when edited ${how}, then: %s`, (next) => {
      const { place, step, text, lost, bringBack } = desk('OpenClaw');
      step('switch', soul('a'));
      edit(path.join(place, 'SOUL.md'));
      expect(lost()).toEqual([]);
      expect(step(...(NEXT[next]?.() ?? []))).toMatchObject(ok);
      expect(text()).not.toBe(EDIT);
      expect(bringBack()).toEqual([]);
    });
  }

  it.each(['switch to another', 'clear', 'undo', 'uninstall'])('is offered by the next switch, after: %s', (next) => {
    const { step, write, text } = desk('OpenClaw');
    const a = soul('a');
    step('switch', a);
    write('SOUL.md', EDIT);
    step(...(NEXT[next]?.() ?? []));
    const ran = step('switch', a);
    expect(text()).toBe(body('a'));
    const command = /clawhub (restore \d+)/.exec(ran.stdout + ran.stderr)?.[1] ?? 'nothing offered';
    expect(step(...command.split(' '))).toMatchObject(ok);
    expect(text()).toBe(EDIT);
  });

  it('is told while it is there, and no longer than that', () => {
    const { place, step, write } = desk('OpenClaw');
    const drift = () => home.json<{ agents: { drift: boolean; soul: string }[] }>(['status'], { cwd: place }).agents[0];
    step('switch', soul('a'));
    expect(drift()).toMatchObject({ soul: 'a', drift: false });
    write('SOUL.md', EDIT);
    expect(drift()).toMatchObject({ soul: 'a', drift: true });
    step('switch', 'a');
    expect(drift()).toMatchObject({ soul: 'a', drift: false });
  });

  it('is kept in a second file of the persona as well', () => {
    const { step, write, bringBack } = desk('a plain folder');
    step('switch', soul('a', ['IDENTITY.md', 'STYLE.md']));
    write('IDENTITY.md', 'I gave myself a name.\n');
    write('STYLE.md', 'I write in verse.\n');
    step('clear');
    expect(bringBack()).toEqual([]);
  });

  it('is kept when the switch back and forth goes on', () => {
    const { step, write, bringBack } = desk('OpenClaw');
    const [a, b] = [soul('a'), soul('b')];
    for (let round = 0; round < 3; round++) {
      step('switch', a);
      write('SOUL.md', `a, round ${round}\n`);
      step('switch', b);
      write('SOUL.md', `b, round ${round}\n`);
    }
    step('clear');
    expect(bringBack()).toEqual([]);
  });
});

describe('T04 files that a persona created', () => {
  it.each(KINDS)('%s: are gone after clear', (kind) => {
    const { step, state } = desk(kind);
    const before = state();
    const spec = soul('a', ['IDENTITY.md', 'AGENTS.md', 'HEARTBEAT.md', 'TOOLS.md']);
    const all = ['AGENTS.md', 'HEARTBEAT.md', 'TOOLS.md'].flatMap((file) => ['--with', file]);
    expect(step('switch', spec, ...all)).toMatchObject(ok);
    expect(state()).toMatchObject({ 'AGENTS.md': body('a', 'AGENTS.md'), 'TOOLS.md': body('a', 'TOOLS.md') });
    expect(step('clear')).toMatchObject(ok);
    expect(state()).toEqual(before);
  });

  it('are gone after undo, after a persona without them, and after uninstall', () => {
    const { step, text } = desk('OpenClaw');
    const a = soul('a', ['AGENTS.md']);
    for (const away of [['undo'], ['switch', soul('b')], ['uninstall', 'a'], ['restore', '1']]) {
      step('switch', a, '--with', 'AGENTS.md');
      expect(text('AGENTS.md')).toBe(body('a', 'AGENTS.md'));
      expect(step(...away)).toMatchObject(ok);
      expect(text('AGENTS.md'), away.join(' ')).toBe(null);
    }
  });

  it("give way to the user's own, where there was one", () => {
    const { step, text } = desk('OpenClaw', { 'SOUL.md': OWN, 'AGENTS.md': 'my rules\n' });
    step('switch', soul('a', ['AGENTS.md']), '--with', 'AGENTS.md');
    expect(text('AGENTS.md')).toBe(body('a', 'AGENTS.md'));
    step('switch', 'a');
    expect(text('AGENTS.md')).toBe('my rules\n');
    step('clear');
    expect([text(), text('AGENTS.md')]).toEqual([OWN, 'my rules\n']);
  });

  it('leave no folder, temporary file or block of ours among the files of the user', () => {
    const { place, step } = desk('OpenClaw', { 'SOUL.md': OWN, 'NOTES.md': 'x\n' });
    const before = fs.readdirSync(place).sort();
    step('switch', soul('a', ['IDENTITY.md', 'STYLE.md', 'AGENTS.md']), '--with', 'AGENTS.md');
    step('clear');
    expect(fs.readdirSync(place).sort()).toEqual(['.clawhub', ...before]);
  });
});

describe('T05 a persona with fewer files', () => {
  const OWNS: Readonly<Record<string, Record<string, string>>> = {
    'the user had none of them': { 'SOUL.md': OWN },
    'the user had an IDENTITY.md': { 'SOUL.md': OWN, 'IDENTITY.md': 'my name\n' },
    'the user had all of them': { 'SOUL.md': OWN, 'IDENTITY.md': 'my name\n', 'STYLE.md': 'my style\r\n' },
    'the user had nothing at all': {},
  };

  for (const kind of KINDS) {
    it.each(Object.keys(OWNS))(`${kind}: nothing of the one before stays, %s`, (which) => {
      const own = OWNS[which] ?? {};
      const { step, state } = desk(kind, own);
      const before = state();
      expect(step('switch', soul('a', ['IDENTITY.md', 'STYLE.md']))).toMatchObject(ok);
      expect(state()).toEqual({
        ...before,
        'SOUL.md': body('a'),
        'IDENTITY.md': body('a', 'IDENTITY.md'),
        'STYLE.md': body('a', 'STYLE.md'),
      });
      expect(step('switch', soul('b'))).toMatchObject(ok);
      expect(state()).toEqual({ ...before, 'SOUL.md': body('b') });
      expect(step('clear')).toMatchObject(ok);
      expect(state()).toEqual(before);
    });
  }

  it('holds between languages of one soul, too', () => {
    const { step, state } = desk('OpenClaw');
    const files = { 'SOUL.zh.md': '# 甲\n', 'STYLE.md': 'short\n', 'STYLE.zh.md': '简短\n' };
    writeSoul(home, 'souls/a', body('a'), { files });
    step('switch', home.path('souls/a'), '--lang', 'zh');
    expect(state()).toMatchObject({ 'SOUL.md': '# 甲\n', 'STYLE.md': '简短\n' });
    step('switch', 'a', '--lang', 'en');
    expect(state()).toMatchObject({ 'SOUL.md': body('a'), 'STYLE.md': 'short\n' });
  });

  it('holds when an operating file was taken along', () => {
    const { step, state } = desk('a plain folder');
    const before = state();
    step('switch', soul('a', ['AGENTS.md', 'TOOLS.md']), '--with', 'AGENTS.md', '--with', 'TOOLS.md');
    step('switch', soul('b', ['AGENTS.md']));
    expect(state()).toEqual({ ...before, 'SOUL.md': body('b') });
  });
});

describe('T06 where nothing was before', () => {
  it.each(KINDS)('%s: nothing is there after clear, and the message says so', (kind) => {
    const { place, step, state, text } = desk(kind, {});
    const before = state();
    step('switch', soul('a', ['IDENTITY.md']));
    expect(text()).toBe(body('a'));
    const cleared = step('clear');
    expect(cleared).toMatchObject(ok);
    expect(cleared.stdout).toMatch(/there was no file before and there is none now/);
    expect(cleared.stdout).not.toMatch(/your own text/);
    expect(state()).toEqual(before);
    expect(step('clear')).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to clear') });
    expect(fs.readdirSync(place)).toEqual(['.clawhub']);
  });

  it.each(KINDS)('%s: the same by undo and by restore, and neither calls nothing "your own text"', (kind) => {
    const { step, state } = desk(kind, {});
    const before = state();
    for (const back of [['undo'], ['restore', '1']]) {
      step('switch', soul('a', ['IDENTITY.md']));
      const ran = step(...back);
      expect(ran).toMatchObject(ok);
      expect(state()).toEqual(before);
      expect(ran.stdout).not.toMatch(/your own text/);
    }
  });

  it.each(KINDS)('%s: an empty file is not the same as none', (kind) => {
    const { step, text } = desk(kind, { 'SOUL.md': '' });
    step('switch', soul('a', ['IDENTITY.md']));
    step('clear');
    expect([text('SOUL.md'), text('IDENTITY.md')]).toEqual(['', null]);
  });

  it("gives back OpenClaw's template, which it wrote while nothing was there", () => {
    const { step, write, text, bringBack } = desk('OpenClaw', {});
    const template = '# SOUL.md - who you are\n\nThe template of the host.\n';
    step('switch', soul('a'));
    step('clear');
    expect(text()).toBe(null);
    write('SOUL.md', template);
    step('switch', soul('b'));
    step('clear');
    expect(text()).toBe(template);
    expect(bringBack()).toEqual([]);
  });

  it('a workspace that does not exist is not made up', () => {
    const ran = home.run(['switch', 'go-backend-expert', '--workspace', home.path('nowhere')]);
    expectError(ran, 'E_FILE', 8);
    expect(home.has('nowhere')).toBe(false);
    expect(home.run(['clear', '--workspace', home.path('nowhere')]).code).not.toBe(0);
    expect(home.has('nowhere')).toBe(false);
  });

  it('clear on a fresh machine is fine and writes nothing', () => {
    const work = home.path('work');
    fs.mkdirSync(work);
    const before = snapshot(home.root);
    expect(home.run(['clear'], { cwd: work })).toMatchObject({ code: 0 });
    expect(snapshot(home.root)).toEqual(before);
  });
});

describe('T07 two workspaces', () => {
  interface Side {
    readonly place: string;
    readonly own: string;
    readonly flags: readonly string[];
    readonly options: RunOptions;
  }
  const side = (name: string, flags: (place: string) => readonly string[], options: (place: string) => RunOptions) => {
    const place = home.path(name);
    fs.mkdirSync(place, { recursive: true });
    const own = `My own text of ${name}.\n`;
    fs.writeFileSync(path.join(place, 'SOUL.md'), own);
    return { place, own, flags: flags(place), options: options(place) } satisfies Side;
  };
  const none = () => [];
  const WAYS: Readonly<Record<string, (name: string) => Side>> = {
    '--workspace': (name) =>
      side(
        name,
        (place) => ['--workspace', place],
        () => ({}),
      ),
    'a relative --workspace': (name) =>
      side(
        name,
        () => ['--workspace', `../${name}`],
        (place) => ({ cwd: place }),
      ),
    OPENCLAW_WORKSPACE_DIR: (name) => side(name, none, (place) => ({ env: { OPENCLAW_WORKSPACE_DIR: place } })),
    OPENCLAW_CONFIG_PATH: (name) => {
      const config = home.write(
        `${name}.json`,
        JSON.stringify({ agents: { defaults: { workspace: home.path(name) } } }),
      );
      return side(name, none, () => ({ env: { OPENCLAW_CONFIG_PATH: config } }));
    },
    OPENCLAW_STATE_DIR: (name) =>
      side(`${name}/workspace`, none, () => ({ env: { OPENCLAW_STATE_DIR: home.path(name) } })),
    OPENCLAW_PROFILE: (name) => side(`.openclaw-${name}/workspace`, none, () => ({ env: { OPENCLAW_PROFILE: name } })),
    'the current folder': (name) => side(name, none, (place) => ({ cwd: place })),
  };

  it.each(Object.keys(WAYS))('do not cross: %s', (way) => {
    const [one, two] = [WAYS[way]?.('one') as Side, WAYS[way]?.('two') as Side];
    const act = ({ flags, options }: Side, ...args: string[]) => {
      expect(home.run([...args, ...flags], options), args.join(' ')).toMatchObject(ok);
    };
    const texts = () => [one, two].map(({ place }) => fs.readFileSync(path.join(place, 'SOUL.md'), 'utf8'));
    act(one, 'switch', soul('a'));
    act(two, 'switch', soul('b'));
    expect(texts()).toEqual([body('a'), body('b')]);
    act(one, 'switch', soul('c'));
    act(two, 'clear');
    expect(texts()).toEqual([body('c'), two.own]);
    act(one, 'undo');
    expect(texts()).toEqual([body('a'), two.own]);
  });

  it.each(Object.keys(WAYS))('give each its own text back: %s', (way) => {
    const [one, two] = [WAYS[way]?.('one') as Side, WAYS[way]?.('two') as Side];
    const act = ({ flags, options }: Side, ...args: string[]) => home.run([...args, ...flags], options);
    for (const at of [one, two, one, two]) act(at, 'switch', soul(at === one ? 'a' : 'b'));
    act(one, 'clear');
    expect(fs.readFileSync(path.join(two.place, 'SOUL.md'), 'utf8')).toBe(body('b'));
    act(two, 'clear');
    expect(fs.readFileSync(path.join(one.place, 'SOUL.md'), 'utf8')).toBe(one.own);
    expect(fs.readFileSync(path.join(two.place, 'SOUL.md'), 'utf8')).toBe(two.own);
  });

  it('of two agents of one OpenClaw do not cross', () => {
    home.write(
      '.openclaw/openclaw.json',
      JSON.stringify({ agents: { list: [{ id: 'main', default: true }, { id: 'work' }] } }),
    );
    const [main, work] = ['.openclaw/workspace/SOUL.md', '.openclaw/workspace-work/SOUL.md'];
    home.write(main, 'main own\n');
    home.write(work, 'work own\n');
    const texts = () => [main, work].map((file) => home.read(file).toString());
    expect(home.run(['switch', soul('a'), '--agent', 'openclaw:work'])).toMatchObject(ok);
    expect(texts()).toEqual(['main own\n', body('a')]);
    expect(home.run(['switch', soul('b')])).toMatchObject(ok);
    expect(texts()).toEqual([body('b'), body('a')]);
    expect(home.run(['clear', '--agent', 'openclaw:work'])).toMatchObject(ok);
    expect(texts()).toEqual([body('b'), 'work own\n']);
    expect(home.run(['clear'])).toMatchObject(ok);
    expect(texts()).toEqual(['main own\n', 'work own\n']);
  });

  it('reached through a link is the same one', () => {
    const place = home.openclaw();
    fs.writeFileSync(path.join(place, 'SOUL.md'), OWN);
    fs.symlinkSync(place, home.path('link'));
    home.run(['switch', soul('a'), '--workspace', home.path('link')]);
    expect(home.run(['clear'])).toMatchObject(ok);
    expect(fs.readFileSync(path.join(place, 'SOUL.md'), 'utf8')).toBe(OWN);
  });

  it('that was moved takes its history along', () => {
    const { place, step } = desk('a plain folder');
    step('switch', soul('a'));
    fs.renameSync(place, home.path('moved'));
    expect(home.run(['clear'], { cwd: home.path('moved') })).toMatchObject(ok);
    expect(home.read('moved/SOUL.md').toString()).toBe(OWN);
  });

  it('the folder for skills does not move the slot', () => {
    const { place, text } = desk('OpenClaw');
    home.write('elsewhere/SOUL.md', 'elsewhere\n');
    const options = { cwd: place, env: { CLAWHUB_WORKDIR: home.path('elsewhere') } };
    for (const args of [['switch', soul('a')], ['clear']]) expect(home.run(args, options)).toMatchObject(ok);
    expect(home.read('elsewhere/SOUL.md').toString()).toBe('elsewhere\n');
    expect(text()).toBe(OWN);
  });
});

describe('T08 files of the user that a package reaches for', () => {
  const USERS = {
    'SOUL.md': OWN,
    'USER.md': 'About me.\n',
    'MEMORY.md': 'What I remember.\n',
    'TOOLS.md': 'My tools.\n',
    'AGENTS.md': 'My rules.\n',
    'HEARTBEAT.md': 'My beat.\n',
    'memory/2026-01-01.md': 'A day.\n',
  };
  const REFUSED = [
    'USER.md',
    'user.md',
    'User.MD',
    'MEMORY.md',
    'Memory.md',
    'memory.MD',
    'memory/x.md',
    'Memory/2026-01-01.md',
    'MEMORY/deep/er/x.md',
    'memory/x.txt',
    'USER.md.',
    'USER.md ',
    'MEMORY.md...',
    'memory./x.md',
    'memory /x.md',
    'ＵＳＥＲ.md',
    'USER．md',
    'ｍemory/x.md',
    'USER\u200b.md',
    'US\u00adER.md',
    'USER.md\u202e',
    'UЅER.md',
    'BOOTSTRAP.md',
  ];
  const workspace = () => {
    const place = home.openclaw();
    for (const [file, content] of Object.entries(USERS)) {
      fs.mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
      fs.writeFileSync(path.join(place, file), content);
    }
    return place;
  };
  const untouched = (place: string) =>
    Object.fromEntries(Object.keys(USERS).map((file) => [file, fs.readFileSync(path.join(place, file), 'utf8')]));
  const head = '---\nname: taker\nversion: 1.0.0\n---\n\n';

  it.each(REFUSED)('a folder with %j is refused', (file) => {
    const place = workspace();
    const spec = packageFolder('taker', { 'SOUL.md': `${head}${body('taker')}`, [file]: 'Taken.\n' });
    const before = snapshot(home.root);
    expectError(home.run(['switch', spec]), 'E_PATH', 7);
    expect(untouched(place)).toEqual(USERS);
    expect(snapshot(home.root)).toEqual(before);
  });

  it.each(REFUSED)('an archive with %j is refused, as tar and as zip', (file) => {
    const place = workspace();
    const content = `${head}${body('taker')}`;
    const tar = tgz(tarFile('package/SOUL.md', content), tarFile(`package/${file}`, 'Taken.\n'));
    home.write('taker.tgz', tar);
    home.write(
      'taker.zip',
      zip([
        { name: 'SOUL.md', data: content },
        { name: file, data: 'Taken.\n' },
      ]),
    );
    const before = snapshot(home.root);
    expectError(home.run(['switch', './taker.tgz']), 'E_PATH', 7);
    expectError(home.run(['install', './taker.zip']), 'E_PATH', 7);
    expect(untouched(place)).toEqual(USERS);
    expect(snapshot(home.root)).toEqual(before);
  });

  const SPECS: Readonly<Record<string, Record<string, unknown>>> = {
    'examples for USER.md and MEMORY.md': {
      files: { soul: 'SOUL.md' },
      examples: { 'USER.md': 'x/u.md', 'MEMORY.md': 'x/m.md', user: 'x/u.md', memory: 'x/m.md', tools: 'x/t.md' },
    },
    'examples as a list': { examples: ['x/u.md', 'x/m.md'] },
    'files for the user and the memory': { files: { soul: 'SOUL.md', user: 'x/u.md', memory: 'x/m.md' } },
    'files by their names in the workspace': {
      files: { soul: 'SOUL.md', 'USER.md': 'x/u.md', 'memory/x.md': 'x/m.md', 'MEMORY.md': 'x/m.md' },
    },
    'operating files under other names': {
      files: { soul: 'SOUL.md', agents: 'x/USER.md', tools: 'x/MEMORY.md', heartbeat: 'x/t.md' },
    },
  };

  it.each(Object.keys(SPECS))('a manifest with %s changes nothing but the persona', (which) => {
    const place = workspace();
    packageFolder('taker', {
      'soul.json': JSON.stringify({ specVersion: '0.5', name: 'taker', version: '1.0.0', ...SPECS[which] }),
      'SOUL.md': body('taker'),
      'x/u.md': 'Taken.\n',
      'x/m.md': 'Taken.\n',
      'x/t.md': 'Taken.\n',
      'x/USER.md': 'Taken.\n',
      'x/MEMORY.md': 'Taken.\n',
    });
    for (const flags of [[], ['--with', 'x/USER.md'], ['--with', 'x/MEMORY.md'], ['--with', 'USER.md']])
      home.run(['switch', home.path('souls/taker'), '--yes', '--force', ...flags]);
    const { 'SOUL.md': _soul, 'AGENTS.md': _agents, 'TOOLS.md': _tools, ...others } = USERS;
    expect(untouched(place)).toMatchObject(others);
    expect(home.run(['clear'])).toMatchObject(ok);
    expect(untouched(place)).toEqual(USERS);
    expect(fs.readdirSync(path.join(place, 'memory'))).toEqual(['2026-01-01.md']);
  });

  it('an operating file comes only when the user names it', () => {
    const { step, state } = desk('OpenClaw', { 'SOUL.md': OWN, 'TOOLS.md': 'My tools.\n' });
    const before = state();
    const spec = soul('a', ['AGENTS.md', 'HEARTBEAT.md', 'TOOLS.md']);
    for (const flags of [[], ['--yes'], ['--force', '--yes', '--no-input']]) {
      expect(step('switch', spec, ...flags)).toMatchObject(ok);
      expect(state()).toEqual({ ...before, 'SOUL.md': body('a') });
      step('clear');
    }
    step('switch', spec, '--with', 'TOOLS.md');
    expect(state()).toEqual({ ...before, 'SOUL.md': body('a'), 'TOOLS.md': body('a', 'TOOLS.md') });
    step('clear');
    expect(state()).toEqual(before);
  });

  it('an operating file in another spelling is no operating file', () => {
    const { place, step, state } = desk('OpenClaw');
    const before = state();
    const spec = packageFolder('a', {
      'SOUL.md': `---\nname: a\n---\n${body('a')}`,
      'agents.md': 'x\n',
      'Tools.MD': 'x\n',
    });
    expect(step('switch', spec)).toMatchObject(ok);
    expect(state()).toEqual({ ...before, 'SOUL.md': body('a') });
    for (const name of ['agents.md', 'AGENTS.md', 'Tools.MD', '../AGENTS.md'])
      expectError(step('switch', spec, '--with', name), 'E_NOT_FOUND', 3);
    expect(fs.readdirSync(place).sort()).toEqual(['.clawhub', 'SOUL.md']);
  });

  it('a soul.json says which operating files they are; they land under their own names', () => {
    const { step, state } = desk('OpenClaw');
    const before = state();
    const spec = packageFolder('a', {
      'soul.json': JSON.stringify({ name: 'a', version: '1.0.0', files: { soul: 'p/me.md', agents: 'p/rules.md' } }),
      'p/me.md': body('a'),
      'p/rules.md': 'Its rules.\n',
    });
    expect(step('switch', spec)).toMatchObject(ok);
    expect(state()).toEqual({ ...before, 'SOUL.md': body('a') });
    expect(step('switch', spec, '--with', 'AGENTS.md')).toMatchObject(ok);
    expect(state()).toEqual({ ...before, 'SOUL.md': body('a'), 'AGENTS.md': 'Its rules.\n' });
  });

  it.each(['p/SOUL.md', 'p/USER.md', 'p/rules.md', 'p/BOOTSTRAP.md'])(
    'an operating file called %s takes no place but its own',
    (file) => {
      const { step, state } = desk('OpenClaw');
      const before = state();
      const spec = packageFolder('a', {
        'soul.json': JSON.stringify({ name: 'a', version: '1.0.0', files: { soul: 'p/me.md', agents: file } }),
        'p/me.md': body('a'),
        [file]: 'Another text.\n',
      });
      expectError(step('switch', spec, '--with', file), 'E_NOT_FOUND', 3);
      expect(state()).toEqual(before);
      expect(step('switch', spec)).toMatchObject(ok);
      expect(state()).toEqual({ ...before, 'SOUL.md': body('a') });
    },
  );

  it('clear and uninstall leave them alone as well', () => {
    const place = workspace();
    for (const args of [
      ['switch', soul('a')],
      ['clear'],
      ['switch', 'a'],
      ['uninstall', 'a'],
      ['doctor', '--fix'],
      ['prune'],
    ])
      home.run(args);
    expect(untouched(place)).toEqual(USERS);
  });
});

describe('T09 something else stands where SOUL.md should be', () => {
  const target = () => home.write('dotfiles/SOUL.md', 'In my repository.\n');
  const ODD: Readonly<Record<string, readonly [make: (file: string) => void, code: string, reason?: string]>> = {
    'a link to a dotfiles repository': [(file) => fs.symlinkSync(target(), file), 'E_LINK', 'symlink'],
    'a relative link inside the workspace': [
      (file) => {
        fs.writeFileSync(path.join(path.dirname(file), 'mine.md'), 'Inside.\n');
        fs.symlinkSync('mine.md', file);
      },
      'E_LINK',
      'symlink',
    ],
    'a dangling link': [(file) => fs.symlinkSync(home.path('gone.md'), file), 'E_LINK', 'dangling'],
    'a link to a folder': [(file) => fs.symlinkSync(path.dirname(target()), file), 'E_LINK', 'folder'],
    'a link to itself': [(file) => fs.symlinkSync('SOUL.md', file), 'E_LINK', 'loop'],
    'two links in a circle': [
      (file) => {
        fs.symlinkSync('SOUL.md', path.join(path.dirname(file), 'other'));
        fs.symlinkSync('other', file);
      },
      'E_LINK',
      'loop',
    ],
    'a hard link': [(file) => fs.linkSync(target(), file), 'E_LINK', 'hardlink'],
    'a folder': [(file) => fs.mkdirSync(file), 'E_NOT_A_FILE', 'folder'],
    'a folder with files': [
      (file) => {
        fs.mkdirSync(file);
        fs.writeFileSync(path.join(file, 'x'), 'x');
      },
      'E_NOT_A_FILE',
      'folder',
    ],
    'a named pipe': [(file) => execFileSync('mkfifo', [file]), 'E_NOT_A_FILE', 'pipe'],
  };
  const QUICK = { killAfter: 15_000 };

  interface Refusal {
    readonly error: { readonly code: string; readonly message: string; readonly details: Record<string, unknown> };
  }
  const refused = (kind: Kind, which: string): Refusal['error'] => {
    const { place } = desk(kind, {});
    ODD[which]?.[0](path.join(place, 'SOUL.md'));
    const spec = soul('a', ['IDENTITY.md']);
    const before = snapshot(home.root);
    const ran = home.run(['switch', spec, '--json'], { cwd: place, ...QUICK });
    expect(ran.code, ran.stdout).toBe(8);
    expect(withoutStore(snapshot(home.root))).toEqual(before);
    return (JSON.parse(ran.stdout) as Refusal).error;
  };

  for (const kind of KINDS) {
    it.each(Object.keys(ODD))(`${kind}: %s is refused with a code that tells links from the rest`, (which) => {
      expect(refused(kind, which).code).toBe(ODD[which]?.[1]);
    });
  }

  it.each(Object.keys(ODD))('%s: the details say which of them it is', (which) => {
    expect(refused('OpenClaw', which).details).toMatchObject({ reason: ODD[which]?.[2] });
  });

  /** What was installed on the way is no change of the user's files. */
  const withoutStore = (files: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(files).filter(
        ([file]) => !/^\.soulhub(?:\/|$)|\/?\.clawhub\/souls\/?(?:\.gitignore)?$/.test(file),
      ),
    );

  it.each(Object.keys(ODD))('%s: every other command ends, too, and changes nothing', (which) => {
    const { place } = desk('OpenClaw', {});
    ODD[which]?.[0](path.join(place, 'SOUL.md'));
    const before = snapshot(place);
    for (const args of [['status'], ['history'], ['clear'], ['undo'], ['doctor'], ['verify'], ['agents'], ['prune']]) {
      const ran = home.run(args, { cwd: place, ...QUICK });
      expect(ran.signal, args.join(' ')).toBe(null);
      expect(ran.code, `${args.join(' ')}: ${ran.stderr}`).not.toBe(1);
    }
    expect(snapshot(place)).toEqual(before);
  });

  it.each(Object.keys(ODD))(
    '%s, put there while a persona is active: nothing is lost, and it can be mended',
    (which) => {
      const { place, lost, text } = desk('OpenClaw');
      const file = path.join(place, 'SOUL.md');
      home.run(['switch', soul('a')]);
      fs.rmSync(file);
      ODD[which]?.[0](file);
      for (const args of [['clear'], ['switch', soul('b')], ['undo']]) {
        const ran = home.run(args, QUICK);
        expect(ran.signal, args.join(' ')).toBe(null);
        expect([8, 3], `${args.join(' ')}: ${ran.stderr}`).toContain(ran.code);
      }
      fs.rmSync(file, { recursive: true });
      expect(lost()).toEqual([]);
      expect(home.run(['clear'])).toMatchObject(ok);
      expect(text()).toBe(OWN);
    },
  );

  it('a second file of the persona that is a link: nothing at all is changed', () => {
    const { place, run, text } = desk('OpenClaw');
    fs.symlinkSync(target(), path.join(place, 'IDENTITY.md'));
    expectError(run('switch', soul('a', ['IDENTITY.md'])), 'E_LINK', 8);
    expect(text()).toBe(OWN);
    expect(home.read('dotfiles/SOUL.md').toString()).toBe('In my repository.\n');
  });

  const LINKS = Object.entries(ODD).flatMap(([which, [, code, reason]]) =>
    code === 'E_LINK' && reason === 'symlink' ? [which] : [],
  );
  it.each([...LINKS, 'a dangling link', 'a link to a folder', 'a link to itself'])(
    '%s: --replace-link puts a file there and clear brings the link back',
    (which) => {
      const { place } = desk('OpenClaw', {});
      const file = path.join(place, 'SOUL.md');
      ODD[which]?.[0](file);
      const link = fs.readlinkSync(file);
      expect(home.run(['switch', soul('a'), '--replace-link'])).toMatchObject(ok);
      expect(fs.lstatSync(file).isFile()).toBe(true);
      expect(fs.readFileSync(file, 'utf8')).toBe(body('a'));
      if (home.has('dotfiles/SOUL.md')) expect(home.read('dotfiles/SOUL.md').toString()).toBe('In my repository.\n');
      expect(home.run(['switch', soul('b')])).toMatchObject(ok);
      expect(home.run(['clear'])).toMatchObject(ok);
      expect(fs.readlinkSync(file)).toBe(link);
    },
  );

  it('--write-through changes the file behind the link, and clear gives its text back', () => {
    const { place } = desk('OpenClaw', {});
    fs.symlinkSync(target(), path.join(place, 'SOUL.md'));
    const watch = watchTexts(home, home.path('dotfiles'), ['SOUL.md'], ['--workspace', place]);
    expect(home.run(['switch', soul('a'), '--write-through'])).toMatchObject(ok);
    expect(home.read('dotfiles/SOUL.md').toString()).toBe(body('a'));
    expect(watch.look()).toEqual([]);
    fs.appendFileSync(home.path('dotfiles/SOUL.md'), 'Edited in the repository.\n');
    expect(watch.look()).toEqual([]);
    expect(home.run(['clear', '--write-through'])).toMatchObject(ok);
    expect(home.read('dotfiles/SOUL.md').toString()).toBe('In my repository.\n');
    expect(watch.look()).toEqual([]);
    expect(fs.readlinkSync(path.join(place, 'SOUL.md'))).toBe(home.path('dotfiles/SOUL.md'));
  });

  it('a .clawhub that is a link leads nowhere', () => {
    const { place, run, text } = desk('OpenClaw');
    fs.mkdirSync(home.path('stolen'));
    fs.symlinkSync(home.path('stolen'), path.join(place, '.clawhub'));
    expectError(run('switch', soul('a')), 'E_LINK', 8);
    expect(text()).toBe(OWN);
    expect(fs.readdirSync(home.path('stolen'))).toEqual([]);
  });
});

describe('T10 a manifest that does not say which files', () => {
  const json = (more: Record<string, unknown>) =>
    JSON.stringify({ specVersion: '0.5', name: 'a', version: '1.0.0', displayName: 'A', ...more });
  const WORKS: Readonly<Record<string, Record<string, string>>> = {
    'without files': { 'soul.json': json({}) },
    'with an empty map': { 'soul.json': json({ files: {} }) },
    'with files: null': { 'soul.json': json({ files: null }) },
    'with a list instead of a map': { 'soul.json': json({ files: ['SOUL.md'] }) },
    'with other keys only': { 'soul.json': json({ files: { readme: 'README.md' } }) },
    'and no front matter either': {},
  };
  const FAILS: Readonly<Record<string, readonly [Record<string, string>, string]>> = {
    'names a missing file': [{ 'SOUL.md': 'x\n', 'soul.json': json({ files: { soul: 'ME.md' } }) }, 'E_MANIFEST'],
    'names a missing identity': [
      { 'SOUL.md': 'x\n', 'soul.json': json({ files: { soul: 'SOUL.md', identity: 'ID.md' } }) },
      'E_MANIFEST',
    ],
    'names a number': [{ 'SOUL.md': 'x\n', 'soul.json': json({ files: { soul: 7 } }) }, 'E_MANIFEST'],
    'names nothing and there is no SOUL.md': [{ 'soul.json': json({ files: {} }) }, 'E_NOT_A_SOUL'],
    'names an empty file': [{ 'SOUL.md': '', 'soul.json': json({}) }, 'E_EMPTY_PERSONA'],
    'names a file of blanks': [{ 'SOUL.md': ' \n\t\n', 'soul.json': json({}) }, 'E_EMPTY_PERSONA'],
    'is front matter without a text': [{ 'SOUL.md': '---\nname: a\nversion: 1.0.0\n---\n' }, 'E_EMPTY_PERSONA'],
  };

  for (const kind of KINDS) {
    it.each(Object.keys(WORKS))(`${kind}: %s it works by convention`, (which) => {
      const { place, step, text } = desk(kind);
      packageFolder('a', { 'SOUL.md': body('a'), ...WORKS[which] });
      expect(step('switch', home.path('souls/a'))).toMatchObject(ok);
      expect(text()).toBe(body('a'));
      const [now] = home.json<{ agents: { soul: string; files: Record<string, string> }[] }>(['status'], {
        cwd: place,
      }).agents;
      expect(now).toMatchObject({ soul: 'a', files: { 'SOUL.md': sha256Hex(Buffer.from(body('a'))) } });
    });
  }

  it.each(Object.keys(FAILS))('one that %s fails, and nothing is changed', (which) => {
    const [files, code] = FAILS[which] as (typeof FAILS)[string];
    const { run, text } = desk('OpenClaw');
    packageFolder('a', files);
    const before = snapshot(home.root);
    for (const command of ['switch', 'install']) expectError(run(command, home.path('souls/a')), code, 7);
    expect(run('validate', home.path('souls/a')).code).not.toBe(0);
    expect(snapshot(home.root)).toEqual(before);
    expect(text()).toBe(OWN);
  });

  it('status reports the digests of what is on disk, whoever wrote it', () => {
    const { place, step, write, state } = desk('OpenClaw');
    const digests = () => {
      const onDisk = Object.entries(state()).filter(([, text]) => text !== null);
      return Object.fromEntries(onDisk.map(([file, text]) => [file, sha256Hex(Buffer.from(text ?? ''))]));
    };
    const reported = () =>
      home.json<{ agents: { files: Record<string, string> }[] }>(['status'], { cwd: place }).agents[0]?.files;
    expect(reported()).toEqual(digests());
    step('switch', soul('a', ['IDENTITY.md']));
    expect(reported()).toEqual(digests());
    write('IDENTITY.md', 'Somebody else was here.\n');
    expect(reported()).toEqual(digests());
    step('clear');
    expect(reported()).toEqual(digests());
  });
});

describe('T11 names that lead out of the package', () => {
  const SOUL = `---\nname: escape\nversion: 1.0.0\n---\n\n${body('escape')}`;
  const TAKEN = 'Taken.\n';
  const NAMES = [
    '../evil.md',
    '../../.bashrc',
    'a/../../evil.md',
    'a/../b.md',
    './SOUL.md',
    '/etc/evil.md',
    '//evil.md',
    'C:/evil.md',
    'c:evil.md',
    '..\\evil.md',
    'a\\b.md',
    '.git/hooks/post-checkout',
    '.GIT/hooks/pre-commit',
    '.claude/settings.json',
    '.bashrc',
    'a/.ssh/authorized_keys',
    'nul.md',
    'con',
    'SOUL.md:stream',
    'evil\u202egnp.md',
    'line\nbreak.md',
    'soul.md',
    'Soul.MD',
    'SOUL.md/x.md',
    '~/evil.md',
    '-rf',
    '%2e%2e/evil.md',
    '$HOME.md',
  ];
  const workspace = () => desk('OpenClaw');
  const refuse = (specs: readonly string[], codes: readonly string[]) => {
    const { place, text } = workspace();
    fs.mkdirSync(path.join(place, '.git/hooks'), { recursive: true });
    const before = snapshot(home.root);
    for (const [at, spec] of specs.entries()) {
      const ran = home.run([at % 2 === 0 ? 'switch' : 'install', spec]);
      expect({ spec, exit: ran.code, stderr: ran.stderr }).toMatchObject({ exit: 7 });
      expect(
        codes.some((code) => ran.stderr.includes(code)),
        ran.stderr,
      ).toBe(true);
      expect(safeToPrint(ran.stderr), JSON.stringify(ran.stderr)).toBe(true);
    }
    expect(snapshot(home.root)).toEqual(before);
    expect(text()).toBe(OWN);
  };
  const safeToPrint = (text: string) => !/[\p{Cc}\p{Bidi_Control}]/u.test(text.replaceAll('\n', ''));

  it.each(NAMES)('a tar with %j is refused before anything is written', (name) => {
    home.write('x.tgz', tgz(tarFile('package/SOUL.md', SOUL), tarFile(`package/${name}`, TAKEN)));
    home.write('y.tgz', tgz(tarFile('SOUL.md', SOUL), tarFile(name, TAKEN)));
    refuse(['./x.tgz', './y.tgz'], ['E_PATH', 'E_ARCHIVE']);
  });

  it.each([...NAMES, 'e\u0000vil.md'])('a zip with %j is refused before anything is written', (name) => {
    const data = [{ name: 'SOUL.md', data: SOUL }];
    home.write('x.zip', zip([...data, { name, data: TAKEN }]));
    refuse(['./x.zip'], ['E_PATH', 'E_ARCHIVE']);
  });

  const ENTRIES: Readonly<Record<string, Buffer>> = {
    'a symbolic link': tarFile('package/link.md', '', { type: '2', link: '/etc/passwd' }),
    'a hard link': tarFile('package/link.md', '', { type: '1', link: '../../.bashrc' }),
    'a hard link to its own file': tarFile('package/link.md', '', { type: '1', link: 'package/SOUL.md' }),
    'a device': tarFile('package/null', '', { type: '3' }),
    'a block device': tarFile('package/sda', '', { type: '4' }),
    'a named pipe': tarFile('package/pipe', '', { type: '6' }),
    'a name of raw bytes': tarFile(Buffer.from('package/\xff\xfe.md', 'latin1'), TAKEN),
    'a name with a NUL': Buffer.concat([
      pax(records({ path: 'package/e\u0000vil.md' })),
      tarFile('package/x.md', TAKEN),
    ]),
    'a file that comes twice': tarFile('package/SOUL.md', TAKEN),
  };

  it.each(Object.keys(ENTRIES))('a tar with %s is refused', (which) => {
    home.write('x.tgz', tgz(tarFile('package/SOUL.md', SOUL), ENTRIES[which] as Buffer));
    refuse(['./x.tgz'], ['E_PATH', 'E_ARCHIVE']);
  });

  it('a SOUL.md that is itself a link is refused, in tar and zip', () => {
    home.write('x.tgz', tgz(tarFile('package/SOUL.md', '', { type: '2', link: '/etc/passwd' })));
    home.write('x.zip', zip([{ name: 'SOUL.md', data: '/etc/passwd', attributes: unixMode(0o120777) }]));
    refuse(['./x.tgz', './x.zip'], ['E_PATH', 'E_ARCHIVE', 'E_NOT_A_SOUL']);
  });

  it('a folder with links is refused: nothing outside is read into the prompt', () => {
    home.write('secret', 'My private key.\n');
    packageFolder('escape', { 'SOUL.md': SOUL });
    fs.symlinkSync(home.path('secret'), home.path('souls/escape/IDENTITY.md'));
    packageFolder('escape2', { 'README.md': 'x\n' });
    fs.symlinkSync(home.path('secret'), home.path('souls/escape2/SOUL.md'));
    const { run, text } = workspace();
    for (const name of ['escape', 'escape2']) expectError(run('switch', home.path('souls', name)), 'E_LINK', 8);
    expect(text()).toBe(OWN);
  });

  it.each([
    '../../.ssh/id_rsa',
    '/etc/passwd',
    '~/.ssh/id_rsa',
    'p/../../../.ssh/id_rsa',
    '..\\..\\.ssh\\id_rsa',
    '.env',
    'file:///etc/passwd',
  ])('a manifest whose soul is %j is refused', (file) => {
    home.write('.ssh/id_rsa', 'PRIVATE\n');
    home.write('souls/.ssh/id_rsa', 'PRIVATE\n');
    for (const key of ['soul', 'identity', 'style', 'agents', 'heartbeat', 'tools'])
      packageFolder(`escape-${key}`, {
        'SOUL.md': body('escape'),
        '.env': 'PRIVATE=1\n',
        'soul.json': JSON.stringify({ name: `escape-${key}`, version: '1.0.0', files: { [key]: file } }),
      });
    refuse(
      ['soul', 'identity', 'style', 'agents', 'heartbeat', 'tools'].map((key) => home.path(`souls/escape-${key}`)),
      ['E_MANIFEST'],
    );
  });

  it.each(['../../../evil', '..', '/abs', 'a/b/c', 'a\\b', '@x/../y', '.hidden', 'con', 'a b', ''])(
    'a package that calls itself %j is refused',
    (name) => {
      const spec = packageFolder('escape', { 'SOUL.md': `---\nname: ${JSON.stringify(name)}\n---\n\n${body('x')}` });
      const { run, text } = workspace();
      const before = snapshot(home.root);
      expect([2, 7]).toContain(run('switch', spec).code);
      expect([2, 7]).toContain(run('install', spec).code);
      expect(snapshot(home.root)).toEqual(before);
      expect(text()).toBe(OWN);
    },
  );

  it.each(['..', '../..', '../../../evil', '/etc', '/etc/passwd', '.', './', '../evil.tgz', 'a/../../b'])(
    'switch %s takes nothing from outside the store by a name',
    (words) => {
      home.write('.openclaw/SOUL-not.md', 'x');
      const { place, run, text } = workspace();
      fs.rmSync(path.join(place, 'SOUL.md'));
      const ran = run('switch', words);
      expect(ran.code, ran.stderr).not.toBe(0);
      expect(ran.code, ran.stderr).not.toBe(1);
      expect(text()).toBe(null);
    },
  );

  it('the front matter of a file in the package cannot name a place to write to', () => {
    const { place, step } = workspace();
    const more = 'category: ../../..\ndestination: ../../.bashrc\nfiles:\n  soul: ../../.ssh/id_rsa\n';
    const spec = packageFolder('escape', { 'SOUL.md': `---\nname: escape\n${more}---\n\n${body('escape')}` });
    const ran = step('switch', spec);
    expect([0, 7]).toContain(ran.code);
    expect(home.has('.bashrc')).toBe(false);
    expect(fs.readdirSync(place).sort()).toEqual(['.clawhub', 'SOUL.md']);
  });
});
