/** Reference material that lies beside the repository on some machines: corpora, scorers. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** `<repo>/../shared/<name>`; undefined where it is missing, so that a test can say why it is skipped. */
export function sharedPath(name: string): string | undefined {
  const path = resolve(import.meta.dirname, '../../../shared', name);
  if (existsSync(path)) return path;
  if (process.env.CI) throw new Error(`${path} is missing, and CI may not skip what needs it`);
  return undefined;
}
