/**
 * What a route gives back: plain data, turned into a real response in one place (`edge.ts`). JSON stays a value until
 * then, so that tests can hold it against the schema that the route promises.
 */
import { createHash } from 'node:crypto';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AnswerBody;
}

export type AnswerBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

interface More {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const NO_STORE = { 'cache-control': 'no-store' };

/** Not cached unless the headers say otherwise. */
export function json(value: unknown, { status = 200, headers = {} }: More = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...NO_STORE, ...headers },
    body: { kind: 'json', value },
  };
}

export function plain(text: string, { status = 200, headers = {} }: More = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...NO_STORE, ...headers },
    body: { kind: 'text', text },
  };
}

export function bytes(content: Uint8Array, contentType: string, { status = 200, headers = {} }: More = {}): Answer {
  return {
    status,
    headers: { 'content-type': contentType, ...NO_STORE, ...headers },
    body: { kind: 'bytes', bytes: content },
  };
}

export function empty(status = 204, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { ...NO_STORE, ...headers }, body: { kind: 'none' } };
}

/** Something that may change, but is asked for again cheaply: kept, and checked with `If-None-Match` every time. */
export function revalidated(etag: string): Readonly<Record<string, string>> {
  return { 'cache-control': 'public, max-age=0, must-revalidate', etag };
}

/** Something that never changes under its address. A CDN may keep it for a year. */
export function immutable(etag: string): Readonly<Record<string, string>> {
  return { 'cache-control': 'public, max-age=31536000, immutable', etag };
}

/** A strong entity tag over anything that decides about the bytes. */
export function etagOf(...parts: readonly (string | Uint8Array)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${part.length}:`).update(part);
  return `"${sum.digest('base64url').slice(0, 27)}"`;
}

/** `If-None-Match: W/"a", "b"` or `*`. Weak comparison, as RFC 9110 asks for here. */
export function matchesEtag(header: string | null, etag: string | undefined): boolean {
  if (header === null || etag === undefined) return false;
  if (header.trim() === '*') return true;
  const strong = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.split(',').some((tag) => strong(tag) === strong(etag));
}
