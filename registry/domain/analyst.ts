/** A thread that makes a segment of documents, again and again. Its memory is given back when it ends. */
import { parentPort } from 'node:worker_threads';
import { type SearchDocument, segmentFile, segmentOf } from '../../src/core/search/index.ts';

parentPort?.on('message', async (documents: readonly SearchDocument[]) => {
  const file = segmentFile(await segmentOf(documents));
  parentPort?.postMessage(file, [file.buffer as ArrayBuffer]);
});
