/**
 * Keys that this machine signs with, one file for each in `$SOULHUB_HOME/keys`, readable for its owner only. They are
 * never sent anywhere; only what they signed is.
 */
import path from 'node:path';
import * as z from 'zod';
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { attempt, makeFolder, readIfExists, replaceFile } from './disk.ts';
import { fs } from './node.ts';
import type { HomePaths } from './paths.ts';

const KeyFile = z.looseObject({
  version: z.literal(1),
  /** As `core/note.ts` writes a private key. */
  key: z.string(),
  /** Statements that lead from earlier keys to this one, oldest first. */
  rotations: z.array(z.string()),
});
export type KeyFile = z.infer<typeof KeyFile>;

/** A name is checked before it comes here: it is a file's. */
function fileOf({ keys }: HomePaths, name: string): string {
  return path.join(keys, `${name}.json`);
}

export function keyNames({ keys }: HomePaths): readonly string[] {
  if (!fs.existsSync(keys)) return [];
  return fs
    .readdirSync(keys)
    .filter((file) => /^[a-z0-9._-]+\.json$/.test(file))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** null when there is none of that name. @throws SoulError E_STATE */
export function readKey(paths: HomePaths, name: string): KeyFile | null {
  const file = fileOf(paths, name);
  const bytes = readIfExists(file);
  if (bytes === null) return null;
  try {
    return KeyFile.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new SoulError('E_STATE', text(`${file} is no key of ours`, `${file} 不是我们的密钥文件`), {
      details: { path: file },
      cause,
    });
  }
}

/** @returns where it lies */
export function writeKey(paths: HomePaths, name: string, key: KeyFile): string {
  makeFolder(paths.keys);
  attempt(paths.keys, () => fs.chmodSync(paths.keys, 0o700));
  const file = fileOf(paths, name);
  replaceFile(file, new TextEncoder().encode(`${JSON.stringify(key, null, 2)}\n`), { mode: 0o600 });
  return file;
}
