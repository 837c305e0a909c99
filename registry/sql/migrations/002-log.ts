/**
 * The transparency log and the keys of authors.
 *
 *     log_entries      what happened, in order; never changed: triggers hold to that
 *     log_nodes        hashes of whole subtrees: (level, n) covers 2^level entries from n·2^level on
 *     counters 'log'   how many entries; taken last in a transaction, so there is one order for all processes
 *     author_keys      the key an owner signs with
 *     versions.author  what its author signed, as JSON;  versions.log_position  its publication in the log
 *     packages.log_head  the newest entry about it, so that a client notices when an older document is served again
 */
import type { Migration, Words } from './migration.ts';

export const logTables: Migration = {
  name: 'log',
  statements: (words) => [...tables(words), ...guards(words)],
};

function tables({ TEXT, BYTES }: Words): readonly string[] {
  return [
    'CREATE TABLE log_entries (position BIGINT PRIMARY KEY, entry TEXT NOT NULL)',
    `CREATE TABLE log_nodes (level INTEGER NOT NULL, n BIGINT NOT NULL, hash ${BYTES} NOT NULL, PRIMARY KEY (level, n))`,
    `INSERT INTO counters (name, value) VALUES ('log', 0)`,
    `CREATE TABLE author_keys (
      owner ${TEXT} PRIMARY KEY REFERENCES owners (handle),
      key TEXT NOT NULL,
      since BIGINT NOT NULL)`,
    'ALTER TABLE versions ADD COLUMN author TEXT',
    'ALTER TABLE versions ADD COLUMN log_position BIGINT',
    'ALTER TABLE packages ADD COLUMN log_head BIGINT',
    'CREATE INDEX versions_not_logged ON versions (id) WHERE log_position IS NULL',
  ];
}

function guards({ dialect }: Words): readonly string[] {
  const guarded = [
    ['log_entries', 'UPDATE'],
    ['log_entries', 'DELETE'],
    ['log_nodes', 'UPDATE'],
    ['log_nodes', 'DELETE'],
    ['versions', 'UPDATE OF author'],
  ] as const;
  if (dialect === 'sqlite') {
    return guarded.map(
      ([table, event], at) =>
        `CREATE TRIGGER log_guard_${at} BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    );
  }
  return [
    ...guarded.map(
      ([table, event], at) =>
        `CREATE TRIGGER log_guard_${at} BEFORE ${event} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()`,
    ),
    ...['log_entries', 'log_nodes'].map(
      (table) =>
        `CREATE TRIGGER ${table}_truncate BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()`,
    ),
  ];
}
