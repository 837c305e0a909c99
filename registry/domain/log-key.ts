/**
 * The key of a log lives with the log, in the database: processes that share one sign alike, and a hub that comes back
 * from a backup is still the same one.
 */
import { formatTree, type Tree } from '../../src/core/log/tree.ts';
import { formatSigner, generateKey, parseSigner, type SignerKey, signNote } from '../../src/core/note.ts';
import type { Hub } from './hub.ts';
import { sharedSecret } from './secrets.ts';

/** @param publicUrl names the log for ever, when it is known at the first start */
export async function openLogKey(hub: Hub, publicUrl: string | undefined): Promise<SignerKey> {
  const made = () => new TextEncoder().encode(formatSigner(generateKey(originOf(hub, publicUrl))));
  return parseSigner(new TextDecoder().decode(await sharedSecret(hub, 'log-key', made)));
}

/** As the specification of tiles wants it: an address without its scheme; else a name that no other log has. */
function originOf(hub: Hub, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return `${publicUrl.replace(/^https?:\/\//, '')}/-/log`;
  return `soulhub-${Buffer.from(hub.random(8)).toString('hex')}`;
}

export function signTree(tree: Tree, key: SignerKey): string {
  return signNote(formatTree(key.verifier.name, tree), key);
}
