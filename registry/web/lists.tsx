/** Looking along: a category, a tag, an owner, all teams. */
import type { Child } from 'hono/jsx';
import { SoulError } from '../../src/core/errors.ts';
import type { Kind } from '../../src/core/manifest.ts';
import { text } from '../../src/core/text.ts';
import type { Deps } from '../api/deps.ts';
import { listPackages, SORTS, type Sort } from '../domain/list.ts';
import { findOwner } from '../domain/owners.ts';
import type { PackageView } from '../domain/view.ts';
import { Cards, Seal } from './card.tsx';
import { draw, Frame } from './layout.tsx';
import { page, type Visit } from './page.ts';
import { type Filters, filtersOf, Pager, results, SIZE, search } from './search.tsx';
import type { Site } from './site.ts';
import { momentOf } from './tally.ts';
import { categoryTitle, count, date, plural } from './words.ts';

interface Shelf {
  readonly title: string;
  readonly says: string;
  readonly packages: readonly PackageView[];
  /** Path of the list's own page. */
  readonly path: string;
  readonly sort: Sort;
  readonly next: string | null;
}

/** A list with a head, in an order that its reader chooses; goes on with a cursor. */
function ShelfPage({
  site,
  title,
  says,
  packages,
  path,
  sort,
  next,
  children,
}: Shelf & { readonly site: Site; readonly children?: Child }) {
  const { say, href } = site;
  const orders: readonly (readonly [Sort, string])[] = [
    ['downloads', say('Popular', '最受欢迎')],
    ['created', say('New', '最新')],
    ['name', say('By name', '按名称')],
  ];
  return (
    <Frame site={site} head={{ title, description: says === '' ? title : says, address: path }}>
      {children ?? <h1>{title}</h1>}
      {says !== '' && <p class="lead">{says}</p>}
      <ul class="chips">
        {orders.map(([one, words]) => (
          <li>
            <a href={href(`${path}?sort=${one}`)} aria-current={one === sort ? 'true' : undefined}>
              {words}
            </a>
          </li>
        ))}
      </ul>
      {packages.length === 0 ? (
        <p>{say('Nothing here yet.', '这里还没有内容。')}</p>
      ) : (
        <Cards site={site} packages={packages} level={2} />
      )}
      {next !== null && (
        <nav class="pager" aria-label={say('Pages', '分页')}>
          <span />
          <a href={href(`${path}?sort=${sort}&after=${next}`)}>{say('More', '下一页')} →</a>
        </nav>
      )}
    </Frame>
  );
}

const PER_PAGE = 30;

interface ShelfSpec {
  readonly id: string;
  readonly path: string;
  readonly says: string;
  /** null: there is no such list. */
  head(visit: Visit, deps: Deps): Promise<ShelfHead | null>;
}

interface ShelfHead {
  readonly path: string;
  readonly title: string;
  readonly words: string;
  readonly filter: { readonly kind?: Kind; readonly category?: string; readonly owner?: string };
  readonly top?: Child;
}

function shelf(spec: ShelfSpec) {
  return page({
    id: spec.id,
    path: spec.path,
    says: spec.says,
    plan: async (visit, deps) => ({
      tag: await momentOf(deps.hub),
      draw: () => drawShelf(spec, visit, deps),
    }),
  });
}

async function drawShelf(spec: ShelfSpec, visit: Visit, deps: Deps): Promise<string> {
  const { site, query } = visit;
  const head = await spec.head(visit, deps);
  if (head === null) throw new SoulError('E_NOT_FOUND', text('there is no such list', '没有这个列表'));
  const sort = SORTS.find((known) => known === query.sort) ?? 'downloads';
  const { items, nextCursor } = await listPackages(deps.hub, {
    ...head.filter,
    sort,
    limit: PER_PAGE,
    cursor: query.after ?? null,
  });
  return draw(
    <ShelfPage
      site={site}
      title={head.title}
      says={head.words}
      packages={items}
      path={head.path}
      sort={sort}
      next={nextCursor}
    >
      {head.top}
    </ShelfPage>,
  );
}

const teams = shelf({
  id: 'teams',
  path: '/teams',
  says: 'All teams.',
  head: async ({ site: { say } }) => ({
    path: '/teams',
    title: say('Teams', '团队'),
    words: say('Personas that work well together, installed in one go.', '配合默契的一组角色，一次装好。'),
    filter: { kind: 'team' },
  }),
});

const category = shelf({
  id: 'category',
  path: '/category/:category',
  says: 'The packages of a category.',
  head: async ({ site, params }, { hub }) => {
    const id = params.category ?? '';
    const { items } = await listPackages(hub, { category: id, limit: 1 });
    const [one] = items;
    if (one === undefined) return null;
    return {
      path: `/category/${encodeURIComponent(id)}`,
      title: categoryTitle(id, site, one.listing?.categoryNames),
      words: '',
      filter: { category: id },
    };
  },
});

const owner = shelf({
  id: 'owner',
  path: '/:owner{@[^/]+}',
  says: 'Somebody and what they published.',
  head: async ({ site, params }, { hub }) => {
    const handle = (params.owner ?? '').slice(1).toLowerCase();
    const found = await findOwner(hub, handle);
    if (found === null) return null;
    const { say } = site;
    return {
      path: `/@${found.handle}`,
      title: found.displayName,
      words: '',
      filter: { owner: found.handle },
      top: (
        <div class="who">
          <Seal name={found.handle} title={found.displayName} large />
          <div>
            <h1>{found.displayName}</h1>
            <p class="spec">
              <span class="mono">@{found.handle}</span> ·{' '}
              {found.kind === 'org' ? say('organisation', '组织') : say('author', '作者')} ·{' '}
              {say('here since', '加入于')} {date(found.createdAt)}
            </p>
          </div>
        </div>
      ),
    };
  },
});

/** Tags are the index's own business: it knows them in every language. */
const tag = page({
  id: 'tag',
  path: '/tag/:tag',
  says: 'The packages with a tag.',
  plan: async ({ site, params, query }, deps) => {
    const wanted = (params.tag ?? '').slice(0, 60);
    const filters = { ...filtersOf(query), tag: wanted, q: '' };
    return {
      tag: await momentOf(deps.hub),
      draw: async () => {
        const { found, total } = await results(filters, site, deps);
        return draw(
          <TagPage
            site={site}
            tag={wanted}
            total={total}
            packages={found.map((one) => one.package)}
            filters={filters}
          />,
        );
      },
    };
  },
});

interface TagProps {
  readonly site: Site;
  readonly tag: string;
  readonly total: number;
  readonly packages: readonly PackageView[];
  readonly filters: Filters;
}

function TagPage({ site, tag: wanted, total, packages, filters }: TagProps) {
  const { say } = site;
  const title = say(`Tagged “${wanted}”`, `标签“${wanted}”`);
  const path = `/tag/${encodeURIComponent(wanted)}`;
  return (
    <Frame site={site} head={{ title, description: title, address: path, hidden: packages.length === 0 }}>
      <h1>{title}</h1>
      <p class="many">{say(plural(total, 'package'), `${count(total, site)} 个包`)}</p>
      {packages.length === 0 ? (
        <p>{say('Nothing has this tag.', '没有带这个标签的内容。')}</p>
      ) : (
        <Cards site={site} packages={packages} level={2} />
      )}
      <Pager site={site} filters={filters} more={filters.page * SIZE < total} />
    </Frame>
  );
}

export const lists = [search, teams, category, tag, owner];
