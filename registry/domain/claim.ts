/**
 * Whose a name is. An unscoped name belongs to its first publisher; `@owner/name` to the owner, and to those who belong to
 * it. Names are claimed by inserting rows under unique keys, so of two that come at once one waits and then loses:
 *
 *     packages.name         npm's name
 *     slugs (owner, slug)   clawhub's name, now or formerly
 *     look_alikes.key       the name as a hurried reader sees it, and as the address of its text would be read
 */
import { SoulError } from '../../src/core/errors.ts';
import type { Manifest } from '../../src/core/manifest.ts';
import { type PackageName, parseName, splitName } from '../../src/core/name.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import type { Actor } from './actor.ts';
import type { Hub } from './hub.ts';
import { newId } from './ids.ts';
import { membership, ownerOf, parseHandle, requireMembership } from './owners.ts';
import type { Destination, NameDestination, SlugDestination } from './publication.ts';
import { marks } from './rows.ts';
import { type LockedPackage, lockPackage } from './settle.ts';
import { looksOf, TEXT_ENDING } from './text-address.ts';

/** Where a publication goes. */
export interface Target {
  readonly name: PackageName;
  /** Who owns the package, or will. */
  readonly owner: string;
  readonly slug: string;
  readonly existing: boolean;
}

/** Where a package goes by what it calls itself: a skill to a slug of its publisher, as in every client of clawhub. */
export function destinationOf({ kind, name }: Pick<Manifest, 'kind' | 'name'>): Destination {
  const [owner, slug] = splitName(parseName(name));
  return kind === 'skill' ? { slug, owner } : { name };
}

/** @throws SoulError E_NAME */
export function targetOf(hub: Hub, actor: Actor, destination: Destination): Promise<Target> {
  return 'name' in destination ? targetOfName(hub, actor, destination) : targetOfSlug(hub, actor, destination);
}

async function targetOfName(hub: Hub, actor: Actor, destination: NameDestination): Promise<Target> {
  const name = parseName(destination.name);
  const [scope, slug] = splitName(name);
  const row = await hub.sql.get<{ owner: string; slug: string }>('SELECT owner, slug FROM packages WHERE name = ?', [
    name,
  ]);
  if (row !== undefined) return { name, owner: row.owner, slug: row.slug, existing: true };
  return { name, owner: scope ?? parseHandle(destination.owner ?? actor.handle), slug, existing: false };
}

async function targetOfSlug(hub: Hub, actor: Actor, destination: SlugDestination): Promise<Target> {
  const owner = parseHandle(destination.owner || actor.handle);
  const slug = destination.slug.trim().toLowerCase();
  const row = await hub.sql.get<{ name: string; owner: string; slug: string }>(
    'SELECT p.name, p.owner, p.slug FROM slugs n JOIN packages p ON p.id = n.package_id WHERE n.owner = ? AND n.slug = ?',
    [owner, slug],
  );
  if (row !== undefined) return { name: row.name as PackageName, owner: row.owner, slug: row.slug, existing: true };
  return { name: parseName(`@${owner}/${slug}`), owner, slug, existing: false };
}

/** @throws SoulError E_FORBIDDEN, E_NAME_TAKEN, E_NAME, E_NOT_FOUND (no such owner) */
export async function requireMayPublish(hub: Hub, sql: Sql, actor: Actor, target: Target): Promise<void> {
  if (target.existing) {
    if ((await membership(sql, actor, target.owner)) === null) throw taken(target.name, target.owner, actor.handle);
    return;
  }
  refuseName(hub, target.name);
  await ownerOf(sql, target.owner);
  await requireMembership(sql, actor, target.owner, 'publish');
}

/** What nobody may call a new package. @throws SoulError E_NAME */
function refuseName(hub: Hub, name: PackageName): void {
  if (name.endsWith(TEXT_ENDING)) throw namedLikeText(name);
  if (!hub.rules.reservedNames.has(name)) return;
  throw new SoulError('E_NAME', text(`the name ${name} is reserved`, `${name} 是保留名称`), { details: { name } });
}

function namedLikeText(name: PackageName): SoulError {
  const stem = name.slice(0, -TEXT_ENDING.length);
  return new SoulError(
    'E_NAME',
    text(
      `/${name} is the address of the text of ${stem}: no name may end so`,
      `/${name} 是 ${stem} 的文本地址，名称不能以此结尾`,
    ),
    { hint: text(`leave the ending out: ${stem}`, `请去掉结尾：${stem}`), details: { name } },
  );
}

function taken(name: PackageName, owner: string, own: string): SoulError {
  const mine = `@${own}/${splitName(name)[1]}`;
  return new SoulError('E_NAME_TAKEN', text(`${name} belongs to @${owner}`, `${name} 属于 @${owner}`), {
    hint: text(`publish it under your own name: ${mine}`, `请用自己的名字发布：${mine}`),
    details: { name, owner },
  });
}

/**
 * The package, locked, made if it is new. Inside the transaction that publishes.
 * @throws SoulError E_FORBIDDEN, E_NAME_TAKEN, E_NAME_SIMILAR, E_CONFLICT, E_WITHDRAWN
 */
export async function claimPackage(
  hub: Hub,
  tx: Sql,
  actor: Actor,
  target: Target,
  kind: string,
): Promise<LockedPackage> {
  const made = (await idOf(tx, target)) === null && (await makePackage(hub, tx, target, kind));
  const id = await idOf(tx, target);
  if (id === null) throw await slugTaken(tx, target);
  const pkg = await lockPackage(tx, id);
  if (pkg === undefined) throw new Error(`package ${id} went away`);
  await requireMayPublish(hub, tx, actor, { ...target, owner: pkg.owner, existing: !made });
  requireOpen(pkg);
  return pkg;
}

