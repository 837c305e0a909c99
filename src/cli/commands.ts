/** The commands, as data: the command line, the completion scripts and docs/reference/cli.md are all made from it. */
import type { Text } from '../core/text.ts';
import { ADMIN_VERBS } from './admin-verbs.ts';
import type { Cli } from './cli.ts';
import type { GlobalFlags } from './config.ts';
import { COMMON, type Flag, flag, HUB, many, SLOT, SOURCES, WORKDIR } from './flags.ts';

// biome-ignore lint/suspicious/noExplicitAny: each command names its own flags; commander made them from this very table
export type Run = (cli: Cli<any>, ...args: string[]) => unknown;

export interface CommandSpec {
  /** As commander writes it: `install [specs...]`; below another word: `skill publish [folder]`. */
  readonly usage: string;
  readonly aliases: readonly string[];
  readonly help: Text;
  readonly group: Group;
  readonly flags: readonly Flag[];
  readonly load: () => Promise<Run>;
  /** What the first words may be, where a command is several. */
  readonly verbs?: readonly { readonly usage: string; readonly help: Text }[];
}

/** Headings of the help page, in order. */
export const GROUPS = {
  slot: { en: 'Your agent', zh: '你的智能体' },
  find: { en: 'Find and read', zh: '查找与阅读' },
  packages: { en: 'Packages', zh: '包' },
  author: { en: 'Write your own', zh: '编写与发布' },
  account: { en: 'Your account', zh: '账号' },
  machine: { en: 'This machine', zh: '本机' },
  hub: { en: 'Your own hub', zh: '自建 hub' },
} as const;
export type Group = keyof typeof GROUPS;

function command(
  group: Group,
  usage: string,
  en: string,
  zh: string,
  load: () => Promise<Run>,
  ...flags: readonly Flag[]
): CommandSpec {
  const [first = '', second = '', ...args] = usage.split(' ');
  const nested = /^[a-z]/.test(second);
  const [name = '', ...aliases] = (nested ? second : first).split('|');
  const words = nested ? [first, name, ...args] : [name, second, ...args];
  return { usage: words.join(' ').trim(), aliases, help: { en, zh }, group, load, flags: [...flags, ...COMMON] };
}

/** The words that call a command: `['switch']`, `['skill', 'publish']`. */
export function wordsOf({ usage }: CommandSpec): string[] {
  return usage.split(' ').filter((word) => /^[a-z]/.test(word));
}

/** Words that only lead to other commands. */
export const PARENTS: Readonly<Record<string, { readonly help: Text; readonly group: Group }>> = {
  skill: {
    help: { en: 'publish, tag, rename, merge or verify a package', zh: '发布、打标签、改名、合并或核验包' },
    group: 'author',
  },
  transfer: { help: { en: 'hand a package over to another account', zh: '将包转移给其他账号' }, group: 'author' },
  publisher: { help: { en: 'organisations to publish under', zh: '用于发布的组织' }, group: 'account' },
};

const force = flag('--force', 'also edited files (they are kept aside)', '包括已修改的文件（会另外保留）');
const batch = (shape: string) =>
  flag(
    '--batch',
    `lines ${shape} on stdin, one JSON line for each on stdout`,
    `从标准输入读取 ${shape} 行，逐行输出 JSON`,
  );

const reset = flag(
  '--reset',
  'also start a fresh session, where the agent lets it be done from outside',
  '同时开始新会话（如果智能体允许从外部操作）',
);

const installs = () => import('./commands/install.ts');
const slots = () => import('./commands/slot.ts');
const statuses = () => import('./commands/status.ts');
const finds = () => import('./commands/find.ts');
const authors = () => import('./commands/author.ts');
const machines = () => import('./commands/machine.ts');
const accounts = () => import('./commands/account.ts');
const owners = () => import('./commands/owner.ts');
const inspects = () => import('./commands/inspect.ts');

