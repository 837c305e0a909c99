/**
 * Names of files inside a package.
 *
 * A package made on one machine is written on another: Linux, macOS with its case-blind and Unicode-blind folders,
 * Windows with its devices and streams. A name is accepted only if it means the same file on all of them, looks like
 * what it is, and is safe to print and to paste into a shell. Names are never repaired: a repaired name can collide
 * with another, and what was hashed would no longer be what is written. They are refused, each by one named rule:
 *
 *     references/go.md        fine
 *     资料/人设说明.md          fine
 *     ../SOUL.md              path.parent       leaves the package
 *     SOUL.md:hidden.js       path.stream       a second stream of SOUL.md on Windows
 *     nul.md                  path.device       opens the null device on Windows
 *     .claude/settings.json   path.dotfile      would configure somebody's agent
 *     SOUL.md + soul.md       path.collision    one file on macOS and Windows
 *
 * The list follows Go's module zip rules (golang.org/x/mod/zip, module.CheckFilePath), Microsoft's "Naming Files,
 * Paths, and Namespaces", and UAX 15 for what collides.
 */
import { isUtf8 } from 'node:buffer';
import { SoulError } from './errors.ts';
import { LIMITS, type Limits } from './files.ts';
import { type Text, text } from './text.ts';

type Breaks = (path: string, limits: Limits) => boolean;

interface PathRule {
  readonly id: string;
  readonly says: Text;
  readonly breaks: Breaks;
}

const SHOWN = 80;

function rule(id: string, breaks: Breaks | RegExp, en: string, zh: string): PathRule {
  return { id, says: text(en, zh), breaks: breaks instanceof RegExp ? (path) => breaks.test(path) : breaks };
}

/** A rule about the parts between the slashes. */
function eachPart(breaks: RegExp | ((part: string) => boolean)): Breaks {
  const test = breaks instanceof RegExp ? (part: string) => breaks.test(part) : breaks;
  return (path) => path.split('/').some(test);
}

/** Configuration of this package's own tools. Every other dotfile configures something of the user's. */
const HARMLESS_DOTFILES = new Set([
  '.gitignore',
  '.gitkeep',
  '.npmignore',
  '.clawhubignore',
  '.clawdhubignore',
  '.editorconfig',
]);

/** With superscript digits, with an extension, with spaces before it: Windows opens the device all the same. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$|clock\$) *(?:\.|$)/i;

/** A run of letters that mixes Latin with an alphabet that has letters of the same shape. */
const MIXED_WORD =
  /\p{Script=Latin}\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]|[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]\p{L}*\p{Script=Latin}/u;

/** Full-width letters, ligatures, a one-character "…": a later normalisation would make ASCII letters or dots of them. */
function isDisguisedAscii(char: string): boolean {
  const form = char.normalize('NFKC');
  return char > '\u007f' && /^[ -~]+$/.test(form) && /[a-z./\\]/i.test(form);
}

function hasDisguisedAscii(path: string): boolean {
  return path.normalize('NFKC') !== path && [...path].some(isDisguisedAscii);
}

