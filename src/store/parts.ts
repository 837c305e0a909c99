/** What stands at the places of a slot, read without following links, and refused when it cannot be replaced safely. */
import type { Stats } from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { sha256Hex } from '../core/sha256.ts';
import type { Lens, Part, Slot } from '../core/slot.ts';
import { type Text, text } from '../core/text.ts';
import { ABSENT, type PartState, type PartValue } from '../core/timeline.ts';
import { attempt, errno, fileError, lstatIfExists, readIfExists } from './disk.ts';
import { fs } from './node.ts';
import type { Agreed } from './state.ts';

/** `refuse` a link; write to what it points at; or put a file in its place and the link back later. */
export type LinkPolicy = 'refuse' | 'write-through' | 'replace-link';

export interface Found {
  readonly name: string;
  /** The slot's. */
  readonly root: string;
  /** The part itself. */
  readonly place: string;
  /** Where bytes are written: the same, or what its link points at. */
  readonly file: string;
  readonly value: PartValue;
  /** Bytes of the whole file; null when there is none or it is a link that we do not follow. */
  readonly bytes: Uint8Array | null;
  readonly stat: Stats | null;
  /** Where the link at this place leads, as it is written there; null when it is no link. */
  readonly link: string | null;
  /** Why the link may not be replaced or followed, whatever the policy; null when it may. */
  readonly broken: SoulError | null;
}

/**
 * `known` is what our last change left there. A link where we know a text was written through before: it is looked
 * through again, so that nobody takes the link for a change of the text. To write to it still needs the user's word.
 * @throws SoulError E_NOT_A_FILE, E_FILE
 */
export function findPart(slot: Slot, name: string, links: LinkPolicy, known?: PartState): Found {
  const part = slot.parts[name] as Part;
  const place = path.join(slot.root, part.path);
  const stat = lstatIfExists(place);
  if (slot.enclosed) refuseWayOut(slot.root, place);
  if (!stat?.isSymbolicLink()) return fileFound(part, { name, place, link: null, root: slot.root }, place, stat);
  const link = attempt(place, () => fs.readlinkSync(place));
  const asLink = {
    name,
    place,
    root: slot.root,
    link,
    file: place,
    value: { kind: 'link', target: link },
    bytes: null,
    stat,
    broken: null,
  } as const;
  if (links === 'write-through') return followed(part, asLink);
  if (known?.value.kind !== 'text' || !leadsToFile(place)) return asLink;
  if (links === 'refuse') return followed(part, asLink);
  return known.ours ? { ...followed(part, asLink), broken: writtenThrough(place, link) } : asLink;
}

/** What is asked for; else what was chosen for this very link before. */
export function policyFor({ name, place, link, value }: Found, links: LinkPolicy, agreed: Agreed): LinkPolicy {
  if (links !== 'refuse' || link === null) return links;
  const { through, replaced } = agreed[name] ?? {};
  if (value.kind === 'link') return replaced === link ? 'replace-link' : 'refuse';
  return through === linkMark(place) ? 'write-through' : 'refuse';
}

/**
 * Names one link on this machine: its inode, the time it was made and where it leads in the end. A link that came with a
 * stranger's folder, whatever the state in that folder says, was made later than what is written there.
 */
export function linkMark(link: string): string {
  const { ino, ctimeMs } = attempt(link, () => fs.lstatSync(link));
  return `${ino} ${ctimeMs} ${attempt(link, () => endOfLink(link))}`;
}

/** Where a link leads in the end, also when nothing is there: an interrupted command may just have removed it. */
export function endOfLink(link: string): string {
  let end = link;
  for (let hops = 0; hops < 40 && lstatIfExists(end)?.isSymbolicLink(); hops++)
    end = path.resolve(fs.realpathSync(path.dirname(end)), fs.readlinkSync(end));
  return path.join(fs.realpathSync(path.dirname(end)), path.basename(end));
}

export function leadsToFile(link: string): boolean {
  try {
    return fs.statSync(link).isFile();
  } catch {
    return false;
  }
}

export function fileFound(
  { lens }: Part,
  at: Pick<Found, 'name' | 'root' | 'place' | 'link'>,
  file: string,
  stat: Stats | null,
): Found {
  const found = { ...at, file, stat, broken: null };
  if (stat === null) return { ...found, value: absence(at, lens), bytes: null };
  if (!stat.isFile()) throw notAFile(file, stat);
  const bytes = readIfExists(file);
  const value = bytes === null ? null : lens.get(bytes);
  if (value === null) return { ...found, value: ABSENT, bytes };
  return { ...found, value: { kind: 'text', sha: sha256Hex(value), mode: modeOf(lens, stat) }, bytes };
}

