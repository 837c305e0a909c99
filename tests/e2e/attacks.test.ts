/**
 * What an attacker between a reader and a hub can try, one test each, with the words that the reader sees. The hub is a
 * real one; the attacker is a proxy before it that bends what it likes, or a second hub that stands in for the first.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { forgetKey } from '../../registry/domain/authors.ts';
import type { Hub } from '../../registry/domain/hub.ts';
import { publishArchive } from '../../registry/domain/publish.ts';
import { answerTransfer, requestTransfer } from '../../registry/domain/transfers.ts';
import { signPackage, signRotation } from '../../src/core/author.ts';
import { integrityOf } from '../../src/core/integrity.ts';
import { generateKey, openNote, parseVerifier, type SignerKey } from '../../src/core/note.ts';
import { packPackage } from '../../src/core/pack.ts';
import { person } from '../helpers/databases.ts';
import { type Home, makeHome } from '../helpers/home.ts';
import { soulPackage } from '../helpers/packages.ts';
import { type Bend, type Bent, startProxy } from '../helpers/proxy.ts';
import { startTestHub, type TestHub } from '../helpers/served-hub.ts';

async function publish(
  hub: Hub,
  spec: string,
  key: SignerKey | null,
  more: { readme?: string; rotations?: string[]; by?: string } = {},
) {
  const at = spec.lastIndexOf('@');
  const [name, version] = [spec.slice(0, at), spec.slice(at + 1)];
  const files = more.readme === undefined ? {} : { 'README.md': more.readme };
  const { bytes, content } = packPackage(soulPackage(name, version, files));
  const signature = key && signPackage({ name, version, content }, key, more.rotations ?? []);
  await publishArchive(hub, await person(hub, more.by ?? 'ada'), { name, version, bytes, signature });
}

/** Another hub with the keys of the first, as somebody has who stole them. */
async function twinOf(hub: TestHub): Promise<TestHub> {
  const secrets = await hub.hub.sql.all<{ name: string; value: Uint8Array }>('SELECT name, value FROM secrets');
  const empty = await startTestHub();
  const dataDir = fs.mkdtempSync(path.join(empty.dir, 'twin-'));
  const twin = await startTestHub({ dataDir });
  for (const { name, value } of secrets)
    await twin.hub.sql.run(
      'INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    );
  await twin.close();
  const again = await startTestHub({ dataDir });
  return {
    ...again,
    close: async () => {
      await again.close();
      await empty.close();
    },
  };
}

let hub: TestHub;
let ada: SignerKey;
let proxy: Awaited<ReturnType<typeof startProxy>>;
let reader: Home;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  hub = await startTestHub();
  ada = generateKey('ada');
  await publish(hub.hub, '@ada/atlas@1.0.0', ada);
  await publish(hub.hub, '@ada/other@1.0.0', ada, { readme: 'another one' });
});
afterAll(() => hub.close());
beforeEach(async () => {
  proxy = await startProxy(hub);
  reader = makeHome();
});
afterEach(async () => {
  await proxy.close();
  reader.remove();
  for (const each of opened.splice(0)) await each.close();
});

/** In place of the one that the others share. */
async function hubOfItsOwn(): Promise<TestHub> {
  const own = await startTestHub();
  opened.push(own);
  proxy.become(own);
  return own;
}

const install = (spec: string, ...flags: string[]) =>
  reader.start(['install', spec, '--registry', proxy.url, ...flags]);

/** What the reader sees, without what differs from run to run. */
function shown(stderr: string): string {
  return stderr
    .replaceAll(proxy.url, 'HUB')
    .replaceAll(new URL(proxy.url).host, 'HOST')
    .replaceAll(reader.root, 'HOME')
    .replace(/sha512-[A-Za-z0-9+/=]+/g, 'HASH')
    .replace(/(?:[a-z]+ ){3}[a-z]+ · (?:[a-z]+ ){3}[a-z]+ · (?:[a-z]+ ){3}[a-z]+/g, 'WORDS')
    .replace(/log-[0-9a-f]{16}/g, 'log-ID')
    .split('\n')
    .filter((line) => !line.startsWith('working directory'))
    .join('\n')
    .trim();
}

