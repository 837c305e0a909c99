/**
 * A JSON file of ours that knows whether it is whole: one line `{"format":1,"check":"<sha256>"}`, one line of JSON.
 * A torn, truncated or altered file is noticed; what passes the check was written by us. A second copy beside it lets us
 * repair the first.
 */
import { isSoulError, SoulError } from '../core/errors.ts';
import { sha256Hex } from '../core/sha256.ts';
import { text } from '../core/text.ts';
import { readIfExists, replaceFile, step } from './disk.ts';

export interface Sealed<T> {
  readonly value: T;
  /** The file was damaged and its copy was used. */
  readonly repaired: boolean;
}

export interface SealedFile<T> {
  readonly file: string;
  readonly copy: string;
  readonly format: number;
  /** Throws when the JSON does not have the shape. */
  readonly parse: (value: unknown) => T;
}

/** null when there is nothing yet; `damaged` when neither file nor copy is whole. @throws SoulError E_STATE_NEWER */
export function readSealed<T>(sealed: SealedFile<T>): Sealed<T> | 'damaged' | null {
  const main = readIfExists(sealed.file);
  const first = main === null ? null : decode(sealed, main, sealed.file);
  if (first) return { value: first.value, repaired: false };
  const copy = readIfExists(sealed.copy);
  if (main === null && copy === null) return null;
  const second = copy === null ? null : decode(sealed, copy, sealed.copy);
  return second ? { value: second.value, repaired: true } : 'damaged';
}

/** The caller holds the lock. The copy is only insurance: when it cannot be written, the commit still stands. */
export function writeSealed<T>(sealed: SealedFile<T>, value: T): void {
  const body = JSON.stringify(value);
  const bytes = new TextEncoder().encode(
    `${JSON.stringify({ format: sealed.format, check: checksum(body) })}\n${body}\n`,
  );
  step('commit', sealed.file);
  replaceFile(sealed.file, bytes, { mode: 0o600, locked: true });
  step('committed', sealed.file);
  try {
    replaceFile(sealed.copy, bytes, { mode: 0o600, locked: true });
  } catch (error) {
    if (!isSoulError(error, 'E_FILE')) throw error;
  }
}

function checksum(body: string): string {
  return sha256Hex(new TextEncoder().encode(body));
}

function decode<T>(sealed: SealedFile<T>, bytes: Uint8Array, file: string): { value: T } | null {
  const [head, body] = new TextDecoder().decode(bytes).split('\n');
  try {
    const { format, check } = JSON.parse(head ?? '') as { format?: unknown; check?: unknown };
    if (typeof format === 'number' && format > sealed.format) throw newer(file);
    return body !== undefined && check === checksum(body) ? { value: sealed.parse(JSON.parse(body)) } : null;
  } catch (error) {
    if (isSoulError(error)) throw error;
    return null;
  }
}

function newer(file: string): SoulError {
  return new SoulError(
    'E_STATE_NEWER',
    text(`${file} was written by a newer soulhub`, `${file} 由更新版本的 soulhub 写入`),
    {
      hint: text('update: npm install -g soulhub@latest', '请升级：npm install -g soulhub@latest'),
      details: { path: file },
    },
  );
}
