/**
 * What the official clients leave in a workspace that one of them then stumbles over. Each of them works alone; it is the
 * turns they take that break things:
 *
 *   nested key      `@owner/slug` in the lock file: `openclaw skills update --all` stops at it
 *   twice           the same skill flat and nested: agents see two of it
 *   no digests      entries of the CLI: OpenClaw wants `--force` for each of them
 *   no fingerprint  entries of OpenClaw, `_meta.json` of the registry: the CLI sees local changes for ever
 *   lost pin        OpenClaw knows no pins and drops them
 *
 * Files that somebody changed are left alone, and nothing is deleted: the second copy of a skill is set aside.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { PackageFiles } from '../core/files.ts';
import { treeDigest } from '../core/fingerprint.ts';
import { type PackageName, splitName } from '../core/name.ts';
import { sha256Hex } from '../core/sha256.ts';
import { type Text, text } from '../core/text.ts';
import { lstatIfExists } from '../store/disk.ts';
import { pinOf, readSkillLock, readSoulLock, type SkillEntry, writeSkillLock, writeSoulLock } from '../store/locks.ts';
import { listFiles } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import {
  dropSkill,
  putSkill,
  readOrigin,
  readSkillFiles,
  type SkillTarget,
  skillCondition,
  targetOf,
} from '../store/skills.ts';
import type { Context } from './context.ts';
import { keepAside } from './keep.ts';

export interface Ailment {
  readonly key: string;
  readonly says: Text;
  /** What becomes of it. */
  readonly cure: Text;
  /** null: it is left to a person. */
  readonly heal: (() => void) | null;
}

/** The caller holds the lock of the working directory when it heals, and looks again after each cure. */
export function ailments(ctx: Context, paths: WorkPaths): Ailment[] {
  const { skills } = readSkillLock(paths);
  return Object.entries(skills).flatMap(([key, entry]) => ailmentsOf(ctx, paths, key, entry));
}

function ailmentsOf(ctx: Context, paths: WorkPaths, key: string, entry: SkillEntry): Ailment[] {
  const target = targetOf(paths, key, ctx.settings.skillsFolder);
  const condition = skillCondition(target.folder, entry);
  if (condition === 'absent' || key.includes(':')) return [];
  if (key.startsWith('@')) return [nested(ctx, paths, { key, entry, edited: condition === 'edited' })];
  const pin = lostPin(paths, key, entry);
  const incomplete = missing(target.folder, key, entry);
  if (incomplete === null) return pin;
  return [whole(ctx, paths, { key, entry, incomplete, edited: condition === 'edited' }), ...pin];
}

interface Patient {
  readonly key: string;
  readonly entry: SkillEntry;
  readonly edited: boolean;
}

function nested(ctx: Context, paths: WorkPaths, { key, entry, edited }: Patient): Ailment {
  const [owner, slug] = splitName(key as PackageName);
  const flat = targetOf(paths, slug, ctx.settings.skillsFolder);
  const { skills } = readSkillLock(paths);
  const other = Object.hasOwn(skills, slug) ? skills[slug] : undefined;
  const folder = targetOf(paths, key, ctx.settings.skillsFolder);
  if (other !== undefined && (other.ownerHandle ?? owner) === owner) {
    return {
      key,
      says: text(
        `${slug} is installed twice: ${folder.folder} and ${flat.folder}`,
        `${slug} 安装了两份：${folder.folder} 与 ${flat.folder}`,
      ),
      cure: text(`the copy ${key} was set aside`, `副本 ${key} 已移到旁边`),
      heal: () => {
        keepAside(ctx, paths, folder.folder, slug);
        dropSkill(paths, folder);
      },
    };
  }
  const says = text(
    `${key} has a key that stops \`openclaw skills update --all\``,
    `${key} 的键会使 \`openclaw skills update --all\` 中断`,
  );
  if (other !== undefined || lstatIfExists(flat.folder) !== null) {
    const why = text(
      `${says.en}; skills/${slug} is taken, so uninstall one of them`,
      `${says.zh}；skills/${slug} 已被占用，请卸载其中之一`,
    );
    return { key, says: why, cure: why, heal: null };
  }
  const left = leftAlone(folder.folder, entry, edited);
  if (left !== null) return forPerson(key, says, left);
  return {
    key,
    says,
    cure: text(`${key} moved to ${flat.folder}`, `${key} 已移到 ${flat.folder}`),
    heal: () => flatten(ctx, paths, { key, slug, owner, entry }),
  };
}

