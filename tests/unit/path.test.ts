import { describe, expect, it } from 'vitest';
import { isSoulError, SoulError } from '../../src/core/errors.ts';
import { LIMITS } from '../../src/core/files.ts';
import {
  brokenRule,
  checkCollisions,
  checkPath,
  checkPaths,
  comparePaths,
  decodePath,
  PATH_RULES,
  printablePath,
} from '../../src/core/path.ts';

const BROKEN: Readonly<Record<string, readonly string[]>> = {
  'path.empty': [''],
  'path.long': ['a'.repeat(256), `${'魂'.repeat(85)}.md`, `${'d/'.repeat(200)}x.md`],
  'path.control': ['a\nb.md', 'a\rb', 'a\tb', '\u001b[2Kok.md', 'a\u007fb', 'a\u0085b', 'a\u2028b', 'SOUL.md\0.png'],
  'path.unassigned': ['a\ue000.md', 'a\ufffe.md', 'a\ud800.md', '\u{10ffff}'],
  'path.bidi': ['exe.\u202edm.LUOS', 'a\u2066b\u2069.md', 'a\u200fb', 'a\u061cb'],
  'path.invisible': [
    ...['SO\u200bUL.md', '\ufeffSOUL.md', 'SOUL\u00ad.md', 'SOUL\u{e0041}.md', 'SOUL\ufe0f.md', '.g\u200cit/config'],
    ...['a\u00a0b.md', 'a\u3000b.md', 'a\u2800b.md', 'a\u3164b.md', 'a\u2062b.md'],
  ],
  'path.backslash': ['dir\\file.txt', '..\\..\\x', 'C:\\x', '\\\\server\\share', '\\\\?\\C:\\x'],
  'path.drive': ['C:/x', 'C:x', 'c:../../x'],
  'path.absolute': ['/etc/passwd', '//server/share/x', '////a', '/', '/../a'],
  'path.parent': ['..', '../a', 'a/../../b', 'a/../b', 'a/..'],
  'path.dot': ['.', 'a/./b', './a'],
  'path.blank-part': ['a//b', 'a/'],
  'path.deep': ['a/b/c/d/e/f/g/h/i/j/k.md'],
  'path.stream': ['SOUL.md:hidden.js', 'SOUL.md::$DATA', 'a/b:c'],
  'path.character': ['a<b.md', 'a>b', 'a|b', 'a?b', '*.md', 'a"b.md'],
  'path.device': [
    ...['CON', 'nul.md', 'aux/notes.md', 'skills/com1.txt', 'COM\u00b9.txt', 'lpt\u00b3', 'CONIN$', 'conout$.md'],
    ...['lpt1 .txt', 'a/PRN', 'com0', 'CLOCK$'],
  ],
  'path.trailing': ['SOUL.md.', 'SOUL.md ', 'skills./x.md', '.../x.md', '   ', 'a /b'],
  'path.leading-space': [' SOUL.md', 'a/ b'],
  'path.short-name': ['SOUL~1.MD', 'a/PROGRA~1', 'AB12~12.m'],
  'path.percent': ['%2e%2e%2fescape.txt', 'a%00.md'],
  'path.variable': ['$HOME/x.md', 'a/$(id).md', '`id`.md', '%USERPROFILE%/a.md'],
  'path.home': ['~/.ssh/authorized_keys', '~root', 'a/~'],
  'path.dash': ['-rf', 'a/--help.md'],
  'path.dotfile': [
    ...['.git/hooks/post-checkout', '.GIT/config', '.npmrc', '.claude/settings.json', '.vscode/tasks.json', '.env'],
    ...['a/.mcp.json', '.clawhub/lock.json', '.DS_Store', '._SOUL.md', '.GitIgnore', '.ssh/id'],
  ],
  'path.normal-form': ['cafe\u0301.md', '\u212a.md', 'I\u0307.md'],
  'path.disguised': [
    '\uff33\uff2f\uff35\uff2c.md',
    '\uff0e\uff0e/escape.txt',
    '\ufb01le.md',
    '\u017foul.md',
    '\u2025/a',
  ],
  'path.slash-twin': ['a\u2215..\u2215b', 'a\u2044b', 'a\u29f8b'],
  'path.mixed-script': ['S\u041eUL.md', 'go/b\u0430ckend.md', '\u0391BC.md'],
};

