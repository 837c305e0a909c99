/**
 * Waits beside `clawhub run` for its end. When it is killed, the pipe between the two breaks, and the persona of its
 * session is taken back from here. Started by `commands/run.ts`, in a process group of its own.
 */
import { endSession, type Lent } from '../actions/run.ts';
import { makeContext } from './config.ts';
import { createOutput } from './output.ts';

const lent = JSON.parse(process.argv[2] ?? '{}') as Lent;
/** Asked while it is there for certain. */
const cwd = process.cwd();
let done = false;

process.stdin.on('data', () => {
  done = true;
});
process.stdin.on('close', () => {
  if (done) return;
  const out = createOutput({ json: false, quiet: true, verbose: false, lang: 'en', env: process.env });
  endSession(makeContext({}, process.env, cwd, out), lent);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