async function refused(spec: string, words: string, ...flags: string[]) {
  const { code, stderr, stdout } = await install(spec, ...flags);
  expect(shown(stderr)).toBe(words);
  expect(stdout).toBe('');
  const lock = reader.has('.clawhub/souls-lock.json') ? reader.read('.clawhub/souls-lock.json').toString() : '{}';
  const { souls = {} } = JSON.parse(lock) as { souls?: Record<string, { version: string }> };
  expect(souls['@ada/atlas']?.version).not.toBe(spec.split('@').at(-1));
  return code;
}

const tarballs = (change: (body: Buffer) => Bent | Buffer | 'cut'): Bend => {
  return (at, body) => (at.endsWith('.tgz') ? change(body) : body);
};
interface Document {
  readonly versions: Record<
    string,
    {
      dist: { integrity: string; signatures: unknown[] };
      soulhub: { content: string; log?: unknown; author?: unknown };
    }
  >;
}
const packuments = (change: (version: Document['versions'][string]) => void): Bend => {
  return (at, body) => {
    if (at !== '/@ada/atlas') return body;
    const document = JSON.parse(body.toString()) as Document;
    for (const version of Object.values(document.versions)) change(version);
    return Buffer.from(JSON.stringify(document));
  };
};

describe('what arrives is what was published', () => {
  it('says who vouches for it, and writes that into the lock file', async () => {
    const { code, stderr } = await install('@ada/atlas');
    expect(stderr).toContain('signed by its author (');
    expect(code).toBe(0);
    const lock = JSON.parse(reader.read('.clawhub/souls-lock.json').toString());
    expect(lock.souls['@ada/atlas'].signed).toMatchObject({ author: ada.verifier.text, log: { position: 1 } });
    const { stdout } = await reader.start(['verify']);
    expect(stdout).toMatch(/signed by its author \(.*\), signed by the hub, entry 1 of 3 in the log/);
    const proof = JSON.parse((await reader.start(['log', 'prove', '@ada/atlas', '--json'])).stdout);
    reader.write('atlas.tlog-proof', proof.proof);
    const checked = await reader.start(['log', 'verify', 'atlas.tlog-proof', '--key', proof.key]);
    expect(checked.stdout).toContain('entry 1 of 3, proved:');
    expect((await reader.start(['audit'])).code).toBe(0);
  });

  it('a swapped tarball', async () => {
    const other = packPackage(soulPackage('@ada/atlas', '1.0.0', { 'README.md': 'swapped' }));
    proxy.bend(tarballs(() => Buffer.from(other.bytes)));
    expect(await refused('@ada/atlas@1.0.0', SWAPPED)).toBe(5);
  });

  it('a truncated download', async () => {
    proxy.bend(tarballs(() => 'cut'));
    expect(await refused('@ada/atlas@1.0.0', TRUNCATED)).toBe(4);
    proxy.bend(tarballs((body) => body.subarray(0, body.length - 10)));
    expect(await refused('@ada/atlas@1.0.0', SWAPPED)).toBe(5);
  });

  it('a proxy that alters bytes', async () => {
    proxy.bend(tarballs((body) => Buffer.from(body.with(200, (body[200] as number) ^ 1))));
    expect(await refused('@ada/atlas@1.0.0', SWAPPED)).toBe(5);
    proxy.bend((at, body) =>
      at === '/-/log/checkpoint' ? Buffer.from(body.toString().replace('\n3\n', '\n4\n')) : body,
    );
    expect(await refused('@ada/atlas@1.0.0', ALTERED_CHECKPOINT)).toBe(5);
  });

  it('a tampered mirror: other files, with hashes that fit them', async () => {
    const evil = packPackage(soulPackage('@ada/atlas', '1.0.0', { 'README.md': 'evil' }));
    proxy.bend((at, body) => {
      if (at.endsWith('.tgz')) return Buffer.from(evil.bytes);
      return packuments((version) => {
        version.dist.integrity = integrityOf(evil.bytes);
        version.soulhub.content = evil.content;
      })(at, body);
    });
    expect(await refused('@ada/atlas@1.0.0', TAMPERED)).toBe(5);
  });

  it('a mirror of plain files: as good as the hub itself, until somebody changes a file of it', async () => {
    const made = await reader.start(['mirror', 'copy', '--registry', hub.url]);
    expect(made.code).toBe(0);
    const copy = `file://${reader.path('copy')}`;
    const fresh = makeHome();
    try {
      const good = await fresh.start(['install', '@ada/atlas@1.0.0', '--registry', copy]);
      expect(good.stderr).toMatch(/signed by its author \(.*\) and the hub; entry 1 of its log/);
      expect(good.code).toBe(0);
      const document = JSON.parse(reader.read('copy/@ada/other').toString());
      const evil = packPackage(soulPackage('@ada/other', '1.0.0', { 'README.md': 'evil' }));
      document.versions['1.0.0'].dist.integrity = integrityOf(evil.bytes);
      document.versions['1.0.0'].soulhub.content = evil.content;
      reader.write('copy/@ada/other', JSON.stringify(document));
      reader.write('copy/-/tarballs/@ada~other-1.0.0.tgz', evil.bytes);
      const bad = await fresh.start(['install', '@ada/other', '--registry', copy]);
      expect(bad.stderr).toContain('says something else about @ada/other 1.0.0 than');
      expect(bad.code).toBe(5);
    } finally {
      fresh.remove();
    }
  });

  it('signatures taken away, from a hub that signs', async () => {
    expect((await install('@ada/other')).code).toBe(0);
    proxy.bend(
      packuments((version) => {
        delete version.soulhub.log;
        delete version.soulhub.author;
        version.dist.signatures = [];
      }),
    );
    expect(await refused('@ada/atlas@1.0.0', STRIPPED)).toBe(5);
  });
});

