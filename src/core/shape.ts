/**
 * Checks for JSON that we wrote ourselves and read on the quick paths, where loading zod would cost more than the whole
 * command (50 ms against 20 ms for Node itself). Strangers' JSON goes through zod. Each check throws `Malformed`.
 */
export class Malformed extends Error {}

export type Json = Readonly<Record<string, unknown>>;

export function ensure(condition: boolean): asserts condition {
  if (!condition) throw new Malformed('unexpected shape');
}

export function object(value: unknown): Json {
  ensure(typeof value === 'object' && value !== null && !Array.isArray(value));
  return value as Json;
}

export function list<T>(value: unknown, parse: (item: unknown) => T): T[] {
  ensure(Array.isArray(value));
  return value.map((item) => parse(item));
}

export function record<T>(value: unknown, parse: (item: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(object(value)).map(([key, item]) => [key, parse(item)]));
}

export function string(value: unknown): string {
  ensure(typeof value === 'string');
  return value;
}

export function boolean(value: unknown): boolean {
  ensure(typeof value === 'boolean');
  return value;
}

export function integer(value: unknown): number {
  ensure(Number.isSafeInteger(value));
  return value as number;
}

export function nullable<T>(value: unknown, parse: (item: unknown) => T): T | null {
  return value === null || value === undefined ? null : parse(value);
}
