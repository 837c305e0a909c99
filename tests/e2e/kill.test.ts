/**
 * The built program killed at every step it makes, every file operation of it failing once, kills at random times,
 * crowds of it, full and read-only disks. Whatever happens, the next command finds all old or all new, and the user's
 * own text comes back. What comes after the kill runs in this process, which makes a thousand of them affordable.
 * `SOULHUB_TEST_FULL=1` tries every error with every operation instead of one in turn, and every kill of a repair.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/core/sha256.ts';
import { canMount } from '../helpers/disks.ts';
import { type Answered, runHere } from '../helpers/here.ts';
import { type Home, makeHome, type Ran, writeSoul } from '../helpers/home.ts';

const FULL = process.env.SOULHUB_TEST_FULL === '1';
const NOW = { SOULHUB_NOW: '2026-01-01T00:00:00.000Z' };
/** Where the commands that follow are given: by the same clock, so that what they write can be compared. */
const WORK = { cwd: 'w', env: NOW };
/** A BOM, CRLF, no newline at the end: what editors do to text and nobody may undo. */
const MINE = Buffer.from('\uFEFF# mine\r\nline\r\nno newline at the end');

/** Packages that all tests here install from, in a folder that no test changes. */
let sources: Home;
const from = (name: string) => sources.path(name);

beforeAll(() => {
  sources = makeHome();
  for (const version of ['1.0.0', '2.0.0']) {
    const files = { 'IDENTITY.md': `name: Alpha ${version}\n`, 'STYLE.md': 'Short.\n' };
    writeSoul(sources, `${version}/alpha`, `# Alpha ${version}\n`, { version, files });
    writeSoul(sources, `${version}/beta`, `# Beta ${version}\n`, { version, files: { 'IDENTITY.md': 'name: Beta\n' } });
    for (const name of ['demo', 'other']) writeSkill(`${version}/${name}`, version);
  }
});
afterAll(() => sources.remove());

function writeSkill(folder: string, version: string): void {
  const name = path.basename(folder);
  sources.write(
    `${folder}/SKILL.md`,
    `---\nname: ${name}\ndescription: A ${name}.\nversion: ${version}\n---\n\nDo it.\n`,
  );
  sources.write(`${folder}/references/more.md`, `More of ${version}.\n`);
}

/** Some jobs side by side: most of the time of a run is waiting for a process. */
async function each<T>(
  jobs: readonly T[],
  work: (job: T) => Promise<void>,
  width = Math.max(2, os.availableParallelism()),
) {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await work(job);
  };
  await Promise.all(Array.from({ length: width }, worker));
}

// ── what there is to see ──────────────────────────────────────────────────────────────────────────────────────────────

type Part = 'slot' | 'skills' | 'pins' | 'store';
type Seen = Readonly<Record<Part, string>>;

function picture(root: string, below = ''): string[] {
  const folder = path.join(root, below);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .sort()
    .flatMap((entry) => {
      const name = path.join(below, entry);
      const stat = fs.lstatSync(path.join(root, name));
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isDirectory()) return [`${name}/`, ...picture(root, name)];
      return [`${name} ${mode} ${stat.isFile() ? sha256Hex(fs.readFileSync(path.join(root, name))) : 'special'}`];
    });
}