describe('a hub that does not keep to what it said', () => {
  it('an old packument served again', async () => {
    const old = await fetch(`${hub.url}/@ada%2fatlas`, { headers: { host: new URL(proxy.url).host } });
    const before = Buffer.from(await old.arrayBuffer());
    await publish(hub.hub, '@ada/atlas@1.0.1', ada);
    expect((await install('@ada/atlas')).code).toBe(0);
    proxy.bend((at, body) =>
      at === '/@ada/atlas' ? Buffer.from(before.toString().replaceAll(hub.url, proxy.url)) : body,
    );
    expect(await refused('@ada/atlas@1.0.0', ROLLED_BACK)).toBe(5);
  });

  it('a fork of its log, of which the proof is kept', async () => {
    expect((await install('@ada/other')).code).toBe(0);
    const twin = await twinOf(hub);
    opened.push(twin);
    for (const n of [0, 1, 2, 3, 4, 5]) await publish(twin.hub, `@ada/atlas@2.0.${n}`, ada);
    proxy.become(twin);
    expect(await refused('@ada/atlas@2.0.5', FORKED)).toBe(5);
    const [file = ''] = fs.readdirSync(reader.path('.soulhub/evidence'));
    const evidence = reader.read(`.soulhub/evidence/${file}`).toString();
    const [, before = '', now = ''] = evidence.split(/--- (?:before|now) ---\n/);
    const pins = JSON.parse(reader.read('.soulhub/trust.json').toString());
    const key = parseVerifier(pins.hubs[proxy.url].log);
    expect(openNote(before.trimEnd().concat('\n'), [key]).text).not.toBe(openNote(now, [key]).text);
  });

  it('a log that goes back in time', async () => {
    expect((await install('@ada/other')).code).toBe(0);
    const twin = await twinOf(hub);
    opened.push(twin);
    await publish(twin.hub, '@ada/atlas@2.0.0', ada);
    proxy.become(twin);
    expect(await refused('@ada/atlas@2.0.0', BACK_IN_TIME)).toBe(5);
  });

  it('a stolen name: another hub, with another key, in its place', async () => {
    expect((await install('@ada/other')).code).toBe(0);
    const thief = await startTestHub();
    opened.push(thief);
    await publish(thief.hub, '@ada/atlas@2.0.0', ada);
    proxy.become(thief);
    expect(await refused('@ada/atlas@2.0.0', HUB_KEY)).toBe(5);
    expect((await reader.start(['key', 'accept', proxy.url])).code).toBe(2);
    expect((await reader.start(['key', 'accept', proxy.url, '--yes'])).code).toBe(0);
    expect((await install('@ada/atlas@2.0.0')).code).toBe(0);
  });
});

