/** A hub as a user starts it: the built program, `clawhub serve`, on a port of its own with data of its own. */
import { spawn } from 'node:child_process';
import readline from 'node:readline';
import { type Home, PROGRAM } from './home.ts';

export interface Served {
  readonly url: string;
  readonly tokenFile: string;
  readonly pid: number;
  /** Exit code and signal, when it has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  /** A fresh token for an account. */
  token(handle: string): string;
  /** Everything on stderr so far: talk and log. */
  said(): string;
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>;
}

export interface ServeOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of the data; `hub` in the home if not given. */
  readonly data?: string;
}

/** Once it listens. */
export async function serveHub(
  home: Home,
  flags: readonly string[] = [],
  { env = {}, data = home.path('hub') }: ServeOptions = {},
): Promise<Served> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--json', '--port', '0', '--data', data, ...flags], {
    cwd: home.root,
    env: { ...home.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
  const ended: Served['ended'] = new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  const lines = readline.createInterface({ input: child.stdout });
  const first = await Promise.race([new Promise<string>((resolve) => lines.once('line', resolve)), ended]);
  if (typeof first !== 'string') throw new Error(`the hub ended with ${first.code ?? first.signal}: ${stderr}`);
  const { url, tokenFile } = JSON.parse(first) as { url: string; tokenFile: string };
  const database = flags.flatMap((flag, at) => (flag === '--database-url' ? [flag, flags[at + 1] ?? ''] : []));
  return {
    url,
    tokenFile,
    pid: child.pid ?? 0,
    ended,
    token: (handle) =>
      home.json<{ token: string }>(['admin', 'token', 'create', handle, '--data', data, ...database]).token,
    said: () => stderr,
    async stop() {
      child.kill('SIGTERM');
      return (await ended).code;
    },
  };
}
