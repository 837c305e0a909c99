/** How many of a list, as it is typed. */
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';

/** @throws SoulError E_USAGE */
export function limitOf(limit: string | undefined, most: number): number {
  const count = Number(limit ?? 25);
  if (Number.isInteger(count) && count >= 1 && count <= most) return count;
  throw new SoulError(
    'E_USAGE',
    text(`--limit ${limit}: a number from 1 to ${most}`, `--limit ${limit}：应为 1 到 ${most} 的数字`),
  );
}
