/**
 * Scanning again what was published before the rules knew better. The report of each version is brought up to date; a
 * version that would be refused today is withdrawn, with the reason, as a moderator would. A version that a moderator took
 * back into the hub after an earlier rescan stays: people decide, the scanner only once for each set of rules. So the verdict
 * is kept in the transaction that withdraws, or a rescan that was killed would be forgotten and decide once more.
 */
import { isSoulError, SoulError } from '../../src/core/errors.ts';
import { RULES_VERSION, type ScanReport, scanFiles } from '../../src/core/scan/index.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { OPERATOR } from './actor.ts';
import { audit } from './audit.ts';
import type { Hub } from './hub.ts';
import { withdraw } from './moderation.ts';
import { contentsOf } from './read.ts';
import { type KeptScan, VERSIONS, type VersionRow, versionView } from './rows.ts';
import { scanServed } from './served.ts';
import type { VersionView } from './view.ts';

export interface RescanOptions {
  /** Also versions that these very rules have judged. */
  readonly all?: boolean;
  /** The scanner, unless somebody has another. */
  readonly judge?: typeof scanFiles;
}

export interface Rescanned {
  readonly scanned: number;
  /** Versions with another verdict than before. */
  readonly changed: readonly {
    readonly name: string;
    readonly version: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** `name@version` of those that were withdrawn now. */
  readonly withdrawn: readonly string[];
  /** `name@version` of those that could not be judged, and why. They are tried again the next time. */
  readonly failures: readonly { readonly id: string; readonly error: SoulError }[];
}

const AT_ONCE = 100;

/** Interrupted, it goes on where it was when it is run again. */
export async function rescan(hub: Hub, { all = false, judge = scanFiles }: RescanOptions = {}): Promise<Rescanned> {
  const changed: Rescanned['changed'][number][] = [];
  const withdrawn: string[] = [];
  const failures: Rescanned['failures'][number][] = [];
  let scanned = 0;
  for await (const version of versionsOf(hub)) {
    if (!all && version.scan.rules === RULES_VERSION) continue;
    const { name, verdict: from } = version;
    const id = `${name}@${version.version}`;
    const report = await judged(hub, version, judge);
    if (report instanceof SoulError) {
      failures.push({ id, error: report });
      continue;
    }
    const keeping = (tx: Sql) => keep(hub, tx, version, report);
    if (report.verdict === 'block' && from !== 'block') {
      await withdraw(hub, OPERATOR, { name }, version.version, reasonOf(report), keeping);
      withdrawn.push(id);
    } else await hub.sql.transaction(keeping);
    if (report.verdict !== from) changed.push({ name, version: version.version, from, to: report.verdict });
    scanned++;
  }
  await audit(hub, hub.sql, OPERATOR, {
    action: 'hub.rescan',
    target: RULES_VERSION,
    details: { scanned, changed: changed.length, withdrawn, failed: failures.map(({ id }) => id) },
  });
  return { scanned, changed, withdrawn, failures };
}

/** One damaged archive keeps no other version from being judged. */
async function judged(hub: Hub, version: VersionView, judge: typeof scanFiles): Promise<ScanReport | SoulError> {
  try {
    const [packed, view] = [await contentsOf(hub, version, 'package'), await contentsOf(hub, version, 'view')];
    return scanServed(packed, view, { kind: version.manifest.kind }, judge);
  } catch (cause) {
    const why = isSoulError(cause) ? cause.says : text(String(cause), String(cause));
    return new SoulError('E_CONTENT', text(`cannot be judged: ${why.en}`, `无法扫描：${why.zh}`), {
      hint: text('restore the hub from a backup, or withdraw this version', '请从备份恢复 hub，或撤下该版本'),
      details: { name: version.name, version: version.version },
      cause,
    });
  }
}

/** Those that can be had, oldest first. */
async function* versionsOf(hub: Hub): AsyncGenerator<VersionView> {
  let after = '';
  for (;;) {
    const rows = await hub.sql.all<VersionRow>(
      `${VERSIONS} WHERE v.id > ? AND v.deleted_at IS NULL AND v.withdrawn IS NULL AND p.withdrawn IS NULL
       ORDER BY v.id LIMIT ?`,
      [after, AT_ONCE],
    );
    for (const row of rows) yield versionView(row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

/** Whoever kept a page of the package looks again. */
async function keep(
  hub: Hub,
  tx: Sql,
  { id, packageId }: VersionView,
  { verdict, rules, findings }: ScanReport,
): Promise<void> {
  const scan: KeptScan = { rules, checkedAt: hub.now(), findings };
  await tx.run('UPDATE packages SET revision = revision + 1 WHERE id = ?', [packageId]);
  await tx.run('UPDATE versions SET verdict = ?, scan = ? WHERE id = ?', [verdict, JSON.stringify(scan), id]);
}

function reasonOf({ rules, findings }: ScanReport): string {
  const worst = findings.filter(({ severity }) => severity === 'block');
  const what = worst.slice(0, 3).map(({ rule, file, line, why }) => `${rule} (${file}:${line}): ${why.en}`);
  return `found when scanned again with rules ${rules}: ${what.join('; ')}`;
}
