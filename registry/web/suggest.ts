/** Answers while one types. The script of the pages asks the address of the search for JSON. */
import * as z from 'zod';
import { json } from '../api/answer.ts';
import { route } from '../api/route.ts';
import { suggestions } from '../domain/discover.ts';
import { siteOf } from './site.ts';

const Item = z.object({ text: z.string(), says: z.string().nullable(), href: z.string() });

export const suggestRoute = route({
  id: 'web.suggest',
  dialect: 'hub',
  method: 'GET',
  path: '/-/suggest/:lang',
  says: 'Completions of what is typed into the search box.',
  params: z.object({ lang: z.string().max(10) }),
  query: z.object({ q: z.string().max(200).default('') }),
  answers: { 200: { means: 'The completions.', json: z.array(Item) } },
  run: async ({ query, url, headers, params }, deps) => {
    const site = siteOf({ url: url.href, headers }, deps);
    const start = ['en', 'zh'].includes(params.lang) ? `/${params.lang}` : '';
    const found = await suggestions(deps.hub, query.q);
    return json(
      found.map(({ text, name }) => ({
        text,
        says: name,
        href: site.plain(`${start}${name === null ? `/tag/${encodeURIComponent(text)}` : `/${name}`}`),
      })),
    );
  },
});
