/** What a hub itself knows against versions: what moderators withdrew, and what owners yanked. */
import type { Hub } from './hub.ts';
import { marks } from './rows.ts';

export interface Against {
  readonly name: string;
  readonly version: string;
  /** Reason of the moderators, of the version or of its whole package. */
  readonly withdrawn: string | null;
  /** Reason of the owner, perhaps empty. */
  readonly yanked: string | null;
}

const AT_ONCE = 500;

/** Only versions that something is known against; by npm's names. */
export async function knownAgainst(hub: Hub, names: readonly string[]): Promise<readonly Against[]> {
  const found: Against[] = [];
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE);
    const rows = await hub.sql.all<Against>(
      `SELECT p.name, v.version, COALESCE(p.withdrawn, v.withdrawn) AS withdrawn, v.yanked
       FROM packages p JOIN versions v ON v.package_id = p.id
       WHERE p.name IN (${marks(some.length)}) AND p.deleted_at IS NULL AND v.deleted_at IS NULL
         AND (p.withdrawn IS NOT NULL OR v.withdrawn IS NOT NULL OR v.yanked IS NOT NULL)
       ORDER BY p.name, v.id`,
      some,
    );
    found.push(...rows);
  }
  return found;
}
