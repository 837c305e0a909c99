/**
 * One reader for everything that is a package: a `SOUL.md` with front matter, translations `SOUL.<lang>.md`, a bare
 * `SOUL.md`, a skill, a team, an Agent Souls folder, a Soul Spec folder, a Claw. Files in memory in, one internal shape out.
 */
import { SoulError } from './errors.ts';
import type { PackageFiles } from './files.ts';
import {
  clawFile,
  clawLayout,
  clawManifest,
  defaultLayout,
  kindOf,
  type Layout,
  readJson,
  soulSpecFile,
  soulSpecLayout,
  soulSpecManifest,
  tagBlock,
  titleForName,
} from './formats.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { guessLang, type Localized, parseLang } from './lang.ts';
import { type Kind, type Manifest, type ManifestInput, parseManifestInput } from './manifest.ts';
import { titleOf } from './markdown.ts';
import { type PackageName, parseName } from './name.ts';
import { decodeUtf8, personaText } from './persona.ts';
import { taglineOf } from './tagline.ts';
import { text } from './text.ts';

export interface SoulPackage {
  readonly manifest: Manifest;
  readonly files: PackageFiles;
  /** Persona files by the name they have in an agent's workspace, then by language. Empty for skills and teams. */
  readonly persona: PersonaFiles;
  /** Files that change what an agent does, by the name they have there; applied only when the user says so. */
  readonly operating: Readonly<Record<string, string>>;
  readonly format: Format;
}

/** What the files were written for. `soul`, `skill` and `team` are ours; `markdown` is a persona that says nothing of itself. */
export type Format = 'soul' | 'skill' | 'team' | 'soul-spec' | 'claw' | 'agent-souls' | 'markdown';

/** `{ 'SOUL.md': { en: 'SOUL.md', zh: 'SOUL.zh.md' }, 'IDENTITY.md': { en: 'IDENTITY.md' } }` */
export type PersonaFiles = Readonly<Record<string, Localized>>;

