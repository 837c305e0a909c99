/** `run`, whatever program is started: only the agent's own gets its flags, and no text of a persona is ever a command. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOneError } from '../helpers/expect.ts';
import { type Home, makeHome, type RunOptions, snapshot, writeSoul } from '../helpers/home.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
  home.write('.codex/config.toml', 'model = "x"\n');
  home.write('.claude/settings.json', '{}\n');
});
afterEach(() => home.remove());

/** A program on the PATH that keeps its arguments and the slots it finds. */
function fake(name: string): string {
  const script = `#!/bin/sh
for word in "$@"; do printf '%s\\0' "$word"; done > "$HOME/argv"
cat "$HOME/.codex/config.toml" "$HOME/.claude/output-styles/soulhub.md" > "$HOME/slots" 2>/dev/null
exit 7
`;
  return home.write(`bin/${name}`, script, 0o755);
}

const argv = () => home.read('argv').toString().split('\0').slice(0, -1);
const onPath = () => ({ env: { PATH: `${home.path('bin')}:${process.env.PATH}` } });

describe('a persona that holds words of a shell', () => {
  const words = () => {
    const touch = `touch ${home.path('PWNED')}`;
    return [`$(${touch})`, `\`${touch}\``, `"; ${touch}; "`, `'; ${touch}; '`, `" & ${touch} & rem "`];
  };
  const run = (agent: string, ...command: string[]) =>
    home.run(['run', '--soul', './ev', '--agent', agent, '--yes', '--', ...command], onPath());

  beforeEach(() => {
    writeSoul(home, 'ev', `# Ev\n\nA kind helper.\n\n${words().join('\n\n')}\n`);
  });
  afterEach(() => expect(home.has('PWNED')).toBe(false));

  const settings = () => [home.read('.codex/config.toml').toString(), home.read('.claude/settings.json').toString()];

  describe.each(['codex', 'claude'])('for %s', (agent) => {
    it.each([
      ['sh', '-c', 'echo HELLO'],
      ['env', 'sh', '-c', 'echo HELLO'],
      ['/bin/sh', '-c', 'echo HELLO'],
    ])('reaches %s as a slot only, which is given back', (...command) => {
      const own = settings();
      const ran = run(agent, ...command);
      expect(ran).toMatchObject({ code: 0, stdout: 'HELLO\n' });
      expect(ran.stderr).toContain('given back afterwards');
      expect(settings()).toEqual(own);
      expect(home.has('.claude/output-styles')).toBe(false);
    });

    it.each(['env', 'npx.cmd', `${agent}.cmd`, 'other-agent'])(
      'is in the slot for %s, and in no argument',
      (program) => {
        fake(program.replace('env', agent));
        expect(run(agent, program, ...(program === 'env' ? [agent] : []), 'hi').code).toBe(7);
        expect(argv()).toEqual(['hi']);
        expect(home.read('slots').toString()).toContain('A kind helper.');
        expect(settings()).toEqual(['model = "x"\n', '{}\n']);
      },
    );

    it.each(['name', 'path', 'exe'])("goes to the agent's own program as its flag (%s)", (called) => {
      const file = fake(called === 'exe' ? `${agent}.exe` : agent);
      const ran = run(agent, called === 'name' ? agent : file, 'exec', 'hi');
      expect(ran.code).toBe(7);
      expect(ran.stderr).not.toContain('given back');
      expect(argv().slice(-2)).toEqual(['exec', 'hi']);
      expect(argv()[0]).toBe(agent === 'codex' ? '-c' : '--append-system-prompt-file');
      expect(argv()).toHaveLength(4);
      if (agent === 'codex') for (const line of words()) expect(argv()[1]).toContain(JSON.stringify(line).slice(1, -1));
      expect(home.read('slots').toString()).not.toContain('A kind helper.');
    });
  });

  it("is not given to one agent by another's flag", () => {
    fake('codex');
    expect(run('claude', 'codex', 'hi').code).toBe(7);
    expect(argv()).toEqual(['hi']);
    expect(home.read('slots').toString()).toContain('A kind helper.');
    expect(fs.readdirSync(home.path('.claude'))).toEqual(['settings.json']);
  });
});

