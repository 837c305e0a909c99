/** The scanner: is this text safe to load into an agent? Pure; see `rule.ts` for what rules are. */
import type { PackageFiles } from '../files.ts';
import { scanPackage } from './package.ts';
import { type Finding, inOrder, type ScanReport, verdictOf } from './report.ts';
import { RULES_VERSION } from './rules.ts';
import { scanSource } from './scan.ts';

export { type AcceptedFinding, type Allowed, accept, type JudgedReport, parseAllowList } from './allow.ts';
export type { Finding, ScanReport, Severity, Verdict } from './report.ts';
export type { Axis, Rule } from './rule.ts';
export { familyOf } from './rule.ts';
export { RULES, RULES_VERSION } from './rules.ts';
export { toSarif } from './sarif.ts';

export interface ScanOptions {
  /** Name shown in findings; `SOUL.md` when absent. */
  readonly file?: string;
  readonly kind?: 'soul' | 'skill' | 'team';
  /** Ids or families of rules whose findings the reader has accepted. */
  readonly allow?: readonly string[];
}

/** Scans one text. */
export function scanText(text: string, options: ScanOptions = {}): ScanReport {
  return report(scanSource(text, options.file ?? 'SOUL.md'), options);
}

/** Scans every file of a package; files that are not text are findings themselves. */
export function scanFiles(files: PackageFiles, options: Omit<ScanOptions, 'file'> = {}): ScanReport {
  return report(scanPackage(files, options.kind), options);
}

function report(found: readonly Finding[], options: ScanOptions): ScanReport {
  const allowed = new Set(options.allow ?? []);
  const findings = found
    .filter(({ rule }) => !allowed.has(rule) && !allowed.has(rule.slice(0, rule.indexOf('/'))))
    .sort(inOrder);
  return { verdict: verdictOf(findings), rules: RULES_VERSION, findings };
}
