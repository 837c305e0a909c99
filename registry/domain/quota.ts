/**
 * How much an account may publish: so many versions and new packages a day, so many bytes in all. Counted in the
 * transaction that publishes, so that many requests at once are no way around it. The operator, at the machine, is free.
 */
import { SoulError } from '../../src/core/errors.ts';
import { type Text, text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, isModerator } from './actor.ts';
import type { Hub } from './hub.ts';
import { DAY } from './rules.ts';

/** @param isNew the package is made by this publication @param size bytes of the archive @throws SoulError E_RATE_LIMITED, E_TOO_LARGE */
export async function heedQuota(
  hub: Hub,
  tx: Sql,
  actor: Actor,
  { isNew, size }: { readonly isNew: boolean; readonly size: number },
): Promise<void> {
  if (actor.tokenId === null || isModerator(actor)) return;
  // One publication of an account at a time comes past here.
  await tx.run('UPDATE owners SET handle = handle WHERE handle = ?', [actor.handle]);
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
