/** Damaged files are moved or copied beside their place under a name of their own, never deleted. */
import fs from 'node:fs';
import { attempt, readIfExists } from '../store/disk.ts';
import type { Context } from './context.ts';

/** null when there is nothing. */
export function setAside(ctx: Context, file: string): string | null {
  return beside(ctx, file, (aside) => fs.renameSync(file, aside));
}

/** The same, and the file stays. */
export function copyAside(ctx: Context, file: string): string | null {
  return beside(ctx, file, (aside) => fs.copyFileSync(file, aside));
}

function beside(ctx: Context, file: string, put: (aside: string) => void): string | null {
  if (readIfExists(file) === null) return null;
  const stamp = ctx.now().toISOString().replace(/[:.]/g, '-');
  for (let number = 0; ; number++) {
    const aside = `${file}.damaged-${stamp}${number === 0 ? '' : `-${number}`}`;
    if (fs.existsSync(aside)) continue;
    attempt(aside, () => put(aside));
    return aside;
  }
}
