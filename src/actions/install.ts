/** From words to an installed package: resolve, obtain, place. */
import { isSoulError, SoulError } from '../core/errors.ts';
import { treeDigest } from '../core/fingerprint.ts';
import type { PackageName } from '../core/name.ts';
import { skillView } from '../core/skill-view.ts';
import { formatWanted, LATEST, parseWanted, type Wanted } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { openSource } from '../sources/index.ts';
import type { Resolution, SourceKind, SourceRef } from '../sources/source.ts';
import { lstatIfExists } from '../store/disk.ts';
import { readSkillLock, type SkillEntry, type SoulEntry } from '../store/locks.ts';
import { readInstalled } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import { world } from './ask.ts';
import type { Context } from './context.ts';
import type { Chosen } from './find.ts';
import { obtain, type Verified } from './obtain.ts';
import {
  type InstallReport,
  installedRecord,
  otherSource,
  type Placed,
  place,
  placeSoul,
  readLocks,
  refusePinned,
  reportOf,
} from './place.ts';
import { soulsOfProject } from './project.ts';
import { provenanceOf } from './provenance.ts';
import { type Elsewhere, elsewhere, resolveWords } from './sources.ts';
import { chooseWorkdir, type Workdir } from './workdir.ts';

export interface InstallRequest {
  /** `--version`, for a single spec. */
  readonly version: string | null;
  /** Replace edited or foreign files; they are kept aside. */
  readonly force: boolean;
}

export interface InstallResult {
  readonly workdir: Workdir;
  readonly packages: readonly InstallReport[];
  /** The project here says which agent uses them. */
  readonly project: boolean;
}

/** @throws SoulError E_NOT_FOUND, E_INTEGRITY, E_ARCHIVE, E_MANIFEST, E_SCAN_BLOCKED, E_EXISTS, E_LOCAL_CHANGES, … */
export async function install(ctx: Context, specs: readonly string[], request: InstallRequest): Promise<InstallResult> {
  const workdir = chooseWorkdir(ctx);
  readLocks(workdir.paths);
  const wanted = request.version === null ? '' : formatWanted(parseWanted(request.version));
  const arrivals: Arriving[] = [];
  for (const words of specs) arrivals.push(...(await obtainWithMembers(ctx, `${words}${wanted}`)));
  // Everything is here and checked before the first of it is placed: what is not there leaves nothing half done.
  const packages: InstallReport[] = [];
  for (const { verified, alsoAt } of arrivals) {
    const placed = placeAfter(packages, () => place(ctx, verified, workdir.paths, request));
    packages.push(alsoAt === null ? placed : { ...placed, alsoAt });
  }
  return { workdir, packages, project: false };
}

/** A folder in the way is only seen when a package is placed: what came before it stays, and is said. */
function placeAfter(before: readonly InstallReport[], placing: () => InstallReport): InstallReport {
  try {
    return placing();
  } catch (error) {
    if (!isSoulError(error) || before.length === 0) throw error;
    const names = before.map(({ name }) => name);
    const { en, zh } = error.says;
    throw new SoulError(
      error.code,
      text(`${en} (installed before it: ${names.join(', ')})`, `${zh}（在此之前已安装：${names.join('、')}）`),
      { ...(error.hint ? { hint: error.hint } : {}), details: { ...error.details, installed: names }, cause: error },
    );
  }
}

interface Arriving {
  readonly verified: Verified;
  /** null for the souls of a team, which nobody named. */
  readonly alsoAt: readonly Elsewhere[] | null;
}

/** A team is of no use without its souls, as a package without its dependencies. */
async function obtainWithMembers(ctx: Context, words: string): Promise<Arriving[]> {
  const found = await resolveWords(ctx, words);
  const verified = await obtain(ctx, found);
  const { kind, souls } = verified.found.manifest;
  const members: Arriving[] = [];
  for (const { name, range } of kind === 'team' ? souls : []) {
    const member = await obtain(ctx, await resolveWords(ctx, `${name}@${range}`));
    members.push({ verified: member, alsoAt: null });
  }
  const { name, source } = found.resolution;
  return [{ verified, alsoAt: await elsewhere(ctx, name, source) }, ...members];
}

/** For `switch`: in memory, and later into the store; no lock file of a folder is touched. */
export async function obtainOnDemand(ctx: Context, words: string): Promise<Chosen> {
  const found = await resolveWords(ctx, words);
  const verified = await obtain(ctx, found);
  const { name, kind } = verified.found.manifest;
  if (kind === 'skill') throw isSkill(name);
  const before = readInstalled(ctx.paths).souls[name];
  refusePinned(before, verified);
  const arrived = (placed: Pick<Placed, 'from' | 'keptIn' | 'sourceBefore'>) =>
    before?.content === verified.content ? null : { ...reportOf(verified), ...placed };
  return {
    match: { item: installedRecord(ctx, verified, before), lang: found.titleLang },
    arrival: arrived({
      from: before?.version ?? null,
      keptIn: null,
      sourceBefore: otherSource(before?.source, verified),
    }),
    read: (file) => verified.found.files.get(file) ?? new Uint8Array(),
    keep: () => arrived(placeSoul(ctx, verified, false)),
  };
}

function isSkill(name: string): SoulError {
  return new SoulError('E_NOT_A_SOUL', text(`${name} is a skill, not a persona`, `${name} 是技能，不是角色`), {
    hint: text(`clawhub install ${name}`, `clawhub install ${name}`),
    details: { name, kind: 'skill' },
  });
}

/**
 * What the lock files of the working directory say, exactly. Skills that only another client has written down are brought
 * too, unless `frozen`: nothing there says what their files are. @throws SoulError E_FROZEN, E_LOCKFILE
 */
