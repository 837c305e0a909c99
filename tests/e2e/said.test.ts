/** What the program says: before a soul arrives, to a pipe that nobody reads, and to whoever typed something wrong. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectOneError } from '../helpers/expect.ts';
import { type Home, makeHome, PROGRAM, writeSoul } from '../helpers/home.ts';

let home: Home;
beforeAll(() => {
  home = makeHome();
  home.openclaw();
  writeSoul(home, 'atlas', '# Atlas\n\nBe kind.\n');
});
afterAll(() => home.remove());

describe('a soul of a real person', () => {
  const words = /^note: An imagined voice modelled on the writings of Zhang Dai .*$/m;

  it('says so when it arrives', () => {
    expect(home.run(['switch', 'zhang-dai', '--lang', 'en']).stderr).toMatch(words);
    expect(home.run(['uninstall', 'zhang-dai']).code).toBe(0);
    const { stderr } = home.run(['install', 'zhang-dai', '--lang', 'en']);
    expect(stderr).toMatch(/^note: An imagined voice/m);
    const { packages } = home.json<{ packages: object[] }>(['install', 'zhang-dai']);
    expect(packages).toMatchObject([{ disclaimer: { zh: expect.stringContaining('张岱') } }]);
    expect(home.run(['install', 'go-backend-expert']).stderr).not.toContain('note:');
  });
});

describe('a pipe that is closed', () => {
  async function codeWithout(pipe: 'stdout' | 'stderr', args: readonly string[]): Promise<number | null> {
    const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: home.root, env: home.env });
    child[pipe].destroy();
    child[pipe === 'stdout' ? 'stderr' : 'stdout'].resume();
    const [code] = await once(child, 'close');
    return code;
  }

  it.each(['stdout', 'stderr'] as const)('%s: nothing is said of a bug', async (pipe) => {
    expect(await codeWithout(pipe, ['switch', 'zhang-dai', '--dry-run'])).toBe(0);
    expect(await codeWithout(pipe, ['search', 'go'])).toBe(0);
    expect(await codeWithout(pipe, ['search', 'x', '--limit', 'abc'])).toBe(2);
  });

  it('stops no work', async () => {
    expect(await codeWithout('stderr', ['install', 'incident-commander'])).toBe(0);
    expect(home.run(['list']).stdout).toContain('incident-commander');
  });
});

describe('an import that does not say how it is called', () => {
  const card = JSON.stringify({
    name: '孙悟空',
    description: 'The Monkey King, quick and proud, who fears nobody.',
    personality: 'Proud.',
    scenario: '',
    first_mes: 'Ha!',
    mes_example: '',
  });

  it('is called like the folder that is made', () => {
    const text = '# Night Gardener\n\nYou water plants by night and speak softly.\n';
    const from = (args: string[], input = '') =>
      home.json<{ manifest: { name: string } }>(['import', ...args, '--dry-run'], { input }).manifest?.name;
    home.write('v1.json', card);
    home.write('named.md', `---\nname: mine\n---\n\n${text}`);
    expect(from(['-', '--into', 'night-gardener'], text)).toBe('night-gardener');
    expect(from(['v1.json', '--into', 'deep/wukong'])).toBe('wukong');
    expect(from(['named.md', '--into', 'other'])).toBe('mine');
    expect(from(['-'], text)).toBe('imported');
  });
});

describe('a hint', () => {
  it.each([
    ['E_NOT_FOUND', /clawhub init nosuch/, ['validate', 'nosuch']],
    ['E_NOT_FOUND', /clawhub init nosuch/, ['pack', 'nosuch']],
    ['E_NOT_FOUND', /clawhub init nosuch/, ['publish', 'nosuch']],
    ['E_NOT_FOUND', /check the path/, ['install', './x.tgz']],
    ['E_NOT_FOUND', /web address/, ['install', 'a', '--registry', 'nosuchdir']],
    ['E_USAGE', /clawhub search --help/, ['search', 'x', '--limit', 'abc']],
    ['E_USAGE', /clawhub search --help/, ['search', 'x', '--kind', 'foo']],
    ['E_NAME', /@owner\/go-expert/, ['init', '你好']],
    ['E_NOT_INSTALLED', /clawhub list/, ['uninstall', 'nosuch']],
    ['E_NOT_INSTALLED', /clawhub list/, ['pin', 'nosuch']],
    ['E_NOT_INSTALLED', /clawhub list/, ['unpin', 'nosuch']],
    ['E_CONFIG', /agent, lang, hubs/, ['config', 'foo']],
    ['E_CONFIG', /config lang zh/, ['config', 'lang', 'xx']],
  ] as const)('%s %s: %j', (code, hint, args) => {
    const { stdout } = home.run(['--lang', 'en', '--json', ...args]);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code, hint: expect.stringMatching(hint) } });
  });

  it('about a program that is not there', () => {
    const { stderr, code } = home.run(['run', '--soul', 'zhang-dai', '--', 'nosuchprog']);
    expect([code, stderr]).toEqual([3, expect.stringContaining('hint: which agents are here: clawhub agents\n')]);
  });

  it('is not in the way of settings that are right', () => {
    expect(home.run(['config', 'lang', 'zh-Hant']).code).toBe(0);
    expect(home.json(['config', 'lang'])).toEqual({ lang: 'zh-Hant' });
    expect(home.run(['config', 'agent']).code).toBe(0);
    expect(home.run(['config', 'lang', '--unset']).code).toBe(0);
  });
});

/** Each write to it fails as to a full disk. */
const FULL = '/dev/full';

