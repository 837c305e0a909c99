/**
 * What a person or a company allows on a machine: `policy.json` under `$SOULHUB_HOME`, and `.clawhub/policy.json` in a
 * project. Both hold, so the stricter one wins. Comments are fine.
 *
 *     {
 *       "require": ["hub", "author", "log"],                  // who must vouch for what is installed
 *       "sources": { "allow": ["bundled", "https://hub.example"], "forbid": ["github"] },
 *       "scan": "warn",                                       // findings from this severity on are refused
 *       "allowFindings": [{ "rule": "dangerous-command", "package": "@acme/ops", "reason": "reviewed by ada" }]
 *     }
 *
 * A project is somebody else's file: its `allowFindings` lowers what would be asked, never what is blocked.
 */
import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode } from 'jsonc-parser';
import * as z from 'zod';
import { SoulError } from './errors.ts';
import { issueWords } from './issue-words.ts';
import { jsonErrorWords } from './json-error.ts';
import type { Finding, ScanReport } from './scan/index.ts';
import type { Signed } from './signed.ts';
import { type Text, text } from './text.ts';

const Policy = z.strictObject({
  require: z.array(z.enum(['hub', 'author', 'log'])).default([]),
  sources: z
    .strictObject({ allow: z.array(z.string()).optional(), forbid: z.array(z.string()).default([]) })
    .default({ forbid: [] }),
  scan: z.enum(['warn', 'block']).default('block'),
  allowFindings: z
    .array(z.strictObject({ rule: z.string(), package: z.string(), reason: z.string().min(1) }))
    .default([]),
});

export interface PolicyFile {
  readonly file: string;
  readonly source: string;
  readonly rules: z.output<typeof Policy>;
  /** The machine's own, and not a project's. */
  readonly own: boolean;
}

type Path = readonly (string | number)[];

/** @throws SoulError E_CONFIG that names the line */
export function parsePolicy(file: string, source: string, own: boolean): PolicyFile {
  const errors: ParseError[] = [];
  const value: unknown = parse(source, errors, { allowTrailingComma: true });
  const broken = errors[0];
  if (broken !== undefined)
    throw wrong(file, lineAt(source, broken.offset), jsonErrorWords(printParseErrorCode(broken.error)));
  const result = Policy.safeParse(value);
  if (result.success) return { file, source, rules: result.data, own };
  const issue = result.error.issues[0];
  throw wrong(file, lineOf(source, (issue?.path ?? []) as Path), issueWords(issue, text('the policy', '策略')));
}

function wrong(file: string, line: number, why: Text): SoulError {
  return new SoulError('E_CONFIG', text(`${file}:${line}: ${why.en}`, `${file}:${line}：${why.zh}`), {
    hint: text('nothing is installed until the policy can be read', '策略可读之前不会安装任何内容'),
    details: { file, line },
  });
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

/** The line of a place in the file; of its nearest parent when it is not there. */
function lineOf(source: string, path: Path): number {
  const root = parseTree(source);
  for (let length = path.length; root !== undefined && length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length) as (string | number)[]);
    if (node !== undefined) return lineAt(source, node.offset);
  }
  return 1;
}

interface From {
  readonly kind: string;
  readonly url: string;
}

/** `github` means every source of that kind, `https://hub.example` that one and what lies below. */
function isFrom(pattern: string, { kind, url }: From): boolean {
  const plain = pattern.replace(/\/+$/, '');
  return plain === kind || plain === url || url.startsWith(`${plain}/`);
}

/** Before anything is fetched. @throws SoulError E_POLICY */
export function heedSource(policies: readonly PolicyFile[], name: string, from: From): void {
  for (const policy of policies) {
    const { allow, forbid } = policy.rules.sources;
    const place = from.url || from.kind;
    const at = forbid.findIndex((pattern) => isFrom(pattern, from));
    if (at !== -1) throw refused(policy, ['sources', 'forbid', at], sourceWords(name, place));
    if (allow && !allow.some((pattern) => isFrom(pattern, from)))
      throw refused(policy, ['sources', 'allow'], sourceWords(name, place));
  }
}

function sourceWords(name: string, place: string): Text {
  return text(`${name} comes from ${place}`, `${name} 来自 ${place}`);
}

/** What comes with the program is vouched for by the program. @throws SoulError E_POLICY */
export function heedSigned(policies: readonly PolicyFile[], name: string, from: From, signed: Signed): void {
  if (from.kind === 'bundled') return;
  for (const policy of policies) {
    const at = policy.rules.require.findIndex((who) => signed[who] === null);
    if (at === -1) continue;
    const who = policy.rules.require[at] as keyof Signed;
    const words = {
      hub: text(`no hub has signed ${name}`, `${name} 没有 hub 签名`),
      author: text(`its author has not signed ${name}`, `${name} 没有作者签名`),
      log: text(`${name} stands in no log`, `${name} 不在任何日志中`),
    };
    throw refused(policy, ['require', at], words[who]);
  }
}

/** The report as the policies see it: what they allow is only information. @throws SoulError E_POLICY */
export function heedScan(policies: readonly PolicyFile[], name: string, report: ScanReport): ScanReport {
  const findings = report.findings.map((finding) => (isAllowed(policies, name, finding) ? lowered(finding) : finding));
  const worst = (['block', 'warn'] as const).find((severity) => findings.some((each) => each.severity === severity));
  for (const policy of policies) {
    if (policy.rules.scan !== 'warn' || worst === undefined) continue;
    const found = findings.find(({ severity }) => severity === worst);
    const where = `${found?.file}:${found?.line} ${found?.rule}`;
    throw refused(
      policy,
      ['scan'],
      text(`${name}: ${found?.why.en} (${where})`, `${name}：${found?.why.zh}（${where}）`),
    );
  }
  return { ...report, findings, verdict: worst ?? 'pass' };
}

function isAllowed(policies: readonly PolicyFile[], name: string, { rule, severity }: Finding): boolean {
  return policies.some(
    ({ rules, own }) =>
      (own || severity !== 'block') && rules.allowFindings.some((each) => each.rule === rule && each.package === name),
  );
}

function lowered(finding: Finding): Finding {
  return { ...finding, severity: 'info' };
}

function refused({ file, source }: PolicyFile, path: Path, what: Text): SoulError {
  const line = lineOf(source, path);
  return new SoulError(
    'E_POLICY',
    text(`${what.en}, and ${file}:${line} forbids that`, `${what.zh}，而 ${file}:${line} 不允许`),
    {
      hint: text('nothing was installed; the policy decides, not --yes', '没有安装任何内容；由策略决定，--yes 无效'),
      details: { file, line, rule: path.join('.') },
    },
  );
}
