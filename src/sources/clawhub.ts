/**
 * The clawhub dialect, read side: the official registry at clawhub.ai, or a hub that speaks only this.
 *
 *     GET /api/v1/skills/<slug>[?ownerHandle=…]            what it is, who owns it, its newest version; 409: which one?
 *     GET /api/v1/skills/<slug>/versions[/<version>]       versions; one of them with the hash of every file
 *     GET /api/v1/download?slug&ownerHandle&version        a zip with the files at its top
 *     GET /api/v1/skills/<slug>/install                    where to get one that is hosted on GitHub
 *
 * A slug belongs to an owner, and two owners may use the same: a package from here is always called `@owner/slug`.
 * The zip itself has no published hash, so each file is compared with the hash in the version's document. The server
 * adds `_meta.json` to the zip, which is no part of what was published, and is left out.
 */
import semver from 'semver';
import * as z from 'zod';
import { type HttpAnswer, jsonOf } from '../client/answer.ts';
import { CAPS, send } from '../client/send.ts';
import { checkStatus } from '../client/status.ts';
import { readZip } from '../core/archive/index.ts';
import { type ErrorCode, SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import { integrityOf } from '../core/integrity.ts';
import { isName, type PackageName, splitName } from '../core/name.ts';
import { sha256Hex } from '../core/sha256.ts';
import { type Spec, satisfies, type Wanted } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { checkLimits, nonsense } from './checks.ts';
import { codeloadBase, REPOSITORY } from './github.ts';
import type { Answer, Delivery, Listing, Resolution, Source, SourceRef, SourceWorld } from './source.ts';
import { locate, type Transport } from './transport.ts';
import { cacheOptions, fetchArchive, refuseOffline } from './web.ts';

const Version = z.looseObject({ version: z.string() });
const Detail = z.looseObject({
  skill: z
    .looseObject({
      slug: z.string(),
      displayName: z.string().nullish(),
      summary: z.string().nullish(),
      tags: z.unknown(),
    })
    .nullable(),
  latestVersion: Version.nullish(),
  owner: z.looseObject({ handle: z.string().nullable() }).nullish(),
  moderation: z
    .looseObject({
      isSuspicious: z.boolean().nullish(),
      isMalwareBlocked: z.boolean().nullish(),
      // It stands in the middle of a question or an error: one line, and not a long one.
      summary: z
        .string()
        .transform((said) => said.replace(/\s+/g, ' ').trim().slice(0, 200))
        .nullish(),
      reasonCodes: z.array(z.unknown()).nullish().catch(null),
    })
    .nullish(),
});
type Detail = z.infer<typeof Detail>;

const Versions = z.looseObject({ items: z.array(Version), nextCursor: z.string().nullish() });
const Ambiguous = z.looseObject({ matches: z.array(z.looseObject({ ref: z.string() })).min(1) });
const OneVersion = z.looseObject({
  version: z
    .looseObject({
      version: z.string(),
      files: z.array(z.looseObject({ path: z.string(), sha256: z.string() })).nullish(),
    })
    .nullable(),
});
const Install = z.looseObject({
  github: z.looseObject({
    repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
    path: z.string(),
    commit: z.string().regex(/^[0-9a-f]{40}$/),
  }),
});
const Found = z.looseObject({
  slug: z.string(),
  displayName: z.string().nullish(),
  summary: z.string().nullish(),
  version: z.string().nullish(),
  source: z.string().nullish(),
  ownerHandle: z.string().nullish(),
});

/** What every function here needs. */
interface Hub {
  readonly ref: SourceRef;
  readonly transport: Transport;
  readonly world: SourceWorld;
}

interface Wish {
  readonly slug: string;
  readonly owner: string | null;
  readonly wanted: Wanted;
}

export function clawhubSource(ref: SourceRef, transport: Transport, world: SourceWorld, optional = false): Source {
  const hub: Hub = { ref, transport, world };
  return {
    ref,
    optional,
    resolve: (spec) => resolve(spec, hub),
    fetch: (resolution) => fetchSkill(resolution, hub),
    catalogue: () => Promise.resolve(null),
    search: (query, { limit }) => search(query, limit, hub),
    searchIndex: () => Promise.resolve(null),
  };
}

async function resolve(spec: Spec, hub: Hub): Promise<Resolution | null> {
  if (spec.kind !== 'registry') return null;
  const [asked, slug] = splitName(spec.name);
  const wish: Wish = { slug, owner: asked, wanted: spec.wanted };
  const detail = await readDetail(wish, hub);
  if (!detail?.skill) return null;
  refuseMalware(detail, spec.name, hub);
  const name = nameOf(detail, wish);
  const version = await pickVersion(detail, name, wish, hub);
  const [owner] = splitName(name);
  const base = {
    source: hub.ref,
    name,
    owner,
    integrity: null,
    content: null,
    deprecated: null,
    warning: warningOf(detail),
  };
  if (version === null) return { ...base, ...(await githubPlace(name, hub)) };
  const question = query({ slug: splitName(name)[1], ownerHandle: splitName(name)[0], version });
  return { ...base, version, location: `api/v1/download${question}` };
}

/** `?a=1&b=2`, without what is null. */
function query(values: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== null);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

function skillPath(name: PackageName, more = ''): string {
  const [ownerHandle, slug] = splitName(name);
  return `api/v1/skills/${encodeURIComponent(slug)}${more}${query({ ownerHandle })}`;
}

/** Not through the cache: an answer of 409 is as good as one of 200, and both are about today. @throws E_AMBIGUOUS */
async function readDetail({ slug, owner }: Wish, hub: Hub): Promise<Detail | null> {
  const url = locate(hub.transport.base, `api/v1/skills/${encodeURIComponent(slug)}${query({ ownerHandle: owner })}`);
  refuseOffline(url, hub.world);
  const answer = await send(url, { ...cacheOptions(hub.world, url), accept: 'application/json', maxBytes: CAPS.json });
  if (answer.status === 409) throw ambiguous(answer, slug, hub);
  const found = checkStatus(answer);
  return found === null ? null : parsed(Detail, jsonOf(found), slug, hub);
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, what: string, { ref }: Hub): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw nonsense(ref, `what it says about ${what} makes no sense`, `关于 ${what} 的回答无法识别`, { what });
}

