/**
 * Secrets of a hub that all its processes share and a backup keeps: made by whoever needs one first, never changed. They
 * lie beside what they protect, so a hub on several machines needs no other place.
 */
import type { Hub } from './hub.ts';

/** @param make called at most once per process; of two processes that come at once, the one that is kept counts for both */
export async function sharedSecret(hub: Hub, name: string, make: () => Uint8Array): Promise<Uint8Array> {
  const kept = await secret(hub, name);
  if (kept !== undefined) return kept;
  await hub.sql.run('INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING', [name, make()]);
  const made = await secret(hub, name);
  if (made === undefined) throw new Error(`the secret "${name}" is missing`);
  return made;
}

async function secret(hub: Hub, name: string): Promise<Uint8Array | undefined> {
  return (await hub.sql.get<{ value: Uint8Array }>('SELECT value FROM secrets WHERE name = ?', [name]))?.value;
}
