/**
 * The packument: npm's document about a package with all its versions, in two forms. The full one says everything; the
 * abbreviated one (`application/vnd.npm.install-v1+json`) only what installing needs. Pure. What a version says comes
 * from the package itself as our reader read it, never from what the publishing client claimed.
 */
import * as z from 'zod';
import { AuthorSignature } from '../../../src/core/author.ts';
import { localized } from '../../../src/core/lang.ts';
import { npmFields } from '../../../src/core/pack.ts';
import type { Packument } from '../../../src/core/packument.ts';
import type { PackageDocument } from '../../domain/read.ts';
import type { PackageView, VersionView } from '../../domain/view.ts';
import { tarballUrl } from './ask.ts';
import { type Signer, signedText } from './sign.ts';

export const ABBREVIATED = 'application/vnd.npm.install-v1+json';

const Signature = z.object({ keyid: z.string(), sig: z.string() });

export const Dist = z.object({
  tarball: z.url(),
  integrity: z.string(),
  shasum: z.string(),
  fileCount: z.int(),
  unpackedSize: z.int(),
  signatures: z.array(Signature),
});

/** Where the transparency log tells of it, and in which words. */
const LogPlace = z.object({ position: z.int(), entry: z.string() });

const Person = z.object({ name: z.string(), email: z.string() });

export const VersionDocument = z.looseObject({
  name: z.string(),
  version: z.string(),
  _id: z.string(),
  dist: Dist,
  maintainers: z.array(Person),
  _npmUser: Person,
  deprecated: z.string().optional(),
  yanked: z.boolean().optional(),
  soulhub: z.object({
    manifest: z.looseObject({ kind: z.string() }),
    content: z.string(),
    scan: z.object({ verdict: z.enum(['pass', 'warn', 'block']), rules: z.string() }),
    yankReason: z.string().optional(),
    author: AuthorSignature.optional(),
    log: LogPlace.optional(),
  }),
});

export const PackumentAnswer = z.object({
  _id: z.string(),
  _rev: z.string(),
  name: z.string(),
  description: z.string().optional(),
  license: z.string().optional(),
  keywords: z.array(z.string()).optional(),
  homepage: z.string().optional(),
  'dist-tags': z.record(z.string(), z.string()),
  versions: z.record(z.string(), VersionDocument),
  time: z.record(z.string(), z.string()),
  maintainers: z.array(Person),
  users: z.record(z.string(), z.literal(true)),
  soulhub: z
    .object({
      logHead: z.int().optional(),
      /** The name that was asked for, where it is another one of the same package. */
      alias: z.string().optional(),
    })
    .optional(),
});

export const AbbreviatedAnswer = z.object({
  name: z.string(),
  modified: z.string(),
  'dist-tags': z.record(z.string(), z.string()),
  versions: z.record(
    z.string(),
    z.object({
      name: z.string(),
      version: z.string(),
      dist: Dist,
      deprecated: z.string().optional(),
      yanked: z.boolean().optional(),
      soulhub: z.object({ content: z.string() }),
    }),
  ),
});

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** npm wants an address for everybody; a hub knows none. */
function person(handle: string): z.input<typeof Person> {
  return { name: handle, email: '' };
}

export function revOf({ revision, id }: PackageView): string {
  return `${revision}-${id.replace(/[^A-Za-z0-9]/g, '').slice(0, 32)}`;
}

/** Where the hub is, and what it signs with. */
export interface Place {
  readonly origin: string;
  readonly signer: Signer;
}

function dist(version: VersionView, { origin, signer }: Place): z.input<typeof Dist> {
  const own = signer.sign(signedText(version.name, version.version, version.integrity));
  return {
    tarball: tarballUrl(origin, version.name, version.version),
    integrity: version.integrity,
    shasum: version.shasum,
    fileCount: version.fileCount,
    unpackedSize: version.unpackedSize,
    signatures: [own, ...version.signatures.filter(({ keyid }) => keyid !== own.keyid)],
  };
}

/** npm shows a yank as a notice, and does not choose such a version by range when there is another. */
function notices({ deprecated, yanked }: VersionView) {
  const notice = deprecated ?? (yanked === null ? null : `yanked${yanked === '' ? '' : `: ${yanked}`}`);
  return { ...(notice === null ? {} : { deprecated: notice }), ...(yanked === null ? {} : { yanked: true }) };
}

export function versionDocument(version: VersionView, owner: string, place: Place): z.input<typeof VersionDocument> {
  const { name, version: number, manifest, content, scan, yanked, author, log } = version;
  return {
    ...npmFields(manifest),
    name,
    version: number,
    _id: `${name}@${number}`,
    ...notices(version),
    dist: dist(version, place),
    maintainers: [person(owner)],
    _npmUser: person(version.publishedBy),
    soulhub: {
      manifest: { ...manifest },
      content,
      scan: { verdict: scan.verdict, rules: scan.rules },
      ...(yanked ? { yankReason: yanked } : {}),
      ...(author === null ? {} : { author }),
      ...(log === null ? {} : { log }),
    },
  };
}

