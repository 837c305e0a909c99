import { describe, expect, it } from 'vitest';
import { CONTENT_RULES } from '../../../src/core/archive/content.ts';
import { checkContents, contentKind } from '../../../src/core/archive/index.ts';
import { isSoulError } from '../../../src/core/errors.ts';
import { ruleOf } from './build.ts';

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const PNG = hex('89504e470d0a1a0a 0000000d49484452');

describe('contentKind', () => {
  it.each([
    ['SOUL.md', Buffer.from('# hi'), 'text'],
    ['SOUL.md', Buffer.from('\ufeff# 你好\r\n'), 'text'],
    ['empty', Buffer.alloc(0), 'text'],
    ['icon.svg', Buffer.from('<svg/>'), 'text'],
    ['avatar.png', PNG, 'media'],
    ['Avatar.PNG', PNG, 'media'],
    ['photo.jpg', hex('ffd8ffe0 0010'), 'media'],
    ['voice.mp3', hex('fffb9064 00'), 'media'],
    ['clip.mp4', hex('00000020 66747970 69736f6d'), 'media'],
    ['font.ttf', hex('00010000 0012'), 'media'],
    ['paper.pdf', hex('255044462d312e37 0a ff'), 'media'],
    ['brand.docx', hex('504b0304 1400 0000'), 'container'],
    ['inner.tgz', hex('1f8b0800 0000'), 'container'],
    ['avatar.png', hex('7f454c46 020100'), 'executable'],
    ['tool.exe', hex('4d5a9000 03ff'), 'executable'],
    ['tool', hex('cffaedfe 0700'), 'executable'],
    ['a.wasm', hex('0061736d 0100'), 'executable'],
    ['tool', PNG, 'opaque'],
    ['avatar.png', hex('0102030400'), 'opaque'],
    ['data.bin', hex('ff00'), 'opaque'],
  ])('%s: %j is %s', (path, bytes, kind) => {
    expect(contentKind(path, bytes)).toBe(kind);
  });
});

describe('checkContents', () => {
  const CASES: readonly (readonly [string, Buffer, keyof typeof CONTENT_RULES, string])[] = [
    ['tool', hex('7f454c46 020100'), 'content.executable', 'E_ARCHIVE'],
    ['__pycache__/a.cpython-311.pyc', hex('a70d0d0a 0000'), 'content.opaque', 'E_ARCHIVE'],
    ['data.bin', hex('ff00'), 'content.opaque', 'E_ARCHIVE'],
    ['SOUL.md', Buffer.from('\ufeff# hi', 'utf16le'), 'content.utf16', 'E_ENCODING'],
    ['SOUL.md', hex('feff 0023'), 'content.utf16', 'E_ENCODING'],
    ['SOUL.md', Buffer.from('# hi', 'utf16le'), 'content.nul', 'E_ENCODING'],
    ['SOUL.md', Buffer.from('# hi\0'), 'content.nul', 'E_ENCODING'],
    ['run.sh', Buffer.from('#!/bin/sh\0'), 'content.nul', 'E_ENCODING'],
    ['LICENSE', hex('61ff'), 'content.utf8', 'E_ENCODING'],
    ['SOUL.zh.md', hex('c8cbc9e8'), 'content.utf8', 'E_ENCODING'],
    ['SOUL.md', hex('23c0af'), 'content.utf8', 'E_ENCODING'],
  ];

  it.each(CASES)('%s: %j is refused by %s', (path, bytes, rule, code) => {
    const check = () => checkContents(new Map([[path, bytes]]));
    expect(ruleOf(check)).toBe(rule);
    try {
      check();
    } catch (error) {
      if (!isSoulError(error)) throw error;
      expect(error.code).toBe(code);
      expect(error.details).toEqual({ rule, path });
      expect(error.message).toContain(path);
    }
  });

  it('has a case for every rule', () => {
    expect([...new Set(CASES.map(([, , rule]) => rule))].sort()).toEqual(Object.keys(CONTENT_RULES).sort());
  });

  it('gives back the files when all are fine', () => {
    const files = new Map([
      ['SOUL.md', Buffer.from('# hi')],
      ['avatar.png', PNG],
    ]);
    expect(checkContents(files)).toBe(files);
  });

  it('lets a skill bring data that only its scripts read, but no program, and a soul neither', () => {
    const data = ['data/blob.bin', hex('ff00 0102')] as const;
    const skill = ['SKILL.md', Buffer.from('# x')] as const;
    expect(checkContents(new Map([skill, data])).size).toBe(2);
    expect(ruleOf(() => checkContents(new Map([skill, ['tool', hex('7f454c46 020100')]])))).toBe('content.executable');
    expect(ruleOf(() => checkContents(new Map([skill, data, ['SOUL.md', Buffer.from('# x')]])))).toBe('content.opaque');
  });
});
