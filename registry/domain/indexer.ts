/** Analysing documents for the index: a few on the spot, many in a thread, so that a hub answers meanwhile. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { SearchDocument, SearchIndex } from '../../src/core/search/index.ts';

type Segment = SearchIndex['segments'][number];

export interface Indexer {
  /** One call at a time. */
  segmentOf(documents: readonly SearchDocument[]): Promise<Segment>;
  close(): Promise<void>;
}

/** So few are analysed in less time than a thread takes to start. */
const FEW = 500;

/** The thread starts when it is first needed, and lives until `close`. */
export function openIndexer(): Indexer {
  let thread: Worker | null = null;
  return {
    async segmentOf(documents) {
      const { loadSegment, segmentOf } = await import('../../src/core/search/index.ts');
      if (documents.length < FEW) return segmentOf(documents);
      thread ??= startThread();
      thread.postMessage(documents);
      const [file] = (await once(thread, 'message')) as [Uint8Array];
      return loadSegment(file, null);
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
