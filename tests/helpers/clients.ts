/** Real programs that others wrote, installed by `npm run clients` outside the repository. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const CACHE = process.env.SOULHUB_CLIENTS ?? path.join(os.homedir(), '.cache', 'soulhub-clients');

/** The program; undefined where it is not installed, so that a test can say why it is skipped. CI may not skip. */
export function clientProgram(name: string): string | undefined {
  const program = path.join(CACHE, name, 'node_modules', '.bin', name);
  if (fs.existsSync(program)) return program;
  if (process.env.CI) throw new Error(`${program} is missing: npm run clients`);
  return undefined;
}
