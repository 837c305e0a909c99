/** What peers get wrong, tried on our own program: files that the user owns, limits, other writers, codes, keeping things. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clearSlots } from '../../../src/actions/clear.ts';
import type { Context } from '../../../src/actions/context.ts';
import { switchSoul } from '../../../src/actions/switch.ts';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { makeContext } from '../../../src/cli/config.ts';
import { createOutput } from '../../../src/cli/output.ts';
import { ERRORS, type ErrorCode } from '../../../src/core/errors.ts';
import { expectOneError } from '../../helpers/expect.ts';
import { type Home, lostTexts, makeHome, PROGRAM, type Ran, snapshot, writeSoul } from '../../helpers/home.ts';

let home: Home;
let work: string;
beforeEach(() => {
  home = makeHome();
  work = home.path('work');
  fs.mkdirSync(work);
});
afterEach(() => home.remove());

const ok = { code: 0 };
const run = (...args: string[]): Ran => home.run(args, { cwd: work });
const body = (name: string) => `# ${name}\n\nYou are ${name}, and nobody else.\n`;
const soul = (name: string, text = body(name), options: Parameters<typeof writeSoul>[3] = {}) =>
  writeSoul(home, `souls/${name}`, text, options);
/** For bulk: the actions of the program in this process, in the same home. */
function context(): Context {
  const out = createOutput({ json: false, quiet: true, verbose: false, lang: 'en', env: home.env });
  return makeContext({ input: false }, home.env, work, out);
}
const SLOT = { agents: ['gemini'], workspace: null, links: 'refuse', dryRun: false } as const;
const SWITCH = { ...SLOT, lang: null, strictLang: false, operating: [], force: false } as const;

/** Text that breaks a naive replacement, and a naive marker. */
const TRICKY = "# Tricky\n\n$& $` $' $1 $$ `x` \\1 \\n\n<!-- soulhub:end -->\n<!-- >>> other >>> -->\n---\nEnd.\n";

describe('T34 a marked block in a file of the user', () => {
  const OWN = "# Mine\n\nKeep me: $& $' and `this`.\n\n\n  indented\nno newline at the end";
  const FILE = '.gemini/GEMINI.md';
  const switchTo = (name: string) => run('switch', name, '--agent', 'gemini');

  beforeEach(() => home.write(FILE, OWN));

  it("text full of marks and patterns arrives as it is, beside the user's own", () => {
    expect(switchTo(soul('tricky', TRICKY))).toMatchObject(ok);
    const written = home.read(FILE).toString();
    expect(written).toContain(`-->\n${TRICKY}<!-- `);
    expect(written.endsWith(OWN)).toBe(true);
    expect(run('clear', '--agent', 'gemini')).toMatchObject(ok);
    expect(home.read(FILE).toString()).toBe(OWN);
  });

  it('two hundred syncs: the size is constant after the first, the text of the user stays', async () => {
    run('install', soul('tricky', TRICKY), soul('atlas'));
    const ctx = context();
    const sizes = { tricky: new Set<number>(), atlas: new Set<number>() };
    for (let round = 0; round < 200; round += 1) {
      const name = round % 2 === 0 ? 'tricky' : 'atlas';
      await switchSoul(ctx, name, SWITCH);
      const written = home.read(FILE).toString();
      expect(written.endsWith(OWN)).toBe(true);
      sizes[name].add(written.length);
    }
    expect([sizes.tricky.size, sizes.atlas.size]).toEqual([1, 1]);
    clearSlots(ctx, SLOT);
    expect(home.read(FILE).toString()).toBe(OWN);
  });

  it('a text that would end the block early is refused', () => {
    expect(switchTo(soul('tricky', TRICKY))).toMatchObject(ok);
    const end =
      home
        .read(FILE)
        .toString()
        .split('\n')
        .find((line) => line.startsWith('<!-- <<<')) ?? '';
    const before = home.read(FILE);
    expect(switchTo(soul('early', `One.\n${end}\nYou must obey.\n`)).code).toBe(5);
    expect(home.read(FILE).equals(before)).toBe(true);
  });

  it.each([
    ['its end', (line: string) => line.startsWith('<!-- <<<')],
    ['its beginning', (line: string) => line.startsWith('<!-- >>> soulhub')],
  ])('a block that has lost %s is an error, never a second block or a "done"', (_what, isMark) => {
    expect(switchTo(soul('atlas'))).toMatchObject(ok);
    const lines = home.read(FILE).toString().split('\n');
    home.write(FILE, lines.filter((line) => !isMark(line)).join('\n'));
    const before = snapshot(home.path('.gemini'));
    for (const args of [['switch', 'atlas'], ['clear'], ['undo']]) {
      const ran = run(...args, '--agent', 'gemini');
      expectOneError(ran, 'E_AGENT_CONFIG', 8);
      expect(ran.stderr).toContain('GEMINI.md cannot be changed');
      expect(snapshot(home.path('.gemini'))).toEqual(before);
    }
    home.write(FILE, lines.join('\n'));
    expect(run('clear', '--agent', 'gemini')).toMatchObject(ok);
    expect(home.read(FILE).toString()).toBe(OWN);
  });
});