describe('an author whose key changes', () => {
  it('stops the update until the old key has signed the change, or a person accepts it', async () => {
    const own = await startTestHub();
    opened.push(own);
    const [first, second, thief] = [generateKey('ada'), generateKey('ada'), generateKey('ada')];
    proxy.become(own);
    await publish(own.hub, '@ada/atlas@1.0.0', first);
    expect((await install('@ada/atlas')).code).toBe(0);
    await publish(own.hub, '@ada/atlas@1.1.0', second, { rotations: [signRotation(first, second)] });
    expect((await reader.start(['update', '@ada/atlas'])).code).toBe(0);
    await forgetKey(own.hub, OPERATOR, 'ada');
    await publish(own.hub, '@ada/atlas@1.2.0', thief);
    expect(await refused('@ada/atlas@1.2.0', AUTHOR_KEY)).toBe(5);
    expect((await reader.start(['key', 'accept', '@ada/atlas', '--registry', proxy.url, '--yes'])).code).toBe(0);
    expect((await install('@ada/atlas@1.2.0')).code).toBe(0);
  });

  it('is not got around by a hub that answers with another package, "also known as" the one asked for', async () => {
    const thief = generateKey('mallory');
    await publish(hub.hub, 'evil@1.0.0', thief, { by: 'mallory' });
    expect((await install('@ada/other')).code).toBe(0);
    const evil = await fetch(`${hub.url}/evil`, { headers: { host: new URL(proxy.url).host } });
    const document = JSON.parse((await evil.text()).replaceAll(hub.url, proxy.url));
    const answer = Buffer.from(JSON.stringify({ ...document, soulhub: { ...document.soulhub, alias: '@ada/atlas' } }));
    proxy.bend((at, body) => (at === '/@ada/atlas' ? { status: 200, body: answer } : body));
    expect(await refused('@ada/atlas@1.0.0', ALIAS_OF_A_STRANGER)).toBe(5);
    // Nor by one that knows no such name, and says whose slug it is.
    proxy.bend((at, body) => {
      if (at === '/@ada/atlas') return { status: 404, body: Buffer.from('{}') };
      if (at === '/evil') return { status: 200, body: Buffer.from(JSON.stringify(document)) };
      return body;
    });
    expect((await install('@ada/atlas@1.0.0')).code).toBe(3);
    await publish(hub.hub, 'lamp@1.0.0', ada);
    proxy.bend((_at, body) => body);
    expect((await install('lamp')).code).toBe(0);
    const skill = await (await fetch(`${hub.url}/api/v1/skills/evil`)).text();
    proxy.bend((at, body) => {
      if (at === '/lamp') return { status: 404, body: Buffer.from('{}') };
      return at.startsWith('/api/v1/skills/lamp') ? { status: 200, body: Buffer.from(skill) } : body;
    });
    expect(await refused('lamp@1.0.0', ALIAS_OF_A_STRANGER.replaceAll('@ada/atlas', 'lamp'), '--refresh')).toBe(5);
  });

  it('is no matter when a package changes hands: what else the new owner has keeps its own key', async () => {
    const own = await hubOfItsOwn();
    const [first, second] = [generateKey('ada'), generateKey('bob')];
    await publish(own.hub, '@ada/atlas@1.0.0', first);
    await publish(own.hub, '@bob/own@1.0.0', second, { by: 'bob' });
    await requestTransfer(own.hub, await person(own.hub, 'ada'), { name: '@ada/atlas' }, 'bob');
    await answerTransfer(own.hub, await person(own.hub, 'bob'), { name: '@ada/atlas' }, 'accept');
    expect((await install('@bob/atlas')).code).toBe(0);
    expect((await install('@bob/own')).code).toBe(0);
    expect((await install('@bob/atlas')).code).toBe(0);
  });

  it('is noticed on a machine that has only the lock file', async () => {
    const own = await hubOfItsOwn();
    const [first, thief] = [generateKey('ada'), generateKey('ada')];
    await publish(own.hub, '@ada/atlas@1.0.0', first);
    expect((await install('@ada/atlas')).code).toBe(0);
    const lock = reader.read('.clawhub/souls-lock.json').toString();
    const machine = makeHome();
    try {
      machine.write('.clawhub/souls-lock.json', lock.replace(first.verifier.text, thief.verifier.text));
      const { code, stderr } = await machine.start(['install', '--frozen']);
      expect(stderr).toContain('@ada/atlas 1.0.0 is signed with another key than before');
      expect(code).toBe(5);
      machine.write('.clawhub/souls-lock.json', lock);
      expect((await machine.start(['install', '--frozen'])).code).toBe(0);
    } finally {
      machine.remove();
    }
  });
});