function json(file: string): Record<string, Record<string, { kind?: string }>> {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

/** What the next command says, and what lies there then. */
async function look(home: Home, parts: readonly Part[]): Promise<Seen> {
  const answer = async (words: string[]) => (await runHere(home, words, WORK)).answer;
  const status = parts.includes('slot') ? await answer(['status']) : null;
  const list = parts.some((part) => part !== 'slot') ? await answer(['list']) : null;
  const souls = Object.entries(json(home.path('w/.clawhub/souls-lock.json')).souls ?? {});
  const pins = (kind: 'skill' | 'soul') => souls.filter(([, entry]) => entry.kind === kind);
  const own = picture(home.path('w')).filter((name) => !/^(?:\.clawhub|skills)\//.test(name));
  const store = (list?.packages ?? []).filter(({ kind }: { kind: string }) => kind === 'soul');
  return {
    slot: JSON.stringify([
      own,
      status?.agents.map(({ soul, version, drift, problem }: Record<string, unknown>) => [
        soul,
        version,
        drift,
        problem,
      ]),
    ]),
    skills: JSON.stringify([
      picture(home.path('w/skills')),
      json(home.path('w/.clawhub/lock.json')).skills ?? {},
      pins('skill'),
    ]),
    pins: JSON.stringify(pins('soul')),
    store: JSON.stringify(store.map(({ name, version }: Record<string, unknown>) => [name, version])),
  };
}

/** Nothing of ours that was only meant for a moment. */
function leftovers(home: Home): string[] {
  return picture(home.root).filter((name) => /\.tmp(?:\/| |$)|\.old(?:\/| |$)|journal\.json|\.soulhub-/.test(name));
}

// ── what is done ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Scenario {
  readonly args: () => readonly string[];
  /** Commands that come before it. */
  readonly before: () => readonly (readonly string[])[];
  /** What it changes, in this order; each is all old or all new. */
  readonly parts: readonly Part[];
  /** Whether the same command can be given again after a kill. */
  readonly again: boolean;
}

const soul = (name: string, version = '1.0.0') => from(`${version}/${name}`);

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'switch (a first one)': {
    before: () => [['install', soul('alpha')]],
    args: () => ['switch', 'alpha'],
    parts: ['slot'],
    again: true,
  },
  'switch (to a soul with fewer files)': {
    before: () => [
      ['install', soul('alpha'), soul('beta')],
      ['switch', 'alpha'],
    ],
    args: () => ['switch', 'beta'],
    parts: ['slot'],
    again: true,
  },
  clear: { before: () => [['switch', soul('alpha')]], args: () => ['clear'], parts: ['slot'], again: true },
  undo: {
    before: () => [
      ['switch', soul('alpha')],
      ['switch', soul('beta')],
    ],
    args: () => ['undo'],
    parts: ['slot'],
    again: false,
  },
  redo: {
    before: () => [['switch', soul('alpha')], ['switch', soul('beta')], ['undo']],
    args: () => ['redo'],
    parts: ['slot'],
    again: false,
  },
  restore: {
    before: () => [
      ['switch', soul('alpha')],
      ['switch', soul('beta')],
    ],
    args: () => ['restore', '2'],
    parts: ['slot'],
    again: true,
  },
  'switch (with an install)': {
    before: () => [],
    args: () => ['switch', soul('alpha')],
    parts: ['store', 'slot'],
    again: true,
  },
  'install (a soul)': {
    before: () => [['install', soul('beta')]],
    args: () => ['install', soul('alpha')],
    parts: ['store', 'pins'],
    again: true,
  },
  'install (a skill)': {
    before: () => [['install', soul('other')]],
    args: () => ['install', soul('demo')],
    parts: ['skills'],
    again: true,
  },
  'update (a soul)': {
    before: () => [['install', from('now/alpha'), soul('beta')]],
    args: () => ['update', 'alpha'],
    parts: ['store', 'pins'],
    again: true,
  },
  'update (a skill)': {
    before: () => [['install', from('now/demo'), soul('other')]],
    args: () => ['update', 'demo'],
    parts: ['skills'],
    again: true,
  },
  'uninstall (a skill)': {
    before: () => [['install', soul('demo'), soul('other')]],
    args: () => ['uninstall', 'demo'],
    parts: ['skills'],
    again: true,
  },
  'uninstall (the active soul)': {
    before: () => [
      ['install', soul('alpha'), soul('beta')],
      ['switch', 'alpha'],
    ],
    args: () => ['uninstall', 'alpha'],
    parts: ['slot', 'pins', 'store'],
    again: true,
  },
};

interface Stage {
  readonly scenario: Scenario;
  /** A machine just before the command. */
  readonly template: Home;
  readonly old: Seen;
  readonly fresh: Seen;
  /** Each step of the command, with its number: `fsync@3`. */
  readonly steps: readonly string[];
}