export interface ReadOptions {
  /** Used when the package does not say: a folder's name, a site's slug. */
  readonly name?: string;
  readonly version?: string;
  /** Facts from a catalogue (an Agent Souls `search.json`) that the files do not hold. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Files that belong to the user of an agent. No persona may bring one, in any spelling. */
const USER_FILES = /^(?:user\.md|memory\.md|bootstrap\.md|memory(?:\/.*)?)$/;

/** @throws SoulError E_NOT_A_SOUL, E_MANIFEST, E_FRONT_MATTER, E_ENCODING, E_EMPTY_PERSONA, E_PATH, E_NAME */
export function readPackage(files: PackageFiles, options: ReadOptions = {}): SoulPackage {
  switch (kindOf(files)) {
    case 'skill':
      return readSkill(files, options);
    case 'team':
      return readTeam(files, options);
    case 'soul':
      return readSoul(files, options);
  }
}

function readSoul(files: PackageFiles, options: ReadOptions): SoulPackage {
  const { format, file, layout, data } = readForm(files);
  refuseUserFiles(files, format);
  const main = readText(files, layout.soul);
  const facts = options.facts ?? packedFacts(files, main.present);
  const written = parseManifestInput({ ...(data ?? titleForName(main.data)), ...facts }, file);
  const lang = written.languages?.[0] ?? guessLang(main.body);
  const persona = personaFiles(files, layout, lang);
  for (const path of Object.values(persona).flatMap((byLang) => Object.values(byLang))) checkPersona(files, path);
  const languages = Object.keys(persona['SOUL.md'] ?? {});
  const manifest = complete('soul', inferred(written, files, persona, lang), files, options, languages);
  return { manifest, files, persona, operating: layout.operating, format: plainFormat(format, files, main) };
}

interface Form {
  readonly format: Format;
  /** Where the manifest is, for errors. */
  readonly file: string;
  readonly layout: Layout;
  /** Manifest input; null when it is the front matter of the persona. */
  readonly data: Readonly<Record<string, unknown>> | null;
}

function readForm(files: PackageFiles): Form {
  const spec = soulSpecFile(files);
  if (spec !== null) {
    const value = readJson(bytesOf(files, spec), spec);
    return {
      format: 'soul-spec',
      file: spec,
      layout: soulSpecLayout(value, files, spec),
      data: soulSpecManifest(value),
    };
  }
  const claw = clawFile(files);
  if (claw !== null) return readClaw(claw, files);
  return { format: 'markdown', file: 'SOUL.md', layout: defaultLayout(files), data: null };
}

function readClaw(file: string, files: PackageFiles): Form {
  const { data, body } = readText(files, file);
  const layout = clawLayout({ file, data, hasBody: body.trim() !== '' }, files);
  const own = files.has('package.json') ? readJson(bytesOf(files, 'package.json'), 'package.json') : {};
  return { format: 'claw', file, layout, data: clawManifest(data, own) };
}

/** Of texts without a manifest file: ours by the front matter, an Agent Souls folder by its tags at the end. */
function plainFormat(format: Format, files: PackageFiles, main: FrontMatter): Format {
  if (format !== 'markdown') return format;
  if (main.present) return 'name' in main.data || 'kind' in main.data ? 'soul' : 'markdown';
  return tagBlock(main.body)?.category || files.has('SOUL.en.md') ? 'agent-souls' : 'markdown';
}

/** Whatever may reach an agent must be a text, with front matter that is front matter. */
function checkPersona(files: PackageFiles, path: string): void {
  readText(files, path);
  personaText(bytesOf(files, path), path);
}

function readTeam(files: PackageFiles, options: ReadOptions): SoulPackage {
  const main = readText(files, 'TEAM.md');
  const input = parseManifestInput({ ...main.data, ...options.facts }, 'TEAM.md');
  const languages = input.languages ?? [guessLang(main.body)];
  if (!input.souls?.length) {
    throw new SoulError(
      'E_MANIFEST',
      text('TEAM.md: "souls" must name at least one soul', 'TEAM.md：“souls”至少要列出一个角色'),
      {
        details: { file: 'TEAM.md', key: 'souls' },
      },
    );
  }
  return {
    manifest: complete('team', input, files, options, languages),
    files,
    persona: {},
    operating: {},
    format: 'team',
  };
}

/** A skill keeps the Agent Skills convention: `name`, `description`, `metadata`, untouched. */
function readSkill(files: PackageFiles, options: ReadOptions): SoulPackage {
  const path = files.has('SKILL.md') ? 'SKILL.md' : 'skill.md';
  const { data, body } = readText(files, path);
  const { name, version, description, license, author, tags, category, displayName, aliases } = data;
  const metadata = typeof data.metadata === 'object' && data.metadata !== null ? data.metadata : {};
  const inner = metadata as Record<string, unknown>;
  const input = parseManifestInput(
    withoutUndefined({
      name,
      description,
      license,
      author,
      tags,
      category,
      displayName,
      aliases,
      version: version ?? inner.version,
      ...options.facts,
    }),
    path,
  );
  const named = input.displayName ? input : { ...input, ...named_(titleOf(body)) };
  return {
    manifest: complete('skill', named, files, options, [guessLang(body)]),
    files,
    persona: {},
    operating: {},
    format: 'skill',
  };
}

function named_(title: string | null): Partial<ManifestInput> {
  return title === null ? {} : { displayName: { und: title } };
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

function bytesOf(files: PackageFiles, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes) return bytes;
  throw new SoulError('E_NOT_A_SOUL', text(`the package holds no ${path}`, `包内没有 ${path}`), { details: { path } });
}

function readText(files: PackageFiles, path: string) {
  return readFrontMatter(decodeUtf8(bytesOf(files, path), path), path);
}

/** A Claw's BOOTSTRAP.md is for OpenClaw to seed a new agent with; no persona of ours is ever applied from it. */
function refuseUserFiles(files: PackageFiles, format: Format): void {
  for (const path of files.keys()) {
    if (format === 'claw' && path === 'BOOTSTRAP.md') continue;
    const folded = path
      .normalize('NFKC')
      .toLowerCase()
      .split('/')
      .map((part) => part.replace(/[. ]+$/, ''))
      .join('/');
    if (!USER_FILES.test(folded)) continue;
    throw new SoulError(
      'E_PATH',
      text(`a soul may not bring ${path}: that file belongs to the user`, `角色包不能包含 ${path}：这个文件属于用户`),
      { details: { rule: 'path.user-file', path } },
    );
  }
}

/** `SOUL.zh.md` beside `SOUL.md`, and the same for the other persona files. */
function personaFiles(files: PackageFiles, layout: Layout, lang: string): PersonaFiles {
  const result: Record<string, Localized> = { 'SOUL.md': translations(files, layout.soul, lang) };
  if (layout.identity !== null) result['IDENTITY.md'] = translations(files, layout.identity, lang);
  if (layout.style !== null) result['STYLE.md'] = translations(files, layout.style, lang);
  return result;
}

function translations(files: PackageFiles, main: string, lang: string): Localized {
  const stem = main.replace(/\.md$/, '');
  const result: Record<string, string> = { [lang]: main };
  for (const path of [...files.keys()].sort()) {
    if (!path.startsWith(`${stem}.`) || !path.endsWith('.md') || path === main) continue;
    const tag = parseLang(path.slice(stem.length + 1, -3));
    if (tag !== null && result[tag] === undefined) result[tag] = path;
  }
  return result;
}

/** What a library without front matter says in its text: title, one-line identity, tags. Written facts win. */
function inferred(written: ManifestInput, files: PackageFiles, persona: PersonaFiles, main: string): ManifestInput {
  const titles: Record<string, string> = {};
  const lines: Record<string, string> = {};
  const tags: Record<string, string[]> = {};
  const finer: Record<string, string> = {};
  let category: string | null = null;
  for (const [lang, path] of Object.entries(persona['SOUL.md'] ?? {})) {
    const { body } = readText(files, path);
    const block = tagBlock(body);
    assign(titles, lang, titleOf(body)?.slice(0, 120));
    assign(lines, lang, taglineOf(body)?.slice(0, 1024));
    if (block?.tags.length) tags[lang] = block.tags.slice(0, 60);
    assign(finer, lang, block?.category?.slice(0, 60));
    if (lang === main) category = block?.category?.slice(0, 60) ?? null;
  }
  return {
    ...written,
    displayName: filled(written.displayName, titles),
    description: filled(written.description, lines),
    tags: withFiner(filled(written.tags ?? undefined, tags), isShelf(written.category, finer) ? finer : {}),
    category: written.category ?? category,
  };
}

/** A category that is none of those the text names. */
function isShelf(category: string | null | undefined, finer: Localized): boolean {
  return Boolean(category) && !Object.values(finer).includes(category ?? '');
}

/** The shelf that a library put it on is broad; what the text calls itself (诗人, poet) is a tag beside it. */
function withFiner(tags: Localized<string[]>, finer: Localized): Localized<string[]> {
  // A list without languages is an author's own, and complete.
  if (tags.und !== undefined) return tags;
  const langs = [...new Set([...Object.keys(tags), ...Object.keys(finer)])];
  return Object.fromEntries(
    langs.map((lang) => [lang, [...new Set([...(tags[lang] ?? []), finer[lang] ?? ''])].filter((tag) => tag !== '')]),
  );
}

function assign(into: Record<string, string>, key: string, value: string | undefined): void {
  if (value) into[key] = value.replaceAll(/\p{Cc}/gu, ' ');
}

function filled<T>(written: Localized<T> | undefined, found: Record<string, T>): Localized<T> {
  return written && Object.keys(written).length > 0
    ? { ...(written.und === undefined ? found : {}), ...written }
    : found;
}

function complete(
  kind: Kind,
  input: ManifestInput,
  files: PackageFiles,
  options: ReadOptions,
  languages: readonly string[],
): Manifest {
  const fallback = npmManifest(files);
  const name = parseName(input.name ?? options.name ?? fallback.name ?? '');
  const main = languages[0] ?? 'en';
  return {
    name,
    version: input.version ?? options.version ?? fallback.version ?? '0.0.0',
    kind,
    displayName: nonEmpty(settle(input.displayName, main), main, name),
    description: settle(input.description, main),
    category: input.category ?? null,
    ...(input.categoryNames ? { categoryNames: settle(input.categoryNames, main) } : {}),
    tags: settle(input.tags ?? undefined, main),
    languages,
    license: input.license ?? null,
    author: input.author ?? null,
    homepage: input.homepage ?? null,
    repository: input.repository ?? null,
    agents: input.agents ?? [],
    aliases: input.aliases ?? [],
    disclaimer: settle(input.disclaimer ?? undefined, main),
    souls: input.souls ?? [],
  };
}

/** A text without a language is in the package's default language. */
function settle<T>(value: Localized<T> | undefined, main: string): Localized<T> {
  if (value?.und === undefined) return value ?? {};
  const { und, ...rest } = value;
  return { [main]: und, ...rest } as Localized<T>;
}

function nonEmpty(value: Localized, main: string, name: PackageName): Localized {
  return Object.keys(value).length > 0 ? value : { [main]: name };
}

/** A packed folder without front matter (an Agent Souls one) keeps its catalogue's words in the `package.json` of packing. */
function packedFacts(files: PackageFiles, hasFrontMatter: boolean): Readonly<Record<string, unknown>> {
  const bytes = files.get('package.json');
  const facts = bytes && !hasFrontMatter ? (readJson(bytes, 'package.json') as { soulhub?: unknown }).soulhub : null;
  return typeof facts === 'object' && facts !== null ? (facts as Record<string, unknown>) : {};
}

/** Name and version from the `package.json` that packing wrote, for packages whose own files do not say. */
function npmManifest(files: PackageFiles): { name?: string; version?: string } {
  const bytes = files.get('package.json');
  if (!bytes) return {};
  const { name, version } = readJson(bytes, 'package.json') as { name?: unknown; version?: unknown };
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof version === 'string' ? { version } : {}),
  };
}
