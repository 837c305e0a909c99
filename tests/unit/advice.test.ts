/** Every error has one thing to do next, in both languages. */
import { describe, expect, it } from 'vitest';
import { advised } from '../../src/cli/advice.ts';
import { COMMANDS, wordsOf } from '../../src/cli/commands.ts';
import { ERRORS, type ErrorCode, isSoulError, SoulError } from '../../src/core/errors.ts';
import { readPackage } from '../../src/core/package.ts';
import { text } from '../../src/core/text.ts';
import { filesOf } from '../helpers/packages.ts';

const CODES = Object.keys(ERRORS) as ErrorCode[];
const thrown = (code: ErrorCode, hint?: string) =>
  new SoulError(code, text('a', 'b'), hint === undefined ? { details: { at: 1 } } : { hint: text(hint, hint) });

it.each(CODES)('%s', (code) => {
  const { hint, details } = advised(thrown(code), []);
  expect(hint?.en).toMatch(/\w{3}/);
  expect(hint?.zh).toMatch(/\p{Script=Han}|^clawhub /u);
  expect(details).toEqual({ at: 1 });
  expect(advised(thrown(code, 'better'), []).hint?.en).toBe('better');
});

it('names commands that there are', () => {
  const known = new Set(COMMANDS.flatMap((command) => wordsOf(command)[0] ?? []));
  const hints = CODES.map((code) => advised(thrown(code), []).hint?.en ?? '');
  const named = hints.flatMap((hint) => [...hint.matchAll(/clawhub ([a-z]+)/g)].map(([, name]) => name));
  expect(named.filter((name) => !known.has(name ?? ''))).toEqual([]);
});

it('of a command that was typed wrongly is its help', () => {
  expect(advised(thrown('E_USAGE'), ['search', 'x', '--limit', 'abc']).hint?.en).toBe('clawhub search --help');
  expect(advised(thrown('E_USAGE'), ['--limit']).hint?.en).toBe('clawhub --help');
});

it('of what is not there is where such things are listed', () => {
  const hintFor = (details: Record<string, unknown>, words: string, code: ErrorCode = 'E_NOT_FOUND') =>
    advised(new SoulError(code, text('a', 'b'), { details }), words.split(' ')).hint?.en;
  expect(hintFor({ name: 'x' }, 'install x')).toContain('clawhub search');
  expect(hintFor({ handle: 'x' }, 'transfer request y x')).toBe('check how it is written');
  expect(hintFor({ handle: 'x' }, 'admin user role x admin')).toContain('clawhub admin user list');
  expect(hintFor({ id: 'x' }, 'admin token revoke x')).toContain('clawhub admin token list');
  expect(hintFor({ id: 'x' }, 'admin moderate reject x')).toContain('clawhub admin moderate reports');
  expect(hintFor({ file: 'x' }, 'admin restore x')).toBe('check how it is written');
  expect(hintFor({ handle: 'x' }, 'admin user create x', 'E_NAME_TAKEN')).toContain('clawhub admin user role x');
  expect(hintFor({ handle: 'x' }, 'publisher create x', 'E_NAME_TAKEN')).toBe('choose another handle');
});

describe('what is wrong with a package', () => {
  const says = (head: string) => {
    try {
      readPackage(filesOf({ 'SOUL.md': `---\n${head}\n---\n\n# A\n\nBe kind.\n` }), { name: 'a' });
    } catch (error) {
      if (isSoulError(error)) return { ...error.says, line: error.details.line };
    }
    return null;
  };

  it('is a sentence, and Chinese in Chinese', () => {
    expect(says('version: "1.0.0"\nname: Foo')?.en).toBe('SOUL.md: "name" is not a package name: names are lower case');
    const yaml = says('name: a\n  bad: [x\nversion: 1');
    expect(yaml?.en).toMatch(/not valid YAML \(line \d\): .*[a-z]$/);
    expect(yaml?.zh).toMatch(/不是有效的 YAML（第 \d 行）$/);
  });
});
