/** What is installed: list it, keep it at its version, bring it up to date, take it away. */
import path from 'node:path';
import type { Scope } from '../agents/agent.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { contentHash } from '../core/integrity.ts';
import type { Kind } from '../core/manifest.ts';
import { type PackageName, splitName } from '../core/name.ts';
import { formatWanted, isLower, LATEST, parseWanted, type Wanted } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { openSource } from '../sources/index.ts';
import type { SourceKind } from '../sources/source.ts';
import { baseUrl } from '../sources/transport.ts';
import { withLock } from '../store/lock.ts';
import {
  OURS_TO_UPDATE,
  pinOf,
  readSkillLock,
  readSoulLock,
  type SkillEntry,
  type SkillLock,
  writeSkillLock,
  writeSoulLock,
} from '../store/locks.ts';
import { dropPackage, type Installed, readInstalled, updateInstalled } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import {
  dropSkill,
  readSkillFiles,
  recoverSkills,
  type SkillCondition,
  settleSkills,
  skillCondition,
  targetOf,
  withPin,
} from '../store/skills.ts';
import { world } from './ask.ts';
import { clearSoul } from './clear.ts';
import type { Context } from './context.ts';
import { requireInstalled } from './find.ts';
import { rememberPin } from './heal.ts';
import { isEdited, keepAside, keepStoreEdits } from './keep.ts';
import { activeSlots } from './meant.ts';
import { obtain, type Verified } from './obtain.ts';
import { type InstallReport, place, readLocks } from './place.ts';
import { isUsedIn } from './project.ts';
import { officialVersion, type Provenance, pinsWithout, provenanceOf } from './provenance.ts';
import { type Found, resolveWords } from './sources.ts';
import { chooseWorkdir, type Workdir, workdirToRead } from './workdir.ts';

export interface ListedPackage {
  readonly name: string;
  readonly version: string | null;
  readonly kind: Kind;
  readonly displayName: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly source: string;
  readonly pinned: string | null;
  /** Folder of a skill; null for what lives in the store. */
  readonly folder: string | null;
  /** Skills only: whether the files are as they were installed. */
  readonly condition: SkillCondition | null;
}

export interface Listed {
  readonly workdir: Workdir;
  readonly packages: readonly ListedPackage[];
  /** The list of souls was damaged and was rebuilt. */
  readonly repaired: boolean;
}

export function list(ctx: Context): Listed {
  const workdir = workdirToRead(ctx);
  settleSkills(workdir.paths);
  const { souls, repaired } = readInstalled(ctx.paths);
  const skills = Object.entries(readSkillLock(workdir.paths).skills).map(([key, entry]) =>
    skillRow(ctx, workdir.paths, key, entry),
  );
  return { workdir, packages: [...skills, ...Object.values(souls).map(soulRow)], repaired };
}

function skillRow(ctx: Context, paths: WorkPaths, key: string, entry: SkillEntry): ListedPackage {
  const folder = path.join(paths.root, ctx.settings.skillsFolder, ...key.split('/'));
  return {
    name: key,
    version: entry.version,
    kind: 'skill',
    displayName: {},
    languages: [],
    source: entry.registry ?? '',
    pinned: pinOf(entry),
    folder,
    condition: skillCondition(folder, entry),
  };
}

function soulRow(item: Installed): ListedPackage {
  const { name, version, kind, displayName, languages, source, pinned } = item;
  return {
    name,
    version,
    kind,
    displayName,
    languages,
    source: source.url || source.kind,
    pinned,
    folder: null,
    condition: null,
  };
}

/** A skill in the working directory or a soul in the store, by its name. */
type Target = { kind: 'skill'; key: string; entry: SkillEntry } | { kind: 'soul'; item: Installed };

/** `@owner/slug` also means a flat entry of that owner; a bare slug never means `@owner/slug`. @throws SoulError E_NOT_INSTALLED */
function target(ctx: Context, skills: SkillLock['skills'], words: string): Target {
  const name = /^[^@/]+\/[^/]+$/.test(words) ? `@${words}` : words;
  const [, owner, slug] = /^@([^/]+)\/(.+)$/.exec(name) ?? [];
  const flat = slug !== undefined && [owner, undefined].includes(skills[slug]?.ownerHandle) ? slug : null;
  const key = [name, flat].find((candidate) => candidate !== null && Object.hasOwn(skills, candidate));
  const entry = typeof key === 'string' ? skills[key] : undefined;
  if (typeof key === 'string' && entry !== undefined) return { kind: 'skill', key, entry };
  return { kind: 'soul', item: requireInstalled(ctx, name) };
}