/** In the order they are asked: the cheap and the dangerous first, so that the reason given is the plainest one. */
const RULES: readonly PathRule[] = [
  rule('path.empty', /^$/, 'the name is empty', '文件名为空'),
  rule(
    'path.long',
    (path, limits) => Buffer.byteLength(path) > limits.pathLength,
    'the name is too long',
    '文件名过长',
  ),
  rule('path.control', /[\p{Cc}\p{Zl}\p{Zp}]/u, 'the name holds a control character', '文件名含控制字符'),
  rule(
    'path.unassigned',
    /[\p{Cs}\p{Co}\p{Noncharacter_Code_Point}]/u,
    'the name holds a code point that is no character',
    '文件名含无效或私有字符',
  ),
  rule('path.bidi', /\p{Bidi_Control}/u, 'the name changes the direction of text', '文件名含改变文字方向的字符'),
  rule(
    'path.invisible',
    /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?! )\p{Zs}/u,
    'the name holds an invisible character',
    '文件名含不可见字符',
  ),
  rule('path.backslash', /\\/, 'a backslash is a folder separator on Windows', '反斜杠在 Windows 上是目录分隔符'),
  rule('path.drive', /^[a-z]:/i, 'the name starts with a drive letter', '文件名以盘符开头'),
  rule('path.absolute', /^\//, 'the path is absolute', '路径是绝对路径'),
  rule('path.parent', eachPart(/^\.\.$/), 'the path leads out of its folder', '路径跳出了所在目录'),
  rule('path.dot', eachPart(/^\.$/), 'the path has a "." part', '路径含有“.”部分'),
  rule('path.blank-part', eachPart(/^$/), 'the path has an empty part', '路径含有空的部分'),
  rule(
    'path.deep',
    (path, limits) => path.split('/').length > limits.depth,
    'the folders are nested too deep',
    '目录层级过深',
  ),
  rule('path.stream', /:/, 'a colon names a hidden stream on Windows', '冒号在 Windows 上表示隐藏数据流'),
  rule('path.character', /[<>"|?*]/, 'the name holds one of < > " | ? *', '文件名含 < > " | ? * 之一'),
  rule('path.device', eachPart(DEVICE), 'the name is a device on Windows', '文件名在 Windows 上是设备名'),
  rule(
    'path.trailing',
    eachPart(/[. ]$/),
    'Windows drops the dot or space at the end of the name',
    'Windows 会去掉名称末尾的点或空格',
  ),
  rule('path.leading-space', eachPart(/^ /), 'the name starts with a space', '文件名以空格开头'),
  rule(
    'path.short-name',
    eachPart(/^[^.]{1,6}~\d{1,4}(?:\.[^.]{0,3})?$/),
    'the name has the form of a Windows short name',
    '文件名是 Windows 短文件名的形式',
  ),
  rule('path.percent', /%[0-9a-f]{2}/i, 'the name is percent-encoded', '文件名含百分号编码'),
  rule('path.variable', /[$`]|%\w+%/, 'a shell would expand the name', '文件名会被 shell 展开'),
  rule('path.home', eachPart(/^~/), 'a shell would expand the name to a home folder', '文件名会被 shell 展开为主目录'),
  rule('path.dash', eachPart(/^-/), 'a program would take the name for an option', '文件名会被程序当作选项'),
  rule(
    'path.dotfile',
    eachPart((part) => part.startsWith('.') && !HARMLESS_DOTFILES.has(part)),
    'a package may not bring dotfiles',
    '包内不允许以点开头的文件',
  ),
  rule(
    'path.normal-form',
    (path) => path.normalize('NFC') !== path,
    'the name is not in Unicode normal form C',
    '文件名不是 Unicode NFC 规范形式',
  ),
  rule(
    'path.disguised',
    hasDisguisedAscii,
    'the name holds disguised Latin letters or dots',
    '文件名含伪装的拉丁字母或点',
  ),
  rule(
    'path.slash-twin',
    /[\u2044\u2215\u2216\u29f5\u29f8\u29f9]/,
    'the name holds a character that looks like a slash',
    '文件名含形似斜杠的字符',
  ),
  rule(
    'path.mixed-script',
    MIXED_WORD,
    'a word of the name mixes alphabets that look alike',
    '文件名中的一个词混用了形似的字母表',
  ),
];

/** Rules about bytes and about several names. */
const MORE_RULES = {
  'path.utf8': text('the name is not valid UTF-8', '文件名不是有效的 UTF-8'),
  'path.duplicate': text('the name occurs twice', '文件名重复出现'),
  'path.collision': text('on some systems both names are one file', '两个名称在某些系统上是同一个文件'),
  'path.file-and-folder': text('the name is both a file and a folder', '同一名称既是文件又是目录'),
} as const;

/** Every rule and what it says, for the documentation and the tests. */
export const PATH_RULES: Readonly<Record<string, Text>> = {
  ...Object.fromEntries(RULES.map(({ id, says }) => [id, says])),
  ...MORE_RULES,
};

const DOTFILE_HINT = text(
  'pack the folder with `clawhub pack`, which leaves dotfiles and system files out',
  '用 `clawhub pack` 打包：它会略去点文件和系统文件',
);

/** A name as it may be shown: nothing invisible, nothing that moves the cursor, not endless. */
export function printablePath(path: string): string {
  const visible = path
    .slice(0, SHOWN)
    .replace(
      /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu,
      (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`,
    );
  return path.length > SHOWN ? `${visible}…` : visible;
}

function refused(id: string, path: string, more: Readonly<Record<string, unknown>> = {}): SoulError {
  const says = PATH_RULES[id] ?? text(id, id);
  const shown = printablePath(path);
  return new SoulError('E_PATH', text(`"${shown}": ${says.en}`, `“${shown}”：${says.zh}`), {
    details: { rule: id, path: path.slice(0, 4 * SHOWN), ...more },
    ...(id === 'path.dotfile' ? { hint: DOTFILE_HINT } : {}),
  });
}

/** The id of the first rule the path breaks, if it breaks one. */
export function brokenRule(path: string, limits: Limits = LIMITS): string | null {
  return RULES.find(({ breaks }) => breaks(path, limits))?.id ?? null;
}

/**
 * The path itself, if a package may hold a file or folder of that name.
 * @throws SoulError E_PATH with `details: { rule, path }`
 */
export function checkPath(path: string, limits: Limits = LIMITS): string {
  const broken = brokenRule(path, limits);
  if (broken !== null) throw refused(broken, path);
  return path;
}

/** Strict UTF-8: no overlong forms, no surrogates, no guessing of code pages. @throws SoulError E_PATH `path.utf8` */
export function decodePath(bytes: Uint8Array): string {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isUtf8(view)) throw refused('path.utf8', view.toString('latin1'));
  return view.toString('utf8');
}

/** Byte order of the UTF-8 form, the order of `LC_ALL=C sort` and of Go. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * Two names with the same key are one file somewhere. Lower case first, because capital sharp s has no upper case of
 * its own; then upper case, which joins ß with ss, ſ with s and ς with σ; compatibility forms before and after.
 */
function collisionKey(path: string): string {
  return path.normalize('NFKC').toLowerCase().toUpperCase().normalize('NFKC');
}

interface Seen {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

function clash(before: Seen, now: Seen): SoulError | null {
  const other = { other: before.path };
  if (before.kind !== now.kind) return refused('path.file-and-folder', now.path, other);
  if (before.path !== now.path) return refused('path.collision', now.path, other);
  return now.kind === 'file' ? refused('path.duplicate', now.path, other) : null;
}

/** `a/b/c.md` → `a`, `a/b` */
function parents(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * No two names may be one file, and no name both file and folder, on any file system.
 * @param files paths of files · @param folders folders named on their own, empty ones too
 * @throws SoulError E_PATH with `details: { rule, path, other }`
 */
export function checkCollisions(files: Iterable<string>, folders: Iterable<string> = []): void {
  const seen = new Map<string, Seen>();
  const known = new Set<string>();
  const note = (now: Seen): void => {
    if (now.kind === 'folder' && known.has(now.path)) return;
    const key = collisionKey(now.path);
    const before = seen.get(key);
    const error = before === undefined ? null : clash(before, now);
    if (error !== null) throw error;
    seen.set(key, now);
    if (now.kind === 'folder') known.add(now.path);
  };
  const noteFolders = (paths: readonly string[]): void => {
    for (const path of paths) note({ path, kind: 'folder' });
  };
  for (const folder of folders) noteFolders([...parents(folder), folder]);
  for (const path of files) {
    noteFolders(parents(path));
    note({ path, kind: 'file' });
  }
}

/** Every name by itself, then all of them together: what a packer asks before it writes. */
export function checkPaths(paths: Iterable<string>, limits: Limits = LIMITS): void {
  const list = [...paths];
  for (const path of list) checkPath(path, limits);
  checkCollisions(list);
}
