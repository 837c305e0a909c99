/** A registry that is a folder. Nothing outside of it is read, wherever a link or a name inside may point. */
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ErrorCode, SoulError } from '../core/errors.ts';
import { LIMITS } from '../core/files.ts';
import { type Text, text } from '../core/text.ts';
import { filePath, locate, type Transport } from './transport.ts';

/** For JSON and search indexes, as over HTTP. */
const DATA = 16 * 1024 * 1024;

export function diskTransport(base: URL): Transport {
  const read = (at: string, limit: number) => readInside(base, fileOf(base, at), limit);
  return {
    base,
    live: false,
    json: async (at, parse) => {
      const bytes = await read(at, DATA);
      return bytes === null ? null : parse(parseJson(bytes, fileOf(base, at)));
    },
    text: async (at) => {
      const bytes = await read(at, LIMITS.fileBytes);
      if (bytes !== null) refuseHtml(bytes, fileOf(base, at));
      return bytes;
    },
    blob: (at) => read(at, DATA),
    archive: (at) => read(at, LIMITS.archiveBytes),
  };
}

/** @throws SoulError E_PROTOCOL for a place outside, and for what is no path */
function fileOf(base: URL, at: string): string {
  const url = locate(base, at);
  if (url.href.startsWith(base.href)) return filePath(url, 'E_PROTOCOL');
  throw refuse(
    'E_PROTOCOL',
    filePath(base, 'E_CONFIG'),
    text(`it names ${at}, outside of itself`, `其中引用了外部的 ${at}`),
  );
}

async function readInside(base: URL, file: string, limit: number): Promise<Uint8Array | null> {
  try {
    const [root, real] = await Promise.all([realpath(base), realpath(file)]);
    if (!real.startsWith(root + path.sep))
      throw refuse('E_LINK', file, text('it leads out of its folder', '它指向目录之外'));
    const facts = await stat(real);
    if (!facts.isFile()) return null;
    if (facts.size > limit) throw refuse('E_TOO_LARGE', file, text(`larger than ${limit} bytes`, `超过 ${limit} 字节`));
    return await readFile(real);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (error instanceof SoulError) throw error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw refuse('E_FILE', file, text(String(code), String(code)), error);
  }
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refuse('E_PROTOCOL', file, text('not valid JSON', '不是有效的 JSON'), cause);
  }
}

function refuseHtml(bytes: Uint8Array, file: string): void {
  const start = new TextDecoder().decode(bytes.subarray(0, 512));
  if (/^\uFEFF?\s*<(?:!doctype|html|head|body)\b/i.test(start)) {
    throw refuse('E_PROTOCOL', file, text('a web page, not a text', '是网页而不是文本'));
  }
}

function refuse(code: ErrorCode, file: string, why: Text, cause?: unknown): SoulError {
  return new SoulError(code, text(`${file}: ${why.en}`, `${file}：${why.zh}`), {
    details: { path: file },
    ...(cause === undefined ? {} : { cause }),
  });
}
