/**
 * A machine of its own for a test: an empty HOME in a temporary folder, and the built program run in it as a user runs
 * it. Nothing of the real home is visible, no source but the bundled one is asked.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sha256Hex } from '../../src/core/sha256.ts';

/** Another build can be tested by naming its `launch.cjs`. */
export const PROGRAM =
  process.env.SOULHUB_TEST_PROGRAM ?? path.resolve(import.meta.dirname, '../../dist/src/cli/launch.cjs');
/** Another Node to run the program with, such as the oldest one that is supported. */
const NODE = process.env.SOULHUB_TEST_NODE ?? process.execPath;

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Kill it after so many milliseconds. */
  readonly killAfter?: number;
  /** Run as another user; only root can. */
  readonly uid?: number;
}

export interface Home {
  /** Also the working directory unless a test says otherwise. */
  readonly root: string;
  readonly env: Record<string, string>;
  path(...parts: string[]): string;
  write(file: string, content: string | Uint8Array, mode?: number): string;
  read(file: string): Buffer;
  has(file: string): boolean;
  /** Waits for the end; never throws for an exit code. */
  run(args: readonly string[], options?: RunOptions): Ran;
  /** Does not block, for commands that run side by side. */
  start(args: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Resolves with the first match in what it says; it runs on, until `ended`. */
  startUntil(
    args: readonly string[],
    says: RegExp,
    options?: RunOptions,
  ): Promise<{ found: string; ended: Promise<Ran> }>;
  /** Runs with `--json`; the answer, whatever the exit code. */
  json<T = Record<string, unknown>>(args: readonly string[], options?: RunOptions): T;
  /** An OpenClaw that was set up, with its workspace; returns the workspace. */
  openclaw(config?: unknown): string;
  remove(): void;
}

const PASSED_ON = ['PATH', 'LD_LIBRARY_PATH', 'SYSTEMROOT', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

export function makeHome(): Home {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-')));
  const inherited = PASSED_ON.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []));
  const env: Record<string, string> = {
    ...Object.fromEntries(inherited),
    HOME: root,
    SOULHUB_HOME: path.join(root, '.soulhub'),
    // Compiled code is shared between the runs of a test, as on a user's machine.
    NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'soulhub-test-compile-cache'),
  };
  const at = (...parts: string[]) => path.resolve(root, ...parts);
  const settings = (options: RunOptions = {}) => ({
    cwd: options.cwd ?? root,
    env: { ...env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });

  const home: Home = {
    root,
    env,
    path: at,
    write(file, content, mode) {
      fs.mkdirSync(path.dirname(at(file)), { recursive: true });
      fs.writeFileSync(at(file), content);
      if (mode !== undefined) fs.chmodSync(at(file), mode);
      return at(file);
    },
    read: (file) => fs.readFileSync(at(file)),
    has: (file) => fs.lstatSync(at(file), { throwIfNoEntry: false }) !== undefined,
    run(args, options = {}) {
      const result = spawnSync(NODE, [PROGRAM, ...args], {
        ...settings(options),
        input: options.input ?? '',
        encoding: 'utf8',
        maxBuffer: 64 * 1024 * 1024,
        timeout: options.killAfter ?? 60_000,
        killSignal: 'SIGKILL',
      });
      if (result.error && options.killAfter === undefined) throw result.error;
      return { code: result.status, signal: result.signal, stdout: result.stdout, stderr: result.stderr };
    },
    start: (args, options = {}) => startProgram(args, settings(options), options),
    startUntil: (args, says, options = {}) =>
      new Promise((resolve, reject) => {
        let heard = '';
        const ended = startProgram(args, settings(options), options, (more) => {
          heard += more;
          const found = says.exec(heard)?.[0];
          if (found !== undefined) resolve({ found, ended });
        });
        ended.then(({ code }) => reject(new Error(`ended with ${code} without saying ${says}: ${heard}`)), reject);
      }),
    json(args, options) {
      const { stdout, stderr } = home.run([...args, '--json'], options);
      try {
        return JSON.parse(stdout);
      } catch {
        throw new Error(`no JSON from ${args.join(' ')}: ${stdout}${stderr}`);
      }
    },
    openclaw(config) {
      const workspace = at('.openclaw', 'workspace');
      fs.mkdirSync(workspace, { recursive: true });
      home.write(
        '.openclaw/openclaw.json',
        `${JSON.stringify(config ?? { agents: { defaults: { workspace } } }, null, 2)}\n`,
      );
      return workspace;
    },
    remove() {
      fs.rmSync(root, { recursive: true, force: true });
    },
  };
  return home;
}