/** `reason` null takes the pin away. @throws SoulError E_NOT_INSTALLED */
export function pin(ctx: Context, name: string, reason: string | null): { name: string; pinned: string | null } {
  const { paths } = chooseWorkdir(ctx);
  return withLock(paths.locks, () => {
    const lock = readSkillLock(paths);
    const found = target(ctx, lock.skills, name);
    if (found.kind === 'soul') {
      updateInstalled(ctx.paths, (souls) => ({ ...souls, [found.item.name]: { ...found.item, pinned: reason } }));
      return { name: found.item.name, pinned: reason };
    }
    writeSkillLock(paths, { ...lock, skills: { ...lock.skills, [found.key]: pinned(found.entry, reason) } });
    const { installedAt } = found.entry;
    rememberPin(paths, found.key, reason === null ? null : { reason, installedAt });
    return { name: found.key, pinned: reason };
  });
}

/** Without a pin of its own, what only we can update is pinned for the official clients. */
function pinned(entry: SkillEntry, reason: string | null): SkillEntry {
  const ours = reason === null && entry.registry !== undefined && !/^https?:/.test(entry.registry);
  return withPin(entry, ours ? OURS_TO_UPDATE : reason);
}

export interface UpdateReport {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly status: 'updated' | 'current' | 'pinned' | 'edited' | 'gone' | 'foreign';
  readonly keptIn: string | null;
  /** Slots that hold another version of the soul than the one that is installed now. */
  readonly worn?: readonly Worn[];
  /** The newest version that its source names, when that is lower than the one here, which was left. */
  readonly older?: string;
  /** Its source offers the version that was here no more; only then an update goes to a lower one. */
  readonly withdrawn?: true;
}

export interface Worn {
  readonly agent: string;
  readonly title: string;
  readonly scope: Scope;
  readonly version: string;
}

export interface UpdateRequest {
  readonly force: boolean;
  /** An exact version, a range or a tag instead of the newest; for a single package. */
  readonly version: string | null;
}

/** Named packages, or all. A package that cannot be updated does not stop the others. */
export async function update(
  ctx: Context,
  names: readonly string[],
  request: UpdateRequest,
): Promise<{ workdir: Workdir; packages: UpdateReport[] }> {
  const workdir = chooseWorkdir(ctx);
  settleSkills(workdir.paths);
  const { skills } = readLocks(workdir.paths);
  const everything = [...Object.keys(skills), ...Object.keys(readInstalled(ctx.paths).souls)];
  const packages: UpdateReport[] = [];
  for (const name of names.length > 0 ? names : everything) {
    const found = target(ctx, skills, name);
    packages.push(
      found.kind === 'skill'
        ? await updateSkill(ctx, workdir.paths, found, request)
        : await updateSoul(ctx, workdir.paths, found.item, request),
    );
  }
  return { workdir, packages };
}

async function updateSoul(
  ctx: Context,
  paths: WorkPaths,
  item: Installed,
  request: UpdateRequest,
): Promise<UpdateReport> {
  const base = { name: item.name, from: item.version, to: item.version, keptIn: null };
  if (item.pinned !== null) return { ...base, status: 'pinned' };
  if (!request.force && isEdited(ctx, item)) return { ...base, status: 'edited' };
  const found = await newest(ctx, item.name, item.source, wantedOf(request));
  if (!found) return { ...base, status: 'gone' };
  const step = request.version === null ? await stepTo(found, item.version, item.source) : 'on';
  if (step === 'back') return { ...base, status: 'current', older: found.resolution.version };
  const verified = await obtain(ctx, found);
  const locked = readSoulLock(paths).souls[item.name];
  const behind = locked !== undefined && locked.content !== verified.content;
  if (verified.content === item.content && !behind) return { ...base, status: 'current' };
  const worn = activeSlots(ctx, null).filter(
    ({ soul }) => soul.name === item.name && soul.content !== verified.content,
  );
  return {
    ...updated(base, place(ctx, verified, paths, request)),
    ...(step === 'off' ? { withdrawn: true } : {}),
    worn: worn.map(({ site: { agent, title, scope }, soul }) => ({ agent, title, scope, version: soul.version })),
  };
}

