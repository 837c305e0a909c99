/**
 * The dictionary between languages that search uses, learned from packages that say the same in two of them. Every process
 * uses the same one: it is kept in the database, and learned anew when the hub has grown by half.
 */
import { Worker } from 'node:worker_threads';
import { isSoulError } from '../../src/core/errors.ts';
import {
  type Dictionaries,
  dictionariesOf,
  emptyIndex,
  type SearchDocument,
  withDictionaries,
} from '../../src/core/search/index.ts';
import type { Hub } from './hub.ts';
import { PACKAGES_BY_COUNT, type PackageRow, packageView } from './rows.ts';
import { documentsOf } from './search-document.ts';

export interface Learned extends Dictionaries {
  /** Packages there were when it was learned. */
  readonly from: number;
}

export const NOTHING_LEARNED: Learned = { from: 0, toChinese: new Uint8Array(), toEnglish: new Uint8Array() };

const GROWN = 1.5;

/**
 * The dictionary for a hub with so many packages: the one at hand, else one that another process learned, else a new one.
 * @throws the signal's reason, or because of it
 */
export async function dictionaryFor(hub: Hub, packages: number, known: Learned, signal: AbortSignal): Promise<Learned> {
  const enough = ({ from }: Learned) => packages < from * GROWN || packages === 0;
  if (enough(known)) return known;
  const kept = await keptDictionary(hub);
  if (enough(kept)) return kept;
  const learned = { ...((await learn(await teachers(hub, signal), signal)) ?? known), from: packages };
  await keep(hub, learned);
  return learned;
}

/** As many say enough: more would only repeat it. */
const TEACHERS = 1_000;

/** The most popular packages in more than one language. */
async function teachers(hub: Hub, signal: AbortSignal): Promise<SearchDocument[]> {
  const rows = await hub.sql.all<PackageRow>(
    `${PACKAGES_BY_COUNT} AND s.visible = 1 ORDER BY s.downloads DESC, s.package_id DESC LIMIT ?`,
    [TEACHERS],
  );
  const bilingual = rows.map(packageView).filter(({ listing }) => (listing?.languages.length ?? 0) > 1);
  return (await documentsOf(hub, bilingual, signal)).map(short);
}

/** Characters of a text, in one language. Souls are a tenth of that; nobody's treatise shall fill the memory. */
const LONG_ENOUGH = 50_000;

function short(document: SearchDocument): SearchDocument {
  const body = Object.entries(document.body ?? {}).map(([lang, text]) => [lang, text.slice(0, LONG_ENOUGH)]);
  return { ...document, body: Object.fromEntries(body) };
}

/** So few are learned from in less time than a thread takes to start. */
const FEW = 30;
/** Megabytes. What a thousand long souls in two languages need, with some air. */
const MEMORY = 256;

/** null when there is too much to learn from: what was known before has to do. */
function learn(documents: readonly SearchDocument[], signal: AbortSignal): Promise<Dictionaries | null> {
  signal.throwIfAborted();
  if (documents.length < FEW) return Promise.resolve(dictionariesOf(documents));
  const script = new URL(import.meta.url.endsWith('.ts') ? './miner.ts' : './miner.js', import.meta.url);
  const miner = new Worker(script, { workerData: documents, resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
  const stop = () => miner.terminate();
  signal.addEventListener('abort', stop, { once: true });
  return new Promise((resolve, reject) => {
    miner.once('message', resolve);
    miner.once('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(null);
      else reject(error);
    });
    miner.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      reject(new Error(`the thread that learns a dictionary ended with ${code}`));
    });
  });
}

/** u32 length of the first · both of them. */
function packed({ toChinese, toEnglish }: Dictionaries): Uint8Array {
  const bytes = new Uint8Array(4 + toChinese.length + toEnglish.length);
  new DataView(bytes.buffer).setUint32(0, toChinese.length, true);
  bytes.set(toChinese, 4);
  bytes.set(toEnglish, 4 + toChinese.length);
  return bytes;
}

/** Nothing, when it is damaged: then it is learned again. */
function unpacked(bytes: Uint8Array, from: number): Learned {
  if (bytes.length < 4) return NOTHING_LEARNED;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0, true);
  const learned = { from, toChinese: bytes.subarray(4, 4 + length), toEnglish: bytes.subarray(4 + length) };
  try {
    withDictionaries(emptyIndex(), learned);
    return learned;
  } catch (error) {
    if (isSoulError(error, 'E_PROTOCOL')) return NOTHING_LEARNED;
    throw error;
  }
}

/** The one that was learned from most. */
export async function keptDictionary(hub: Hub): Promise<Learned> {
  const row = await hub.sql.get<{ sequence: number; bytes: Uint8Array }>(
    `SELECT sequence, bytes FROM snapshots WHERE name = 'dictionary'`,
  );
  return row === undefined ? NOTHING_LEARNED : unpacked(row.bytes, Number(row.sequence));
}

async function keep(hub: Hub, learned: Learned): Promise<void> {
  await hub.sql.run(
    `INSERT INTO snapshots (name, sequence, bytes) VALUES ('dictionary', ?, ?)
     ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence, bytes = excluded.bytes
     WHERE snapshots.sequence < excluded.sequence`,
    [learned.from, packed(learned)],
  );
}

/** The next one is learned from what is there then. */
export async function forgetDictionary(hub: Hub): Promise<void> {
  await hub.sql.run(`DELETE FROM snapshots WHERE name = 'dictionary'`);
}
