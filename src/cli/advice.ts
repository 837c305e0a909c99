/**
 * What to do next, for every error that was thrown without better advice. Only the command line says it: a hub speaks to
 * other programs, whose users cannot type `clawhub …`. Loaded when something fails.
 */
import { type ErrorCode, SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import { type AdminVerbName, adminVerb } from './admin-verbs.ts';

const DOCTOR = text('clawhub doctor --fix', 'clawhub doctor --fix');
const SEARCH = text(
  'check how it is written; `clawhub search <words>` finds packages',
  '请检查写法；可用 `clawhub search <关键词>` 查找',
);
const WRITTEN = text('check how it is written', '请检查写法');
const AGAIN = text('try again in a moment', '请稍后重试');
const BETWEEN = text(
  'do not use it. Try again with --refresh; if it stays so, ask the author or the operator of the source',
  '请勿使用。可加 --refresh 重试；若仍如此，请询问作者或来源的运营者',
);
const HISTORY = text('what there is: clawhub history', '查看历史：clawhub history');
const LOOK = text('look at what is in that place; nothing was changed', '请查看该位置的内容；没有改动任何内容');
const NEWER = text('update soulhub: npm install -g soulhub', '请更新 soulhub：npm install -g soulhub');
const OTHER_VERSION = text('publish another version: --bump patch', '请发布另一个版本：--bump patch');
const OTHER_NAME = text('choose another name, or publish it as @you/name', '请换一个名称，或以 @你/名称 发布');

/** For the codes that have no hint of their own in `core/errors.ts`. */
const ADVICE: Readonly<Partial<Record<ErrorCode, Text>>> = {
  E_INTERNAL: text('please report it, with what you typed', '请连同所输入的命令反馈给我们'),

  E_USAGE: text('clawhub --help', 'clawhub --help'),
  E_SPEC: text(
    'for example: go-expert, @owner/go-expert@^1.2, ./folder, github:owner/repo, https://…/SOUL.md',
    '例如：go-expert、@owner/go-expert@^1.2、./文件夹、github:owner/repo、https://…/SOUL.md',
  ),
  E_NAME: text(
    'for example: go-expert or @owner/go-expert; the title may be in any language',
    '例如：go-expert 或 @owner/go-expert；标题可以用任何语言',
  ),
  E_RANGE: text('for example: 1.2.3, ^1.2, ~1.2.0, latest', '例如：1.2.3、^1.2、~1.2.0、latest'),
  E_CONFIG: text('what is set: clawhub config', '查看设置：clawhub config'),
  E_AMBIGUOUS: text('use the exact name', '请使用确切的名称'),
  E_AGENT_UNKNOWN: text('those that are known: clawhub agents', '查看支持的智能体：clawhub agents'),
  E_CONFIRM: text('--yes agrees beforehand', '加上 --yes 表示预先同意'),

  E_VERSION_NOT_FOUND: text(
    'which there are: clawhub inspect <name> --versions',
    '查看版本：clawhub inspect <名称> --versions',
  ),
  E_NOT_INSTALLED: text('what is installed: clawhub list', '查看已安装：clawhub list'),
  E_NO_AGENT: text('which agents are here: clawhub agents', '查看本机的智能体：clawhub agents'),
  E_NO_PREVIOUS: HISTORY,
  E_NO_HISTORY: HISTORY,
  E_STATE_NOT_FOUND: HISTORY,
  E_LANG_NOT_FOUND: text('its languages: clawhub show <name>', '查看其语言：clawhub show <名称>'),

  E_OFFLINE: text(
    'check the network and the proxy; --offline works with what is already on this machine',
    '请检查网络和代理；--offline 使用本机已有的内容',
  ),
  E_TIMEOUT: AGAIN,
  E_SERVER: AGAIN,
  E_RATE_LIMITED: AGAIN,
  E_PROTOCOL: text(
    'check that the address is that of a hub or registry; --refresh asks it again',
    '请确认该地址是 hub 或 registry；可加 --refresh 重新询问',
  ),
  E_UNSUPPORTED: text(
    'name a registry that offers it: --registry <url>',
    '请指定支持此操作的 registry：--registry <网址>',
  ),

  E_INTEGRITY: BETWEEN,
  E_CONTENT: BETWEEN,
  E_SIGNATURE: BETWEEN,
  E_UNSIGNED: text(
    'nothing was changed; ask the author or the operator of the source',
    '没有改动任何内容；请询问作者或来源的运营者',
  ),
  E_KEY_CHANGED: text(
    'nothing was installed; compare the words of the key with its owner before you accept it: clawhub key accept',
    '没有安装任何内容；请先与密钥的主人核对词语，再接受：clawhub key accept',
  ),
  E_LOG: BETWEEN,
  E_SCAN_BLOCKED: text('what was found: clawhub scan <package>', '查看发现的问题：clawhub scan <包>'),
  E_POLICY: text(
    'your policies: policy.json in ~/.soulhub and in .clawhub',
    '你的策略：~/.soulhub 与 .clawhub 中的 policy.json',
  ),

  E_AUTH_REQUIRED: text('clawhub login', 'clawhub login'),

  E_PERSONA_TOO_LONG: text('choose a shorter one, or shorten it', '请选择较短的角色，或缩短内容'),
  E_NOT_A_SOUL: text('what it holds: clawhub show <package>', '查看包内容：clawhub show <包>'),

  E_LOCKED: AGAIN,
  E_FILE: text('look at the rights of that place and the room on the disk', '请检查该位置的权限和磁盘空间'),
  E_LINK: LOOK,
  E_NOT_A_FILE: LOOK,
  E_STATE: DOCTOR,
  E_STATE_NEWER: NEWER,
  E_LOCKFILE: DOCTOR,
  E_LOCKFILE_NEWER: NEWER,
  E_PROJECT: text('look at .clawhub/souls.json', '请查看 .clawhub/souls.json'),
  E_FROZEN: text(
    '`clawhub install` without --frozen moves the lock file on',
    '不带 --frozen 的 `clawhub install` 会更新锁文件',
  ),
  E_STORE_CHANGED: text('which files: clawhub verify', '查看哪些文件：clawhub verify'),
  E_LOCAL_CHANGES: text('--force keeps your files aside and goes on', '加上 --force 会先保留你的文件再继续'),
  E_EXISTS: LOOK,
  E_PINNED: text('clawhub unpin <name>', 'clawhub unpin <名称>'),
  E_AGENT_CONFIG: text('nothing was changed; repair the file and try again', '没有改动任何内容；请修复该文件后重试'),
  E_FIRST_RUN: text('start the agent once, then try again', '请先启动一次该智能体，再重试'),
  E_FOREIGN_WRITER: LOOK,

  E_VERSION_EXISTS: OTHER_VERSION,
  E_CONFLICT: AGAIN,
};

const REPORTS = text('open ones: clawhub admin moderate reports', '查看待处理的举报：clawhub admin moderate reports');

/** What an operator looks at who named something that is not there. */
const LISTS: Readonly<Partial<Record<AdminVerbName, Text>>> = {
  'token revoke': text('their ids: clawhub admin token list <handle>', '查看编号：clawhub admin token list <账号>'),
  'moderate resolve': REPORTS,
  'moderate reject': REPORTS,
};
const ACCOUNTS = text('who is there: clawhub admin user list', '查看账号：clawhub admin user list');
const PLACES = ['file', 'path', 'url', 'library'];

/** The details say what was not there: an account, a place on a disk or the web, or else a package. */
function missing(details: SoulError['details'], verb: AdminVerbName | null): Text {
  if ('handle' in details) return verb === null ? WRITTEN : ACCOUNTS;
  const list = verb === null ? undefined : LISTS[verb];
  return list ?? (PLACES.some((place) => place in details) ? WRITTEN : SEARCH);
}

function taken({ handle }: SoulError['details'], verb: AdminVerbName | null): Text {
  if (typeof handle !== 'string') return OTHER_NAME;
  if (verb !== 'user create') return text('choose another handle', '请换一个账号名');
  const change = `clawhub admin user role ${handle} <role>`;
  return text(`it is there already; its role is changed by: ${change}`, `该账号已存在；更改角色：${change}`);
}

function adviceOn({ code, details }: SoulError, args: readonly string[]): Text | undefined {
  const verb = args[0] === 'admin' ? (adminVerb(args.slice(1))?.name ?? null) : null;
  if (code === 'E_NOT_FOUND') return missing(details, verb);
  if (code === 'E_NAME_TAKEN') return taken(details, verb);
  const command = code === 'E_USAGE' && /^[a-z][a-z-]*$/.test(args[0] ?? '') ? `clawhub ${args[0]} --help` : null;
  return command === null ? ADVICE[code] : text(command, command);
}

/** @param args what was typed: the help of a command says how it is written */
export function advised(error: SoulError, args: readonly string[]): SoulError {
  if (error.hint !== undefined) return error;
  const { code, says, details, cause } = error;
  const hint = adviceOn(error, args);
  return new SoulError(code, says, { ...(hint ? { hint } : {}), details, cause });
}
