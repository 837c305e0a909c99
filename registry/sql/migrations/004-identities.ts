/** Who signs in elsewhere, and which account that is. */
import type { Migration } from './migration.ts';

export const identityTables: Migration = {
  name: 'identities',
  statements: ({ TEXT }) => [
    `CREATE TABLE identities (
      issuer ${TEXT} NOT NULL,
      subject ${TEXT} NOT NULL,
      handle ${TEXT} NOT NULL REFERENCES owners (handle),
      since BIGINT NOT NULL,
      PRIMARY KEY (issuer, subject))`,
  ],
};
