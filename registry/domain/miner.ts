/** A thread that learns a dictionary: some seconds of work, and memory that is given back when it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { dictionariesOf, type SearchDocument } from '../../src/core/search/index.ts';

parentPort?.postMessage(dictionariesOf(workerData as readonly SearchDocument[]));
