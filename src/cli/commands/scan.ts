/** scan: people, JSON, SARIF, and a batch mode for judging the scanner. */
import * as readline from 'node:readline';
import { explain, scanPath, scanString, scanTarget } from '../../actions/scan.ts';
import { ERRORS, SoulError } from '../../core/errors.ts';
import { type Finding, type JudgedReport, toSarif } from '../../core/scan/index.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, oneLine } from '../output.ts';

interface ScanFlags extends GlobalFlags {
  readonly batch?: boolean;
  readonly sarif?: boolean;
  readonly explain?: string;
}

export async function scan({ out, ctx, flags }: Cli<ScanFlags>, target?: string): Promise<number> {
  if (flags.explain !== undefined) return showRule(out, flags.explain);
  if (flags.batch) return scanBatch(out);
  if (target === undefined)
    throw new SoulError('E_USAGE', text('scan what? a path or a package', '要扫描什么？请给出路径或包名'));
  const report = await scanTarget(ctx, target);
  if (flags.sarif) process.stdout.write(`${JSON.stringify(toSarif(report, out.lang), null, 2)}\n`);
  else showReport(out, report);
  if (!flags.sarif) out.data(reportJson(out, report));
  return report.verdict === 'block' ? ERRORS.E_SCAN_BLOCKED.exit : 0;
}

function showReport(out: Output, { verdict, findings, accepted }: JudgedReport): void {
  const { style } = out;
  const colours = { block: style.red, warn: style.yellow, info: style.dim } as const;
  for (const { severity, file, line, rule, why, excerpt } of findings) {
    out.print(`${colours[severity](severity.padEnd(5))}  ${file}:${line}  ${rule}  ${out.say(why)}`);
    out.print(`       ${style.dim(oneLine(excerpt, 120))}`);
  }
  for (const { file, line, rule, reason } of accepted)
    out.talk(out.t(`accepted: ${file}:${line}  ${rule}  ${reason}`, `已接受：${file}:${line}  ${rule}  ${reason}`));
  const colour = verdict === 'pass' ? style.green : verdict === 'warn' ? style.yellow : style.red;
  out.print(colour(verdict));
  if (findings.length > 0)
    out.talk(out.t('more about a rule: clawhub scan --explain <rule>', '查看规则说明：clawhub scan --explain <规则>'));
}

function reportJson(out: Output, { verdict, rules, findings, accepted }: JudgedReport) {
  const said = <F extends Finding>({ why, ...finding }: F) => ({ ...finding, why: out.say(why) });
  return { verdict, rules, findings: findings.map(said), accepted: accepted.map(said) };
}

function showRule(out: Output, id: string): number {
  const rule = explain(id);
  out.print(`${out.style.bold(rule.id)}  ${rule.severity}`);
  out.print(out.say(rule.why));
  out.data({ id: rule.id, severity: rule.severity, why: out.say(rule.why) });
  return 0;
}

async function scanBatch(out: Output): Promise<number> {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const item = batchLine(line);
    const report = item.text === undefined ? await scanPath(item.path ?? '') : scanString(item.text);
    const findings = report.findings.map(({ rule, severity, line: at, why }) => ({
      rule,
      severity,
      line: at,
      why: out.say(why),
    }));
    process.stdout.write(`${JSON.stringify({ id: item.id, verdict: report.verdict, findings })}\n`);
  }
  return 0;
}

function batchLine(line: string): { id: unknown; text?: string; path?: string } {
  try {
    const item = JSON.parse(line) as { id?: unknown; text?: unknown; path?: unknown };
    if (typeof item.text === 'string') return { id: item.id, text: item.text };
    if (typeof item.path === 'string') return { id: item.id, path: item.path };
  } catch {
    // Falls through to the same answer as for JSON of another shape.
  }
  throw new SoulError(
    'E_USAGE',
    text(
      `--batch: not a line {"id","text"}: ${line.slice(0, 60)}`,
      `--batch：不是 {"id","text"} 行：${line.slice(0, 60)}`,
    ),
  );
}
