/**
 * A hub: the database and what the rules need of the world. Everything in `registry/domain` is a function over it, and
 * nothing there knows of HTTP.
 */
import { randomBytes } from 'node:crypto';
import type { Database } from '../sql/database.ts';
import { isCurrent, migrate, migrationsDone } from '../sql/migrate.ts';
import { openDatabase } from '../sql/open.ts';
import { refusingNul } from '../sql/texts.ts';
import { faultAt } from './fault.ts';
import { logOldVersions } from './log.ts';
import { DEFAULT_RULES, type HubRules } from './rules.ts';

export interface Hub {
  readonly sql: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (size: number) => Uint8Array;
  readonly rules: HubRules;
  /** Told before each named step of a main verb: for metrics, traces and the tests that kill a hub at every step. */
  readonly onStep: (step: string) => void | Promise<void>;
}

export interface HubWorld {
  readonly rules?: Partial<HubRules>;
  readonly now?: () => number;
  readonly random?: (size: number) => Uint8Array;
  readonly onStep?: (step: string) => void | Promise<void>;
}

export interface HubOptions extends HubWorld {
  /** Folder of the embedded database (`hub.sqlite`); made if missing. Exactly one of this and `databaseUrl`. */
  readonly dataDir?: string;
  /** `postgres://…`; another schema than `public` with `?options=-c%20search_path%3D…`. */
  readonly databaseUrl?: string;
}

/**
 * Opens the database and brings its tables up to date.
 * @throws SoulError E_CONFIG (no or two databases; Node too old for the embedded one), E_STATE_NEWER, E_FILE, E_OFFLINE
 */
export async function openHub(options: HubOptions): Promise<Hub> {
  return hubOver(await openDatabase(options), options);
}

/** A hub over a database that is open already; it is closed again when its tables are not ours to use. */
export async function hubOver(sql: Database, world: HubWorld = {}): Promise<Hub> {
  const hub: Hub = {
    sql: refusingNul(sql),
    now: world.now ?? Date.now,
    random: world.random ?? ((size) => randomBytes(size)),
    rules: { ...DEFAULT_RULES, ...world.rules },
    onStep: world.onStep ?? faultAt(process.env.SOULHUB_FAULT),
  };
  try {
    await migrate(sql, hub.now());
    await logOldVersions(hub);
    return hub;
  } catch (error) {
    await sql.close();
    throw error;
  }
}

/** The database answers and has our tables: `/readyz`. Never throws. */
export async function isReady(hub: Hub): Promise<boolean> {
  return isCurrent(await migrationsDone(hub.sql));
}

export { closeHub, tidy } from './chores.ts';
