/**
 * The keys that owners sign with. The first signed publication of an owner makes its key known; from then on every
 * publication under that owner must be signed with it, or with one that it has named its successor. So a stolen token
 * alone publishes nothing under the name of somebody who signs.
 */
import { type AuthorSignature, leadsTo, verifyAuthor } from '../../src/core/author.ts';
import { SoulError } from '../../src/core/errors.ts';
import { wordsOf } from '../../src/core/note.ts';
import { text } from '../../src/core/text.ts';
import type { Sql } from '../sql/database.ts';
import { type Actor, requireRole } from './actor.ts';
import { audit } from './audit.ts';
import type { Hub } from './hub.ts';
import { appendEntry } from './log.ts';
import { ownerOf } from './owners.ts';

export interface Signing {
  readonly owner: string;
  readonly name: string;
  readonly version: string;
  readonly content: string;
  readonly signature: AuthorSignature | null;
}

/** A change of keys that has to be written down. */
export type KeyChange = { readonly key: string; readonly statement: string | null } | null;

/** @throws SoulError E_SIGNATURE, E_UNSIGNED, E_KEY_CHANGED */
export async function checkSigning(tx: Sql, { owner, signature, ...what }: Signing): Promise<KeyChange> {
  const known = await keyOf(tx, owner);
  if (signature === null) {
    if (known !== null) throw unsigned(owner, known);
    return null;
  }
  const { text: key } = verifyAuthor(what, signature);
  if (known === null) return { key, statement: null };
  if (key === known) return null;
  if (leadsTo(known, key, signature.rotations)) return { key, statement: signature.rotations.at(-1) ?? null };
  throw otherKey(owner, known, key);
}

async function keyOf(sql: Sql, owner: string): Promise<string | null> {
  const row = await sql.get<{ key: string }>('SELECT key FROM author_keys WHERE owner = ?', [owner]);
  return row?.key ?? null;
}

function unsigned(owner: string, known: string): SoulError {
  return new SoulError(
    'E_UNSIGNED',
    text(
      `@${owner} signs what is published here, and this is not signed`,
      `@${owner} 在此发布的内容都有签名，而这次没有签名`,
    ),
    {
      hint: text(
        `publish with clawhub on the machine that has the key (${wordsOf(known)}), or let an admin of this hub forget it`,
        `请在持有该密钥的机器上用 clawhub 发布（${wordsOf(known)}），或请管理员清除该密钥`,
      ),
      details: { owner, key: known },
    },
  );
}

function otherKey(owner: string, known: string, key: string): SoulError {
  return new SoulError(
    'E_KEY_CHANGED',
    text(
      `@${owner} signs with another key here: ${wordsOf(known)}`,
      `@${owner} 在此使用的是另一把密钥：${wordsOf(known)}`,
    ),
    {
      hint: text(
        'sign with that key, or change it with `clawhub key rotate`, which the old key signs',
        '请用该密钥签名，或用 `clawhub key rotate` 更换（由旧密钥签署）',
      ),
      details: { owner, known, received: key },
    },
  );
}

/** In the transaction that publishes, after everything else but the log's own entry of the publication. */
export async function writeKeyChange(hub: Hub, tx: Sql, actor: Actor, owner: string, change: KeyChange): Promise<void> {
  if (change === null) return;
  const { key, statement } = change;
  await tx.run(
    `INSERT INTO author_keys (owner, key, since) VALUES (?, ?, ?)
     ON CONFLICT (owner) DO UPDATE SET key = excluded.key, since = excluded.since`,
    [owner, key, hub.now()],
  );
  await audit(hub, tx, actor, { action: 'key.set', target: owner, owner, details: { key } });
  await appendEntry(hub, tx, actor, { type: 'key', owner, key, ...(statement === null ? {} : { statement }) });
}

/** For an owner whose key is lost: the next signed publication makes a new one known. @throws SoulError E_FORBIDDEN, E_NOT_FOUND */
export async function forgetKey(hub: Hub, actor: Actor, handle: string): Promise<void> {
  requireRole(actor, 'admin');
  await hub.sql.transaction(async (tx) => {
    const { handle: owner } = await ownerOf(tx, handle);
    if ((await tx.run('DELETE FROM author_keys WHERE owner = ?', [owner])) === 0) return;
    await audit(hub, tx, actor, { action: 'key.forget', target: owner, owner });
    await appendEntry(hub, tx, actor, { type: 'forget-key', owner });
  });
}
