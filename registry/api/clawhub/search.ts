/** Finding packages: search, lists, trends. */
import * as z from 'zod';
import { isSoulError } from '../../../src/core/errors.ts';
import { findPackage } from '../../domain/find.ts';
import type { Hub } from '../../domain/hub.ts';
import { listPackages, type Sort } from '../../domain/list.ts';
import { searchPackages } from '../../domain/search.ts';
import type { PackageView } from '../../domain/view.ts';
import { json } from '../answer.ts';
import { route } from '../route.ts';
import { Cursor, Handle, matchesOf, PageLimit } from './ask.ts';
import { listRow, searchRow } from './rows.ts';
import { ListAnswer, SearchAnswer, TrendingAnswer } from './shapes.ts';

const Kind = z.enum(['soul', 'skill', 'team']).optional();
const Words = z.string().max(500).default('');

const search = route({
  id: 'clawhub.search',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/search',
  says: 'Finds packages by words in any language; `mode=exact` by slug alone.',
  access: 'optional',
  query: z.object({ q: Words, limit: PageLimit(25), mode: z.enum(['exact']).optional(), kind: Kind }),
  answers: { 200: { means: 'Best first.', json: SearchAnswer } },
  run: async ({ query, origin, lang }, { hub }) => {
    const found = query.mode === 'exact' ? await bySlug(hub, query.q) : await byWords(hub, query);
    return json({ results: found.map(({ package: pkg, score }) => searchRow(pkg, score, { origin, lang })) });
  },
});

async function byWords(
  hub: Hub,
  { q, limit, kind }: { q: string; limit: number; kind?: PackageView['kind'] | undefined },
) {
  const answer = await searchPackages(hub, { text: q, size: limit, ...(kind ? { kind } : {}) });
  return answer.results;
}

/** Every owner's package of that slug. */
async function bySlug(hub: Hub, q: string): Promise<readonly { package: PackageView; score: number }[]> {
  const slug = q.trim().toLowerCase();
  const found = slug === '' ? [] : await sameSlug(hub, slug);
  return found
    .filter((pkg) => pkg.listing !== null && pkg.withdrawn === null)
    .map((pkg) => ({ package: pkg, score: 1 }));
}

async function sameSlug(hub: Hub, slug: string): Promise<readonly PackageView[]> {
  try {
    return [await findPackage(hub, { slug })];
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return [];
    if (!isSoulError(error, 'E_AMBIGUOUS')) throw error;
    return Promise.all(matchesOf(error).map(({ owner }) => findPackage(hub, { slug, owner })));
  }
}

/** The words of the clients → ours. Without one they mean "last changed first". */
const SORTS: Readonly<Record<string, Sort>> = {
  createdAt: 'created',
  newest: 'created',
  updated: 'updated',
  updatedAt: 'updated',
  stars: 'stars',
  rating: 'stars',
  downloads: 'downloads',
  installs: 'installs',
  installsCurrent: 'installs',
  installsAllTime: 'installs',
  trending: 'trending',
  name: 'name',
};

const list = route({
  id: 'clawhub.list',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills',
  says: 'Lists packages in pages; with `prefix`, by slug.',
  access: 'optional',
  query: z.object({
    limit: PageLimit(25),
    cursor: Cursor,
    sort: z.enum(Object.keys(SORTS)).optional(),
    prefix: z.string().max(214).optional(),
    kind: Kind,
    owner: Handle.optional(),
    category: z.string().max(60).optional(),
  }),
  answers: { 200: { means: 'One page.', json: ListAnswer } },
  run: async ({ query, origin, lang }, { hub }) => {
    const { prefix, sort, kind, owner, category } = query;
    const page = await listPackages(hub, {
      limit: query.limit,
      cursor: query.cursor ?? null,
      sort: prefix ? 'name' : (SORTS[sort ?? 'updated'] ?? 'updated'),
      ...(prefix ? { prefix: prefix.toLowerCase() } : {}),
      ...(kind ? { kind } : {}),
      ...(owner ? { owner } : {}),
      ...(category ? { category } : {}),
    });
    return json({ items: page.items.map((pkg) => listRow(pkg, { origin, lang })), nextCursor: page.nextCursor });
  },
});

const trending = route({
  id: 'clawhub.trending',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/trending',
  says: 'What is installed most these days.',
  access: 'optional',
  query: z.object({ kind: z.enum(['skills', 'souls', 'teams']).optional(), limit: PageLimit(20), cursor: Cursor }),
  answers: { 200: { means: 'One page, the most wanted first.', json: TrendingAnswer } },
  run: async ({ query, origin, lang }, { hub }) => {
    // "skills" is all that these clients know: souls reach them as skills.
    const kind = query.kind === 'souls' ? 'soul' : query.kind === 'teams' ? 'team' : undefined;
    const filter = { sort: 'trending', limit: query.limit, cursor: query.cursor ?? null } as const;
    const page = await listPackages(hub, { ...filter, ...(kind ? { kind } : {}) });
    const items = page.items.map((pkg) => searchRow(pkg, 0, { origin, lang }));
    return json({ items, nextCursor: page.nextCursor });
  },
});

const noPlugins = route({
  id: 'clawhub.packages',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/packages',
  says: 'Plugins, of which a hub has none; always empty.',
  answers: {
    200: { means: 'Nothing.', json: z.object({ items: z.array(z.never()), nextCursor: z.null() }) },
  },
  run: async () => json({ items: [], nextCursor: null }),
});

const noPluginSearch = route({
  id: 'clawhub.packagesSearch',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/packages/search',
  says: 'Searches plugins, of which a hub has none; always empty.',
  answers: { 200: { means: 'Nothing.', json: z.object({ results: z.array(z.never()) }) } },
  run: async () => json({ results: [] }),
});

export const SEARCH_ROUTES = [search, list, trending, noPlugins, noPluginSearch];
