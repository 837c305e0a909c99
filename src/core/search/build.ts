/** Building and growing an index in memory. Reading one needs none of this: see `read.ts`. */
import { analyse, type SearchDocument, type Syllables } from './document.ts';
import { fileOf } from './format.ts';
import { living, removeDocuments, type SearchIndex } from './memory.ts';
import { mineTranslations } from './mine.ts';
import type { Segment } from './segment.ts';
import { openTable } from './table.ts';
import { writeDictionary } from './translations.ts';
import { mergeDictionaries, mergeSegments, segmentWriter } from './write.ts';

/** So many documents become one segment; a compromise between sorting often and holding much. */
const BATCH = 4096;

function segmentsOf(documents: Iterable<SearchDocument>, syllables: Syllables): Segment[] {
  const segments: Segment[] = [];
  let writer = segmentWriter();
  let count = 0;
  for (const document of documents) {
    writer.add(analyse(document, syllables));
    if (++count % BATCH > 0) continue;
    segments.push(writer.finish());
    writer = segmentWriter();
  }
  return count % BATCH > 0 || count === 0 ? [...segments, writer.finish()] : segments;
}

/** Tables as bytes, to keep; `withDictionaries` opens them. */
export interface Dictionaries {
  readonly toChinese: Uint8Array;
  readonly toEnglish: Uint8Array;
}

/** What the documents teach about words of the other language. Some seconds for some hundred long ones. */
export function dictionariesOf(documents: readonly SearchDocument[]): Dictionaries {
  const { toChinese, toEnglish } = mineTranslations(documents);
  return { toChinese: writeDictionary(toChinese), toEnglish: writeDictionary(toEnglish) };
}

/** The index with these dictionaries in place of its own. @throws SoulError E_PROTOCOL */
export function withDictionaries(index: SearchIndex, { toChinese, toEnglish }: Dictionaries): SearchIndex {
  return { ...index, toChinese: [openTable(toChinese)], toEnglish: [openTable(toEnglish)] };
}

/** An index of nothing, to add to. */
export function emptyIndex(): SearchIndex {
  return { segments: [], toChinese: [], toEnglish: [] };
}

/** Indexes documents; of two with the same id the later one stays. */
export function buildWith(syllables: Syllables, documents: Iterable<SearchDocument>): SearchIndex {
  const latest = new Map(Array.from(documents, (document) => [document.id, document]));
  const all = [...latest.values()];
  const index = { ...emptyIndex(), segments: [segmentWith(syllables, all)] };
  return withDictionaries(index, dictionariesOf(all));
}

/** A segment is merged with the one before unless that is so many times larger: few segments, and little copying. */
const STEP = 8;
/** Larger ones are left alone: merging needs the room of both again. */
const LARGEST = 24 * 2 ** 20;

function weight({ bytes }: Segment): number {
  return bytes.terms.length + bytes.cards.length + bytes.topics.length;
}

function settled(segments: readonly Segment[]): readonly Segment[] {
  const [before, last] = segments.slice(-2);
  if (!before || !last || living(last) * STEP < living(before)) return segments;
  if (weight(before) + weight(last) > LARGEST) return segments;
  return settled([...segments.slice(0, -2), mergeSegments([before, last])]);
}

/** Documents of which each has an id of its own, as one segment. */
export function segmentWith(syllables: Syllables, documents: Iterable<SearchDocument>): Segment {
  return mergeSegments(segmentsOf(documents, syllables));
}

/** The index with a segment added, in place of whatever it has of these ids. Dictionaries stay as they were. */
export function addSegment(index: SearchIndex, segment: Segment, ids: readonly string[]): SearchIndex {
  const cleared = removeDocuments(index, ids);
  return living(segment) === 0 ? cleared : { ...cleared, segments: settled([...cleared.segments, segment]) };
}

/** All in one segment, as it is saved. */
function compacted({ segments, toChinese, toEnglish }: SearchIndex): SearchIndex {
  return {
    segments: [mergeSegments(segments)],
    toChinese: [mergeDictionaries(toChinese)],
    toEnglish: [mergeDictionaries(toEnglish)],
  };
}

/** One file of the whole index; removed documents are not in it. */
export function serializeIndex(index: SearchIndex): Uint8Array {
  return fileOf(compacted(index));
}
