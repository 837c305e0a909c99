/** Lists of packages: visible ones only, in pages that stay right while others publish. */
import type { CatalogueEntry } from '../../src/core/catalogue.ts';
import type { Kind } from '../../src/core/manifest.ts';
import type { SqlValue } from '../sql/database.ts';
import type { Hub } from './hub.ts';
import { cut, type Page, type Paged, startOf } from './page.ts';
import { marks, PACKAGES, PACKAGES_BY_COUNT, type PackageRow, packageView } from './rows.ts';
import type { PackageView } from './view.ts';

export const SORTS = ['updated', 'created', 'name', 'downloads', 'installs', 'stars', 'trending'] as const;
/** `name` ascends by slug, all others descend. */
export type Sort = (typeof SORTS)[number];

export interface ListFilter extends Page {
  readonly sort?: Sort;
  readonly kind?: Kind;
  readonly owner?: string;
  readonly category?: string;
  /** Start of the slug. */
  readonly prefix?: string;
  /** Handle of somebody who starred them. */
  readonly starredBy?: string;
}

const COLUMNS = {
  updated: 'p.updated_at',
  created: 'p.created_at',
  name: 'p.slug',
  downloads: 's.downloads',
  installs: 's.installs',
  stars: 's.stars',
  trending: 's.trending',
} as const satisfies Readonly<Record<Sort, string>>;

/** @throws SoulError E_USAGE for a cursor that is none */
export async function listPackages(hub: Hub, filter: ListFilter = {}): Promise<Paged<PackageView>> {
  const sort = filter.sort ?? 'updated';
  const column = COLUMNS[sort];
  const { limit, after } = startOf(filter, [sort === 'name' ? 'string' : 'number', 'string']);
  const [direction, beyond] = sort === 'name' ? ['ASC', '>'] : ['DESC', '<'];
  const id = column.startsWith('s.') ? 's.package_id' : 'p.id';
  const alongCounts = isAlongCounts(filter, column);
  const conditions = [...conditionsOf(filter, alongCounts ? 's' : 'p')];
  if (after !== null) conditions.push({ sql: `(${column}, ${id}) ${beyond} (?, ?)`, values: after });
  const rows = await hub.sql.all<PackageRow>(
    `${alongCounts ? `${PACKAGES_BY_COUNT} AND s.visible = 1` : `${PACKAGES} WHERE p.visible = 1`} ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
     ORDER BY ${column} ${direction}, ${id} ${direction} LIMIT ?`,
    [...conditions.flatMap(({ values }) => values), limit + 1],
  );
  const page = cut(rows, limit, (row) => [placeOf(row, sort), row.id]);
  return { items: page.items.map(packageView), nextCursor: page.nextCursor };
}

/** When the list is in the order of a count; a narrow one is found first and sorted then. */
function isAlongCounts({ prefix, starredBy }: ListFilter, column: string): boolean {
  return column.startsWith('s.') && prefix === undefined && starredBy === undefined;
}

function placeOf(row: PackageRow, sort: Sort): string | number {
  if (sort === 'name') return row.slug;
  if (sort === 'updated') return row.updated_at;
  return sort === 'created' ? row.created_at : row[sort];
}

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** After every text that starts with a prefix, in code point order. */
const END = '\u{10ffff}';

/** @param table the one whose index gives the order: both know kind, owner and category */
function* conditionsOf(
  { kind, owner, category, prefix, starredBy }: ListFilter,
  table: 'p' | 's',
): Generator<Condition> {
  if (kind !== undefined) yield { sql: `${table}.kind = ?`, values: [kind] };
  if (owner !== undefined) yield { sql: `${table}.owner = ?`, values: [owner.replace(/^@/, '').toLowerCase()] };
  if (category !== undefined) yield { sql: `${table}.category = ?`, values: [category] };
  if (prefix) yield { sql: 'p.slug >= ? AND p.slug < ?', values: [prefix.toLowerCase(), prefix.toLowerCase() + END] };
  if (starredBy !== undefined) {
    yield {
      sql: 'p.id IN (SELECT package_id FROM stars WHERE handle = ?)',
      values: [starredBy.replace(/^@/, '').toLowerCase()],
    };
  }
}

