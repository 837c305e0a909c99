/**
 * The search index in the database, for processes that start. It is kept in parts, one row for each segment, so that
 * keeping it again writes only what is new:
 *
 *     search               the sequence it is of; JSON: its generation, and segments in order, each with its id and what was
 *                          removed from it
 *     search/<id>          a segment, as `segmentFile` writes it
 *
 * A generation is what grew out of one beginning. Rebuilding begins a new one, by which other processes notice.
 */
import { isSoulError } from '../../src/core/errors.ts';
import type { SearchIndex } from '../../src/core/search/index.ts';
import { keptDictionary, type Learned } from './dictionary.ts';
import type { Hub } from './hub.ts';
import { newId } from './ids.ts';

/** An index, and how far in the hub's sequence it goes. */
export interface Known {
  readonly index: SearchIndex;
  readonly sequence: number;
  readonly learned: Learned;
  readonly generation: string;
}

type Segment = SearchIndex['segments'][number];

interface Part {
  readonly id: string;
  /** Bytes of 0 and 1, in base64; null when nothing was removed. */
  readonly removed: string | null;
}

interface Head {
  readonly generation: string;
  readonly parts: readonly Part[];
}

/** Ids of segments that are in the database or were. */
const IDS = new WeakMap<Segment['bytes'], string>();

const PREFIX = 'search/';

/** Of two processes the one that knows more is kept. */
export async function keepIndex(hub: Hub, { index, sequence, generation }: Known): Promise<void> {
  const { segmentFile } = await import('../../src/core/search/index.ts');
  const parts = index.segments.map((segment) => ({ segment, id: idOf(hub, segment) }));
  const there = new Set((await partNames(hub)).map(({ name }) => name));
  for (const { segment, id } of parts.filter((part) => !there.has(PREFIX + part.id))) {
    await hub.sql.run(`INSERT INTO snapshots (name, sequence, bytes) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING`, [
      PREFIX + id,
      sequence,
      segmentFile(segment),
    ]);
  }
  const head: Head = {
    generation,
    parts: parts.map(({ segment, id }) => ({ id, removed: base64(segment.removed) })),
  };
  await hub.sql.run(
    `INSERT INTO snapshots (name, sequence, bytes) VALUES ('search', ?, ?)
     ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence, bytes = excluded.bytes
     WHERE snapshots.sequence < excluded.sequence`,
    [sequence, new TextEncoder().encode(JSON.stringify(head))],
  );
  await dropOthers(hub);
}

function idOf(hub: Hub, { bytes }: Segment): string {
  const id = IDS.get(bytes) ?? newId(hub);
  IDS.set(bytes, id);
  return id;
}

function base64(removed: Uint8Array | null): string | null {
  return removed && Buffer.from(removed).toString('base64');
}

function partNames(hub: Hub) {
  return hub.sql.all<{ name: string; sequence: number }>(
    `SELECT name, sequence FROM snapshots WHERE name >= ? AND name < ?`,
    [PREFIX, 'search0'],
  );
}

/** Parts that the kept index does not name; those that are newer belong to one that is being written. */
async function dropOthers(hub: Hub): Promise<void> {
  const head = await readHead(hub);
  const named = new Set(head?.parts.map(({ id }) => PREFIX + id));
  for (const { name, sequence } of await partNames(hub)) {
    if (!named.has(name) && sequence <= (head?.sequence ?? 0))
      await hub.sql.run('DELETE FROM snapshots WHERE name = ?', [name]);
  }
}

async function readHead(hub: Hub): Promise<(Head & { readonly sequence: number }) | null> {
  const row = await hub.sql.get<{ sequence: number; bytes: Uint8Array }>(
    `SELECT sequence, bytes FROM snapshots WHERE name = 'search'`,
  );
  if (row === undefined) return null;
  return { ...(JSON.parse(new TextDecoder().decode(row.bytes)) as Head), sequence: Number(row.sequence) };
}

/** The index to start with: the kept one, or one of nothing. */
export async function keptIndex(hub: Hub): Promise<Known> {
  const { emptyIndex, withDictionaries } = await import('../../src/core/search/index.ts');
  const learned = await keptDictionary(hub);
  const opened = await openKept(hub);
  if (opened === null) await forgetIndex(hub);
  const { segments, sequence, generation } = opened ?? { segments: [], sequence: 0, generation: newId(hub) };
  const index = { ...emptyIndex(), segments };
  return { index: learned.from > 0 ? withDictionaries(index, learned) : index, sequence, learned, generation };
}

/** Whether somebody rebuilt the index since this one began. */
export async function isOutdated(hub: Hub, { generation }: Known): Promise<boolean> {
  const head = await readHead(hub);
  return head !== null && head.generation !== generation;
}

/** null when there is none, or when another version of the analysis made it: then it is made anew. */
async function openKept(
  hub: Hub,
): Promise<(Pick<Known, 'sequence' | 'generation'> & { readonly segments: readonly Segment[] }) | null> {
  const { loadSegment } = await import('../../src/core/search/index.ts');
  try {
    const head = await readHead(hub);
    if (head === null) return null;
    const segments: Segment[] = [];
    for (const { id, removed } of head.parts) {
      const row = await hub.sql.get<{ bytes: Uint8Array }>('SELECT bytes FROM snapshots WHERE name = ?', [PREFIX + id]);
      if (row === undefined) return null;
      const segment = loadSegment(row.bytes, removed === null ? null : Buffer.from(removed, 'base64'));
      IDS.set(segment.bytes, id);
      segments.push(segment);
    }
    return { segments, sequence: head.sequence, generation: head.generation };
  } catch (error) {
    if (isSoulError(error, 'E_PROTOCOL') || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The next process, or the next rebuilding, starts from nothing. */
export async function forgetIndex(hub: Hub): Promise<void> {
  for (const { name } of [{ name: 'search' }, ...(await partNames(hub))]) {
    await hub.sql.run('DELETE FROM snapshots WHERE name = ?', [name]);
  }
}
