/** A verified package is written where its kind lives, a skill in the working directory, all else in the store; then the lock file. */
import { SoulError } from '../core/errors.ts';
import type { Kind } from '../core/manifest.ts';
import { type PackageName, splitName } from '../core/name.ts';
import type { ScanReport } from '../core/scan/index.ts';
import type { Signed } from '../core/signed.ts';
import { text } from '../core/text.ts';
import type { SourceRef } from '../sources/source.ts';
import { makeIgnoredFolder } from '../store/disk.ts';
import { withLock } from '../store/lock.ts';
import {
  pinOf,
  readSkillLock,
  readSoulLock,
  type SkillEntry,
  type SkillLock,
  type SoulEntry,
  type SoulLock,
  writeSoulLock,
} from '../store/locks.ts';
import { hashFiles, type Installed, putPackage, readInstalled } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import { putSkill, recoverSkills, type SkillCondition, skillCondition, skillTarget } from '../store/skills.ts';
import type { Context } from './context.ts';
import { keepAside, keepStoreEdits } from './keep.ts';
import type { Verified } from './obtain.ts';
import { isAskable, officialVersion, pinsWithout, registryName } from './provenance.ts';
import type { Elsewhere } from './sources.ts';

export interface InstallReport {
  readonly name: PackageName;
  readonly version: string;
  readonly kind: Kind;
  readonly displayName: Readonly<Record<string, string>>;
  /** What its author wants said before it is used, such as that it is no real person. */
  readonly disclaimer: Readonly<Record<string, string>>;
  /** Folder of a skill; null for what lives in the store. */
  readonly folder: string | null;
  readonly source: SourceRef;
  readonly integrity: string | null;
  readonly content: string;
  readonly status: 'installed' | 'already' | 'updated';
  readonly from: string | null;
  readonly scan: ScanReport;
  /** Who vouches for it. */
  readonly signed: Signed;
  readonly deprecated: string | null;
  /** Where edited files were moved before they were replaced; null when there were none. */
  readonly keptIn: string | null;
  /** Where the package of this name came from until now; null when it was not here or came from the same place. */
  readonly sourceBefore: SourceRef | null;
  /** Other sources that have a package of this name; absent where that was not asked. */
  readonly alsoAt?: readonly Elsewhere[];
}

/** What a person should hear about a package that has just arrived, whatever brought it. */
export type Arrival = Pick<
  InstallReport,
  'name' | 'version' | 'from' | 'disclaimer' | 'source' | 'sourceBefore' | 'deprecated' | 'keptIn' | 'scan' | 'signed'
>;

/** A damaged lock file is noticed before anything is written. @throws SoulError E_LOCKFILE, E_LOCKFILE_NEWER */
export function readLocks(paths: WorkPaths): { skills: SkillLock['skills']; souls: SoulLock['souls'] } {
  return { skills: readSkillLock(paths).skills, souls: readSoulLock(paths).souls };
}

/** Writes a verified package where its kind lives, then the lock file. */
export function place(
  ctx: Context,
  verified: Verified,
  paths: WorkPaths,
  { force }: { readonly force: boolean },
): InstallReport {
  makeIgnoredFolder(paths.machine);
  return withLock(paths.locks, () => {
    readLocks(paths);
    recoverSkills(paths);
    const { manifest } = verified.found;
    const written =
      manifest.kind === 'skill' ? placeSkill(ctx, verified, paths, force) : placeSoul(ctx, verified, force);
    if (manifest.kind !== 'skill') lockSoul(paths, verified);
    return { ...reportOf(verified), ...written };
  });
}

function lockSoul(paths: WorkPaths, verified: Verified): void {
  const lock = readSoulLock(paths);
  const { name } = verified.found.manifest;
  writeSoulLock(paths, { ...lock, souls: { ...lock.souls, [name]: lockEntry(lock, verified) } });
}

/** Keys that we do not know stay. */
function lockEntry(lock: SoulLock, { found, resolution, integrity, content, signed }: Verified): SoulEntry {
  const { name, version, kind } = found.manifest;
  return { ...lock.souls[name], version, kind, source: resolution.source, integrity, content, signed };
}

export function reportOf({ found, resolution, integrity, content, scan, signed }: Verified) {
  const { name, version, kind, displayName, disclaimer } = found.manifest;
  return {
    name,
    version,
    kind,
    displayName,
    disclaimer,
    source: resolution.source,
    integrity,
    content,
    scan,
    signed,
    deprecated: resolution.deprecated,
  };
}

export type Placed = Pick<InstallReport, 'folder' | 'status' | 'from' | 'keptIn' | 'sourceBefore'>;

export function placeSoul(ctx: Context, verified: Verified, force: boolean): Placed {
  const before = readInstalled(ctx.paths).souls[verified.found.manifest.name];
  if (!force) refusePinned(before, verified);
  const keptIn = keepStoreEdits(ctx, before, force);
  putPackage(ctx.paths, verified.found.files, installedRecord(ctx, verified, before));
  const status = before === undefined ? 'installed' : before.content === verified.content ? 'already' : 'updated';
  const sourceBefore = otherSource(before?.source, verified);
  return { folder: null, status, from: before?.version ?? null, keptIn, sourceBefore };
}

/** Other content may only take the place of a pinned package when that is said. @throws SoulError E_PINNED */
export function refusePinned(before: Installed | undefined, { found, content }: Verified): void {
  if (before === undefined || before.pinned === null || before.content === content) return;
  throw pinned(before.name, before.version, before.pinned, found.manifest.version);
}