/** By id, in the given order; those that are not visible are left out. */
export async function packagesById(hub: Hub, ids: readonly string[]): Promise<readonly PackageView[]> {
  if (ids.length === 0) return [];
  const rows = await hub.sql.all<PackageRow>(`${PACKAGES} WHERE p.visible = 1 AND p.id IN (${marks(ids.length)})`, ids);
  const byId = new Map(rows.map((row) => [row.id, packageView(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What changes when one of these does, or is not visible any more; a fraction of what reading them costs. */
export async function stampOf(hub: Hub, ids: readonly string[]): Promise<string> {
  if (ids.length === 0) return '';
  const rows = await hub.sql.all<{ id: string; revision: number }>(
    `SELECT id, revision FROM packages WHERE visible = 1 AND id IN (${marks(ids.length)})`,
    ids,
  );
  const revisions = new Map(rows.map(({ id, revision }) => [id, revision]));
  return ids.map((id) => `${id}:${revisions.get(id) ?? ''}`).join(' ');
}

export interface CategoryCount {
  readonly category: string;
  readonly count: number;
}

export interface KindCategoryCount extends CategoryCount {
  readonly kind: Kind;
}

/** For `largestFirst`, of one kind or of all, counted once. */
export async function categoriesByKind(hub: Hub): Promise<readonly KindCategoryCount[]> {
  return hub.sql.all<KindCategoryCount>(
    `SELECT kind, category, COUNT(*) AS count FROM packages
     WHERE visible = 1 AND category IS NOT NULL GROUP BY kind, category`,
  );
}

/** @param kind all kinds together if not given */
export function largestFirst(counts: readonly KindCategoryCount[], kind?: Kind): readonly CategoryCount[] {
  const sums = new Map<string, number>();
  for (const { category, count } of counts.filter((one) => kind === undefined || one.kind === kind))
    sums.set(category, (sums.get(category) ?? 0) + count);
  return [...sums]
    .map(([category, count]) => ({ category, count }))
    .sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
}

/** Newest version of everything visible, by name, for `/-/catalogue.json` and `/search.json`. ETag: `sequence`. */
export async function catalogue(hub: Hub, kind?: Kind): Promise<readonly CatalogueEntry[]> {
  return (await listings(hub, kind)).map((listing) => JSON.parse(listing) as CatalogueEntry);
}

/** The same as JSON text: of 100,000 packages, parsing and writing them again would take longer than reading them. */
export async function catalogueJson(hub: Hub, kind?: Kind): Promise<string> {
  return `[${(await listings(hub, kind)).join(',\n')}]\n`;
}

async function listings(hub: Hub, kind: Kind | undefined): Promise<readonly string[]> {
  const rows = await hub.sql.all<{ listing: string }>(
    `SELECT listing FROM packages WHERE visible = 1 ${kind === undefined ? '' : 'AND kind = ?'} ORDER BY name`,
    kind === undefined ? [] : [kind],
  );
  return rows.map(({ listing }) => listing);
}

/** Grows with every change of any package, in the order of the commits. */
export async function sequence(hub: Hub): Promise<number> {
  const row = await hub.sql.get<{ value: number }>(`SELECT value FROM counters WHERE name = 'sequence'`);
  return row?.value ?? 0;
}

export interface Changes {
  readonly items: readonly PackageView[];
  /** Ids among them that are not visible (any more). */
  readonly gone: readonly string[];
  /** Where to go on. */
  readonly sequence: number;
}

/** Packages changed after a point of `sequence`, in order. */
export async function changedSince(hub: Hub, since: number, limit: number): Promise<Changes> {
  const rows = await hub.sql.all<PackageRow>(`${PACKAGES} WHERE p.changed > ? ORDER BY p.changed LIMIT ?`, [
    since,
    limit,
  ]);
  return {
    items: rows.map(packageView),
    gone: rows.filter(({ visible }) => visible === 0).map(({ id }) => id),
    sequence: rows.at(-1)?.changed ?? since,
  };
}

export interface HubCounts {
  readonly packages: number;
  readonly versions: number;
  readonly owners: number;
  readonly downloads: number;
}

export async function countAll(hub: Hub): Promise<HubCounts> {
  const row = await hub.sql.get<HubCounts>(
    `SELECT (SELECT COUNT(*) FROM packages WHERE visible = 1) AS packages, (SELECT COUNT(*) FROM versions) AS versions,
       (SELECT COUNT(*) FROM owners) AS owners, (SELECT COALESCE(SUM(downloads), 0) FROM stats) AS downloads`,
  );
  const { packages, versions, owners, downloads } = row ?? { packages: 0, versions: 0, owners: 0, downloads: 0 };
  return { packages, versions, owners, downloads: Number(downloads) };
}
