/**
 * A command in this process, as `cli/program.ts` runs it, with the machine of a test as its world: some milliseconds
 * instead of a process. For what comes after the command that a test is about.
 */
import path from 'node:path';
import { COMMANDS } from '../../src/cli/commands.ts';
import { type GlobalFlags, makeContext } from '../../src/cli/config.ts';
import type { Output } from '../../src/cli/output.ts';
import { isSoulError } from '../../src/core/errors.ts';
import type { Home } from './home.ts';

export interface Answered {
  readonly code: number;
  /** What `--json` prints. */
  // biome-ignore lint/suspicious/noExplicitAny: each command has a shape of its own, and tests say which they expect
  readonly answer: any;
}

/** Words without flags, but `--force`; always with `--yes` and `--json`. */
export async function runHere(
  home: Home,
  words: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Answered> {
  const [name, ...rest] = words;
  const spec = COMMANDS.find(({ usage }) => usage.split(' ')[0] === name);
  if (!spec) throw new Error(`no command ${name}`);
  const flags: GlobalFlags & { force: boolean } = { json: true, yes: true, force: rest.includes('--force') };
  const given = rest.filter((word) => !word.startsWith('--'));
  const args = spec.usage.includes('...') ? [given] : given;
  let answer: unknown = null;
  const out = listener((value) => {
    answer = value;
  });
  try {
    const ctx = makeContext(flags, { ...home.env, ...env }, path.resolve(home.root, cwd), out);
    const run = await spec.load();
    const code = await run({ out, ctx, flags }, ...(args as string[]));
    return { code: typeof code === 'number' ? code : 0, answer };
  } catch (error) {
    if (!isSoulError(error)) throw error;
    return { code: error.exit, answer: { error: error.toJson('en') } };
  }
}

function listener(data: (value: unknown) => void): Output {
  const plain = (text: string) => text;
  const nothing = () => {};
  return {
    options: { json: true, quiet: true, verbose: false, lang: 'en', env: {} },
    lang: 'en',
    style: { bold: plain, dim: plain, green: plain, red: plain, yellow: plain, cyan: plain },
    t: (en) => en,
    say: (text) => text.en,
    print: nothing,
    data,
    talk: nothing,
    status: nothing,
    fail: nothing,
  };
}