/** What goes along with a publication. */
const NOTES: readonly Flag[] = [
  flag('--changelog <text>', 'what changed', '变更说明'),
  flag('--tag <tag>', 'tag that points to it (latest)', '指向该版本的标签（默认 latest）'),
  flag('--tags <tags>', 'several, with commas', '多个标签，用逗号分隔'),
  flag('--dry-run', 'show what would be published; needs no login', '只显示将要发布的内容，无需登录'),
  flag('--source-repo <owner/repo>', 'GitHub repository it comes from', '来源 GitHub 仓库'),
  flag('--source-commit <sha>', 'commit it comes from', '来源提交'),
  flag('--source-ref <ref>', 'branch or tag it comes from', '来源分支或标签'),
];

const PUBLISH: readonly Flag[] = [
  flag('--version <version>', "exact version, instead of the manifest's", '确切版本，代替清单中的版本'),
  flag(
    '--bump <part>',
    'raise the newest published version: patch, minor or major',
    '提升已发布的最新版本：patch、minor 或 major',
  ),
  flag('--patch', 'the same as --bump patch', '与 --bump patch 相同'),
  flag('--minor', 'the same as --bump minor', '与 --bump minor 相同'),
  flag('--major', 'the same as --bump major', '与 --bump major 相同'),
  flag('--owner <handle>', 'publish for this account or organisation', '以该账号或组织发布'),
  flag('--slug <name>', "instead of the manifest's name", '代替清单中的名称'),
  flag('--name <title>', "instead of the manifest's title", '代替清单中的标题'),
  flag('--key <name>', 'key to sign with', '用于签名的密钥'),
  ...NOTES,
  flag('--source-path <path>', 'folder in that repository', '仓库中的文件夹'),
  flag('--categories <names>', 'at most three, with commas (skills)', '最多三个，用逗号分隔（技能）'),
  flag('--topics <words>', 'at most five, with commas (skills)', '最多五个，用逗号分隔（技能）'),
  flag('--fork-of <skill>', 'the skill it was made from: [@owner/]slug[@version]', '派生自：[@所有者/]名称[@版本]'),
  flag('--migrate-owner', 'move it here from --source-owner', '从 --source-owner 迁移到此账号'),
  flag('--source-owner <handle>', 'account it belongs to until now', '目前所属的账号'),
  ...WORKDIR,
  ...SOURCES,
];

export type { GlobalFlags };