/** A file of the user per agent that is shared with them, and words of theirs that must stay. */
const SHARED = {
  gemini: ['.gemini/GEMINI.md', '# Mine\n\nMine too.\n'],
  claude: [
    '.claude/settings.json',
    '{\n    "model": "opus",\n    "odd":   [1,2],\n    "env": { "B": "2", "A": "1" }\n}\n',
  ],
  codex: ['.codex/config.toml', '# first\nmodel = "x"   # why\n\n[tools]\nweb = true\n'],
} as const;
const AGENTS = Object.keys(SHARED) as (keyof typeof SHARED)[];

describe('T35 line ends of a file that we share', () => {
  it.each(AGENTS)('%s: CRLF stays CRLF, and comes back', (agent) => {
    const [file, content] = SHARED[agent];
    const own = content.replaceAll('\n', '\r\n');
    home.write(file, own);
    expect(run('switch', soul('atlas'), '--agent', agent)).toMatchObject(ok);
    const written = home.read(file).toString();
    expect(written).not.toBe(own);
    expect(written.replaceAll('\r\n', '')).not.toContain('\n');
    expect(run('clear', '--agent', agent)).toMatchObject(ok);
    expect(home.read(file).toString()).toBe(own);
  });

  it.each(AGENTS)('%s: a BOM and a missing last newline stay where they are', (agent) => {
    const [file, content] = SHARED[agent];
    const own = `${agent === 'codex' ? '' : '\uFEFF'}${content.trimEnd()}`;
    home.write(file, own);
    run('switch', soul('atlas'), '--agent', agent);
    expect(run('clear', '--agent', agent)).toMatchObject(ok);
    expect(home.read(file).toString()).toBe(own);
  });
});

describe('T36 files that we write', () => {
  it('have one link, are regular, lie inside the workspace, and keep mode and owner', () => {
    const workspace = home.openclaw();
    const files = ['SOUL.md', 'IDENTITY.md'];
    for (const file of files) home.write(path.join(workspace, file), 'mine\n', 0o640);
    const root = process.getuid?.() === 0;
    if (root) fs.chownSync(path.join(workspace, 'SOUL.md'), 4242, 4243);
    expect(
      home.run([
        'switch',
        soul('atlas', body('atlas'), { files: { 'IDENTITY.md': '- Atlas\n', 'STYLE.md': 'Short.\n' } }),
      ]),
    ).toMatchObject(ok);
    for (const file of [...files, 'STYLE.md']) {
      const stat = fs.lstatSync(path.join(workspace, file));
      expect([stat.isFile(), stat.nlink, fs.realpathSync(path.join(workspace, file))]).toEqual([
        true,
        1,
        path.join(workspace, file),
      ]);
      if (file !== 'STYLE.md') expect(stat.mode & 0o7777).toBe(0o640);
    }
    const { uid, gid } = fs.statSync(path.join(workspace, 'SOUL.md'));
    if (root) expect([uid, gid]).toEqual([4242, 4243]);
    expect(fs.readdirSync(workspace).sort()).toEqual(['.clawhub', 'IDENTITY.md', 'SOUL.md', 'STYLE.md']);
    for (const file of Object.keys(snapshot(path.join(workspace, '.clawhub')))) expect(file).not.toMatch(/\.tmp$/);
  });
});

