/** The transparency log of a hub: what enters it, that it cannot be changed, and that processes cannot fork it. */
import { describe, expect, it } from 'vitest';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { forgetKey } from '../../registry/domain/authors.ts';
import { closeHub, type Hub, openHub } from '../../registry/domain/hub.ts';
import { merge, undeletePackage, yank } from '../../registry/domain/lifecycle.ts';
import { logTree, readTile } from '../../registry/domain/log.ts';
import { openLogKey, signTree } from '../../registry/domain/log-key.ts';
import { withdraw } from '../../registry/domain/moderation.ts';
import { createOrganisation } from '../../registry/domain/owners.ts';
import { publishArchive } from '../../registry/domain/publish.ts';
import { packageDocument } from '../../registry/domain/read.ts';
import { answerTransfer, requestTransfer } from '../../registry/domain/transfers.ts';
import { type AuthorSignature, signPackage, signRotation } from '../../src/core/author.ts';
import { parseEntry } from '../../src/core/log/entry.ts';
import { newBundles, parseBundle, tileNodes } from '../../src/core/log/tile.ts';
import { isConsistent, isIncluded, leafHash, proveConsistency, proveInclusion } from '../../src/core/log/tree.ts';
import { generateKey, openNote, type SignerKey } from '../../src/core/note.ts';
import { packPackage } from '../../src/core/pack.ts';
import {
  codeOf,
  describeDatabases,
  person,
  postgresDatabase,
  postgresReason,
  publishSoul,
  schemaIn,
} from '../helpers/databases.ts';
import { soulPackage } from '../helpers/packages.ts';

/** All entries, read as a monitor reads them, each proved to be in the tree. */
async function readLog(hub: Hub) {
  const tree = await logTree(hub);
  const nodes = tileNodes(tree, (tile) => readTile(hub, tile));
  const bundles = await Promise.all(
    newBundles(0, tree.size).map(async (tile) => parseBundle(tile, (await readTile(hub, tile)) as Uint8Array)),
  );
  const entries = bundles.flat();
  for (const [index, entry] of entries.entries()) {
    const proof = await proveInclusion(index, tree.size, nodes);
    expect(isIncluded(proof, index, leafHash(entry), tree)).toBe(true);
  }
  return { tree, entries: entries.map((entry) => parseEntry(Buffer.from(entry).toString('utf8'))) };
}

async function publishSigned(hub: Hub, spec: string, key: SignerKey | null, rotations: readonly string[] = []) {
  const at = spec.lastIndexOf('@');
  const [name, version] = [spec.slice(0, at), spec.slice(at + 1)];
  const { bytes, content } = packPackage(soulPackage(name, version));
  const signature: AuthorSignature | null = key && signPackage({ name, version, content }, key, rotations);
  return publishArchive(hub, await person(hub, 'ada'), { name, version, bytes, signature });
}

