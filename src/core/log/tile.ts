/**
 * A log as plain files (https://c2sp.org/tlog-tiles): its hashes lie in tiles of 256, which any static host serves and
 * any cache keeps, because a full tile never changes.
 *
 *     checkpoint                  signed: the log's name, its size, its hash
 *     tile/0/000                  hashes of the first 256 entries
 *     tile/0/x001/234.p/17        17 hashes of a tile that is not full yet
 *     tile/1/000                  one hash for each full tile of level 0
 *     tile/entries/000            the entries themselves, each behind its length in two bytes
 *
 * A tile of level L holds nodes of level 8·L; those between are computed from it.
 */
import { SoulError } from '../errors.ts';
import { text } from '../text.ts';
import { foldRight, type Hash, type Node, type Nodes, nodeHash, sameHash, type Tree, treeHash } from './tree.ts';

export const TILE_HEIGHT = 8;
export const TILE_WIDTH = 2 ** TILE_HEIGHT;
const HASH_SIZE = 32;
const LONGEST_ENTRY = 0xffff;

export interface Tile {
  readonly level: number | 'entries';
  readonly n: number;
  /** Hashes, or entries, in it: 1 … 256. */
  readonly width: number;
}

/** `tile/0/x001/x234/067.p/17` */
export function tilePath({ level, n, width }: Tile): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0');
  const parts = (digits.match(/.{3}/g) ?? []).map((part, at, all) => (at === all.length - 1 ? part : `x${part}`));
  return `tile/${level}/${parts.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

const PATH = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*)(\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** null for what is no path of a tile; only one spelling is right. */
export function parseTilePath(path: string): Tile | null {
  const [, level = '', high = '', low = '', width] = PATH.exec(path) ?? [];
  if (level === '') return null;
  const n = Number(high.replace(/[x/]/g, '') + low);
  const tile: Tile = {
    level: level === 'entries' ? level : Number(level),
    n,
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  return Number.isSafeInteger(n) && tilePath(tile) === path && Number(tile.level === 'entries' ? 0 : tile.level) < 64
    ? tile
    : null;
}

/** How many hashes the tile (level, n) has in a tree of that size; 0 when there is none yet. */
export function tileWidth(level: number, n: number, size: number): number {
  const count = Math.floor(size / 2 ** (level * TILE_HEIGHT));
  return Math.max(0, Math.min(TILE_WIDTH, count - n * TILE_WIDTH));
}

/** Every tile that a tree of `size` has and one of `old` had not, or had narrower. */
export function newTiles(old: number, size: number): readonly Tile[] {
  const tiles: Tile[] = [];
  for (let level = 0; size >= 2 ** (level * TILE_HEIGHT); level++) {
    const [before, now] = [old, size].map((count) => Math.floor(count / 2 ** (level * TILE_HEIGHT))) as [
      number,
      number,
    ];
    if (now === before) continue;
    for (let n = Math.floor(before / TILE_WIDTH); n * TILE_WIDTH < now; n++) {
      tiles.push({ level, n, width: tileWidth(level, n, size) });
    }
  }
  return tiles;
}

/** The bundles of entries for the same growth. */
export function newBundles(old: number, size: number): readonly Tile[] {
  return newTiles(old, size)
    .filter(({ level }) => level === 0)
    .map((tile) => ({ ...tile, level: 'entries' as const }));
}

/** The nodes whose hashes make up a tile. */
export function nodesOf({ level, n, width }: Tile): readonly Node[] {
  const at = Number(level) * TILE_HEIGHT;
  return Array.from({ length: width }, (_, index) => ({ level: at, n: n * TILE_WIDTH + index }));
}

/** @throws SoulError E_LOG for bytes that are no such tile */
export function tileHashes(tile: Tile, bytes: Uint8Array): readonly Hash[] {
  if (bytes.length !== tile.width * HASH_SIZE) throw badTile(tile);
  return Array.from({ length: tile.width }, (_, at) => bytes.subarray(at * HASH_SIZE, (at + 1) * HASH_SIZE));
}

export function badTile(tile: Tile): SoulError {
  return new SoulError('E_LOG', text(`${tilePath(tile)} of the log is damaged`, `日志的 ${tilePath(tile)} 已损坏`), {
    details: { tile: tilePath(tile) },
  });
}

/** @throws Error for an entry that is too long: the caller's bug */
export function formatBundle(entries: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    entries.flatMap((entry) => {
      if (entry.length > LONGEST_ENTRY) throw new Error('an entry of the log is too long');
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** @throws SoulError E_LOG */
export function parseBundle(tile: Tile, bytes: Uint8Array): readonly Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: Uint8Array[] = [];
  for (let at = 0; at < buffer.length; ) {
    const end = at + 2 <= buffer.length ? at + 2 + buffer.readUInt16BE(at) : Number.POSITIVE_INFINITY;
    if (end > buffer.length) throw badTile(tile);
    entries.push(new Uint8Array(buffer.subarray(at + 2, end)));
    at = end;
  }
  if (entries.length !== tile.width) throw badTile(tile);
  return entries;
}

/** Reads a tile; null when it is not there. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array | null>;

/**
 * The nodes of a tree, read from tiles that nobody vouches for: each tile is held against the one above it, and the
 * uppermost against the tree's hash, before anything in it is believed.
 * @throws SoulError E_LOG for a tile that is missing or does not fit
 */
export function tileNodes(tree: Tree, read: ReadTile): Nodes {
  const known = new Map<string, Promise<readonly Hash[]>>();
  const raw = (tile: Tile): Promise<readonly Hash[]> => {
    const key = tilePath(tile);
    const hashes =
      known.get(key) ?? read(tile).then((bytes) => (bytes === null ? missing(tile) : tileHashes(tile, bytes)));
    known.set(key, hashes);
    return hashes;
  };
  let checked: Promise<void> | undefined;
  const edge = async () => {
    const fromTiles: Nodes = (wanted) => Promise.all(wanted.map(async (node) => hashIn(node, tree.size, raw)));
    if (!sameHash(await treeHash(tree.size, fromTiles), tree.hash)) throw unfit(tree.size);
  };
  const verified = new Set<string>();
  return async (wanted) => {
    checked ??= edge();
    await checked;
    for (const node of wanted) await climb(tileOf(node, tree.size), { tree, raw, verified });
    return Promise.all(wanted.map((node) => hashIn(node, tree.size, raw)));
  };
}

/** The tile that a node can be computed from. */
function tileOf({ level, n }: Node, size: number): Tile {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const first = n * 2 ** (level - tileLevel * TILE_HEIGHT);
  const index = Math.floor(first / TILE_WIDTH);
  const width = tileWidth(tileLevel, index, size);
  if (width === 0) throw new Error(`node ${level}/${n} is not in a tree of ${size}`);
  return { level: tileLevel, n: index, width };
}

async function hashIn(node: Node, size: number, raw: (tile: Tile) => Promise<readonly Hash[]>): Promise<Hash> {
  const tile = tileOf(node, size);
  const height = node.level - Number(tile.level) * TILE_HEIGHT;
  const first = node.n * 2 ** height - tile.n * TILE_WIDTH;
  const hashes = (await raw(tile)).slice(first, first + 2 ** height);
  if (hashes.length !== 2 ** height) throw badTile(tile);
  return wholeHash(hashes);
}

/** Of 2^k hashes. */
function wholeHash(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    row = Array.from({ length: row.length / 2 }, (_, at) => nodeHash(row[2 * at] as Hash, row[2 * at + 1] as Hash));
  }
  return row[0] ?? foldRight([]);
}

interface Climb {
  readonly tree: Tree;
  readonly raw: (tile: Tile) => Promise<readonly Hash[]>;
  readonly verified: Set<string>;
}

/** A full tile must have the hash that stands for it one level up; a partial one is part of the edge, checked already. */
async function climb(tile: Tile, to: Climb): Promise<void> {
  const key = tilePath(tile);
  if (tile.width < TILE_WIDTH || to.verified.has(key)) return;
  const above: Node = { level: (Number(tile.level) + 1) * TILE_HEIGHT, n: tile.n };
  const parent = tileOf(above, to.tree.size);
  await climb(parent, to);
  if (!sameHash(wholeHash(await to.raw(tile)), await hashIn(above, to.tree.size, to.raw))) throw badTile(tile);
  to.verified.add(key);
}

function missing(tile: Tile): never {
  throw new SoulError('E_LOG', text(`the log does not have its ${tilePath(tile)}`, `日志缺少 ${tilePath(tile)}`), {
    details: { tile: tilePath(tile) },
  });
}

function unfit(size: number): SoulError {
  return new SoulError(
    'E_LOG',
    text(
      `the log's hashes do not add up to its signed checkpoint of ${size}`,
      `日志的哈希与其签名检查点（${size}）不符`,
    ),
    { details: { size } },
  );
}
