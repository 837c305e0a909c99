/** Pages and texts, compressed as the browser can take them. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Coding = 'br' | 'gzip' | 'identity';

/** `br;q=1.0, gzip` → `br`. A coding with `q=0` is refused. */
export function codingFor(accepted: string | null): Coding {
  const offered = new Map(
    (accepted ?? '').split(',').map((part) => {
      const [name = '', ...rest] = part.trim().toLowerCase().split(';');
      return [name.trim(), !rest.some((param) => /^\s*q=0(?:\.0*)?\s*$/.test(param))] as const;
    }),
  );
  if (offered.get('br')) return 'br';
  return offered.get('gzip') ? 'gzip' : 'identity';
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/**
 * Quick: a page is made when it is asked for, and half the work makes it three parts in a hundred larger. `slow` is for
 * what is made once.
 */
export async function compress(bytes: Uint8Array, coding: Coding, slow = false): Promise<Uint8Array> {
  if (coding === 'identity') return bytes;
  if (coding === 'gzip') return zip(bytes, { level: slow ? 9 : 5 });
  return brotli(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: slow ? 11 : 3,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });
}
