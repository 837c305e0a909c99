/** Completion scripts, made from the command tree itself, so that they never fall behind it. */
import { SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import { COMMANDS, PARENTS, wordsOf } from '../commands.ts';
import type { Output } from '../output.ts';

interface Word {
  readonly name: string;
  readonly help: string;
}

interface Entry extends Word {
  readonly flags: readonly Word[];
  /** Words that make it a command: `skill publish`. */
  readonly below: readonly Word[];
}

/** Commands whose first argument is an installed package. */
const TAKES_SOUL = ['switch', 'use', 'show', 'info', 'diff', 'uninstall', 'remove', 'rm', 'update', 'pin', 'unpin'];
const SHELLS: Readonly<Record<string, (entries: readonly Entry[]) => string>> = { bash, zsh, fish };

export function completion({ out }: Cli, shell: string): void {
  const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (!script) {
    throw new SoulError('E_USAGE', text(`no completion for "${shell}"`, `不支持“${shell}”的补全`), {
      hint: text('known: bash, zsh, fish', '支持：bash、zsh、fish'),
    });
  }
  const source = script(entries(out));
  out.print(source);
  out.data({ shell, script: source });
}

function entries(out: Output): Entry[] {
  const alone = COMMANDS.filter((spec) => wordsOf(spec).length === 1).flatMap((spec) => {
    const flags = spec.flags.map((flag) => ({
      name: /--[\w-]+/.exec(flag.flags)?.[0] ?? '',
      help: out.say(flag.help),
    }));
    return [...wordsOf(spec), ...spec.aliases].map((name) => ({ name, help: out.say(spec.help), flags, below: [] }));
  });
  const parents = Object.entries(PARENTS).map(([name, { help }]) => ({
    name,
    help: out.say(help),
    flags: [],
    below: below(name, out),
  }));
  return [...alone, ...parents];
}

function below(parent: string, out: Output): Word[] {
  return COMMANDS.flatMap((spec) => {
    const [first, name] = wordsOf(spec);
    return first === parent && name !== undefined ? [{ name, help: out.say(spec.help) }] : [];
  });
}

const names = (words: readonly Word[]) => words.map(({ name }) => name).join(' ');
const INSTALLED = `clawhub list --json 2>/dev/null | grep -o '"name":"[^"]*"' | cut -d'"' -f4`;

function bash(entries: readonly Entry[]): string {
  const cases = entries.map(({ name, flags }) => `    ${name}) flags="${names(flags)}" ;;`).join('\n');
  const parents = entries
    .filter(({ below }) => below.length > 0)
    .map(({ name, below }) => `      ${name}) COMPREPLY=($(compgen -W "${names(below)}" -f -- "$word")) ;;`)
    .join('\n');
  return `# bash completion for clawhub: source <(clawhub completion bash)
_clawhub() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}" flags=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names(entries)}" -- "$word"))
    return
  fi
  case "$command" in
${cases}
  esac
  case "$word" in
    -*) COMPREPLY=($(compgen -W "$flags" -- "$word")) ;;
    *) case "$command" in
      ${TAKES_SOUL.join('|')}) COMPREPLY=($(compgen -W "$(${INSTALLED})" -- "$word")) ;;
${parents}
      *) COMPREPLY=($(compgen -f -- "$word")) ;;
    esac ;;
  esac
}
complete -F _clawhub clawhub soulhub`;
}

const quote = (help: string) => help.replace(/'/g, "'\\''").replace(/[[\]:]/g, ' ');

function zsh(entries: readonly Entry[]): string {
  const commands = entries.map(({ name, help }) => `    '${name}:${quote(help)}'`).join('\n');
  const cases = entries
    .map(({ name, flags, below }) =>
      below.length > 0
        ? `    ${name}) compadd ${names(below)}; _files ;;`
        : `    ${name}) _arguments ${flags.map((flag) => `'${flag.name}[${quote(flag.help)}]'`).join(' ')} '*:name:_clawhub_names' ;;`,
    )
    .join('\n');
  return `#compdef clawhub soulhub
# zsh completion for clawhub: source <(clawhub completion zsh)
_clawhub_names() {
  local -a installed
  installed=(\${(f)"$(${INSTALLED})"})
  compadd -a installed
  _files
}
_clawhub() {
  local -a commands
  commands=(
${commands}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=\${words[2]}
  words=("\${words[@]:1}")
  (( CURRENT-- ))
  case $command in
${cases}
  esac
}
compdef _clawhub clawhub soulhub`;
}

function fish(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ name, help, flags, below }) => [
    `complete -c clawhub -n __fish_use_subcommand -f -a ${name} -d '${quote(help)}'`,
    ...below.map(
      (word) => `complete -c clawhub -n '__fish_seen_subcommand_from ${name}' -a ${word.name} -d '${quote(word.help)}'`,
    ),
    ...flags.map(
      (flag) =>
        `complete -c clawhub -n '__fish_seen_subcommand_from ${name}' -l ${flag.name.slice(2)} -d '${quote(flag.help)}'`,
    ),
  ]);
  return `# fish completion for clawhub: clawhub completion fish | source
${lines.join('\n')}
complete -c clawhub -n '__fish_seen_subcommand_from ${TAKES_SOUL.join(' ')}' -f -a "(${INSTALLED.replaceAll('"', '\\"')})"
complete -c soulhub -w clawhub`;
}
