/**
 * Every reason to refuse an archive, in one table. A reader never repairs and never skips: two programs that repair
 * differently see two different packages, and the scanner would judge one while the agent reads the other.
 */
import { type ErrorCode, SoulError } from '../errors.ts';
import { printablePath } from '../path.ts';
import { type Text, text } from '../text.ts';

interface Refusal {
  readonly code: ErrorCode;
  readonly says: Text;
}

function bad(en: string, zh: string): Refusal {
  return { code: 'E_ARCHIVE', says: text(en, zh) };
}

function large(en: string, zh: string): Refusal {
  return { code: 'E_TOO_LARGE', says: text(en, zh) };
}

export const ARCHIVE_RULES = {
  'archive.size': large('the archive is larger than allowed', '压缩包超过允许的大小'),
  'archive.total-size': large('the archive unpacks to more than allowed', '压缩包解开后超过允许的大小'),
  'archive.file-size': large('a file in the archive is larger than allowed', '包内有文件超过允许的大小'),
  'archive.files': large('the archive holds more files than allowed', '包内文件数量超过允许值'),
  'archive.entries': large('the archive lists more entries than allowed', '压缩包条目数量超过允许值'),
  'archive.ratio': large('the archive unpacks to suspiciously much', '压缩比异常，疑似压缩炸弹'),
  'archive.format': bad('this is neither a .tgz nor a .zip', '这不是 .tgz 或 .zip 文件'),
  'archive.empty': bad('the archive holds no file', '压缩包内没有文件'),
  'archive.root': bad('an entry lies outside the one folder of the package', '有条目不在包的根目录之内'),
  'archive.link': bad('a package may not hold links', '包内不允许有链接'),
  'archive.special': bad('a package may hold files and folders only', '包内只允许有普通文件和目录'),

  'gzip.magic': bad('this is not a gzip file', '这不是 gzip 文件'),
  'gzip.header': bad('the gzip header is not acceptable', 'gzip 文件头不合格'),
  'gzip.truncated': bad('the gzip stream is cut short', 'gzip 数据不完整'),
  'gzip.damaged': bad('the gzip stream is damaged', 'gzip 数据已损坏'),
  'gzip.checksum': bad('the gzip checksum or length is wrong', 'gzip 校验和或长度不符'),
  'gzip.members': bad('the gzip file holds a second stream', 'gzip 文件含有第二段数据'),
  'gzip.trailing': bad('bytes follow the gzip stream', 'gzip 数据之后还有多余字节'),

  'tar.checksum': bad('the checksum of a tar header is wrong', 'tar 头部校验和不符'),
  'tar.magic': bad('a tar header is of no known kind', 'tar 头部格式未知'),
  'tar.number': bad('the size in a tar header is not a plain number', 'tar 头部的大小字段不是普通数字'),
  'tar.type': bad('a tar entry is of a kind that packages do not use', 'tar 条目类型不被允许'),
  'tar.body': bad('a tar entry that is no file carries data', '不是文件的 tar 条目带有数据'),
  'tar.file-slash': bad('a file is named like a folder', '文件使用了目录形式的名称'),
  'tar.truncated': bad('the tar ends inside an entry', 'tar 在条目中间结束'),
  'tar.padding': bad('bytes are hidden behind the end of a file', '文件末尾之后藏有数据'),
  'tar.end': bad('the tar has no proper end', 'tar 没有正确的结尾'),
  'tar.after-end': bad('data follows the end of the tar', 'tar 结尾之后还有数据'),
  'tar.extension-size': large('a tar header extension is larger than allowed', 'tar 扩展头超过允许的大小'),
  'tar.extension-twice': bad('two header extensions speak about one entry', '同一条目有两个扩展头'),
  'tar.extension-unused': bad('a header extension belongs to no entry', '扩展头没有对应的条目'),
  'tar.long-name': bad('a GNU long name holds a NUL', 'GNU 长文件名含 NUL'),
  'tar.long-link': bad('a GNU long link name is of no use in a package', '包内不应出现 GNU 长链接名'),
  'pax.record': bad('a pax record is malformed', 'pax 记录格式有误'),
  'pax.duplicate': bad('a pax header says one thing twice', 'pax 头中同一键出现两次'),
  'pax.size': bad('the pax size differs from the size in the header', 'pax 大小与头部大小不一致'),
  'pax.charset': bad('a pax header uses a character set other than UTF-8', 'pax 头使用了 UTF-8 以外的字符集'),
  'pax.sparse': bad('sparse files are not allowed', '不允许稀疏文件'),
  'pax.global': bad('a global pax header may not name or resize files', '全局 pax 头不得改变文件名或大小'),

  'zip.magic': bad('this is not a zip file', '这不是 zip 文件'),
  'zip.end': bad('the zip has no proper end', 'zip 没有正确的结尾'),
  'zip.comment': bad('the zip comment is too long or hides another zip', 'zip 注释过长或藏有另一个 zip'),
  'zip.disks': bad('the zip is split over several disks', 'zip 分卷不被允许'),
  'zip.zip64': bad('a package needs no zip64 directory', '包不需要 zip64 目录'),
  'zip.directory': bad('the zip directory does not lie where it should', 'zip 目录位置或长度有误'),
  'zip.count': bad('the zip directory holds another number of entries than it says', 'zip 目录条目数与声明不符'),
  'zip.record': bad('a record of the zip directory is malformed', 'zip 目录记录格式有误'),
  'zip.local': bad('a local zip header is missing', '缺少 zip 本地文件头'),
  'zip.mismatch': bad('the two headers of a zip entry differ', 'zip 条目的两处头部不一致'),
  'zip.extra': bad('an extra field of a zip entry is malformed', 'zip 条目的扩展字段有误'),
  'zip.unicode-path': bad('a zip entry has a second name', 'zip 条目带有第二个名称'),
  'zip.name': bad('a zip entry has a name in an unknown encoding', 'zip 条目名称编码未知'),
  'zip.encrypted': bad('the zip is encrypted', 'zip 已加密'),
  'zip.flags': bad('a zip entry has unknown flags', 'zip 条目含未知标志位'),
  'zip.method': bad('a zip entry is neither stored nor deflated', 'zip 条目的压缩方法不受支持'),
  'zip.kind': bad('a zip entry is both file and folder', 'zip 条目既像文件又像目录'),
  'zip.layout': bad('zip entries overlap, or bytes lie between them', 'zip 条目重叠或之间有多余字节'),
  'zip.descriptor': bad('the data descriptor of a zip entry is missing or wrong', 'zip 数据描述符缺失或有误'),
  'zip.deflate': bad('the data of a zip entry is damaged', 'zip 条目数据已损坏'),
  'zip.length': bad('a zip entry has another length than it says', 'zip 条目长度与声明不符'),
  'zip.crc': bad('the checksum of a zip entry is wrong', 'zip 条目校验和不符'),
} as const satisfies Record<string, Refusal>;

export type ArchiveRule = keyof typeof ARCHIVE_RULES;

export interface RefusalDetails {
  /** The name as the archive spells it. */
  readonly entry?: string | undefined;
  readonly limit?: number;
  readonly actual?: number;
  readonly cause?: unknown;
}

/** `throw refused('tar.checksum', { entry })`. The error's details are `{ rule, entry?, limit?, actual? }`. */
export function refused(rule: ArchiveRule, details: RefusalDetails = {}): SoulError {
  const { code, says } = ARCHIVE_RULES[rule];
  const { cause, ...facts } = details;
  const which = details.entry === undefined ? '' : `: "${printablePath(details.entry)}"`;
  return new SoulError(code, text(says.en + which, says.zh + which), {
    details: { rule, ...facts },
    ...(cause === undefined ? {} : { cause }),
  });
}