function done(ran: Ran): Ran {
  if (ran.code !== 0) throw new Error(`${ran.signal ?? ran.code}: ${ran.stdout}${ran.stderr}`);
  return ran;
}

function succeeded({ code, answer }: Answered): void {
  if (code !== 0) throw new Error(JSON.stringify(answer));
}

function copyOf(template: Home): Home {
  const home = makeHome();
  fs.cpSync(template.root, home.root, { recursive: true });
  return home;
}

/** What the source of an update holds. */
function publish(version: string): void {
  for (const name of ['alpha', 'demo']) {
    fs.rmSync(from(`now/${name}`), { recursive: true, force: true });
    fs.cpSync(from(`${version}/${name}`), from(`now/${name}`), { recursive: true });
  }
}

async function setStage(scenario: Scenario): Promise<Stage> {
  const template = makeHome();
  template.write('w/SOUL.md', MINE, 0o640);
  publish('1.0.0');
  const cwd = template.path('w');
  for (const args of scenario.before()) done(template.run(args, { cwd, env: NOW }));
  publish('2.0.0');
  const old = await look(template, scenario.parts);
  const home = copyOf(template);
  const trace = home.path('trace');
  done(home.run(scenario.args(), { cwd: home.path('w'), env: { ...NOW, SOULHUB_FAULT_TRACE: trace } }));
  const steps = numbered(fs.readFileSync(trace, 'utf8').trim().split('\n'));
  fs.rmSync(trace);
  const fresh = await look(home, scenario.parts);
  expect(leftovers(home)).toEqual([]);
  home.remove();
  return { scenario, template, old, fresh, steps };
}

function numbered(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return `${name}@${seen.get(name)}`;
  });
}

/** How far it came: 0 nothing, 1 the first part, … Throws when a part is neither old nor new, or one came too early. */
function progress({ scenario, old, fresh }: Stage, seen: Seen): number {
  const parts = scenario.parts.map((part) => {
    if (seen[part] === fresh[part]) return true;
    if (seen[part] === old[part]) return false;
    throw new Error(`${part} is neither old nor new:\n${seen[part]}\nold: ${old[part]}\nnew: ${fresh[part]}`);
  });
  const first = parts.indexOf(false);
  if (first !== -1 && parts.slice(first).includes(true)) throw new Error(`out of order: ${parts}`);
  return first === -1 ? parts.length : first;
}

const inPlace = (home: Home) => {
  const mode = (fs.statSync(home.path('w/SOUL.md')).mode & 0o7777).toString(8);
  return `${mode} ${sha256Hex(home.read('w/SOUL.md'))}`;
};

/** The command is given again, or `clear`; then nothing may be missing and nothing may be left. */
async function finish(stage: Stage, home: Home, complete: boolean): Promise<void> {
  const { scenario, fresh } = stage;
  const run = (words: readonly string[]) => runHere(home, words, WORK);
  if (scenario.again) {
    const { code, answer } = await run(scenario.args());
    const gone = complete && scenario.args()[0] === 'uninstall';
    expect([code, answer]).toEqual([gone ? 3 : 0, expect.anything()]);
    expect(await look(home, scenario.parts)).toEqual(fresh);
  }
  succeeded(await run(['clear']));
  // One more change of every kind takes away what lies about.
  succeeded(await run(['install', soul('other'), soul('beta')]));
  succeeded(await run(['switch', 'beta']));
  succeeded(await run(['clear']));
  expect(inPlace(home)).toBe(`640 ${sha256Hex(MINE)}`);
  expect(home.has('w/IDENTITY.md')).toBe(false);
  expect(leftovers(home)).toEqual([]);
}

