/**
 * Any package that we can read, as the folder that an author of ours would have written: SOUL.md with the manifest as front
 * matter, translations `SOUL.<lang>.md`, the other persona and operating files under the names they have in a workspace.
 * The words of the persona are never rewritten. What the other format needs for itself is kept under `original/`.
 */
import type { PackageFiles } from './files.ts';
import { readFrontMatter, writeFrontMatter } from './front-matter.ts';
import type { Localized } from './lang.ts';
import type { Manifest } from './manifest.ts';
import type { SoulPackage } from './package.ts';
import { decodeUtf8, personaText } from './persona.ts';

/** Files that only their own format reads. */
const FOREIGN = /^(?:soul|clawsoul|clawsouls|card)\.json$|^CLAW\.md$/;
/** What a package without a version starts with. */
const FIRST_VERSION = '0.1.0';

export interface Converted {
  readonly files: PackageFiles;
  /** Where a file of the other format is now, by where it was; files that stay where they are do not count. */
  readonly moved: Readonly<Record<string, string>>;
}

/** What is ours already stays byte for byte. */
export function convert(found: SoulPackage): Converted {
  if (['skill', 'team'].includes(found.format) || isComplete(found)) return { files: found.files, moved: {} };
  const moved = movedFiles(found);
  const manifest = { ...found.manifest, version: versionOf(found.manifest) };
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of found.files) files.set(moved[path] ?? path, bytes);
  for (const [from, place] of Object.entries(personaPlaces(found))) {
    files.set(place, new TextEncoder().encode(personaText(found.files.get(from) ?? new Uint8Array(), from)));
  }
  const main = files.get('SOUL.md') ?? new Uint8Array();
  const head = writeFrontMatter({ ...unknownFields(found), ...frontMatterOf(manifest) });
  files.set('SOUL.md', new TextEncoder().encode(head + decodeUtf8(main, 'SOUL.md')));
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), moved };
}

/** Only our own format with a name and a version needs nothing; a card was made into it just now and may lack them. */
function isComplete({ format, manifest, files }: SoulPackage): boolean {
  return format === 'soul' && !files.has('card.json') && manifest.version !== '0.0.0';
}

function versionOf({ version }: Manifest): string {
  return version === '0.0.0' ? FIRST_VERSION : version;
}

/** Persona files → `SOUL.md`, `SOUL.zh.md`, …: the main language has the plain name. */
function personaPlaces({ persona, manifest }: SoulPackage): Record<string, string> {
  const places: Record<string, string> = {};
  for (const [place, byLang] of Object.entries(persona)) {
    for (const [lang, path] of Object.entries(byLang as Localized)) {
      const main = lang === (manifest.languages[0] ?? lang);
      places[path] = main ? place : place.replace(/\.md$/, `.${lang}.md`);
    }
  }
  return places;
}

function movedFiles(found: SoulPackage): Record<string, string> {
  const places: Record<string, string> = { ...personaPlaces(found), ...inverted(found.operating) };
  const taken = new Set(Object.values(places));
  const moved: Record<string, string> = {};
  for (const path of found.files.keys()) {
    // A CLAW.md is both: its body goes into SOUL.md, and it is kept whole as well.
    const foreign = FOREIGN.test(path) || isClawManifest(found, path);
    const inTheWay = places[path] === undefined && taken.has(path);
    const to = foreign || inTheWay ? `original/${path}` : (places[path] ?? path);
    if (to !== path) moved[path] = to;
  }
  return moved;
}

/** The `package.json` of a Claw would make our folder a Claw again. */
function isClawManifest({ format }: SoulPackage, path: string): boolean {
  return format === 'claw' && path === 'package.json';
}

function inverted(map: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [value, key]));
}

/** What others wrote into the front matter of a text, and what we do not know, stays there. */
function unknownFields({ format, files, persona }: SoulPackage): Record<string, unknown> {
  if (format !== 'markdown' && format !== 'soul') return {};
  const path = Object.values((persona['SOUL.md'] ?? {}) as Localized)[0] ?? 'SOUL.md';
  const { data } = readFrontMatter(decodeUtf8(files.get(path) ?? new Uint8Array(), path), path);
  return { ...data };
}

/** The manifest as an author would write it: in our order, without what is empty. */
export function frontMatterOf(manifest: Manifest): Record<string, unknown> {
  const { name, version, kind, displayName, description, category, tags, languages, license, author } = manifest;
  const { categoryNames, homepage, repository, agents, aliases, disclaimer } = manifest;
  const members = manifest.souls.map((member) => (member.range === '*' ? member.name : { ...member }));
  const fields = {
    name,
    version,
    kind,
    displayName: short(displayName, languages),
    description: short(description, languages),
    category,
    categoryNames,
    tags: short(tags, languages),
    languages,
    license,
    author,
    homepage,
    repository,
    agents,
    aliases,
    disclaimer: short(disclaimer, languages),
    souls: members,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

/** A text in the only language of the package needs no map. */
function short<T>(value: Localized<T>, languages: readonly string[]): Localized<T> | T | undefined {
  const [only, ...more] = Object.keys(value);
  return only !== undefined && more.length === 0 && only === languages[0] && languages.length === 1
    ? value[only]
    : value;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
