/** What has changed in a hub, in steps that fit into memory: what the search index has yet to learn. */
import type { SearchDocument } from '../../src/core/search/index.ts';
import type { Hub } from './hub.ts';
import { changedSince } from './list.ts';
import { documentsOf } from './search-document.ts';

/** What changed, as far as it fits in one step. */
export interface News {
  /** Ids of all that changed; those without a document are not to be found any more. */
  readonly changed: ReadonlySet<string>;
  readonly documents: ReadonlyMap<string, SearchDocument>;
  /** Where the next step starts. */
  readonly sequence: number;
}

/** As many as are unpacked together: then the text is counted, which may be much. */
const READ_AT_ONCE = 20;
/** So many documents, or characters of text, make a segment: few segments to join, and not too much in memory. */
const MOST_DOCUMENTS = 4_000;
const MOST_TEXT = 4_000_000;

/** All that changed since a place in the hub's sequence, step by step, to the newest. @throws the signal's reason */
export async function* newsSince(hub: Hub, start: number, signal?: AbortSignal): AsyncGenerator<News, void> {
  for (let sequence = start; ; ) {
    const news = await nextNews(hub, sequence, signal);
    if (news.sequence === sequence) return;
    sequence = news.sequence;
    yield news;
  }
}

async function nextNews(hub: Hub, start: number, signal?: AbortSignal): Promise<News> {
  const changed = new Set<string>();
  const documents = new Map<string, SearchDocument>();
  let sequence = start;
  let text = 0;
  let more = true;
  while (more && documents.size < MOST_DOCUMENTS && text < MOST_TEXT) {
    signal?.throwIfAborted();
    const changes = await changedSince(hub, sequence, READ_AT_ONCE);
    more = changes.items.length === READ_AT_ONCE;
    const gone = new Set(changes.gone);
    for (const { id } of changes.items) {
      changed.add(id);
      documents.delete(id);
    }
    const visible = changes.items.filter(({ id }) => !gone.has(id));
    for (const document of await documentsOf(hub, visible)) {
      documents.set(document.id, document);
      text += Object.values(document.body ?? {}).reduce((sum, { length }) => sum + length, 0);
    }
    sequence = changes.sequence;
  }
  return { changed, documents, sequence };
}
