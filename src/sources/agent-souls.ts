/**
 * The Agent Souls dialect: a static site with one list and two files a soul.
 *
 *     /search.json                         [{ name_zh, name_en, url: "/personas/3d_artist/", category, tags_zh, … }]
 *     /personas/3d_artist/SOUL.md          Chinese
 *     /personas/3d_artist/SOUL.en.md       English; missing for some
 *
 * The files become a package as they are, byte for byte. There are no versions and no hashes: the version is 0.0.0, and
 * what was installed is pinned by its content.
 *
 * A soul is called by the last part of its `url`. Where two share it, neither gets the bare name: each is
 * `@category/slug`, and the bare one is an error that names both.
 */
import * as z from 'zod';
import { SoulError } from '../core/errors.ts';
import type { Localized } from '../core/lang.ts';
import { isName, type PackageName, parseName, slugify } from '../core/name.ts';
import type { Spec, Wanted } from '../core/spec.ts';
import { LATEST } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { checkOnlyVersion, checkPersonaLength, nonsense } from './checks.ts';
import { once } from './later.ts';
import type { Delivery, Listing, Resolution, Source, SourceRef } from './source.ts';
import type { Transport } from './transport.ts';

const VERSION = '0.0.0';
const Words = z.string().transform(cleanWords);
const Tags = z
  .array(z.string())
  .transform(cleanTags)
  .catch(() => []);

const Entry = z.object({
  url: z.string(),
  name: z.string().default(''),
  name_zh: Words.optional(),
  name_en: Words.optional(),
  category: z.string().default(''),
  category_zh: Words.optional(),
  category_en: Words.optional(),
  tags_zh: Tags.optional(),
  tags_en: Tags.optional(),
  /** Ours, in mirrors: the languages that are there, the default one first. */
  languages: z.array(z.string()).optional(),
});
type Entry = z.infer<typeof Entry>;

/** A soul of the site, by the name it has here. */
interface Soul {
  readonly name: PackageName;
  /** Last part of the URL. */
  readonly slug: PackageName;
  /** `category/slug`, also where the slug alone is enough. */
  readonly qualified: string;
  /** Folder under the base, with a slash at the end. */
  readonly folder: string;
  readonly entry: Entry;
}

export function agentSoulsSource(ref: SourceRef, transport: Transport, optional = false): Source {
  // Reading the list costs tens of milliseconds; within one command it does not change.
  const souls = once(async () => (await transport.json('search.json', (value) => readSouls(value, ref))) ?? []);
  return {
    ref,
    optional,
    resolve: async (spec) => {
      const asked = askedFor(spec);
      const soul = asked === null ? null : findSoul(await souls(), asked.slug);
      if (asked === null || soul === null) return null;
      checkOnlyVersion(soul.name, VERSION, asked.wanted);
      return resolutionOf(soul, ref);
    },
    fetch: async (resolution) => deliver(resolution, await souls(), ref, transport),
    catalogue: async () => (await souls()).map((soul) => listingOf(soul, ref)),
    search: () => Promise.resolve(null),
    searchIndex: () => Promise.resolve(null),
  };
}

function askedFor(spec: Spec): { slug: string; wanted: Wanted } | null {
  if (spec.kind === 'agent-souls') return { slug: spec.slug, wanted: LATEST };
  return spec.kind === 'registry' ? { slug: spec.name.replace(/^@/, ''), wanted: spec.wanted } : null;
}

/** By name, or by `category/slug`. @throws SoulError E_AMBIGUOUS */
function findSoul(souls: readonly Soul[], slug: string): Soul | null {
  const lower = slug.toLowerCase();
  const matches = souls.filter((soul) => soul.qualified === lower || soul.slug === lower);
  if (matches.length <= 1) return matches[0] ?? null;
  const candidates = matches.map(({ name }) => name);
  throw new SoulError(
    'E_AMBIGUOUS',
    text(`${slug} is the name of ${matches.length} souls`, `有 ${matches.length} 个角色都叫 ${slug}`),
    { hint: text(candidates.join(', '), candidates.join('、')), details: { words: slug, candidates } },
  );
}

/** @throws SoulError E_PROTOCOL when it is not such a list; entries that make no sense are left out */
function readSouls(value: unknown, ref: SourceRef): readonly Soul[] {
  if (!Array.isArray(value)) throw nonsense(ref, 'search.json is not a list', 'search.json 不是列表');
  const all = value.flatMap((item) => soulOf(item));
  const found = firsts(
    firsts(all, ({ folder }) => folder),
    ({ qualified }) => qualified,
  );
  const counts = new Map<string, number>();
  for (const { slug } of found) counts.set(slug, (counts.get(slug) ?? 0) + 1);
  return found.map((soul) =>
    (counts.get(soul.slug) ?? 0) > 1 ? { ...soul, name: `@${soul.qualified}` as PackageName } : soul,
  );
}

/** One soul may be listed twice, and two may come to one name: whoever asks for the second gets the first, not nothing. */
function firsts(souls: readonly Soul[], keyOf: (soul: Soul) => string): readonly Soul[] {
  const byKey = new Map<string, Soul>();
  for (const soul of souls) if (!byKey.has(keyOf(soul))) byKey.set(keyOf(soul), soul);
  return [...byKey.values()];
}