const FINE = [
  'SOUL.md',
  'SOUL.zh-Hans.md',
  'references/go.md',
  'a/b/c/d/e/f/g/h/i/j.md',
  '资料/人设说明.md',
  '孙悟空（第一版）.md',
  '第①章、缘起.md',
  'さくら.md',
  '카페.md',
  'café.md',
  'Привет мир.md',
  'Go后端专家.md',
  'straße.md',
  'README',
  '12345',
  'a b.md',
  'Q&A, part 1 (draft) [v2] {x}!.md',
  "it's.md",
  '100% done.md',
  'a~b.md',
  'com10.txt',
  'console.md',
  'nullable.md',
  '🦞.md',
  'a.b.c',
  '__proto__',
  'constructor',
  '_meta.json',
  '.gitignore',
  'skills/.gitkeep',
  '.clawhubignore',
  'n'.repeat(255),
];

function errorOf(action: () => unknown): SoulError {
  try {
    action();
  } catch (error) {
    if (isSoulError(error, 'E_PATH')) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

function ruleOf(action: () => unknown): unknown {
  return errorOf(action).details.rule;
}

describe('checkPath', () => {
  it.each(Object.entries(BROKEN).flatMap(([rule, paths]) => paths.map((path) => [rule, path] as const)))(
    '%s: %j',
    (rule, path) => {
      expect(brokenRule(path)).toBe(rule);
      expect(ruleOf(() => checkPath(path))).toBe(rule);
    },
  );

  it.each(FINE)('accepts %j', (path) => {
    expect(checkPath(path)).toBe(path);
  });

  it('has a case for every rule about one name', () => {
    const about = Object.keys(PATH_RULES).filter(
      (rule) => !['path.utf8', 'path.duplicate', 'path.collision', 'path.file-and-folder'].includes(rule),
    );
    expect(Object.keys(BROKEN).sort()).toEqual(about.sort());
  });

  it('says the name and the reason in both languages, and a hint for dotfiles', () => {
    const error = errorOf(() => checkPath('a/\u202egnp.md'));
    expect(error.says).toEqual({
      en: '"a/\\u{202e}gnp.md": the name changes the direction of text',
      zh: '“a/\\u{202e}gnp.md”：文件名含改变文字方向的字符',
    });
    expect(error.details).toEqual({ rule: 'path.bidi', path: 'a/\u202egnp.md' });
    expect(error.hint?.en).toContain('correct the package');
    expect(errorOf(() => checkPath('.DS_Store')).hint?.en).toContain('clawhub pack');
  });

  it('takes other limits', () => {
    expect(ruleOf(() => checkPath('abc', { ...LIMITS, pathLength: 2 }))).toBe('path.long');
    expect(ruleOf(() => checkPath('a/b', { ...LIMITS, depth: 1 }))).toBe('path.deep');
  });

  it('is quick about a name of a megabyte', () => {
    const started = performance.now();
    expect(brokenRule('m/'.repeat(2 ** 19))).toBe('path.long');
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('decodePath', () => {
  it('decodes UTF-8 and nothing else', () => {
    expect(decodePath(Buffer.from('资料.md'))).toBe('资料.md');
    for (const hex of ['61ff', 'c0ae2f', '61eda080', 'c8cbc9e8', 'e4bd']) {
      expect(ruleOf(() => decodePath(Buffer.from(hex, 'hex')))).toBe('path.utf8');
    }
  });
});

describe('printablePath', () => {
  it('shows what cannot be seen, and not more than 80 characters', () => {
    expect(printablePath('a\u001b[2J\u200b\u{e0041}\u3000b')).toBe('a\\u{1b}[2J\\u{200b}\\u{e0041}\\u{3000}b');
    expect(printablePath('资料 é.md')).toBe('资料 é.md');
    expect(printablePath('x'.repeat(81))).toBe(`${'x'.repeat(80)}…`);
  });
});

describe('comparePaths', () => {
  it('is the order of bytes', () => {
    const paths = ['b', 'a', 'B', 'a/b', 'a.b', '\u{1f99e}', '\uff08', '资'];
    expect(paths.sort(comparePaths)).toEqual(['B', 'a', 'a.b', 'a/b', 'b', '资', '\uff08', '\u{1f99e}']);
  });
});

describe('checkCollisions', () => {
  it.each([
    [['SOUL.md', 'soul.md']],
    [['SOUL.md', 'SOUL.MD']],
    [['Skills/a.md', 'skills/b.md']],
    [['a/B/c.md', 'a/b/d.md']],
    [['caf\u00e9.md', 'cafe\u0301.md']],
    [['\ufb01le.md', 'file.md']],
    [['stra\u00dfe.md', 'strasse.md']],
    [['STRA\u1e9eE.md', 'strasse.md']],
    [['\u212a.md', 'k.md']],
    [['I\u0307.md', '\u0130.md']],
    [['\u0130.md', 'i\u0307.md']],
    [['\u017foul.md', 'soul.md']],
    [['\u03c3.md', '\u03c2.md']],
    [['a\u03c2.md', 'a\u03c3.md']],
    [['\uff21.md', 'A.md']],
    [['①.md', '1.md']],
  ])('%j are one file somewhere', (paths) => {
    const error = errorOf(() => checkCollisions(paths));
    expect(error.details.rule).toBe('path.collision');
    expect(errorOf(() => checkCollisions([...paths].reverse())).details.rule).toBe('path.collision');
  });

  /** Every pair that a case-blind regular expression takes for the same letter: simple case folding, by another program. */
  it('knows every pair of letters that simple case folding joins', () => {
    const letters = Array.from({ length: 0x2fa1f }, (_, code) => String.fromCodePoint(code)).filter((char) =>
      /[\p{Lu}\p{Ll}\p{Lt}\p{Changes_When_Casefolded}]/u.test(char),
    );
    expect(letters.length).toBeGreaterThan(2500);
    for (const letter of letters) {
      for (const other of new Set([letter.toLowerCase(), letter.toUpperCase()])) {
        if (other === letter || !new RegExp(`^${letter}$`, 'iu').test(other)) continue;
        expect(() => checkCollisions([`${letter}.md`, `${other}.md`]), `${letter} ${other}`).toThrow(SoulError);
      }
    }
  });

  it.each([[['a', 'a/b.md']], [['a/b.md', 'a']], [['A', 'a/b.md']], [['a/b/c', 'a/B']]])(
    '%j is file and folder',
    (paths) => {
      expect(ruleOf(() => checkCollisions(paths))).toBe('path.file-and-folder');
    },
  );

  it('finds a name that occurs twice, and says which other name is meant', () => {
    expect(ruleOf(() => checkCollisions(['a.md', 'b.md', 'a.md']))).toBe('path.duplicate');
    expect(errorOf(() => checkCollisions(['SOUL.md', 'soul.md'])).details).toEqual({
      rule: 'path.collision',
      path: 'soul.md',
      other: 'SOUL.md',
    });
  });

  it('counts folders that are named on their own', () => {
    expect(ruleOf(() => checkCollisions(['a'], ['A']))).toBe('path.file-and-folder');
    expect(ruleOf(() => checkCollisions([], ['a/b', 'A']))).toBe('path.collision');
    expect(() => checkCollisions(['a/b/c', 'a/d'], ['a', 'a/b', 'a', 'e'])).not.toThrow();
  });

  it('lets names be that only look alike to a careless eye', () => {
    expect(() => checkPaths(FINE.filter((path) => path !== 'README'))).not.toThrow();
    expect(() => checkCollisions(['ss.md', 's.md', 'a/b', 'ab', 'a.b'])).not.toThrow();
  });
});

describe('checkPaths', () => {
  it('asks for each name, then for all', () => {
    expect(ruleOf(() => checkPaths(['a', 'b/..']))).toBe('path.parent');
    expect(ruleOf(() => checkPaths(['a', 'A']))).toBe('path.collision');
  });
});