describe('what was edited in the session', () => {
  const session = ['run', '--soul', 'zhang-dai', '--agent', 'folder'];
  const edits = ['--', 'sh', '-c', 'echo Learned since. >> SOUL.md; echo said; exit 4'];

  it('is kept, and its number is told', () => {
    const { code, stderr } = home.run([...session, ...edits]);
    expect(code).toBe(4);
    const restore = /kept as entry \d+: clawhub (restore \d+ --agent folder)/.exec(stderr)?.[1] ?? '';
    expect(home.has('SOUL.md')).toBe(false);
    expect(home.run(restore.split(' ')).code).toBe(0);
    expect(home.read('SOUL.md').toString()).toContain('Learned since.');
  });

  it('is in the answer of --json, the only thing on stdout', () => {
    const { code, stdout, stderr } = home.run([...session, '--json', ...edits]);
    expect(code).toBe(4);
    expect(stderr).toContain('said\n');
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ soul: 'zhang-dai', agent: 'folder', how: 'switch', exit: 4, dryRun: false });
    expect(home.run(['restore', `${answer.keptEdit}`, '--agent', 'folder']).code).toBe(0);
    expect(home.read('SOUL.md').toString()).toContain('Learned since.');
  });

  it('is told with the place that was named', () => {
    const at = ['run', '--soul', 'zhang-dai', '--slot', 'my notes.md'];
    const { stderr } = home.run([...at, '--', 'sh', '-c', 'echo x >> "my notes.md"']);
    expect(stderr).toMatch(/clawhub restore \d+ --slot 'my notes\.md'\n/);
  });

  it('is nothing where nobody edited it, whatever was edited before', () => {
    home.run([...session, ...edits]);
    const { stdout, stderr } = home.run([...session, '--json', '--', 'true']);
    expect(stderr).not.toContain('kept as entry');
    expect(JSON.parse(stdout)).toMatchObject({ exit: 0, keptEdit: null });
  });
});

describe('a dry run', () => {
  const dry = ['run', '--soul', 'zhang-dai', '--dry-run'];

  it('shows what would change, and the command as it could be typed', () => {
    const { code, stdout } = home.run([...dry, '--agent', 'folder', '--', 'sh', '-c', "echo RAN 'x'"]);
    expect(code).toBe(0);
    expect(stdout).toContain('Folder: would be switched to Zhang Dai');
    expect(stdout).toContain('+# Zhang Dai');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(String.raw`sh -c 'echo RAN '\''x'\'''`);
    expect(home.has('SOUL.md')).toBe(false);
  });

  it('says that nothing changes where the agent takes the persona itself', () => {
    const { stdout, stderr } = home.run([...dry, '--', 'codex', 'exec', 'two words']);
    expect(stdout).toMatch(/^codex -c 'developer_instructions=.*' exec 'two words'\n$/);
    expect(stderr).toContain('no file of yours would be changed');
  });

  it('has both in its JSON', () => {
    const answer = JSON.parse(home.run([...dry, '--json', '--agent', 'folder', '--', 'sh', '-c', 'echo RAN']).stdout);
    expect(answer).toMatchObject({ dryRun: true, command: ['sh', '-c', 'echo RAN'] });
    expect(answer.slots).toMatchObject([{ changed: true, files: [{ path: home.path('SOUL.md'), change: 'create' }] }]);
  });
});

/** Runs a session that goes on until `end` (or the end of a test that failed), beside whatever a test does meanwhile. */
async function startSession(args: readonly string[], options: RunOptions = {}) {
  const mark = home.path(`end-${randomBytes(4).toString('hex')}`);
  const agent = ['sh', '-c', `echo STARTED; while [ -d "${home.root}" ] && [ ! -e "${mark}" ]; do sleep 0.05; done`];
  const { ended } = await home.startUntil(['run', ...args, '--', ...agent], /STARTED/, options);
  return {
    end: async () => {
      fs.writeFileSync(mark, '');
      const { code, stderr } = await ended;
      expect(code, stderr).toBe(0);
    },
  };
}

