/** Publish a package: read → check → scan → show → ask → put. What a hub would refuse is refused here first. */
import path from 'node:path';
import semver from 'semver';
import { checkContents } from '../core/archive/content.ts';
import { SoulError } from '../core/errors.ts';
import { cliFingerprint } from '../core/fingerprint.ts';
import { localized } from '../core/lang.ts';
import type { Manifest } from '../core/manifest.ts';
import { parseName, slugify, splitName } from '../core/name.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import { type ScanReport, scanFiles } from '../core/scan/index.ts';
import { plural, text } from '../core/text.ts';
import { readFolder } from '../sources/folder.ts';
import { refuseBlocked } from './blocked.ts';
import type { Context } from './context.ts';
import { signerFor } from './key.ts';
import { openRegistry, openWithLogin, type Registry } from './registry/open.ts';
import { type Cargo, type Known, type Notes, type Receipt, type Sign, type Way, wayTo } from './registry/way.ts';

export type Bump = 'patch' | 'minor' | 'major';

export interface PublishRequest {
  readonly folder: string;
  /** Exact version; null takes the manifest's, else the next patch of what is published. */
  readonly version: string | null;
  /** How to raise the newest published version: always, or only when the manifest has not done it. */
  readonly bump: { readonly part: Bump; readonly always: boolean } | null;
  /** Instead of the manifest's name. */
  readonly slug: string | null;
  readonly owner: string | null;
  /** Instead of the manifest's title. */
  readonly title: string | null;
  readonly notes: Notes;
  /** Name of the key to sign with; null: the owner's, or the only one. */
  readonly key: string | null;
  readonly dryRun: boolean;
}

export interface PublishPlan {
  readonly folder: string;
  readonly registry: string;
  readonly dialect: 'npm' | 'clawhub';
  readonly manifest: Manifest;
  readonly slug: string;
  readonly owner: string | null;
  readonly displayName: string;
  readonly version: string;
  readonly size: number;
  readonly integrity: string | null;
  readonly content: string;
  readonly fingerprint: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly scan: ScanReport;
  /** The key it is signed with; null when it is not. */
  readonly signedBy: string | null;
  /** Newest version that is there already; null for a new package. */
  readonly published: string | null;
}

export interface PublishResult extends PublishPlan {
  readonly status: Receipt['status'] | 'unchanged' | 'would-publish';
  readonly versionId: string | null;
}

/**
 * `show` is given the plan before anybody is asked. A dry run needs no login.
 * @throws SoulError of the package reader, E_SCAN_BLOCKED, E_AUTH_REQUIRED, E_FORBIDDEN, E_VERSION_EXISTS, E_CANCELLED, …
 */
export async function publish(
  ctx: Context,
  request: PublishRequest,
  show: (plan: PublishPlan) => void,
): Promise<PublishResult> {
  const found = rename(await readChecked(path.resolve(ctx.cwd, request.folder)), request);
  const registry = request.dryRun ? await openRegistry(ctx) : await openWithLogin(ctx);
  const sign = signerFor(ctx, request.key);
  const way = await wayTo(registry, found, sign);
  const known = await way.known(found);
  const candidate = withVersion(found, chooseVersion(found, known, request));
  const there = alreadyThere(candidate, known, request);
  const versioned = there === null ? candidate : withVersion(candidate, there);
  const plan = planOf(ctx, { registry, way, versioned, cargo: way.load(versioned), known, request, sign });
  refuseBlocked(plan.manifest.name, plan.scan, text('was not published', '未发布'));
  show(plan);
  if (there !== null) return { ...plan, status: 'unchanged', versionId: null };
  if (request.dryRun) return { ...plan, status: 'would-publish', versionId: null };
  await approve(ctx, plan);
  const told = (done: number, file: string) => ctx.progress(uploading(file, done, plan.files.length));
  return { ...plan, ...(await way.put(versioned, request.notes, told)) };
}

function uploading(file: string, done: number, total: number) {
  return text(`uploading ${file} (${done + 1}/${total})`, `正在上传 ${file}（${done + 1}/${total}）`);
}

