/**
 * The npm dialect: a hub, a static mirror (also `file://`, also the bundled one), or any npm registry.
 *
 * Whatever the registry says, the bytes must have the hash that its packument promises before they are opened, and what
 * is inside must call itself what was asked for.
 */
import { readTgz } from '../core/archive/index.ts';
import { CatalogueEntry, readCatalogue } from '../core/catalogue.ts';
import { Claims } from '../core/claims.ts';
import { SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import { kindOf, readJson } from '../core/formats.ts';
import { integrityOf, verifyIntegrity } from '../core/integrity.ts';
import { isName, type PackageName, splitName } from '../core/name.ts';
import { Packument, PackumentVersion, pickVersion } from '../core/packument.ts';
import { sha256Hex } from '../core/sha256.ts';
import type { Spec } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { checkContent, nonsense } from './checks.ts';
import type { Answer, Delivery, Listing, Resolution, Source, SourceRef, Wanted } from './source.ts';
import type { Transport } from './transport.ts';
import { locate } from './transport.ts';

export function npmSource(ref: SourceRef, transport: Transport, optional = false): Source {
  return {
    ref,
    optional,
    resolve: (spec) => resolve(spec, ref, transport),
    fetch: (resolution) => fetchPackage(resolution, transport),
    catalogue: async () => {
      const entries = await transport.json('-/catalogue.json', (value) => readCatalogue(arrayOf(value, ref)));
      return entries?.map((entry) => ({ ...entry, source: ref })) ?? null;
    },
    search: (query, wanted) => (transport.live ? searchNpm(query, wanted, ref, transport) : Promise.resolve(null)),
    canSearch: () => Promise.resolve(transport.live),
    searchIndex: () => transport.blob('-/search-index.bin'),
    file: (at) => transport.blob(at),
  };
}

function arrayOf(value: unknown, ref: SourceRef): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw nonsense(ref, 'its catalogue is not a list', '目录不是列表');
}

async function resolve(spec: Spec, ref: SourceRef, transport: Transport): Promise<Resolution | null> {
  if (spec.kind !== 'registry' && spec.kind !== 'npm') return null;
  const packument = await readPackument(spec.name, ref, transport);
  if (packument === null) return null;
  const version = pickVersion(packument, spec.wanted);
  const chosen = checkedVersion(packument, version, ref);
  return {
    source: ref,
    name: packument.name as PackageName,
    ...(packument.name === spec.name ? {} : { asked: spec.name }),
    version,
    owner: ownerOf(packument, chosen),
    integrity: chosen.dist.integrity ?? null,
    content: chosen.soulhub?.content ?? null,
    deprecated: noticeOf(chosen),
    warning: null,
    claims: claimsOf(packument, chosen, ref),
    location: tarballUrl(chosen.dist.tarball, locate(transport.base, packument.name), transport, ref).href,
  };
}

/** A hub of ours says whose a package is; elsewhere `maintainers` is a list of people, and no owner. */
function ownerOf(packument: Packument, { soulhub }: PackumentVersion): string | null {
  return soulhub ? maintainerOf(packument) : null;
}

function maintainerOf({ maintainers }: Packument): string | null {
  const [only] = Array.isArray(maintainers) ? maintainers : [];
  const name = typeof only === 'object' && only !== null && 'name' in only ? only.name : null;
  return typeof name === 'string' && isName(name) ? name : null;
}

/** Live registries know a scoped name with its slash escaped; static hosts have it as a folder and a file. */
async function readPackument(name: PackageName, ref: SourceRef, transport: Transport): Promise<Packument | null> {
  const parse = (value: unknown) => parsePackument(value, name, ref);
  const escaped = name.replace('/', '%2f');
  const found = transport.live && escaped !== name ? await transport.json(escaped, parse) : null;
  return found ?? (await transport.json(name, parse));
}

function parsePackument(value: unknown, name: PackageName, ref: SourceRef): Packument {
  const result = Packument.safeParse(value);
  if (!result.success)
    throw nonsense(ref, `what it says about ${name} is no packument`, `关于 ${name} 的回答不是包文档`);
  const { data } = result;
  if (data.name === name || isOwned(data, name) || isAlias(data, name)) return data;
  throw nonsense(ref, `asked for ${name}, it answered about another package`, `询问 ${name}，却回答了另一个包`, {
    name,
  });
}

/** On a hub `@ada/atlas` is also ada's `atlas`. */
function isOwned(packument: Packument, asked: PackageName): boolean {
  const [owner, base] = splitName(asked);
  return owner !== null && packument.name === base && maintainerOf(packument) === owner;
}

/** A hub knows a package by the names it was given later, too, and says so. What is signed bears the first one. */
function isAlias({ soulhub }: Packument, asked: PackageName): boolean {
  return typeof soulhub === 'object' && soulhub !== null && 'alias' in soulhub && soulhub.alias === asked;
}

function checkedVersion(packument: Packument, version: string, ref: SourceRef): PackumentVersion {
  const result = PackumentVersion.safeParse(packument.versions[version]);
  const fits = result.success && result.data.name === packument.name && result.data.version === version;
  if (fits) return result.data;
  const { name } = packument;
  throw nonsense(ref, `what it says about ${name} ${version} is wrong`, `关于 ${name} ${version} 的说明有误`, {
    name,
    version,
  });
}

