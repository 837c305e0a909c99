/** SARIF 2.1.0, the format that code hosts read scan results in. Columns count UTF-16 units, as the format does. */
import type { UiLang } from '../text.ts';
import type { AcceptedFinding, JudgedReport } from './allow.ts';
import type { Finding, ScanReport, Severity } from './report.ts';
import { RULES } from './rules.ts';

const LEVEL: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = {
  info: 'note',
  warn: 'warning',
  block: 'error',
};

/** The report as a SARIF log with one run; what was accepted is in it, suppressed. Messages are in `lang`. */
export function toSarif(report: ScanReport | JudgedReport, lang: UiLang = 'en'): object {
  const all = [...report.findings, ...('accepted' in report ? report.accepted : [])];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'soulhub scan', version: report.rules, rules: descriptors(all, lang) } },
        columnKind: 'utf16CodeUnits',
        results: all.map((finding) => result(finding, lang)),
      },
    ],
  };
}

function descriptors(findings: readonly Finding[], lang: UiLang): readonly object[] {
  const used = new Set(findings.map((finding) => finding.rule));
  return RULES.filter((rule) => used.has(rule.id)).map((rule) => ({
    id: rule.id,
    shortDescription: { text: rule.why[lang] },
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: { tags: ['security', rule.axis] },
  }));
}

function result(finding: Finding | AcceptedFinding, lang: UiLang): object {
  const suppressions = 'reason' in finding ? [{ kind: 'external', justification: finding.reason }] : null;
  return {
    ruleId: finding.rule,
    level: LEVEL[finding.severity],
    message: { text: finding.why[lang] },
    ...(suppressions === null ? {} : { suppressions }),
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(finding.file) },
          region: {
            startLine: finding.line,
            charOffset: finding.start,
            charLength: finding.end - finding.start,
            snippet: { text: finding.excerpt },
          },
        },
      },
    ],
  };
}
