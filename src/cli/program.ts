/** The command line, built from the table in `commands.ts`. Each command loads its code when it runs. */
import { Command, CommanderError, Help, Option } from 'commander';
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { COMMANDS, type CommandSpec, GROUPS, type Group, PARENTS, wordsOf } from './commands.ts';
import { type GlobalFlags, makeContext, workingFolder } from './config.ts';
import { EVERYWHERE } from './flags.ts';
import type { Output } from './output.ts';

/** Only the command that was asked for gets its flags; the others are names for the help page. That halves the cost. */
export function createProgram(out: Output, args: readonly string[], help: (part: string) => void): Command {
  const { t } = out;
  const program = new Command('clawhub')
    .description(
      t(
        'Find, install, switch and clear personas (souls) for AI agents.',
        '为 AI 智能体查找、安装、切换和清除角色（soul）。',
      ),
    )
    // Only for the help page: launch.cjs answers it. A command may have a --version of its own.
    .option('-V, --version', t('show the version', '显示版本'))
    .enablePositionalOptions()
    .addHelpCommand(
      plain(
        new Command('help')
          .argument('[command]')
          .description(t('show help', '显示帮助'))
          .helpGroup(heading('machine', out)),
        out,
      ),
    )
    .showSuggestionAfterError(true);
  plain(program, out).configureOutput({ writeErr: () => {}, writeOut: help });
  const asked = askedFor(args);
  const parents = new Map<string, Command>();
  for (const spec of COMMANDS) {
    const [parent, child] = wordsOf(spec);
    const below = child === undefined || parent === undefined ? program : parentOf(program, parents, parent, out);
    const command = plain(
      below
        .command(child === undefined ? spec.usage : spec.usage.slice(`${parent} `.length))
        .description(out.say(spec.help))
        .aliases([...spec.aliases]),
      out,
    );
    if (below === program) command.helpGroup(heading(spec.group, out));
    const names = [command.name(), ...spec.aliases];
    const wanted =
      child === undefined ? names.includes(asked[0] ?? '') : asked[0] === parent && names.includes(asked[1] ?? '');
    if (wanted) addFlags(command, spec, out);
    command.action((...given: unknown[]) => runCommand(spec, given, out));
  }
  return program;
}

/** The first two words that are no flags; `help` in front is left out. */
function askedFor(args: readonly string[]): readonly string[] {
  const words = args.filter((arg) => !arg.startsWith('-'));
  return words[0] === 'help' ? words.slice(1, 3) : words.slice(0, 2);
}

/** `skill`, `transfer`: only a way to the commands below it. */
function parentOf(program: Command, parents: Map<string, Command>, name: string, out: Output): Command {
  const known = parents.get(name);
  if (known) return known;
  const spec = PARENTS[name];
  const made = plain(program.command(name).description(spec ? out.say(spec.help) : ''), out);
  if (spec) made.helpGroup(heading(spec.group, out));
  made.helpCommand(false).enablePositionalOptions().showSuggestionAfterError(true);
  parents.set(name, made);
  return made;
}

function heading(group: Group, { t }: Output): string {
  const { en, zh } = GROUPS[group];
  return t(`${en}:`, `${zh}：`);
}

/** commander's own headings. */
const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Options:': '选项：',
  'Commands:': '命令：',
  'Arguments:': '参数：',
};

/** commander puts a space behind its titles; a full-width colon brings its own. */
function withoutGap(page: string): string {
  return page.replace(/^(\S*：\S*) /, '$1');
}

/** Errors come back to `main.ts` instead of ending the process. */
function plain(command: Command, out: Output): Command {
  return command
    .helpOption('-h, --help', out.t('show help', '显示帮助'))
    .exitOverride()
    .configureHelp({
      styleTitle: (title) => out.style.bold(out.t(title, TITLES[title] ?? title)),
      formatHelp: (shown, helper) => withoutGap(Help.prototype.formatHelp.call(helper, shown, helper)),
    });
}

function addFlags(command: Command, spec: CommandSpec, out: Output): void {
  const own = new Set(spec.flags.map(({ flags }) => flags));
  for (const { flags } of EVERYWHERE) if (!own.has(flags)) command.addOption(new Option(flags).hideHelp());
  for (const { flags, help, many } of spec.flags) {
    if (many)
      command.option(flags, out.say(help), (value: string, before: readonly string[] = []) => [...before, value]);
    else command.option(flags, out.say(help));
  }
  if (spec.verbs) command.addHelpText('after', verbsHelp(spec.verbs, out));
}

