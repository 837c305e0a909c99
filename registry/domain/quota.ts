/**
 * How much an account may publish: so many versions and new packages a day, so many bytes in all, so many names for one
 * package. Counted in the transaction that does it, so that many requests at once are no way around it. The operator, at
 * the machine, is free.
 */
import { SoulError } from '../../src/core/errors.ts';
import { type Text, text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, isAdmin, isModerator } from './actor.ts';
import type { Hub } from './hub.ts';
import { DAY } from './rules.ts';
import type { LockedPackage } from './settle.ts';

/** @param isNew the package is made by this publication @param size bytes of the archive @throws SoulError E_RATE_LIMITED, E_TOO_LARGE */
export async function heedQuota(
  hub: Hub,
  tx: Sql,
  actor: Actor,
  { isNew, size }: { readonly isNew: boolean; readonly size: number },
): Promise<void> {
  if (actor.tokenId === null || isModerator(actor)) return;
  await oneAtATime(tx, actor);
  const { versionsPerDay, packagesPerDay, accountBytes } = hub.rules;
  const since = hub.now() - DAY;
  if ((await count(tx, 'created_at > ?', [actor.handle, since])) >= versionsPerDay)
    throw tooMany(versionsPerDay, text('versions', '个版本'));
  const fresh =
    'created_at > ? AND NOT EXISTS (SELECT 1 FROM versions o WHERE o.package_id = v.package_id AND o.id < v.id)';
  if (isNew && (await count(tx, fresh, [actor.handle, since])) >= packagesPerDay)
    throw tooMany(packagesPerDay, text('new packages', '个新包'));
  const row = await tx.get<{ bytes: number | string | null }>(
    'SELECT SUM(size) AS bytes FROM versions WHERE published_by = ?',
    [actor.handle],
  );
  if (Number(row?.bytes ?? 0) + size > accountBytes) throw full(accountBytes);
}

/** Until the end of the transaction nothing else of this account comes past here: what was counted stays true. */
export async function oneAtATime(tx: Sql, { handle }: Actor): Promise<void> {
  await tx.run('UPDATE owners SET handle = handle WHERE handle = ?', [handle]);
}

/**
 * Whatever a package was once called is taken for ever, so it is not called anything new without end. To go back to an old
 * name is free. @throws SoulError E_TOO_LARGE
 */
export async function heedNames(
  hub: Hub,
  tx: Sql,
  actor: Actor,
  { pkg, slug }: { readonly pkg: Pick<LockedPackage, 'id' | 'name'>; readonly slug: string },
): Promise<void> {
  if (isAdmin(actor)) return;
  const rows = await tx.all<{ slug: string }>('SELECT DISTINCT slug FROM slugs WHERE package_id = ?', [pkg.id]);
  const { formerNames } = hub.rules;
  // One of them is the name it has now.
  if (rows.length <= formerNames || rows.some((row) => row.slug === slug)) return;
  throw tooManyNames(pkg.name, formerNames);
}

function tooManyNames(name: string, limit: number): SoulError {
  return new SoulError(
    'E_TOO_LARGE',
    text(`${name} has ${limit} former names already, and keeps them`, `${name} 已有 ${limit} 个曾用名，且会一直保留`),
    {
      hint: text('go back to one of them, or ask the operator of the hub', '可以改回其中之一，或联系本站运营者'),
      details: { name, limit },
    },
  );
}

async function count(tx: Sql, where: string, values: readonly (string | number)[]): Promise<number> {
  const row = await tx.get<{ n: number }>(
    `SELECT COUNT(*) AS n FROM versions v WHERE published_by = ? AND ${where}`,
    values,
  );
  return Number(row?.n ?? 0);
}

function tooMany(limit: number, what: Text): SoulError {
  return new SoulError(
    'E_RATE_LIMITED',
    text(`this hub takes ${limit} ${what.en} a day from one account`, `本站每个账号每天最多发布 ${limit} ${what.zh}`),
    { hint: text('go on tomorrow, or ask its operator', '请明天继续，或联系运营者'), details: { limit } },
  );
}

function full(limit: number): SoulError {
  return new SoulError(
    'E_TOO_LARGE',
    text(`this hub keeps ${limit} bytes for one account`, `本站为每个账号最多保存 ${limit} 字节`),
    { hint: text('ask its operator for more', '如需更多请联系运营者'), details: { limit } },
  );
}
