/**
 * What an owner does with what is published. Nothing here changes a version or frees a name: a deleted package keeps its
 * name, a deleted version its number, and both can come back.
 */
import semver from 'semver';
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, isAdmin, requireScope } from './actor.ts';
import { audit } from './audit.ts';
import { anyVersion, changePackage, liveVersion, noVersion } from './change.ts';
import { claimNewSlug } from './claim.ts';
import { withdrawnVersion } from './commit.ts';
import { findPackage, findRow, notFound, type PackageRef } from './find.ts';
import type { Hub } from './hub.ts';
import { logChange } from './log.ts';
import { requireMembership } from './owners.ts';
import { heedNames } from './quota.ts';
import { marks, type PackageRow } from './rows.ts';
import { type LockedPackage, lockPackage, settle } from './settle.ts';
import type { PackageView } from './view.ts';

const LONGEST_REASON = 1000;

/**
 * @param versions an exact one, or a range (`*`: all)
 * @param message null, or empty as npm has it, takes the notice away
 * @returns the versions it applied to
 * @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND
 */
export async function deprecate(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  versions: string,
  message: string | null,
): Promise<readonly string[]> {
  const notice = message?.trim().slice(0, LONGEST_REASON) || null;
  let chosen: readonly string[] = [];
  await changePackage(hub, actor, ref, { need: 'publish', action: 'package.deprecate' }, async (tx, pkg) => {
    chosen = await versionsIn(tx, pkg, versions);
    await tx.run(`UPDATE versions SET deprecated = ? WHERE package_id = ? AND version IN (${marks(chosen.length)})`, [
      notice,
      pkg.id,
      ...chosen,
    ]);
    return { versions: chosen, message: notice };
  });
  return chosen;
}

async function versionsIn(tx: Sql, pkg: LockedPackage, range: string): Promise<readonly string[]> {
  const rows = await tx.all<{ version: string }>(
    'SELECT version FROM versions WHERE package_id = ? AND deleted_at IS NULL AND withdrawn IS NULL',
    [pkg.id],
  );
  const fits = (version: string) => version === range || semver.satisfies(version, range, { includePrerelease: true });
  const chosen = rows.map(({ version }) => version).filter(fits);
  if (chosen.length === 0) throw noVersion(pkg.name, range);
  return chosen.sort(semver.compare);
}

/** No new installs unless it is asked for exactly. `reason: null` unyanks. @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND */
export async function yank(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  version: string,
  reason: string | null,
): Promise<void> {
  const action = reason === null ? 'version.unyank' : 'version.yank';
  await changePackage(hub, actor, ref, { need: 'publish', action }, async (tx, pkg) => {
    const row = await liveVersion(tx, pkg, version);
    await tx.run('UPDATE versions SET yanked = ? WHERE id = ?', [reason?.slice(0, LONGEST_REASON) ?? null, row.id]);
    return { version: row.version, reason };
  });
}

/** The name stays reserved for ever; `undeletePackage` brings all back. Twice is fine. @throws SoulError E_FORBIDDEN, E_NOT_FOUND */
export async function deletePackage(hub: Hub, actor: Actor, ref: PackageRef, reason = ''): Promise<void> {
  await changePackage(hub, actor, ref, { need: 'manage', action: 'package.delete', deleted: true }, async (tx, pkg) => {
    await tx.run('UPDATE packages SET deleted_at = COALESCE(deleted_at, ?) WHERE id = ?', [hub.now(), pkg.id]);
    return { reason: reason.slice(0, LONGEST_REASON) };
  });
}

/**
 * Of a package that was merged into another, its own slug leads to it again.
 * @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_CONFLICT (it is not deleted)
 */
