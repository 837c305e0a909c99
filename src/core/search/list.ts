/**
 * A list of byte strings by number, read in place: `u32 count · u32 × (count + 1) offsets · bytes`. The cards of an index
 * are one; only those of the documents found are ever decoded.
 */
import { damaged, type Sink, sink, writeBytes, written } from './table.ts';

export interface List {
  readonly count: number;
  readonly offsets: DataView;
  readonly body: Uint8Array;
}

export interface ListWriter {
  add(item: Uint8Array): void;
  finish(): Uint8Array;
}

export function listWriter(): ListWriter {
  const body: Sink = sink(1 << 12);
  const ends: number[] = [];
  return {
    add(item) {
      writeBytes(body, item);
      ends.push(body.length);
    },
    finish() {
      const bytes = new Uint8Array(8 + ends.length * 4 + body.length);
      const view = new DataView(bytes.buffer);
      view.setUint32(0, ends.length, true);
      for (const [index, end] of ends.entries()) view.setUint32(8 + index * 4, end, true);
      bytes.set(written(body), 8 + ends.length * 4);
      return bytes;
    },
  };
}

/** @throws SoulError E_PROTOCOL */
export function openList(bytes: Uint8Array): List {
  if (bytes.length < 8) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(0, true);
  const start = 8 + count * 4;
  if (start > bytes.length) throw damaged();
  const body = bytes.subarray(start);
  return { count, offsets: new DataView(bytes.buffer, bytes.byteOffset + 4, (count + 1) * 4), body };
}

/** The item of a number below `count`. @throws SoulError E_PROTOCOL */
export function itemAt(list: List, index: number): Uint8Array {
  if (index < 0 || index >= list.count) throw damaged();
  const start = list.offsets.getUint32(index * 4, true);
  const end = list.offsets.getUint32(index * 4 + 4, true);
  if (start > end || end > list.body.length) throw damaged();
  return list.body.subarray(start, end);
}
