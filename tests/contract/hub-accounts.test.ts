/** Accounts, organisations, tokens and logins, on every database. */
import { afterAll, beforeEach, expect, it } from 'vitest';
import { type Actor, authenticate, OPERATOR } from '../../registry/domain/actor.ts';
import { ensureUser, tokenFor } from '../../registry/domain/admin.ts';
import { type Hub, tidy } from '../../registry/domain/hub.ts';
import { accountOf } from '../../registry/domain/identities.ts';
import {
  answerLogin,
  checkPassword,
  loginRequest,
  pollLogin,
  setPassword,
  startLogin,
} from '../../registry/domain/logins.ts';
import {
  createOrganisation,
  createUser,
  findOwner,
  handlesOf,
  members,
  removeMember,
  setMember,
  setUserClosed,
  setUserRole,
} from '../../registry/domain/owners.ts';
import { createToken, revokeToken, tokens } from '../../registry/domain/tokens.ts';
import { codeOf, describeDatabases, person } from '../helpers/databases.ts';
import { removeFolders } from '../helpers/packages.ts';

afterAll(removeFolders);

describeDatabases('accounts of a hub', ({ open }) => {
  let hub: Hub;
  let ada: Actor;
  let bob: Actor;
  let now = 0;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 23);
    hub = await open({ now: () => now++ });
    ada = await person(hub, 'ada');
    bob = await person(hub, 'bob');
  });

  it('refuses handles that are taken, look alike, are reserved, or are none', async () => {
    const admin = await person(hub, 'root-admin', 'admin');
    const wrong = [
      ['ada', 'E_NAME_TAKEN'],
      ['@Ada', 'E_NAME_TAKEN'],
      ['a-d_a', 'E_NAME_SIMILAR'],
      ['b0b', 'E_NAME_SIMILAR'],
      ['soulhub', 'E_NAME'],
      ['api', 'E_NAME'],
      ['', 'E_NAME'],
      ['a/b', 'E_NAME'],
      ['../etc', 'E_NAME'],
      ['x'.repeat(41), 'E_NAME'],
    ] as const;
    for (const [handle, code] of wrong) {
      expect(await codeOf(createUser(hub, admin, { handle })), handle).toBe(code);
    }
    expect(await codeOf(createUser(hub, ada, { handle: 'carol' }))).toBe('E_FORBIDDEN');
    expect((await createUser(hub, OPERATOR, { handle: 'soulhub' })).handle).toBe('soulhub');
    expect(await findOwner(hub, 'nobody')).toBe(null);
  });

  it('knows an account by its token, and keeps only a hash of it', async () => {
    const { token, id } = await createToken(hub, ada, { label: 'laptop', scopes: ['publish'] });
    expect(token).toMatch(/^clh_[A-Za-z0-9_-]{43}$/);
    expect(await authenticate(hub, token)).toMatchObject({ handle: 'ada', scopes: ['publish'], tokenId: id });
    const kept = JSON.stringify(await hub.sql.all('SELECT * FROM tokens'));
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(token.slice(4));
    expect(await authenticate(hub, `${token}x`)).toBe(null);
    expect(await authenticate(hub, '')).toBe(null);
    await revokeToken(hub, ada, id);
    expect(await authenticate(hub, token)).toBe(null);
    expect(await codeOf(revokeToken(hub, ada, id))).toBe('E_NOT_FOUND');
  });

  it('ends tokens when they expire and when the account is closed', async () => {
    const admin = await person(hub, 'root-admin', 'admin');
    const { token } = await createToken(hub, ada, { label: 'short', scopes: ['read'], expiresAt: now + 60_000 });
    const { token: other } = await createToken(hub, ada, { label: 'long', scopes: ['read'] });
    expect(await authenticate(hub, token)).not.toBe(null);
    now += 60_001;
    expect(await authenticate(hub, token)).toBe(null);
    expect((await tokens(hub, ada)).map(({ label }) => label)).toEqual(['long']);
    await setUserClosed(hub, admin, 'ada', true);
    expect(await authenticate(hub, other)).toBe(null);
    await setUserClosed(hub, admin, 'ada', false);
    expect(await authenticate(hub, other)).not.toBe(null);
  });

  it('notes when a token was used, to the hour, without a write for each request', async () => {
    const { token } = await createToken(hub, ada, { label: 'ci', scopes: ['read'] });
    await authenticate(hub, token);
    expect((await tokens(hub, ada))[0]?.lastUsedAt).toBe(null);
    await tidy(hub);
    const first = (await tokens(hub, ada))[0]?.lastUsedAt;
    expect(first).toBeGreaterThan(0);
    await authenticate(hub, token);
    await tidy(hub);
    expect((await tokens(hub, ada))[0]?.lastUsedAt).toBe(first);
    now += 3_600_001;
    await authenticate(hub, token);
    await tidy(hub);
    expect((await tokens(hub, ada))[0]?.lastUsedAt).toBeGreaterThan(first ?? 0);
  });

  it('never lets a token make a stronger one, or one for somebody else', async () => {
    const reader: Actor = { ...ada, scopes: ['read'] };
    expect(await codeOf(createToken(hub, reader, { label: 'x', scopes: ['publish'] }))).toBe('E_FORBIDDEN');
    expect(await codeOf(createToken(hub, ada, { handle: 'bob', label: 'x', scopes: ['read'] }))).toBe('E_FORBIDDEN');
    expect(await codeOf(createToken(hub, ada, { label: 'x', scopes: [] }))).toBe('E_USAGE');
    const { id } = await createToken(hub, ada, { label: 'x', scopes: ['read'] });
    expect(await codeOf(revokeToken(hub, bob, id))).toBe('E_NOT_FOUND');
    expect(await codeOf(tokens(hub, bob, 'ada'))).toBe('E_FORBIDDEN');
    await revokeToken(hub, OPERATOR, id);
  });

  const stranger = (subject: string, ...names: string[]) => ({
    issuer: 'https://idp.example',
    subject,
    names,
    title: null,
  });

  it('gives nobody who signs in elsewhere a name that is reserved or taken', async () => {
    const handles = [];
    for (const names of [['openai', 'grace'], ['Official'], ['support'], ['ada'], ['b0b', 'ken']]) {
      handles.push((await accountOf(hub, stranger(names.join(), ...names))).handle);
    }
    expect(handles).toEqual(['grace', 'member', 'member-2', 'ada-2', 'ken']);
    expect((await accountOf(hub, stranger('support', 'support'))).handle).toBe('member-2');
  });

  it('makes one account for somebody who signs in twice at once, and no second handle', async () => {
    const carol = stranger('carol', 'carol');
    const actors = await Promise.all(Array.from({ length: 6 }, () => accountOf(hub, carol)));
    expect(new Set(actors.map(({ handle }) => handle))).toEqual(new Set(['carol']));
    const made = await hub.sql.all<{ handle: string }>("SELECT handle FROM owners WHERE handle LIKE 'carol%'");
    expect(made).toEqual([{ handle: 'carol' }]);
  });

  it('lets an operator make the first account with a token', async () => {
    const { token, handle } = await tokenFor(hub, '@Grace', { role: 'admin' });
    expect(handle).toBe('grace');
    const grace = await authenticate(hub, token);
    expect(grace).toMatchObject({ handle: 'grace', role: 'admin', scopes: ['read', 'publish', 'admin'] });
    expect((await ensureUser(hub, 'grace')).role).toBe('admin');
    if (grace === null) throw new Error('the token does not work');
    await setUserRole(hub, grace, 'ada', 'moderator');
    expect((await findOwner(hub, 'ada'))?.role).toBe('moderator');
    expect(await codeOf(setUserRole(hub, grace, 'grace', 'user'))).toBe('E_CONFLICT');
    expect(await codeOf(setUserRole(hub, bob, 'ada', 'user'))).toBe('E_FORBIDDEN');
    await expect(setUserRole(hub, { ...grace, scopes: ['publish'] }, 'ada', 'user')).rejects.toMatchObject({
      code: 'E_FORBIDDEN',
      message: 'this token may not do that: it lacks the scope "admin"',
      hint: { en: 'log in again, or use a token with that scope' },
    });
    expect(await codeOf(setUserRole(hub, grace, 'nobody', 'user'))).toBe('E_NOT_FOUND');
  });

  it('has organisations whose members have roles', async () => {
    await createOrganisation(hub, ada, { handle: 'acme', displayName: 'Acme' });
    expect(await members(hub, 'acme')).toMatchObject([{ handle: 'ada', role: 'owner' }]);
    expect((await handlesOf(hub, ada)).map(({ handle }) => handle)).toEqual(['ada', 'acme']);
    expect(await codeOf(setMember(hub, bob, 'acme', { handle: 'bob', role: 'member' }))).toBe('E_FORBIDDEN');
    expect(await codeOf(setMember(hub, ada, 'acme', { handle: 'nobody', role: 'member' }))).toBe('E_NOT_FOUND');
    expect(await codeOf(setMember(hub, ada, 'acme', { handle: 'acme', role: 'member' }))).toBe('E_USAGE');
    await setMember(hub, ada, 'acme', { handle: 'bob', role: 'admin' });
    await person(hub, 'carol');
    await setMember(hub, bob, 'acme', { handle: 'carol', role: 'member' });
    expect(await codeOf(setMember(hub, bob, 'acme', { handle: 'carol', role: 'owner' }))).toBe('E_FORBIDDEN');
    expect(await codeOf(setMember(hub, bob, 'acme', { handle: 'ada', role: 'member' }))).toBe('E_FORBIDDEN');
    expect(await codeOf(removeMember(hub, bob, 'acme', 'ada'))).toBe('E_FORBIDDEN');
    expect(await codeOf(removeMember(hub, ada, 'acme', 'ada'))).toBe('E_CONFLICT');
    expect(await codeOf(setMember(hub, ada, 'acme', { handle: 'ada', role: 'member' }))).toBe('E_CONFLICT');
    await setMember(hub, ada, 'acme', { handle: 'bob', role: 'owner' });
    await removeMember(hub, ada, 'acme', 'ada');
    expect((await members(hub, 'acme')).map(({ handle }) => handle)).toEqual(['bob', 'carol']);
    expect(await codeOf(removeMember(hub, ada, 'acme', 'ada'))).toBe('E_FORBIDDEN');
  });

  it('logs in a device that a person approves, once', async () => {
    const started = await startLogin(hub, { label: 'clawhub on box', scopes: ['publish'] });
    expect(JSON.stringify(await hub.sql.all('SELECT * FROM logins'))).not.toContain(started.deviceCode);
    expect(started.userCode).toMatch(/^[B-DF-HJ-NP-TV-Z]{4}-[B-DF-HJ-NP-TV-Z]{4}$/);
    expect(await pollLogin(hub, started.deviceCode)).toEqual({ state: 'pending' });
    expect(await loginRequest(hub, started.userCode.toLowerCase().replace('-', ' '))).toMatchObject({
      label: 'clawhub on box',
      scopes: ['publish'],
    });
    expect(await codeOf(answerLogin(hub, { ...ada, scopes: ['read'] }, started.userCode, true))).toBe('E_FORBIDDEN');
    await answerLogin(hub, ada, started.userCode, true);
    expect(await codeOf(answerLogin(hub, bob, started.userCode, true))).toBe('E_NOT_FOUND');
    const state = await pollLogin(hub, started.deviceCode);
    if (state.state !== 'approved') throw new Error(state.state);
    expect(await authenticate(hub, state.token)).toMatchObject({ handle: 'ada', scopes: ['publish'] });
    expect(await pollLogin(hub, started.deviceCode)).toEqual({ state: 'expired' });
    expect(await pollLogin(hub, 'unknown')).toEqual({ state: 'expired' });
  });

  it('denies a login, and forgets one that nobody answers', async () => {
    const denied = await startLogin(hub, { label: 'x', scopes: [] });
    await answerLogin(hub, ada, denied.userCode, false);
    expect(await pollLogin(hub, denied.deviceCode)).toEqual({ state: 'denied' });
    const late = await startLogin(hub, { label: 'y', scopes: [] });
    now += 11 * 60_000;
    expect(await pollLogin(hub, late.deviceCode)).toEqual({ state: 'expired' });
    expect(await codeOf(loginRequest(hub, late.userCode))).toBe('E_NOT_FOUND');
    await tidy(hub);
    expect(await hub.sql.all('SELECT * FROM logins')).toEqual([]);
  });

  it('keeps passwords as scrypt keys, and none until one is set', async () => {
    expect(await checkPassword(hub, 'ada', '')).toBe(null);
    expect(await codeOf(setPassword(hub, ada, 'ada', 'short'))).toBe('E_USAGE');
    expect(await codeOf(setPassword(hub, ada, 'bob', 'correct horse'))).toBe('E_FORBIDDEN');
    expect(await codeOf(setPassword(hub, { ...ada, scopes: ['read'] }, 'ada', 'correct horse'))).toBe('E_FORBIDDEN');
    await setPassword(hub, ada, 'ada', 'correct horse');
    expect(await checkPassword(hub, 'Ada', 'correct horse')).toMatchObject({ handle: 'ada' });
    expect(await checkPassword(hub, 'ada', 'correct hors')).toBe(null);
    expect(await checkPassword(hub, 'nobody', 'correct horse')).toBe(null);
    expect(JSON.stringify(await hub.sql.all('SELECT password FROM owners'))).not.toContain('correct');
    await setPassword(hub, ada, 'ada', null);
    expect(await checkPassword(hub, 'ada', 'correct horse')).toBe(null);
  });
});
