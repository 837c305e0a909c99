/**
 * An index as a file. Nothing in it is decoded on loading; the parts are opened where they lie, so the bytes must not be
 * changed afterwards.
 *
 *     8 bytes  "soulidx1"            what it is, and the version of the format and of the analysis behind it: an index that
 *                                    was analysed otherwise would load and find nothing, so either change means a new digit
 *     u32 × 7  lengths of the parts: terms, readings, cards, topics, popularity, to Chinese, to English
 *     the parts, one after the other
 *
 * It compresses to about half. Compress it for the wire if at all; a program that answers one query and ends is faster
 * reading more bytes than inflating fewer.
 */
import { SoulError } from '../errors.ts';
import { text } from '../text.ts';
import type { SearchIndex } from './memory.ts';
import { openSegment, type Segment } from './segment.ts';
import { damaged, fromUtf8, openTable, type Table, tableWriter, utf8 } from './table.ts';

const MAGIC = 'soulidx1';
const PARTS = 7;
const HEADER = MAGIC.length + PARTS * 4;

function bytesOf(table: Table): Uint8Array {
  const start = table.heads.byteOffset - 8;
  return new Uint8Array(table.heads.buffer, start, 8 + table.blocks * 4 + table.body.length);
}

/** One segment as a file: an index with empty dictionaries. What was removed from it is not said. */
export function segmentFile(segment: Segment): Uint8Array {
  const empty = openTable(tableWriter().finish());
  return fileOf({ segments: [segment], toChinese: [empty], toEnglish: [empty] });
}

/** Back again. @throws SoulError E_PROTOCOL */
export function loadSegment(file: Uint8Array, removed: Uint8Array | null): Segment {
  const [segment] = loadIndex(file).segments;
  if (!segment || (removed && removed.length !== segment.count)) throw damaged();
  return { ...segment, removed };
}

/** The file of an index that is one segment and one pair of dictionaries. */
export function fileOf({ segments, toChinese, toEnglish }: SearchIndex): Uint8Array {
  const parts = segments.flatMap(({ bytes }) => [
    bytes.terms,
    bytes.readings,
    bytes.cards,
    bytes.topics,
    bytes.popularity,
  ]);
  const all = [...parts, ...[...toChinese, ...toEnglish].map(bytesOf)];
  const file = new Uint8Array(HEADER + all.reduce((sum, part) => sum + part.length, 0));
  const view = new DataView(file.buffer);
  file.set(utf8(MAGIC));
  let at = HEADER;
  for (const [number, part] of all.entries()) {
    view.setUint32(MAGIC.length + number * 4, part.length, true);
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function refuseOther(bytes: Uint8Array): void {
  const magic = fromUtf8(bytes.subarray(0, MAGIC.length));
  if (magic === MAGIC) return;
  const newer = magic.startsWith(MAGIC.slice(0, -1));
  throw new SoulError(
    'E_PROTOCOL',
    newer
      ? text('the search index was made by another version of soulhub', '搜索索引由其他版本的 soulhub 生成')
      : text('this is no search index', '这不是搜索索引'),
    { details: { magic: newer ? magic : null } },
  );
}

/** Opens an index; the bytes are used where they are. @throws SoulError E_PROTOCOL */
export function loadIndex(file: Uint8Array): SearchIndex {
  // A Buffer's slices are slow to make, and reading an index makes many.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.length);
  refuseOther(bytes);
  if (bytes.length < HEADER) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = HEADER;
  const parts = Array.from({ length: PARTS }, (_, number) => {
    const length = view.getUint32(MAGIC.length + number * 4, true);
    at += length;
    return bytes.subarray(at - length, at);
  });
  if (at !== bytes.length) throw damaged();
  const [terms, readings, cards, topics, popularity, toChinese, toEnglish] = parts;
  if (!terms || !readings || !cards || !topics || !popularity || !toChinese || !toEnglish) throw damaged();
  return {
    segments: [openSegment({ terms, readings, cards, topics, popularity })],
    toChinese: [openTable(toChinese)],
    toEnglish: [openTable(toEnglish)],
  };
}