export async function installLocked(ctx: Context, request: { frozen: boolean }): Promise<InstallResult> {
  const workdir = chooseWorkdir(ctx);
  const { paths } = workdir;
  const { souls, skills } = readLocks(paths);
  // A skill that is only in our file was uninstalled by another client, unless theirs was never there.
  const alone = [paths.skillLock, paths.legacySkillLock].every((file) => lstatIfExists(file) === null);
  const pinned = Object.keys(souls).filter((name) => alone || souls[name]?.kind !== 'skill');
  const keys = Object.keys(skills);
  if (pinned.length + keys.length === 0 && request.frozen) throw emptyLock(paths);
  const packages: InstallReport[] = [];
  for (const name of pinned.sort())
    packages.push(await installEntry(ctx, name as PackageName, souls[name] as SoulEntry, paths));
  for (const key of keys.sort()) packages.push(...(await installSkillEntry(ctx, paths, key, request.frozen)));
  const used = soulsOfProject(ctx);
  return { workdir, packages, project: packages.some(({ name }) => used.includes(name)) };
}

/** An entry that nothing knows the source of is left to the client that wrote it. */
async function installSkillEntry(
  ctx: Context,
  paths: WorkPaths,
  key: string,
  frozen: boolean,
): Promise<InstallReport[]> {
  const entry = readSkillLock(paths).skills[key] as SkillEntry;
  const from = await provenanceOf(ctx, paths, key, entry);
  if (from?.pin) return [await installEntry(ctx, from.name, from.pin, paths)];
  if (frozen) throw notPinned(key);
  if (from === null || entry.version === null) return [];
  const source = await openSource(from.source, world(ctx));
  const resolution = await source.resolve({ kind: 'registry', name: from.name, wanted: exactly(entry.version) });
  if (!resolution)
    throw frozenError(key, text(`${entry.version} is gone from its source`, `来源已没有 ${entry.version}`));
  const verified = await obtain(ctx, { source, resolution });
  if (!isAsLocked(entry, verified) && !(await isServedAsLocked(ctx, entry, resolution))) throw notAsLocked(key);
  return [place(ctx, verified, paths, { force: false })];
}

/**
 * Another client wrote down the digest of the files that it unpacked. The official registry adds a file to its archives
 * that is left out here: then it must be the very same archive.
 */
function isAsLocked({ version, fileTreeSha256, artifact }: SkillEntry, { found, archive }: Verified): boolean {
  // Of a repository only what is newest can be had, whichever commit was written down.
  if (fileTreeSha256 === undefined || isCommit(version ?? '')) return true;
  if (treeDigest(skillView(found)) === fileTreeSha256) return true;
  return typeof artifact === 'object' && artifact !== null && 'sha256' in artifact && artifact.sha256 === archive;
}

/** A hub serves its other clients a file that its npm archive has another one for: then what those get is compared. */
async function isServedAsLocked(
  ctx: Context,
  entry: SkillEntry,
  { name, version, source }: Resolution,
): Promise<boolean> {
  if (source.kind !== 'npm' || !/^https?:/.test(source.url)) return false;
  const other = await openSource({ kind: 'clawhub', url: source.url }, world(ctx));
  try {
    const wanted: Wanted = { kind: 'range', range: version };
    const resolution = await other.resolve({ kind: 'registry', name, wanted });
    return resolution !== null && treeDigest((await other.fetch(resolution)).files) === entry.fileTreeSha256;
  } catch (error) {
    // An npm registry does not know what is asked.
    if (isSoulError(error, 'E_NOT_FOUND', 'E_PROTOCOL', 'E_AMBIGUOUS', 'E_VERSION_NOT_FOUND')) return false;
    throw error;
  }
}

function isCommit(version: string): boolean {
  return /^[0-9a-f]{40}$/.test(version);
}

function exactly(version: string): Wanted {
  return isCommit(version) ? LATEST : { kind: 'range', range: version };
}

function notPinned(key: string): SoulError {
  return frozenError(
    key,
    text(
      'another client installed it, and its content is not in our lock file',
      '由其他客户端安装，其内容不在我们的锁文件中',
    ),
  );
}

function emptyLock(paths: WorkPaths): SoulError {
  return new SoulError('E_FROZEN', text(`${paths.soulLock} is missing or empty`, `${paths.soulLock} 不存在或为空`), {
    hint: text('install something first: clawhub install find-souls', '请先安装：clawhub install find-souls'),
    details: { path: paths.soulLock },
  });
}

async function installEntry(
  ctx: Context,
  name: PackageName,
  entry: SoulEntry,
  paths: WorkPaths,
): Promise<InstallReport> {
  const ref: SourceRef = { kind: entry.source.kind as SourceKind, url: entry.source.url };
  const source = await openSource(ref, world(ctx));
  const resolution = await source.resolve({ kind: 'registry', name, wanted: { kind: 'range', range: entry.version } });
  if (!resolution)
    throw frozenError(name, text(`${entry.version} is gone from its source`, `来源已没有 ${entry.version}`));
  const verified = await obtain(ctx, { source, resolution }, entry.signed ?? null);
  if (verified.content !== entry.content) throw notAsLocked(name);
  return place(ctx, verified, paths, { force: false });
}

function notAsLocked(name: string): SoulError {
  return frozenError(name, text('its files are not the ones in the lock file', '文件与锁文件记录不符'));
}

function frozenError(name: string, why: { en: string; zh: string }): SoulError {
  return new SoulError('E_FROZEN', text(`${name}: ${why.en}`, `${name}：${why.zh}`), {
    hint: text(
      'nothing of it was installed; `clawhub update` moves the lock file on',
      '没有安装该包；`clawhub update` 可更新锁文件',
    ),
    details: { name },
  });
}