/** The mode of a file that the user owns is none of our business. */
function modeOf({ kind }: Lens, { mode }: Stats): number {
  return kind === 'file' ? mode & 0o7777 : 0o644;
}

/** How much is missing: the file, and which of the folders between it and the root. */
function absence({ root, place }: Pick<Found, 'root' | 'place'>, { kind }: Lens): PartValue {
  let gone = 1;
  for (let folder = path.dirname(place); folder !== root && lstatIfExists(folder) === null; gone++)
    folder = path.dirname(folder);
  return gone === 1 && kind === 'file' ? ABSENT : { kind: 'absent', gone };
}

/** A cloned project may hold links to folders anywhere on this machine. */
function refuseWayOut(root: string, place: string): void {
  let folder = path.dirname(place);
  while (folder !== root && lstatIfExists(folder) === null) folder = path.dirname(folder);
  const [inside, real] = [fs.realpathSync(root), attempt(folder, () => fs.realpathSync(folder))];
  if (real === inside || real.startsWith(`${inside}${path.sep}`)) return;
  throw new SoulError('E_LINK', text(`${folder} leads out of ${root}`, `${folder} 指向 ${root} 之外`), {
    hint: text('nothing was changed; make it a real folder', '没有改动任何内容；请改为真正的文件夹'),
    details: { path: folder, reason: 'outside' },
  });
}

/** A link that leads nowhere stays a link here, and is only refused when something is to be written there. */
function followed(part: Part, asLink: Found): Found {
  const { place } = asLink;
  try {
    const real = fs.realpathSync(place);
    return fileFound(part, asLink, real, fs.statSync(real));
  } catch (error) {
    if (errno(error) !== 'ELOOP' && errno(error) !== 'ENOENT') throw fileError(error, place);
    return { ...asLink, broken: leadsNowhere(place, error) };
  }
}

/** What is wrong with the link at this place, whoever made it; null when there is none, or it leads to something. */
export function deadLink({ place, link }: Found): SoulError | null {
  if (link === null) return null;
  try {
    fs.statSync(place);
    return null;
  } catch (error) {
    return leadsNowhere(place, error);
  }
}

function leadsNowhere(file: string, cause: unknown): SoulError {
  const loop = errno(cause) === 'ELOOP';
  const says = loop
    ? text(`${file} is a link that leads to itself`, `${file} 是指向自身的链接`)
    : text(`${file} is a link that leads nowhere`, `${file} 是失效的链接`);
  return new SoulError('E_LINK', says, {
    hint: text('remove the link, or bring back what it should lead to', '请删除该链接，或恢复它应指向的内容'),
    details: { path: file, reason: loop ? 'loop' : 'dangling' },
    cause,
  });
}

/** To put a file in its place would leave the soul in the file that it leads to, and the user's own text nowhere. */
function writtenThrough(file: string, target: string): SoulError {
  return new SoulError(
    'E_LINK',
    text(
      `the soul is in the file that the link ${file} leads to (${target})`,
      `角色位于链接 ${file} 指向的文件中（${target}）`,
    ),
    {
      hint: text(
        'first clawhub clear, which gives that file its own text back; then switch with --replace-link',
        '请先运行 clawhub clear 恢复该文件自己的内容，再用 --replace-link 切换',
      ),
      details: { path: file, reason: 'written-through' },
    },
  );
}

function notAFile(file: string, stat: Stats): SoulError {
  const reason = stat.isDirectory() ? 'folder' : stat.isFIFO() ? 'pipe' : 'special';
  const what = NO_FILES[reason];
  return new SoulError(
    'E_NOT_A_FILE',
    text(`${file} is ${what.en}, not a file`, `${file} 是${what.zh}，不是普通文件`),
    {
      hint: reason === 'special' ? NAME_A_FILE : MOVE_AWAY,
      details: { path: file, reason },
    },
  );
}

const MOVE_AWAY = text('move it away and try again; nothing was changed', '请把它移开后重试；没有改动任何内容');
const NAME_A_FILE = text('nothing was changed; a persona needs a file', '没有改动任何内容；角色需要一个普通文件');

const NO_FILES = {
  folder: text('a folder', '文件夹'),
  pipe: text('a named pipe', '命名管道'),
  special: text('a device or a socket', '设备或套接字'),
} as const satisfies Readonly<Record<string, Text>>;

