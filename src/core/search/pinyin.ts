/**
 * How Chinese characters are read. The only file that loads pinyin-pro, and only where documents are analysed: an index
 * carries the readings that its own names and tags need, so whoever only searches never loads a dictionary.
 */
import { pinyin } from 'pinyin-pro';

/** Tags repeat from document to document, and looking a phrase up in the dictionary takes its time. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 50_000;

function read(run: string): string[] {
  return pinyin(run, { toneType: 'none', type: 'array', v: true }).map((syllable) =>
    /^[a-zü]+$/.test(syllable) ? syllable.replaceAll('ü', 'v') : '',
  );
}

/** One syllable for each Chinese character, without tones, ü as v: 吕布 → lv bu. Characters without a reading give ''. */
export function syllables(run: string): readonly string[] {
  const before = known.get(run);
  if (before) return before;
  const found = read(run);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(run, found);
  return found;
}
