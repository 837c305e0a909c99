/** Searching: filters, orders, and why each was found. */

import { AGENT_WORDS } from '../../src/core/agents-words.ts';
import { KINDS, type Kind } from '../../src/core/manifest.ts';
import type { Deps } from '../api/deps.ts';
import { type Piece, shown } from '../domain/discover.ts';
import { type Found, MOST_RESULTS, SEARCH_SORTS, type SearchSort, searchPackages } from '../domain/search.ts';
import type { PackageView } from '../domain/view.ts';
import { Card } from './card.tsx';
import { draw, Frame, SearchField } from './layout.tsx';
import { type Plan, page, type Visit } from './page.ts';
import type { Site } from './site.ts';
import { momentOf, tallyOf } from './tally.ts';
import { categoryTitle, kindTitle, languageName, plural } from './words.ts';

export const SIZE = 20;

export interface Filters {
  readonly q: string;
  readonly kind: Kind | '';
  readonly category: string;
  readonly tag: string;
  readonly lang: string;
  readonly agent: string;
  readonly sort: string;
  /** From 1. */
  readonly page: number;
}

/** Whatever stands in the address, and nothing that makes no sense. */
export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  const short = (key: string, length = 60) => (query[key] ?? '').slice(0, length).trim();
  const kind = KINDS.find((known) => known === query.kind) ?? '';
  const page = Math.min(500, Math.max(1, Math.trunc(Number(query.page)) || 1));
  return {
    q: short('q', 200),
    kind,
    category: short('category'),
    tag: short('tag'),
    lang: short('lang', 20),
    agent: short('agent'),
    sort: short('sort'),
    page,
  };
}

export function addressOf(filters: Partial<Filters>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filters)) {
    if (value !== '' && value !== undefined && !(key === 'page' && value === 1)) query.set(key, String(value));
  }
  return `/search${query.size > 0 ? `?${query}` : ''}`;
}

export const search = page({
  id: 'search',
  path: '/search',
  says: 'Search.',
  plan: async (visit, deps) => planSearch(visit, deps),
});

async function planSearch({ site, query }: Visit, deps: Deps): Promise<Plan> {
  const filters = filtersOf(query);
  return {
    tag: await momentOf(deps.hub),
    draw: async () => draw(<SearchPage site={site} filters={filters} {...(await results(filters, site, deps))} />),
  };
}

export interface Results {
  readonly total: number;
  readonly confident: boolean;
  readonly suggestion: string | null;
  readonly found: readonly (Found & { readonly title: readonly Piece[]; readonly line: readonly Piece[] })[];
  /** Ids and titles, the largest first. */
  readonly categories: readonly (readonly [id: string, title: string])[];
}

export async function results(filters: Filters, site: Site, { hub }: Deps): Promise<Results> {
  const { q, kind, category, tag, agent, sort, page: at } = filters;
  const answer = await searchPackages(hub, {
    text: q,
    from: agent === '' ? (at - 1) * SIZE : 0,
    size: agent === '' ? SIZE : MOST_RESULTS,
    sort: SEARCH_SORTS.find((known) => known === sort) ?? 'relevance',
    ...(kind === '' ? {} : { kind }),
    ...(category === '' ? {} : { category }),
    ...(tag === '' ? {} : { tag }),
    ...(filters.lang === '' ? {} : { lang: filters.lang }),
  });
  // The index knows nothing of agents; nearly every soul is for all of them.
  const fitting = agent === '' ? answer.results : answer.results.filter((one) => isFor(one.package, agent));
  const page = agent === '' ? fitting : fitting.slice((at - 1) * SIZE, at * SIZE);
  const { categories, categoryNames } = await tallyOf(hub);
  return {
    total: agent === '' ? answer.total : fitting.length,
    confident: answer.confident,
    suggestion: answer.suggestion ?? null,
    found: await shown(hub, q, page, { lang: site.lang }),
    categories: categories.map(({ category: id }) => [id, categoryTitle(id, site, categoryNames.get(id))]),
  };
}

/** A soul that names no agents is for every one. */
function isFor({ listing }: PackageView, agent: string): boolean {
  const agents = listing?.agents ?? [];
  return agents.length === 0 || agents.includes(agent);
}

