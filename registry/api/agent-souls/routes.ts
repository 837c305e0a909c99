/**
 * The Agent Souls dialect, for the original find-souls skill: a list of souls, and two texts for each of them.
 *
 *     /search.json                          [{ "name_zh", "name_en", "url": "/engineering/go-expert/", … }]
 *     /engineering/go-expert/SOUL.md        its Chinese text, or the default language
 *     /engineering/go-expert/SOUL.en.md     its English text
 *
 * The same paths as in a mirror of plain files (`src/core/mirror.ts`), but nothing needs to be kept apart here: names of
 * packages and categories do not share a folder. `@ada/atlas` is called `ada~atlas`.
 */
import * as z from 'zod';
import type { CatalogueEntry } from '../../../src/core/catalogue.ts';
import { isSoulError, SoulError } from '../../../src/core/errors.ts';
import { localized } from '../../../src/core/lang.ts';
import { isName, type PackageName, splitName } from '../../../src/core/name.ts';
import { readPackage, type SoulPackage } from '../../../src/core/package.ts';
import { personaText } from '../../../src/core/persona.ts';
import { text } from '../../../src/core/text.ts';
import { findPackage } from '../../domain/find.ts';
import type { Hub } from '../../domain/hub.ts';
import { catalogue, sequence } from '../../domain/list.ts';
import { contentsOf, versionOf } from '../../domain/read.ts';
import type { PackageView, VersionView } from '../../domain/view.ts';
import { type Answer, bytes, etagOf, json, revalidated } from '../answer.ts';
import { countDownload } from '../clawhub/read.ts';
import type { Actor, Deps } from '../deps.ts';
import { type Call, type Route, route } from '../route.ts';

const Entry = z.object({
  name: z.string(),
  name_zh: z.string(),
  name_en: z.string(),
  url: z.string(),
  category: z.string(),
  category_zh: z.string(),
  category_en: z.string(),
  tags: z.array(z.string()),
  tags_zh: z.array(z.string()),
  tags_en: z.array(z.string()),
  languages: z.array(z.string()),
  package: z.string(),
});

/** What a category is called in a path. */
export function folderOf(category: string | null): string {
  const plain = (category ?? 'souls').toLowerCase().replace(/[^a-z0-9_-]+/g, '-');
  return plain === '-' || plain === '' ? `_${plain}` : plain;
}

function slugOf(name: PackageName): string {
  const [owner, base] = splitName(name);
  return owner === null ? base : `${owner}~${base}`;
}

export function libraryEntry(entry: CatalogueEntry): z.input<typeof Entry> {
  const { name, displayName, tags, languages, categoryNames } = entry;
  const category = entry.category ?? 'souls';
  const zh = localized(displayName, 'zh') ?? name;
  const tagsZh = [...(localized(tags, 'zh') ?? [])];
  return {
    name: zh,
    name_zh: zh,
    name_en: localized(displayName, 'en') ?? name,
    url: `/${folderOf(entry.category)}/${slugOf(name)}/`,
    category,
    category_zh: localized(categoryNames, 'zh') ?? category,
    category_en: localized(categoryNames, 'en') ?? category,
    tags: tagsZh,
    tags_zh: tagsZh,
    tags_en: [...(localized(tags, 'en') ?? [])],
    languages: [...languages],
    package: name,
  };
}

const library = route({
  id: 'agentSouls.library',
  dialect: 'agent-souls',
  method: 'GET',
  path: '/search.json',
  says: 'Every soul of the hub in one list.',
  answers: { 200: { means: 'The list.', json: z.array(Entry) } },
  run: async (_call, { hub }) => {
    const etag = etagOf('library', String(await sequence(hub)));
    return json((await catalogue(hub, 'soul')).map(libraryEntry), { headers: revalidated(etag) });
  },
});

const Params = z.object({ category: z.string().max(100), slug: z.string().max(300) });
const MARKDOWN = { 200: { means: 'The persona, without front matter.', type: 'text/markdown' } };

function notThere(path: string): SoulError {
  return new SoulError('E_NOT_FOUND', text(`there is no ${path} here`, `这里没有 ${path}`));
}

const persona = (file: 'SOUL.md' | 'SOUL.en.md', says: string) =>
  route({
    id: file === 'SOUL.md' ? 'agentSouls.soul' : 'agentSouls.soulEnglish',
    dialect: 'agent-souls',
    method: 'GET',
    path: `/{category}/{slug}/${file}`,
    says,
    limit: 'download',
    params: Params,
    answers: MARKDOWN,
    run: (call, deps) => sendPersona(call, call.params, file, deps),
  });

async function sendPersona(
  call: Pick<Call<unknown, unknown, unknown, Actor | null>, 'actor' | 'client' | 'method'>,
  { category, slug }: z.output<typeof Params>,
  file: 'SOUL.md' | 'SOUL.en.md',
  deps: Deps,
): Promise<Answer> {
  const path = `${category}/${slug}/${file}`.slice(0, 100);
  const pkg = await soulAt(deps.hub, category, slug, path);
  const version = await versionOf(deps.hub, pkg);
  const content = await personaOf(deps.hub, version, file);
  if (content === null) throw notThere(path);
  countDownload(call, deps, version);
  return bytes(content, 'text/markdown; charset=utf-8', { headers: revalidated(etagOf(version.content, file)) });
}

async function soulAt(hub: Hub, category: string, slug: string, path: string): Promise<PackageView> {
  const name = slug.includes('~') ? `@${slug.replace('~', '/')}` : slug;
  const pkg = isName(name) ? await findOrNull(hub, name) : null;
  if (pkg?.kind === 'soul' && pkg.listing && folderOf(pkg.listing.category) === category) return pkg;
  throw notThere(path);
}

async function findOrNull(hub: Hub, name: PackageName): Promise<PackageView | null> {
  try {
    return await findPackage(hub, { name });
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return null;
    throw error;
  }
}

/** In this dialect SOUL.md is Chinese; a soul that is not written in Chinese gives its own language. */
async function personaOf(hub: Hub, version: VersionView, file: string): Promise<Uint8Array | null> {
  const { name, version: number } = version;
  const soul = readPackage(await contentsOf(hub, version, 'package'), { name, version: number });
  const path = file === 'SOUL.en.md' ? soul.persona['SOUL.md']?.en : mainText(soul);
  const found = path === undefined ? undefined : soul.files.get(path);
  return found && path ? new TextEncoder().encode(personaText(found, path)) : null;
}

function mainText({ manifest, persona: files }: SoulPackage): string | undefined {
  const paths = files['SOUL.md'] ?? {};
  return paths.zh ?? paths[manifest.languages[0] ?? ''] ?? Object.values(paths)[0];
}

export const AGENT_SOULS_ROUTES: readonly Route[] = [
  library,
  persona('SOUL.md', 'A soul in Chinese, or in its own language where it has no Chinese.'),
  persona('SOUL.en.md', 'A soul in English.'),
];