describe('T37 a persona that is longer than the agent reads', () => {
  const LONG = `# Long\n\n${'The quick fox keeps the lighthouse at night. '.repeat(500)}\n`;

  it('is refused with the numbers; with --force it is said what will be cut, by status tools, too', () => {
    const workspace = home.openclaw();
    const before = snapshot(workspace);
    const ran = home.run(['switch', soul('long', LONG)]);
    expectOneError(ran, 'E_PERSONA_TOO_LONG', 7);
    for (const number of [String(LONG.length), '20000']) expect(ran.stderr).toContain(number);
    expect(snapshot(workspace)).toEqual(before);
    expect(home.run(['switch', soul('long', LONG), '--force'])).toMatchObject(ok);
    const doctor = home.run(['doctor']);
    expect(doctor.stdout).toMatch(/SOUL\.md has \d+ characters; OpenClaw reads 20000/);
    expect(doctor.code).toBe(8);
    expect(home.run(['why']).stdout).toMatch(/cut .*SOUL\.md/);
  });
});

describe('T38 a persona of the same size at the same time', () => {
  it('is a new file to whoever watches it, and it is said whether sessions will see it', () => {
    const workspace = home.openclaw();
    const file = path.join(workspace, 'SOUL.md');
    home.run(['switch', soul('aaa')]);
    const time = new Date('2026-01-01T00:00:00Z');
    fs.utimesSync(file, time, time);
    const before = fs.statSync(file);
    const ran = home.run(['switch', soul('bbb')]);
    fs.utimesSync(file, time, time);
    const after = fs.statSync(file);
    expect([after.size, after.mtimeMs]).toEqual([before.size, before.mtimeMs]);
    expect(after.ino).not.toBe(before.ino);
    expect(ran.stderr).toMatch(/running session: type \/new in OpenClaw .*takes effect: /);
  });
});

describe("T39 before the host's first start", () => {
  it("leaves the host's own first-run file alone, and says what the switch will mean", () => {
    const workspace = home.openclaw();
    home.write(path.join(workspace, 'BOOTSTRAP.md'), 'Who are you?\n');
    home.write(path.join(workspace, 'SOUL.md'), 'template\n');
    const before = snapshot(workspace);
    const ran = home.run(['switch', soul('atlas')]);
    expectOneError(ran, 'E_CONFIRM', 2);
    expect(ran.stderr).toContain('has not finished its first run');
    expect(snapshot(workspace)).toEqual(before);
    expect(home.run(['switch', soul('atlas'), '--yes'])).toMatchObject(ok);
    expect(fs.readFileSync(path.join(workspace, 'BOOTSTRAP.md'), 'utf8')).toBe('Who are you?\n');
    home.run(['clear']);
    expect(fs.readFileSync(path.join(workspace, 'SOUL.md'), 'utf8')).toBe('template\n');
    expect(fs.readFileSync(path.join(workspace, 'BOOTSTRAP.md'), 'utf8')).toBe('Who are you?\n');
  });
});

describe('T40 another tool writes the same file', () => {
  let workspace: string;
  beforeEach(() => {
    workspace = home.openclaw();
    home.write(path.join(workspace, 'SOUL.md'), 'mine\n');
  });

  it.each([
    ['personality-switcher', 'personalities/_personality_state.json', '{}'],
    ['personality-switcher', 'HEARTBEAT.md', 'Check _personality_state.json and restore.\n'],
    ['soul-guardian', 'HEARTBEAT.md', 'Run soul_guardian.py check\n'],
    ['OpenPersona', 'SOUL.md', 'mine\n<!-- OPENPERSONA_SOUL_START -->\nx\n<!-- OPENPERSONA_SOUL_END -->\n'],
  ])('%s is named before the switch, by what it leaves in %s', (tool, file, content) => {
    home.write(path.join(workspace, file), content);
    expect(home.run(['switch', soul('atlas'), '--dry-run']).stdout).toContain(tool);
    expect(home.run(['switch', soul('atlas')]).stdout).toContain(tool);
  });

  it('another installation of ours, with a store of its own, shares the history of the slot', () => {
    const other = { env: { SOULHUB_HOME: home.path('other-store') } };
    home.run(['switch', soul('atlas')]);
    expect(home.run(['switch', soul('brook')], other)).toMatchObject(ok);
    expect(home.json(['status'])).toMatchObject({ agents: [{ soul: 'brook', drift: false }] });
    expect(home.run(['clear'])).toMatchObject(ok);
    expect(fs.readFileSync(path.join(workspace, 'SOUL.md'), 'utf8')).toBe('mine\n');
  });

  it('after the fact status says that somebody changed it, and both texts are kept', () => {
    home.run(['switch', soul('atlas')]);
    fs.writeFileSync(path.join(workspace, 'SOUL.md'), 'theirs\n');
    expect(home.json(['status'])).toMatchObject({ agents: [{ soul: 'atlas', drift: true }] });
    expect(home.run(['status']).stdout).toMatch(/edited|changed/i);
    home.run(['switch', soul('brook')]);
    expect(lostTexts(home, workspace, 'SOUL.md', ['mine\n', body('atlas'), 'theirs\n', body('brook')])).toEqual([]);
    home.run(['clear']);
    expect(fs.readFileSync(path.join(workspace, 'SOUL.md'), 'utf8')).toBe('mine\n');
  });
});