describeDatabases('the log of a hub', ({ open }) => {
  it('tells of every publication, yank and withdrawal, in the order in which they happened', async () => {
    const hub = await open();
    const ada = await person(hub, 'ada');
    await publishSoul(hub, ada, 'atlas@1.0.0');
    await publishSoul(hub, ada, 'atlas@1.0.0');
    await publishSoul(hub, ada, 'atlas@1.1.0');
    await yank(hub, ada, { name: 'atlas' }, '1.0.0', 'typo');
    await withdraw(hub, OPERATOR, { name: 'atlas' }, '1.1.0', 'steals keys');
    expect(await codeOf(withdraw(hub, ada, { name: 'atlas' }, '1.0.0', 'no'))).toBe('E_FORBIDDEN');
    const { entries } = await readLog(hub);
    expect(entries.map(({ type, version }) => `${type} ${version}`)).toEqual([
      'publish 1.0.0',
      'publish 1.1.0',
      'yank 1.0.0',
      'withdraw 1.1.0',
    ]);
    const document = await packageDocument(hub, 'atlas');
    expect(document.package.logHead).toBe(3);
    expect(document.versions[0]).toMatchObject({ log: { position: 0 }, content: entries[0]?.content });
  });

  it('tells whose a package is now, also when nobody had to be asked, and what it was merged into', async () => {
    const hub = await open();
    const [ada, bob] = [await person(hub, 'ada'), await person(hub, 'bob')];
    await createOrganisation(hub, ada, { handle: 'acme' });
    for (const spec of ['atlas@1.0.0', 'lantern@1.0.0']) await publishSoul(hub, ada, spec);
    expect(await requestTransfer(hub, ada, { name: 'atlas' }, 'acme')).toBe(null);
    await requestTransfer(hub, ada, { name: 'lantern' }, 'bob');
    await answerTransfer(hub, bob, { name: 'lantern' }, 'accept');
    await requestTransfer(hub, bob, { name: 'lantern' }, 'ada');
    await answerTransfer(hub, ada, { name: 'lantern' }, 'accept');
    await merge(hub, ada, { name: 'lantern' }, { name: 'atlas' });
    await undeletePackage(hub, ada, { name: 'lantern' });
    const { entries } = await readLog(hub);
    expect(entries.map(({ type, name, owner, reason }) => [type, name, owner ?? reason])).toEqual([
      ['publish', 'atlas', undefined],
      ['publish', 'lantern', undefined],
      ['transfer', 'atlas', 'acme'],
      ['transfer', 'lantern', 'bob'],
      ['transfer', 'lantern', 'ada'],
      ['delete', 'lantern', 'merged into atlas'],
      ['restore', 'lantern', undefined],
    ]);
    expect((await packageDocument(hub, 'atlas')).package.logHead).toBe(2);
    expect((await packageDocument(hub, 'lantern')).package.logHead).toBe(6);
  });

  it('refuses a change of what stands in it, also from the database itself', async () => {
    const hub = await open();
    await publishSoul(hub, await person(hub, 'ada'), 'atlas@1.0.0');
    for (const statement of [
      `UPDATE log_entries SET entry = '{}'`,
      'DELETE FROM log_entries',
      'UPDATE log_nodes SET n = 7',
      'DELETE FROM log_nodes',
      `UPDATE versions SET author = '{}'`,
    ])
      await expect(hub.sql.run(statement), statement).rejects.toThrow(/append-only/);
  });

  it('takes in the versions of a hub that had no log yet', async () => {
    const hub = await open();
    const ada = await person(hub, 'ada');
    await publishSoul(hub, ada, 'atlas@1.0.0');
    await hub.sql.run('UPDATE versions SET log_position = NULL');
    const { logOldVersions } = await import('../../registry/domain/log.ts');
    await logOldVersions(hub);
    await logOldVersions(hub);
    expect((await readLog(hub)).entries.map(({ type }) => type)).toEqual(['publish', 'publish']);
    expect((await packageDocument(hub, 'atlas')).versions[0]?.log?.position).toBe(1);
  });

  it('signs its checkpoints with one key for ever', async () => {
    const hub = await open();
    const key = await openLogKey(hub, 'https://hub.example/souls');
    expect(key.verifier.name).toBe('hub.example/souls/-/log');
    expect((await openLogKey(hub, 'https://other.example')).verifier.text).toBe(key.verifier.text);
    const note = signTree(await logTree(hub), key);
    expect(openNote(note, [key.verifier]).text.split('\n').slice(0, 2)).toEqual([key.verifier.name, '0']);
  });
});

