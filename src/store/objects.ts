/** Bytes by their hash, `<folder>/<sha256>`. Never changed once written; what is read back is checked. */

import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { sha256Hex } from '../core/sha256.ts';
import { text } from '../core/text.ts';
import { discard, makeFolder, readIfExists, rename, syncFolder, writeNew } from './disk.ts';

const SHA = /^[0-9a-f]{64}$/;

export function isSha(value: unknown): value is string {
  return typeof value === 'string' && SHA.test(value);
}

/** The caller holds the lock of the folder. What a killed command left is taken away first. */
export function putObjects(folder: string, texts: Iterable<Uint8Array>): void {
  const temp = path.join(folder, 'new.tmp');
  makeFolder(folder);
  discard(temp);
  for (const bytes of texts) putObject(folder, bytes, temp);
  syncFolder(folder);
}

/** A damaged object under that name (a torn write) is replaced. */
function putObject(folder: string, bytes: Uint8Array, temp: string): void {
  const sha = sha256Hex(bytes);
  const file = path.join(folder, sha);
  const present = readIfExists(file);
  if (present !== null && sha256Hex(present) === sha) return;
  writeNew(temp, bytes, { mode: 0o600 });
  rename(temp, file);
}

/** @throws SoulError E_STATE when the object is missing or is not what its name says */
export function getObject(folder: string, sha: string): Uint8Array {
  const file = path.join(folder, sha);
  const bytes = readIfExists(file);
  if (bytes !== null && sha256Hex(bytes) === sha) return bytes;
  throw new SoulError(
    'E_STATE',
    bytes === null
      ? text(`a kept text is missing: ${file}`, `保存的文本丢失：${file}`)
      : text(`a kept text was altered: ${file}`, `保存的文本被改动：${file}`),
    { details: { path: file, expected: sha } },
  );
}
