/** Deflate, bounded: what to do about the three ways it can fail is for the container format to say. */
import { inflateRawSync } from 'node:zlib';

/** What `inflateRawSync` returns with `info: true`; the published types do not know that option's effect. */
interface InflateInfo {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

export type Inflated =
  | { readonly kind: 'ok'; readonly bytes: Buffer; readonly consumed: number }
  | { readonly kind: 'larger' | 'truncated' | 'damaged'; readonly cause: unknown };

const FAILURES: Readonly<Record<string, 'larger' | 'truncated'>> = {
  ERR_BUFFER_TOO_LARGE: 'larger',
  Z_BUF_ERROR: 'truncated',
};

/**
 * One raw deflate stream at the start of `packed`; `consumed` says where it ended.
 * @param bound never more bytes than this · @param expected how many are promised: memory is taken in one piece
 */
export function inflate(packed: Uint8Array, bound: number, expected: number): Inflated {
  const chunkSize = Math.max(64, Math.min(expected, bound) + 1);
  try {
    const options = { info: true, maxOutputLength: Math.max(1, bound), chunkSize };
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as InflateInfo;
    return { kind: 'ok', bytes: buffer, consumed: engine.bytesWritten };
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    return { kind: FAILURES[code] ?? 'damaged', cause };
  }
}
