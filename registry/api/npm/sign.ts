/**
 * Registry signatures, in npm's own form, so that `npm audit signatures` can check a hub: ECDSA over the curve P-256 with
 * SHA-256, of the text `name@version:integrity`, base64 of the DER form. They say "this is what the hub handed out
 * under this name", whoever is between the hub and the reader.
 *
 *     $ npm audit signatures
 *     /-/npm/v1/keys   → { "keys": [{ "keyid": "SHA256:…", "keytype": "ecdsa-sha2-nistp256", "key": "<SPKI>", … }] }
 *     /atlas           → … "dist": { "integrity": "sha512-…", "signatures": [{ "keyid": "SHA256:…", "sig": "MEUC…" }] }
 *
 * The key is made at the first start and kept in the database: all processes of a hub sign with it, and a backup has it, so
 * that clients that have pinned it know a restored hub again. An operator who wants it elsewhere names a file. Signing is
 * quick (some 50 µs) and what is signed never changes, so it happens when a version is first shown, and is remembered.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fs from 'node:fs';
import { SoulError } from '../../../src/core/errors.ts';
import { text } from '../../../src/core/text.ts';
import type { Hub } from '../../domain/hub.ts';
import { sharedSecret } from '../../domain/secrets.ts';

export interface PublicKey {
  /** `SHA256:` and the base64 digest of the key, without padding. */
  readonly keyid: string;
  readonly keytype: 'ecdsa-sha2-nistp256';
  readonly scheme: 'ecdsa-sha2-nistp256';
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly key: string;
  readonly expires: string | null;
}

export interface Signature {
  readonly keyid: string;
  readonly sig: string;
}

export interface Signer {
  readonly keys: readonly PublicKey[];
  /** The same text gives the same signature as long as it is remembered. */
  sign(message: string): Signature;
}

const REMEMBERED = 20_000;

/** With the hub's own key, or with the one in a PEM file. @throws SoulError E_FILE, E_CONFIG for a file that holds no such key */
export async function openSigner(hub: Hub, file?: string): Promise<Signer> {
  if (file !== undefined) return signerWith(keyIn(readFile(file), file));
  const pem = await sharedSecret(hub, 'signing-key', newKey);
  return signerWith(keyIn(Buffer.from(pem), 'the database'));
}

/** PKCS #8, PEM. */
function newKey(): Uint8Array {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return new TextEncoder().encode(String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
}

function signerWith(key: KeyObject): Signer {
  const shown = publicKey(key);
  const remembered = new Map<string, Signature>();
  return {
    keys: [shown],
    sign(message) {
      const before = remembered.get(message);
      if (before) return before;
      if (remembered.size >= REMEMBERED) remembered.clear();
      const made = { keyid: shown.keyid, sig: sign('sha256', Buffer.from(message), key).toString('base64') };
      remembered.set(message, made);
      return made;
    },
  };
}

/** What is signed about a version. */
export function signedText(name: string, version: string, integrity: string): string {
  return `${name}@${version}:${integrity}`;
}

function publicKey(key: KeyObject): PublicKey {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const keyid = `SHA256:${createHash('sha256').update(der).digest('base64').replace(/=+$/, '')}`;
  const kind = 'ecdsa-sha2-nistp256';
  return { keyid, keytype: kind, scheme: kind, key: der.toString('base64'), expires: null };
}

function keyIn(pem: Buffer, place: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (cause) {
    throw notAKey(place, cause);
  }
  throw notAKey(place);
}

function notAKey(file: string, cause?: unknown): SoulError {
  return new SoulError('E_CONFIG', text(`${file} does not hold a P-256 private key`, `${file} 不是 P-256 私钥`), {
    details: { file },
    cause,
  });
}

function readFile(file: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (cause) {
    throw new SoulError('E_FILE', text(`cannot read ${file}`, `无法读取 ${file}`), { details: { file }, cause });
  }
}
