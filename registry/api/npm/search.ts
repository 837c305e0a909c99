/** Finding packages, for npm's `search`, for `stars`, and the catalogue for our own client. */
import * as z from 'zod';
import { CatalogueEntry } from '../../../src/core/catalogue.ts';
import { SoulError } from '../../../src/core/errors.ts';
import { text as says } from '../../../src/core/text.ts';
import type { Hub } from '../../domain/hub.ts';
import { catalogue, listPackages, sequence } from '../../domain/list.ts';
import { SEARCH_SORTS, type SearchAnswer, type SearchSort, searchIndex, searchPackages } from '../../domain/search.ts';
import type { PackageView } from '../../domain/view.ts';
import { bytes, etagOf, json, revalidated } from '../answer.ts';
import { route } from '../route.ts';
import { SearchObject, searchObject } from './document.ts';

const Whole = (standard: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform((value) => Math.min(max, Number(value)))
    .default(standard);

const search = route({
  id: 'npm.search',
  dialect: 'npm',
  method: 'GET',
  path: '/-/v1/search',
  says: 'Finds packages by words in any language. `keywords:`, `author:`, `maintainer:` and `scope:` narrow it.',
  access: 'optional',
  query: z.object({
    text: z.string().max(500).default(''),
    size: Whole(20, 250),
    from: Whole(0, 10_000),
    kind: z.enum(['soul', 'skill', 'team']).optional(),
    category: z.string().max(60).optional(),
    tag: z.string().max(60).optional(),
    lang: z.string().max(35).optional(),
    sort: z.enum(SEARCH_SORTS).optional(),
  }),
  answers: {
    200: {
      means: 'Best first.',
      json: z.object({
        objects: z.array(SearchObject),
        total: z.int(),
        time: z.string(),
        confident: z.boolean(),
        suggestion: z.string().optional(),
      }),
    },
  },
  run: async ({ query, origin }, { hub }) => {
    const found = await look(hub, query);
    const objects = found.results.flatMap(({ package: pkg, score }) => searchObject(pkg, score, origin) ?? []);
    const time = new Date(hub.now()).toISOString();
    const { total, confident, suggestion } = found;
    return json({ objects, total, time, confident, ...(suggestion === undefined ? {} : { suggestion }) });
  },
});

interface Question {
  readonly text: string;
  readonly size: number;
  readonly from: number;
  readonly kind?: PackageView['kind'] | undefined;
  readonly category?: string | undefined;
  readonly tag?: string | undefined;
  readonly lang?: string | undefined;
  readonly sort?: SearchSort | undefined;
}

async function look(hub: Hub, { text, size, from, kind, category, tag, lang, sort }: Question): Promise<SearchAnswer> {
  const { words, owner } = qualifiers(text);
  const filter = { ...(kind ? { kind } : {}), ...(category ? { category } : {}) };
  const more = { ...(tag ? { tag } : {}), ...(lang ? { lang } : {}), ...(sort ? { sort } : {}) };
  if (owner === null) return searchPackages(hub, { text: words, size, from, ...filter, ...more });
  const page = await listPackages(hub, { owner, limit: Math.min(200, Math.max(1, size)), ...filter });
  const results = page.items.map((item) => ({ package: item, score: 1 }));
  return { results, total: results.length, confident: true };
}

/** `soul keywords:go,backend author:ada` → `soul go backend`, ada */
export function qualifiers(text: string): { readonly words: string; readonly owner: string | null } {
  let owner: string | null = null;
  const words = text.split(/\s+/).flatMap((word) => {
    const [, name, value = ''] = /^(keywords|author|maintainer|scope):(.*)$/.exec(word) ?? [];
    if (name === undefined) return [word];
    if (name === 'keywords') return value.split(/[,+]/);
    owner = value.replace(/^@/, '').toLowerCase();
    return [];
  });
  return { words: words.join(' ').trim(), owner: owner === '' ? null : owner };
}

const starred = route({
  id: 'npm.starred',
  dialect: 'npm',
  method: 'GET',
  path: '/-/_view/starredByUser',
  says: 'What somebody starred, for `npm stars <user>`.',
  access: 'optional',
  query: z.object({ key: z.string().max(300) }),
  answers: { 200: { means: 'Names.', json: z.object({ rows: z.array(z.object({ value: z.string() })) }) } },
  run: async ({ query }, { hub }) => {
    const starredBy = query.key.replace(/^"|"$/g, '').replace(/^@/, '').toLowerCase();
    const page = await listPackages(hub, { starredBy, limit: 200 });
    return json({ rows: page.items.map(({ name }) => ({ value: name })) });
  },
});

const catalogueRoute = route({
  id: 'npm.catalogue',
  dialect: 'npm',
  method: 'GET',
  path: '/-/catalogue.json',
  says: 'One line about everything here, for clients that search by themselves.',
  access: 'optional',
  answers: { 200: { means: 'The newest version of each package.', json: z.array(CatalogueEntry) } },
  run: async (_call, { hub }) => {
    const etag = etagOf('catalogue', String(await sequence(hub)));
    return json(await catalogue(hub), { headers: revalidated(etag) });
  },
});

const index = route({
  id: 'npm.searchIndex',
  dialect: 'npm',
  method: 'GET',
  path: '/-/search-index.bin',
  says: 'The search index over the catalogue, ready to use.',
  access: 'optional',
  answers: { 200: { means: 'The index; 404 when it is too large to hand out.', type: 'application/octet-stream' } },
  run: async (_call, { hub }) => {
    const { bytes: content, sequence: at } = await searchIndex(hub);
    if (content === null) {
      throw new SoulError(
        'E_NOT_FOUND',
        says('the search index is too large to hand out', '搜索索引过大，不提供下载'),
        { hint: says('search here: /-/v1/search', '请在此搜索：/-/v1/search') },
      );
    }
    return bytes(content, 'application/octet-stream', { headers: revalidated(etagOf('index', String(at))) });
  },
});

export const SEARCH_ROUTES = [search, starred, catalogueRoute, index];