describeDatabases('owners who sign', ({ open }) => {
  it('are known by their first signature; a token alone then publishes nothing', async () => {
    const hub = await open();
    const [key, thief] = [generateKey('ada'), generateKey('ada')];
    await publishSigned(hub, 'atlas@1.0.0', null);
    await publishSigned(hub, 'atlas@1.0.1', key);
    expect(await codeOf(publishSigned(hub, 'atlas@1.0.2', null))).toBe('E_UNSIGNED');
    expect(await codeOf(publishSigned(hub, '@ada/other@1.0.0', null))).toBe('E_UNSIGNED');
    expect(await codeOf(publishSigned(hub, 'atlas@1.0.2', thief))).toBe('E_KEY_CHANGED');
    const { entries } = await readLog(hub);
    expect(entries.map(({ type }) => type)).toEqual(['publish', 'key', 'publish']);
    expect(entries[2]).toMatchObject({ author: key.verifier.text });
    expect((await packageDocument(hub, 'atlas')).versions[1]?.author?.key).toBe(key.verifier.text);
  });

  it('change their key with a statement of the old one, or by the word of an admin', async () => {
    const hub = await open();
    const [first, second, third] = [generateKey('ada'), generateKey('ada'), generateKey('ada')];
    const statement = signRotation(first, second);
    await publishSigned(hub, 'atlas@1.0.0', first);
    await publishSigned(hub, 'atlas@1.0.1', second, [statement]);
    expect(await codeOf(publishSigned(hub, 'atlas@1.0.2', first))).toBe('E_KEY_CHANGED');
    expect(await codeOf(forgetKey(hub, await person(hub, 'ada'), 'ada'))).toBe('E_FORBIDDEN');
    await forgetKey(hub, OPERATOR, 'ada');
    await publishSigned(hub, 'atlas@1.0.2', third);
    const { entries } = await readLog(hub);
    expect(entries.map(({ type }) => type)).toEqual([
      'key',
      'publish',
      'key',
      'publish',
      'forget-key',
      'key',
      'publish',
    ]);
    expect(entries[2]?.statement).toBe(statement);
  });

  it('cannot have a signature put on other files', async () => {
    const hub = await open();
    const { bytes } = packPackage(soulPackage('atlas', '1.0.0'));
    const signature = signPackage({ name: 'atlas', version: '1.0.0', content: 'h1:other' }, generateKey('ada'), []);
    const wish = { name: 'atlas', version: '1.0.0', bytes, signature };
    expect(await codeOf(publishArchive(hub, await person(hub, 'ada'), wish))).toBe('E_SIGNATURE');
  });
});

describe.skipIf(postgresReason !== null)(`several hubs on one PostgreSQL${postgresReason ?? ''}`, () => {
  it('write one log: every checkpoint that anybody saw is a beginning of the last', async () => {
    const server = await postgresDatabase();
    try {
      const databaseUrl = await schemaIn(server.url);
      const hubs = await Promise.all([1, 2, 3].map(() => openHub({ databaseUrl })));
      const [first] = hubs as [Hub, ...Hub[]];
      const people = await Promise.all(['ada', 'bob', 'eve'].map((handle) => person(first, handle)));
      const keys = await Promise.all(hubs.map((hub) => openLogKey(hub, undefined)));
      expect(new Set(keys.map(({ verifier }) => verifier.text)).size).toBe(1);
      const seen = await Promise.all(
        hubs.flatMap((hub, at) =>
          Array.from({ length: 12 }, async (_, n) => {
            const actor = people[at] as (typeof people)[number];
            await publishSoul(hub, actor, `@${actor.handle}/soul-${n}@1.0.0`);
            return logTree(hub);
          }),
        ),
      );
      const { tree, entries } = await readLog(first);
      expect(tree.size).toBe(36);
      expect(new Set(entries.map(({ name }) => name)).size).toBe(36);
      const nodes = tileNodes(tree, (tile) => readTile(first, tile));
      for (const old of seen)
        expect(isConsistent(await proveConsistency(old.size, tree.size, nodes), old, tree)).toBe(true);
      for (const hub of hubs) await closeHub(hub);
    } finally {
      await server.drop();
    }
  }, 120_000);
});
