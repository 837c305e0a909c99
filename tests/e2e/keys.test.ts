/** An author's key from its making to the readers who follow it: never sent, needed to publish, changed by its own word. */
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSigner } from '../../src/core/note.ts';
import { type Home, makeHome, writeSoul } from '../helpers/home.ts';
import { startProxy } from '../helpers/proxy.ts';
import { startTestHub, type TestHub } from '../helpers/served-hub.ts';

let hub: TestHub;
let between: Awaited<ReturnType<typeof startProxy>>;
let author: Home;
let reader: Home;
let thief: Home;

beforeAll(async () => {
  hub = await startTestHub();
  between = await startProxy(hub);
  [author, reader, thief] = [makeHome(), makeHome(), makeHome()];
  const token = await hub.token('ada');
  for (const home of [author, thief]) {
    await home.start(['login', '--token', '-', '--registry', between.url], { input: token });
    writeSoul(home, 'atlas', '# Atlas\n\nBe kind.\n');
  }
});
afterAll(async () => {
  await between.close();
  await hub.close();
  for (const home of [author, reader, thief]) home.remove();
});

const KEY = '.soulhub/keys/ada.json';
const keyOf = (home: Home) => JSON.parse(home.read(KEY).toString()) as { key: string };

describe('an author and a key', () => {
  it('makes it once, for the owner of the account only', async () => {
    const made = await author.start(['key', 'generate', 'ada']);
    expect(made.stdout).toMatch(/^ada\n {2}ada\+[0-9a-f]{8}\+\S+\n {2}(?:[a-z]+[ ·]*){12}\n$/);
    expect(fs.statSync(author.path(KEY)).mode & 0o777).toBe(0o600);
    expect(fs.statSync(author.path('.soulhub/keys')).mode & 0o777).toBe(0o700);
    expect((await author.start(['key', 'generate', 'ada'])).code).toBe(8);
  });

  it('signs what is published, and sends the signature but never the key', async () => {
    const published = await author.start(['publish', 'atlas', '--yes']);
    expect(published.stderr).toContain('signed: ');
    expect(published.code).toBe(0);
    const sent = Buffer.concat(between.asked.map(({ body }) => body)).toString('latin1');
    expect(sent).toContain('soulhub package v1');
    const { seed } = parseSigner(keyOf(author).key);
    expect(sent).not.toContain('PRIVATE+KEY');
    expect(sent).not.toContain(Buffer.from(seed).toString('base64').slice(0, 40));
    const installed = await reader.start(['install', 'atlas', '--registry', between.url]);
    expect(installed.stderr).toContain('signed by its author (');
  });

  it('is needed from then on: a token alone publishes nothing', async () => {
    const refused = await thief.start(['publish', 'atlas', '--yes', '--version', '6.6.6']);
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain('@ada signs what is published here, and this is not signed');
    await thief.start(['key', 'generate', 'ada']);
    const forged = await thief.start(['publish', 'atlas', '--yes', '--version', '6.6.6']);
    expect(forged.code).toBe(5);
    expect(forged.stderr).toContain('@ada signs with another key here: ');
  });

  it('changes by its own word, and readers follow without a question', async () => {
    const before = keyOf(author).key;
    expect((await author.start(['key', 'rotate'])).code).toBe(0);
    expect(keyOf(author).key).not.toBe(before);
    expect((await author.start(['publish', 'atlas', '--yes', '--version', '1.1.0'])).code).toBe(0);
    const updated = await reader.start(['update', 'atlas']);
    expect(updated.stdout).toContain('1.0.0 → 1.1.0');
    expect((await reader.start(['verify'])).code).toBe(0);
  });

  it('moves to another machine by hand', async () => {
    const exported = await author.start(['key', 'export', '--secret']);
    fs.rmSync(thief.path('.soulhub/keys'), { recursive: true });
    expect((await thief.start(['key', 'import', '-'], { input: exported.stdout })).code).toBe(0);
    expect(keyOf(thief)).toEqual(keyOf(author));
    expect((await author.start(['key', 'export'])).stdout).not.toContain('PRIVATE');
  });

  it('is told to CI when a version is yanked or withdrawn', async () => {
    const { yank } = await import('../../registry/domain/lifecycle.ts');
    const { withdraw } = await import('../../registry/domain/moderation.ts');
    const { OPERATOR } = await import('../../registry/domain/actor.ts');
    expect((await reader.start(['audit'])).code).toBe(0);
    await yank(hub.hub, OPERATOR, { name: 'atlas' }, '1.1.0', 'typo');
    const yanked = await reader.start(['audit']);
    expect(yanked.stdout).toContain('yanked  atlas 1.1.0');
    expect(yanked.code).toBe(5);
    await withdraw(hub.hub, OPERATOR, { name: 'atlas' }, '1.1.0', 'steals keys');
    expect((await reader.start(['audit'])).stdout).toContain('withdrawn  atlas 1.1.0');
  });

  it('lost and made anew: what the refusal says to type lets a reader follow, with and without the package', async () => {
    const { forgetKey } = await import('../../registry/domain/admin.ts');
    const { OPERATOR } = await import('../../registry/domain/actor.ts');
    fs.rmSync(author.path('.soulhub/keys'), { recursive: true });
    await author.start(['key', 'generate', 'ada']);
    await forgetKey(hub.hub, OPERATOR, 'ada');
    expect((await author.start(['publish', 'atlas', '--yes', '--version', '1.2.0'])).code).toBe(0);
    const refused = await reader.start(['update', 'atlas']);
    expect(refused.code).toBe(5);
    const [, hint = ''] = /: clawhub (key accept atlas .*)\n/.exec(refused.stderr) ?? [];
    expect(hint).toBe(`key accept atlas --registry ${between.url}`);
    const pins = reader.read('.soulhub/trust.json');
    for (const words of ['key accept atlas', hint]) {
      reader.write('.soulhub/trust.json', pins);
      const accepted = await reader.start([...words.split(' '), '--yes']);
      expect(accepted.stderr).toBe('');
      expect(accepted.stdout).toContain('trusted from now on: ');
    }
    expect((await reader.start(['update', 'atlas'])).stdout).toContain('1.2.0');
    expect((await reader.start(['uninstall', 'atlas'])).code).toBe(0);
    reader.write('.soulhub/trust.json', pins);
    expect((await reader.start(['install', 'atlas', '--registry', between.url])).code).toBe(5);
    expect((await reader.start([...hint.split(' '), '--yes'])).code).toBe(0);
    expect((await reader.start(['install', 'atlas', '--registry', between.url])).code).toBe(0);
  });
});
