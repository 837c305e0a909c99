/** From what a request carries to a package that is what the request says it is. Pure. */
import { isUtf8 } from 'node:buffer';
import semver from 'semver';
import { checkContents } from '../../src/core/archive/content.ts';
import { readTgz } from '../../src/core/archive/tgz.ts';
import type { AuthorSignature } from '../../src/core/author.ts';
import { SoulError } from '../../src/core/errors.ts';
import type { Limits, PackageFiles } from '../../src/core/files.ts';
import { readJson } from '../../src/core/formats.ts';
import { verifyIntegrity } from '../../src/core/integrity.ts';
import type { Manifest } from '../../src/core/manifest.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage, type SoulPackage } from '../../src/core/package.ts';
import { checkPaths } from '../../src/core/path.ts';
import { type Text, text } from '../../src/core/text.ts';
import type { Target } from './claim.ts';
import { requireInert } from './inert.ts';
import type { ArchivePublication, Circumstances, FilesPublication } from './publication.ts';
import type { HubRules } from './rules.ts';
import { checkTag } from './tags.ts';

export interface Draft {
  readonly target: Target;
  readonly version: string;
  /** As its author has it, with the manifest it is published under. */
  readonly source: SoulPackage;
  /** The archive, and what is in it. */
  readonly bytes: Uint8Array;
  readonly packed: PackageFiles;
  /** What its author signed; the hub verifies it. */
  readonly signature: AuthorSignature | null;
  readonly tags: readonly string[];
  readonly changelog: string;
  readonly origin: Readonly<Record<string, unknown>> | null;
  /** The hub packed it: then what counts as the same is the author's files, not our packing of them. */
  readonly packedHere: boolean;
  /** Upload tickets to use up. */
  readonly tickets: readonly string[];
}

/** @throws SoulError E_INTEGRITY, E_ARCHIVE, E_PATH, E_TOO_LARGE */
export function openArchive({ bytes, integrity }: ArchivePublication, limits: Limits): PackageFiles {
  if (integrity !== undefined) verifyIntegrity(bytes, integrity);
  return readTgz(bytes, { root: 'package', limits });
}

/**
 * The `package.json` inside names what the request names. After that the request's name stands, whatever a SOUL.md calls
 * itself: so does our client read what it installs.
 * @throws SoulError E_MANIFEST and all of `readPackage`
 */
export function agreed(target: Target, publication: ArchivePublication, files: PackageFiles): Draft {
  const version = exactVersion(publication.version);
  const facts = packedFacts(files, target.name, version);
  const source = readPackage(files, { facts: { ...facts, name: target.name, version } });
  checkInside(source, files);
  return {
    ...circumstances(publication),
    target,
    version,
    source,
    bytes: publication.bytes,
    packed: files,
    packedHere: false,
  };
}

function packedFacts(files: PackageFiles, name: string, version: string): Readonly<Record<string, unknown>> {
  const bytes = files.get('package.json');
  const inside = bytes === undefined ? null : readJson(bytes, 'package.json');
  const { name: itsName, version: itsVersion, soulhub } = (inside ?? {}) as Readonly<Record<string, unknown>>;
  if (itsName === name && itsVersion === version) {
    return typeof soulhub === 'object' && soulhub !== null ? (soulhub as Readonly<Record<string, unknown>>) : {};
  }
  const says = bytes === undefined ? text('nothing', '没有') : saying(itsName, itsVersion);
  throw new SoulError(
    'E_MANIFEST',
    text(
      `the request says ${name}@${version}, the package.json in the archive says ${says.en}`,
      `请求为 ${name}@${version}，压缩包中的 package.json 为 ${says.zh}`,
    ),
    { details: { file: 'package.json', expected: `${name}@${version}`, received: says.en } },
  );
}

function saying(name: unknown, version: unknown) {
  const says = `${String(name).slice(0, 214)}@${String(version).slice(0, 100)}`;
  return text(says, says);
}

/** @throws SoulError E_RANGE and all of `readPackage` */
export function draftOfFiles(target: Target, publication: FilesPublication): Draft {
  const version = exactVersion(publication.version);
  const source = readLoose(publication, { name: target.name, version });
  const { bytes, files: packed } = packPackage(source);
  checkInside(source, packed);
  return { ...circumstances(publication), target, version, source, bytes, packed, packedHere: true };
}

/** What the request says of a package stands where its files have no word for it. */
function readLoose(publication: FilesPublication, facts: Readonly<Record<string, unknown>>): SoulPackage {
  const { files } = publication;
  const source = readPackage(files, { facts });
  const missing = missingFacts(source.manifest, publication);
  return Object.keys(missing).length === 0 ? source : readPackage(files, { facts: { ...facts, ...missing } });
}