describe('what others do during the session', () => {
  const session = ['--soul', 'zhang-dai', '--agent', 'folder'];
  const here = (...args: string[]) => {
    const ran = home.run([...args, '--agent', 'folder']);
    expect(ran.code, ran.stderr).toBe(0);
    return ran.stdout;
  };
  const text = () => home.read('SOUL.md').toString();
  beforeEach(() => {
    home.write('SOUL.md', 'my own\n');
  });

  it('a switch stays, and its undo leads to what was there before the session', async () => {
    const { end } = await startSession(session);
    here('switch', 'go-backend-expert');
    await end();
    expect(text()).toContain('# Go Backend Expert');
    here('undo');
    expect(text()).toBe('my own\n');
    here('redo');
    expect(text()).toContain('# Go Backend Expert');
  });

  it('an undo gives the slot back early, and redo leads where it led before the session', async () => {
    here('switch', 'go-backend-expert');
    here('undo');
    const { end } = await startSession(session);
    here('undo');
    expect(text()).toBe('my own\n');
    await end();
    here('redo');
    expect(text()).toContain('# Go Backend Expert');
  });

  it('a switch to the very soul of the session keeps it for good', async () => {
    const { end } = await startSession(session);
    expect(here('switch', 'zhang-dai')).not.toContain('already');
    await end();
    expect(text()).toContain('# Zhang Dai');
    here('undo');
    expect(text()).toBe('my own\n');
  });
});

describe('in a project', () => {
  const use = (...args: string[]) => home.run(args, { cwd: home.path('repo') });
  beforeEach(() => {
    fs.mkdirSync(home.path('repo', '.git'), { recursive: true });
  });

  it('the soul of a session is noted nowhere', () => {
    const before = snapshot(home.path('repo'));
    const { code, stdout } = use(
      'run',
      '--soul',
      'zhang-dai',
      '--project',
      '--agent',
      'gemini',
      '--',
      'cat',
      'GEMINI.md',
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('# Zhang Dai')]);
    expect(snapshot(home.path('repo'))).toEqual(before);
  });

  it('what is noted stays as it is', () => {
    expect(use('switch', 'go-backend-expert', '--project', '--agent', 'gemini').code).toBe(0);
    const notes = () => ['souls.json', 'souls-lock.json'].map((name) => home.read(`repo/.clawhub/${name}`).toString());
    const before = [...notes(), home.read('repo/GEMINI.md').toString()];
    expect(use('run', '--soul', 'zhang-dai', '--project', '--agent', 'gemini', '--', 'true').code).toBe(0);
    expect([...notes(), home.read('repo/GEMINI.md').toString()]).toEqual(before);
  });
});

