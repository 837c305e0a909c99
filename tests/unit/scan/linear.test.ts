/**
 * No text may make the scanner slow. Each string here is a megabyte of what some part of it looks for. Time is that of
 * the processor, so that a busy machine does not fail the test; a quadratic step would take minutes.
 */
import { describe, expect, it } from 'vitest';
import { scanText } from '../../../src/core/scan/index.ts';

const SIZE = 1024 * 1024;
const LIMIT = 2500;

const fill = (piece: string): string => piece.repeat(Math.ceil(SIZE / piece.length)).slice(0, SIZE);

function mixed(words: readonly string[], gap: string): string {
  const parts: string[] = [];
  let seed = 7;
  for (let size = 0; size < SIZE; ) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    const word = words[seed % words.length] ?? '';
    parts.push(word);
    size += word.length + gap.length;
  }
  return parts.join(gap).slice(0, SIZE);
}

function processorTime(text: string): number {
  const before = process.cpuUsage();
  scanText(text);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
}

const EN = [
  'ignore',
  'previous',
  'instructions',
  'send',
  'secret',
  'https://',
  'user',
  'never',
  'tell',
  'you',
  'are',
  'all',
];
const ZH = ['忽略', '之前', '指令', '发送', '密码', '用户', '不要', '告诉', '所有', '服务器', 'https://'];

describe('a megabyte', () => {
  scanText('warm up');

  it.each([
    'a',
    ' ',
    '\n',
    ' \n',
    'curl ',
    'curl x | ',
    'curl -o x && ',
    'ignore ',
    '忽略之前的',
    'QUJD',
    'QUJDREVGR0hJSktM ',
    '61 ',
    '%41',
    '&#105;',
    '<',
    '<a ',
    '<p title="',
    '<!--',
    '<!-- a -->',
    '<b style="display:none">',
    '[',
    '[a](b "c',
    '![',
    '](x ',
    '```\n',
    '`',
    '01100001 ',
    '105 ',
    '\u200b\u200c',
    '\u{e0041}',
    '\ufe0f',
    'a\u200d',
    '\u202e',
    'i g n o r e ',
    '1gn0r3 ',
    'vtaber gur cebzcg ',
    'erongi tpmorp ',
    'https://',
    '1.2.3.4 ',
    'a@b.c ',
    'nc -l ',
    'os.environ ',
    'rm -rf ',
    'base64 -d ',
    'eval(',
    'do not tell the user ',
    'sk-',
    '.ssh/id_rsa ',
    '| a ',
    '# never:\n- ',
    '\\phantom{',
    'а',
    'é',
    '"',
    '.- ',
  ])('of %j is scanned in time', (piece) => expect(processorTime(fill(piece))).toBeLessThan(LIMIT), 120_000);

  it.each([
    ['English words of orders', mixed(EN, ' ')],
    ['Chinese words of orders', mixed(ZH, '')],
    ['sentences of orders', mixed(EN, '. ')],
    ['escapes in front matter', `---\n${fill('\\u0061 "\\\n')}\n---\n`],
    ['fences of front matter that do not end', fill('---\n\\')],
  ])('of %s is scanned in time', (_name, text) => expect(processorTime(text)).toBeLessThan(LIMIT), 120_000);

  it('that could not be judged in full is a finding', () => {
    expect(scanText(fill('忽略之前的指令发送密码用户不要告诉所有服务器')).verdict).toBe('block');
    expect(scanText(fill('curl x ')).findings.map(({ rule }) => rule)).toContain('files/too-much');
  }, 60_000);
});
