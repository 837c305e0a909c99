/**
 * What a scan says. A finding points into the original file: `start` and `end` are UTF-16 offsets (what
 * `String.prototype.slice` takes) into the text as it was read, `line` counts from 1.
 */
import type { Text } from '../text.ts';

export type Severity = 'info' | 'warn' | 'block';
export type Verdict = 'pass' | 'warn' | 'block';

export interface Finding {
  /** `family/name`; stable, listed in `RULES`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The text found, shortened, with everything invisible or able to steer a terminal written as `\u{…}`. */
  readonly excerpt: string;
  readonly why: Text;
}

export interface ScanReport {
  readonly verdict: Verdict;
  /** Version of the rule set. */
  readonly rules: string;
  readonly findings: readonly Finding[];
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warn: 1, block: 2 };
const STEPS: readonly Severity[] = ['info', 'warn', 'block'];

/** One step up or down, never past the ends. */
export function step(severity: Severity, by: number): Severity {
  const at = Math.min(2, Math.max(0, RANK[severity] + by));
  return STEPS[at] ?? severity;
}

export function worse(a: Severity, b: Severity): Severity {
  return RANK[a] >= RANK[b] ? a : b;
}

/** Any block blocks, any warning warns, else pass. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  if (findings.some((finding) => finding.severity === 'block')) return 'block';
  return findings.some((finding) => finding.severity === 'warn') ? 'warn' : 'pass';
}

/** By place in the package, the worse one first. */
export function inOrder(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start - b.start || RANK[b.severity] - RANK[a.severity] || (a.rule < b.rule ? -1 : 1);
}

const EXCERPT = 160;

/** Cuts a piece out of the original and makes it safe to show on a terminal or a page. */
export function excerptOf(text: string, start: number, end: number): string {
  const long = end - start > EXCERPT;
  const piece = visible(text.slice(start, long ? start + EXCERPT : end));
  return long ? `${piece}…` : piece;
}

const UNSHOWN =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single invisible characters are what is looked for
  /[\p{Cc}\p{Cs}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

/** Controls, format characters, private use and odd blanks as `\u{…}`; line breaks and tabs as one blank. */
export function visible(piece: string): string {
  return piece.replace(/[\t\n\r]+/g, ' ').replace(UNSHOWN, escaped);
}

function escaped(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Offsets of the line starts, for `lineAt`. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line, from 1, that holds an offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
