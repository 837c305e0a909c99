/**
 * The index of what is visible, in memory. A process follows the hub's sequence, so that each catches up by itself with
 * what the others publish. Analysing a document does not depend on the others, so catching up costs what has changed. From
 * time to time the index is kept in the database: a new process starts with it instead of reading every package again.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { SearchIndex } from '../../src/core/search/index.ts';
import { dictionaryFor, forgetDictionary } from './dictionary.ts';
import type { Hub } from './hub.ts';
import { type Indexer, openIndexer } from './indexer.ts';
import { forgetIndex, isOutdated, type Known, keepIndex, keptIndex } from './kept-index.ts';
import { type News, newsSince } from './search-news.ts';

/** What a process knows, and the catching-up that is under way: one at a time, for whoever comes meanwhile. */
interface Following {
  known: Known | null;
  next: Promise<Known>;
}
const FOLLOWING = new WeakMap<Hub, Following>();

/** The index to ask: up to date, or as it was when catching up takes longer than people wait. Ids are those of packages. */
export async function indexOf(hub: Hub): Promise<SearchIndex> {
  const before = FOLLOWING.get(hub)?.known;
  const next = newestIndex(hub);
  if (!before) return (await next).index;
  const impatient = new AbortController();
  const waited = wait(hub.rules.searchPatience, before, { signal: impatient.signal }).catch(() => before);
  const { index } = await Promise.race([next, waited]).finally(() => impatient.abort());
  return index;
}

/** Milliseconds: what is being answered is answered first. */
const A_MOMENT = 50;
const SOON = new WeakSet<Hub>();

/** The same without waiting, for what may be a moment old: catching up goes on behind. */
export async function indexAtHand(hub: Hub): Promise<SearchIndex> {
  const before = FOLLOWING.get(hub)?.known;
  if (!before) return (await newestIndex(hub)).index;
  if (!SOON.has(hub)) setTimeout(catchUp, A_MOMENT, hub).unref();
  SOON.add(hub);
  return before.index;
}

function catchUp(hub: Hub): void {
  SOON.delete(hub);
  // Whoever needs it to be new waits for it and is told what went wrong.
  newestIndex(hub).catch(() => undefined);
}

/**
 * Brings the index up to date, however long it takes; keeps it when much was new; takes over what somebody rebuilt. For the
 * chores, and after seeding.
 */
export async function refreshSearch(hub: Hub): Promise<void> {
  const { known } = FOLLOWING.get(hub) ?? {};
  if (known && (await isOutdated(hub, known))) FOLLOWING.delete(hub);
  await newestIndex(hub);
}

/** Forgets what was kept and reads every package again: after a change of the analysis, or when in doubt. */
export async function rebuildSearch(hub: Hub): Promise<{ readonly packages: number }> {
  await forgetIndex(hub);
  await forgetDictionary(hub);
  FOLLOWING.delete(hub);
  const known = await newestIndex(hub);
  await keepIndex(hub, known);
  const { sizeOf } = await import('../../src/core/search/index.ts');
  return { packages: sizeOf(known.index) };
}

/** The index as it is now, however long catching up takes; one catching-up at a time, for whoever comes meanwhile. */
export function newestIndex(hub: Hub): Promise<Known> {
  const before = FOLLOWING.get(hub);
  const start = before ? before.next.catch(() => before.known) : Promise.resolve(null);
  const following: Following = { known: before?.known ?? null, next: start.then((known) => caughtUp(hub, known)) };
  FOLLOWING.set(hub, following);
  following.next.then(
    (known) => {
      following.known = known;
    },
    () => undefined,
  );
  return following.next;
}

/** So many changes are worth writing the index down again; on a long way, so many more before a rest. */
const WORTH_KEEPING = 500;
const REST_AFTER = 20_000;

const STOPS = new WeakMap<Hub, AbortController>();

function stopOf(hub: Hub): AbortController {
  const stop = STOPS.get(hub) ?? new AbortController();
  STOPS.set(hub, stop);
  return stop;
}

/** For a hub that is about to close: catching up ends where it is, and whoever waits for it gets the index as it is then. */
export function stopIndexing(hub: Hub): void {
  stopOf(hub).abort();
}

async function caughtUp(hub: Hub, before: Known | null): Promise<Known> {
  const { signal } = stopOf(hub);
  let known = before ?? (await keptIndex(hub));
  let kept = known.sequence;
  const indexer = openIndexer(signal);
  try {
    for await (const news of ahead(newsSince(hub, known.sequence, signal))) {
      known = await withNews(known, news, indexer);
      if (known.sequence - kept < REST_AFTER) continue;
      await keepIndex(hub, known);
      kept = known.sequence;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await indexer.close();
  }
  if (known.sequence - kept >= WORTH_KEEPING) await keepIndex(hub, known);
  return signal.aborted ? known : translating(hub, known, signal);
}

async function withNews(known: Known, { changed, documents, sequence }: News, indexer: Indexer): Promise<Known> {
  const { addSegment } = await import('../../src/core/search/index.ts');
  let { index } = known;
  let replaced = [...changed];
  for await (const segment of indexer.segmentsOf([...documents.values()])) {
    index = addSegment(index, segment, replaced);
    replaced = [];
  }
  return { ...known, index, sequence };
}

/** The same items; while one is used, the next is being made. */
async function* ahead<Item>(items: AsyncGenerator<Item, void>): AsyncGenerator<Item, void> {
  let next = items.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = items.next();
      // Waited for above; until then a failure of the next must not end the program.
      next.catch(() => undefined);
      yield value;
    }
  } finally {
    await items.return();
  }
}

/** With the dictionary that suits its size. */
async function translating(hub: Hub, known: Known, signal: AbortSignal): Promise<Known> {
  const { sizeOf, withDictionaries } = await import('../../src/core/search/index.ts');
  const learned = await dictionaryFor(hub, sizeOf(known.index), known.learned, signal).catch((error) => {
    if (signal.aborted) return known.learned;
    throw error;
  });
  return learned === known.learned ? known : { ...known, index: withDictionaries(known.index, learned), learned };
}
