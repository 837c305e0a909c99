/** The entry: run, catch, exit code. Nothing else ends the process. */
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { reason } from '../store/disk.ts';
import { onInterrupt } from '../store/interrupt.ts';
import { type GlobalFlags, readConfigFile, uiLang } from './config.ts';
import { commandFirst, withoutAnywhere } from './flags.ts';
import { createOutput, type Output } from './output.ts';

export async function run(typed: readonly string[]): Promise<void> {
  const args = commandFirst(typed);
  // What follows -- is another program's.
  const out = outputFor(args.includes('--') ? args.slice(0, args.indexOf('--')) : args);
  cancelOnSignal(out);
  closedPipes(out);
  const help: string[] = [];
  try {
    const asked = isNoCommand(args[0]) ? withoutAnywhere(args) : args;
    if (asked.length === 1 && VERSION.includes(asked[0] as string)) return await sayVersion(out);
    const { createProgram } = await import('./program.ts');
    const program = createProgram(out, args, (part) => help.push(part));
    await program.parseAsync(asked.length === 0 ? ['--help'] : [...asked], { from: 'user' });
  } catch (error) {
    process.exitCode = await explain(error, args, out);
  }
  sayHelp(help.join(''), out);
}

/** As in launch.cjs, which answers the usual case. */
const VERSION: readonly string[] = ['--version', '-V', '--cli-version'];

function isNoCommand(first: string | undefined): boolean {
  return first === undefined || first === 'help' || first.startsWith('-');
}

async function sayVersion(out: Output): Promise<void> {
  const { programVersion } = await import('../actions/version.ts');
  out.print(programVersion());
  out.data({ version: programVersion() });
}

function sayHelp(help: string, out: Output): void {
  if (help === '') return;
  out.print(help.trimEnd());
  out.data({ help });
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

/** Changes to files are synchronous, so a signal is only ever handled between them; a wait for another command it ends. */
function cancelOnSignal(out: Output): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    onInterrupt(signal, () => {
      out.fail(new SoulError('E_CANCELLED', text('cancelled', '已取消')));
      process.exit(code);
    });
  }
}

/**
 * Whoever reads data and leaves (`| head`) has enough. That nobody hears what we say, or that there is no room for it, is
 * no reason to leave work half done; but an answer that is lost is no success.
 */
function closedPipes(out: Output): void {
  let lost = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    if (lost) return;
    lost = true;
    const said = unwritten(error);
    createOutput({ ...out.options, json: false }).fail(said);
    process.once('exit', () => {
      process.exitCode = said.exit;
    });
  });
  process.stderr.on('error', () => {});
}

function unwritten(cause: NodeJS.ErrnoException): SoulError {
  const code = cause.code ?? '';
  const [en, zh] = reason(code);
  return new SoulError('E_FILE', text(`the answer could not be written: ${en}`, `无法写出结果：${zh}`), {
    hint: text(
      'what the command does is done all the same; send its output elsewhere',
      '命令本身照常完成；请将输出改到别处',
    ),
    details: { errno: code },
    cause,
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
