/**
 * Wrong words, wrong files and wrong moments: a clear error in both languages, one hint, its own exit code, and not a
 * byte of the machine is another.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLockAsync } from '../../src/store/lock.ts';
import { canMount } from '../helpers/disks.ts';
import { type Home, makeHome, PROGRAM, type RunOptions, snapshot, writeSoul } from '../helpers/home.ts';

let home: Home;
let workspace = '';
beforeEach(() => {
  home = makeHome();
  workspace = home.openclaw();
  home.write('.openclaw/workspace/SOUL.md', '\uFEFF# mine\r\n', 0o640);
});
afterEach(() => home.remove());

interface Refusal {
  readonly code: string;
  readonly exit: number;
  /** What the hint must speak of. */
  readonly hint: RegExp;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Commands that ask sources. */
const ASKS = new Set(['switch', 'install', 'update', 'show', 'scan']);

/** Refused in English and in Chinese, for people and for programs, and nothing is changed by any of it. */
function expectRefused(words: readonly string[], refusal: Refusal, options: RunOptions = {}): void {
  const args = ASKS.has(words[0] ?? '') ? [...words, '--offline'] : words;
  const before = snapshot(home.root);
  const [en, zh] = ['en', 'zh'].map((lang) => {
    const ran = home.run([...args, '--json'], { ...options, env: { LC_ALL: lang, ...options.env } });
    const { error } = JSON.parse(ran.stdout);
    expect({ ...error, exit: ran.code }).toMatchObject({
      code: refusal.code,
      exit: refusal.exit,
      hint: expect.any(String),
      ...(refusal.details ? { details: refusal.details } : {}),
    });
    return error as { message: string; hint: string };
  });
  expect(en?.hint).toMatch(refusal.hint);
  expect(zh?.message).toMatch(/\p{Script=Han}/u);
  const spoken = home.run(args, options);
  expect({ ...spoken, stdout: '' }).toEqual({
    code: refusal.exit,
    signal: null,
    stdout: '',
    stderr: `error: ${en?.message}\nhint: ${en?.hint}\n      ${refusal.code}\n`,
  });
  expect(snapshot(home.root)).toEqual(before);
}

const alpha = () => writeSoul(home, 'packages/alpha', '# Alpha\n');

describe('words', () => {
  it.each([
    ['switch', 'go-bakend-expert'],
    ['switch', 'Go Backnd Expert'],
    ['install', 'go-backend-experts'],
    ['show', 'gobackend-expert'],
  ])('%s %s: an unknown name, with the nearest ones', (...args) => {
    expectRefused(args, { code: 'E_NOT_FOUND', exit: 3, hint: /go-backend-expert/ });
  });

  it('an unknown name that is near nothing', () => {
    expectRefused(['install', 'qqqqzzzz'], { code: 'E_NOT_FOUND', exit: 3, hint: /search/ });
  });

  it.each([
    ['install', 'find-souls@^^1'],
    ['install', 'find-souls', '--version', '1.0.0.0.0 ||| 2'],
    ['switch', 'go-backend-expert@>=>1'],
  ])('%s %s: not a range', (...args) => {
    expectRefused(args, { code: 'E_RANGE', exit: 2, hint: /1\.|version/ });
  });

  it('a version that does not exist, with those that do', () => {
    expectRefused(['install', 'find-souls@9.9.9'], { code: 'E_VERSION_NOT_FOUND', exit: 3, hint: /1\.0\.0/ });
  });

  it('a number that no entry of the history has', () => {
    expectRefused(['restore', '77'], { code: 'E_STATE_NOT_FOUND', exit: 3, hint: /history/ });
    expectRefused(['restore', '1e3'], { code: 'E_USAGE', exit: 2, hint: /history/ });
  });

  it('an agent that nobody knows, and one that is not here', () => {
    expectRefused(['clear', '--agent', 'opneclaw'], { code: 'E_AGENT_UNKNOWN', exit: 2, hint: /openclaw/ });
    expectRefused(['clear', '--agent', 'openclaw:nobody'], { code: 'E_NO_AGENT', exit: 3, hint: /agents/ });
  });
});