/** Also one that another client installed or updated since. What it left out of the lock files is written again. */
async function updateSkill(
  ctx: Context,
  paths: WorkPaths,
  { key, entry }: { key: string; entry: SkillEntry },
  request: UpdateRequest,
): Promise<UpdateReport> {
  const base = { name: key, from: entry.version, to: entry.version, keptIn: null };
  if (pinOf(entry) !== null) return { ...base, status: 'pinned' };
  const from = await provenanceOf(ctx, paths, key, entry);
  if (!from) return { ...base, status: 'foreign' };
  const { folder } = targetOf(paths, key, ctx.settings.skillsFolder);
  if (skillCondition(folder, entry) === 'edited' && !request.force) return { ...base, status: 'edited' };
  const found = await newestSkill(ctx, from, wantedOf(request));
  if (!found) return { ...base, status: 'gone' };
  const step = request.version === null ? await stepTo(found, entry.version ?? '', from.source) : 'on';
  if (step === 'back') return { ...base, status: 'current', older: found.resolution.version };
  const verified = await obtain(ctx, found);
  const same = sameFiles(folder, verified);
  if (same && from.pin?.content === verified.content && entry.fileTreeSha256 !== undefined)
    return { ...base, status: 'current' };
  const report = place(ctx, verified, paths, { force: request.force || same });
  return {
    ...updated(base, report),
    ...(step === 'off' ? { withdrawn: true } : {}),
    ...(same ? { status: 'current' as const, keptIn: null } : {}),
  };
}

/**
 * A tag may be set back, a folder or another source may be behind: nobody goes back unasked. `off`: the registry that it
 * came from has withdrawn the version that is here, and nobody has to stay on that.
 */
async function stepTo(
  { source, resolution }: Found,
  here: string,
  from: { kind: string; url: string },
): Promise<'on' | 'back' | 'off'> {
  if (!isLower(officialVersion(resolution.version), officialVersion(here))) return 'on';
  const isHome = resolution.source.kind === from.kind && resolution.source.url === from.url;
  if (!isHome || !['npm', 'clawhub'].includes(from.kind)) return 'back';
  // By its bare number a yanked version is found all the same; a range finds none.
  const wanted: Wanted = { kind: 'range', range: `>=${here} <=${here}` };
  try {
    const still = await source.resolve({ kind: 'registry', name: resolution.name, wanted });
    return still?.version === here ? 'back' : 'off';
  } catch (error) {
    if (!isSoulError(error, 'E_VERSION_NOT_FOUND')) throw error;
    return 'off';
  }
}

/** `--registry` wins, unless it is where the skill is from anyway: there it may have a name of its own. */
function newestSkill(ctx: Context, { name, source }: Provenance, wanted: Wanted): Promise<Found | null> {
  const { registry } = ctx.settings;
  const home =
    registry !== null && source.url !== '' && baseUrl(registry, ctx.cwd).href === baseUrl(source.url, ctx.cwd).href;
  return newest(home ? { ...ctx, settings: { ...ctx.settings, registry: null } } : ctx, name, source, wanted);
}

/** `_meta.json` is the registry's own; the official clients leave it in the folder. */
function sameFiles(folder: string, { found }: Verified): boolean {
  const files = readSkillFiles(folder);
  if (files === null) return false;
  return contentHash(new Map([...files].filter(([name]) => name !== '_meta.json'))) === contentHash(found.files);
}

function updated(base: Omit<UpdateReport, 'status'>, report: InstallReport): UpdateReport {
  return { ...base, to: report.version, status: 'updated', keptIn: report.keptIn };
}

function wantedOf({ version }: UpdateRequest): Wanted {
  return version === null ? LATEST : parseWanted(version);
}

/** From the source it came from; an explicit `--registry` wins. */
async function newest(
  ctx: Context,
  name: string,
  from: { kind: string; url: string },
  wanted: Wanted,
): Promise<Found | null> {
  if (ctx.settings.registry !== null) return resolveWords(ctx, `${name}${formatWanted(wanted)}`);
  const source = await openSource({ kind: from.kind as SourceKind, url: from.url }, world(ctx));
  const resolution = await source.resolve({ kind: 'registry', name: name as PackageName, wanted });
  return resolution ? { source, resolution, titleLang: null } : null;
}

