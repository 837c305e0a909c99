/** Flags as data, in the groups that commands share. */
import type { Text } from '../core/text.ts';

export interface Flag {
  /** As commander writes it: `-y, --yes`, `--dir <folder>`. */
  readonly flags: string;
  readonly help: Text;
  /** May be given several times. */
  readonly many?: boolean;
}

export function flag(flags: string, en: string, zh: string): Flag {
  return { flags, help: { en, zh } };
}

export function many(flags: string, en: string, zh: string): Flag {
  return { ...flag(flags, en, zh), many: true };
}

/** Every command has these. */
export const COMMON: readonly Flag[] = [
  flag('--json', 'answer with one JSON value', '以 JSON 输出'),
  flag('--lang <tag>', 'language of the persona and of messages', '角色与提示信息的语言'),
  flag('--no-input', 'never ask', '从不提问'),
  flag('-y, --yes', 'agree to questions', '对提问一律同意'),
  flag('-q, --quiet', 'no remarks', '不输出提示'),
  flag('--verbose', 'show what is done', '显示详细过程'),
];

/** Commands that look for packages. */
export const SOURCES: readonly Flag[] = [
  flag(
    '--registry <url>',
    'only this source (a hub, mirror or library; http, https or file)',
    '只使用该来源（hub、镜像或角色库；http、https 或 file）',
  ),
  flag('--refresh', 'ask the source again, do not use cached answers', '忽略缓存，重新询问来源'),
  flag('--offline', 'never use the network', '不使用网络'),
];

/** Commands that work in a folder with a lock file. */
export const WORKDIR: readonly Flag[] = [
  flag('--workdir <folder>', 'working directory for skills and lock files', '技能与锁文件所在的工作目录'),
  flag('--dir <folder>', 'folder for skills in it (default: skills)', '其中存放技能的文件夹（默认：skills）'),
];

/** Commands that look at or change the slot of an agent. */
export const SLOT: readonly Flag[] = [
  many(
    '--agent <id>',
    'agent; may be repeated (clawhub agents lists them)',
    '智能体；可重复（clawhub agents 查看列表）',
  ),
  flag('--workspace <folder>', 'workspace folder of the agent', '智能体的工作区文件夹'),
  flag('--slot <file>', 'any one file that an agent reads', '任意一个由智能体读取的文件'),
  flag('--global', "the agent's own settings of this user", '本用户的智能体设置'),
  flag('--project', 'the project around the working directory', '工作目录所在的项目'),
  flag('--write-through', 'change the file that a link leads to', '改写链接指向的文件'),
  flag(
    '--replace-link',
    'put a file in the place of a link; clear brings the link back',
    '用普通文件替换链接；clear 时恢复链接',
  ),
  flag('--dry-run', 'show what would change, change nothing', '只显示将要发生的变化'),
];

/** Commands that work on the data of a hub. */
export const HUB: readonly Flag[] = [
  flag('--data <folder>', 'data folder of the hub (~/.soulhub/hub)', 'hub 的数据文件夹（默认 ~/.soulhub/hub）'),
  flag('--database-url <url>', 'postgres://… instead of the embedded database', '使用 postgres://… 代替内置数据库'),
];

/** The official CLI takes these before or after any command; where one has no use for them they are accepted silently. */
export const EVERYWHERE: readonly Flag[] = [
  ...WORKDIR,
  ...SOURCES.slice(0, 1),
  flag('--site <url>', 'web site whose registry is used', '所用 registry 的网站地址'),
];

/** Names of the flags that any command takes, and whether a value follows. */
function anywhere(): ReadonlyMap<string, boolean> {
  return new Map(
    [...EVERYWHERE, ...COMMON].flatMap(({ flags }) =>
      (flags.match(/(?<!\S)--?[\w-]+/g) ?? []).map((name) => [name, flags.includes('<')] as const),
    ),
  );
}

/** What is left where there is no command that could take them: for `--version`, `--help` and `help`. */
export function withoutAnywhere(args: readonly string[]): string[] {
  const known = anywhere();
  const left: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as string;
    const value = known.get(word.split('=', 1)[0] ?? '');
    if (value === undefined) left.push(word);
    else if (value && !word.includes('=')) at++;
  }
  return left;
}

/** `--workdir x install y` → `install y --workdir x`: flags before the command belong to it. */
export function commandFirst(args: readonly string[]): string[] {
  const known = anywhere();
  let at = 0;
  while (at < args.length && args[at]?.startsWith('-')) at += known.get(args[at] as string) ? 2 : 1;
  const command = args[at];
  return command === undefined ? [...args] : [command, ...args.slice(at + 1), ...args.slice(0, at)];
}
