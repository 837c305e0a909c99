/**
 * Findings that the people of a project have looked at and accept, each with its reason: `.clawhub/scan-allow.json`, meant
 * to be committed and reviewed like any other file.
 *
 *     { "allow": [{ "rule": "commands/download-pipe", "file": "SKILL.md", "reason": "the vendor's own installer" }] }
 *
 * `rule` is a rule or a family; without `file` it goes for all of them. It is read for `clawhub scan` in that project and
 * nowhere else: what a package brings along never speaks for itself.
 */
import * as z from 'zod';
import { SoulError } from '../errors.ts';
import { issueWords } from '../issue-words.ts';
import { text } from '../text.ts';
import { type Finding, type ScanReport, verdictOf } from './report.ts';
import { familyOf } from './rule.ts';
import { RULES } from './rules.ts';

const Allowed = z.strictObject({
  rule: z.string().refine(isRule, 'is no rule and no family of rules'),
  file: z.string().min(1).optional(),
  reason: z.string().trim().min(1, 'must say why'),
});
export type Allowed = Readonly<z.infer<typeof Allowed>>;

const AllowList = z.strictObject({ allow: z.array(Allowed).max(1000) });

function isRule(id: string): boolean {
  return RULES.some((rule) => rule.id === id || familyOf(rule) === id);
}

/** @throws SoulError E_CONFIG that names the file and what is wrong in it */
export function parseAllowList(source: string, file: string): readonly Allowed[] {
  const parsed = AllowList.safeParse(jsonOf(source));
  if (parsed.success) return parsed.data.allow;
  const [issue] = parsed.error.issues;
  const nothing = text('not a list of accepted findings', '不是已接受结果的列表');
  const why = issue === undefined || issue.path.length === 0 ? nothing : issueWords(issue, nothing);
  throw new SoulError('E_CONFIG', text(`${file}: ${why.en}`, `${file}：${why.zh}`), {
    hint: text(
      '{ "allow": [{ "rule": "commands/download-pipe", "reason": "why it is fine here" }] }',
      '{ "allow": [{ "rule": "commands/download-pipe", "reason": "为何可以接受" }] }',
    ),
    details: { file, key: issue?.path.join('.') ?? '' },
  });
}

function jsonOf(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

export interface AcceptedFinding extends Finding {
  readonly reason: string;
}

export interface JudgedReport extends ScanReport {
  /** Findings of the list; they do not count for the verdict. */
  readonly accepted: readonly AcceptedFinding[];
}

/** The report without what is accepted. */
export function accept(report: ScanReport, list: readonly Allowed[]): JudgedReport {
  const reasonOf = ({ rule, file }: Finding) =>
    list.find(
      (entry) => (entry.rule === rule || entry.rule === familyOf({ id: rule })) && (entry.file ?? file) === file,
    )?.reason;
  const findings = report.findings.filter((finding) => reasonOf(finding) === undefined);
  const accepted = report.findings.flatMap((finding) => {
    const reason = reasonOf(finding);
    return reason === undefined ? [] : [{ ...finding, reason }];
  });
  return { ...report, verdict: verdictOf(findings), findings, accepted };
}
