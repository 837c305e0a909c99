/** Where the suspicion of a bomb begins: the same for those who pack as for those who read. */
import type { Limits } from '../files.ts';
import { refused } from './refuse.ts';

type Ratio = Pick<Limits, 'ratio' | 'ratioFloor'>;

/** Bytes that an archive of so many bytes may unpack to. */
export function ratioBound(packed: number, { ratio, ratioFloor }: Ratio): number {
  return Math.max(ratioFloor, ratio * packed);
}

/** @throws SoulError E_TOO_LARGE `archive.ratio` */
export function checkRatio(packed: number, unpacked: number, limits: Ratio): void {
  const limit = ratioBound(packed, limits);
  if (unpacked > limit) throw refused('archive.ratio', { limit, actual: unpacked });
}
