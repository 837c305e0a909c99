/** The bytes of an answer: all of them, decoded, and never more than allowed. */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { Headers } from './answer.ts';
import { nonsense, tooLarge } from './failure.ts';

type Body = Dispatcher.ResponseData['body'];

type Decoder = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Uint8Array>;
const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip) as Decoder,
  'x-gzip': promisify(gunzip) as Decoder,
  deflate: promisify(inflate) as Decoder,
  br: promisify(brotliDecompress) as Decoder,
};

/** What we can decode, for `Accept-Encoding`. */
export const ENCODINGS = 'gzip, br';

/** Reads to the end. @throws SoulError E_TOO_LARGE; errors of the network as they come */
export async function readAll(body: Body, headers: Headers, url: URL, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    if (Number(headers['content-length'] ?? 0) > limit) throw tooLarge(url, limit);
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) throw tooLarge(url, limit);
      chunks.push(chunk);
    }
  } finally {
    body.on('error', () => {}).destroy();
  }
  return Buffer.concat(chunks);
}

/** Undoes `Content-Encoding`; the limit counts after it as well. @throws SoulError E_TOO_LARGE, E_PROTOCOL */
export async function decode(bytes: Uint8Array, headers: Headers, url: URL, limit: number): Promise<Uint8Array> {
  const encoding = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === '' || encoding === 'identity' || bytes.length === 0) return bytes;
  const decoder = DECODERS[encoding];
  if (!decoder) throw nonsense(url, `the answer is encoded as "${encoding}"`, `回答使用了不支持的编码“${encoding}”`);
  try {
    return await decoder(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(url, limit);
    throw nonsense(url, 'the compressed answer is damaged or cut short', '压缩的回答已损坏或不完整', error);
  }
}