function soulOf(item: unknown): readonly Soul[] {
  const parsed = Entry.safeParse(item);
  const folder = parsed.success ? folderOf(parsed.data.url) : null;
  if (!parsed.success || folder === null) return [];
  const slug = nameOf(folder.split('/').at(-2) ?? '');
  const category = nameOf(parsed.data.category || folder.split('/').at(-3) || 'souls');
  if (slug === null || category === null) return [];
  return [{ name: slug, slug, qualified: `${category}/${slug}`, folder, entry: parsed.data }];
}

function nameOf(part: string): PackageName | null {
  return isName(part) ? parseName(part) : slugify(part);
}

/** `/personas/3d_artist/` → `personas/3d_artist/`; null for a URL that leads anywhere else. */
function folderOf(url: string): string | null {
  const parts = url.split('/').filter((part) => part !== '');
  const plain = parts.every((part) => /^[\p{L}\p{N}_.~-]+$/u.test(part) && !/^\.+$/.test(part));
  return parts.length > 0 && plain && !url.startsWith('//') ? `${parts.map(encodeURIComponent).join('/')}/` : null;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };

/** The list is made from web pages, and some marks of theirs are left in it. */
function cleanWords(words: string): string {
  return words
    .replace(/&(amp|lt|gt|quot|apos|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 120);
}

/** "`a` `b`" is two tags in one; what is too long to be a tag is a sentence. */
function cleanTags(tags: readonly string[]): string[] {
  const plain = tags.flatMap((tag) => tag.match(/`[^`]+`/g) ?? [tag]).map((tag) => cleanWords(tag.replaceAll('`', '')));
  return [...new Set(plain.filter((tag) => tag !== '' && tag.length <= 60))].slice(0, 60);
}

function resolutionOf(soul: Soul, source: SourceRef): Resolution {
  const { name, folder } = soul;
  return {
    source,
    name,
    version: VERSION,
    integrity: null,
    content: null,
    deprecated: null,
    warning: null,
    location: folder,
  };
}

/** @throws SoulError E_NOT_FOUND, E_PROTOCOL */
async function deliver(
  resolution: Resolution,
  souls: readonly Soul[],
  ref: SourceRef,
  transport: Transport,
): Promise<Delivery> {
  const soul = souls.find(({ name, folder }) => name === resolution.name && folder === resolution.location);
  if (!soul) throw gone(resolution, ref);
  const [main, english] = await Promise.all([
    readPersona(`${soul.folder}SOUL.md`, ref, transport),
    readPersona(`${soul.folder}SOUL.en.md`, ref, transport),
  ]);
  if (main === null) throw gone(resolution, ref);
  const first = mainLang(soul.entry);
  const second = english === null || first === 'en' ? [] : [['SOUL.en.md', english] as const];
  const languages = second.length > 0 ? [first, 'en'] : [first];
  const facts = { ...factsOf(soul), name: soul.name, version: VERSION, languages };
  return { files: new Map([['SOUL.md', main], ...second]), integrity: null, sha256: null, facts };
}

/** Chinese, unless a mirror of ours says that there is none. */
function mainLang({ languages }: Entry): string {
  return languages === undefined || languages.includes('zh') ? 'zh' : (languages[0] ?? 'zh');
}

async function readPersona(at: string, ref: SourceRef, transport: Transport): Promise<Uint8Array | null> {
  const bytes = await transport.text(at);
  return bytes === null ? null : checkPersonaLength(bytes, at, ref);
}

function gone({ name }: Resolution, { url }: SourceRef): SoulError {
  return new SoulError(
    'E_NOT_FOUND',
    text(`${url} lists ${name} but does not have it`, `${url} 列出了 ${name}，却没有该文件`),
    { details: { name, url } },
  );
}

function factsOf({ entry }: Soul) {
  return {
    displayName: byLang(entry.name_zh, entry.name_en),
    tags: byLang(entry.tags_zh, entry.tags_en),
    category: entry.category === '' ? null : entry.category.slice(0, 60),
    categoryNames: shortWords(byLang(entry.category_zh, entry.category_en)),
    aliases: shortName(entry.name_zh),
  };
}

function shortWords(names: Localized): Localized {
  return Object.fromEntries(Object.entries(names).map(([lang, name]) => [lang, name.slice(0, 60)]));
}

function byLang<T extends string | readonly string[]>(zh: T | undefined, en: T | undefined): Localized<T> {
  return { ...(zh?.length ? { zh } : {}), ...(en?.length ? { en } : {}) };
}

/** 林肯 (Abraham Lincoln) is also found as 林肯. */
function shortName(name: string | undefined): readonly string[] {
  const short = /^(\S[^()（）]*?)\s*[(（][^()（）]+[)）]$/.exec(name ?? '')?.[1];
  return short === undefined ? [] : [short.slice(0, 60)];
}

function listingOf(soul: Soul, source: SourceRef): Listing {
  const { entry, name } = soul;
  const { displayName, tags, category, categoryNames, aliases } = factsOf(soul);
  return {
    name,
    version: VERSION,
    kind: 'soul',
    displayName: Object.keys(displayName).length > 0 ? displayName : { zh: name },
    description: {},
    category,
    categoryNames,
    tags,
    aliases,
    languages: entry.languages ?? ['zh', 'en'],
    source,
  };
}
