/**
 * Merkle trees as in RFC 6962 and RFC 9162: the hash of a tree is a promise about every entry in it and their order.
 *
 *     leaf   SHA-256(0x00 ‖ entry)
 *     node   SHA-256(0x01 ‖ left ‖ right)        left is the largest power of two that is smaller than the whole
 *
 * Two proofs make a log worth something. *Inclusion*: this entry is in the tree with this hash. *Consistency*: this tree
 * is the beginning of that one, so nothing that was said before was changed or taken back. Both are short lists of hashes.
 *
 * What is kept is a hash for each whole subtree: (level, n) covers the entries from n·2^level on, 2^level of them. It never
 * changes once it is there, so it may be a row, a place in a file or a cache; a `Nodes` reads them, all at once.
 */
import { createHash } from 'node:crypto';
import { SoulError } from '../errors.ts';
import { text } from '../text.ts';

export type Hash = Uint8Array;

/** A whole subtree. */
export interface Node {
  readonly level: number;
  readonly n: number;
}

/** Hashes of whole subtrees, in the order in which they are asked for. */
export type Nodes = (wanted: readonly Node[]) => Promise<readonly Hash[]>;

export function leafHash(entry: Uint8Array): Hash {
  return new Uint8Array(createHash('sha256').update(Buffer.of(0)).update(entry).digest());
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return new Uint8Array(createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest());
}

export const EMPTY_TREE: Hash = new Uint8Array(createHash('sha256').digest());

export function sameHash(a: Hash, b: Hash): boolean {
  return Buffer.from(a).equals(b);
}

/** The whole subtrees that the entries from `from` to before `to` fall into, left to right. Sizes reach 2^53. */
export function coverOf(from: number, to: number): readonly Node[] {
  const nodes: Node[] = [];
  for (let start = from; start < to; ) {
    const level = largestLevel(start, to);
    nodes.push({ level, n: start / 2 ** level });
    start += 2 ** level;
  }
  return nodes;
}

function largestLevel(start: number, to: number): number {
  let level = 0;
  while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level++;
  return level;
}

/** Hash of the entries from `from` to before `to`, which are a subtree of some tree. */
async function rangeHash(from: number, to: number, nodes: Nodes): Promise<Hash> {
  const hashes = await nodes(coverOf(from, to));
  return foldRight(hashes);
}

/** Whole subtrees of falling size, joined from the right. */
export function foldRight(hashes: readonly Hash[]): Hash {
  const [last = EMPTY_TREE, ...before] = [...hashes].reverse();
  return before.reduce((right, left) => nodeHash(left, right), last);
}

export function treeHash(size: number, nodes: Nodes): Promise<Hash> {
  return rangeHash(0, size, nodes);
}

/** The subtrees that become whole when the entry `index` is added, lowest first; the leaf itself is (0, index). */
export function grownNodes(index: number): readonly Node[] {
  const nodes: Node[] = [{ level: 0, n: index }];
  for (let n = index, level = 1; n % 2 === 1; level++) {
    n = (n - 1) / 2;
    nodes.push({ level, n });
  }
  return nodes;
}

/** The largest power of two below n (n > 1). */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

type Range = readonly [from: number, to: number];

/** Neighbours on the way from a leaf to the root, lowest first. */
function inclusionRanges(index: number, from: number, to: number): readonly Range[] {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  return index < middle
    ? [...inclusionRanges(index, from, middle), [middle, to]]
    : [...inclusionRanges(index, middle, to), [from, middle]];
}

/** RFC 9162 §2.1.4.1. `whole`: the old tree is exactly this subtree. */
function consistencyRanges(old: number, from: number, to: number, whole: boolean): readonly Range[] {
  if (old === to) return whole ? [] : [[from, to]];
  const middle = from + splitOf(to - from);
  return old <= middle
    ? [...consistencyRanges(old, from, middle, whole), [middle, to]]
    : [...consistencyRanges(old, middle, to, false), [from, middle]];
}

/** @throws Error for an index outside of the tree: our bug */
export async function proveInclusion(index: number, size: number, nodes: Nodes): Promise<readonly Hash[]> {
  if (index < 0 || index >= size) throw new Error(`entry ${index} is not in a tree of ${size}`);
  return hashesOf(inclusionRanges(index, 0, size), nodes);
}

/** @param old 1 … size @throws Error for sizes that make no sense: our bug */
export async function proveConsistency(old: number, size: number, nodes: Nodes): Promise<readonly Hash[]> {
  if (old < 1 || old > size) throw new Error(`a tree of ${old} is not the beginning of one of ${size}`);
  return hashesOf(consistencyRanges(old, 0, size, true), nodes);
}

/** One question for all ranges. */
async function hashesOf(ranges: readonly Range[], nodes: Nodes): Promise<readonly Hash[]> {
  const covers = ranges.map(([from, to]) => coverOf(from, to));
  const hashes = await nodes(covers.flat());
  let at = 0;
  return covers.map((cover) => {
    at += cover.length;
    return foldRight(hashes.slice(at - cover.length, at));
  });
}

export interface Tree {
  readonly size: number;
  readonly hash: Hash;
}

/** RFC 9162 §2.1.3.2. */
export function isIncluded(proof: readonly Hash[], index: number, leaf: Hash, tree: Tree): boolean {
  if (index < 0 || index >= tree.size) return false;
  let [fn, sn, hash] = [index, tree.size - 1, leaf];
  for (const other of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(other, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      hash = nodeHash(hash, other);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && sameHash(hash, tree.hash);
}

/** RFC 9162 §2.1.4.2. The empty tree is the beginning of every other. */
export function isConsistent(proof: readonly Hash[], old: Tree, now: Tree): boolean {
  if (old.size > now.size) return false;
  if (old.size === now.size) return proof.length === 0 && sameHash(old.hash, now.hash);
  if (old.size === 0) return proof.length === 0 && sameHash(old.hash, EMPTY_TREE);
  const isPower = 2 ** largestLevel(0, old.size) === old.size;
  const [first, ...rest] = isPower ? [old.hash, ...proof] : proof;
  if (first === undefined) return false;
  let [fn, sn] = [old.size - 1, now.size - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [before, after] = [first, first];
  for (const other of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      before = nodeHash(other, before);
      after = nodeHash(other, after);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      after = nodeHash(after, other);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && sameHash(before, old.hash) && sameHash(after, now.hash);
}

/** A checkpoint's text: the log's name, how many entries, the hash over them. */
export function formatTree(origin: string, { size, hash }: Tree): string {
  return `${origin}\n${size}\n${Buffer.from(hash).toString('base64')}\n`;
}

/** Lines that a later format may add are left alone. @throws SoulError E_LOG */
export function parseTree(body: string): Tree & { readonly origin: string } {
  const [origin = '', count = '', hash = ''] = body.split('\n');
  const bytes = Buffer.from(hash, 'base64');
  const size = /^(?:0|[1-9]\d{0,15})$/.test(count) ? Number(count) : Number.NaN;
  const fits = origin !== '' && Number.isSafeInteger(size) && bytes.length === 32;
  if (fits && bytes.toString('base64') === hash) return { origin, size, hash: new Uint8Array(bytes) };
  throw new SoulError('E_LOG', text('this is no checkpoint of a log', '这不是日志的检查点'));
}