export async function undeletePackage(hub: Hub, actor: Actor, ref: PackageRef): Promise<void> {
  await changePackage(
    hub,
    actor,
    ref,
    { need: 'manage', action: 'package.undelete', deleted: true },
    async (tx, pkg) => {
      if (pkg.deleted_at === null) throw notDeleted(pkg.name);
      await tx.run('UPDATE packages SET deleted_at = NULL WHERE id = ?', [pkg.id]);
      await tx.run('UPDATE slugs SET package_id = ? WHERE owner = ? AND slug = ?', [pkg.id, pkg.owner, pkg.slug]);
      return {};
    },
  );
}

function notDeleted(name: string, version?: string): SoulError {
  const what = version === undefined ? name : `${name}@${version}`;
  return new SoulError('E_CONFLICT', text(`${what} is not deleted`, `${what} 没有被删除`), {
    hint:
      version === undefined
        ? text(
            `a deleted version comes back by its number: clawhub undelete ${name} --version <version>`,
            `恢复已删除的版本：clawhub undelete ${name} --version <版本>`,
          )
        : text(`what there is: clawhub inspect ${name} --versions`, `查看版本：clawhub inspect ${name} --versions`),
    details: { name, ...(version === undefined ? {} : { version }) },
  });
}

export interface DeleteOptions {
  readonly reason?: string;
  /** false: refuse the version that `latest` leads to, as clawhub does; true: the tags move or go. */
  readonly moveLatest?: boolean;
}

/** @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND, E_CONFLICT (it is the latest) */
export async function deleteVersion(
  hub: Hub,
  actor: Actor,
  ref: PackageRef,
  version: string,
  { reason = '', moveLatest = false }: DeleteOptions = {},
): Promise<void> {
  await changePackage(hub, actor, ref, { need: 'manage', action: 'version.delete' }, async (tx, pkg) => {
    const row = await anyVersion(tx, pkg, version);
    const tags = JSON.parse(pkg.live_tags) as Record<string, string>;
    if (!moveLatest && tags.latest === row.version) throw isLatest(pkg.name, row.version);
    await tx.run('UPDATE versions SET deleted_at = COALESCE(deleted_at, ?) WHERE id = ?', [hub.now(), row.id]);
    return { version: row.version, reason: reason.slice(0, LONGEST_REASON) };
  });
}

function isLatest(name: string, version: string): SoulError {
  return new SoulError(
    'E_CONFLICT',
    text(`${version} is the latest version of ${name}`, `${version} 是 ${name} 的最新版本`),
    {
      hint: text('move the tag "latest" first, or delete the package', '请先移动 latest 标签，或删除整个包'),
      details: { name, version },
    },
  );
}

/** @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND, E_CONFLICT (it is not deleted), E_WITHDRAWN */
export async function restoreVersion(hub: Hub, actor: Actor, ref: PackageRef, version: string): Promise<void> {
  await changePackage(hub, actor, ref, { need: 'manage', action: 'version.restore' }, async (tx, pkg) => {
    const row = await anyVersion(tx, pkg, version);
    if (row.withdrawn !== null) throw withdrawnVersion({ name: pkg.name, ...row });
    if (row.deleted_at === null) throw notDeleted(pkg.name, row.version);
    await tx.run('UPDATE versions SET deleted_at = NULL WHERE id = ?', [row.id]);
    return { version: row.version };
  });
}

/**
 * npm's unpublish: deletes, as long as hardly anybody can depend on it (`rules.unpublishWindow`).
 * @param version null: the whole package
 * @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_VERSION_NOT_FOUND
 */
export async function unpublish(hub: Hub, actor: Actor, ref: PackageRef, version: string | null): Promise<void> {
  const { name } = await findPackage(hub, ref);
  const row = await hub.sql.get<{ since: number | null }>(
    `SELECT MIN(v.created_at) AS since FROM versions v JOIN packages p ON p.id = v.package_id
     WHERE p.name = ? ${version === null ? '' : 'AND v.version = ?'}`,
    version === null ? [name] : [name, version],
  );
  const since = row?.since ?? null;
  if (since === null) throw noVersion(name, version ?? '*');
  if (hub.now() - since > hub.rules.unpublishWindow && !isAdmin(actor)) throw tooLate(name);
  await (version === null
    ? deletePackage(hub, actor, ref, 'unpublish')
    : deleteVersion(hub, actor, ref, version, { reason: 'unpublish', moveLatest: true }));
}

