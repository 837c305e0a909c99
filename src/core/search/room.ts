/**
 * Room for the postings of one query. Of a hundred thousand documents they are some megabytes, and a query never waits for
 * anything in between, so the next one has the same room. Who finds it taken or full makes room of their own.
 */
export interface Room {
  readonly documents: Uint32Array;
  readonly impacts: Uint8Array;
  used: number;
}

/** Postings for each document of the collection, and at most so many: ten megabytes. */
const EACH = 16;
const MOST = 2 ** 21;

let idle: Room | null = null;

/** @param capacity documents of the collection */
export function takeRoom(capacity: number): Room {
  const size = Math.min(MOST, capacity * EACH);
  const taken = idle;
  idle = null;
  if (taken?.documents.length === size) return taken;
  return { documents: new Uint32Array(size), impacts: new Uint8Array(size), used: 0 };
}

export function giveBack(room: Room): void {
  room.used = 0;
  idle = room;
}

/** Place for so many postings, with whatever was there before. */
export function placeIn(room: Room, length: number): { readonly documents: Uint32Array; readonly impacts: Uint8Array } {
  const { used } = room;
  if (used + length > room.documents.length)
    return { documents: new Uint32Array(length), impacts: new Uint8Array(length) };
  room.used += length;
  return {
    documents: room.documents.subarray(used, used + length),
    impacts: room.impacts.subarray(used, used + length),
  };
}