/** A part that is about to change must be one that can come back exactly. @throws SoulError E_LINK, E_FILE */
export function refuseUnsafe(found: Found, links: LinkPolicy): void {
  if (found.broken) throw found.broken;
  if (links === 'refuse' && found.link !== null) throw symbolicLink(found.place, found.link);
  if (links !== 'replace-link' && found.stat?.isFile() && found.stat.nlink > 1) throw hardLink(found.file, found.stat);
  if (found.stat?.isFile() && isSomebodyElses(found.stat)) throw notOurs(found.file, found.stat);
  if (found.stat?.isFile() && (found.stat.mode & 0o222) === 0) {
    throw new SoulError('E_FILE', text(`${found.file} is read-only`, `${found.file} 是只读文件`), {
      hint: text(`if that is not on purpose: chmod u+w ${found.file}`, `如果不是有意为之：chmod u+w ${found.file}`),
      details: { path: found.file, errno: 'EACCES' },
    });
  }
}

/** Only root can write a new file in the name of somebody else. */
function isSomebodyElses({ uid }: Stats): boolean {
  const me = process.getuid?.();
  return me !== undefined && me !== 0 && uid !== me;
}

function notOurs(file: string, { uid }: Stats): SoulError {
  const says = text(`${file} belongs to another user (uid ${uid})`, `${file} 属于另一个用户（uid ${uid}）`);
  return new SoulError('E_FILE', says, {
    hint: text(
      'nothing was changed; run as that user, or make the file yours',
      '没有改动任何内容；请以该用户身份运行，或把文件改为归你所有',
    ),
    details: { path: file, errno: 'EPERM', uid },
  });
}

function symbolicLink(file: string, target: string): SoulError {
  const says = text(`${file} is a symbolic link to ${target}`, `${file} 是指向 ${target} 的符号链接`);
  return new SoulError('E_LINK', says, {
    hint: text(
      'OpenClaw and Cline do not read such a file. --write-through changes the file it leads to; --replace-link puts a file in its place, and clear brings the link back',
      'OpenClaw 与 Cline 不会读取这样的文件。--write-through 改写它指向的文件；--replace-link 用普通文件替换它，clear 时恢复链接',
    ),
    details: { path: file, reason: linkReason(file) },
  });
}

/** Programs decide by it: a link to a folder or to nowhere cannot be written through. */
function linkReason(link: string): 'symlink' | 'folder' | 'special' | 'loop' | 'dangling' {
  try {
    const stat = fs.statSync(link);
    return stat.isFile() ? 'symlink' : stat.isDirectory() ? 'folder' : 'special';
  } catch (error) {
    return errno(error) === 'ELOOP' ? 'loop' : 'dangling';
  }
}

/** We write by rename, which changes one of the names only: there is no writing through, and no way back to one file. */
function hardLink(file: string, { nlink }: Stats): SoulError {
  const says = text(
    `${file} is a hard link (${nlink} names for one file)`,
    `${file} 是硬链接（同一文件有 ${nlink} 个名字）`,
  );
  return new SoulError('E_LINK', says, {
    hint: text(
      'OpenClaw does not read such a file. --replace-link makes it a file of its own; its other names keep the text they have',
      'OpenClaw 不会读取这样的文件。--replace-link 使它成为独立的文件；其他名字保留现有内容',
    ),
    details: { path: file, reason: 'hardlink' },
  });
}

/** A workspace that is not there is the user's to make: we would not know with which owner and mode. */
export function requireFolder(root: string): void {
  if (fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new SoulError('E_FILE', text(`${root} does not exist or is not a folder`, `${root} 不存在或不是文件夹`), {
    hint: text(
      'start the agent once, or make the folder, then try again',
      '请先启动一次智能体或创建该文件夹，然后重试',
    ),
    details: { path: root, errno: 'ENOENT' },
  });
}

/** Our own folder must be ours: a cloned project could make `.clawhub` a link to somewhere else. */
export function refuseLinkedFolder(...folders: readonly string[]): void {
  for (const folder of folders) {
    if (linkStat(folder) !== 'other') continue;
    throw new SoulError('E_LINK', text(`${folder} is not a real folder`, `${folder} 不是真正的文件夹`), {
      hint: text('move it away and try again', '请把它移开后重试'),
      details: { path: folder, reason: 'folder' },
    });
  }
}

export type LinkStat = 'absent' | 'folder' | 'other';

/** What stands at a place where we want a folder, links not followed. */
export function linkStat(folder: string): LinkStat {
  const stat = lstatIfExists(folder);
  if (stat === null) return 'absent';
  return stat.isDirectory() ? 'folder' : 'other';
}
