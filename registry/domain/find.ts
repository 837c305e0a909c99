/**
 * From what a request calls a package to the package. Names of three kinds lead to it: npm's (`atlas`, `@ada/atlas`),
 * clawhub's (a slug, with or without an owner), and those it had before it was renamed, merged or given away.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { marks, PACKAGES, type PackageRow, packageView } from './rows.ts';
import type { PackageView } from './view.ts';

/** `{ name }` as npm writes it; `{ slug, owner? }` as clawhub does. Any case, `@` before the owner or not. */
export type PackageRef = { readonly name: string } | { readonly slug: string; readonly owner?: string | null };

export interface FindOptions {
  /** Also those that their owner deleted. */
  readonly deleted?: boolean;
}

/**
 * A bare slug means the package with that unscoped name if there is one, else the only one with that slug.
 * A package that moderators withdrew is found, with `withdrawn` set: whoever hands out bytes looks at it.
 * @throws SoulError E_NOT_FOUND, E_AMBIGUOUS with `details: { slug, matches: [{ owner, slug, name }] }`
 */
export async function findPackage(
  hub: { readonly sql: Sql },
  ref: PackageRef,
  options: FindOptions = {},
): Promise<PackageView> {
  return packageView(await findRow(hub.sql, ref, options));
}

export async function findRow(sql: Sql, ref: PackageRef, { deleted = false }: FindOptions = {}): Promise<PackageRow> {
  const there = (rows: readonly PackageRow[]) => rows.filter((row) => deleted || row.deleted_at === null);
  const { name, owner, slug } = partsOf(ref);
  // No database would look for it.
  if (nameOf(ref).includes('\0')) throw notFound(ref);
  if (name !== null) {
    const [exact] = there(await sql.all<PackageRow>(`${PACKAGES} WHERE p.name = ?`, [name]));
    if (exact) return exact;
  }
  if (slug === null) {
    const renamed = there(name === null ? [] : await byBareSlug(sql, name));
    if (renamed.length === 1 && renamed[0]) return renamed[0];
    throw notFound(ref);
  }
  const found = there(owner === null ? await bySlug(sql, slug) : await byOwner(sql, owner, slug));
  const living = found.filter((row) => row.deleted_at === null);
  const candidates = living.length > 0 ? living : found;
  const [only] = candidates;
  if (only === undefined) throw notFound(ref);
  if (candidates.length > 1) throw ambiguous(slug, candidates);
  return only;
}

interface Parts {
  /** Looked up as it stands first. */
  readonly name: string | null;
  readonly owner: string | null;
  readonly slug: string | null;
}

/** `@ada/atlas` may also be the slug `atlas` of ada; `atlas` in npm's words is itself, or what was renamed to it. */
function partsOf(ref: PackageRef): Parts {
  if ('slug' in ref) {
    const slug = fold(ref.slug);
    const owner = ref.owner ? fold(ref.owner) : null;
    return owner === null ? { name: slug, owner, slug } : { name: null, owner, slug };
  }
  const name = ref.name.trim().toLowerCase();
  const [, owner = null, slug = null] = /^@([^/]+)\/(.+)$/.exec(name) ?? [];
  return { name, owner, slug };
}

function fold(part: string): string {
  return part.trim().replace(/^@+/, '').toLowerCase();
}

function byOwner(sql: Sql, owner: string, slug: string): Promise<readonly PackageRow[]> {
  return sql.all<PackageRow>(`${PACKAGES} JOIN slugs n ON n.package_id = p.id WHERE n.owner = ? AND n.slug = ?`, [
    owner,
    slug,
  ]);
}

/** Whoever has a name without an owner keeps one without an owner when it is renamed. */
function byBareSlug(sql: Sql, slug: string): Promise<readonly PackageRow[]> {
  return sql.all<PackageRow>(
    `${PACKAGES} WHERE p.id IN (SELECT package_id FROM slugs WHERE slug = ?) AND p.name NOT LIKE '@%'`,
    [slug],
  );
}

/** Those with this slug now; only if there are none, those that had it. */
async function bySlug(sql: Sql, slug: string): Promise<readonly PackageRow[]> {
  const ids = await sql.all<{ package_id: string; now: number }>(
    `SELECT n.package_id, CASE WHEN p.slug = n.slug AND p.owner = n.owner THEN 1 ELSE 0 END AS now
     FROM slugs n JOIN packages p ON p.id = n.package_id WHERE n.slug = ?`,
    [slug],
  );
  const current = ids.filter(({ now }) => now === 1);
  const wanted = [...new Set((current.length > 0 ? current : ids).map(({ package_id }) => package_id))];
  if (wanted.length === 0) return [];
  return sql.all<PackageRow>(`${PACKAGES} WHERE p.id IN (${marks(wanted.length)}) ORDER BY p.owner`, wanted);
}

export function nameOf(ref: PackageRef): string {
  if ('name' in ref) return ref.name;
  return ref.owner ? `@${fold(ref.owner)}/${ref.slug}` : ref.slug;
}

export function notFound(ref: PackageRef): SoulError {
  const name = nameOf(ref);
  return new SoulError('E_NOT_FOUND', text(`there is no ${name} here`, `这里没有 ${name}`), { details: { name } });
}

function ambiguous(slug: string, rows: readonly PackageRow[]): SoulError {
  const matches = rows.map((row) => ({ owner: row.owner, slug: row.slug, name: row.name }));
  const list = matches.map(({ owner }) => `@${owner}/${slug}`);
  return new SoulError(
    'E_AMBIGUOUS',
    text(`several packages are called ${slug}: ${list.join(', ')}`, `有多个包叫 ${slug}：${list.join('、')}`),
    { hint: text(`say whose: ${list[0] ?? ''}`, `请注明所有者：${list[0] ?? ''}`), details: { slug, matches } },
  );
}
