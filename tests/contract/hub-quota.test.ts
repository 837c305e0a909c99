/** What one account may do in a day, and how often somebody may guess its password. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { rename } from '../../registry/domain/lifecycle.ts';
import { setPassword, startLogin } from '../../registry/domain/logins.ts';
import { publishArchive } from '../../registry/domain/publish.ts';
import { createUpload } from '../../registry/domain/uploads.ts';
import { packPackage } from '../../src/core/pack.ts';
import { codeOf, describeDatabases, person, publishSoul } from '../helpers/databases.ts';
import { soulPackage } from '../helpers/packages.ts';
import { startTestHub, type TestHub } from '../helpers/served-hub.ts';

describeDatabases('quotas of an account', ({ open }) => {
  const DAY = 86_400_000;

  it('count versions and new packages of a day, also when they come at once; the operator is free', async () => {
    let now = 1_700_000_000_000;
    const hub = await open({ now: () => now, rules: { versionsPerDay: 4, packagesPerDay: 2 } });
    const operator = await person(hub, 'ada');
    const ada = { ...operator, tokenId: 'token' };
    for (const spec of ['one@1.0.0', 'two@1.0.0']) await publishSoul(hub, ada, spec);
    expect(await codeOf(publishSoul(hub, ada, 'three@1.0.0'))).toBe('E_RATE_LIMITED');
    const many = await Promise.all(
      ['1.0.1', '1.0.2', '1.0.3', '1.0.4'].map((version) => codeOf(publishSoul(hub, ada, `one@${version}`))),
    );
    expect(many.filter((code) => code === 'E_RATE_LIMITED')).toHaveLength(2);
    await publishSoul(hub, operator, 'three@1.0.0');
    now += DAY + 1;
    await publishSoul(hub, ada, 'four@1.0.0');
  });

  it('count the names that a package had; an old one is no new one, and an admin is free', async () => {
    const hub = await open({ rules: { formerNames: 2 } });
    const [ada, root] = [await person(hub, 'ada'), await person(hub, 'root', 'admin')];
    const atlas = { name: 'atlas' };
    await publishSoul(hub, ada, 'atlas@1.0.0');
    for (const slug of ['globe', 'lantern']) await rename(hub, ada, atlas, slug);
    const refused = await rename(hub, ada, atlas, 'compass').catch((error) => error);
    expect(refused).toMatchObject({ code: 'E_TOO_LARGE', details: { name: 'atlas', limit: 2 } });
    expect(refused.hint.zh).toBeTruthy();
    expect(await codeOf(publishSoul(hub, await person(hub, 'bob'), 'compass@1.0.0'))).toMatchObject({ succeeded: {} });
    for (const slug of ['globe', 'atlas', 'lantern']) expect((await rename(hub, ada, atlas, slug)).slug).toBe(slug);
    expect((await rename(hub, root, atlas, 'sextant')).slug).toBe('sextant');
  });

  it('count what waits to be published, also when it is announced at once', async () => {
    const size = 1_000;
    const hub = await open({ rules: { uploadQuota: 4 * size } });
    const ada = await person(hub, 'ada');
    const claim = { path: 'a.md', size, sha256: 'a'.repeat(64), contentType: 'text/markdown' };
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(createUpload(hub, ada, claim))));
    expect(codes.filter((code) => code === 'E_TOO_LARGE')).toHaveLength(16);
  });

  it('end where the bytes that are kept for it are used up', async () => {
    const { bytes } = packPackage(soulPackage('one', '1.0.0'));
    const hub = await open({ rules: { accountBytes: bytes.length + 100 } });
    const ada = { ...(await person(hub, 'ada')), tokenId: 'token' };
    await publishArchive(hub, ada, { name: 'one', version: '1.0.0', bytes });
    expect(await codeOf(publishSoul(hub, ada, 'two@1.0.0'))).toBe('E_TOO_LARGE');
  });
});

describe('guessing a password', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startTestHub();
    for (const handle of ['carol', 'dora', 'emma', 'fred', 'gina']) {
      await hub.token(handle);
      await setPassword(hub.hub, OPERATOR, handle, 'correct horse battery');
    }
  });
  afterAll(() => hub.close());

  const login = (name: string, password: string) =>
    hub.fetch(`/-/user/org.couchdb.user:${name}`, { method: 'PUT', json: { name, password } });

  it('ends after ten wrong ones, also for the right one, and for this account only', async () => {
    for (let n = 0; n < 10; n++) expect((await login('carol', `wrong password ${n}`)).status).toBe(401);
    const shut = await login('carol', 'correct horse battery');
    expect(shut.status).toBe(429);
    expect(await shut.json()).toMatchObject({ code: 'E_RATE_LIMITED' });
    expect((await login('dora', 'correct horse battery')).status).toBe(201);
  });

  const form = (path: string, fields: Record<string, string>) =>
    hub.fetch(path, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });

  it('counts every way to write the handle, and every door, as one', async () => {
    const { userCode } = await startLogin(hub.hub, { label: 'x', scopes: [] });
    const password = 'not the password';
    const doors = [
      (handle: string) => form('/account/sign-in', { handle, password }),
      (handle: string) => form('/cli/device', { user_code: userCode, handle, password }),
      (handle: string) => login(handle, password),
    ];
    const guesses = [];
    for (const handle of ['emma', 'Emma', '@emma', ' @@EMMA']) {
      for (const door of doors) guesses.push((await door(handle)).status);
    }
    expect(guesses).toEqual([403, 403, 401, 403, 403, 401, 403, 403, 401, 403, 429, 429]);
  });

  it('counts those that come at once', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => login('fred', `wrong password ${n}`)));
    expect(all.filter(({ status }) => status === 401)).toHaveLength(10);
  });

  it('does not count right ones', async () => {
    for (let n = 0; n < 12; n++) expect((await login('gina', 'correct horse battery')).status).toBe(201);
  });
});