function pinned(name: string, version: string, reason: string, other: string): SoulError {
  const [en, zh] = reason === '' ? ['', ''] : [` (${reason})`, `（${reason}）`];
  return new SoulError(
    'E_PINNED',
    text(
      `${name} is pinned at ${version}${en}; ${other} was not installed`,
      `${name} 已固定在 ${version}${zh}；没有安装 ${other}`,
    ),
    {
      hint: text(
        `clawhub unpin ${name}; or install it with --force, and it stays pinned`,
        `clawhub unpin ${name}；或用 --force 安装，固定保持不变`,
      ),
      details: { name, version, reason, refused: other },
    },
  );
}

export function otherSource(
  before: { kind: string; url: string } | undefined,
  { resolution }: Verified,
): SourceRef | null {
  const { kind, url } = resolution.source;
  return before === undefined || (before.kind === kind && before.url === url) ? null : (before as SourceRef);
}

export function installedRecord(
  ctx: Context,
  { found, resolution, integrity, content, signed }: Verified,
  before: Installed | undefined,
): Installed {
  const { name, version, kind, displayName, description, aliases, languages, souls } = found.manifest;
  const same = before?.content === content;
  return {
    name,
    version,
    kind,
    displayName,
    description,
    aliases,
    languages,
    persona: found.persona,
    operating: found.operating,
    souls: souls.map((member) => ({ name: member.name, range: member.range })),
    source: resolution.source,
    integrity,
    content,
    files: hashFiles(found.files),
    installedAt: same ? before.installedAt : ctx.now().toISOString(),
    pinned: before?.pinned ?? null,
    signed,
    seen: resolution.source.kind === 'bundled' || (same && before.seen),
  };
}

function placeSkill(ctx: Context, verified: Verified, paths: WorkPaths, force: boolean): Placed {
  const { manifest, files } = verified.found;
  const [scope, slug] = splitName(manifest.name);
  const owner =
    scope ?? verified.resolution.owner ?? (verified.resolution.source.kind === 'bundled' ? 'soulhub' : null);
  const target = skillTarget(paths, slug, owner, ctx.settings.skillsFolder);
  const entry = readSkillLock(paths).skills[target.key];
  refuseOtherOwner(entry?.ownerHandle, owner, slug);
  const condition = skillCondition(target.folder, entry);
  const known = readSoulLock(paths).souls[manifest.name];
  if (condition === 'clean' && isUpToDate(entry, known, verified) && !force) {
    return { folder: target.folder, status: 'already', from: manifest.version, keptIn: null, sourceBefore: null };
  }
  if (!force) refusePinnedSkill(target.key, entry, known, verified);
  refuseLoss(target.folder, condition, force, manifest.name);
  const keptIn =
    condition === 'edited' || condition === 'untracked' ? keepAside(ctx, paths, target.folder, slug) : null;
  const origin = {
    registry: registryName(verified.resolution.source),
    slug,
    ownerHandle: owner,
    version: officialVersion(manifest.version),
    archive: verified.archive,
    installedAt: entry?.installedAt ?? ctx.now().getTime(),
    oursToUpdate: !isAskable(verified.resolution),
  };
  const pin = { name: manifest.name, entry: lockEntry(readSoulLock(paths), verified) };
  putSkill(paths, target, files, origin, [...pinsWithout(paths, target.key), pin]);
  return {
    folder: target.folder,
    status: condition === 'absent' ? 'installed' : 'updated',
    from: entry?.version ?? null,
    keptIn,
    sourceBefore: otherSource(known?.source, verified),
  };
}

/** @throws SoulError E_PINNED */
function refusePinnedSkill(
  key: string,
  entry: SkillEntry | undefined,
  known: SoulEntry | undefined,
  verified: Verified,
): void {
  const reason = entry === undefined ? null : pinOf(entry);
  if (reason === null || isUpToDate(entry, known ?? { content: verified.content }, verified)) return;
  throw pinned(key, entry?.version ?? '?', reason, verified.found.manifest.version);
}

/** Another client may have moved the entry on without a word to our own lock file. */
function isUpToDate(
  entry: SkillEntry | undefined,
  known: Pick<SoulEntry, 'content'> | undefined,
  { content, found }: Verified,
): boolean {
  return known?.content === content && entry?.version === officialVersion(found.manifest.version);
}

function refuseOtherOwner(present: string | undefined, owner: string | null, slug: string): void {
  if (present === undefined || owner === null || present === owner) return;
  throw new SoulError(
    'E_EXISTS',
    text(`skills/${slug} belongs to @${present}, not to @${owner}`, `skills/${slug} 属于 @${present}，不是 @${owner}`),
    {
      hint: text(`uninstall it first: clawhub uninstall ${slug}`, `请先卸载：clawhub uninstall ${slug}`),
      details: { slug, owner: present },
    },
  );
}

function refuseLoss(folder: string, condition: SkillCondition, force: boolean, name: string): void {
  if (force || condition === 'absent' || condition === 'clean') return;
  if (condition === 'untracked') {
    throw new SoulError(
      'E_EXISTS',
      text(`${folder} is already there and was not installed by us`, `${folder} 已存在，且不是由本程序安装`),
      {
        hint: text('--force moves it aside and installs', '加上 --force 会把它移到旁边再安装'),
        details: { path: folder },
      },
    );
  }
  throw new SoulError('E_LOCAL_CHANGES', text(`${name} was edited in ${folder}`, `${folder} 中的 ${name} 有本地修改`), {
    hint: text('--force keeps your files aside and installs', '加上 --force 会先保留你的文件再安装'),
    details: { path: folder, name },
  });
}
