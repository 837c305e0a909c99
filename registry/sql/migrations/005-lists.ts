/**
 * Lists of a kind, a category or an owner, in every order: for each there is an index whose first rows are the first rows of
 * the list, so that none is sorted. Hence the owner beside the counts, as kind and category already are.
 */
import type { Migration } from './migration.ts';

export const listIndexes: Migration = {
  name: 'lists',
  statements: ({ TEXT }) => [
    `ALTER TABLE stats ADD COLUMN owner ${TEXT}`,
    'UPDATE stats SET owner = (SELECT owner FROM packages WHERE packages.id = stats.package_id)',
    ...['downloads', 'installs', 'stars', 'trending'].map(
      (column) => `CREATE INDEX stats_by_owner_${column} ON stats (owner, ${column}, package_id) WHERE visible = 1`,
    ),
    ...['kind', 'category', 'owner'].flatMap((of) =>
      ['created_at', 'slug'].map(
        (column) => `CREATE INDEX packages_by_${of}_${column} ON packages (${of}, ${column}, id) WHERE visible = 1`,
      ),
    ),
    'CREATE INDEX packages_by_kind_category ON packages (kind, category) WHERE visible = 1',
  ],
};
