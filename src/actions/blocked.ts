/** What the scanner blocks is not given to others, whichever way it would go. */
import { SoulError } from '../core/errors.ts';
import type { ScanReport } from '../core/scan/index.ts';
import { type Text, text } from '../core/text.ts';

/** @param what did not happen to it: "was not published" @throws SoulError E_SCAN_BLOCKED */
export function refuseBlocked(name: string, { findings }: ScanReport, what: Text): void {
  const worst = findings.find(({ severity }) => severity === 'block');
  if (!worst) return;
  throw new SoulError(
    'E_SCAN_BLOCKED',
    text(
      `${name} ${what.en}: ${worst.why.en} (${worst.file}:${worst.line})`,
      `${what.zh} ${name}：${worst.why.zh}（${worst.file}:${worst.line}）`,
    ),
    {
      hint: text(`clawhub scan --explain ${worst.rule}`, `clawhub scan --explain ${worst.rule}`),
      details: { name, rule: worst.rule, file: worst.file, line: worst.line },
    },
  );
}