function startProgram(
  args: readonly string[],
  settings: { cwd: string; env: Record<string, string>; uid?: number; gid?: number },
  options: RunOptions,
  hear: (more: string) => void = () => {},
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(NODE, [PROGRAM, ...args], { ...settings, stdio: ['pipe', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      stdout += chunk;
      hear(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      stderr += chunk;
      hear(chunk);
    });
    child.stdin.on('error', () => {}).end(options.input ?? '');
    const timer = setTimeout(() => child.kill('SIGKILL'), options.killAfter ?? 60_000);
    child.on('error', reject).on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** A soul in a folder; its name is the folder's. */
export function writeSoul(
  home: Home,
  folder: string,
  body: string,
  options: { version?: string; files?: Record<string, string> } = {},
): string {
  const name = path.basename(folder);
  const head = `---\nname: ${name}\nversion: ${options.version ?? '1.0.0'}\nkind: soul\ndisplayName: ${JSON.stringify(name)}\nlanguages: [en]\n---\n\n`;
  home.write(`${folder}/SOUL.md`, head + body);
  for (const [file, content] of Object.entries(options.files ?? {})) home.write(`${folder}/${file}`, content);
  return home.path(folder);
}

interface HistoryAnswer {
  readonly slots: readonly {
    readonly agent: string;
    readonly entries: readonly { readonly id: number; readonly files: Readonly<Record<string, string>> }[];
  }[];
}

/**
 * The promise of the product: every text that ever was in a user's file is in place or comes back by one command.
 * Returns the texts that cannot be found; brings one of the others back for real, to prove that the command works.
 */
export function lostTexts(
  home: Home,
  folder: string,
  file: string,
  texts: readonly (string | Uint8Array)[],
  flags: readonly string[] = [],
): string[] {
  const { slots } = home.json<HistoryAnswer>(['history', ...flags], { cwd: folder });
  const kept = new Set(slots.flatMap(({ entries }) => entries.map(({ files }) => files[file])));
  const place = path.join(folder, file);
  const present = fs.existsSync(place) ? sha256Hex(fs.readFileSync(place)) : null;
  return texts
    .map((text) => Buffer.from(text))
    .filter((text) => sha256Hex(text) !== present && !kept.has(sha256Hex(text)))
    .map((text) => text.toString('utf8').slice(0, 60));
}

export interface Watch {
  /** Notes the texts that are there now; returns those that were there once and that no command brings back. */
  look(): string[];
  /** Brings every noted text back for real, each in a copy of the folder, with the command that `history` prints. */
  bringBack(): string[];
}

/** Follows the user's files through a test. `flags` choose the slot (`--agent`, `--workspace`) when there are several. */
export function watchTexts(home: Home, folder: string, files: readonly string[], flags: readonly string[] = []): Watch {
  const seen = new Map<string, { file: string; sha: string; shown: string }>();
  const shaNow = (file: string, root = folder) => {
    const stat = fs.lstatSync(path.join(root, file), { throwIfNoEntry: false });
    return stat?.isFile() ? sha256Hex(fs.readFileSync(path.join(root, file))) : null;
  };
  const note = () => {
    for (const file of files) {
      const sha = shaNow(file);
      if (sha === null) continue;
      const shown = fs.readFileSync(path.join(folder, file), 'utf8').slice(0, 60);
      seen.set(`${file} ${sha}`, { file, sha, shown: `${file}: ${shown}` });
    }
  };
  const slots = () => home.json<HistoryAnswer>(['history', ...flags], { cwd: folder }).slots;
  const idOf = (entries: HistoryAnswer['slots'][number]['entries'], file: string, sha: string) =>
    entries.findLast((entry) => entry.files[file] === sha)?.id;
  note();
  return {
    look() {
      note();
      const entries = slots().flatMap((slot) => slot.entries);
      return [...seen.values()]
        .filter(({ file, sha }) => shaNow(file) !== sha && idOf(entries, file, sha) === undefined)
        .map(({ shown }) => shown);
    },
    bringBack() {
      note();
      const [slot] = slots();
      const missing = [...seen.values()].filter(({ file, sha }) => {
        if (shaNow(file) === sha) return false;
        const copy = fs.mkdtempSync(path.join(home.root, 'copy-'));
        fs.cpSync(folder, copy, { recursive: true, verbatimSymlinks: true, filter: (from) => !from.startsWith(copy) });
        const id = String(idOf(slot?.entries ?? [], file, sha));
        home.run(['restore', id, '--agent', slot?.agent ?? '', '--workspace', copy, '--replace-link']);
        const back = shaNow(file, copy) === sha;
        fs.rmSync(copy, { recursive: true });
        return !back;
      });
      return missing.map(({ shown }) => shown);
    },
  };
}

/** Left by every command that takes the lock, also by one that changes nothing. */
const LOCKS = /(?:^|\/)(?:locks?|work-lock)\/lock\.\d+(?:\.free)?$/;

/**
 * Everything below a folder: path → kind, mode and a hash of the content. Two of them are equal when nothing was changed.
 * Numbers of locks do not count, nor does a folder that holds nothing else.
 */
export function snapshot(folder: string): Record<string, string> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const rows = entries.flatMap((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, file).split(path.sep).join('/');
    return LOCKS.test(name) || (entry.isDirectory() && fs.readdirSync(file).length > 0) ? [] : [[name, describe(file)]];
  });
  return Object.fromEntries(rows.filter(([name]) => !/(?:^|\/)(?:locks?|work-lock)$/.test(name ?? '')).sort());
}

function describe(file: string): string {
  const stat = fs.lstatSync(file);
  const mode = (stat.mode & 0o7777).toString(8);
  if (stat.isSymbolicLink()) return `link ${fs.readlinkSync(file)}`;
  if (stat.isDirectory()) return `folder ${mode}`;
  return stat.isFile() ? `file ${mode} ${stat.nlink} ${sha256Hex(fs.readFileSync(file))}` : `other ${mode}`;
}
