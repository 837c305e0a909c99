/**
 * The first tables. What is worth knowing:
 *
 *     packages.name            npm's identity, never changes;  packages.(owner, slug)  clawhub's, can be renamed or given away
 *     slugs                    every (owner, slug) there is or was; former ones lead to the package that has moved on
 *     look_alikes              one row per folded name, so that two similar names of two owners cannot be claimed at once
 *     packages.tags            what the owner said;  packages.live_tags, latest_id, listing, visible: what follows from that
 *                              and from which versions can be had, written anew with every change of the package
 *     packages.changed         the hub's sequence at the last change; taken last in a transaction, so it follows the commits
 *     stats                    counts, apart from packages: they change often, and lists sort by them; hence kind, category
 *                              and visible again: the first rows of an index are the first rows of the list
 *     blobs                    tarballs and zips by their SHA-256
 *     versions                 immutable but for notices, deletion, withdrawal, scan and signatures: a trigger holds to that
 *     audit                    append-only: triggers hold to that too
 */
import type { Migration, Words } from './migration.ts';

export const firstTables: Migration = {
  name: 'first',
  statements: (words) => [...tables(words), ...indexes(), ...guards(words)],
};

function tables({ TEXT, BYTES, dialect }: Words): readonly string[] {
  return [
    `CREATE TABLE counters (name ${TEXT} PRIMARY KEY, value BIGINT NOT NULL)`,
    `INSERT INTO counters (name, value) VALUES ('sequence', 0)`,
    `CREATE TABLE secrets (name ${TEXT} PRIMARY KEY, value ${BYTES} NOT NULL)`,
    `CREATE TABLE owners (
      handle ${TEXT} PRIMARY KEY,
      kind ${TEXT} NOT NULL CHECK (kind IN ('user', 'org')),
      display_name TEXT NOT NULL,
      look_alike ${TEXT} NOT NULL UNIQUE,
      role ${TEXT} NOT NULL CHECK (role IN ('user', 'moderator', 'admin')),
      password TEXT,
      created_at BIGINT NOT NULL,
      closed_at BIGINT)`,
    `CREATE TABLE members (
      org ${TEXT} NOT NULL REFERENCES owners (handle),
      handle ${TEXT} NOT NULL REFERENCES owners (handle),
      role ${TEXT} NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
      PRIMARY KEY (org, handle))`,
    `CREATE TABLE tokens (
      id ${TEXT} PRIMARY KEY,
      hash ${TEXT} NOT NULL UNIQUE,
      handle ${TEXT} NOT NULL REFERENCES owners (handle),
      label TEXT NOT NULL,
      scopes TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      expires_at BIGINT,
      last_used_at BIGINT,
      revoked_at BIGINT)`,
    `CREATE TABLE logins (
      device_hash ${TEXT} PRIMARY KEY,
      user_code ${TEXT} NOT NULL UNIQUE,
      label TEXT NOT NULL,
      scopes TEXT NOT NULL,
      expires_at BIGINT NOT NULL,
      state ${TEXT} NOT NULL CHECK (state IN ('pending', 'approved', 'denied')),
      handle ${TEXT})`,
    `CREATE TABLE blobs (sha256 ${TEXT} PRIMARY KEY, size BIGINT NOT NULL, bytes ${BYTES} NOT NULL)`,
    ...(dialect === 'postgres' ? ['ALTER TABLE blobs ALTER COLUMN bytes SET STORAGE EXTERNAL'] : []),
    `CREATE TABLE packages (
      id ${TEXT} PRIMARY KEY,
      name ${TEXT} NOT NULL UNIQUE,
      owner ${TEXT} NOT NULL REFERENCES owners (handle),
      slug ${TEXT} NOT NULL,
      kind ${TEXT} NOT NULL CHECK (kind IN ('soul', 'skill', 'team')),
      category ${TEXT},
      listing TEXT,
      tags TEXT NOT NULL,
      live_tags TEXT NOT NULL,
      latest_id ${TEXT},
      live_versions INTEGER NOT NULL,
      visible INTEGER NOT NULL CHECK (visible IN (0, 1)),
      revision BIGINT NOT NULL,
      changed BIGINT NOT NULL,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      deleted_at BIGINT,
      withdrawn TEXT,
      UNIQUE (owner, slug))`,
    `CREATE TABLE slugs (
      owner ${TEXT} NOT NULL REFERENCES owners (handle),
      slug ${TEXT} NOT NULL,
      package_id ${TEXT} NOT NULL REFERENCES packages (id),
      PRIMARY KEY (owner, slug))`,
    `CREATE TABLE look_alikes (key ${TEXT} PRIMARY KEY, package_id ${TEXT} NOT NULL REFERENCES packages (id))`,
    `CREATE TABLE versions (
      id ${TEXT} PRIMARY KEY,
      package_id ${TEXT} NOT NULL REFERENCES packages (id),
      version ${TEXT} NOT NULL,
      manifest TEXT NOT NULL,
      license TEXT,
      changelog TEXT NOT NULL,
      source TEXT,
      published_by ${TEXT} NOT NULL,
      created_at BIGINT NOT NULL,
      tarball ${TEXT} NOT NULL REFERENCES blobs (sha256),
      integrity ${TEXT} NOT NULL,
      shasum ${TEXT} NOT NULL,
      size BIGINT NOT NULL,
      unpacked_size BIGINT NOT NULL,
      file_count INTEGER NOT NULL,
      content ${TEXT} NOT NULL,
      zip ${TEXT} NOT NULL REFERENCES blobs (sha256),
      zip_size BIGINT NOT NULL,
      fingerprint ${TEXT} NOT NULL,
      signatures TEXT NOT NULL,
      verdict ${TEXT} NOT NULL,
      scan TEXT NOT NULL,
      deprecated TEXT,
      yanked TEXT,
      deleted_at BIGINT,
      withdrawn TEXT,
      UNIQUE (package_id, version))`,
    `CREATE TABLE version_files (
      version_id ${TEXT} NOT NULL REFERENCES versions (id),
      path ${TEXT} NOT NULL,
      sha256 ${TEXT} NOT NULL,
      size BIGINT NOT NULL,
      content_type TEXT NOT NULL,
      in_package INTEGER NOT NULL,
      in_view INTEGER NOT NULL,
      PRIMARY KEY (version_id, path, sha256))`,
    `CREATE TABLE fingerprints (
      package_id ${TEXT} NOT NULL REFERENCES packages (id),
      fingerprint ${TEXT} NOT NULL,
      version_id ${TEXT} NOT NULL REFERENCES versions (id),
      PRIMARY KEY (package_id, fingerprint, version_id))`,
    `CREATE TABLE stats (
      package_id ${TEXT} PRIMARY KEY REFERENCES packages (id),
      kind ${TEXT} NOT NULL,
      category ${TEXT},
      visible INTEGER NOT NULL DEFAULT 0,
      downloads BIGINT NOT NULL DEFAULT 0,
      installs BIGINT NOT NULL DEFAULT 0,
      stars BIGINT NOT NULL DEFAULT 0,
      trending BIGINT NOT NULL DEFAULT 0)`,
    `CREATE TABLE stars (
      package_id ${TEXT} NOT NULL REFERENCES packages (id),
      handle ${TEXT} NOT NULL REFERENCES owners (handle),
      created_at BIGINT NOT NULL,
      PRIMARY KEY (package_id, handle))`,
    `CREATE TABLE sightings (mark ${TEXT} PRIMARY KEY, hour BIGINT NOT NULL)`,
    `CREATE TABLE days (
      package_id ${TEXT} NOT NULL REFERENCES packages (id),
      what ${TEXT} NOT NULL,
      day ${TEXT} NOT NULL,
      count BIGINT NOT NULL,
      PRIMARY KEY (package_id, what, day))`,
    `CREATE TABLE uploads (
      ticket_hash ${TEXT} PRIMARY KEY,
      handle ${TEXT} NOT NULL REFERENCES owners (handle),
      path ${TEXT} NOT NULL,
      size BIGINT NOT NULL,
      sha256 ${TEXT} NOT NULL,
      content_type TEXT NOT NULL,
      expires_at BIGINT NOT NULL,
      storage_id ${TEXT},
      bytes ${BYTES})`,
    `CREATE TABLE transfers (
      package_id ${TEXT} PRIMARY KEY REFERENCES packages (id),
      id ${TEXT} NOT NULL,
      sender ${TEXT} NOT NULL REFERENCES owners (handle),
      receiver ${TEXT} NOT NULL REFERENCES owners (handle),
      message TEXT,
      requested_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL)`,
    `CREATE TABLE reports (
      id ${TEXT} PRIMARY KEY,
      package_id ${TEXT} NOT NULL REFERENCES packages (id),
      version ${TEXT},
      reporter ${TEXT} NOT NULL REFERENCES owners (handle),
      reason TEXT NOT NULL,
      created_at BIGINT NOT NULL,
      state ${TEXT} NOT NULL CHECK (state IN ('open', 'resolved', 'rejected')),
      resolved_by ${TEXT},
      note TEXT)`,
    `CREATE TABLE snapshots (name ${TEXT} PRIMARY KEY, sequence BIGINT NOT NULL, bytes ${BYTES} NOT NULL)`,
    `CREATE TABLE audit (
      id ${TEXT} PRIMARY KEY,
      at BIGINT NOT NULL,
      actor ${TEXT} NOT NULL,
      token_id ${TEXT},
      action ${TEXT} NOT NULL,
      target ${TEXT} NOT NULL,
      owner ${TEXT},
      details TEXT NOT NULL)`,
  ];
}