const SWAPPED = `error: the archive of @ada/atlas 1.0.0 is not the one that was promised: expected HASH, received HASH
hint: do not use this file; try again or ask its publisher
      E_INTEGRITY`;
const TRUNCATED = `error: the connection to HOST was cut off
hint: check the network and the proxy; --offline works with what is already on this machine
      E_OFFLINE`;
const ALTERED_CHECKPOINT = `error: the state of the log of HUB is not the one that it has signed
hint: nothing was installed. Look at what is between you and the hub: a proxy, a mirror, the network
      E_SIGNATURE`;
const TAMPERED = `error: the log of HUB says something else about @ada/atlas 1.0.0 than HUB itself: its content
hint: nothing was installed; it was swapped after it was published, here or on the way
      E_LOG`;
const STRIPPED = `error: @ada/atlas 1.0.0 does not stand in the log of HUB
hint: nothing was installed: everything that was published there stands in it. What you were shown was made for you, or comes from somewhere else
      E_LOG`;
const ROLLED_BACK = `error: HUB shows an older state of @ada/atlas than it has shown before (entry 1; 3 was seen)
hint: nothing was installed. A cache or a mirror is behind, or somebody hides a newer version or a withdrawal: try again with --refresh
      E_LOG`;
const FORKED = `error: HUB has a forked log: what it signed now does not continue what it signed before (they tell two histories)
hint: nothing was installed. Both signed checkpoints are in HOME/.soulhub/evidence/log-ID.txt: they are a proof; show them to the operator, and to others who use this hub
      E_LOG`;
const BACK_IN_TIME = `error: HUB goes back in time: its log had 4 entries, now it shows 2
hint: nothing was installed. Both signed checkpoints are in HOME/.soulhub/evidence/log-ID.txt: they are a proof; show them to the operator, and to others who use this hub
      E_LOG`;
const HUB_KEY = `error: HUB signs with another key than before
  until now: WORDS
  now:       WORDS
hint: nothing was installed. Somebody may stand in for the hub. Ask its operator for the words of its key (clawhub admin key show); if they are the new ones: clawhub key accept HUB
      E_KEY_CHANGED`;
const ALIAS_OF_A_STRANGER = `error: evil 1.0.0, which HUB gives for @ada/atlas, is signed with another key than before
  until now: WORDS
  now:       WORDS
hint: nothing was installed. Ask the author, not over HUB: whether the key was changed, and to read you the words of \`clawhub key list\`. If they are the new ones: clawhub key accept @ada/atlas --registry HUB
      E_KEY_CHANGED`;
const AUTHOR_KEY = `error: @ada/atlas 1.2.0 is signed with another key than before
  until now: WORDS
  now:       WORDS
hint: nothing was installed. Ask the author, not over HUB: whether the key was changed, and to read you the words of \`clawhub key list\`. If they are the new ones: clawhub key accept @ada/atlas --registry HUB
      E_KEY_CHANGED`;