const LONGEST_TITLE = 120;

/** A skill has no field for its title: what its reader finds is a guess. */
function missingFacts({ kind, category, tags }: Manifest, wish: FilesPublication): Readonly<Record<string, unknown>> {
  const displayName = wish.displayName?.trim().slice(0, LONGEST_TITLE);
  return {
    ...(kind === 'skill' && displayName ? { displayName } : {}),
    ...(wish.category && category === null ? { category: wish.category } : {}),
    ...(wish.topics?.length && Object.keys(tags).length === 0 ? { tags: [...wish.topics] } : {}),
  };
}

/**
 * A skill may hold any regular file, as its clients allow it; what is in a soul or a team must be readable, for people as
 * for the scanner. Nothing in either is run by being installed.
 * @throws SoulError E_ARCHIVE, E_ENCODING, E_MANIFEST
 */
function checkInside({ manifest, files }: SoulPackage, packed: PackageFiles): void {
  if (manifest.kind !== 'skill') checkContents(files);
  requireInert(packed, manifest.kind);
}

/** @throws SoulError E_RANGE */
export function exactVersion(input: string): string {
  const version = semver.valid(input.trim());
  if (version !== null && version.length <= 100) return version;
  throw new SoulError(
    'E_RANGE',
    text(`"${input.slice(0, 100)}" is not an exact version`, `“${input.slice(0, 100)}”不是准确的版本号`),
    { hint: text('such as 1.0.0', '例如 1.0.0'), details: { version: input.slice(0, 100) } },
  );
}

const LONGEST_CHANGELOG = 10_000;
const LONGEST_ORIGIN = 4096;
const MOST_TAGS = 20;

/** @throws SoulError E_RANGE, E_TOO_LARGE */
function circumstances({ tags = ['latest'], changelog = '', source = null, signature = null }: Circumstances) {
  if (tags.length > MOST_TAGS) throw tooLarge('tags', tags.length, MOST_TAGS);
  if (changelog.length > LONGEST_CHANGELOG) throw tooLarge('changelog', changelog.length, LONGEST_CHANGELOG);
  const length = JSON.stringify(source).length;
  if (length > LONGEST_ORIGIN) throw tooLarge('source', length, LONGEST_ORIGIN);
  return { tags: tags.map(checkTag), changelog, origin: source, signature, tickets: [] };
}

/** What the archive reader checks of an archive, for files that came loose. @throws SoulError E_TOO_LARGE, E_PATH */
export function checkFiles(files: PackageFiles, limits: Limits): void {
  checkPaths(files.keys(), limits);
  if (files.size > limits.files) throw tooLarge('files', files.size, limits.files);
  const sizes = [...files.values()].map((bytes) => bytes.length);
  const largest = Math.max(0, ...sizes);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (largest > limits.fileBytes) throw tooLarge('bytes', largest, limits.fileBytes);
  if (total > limits.totalBytes) throw tooLarge('bytes', total, limits.totalBytes);
}

const MARKDOWN = /\.(?:md|markdown)$/i;

/** The scanner reads every text to its end, and whoever asks the hub for something waits meanwhile. @throws SoulError E_TOO_LARGE */
export function checkTexts(files: PackageFiles, { textBytes, textsBytes }: HubRules): void {
  const isText = (path: string, bytes: Uint8Array) => MARKDOWN.test(path) || (!bytes.includes(0) && isUtf8(bytes));
  let total = 0;
  for (const [path, bytes] of files) {
    if (MARKDOWN.test(path) && bytes.length > textBytes) throw longText(text(path, path), bytes.length, textBytes);
    if (isText(path, bytes)) total += bytes.length;
  }
  if (total > textsBytes) throw longText(text('all texts together', '全部文本合计'), total, textsBytes);
}

function longText(what: Text, actual: number, limit: number): SoulError {
  return new SoulError(
    'E_TOO_LARGE',
    text(
      `${what.en}: ${actual} bytes are more text than the ${limit} this hub takes`,
      `${what.zh}：${actual} 字节，超过本站文本上限 ${limit} 字节`,
    ),
    {
      hint: text(
        'shorten it, or leave data out of the package: an agent reads far less than that at a time',
        '请缩短，或不要把数据放进包里：智能体一次能读的内容远少于此',
      ),
      details: { of: what.en, actual, limit },
    },
  );
}

export function tooLarge(of: string, actual: number, limit: number): SoulError {
  return new SoulError(
    'E_TOO_LARGE',
    text(`${of}: ${actual} are more than the ${limit} this hub takes`, `${of}：${actual} 超过本站上限 ${limit}`),
    { details: { of, actual, limit } },
  );
}