describe('two sessions at once', () => {
  const repo = () => ({ cwd: home.path('repo') });
  const of = (agent: string, soul = 'zhang-dai') => ['--soul', soul, '--project', '--agent', agent];
  const gemini = () => home.read('repo/GEMINI.md').toString();
  const leases = () => fs.readdirSync(home.path('repo/.clawhub/souls')).filter((name) => name.startsWith('session-'));
  beforeEach(() => {
    fs.mkdirSync(home.path('repo', '.git'), { recursive: true });
    home.write('repo/GEMINI.md', 'my own\n');
    // So that what follows has nothing to fetch.
    expect(home.run(['install', 'zhang-dai', 'go-backend-expert']).code).toBe(0);
  });

  it.each(['first', 'last'])('in different slots of one folder, the one that began first ending %s', async (order) => {
    const before = snapshot(home.path('repo'));
    const sessions = [await startSession(of('gemini'), repo()), await startSession(of('qwen'), repo())];
    expect([gemini(), home.read('repo/QWEN.md').toString()]).toEqual(Array(2).fill(expect.stringContaining('# Zhang')));
    for (const { end } of order === 'first' ? sessions : sessions.reverse()) await end();
    expect(snapshot(home.path('repo'))).toEqual(before);
  });

  it('in one slot: the second is refused and changes nothing, and may begin when the first has ended', async () => {
    const before = snapshot(home.path('repo'));
    const second = ['run', ...of('gemini', 'go-backend-expert'), '--', 'cat', 'GEMINI.md'];
    const { end } = await startSession(of('gemini'), repo());
    const meanwhile = snapshot(home.path('repo'));
    for (const flags of [[], ['--dry-run'], ['--lang', 'zh']]) {
      const ran = home.run([...second.slice(0, 1), ...flags, ...second.slice(1)], repo());
      expectOneError(ran, 'E_LOCKED', 8);
      expect(ran.stderr).toMatch(flags.includes('zh') ? /请先结束该会话/ : /hint: end that session first/);
      expect(snapshot(home.path('repo'))).toEqual(meanwhile);
    }
    await end();
    expect(snapshot(home.path('repo'))).toEqual(before);
    expect(home.run(second, repo())).toMatchObject({ code: 0, stdout: expect.stringContaining('# Go Backend') });
    expect(snapshot(home.path('repo'))).toEqual(before);
  });

  it('started at the same moment: one has the slot, and it is given back', async () => {
    const before = snapshot(home.path('repo'));
    const begin = () => home.start(['run', ...of('gemini'), '--', 'cat', 'GEMINI.md'], repo());
    const ran = await Promise.all([begin(), begin(), begin()]);
    for (const { code, stdout } of ran.filter(({ code }) => code !== 8)) {
      expect([code, stdout]).toEqual([0, expect.stringContaining('# Zhang Dai')]);
    }
    expect(ran.some(({ code }) => code === 0)).toBe(true);
    expect(snapshot(home.path('repo'))).toEqual(before);
  });

  it('one that was killed is in nobody’s way, in whichever slot', async () => {
    const before = snapshot(home.path('repo'));
    const kill = home.write('bin/kill', '#!/bin/sh\nkill -9 $(pgrep -P $PPID -f guard.js) $PPID\n', 0o755);
    for (const next of ['gemini', 'qwen']) {
      expect((await home.start(['run', ...of('gemini'), '--', kill], repo())).signal).toBe('SIGKILL');
      expect(gemini()).toContain('# Zhang Dai');
      expect(home.run(['run', ...of(next, 'go-backend-expert'), '--', 'true'], repo()).code).toBe(0);
      expect(snapshot(home.path('repo'))).toEqual(before);
    }
  });

  it('one that cannot be asked, as in a container that was started again, is in nobody’s way', async () => {
    const before = snapshot(home.path('repo'));
    const kill = home.write('bin/kill', '#!/bin/sh\nkill -9 $(pgrep -P $PPID -f guard.js) $PPID\n', 0o755);
    expect((await home.start(['run', ...of('gemini'), '--', kill], repo())).signal).toBe('SIGKILL');
    const [name = ''] = leases();
    const lease = JSON.parse(home.read(`repo/.clawhub/souls/${name}`).toString());
    const elsewhere = { ...lease, holder: { ...lease.holder, host: 'another' } };
    home.write(`repo/.clawhub/souls/${name}`, JSON.stringify(elsewhere));
    expect(gemini()).toContain('# Zhang Dai');
    expect(home.run(['run', ...of('gemini', 'go-backend-expert'), '--', 'true'], repo()).code).toBe(0);
    expect(gemini()).toBe('my own\n');
    expect(leases()).toEqual([]);
    home.run(['undo', '--project', '--agent', 'gemini'], repo());
    expect(gemini()).toBe('my own\n');
    fs.rmSync(home.path('repo/.clawhub'), { recursive: true });
    expect(snapshot(home.path('repo'))).toEqual(before);
  });

  it.each(['{}', 'null', '{"slot":"GEMINI.md","session":"x","at":"x","holder":null}'])(
    'a note that says %s is none',
    (note) => {
      home.write('repo/.clawhub/souls/session-0123456789abcdef.json', note);
      expect(home.run(['run', ...of('gemini'), '--', 'true'], repo()).code).toBe(0);
      expect(gemini()).toBe('my own\n');
    },
  );

  it('what was changed for good during the session can still be undone', async () => {
    const { end } = await startSession(of('gemini'), repo());
    const here = (...args: string[]) =>
      expect(home.run([...args, '--project', '--agent', 'gemini'], repo()).code).toBe(0);
    here('switch', 'go-backend-expert');
    here('clear');
    await end();
    here('undo');
    expect(gemini()).toContain('# Go Backend Expert');
  });

  it('makes no workspace that is not there', () => {
    const ran = home.run(['run', '--soul', 'zhang-dai', '--workspace', 'nowhere', '--', 'true']);
    expectOneError(ran, 'E_FILE', 8);
    expect(home.has('nowhere')).toBe(false);
  });
});
