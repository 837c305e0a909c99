/** Small rules of the hub that need no database. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasScope, OPERATOR, requireRole, requireScope } from '../../../registry/domain/actor.ts';
import { exactVersion } from '../../../registry/domain/draft.ts';
import { hashOf, newCode, newId, newSecret } from '../../../registry/domain/ids.ts';
import { parseHandle } from '../../../registry/domain/owners.ts';
import { cut, startOf } from '../../../registry/domain/page.ts';
import { DEFAULT_RULES } from '../../../registry/domain/rules.ts';
import { checkTag, withPublished } from '../../../registry/domain/tags.ts';
import { contentTypeOf } from '../../../src/core/content-type.ts';
import { isSoulError } from '../../../src/core/errors.ts';

function codeOf(work: () => unknown): unknown {
  try {
    return { answered: work() };
  } catch (error) {
    return isSoulError(error) ? error.code : error;
  }
}

const counting = (start: number) => {
  let at = start;
  return (size: number) => Uint8Array.from({ length: size }, () => at++ & 0xff);
};

describe('ids', () => {
  it('sort by time', () => {
    const at = (time: number) => newId({ now: () => time, random: counting(7) });
    expect(at(1)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    fc.assert(
      fc.property(fc.nat(2 ** 45), fc.nat(2 ** 45), (a, b) => a === b || at(a) < at(b) === a < b),
      { numRuns: 300 },
    );
  });

  it('hold enough chance, and are kept as hashes', () => {
    const source = { now: () => 0, random: counting(0) };
    expect(Buffer.from(newSecret(source), 'base64url')).toHaveLength(32);
    expect(newCode(source)).toMatch(/^[BCDFGHJKLMNPRTWX]{4}-[BCDFGHJKLMNPRTWX]{4}$/);
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('pages', () => {
  it('go on where they ended', () => {
    const rows = [1, 2, 3].map((n) => ({ n, id: `x${n}` }));
    const page = cut(rows, 2, ({ n, id }) => [n, id]);
    expect(page.items).toEqual(rows.slice(0, 2));
    expect(startOf({ cursor: page.nextCursor }, ['number', 'string'])).toEqual({ limit: 25, after: [2, 'x2'] });
    expect(cut(rows, 3, ({ id }) => [id]).nextCursor).toBe(null);
    expect(cut([], 3, () => []).nextCursor).toBe(null);
  });

  it('refuse whatever is no cursor', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        (cursor) => codeOf(() => startOf({ cursor }, ['number', 'string'])) === 'E_USAGE',
      ),
      { numRuns: 300 },
    );
    for (const limit of [0, -1, 1.5, Number.NaN]) expect(codeOf(() => startOf({ limit }, []))).toBe('E_USAGE');
    expect(startOf({ limit: 5000 }, [])).toEqual({ limit: 200, after: null });
  });
});

describe('tags', () => {
  it.each(['latest', 'next', 'beta', 'stable-1', 'canary.3', 'lts'])('takes %s', (tag) => {
    expect(checkTag(tag)).toBe(tag);
  });

  it.each([
    '',
    '1',
    '1.0.0',
    'v2',
    '^1.0',
    '>=2',
    '*',
    'x',
    '$a',
    '_a',
    'a b',
    'a/b',
    'a%2fb',
    '稳定',
    'constructor',
    'a?b',
    'a'.repeat(101),
  ])('refuses %j', (tag) => {
    expect(codeOf(() => checkTag(tag))).toBe('E_RANGE');
  });

  it('moves latest forward only', () => {
    const latestAfter = (current: string | undefined, version: string) =>
      withPublished({}, current, ['latest'], version).latest;
    expect(latestAfter(undefined, '1.0.0-beta')).toBe('1.0.0-beta');
    expect(latestAfter('1.0.0', '1.0.1')).toBe('1.0.1');
    expect(latestAfter('1.0.1', '1.0.0')).toBe(undefined);
    expect(latestAfter('1.0.0', '2.0.0-rc.1')).toBe(undefined);
    expect(latestAfter('2.0.0-rc.1', '1.0.0')).toBe('1.0.0');
    expect(latestAfter('2.0.0-rc.1', '2.0.0-rc.2')).toBe('2.0.0-rc.2');
    expect(withPublished({ next: '1.0.0' }, '3.0.0', ['latest', 'next'], '2.0.0')).toEqual({ next: '2.0.0' });
  });
});

describe('versions and handles', () => {
  it('are exact', () => {
    expect(exactVersion(' 1.2.3 ')).toBe('1.2.3');
    for (const wrong of ['', '1', '1.2', '^1.0.0', 'latest', `1.0.0-${'a'.repeat(200)}`]) {
      expect(
        codeOf(() => exactVersion(wrong)),
        wrong,
      ).toBe('E_RANGE');
    }
  });

  it('are lower case and short', () => {
    expect(parseHandle(' @Ada ')).toBe('ada');
    for (const wrong of ['', '@', 'a/b', 'a b', '-a', 'a'.repeat(41), 'аda', '..', 'con']) {
      expect(
        codeOf(() => parseHandle(wrong)),
        wrong,
      ).toBe('E_NAME');
    }
  });

  it('cannot be paths of the site', () => {
    for (const name of [
      'api',
      '-',
      'login',
      'skills',
      'souls',
      'teams',
      'search.json',
      'healthz',
      'metrics',
      'assets',
    ]) {
      expect(DEFAULT_RULES.reservedNames.has(name), name).toBe(true);
      expect(DEFAULT_RULES.reservedHandles.has(name), name).toBe(true);
    }
    expect(DEFAULT_RULES.reservedNames.has('find-souls')).toBe(false);
  });
});

describe('scopes and roles', () => {
  const actor = { ...OPERATOR, role: 'user', scopes: ['publish'] } as const;

  it('include the lesser ones', () => {
    expect(hasScope(actor, 'read')).toBe(true);
    expect(hasScope(actor, 'publish')).toBe(true);
    expect(hasScope(actor, 'admin')).toBe(false);
    expect(codeOf(() => requireScope(actor, 'admin'))).toBe('E_FORBIDDEN');
  });

  it('need each other for moderating', () => {
    expect(codeOf(() => requireRole(actor, 'moderator'))).toBe('E_FORBIDDEN');
    expect(codeOf(() => requireRole({ ...actor, role: 'moderator' }, 'moderator'))).toBe('E_FORBIDDEN');
    expect(codeOf(() => requireRole({ ...actor, role: 'moderator', scopes: ['admin'] }, 'moderator'))).toEqual({
      answered: undefined,
    });
    expect(codeOf(() => requireRole({ ...actor, role: 'moderator', scopes: ['admin'] }, 'admin'))).toBe('E_FORBIDDEN');
    expect(codeOf(() => requireRole({ ...actor, scopes: ['admin'] }, 'admin'))).toBe('E_FORBIDDEN');
  });
});

describe('content types', () => {
  it('never let a browser run anything', () => {
    const types = [
      'a.md',
      'a.html',
      'a.svg',
      'a.js',
      'a.HTM',
      'LICENSE',
      '.gitignore',
      'b/a.png',
      'noending',
      'a.xhtml',
    ].map(contentTypeOf);
    expect(types).toEqual([
      'text/markdown',
      'application/octet-stream',
      'application/octet-stream',
      'application/octet-stream',
      'application/octet-stream',
      'text/plain',
      'text/plain',
      'image/png',
      'application/octet-stream',
      'application/octet-stream',
    ]);
  });
});
