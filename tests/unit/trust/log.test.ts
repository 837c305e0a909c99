/**
 * Merkle trees and tiles, against published values: the eight-leaf tree of the Certificate Transparency project, a proof
 * and a consistency proof of a real log with 961,984,013 entries, and the shapes that Go's tests and the specification
 * of tiles name.
 */
import { describe, expect, it } from 'vitest';
import { headSeen } from '../../../src/actions/trust-log.ts';
import { formatProof, parseProof, verifyProof } from '../../../src/core/log/proof.ts';
import {
  formatBundle,
  newTiles,
  nodesOf,
  parseBundle,
  parseTilePath,
  type ReadTile,
  TILE_WIDTH,
  type Tile,
  tileNodes,
  tilePath,
} from '../../../src/core/log/tile.ts';
import {
  EMPTY_TREE,
  formatTree,
  grownNodes,
  type Hash,
  isConsistent,
  isIncluded,
  leafHash,
  type Node,
  type Nodes,
  nodeHash,
  parseTree,
  proveConsistency,
  proveInclusion,
  treeHash,
} from '../../../src/core/log/tree.ts';
import { generateKey, signNote } from '../../../src/core/note.ts';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (hash: Hash) => Buffer.from(hash).toString('hex');
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** A log in memory, kept as rows of whole subtrees. */
function memoryLog() {
  const rows = new Map<string, Hash>();
  const key = ({ level, n }: Node) => `${level}/${n}`;
  const nodes: Nodes = async (wanted) => wanted.map((node) => rows.get(key(node)) as Hash);
  let size = 0;
  return {
    nodes,
    add(entry: Uint8Array): void {
      for (const node of grownNodes(size)) {
        const below = (n: number) => rows.get(key({ level: node.level - 1, n })) as Hash;
        rows.set(key(node), node.level === 0 ? leafHash(entry) : nodeHash(below(2 * node.n), below(2 * node.n + 1)));
      }
      size++;
    },
    read: (async (tile) => Buffer.concat(await nodes(nodesOf(tile)))) as ReadTile,
  };
}

