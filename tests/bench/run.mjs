/**
 * `npm run bench`: whole commands against `node -e 0`, in pairs, so that a machine that is busy slows both. Prints the
 * median of the ratios. Never a test: a figure to look at.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PROGRAM = path.resolve(import.meta.dirname, '../../dist/src/cli/launch.cjs');
const RUNS = Number(process.argv[2] ?? 30);
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-bench-'));
const env = { ...process.env, HOME: home, SOULHUB_HOME: path.join(home, '.soulhub'), LC_ALL: 'C' };

function run(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: home, env });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

function pair(name, command) {
  const [bare, ours] = [[], []];
  command(0);
  for (let i = 1; i <= RUNS; i++) {
    bare.push(run(['-e', '0']));
    ours.push(command(i));
  }
  const ratio = median(ours.map((ms, i) => ms / bare[i]));
  console.log(
    `${name.padEnd(28)} ${median(ours).toFixed(1).padStart(7)} ms   bare ${median(bare).toFixed(1)} ms   ratio ${ratio.toFixed(2)}`,
  );
}

const clawhub = (...args) => run([PROGRAM, ...args]);
clawhub('switch', 'letter-writer');
clawhub('switch', 'go-backend-expert');
pair('--version', () => clawhub('--version'));
pair('switch (installed)', (i) => clawhub('switch', i % 2 ? 'letter-writer' : 'go-backend-expert'));
pair('switch and clear, per command', (i) => (i % 2 ? clawhub('switch', 'letter-writer') : clawhub('clear')));
pair('status', () => clawhub('status'));
pair('search (bundled)', () => clawhub('search', 'golang'));
fs.rmSync(home, { recursive: true, force: true });
