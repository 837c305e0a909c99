import { describe, expect, it } from 'vitest';
import { compileFrame, matchFrame, sceneOf } from '../../../src/core/scan/match/frame.ts';
import { sentencesOf } from '../../../src/core/scan/match/sentence.ts';
import { addWord, findWords, newTrie } from '../../../src/core/scan/match/trie.ts';
import { eachForm } from '../../../src/core/scan/match/words.ts';
import type { Frame } from '../../../src/core/scan/rule.ts';
import { type Fold, fold } from '../../../src/core/scan/text/fold.ts';

function shown({ codes, size }: Fold): string {
  return String.fromCharCode(...codes.subarray(0, size)).replaceAll('\u001f', '_');
}

function formsOf(words: string): readonly string[] {
  const forms: string[] = [];
  eachForm(words, (form, prefix) => forms.push(prefix ? `${form}…` : form));
  return forms;
}

describe('folding', () => {
  it.each([
    ['Ｉｇｎｏｒｅ  **all**\n  prévious', 'ignore all previous'],
    ['𝐈𝐠𝐧𝐨𝐫𝐞 ⓐⓛⓛ', 'ignore all'],
    ['ɪɢɴᴏʀᴇ 🅰🅻🅻', 'ignore all'],
    ['ignоrе the pаsswоrd', 'ignore the password'],
    ['忽略之前的\n指令，發送給用戶', '忽略之前的指令，发送给用户'],
    ['忽 略 之 前', '忽略之前'],
    ['API_KEY and re-send', 'api_key and re_send'],
    ['don’t “quote” – ever…', 'don\'t "quote" - ever...'],
    ['z̶a̶l̶g̶o̶', 'zalgo'],
  ])('%j reads %j', (text, folded) => expect(shown(fold(text))).toBe(folded));

  it('keeps the breaks that end something and joins wrapped lines', () => {
    expect(shown(fold('one two\nthree four'))).toBe('one two three four');
    expect(shown(fold('one two.\nThree'))).toBe('one two.\nthree');
    expect(shown(fold('one\n\ntwo'))).toBe('one\ntwo');
    expect(shown(fold('- one\n- two'))).toBe('- one\n- two');
    expect(shown(fold('第一行\n第二行。\n第三行'))).toBe('第一行第二行。\n第三行');
  });

  it('knows where each character came from', () => {
    const text = '  Ａ**b**\n\nç';
    const { at, size, codes } = fold(text);
    expect(Array.from(codes.subarray(0, size), (code, index) => [String.fromCharCode(code), at[index]])).toEqual([
      ['a', 2],
      ['b', 5],
      ['\n', 9],
      ['c', 10],
    ]);
    expect(at[size]).toBe(text.length);
  });

  it('tells words that mix alphabets from words of another language and from formulas', () => {
    expect(fold('pаssword sесret').forged).toHaveLength(2);
    expect(fold('Привет, мир. Ελλάδα').forged).toHaveLength(0);
    expect(fold('5 μm, αcc, Δt').forged).toHaveLength(0);
  });
});

describe('the words of a slot', () => {
  it('come in their regular forms', () => {
    expect(formsOf('send~|copy~|bake~|push~|drop~~')).toEqual(
      'send sends sended sending copy copies copied copying bake bakes baked baking push pushes pushed pushing drop drops dropped dropping'.split(
        ' ',
      ),
    );
  });

  it('may stand inside a phrase, go on, and span lines', () => {
    expect(formsOf('pay~ no heed\n  | ignor* | 忽略')).toEqual([
      'pay no heed',
      'pays no heed',
      'payed no heed',
      'paying no heed',
      'ignor…',
      '忽略',
    ]);
  });

  it('fold like the text', () => {
    expect(formsOf('Read_Me|ÉTÉ|發送|~/.ssh')).toEqual(['read me', 'ete', '发送', '~/.ssh']);
  });
});

const SLOTS = {
  NEG: "not|never|don't|不要",
  AFFIRM: "don't forget",
  TURN: 'but',
  SEND: 'send~|发送',
  KEY: 'key~|密钥',
  WHERE: 'home|回家',
  MAIL: '',
};
const NAMES = Object.keys(SLOTS);
const slotOf = (name: string): number => NAMES.indexOf(name);

