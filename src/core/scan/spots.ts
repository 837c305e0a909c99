/** Places in a file and what was found there, before they become findings. */

import type { Text } from '../text.ts';
import { excerptOf, type Finding, lineAt, lineStarts, type Severity, worse } from './report.ts';
import type { Rule } from './rule.ts';

export interface Spot {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly start: number;
  readonly end: number;
  /** Instead of what the rule says. */
  readonly why?: Text;
}

/** Findings of one rule in one file that are told apart; a text with more is bad enough. */
const EACH = 40;

export function findingsOf(spots: readonly Spot[], text: string, file: string): readonly Finding[] {
  const starts = lineStarts(text);
  return distinct(spots).map(({ rule, severity, start, end, why }) => ({
    rule: rule.id,
    severity,
    file,
    line: lineAt(starts, start),
    start,
    end,
    excerpt: excerptOf(text, start, end),
    why: why ?? rule.why,
  }));
}

/** One spot for a rule and a place, with the worst severity; spots of a rule that overlap become one. */
function distinct(spots: readonly Spot[]): readonly Spot[] {
  const byRule = new Map<Rule, Spot[]>();
  for (const spot of [...spots].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const kept = byRule.get(spot.rule) ?? [];
    byRule.set(spot.rule, kept);
    const last = kept.at(-1);
    const apart = last === undefined || last.end <= spot.start;
    if (last === undefined || (apart && kept.length < EACH)) kept.push(spot);
    else kept[kept.length - 1] = joined(last, spot, apart ? last.end : Math.max(last.end, spot.end));
  }
  return [...byRule.values()].flat();
}

function joined(a: Spot, b: Spot, end: number): Spot {
  return { ...a, severity: worse(a.severity, b.severity), end };
}
