/**
 * A registry as plain files: any static host serves it, `file://` reads it, and the bundled souls are one.
 *
 *     /go-expert                              packument (npm dialect), a file without an ending
 *     /@ada/atlas                             the same, in the owner's folder
 *     /-/tarballs/go-expert-1.0.0.tgz         immutable
 *     /-/tarballs/@ada~atlas-1.0.0.tgz        `~` is in no name, so no two packages share a file
 *     /-/catalogue.json                       the newest version of everything
 *     /-/search-index.bin                     ready-made index over the catalogue
 *     /-/files.json                           the paths of all these, so that the next mirror replaces them and nothing else
 *     /.well-known/soulhub.json               says which dialects are spoken
 *     /search.json                            Agent Souls dialect, for the original find-souls skill
 *     /engineering/go-expert/SOUL.md          its Chinese text, or the default language
 *     /engineering/go-expert/SOUL.en.md       its English text
 *
 * A category and a package may bear one name, and a file cannot be a folder: the category then gets a `_` in front,
 * which no package name has. Clients of that dialect follow the `url` of `search.json`, so nothing else changes.
 */
import semver from 'semver';
import { catalogueEntry } from './catalogue.ts';
import { SoulError } from './errors.ts';
import { type Localized, localized } from './lang.ts';
import type { Manifest } from './manifest.ts';
import { type PackageName, splitName } from './name.ts';
import { packPackage } from './pack.ts';
import type { SoulPackage } from './package.ts';
import { versionDocument } from './packument.ts';
import { comparePaths } from './path.ts';
import { personaText } from './persona.ts';
import { text } from './text.ts';

export interface MirrorOptions {
  /** Where the mirror will be served. npm needs whole URLs of tarballs; without it they are relative, for our own client. */
  readonly baseUrl?: string;
  readonly searchIndex?: Uint8Array;
  /** Time of the mirror, ISO 8601. */
  readonly published: string;
  /** Categories in words, by their id. */
  readonly categoryNames?: Readonly<Record<string, Localized>>;
}

type Files = Map<string, Uint8Array>;

/**
 * Paths without a slash in front → bytes. Several versions of a package become one packument.
 * @throws SoulError E_VERSION_EXISTS for one version with two contents, E_CONFLICT for two things of one path
 */
export function mirrorFiles(packages: readonly SoulPackage[], options: MirrorOptions): Files {
  const files: Files = new Map();
  const newest: SoulPackage[] = [];
  for (const versions of byName(packages)) {
    addPackage(files, versions, options);
    newest.push(newestOf(versions));
  }
  const names = options.categoryNames ?? {};
  const catalogue = newest.map(({ manifest }) => catalogueEntry(manifest, names[manifest.category ?? '']));
  add(files, '-/catalogue.json', json(catalogue));
  if (options.searchIndex) add(files, '-/search-index.bin', options.searchIndex);
  add(files, '.well-known/soulhub.json', json({ v: 1, dialects: ['npm', 'agent-souls'], static: true }));
  addAgentSouls(files, newest, names);
  return files;
}

export const LIST = '-/files.json';

/** The list of the files of a mirror. */
export function fileList(paths: Iterable<string>): Uint8Array {
  return json([...paths].sort(comparePaths));
}

/** Paths that a mirror wrote before; null when the list is missing or cannot be read. */
export function readFileList(bytes: Uint8Array | null): readonly string[] | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()));
    if (!Array.isArray(value)) return null;
    return value.filter((path): path is string => typeof path === 'string' && isBelow(path));
  } catch {
    return null;
  }
}

/** Whether a path leads nowhere but into its folder. */
export function isBelow(path: string): boolean {
  return path.split('/').every((part) => /^[^\\:\0]+$/.test(part) && part !== '.' && part !== '..');
}

/** Versions of each package, ascending; packages by name. */
function byName(packages: readonly SoulPackage[]): readonly (readonly SoulPackage[])[] {
  const groups = new Map<PackageName, SoulPackage[]>();
  for (const item of packages) groups.set(item.manifest.name, [...(groups.get(item.manifest.name) ?? []), item]);
  const sorted = [...groups].sort(([a], [b]) => comparePaths(a, b));
  return sorted.map(([, group]) => group.sort((a, b) => semver.compare(a.manifest.version, b.manifest.version)));
}

/** The highest version that is no prerelease, else the highest. */
function newestOf(versions: readonly SoulPackage[]): SoulPackage {
  const found = versions.findLast(({ manifest }) => !semver.prerelease(manifest.version)) ?? versions.at(-1);
  if (!found) throw new Error('a group of packages is never empty');
  return found;
}

