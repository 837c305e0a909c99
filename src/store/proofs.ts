/**
 * What was verified when a package was installed, kept so that it can be verified again without asking anybody: one file
 * for each package and content in `$SOULHUB_HOME/proofs`. Never read on the quick paths.
 */
import path from 'node:path';
import { sha256Hex } from '../core/sha256.ts';
import { makeFolder, readIfExists, replaceFile } from './disk.ts';
import type { HomePaths } from './paths.ts';

function fileOf({ proofs }: HomePaths, name: string, content: string): string {
  return path.join(proofs, `${sha256Hex(new TextEncoder().encode(`${name}\n${content}`)).slice(0, 40)}.json`);
}

export function keepProof(paths: HomePaths, name: string, content: string, proof: unknown): void {
  makeFolder(paths.proofs);
  const bytes = new TextEncoder().encode(`${JSON.stringify(proof, null, 2)}\n`);
  replaceFile(fileOf(paths, name, content), bytes, { mode: 0o600 });
}

/** null when nothing was kept. */
export function readProof(paths: HomePaths, name: string, content: string): Uint8Array | null {
  return readIfExists(fileOf(paths, name, content));
}
