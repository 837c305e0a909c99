import { describe, expect, it } from 'vitest';
import { analyse, namesOf, shorthands } from '../../../src/core/search/document.ts';
import { isTopical, strengthOf } from '../../../src/core/search/impact.ts';
import { passages } from '../../../src/core/search/passages.ts';
import { syllables } from '../../../src/core/search/pinyin.ts';
import { labelOf } from '../../../src/core/search/words.ts';
import { soul } from './catalogue.ts';

describe('passages', () => {
  const text = (markdown: string) =>
    passages(markdown)
      .map((passage) => passage.text)
      .join('\n');

  it('leave out what the persona would never do, in both languages, with all that is below', () => {
    const zh = text(
      '# 园艺师\n\n## 我是谁\n\n玫瑰\n\n## 边界\n\n### 绝不会说/做的事\n\n农药\n\n#### 举例\n\n毒药\n\n### 知识边界\n\n堆肥',
    );
    expect(zh).toContain('玫瑰');
    expect(zh).toContain('堆肥');
    expect(zh).not.toMatch(/农药|毒药/);
    const en = text(
      '## Who I Am\n\nroses\n\n## What I Will Never Say or Do\n\npesticides\n\n## Core Quotes\n\ncompost',
    );
    expect(en).toMatch(/roses[\s\S]*compost/);
    expect(en).not.toContain('pesticides');
  });

  it('leave out lines that say what is out of scope', () => {
    const found = text(
      '## Knowledge Boundaries\n\n- Proficient: soil\n- Clearly out of scope: fishing\n- 明确超出范围: 养鱼\n- 无法回答的话题：股票',
    );
    expect(found).toContain('soil');
    expect(found).not.toMatch(/fishing|养鱼|股票/);
  });

  it('leave out the block of tags, which are fields of the document', () => {
    expect(text('## 我是谁\n\n甲\n\n## 标签\n\ncategory: 乙')).not.toContain('乙');
  });

  it('keep a text without headings as it is', () => {
    expect(text('You are a gardener who loves roses.')).toBe('You are a gardener who loves roses.');
  });

  it('weigh who somebody is above whom they know', () => {
    const found = passages('## Core Identity\n\nroses\n\n## Key Relationships\n\nthe moon');
    const weight = (word: string) => found.find((passage) => passage.text.includes(word))?.weight ?? 0;
    expect(weight('roses')).toBeGreaterThan(weight('moon'));
    expect(weight('moon')).toBeGreaterThan(0);
  });
});

describe('names', () => {
  it('are all that a document goes by, brackets apart', () => {
    const names = namesOf({
      name: '@you/friedrich_nietzsche',
      displayName: { zh: '弗里德里希·尼采 (Friedrich Nietzsche)' },
      aliases: ['FN'],
    });
    expect(names).toEqual(['弗里德里希·尼采', 'Friedrich Nietzsche', 'FN', 'friedrich nietzsche']);
  });

  it('have shorthands: numeronyms and initials', () => {
    expect(shorthands(labelOf('Kubernetes'))).toEqual(['k8s']);
    expect(shorthands(labelOf('Site Reliability Engineer'))).toEqual(['r9y', 'sre']);
    expect(shorthands(labelOf('Go Expert'))).toEqual([]);
  });
});

describe('analyse', () => {
  const nietzsche = analyse(
    soul({
      name: 'friedrich_nietzsche',
      zh: '弗里德里希·尼采',
      en: 'Friedrich Nietzsche',
      tagsZh: ['权力意志'],
      bodyEn: '## Who I Am\n\nI live in Sils Maria. Sils Maria is high.',
    }),
    syllables,
  );

  it('knows a name in each of its spellings', () => {
    const terms = [...nietzsche.terms.keys()];
    expect(terms).toEqual(
      expect.arrayContaining(['=friedrichnietzsche', '=尼采', '=nicai', '^nc', '@friedrich_nietzsche']),
    );
    expect(terms).toEqual(expect.arrayContaining(['#kind:soul', '#category:personas', '#tag:权力意志', '#lang:zh']));
  });

  it('holds names above tags above text', () => {
    const strength = (term: string) => strengthOf(nietzsche.terms.get(term) ?? 0);
    expect(strength('nietzsch')).toBeGreaterThan(strength('权力'));
    expect(strength('权力')).toBeGreaterThan(strength('sil'));
    expect(strength('sil')).toBeGreaterThan(strength('high'));
    expect(isTopical(nietzsche.terms.get('权力') ?? 0)).toBe(true);
    expect(isTopical(nietzsche.terms.get('sil') ?? 0)).toBe(false);
  });

  it('keeps how its characters are read, in context', () => {
    expect(nietzsche.readings.get('尼')).toBe('ni');
    const bank = analyse(soul({ name: 'bank', zh: '重庆银行', en: 'Bank', tagsZh: ['行走'] }), syllables);
    expect(bank.readings.get('重')).toBe('chong');
    expect(bank.readings.get('行')).toBe('hang xing');
  });

  it('does not drown a short text in a long one of the same words', () => {
    const text = (times: number) => ({
      name: 'x',
      zh: '甲',
      en: 'X',
      bodyEn: `roses ${'filler words without end '.repeat(times)}`,
    });
    const [short, long] = [10, 2000].map((times) => analyse(soul(text(times)), syllables).terms.get('rose') ?? 0);
    expect(strengthOf(short ?? 0)).toBeGreaterThan(strengthOf(long ?? 0));
  });
});
