/**
 * The npm dialect's document about a package, with all its versions ("packument"):
 *
 *     { "name": "atlas", "dist-tags": { "latest": "1.1.0" },
 *       "versions": { "1.1.0": { "name": "atlas", "version": "1.1.0",
 *           "dist": { "tarball": "https://…/atlas-1.1.0.tgz", "integrity": "sha512-…", "shasum": "…" },
 *           "deprecated": "use atlas-2", "yanked": true,
 *           "soulhub": { "manifest": { … }, "content": "h1:…" } } } }
 *
 * `soulhub` and `yanked` are ours; npm ignores them. A yanked version stays where it is for those who have it, and is
 * only picked when it is asked for exactly.
 */
import { createHash } from 'node:crypto';
import semver from 'semver';
import * as z from 'zod';
import { SoulError } from './errors.ts';
import type { Manifest } from './manifest.ts';
import { npmFields, type PackedPackage } from './pack.ts';
import { formatWanted, type Wanted } from './spec.ts';
import { text } from './text.ts';

/** Loose on purpose: registries add what they like, and one odd version must not hide the others. */
export const Packument = z.looseObject({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.string()).default({}),
  versions: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});
export type Packument = z.infer<typeof Packument>;

/** One version, as strictly as we use it. */
export const PackumentVersion = z.looseObject({
  name: z.string(),
  version: z.string(),
  dist: z.looseObject({ tarball: z.string().min(1), integrity: z.string().min(1).nullish() }),
  deprecated: z.union([z.string(), z.boolean()]).nullish(),
  yanked: z.boolean().nullish(),
  soulhub: z
    .looseObject({ content: z.string().startsWith('h1:').nullish() })
    .nullish()
    .catch(null),
});
export type PackumentVersion = z.infer<typeof PackumentVersion>;

/** What a hub or a mirror says about one version. @param tarball URL; relative to the packument's where need be */
export function versionDocument(manifest: Manifest, packed: PackedPackage, tarball: string) {
  return {
    ...npmFields(manifest),
    _id: `${manifest.name}@${manifest.version}`,
    dist: {
      tarball,
      integrity: packed.integrity,
      shasum: createHash('sha1').update(packed.bytes).digest('hex'),
      fileCount: packed.files.size,
      unpackedSize: [...packed.files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    },
    soulhub: { manifest, content: packed.content },
  };
}

/**
 * As npm picks: a tag as it stands; an exact version; of a range what `latest` names if it fits, else the highest,
 * those without a notice first, and prereleases only where the range names one. Yanked versions only exactly.
 * @throws SoulError E_VERSION_NOT_FOUND with `details: { name, wanted, versions }`
 */
export function pickVersion(packument: Packument, wanted: Wanted): string {
  const picked = wanted.kind === 'tag' ? byTag(packument, wanted.tag) : byRange(packument, wanted.range);
  if (picked !== null) return picked;
  throw versionNotFound(packument, wanted);
}

function byTag(packument: Packument, tag: string): string | null {
  const tagged = Object.hasOwn(packument['dist-tags'], tag) ? packument['dist-tags'][tag] : undefined;
  if (tagged !== undefined && isOpen(packument, tagged)) return tagged;
  return tag === 'latest' ? (open(packument).filter((version) => !semver.prerelease(version))[0] ?? null) : null;
}

function byRange(packument: Packument, range: string): string | null {
  const exact = semver.valid(range);
  if (exact !== null) return Object.hasOwn(packument.versions, exact) ? exact : null;
  const latest = packument['dist-tags'].latest;
  const fits = (version: string) => semver.satisfies(version, range) || (range === '*' && version === latest);
  if (latest !== undefined && isOpen(packument, latest) && !isDeprecated(packument, latest) && fits(latest))
    return latest;
  const candidates = open(packument).filter(fits);
  return candidates.find((version) => !isDeprecated(packument, version)) ?? candidates[0] ?? null;
}

/** Versions that may be picked without being named, highest first. */
function open(packument: Packument): readonly string[] {
  return Object.keys(packument.versions)
    .filter((version) => semver.valid(version) !== null && isOpen(packument, version))
    .sort(semver.rcompare);
}

function isOpen({ versions }: Packument, version: string): boolean {
  return Object.hasOwn(versions, version) && versions[version]?.yanked !== true;
}

function isDeprecated({ versions }: Packument, version: string): boolean {
  return Boolean(versions[version]?.deprecated);
}

function versionNotFound(packument: Packument, wanted: Wanted): SoulError {
  const { name } = packument;
  const versions = Object.keys(packument.versions)
    .filter((version) => isOpen(packument, version))
    .slice(-10);
  const what = formatWanted(wanted) || '@latest';
  const has = versions.length === 0 ? text('none', '没有') : text(versions.join(', '), versions.join('、'));
  return new SoulError(
    'E_VERSION_NOT_FOUND',
    text(`there is no ${name}${what}; versions: ${has.en}`, `${name}${what} 不存在；已有版本：${has.zh}`),
    {
      ...(versions.length === 0
        ? {}
        : { hint: text(`for example: ${name}@${versions.at(-1)}`, `例如：${name}@${versions.at(-1)}`) }),
      details: { name, wanted: what.slice(1), versions },
    },
  );
}
