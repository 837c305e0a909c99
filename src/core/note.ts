/**
 * Signed notes (https://c2sp.org/signed-note, as in Go's checksum database): a text, an empty line, and one line for each
 * signature. They can be read by people, mailed, pasted and kept in a file; nothing but the text counts.
 *
 *     soulhub package v1
 *     name @ada/atlas
 *     version 1.0.0
 *     content h1:Qk2sS0bC5dS1fXrV0m8pGfS1sYVJ1iQm7x9r7Wb9q0g=
 *
 *     — ada x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
 *
 * A signature line is an em dash, the name of the key, and base64 of four bytes that hint at the key followed by the
 * signature. Keys are written as one word, and a signature counts only under the key that the reader already holds:
 *
 *     ada+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW                        the public key
 *     PRIVATE+KEY+ada+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz            the private one
 *
 * The bytes behind the last plus sign are `1` for Ed25519 and the 32 bytes of the key (of the seed in a private one); the
 * middle is the start of SHA-256 over the name, a newline and those 33 bytes.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { SoulError } from './errors.ts';
import { keyWords } from './key-words.ts';
import { text as says } from './text.ts';

const ED25519 = 1;
const MOST_SIGNATURES = 100;
const LONGEST = 1_000_000;
/** What stands before the raw 32 bytes in the two DER forms that Node reads. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface VerifierKey {
  readonly name: string;
  /** First four bytes of the hash, in hex. */
  readonly hash: string;
  /** The 32 bytes. */
  readonly bytes: Uint8Array;
  /** As it is written: `<name>+<hash>+<base64>`. */
  readonly text: string;
}

export interface SignerKey {
  readonly verifier: VerifierKey;
  readonly seed: Uint8Array;
}

export interface NoteSignature {
  readonly name: string;
  readonly hash: string;
  /** Without the four bytes of the hint. */
  readonly bytes: Uint8Array;
  /** As it stands in the line. */
  readonly base64: string;
}

