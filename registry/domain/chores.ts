/** What a running hub does from time to time, and when it stops. */

import { flushTokenUse } from './actor.ts';
import { flushCounts, forgetSightings, refreshTrends } from './attention.ts';
import type { Hub } from './hub.ts';
import { refreshSearch } from './search-index.ts';

/**
 * Writes what was counted, forgets what is over (upload tickets, logins, transfers, download marks), brings the search
 * index up to date. Cheap; call it every minute or so from one place per process. Several processes may do it at once.
 */
export async function tidy(hub: Hub): Promise<void> {
  const now = hub.now();
  await flushCounts(hub);
  await flushTokenUse(hub);
  await forgetSightings(hub);
  for (const table of ['uploads', 'logins', 'transfers']) {
    await hub.sql.run(`DELETE FROM ${table} WHERE expires_at < ?`, [now]);
  }
  await refreshTrends(hub);
  await refreshSearch(hub);
}

/** Writes what was counted and closes the database. */
export async function closeHub(hub: Hub): Promise<void> {
  await flushCounts(hub);
  await flushTokenUse(hub);
  await hub.sql.close();
}
