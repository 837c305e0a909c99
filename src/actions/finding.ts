/** What `doctor` has to say about one thing. */
import { isSoulError, type SoulError } from '../core/errors.ts';
import type { Text } from '../core/text.ts';

export interface Finding {
  readonly level: 'ok' | 'note' | 'problem';
  readonly says: Text;
  readonly hint: Text | null;
  readonly fixed: boolean;
}

export function ok(says: Text): Finding {
  return { level: 'ok', says, hint: null, fixed: false };
}

export function problem({ says, hint }: SoulError): Finding {
  return { level: 'problem', says, hint: hint ?? null, fixed: false };
}

/** A check that fails is a finding. */
export function guarded(check: () => Finding[]): Finding[] {
  try {
    return check();
  } catch (error) {
    if (!isSoulError(error)) throw error;
    return [problem(error)];
  }
}
