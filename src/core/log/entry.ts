/**
 * What stands in the log: one line of JSON for everything that changes what people get under a name. Keys are in the
 * order below, so that the same fact is the same bytes; more may follow in a later version.
 *
 *     {"type":"publish","name":"@ada/atlas","version":"1.0.0","integrity":"sha512-…","content":"h1:…","author":"ada+…","by":"ada","at":"2026-11-26T12:00:00.000Z"}
 *     {"type":"yank","name":"@ada/atlas","version":"1.0.0","reason":"typo","by":"ada","at":"…"}
 *     {"type":"key","owner":"ada","key":"ada+…","statement":"soulhub key v1\n…","by":"ada","at":"…"}
 */
import * as z from 'zod';
import { SoulError } from '../errors.ts';
import { text } from '../text.ts';

export const LogEntry = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  version: z.string().optional(),
  /** Of a publication. */
  integrity: z.string().optional(),
  content: z.string().optional(),
  /** Public key that signed it; absent for an unsigned one. */
  author: z.string().optional(),
  reason: z.string().optional(),
  /** Of a change of keys. */
  owner: z.string().optional(),
  key: z.string().optional(),
  statement: z.string().optional(),
  by: z.string(),
  /** ISO 8601. */
  at: z.string(),
});
export type LogEntry = z.output<typeof LogEntry>;

const ORDER = [
  'type',
  'name',
  'version',
  'integrity',
  'content',
  'author',
  'reason',
  'owner',
  'key',
  'statement',
  'by',
  'at',
] as const;

export function formatEntry(entry: LogEntry): string {
  return JSON.stringify(
    Object.fromEntries(ORDER.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]]))),
  );
}

/** @throws SoulError E_LOG */
export function parseEntry(line: string): LogEntry {
  try {
    return LogEntry.parse(JSON.parse(line));
  } catch (cause) {
    throw new SoulError('E_LOG', text('an entry of the log makes no sense', '日志条目无法识别'), { cause });
  }
}