/** Why a skill is not written anew; null when it may be. */
function leftAlone(folder: string, entry: SkillEntry, edited: boolean): Text | null {
  if (edited) return text('its files were edited', '文件有修改');
  if (!isPlain(folder)) return text('it holds more than files, such as links', '其中不止普通文件，例如有链接');
  if (originRegistry(folder, entry).registry === undefined)
    return text('nobody wrote down where it is from', '没有记录其来源');
  return null;
}

function forPerson(key: string, what: Text, why: Text): Ailment {
  const says = text(
    `${what.en}, and ${why.en}; reinstall it with --force`,
    `${what.zh}，且${why.zh}；请用 --force 重新安装`,
  );
  return { key, says, cure: says, heal: null };
}

function isPlain(folder: string): boolean {
  return listFiles(folder).every((name) => lstatIfExists(path.join(folder, name))?.isFile());
}

/** The flat copy is written first: killed in between, there are two of it, which the next run finds. */
function flatten(
  ctx: Context,
  paths: WorkPaths,
  { key, slug, owner, entry }: { key: string; slug: string; owner: string | null; entry: SkillEntry },
): void {
  const before = targetOf(paths, key, ctx.settings.skillsFolder);
  const files = plainFiles(before.folder);
  if (files === null) return;
  rewrite(
    paths,
    { from: before.folder, target: targetOf(paths, slug, ctx.settings.skillsFolder), files },
    {
      ...entry,
      ...(owner === null ? {} : { ownerHandle: owner }),
      ...originRegistry(before.folder, entry),
    },
  );
  dropSkill(paths, before);
}

/** Without what the registry put into the zip: it was never published, and differs from what was. */
function plainFiles(folder: string): PackageFiles | null {
  const files = readSkillFiles(folder);
  if (files === null) return null;
  return new Map([...files].filter(([name, bytes]) => name !== '_meta.json' || !isRegistryMeta(bytes)));
}

function isRegistryMeta(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const keys = typeof value === 'object' && value !== null ? Object.keys(value).sort() : [];
    return keys.join(' ') === 'ownerId publishedAt slug version';
  } catch {
    return false;
  }
}

function originRegistry(folder: string, { registry }: SkillEntry): { registry?: string } {
  const known = registry ?? readOrigin(folder).registry;
  return typeof known === 'string' ? { registry: known } : {};
}

interface Written {
  readonly from: string;
  readonly target: SkillTarget;
  readonly files: PackageFiles;
}

/** Both files anew, from the files that are there. Pins and everything else in the entry stay, and programs can be run. */
function rewrite(paths: WorkPaths, { from, target, files }: Written, entry: SkillEntry): void {
  const programs = [...files.keys()].flatMap((name) => {
    const mode = (lstatIfExists(path.join(from, name))?.mode ?? 0) & 0o777;
    return (mode & 0o111) === 0 ? [] : [{ name, mode }];
  });
  const [, slug] = splitName(target.key as PackageName);
  const lock = readSkillLock(paths);
  writeSkillLock(paths, { ...lock, skills: { ...lock.skills, [target.key]: entry } });
  putSkill(paths, target, files, {
    registry: entry.registry ?? '',
    slug,
    ownerHandle: entry.ownerHandle ?? null,
    version: entry.version ?? '0.0.0',
    archive: archiveOf(entry, files),
    installedAt: entry.installedAt,
  });
  for (const { name, mode } of programs) fs.chmodSync(path.join(target.folder, name), mode);
}

/** Of the archive it came in, where that is known. */
function archiveOf({ artifact }: SkillEntry, files: PackageFiles): string {
  const sha256 = typeof artifact === 'object' && artifact !== null && 'sha256' in artifact ? artifact.sha256 : null;
  return typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)
    ? sha256
    : sha256Hex(new TextEncoder().encode(treeDigest(files)));
}

