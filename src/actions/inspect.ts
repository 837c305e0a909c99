/**
 * What a registry says about a package before anything is installed, in the shape of the official command; an npm registry
 * is asked in its own way and answers in the same shape.
 */
import { SoulError } from '../core/errors.ts';
import { localized } from '../core/lang.ts';
import { splitName } from '../core/name.ts';
import { text } from '../core/text.ts';
import { newestVersion } from '../core/versions.ts';
import { openSource } from '../sources/index.ts';
import type { Listing } from '../sources/source.ts';
import { openTransport } from '../sources/transport.ts';
import { world } from './ask.ts';
import type { Context } from './context.ts';
import * as clawhub from './registry/clawhub.ts';
import * as npm from './registry/npm.ts';
import { addressOf, isPlain, openToRead, placeOf, type Registry, requireClawhub, speaks } from './registry/open.ts';
import { type Ref, refOf } from './registry/ref.ts';

export interface InspectRequest {
  readonly version: string | null;
  readonly tag: string | null;
  /** List versions, at most so many. */
  readonly versions: number | null;
  readonly files: boolean;
  readonly file: string | null;
}

export interface FileRow {
  readonly path: string;
  readonly size: number;
  readonly sha256?: string;
}

export interface VersionRow {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly changelog: string;
}

export interface Inspected {
  readonly registry: string;
  readonly skill: {
    readonly slug: string;
    readonly displayName: string;
    readonly summary?: string | null | undefined;
    readonly tags: Readonly<Record<string, string>>;
    readonly stats: Readonly<Record<string, unknown>>;
    readonly createdAt: number;
    readonly updatedAt: number;
  } | null;
  readonly latestVersion: { readonly version: string } | null;
  readonly owner: { readonly handle: string | null } | null;
  readonly moderation: unknown;
  /** null unless a version, its files or one of them was asked for. */
  readonly version: (VersionRow & { readonly files?: readonly FileRow[] | null | undefined }) | null;
  readonly versions: readonly VersionRow[] | null;
  readonly file: { readonly path: string; readonly content: string; readonly contentBase64: string } | null;
}

/** @throws SoulError E_NOT_FOUND, E_VERSION_NOT_FOUND, E_AMBIGUOUS, network codes */
export async function inspect(ctx: Context, words: string, request: InspectRequest): Promise<Inspected> {
  const ref = refOf(words);
  const registry = await openToRead(ctx);
  return speaks(registry, 'clawhub') ? inspectClawhub(registry, ref, request) : inspectNpm(ctx, registry, ref, request);
}

async function inspectClawhub(registry: Registry, ref: Ref, request: InspectRequest): Promise<Inspected> {
  const { skill, latestVersion, owner, moderation } = await clawhub.detail(registry, ref);
  if (skill === null) throw absent(registry, ref);
  const version = wantedVersion(skill.tags, latestVersion?.version ?? null, ref, request);
  return {
    registry: addressOf(registry),
    skill,
    latestVersion,
    owner,
    moderation: (await clawhub.moderation(registry, ref)) ?? moderation,
    version: version === null ? null : await clawhub.oneVersion(registry, ref, version),
    versions: request.versions === null ? null : await clawhub.versions(registry, ref, request.versions),
    file:
      request.file === null ? null : shownFile(request.file, await clawhub.file(registry, ref, request.file, version)),
  };
}

function absent(registry: Registry, { name }: Ref): SoulError {
  const place = placeOf(registry);
  return new SoulError('E_NOT_FOUND', text(`${place} has no ${name}`, `${place} 上没有 ${name}`), {
    hint: text(`clawhub search ${name}`, `clawhub search ${name}`),
    details: { name, registry: addressOf(registry) },
  });
}

/** null when no version need be looked at. @throws SoulError E_VERSION_NOT_FOUND for a tag that is not there */
function wantedVersion(
  tags: Readonly<Record<string, string>>,
  latest: string | null,
  { name }: Ref,
  { version, tag, files, file }: InspectRequest,
): string | null {
  if (version !== null) return version;
  if (tag === null) return files || file !== null ? latest : null;
  const tagged = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  if (tagged !== undefined) return tagged;
  const known = Object.keys(tags).join(', ') || '-';
  throw new SoulError(
    'E_VERSION_NOT_FOUND',
    text(`${name} has no tag "${tag}"; tags: ${known}`, `${name} 没有标签“${tag}”；已有标签：${known}`),
    { details: { name, tag, tags } },
  );
}

function shownFile(path: string, bytes: Uint8Array): NonNullable<Inspected['file']> {
  return { path, content: new TextDecoder().decode(bytes), contentBase64: Buffer.from(bytes).toString('base64') };
}

async function inspectNpm(ctx: Context, registry: Registry, ref: Ref, request: InspectRequest): Promise<Inspected> {
  const found = await documentOf(ctx, registry, ref);
  if (found === null) throw absent(registry, ref);
  const tags = found['dist-tags'];
  const latest = tags.latest ?? newestVersion(Object.keys(found.versions));
  const version = wantedVersion(tags, latest, ref, request);
  if (version !== null && !Object.hasOwn(found.versions, version)) throw noVersion(ref, version, found);
  const files = version === null ? null : await archiveFiles(ctx, registry, ref, version);
  return {
    registry: addressOf(registry),
    skill: npmSkill(ref, found, latest),
    latestVersion: latest === null ? null : { version: latest },
    owner: { handle: ref.owner },
    moderation: null,
    version: version === null ? null : { ...npmRow(found, version), files: rowsOf(files) },
    versions: request.versions === null ? null : npmRows(found).slice(0, request.versions),
    file: request.file === null ? null : npmFile(files, request.file, ref),
  };
}