function verbsHelp(verbs: NonNullable<CommandSpec['verbs']>, out: Output): string {
  const width = Math.max(...verbs.map(({ usage }) => usage.length));
  const lines = verbs.map(({ usage, help }) => `  ${usage.padEnd(width)}  ${out.say(help)}`);
  return `\n${out.style.bold(out.t('Words:', '用法：'))}\n${lines.join('\n')}`;
}

/** commander gives the arguments, then the options, then the command. */
async function runCommand(spec: CommandSpec, given: readonly unknown[], out: Output): Promise<void> {
  const flags = given.at(-2) as GlobalFlags;
  const words = given.slice(0, -2) as string[];
  const run = await spec.load();
  const ctx = makeContext(flags, process.env, workingFolder(), out);
  const start = async (asked: GlobalFlags) => run({ out, flags: asked, ctx }, ...words);
  const code = await start(flags).catch(async (error: unknown) => start(await forOneAgent(error, flags, out)));
  if (typeof code === 'number') process.exitCode = code;
}

/** A command chooses its agents before it does anything, so after the question it begins again. @throws what it is given */
async function forOneAgent(error: unknown, flags: GlobalFlags, out: Output): Promise<GlobalFlags> {
  if (!isSoulError(error, 'E_AMBIGUOUS')) throw error;
  const { askWhichAgent } = await import('./which-agent.ts');
  return { ...flags, ...(await askWhichAgent(error, flags, out)) };
}

const USAGE_ZH: readonly (readonly [RegExp, string])[] = [
  [/^unknown command '(.*)'$/, '没有“$1”这个命令'],
  [/^unknown option '(.*)'$/, '没有“$1”这个选项'],
  [/^missing required argument '(.*)'$/, '缺少参数“$1”'],
  [/^option '(.*)' argument missing$/, '选项“$1”缺少值'],
  [
    /^too many arguments for '(.*)'\. Expected (\d+) arguments? but got (\d+)\.$/,
    '“$1”的参数过多：应为 $2 个，实际 $3 个',
  ],
];

function inChinese(message: string): string {
  const found = USAGE_ZH.find(([pattern]) => pattern.test(message));
  return found ? message.replace(found[0], found[1]) : message;
}

/** What commander threw, as ours: exit code 2, its own suggestion as the hint. */
export function usageError(error: unknown, args: readonly string[]): SoulError | 'done' | null {
  if (!(error instanceof CommanderError)) return null;
  if (error.exitCode === 0) return 'done';
  if (error.code === 'commander.help') return noSuchCommand(askedFor(args));
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggested = /Did you mean (.*)\?/.exec(rest.join(' '))?.[1];
  const help = helpFor(args);
  const hint = suggested ? text(`did you mean ${suggested}?`, `是不是 ${suggested}？`) : text(help, help);
  return new SoulError('E_USAGE', text(first, inChinese(first)), { hint, cause: error });
}

/** The help page nearest to what was typed. */
function helpFor(args: readonly string[]): string {
  const [first = '', second = ''] = askedFor(args);
  const known = (name: string, below: string | null) =>
    COMMANDS.some((spec) => {
      const words = wordsOf(spec);
      const names = [words.at(-1), ...spec.aliases];
      return below === null ? words.length === 1 && names.includes(name) : words[0] === below && names.includes(name);
    });
  if (known(second, first)) return `clawhub ${first} ${second} --help`;
  return known(first, null) || Object.hasOwn(PARENTS, first) ? `clawhub ${first} --help` : 'clawhub --help';
}

/** `clawhub skill` alone has named no command yet. */
function noSuchCommand([first = '', second]: readonly string[]): SoulError {
  if (Object.hasOwn(PARENTS, first) && second === undefined) {
    const below = COMMANDS.map(wordsOf).flatMap(([parent, child]) => (parent === first && child ? [child] : []));
    return new SoulError('E_USAGE', text(`clawhub ${first} needs one more word`, `clawhub ${first} 后面还缺一个词`), {
      hint: text(below.join(', '), below.join('、')),
    });
  }
  const name = second === undefined ? first : `${first} ${second}`;
  return new SoulError('E_USAGE', text(`unknown command '${name}'`, `没有“${name}”这个命令`), {
    hint: text(helpFor([first]), helpFor([first])),
  });
}