function ambiguous(answer: HttpAnswer, slug: string, hub: Hub): SoulError {
  const candidates = parsed(Ambiguous, jsonOf(answer), slug, hub).matches.map(({ ref }) => ref.slice(0, 200));
  return new SoulError(
    'E_AMBIGUOUS',
    text(
      `${candidates.length} owners have a ${slug} at ${hub.ref.url}`,
      `${hub.ref.url} 上有 ${candidates.length} 个所有者都发布了 ${slug}`,
    ),
    { hint: text(candidates.join(', '), candidates.join('、')), details: { words: slug, candidates } },
  );
}

function refuseMalware({ moderation }: Detail, name: PackageName, { ref }: Hub): void {
  if (!moderation?.isMalwareBlocked) return;
  const why = moderation.summary ? `: ${moderation.summary}` : '';
  // A hub of ours, of whatever its moderators took away for other reasons.
  if (moderation.reasonCodes?.includes('moderation.withdrawn')) {
    throw new SoulError(
      'E_WITHDRAWN',
      text(`${ref.url} has withdrawn ${name}${why}`, `${ref.url} 已撤下 ${name}${why}`),
      { details: { name, url: ref.url } },
    );
  }
  throw new SoulError(
    'E_SCAN_BLOCKED',
    text(`${ref.url} has blocked ${name} as malware${why}`, `${ref.url} 已将 ${name} 作为恶意内容封禁${why}`),
    { details: { name, url: ref.url } },
  );
}

