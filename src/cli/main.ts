/** The entry: run, catch, exit code. Nothing else ends the process. */
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { type GlobalFlags, readConfigFile, uiLang } from './config.ts';
import { commandFirst } from './flags.ts';
import { createOutput, type Output } from './output.ts';

export async function run(typed: readonly string[]): Promise<void> {
  const args = commandFirst(typed);
  // What follows -- is another program's.
  const out = outputFor(args.includes('--') ? args.slice(0, args.indexOf('--')) : args);
  cancelOnSignal(out);
  closedPipes();
  try {
    const { createProgram } = await import('./program.ts');
    await createProgram(out, args).parseAsync(args.length === 0 ? ['--help'] : [...args], { from: 'user' });
  } catch (error) {
    process.exitCode = await explain(error, args, out);
  }
}

/** The flags that decide how to speak are needed before the command line is understood: errors must speak that way too. */
function outputFor(args: readonly string[]): Output {
  const has = (...names: string[]) => names.some((name) => args.includes(name));
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const value = args[at]?.includes('=') ? args[at]?.slice('--lang='.length) : args[at + 1];
  const flags: GlobalFlags = at === -1 || value === undefined ? {} : { lang: value };
  return createOutput({
    json: has('--json'),
    quiet: has('--quiet', '-q'),
    verbose: has('--verbose'),
    lang: uiLang(flags, process.env, quietConfig()),
    env: process.env,
  });
}

function quietConfig() {
  try {
    const home = process.env.SOULHUB_HOME || `${process.env.HOME ?? ''}/.soulhub`;
    return readConfigFile(`${home}/config.json`);
  } catch {
    // A broken file is reported by the command that needs it.
    return null;
  }
}

/** Changes to files are synchronous, so a signal is only ever handled between them. */
function cancelOnSignal(out: Output): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      out.fail(new SoulError('E_CANCELLED', text('cancelled', '已取消')));
      process.exit(code);
    });
  }
}

/** Whoever reads data and leaves (`| head`) has enough. Nobody hearing what we say is no reason to leave work half done. */
function closedPipes(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function explain(error: unknown, args: readonly string[], out: Output): Promise<number> {
  const { usageError } = await import('./program.ts');
  const known = isSoulError(error) ? error : usageError(error, args);
  if (known === 'done') return 0;
  // Before a word is said: there may be nobody left to hear it.
  process.exitCode = known ? known.exit : 1;
  if (known) {
    const { advised } = await import('./advice.ts');
    out.fail(advised(known, args));
    return known.exit;
  }
  out.fail(internal(error));
  if (out.options.verbose || !out.options.json)
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return 1;
}

export function internal(cause: unknown): SoulError {
  const what = cause instanceof Error ? cause.message : String(cause);
  return new SoulError('E_INTERNAL', text(`this is a bug of ours: ${what}`, `这是我们的程序错误：${what}`), {
    hint: text('please report it with the lines below', '请将以下内容反馈给我们'),
    cause,
  });
}