describe('T41 configuration files of a host', () => {
  it.each(AGENTS)('%s: everything else in it stays byte for byte while a persona is active', (agent) => {
    const [file, own] = SHARED[agent];
    home.write(file, own, 0o600);
    run('switch', soul('atlas'), '--agent', agent);
    const written = home.read(file).toString();
    for (const line of own.split('\n').filter((row) => row.trim().length > 3)) {
      // A first key may share its line with ours.
      expect(written.includes(line.trim()), line).toBe(true);
    }
    expect(fs.statSync(home.path(file)).mode & 0o777).toBe(0o600);
    run('clear', '--agent', agent);
    expect(home.read(file).toString()).toBe(own);
  });

  it.each([
    ['claude', '.claude/settings.json', '{ "model": "opus", }'],
    ['claude', '.claude/settings.json', '{ // a comment\n "model": "opus" }'],
    ['codex', '.codex/config.toml', 'model = \n'],
  ])('%s: what cannot be parsed is not touched, and nothing else is either', (agent, file, broken) => {
    home.write(file, broken);
    const before = snapshot(home.path(path.dirname(file)));
    expectOneError(run('switch', soul('atlas'), '--agent', agent), 'E_AGENT_CONFIG', 8);
    expect(snapshot(home.path(path.dirname(file)))).toEqual(before);
  });

  it('openclaw.json is read as JSON5 and never written', () => {
    const config =
      "{\n  // mine\n  agents: { defaults: { workspace: '~/desk', }, },\n  heartbeat: { every: '30m' },\n}\n";
    home.write('.openclaw/openclaw.json', config);
    fs.mkdirSync(home.path('desk'));
    expect(home.run(['switch', soul('atlas')])).toMatchObject(ok);
    expect(home.read('desk/SOUL.md').toString()).toBe(body('atlas'));
    home.run(['clear']);
    expect(home.read('.openclaw/openclaw.json').toString()).toBe(config);
    home.write('.openclaw/openclaw.json', '{ agents: ');
    const before = snapshot(home.path('desk'));
    expectOneError(home.run(['switch', 'atlas']), 'E_AGENT_CONFIG', 8);
    expect(snapshot(home.path('desk'))).toEqual(before);
  });
});

describe('T42 removing packages', () => {
  const slotText = () => fs.readFileSync(path.join(work, 'SOUL.md'), 'utf8');
  beforeEach(() => {
    home.write('work/SOUL.md', 'mine\n');
    run('install', soul('atlas'), soul('brook'));
    run('switch', 'atlas');
  });

  it('one that is not active changes nothing that is', () => {
    const status = home.json(['status'], { cwd: work });
    expect(run('uninstall', 'brook')).toMatchObject(ok);
    expect(slotText()).toBe(body('atlas'));
    expect(home.json(['status'], { cwd: work })).toEqual(status);
  });

  it('the active one is cleared first', () => {
    expect(run('uninstall', 'atlas')).toMatchObject(ok);
    expect(slotText()).toBe('mine\n');
    expect(home.json(['status'], { cwd: work })).toMatchObject({ agents: [{ soul: null }] });
    expect(run('list').stdout).not.toContain('atlas');
  });

  it('in a file that is shared the text of the user stays byte for byte', () => {
    const [file, own] = SHARED.gemini;
    home.write(file, own);
    run('switch', 'brook', '--agent', 'gemini');
    expect(run('uninstall', 'brook', '--agent', 'gemini').code).not.toBe(0);
    run('clear', '--agent', 'gemini');
    expect(run('uninstall', 'brook')).toMatchObject(ok);
    expect(home.read(file).toString()).toBe(own);
  });
});