/** Tags may name versions that are gone; npm would choose them. */
function tagsOf({ package: pkg, versions }: PackageDocument): Record<string, string> {
  const there = new Set(versions.map(({ version }) => version));
  return Object.fromEntries(Object.entries(pkg.tags).filter(([, version]) => there.has(version)));
}

/** What choosing a version needs, and no more. */
export function choices(document: PackageDocument): Packument {
  const rows = document.versions.map((item) => [item.version, { version: item.version, ...notices(item) }] as const);
  return { name: document.package.name, 'dist-tags': tagsOf(document), versions: Object.fromEntries(rows) };
}

function own({ name, logHead }: PackageView, asked: string) {
  const said = { ...(logHead === null ? {} : { logHead }), ...(asked === name ? {} : { alias: asked }) };
  return Object.keys(said).length === 0 ? {} : { soulhub: said };
}

/** @param asked the name in the request */
export function packument(document: PackageDocument, asked: string, place: Place): z.input<typeof PackumentAnswer> {
  const { package: pkg, versions } = document;
  const owner = pkg.owner.handle;
  const latest = versions.find(({ version }) => version === pkg.latest?.version) ?? versions.at(-1);
  const { description, license, keywords, homepage } = latest ? npmFields(latest.manifest) : {};
  const about = { description, license, keywords, homepage };
  return {
    _id: pkg.name,
    _rev: revOf(pkg),
    name: pkg.name,
    ...Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined)),
    'dist-tags': tagsOf(document),
    versions: Object.fromEntries(versions.map((item) => [item.version, versionDocument(item, owner, place)])),
    time: {
      created: iso(pkg.createdAt),
      modified: iso(pkg.updatedAt),
      ...Object.fromEntries(versions.map(({ version, createdAt }) => [version, iso(createdAt)])),
    },
    maintainers: [person(owner)],
    users: {},
    ...own(pkg, asked),
  };
}

export function abbreviated(document: PackageDocument, place: Place): z.input<typeof AbbreviatedAnswer> {
  const { package: pkg, versions } = document;
  return {
    name: pkg.name,
    modified: iso(pkg.updatedAt),
    'dist-tags': tagsOf(document),
    versions: Object.fromEntries(
      versions.map((item) => [
        item.version,
        {
          name: item.name,
          version: item.version,
          ...notices(item),
          dist: dist(item, place),
          soulhub: { content: item.content },
        },
      ]),
    ),
  };
}

/** Whether the short form is asked for, and not merely accepted after the long one. */
export function wantsAbbreviated(accept: string | null): boolean {
  const types = (accept ?? '').split(',').map((part) => {
    const [type = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
  });
  const of = (wanted: string) => types.find(({ type }) => type === wanted)?.quality ?? 0;
  return of(ABBREVIATED) > 0 && of(ABBREVIATED) >= of('application/json');
}

/** One row of `/-/v1/search`. */
export const SearchObject = z.object({
  package: z.object({
    name: z.string(),
    version: z.string(),
    description: z.string(),
    keywords: z.array(z.string()),
    date: z.string(),
    links: z.object({ npm: z.url() }),
    publisher: z.object({ username: z.string(), email: z.string() }),
    maintainers: z.array(z.object({ username: z.string(), email: z.string() })),
    license: z.string().optional(),
    soulhub: z.looseObject({ name: z.string(), kind: z.string() }),
  }),
  score: z.object({
    final: z.number(),
    detail: z.object({ quality: z.number(), popularity: z.number(), maintenance: z.number() }),
  }),
  searchScore: z.number(),
});

export function searchObject(pkg: PackageView, score: number, origin: string): z.input<typeof SearchObject> | null {
  const { listing, latest, owner } = pkg;
  if (listing === null || latest === null) return null;
  const account = { username: owner.handle, email: '' };
  return {
    package: {
      name: pkg.name,
      version: latest.version,
      description: localized(listing.description, 'en') ?? localized(listing.displayName, 'en') ?? '',
      keywords: [...new Set([pkg.kind, ...Object.values(listing.tags).flat()])],
      date: iso(pkg.updatedAt),
      links: { npm: `${origin}/${pkg.name}` },
      publisher: account,
      maintainers: [account],
      ...(latest.license === null ? {} : { license: latest.license }),
      soulhub: { ...listing },
    },
    score: { final: score, detail: { quality: score, popularity: score, maintenance: score } },
    searchScore: score,
  };
}
