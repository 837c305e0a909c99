/** Labelled queries over a catalogue of 591 souls, with nothing but its `search.json`. Full text is measured by `npm run eval:search`. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { buildIndex, type SearchDocument, search } from '../../../src/core/search/index.ts';
import { type LibraryEntry, ndcg, readQueries } from '../../helpers/relevance.ts';
import { sharedPath } from '../../helpers/shared.ts';

const catalogue = sharedPath('data/agent-souls/search.json');
const labelled = sharedPath('search/dev.jsonl');

function documentOf(entry: LibraryEntry): SearchDocument {
  return {
    id: entry.url,
    name: entry.url.split('/').filter(Boolean).at(-1) ?? '',
    kind: 'soul',
    displayName: { zh: entry.name_zh, en: entry.name_en },
    category: entry.category,
    categoryNames: { zh: entry.category_zh, en: entry.category_en },
    tags: { zh: entry.tags_zh ?? [], en: entry.tags_en ?? [] },
    languages: ['zh', 'en'],
  };
}

const why = catalogue && labelled ? '' : ' (skipped: the labelled queries are not on this machine)';

it.skipIf(why !== '')(
  `finds what people mean${why}`,
  async () => {
    const index = await buildIndex(
      (JSON.parse(readFileSync(catalogue ?? '', 'utf8')) as LibraryEntry[]).map(documentOf),
    );
    const queries = readQueries(labelled ?? '');
    const judged = queries.map(({ query, relevant }) => {
      const { results, confident } = search(index, query, { limit: 14 });
      const names = [...new Set(results.map(({ card }) => card.name))].slice(0, 10);
      const answerable = Object.keys(relevant).length > 0;
      return { answerable, confident, gain: ndcg(names, relevant), first: (relevant[names[0] ?? ''] ?? 0) > 0 };
    });
    const answerable = judged.filter((row) => row.answerable);
    const share = (count: number) => count / answerable.length;
    expect(share(answerable.reduce((sum, { gain }) => sum + gain, 0))).toBeGreaterThan(0.8);
    expect(share(answerable.filter(({ first }) => first).length)).toBeGreaterThan(0.83);
    expect(share(answerable.filter(({ confident }) => !confident).length)).toBeLessThan(0.1);
    expect(judged.filter((row) => !row.answerable && row.confident).length).toBeLessThanOrEqual(3);
  },
  60_000,
);