function addPackage(files: Files, versions: readonly SoulPackage[], options: MirrorOptions): void {
  const documents: Record<string, unknown> = {};
  const { name } = newestOf(versions).manifest;
  for (const item of versions) {
    const { version } = item.manifest;
    const packed = packPackage(item);
    const path = tarballPath(name, version);
    if (documents[version] === undefined) add(files, path, packed.bytes);
    else if (!Buffer.from(files.get(path) ?? []).equals(packed.bytes)) throw twoContents(item.manifest);
    documents[version] = versionDocument(item.manifest, packed, mirrorTarball(name, path, options.baseUrl));
  }
  add(files, name, json(packument(newestOf(versions).manifest, documents, options.published)));
}

function packument(latest: Manifest, versions: Readonly<Record<string, unknown>>, published: string) {
  const times = Object.fromEntries(Object.keys(versions).map((version) => [version, published]));
  return {
    _id: latest.name,
    name: latest.name,
    description: localized(latest.description, 'en'),
    'dist-tags': { latest: latest.version },
    versions,
    time: { created: published, modified: published, ...times },
  };
}

/** `-/tarballs/@ada~atlas-1.0.0.tgz` */
export function tarballPath(name: PackageName, version: string): string {
  return `-/tarballs/${name.replace('/', '~')}-${version}.tgz`;
}

/** Its address in the document; relative where nobody says where the mirror will be. */
export function mirrorTarball(name: PackageName, path: string, baseUrl: string | undefined): string {
  if (baseUrl !== undefined) return new URL(path, baseUrl.replace(/\/*$/, '/')).href;
  return name.startsWith('@') ? `../${path}` : path;
}

function twoContents({ name, version }: Manifest): SoulError {
  return new SoulError(
    'E_VERSION_EXISTS',
    text(`${name} ${version} is there twice, with different files`, `${name} ${version} 出现两次且内容不同`),
    { details: { name, version } },
  );
}

/** One path, one thing; and no path goes through another's file. */
function add(files: Files, path: string, bytes: Uint8Array): void {
  const parents = path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'));
  const taken = [path, ...parents].find((candidate) => files.has(candidate));
  if (taken !== undefined) {
    throw new SoulError(
      'E_CONFLICT',
      text(`a mirror cannot hold both ${taken} and ${path}`, `镜像无法同时容纳 ${taken} 和 ${path}`),
      { hint: text(`rename the package ${taken}`, `请给包 ${taken} 改名`), details: { path, other: taken } },
    );
  }
  files.set(path, bytes);
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`);
}

function addAgentSouls(
  files: Files,
  packages: readonly SoulPackage[],
  names: Readonly<Record<string, Localized>>,
): void {
  const souls = packages.filter(({ manifest }) => manifest.kind === 'soul');
  const entries = souls.map((soul) => {
    const folder = soulFolder(files, soul.manifest);
    for (const [file, bytes] of personaFiles(soul)) add(files, `${folder}/${file}`, bytes);
    return searchEntry(soul.manifest, `/${folder}/`, names);
  });
  add(files, 'search.json', json(entries));
}

/** `@ada/atlas` and `atlas` may both be there: an owner is part of the folder's name. */
function soulFolder(files: Files, { name, category }: Manifest): string {
  const [owner, base] = splitName(name);
  const plain = (category ?? 'souls').toLowerCase().replace(/[^a-z0-9_-]+/g, '-');
  const folder = files.has(plain) || plain === '-' || plain === '' ? `_${plain}` : plain;
  return `${folder}/${owner === null ? base : `${owner}~${base}`}`;
}

/** In this dialect SOUL.md is Chinese; a soul that is not written in Chinese gives its own language. */
function personaFiles({ manifest, files, persona }: SoulPackage): readonly (readonly [string, Uint8Array])[] {
  const paths = persona['SOUL.md'] ?? {};
  const main = paths.zh ?? paths[manifest.languages[0] ?? ''] ?? Object.values(paths)[0];
  return [['SOUL.md', main] as const, ['SOUL.en.md', paths.en] as const].flatMap(([name, path]) => {
    const bytes = path === undefined ? undefined : files.get(path);
    return bytes && path ? [[name, new TextEncoder().encode(personaText(bytes, path))] as const] : [];
  });
}

/** The keys of that site's `search.json`; `languages` and `package` are ours. */
function searchEntry(manifest: Manifest, url: string, names: Readonly<Record<string, Localized>>) {
  const { name, displayName, tags, languages } = manifest;
  const category = manifest.category ?? 'souls';
  const words = names[category] ?? {};
  const zh = localized(displayName, 'zh') ?? name;
  const tagsZh = localized(tags, 'zh') ?? [];
  return {
    name: zh,
    name_zh: zh,
    name_en: localized(displayName, 'en') ?? name,
    url,
    category,
    category_zh: localized(words, 'zh') ?? category,
    category_en: localized(words, 'en') ?? category,
    tags: tagsZh,
    tags_zh: tagsZh,
    tags_en: localized(tags, 'en') ?? [],
    languages,
    package: name,
  };
}
