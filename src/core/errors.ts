/**
 * Every way to fail, in one table. It drives the exit code, the HTTP status and `docs/reference/errors.md`
 * (a test fails if they drift). A plain `Error` that reaches the top is a bug of ours: exit 1, `E_INTERNAL`.
 *
 * An error says what happened to which thing, carries a stable code, and when it can one hint: a thing to do next.
 */
import { type Text, text, type UiLang } from './text.ts';

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 130;

interface ErrorKind {
  readonly exit: ExitCode;
  /** HTTP status a hub answers with; 500 where a hub never meets this error. */
  readonly http: number;
  readonly means: Text;
  /** What to do next, for errors that bring no better advice. */
  readonly hint?: Text;
}

function kind(exit: ExitCode, http: number, en: string, zh: string, hint?: Text): ErrorKind {
  return { exit, http, means: text(en, zh), ...(hint ? { hint } : {}) };
}

const CORRECT_PACKAGE = text(
  'nothing of it was used; correct the package and try again',
  '没有使用其中任何内容；请修正该包后重试',
);

export const ERRORS = {
  E_INTERNAL: kind(1, 500, 'a bug in soulhub', 'soulhub 的程序错误'),

  E_USAGE: kind(2, 400, 'the command line is wrong', '命令行写法不对'),
  E_SPEC: kind(2, 400, 'this text does not name a package', '这段文字不是合法的包名或地址'),
  E_NAME: kind(2, 400, 'not a valid package name', '包名不合法'),
  E_RANGE: kind(2, 400, 'not a version, range or tag', '不是版本、版本范围或标签'),
  E_CONFIG: kind(2, 400, 'a setting of ours is wrong', '配置项有误'),
  E_AMBIGUOUS: kind(2, 400, 'the words fit several packages', '这几个词同时对应多个包'),
  E_AGENT_UNKNOWN: kind(2, 400, 'no agent has this name', '没有叫这个名字的智能体'),
  E_CONFIRM: kind(2, 400, 'a yes is needed and nobody can be asked', '需要确认，但当前无法提问'),

  E_NOT_FOUND: kind(3, 404, 'no source has this package', '所有来源都没有这个包'),
  E_VERSION_NOT_FOUND: kind(3, 404, 'the package has no such version', '这个包没有该版本'),
  E_WITHDRAWN: kind(
    3,
    451,
    'the version was withdrawn',
    '该版本已被撤下',
    text(
      'the hub does not give it out any more; look for another: clawhub search <words>',
      'hub 已不再提供；可另找一个：clawhub search <关键词>',
    ),
  ),
  E_NOT_INSTALLED: kind(3, 404, 'the package is not installed', '这个包尚未安装'),
  E_NO_AGENT: kind(3, 404, 'no agent was found where one is needed', '没有找到可用的智能体'),
  E_NO_PREVIOUS: kind(3, 404, 'there is no previous soul', '没有上一个角色'),
  E_NO_HISTORY: kind(3, 404, 'there is nothing to undo or redo', '没有可以撤销或重做的操作'),
  E_STATE_NOT_FOUND: kind(3, 404, 'the history has no such entry', '历史里没有这一条'),
  E_LANG_NOT_FOUND: kind(3, 404, 'the soul is not written in this language', '这个角色没有该语言的版本'),

  E_OFFLINE: kind(4, 502, 'the server could not be reached', '无法连接服务器'),
  E_TIMEOUT: kind(4, 504, 'the server did not answer in time', '服务器响应超时'),
  E_SERVER: kind(4, 502, 'the server answered with an error', '服务器返回错误'),
  E_RATE_LIMITED: kind(4, 429, 'the server asks to slow down', '请求过于频繁'),
  E_PROTOCOL: kind(4, 502, 'the answer of the server makes no sense', '服务器的回答无法识别'),
  E_UNSUPPORTED: kind(4, 501, 'the registry does not offer this', '该 registry 不支持此操作'),

  E_INTEGRITY: kind(5, 422, 'the bytes are not the ones that were promised', '内容与承诺的校验值不符'),
  E_CONTENT: kind(5, 422, 'the files are not the ones that were recorded', '文件与记录的校验值不符'),
  E_SIGNATURE: kind(5, 422, 'the signature is wrong', '签名无效'),
  E_UNSIGNED: kind(5, 422, 'a signature is required and missing', '缺少必需的签名'),
  E_KEY_CHANGED: kind(5, 422, 'the signing key is not the one we know', '签名密钥与已知的不同'),
  E_LOG: kind(5, 422, 'the log of the hub does not hold together', 'hub 的日志自相矛盾'),
  E_SCAN_BLOCKED: kind(5, 422, 'the scanner found something dangerous', '扫描发现危险内容'),
  E_POLICY: kind(5, 403, 'your policy forbids this', '你的策略不允许'),

  E_AUTH_REQUIRED: kind(6, 401, 'you are not logged in', '尚未登录'),
  E_FORBIDDEN: kind(
    6,
    403,
    'you may not do this',
    '没有权限',
    text('see who you are there: clawhub whoami', '查看当前账号：clawhub whoami'),
  ),

  E_MANIFEST: kind(7, 422, 'the manifest of the package is wrong', '包的清单有误', CORRECT_PACKAGE),
  E_FRONT_MATTER: kind(7, 422, 'the front matter is not acceptable', '文件头（front matter）不合格', CORRECT_PACKAGE),
  E_ARCHIVE: kind(7, 422, 'the archive is not acceptable', '压缩包不合格', CORRECT_PACKAGE),
  E_PATH: kind(7, 422, 'a file name in the package is not acceptable', '包内文件名不合格', CORRECT_PACKAGE),
  E_ENCODING: kind(7, 422, 'a text file is not valid UTF-8', '文本文件不是有效的 UTF-8', CORRECT_PACKAGE),
  E_EMPTY_PERSONA: kind(7, 422, 'the package would give an empty persona', '这个包的角色内容为空', CORRECT_PACKAGE),
  E_TOO_LARGE: kind(7, 413, 'larger than allowed', '超过允许的大小', CORRECT_PACKAGE),
  E_PERSONA_TOO_LONG: kind(7, 422, 'longer than the agent reads', '超过智能体会读取的长度'),
  E_NOT_A_SOUL: kind(7, 422, 'the package is not a persona', '这个包不是角色'),

  E_LOCKED: kind(8, 500, 'another command is at work here', '另一条命令正在操作'),
  E_FILE: kind(8, 500, 'the file system refused', '文件系统拒绝了操作'),
  E_LINK: kind(8, 500, 'the file is a link', '该文件是链接'),
  E_NOT_A_FILE: kind(8, 500, 'something else stands where a file should be', '应为文件的位置是别的东西'),
  E_STATE: kind(8, 500, 'our own state on disk is damaged', '我们保存的状态已损坏'),
  E_STATE_NEWER: kind(8, 500, 'written by a newer version of soulhub', '由更新版本的 soulhub 写入'),
  E_LOCKFILE: kind(8, 500, 'the lock file is damaged', '锁文件已损坏'),
  E_LOCKFILE_NEWER: kind(8, 500, 'the lock file comes from a newer version', '锁文件来自更新的版本'),
  E_PROJECT: kind(8, 500, 'the souls that a project names cannot be used', '无法使用项目指定的角色'),
  E_FROZEN: kind(8, 500, 'the lock file does not fit', '与锁文件不一致'),
  E_STORE_CHANGED: kind(8, 500, 'an installed package was changed on disk', '已安装的包在磁盘上被改动'),
  E_LOCAL_CHANGES: kind(8, 500, 'files were edited and would be lost', '有本地修改，继续会丢失'),
  E_EXISTS: kind(8, 500, 'something that is not ours is in the way', '目标位置已有不属于我们的内容'),
  E_PINNED: kind(8, 500, 'the package is pinned', '这个包已被固定'),
  E_AGENT_CONFIG: kind(8, 500, 'the configuration of the agent cannot be read', '无法读取智能体的配置'),
  E_FIRST_RUN: kind(8, 500, 'the agent has not finished its first run', '智能体尚未完成首次启动'),
  E_FOREIGN_WRITER: kind(8, 500, 'another tool writes the same file', '另一个工具也在写同一文件'),

  E_VERSION_EXISTS: kind(9, 409, 'this version was published with other content', '该版本已发布且内容不同'),
  E_NAME_TAKEN: kind(9, 409, 'the name belongs to somebody else', '该名称属于别人'),
  E_NAME_SIMILAR: kind(
    9,
    409,
    'the name looks like an existing one',
    '该名称与已有名称过于相似',
    text('choose a name that cannot be mistaken', '请换一个不会混淆的名字'),
  ),
  E_CONFLICT: kind(9, 409, 'somebody else changed this first', '已被他人抢先修改'),

  E_CANCELLED: kind(
    130,
    499,
    'cancelled',
    '已取消',
    text('nothing is half done; the command can be given again', '没有任何操作只做了一半；可以重新运行该命令'),
  ),
} satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

/** A code that somebody else named; a bug of theirs is none of ours. */
export function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(ERRORS, code) && code !== 'E_INTERNAL';
}

export interface ErrorOptions {
  /** One thing to do next. */
  readonly hint?: Text;
  /** Facts for programs: paths, hashes, candidates. Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export class SoulError extends Error {
  override readonly name = 'SoulError';
  readonly code: ErrorCode;
  readonly says: Text;
  readonly hint: Text | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, says: Text, options: ErrorOptions = {}) {
    super(says.en, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.says = says;
    this.hint = options.hint ?? (ERRORS[code] as ErrorKind).hint;
    this.details = options.details ?? {};
  }

  get exit(): ExitCode {
    return ERRORS[this.code].exit;
  }

  /** The stable JSON shape of design §6. */
  toJson(lang: UiLang): { code: ErrorCode; message: string; hint: string | null; details: unknown } {
    return { code: this.code, message: this.says[lang], hint: this.hint?.[lang] ?? null, details: this.details };
  }
}

export function isSoulError(error: unknown, ...codes: readonly ErrorCode[]): error is SoulError {
  return error instanceof SoulError && (codes.length === 0 || codes.includes(error.code));
}