async function documentOf(ctx: Context, registry: Registry, { name }: Ref): Promise<npm.Document | null> {
  if (!isPlain(registry)) return npm.document(registry, name);
  return npm.mirrorDocument(await openTransport(registry.url, world(ctx)), name);
}

function noVersion({ name }: Ref, version: string, { versions }: npm.Document): SoulError {
  const has = Object.keys(versions).slice(-10).join(', ');
  return new SoulError(
    'E_VERSION_NOT_FOUND',
    text(`there is no ${name}@${version}; versions: ${has}`, `${name}@${version} 不存在；已有版本：${has}`),
    { details: { name, wanted: version } },
  );
}

function npmSkill({ slug }: Ref, found: npm.Document, latest: string | null): NonNullable<Inspected['skill']> {
  const { description } = (found.versions[latest ?? ''] ?? {}) as { description?: unknown };
  return {
    slug,
    displayName: slug,
    summary: typeof description === 'string' ? description : null,
    tags: found['dist-tags'],
    stats: {},
    createdAt: millis(found.time.created),
    updatedAt: millis(found.time.modified),
  };
}

function npmRow(found: npm.Document, version: string): VersionRow {
  return { version, createdAt: millis(found.time[version]), changelog: '' };
}

function npmRows(found: npm.Document): VersionRow[] {
  const rows = Object.keys(found.versions).map((version) => npmRow(found, version));
  return rows.sort((a, b) => b.createdAt - a.createdAt);
}

function millis(time: string | undefined): number {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? 0 : at;
}

/** npm has no list of files: the archive itself is looked into, checked as for an install. */
async function archiveFiles(ctx: Context, { url }: Registry, { name }: Ref, version: string) {
  const source = await openSource({ kind: 'npm', url: url.href }, world(ctx));
  const resolution = await source.resolve({ kind: 'registry', name, wanted: { kind: 'range', range: version } });
  return resolution === null ? null : (await source.fetch(resolution)).files;
}

function rowsOf(files: ReadonlyMap<string, Uint8Array> | null): FileRow[] {
  return [...(files ?? [])].map(([path, bytes]) => ({ path, size: bytes.length }));
}

function npmFile(files: ReadonlyMap<string, Uint8Array> | null, path: string, { name }: Ref) {
  const bytes = files?.get(path);
  if (bytes) return shownFile(path, bytes);
  throw new SoulError('E_NOT_FOUND', text(`${name} holds no ${path}`, `${name} 中没有 ${path}`), {
    details: { name, path },
  });
}

export const SORTS = ['newest', 'updated', 'rating', 'downloads', 'installs', 'trending'] as const;
export type Sort = (typeof SORTS)[number];

/** What the dialect calls them; nothing is its own order, by change. */
const SENT: Readonly<Record<Sort, string | null>> = {
  newest: 'createdAt',
  updated: null,
  rating: 'stars',
  downloads: 'downloads',
  installs: 'installs',
  trending: 'trending',
};

export interface ExploreRequest {
  /** null: newest first, or however the registry has them. */
  readonly sort: Sort | null;
  readonly limit: number;
  readonly cursor: string | null;
}

/** The packages of a registry, in some order. @throws SoulError E_UNSUPPORTED for a plain npm registry */
export async function explore(ctx: Context, request: ExploreRequest) {
  const registry = await openToRead(ctx);
  const { items, nextCursor } = isPlain(registry)
    ? await listMirror(ctx, registry, request)
    : await listClawhub(registry, request);
  return { registry: addressOf(registry), items, nextCursor };
}

function listClawhub(registry: Registry, { sort, limit, cursor }: ExploreRequest): Promise<clawhub.Listed> {
  requireClawhub(registry, LIST);
  return clawhub.list(registry, { limit, sort: SENT[sort ?? 'newest'], cursor });
}

/** By name; a page begins behind the name that the one before ended with. @throws SoulError E_UNSUPPORTED */
async function listMirror(ctx: Context, registry: Registry, { sort, limit, cursor }: ExploreRequest) {
  const source = await openSource({ kind: 'npm', url: registry.url.href }, world(ctx));
  const catalogue = await source.catalogue();
  if (catalogue === null) requireClawhub(registry, LIST);
  if (sort !== null) requireClawhub(registry, ORDERS);
  const all = [...(catalogue ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  const left = all.filter(({ name }) => cursor === null || name > cursor);
  const page = left.slice(0, limit);
  return { items: page.map(mirrored), nextCursor: left.length > limit ? (page.at(-1)?.name ?? null) : null };
}

const LIST = text('a list of all packages (clawhub search <words>)', '列出全部包（请用 clawhub search <关键词>）');
const ORDERS = text('orders other than by name (leave out --sort)', '按名称以外的顺序排列（请去掉 --sort）');

function mirrored({ name, version, displayName, description }: Listing) {
  const [ownerHandle, slug] = splitName(name);
  const en = (words: Listing['displayName']) => localized(words, 'en');
  return {
    name,
    slug,
    ownerHandle,
    displayName: en(displayName) ?? slug,
    summary: en(description) ?? null,
    tags: { latest: version },
    stats: {},
    createdAt: 0,
    updatedAt: 0,
    latestVersion: { version },
  };
}

/** The registry's own word on a package: its files, its scan, its signature. `ok` false means that it did not pass. */
export async function verifySkill(
  ctx: Context,
  words: string,
  selector: { version: string | null; tag: string | null },
) {
  const registry = await openToRead(ctx);
  requireClawhub(registry, text('verdicts on packages', '包的审查结果'));
  return clawhub.verify(registry, refOf(words), selector);
}
