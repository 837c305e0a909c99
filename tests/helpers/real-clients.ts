/**
 * Programs that others wrote, run as their users run them: in an empty home, knowing nothing but a hub. They are installed
 * by `npm run clients`; where one is missing its tests are skipped with that reason, and fail in CI.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const CACHE = process.env.SOULHUB_CLIENTS ?? path.join(os.homedir(), '.cache', 'soulhub-clients');

/** Files below `node_modules` of each client's folder. */
const PROGRAMS = {
  clawhub: 'clawhub/bin/clawdhub.js',
  'clawhub-0.20': 'clawhub/bin/clawdhub.js',
  'clawhub-0.8': 'clawhub/bin/clawdhub.js',
  openclaw: 'openclaw/openclaw.mjs',
  npm: 'npm/bin/npm-cli.js',
  pnpm: 'pnpm/bin/pnpm.mjs',
  yarn: '@yarnpkg/cli-dist/bin/yarn.js',
  verdaccio: 'verdaccio/bin/verdaccio',
} as const;

export type ClientName = keyof typeof PROGRAMS;

/** The program, or why it cannot be run. */
export function programOf(name: ClientName): { readonly file: string; readonly missing: string | null } {
  const file = path.join(CACHE, name, 'node_modules', ...PROGRAMS[name].split('/'));
  if (fs.existsSync(file)) return { file, missing: null };
  if (process.env.CI) throw new Error(`${file} is missing: npm run clients`);
  return { file, missing: `${name} is not installed: npm run clients` };
}

/** `name`, or `name, skipped: why`, for a title. */
export function titleFor(what: string, ...names: readonly ClientName[]): string {
  const missing = missingOf(...names);
  return missing === null ? what : `${what}, skipped: ${missing}`;
}

export function missingOf(...names: readonly ClientName[]): string | null {
  return names.map((name) => programOf(name).missing).find((why) => why !== null) ?? null;
}

export interface ClientRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, for messages. */
  readonly all: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on stdin from the start. */
  readonly input?: string;
  /** What is typed, each when the program has asked for it. */
  readonly replies?: readonly { readonly to: RegExp; readonly say: string }[];
  /** Called with all output so far, whenever there is more. */
  readonly onOutput?: (all: string) => void;
  /** Milliseconds; 120,000 if not given. */
  readonly timeout?: number;
}

export interface ClientHome {
  readonly root: string;
  readonly work: string;
  /** What every run sees. */
  readonly env: Readonly<Record<string, string>>;
  run(name: ClientName, args: readonly string[], options?: RunOptions): Promise<ClientRun>;
  /** Writes a file below `work`. */
  write(file: string, content: string | Uint8Array): string;
  read(file: string): string;
  has(file: string): boolean;
  json<T = Record<string, unknown>>(file: string): T;
  remove(): void;
}

/** @param env what every run sees: where the hub is */
export function clientHome(env: Readonly<Record<string, string>> = {}): ClientHome {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-client-')));
  const work = path.join(root, 'work');
  fs.mkdirSync(work);
  const at = (file: string) => path.resolve(work, file);
  const base = {
    PATH: [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(path.delimiter),
    HOME: root,
    NO_COLOR: '1',
    ...env,
  };
  return {
    root,
    work,
    env: base,
    run: (name, args, options = {}) =>
      run(programOf(name).file, args, { cwd: work, ...options, env: { ...base, ...options.env } }),
    write(file, content) {
      fs.mkdirSync(path.dirname(at(file)), { recursive: true });
      fs.writeFileSync(at(file), content);
      return at(file);
    },
    read: (file) => fs.readFileSync(at(file), 'utf8'),
    has: (file) => fs.existsSync(at(file)),
    json: (file) => JSON.parse(fs.readFileSync(at(file), 'utf8')),
    remove: () => fs.rmSync(root, { recursive: true, force: true }),
  };
}

/** Another program in the same home, such as our own. */
export function runProgram(
  { root, work, env }: ClientHome,
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<ClientRun> {
  const ours = { ...env, HOME: root, SOULHUB_HOME: path.join(root, '.soulhub'), ...options.env };
  return run(file, args, { cwd: work, ...options, env: ours });
}

function run(file: string, args: readonly string[], options: RunOptions): Promise<ClientRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: options.cwd,
      env: options.env as NodeJS.ProcessEnv,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    const replies = [...(options.replies ?? [])];
    const heard = () => {
      options.onOutput?.(stdout + stderr);
      if (!replies[0]?.to.test(stdout + stderr)) return;
      child.stdin.write(replies.shift()?.say ?? '');
      if (replies.length === 0) child.stdin.end();
    };
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
      heard();
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
      heard();
    });
    child.stdin.on('error', () => {});
    if (replies.length === 0) child.stdin.end(options.input ?? '');
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 120_000);
    child.on('error', reject).on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, all: stdout + stderr });
    });
  });
}

/** A skill in a folder below `work`. */
export function writeSkill(
  home: ClientHome,
  folder: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const name = path.basename(folder);
  home.write(
    `${folder}/SKILL.md`,
    `---\nname: ${name}\ndescription: A skill called ${name}.\n---\n\n# ${name}\n\n${body}\n`,
  );
  for (const [file, content] of Object.entries(more)) home.write(`${folder}/${file}`, content);
  return path.join(home.work, folder);
}