async function readChecked(folder: string): Promise<SoulPackage> {
  const files = await readFolder(folder);
  checkContents(files);
  return readPackage(files, { name: slugify(path.basename(folder)) ?? 'soul' });
}

/** `--slug`, `--owner` and `--name` say it differently from the manifest. @throws SoulError E_NAME */
function rename(found: SoulPackage, { slug, owner, title }: PublishRequest): SoulPackage {
  const { manifest } = found;
  const [scope, base] = splitName(manifest.name);
  const whose = owner?.replace(/^@+/, '') || scope;
  const name = parseName(`${whose === null ? '' : `@${whose}/`}${slug ?? base}`);
  const lang = manifest.languages[0] ?? 'en';
  const displayName = title === null ? manifest.displayName : { ...manifest.displayName, en: title, [lang]: title };
  return { ...found, manifest: { ...manifest, name, displayName } };
}

/** A package that says no version is 1.0.0 at first, then the next patch. @throws SoulError E_RANGE */
function chooseVersion(found: SoulPackage, known: Known, { version, bump }: PublishRequest): string {
  const { latest } = known;
  const declared = found.manifest.version === '0.0.0' ? null : found.manifest.version;
  if (version !== null) return exact(version);
  if (bump?.always && (latest ?? declared) !== null) return raised(latest ?? declared ?? '', bump.part);
  if (declared !== null && (bump === null || latest === null || semver.gt(declared, latest))) return declared;
  if (latest === null) return '1.0.0';
  return known.match(withVersion(found, latest)) ?? raised(latest, bump?.part ?? 'patch');
}

function raised(version: string, bump: Bump): string {
  return semver.inc(version, bump) ?? version;
}

function exact(version: string): string {
  if (semver.valid(version) === version) return version;
  throw new SoulError('E_RANGE', text(`"${version}" is not an exact version`, `“${version}”不是确切的版本号`), {
    hint: text('for example: --version 1.2.0', '例如：--version 1.2.0'),
    details: { version },
  });
}

/** The version that has these files already. Who names another version, or raises it, wants it all the same. */
function alreadyThere(candidate: SoulPackage, known: Known, { version, bump }: PublishRequest): string | null {
  const match = known.match(candidate);
  const wanted = match === candidate.manifest.version || (version === null && !bump?.always);
  return wanted ? match : null;
}

function withVersion(found: SoulPackage, version: string): SoulPackage {
  return { ...found, manifest: { ...found.manifest, version } };
}

interface Parts {
  readonly registry: Registry;
  readonly way: Way;
  readonly versioned: SoulPackage;
  readonly cargo: Cargo;
  readonly known: Known;
  readonly request: PublishRequest;
  readonly sign: Sign | null;
}

function planOf(ctx: Context, { registry, way, versioned: { manifest }, cargo, known, ...parts }: Parts): PublishPlan {
  const { request, sign } = parts;
  const [, slug] = splitName(manifest.name);
  return {
    folder: path.resolve(ctx.cwd, request.folder),
    registry: registry.url.href.replace(/\/$/, ''),
    dialect: way.dialect,
    manifest,
    slug,
    owner: way.owner,
    displayName: localized(manifest.displayName, 'en') ?? slug,
    version: manifest.version,
    size: cargo.size,
    integrity: cargo.integrity,
    content: cargo.content,
    fingerprint: cliFingerprint(cargo.files),
    files: [...cargo.files].map(([name, bytes]) => ({ path: name, size: bytes.length })),
    scan: scanFiles(cargo.files, { kind: manifest.kind }),
    signedBy: way.dialect === 'npm' && sign ? sign({ ...manifest, content: cargo.content }).key : null,
    published: known.latest,
  };
}

async function approve(ctx: Context, { manifest, registry, files }: PublishPlan): Promise<void> {
  const question = text(
    `publish ${manifest.name} ${manifest.version} (${plural(files.length, 'file')}) to ${registry}?`,
    `将 ${manifest.name} ${manifest.version}（${files.length} 个文件）发布到 ${registry}？`,
  );
  if (!(await ctx.confirm(question)))
    throw new SoulError('E_CANCELLED', text('nothing was published', '没有发布任何内容'));
}