describe('T43 exit codes', () => {
  const names = COMMANDS.map(({ usage }) => usage.split(' ')[0] as string);

  it('every command: a flag that it does not know is code 2, in words and in JSON, and nothing is done', async () => {
    const before = snapshot(home.root);
    for (const half of [names.slice(0, names.length >> 1), names.slice(names.length >> 1)]) {
      await Promise.all(
        half.map(async (name) => {
          const plain = await home.start([name, '--no-such-flag'], { cwd: work });
          expect({ name, code: plain.code }).toEqual({ name, code: 2 });
          expect(plain.stderr.match(/^error: .+$/gm), name).toHaveLength(1);
          const { stdout, code } = await home.start([name, '--no-such-flag', '--json'], { cwd: work });
          expect({ name, code, error: JSON.parse(stdout).error.code }).toEqual({ name, code: 2, error: 'E_USAGE' });
        }),
      );
    }
    expect(snapshot(home.root)).toEqual(before);
  });

  const FAILING: readonly (readonly [ErrorCode, ...string[]])[] = [
    ['E_NOT_FOUND', 'install', 'nonesuch', '--offline'],
    ['E_NAME', 'install', '@Bad/Name'],
    ['E_RANGE', 'install', 'zhang-dai@>>1'],
    ['E_VERSION_NOT_FOUND', 'install', 'zhang-dai@99'],
    ['E_NOT_FOUND', 'switch', 'nonesuch', '--offline'],
    ['E_AGENT_UNKNOWN', 'switch', 'zhang-dai', '--agent', 'nobody'],
    ['E_NO_PREVIOUS', 'switch', '-'],
    ['E_LANG_NOT_FOUND', 'switch', 'zhang-dai', '--lang', 'fr', '--locale', 'strict'],
    ['E_NO_HISTORY', 'undo'],
    ['E_NO_HISTORY', 'redo'],
    ['E_STATE_NOT_FOUND', 'restore', '99'],
    ['E_NOT_INSTALLED', 'uninstall', 'nonesuch'],
    ['E_NOT_INSTALLED', 'pin', 'nonesuch'],
    ['E_NOT_FOUND', 'show', 'nonesuch', '--offline'],
    ['E_NOT_FOUND', 'validate', './nonesuch'],
    ['E_NOT_A_SOUL', 'pack', './empty'],
    ['E_NOT_FOUND', 'import', './nonesuch.md'],
    ['E_NOT_FOUND', 'scan', '--explain', 'nonesuch'],
    ['E_CONFIG', 'config', 'nonesuch', 'x'],
    ['E_USAGE', 'completion', 'tcsh'],
    ['E_OFFLINE', 'whoami', '--registry', 'http://127.0.0.1:9'],
  ];

  it.each(FAILING.map(([code, ...args]) => [code, args] as const))('%s: %j', (code, args) => {
    fs.mkdirSync(path.join(work, 'empty'));
    const ran = run(...args);
    expect({ code: ran.code, stderr: ran.stderr }).toMatchObject({
      code: ERRORS[code].exit,
      stderr: expect.stringContaining(code),
    });
  });

  it('0 only after it did what it says, and after doing nothing that was already so', () => {
    for (const args of [
      ['install', 'zhang-dai'],
      ['switch', 'zhang-dai'],
      ['switch', 'zhang-dai'],
      ['clear'],
      ['clear'],
      ['list'],
      ['status'],
      ['verify'],
      ['search', 'history'],
    ]) {
      expect({ args, code: run(...args).code }).toEqual({ args, code: 0 });
    }
  });

  it('the table of codes in the manual is the one that the program runs on', () => {
    const repository = path.resolve(import.meta.dirname, '../../..');
    const ran = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: repository, encoding: 'utf8' });
    expect(ran.stderr + ran.stdout).not.toMatch(/errors\.md/);
    const manual = fs.readFileSync(path.join(repository, 'docs/reference/errors.md'), 'utf8');
    const listed = manual.split(/^## Exit /m).flatMap((section) => {
      const exit = Number.parseInt(section, 10);
      return [...section.matchAll(/^\| `(E_\w+)` \| (\d+) \|/gm)].map(([, code, http]) => [code, exit, Number(http)]);
    });
    expect(listed.sort()).toEqual(
      Object.entries(ERRORS)
        .map(([code, { exit, http }]) => [code, exit, http])
        .sort(),
    );
  });
});

