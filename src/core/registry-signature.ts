/**
 * Signatures of registries, in npm's own form: ECDSA over P-256 with SHA-256, of `name@version:integrity`. A key is known
 * by the SHA-256 of its DER form; the registry lists its keys at `/-/npm/v1/keys`.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import { keyWords } from './key-words.ts';

export const RegistryKeys = z.looseObject({ keys: z.array(z.looseObject({ key: z.string().max(2_000) })).max(100) });

export interface RegistryKey {
  /** `SHA256:…`, computed from the key, whatever the registry calls it. */
  readonly keyid: string;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly key: string;
}

export function registryKey(key: string): RegistryKey {
  const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64');
  return { keyid: `SHA256:${digest.replace(/=+$/, '')}`, key };
}

export function registryText(name: string, version: string, integrity: string): string {
  return `${name}@${version}:${integrity}`;
}

/** false also for a key or a signature that is none. */
export function isRegistrySigned({ key }: RegistryKey, message: string, sig: string): boolean {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    return verify('sha256', Buffer.from(message), publicKey, Buffer.from(sig, 'base64'));
  } catch {
    return false;
  }
}

export function registryKeyWords({ key }: RegistryKey): string {
  return keyWords(Buffer.from(key, 'base64'));
}
