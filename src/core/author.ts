/**
 * What authors sign. Two statements, both signed notes (`note.ts`):
 *
 *     soulhub package v1                    this version, with these files, is mine
 *     name @ada/atlas
 *     version 1.0.0
 *     content h1:…
 *
 *     soulhub key v1                        from now on I sign with another key
 *     old ada+c74f20a3+ARpc2Q…
 *     new ada+93f0b1aa+AVd8x0…
 *
 * The second is signed by both keys: by the old one, because only it may say so, and by the new one, because nobody may
 * put another's key in his own place. Whoever trusts the old key can follow such statements to the newest one.
 */
import * as z from 'zod';
import { SoulError } from './errors.ts';
import { openNote, parseNote, parseVerifier, type SignerKey, signNote, type VerifierKey } from './note.ts';
import { text } from './text.ts';

/** As it travels in a version's `soulhub` field. */
export const AuthorSignature = z.object({
  /** The public key. */
  key: z.string().max(400),
  /** The signed note about the version. */
  note: z.string().max(4_000),
  /** Statements that lead from earlier keys to this one, oldest first. */
  rotations: z.array(z.string().max(4_000)).max(50).default([]),
});
export type AuthorSignature = z.output<typeof AuthorSignature>;

export interface Authored {
  readonly name: string;
  readonly version: string;
  /** `h1:…` */
  readonly content: string;
}

function packageText({ name, version, content }: Authored): string {
  return `soulhub package v1\nname ${name}\nversion ${version}\ncontent ${content}\n`;
}

export function signPackage(what: Authored, signer: SignerKey, rotations: readonly string[]): AuthorSignature {
  return { key: signer.verifier.text, note: signNote(packageText(what), signer), rotations: [...rotations] };
}

/** The key that signed exactly this. @throws SoulError E_SIGNATURE */
export function verifyAuthor(what: Authored, signature: AuthorSignature): VerifierKey {
  const key = parseVerifier(signature.key);
  if (parseNote(signature.note).text !== packageText(what)) throw otherPackage(what);
  openNote(signature.note, [key]);
  return key;
}

function otherPackage({ name, version }: Authored): SoulError {
  return new SoulError(
    'E_SIGNATURE',
    text(
      `the author's signature at ${name} ${version} is about something else`,
      `${name} ${version} 附带的作者签名针对的是别的内容`,
    ),
    {
      hint: text(
        'nothing was installed; the package or its signature was swapped. Tell the author or the hub',
        '没有安装任何内容；包或签名被替换。请告知作者或 hub',
      ),
      details: { name, version },
    },
  );
}

function rotationText(old: VerifierKey, now: VerifierKey): string {
  return `soulhub key v1\nold ${old.text}\nnew ${now.text}\n`;
}

export function signRotation(old: SignerKey, now: SignerKey): string {
  return signNote(rotationText(old.verifier, now.verifier), old, now);
}

interface Rotation {
  readonly old: VerifierKey;
  readonly now: VerifierKey;
}

/** @throws SoulError E_SIGNATURE */
export function verifyRotation(statement: string): Rotation {
  const said = parseNote(statement).text;
  const [, first = '', second = ''] = /^soulhub key v1\nold (\S+)\nnew (\S+)\n$/.exec(said) ?? [];
  const [old, now] = [parseVerifier(first), parseVerifier(second)];
  if (openNote(statement, [old, now]).by.length === 2 && old.text !== now.text) return { old, now };
  throw new SoulError('E_SIGNATURE', text('a change of keys must be signed by both', '更换密钥须由新旧密钥共同签名'));
}

/** Whether statements lead from the key we trust to the one that signed. @throws SoulError E_SIGNATURE for a wrong one */
export function leadsTo(trusted: string, signed: string, rotations: readonly string[]): boolean {
  let key = trusted;
  for (const { old, now } of rotations.map(verifyRotation)) if (old.text === key) key = now.text;
  return key === signed;
}