export const COMMANDS: readonly CommandSpec[] = [
  command(
    'slot',
    'switch|use [soul]',
    'put a soul in the slot; - goes back to the previous one; with --project alone: what .clawhub/souls.json says',
    '切换角色；- 表示上一个；只写 --project 时按 .clawhub/souls.json 切换',
    async () => (await slots()).switchTo,
    flag('--locale <mode>', 'strict: fail when the language is missing', 'strict：缺少该语言时失败'),
    many('--with <file>', 'also apply this operating file, such as AGENTS.md', '同时应用该操作文件，例如 AGENTS.md'),
    flag(
      '--force',
      'also when it is longer than the agent reads, or over the source of a package',
      '即使超过智能体读取的长度，或会覆盖包的源文件',
    ),
    reset,
    ...SLOT,
    ...SOURCES,
  ),
  command(
    'slot',
    'run <command...>',
    'one session of an agent with a soul; nothing is changed afterwards',
    '仅在一次会话中使用角色，结束后一切如初',
    async () => (await import('./commands/run.ts')).run,
    flag('--soul <soul>', 'which soul', '使用的角色'),
    flag('--locale <mode>', 'strict: fail when the language is missing', 'strict：缺少该语言时失败'),
    many('--with <file>', 'also apply this operating file, such as AGENTS.md', '同时应用该操作文件，例如 AGENTS.md'),
    flag(
      '--force',
      'also when it is longer than the agent reads, or over the source of a package',
      '即使超过智能体读取的长度，或会覆盖包的源文件',
    ),
    ...SLOT,
    ...SOURCES,
  ),
  command(
    'slot',
    'clear',
    'give the slot back: byte for byte what was there',
    '清除角色，逐字节恢复原有内容',
    async () => (await slots()).clear,
    reset,
    ...SLOT,
  ),
  command('slot', 'undo', 'reverse the last change', '撤销上一次变更', async () => (await slots()).undo, ...SLOT),
  command(
    'slot',
    'redo',
    'bring back what undo reversed',
    '重做被撤销的变更',
    async () => (await slots()).redo,
    ...SLOT,
  ),
  command(
    'slot',
    'restore <id>',
    'go to any entry of the history',
    '恢复到历史中的任意一条',
    async () => (await slots()).restore,
    ...SLOT,
  ),
  command(
    'slot',
    'status|current',
    'what is in every slot',
    '查看各智能体当前的角色',
    async () => (await statuses()).status,
    ...SLOT,
  ),
  command(
    'slot',
    'why',
    'what the model really gets: files in order, what is cut or not read',
    '模型实际收到的内容：各文件的顺序、截断与未读取的部分',
    async () => (await import('./commands/why.ts')).why,
    ...SLOT,
  ),
  command(
    'slot',
    'history',
    'all that ever was in a slot',
    '查看历史',
    async () => (await statuses()).history,
    ...SLOT,
  ),
  command(
    'slot',
    'adopt',
    'bring what other switchers left behind into the history',
    '把其他切换工具留下的内容收进历史',
    async () => (await import('./commands/adopt.ts')).adopt,
    ...SLOT,
  ),
  command(
    'slot',
    'agents',
    'agents that are known and found here',
    '已知和已找到的智能体',
    async () => (await statuses()).agents,
  ),

  command(
    'find',
    'search [words...]',
    'find souls and skills',
    '搜索角色和技能',
    async () => (await import('./commands/search.ts')).search,
    flag('--limit <n>', 'at most so many', '最多条数'),
    flag('--kind <kind>', 'soul, skill or team', 'soul、skill 或 team'),
    flag('--category <name>', 'only this category', '只看该分类'),
    flag('--tag <name>', 'only with this tag', '只看带有该标签的'),
    flag('--speaks <lang>', 'only in this language, such as zh', '只看有该语言版本的，例如 zh'),
    flag('--sort <by>', 'relevance, popularity or name', 'relevance（相关）、popularity（热度）或 name（名称）'),
    flag('--exact', 'only what is called exactly so', '只要名称完全相同的'),
    flag('--prefix', 'only names that begin so', '只要名称以此开头的'),
    flag('--all', 'ask every source, not only those at hand', '询问所有来源'),
    batch('{"id","query"}'),
    ...SOURCES,
  ),
  command(
    'find',
    'explore',
    'what a registry has, newest first',
    '浏览 registry 上的包，最新的在前',
    async () => (await inspects()).explore,
    flag(
      '--sort <order>',
      'newest, updated, rating, downloads, installs or trending',
      'newest、updated、rating、downloads、installs 或 trending',
    ),
    flag('--limit <n>', 'at most so many, 1 to 200 (25)', '最多条数，1 到 200（默认 25）'),
    flag('--cursor <text>', 'the next page', '下一页'),
    ...SOURCES,
  ),
  command(
    'find',
    'inspect <package>',
    'what a registry says about a package, without installing it',
    '不安装，查看 registry 上包的信息',
    async () => (await inspects()).inspect,
    flag('--version <version>', 'this version', '指定版本'),
    flag('--tag <tag>', 'the version of this tag', '指定标签'),
    flag('--versions', 'list the versions', '列出版本'),
    flag('--limit <n>', 'at most so many versions (25)', '最多列出的版本数（默认 25）'),
    flag('--files', 'list the files', '列出文件'),
    flag('--file <path>', 'print one file', '输出某个文件'),
    ...SOURCES,
  ),
  command('account', 'star <package>', 'star a package', '收藏包', async () => (await owners()).star, ...SOURCES),
  command(
    'account',
    'unstar <package>',
    'take the star back',
    '取消收藏',
    async () => (await owners()).unstar,
    ...SOURCES,
  ),
  command(
    'find',
    'show|info <soul>',
    'read a soul',
    '阅读一个角色',
    async () => (await finds()).show,
    flag('--file <path>', 'a file of the package', '包内的某个文件'),
    flag('--raw', 'as it is written', '原样输出'),
    ...SOURCES,
  ),
  command(
    'find',
    'diff <a> [b]',
    'compare two souls, or a soul with what is in the slot',
    '比较两个角色，或与当前内容比较',
    async () => (await finds()).diff,
    ...SLOT,
    ...SOURCES,
  ),

  command(
    'packages',
    'install|i [specs...]',
    'install skills, souls and teams; without names: what the lock file says',
    '安装技能、角色和团队；不带名称时按锁文件安装',
    async () => (await installs()).install,
    flag('--frozen', 'exactly what the lock file says, or fail', '严格按锁文件安装，否则失败'),
    flag('--version <version>', 'version, range or tag', '版本、范围或标签'),
    flag('--force', 'replace edited or foreign files (they are kept aside)', '替换已修改或外来的文件（会另外保留）'),
    flag('--force-install', 'accepted, as the official command has it', '仅为与官方命令兼容而接受'),
    ...WORKDIR,
    ...SOURCES,
  ),
  command(
    'packages',
    'update [names...]',
    'update installed packages',
    '更新已安装的包',
    async () => (await installs()).update,
    flag('--all', 'everything', '全部'),
    flag(
      '--version <version>',
      'this version, range or tag instead of the newest',
      '指定版本、范围或标签，而非最新版本',
    ),
    force,
    flag('--force-install', 'accepted, as the official command has it', '仅为与官方命令兼容而接受'),
    ...WORKDIR,
    ...SOURCES,
  ),
  command(
    'packages',
    'uninstall|remove|rm <names...>',
    'remove installed packages',
    '卸载',
    async () => (await installs()).uninstall,
    force,
    ...WORKDIR,
  ),
  command(
    'packages',
    'list|ls',
    'list what is installed',
    '列出已安装的包',
    async () => (await installs()).list,
    ...WORKDIR,
  ),
  command(
    'packages',
    'pin <name>',
    'keep a package at its version',
    '固定版本',
    async () => (await installs()).pin,
    flag('--reason <text>', 'why', '原因'),
    ...WORKDIR,
  ),
  command(
    'packages',
    'unpin <name>',
    'let a package be updated again',
    '取消固定',
    async () => (await installs()).unpin,
    ...WORKDIR,
  ),

  command(
    'author',
    'init [folder]',
    'start a new soul',
    '新建角色',
    async () => (await authors()).init,
    flag('--title <text>', 'display name', '显示名称'),
    flag(
      '--langs <tags>',
      'languages: en, zh or en,zh; the first is the main one',
      '语言：en、zh 或 en,zh；第一个为主',
    ),
    flag('--description <text>', 'one line about it', '一句话简介'),
    flag(
      '--category <name>',
      'such as engineering, writing, life (life)',
      '例如 engineering、writing、life（默认 life）',
    ),
    flag('--license <id>', 'SPDX licence (MIT)', 'SPDX 许可证（默认 MIT）'),
    flag('--author <name>', 'who wrote it', '作者'),
  ),
  command(
    'author',
    'import <what>',
    'make a package folder of any persona: a folder, file, card, address or package; - reads stdin',
    '把任意角色（文件夹、文件、角色卡、网址或包；- 表示标准输入）变成包文件夹',
    async () => (await import('./commands/import.ts')).importPackage,
    flag('--into <folder>', 'folder to make (called like the package)', '要创建的文件夹（默认与包同名）'),
    flag('--dry-run', 'write nothing', '不写入文件'),
    ...SOURCES,
  ),
  command('author', 'validate [folder]', 'check a package', '检查包', async () => (await authors()).validate),
  command(
    'author',
    'pack [folder]',
    'make an archive of a package',
    '打包',
    async () => (await authors()).pack,
    flag('--into <folder>', 'where the archive goes', '输出目录'),
    flag('--dry-run', 'write nothing', '不写入文件'),
  ),
  command(
    'author',
    'scan [target]',
    'look for dangerous text',
    '扫描危险内容',
    async () => (await import('./commands/scan.ts')).scan,
    batch('{"id","text"} or {"id","path"}'),
    flag('--sarif', 'SARIF 2.1.0', 'SARIF 2.1.0 格式'),
    flag('--explain <rule>', 'what a rule is about', '解释一条规则'),
    ...SOURCES,
  ),
  command(
    'author',
    'publish [folder]',
    'publish a package to a hub, the official ClawHub or an npm registry',
    '将包发布到 hub、官方 ClawHub 或 npm registry',
    async () => (await import('./commands/publish.ts')).publish,
    ...PUBLISH,
  ),
  command(
    'author',
    'skill publish [folder]',
    'the same as publish',
    '与 publish 相同',
    async () => (await import('./commands/publish.ts')).publish,
    ...PUBLISH,
  ),
  command(
    'author',
    'sync',
    'publish what is new or changed in some folders',
    '发布若干文件夹中新增或有变化的包',
    async () => (await import('./commands/publish.ts')).sync,
    many('--root <folder>', 'also look here, one level deep', '同时在此文件夹中查找（一层）'),
    flag('--all', 'publish everything that is found, without asking', '不询问，发布找到的全部包'),
    flag('--bump <part>', 'how changed packages are raised (patch)', '有变化的包如何提升版本（默认 patch）'),
    flag('--owner <handle>', 'publish for this account or organisation', '以该账号或组织发布'),
    flag(
      '--concurrency <n>',
      'accepted, as the official command has it; one after the other is fine',
      '仅为与官方命令兼容而接受',
    ),
    ...NOTES,
    ...WORKDIR,
    ...SOURCES,
  ),
  command(
    'author',
    'key <words...>',
    'keys to sign with: generate, list, export, import, rotate; accept <package or hub>: trust a changed one',
    '签名密钥：generate、list、export、import、rotate；accept <包或 hub>：信任已更换的密钥',
    async () => (await import('./commands/key.ts')).key,
    flag('--secret', 'export the private key', '导出私钥'),
    ...SOURCES,
  ),
  command(
    'author',
    'delete|hide <package>',
    'take a package, or one version, off a registry',
    '从 registry 删除包或其某个版本',
    async () => (await owners()).remove,
    flag('--version <version>', 'only this version', '只删除该版本'),
    flag('--reason <text>', 'why', '原因'),
    flag('--note <text>', 'the same as --reason', '与 --reason 相同'),
    ...SOURCES,
  ),
  command(
    'author',
    'undelete|unhide <package>',
    'bring back what was deleted',
    '恢复已删除的包',
    async () => (await owners()).undelete,
    flag('--version <version>', 'only this version', '只恢复该版本'),
    ...SOURCES,
  ),
  command(
    'author',
    'skill tag <package> <version>',
    'let a tag name a version',
    '让标签指向某个版本',
    async () => (await owners()).tag,
    flag('--tag <tag>', 'which tag (latest)', '标签（默认 latest）'),
    ...SOURCES,
  ),
  command(
    'author',
    'skill rename <package> <new-name>',
    'give a package a new name; the old one keeps leading to it',
    '给包改名；旧名称仍指向它',
    async () => (await owners()).rename,
    ...SOURCES,
  ),
  command(
    'author',
    'skill merge <package> <into>',
    'let one package go up in another',
    '将一个包并入另一个包',
    async () => (await owners()).merge,
    ...SOURCES,
  ),
  command(
    'author',
    'skill verify <package>',
    'what the registry itself has found out about a package',
    '查看 registry 对包的核验结果',
    async () => (await inspects()).verifySkill,
    flag('--version <version>', 'this version', '指定版本'),
    flag('--tag <tag>', 'the version of this tag', '指定标签'),
    ...SOURCES,
  ),
  command(
    'account',
    'transfer request <package> <account>',
    'offer a package to another account',
    '向其他账号发起转移',
    async () => (await owners()).offer,
    flag('--message <text>', 'a word to go with it', '附言'),
    ...SOURCES,
  ),
  command(
    'account',
    'transfer list',
    'open offers to you',
    '查看待处理的转移',
    async () => (await owners()).offers,
    flag('--outgoing', 'those that you made', '由你发起的'),
    ...SOURCES,
  ),
  command(
    'account',
    'transfer accept <package>',
    'take a package over',
    '接受转移',
    async () => (await owners()).accept,
    ...SOURCES,
  ),
  command(
    'account',
    'transfer reject <package>',
    'turn an offer down',
    '拒绝转移',
    async () => (await owners()).reject,
    ...SOURCES,
  ),
  command(
    'account',
    'transfer cancel <package>',
    'take an offer back',
    '撤回转移',
    async () => (await owners()).cancel,
    ...SOURCES,
  ),
  command(
    'account',
    'publisher create <handle>',
    'make an organisation',
    '创建组织',
    async () => (await owners()).createPublisher,
    flag('--display-name <text>', 'its name for people', '显示名称'),
    ...SOURCES,
  ),
  command(
    'account',
    'login',
    'log in to a registry: by a code in the browser, or with a token',
    '登录 registry：在浏览器中输入代码，或使用令牌',
    async () => (await accounts()).login,
    flag('--token <token>', 'a token; - reads it from stdin', '令牌；- 表示从标准输入读取'),
    flag('--label <text>', 'what the login is called at the registry', '该登录在 registry 上的名称'),
    flag('--no-browser', 'only print the address of the page', '只输出页面地址，不打开浏览器'),
    flag('--device', 'by a code (this is what happens without a token)', '使用代码登录（没有令牌时的默认方式）'),
    ...SOURCES,
  ),
  command('account', 'logout', 'forget the token', '退出登录', async () => (await accounts()).logout, ...SOURCES),
  command(
    'account',
    'whoami',
    'the account you are logged in with',
    '查看当前账号',
    async () => (await accounts()).whoami,
    ...SOURCES,
  ),
  command('account', 'token', 'print the token', '输出令牌', async () => (await accounts()).token, ...SOURCES),
  command(
    'author',
    'mirror <folder> [packages...]',
    'write packages, or all that --registry has, as a static hub',
    '将包（或 --registry 的全部包）写成静态 hub',
    async () => (await authors()).mirror,
    flag('--base-url <url>', 'where it will be served; npm needs it', '将来的访问地址；npm 需要它'),
    ...SOURCES,
  ),

  command(
    'machine',
    'verify',
    'check installed files, lock files and slots against hashes, signatures and logs',
    '用校验值、签名和日志核对已安装文件、锁文件和当前角色',
    async () => (await machines()).verify,
    ...SLOT,
    ...WORKDIR,
  ),
  command(
    'machine',
    'audit',
    'ask whether anything is known against what is installed (exit code for CI)',
    '查询已安装内容是否有已知问题（退出码供 CI 使用）',
    async () => (await import('./commands/trust.ts')).audit,
    ...WORKDIR,
  ),
  command(
    'machine',
    'log <words...>',
    "prove <package>: that it stands in its hub's log; verify <file>: check such a proof",
    'prove <包>：证明它在其 hub 的日志中；verify <文件>：核对这样的证明',
    async () => (await import('./commands/trust.ts')).log,
    flag('--key <key>', "the log's public key", '日志的公钥'),
    ...WORKDIR,
  ),
  command(
    'machine',
    'doctor',
    'find what is wrong on this machine',
    '检查本机问题',
    async () => (await machines()).doctor,
    flag('--fix', 'repair what can be repaired without loss', '修复可以无损修复的问题'),
    ...SLOT,
    ...WORKDIR,
  ),
  command(
    'machine',
    'prune',
    'forget history that the store can bring back',
    '清理可由本地仓库恢复的历史',
    async () => (await machines()).prune,
    ...SLOT,
  ),
  command(
    'machine',
    'config [key] [value]',
    'show or change settings',
    '查看或修改设置',
    async () => (await machines()).config,
    flag('--unset', 'remove a setting', '删除该设置'),
  ),
  command(
    'machine',
    'completion <shell>',
    'completion script for bash, zsh or fish',
    '生成 bash、zsh 或 fish 的补全脚本',
    async () => (await import('./commands/completion.ts')).completion,
  ),
  command(
    'machine',
    'mcp',
    'the same as MCP tools for agents, on stdin and stdout',
    '以 MCP 工具的形式供智能体使用（标准输入与输出）',
    async () => (await import('./commands/mcp.ts')).mcp,
    // Whether something is only tried is said with each call.
    ...SLOT.filter(({ flags }) => flags !== '--dry-run'),
    ...WORKDIR,
    ...SOURCES,
  ),

  command(
    'hub',
    'serve',
    'run a hub that npm, clawhub and openclaw can use',
    '运行可供 npm、clawhub 与 openclaw 使用的 hub',
    async () => (await import('./commands/hub.ts')).serve,
    flag('--port <n>', 'port (7420; 0 for any free one)', '端口（默认 7420；0 表示任意空闲端口）'),
    flag('--host <address>', 'address to listen on (127.0.0.1)', '监听地址（默认 127.0.0.1）'),
    flag('--public-url <url>', 'where people reach it', '对外访问地址'),
    flag('--cache-url <url>', 'redis://… shared by several processes', '多进程共享的 redis://…'),
    flag(
      '--signing-key <file>',
      'PEM file of the P-256 key to sign with, instead of the one in the database',
      '签名用 P-256 私钥的 PEM 文件，代替数据库中的密钥',
    ),
    flag(
      '--oidc-issuer <url>',
      'OpenID Connect provider to sign in with on the pages',
      '网页登录所用的 OpenID Connect 提供方',
    ),
    flag(
      '--oidc-client-id <id>',
      'what this hub is called there (secret: SOULHUB_OIDC_CLIENT_SECRET)',
      '本站在该处的 client id（密钥：SOULHUB_OIDC_CLIENT_SECRET）',
    ),
    flag('--oidc-name <text>', 'what people call the provider', '提供方的名称'),
    flag('--trust-proxy', 'believe X-Forwarded-For', '信任 X-Forwarded-For'),
    flag('--no-rate-limits', 'count no requests', '不限制请求频率'),
    flag(
      '--metrics <who>',
      'who may read /metrics: loopback, public or off',
      '谁可以读取 /metrics：loopback、public 或 off',
    ),
    flag('--no-seed', 'do not publish the starter souls', '不发布初始角色'),
    flag('--log <level>', 'info, warn, error or silent', 'info、warn、error 或 silent'),
    ...HUB,
  ),
  {
    ...command(
      'hub',
      'admin <words...>',
      'operate a hub at its machine',
      '在本机管理 hub',
      async () => (await import('./commands/admin.ts')).admin,
      flag('--owner <handle>', 'whose seeded packages or a new organisation are (soulhub)', '导入的包或新组织的所有者'),
      many('--scope <scope>', 'read, publish or admin; may be repeated', 'read、publish 或 admin；可重复'),
      flag('--label <text>', 'what a token is for', '令牌用途'),
      flag('--expires <days>', 'days until a token expires', '令牌有效天数'),
      flag('--role <role>', 'of an account or a member', '账号或成员的角色'),
      flag('--name <text>', 'name that people see', '显示名称'),
      flag('--reason <text>', 'why a package is withdrawn, or a report answered', '撤下原因，或对举报的答复'),
      flag('--limit <n>', 'lines of the log (25)', '日志行数（默认 25）'),
      ...HUB,
    ),
    verbs: Object.values(ADMIN_VERBS),
  },
];
