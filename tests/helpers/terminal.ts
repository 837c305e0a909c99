/** Our program on a terminal, as a person sees it: what is said goes through a pseudo-terminal of `script` (util-linux). */
import { spawn, spawnSync } from 'node:child_process';
import { type Home, PROGRAM } from './home.ts';

/** Why no terminal can be had; null where it can. */
export function noTerminal(): string | null {
  const { error, stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
  return error || !stdout.includes('util-linux') ? 'there is no `script` of util-linux' : null;
}

export interface Shown {
  readonly code: number | null;
  /** Everything on the screen, with its control sequences. */
  readonly screen: string;
}

/** @param answers each typed when the screen has shown what it is for */
export function onTerminal(
  home: Home,
  args: readonly string[],
  answers: readonly { readonly to: RegExp; readonly say: string }[],
): Promise<Shown> {
  const command = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qefc', `stty columns 100 rows 40; ${command}`, '/dev/null'], {
      cwd: home.root,
      env: { ...home.env, TERM: 'xterm', CI: '' },
    });
    let screen = '';
    const left = [...answers];
    const heard = (chunk: Buffer) => {
      screen += chunk;
      if (left[0]?.to.test(screen)) child.stdin.write(left.shift()?.say ?? '');
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.on('error', reject).on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, screen });
    });
  });
}
