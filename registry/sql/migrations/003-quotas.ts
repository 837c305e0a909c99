/** What an account has published, by time: for its quotas. */
import type { Migration } from './migration.ts';

export const quotaIndex: Migration = {
  name: 'quotas',
  statements: () => ['CREATE INDEX versions_by_publisher ON versions (published_by, created_at)'],
};