function warningOf({ moderation }: Detail): string | null {
  return moderation?.isSuspicious ? moderation.summary || 'suspicious' : null;
}

function nameOf({ skill, owner }: Detail, wish: Wish): PackageName {
  const slug = skill?.slug ?? wish.slug;
  const handle = owner?.handle ?? wish.owner;
  const name = handle ? `@${handle.toLowerCase()}/${slug}` : slug;
  return (isName(name) ? name : wish.slug) as PackageName;
}

/** null: it is not hosted there. @throws SoulError E_VERSION_NOT_FOUND */
async function pickVersion(detail: Detail, name: PackageName, { wanted }: Wish, hub: Hub): Promise<string | null> {
  const latest = detail.latestVersion?.version ?? null;
  if (wanted.kind === 'tag') {
    const tags = parsed(z.record(z.string(), z.unknown()).catch({}), detail.skill?.tags, name, hub);
    const tagged = wanted.tag === 'latest' ? latest : tags[wanted.tag];
    if (typeof tagged === 'string' && semver.valid(tagged)) return tagged;
    if (wanted.tag === 'latest') return null;
    throw noVersion(name, wanted.tag, []);
  }
  if (latest !== null && satisfies(latest, wanted)) return latest;
  const versions = await listVersions(name, hub);
  const fitting = versions.filter((version) => satisfies(version, wanted)).sort(semver.rcompare)[0];
  if (fitting === undefined) throw noVersion(name, wanted.range, versions);
  return fitting;
}

function noVersion(name: PackageName, wanted: string, versions: readonly string[]): SoulError {
  const has = versions.length === 0 ? '-' : versions.slice(0, 10).join(', ');
  return new SoulError(
    'E_VERSION_NOT_FOUND',
    text(`there is no ${name}@${wanted}; versions: ${has}`, `${name}@${wanted} 不存在；已有版本：${has}`),
    { details: { name, wanted, versions: versions.slice(0, 10) } },
  );
}

/** Newest first, at most ten pages. */
async function listVersions(name: PackageName, hub: Hub): Promise<readonly string[]> {
  const versions: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 10; page += 1) {
    const [ownerHandle, slug] = splitName(name);
    const at: string = `api/v1/skills/${encodeURIComponent(slug)}/versions${query({ ownerHandle, limit: '100', cursor })}`;
    const found = await hub.transport.json(at, (value) => parsed(Versions, value, name, hub));
    versions.push(...(found?.items ?? []).map(({ version }) => version).filter((version) => semver.valid(version)));
    cursor = found?.nextCursor ?? null;
    if (cursor === null) break;
  }
  return versions;
}

/** A skill that lives on GitHub has no versions; the commit stands for one. */
async function githubPlace(name: PackageName, hub: Hub): Promise<{ version: string; location: string }> {
  const place = await hub.transport.json(skillPath(name, '/install'), (value) => parsed(Install, value, name, hub));
  if (place === null) throw noVersion(name, 'latest', []);
  const { repo, path, commit } = place.github;
  return { version: `0.0.0-g${commit}`, location: `github:${repo}/${path.replace(/^\/+|\/+$/g, '')}#${commit}` };
}

/** @throws SoulError E_NOT_FOUND, E_FORBIDDEN, E_INTEGRITY, E_ARCHIVE, E_PATH */
async function fetchSkill(resolution: Resolution, hub: Hub): Promise<Delivery> {
  const { name, version, location } = resolution;
  const facts = { name, version };
  if (location.startsWith('github:')) return { ...(await fetchFromGithub(resolution, hub)), facts };
  const bytes = await hub.transport.archive(location);
  if (bytes === null) throw broken('E_NOT_FOUND', resolution, 'is listed but not there', '已列出但不存在');
  const files = withoutMeta(readZip(bytes, { root: '' }));
  await compareFiles(files, resolution, hub);
  return { files, integrity: integrityOf(bytes), sha256: sha256Hex(bytes), facts };
}