/** @throws SoulError E_PROTOCOL: signatures that cannot be read are not the same as none */
function claimsOf(packument: Packument, chosen: PackumentVersion, ref: SourceRef): Claims {
  const own = chosen.soulhub as { author?: unknown; log?: unknown } | null | undefined;
  const about = packument.soulhub as { logHead?: unknown } | null | undefined;
  const result = Claims.safeParse({
    signatures: chosen.dist.signatures,
    author: own?.author,
    log: own?.log,
    head: about?.logHead,
  });
  if (result.success) return result.data;
  throw nonsense(
    ref,
    `the signatures at ${chosen.name} ${chosen.version} cannot be read`,
    `${chosen.name} ${chosen.version} 的签名无法识别`,
  );
}

function noticeOf({ deprecated, yanked }: PackumentVersion): string | null {
  if (typeof deprecated === 'string' && deprecated !== '') return deprecated;
  if (deprecated === true) return 'deprecated';
  return yanked ? 'yanked' : null;
}

/**
 * From the packument's own place. A registry behind https that names itself http does not know about the proxy before
 * it; a mirror on disk that was made for the web has the file itself.
 */
function tarballUrl(tarball: string, packument: URL, transport: Transport, ref: SourceRef): URL {
  if (!URL.canParse(tarball, packument.href))
    throw nonsense(ref, 'the address of a tarball is wrong', '压缩包地址有误');
  const url = new URL(tarball, packument);
  if (packument.protocol === 'file:' && url.protocol !== 'file:') {
    return locate(transport.base, `-/tarballs/${url.pathname.split('/').at(-1) ?? ''}`);
  }
  if (packument.protocol === 'https:' && url.protocol === 'http:') url.protocol = 'https:';
  const allowed = packument.protocol === 'file:' ? ['file:'] : ['https:', 'http:'];
  if (allowed.includes(url.protocol)) return url;
  throw nonsense(ref, 'the address of a tarball is wrong', '压缩包地址有误', { tarball });
}

/** @throws SoulError E_INTEGRITY, E_CONTENT, E_ARCHIVE, E_PATH, E_NOT_FOUND */
async function fetchPackage(resolution: Resolution, transport: Transport): Promise<Delivery> {
  const bytes = await transport.archive(resolution.location);
  if (bytes === null) throw missing(resolution);
  const { name, version, integrity } = resolution;
  const what = text(`the archive of ${name} ${version}`, `${name} ${version} 的压缩包`);
  if (integrity !== null) verifyIntegrity(bytes, integrity, what);
  const files = readTgz(bytes, { root: 'package', survey: kindOf });
  checkContent(files, resolution);
  return { files, integrity: integrityOf(bytes), sha256: sha256Hex(bytes), facts: factsOf(files, resolution) };
}

function missing({ name, version, source }: Resolution): SoulError {
  return new SoulError(
    'E_NOT_FOUND',
    text(
      `${source.url} lists ${name} ${version} but does not have it`,
      `${source.url} 列出了 ${name} ${version}，却没有该文件`,
    ),
    { details: { name, version, url: source.url } },
  );
}

/**
 * What our packer wrote about the package, for facts that its other files do not hold. Registry and archive must name
 * the same package; after that the registry's name stands, whatever a SOUL.md inside calls itself.
 */
function factsOf(files: PackageFiles, { name, version }: Resolution): Readonly<Record<string, unknown>> {
  const bytes = files.get('package.json');
  if (bytes === undefined) return {};
  const inside = readJson(bytes, 'package.json') as { name?: unknown; version?: unknown; soulhub?: unknown } | null;
  if (inside?.name !== name || inside.version !== version) {
    const says = `${String(inside?.name).slice(0, 214)}@${String(inside?.version).slice(0, 100)}`;
    throw new SoulError(
      'E_INTEGRITY',
      text(`the archive of ${name}@${version} calls itself ${says}`, `${name}@${version} 的压缩包自称 ${says}`),
      { details: { name, version, received: says } },
    );
  }
  const facts = typeof inside.soulhub === 'object' && inside.soulhub !== null ? inside.soulhub : {};
  return { ...facts, name, version };
}

/** `/-/v1/search` of a live registry. Entries of other npm packages come without our facts. */
async function searchNpm(
  query: string,
  { limit, ...filter }: Wanted,
  ref: SourceRef,
  transport: Transport,
): Promise<Answer | null> {
  const narrowed = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const question = new URLSearchParams([['text', query], ['size', String(limit)], ...narrowed]);
  return transport.json(`-/v1/search?${question}`, (value) => {
    const { objects, confident } = (value ?? {}) as { objects?: unknown; confident?: unknown };
    if (!Array.isArray(objects)) throw nonsense(ref, 'its search answers in no known way', '搜索结果格式未知');
    const listings = objects.flatMap((item) => found(item?.package, ref));
    return { listings, confident: confident !== false && listings.length > 0 };
  });
}

function found(item: Record<string, unknown> | undefined, ref: SourceRef): readonly Listing[] {
  const own = typeof item?.soulhub === 'object' ? item.soulhub : null;
  const words = typeof item?.description === 'string' ? { en: item.description } : {};
  const entry = CatalogueEntry.safeParse(
    own ?? { name: item?.name, version: item?.version, kind: 'soul', description: words },
  );
  return entry.success ? [{ ...entry.data, source: ref }] : [];
}
