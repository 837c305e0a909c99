import { describe, expect, it } from 'vitest';
import { mineTranslations } from '../../../src/core/search/mine.ts';
import { openTable } from '../../../src/core/search/table.ts';
import { translate, writeDictionary } from '../../../src/core/search/translations.ts';
import { soul } from './catalogue.ts';

const PAIRS = [
  ['律师', 'Lawyer'],
  ['税务律师', 'Tax lawyer'],
  ['税务顾问', 'Tax consultant'],
  ['法律顾问', 'Legal consultant'],
  ['婚礼顾问', 'Wedding consultant'],
  ['婚礼摄影', 'Wedding photography'],
  ['人像摄影', 'Portrait photography'],
] as const;

const documents = PAIRS.map(([zh, en], index) => soul({ name: `soul${index}`, zh, en, tagsZh: [zh], tagsEn: [en] }));
const { toChinese, toEnglish } = mineTranslations(documents);

describe('mineTranslations', () => {
  it('learns which word stands for which from names and tags that exist in both languages', () => {
    expect(toChinese.get('lawyer')?.[0]?.word).toBe('律师');
    expect(toChinese.get('consult')?.[0]?.word).toBe('顾问');
    expect(toEnglish.get('婚礼')?.[0]?.word).toBe('wed');
    expect(toEnglish.get('摄影')?.[0]?.word).toBe('photographi');
  });

  it('learns from lines of text, where both have as many', () => {
    const body = (lines: readonly string[]) => `## 我是谁\n\n${lines.join('\n\n')}`;
    const zh = ['我照料玫瑰。', '我照料番茄。', '玫瑰需要阳光。', '番茄需要水。'];
    const en = ['I tend roses.', 'I tend tomatoes.', 'Roses need sun.', 'Tomatoes need water.'];
    const gardener = soul({
      name: 'g',
      zh: '甲',
      en: 'A',
      bodyZh: body(zh),
      bodyEn: body(en).replace('我是谁', 'Who I Am'),
    });
    expect(mineTranslations([gardener]).toChinese.get('rose')?.[0]?.word).toBe('玫瑰');
    const uneven = { ...gardener, body: { zh: body(zh), en: body(en.slice(1)) } };
    expect(mineTranslations([uneven]).toChinese.get('rose')).toBeUndefined();
  });

  it('learns nothing from documents in one language, or from none', () => {
    expect(mineTranslations([]).toChinese.size).toBe(0);
    const one = {
      ...soul({ name: 'x', zh: '律师', en: 'x' }),
      displayName: { zh: '律师' },
      categoryNames: {},
      tags: { zh: ['律师'] },
    };
    expect(mineTranslations([one]).toChinese.size).toBe(0);
  });

  it('is stored and looked up with its weights', () => {
    const table = openTable(writeDictionary(toChinese));
    const [found] = translate(table, 'lawyer');
    expect(found?.word).toBe('律师');
    expect(found?.weight).toBeCloseTo(toChinese.get('lawyer')?.[0]?.weight ?? 0, 2);
    expect(translate(table, 'plumber')).toEqual([]);
  });
});
