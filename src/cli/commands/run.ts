/** run: one session of an agent with a persona. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endSession, type Lent, planSession, type Session } from '../../actions/run.ts';
import { SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import { type Output, oneLine } from '../output.ts';
import { commandLine, shellWord } from '../shell.ts';
import { type SwitchFlags, showSwitch, slotCommand, slotJson, switchRequest } from './slot.ts';

interface RunFlags extends SwitchFlags {
  readonly soul?: string;
}

/** The agent's own exit code. With `--json` what the agent says is talk: stdout has our one answer. */
export async function run({ out, ctx, flags }: Cli<RunFlags>, ...given: unknown[]): Promise<number> {
  const command = given.flat() as string[];
  if (flags.soul === undefined) throw noSoul();
  const session = await planSession(ctx, { ...switchRequest(flags), soul: flags.soul, command });
  if (flags.dryRun) return show(out, session);
  const { exit, keptEdit } = await through({ out, ctx, flags }, session);
  if (keptEdit !== null) sayKept({ out, flags }, session, keptEdit);
  out.data({ ...runJson(session), dryRun: false, exit, keptEdit });
  return exit;
}

/** The whole session: whatever happens in it, the slot is given back. */
async function through({ out, ctx }: Cli<RunFlags>, session: Session) {
  const guard = startGuard(session.lent);
  let keptEdit: number | null = null;
  let exit: number;
  try {
    await session.begin();
    say(out, session);
    exit = await startAgent(session, ctx.env, out.options.json ? process.stderr : 'inherit');
  } finally {
    keptEdit = endSession(ctx, session.lent);
    guard.stdin?.end('done');
  }
  return { exit, keptEdit };
}

function noSoul(): SoulError {
  return new SoulError('E_USAGE', text('which soul? --soul <soul>', '缺少角色：--soul <soul>'), {
    hint: text('clawhub run --soul go-backend-expert -- claude', 'clawhub run --soul go-backend-expert -- claude'),
  });
}

/** What would change for the session, then the command that would be started. */
async function show(out: Output, session: Session): Promise<number> {
  const { command, env } = session;
  const changes = await session.rehearse();
  say(out, session);
  if (changes !== null) await showSwitch(out, changes);
  else out.talk(out.t('no file of yours would be changed', '不会改动你的任何文件'));
  const settings = Object.entries(env).map(([name, value]) => `${name}=${shellWord(shortened(value))}`);
  out.print([...settings, commandLine(command.map(shortened))].join(' '));
  const slots = (changes?.slots ?? []).map((slot) => slotJson(slot, out));
  out.data({ ...runJson(session), dryRun: true, slots });
  return 0;
}

/** A whole persona may be among the words. */
function shortened(word: string): string {
  return word.length > 200 ? oneLine(word, 200) : word;
}

function runJson({ soul, agent, command, env, lent }: Session) {
  const how = lent.slot === null ? 'flag' : 'switch';
  return { soul: soul.name, version: soul.version, lang: soul.lang, agent, how, command, env };
}

function sayKept({ out, flags }: Pick<Cli<RunFlags>, 'out' | 'flags'>, session: Session, entry: number): void {
  const restore = `restore ${entry}`;
  const place = flags.workspace ? ['--workspace', flags.workspace] : flags.slot ? ['--slot', flags.slot] : null;
  const command = place === null ? slotCommand(restore, session) : `clawhub ${restore} ${commandLine(place)}`;
  out.talk(
    out.t(
      `${session.title}: the soul was edited in this session; kept as entry ${entry}: ${command}`,
      `${session.title}：本次会话中角色被修改过；已保存为第 ${entry} 条：${command}`,
    ),
  );
}

function say(out: Output, { soul, title, lent }: Session): void {
  const name = oneLine(soul.title, 80);
  const back = lent.slot === null ? '' : out.t(', given back afterwards', '，结束后恢复原状');
  out.talk(out.t(`${title}: ${name}, for this session${back}`, `${title}：${name}，仅限本次会话${back}`));
}

/** It outlives us only when we are killed; Ctrl-C in the terminal does not reach it. */
function startGuard(lent: Lent): ChildProcess {
  const guard = spawn(process.execPath, [fileURLToPath(import.meta.resolve('../guard.js')), JSON.stringify(lent)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  guard.on('error', () => {});
  guard.stdin?.on('error', () => {});
  return guard;
}

/** Ctrl-C is for the agent: it decides what that means. */
async function startAgent(
  { command, env }: Session,
  base: NodeJS.ProcessEnv,
  stdout: NodeJS.WriteStream | 'inherit',
): Promise<number> {
  const [program = '', ...args] = command;
  process.removeAllListeners('SIGINT').on('SIGINT', () => {});
  const child = spawn(program, args, { stdio: ['inherit', stdout, 'inherit'], env: { ...base, ...env } });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const)
    process.removeAllListeners(signal).on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', (cause: NodeJS.ErrnoException) => reject(cannotStart(program, cause)));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

function cannotStart(program: string, cause: NodeJS.ErrnoException): SoulError {
  const missing = cause.code === 'ENOENT';
  const says = missing
    ? text(`there is no program ${program}`, `找不到程序 ${program}`)
    : text(`${program} could not be started`, `无法启动 ${program}`);
  return new SoulError('E_NO_AGENT', says, { details: { program, errno: cause.code ?? '' }, cause });
}