function indexes(): readonly string[] {
  const visible = (column: string) =>
    `CREATE INDEX packages_by_${column} ON packages (${column}, id) WHERE visible = 1`;
  return [
    'CREATE INDEX members_by_handle ON members (handle)',
    'CREATE INDEX tokens_by_handle ON tokens (handle, id)',
    'CREATE INDEX packages_by_changed ON packages (changed)',
    ...['updated_at', 'created_at', 'slug'].map(visible),
    'CREATE INDEX packages_by_kind ON packages (kind, updated_at, id) WHERE visible = 1',
    'CREATE INDEX packages_by_category ON packages (category, updated_at, id) WHERE visible = 1',
    'CREATE INDEX packages_by_owner ON packages (owner, updated_at, id)',
    'CREATE INDEX slugs_by_slug ON slugs (slug)',
    'CREATE INDEX slugs_by_package ON slugs (package_id)',
    'CREATE INDEX look_alikes_by_package ON look_alikes (package_id)',
    'CREATE INDEX files_by_sha256 ON version_files (sha256)',
    'CREATE INDEX fingerprints_by_version ON fingerprints (version_id)',
    ...['downloads', 'installs', 'stars', 'trending'].flatMap((column) => [
      `CREATE INDEX stats_by_${column} ON stats (${column}, package_id) WHERE visible = 1`,
      `CREATE INDEX stats_by_kind_${column} ON stats (kind, ${column}, package_id) WHERE visible = 1`,
      `CREATE INDEX stats_by_category_${column} ON stats (category, ${column}, package_id) WHERE visible = 1`,
    ]),
    'CREATE INDEX stars_by_handle ON stars (handle, created_at)',
    'CREATE INDEX sightings_by_hour ON sightings (hour)',
    'CREATE INDEX days_by_day ON days (day)',
    'CREATE INDEX uploads_by_handle ON uploads (handle)',
    'CREATE INDEX uploads_by_expiry ON uploads (expires_at)',
    'CREATE INDEX transfers_by_sender ON transfers (sender)',
    'CREATE INDEX transfers_by_receiver ON transfers (receiver)',
    `CREATE UNIQUE INDEX reports_open ON reports (package_id, reporter) WHERE state = 'open'`,
    'CREATE INDEX reports_by_state ON reports (state, id)',
    'CREATE INDEX audit_by_target ON audit (target, id)',
    'CREATE INDEX audit_by_actor ON audit (actor, id)',
    'CREATE INDEX audit_by_owner ON audit (owner, id)',
  ];
}

const NEVER_CHANGES =
  'package_id, version, manifest, published_by, created_at, tarball, integrity, shasum, size, content, zip, fingerprint';

/** What the rules promise, held by the database too: for the day when somebody writes a careless UPDATE. */
function guards({ dialect }: Words): readonly string[] {
  const guarded = [
    ['audit', 'UPDATE', 'audit'],
    ['audit', 'DELETE', 'audit'],
    ['blobs', 'UPDATE', 'blobs'],
    ['version_files', 'UPDATE', 'version_files'],
    ['versions', `UPDATE OF ${NEVER_CHANGES}`, 'versions'],
    ['versions', 'DELETE', 'versions'],
  ] as const;
  if (dialect === 'sqlite') {
    return guarded.map(
      ([table, event], index) =>
        `CREATE TRIGGER guard_${index} BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    );
  }
  return [
    `CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
    ...guarded.map(
      ([table, event], index) =>
        `CREATE TRIGGER guard_${index} BEFORE ${event} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()`,
    ),
    'CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION append_only()',
  ];
}