function withoutMeta(files: PackageFiles): PackageFiles {
  return new Map([...files].filter(([path]) => path !== '_meta.json'));
}

/** Every file that was published, and no other. A hub that publishes no hashes cannot be checked this way. */
async function compareFiles(files: PackageFiles, resolution: Resolution, hub: Hub): Promise<void> {
  const at = skillPath(resolution.name, `/versions/${encodeURIComponent(resolution.version)}`);
  const document = await hub.transport.json(at, (value) => parsed(OneVersion, value, resolution.name, hub));
  const published = document?.version?.files?.filter(({ path }) => path !== '_meta.json');
  if (!published) return;
  const promised = new Map(published.map(({ path, sha256 }) => [path, sha256.toLowerCase()]));
  for (const path of new Set([...promised.keys(), ...files.keys()])) {
    const file = files.get(path);
    if (file !== undefined && promised.get(path) === sha256Hex(file)) continue;
    throw broken(
      'E_INTEGRITY',
      resolution,
      `: ${path} is not the file that was published`,
      `：${path} 不是发布时的文件`,
    );
  }
}

function broken(code: ErrorCode, { name, version, source }: Resolution, en: string, zh: string): SoulError {
  const details = { name, version, url: source.url };
  return new SoulError(
    code,
    text(`${name} ${version}${en.startsWith(':') ? '' : ' '}${en}`, `${name} ${version}${zh}`),
    { details },
  );
}

/** As the official client does: the zip of the commit, its one folder taken off, and of that the skill's folder. */
async function fetchFromGithub(resolution: Resolution, { world }: Hub): Promise<Omit<Delivery, 'facts'>> {
  const [, repo, path = '', commit] = /^github:([^/]+\/[^/]+)\/([^#]*)#(.+)$/.exec(resolution.location) ?? [];
  const bytes = await fetchArchive(new URL(`${codeloadBase(world.env)}/${repo}/zip/${commit}`), world);
  if (bytes === null) throw broken('E_NOT_FOUND', resolution, 'is listed but not there', '已列出但不存在');
  const prefix = path === '' ? '' : `${path}/`;
  const pick = (at: string) => at.startsWith(prefix) && !/(?:^|\/)\./.test(at.slice(prefix.length));
  const picked = readZip(bytes, { root: null, limits: REPOSITORY, pick });
  const files = new Map([...picked].map(([at, content]) => [at.slice(prefix.length), content] as const));
  return { files: checkLimits(files), integrity: integrityOf(bytes), sha256: sha256Hex(bytes) };
}

async function search(words: string, limit: number, hub: Hub): Promise<Answer | null> {
  return hub.transport.json(`api/v1/search${query({ q: words, limit: String(limit) })}`, (value) => {
    const { results } = parsed(z.looseObject({ results: z.array(z.unknown()) }), value, 'search', hub);
    const listings = results.flatMap((row) => listing(row, hub));
    return { listings, confident: listings.length > 0 };
  });
}

/** Rows of other sites that the registry only knows of (skills.sh) cannot be installed from it. */
function listing(row: unknown, { ref }: Hub): readonly Listing[] {
  const found = Found.safeParse(row);
  if (!found.success || (found.data.source ?? 'clawhub') !== 'clawhub') return [];
  const { slug, ownerHandle, displayName, summary, version } = found.data;
  const name = ownerHandle ? `@${ownerHandle}/${slug}` : slug;
  if (!isName(name)) return [];
  return [
    {
      name,
      version: version ?? '0.0.0',
      kind: 'skill',
      displayName: { en: displayName ?? slug },
      description: summary ? { en: summary } : {},
      category: null,
      categoryNames: {},
      tags: {},
      aliases: [],
      languages: [],
      source: ref,
    },
  ];
}
