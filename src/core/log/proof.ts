/**
 * A proof that something stands in a log, in one file that is checked without asking anybody
 * (https://c2sp.org/tlog-proof): what is said, where it stands, the way to the root, and the signed root.
 *
 *     c2sp.org/tlog-proof@v1
 *     extra <base64 of the entry>
 *     index 73894
 *     <base64 hash>
 *     …
 *
 *     <checkpoint>
 */
import { SoulError } from '../errors.ts';
import { decodeBase64, openNote, type VerifierKey } from '../note.ts';
import { text } from '../text.ts';
import { type Hash, isIncluded, leafHash, parseTree } from './tree.ts';

const HEAD = 'c2sp.org/tlog-proof@v1';

export interface Proof {
  /** As it stands in the log. */
  readonly entry: string;
  readonly index: number;
  readonly hashes: readonly Hash[];
  /** The signed note. */
  readonly checkpoint: string;
}

export function formatProof({ entry, index, hashes, checkpoint }: Proof): string {
  const lines = [
    HEAD,
    `extra ${Buffer.from(entry).toString('base64')}`,
    `index ${index}`,
    ...hashes.map((hash) => Buffer.from(hash).toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** @throws SoulError E_LOG */
export function parseProof(proof: string): Proof {
  const end = proof.indexOf('\n\n');
  const [head, extra = '', index = '', ...hashes] = proof.slice(0, end).split('\n');
  const entry = extra.startsWith('extra ') ? decodeBase64(extra.slice(6)) : null;
  const number = /^index (0|[1-9]\d{0,15})$/.exec(index)?.[1];
  const decoded = hashes.map(decodeBase64);
  const whole = decoded.every((hash): hash is Uint8Array => hash?.length === 32) && decoded.length < 64;
  if (end === -1 || head !== HEAD || entry === null || number === undefined || !whole) throw noProof();
  return {
    entry: Buffer.from(entry).toString('utf8'),
    index: Number(number),
    hashes: decoded as Hash[],
    checkpoint: proof.slice(end + 2),
  };
}

/** The size of the tree that it was proved for. @throws SoulError E_LOG, E_SIGNATURE */
export function verifyProof({ entry, index, hashes, checkpoint }: Proof, key: VerifierKey): number {
  const tree = parseTree(openNote(checkpoint, [key]).text);
  const fits = tree.origin === key.name && isIncluded(hashes, index, leafHash(Buffer.from(entry)), tree);
  if (fits) return tree.size;
  throw new SoulError(
    'E_LOG',
    text(`entry ${index} is not in the log that the proof is about`, `第 ${index} 条不在该证明所指的日志中`),
    { details: { index, size: tree.size } },
  );
}

function noProof(): SoulError {
  return new SoulError('E_LOG', text('this is no proof of an entry of a log', '这不是日志条目的证明'));
}