describe('files of others', () => {
  it.each([
    ['cut off', '{"agents": {"defaults": {"workspace": "/ho'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('openclaw.json %s', (_what, content) => {
    const soul = alpha();
    home.write('.openclaw/openclaw.json', content);
    for (const args of [['switch', soul], ['clear'], ['undo'], ['history']])
      expectRefused(args, { code: 'E_AGENT_CONFIG', exit: 8, hint: /./ });
  });

  it.each([
    ['lock.json', '{"version": 2, "skills": {}}'],
    ['souls-lock.json', '{"version": 99, "souls": {}}'],
  ])('%s from a newer version', (file, content) => {
    const soul = alpha();
    home.write(`.clawhub/${file}`, content);
    for (const args of [['install', soul], ['install', 'find-souls'], ['install'], ['update', '--all']])
      expectRefused(args, { code: 'E_LOCKFILE_NEWER', exit: 8, hint: /newer|update|upgrade/i });
  });

  it.each(['lock.json', 'souls-lock.json'])('%s that is damaged', (file) => {
    home.write(`.clawhub/${file}`, '{"version": 1, "skills": {"a": ');
    expectRefused(['install', 'find-souls'], { code: 'E_LOCKFILE', exit: 8, hint: /doctor/ });
  });

  it('a SOUL.md that is a folder', () => {
    const soul = alpha();
    fs.rmSync(path.join(workspace, 'SOUL.md'));
    home.write('.openclaw/workspace/SOUL.md/keep', 'me');
    expectRefused(['switch', soul], { code: 'E_NOT_A_FILE', exit: 8, hint: /move it away/ });
  });

  it('a workspace that does not exist', () => {
    const soul = alpha();
    const nowhere = home.path('nowhere');
    for (const args of [['switch', soul], ['clear'], ['restore', '1']]) {
      const ran = home.run([...args, '--workspace', nowhere]);
      expect([args, ran.code, home.has('nowhere')]).toEqual([args, args[0] === 'clear' ? ran.code : 8, false]);
    }
    expectRefused(['switch', soul, '--workspace', nowhere], {
      code: 'E_FILE',
      exit: 8,
      hint: /make the folder/,
      details: { path: nowhere },
    });
  });

  /** A mode does not stop root: then somebody else, who owns nothing here. */
  it('a workspace where nothing may be written', () => {
    expect(home.run(['install', 'letter-writer']).code).toBe(0);
    const root = process.getuid?.() === 0;
    execFileSync('chmod', ['-R', 'a+rX', home.root]);
    execFileSync('chmod', ['-R', 'a+rwX', home.path('.soulhub')]);
    if (!root) fs.chmodSync(workspace, 0o555);
    const options = root ? { uid: 65_534 } : {};
    const refusal = { code: 'E_FILE', exit: 8, hint: /./, details: { errno: 'EACCES' } };
    expectRefused(['switch', 'letter-writer'], refusal, options);
    expectRefused(['adopt'], { ...refusal }, options);
    for (const args of [['status'], ['history']]) expect([args, home.run(args, options).code]).toEqual([args, 0]);
    if (!root) fs.chmodSync(workspace, 0o755);
  });
});

describe('packages', () => {
  const soulOf = (content: string | Uint8Array) => {
    home.write('packages/odd/SOUL.md', content);
    return home.path('packages/odd');
  };
  const head = (yaml: string) => `---\nname: odd\nversion: 1.0.0\n${yaml}\n---\n\n# Odd\n`;

  it.each(['switch', 'install'])('%s: text that is not UTF-8', (command) => {
    const soul = soulOf(Buffer.concat([Buffer.from(head('kind: soul')), Buffer.from([0xc3, 0x28, 0xff])]));
    expectRefused([command, soul], { code: 'E_ENCODING', exit: 7, hint: /./ });
  });

  it('a persona of 5 MB: longer than the agent reads', () => {
    const soul = soulOf(head('kind: soul') + 'Be brief.\n'.repeat(500_000));
    expectRefused(['switch', soul], {
      code: 'E_PERSONA_TOO_LONG',
      exit: 7,
      hint: /--force/,
      details: { limit: 20_000, length: 5_000_006 },
    });
  });

  it('a persona of 11 MB: larger than any package may be', () => {
    const soul = soulOf(head('kind: soul') + 'Be brief.\n'.repeat(1_100_000));
    for (const command of ['switch', 'install'])
      expectRefused([command, soul], { code: 'E_TOO_LARGE', exit: 7, hint: /./ });
  });

  it.each(['js', 'javascript', 'coffee', 'json', 'toml'])('front matter with ---%s is never run', (language) => {
    const trap = home.path('trap');
    const soul = soulOf(
      `---${language}\nrequire('fs').writeFileSync(${JSON.stringify(trap)}, ''), {name: 'odd'}\n---\n# Odd\n`,
    );
    for (const command of ['switch', 'install'])
      expectRefused([command, soul], { code: 'E_FRONT_MATTER', exit: 7, hint: /./ });
    for (const command of ['scan', 'validate']) home.run([command, soul]);
    expect(home.has('trap')).toBe(false);
  });

  const laughs = Array.from(
    { length: 12 },
    (_, at) => `l${at}: &l${at} [${Array(10).fill(at === 0 ? 'ha' : `*l${at - 1}`)}]`,
  );
  it.each([
    ['aliases of aliases', laughs.join('\n')],
    ['depth', `description: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['width', `tags: [${'a, '.repeat(400_000)}]`],
    ['an alias to itself', 'a: &a [*a]'],
    [
      'merges',
      Array.from({ length: 2_000 }, (_, at) => `k${at}: &k${at} {<<: ${at === 0 ? '{}' : `*k${at - 1}`}, x: 1}`).join(
        '\n',
      ),
    ],
    ['a tag that makes code', 'description: !!js/function "function () { return 1 }"'],
    ['two of one key', 'description: a\ndescription: b'],
  ])('front matter as a bomb: %s', (_what, yaml) => {
    const soul = soulOf(head(yaml));
    const started = process.hrtime.bigint();
    expectRefused(['switch', soul], { code: 'E_FRONT_MATTER', exit: 7, hint: /./ });
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(60);
  });
});

describe.skipIf(!canMount())('a disk that is full (skipped where nothing can be mounted)', () => {
  const mounted = (folder: string, run: () => void) => {
    fs.mkdirSync(folder, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder]);
    try {
      fs.writeFileSync(path.join(folder, 'ballast'), Buffer.alloc(124 * 1024));
      run();
    } finally {
      execFileSync('umount', [folder]);
    }
  };
  const refusal = { code: 'E_FILE', exit: 8, hint: /space|room/, details: { errno: 'ENOSPC' } };

  it('where the souls are kept', () => {
    const soul = writeSoul(home, 'packages/alpha', `# Alpha\n${'More.\n'.repeat(2_000)}`);
    const stored = () => fs.readdirSync(home.path('.soulhub')).filter((name) => !/^(?:ballast|locks)$/.test(name));
    mounted(home.path('.soulhub'), () => {
      for (const command of ['install', 'switch']) {
        const ran = home.run([command, soul, '--json']);
        expect([ran.code, JSON.parse(ran.stdout).error]).toMatchObject([
          8,
          { code: 'E_FILE', details: refusal.details },
        ]);
      }
      expect(stored().filter((name) => name !== 'packages')).toEqual([]);
      expect(home.read('.openclaw/workspace/SOUL.md').toString()).toBe('\uFEFF# mine\r\n');
    });
  });
});

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'while another command is at work: %s ends it at once, and nothing is changed',
    async (signal) => {
      const soul = alpha();
      expect(home.run(['switch', soul, '--agent', 'folder']).code).toBe(0);
      expect(home.run(['clear', '--agent', 'folder']).code).toBe(0);
      const before = snapshot(home.root);
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-trace-'));
      const trace = path.join(folder, 'trace');
      await withLockAsync(home.path('.clawhub/souls/lock'), async () => {
        const child = spawn(process.execPath, [PROGRAM, 'switch', 'alpha', '--agent', 'folder'], {
          cwd: home.root,
          env: { ...home.env, SOULHUB_FAULT_TRACE: trace },
        });
        const ended = once(child, 'close');
        await expect.poll(() => fs.existsSync(trace) && fs.readFileSync(trace, 'utf8')).toContain('wait\n');
        const asked = Date.now();
        child.kill(signal);
        const [code, by] = (await ended) as [number | null, NodeJS.Signals];
        // As a shell tells it.
        expect(code ?? 128 + os.constants.signals[by]).toBe(signal === 'SIGINT' ? 130 : 143);
        expect(Date.now() - asked).toBeLessThan(5_000);
      });
      fs.rmSync(folder, { recursive: true });
      expect(snapshot(home.root)).toEqual(before);
    },
  );

  it('while a source does not answer: exit code 130, nothing is changed', async () => {
    const server = http.createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      for (const args of [
        ['install', 'slow-soul', 'find-souls'],
        ['switch', 'slow-soul'],
      ]) {
        const before = snapshot(home.root);
        const child = spawn(process.execPath, [PROGRAM, ...args, '--registry', url], { cwd: home.root, env: home.env });
        let stderr = '';
        child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
        await once(server, 'request');
        child.kill('SIGINT');
        const [code] = await once(child, 'close');
        expect([code, stderr.split('\n').slice(-4)]).toEqual([
          130,
          ['error: cancelled', expect.stringMatching(/^hint: /), '      E_CANCELLED', ''],
        ]);
        expect(snapshot(home.root)).toEqual(before);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  const hasTerminal = spawnSync('script', ['--version']).status === 0;
  it.skipIf(!hasTerminal)(
    'at a question: exit code 130, nothing is changed (skipped where there is no script(1))',
    async () => {
      const soul = alpha();
      home.write('.openclaw/workspace/BOOTSTRAP.md', 'first run\n');
      const before = snapshot(home.root);
      const command = [process.execPath, PROGRAM, 'switch', soul, '--offline'].map((word) => `'${word}'`).join(' ');
      const child = spawn('script', ['-qefc', command, '/dev/null'], {
        cwd: home.root,
        env: { ...home.env, TERM: 'dumb' },
      });
      let screen = '';
      const asked = new Promise<void>((resolve) => {
        child.stdout.setEncoding('utf8').on('data', (chunk) => {
          screen += chunk;
          if (screen.includes('[y/N]')) resolve();
        });
      });
      await asked;
      child.stdin.write('\u0003');
      const [code] = await once(child, 'close');
      expect([code, screen]).toEqual([130, expect.stringMatching(/cancelled.*nothing was changed[\s\S]*E_CANCELLED/)]);
      expect(snapshot(home.root)).toEqual(before);
    },
  );
});