function matches(text: string, frame: Frame | string): readonly string[] {
  const trie = newTrie();
  for (const [slot, words] of Object.values(SLOTS).entries())
    eachForm(words, (form, prefix) => addWord(trie, form, slot, prefix));
  const folded = fold(text);
  const special = {
    negation: 0,
    affirmation: 1,
    turn: 2,
    addresses: new Set<number>(),
    inAddresses: new Set<number>(),
  };
  const scene = sceneOf(
    folded,
    findWords(trie, folded, slotOf('MAIL'), slotOf('MAIL')),
    sentencesOf(folded),
    NAMES.length,
    special,
  );
  const compiled = compileFrame(typeof frame === 'string' ? { need: frame } : frame, slotOf);
  return matchFrame(compiled, scene).map(({ start, end }) =>
    text.slice(folded.at[start] ?? 0, (folded.at[end - 1] ?? 0) + 1),
  );
}

describe('a frame', () => {
  it('finds slots in one sentence, in either order with &', () => {
    expect(matches('Please send the key. Bye.', 'SEND & KEY')).toEqual(['send the key']);
    expect(matches('The key must be sending soon.', 'SEND & KEY')).toEqual(['key must be sending']);
    expect(matches('Send it. The key is here.', 'SEND & KEY')).toEqual([]);
  });

  it('keeps the order with >, and closeness with >>', () => {
    expect(matches('the key to send', 'SEND > KEY')).toEqual([]);
    expect(matches('send my old rusty garden door key', 'SEND > KEY')).toEqual(['send my old rusty garden door key']);
    expect(matches('send my old rusty garden door key', 'SEND >> KEY')).toEqual([]);
    expect(matches('send the key', 'SEND >> KEY')).toEqual(['send the key']);
    expect(matches('发送，密钥', 'SEND >> KEY')).toEqual([]);
    expect(matches('发送该密钥', 'SEND >> KEY')).toEqual(['发送该密钥']);
  });

  it('takes alternatives and refuses what must not be there', () => {
    expect(matches('send it home', 'SEND & KEY|WHERE')).toEqual(['send it home']);
    expect(matches('send the key home', 'SEND & KEY ! WHERE')).toEqual([]);
  });

  it('reaches over neighbouring sentences only when told to', () => {
    expect(matches('Send it. Now. The key.', { need: 'SEND & KEY', reach: 'near' })).toEqual(['Send it. Now. The key']);
    expect(matches('Send it. A. B. C. The key.', { need: 'SEND & KEY', reach: 'near' })).toEqual([]);
    expect(matches('send it, with the key', { need: 'SEND & KEY', reach: 'clause' })).toEqual([]);
  });

  it('is no longer than allowed, a Han character counting two and a half', () => {
    expect(matches(`send ${'x '.repeat(40)}key`, { need: 'SEND & KEY', within: 60 })).toEqual([]);
    expect(matches('发送一二三四五六七八九十密钥', { need: 'SEND & KEY', within: 34 })).toEqual([]);
    expect(matches('发送一二三四五六七八九密钥', { need: 'SEND & KEY', within: 34 })).toHaveLength(1);
  });

  it('does not match what is negated, unless the negation is taken back', () => {
    expect(matches('never send the key', 'SEND~ & KEY')).toEqual([]);
    expect(matches('不要把密钥发送出去', 'SEND~ & KEY')).toEqual([]);
    expect(matches("don't forget to send the key", 'SEND~ & KEY')).toHaveLength(1);
    expect(matches('do not wait but send the key', 'SEND~ & KEY')).toHaveLength(1);
    expect(matches('never send the key', 'SEND & KEY')).toHaveLength(1);
  });

  it('finds whole English words only, and Han words anywhere', () => {
    expect(matches('resend the keyboard', 'SEND & KEY')).toEqual([]);
    expect(matches('快发送这密钥吧', 'SEND & KEY')).toEqual(['发送这密钥']);
  });
});

describe('sentences', () => {
  const count = (text: string): number => sentencesOf(fold(text)).starts.length;

  it('end at full stops, not inside addresses and numbers', () => {
    expect(count('See api.example.com for 3.5 tips. Then go.')).toBe(3);
    expect(count('一。二！三？四')).toBe(4);
    expect(count('| a | b |')).toBe(2);
  });

  it('are never longer than a window', () => {
    expect(count('word '.repeat(1000))).toBeGreaterThan(7);
  });
});
