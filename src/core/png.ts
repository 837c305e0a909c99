/**
 * The texts inside a PNG picture, where character cards travel. PNG (W3C, third edition): a signature, then chunks of
 * `length type data crc`. A text is in one of three kinds of chunk:
 *
 *     tEXt   keyword 0 text                                            Latin-1
 *     zTXt   keyword 0 method deflated                                 Latin-1
 *     iTXt   keyword 0 flag method language 0 translation 0 text       UTF-8, deflated when the flag is 1
 */
import { crc32, inflateSync } from 'node:zlib';
import { asBuffer, asBytes } from './archive/bytes.ts';
import { SoulError } from './errors.ts';
import { LIMITS } from './files.ts';
import { type Text, text } from './text.ts';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

export function isPng(bytes: Uint8Array): boolean {
  return asBuffer(bytes).subarray(0, SIGNATURE.length).equals(SIGNATURE);
}

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** With length and checksum, as it stands in the file. */
  readonly whole: Buffer;
}

/** Texts by keyword; of two with one keyword the first counts. @throws SoulError E_ARCHIVE for a damaged picture */
export function pngTexts(bytes: Uint8Array): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const chunk of chunksOf(bytes)) {
    const found = textOf(chunk);
    if (found !== null && !texts.has(found[0])) texts.set(...found);
  }
  return texts;
}

/** The same picture, byte for byte, without the texts in it. @throws SoulError E_ARCHIVE */
export function withoutTexts(bytes: Uint8Array): Uint8Array {
  const kept = chunksOf(bytes).filter(({ type }) => !/^(?:tEXt|zTXt|iTXt)$/.test(type));
  return asBytes(Buffer.concat([SIGNATURE, ...kept.map(({ whole }) => whole)]));
}

function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = asBuffer(bytes);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; ; ) {
    if (at + 12 > view.length) throw damaged(text('it is cut short', '文件不完整'));
    const end = at + 12 + view.readUInt32BE(at);
    if (end > view.length) throw damaged(text('it is cut short', '文件不完整'));
    const [type, data] = [view.toString('latin1', at + 4, at + 8), view.subarray(at + 8, end - 4)];
    if (crc32(view.subarray(at + 4, end - 4)) !== view.readUInt32BE(end - 4)) {
      throw damaged(text(`the checksum of its ${type} chunk is wrong`, `${type} 数据块校验和不符`));
    }
    chunks.push({ type, data, whole: view.subarray(at, end) });
    // What follows the end is no part of the picture.
    if (type === 'IEND') return chunks;
    at = end;
  }
}

function textOf({ type, data }: Chunk): [keyword: string, text: string] | null {
  const end = data.indexOf(0);
  if (!/^(?:tEXt|zTXt|iTXt)$/.test(type) || end < 1) return null;
  const keyword = data.toString('latin1', 0, end);
  if (type === 'tEXt') return [keyword, data.toString('latin1', end + 1)];
  if (type === 'zTXt') return [keyword, inflated(data.subarray(end + 2)).toString('latin1')];
  const [compressed, afterLanguage] = [data[end + 1] === 1, data.indexOf(0, end + 3)];
  const afterTranslation = data.indexOf(0, afterLanguage + 1);
  if (afterLanguage === -1 || afterTranslation === -1) return null;
  const rest = data.subarray(afterTranslation + 1);
  return [keyword, (compressed ? inflated(rest) : rest).toString('utf8')];
}

function inflated(data: Buffer): Buffer {
  try {
    return inflateSync(data, { maxOutputLength: LIMITS.fileBytes });
  } catch (cause) {
    throw damaged(text('a text in it cannot be unpacked', '其中的文本无法解压'), cause);
  }
}

function damaged(why: Text, cause?: unknown): SoulError {
  return new SoulError('E_ARCHIVE', text(`the PNG is damaged: ${why.en}`, `PNG 图片已损坏：${why.zh}`), {
    details: { rule: 'png.damaged' },
    cause,
  });
}