export interface Note {
  /** Ends with a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** No spaces, no plus sign, not empty: a name is one word of a signature line. */
export function isKeyName(name: string): boolean {
  return name !== '' && name.length <= 200 && !/[\s+\p{Cc}\p{Zs}]/u.test(name);
}

/** A new key pair under a name. */
export function generateKey(name: string): SignerKey {
  if (!isKeyName(name)) throw malformed(`"${name.slice(0, 80)}" cannot name a key`, '密钥名称不合法');
  const { privateKey } = generateKeyPairSync('ed25519');
  return signerOf(name, privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
}

function signerOf(name: string, seed: Uint8Array): SignerKey {
  const der = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
  return { verifier: verifierOf(name, new Uint8Array(der.subarray(-32))), seed: new Uint8Array(seed) };
}

function privateKeyOf(seed: Uint8Array) {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

function verifierOf(name: string, bytes: Uint8Array): VerifierKey {
  const coded = Buffer.concat([Buffer.from([ED25519]), bytes]);
  const hash = keyHash(name, coded);
  return { name, hash, bytes, text: `${name}+${hash}+${coded.toString('base64')}` };
}

function keyHash(name: string, coded: Uint8Array): string {
  return createHash('sha256').update(`${name}\n`).update(coded).digest('hex').slice(0, 8);
}

/** @throws SoulError E_SIGNATURE for what is no public key */
export function parseVerifier(key: string): VerifierKey {
  const [name = '', hash = '', ...rest] = key.split('+');
  const coded = codedKey(rest.join('+'));
  const fits = isKeyName(name) && /^[0-9a-f]{8}$/.test(hash) && coded !== null && keyHash(name, coded) === hash;
  if (!fits || coded === null) throw malformed('this is no public key', '这不是公钥');
  return verifierOf(name, coded.subarray(1));
}

/** @throws SoulError E_SIGNATURE for what is no private key */
export function parseSigner(key: string): SignerKey {
  const [first, second, name = '', hash = '', ...rest] = key.split('+');
  const coded = codedKey(rest.join('+'));
  if (first === 'PRIVATE' && second === 'KEY' && isKeyName(name) && coded !== null) {
    const signer = signerOf(name, coded.subarray(1));
    if (signer.verifier.hash === hash) return signer;
  }
  throw malformed('this is no private key', '这不是私钥');
}

/** The words of a key as it is written. @throws SoulError E_SIGNATURE */
export function wordsOf(key: string): string {
  return keyWords(parseVerifier(key).bytes);
}

export function formatSigner({ verifier, seed }: SignerKey): string {
  const coded = Buffer.concat([Buffer.from([ED25519]), seed]).toString('base64');
  return `PRIVATE+KEY+${verifier.name}+${verifier.hash}+${coded}`;
}

/** The algorithm's byte and the 32 of the key; null for anything else. */
function codedKey(base64: string): Uint8Array | null {
  const bytes = decodeBase64(base64);
  return bytes !== null && bytes.length === 33 && bytes[0] === ED25519 ? bytes : null;
}

/** Canonical base64 only: one key has one spelling. */
export function decodeBase64(base64: string): Uint8Array | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? new Uint8Array(bytes) : null;
}

/** @param text ends with a newline @throws SoulError E_SIGNATURE */
export function signNote(text: string, ...signers: readonly SignerKey[]): string {
  requireText(text);
  const lines = signers.map((signer) => {
    const signature = sign(null, Buffer.from(text), privateKeyOf(signer.seed));
    const coded = Buffer.concat([Buffer.from(signer.verifier.hash, 'hex'), signature]);
    return `— ${signer.verifier.name} ${coded.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

function requireText(text: string): void {
  if (text.endsWith('\n') && !hasControls(text)) return;
  throw malformed('the text of a note ends with a newline and has no control characters', '签名文本格式有误');
}

function hasControls(text: string): boolean {
  return /[\u0000-\u0009\u000b-\u001f\u007f\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(
    text,
  );
}

/** What a note says and who claims to have signed it; nothing is verified yet. @throws SoulError E_SIGNATURE */
export function parseNote(message: string): Note {
  const split = message.lastIndexOf('\n\n');
  if (message.length > LONGEST || hasControls(message) || split === -1 || !message.endsWith('\n')) throw noNote();
  const lines = message.slice(split + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw noNote();
  return { text: message.slice(0, split + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): NoteSignature {
  const [dash, name = '', base64 = '', ...more] = line.split(' ');
  const bytes = decodeBase64(base64);
  if (dash !== '—' || more.length > 0 || !isKeyName(name) || bytes === null || bytes.length < 5) throw noNote();
  return { name, hash: Buffer.from(bytes.subarray(0, 4)).toString('hex'), bytes: bytes.subarray(4), base64 };
}

function noNote(): SoulError {
  return malformed('this is no signed note', '这不是签名文本');
}

function malformed(en: string, zh: string): SoulError {
  return new SoulError('E_SIGNATURE', says(en, zh));
}

/**
 * The text of a note and which of the keys have signed it, at least one. Signatures of keys that nobody gave us are no
 * help and no harm; one under a known key that does not fit spoils the note.
 * @throws SoulError E_SIGNATURE
 */
export function openNote(message: string, keys: readonly VerifierKey[]): { text: string; by: readonly VerifierKey[] } {
  const { text, signatures } = parseNote(message);
  const by = keys.filter((key) => {
    const own = signatures.find(({ name, hash }) => name === key.name && hash === key.hash);
    if (own === undefined) return false;
    if (isSignedBy(key, text, own.bytes)) return true;
    throw malformed(`the signature of ${key.name} does not fit the text`, `${key.name} 的签名与内容不符`);
  });
  if (by.length > 0) return { text, by };
  throw malformed('no signature of a known key', '没有已知密钥的签名');
}

function isSignedBy({ bytes }: VerifierKey, text: string, signature: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' });
  return signature.length === 64 && verify(null, Buffer.from(text), key, signature);
}
