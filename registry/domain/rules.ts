/** What a hub allows, in numbers and words. An operator may open one with others. */
import { LIMITS, type Limits } from '../../src/core/files.ts';

export interface HubRules {
  readonly limits: Limits;
  /** Bytes of one Markdown file, and of all texts of a package: so much is scanned while others wait. */
  readonly textBytes: number;
  readonly textsBytes: number;
  /** Unscoped names that nobody may publish: paths of the web site and words that would mislead. */
  readonly reservedNames: ReadonlySet<string>;
  /** Handles that nobody may take; an operator may give them out. */
  readonly reservedHandles: ReadonlySet<string>;
  /** May a user make organisations? */
  readonly openOrganisations: boolean;
  /** Milliseconds an upload ticket lives. */
  readonly uploadLife: number;
  /** Bytes an account may have waiting in uploads. */
  readonly uploadQuota: number;
  /** What one account may publish in a day, and the bytes of archives that are kept for it. */
  readonly versionsPerDay: number;
  readonly packagesPerDay: number;
  readonly accountBytes: number;
  /** Names that a package may have had, beside the one it has: they stay taken. */
  readonly formerNames: number;
  /** Milliseconds a device login lives, and the seconds a client waits between polls. */
  readonly loginLife: number;
  readonly loginInterval: number;
  /** Milliseconds after which npm's `unpublish` is refused. */
  readonly unpublishWindow: number;
  /** Milliseconds a transfer waits for its answer. */
  readonly transferLife: number;
  /** Milliseconds a search waits for what was published just now; then what is indexed already has to do. */
  readonly searchPatience: number;
}

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Every first segment of a path of the site and of the three dialects, files that browsers and crawlers ask for, and the programs. */
const PATHS = `
  - about account admin api assets catalogue.json categories category cli clawhub docs en feed.xml guide healthz help healthcheck home
  index index.html install js css json lang llms.txt llms-full.txt login logout metrics new npm openapi.json owners
  packages popular privacy publish readyz register robots.txt search search.json security settings signup sitemap.xml
  skills soulhub souls static stars status tag teams terms tokens u user users v1 well-known www zh`;
const ROLES = 'administrator moderator official operator owner root staff support system team verified';
const CODE = 'constructor false null nan prototype true undefined';

export const DEFAULT_RULES: HubRules = {
  limits: LIMITS,
  textBytes: 1024 ** 2,
  textsBytes: 4 * 1024 ** 2,
  reservedNames: words(`${PATHS} ${CODE}`),
  reservedHandles: words(`${PATHS} ${ROLES} ${CODE} anthropic clawd clawdbot google meta microsoft openai openclaw`),
  openOrganisations: true,
  uploadLife: HOUR,
  uploadQuota: 4 * LIMITS.totalBytes,
  versionsPerDay: 1_000,
  packagesPerDay: 300,
  accountBytes: 4 * 1024 ** 3,
  formerNames: 5,
  loginLife: 10 * MINUTE,
  loginInterval: 2,
  unpublishWindow: 72 * HOUR,
  transferLife: 14 * DAY,
  searchPatience: 400,
};
