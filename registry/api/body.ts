/**
 * Bodies, read with a limit before anything is kept. Three numbers guard the memory: what one route takes, what its
 * client announced, and what all requests together may hold at one time (`Budget`), so that fifty people who publish
 * at once wait for one another instead of stopping the hub.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';

/** Bytes that all bodies together may hold. */
export interface Budget {
  /** @throws SoulError E_RATE_LIMITED when there is no room now */
  take(bytes: number): void;
  give(bytes: number): void;
}

/** What one request holds of it. */
export interface Share extends Pick<Budget, 'take'> {
  /** All of it, whatever the request ended in. Twice is fine. */
  giveBack(): void;
}

export function shareOf(budget: Budget): Share {
  let held = 0;
  return {
    take(bytes) {
      budget.take(bytes);
      held += bytes;
    },
    giveBack() {
      budget.give(held);
      held = 0;
    },
  };
}

export function createBudget(total: number): Budget {
  let free = total;
  return {
    take(bytes) {
      if (bytes > free) throw busy();
      free -= bytes;
    },
    give(bytes) {
      free += bytes;
    },
  };
}

function busy(): SoulError {
  return new SoulError(
    'E_RATE_LIMITED',
    text('too many uploads at this moment; try again shortly', '此刻上传过多，请稍后再试'),
    { details: { retryAfter: 2 } },
  );
}

function tooLarge(limit: number): SoulError {
  const megabytes = Math.round((limit / 1024 / 1024) * 10) / 10;
  const shown = megabytes >= 1 ? `${megabytes} MB` : `${limit} bytes`;
  return new SoulError('E_TOO_LARGE', text(`the body is larger than ${shown}`, `请求体超过 ${shown}`), {
    details: { limit },
  });
}

/** Wrong length on the wire, a broken connection: the client's trouble, not ours. */
function broken(cause: unknown): SoulError {
  return new SoulError('E_USAGE', text('the body of the request broke off', '请求体不完整'), { cause });
}

/** The announced length, if it is one. */
function announced(headers: Headers): number | null {
  const value = headers.get('content-length');
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}

interface Reading {
  /** Bytes. */
  readonly limit: number;
  readonly share: Share;
  /** Ends the reading: nobody waits for the body any more. */
  readonly signal: AbortSignal;
}

/**
 * Reads the body whole, for as long as the client is there.
 * @throws SoulError E_TOO_LARGE, before reading where the length is announced; E_RATE_LIMITED; E_USAGE; the signal's reason
 */
export async function readBody(request: Request, { limit, share, signal }: Reading): Promise<Uint8Array> {
  signal.throwIfAborted();
  const length = announced(request.headers);
  if (length !== null && length > limit) throw tooLarge(limit);
  if (request.body === null || length === 0) return new Uint8Array();
  share.take(length ?? limit);
  try {
    return await collect(request.body, limit, AbortSignal.any([signal, request.signal]));
  } catch (error) {
    throw error instanceof SoulError ? error : broken(error);
  }
}

async function collect(body: ReadableStream<Uint8Array>, limit: number, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const write = (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  };
  await body.pipeTo(new WritableStream({ write }), { signal });
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size);
}

/** Strict UTF-8 JSON. An empty body is `undefined`. @throws SoulError E_USAGE */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new SoulError('E_USAGE', text('the body is not JSON', '请求体不是 JSON'), { cause });
  }
}

/** `Application/JSON; charset=utf-8` → `application/json` */
export function mediaType(header: string | null): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
