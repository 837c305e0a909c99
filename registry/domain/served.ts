/** The scanner's word on everything a hub hands out: what is in the archive, and what only clawhub clients are served. */
import { type PackageFiles, sameBytes } from '../../src/core/files.ts';
import { type ScanReport, scanFiles } from '../../src/core/scan/index.ts';

type Judge = typeof scanFiles;

/** The skill view may hold a `SKILL.md` made from the manifest, and a `package.json` that packing wrote over. */
export function scanServed(
  packed: PackageFiles,
  view: PackageFiles,
  options: Parameters<Judge>[1],
  judge: Judge = scanFiles,
): ScanReport {
  const report = judge(packed, options);
  const others = [...view].filter(([path, bytes]) => !sameBytes(packed.get(path), bytes));
  if (others.length === 0) return report;
  const served = judge(new Map(others), options);
  const verdict = (['block', 'warn'] as const).find((word) => report.verdict === word || served.verdict === word);
  return { ...report, verdict: verdict ?? 'pass', findings: [...report.findings, ...served.findings] };
}
