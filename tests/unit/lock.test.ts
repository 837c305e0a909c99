/** The lock, with real processes: one at a time, whoever is killed, and nobody shut out for ever. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSoulError, type SoulError } from '../../src/core/errors.ts';
import { withLock, withLockAsync } from '../../src/store/lock.ts';

const LOCK = pathToFileURL(path.resolve(import.meta.dirname, '../../src/store/lock.ts')).href;

let root = '';
let folder = '';
let children: ChildProcess[] = [];

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-lock-'));
  folder = path.join(root, 'lock');
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map(ended));
  children = [];
  fs.rmSync(root, { recursive: true, force: true });
});

/** A process of its own that runs `source`, with `withLock`, `folder`, `root`, `fs` and `args` in reach. */
function start(source: string, args: readonly number[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const code = `
    import fs from 'node:fs';
    import { withLock } from ${JSON.stringify(LOCK)};
    const [root, folder, ...args] = process.argv.slice(1);
    ${source}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, root, folder, ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_NO_WARNINGS: '1', ...env },
  });
  children.push(child);
  return child;
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.signalCode ?? child.exitCode);
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}

/** The first line that the child writes. */
function said(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').once('data', (chunk: string) => resolve(chunk.trim()));
    child.once('exit', (code, signal) => reject(new Error(`ended without a word: ${signal ?? code}`)));
  });
}

function entries(): string[] {
  return fs.readdirSync(folder).sort();
}

function refusal(run: () => unknown): SoulError {
  try {
    run();
  } catch (error) {
    if (isSoulError(error)) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** A lock as another process left it. */
function leave(name: string, holder: unknown, ageMs = 0): void {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, name);
  fs.writeFileSync(file, typeof holder === 'string' ? holder : JSON.stringify(holder));
  const then = (Date.now() - ageMs) / 1000;
  fs.utimesSync(file, then, then);
}

const me = () => {
  withLock(folder, () => {});
  const [name = ''] = entries();
  const holder = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
  fs.rmSync(folder, { recursive: true });
  return holder as { pid: number; start: string; host: string; at: string };
};

/** Reads, adds one, writes: any two at once would lose a count or meet the other's mark. */
const COUNT = `
  const counter = root + '/counter', mark = root + '/inside', log = root + '/log';
  const round = () => withLock(folder, () => {
    fs.writeFileSync(mark, String(process.pid), { flag: 'wx' });
    const count = Number(fs.readFileSync(counter, 'utf8'));
    fs.writeFileSync(counter, String(count + 1));
    fs.appendFileSync(log, '.');
    fs.unlinkSync(mark);
  });`;

function counted(): number {
  return Number(fs.readFileSync(path.join(root, 'counter'), 'utf8'));
}

describe('several processes', () => {
  it('8 processes × 200 rounds, never two inside', { timeout: 60_000 }, async () => {
    fs.writeFileSync(path.join(root, 'counter'), '0');
    const workers = Array.from({ length: 8 }, () =>
      start(`${COUNT} for (let i = 0; i < Number(args[0]); i++) round();`, [200]),
    );
    expect(await Promise.all(workers.map(ended))).toEqual(Array(8).fill(0));
    expect(counted()).toBe(1600);
    expect(entries()).toHaveLength(1);
  });

  it('holders that are killed in the middle of it all are replaced, and nothing is lost', {
    timeout: 60_000,
  }, async () => {
    fs.writeFileSync(path.join(root, 'counter'), '0');
    // Inside the lock, after its work: every third worker dies there each time, the others go on.
    const mortal = `${COUNT} withLock(folder, () => { process.kill(process.pid, 'SIGKILL'); });`;
    const worker = `${COUNT} for (let i = 0; i < 60; i++) round();`;
    const runs = Array.from({ length: 12 }, (_, i) => start(i % 3 === 0 ? mortal : worker));
    const ends = await Promise.all(runs.map(ended));
    expect(ends.filter((end) => end === 'SIGKILL')).toHaveLength(4);
    expect(ends.filter((end) => end === 0)).toHaveLength(8);
    expect(counted()).toBe(480);
    expect(fs.readFileSync(path.join(root, 'log'), 'utf8')).toHaveLength(480);
    expect(entries()).toHaveLength(1);
  });

  it('a killed holder is no obstacle, not even for a moment', async () => {
    const holder = start(
      `withLock(folder, () => { process.stdout.write('held\\n'); fs.readSync(0, Buffer.alloc(1)); });`,
    );
    await said(holder);
    expect(refusal(() => withLock(folder, () => {}, { wait: 50 })).code).toBe('E_LOCKED');
    holder.kill('SIGKILL');
    await ended(holder);
    expect(withLock(folder, () => 'mine', { wait: 0 })).toBe('mine');
  });

  it('who waits goes on when the holder is done', async () => {
    const holder = start(
      `withLock(folder, () => { process.stdout.write('held\\n'); fs.readSync(0, Buffer.alloc(1)); });`,
    );
    await said(holder);
    const waiter = start(
      `process.stdout.write('waiting\\n'); withLock(folder, () => fs.writeFileSync(root + '/done', ''));`,
    );
    await said(waiter);
    expect(fs.existsSync(path.join(root, 'done'))).toBe(false);
    holder.stdin?.end('x');
    expect(await ended(holder)).toBe(0);
    expect(await ended(waiter)).toBe(0);
    expect(fs.existsSync(path.join(root, 'done'))).toBe(true);
  });

  it('those that wait go on when the holder moves the folder away, one at a time', { timeout: 60_000 }, async () => {
    folder = path.join(root, 'state', 'lock');
    fs.writeFileSync(path.join(root, 'counter'), '0');
    const move = "fs.renameSync(root + '/state', root + '/aside.' + process.pid);";
    const holder = start(
      `withLock(folder, () => { process.stdout.write('held\\n'); fs.readSync(0, Buffer.alloc(1)); ${move} });`,
    );
    await said(holder);
    const rounds = `process.stdout.write('waiting\\n');
      for (let i = 0; i < 50; i++) { round(); withLock(folder, () => { ${move.replace('process.pid', "process.pid + '.' + i")} }); }`;
    const waiters = Array.from({ length: 4 }, () => start(`${COUNT} ${rounds}`));
    await Promise.all(waiters.map(said));
    holder.stdin?.end('x');
    expect(await ended(holder)).toBe(0);
    expect(await Promise.all(waiters.map(ended))).toEqual([0, 0, 0, 0]);
    expect(counted()).toBe(200);
  });
});

describe('what others left behind', () => {
  it('the lock of a process that is gone is taken over', () => {
    leave('lock.7', { ...me(), pid: 2 ** 22 + 1 });
    withLock(folder, () => expect(entries()).toEqual(['lock.8']), { wait: 0 });
    expect(entries()).toEqual(['lock.8.free']);
  });

  it('a process that only has the number of the holder is not the holder', () => {
    leave('lock.7', { ...me(), pid: process.pid, start: '1' });
    expect(withLock(folder, () => 'mine', { wait: 0 })).toBe('mine');
  });

  it('the lock of a living process is respected, however old it is', () => {
    leave('lock.7', { ...me(), pid: process.ppid, start: '' }, 86_400_000);
    const error = refusal(() => withLock(folder, () => {}, { wait: 20 }));
    expect(error.code).toBe('E_LOCKED');
    expect(error.says.en).toContain(`pid ${process.ppid}`);
    expect(error.details).toMatchObject({ folder, holder: { pid: process.ppid } });
    expect(entries()).toEqual(['lock.7']);
  });

  it('another machine is trusted for a minute, as it cannot be asked', () => {
    const foreign = { ...me(), pid: 2 ** 22 + 1, host: 'another-machine' };
    leave('lock.7', foreign, 30_000);
    expect(refusal(() => withLock(folder, () => {}, { wait: 20 })).code).toBe('E_LOCKED');
    leave('lock.7', foreign, 90_000);
    expect(withLock(folder, () => 'mine', { wait: 0 })).toBe('mine');
  });

  it.runIf(process.platform === 'linux')('the same host name in another container is another machine', () => {
    const holder = me();
    const elsewhere = holder.host.replace(/pid:\[\d+\]/, 'pid:[1]');
    leave('lock.7', { ...holder, pid: 2 ** 22 + 1, host: elsewhere });
    expect(elsewhere).not.toBe(holder.host);
    expect(refusal(() => withLock(folder, () => {}, { wait: 20 })).code).toBe('E_LOCKED');
  });

  it.each(['', '{"pid":', 'null', '7', '[]', '{"pid":"1"}'])(
    'a lock that says %j is waited for, then taken',
    (content) => {
      leave('lock.7', content);
      expect(refusal(() => withLock(folder, () => {}, { wait: 20 })).code).toBe('E_LOCKED');
      leave('lock.7', content, 5_000);
      expect(withLock(folder, () => 'mine', { wait: 0 })).toBe('mine');
    },
  );

  it('other files in the folder are left alone', () => {
    leave('notes.txt', 'mine');
    leave('lock.x', 'mine too');
    withLock(folder, () => {});
    expect(entries()).toEqual(['lock.1.free', 'lock.x', 'notes.txt']);
  });
});

describe('giving it back', () => {
  it('whatever the work does, and only one small file stays', async () => {
    for (let i = 0; i < 20; i++) withLock(folder, () => i);
    expect(() =>
      withLock(folder, () => {
        throw new Error('oops');
      }),
    ).toThrow('oops');
    await expect(withLockAsync(folder, () => Promise.reject(new Error('later')))).rejects.toThrow('later');
    expect(await withLockAsync(folder, async () => entries())).toEqual(['lock.23']);
    expect(entries()).toEqual(['lock.23.free']);
  });

  it('a folder that was deleted under the work is nothing to give back', () => {
    expect(withLock(folder, () => fs.rmSync(root, { recursive: true }))).toBeUndefined();
    fs.mkdirSync(root);
  });

  it("a folder that was moved away and made again has another's lock of the same number", () => {
    withLock(folder, () => {
      fs.renameSync(folder, path.join(root, 'aside'));
      leave('lock.1', { ...me(), pid: process.ppid, start: '' });
    });
    expect(entries()).toEqual(['lock.1']);
  });

  it('work that was done is done, also when the lock cannot be given back', () => {
    // A folder in the place of the free mark makes the rename fail.
    const work = () => {
      fs.mkdirSync(path.join(folder, 'lock.1.free'));
      fs.writeFileSync(path.join(folder, 'lock.1.free', 'x'), '');
      return 'done';
    };
    expect(withLock(folder, work)).toBe('done');
  });

  it('a lock that cannot be written is not left behind for others to wait for', async () => {
    const child = start(
      `try { withLock(folder, () => {}); } catch (error) { process.stdout.write(error.code + ' ' + error.details.errno); }`,
      [],
      { SOULHUB_FAULT: 'sign=ENOSPC' },
    );
    expect(await said(child)).toBe('E_FILE ENOSPC');
    expect(entries()).toEqual([]);
  });
});