/** What one of the clients would miss; null when both have all they look for. */
function missing(folder: string, key: string, entry: SkillEntry): Text | null {
  const origin = readOrigin(folder);
  const files = readSkillFiles(folder);
  if (typeof (entry.registry ?? origin.registry) !== 'string') return null;
  const same = (['registry', 'ownerHandle', 'installedAt', 'fileTreeSha256'] as const).every(
    (name) => origin[name] === entry[name],
  );
  if (
    entry.fileTreeSha256 === undefined ||
    origin.fileTreeSha256 === undefined ||
    !same ||
    origin.installedVersion !== entry.version
  )
    return text(`${key} lacks what OpenClaw wants to know of it`, `${key} 缺少 OpenClaw 需要的信息`);
  const meta = files?.get('_meta.json');
  if (typeof origin.fingerprint !== 'string' || (meta !== undefined && isRegistryMeta(meta)))
    return text(`${key} looks edited to the clawhub command`, `clawhub 命令会认为 ${key} 有本地修改`);
  return null;
}

interface Incomplete extends Patient {
  readonly incomplete: Text;
}

function whole(ctx: Context, paths: WorkPaths, { key, entry, incomplete, edited }: Incomplete): Ailment {
  const target = targetOf(paths, key, ctx.settings.skillsFolder);
  const cure = text(`${key}: lock file and origin.json were completed`, `${key}：已补全锁文件和 origin.json`);
  const left = leftAlone(target.folder, entry, edited);
  if (left !== null) return forPerson(key, incomplete, left);
  return {
    key,
    says: incomplete,
    cure,
    heal: () => {
      const files = plainFiles(target.folder);
      if (files !== null)
        rewrite(
          paths,
          { from: target.folder, target, files },
          {
            ...entry,
            ...ownerOf(target.folder, entry),
            ...originRegistry(target.folder, entry),
          },
        );
    },
  };
}

function ownerOf(folder: string, { ownerHandle }: SkillEntry): { ownerHandle?: string } {
  const known = ownerHandle ?? readOrigin(folder).ownerHandle;
  return typeof known === 'string' ? { ownerHandle: known } : {};
}

/**
 * A pin that we set and that is gone, though nobody took it away: whoever unpins keeps the rest of the entry, OpenClaw
 * writes a new one, with a time of its own.
 */
function lostPin(paths: WorkPaths, key: string, entry: SkillEntry): Ailment[] {
  const pins = readSoulLock(paths).pins ?? {};
  const remembered = Object.hasOwn(pins, key) ? pins[key] : undefined;
  if (remembered === undefined || pinOf(entry) !== null || remembered.installedAt === entry.installedAt) return [];
  const { reason } = remembered;
  return [
    {
      key,
      says: text(`${key} was pinned, and another client dropped the pin`, `${key} 原已固定，被其他客户端取消`),
      cure: text(`${key} is pinned again`, `已重新固定 ${key}`),
      heal: () => {
        const lock = readSkillLock(paths);
        const pinned = { ...lock.skills[key], ...entry, pinned: true, ...(reason === '' ? {} : { pinReason: reason }) };
        writeSkillLock(paths, { ...lock, skills: { ...lock.skills, [key]: pinned } });
        rememberPin(paths, key, { reason, installedAt: entry.installedAt });
      },
    },
  ];
}

/** Beside our own lock entries: which skills were pinned here, and what their entry was like. null forgets it. */
export function rememberPin(paths: WorkPaths, key: string, pin: { reason: string; installedAt: number } | null): void {
  const lock = readSoulLock(paths);
  const { [key]: _before, ...others } = lock.pins ?? {};
  const pins = pin === null ? others : { ...others, [key]: pin };
  if (pin === null && lock.pins?.[key] === undefined) return;
  const { pins: _all, ...rest } = lock;
  writeSoulLock(paths, Object.keys(pins).length === 0 ? rest : { ...rest, pins });
}
