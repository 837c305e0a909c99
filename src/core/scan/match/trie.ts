/**
 * All words of all slots in one tree, walked once over the folded text: linear time whatever the text, and the cost does
 * not grow with the number of rules. Nodes are numbers; the children of a node are a linked list (`next`), because nearly
 * all nodes below the first level have one or two; the first level is a table.
 */
import { type Fold, isHan, isWord, JOINT } from '../text/fold.ts';

/** Grows while it is built. Node 0 and out 0 stand for "none". */
export interface Trie {
  /** Node of each first character. */
  readonly first: Uint32Array;
  /** For each node: its character, its first child, its next sibling, the first of its outs. */
  readonly code: number[];
  readonly child: number[];
  readonly next: number[];
  readonly out: number[];
  /** For each out (a word that ends here): twice its slot, plus one when the word may go on; and the next out. */
  readonly outSlot: number[];
  readonly outNext: number[];
}

/** Places where words of slots stand, in order of `start`. Parallel arrays, because there are many. */
export interface Hits {
  readonly slot: number[];
  readonly start: number[];
  readonly end: number[];
}

export function newTrie(): Trie {
  const first = new Uint32Array(0x10000);
  return { first, code: [0], child: [0], next: [0], out: [0], outSlot: [0], outNext: [0] };
}

/** Adds a folded word to a slot. With `prefix` the word may go on: `upload*` finds "uploading", to its end. */
export function addWord(trie: Trie, word: string, slot: number, prefix: boolean): void {
  const head = word.charCodeAt(0);
  if (trie.first[head] === 0) trie.first[head] = addNode(trie, head);
  let node = trie.first[head] ?? 0;
  for (let at = 1; at < word.length; at++) node = childOf(trie, node, word.charCodeAt(at));
  const value = slot * 2 + (prefix ? 1 : 0);
  for (let out = trie.out[node] ?? 0; out !== 0; out = trie.outNext[out] ?? 0) if (trie.outSlot[out] === value) return;
  trie.outSlot.push(value);
  trie.outNext.push(trie.out[node] ?? 0);
  trie.out[node] = trie.outSlot.length - 1;
}

function addNode(trie: Trie, code: number): number {
  trie.code.push(code);
  trie.child.push(0);
  trie.next.push(0);
  trie.out.push(0);
  return trie.code.length - 1;
}

function childOf(trie: Trie, parent: number, code: number): number {
  let node = trie.child[parent] ?? 0;
  while (node !== 0 && trie.code[node] !== code) node = trie.next[node] ?? 0;
  if (node !== 0) return node;
  const added = addNode(trie, code);
  trie.next[added] = trie.child[parent] ?? 0;
  trie.child[parent] = added;
  return added;
}

const AT = 64;
const BLANK = 32;

/**
 * Finds every word of the trie. English words match whole words only, Han words anywhere. An `@` between letters is a
 * hit of the slot `mail`, four numbers with dots one of the slot `address`.
 */
export function findWords(trie: Trie, text: Fold, mail: number, address: number): Hits {
  const hits: Hits = { slot: [], start: [], end: [] };
  const { codes, size } = text;
  let before = 0;
  for (let at = 0; at < size; at++) {
    const head = codes[at] ?? 0;
    const node = trie.first[head] ?? 0;
    if (node !== 0 && !(isWord(before) && isWord(head))) walk(trie, text, at, node, hits);
    if (head === AT && isWord(before) && isHost(codes, size, at + 1)) push(hits, mail, at, at + 1);
    if (head >= 48 && head <= 57 && !isWord(before) && before !== DOT) quad(hits, codes, size, at, address);
    before = head;
  }
  return hits;
}

const LONGEST_HOST = 64;
const DOT = 46;

/** `mail.example`, not the `4.2.0` of `package@4.2.0`. */
function isHost(codes: Uint16Array, size: number, from: number): boolean {
  for (let at = from; at < size && at - from < LONGEST_HOST; at++) {
    const code = codes[at] ?? 0;
    if (code === DOT) return at > from && isLetter(codes[at - 1] ?? 0) && isLetter(codes[at + 1] ?? 0);
    if (!isWord(code) && code !== JOINT) return false;
  }
  return false;
}

/** 203.0.113.7: an address, unless it is a fifth number of a version or a private or documented loopback. */
function quad(hits: Hits, codes: Uint16Array, size: number, start: number, address: number): void {
  let at = start;
  for (let part = 0; part < 4; part++) {
    const from = at;
    while (at < size && at - from < 4 && (codes[at] ?? 0) >= 48 && (codes[at] ?? 0) <= 57) at++;
    if (at === from || at - from > 3) return;
    if (part < 3 && codes[at++] !== DOT) return;
  }
  if (!isWord(codes[at] ?? 0) && !(codes[at] === DOT && isWord(codes[at + 1] ?? 0))) push(hits, address, start, at);
}

function isLetter(code: number): boolean {
  return code >= 97 && code <= 122;
}

function walk(trie: Trie, text: Fold, start: number, head: number, hits: Hits): void {
  const { codes, size } = text;
  let node = head;
  for (let at = start + 1; ; at++) {
    if (trie.out[node] !== 0) report(trie, node, text, start, at, hits);
    if (at >= size) return;
    const piece = codes[at] === JOINT ? BLANK : codes[at];
    node = trie.child[node] ?? 0;
    while (node !== 0 && trie.code[node] !== piece) node = trie.next[node] ?? 0;
    if (node === 0) return;
  }
}

function report(trie: Trie, node: number, { codes, size }: Fold, start: number, end: number, hits: Hits): void {
  const inWord = end < size && isWord(codes[end] ?? 0) && isWord(codes[end - 1] ?? 0);
  for (let out = trie.out[node] ?? 0; out !== 0; out = trie.outNext[out] ?? 0) {
    const value = trie.outSlot[out] ?? 0;
    const prefix = (value & 1) === 1;
    if (!inWord || prefix) push(hits, value >> 1, start, prefix ? wordEnd(codes, size, end) : end);
  }
}

function push(hits: Hits, slot: number, start: number, end: number): void {
  hits.slot.push(slot);
  hits.start.push(start);
  hits.end.push(end);
}

const LONGEST_TAIL = 24;

function wordEnd(codes: Uint16Array, size: number, from: number): number {
  if (isHan(codes[from - 1] ?? 0)) return from;
  let end = from;
  while (end < size && end - from < LONGEST_TAIL && isWord(codes[end] ?? 0)) end++;
  return end;
}