/** Would `claimPackage` go well? Nothing of it stays. @throws as `claimPackage` */
export async function checkClaim(hub: Hub, actor: Actor, target: Target, kind: string): Promise<void> {
  const wentWell = new Error('rolled back');
  const claim = hub.sql.transaction(async (tx) => {
    await claimPackage(hub, tx, actor, target, kind);
    throw wentWell;
  });
  await claim.catch((error) => {
    if (error !== wentWell) throw error;
  });
}

async function idOf(tx: Sql, { name }: Target): Promise<string | null> {
  return (await tx.get<{ id: string }>('SELECT id FROM packages WHERE name = ?', [name]))?.id ?? null;
}

/** false when somebody else made it a moment ago. @throws SoulError E_NAME_TAKEN, E_NAME_SIMILAR */
async function makePackage(hub: Hub, tx: Sql, target: Target, kind: string): Promise<boolean> {
  const id = newId(hub);
  const now = hub.now();
  const made = await tx.run(
    `INSERT INTO packages
       (id, name, owner, slug, kind, tags, live_tags, live_versions, visible, revision, changed, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, '{}', '{}', 0, 0, 0, 0, ?, ?) ON CONFLICT DO NOTHING`,
    [id, target.name, target.owner, target.slug, kind, now, now],
  );
  if (made === 0) return false;
  await tx.run('INSERT INTO stats (package_id, kind, owner) VALUES (?, ?, ?)', [id, kind, target.owner]);
  await claimSlug(tx, target, id);
  await claimLook(tx, target, id);
  return true;
}

/** Fine when it leads to the package already. @throws SoulError E_NAME_TAKEN */
export async function claimSlug(tx: Sql, { owner, slug }: Pick<Target, 'owner' | 'slug'>, id: string): Promise<void> {
  const made = await tx.run('INSERT INTO slugs (owner, slug, package_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    owner,
    slug,
    id,
  ]);
  if (made === 1) return;
  const there = await tx.get<{ package_id: string }>('SELECT package_id FROM slugs WHERE owner = ? AND slug = ?', [
    owner,
    slug,
  ]);
  if (there?.package_id !== id) throw await slugTaken(tx, { owner, slug });
}

/**
 * A new slug for a package. One whose name has no owner in it is found by the bare slug too, so that must be nobody else's.
 * @throws SoulError E_NAME, E_NAME_TAKEN, E_NAME_SIMILAR
 */
export async function claimNewSlug(
  hub: Hub,
  tx: Sql,
  { id, name, owner }: Pick<LockedPackage, 'id' | 'name' | 'owner'>,
  slug: string,
): Promise<void> {
  refuseName(hub, parseName(`@${owner}/${slug}`));
  await claimSlug(tx, { owner, slug }, id);
  if (name.startsWith('@')) return;
  const bare = parseName(slug);
  refuseName(hub, bare);
  await claimLook(tx, { name: bare, owner }, id);
}

/** The owner has, or had, another package that clawhub's name leads to. */
async function slugTaken(tx: Sql, { owner, slug }: Pick<Target, 'owner' | 'slug'>): Promise<SoulError> {
  const row = await tx.get<{ name: string }>(
    'SELECT p.name FROM slugs n JOIN packages p ON p.id = n.package_id WHERE n.owner = ? AND n.slug = ?',
    [owner, slug],
  );
  const name = row?.name ?? slug;
  return new SoulError(
    'E_NAME_TAKEN',
    text(`@${owner}/${slug} leads to the package ${name} already`, `@${owner}/${slug} 已指向包 ${name}`),
    {
      hint: text(`publish it as ${name}, or choose another name`, `请以 ${name} 发布，或换一个名字`),
      details: { name, owner, slug },
    },
  );
}

/** @throws SoulError E_NAME_SIMILAR */
async function claimLook(tx: Sql, { name, owner }: Pick<Target, 'name' | 'owner'>, id: string): Promise<void> {
  const keys = looksOf(name);
  for (const key of keys) {
    await tx.run('INSERT INTO look_alikes (key, package_id) VALUES (?, ?) ON CONFLICT DO NOTHING', [key, id]);
  }
  const other = await tx.get<{ name: string; owner: string }>(
    `SELECT p.name, p.owner FROM look_alikes l JOIN packages p ON p.id = l.package_id
     WHERE l.key IN (${marks(keys.length)}) AND p.owner <> ?`,
    [...keys, owner],
  );
  if (other === undefined) return;
  throw new SoulError(
    'E_NAME_SIMILAR',
    text(`${name} looks like ${other.name} of @${other.owner}`, `${name} 与 @${other.owner} 的 ${other.name} 过于相似`),
    {
      hint: text('choose a name that cannot be mistaken', '请换一个不会混淆的名字'),
      details: { name, similar: other.name, owner: other.owner },
    },
  );
}

/** @throws SoulError E_CONFLICT, E_WITHDRAWN */
function requireOpen({ name, deleted_at, withdrawn }: LockedPackage): void {
  if (withdrawn !== null) {
    throw new SoulError('E_WITHDRAWN', text(`${name} was withdrawn: ${withdrawn}`, `${name} 已被撤下：${withdrawn}`), {
      details: { name, reason: withdrawn },
    });
  }
  if (deleted_at === null) return;
  throw new SoulError('E_CONFLICT', text(`${name} was deleted`, `${name} 已被删除`), {
    hint: text('bring it back first: clawhub undelete', '请先恢复：clawhub undelete'),
    details: { name },
  });
}