async function attempt(
  stage: Stage,
  fault: string,
  judge: (ran: Ran, came: number, home: Home) => void | Promise<void>,
): Promise<void> {
  const home = copyOf(stage.template);
  try {
    const args = [...stage.scenario.args(), '--json'];
    const ran = await home.start(args, { cwd: home.path('w'), env: { ...NOW, SOULHUB_FAULT: fault } });
    const came = progress(stage, await look(home, stage.scenario.parts));
    await judge(ran, came, home);
    await finish(stage, home, came === stage.scenario.parts.length);
  } catch (error) {
    throw new Error(`${fault}: ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    home.remove();
  }
}

const ERRORS = ['ENOSPC', 'EIO', 'EACCES'] as const;
const OPERATIONS = /^(?:write|rename|fsync|mkdir|unlink|link|lock|sign)@/;

describe.each(Object.entries(SCENARIOS))('%s', (name, scenario) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(scenario);
  });
  afterAll(() => stage.template.remove());

  it('killed at each of its steps', { timeout: 300_000 }, async () => {
    const reached = new Map<number, number>();
    await each(stage.steps, (step) =>
      attempt(stage, `${step}=kill`, ({ signal }, came) => {
        expect(signal).toBe('SIGKILL');
        reached.set(came, (reached.get(came) ?? 0) + 1);
      }),
    );
    console.log(`${name}: ${stage.steps.length} kills, parts done: ${JSON.stringify(Object.fromEntries(reached))}`);
    expect(reached.get(0)).toBeGreaterThan(0);
  });

  it('each of its file operations failing once', { timeout: 600_000 }, async () => {
    const operations = stage.steps.filter((step) => OPERATIONS.test(step));
    const faults = operations.flatMap((step, at) =>
      (FULL ? ERRORS : [ERRORS[at % ERRORS.length]]).map((code) => `${step}=${code}`),
    );
    let survived = 0;
    await each(faults, (fault) =>
      attempt(stage, fault, ({ code, stdout }, came) => {
        const complete = came === scenario.parts.length;
        if (code === 0) survived++;
        expect([code, complete]).toEqual(complete ? [0, true] : [8, false]);
        if (code !== 0)
          expect(JSON.parse(stdout).error).toMatchObject({ code: 'E_FILE', details: { errno: fault.split('=')[1] } });
        if (code !== 0 && scenario.parts.length === 1) expect(came).toBe(0);
      }),
    );
    console.log(`${name}: ${faults.length} errors, ${survived} of them without harm`);
  });
});

describe('killed twice', () => {
  it.each(['switch (to a soul with fewer files)', 'update (a skill)'])(
    '%s: the command that repairs it is killed at each of its steps',
    { timeout: 300_000 },
    async (name) => {
      const stage = await setStage(SCENARIOS[name] as Scenario);
      const next = stage.scenario.parts[0] === 'slot' ? 'status' : 'list';
      const halfway = stage.steps.filter((step) =>
        /^(?:journal|staged|replaced|commit|committed|skill-journal|built|moved|swapped|locked|dropped)@/.test(step),
      );
      let kills = 0;
      await each(halfway, async (step) => {
        const trace = path.join(sources.root, `trace-${step}`);
        const start = (home: Home, env: Record<string, string>, args: readonly string[]) =>
          home.start(args, { cwd: home.path('w'), env: { ...NOW, ...env } });
        const probe = copyOf(stage.template);
        await start(probe, { SOULHUB_FAULT: `${step}=kill` }, stage.scenario.args());
        await start(probe, { SOULHUB_FAULT_TRACE: trace }, [next]);
        probe.remove();
        const repairs = fs.existsSync(trace) ? numbered(fs.readFileSync(trace, 'utf8').trim().split('\n')) : [];
        for (const repair of repairs) {
          kills++;
          const home = copyOf(stage.template);
          await start(home, { SOULHUB_FAULT: `${step}=kill` }, stage.scenario.args());
          expect((await start(home, { SOULHUB_FAULT: `${repair}=kill` }, [next])).signal).toBe('SIGKILL');
          const came = progress(stage, await look(home, stage.scenario.parts));
          await finish(stage, home, came === stage.scenario.parts.length);
          home.remove();
        }
      });
      console.log(`${name}: ${kills} kills of a repair`);
      stage.template.remove();
    },
  );
});

describe('at any time', () => {
  /** What each state of the slot looks like, by soul. */
  const STATES: Readonly<Record<string, readonly string[]>> = {
    null: ['SOUL.md'],
    alpha: ['IDENTITY.md', 'SOUL.md', 'STYLE.md'],
    beta: ['IDENTITY.md', 'SOUL.md'],
  };

  function expectWhole(home: Home): void {
    const cwd = home.path('w');
    const { agents } = home.json<{ agents: { soul: string | null; drift: boolean; problem: unknown }[] }>(['status'], {
      cwd,
      env: NOW,
    });
    const [{ soul: active, drift, problem } = { soul: '', drift: true, problem: null }] = agents;
    expect([drift, problem]).toEqual([false, null]);
    const there = fs
      .readdirSync(cwd)
      .filter((file) => file.endsWith('.md'))
      .sort();
    expect([active, there]).toEqual([active, STATES[String(active)]]);
    const text = home.read('w/SOUL.md');
    expect(
      active === null ? text.equals(MINE) : text.toString().startsWith(`# ${active === 'alpha' ? 'Alpha' : 'Beta'}`),
    ).toBe(true);
    const { packages } = home.json<{ packages: { name: string; condition: string | null }[] }>(['list'], {
      cwd,
      env: NOW,
    });
    const skills = packages.filter(({ condition }) => condition !== null);
    expect(skills.every(({ condition }) => condition === 'clean')).toBe(true);
    const folders = fs.existsSync(home.path('w/skills'))
      ? fs.readdirSync(home.path('w/skills')).filter((n) => !n.startsWith('.'))
      : [];
    expect(folders.sort()).toEqual(skills.map(({ name }) => name).sort());
    const souls = json(home.path('w/.clawhub/souls-lock.json')).souls ?? {};
    expect(
      Object.keys(souls)
        .filter((name) => souls[name]?.kind === 'skill')
        .sort(),
    ).toEqual(folders);
  }

  it('50 kills in one life of a workspace', { timeout: 300_000 }, () => {
    const seed = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
    let state = seed;
    const random = (below: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return Math.floor((state / 0x80000000) * below);
    };
    const home = makeHome();
    const cwd = home.path('w');
    home.write('w/SOUL.md', MINE, 0o640);
    done(home.run(['install', soul('alpha'), soul('beta')], { cwd, env: NOW }));
    const commands = [
      ['switch', 'alpha'],
      ['switch', 'beta'],
      ['clear'],
      ['undo'],
      ['redo'],
      ['install', soul('demo')],
      ['uninstall', 'demo'],
      ['install', soul('demo', '2.0.0'), '--force'],
    ];
    let kills = 0;
    try {
      for (let round = 0; kills < 50 && round < 200; round++) {
        const args = commands[random(commands.length)] as string[];
        // Node alone takes half of this; what comes after is the work.
        const { signal } = home.run(args, { cwd, env: NOW, killAfter: 60 + random(120) });
        if (signal !== null) kills++;
        expectWhole(home);
      }
      done(home.run(['clear'], { cwd, env: NOW }));
      expect(inPlace(home)).toBe(`640 ${sha256Hex(MINE)}`);
    } catch (error) {
      throw new Error(`KILL_SEED=${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
    } finally {
      home.remove();
    }
    expect(kills).toBe(50);
  });

  describe.each([2, 8])('%i processes at once', (crowd) => {
    it('one after the other: no state, no entry and no process is left hanging', { timeout: 180_000 }, async () => {
      const home = makeHome();
      const cwd = home.path('w');
      home.write('w/SOUL.md', MINE, 0o640);
      done(home.run(['install', soul('alpha'), soul('beta')], { cwd, env: NOW }));
      const rounds = crowd === 2 ? 8 : 4;
      const entries = new Set<number>();
      const worker = async (number: number) => {
        for (let round = 0; round < rounds; round++) {
          const name = `p${number}-${round}`;
          writeSoul(sources, `crowd/${name}`, `# ${name}\n`);
          writeSkill(`crowd/s-${name}`, '1.0.0');
          const commands = [
            ['switch', round % 2 ? 'alpha' : 'beta'],
            ['install', from(`crowd/${name}`), from(`crowd/s-${name}`)],
            [['clear'], ['undo'], ['redo']][(number + round) % 3] as string[],
          ];
          for (const args of commands) {
            const ran = await home.start([...args, '--json'], { cwd, env: NOW, killAfter: 30_000 });
            expect(ran.signal).toBeNull();
            // Only undo and redo may find nothing to do.
            expect(['undo', 'redo'].includes(args[0] ?? '') ? [0, 3] : [0]).toContain(ran.code);
            const [slot] = ran.code === 0 ? (JSON.parse(ran.stdout).slots ?? []) : [];
            if (slot?.changed) entries.add(slot.entry);
          }
        }
      };
      await Promise.all(Array.from({ length: crowd }, (_, number) => worker(number)));
      expectWhole(home);
      const { slots } = home.json<{ slots: { entries: { id: number; files: Record<string, string> }[] }[] }>(
        ['history'],
        { cwd, env: NOW },
      );
      const known = new Set(slots[0]?.entries.map(({ id }) => id));
      expect([...entries].filter((id) => !known.has(id))).toEqual([]);
      const names = Array.from({ length: crowd }, (_, n) =>
        Array.from({ length: rounds }, (_x, round) => `p${n}-${round}`),
      ).flat();
      const souls = Object.keys(json(home.path('w/.clawhub/souls-lock.json')).souls ?? {});
      const skills = Object.keys(json(home.path('w/.clawhub/lock.json')).skills ?? {});
      expect(souls.sort()).toEqual([...names, ...names.map((name) => `s-${name}`), 'alpha', 'beta'].sort());
      expect(skills.sort()).toEqual(names.map((name) => `s-${name}`).sort());
      done(home.run(['clear'], { cwd, env: NOW }));
      expect(inPlace(home)).toBe(`640 ${sha256Hex(MINE)}`);
      expect(leftovers(home)).toEqual([]);
      home.remove();
    });
  });
});

