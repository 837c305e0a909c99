/** Analysing documents for the index: a few on the spot with breaks, many in a thread, so that a hub answers meanwhile. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { SearchDocument, SearchIndex } from '../../src/core/search/index.ts';

type Segment = SearchIndex['segments'][number];

export interface Indexer {
  /** At least one, of no documents if need be. One call at a time. */
  segmentsOf(documents: readonly SearchDocument[]): AsyncGenerator<Segment, void>;
  close(): Promise<void>;
}

/** So few are analysed in less time than a thread takes to start. */
const FEW = 20;
/** Milliseconds after each: time for a page or two. */
const BREAK = 10;

/** The thread starts when it is first needed, and lives until `close`. @param signal ends what is at work with its reason */
export function openIndexer(signal: AbortSignal): Indexer {
  let thread: Worker | null = null;
  return {
    async *segmentsOf(documents) {
      const { loadSegment, segmentOf } = await import('../../src/core/search/index.ts');
      if (documents.length < FEW) {
        for (const document of documents.slice(0, -1)) {
          yield await segmentOf([document]);
          await wait(BREAK, undefined, { signal });
        }
        yield segmentOf(documents.slice(-1));
        return;
      }
      thread ??= startThread();
      thread.postMessage(documents);
      const [file] = (await once(thread, 'message', { signal })) as [Uint8Array];
      yield loadSegment(file, null);
    },
    close: async () => {
      await thread?.terminate();
    },
  };
}

/** Megabytes; without a limit, what is forgotten in a moment would be left lying about beside a server that needs its own. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

function startThread(): Worker {
  const script = new URL(import.meta.url.endsWith('.ts') ? './analyst.ts' : './analyst.js', import.meta.url);
  return new Worker(script, { resourceLimits: MEMORY });
}