function SearchPage({
  site,
  filters,
  total,
  confident,
  suggestion,
  found,
  categories: all,
}: Results & { readonly site: Site; readonly filters: Filters }) {
  const { say, href } = site;
  const { q, page: at } = filters;
  const title = q === '' ? say('Look around', '随便看看') : say(`Search: ${q}`, `搜索：${q}`);
  return (
    <Frame
      site={site}
      head={{ title, description: title, hidden: q !== '' || at > 1, address: addressOf({ kind: filters.kind }) }}
      searchBox={false}
    >
      <h1>{title}</h1>
      <FilterForm site={site} filters={filters} categories={all} />
      {suggestion !== null && (
        <p>
          {say('Did you mean', '您是不是想找')}{' '}
          <a href={href(addressOf({ ...filters, q: suggestion, page: 1 }))}>{suggestion}</a>?
        </p>
      )}
      {found.length === 0 ? (
        <div class="notice">
          <p>
            <strong>{say('No good match.', '没有合适的结果。')}</strong>{' '}
            {say(
              'Try other words, in English or Chinese, or fewer filters.',
              '换几个词试试，中英文都行，或减少筛选条件。',
            )}
          </p>
        </div>
      ) : (
        <>
          {q !== '' && !confident && (
            <div class="notice">
              <p>
                <strong>{say('No good match.', '没有合适的结果。')}</strong>{' '}
                {say('These are the nearest.', '以下是最接近的。')}
              </p>
            </div>
          )}
          <p class="many">
            {total === MOST_RESULTS
              ? say(`the best ${total}`, `前 ${total} 个结果`)
              : say(plural(total, 'result'), `${total} 个结果`)}
          </p>
          <ol class="cards results">
            {found.map(({ package: pkg, line }) => (
              <Card site={site} pkg={pkg} snippet={<Marked pieces={line} />} level={2} />
            ))}
          </ol>
          <Pager site={site} filters={filters} more={at * SIZE < total} />
        </>
      )}
    </Frame>
  );
}

/** Pieces of text, those that were found marked. */
function Marked({ pieces }: { readonly pieces: readonly Piece[] }) {
  return <>{pieces.map((piece) => (piece.marked ? <mark>{piece.text}</mark> : piece.text))}</>;
}

const LANGUAGES = ['en', 'zh', 'ja', 'ko', 'fr', 'de', 'es'];

function FilterForm({
  site,
  filters,
  categories: all,
}: {
  readonly site: Site;
  readonly filters: Filters;
  readonly categories: Results['categories'];
}) {
  const { say, href } = site;
  const { q, kind, category, lang, agent, sort, tag } = filters;
  const sorts: Readonly<Record<SearchSort, string>> = {
    relevance: q === '' ? say('Popular', '最受欢迎') : say('Best match', '最相关'),
    downloads: say('Downloads', '下载最多'),
    stars: say('Stars', '收藏最多'),
    updated: say('Changed last', '最近更新'),
    created: say('Newest', '最新发布'),
    name: say('Name', '名称'),
  };
  return (
    <form class="filters" action={href('/search')} method="get">
      <div class="find words">
        <label for="q">{say('Words', '关键词')}</label>
        <SearchField site={site} id="q" query={q} />
      </div>
      <Choice
        name="kind"
        label={say('Kind', '种类')}
        chosen={kind}
        any={say('any', '不限')}
        options={KINDS.map((one) => [one, kindTitle(one, site)])}
      />
      <Choice
        name="category"
        label={say('Category', '类别')}
        chosen={category}
        any={say('any', '不限')}
        options={all}
      />
      <Choice
        name="lang"
        label={say('Language', '语言')}
        chosen={lang}
        any={say('any', '不限')}
        options={LANGUAGES.map((one) => [one, languageName(one)])}
      />
      <Choice
        name="agent"
        label={say('Agent', '智能体')}
        chosen={agent}
        any={say('any', '不限')}
        options={AGENT_WORDS.map(({ id, title }) => [id, title])}
      />
      <Choice
        name="sort"
        label={say('Order', '排序')}
        chosen={sort}
        any={null}
        options={SEARCH_SORTS.map((one) => [one === 'relevance' ? '' : one, sorts[one]])}
      />
      {tag !== '' && (
        <label>
          {say('Tag', '标签')}
          <input name="tag" value={tag} maxlength={60} />
        </label>
      )}
      <button type="submit">{say('Show', '查看')}</button>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly chosen: string;
  readonly any: string | null;
  readonly options: readonly (readonly [value: string, title: string])[];
}

function Choice({ name, label, chosen, any, options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        {any !== null && <option value="">{any}</option>}
        {options.map(([value, title]) => (
          <option value={value} selected={value === chosen}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Pager({
  site,
  filters,
  more,
}: {
  readonly site: Site;
  readonly filters: Filters;
  readonly more: boolean;
}) {
  const { say, href } = site;
  if (filters.page === 1 && !more) return null;
  const to = (at: number) => href(addressOf({ ...filters, page: at }));
  return (
    <nav class="pager" aria-label={say('Pages', '分页')}>
      {filters.page > 1 ? <a href={to(filters.page - 1)}>← {say('Before', '上一页')}</a> : <span />}
      {more ? <a href={to(filters.page + 1)}>{say('More', '下一页')} →</a> : <span />}
    </nav>
  );
}