// ── disks ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

describe.skipIf(!canMount())('a disk of its own (skipped where nothing can be mounted)', () => {
  let home: Home;
  let disk = '';

  const mount = (...options: string[]) => execFileSync('mount', [...options, disk]);
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    home.run([...args, '--json'], { cwd: disk, env: { ...NOW, ...env } });
  /** Takes what is left of the disk but so many bytes. */
  const fill = (free: number) => {
    const { bavail, bsize } = fs.statfsSync(disk);
    fs.writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - free)));
  };
  const text = () => fs.readFileSync(path.join(disk, 'SOUL.md'));
  const names = () =>
    fs
      .readdirSync(disk)
      .filter((name) => name !== 'ballast')
      .sort();

  beforeAll(() => {
    home = makeHome();
    done(home.run(['install', soul('alpha'), soul('beta')], { env: NOW }));
  });
  afterAll(() => home.remove());
  afterEach(() => {
    execFileSync('umount', [disk]);
    fs.rmdirSync(disk);
  });

  function makeDisk(): void {
    disk = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-disk-'));
    mount('-t', 'tmpfs', '-o', 'size=256k', 'tmpfs');
    fs.writeFileSync(path.join(disk, 'SOUL.md'), MINE, { mode: 0o640 });
  }

  it('full: the error says so, nothing is changed, and with room it works', () => {
    for (let free = 0; free <= 96; free += 4) {
      makeDisk();
      fill(free * 1024);
      const { code, stdout } = run(['switch', 'alpha']);
      if (code !== 0) {
        expect([code, JSON.parse(stdout).error]).toMatchObject([8, { code: 'E_FILE', details: { errno: 'ENOSPC' } }]);
        expect([names().filter((name) => name !== '.clawhub'), text().equals(MINE)]).toEqual([['SOUL.md'], true]);
        fs.rmSync(path.join(disk, 'ballast'));
        expect(run(['status']).stdout).toContain('"soul":null');
        expect(run(['switch', 'alpha']).code).toBe(0);
      }
      expect(text().toString()).toBe('# Alpha 1.0.0\n');
      fs.rmSync(path.join(disk, 'ballast'), { force: true });
      expect([run(['clear']).code, text().equals(MINE)]).toEqual([0, true]);
      expect(picture(disk).filter((name) => /\.tmp| journal/.test(name))).toEqual([]);
      if (free < 96) {
        execFileSync('umount', [disk]);
        fs.rmdirSync(disk);
      } else expect(code).toBe(0);
    }
  });

  it('full while a soul is active: it stays whole, and clear works again with room', () => {
    makeDisk();
    expect(run(['switch', 'alpha']).code).toBe(0);
    fill(0);
    for (const args of [['clear'], ['switch', 'beta'], ['undo']]) {
      const { code, stdout } = run(args);
      expect([code, JSON.parse(stdout).error.details.errno]).toEqual([8, 'ENOSPC']);
      expect(JSON.parse(run(['status']).stdout).agents[0]).toMatchObject({
        soul: 'alpha',
        drift: false,
        problem: null,
      });
    }
    fs.rmSync(path.join(disk, 'ballast'));
    expect([run(['clear']).code, text().equals(MINE)]).toEqual([0, true]);
  });

  it('full for skills and lock files: each install is whole or not there', () => {
    makeDisk();
    done(run(['install', soul('other')]));
    const lock = () => Object.keys(json(path.join(disk, '.clawhub/lock.json')).skills ?? {});
    const pins = () => Object.keys(json(path.join(disk, '.clawhub/souls-lock.json')).souls ?? {});
    const shown = () => [lock().sort(), pins().sort(), fs.readdirSync(path.join(disk, 'skills')).sort()];
    for (let free = 0; free <= 64; free += 4) {
      fill(free * 1024);
      const { code, stdout } = run(['install', soul('demo')]);
      fs.rmSync(path.join(disk, 'ballast'));
      if (code !== 0) expect(JSON.parse(stdout).error.details.errno).toBe('ENOSPC');
      const expected = code === 0 ? ['demo', 'other'] : ['other'];
      run(['list']);
      expect(shown()).toEqual([expected, expected, expected]);
      if (code === 0) done(run(['uninstall', 'demo']));
      if (free === 64) expect(code).toBe(0);
    }
  });

  it('read-only: everything can be looked at, nothing is changed, and the error says why', () => {
    makeDisk();
    expect(run(['switch', 'alpha']).code).toBe(0);
    const before = picture(disk);
    mount('-o', 'remount,ro');
    for (const args of [['switch', 'beta'], ['clear'], ['undo'], ['restore', '1'], ['install', soul('demo')]]) {
      const { code, stdout } = run(args);
      expect([args[0], code, JSON.parse(stdout).error]).toMatchObject([
        args[0],
        8,
        { code: 'E_FILE', details: { errno: 'EROFS' } },
      ]);
    }
    for (const args of [['status'], ['history'], ['list'], ['switch', 'beta', '--dry-run'], ['clear', '--dry-run']])
      expect([args, run(args).code]).toEqual([args, 0]);
    expect(picture(disk)).toEqual(before);
    mount('-o', 'remount,rw');
    expect([run(['clear']).code, text().equals(MINE)]).toEqual([0, true]);
  });

  it('read-only after a kill: status says what stands in the way, and with a writable disk it is settled', () => {
    makeDisk();
    expect(run(['switch', 'alpha']).code).toBe(0);
    expect(run(['switch', 'beta'], { SOULHUB_FAULT: 'replaced@1=kill' }).signal).toBe('SIGKILL');
    mount('-o', 'remount,ro');
    expect(JSON.parse(run(['status']).stdout).agents[0].problem).toMatchObject({
      code: 'E_FILE',
      details: { errno: 'EROFS' },
    });
    mount('-o', 'remount,rw');
    expect(JSON.parse(run(['status']).stdout).agents[0]).toMatchObject({ soul: 'alpha', drift: false, problem: null });
    expect([run(['clear']).code, text().equals(MINE)]).toEqual([0, true]);
  });
});