function tooLate(name: string): SoulError {
  return new SoulError(
    'E_FORBIDDEN',
    text(`${name} was published too long ago to be taken back`, `${name} 发布已久，不能撤回`),
    {
      hint: text('deprecate or yank it: others may depend on it', '可以弃用（deprecate）或 yank：别人可能依赖它'),
      details: { name },
    },
  );
}

/**
 * A new slug; the old one and npm's name keep leading here. The name that was signed and logged with every version stays
 * what lists, pages and archives say.
 * @throws SoulError E_FORBIDDEN, E_NAME, E_NOT_FOUND, E_NAME_TAKEN, E_NAME_SIMILAR, E_TOO_LARGE (it had too many)
 */
export async function rename(hub: Hub, actor: Actor, ref: PackageRef, newSlug: string): Promise<PackageView> {
  const slug = newSlug.trim().toLowerCase();
  let id = '';
  await changePackage(hub, actor, ref, { need: 'manage', action: 'package.rename' }, async (tx, pkg) => {
    id = pkg.id;
    await heedNames(hub, tx, actor, { pkg, slug });
    await claimNewSlug(hub, tx, pkg, slug);
    await tx.run('UPDATE packages SET slug = ? WHERE id = ?', [slug, pkg.id]);
    return { from: pkg.slug, to: slug };
  });
  return byId(hub, id);
}

async function byId(hub: Hub, id: string): Promise<PackageView> {
  const row = await hub.sql.get<{ name: string }>('SELECT name FROM packages WHERE id = ?', [id]);
  return findPackage(hub, { name: row?.name ?? id });
}

/**
 * The source is deleted and its names lead to the target, which the log tells. Both must be the actor's to manage.
 * @throws SoulError E_FORBIDDEN, E_NOT_FOUND, E_USAGE (into itself)
 */
export async function merge(hub: Hub, actor: Actor, source: PackageRef, target: PackageRef): Promise<PackageView> {
  requireScope(actor, 'publish');
  const into = await hub.sql.transaction(async (tx) => {
    const [from, to] = await lockBoth(tx, actor, source, target);
    await tx.run('UPDATE slugs SET package_id = ? WHERE package_id = ?', [to.id, from.id]);
    await tx.run('UPDATE packages SET deleted_at = ? WHERE id = ?', [hub.now(), from.id]);
    for (const { id } of [from, to]) await settle(hub, tx, id);
    const action = 'package.merge';
    const details = { into: to.name, reason: `merged into ${to.name}` };
    await logChange(hub, tx, actor, { action, pkg: from, details });
    await audit(hub, tx, actor, { action, target: from.name, owner: from.owner, details });
    return to.id;
  });
  return byId(hub, into);
}

/** In the order of their ids, so that two merges wait for each other. What was there before the wait may have gone since. */
async function lockBoth(
  tx: Sql,
  actor: Actor,
  source: PackageRef,
  target: PackageRef,
): Promise<readonly [LockedPackage, LockedPackage]> {
  const [from, to] = [await findRow(tx, source), await findRow(tx, target)];
  if (from.id === to.id)
    throw new SoulError('E_USAGE', text('a package cannot be merged into itself', '不能合并到自身'));
  const lockedFirst = to.id < from.id ? await lockLiving(tx, actor, to) : null;
  const locked = await lockLiving(tx, actor, from);
  return [locked, lockedFirst ?? (await lockLiving(tx, actor, to))];
}

async function lockLiving(tx: Sql, actor: Actor, { id, name }: PackageRow): Promise<LockedPackage> {
  const pkg = await lockPackage(tx, id);
  if (pkg === undefined || pkg.deleted_at !== null) throw notFound({ name });
  await requireMembership(tx, actor, pkg.owner, 'manage');
  return pkg;
}