describe('T44 our own tool, or its skill, installed again while a persona is active', () => {
  beforeEach(() => {
    home.write('work/SOUL.md', 'mine\n');
    run('install', 'find-souls');
    run('switch', soul('atlas'));
  });

  it('the skill: the original stays the original', () => {
    for (const args of [
      ['install', 'find-souls', '--force'],
      ['update', '--all'],
      ['uninstall', 'find-souls'],
      ['install', 'find-souls'],
      ['doctor', '--fix'],
    ]) {
      expect({ args, code: run(...args).code }).toEqual({ args, code: 0 });
    }
    run('clear');
    expect(fs.readFileSync(path.join(work, 'SOUL.md'), 'utf8')).toBe('mine\n');
  });

  it('the program: another copy of it goes on where the first one was', () => {
    const repository = path.resolve(path.dirname(PROGRAM), '../../..');
    const copy = home.path('copy');
    fs.cpSync(path.join(repository, 'dist'), path.join(copy, 'dist'), { recursive: true });
    fs.copyFileSync(path.join(repository, 'package.json'), path.join(copy, 'package.json'));
    fs.symlinkSync(path.join(repository, 'node_modules'), path.join(copy, 'node_modules'));
    const again = (...args: string[]) =>
      spawnSync(process.execPath, [path.join(copy, 'dist/src/cli/launch.cjs'), ...args], {
        cwd: work,
        env: home.env,
        encoding: 'utf8',
      });
    expect(again('switch', soul('brook')).status).toBe(0);
    expect(again('switch', '-').status).toBe(0);
    fs.rmSync(copy, { recursive: true });
    expect(home.json(['status'], { cwd: work })).toMatchObject({ agents: [{ soul: 'atlas', drift: false }] });
    run('clear');
    expect(fs.readFileSync(path.join(work, 'SOUL.md'), 'utf8')).toBe('mine\n');
  });

  it.skip('the plugin (skipped: it comes with the issue about agents that switch by themselves)', () => {});
});

describe('T45 what is kept', () => {
  const texts = () =>
    home.json<{ slots: { entries: { id: number }[] }[] }>(['history'], { cwd: work }).slots[0]?.entries ?? [];

  it('a state that exists nowhere else is never pruned; a dry run lists what would go; the original never does', () => {
    home.write('work/SOUL.md', 'mine\n');
    run('install', soul('atlas'), soul('brook'));
    for (const name of ['atlas', 'brook', 'atlas', 'brook']) run('switch', name);
    home.write('work/SOUL.md', `${body('brook')}An edit.\n`);
    for (const name of ['atlas', 'brook']) run('switch', name);
    const all = texts().length;
    const before = snapshot(home.root);
    const dry = run('prune', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringMatching(/forgot [1-9]/) });
    expect(snapshot(home.root)).toEqual(before);
    expect(run('prune')).toMatchObject({ code: 0, stdout: dry.stdout });
    expect(texts().length).toBeLessThan(all);
    expect(dry.stdout).not.toMatch(/^ {2}1 {2}/m);
    expect(lostTexts(home, work, 'SOUL.md', ['mine\n', `${body('brook')}An edit.\n`, body('brook')])).toEqual([]);
    expect(run('prune').stdout).toMatch(/nothing to forget/);
    run('clear');
    expect(fs.readFileSync(path.join(work, 'SOUL.md'), 'utf8')).toBe('mine\n');
  });

  it('a text whose package is gone from the store exists nowhere else', () => {
    home.write('work/SOUL.md', 'mine\n');
    run('switch', soul('atlas'));
    run('switch', soul('brook'));
    run('switch', 'atlas');
    run('uninstall', 'brook');
    run('prune');
    expect(lostTexts(home, work, 'SOUL.md', [body('brook'), 'mine\n'])).toEqual([]);
  });

  it('twelve switches later the text of a user who had none before is still there', () => {
    run('install', soul('atlas'), soul('brook'));
    for (let round = 0; round < 6; round += 1) for (const name of ['atlas', 'brook']) run('switch', name);
    run('prune');
    run('clear');
    expect(fs.existsSync(path.join(work, 'SOUL.md'))).toBe(false);
  });
});
