import { describe, expect, it } from 'vitest';
import { simplify } from '../../../src/core/search/hanzi.ts';
import { rootOf } from '../../../src/core/search/roots.ts';
import { fold, labelOf, runs, squash, stem, textTerms } from '../../../src/core/search/words.ts';

describe('fold', () => {
  it.each([
    ['Ｃａｆé', 'cafe'],
    ['ŁÓDŹ Ångström', 'łodz angstrom'],
    ['孫悟空與諸葛亮', '孙悟空与诸葛亮'],
    ['C++, C# and .NET', 'cpp, csharp and dotnet'],
    ['Vitamin C', 'vitamin c'],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('gives the same text when folded twice', () => {
    for (const text of ['Ｇｏ 後端專家', 'Søren Kierkegaard', 'k8s 集群', 'naïve C#'])
      expect(fold(fold(text))).toBe(fold(text));
  });
});

describe('simplify', () => {
  it('gives the same for a short text as for a long one', () => {
    const text = '諸葛亮與孫悟空於臺灣讀書，著名的乾坤';
    const short = simplify(text);
    expect(short).toContain('诸葛亮与孙悟空');
    expect(simplify(text.repeat(20))).toBe(short.repeat(20));
    expect(simplify(text)).toBe(short);
  });
});

describe('runs', () => {
  it('keeps words and Chinese characters apart, also where they touch', () => {
    expect(runs('ai绘画 3d建模，kubernetes')).toEqual([
      { text: 'ai', han: false },
      { text: '绘画', han: true },
      { text: '3d', han: false },
      { text: '建模', han: true },
      { text: 'kubernetes', han: false },
    ]);
  });

  it('drops apostrophes', () => {
    expect(runs("can't stop lovelace's don’t").map(({ text }) => text)).toEqual(['cant', 'stop', 'lovelace', 'dont']);
  });

  it('finds nothing in signs', () => {
    expect(runs('… — !? ·')).toEqual([]);
  });
});

describe('stem', () => {
  it.each([
    ['experts', 'expert'],
    ['strategies', 'strategi'],
    ['strategy', 'strategi'],
    ['planning', 'plan'],
    ['planned', 'plan'],
    ['analysis', 'analysis'],
    ['businesses', 'business'],
    ['microservices', 'microservic'],
    ['go', 'go'],
    ['k8s', 'k8s'],
    ['string', 'string'],
  ])('%s → %s', (word, base) => {
    expect(stem(word)).toBe(base);
  });

  it('does not confuse trades that a strong stemmer would', () => {
    expect(new Set(['economy', 'economist', 'economical'].map(stem)).size).toBe(3);
  });
});

/** From the vocabulary that Porter published with his algorithm. */
describe('rootOf', () => {
  it.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['cats', 'cat'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['motoring', 'motor'],
    ['conflated', 'conflat'],
    ['hopping', 'hop'],
    ['falling', 'fall'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['relational', 'relat'],
    ['conditional', 'condit'],
    ['vietnamization', 'vietnam'],
    ['operator', 'oper'],
    ['hopefulness', 'hope'],
    ['electrical', 'electr'],
    ['adjustment', 'adjust'],
    ['adoption', 'adopt'],
    ['effective', 'effect'],
    ['probate', 'probat'],
    ['controlling', 'control'],
    ['procrastination', 'procrastin'],
    ['procrastinating', 'procrastin'],
  ])('%s → %s', (word, root) => {
    expect(rootOf(word)).toBe(root);
  });
});

describe('terms', () => {
  it('are pairs of characters in text, and single ones too in names', () => {
    expect(textTerms('诸葛亮 plans')).toEqual(['诸葛', '葛亮', 'plan']);
    expect(labelOf('诸葛亮').terms).toEqual(['诸葛', '葛亮', '诸', '葛', '亮']);
  });

  it('squash makes one word of a name', () => {
    expect(squash('Jean-Jacques Rousseau')).toBe('jeanjacquesrousseau');
    expect(squash('艾達·洛夫萊斯')).toBe('艾达洛夫莱斯');
  });
});