const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('trees', () => {
  it('have the published hashes', async () => {
    expect(hex(EMPTY_TREE)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const log = memoryLog();
    for (const [at, leaf] of LEAVES.entries()) {
      log.add(bytes(leaf));
      expect(hex(await treeHash(at + 1, log.nodes))).toBe(ROOTS[at]);
    }
    expect(formatTree('go.sum database tree', { size: 123456789012, hash: leafHash(Buffer.from('hello world')) })).toBe(
      'go.sum database tree\n123456789012\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n',
    );
  });

  it('prove inclusion and consistency for every size to 100, and no changed proof passes', async () => {
    const log = memoryLog();
    const roots: Hash[] = [EMPTY_TREE];
    for (let size = 1; size <= 100; size++) {
      log.add(Buffer.from(`leaf ${size - 1}`));
      const tree = { size, hash: await treeHash(size, log.nodes) };
      roots.push(tree.hash);
      for (let index = size % 7; index < size; index += 3) {
        const leaf = leafHash(Buffer.from(`leaf ${index}`));
        const proof = await proveInclusion(index, size, log.nodes);
        expect(isIncluded(proof, index, leaf, tree)).toBe(true);
        expect(isIncluded(proof, index, EMPTY_TREE, tree)).toBe(false);
        expect(isIncluded([...proof, leaf], index, leaf, tree)).toBe(false);
        for (const [at, hash] of proof.entries())
          expect(isIncluded(proof.with(at, leafHash(hash)), index, leaf, tree)).toBe(false);
      }
      for (let old = 1; old <= size; old += 1 + (size % 3)) {
        const before = { size: old, hash: roots[old] as Hash };
        const proof = await proveConsistency(old, size, log.nodes);
        expect(isConsistent(proof, before, tree)).toBe(true);
        if (old < size) expect(isConsistent(proof, { ...before, hash: leafHash(before.hash) }, tree)).toBe(false);
        for (const [at, hash] of proof.entries())
          expect(isConsistent(proof.with(at, leafHash(hash)), before, tree)).toBe(false);
      }
    }
    expect(isConsistent([], { size: 101, hash: EMPTY_TREE }, { size: 100, hash: roots[100] as Hash })).toBe(false);
  });

  it('accept the proofs of a real log of the web, Argon 2020', () => {
    const tree = { size: 961_984_013, hash: base64('dwlueapdd7LaOEnX2W2Wp9v2XE+KzejHRQGHwEx0oaM=') };
    const old = { size: 3_654_490, hash: base64('AuIZ5V6sDUj1vn3Y1K85oOaQ7y+FJJKtyRTl1edIKBQ=') };
    expect(isIncluded(INCLUSION.map(base64), 10_000, base64(LEAF), tree)).toBe(true);
    expect(isIncluded(INCLUSION.map(base64), 10_001, base64(LEAF), tree)).toBe(false);
    expect(isConsistent(CONSISTENCY.map(base64), old, tree)).toBe(true);
    expect(isConsistent(CONSISTENCY.map(base64), { ...old, size: old.size - 1 }, tree)).toBe(false);
  });

  it('refuse what is no checkpoint', () => {
    const good = 'x\n12\nTszzRgjTG6xce+z2AG31kAXYKBgQVtCSCE40HmuwBb0=\n';
    expect(parseTree(good).size).toBe(12);
    for (const bad of [
      '',
      'x\n',
      good.replace('12', '012'),
      good.replace('12', '0xabc'),
      good.replace('b0=', 'TOOBIG='),
    ])
      expect(() => parseTree(bad)).toThrow(expect.objectContaining({ code: 'E_LOG' }));
  });
});

describe('tiles', () => {
  it('have the paths of the specification', () => {
    expect(tilePath({ level: 0, n: 1_234_067, width: 256 })).toBe('tile/0/x001/x234/067');
    expect(tilePath({ level: 5, n: 123_456_078, width: 2 })).toBe('tile/5/x123/x456/078.p/2');
    expect(tilePath({ level: 'entries', n: 0, width: 17 })).toBe('tile/entries/000.p/17');
    for (const path of ['tile/0/000', 'tile/63/x001/001.p/255', 'tile/entries/x003/x057/500'])
      expect(tilePath(parseTilePath(path) as Tile)).toBe(path);
    for (const bad of [
      'tile/3/123/456/078',
      'tile/-1/000',
      'tile/00/000',
      'tile/64/000',
      'tile/0/x000/001',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/017',
      'tile/0/00',
      'tile/data/000',
      '../tile/0/000',
    ])
      expect(parseTilePath(bad)).toBeNull();
  });

  it('are as many as the specification counts for 70,000 and for 256 entries', () => {
    const count = (size: number) => {
      const kinds = newTiles(0, size).map(({ level, width }) => `${level} ${width}`);
      return Object.fromEntries(kinds.map((kind) => [kind, kinds.filter((other) => other === kind).length]));
    };
    expect(count(70_000)).toEqual({ '0 256': 273, '0 112': 1, '1 256': 1, '1 17': 1, '2 1': 1 });
    expect(count(256)).toEqual({ '0 256': 1, '1 1': 1 });
    expect(newTiles(255, 256)).toEqual([
      { level: 0, n: 0, width: 256 },
      { level: 1, n: 0, width: 1 },
    ]);
    expect(newTiles(300, 300)).toEqual([]);
  });

  it('carry entries behind their length', () => {
    const tile: Tile = { level: 'entries', n: 0, width: 2 };
    const bundle = formatBundle([Buffer.from('one'), Buffer.from('')]);
    expect(hex(bundle)).toBe('00036f6e650000');
    expect(parseBundle(tile, bundle).map(hex)).toEqual(['6f6e65', '']);
    for (const bad of [bundle.subarray(0, 4), bundle.subarray(0, 5), Buffer.concat([bundle, Buffer.of(0)])])
      expect(() => parseBundle(tile, bad)).toThrow(expect.objectContaining({ code: 'E_LOG' }));
  });

  it('give nodes that are believed only when every tile fits the signed hash', async () => {
    const log = memoryLog();
    const size = 3 * TILE_WIDTH + 17;
    for (let at = 0; at < size; at++) log.add(Buffer.from(`leaf ${at}`));
    const tree = { size, hash: await treeHash(size, log.nodes) };
    for (const index of [0, 255, 256, 700, size - 1]) {
      const nodes = tileNodes(tree, log.read);
      const proof = await proveInclusion(index, size, nodes);
      expect(isIncluded(proof, index, leafHash(Buffer.from(`leaf ${index}`)), tree)).toBe(true);
    }
    const old = { size: 300, hash: await treeHash(300, tileNodes(tree, log.read)) };
    expect(isConsistent(await proveConsistency(300, size, tileNodes(tree, log.read)), old, tree)).toBe(true);
    for (const [path, at] of [
      ['tile/0/000', 5],
      ['tile/0/003.p/17', 16],
      ['tile/1/000.p/3', 2],
    ] as const) {
      const lying: ReadTile = async (tile) => {
        const data = Buffer.from((await log.read(tile)) as Uint8Array);
        if (tilePath(tile) === path) data[at * 32] = (data[at * 32] as number) ^ 1;
        return data;
      };
      await expect(proveInclusion(3, size, tileNodes(tree, lying))).rejects.toMatchObject({ code: 'E_LOG' });
    }
    const gone: ReadTile = async () => null;
    await expect(proveInclusion(3, size, tileNodes(tree, gone))).rejects.toMatchObject({ code: 'E_LOG' });
  });
});

describe('a proof in a file', () => {
  it('is checked without asking anybody, and every changed line is noticed', async () => {
    const key = generateKey('hub.example/log');
    const log = memoryLog();
    for (let at = 0; at < 9; at++) log.add(Buffer.from(`entry ${at}`));
    const tree = { size: 9, hash: await treeHash(9, log.nodes) };
    const checkpoint = signNote(formatTree(key.verifier.name, tree), key);
    const hashes = await proveInclusion(4, 9, log.nodes);
    const proof = formatProof({ entry: 'entry 4', index: 4, hashes, checkpoint });
    expect(verifyProof(parseProof(proof), key.verifier)).toBe(9);
    for (const [at, line] of proof.split('\n').entries()) {
      if (line === '') continue;
      const changed = proof
        .split('\n')
        .with(
          at,
          line.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        )
        .join('\n');
      expect(() => verifyProof(parseProof(changed), key.verifier), line).toThrow();
    }
  });
});

const LEAF = 'nCs3mfIydh9x4CKyQ+u2xtmpxmFggA5MLymHwNQSlLg=';
const INCLUSION = [
  'T46AmJsuOM/gFiGlUp+IJJebp+1Z5qratFNW7U0JyOQ=',
  '9Jj1Feodn42uRYEfffkV4HF/EIPFQ5Zo9IwkxbQ2uhk=',
  'D53/1oCNebF4J59HHgioovKZxrmrKcVuCVhy3Izg8Ck=',
  'wSFDgGSrsXRPA+1c8WHoAFCsWeUv8NDyP/Q/SgsyVyY=',
  '516/RcwsgdwdzHn18v1dJHqBkgFUbNhmCIWOGjsMJaE=',
  'naTFY2ajLFgrgs5XUl+zJYZnnlJksLGsA1VYwpLfqbY=',
  'mKBRJo6qao+0Kdh/rhGkZUbHUAxMhrtrclrTpIbNjIg=',
  'Co4ueOFE7lpifLio94irxxsv1wFMMaK3tPu2ZQkHlro=',
  'yRgy800K6JMYCC05sWfqF2kvCg2riT/pVM+nEa6V5+0=',
  'n2O38XJZC8/Wpbwi9HhgVizlUyeUHVZvYyQB1607MRc=',
  'go3tAjuNfNSCj87y2Rg1xOroDknGN1eaf3cgvzObf7Q=',
  '8D0Mj3/J7ySSnFb0afIHYXv6rlOhECnsebY6XKi1IR8=',
  '6rcez46ZU8M5vPiWVMAUfJfAOV0pPP/mch/lYzZhj/M=',
  '2rtIeXrPvSdUyHc5maIgSAVB2BzaKaupWxSAiVayDE4=',
  'nniW/IMFQPN5xw8UsHFn7CRStYbm1gLu7NNa6kkRqJQ=',
  'mRPPi7sQS22MduIEyvcNzCNFqIt6kLwYPkNKrVtIcu8=',
  'JvTivzESNS9wHI8aph5a7uieVmtS/p9PciMZ5D6GyOo=',
  'UTyQd+Ym0wY4zG+qK806bBORwi1CSVvFQ/KknnqoZj8=',
  'hXODrqN+ff+U6zPqRQ+ZQKs6im1fPcxIerDSfNwflhE=',
  'II6GE+WY/DrpZzfHztLwkR46o37zVkNLCyPYlf68zA0=',
  'd609kWWcNBllbA8Jb/ad4XAVVGnScLRmtP8FYyr+Dck=',
  'rikBsP0G0gioXRpBFED2CzQdSLrGPvRd0bEcbEZw1rI=',
  'GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0=',
  'pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=',
  'f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA=',
  'WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=',
  'f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ=',
  'NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=',
  'C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI=',
  'nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=',
];
const CONSISTENCY = [
  '80Sfbj6UQEdVSZCSIgh9NMPj3vCBzcc1A48B2crJSWg=',
  'FZcrgAHUk6nNPviJZq8kEK6jCG1d18pJOFE45ZDc1TQ=',
  'Q67reWXmPBo1UfmwBap4Xi9PMPfFdUSSw3WGlRZdG7k=',
  'eJ7CyhR4PxzBxDIsWgrVYW1eFUb9ndgf46tFmiqVrxA=',
  'QrDwp062Grm5WY8KdrhFsBuuNjGzRox2Jb8PmVL5OYw=',
  'XM4YMjMEdLH/XJam/ZWyaP14k3cmsOtnPsOWQ54lW1s=',
  'SGiBh+jOTGccXU48ZzgQ88lRcBmtB4wz4oSDndv2QTg=',
  'WAS6txqNLYKGL1GdBdpqmV42TTfn6cJsuDsqLXuTCNI=',
  'QFmRS0rirUA7ZN3lxFjDncV+E1OCrn3NUB4RCp+5fzc=',
  'Hdbp7It2XBNZmNDBpCN/KPd7vfVqxgzwOosqVIaEA9E=',
  'mxvHL0ZiblBdD7j7pIa1jlfB0gSqfJ6oX0UGo7L0VsU=',
  'q5hjyvoW6TL/PThgcitpDcSTrnKX2p1+aqscqH2euRA=',
  'jTOWDqt3IHj2NVFeezyBz2ofpru+ztEywqKUAfFclKI=',
  'GIRn0w3HqJdvU9j1WVD//eR6lk2AaTVjyzjsJNP8U88=',
  'x52GJvxG81fnQBrgOTbll1A5tz95/LXK0Ag1NhB0r1I=',
  '6/0OqrcTgc3o5dD5PymmoC96lB9yLPFuTHVvLy8fSGk=',
  'Gf+iKLfcXO5l4JEFmsZvSdG5q1uEeWPfYLrds6pmjz0=',
  'DGuaco+McyM3AfRSF6qX7RwSetwe2ieYJmxw5e9rVx0=',
  '2tQJ9V32hnYp+fdpP6TcjmgJmLeNVOMKM0Ml1kk4cNU=',
  '3PapK+IkyJr8I9yAErAmzuZezzLMzsg+PfeRCgNW8NQ=',
  's6xiYeejb+wtqHA+URJZ2I/SCPyIW8coP6aB00FJbMY=',
  'z9lSpmdTcr5M5ZzKlc4EPh3SrSypKFdk6JUF/UccaZU=',
  'GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0=',
  'pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=',
  'f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA=',
  'WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=',
  'f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ=',
  'NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=',
  'C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI=',
  'nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=',
];

describe('the latest entry about a package', () => {
  it('is what was seen of it, and not what objects are born with', () => {
    expect(headSeen({ atlas: 7 }, 'atlas')).toBe(7);
    for (const name of ['lantern', 'constructor']) expect(headSeen({ atlas: 7 }, name)).toBe(0);
  });
});
