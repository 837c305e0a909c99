/** run: one session of an agent with a persona. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { endSession, type Lent, planSession, type Session } from '../../actions/run.ts';
import { SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import { type Output, oneLine } from '../output.ts';
import { type SwitchFlags, switchRequest } from './slot.ts';

interface RunFlags extends SwitchFlags {
  readonly soul?: string;
}

/** The agent's own exit code. */
export async function run({ out, ctx, flags }: Cli<RunFlags>, ...given: unknown[]): Promise<number> {
  const command = given.flat() as string[];
  if (flags.soul === undefined) throw noSoul();
  const session = await planSession(ctx, { ...switchRequest(flags), soul: flags.soul, command });
  if (flags.dryRun) return show(out, session);
  const guard = startGuard(session.lent);
  try {
    await session.begin();
    say(out, session);
    return await startAgent(session, ctx.env);
  } finally {
    endSession(ctx, session.lent);
    guard.stdin?.end('done');
  }
}

function noSoul(): SoulError {
  return new SoulError('E_USAGE', text('which soul? --soul <soul>', '缺少角色：--soul <soul>'), {
    hint: text('clawhub run --soul go-backend-expert -- claude', 'clawhub run --soul go-backend-expert -- claude'),
  });
}

function show(out: Output, { soul, agent, command, env, lent }: Session): number {
  const how = lent.slot === null ? 'flag' : 'switch';
  out.print(command.map((word) => oneLine(word, 60)).join(' '));
  out.data({ soul: soul.name, version: soul.version, lang: soul.lang, agent, how, command, env });
  return 0;
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
async function startAgent({ command, env }: Session, base: NodeJS.ProcessEnv): Promise<number> {
  const [program = '', ...args] = command;
  process.removeAllListeners('SIGINT').on('SIGINT', () => {});
  const child = spawn(program, args, { stdio: 'inherit', env: { ...base, ...env } });
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