describe.skipIf(!fs.existsSync(FULL))(`no room for what is said (skipped where there is no ${FULL})`, () => {
  function fullOn(pipe: 'stdout' | 'stderr', args: readonly string[]) {
    const full = fs.openSync(FULL, 'w');
    const stdio = ['ignore', pipe === 'stdout' ? full : 'pipe', pipe === 'stderr' ? full : 'pipe'] as const;
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: home.root,
      env: home.env,
      stdio: [...stdio],
      encoding: 'utf8',
    });
    fs.closeSync(full);
    return { code: status, signal: null, stdout: '', stderr: stderr ?? '' };
  }

  it.each([
    ['status'],
    ['search', 'go'],
    ['show', 'zhang-dai', '--json'],
    ['show', 'no-such-soul', '--offline', '--json'],
    ['--help'],
    ['switch', '--help', '--json'],
  ])('%s %s: an answer that is lost is an error', (...args) => {
    const ran = fullOn('stdout', args);
    expectOneError(ran, 'E_FILE', 8);
    expect(ran.stderr).toContain('no space left on the device');
    expect(ran.stderr).toContain('hint: ');
  });

  it('is no success of --version either', () => {
    const { code, stderr } = fullOn('stdout', ['--version']);
    expect(code).toBe(8);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  it('stops no work', () => {
    expect(fullOn('stdout', ['switch', 'go-backend-expert']).code).toBe(8);
    expect(home.json(['status'])).toMatchObject({ agents: [{ soul: 'go-backend-expert' }] });
    expect(fullOn('stderr', ['clear']).code).toBe(0);
    expect(home.json(['status'])).toMatchObject({ agents: [{ soul: null }] });
  });
});

describe('in a working directory that is gone', () => {
  it.each([['status'], ['switch', 'zhang-dai'], ['mcp']])('%s says so', (...args) => {
    const gone = home.path('gone');
    fs.mkdirSync(gone);
    const line = 'rmdir "$GONE"; node="$1"; shift; exec "$node" "$@"';
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line, 'sh', process.execPath, PROGRAM, ...args], {
      cwd: gone,
      env: { ...home.env, GONE: gone },
      encoding: 'utf8',
      input: '',
    });
    expectOneError({ code: status, signal: null, stdout, stderr }, 'E_FILE', 8);
    expect(stderr).toContain('error: the working directory is gone\nhint: ');
  });
});

describe('where there is no command', () => {
  const version = /^\d+\.\d+\.\d+\n$/;

  it.each([
    ['--version', '--lang', 'zh'],
    ['--lang=zh', '--version'],
    ['-V', '--quiet'],
  ])('the version is said whatever else is asked: %s %s', (...args) => {
    expect(home.run(args)).toMatchObject({ code: 0, stdout: expect.stringMatching(version), stderr: '' });
  });

  it('version and help are one JSON value where that is asked for', () => {
    expect(home.json(['--version'])).toEqual({ version: home.run(['--version']).stdout.trim() });
    const whole = { help: home.run(['--help']).stdout };
    for (const words of [['help'], ['--help'], []]) expect(home.json(words)).toEqual(whole);
    const { help } = home.json<{ help: string }>(['help', 'switch']);
    expect(help).toContain('clawhub switch');
    expect(home.json(['switch', '--help'])).toEqual({ help });
    expect(JSON.parse(home.run(['help', '--json', 'switch']).stdout)).toEqual({ help });
    expect(home.json<{ help: string }>(['help', 'admin']).help).toContain('reindex');
  });

  it('help speaks the language that is asked for', () => {
    expect(home.run(['help', '--lang', 'zh']).stdout).toMatch(/^用法：clawhub /);
    expect(home.run(['switch', '--help', '--lang', 'zh']).stdout).toMatch(/^用法：clawhub switch/);
  });

  it('what nobody knows is still an error', () => {
    expectOneError(home.run(['--foo']), 'E_USAGE', 2);
    expect(home.json(['help', 'no-such-command'])).toMatchObject({ error: { code: 'E_USAGE' } });
  });
});

