/** Random things with a shape: ids that sort by time, secrets, and codes for people. */
import { sha256Hex } from '../../src/core/sha256.ts';
import type { Hub } from './hub.ts';

type Source = Pick<Hub, 'now' | 'random'>;

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;

/** 26 characters, as a ULID: 48 bits of time, then 80 of chance. Rows that were made together lie together. */
export function newId({ now, random }: Source): string {
  let time = '';
  for (let rest = now(); time.length < TIME_LENGTH; rest = Math.floor(rest / 32)) {
    time = BASE32.charAt(rest % 32) + time;
  }
  return time + letters(random(RANDOM_LENGTH), BASE32);
}

/** 32 random bytes in base64url. */
export function newSecret({ random }: Source): string {
  return Buffer.from(random(32)).toString('base64url');
}

/** What is kept of a secret. */
export function hashOf(secret: string): string {
  return sha256Hex(new TextEncoder().encode(secret));
}

/** No vowels, so no words; nothing that looks like something else. Sixteen letters, so that a byte maps evenly. */
const CODE_LETTERS = 'BCDFGHJKLMNPRTWX';

/** `BCDF-GHJK` */
export function newCode({ random }: Source): string {
  const code = letters(random(8), CODE_LETTERS);
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

function letters(bytes: Uint8Array, alphabet: string): string {
  return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