/** What `update` would bring for something installed; null when it is not here, or nothing says where it is from. */
export async function newestOfInstalled(ctx: Context, words: string): Promise<Found | null> {
  const { paths } = chooseWorkdir(ctx);
  const found = targetIfHere(ctx, readSkillLock(paths).skills, words);
  if (found === null) return null;
  if (found.kind === 'soul') return newest(ctx, found.item.name, found.item.source, LATEST);
  const from = await provenanceOf(ctx, paths, found.key, found.entry);
  return from && newestSkill(ctx, from, LATEST);
}

function targetIfHere(ctx: Context, skills: SkillLock['skills'], words: string): Target | null {
  try {
    return target(ctx, skills, words);
  } catch (error) {
    if (isSoulError(error, 'E_NOT_INSTALLED')) return null;
    throw error;
  }
}

export interface UninstallReport {
  readonly name: string;
  readonly kind: Kind;
  /** The soul was active and its slot was cleared first. */
  readonly cleared: boolean;
  /** Edits that somebody had made of it in a slot, by the numbers that they are kept under. */
  readonly keptEdits: readonly KeptEdit[];
  readonly keptIn: string | null;
  /** The project here says that an agent uses it, so it stays in the lock file. */
  readonly inUse?: true;
}

export interface KeptEdit {
  readonly agent: string;
  readonly title: string;
  readonly scope: Scope;
  readonly entry: number;
}

/** @throws SoulError E_NOT_INSTALLED, E_LOCAL_CHANGES */
export async function uninstall(
  ctx: Context,
  names: readonly string[],
  request: { force: boolean },
): Promise<UninstallReport[]> {
  const { paths } = chooseWorkdir(ctx);
  const reports: UninstallReport[] = [];
  for (const name of names) reports.push(await uninstallOne(ctx, paths, name, request));
  return reports;
}

async function uninstallOne(
  ctx: Context,
  paths: WorkPaths,
  name: string,
  request: { force: boolean },
): Promise<UninstallReport> {
  const found = target(ctx, readLocks(paths).skills, name);
  if (found.kind === 'skill') return uninstallSkill(ctx, paths, found.key, request);
  const { item } = found;
  const keptIn = keepStoreEdits(ctx, item, request.force);
  // A project that cannot be read is told before anything is gone.
  isUsedIn(paths.root, item.name);
  const cleared = await clearSoul(ctx, item.name);
  // In this order, so that a kill in between leaves something that can be uninstalled.
  const inUse = withLock(paths.locks, () => unlist(paths, item.name));
  dropPackage(ctx.paths, item.name);
  const keptEdits = cleared.flatMap(({ agent, title, scope, keptEdit }) =>
    keptEdit === null ? [] : [{ agent, title, scope, entry: keptEdit }],
  );
  const done = { name: item.name, kind: item.kind, cleared: cleared.length > 0, keptEdits, keptIn };
  return inUse ? { ...done, inUse: true } : done;
}

function uninstallSkill(ctx: Context, paths: WorkPaths, key: string, request: { force: boolean }): UninstallReport {
  return withLock(paths.locks, () => {
    recoverSkills(paths);
    const [, slug] = splitName(key as PackageName);
    const place = targetOf(paths, key, ctx.settings.skillsFolder);
    const condition = skillCondition(place.folder, readSkillLock(paths).skills[key]);
    if (condition === 'edited' && !request.force) {
      throw new SoulError(
        'E_LOCAL_CHANGES',
        text(`${key} was edited in ${place.folder}`, `${place.folder} 中的 ${key} 有本地修改`),
        {
          hint: text('--force keeps your files aside and removes it', '加上 --force 会先保留你的文件再卸载'),
          details: { path: place.folder, name: key },
        },
      );
    }
    const keptIn = condition === 'edited' ? keepAside(ctx, paths, place.folder, slug) : null;
    dropSkill(paths, place, pinsWithout(paths, key));
    return { name: key, kind: 'skill', cleared: false, keptEdits: [], keptIn };
  });
}

/** What the project here gives to an agent stays pinned for that: whoever pulls needs it. Returns whether it does. */
function unlist(paths: WorkPaths, name: string): boolean {
  const inUse = isUsedIn(paths.root, name);
  const lock = readSoulLock(paths);
  const { [name]: gone, ...others } = lock.souls;
  if (gone === undefined) return false;
  writeSoulLock(paths, { ...lock, souls: inUse ? { ...others, [name]: { ...gone, project: true } } : others });
  return inUse;
}