describe('in small words', () => {
  let own: Home;
  beforeEach(() => {
    own = makeHome();
  });
  afterEach(() => own.remove());
  const said = (...args: string[]) => {
    const { stdout, stderr } = own.run(args);
    return stdout + stderr;
  };

  it('one is one, and nothing is nothing', () => {
    expect(said('update', '--all')).toBe('nothing is installed\n');
    own.run(['switch', 'go-backend-expert']);
    expect(said('doctor')).toContain('✓ 1 soul and 0 teams installed\n');
    expect(said('prune')).toContain('Folder: nothing to forget\n');
    for (const soul of ['zhang-dai', 'go-backend-expert']) own.run(['switch', soul]);
    expect(said('prune')).toMatch(/^Folder: forgot (?:1 entry|[2-9] entries)$/m);
    expect(said('search', 'x', '--limit', '0')).toContain('error: --limit 0: a whole number from 1 on\n');
  });

  it('what to do next in a project is what the project says', () => {
    own.write('.git/HEAD', 'ref: refs/heads/main\n');
    own.write('work/.claude/settings.json', '{}\n');
    own.run(['switch', 'go-backend-expert', '--project', '--agent', 'claude'], { cwd: own.path('work') });
    const next = (...args: string[]) => own.run(args, { cwd: own.path('work') }).stderr.match(/^next: .*$/m)?.[0];
    expect(next('install', '--frozen')).toBe('next: clawhub switch --project');
    expect(next('install', 'zhang-dai')).toBe('next: clawhub switch zhang-dai');
  });

  it('Chinese has its own colons, and room beside other letters', () => {
    const lines = said('nothing-like-this', '--lang', 'zh');
    expect(lines).toBe('错误：没有“nothing-like-this”这个命令\n提示：clawhub --help\n      E_USAGE\n');
    for (const soul of ['go-backend-expert', 'zhang-dai']) own.run(['switch', soul, '--lang', 'zh']);
    expect(said('undo', '--lang', 'zh')).toContain('Folder：已撤销；当前：Go 后端专家 (go-backend-expert)\n');
    expect(said('doctor', '--lang', 'zh')).not.toMatch(/\p{Script=Han}:|\w: /u);
  });
});

describe('tables', () => {
  let own: Home;
  beforeAll(() => {
    own = makeHome();
    own.write('.claude/settings.json', '{ "model": "opus" }\n');
  });
  afterAll(() => own.remove());
  const run = (...args: string[]) => own.run([...args, '--agent', 'claude']);

  it('call a file changed in which only a spot is ours, and one replaced that is ours', () => {
    run('switch', 'zhang-dai');
    const { stdout } = run('switch', 'go-backend-expert');
    expect(stdout).toMatch(/^ {2}changed {3}\S*settings\.json$/m);
    expect(stdout).toMatch(/^ {2}replaced {2}\S*soulhub\.md$/m);
    expect(run('switch', 'zhang-dai', '--dry-run').stdout).toMatch(/^ {2}would be changed +\S*settings\.json$/m);
    expect(run('undo').code).toBe(0);
  });

  it('of the history say what their marks mean, and how each persona begins', () => {
    const { stdout, stderr } = run('history');
    expect(stderr).toContain('* is in place now, > comes back with redo\n');
    expect(stdout).toMatch(/^\* .*zhang-dai .* # Zhang Dai$/m);
    expect(stdout).toMatch(/^> .*go-backend-expert .* # Go Backend Expert$/m);
    expect(run('history', '--lang', 'zh').stderr).toContain('* 为当前内容，> 可用 redo 恢复\n');
  });

  it('of why have headings', () => {
    expect(run('why').stdout).toMatch(/^ +what becomes of it +as +characters: sent \/ in the file +file$/m);
  });

  it('of verify count checks, not packages', () => {
    const { stdout, stderr } = run('verify');
    expect(stderr).toContain(`${stdout.trim().split('\n').length} checks, nothing wrong\n`);
  });
});
