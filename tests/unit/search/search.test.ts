import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildIndex,
  joinIndexes,
  loadIndex,
  type SearchIndex,
  search,
  segmentOf,
  serializeIndex,
  sizeOf,
  suggest,
} from '../../../src/core/search/index.ts';
import { removeDocuments } from '../../../src/core/search/memory.ts';
import { mergeSegments } from '../../../src/core/search/write.ts';
import { addDocuments, CATALOGUE, catalogueIndex, soul } from './catalogue.ts';

let index: SearchIndex;
beforeAll(async () => {
  index = await catalogueIndex();
});

const found = (query: string, options = {}) => search(index, query, options).results.map(({ id }) => id);

describe('the first result', () => {
  it.each([
    ['a name in English', 'Kubernetes Expert', 'kubernetes_expert'],
    ['a name in Chinese', '诸葛亮', 'zhuge_liang'],
    ['part of a name', 'nietzsche', 'friedrich_nietzsche'],
    ['part of a name in Chinese', '尼采', 'friedrich_nietzsche'],
    ['other case and signs', 'go-BACKEND expert!', 'go_expert'],
    ['traditional characters', '孫悟空', 'sun_wukong'],
    ['full-width letters', 'Ｄｅｎｔｉｓｔ', 'dentist'],
    ['an alias', 'golang', 'go_expert'],
    ['another name in the text', '孔明', 'zhuge_liang'],
    ['a missing letter', 'kuberntes', 'kubernetes_expert'],
    ['swapped letters', 'sommeleir', 'sommelier'],
    ['two slips', 'neitzshe', 'friedrich_nietzsche'],
    ['a word cut short', 'kubern', 'kubernetes_expert'],
    ['pinyin in one', 'zhugeliang', 'zhuge_liang'],
    ['pinyin by syllable', 'zhu ge liang', 'zhuge_liang'],
    ['pinyin of part of a name', 'nicai', 'friedrich_nietzsche'],
    ['pinyin of a name without Latin spelling', 'chanpin jingli', 'product_manager'],
    ['pinyin of a tag', 'putaojiu', 'sommelier'],
    ['initials in pinyin', 'cpjl', 'product_manager'],
    ['initials in English', 'SRE', 'sre'],
    ['a numeronym', 'k8s', 'kubernetes_expert'],
    ['a tag', 'microservices', 'go_expert'],
    ['one character', '牙', 'dentist'],
    ['two scripts', 'k8s 集群', 'kubernetes_expert'],
    ['two tags', '商标 专利', 'ip_lawyer'],
    ['a sentence in English', 'who can help me with my roses and tomatoes?', 'gardener'],
    ['a sentence in Chinese', '我的番茄和玫瑰怎么办', 'gardener'],
    ['everyday words for a trade', 'toothache', 'dentist'],
    ['everyday words in Chinese', '牙疼怎么办', 'dentist'],
    ['English for a soul written in Chinese only', 'tax attorney', 'tax_lawyer'],
  ])('is right for %s: %s', (_, query, id) => {
    expect(found(query)[0]).toBe(id);
  });
});

describe('what a persona refuses', () => {
  it.each(['pesticides', '农药', 'aquaculture', '水产养殖'])('does not find it: %s', (query) => {
    expect(found(query)).not.toContain('gardener');
  });

  it('what it knows does', () => {
    expect(found('composting')[0]).toBe('gardener');
  });
});

describe('an answer', () => {
  it('is empty for nonsense, without confidence', () => {
    expect(search(index, 'qwzxv')).toEqual({ results: [], total: 0, confident: false });
    expect(search(index, '???')).toEqual({ results: [], total: 0, confident: false });
  });

  it.each(['诸葛亮', 'Go Backend Expert', 'kuberntes', 'nicai', 'trademark lawyer', '葡萄酒'])(
    'is confident for %s',
    (query) => {
      expect(search(index, query).confident).toBe(true);
    },
  );

  it.each(['关羽', 'Albert Einstein', 'taxidermist', '殡葬师', 'zhangfei'])(
    'is not confident for %s, whom nobody here is',
    (query) => {
      expect(search(index, query).confident).toBe(false);
    },
  );

  it('still shows the nearest when it is not confident', () => {
    expect(found('关羽')).toEqual(['zhuge_liang']);
  });

  it('says what was meant, as the catalogue writes it', () => {
    expect(search(index, 'kuberntes clusters').suggestion).toBe('kubernetes clusters');
    expect(search(index, 'putaojiu').suggestion).toBe('葡萄酒');
    expect(search(index, 'kubernetes').suggestion).toBeUndefined();
  });

  it('explains itself when asked', () => {
    const [first] = search(index, '律师 trademark', { explain: true }).results;
    expect(first?.id).toBe('ip_lawyer');
    expect(first?.why).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: '律师', terms: ['律师'], by: 'itself', topical: true }),
        expect.objectContaining({ source: 'trademark', terms: ['trademark'], topical: true }),
      ]),
    );
    expect(search(index, '律师').results[0]).not.toHaveProperty('why');
  });

  it('is the same every time, best first, and no longer than asked', () => {
    const answer = search(index, 'expert', { limit: 2 });
    expect(answer).toEqual(search(index, 'expert', { limit: 2 }));
    expect(answer.results).toHaveLength(2);
    const scores = search(index, '专家').results.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('takes a query of any length', () => {
    expect(found(`kubernetes ${'very '.repeat(20_000)}`)[0]).toBe('kubernetes_expert');
    expect(found('集'.repeat(20_000))).toEqual(['kubernetes_expert']);
  });
});

describe('an empty query', () => {
  it('lists everything, the most popular first', () => {
    const all = found('  ');
    expect(all).toHaveLength(CATALOGUE.length);
    expect(all.slice(0, 2)).toEqual(['go_expert', 'product_manager']);
  });

  it('keeps to the filter and the limit', () => {
    expect(found('', { filter: { kind: 'skill' } })).toEqual(['find-souls']);
    expect(found('', { limit: 3 })).toHaveLength(3);
  });
});

describe('a filter', () => {
  it.each([
    [{ kind: 'skill' }, ['find-souls']],
    [{ category: 'real_world' }, ['friedrich_nietzsche', 'zhuge_liang']],
    [{ category: '历史人物' }, ['friedrich_nietzsche', 'zhuge_liang']],
    [{ tag: 'Lawyer' }, ['ip_lawyer']],
    [{ tag: '律师' }, ['ip_lawyer', 'tax_lawyer']],
    [{ tag: '律师', lang: 'en' }, ['ip_lawyer']],
    [{ kind: 'team' }, []],
  ])('%j', (filter, ids) => {
    expect(found('', { filter }).sort()).toEqual(ids);
  });

  it('narrows a search without changing its order', () => {
    const all = found('律师');
    expect(all.length).toBeGreaterThan(1);
    expect(found('律师', { filter: { lang: 'zh' } })).toEqual(all.filter((id) => id !== 'none'));
    expect(found('律师', { filter: { tag: '税务' } })).toEqual(['tax_lawyer']);
  });
});

describe('popularity', () => {
  it('decides between equals, and only between equals', async () => {
    const twin = (name: string, popularity: number) => soul({ name, zh: '陶艺师', en: 'Potter', popularity });
    const plain = soul({ name: 'kiln', zh: '窑工', en: 'Kiln worker', tagsEn: ['Potter'], popularity: 1_000_000 });
    const potters = await buildIndex([twin('a', 0), twin('b', 100), plain]);
    expect(search(potters, 'potter').results.map(({ id }) => id)).toEqual(['b', 'a', 'kiln']);
  });
});

describe('suggest', () => {
  it.each([
    ['kub', ['Kubernetes 专家', 'Kubernetes Expert']],
    ['go b', ['Go Backend Expert']],
    ['诸', ['诸葛亮 (Zhuge Liang)']],
    ['nica', ['弗里德里希·尼采 (Friedrich Nietzsche)']],
    ['trade', ['Trademarks']],
    ['', []],
    ['zzz', []],
  ])('%s', (prefix, completions) => {
    expect(suggest(index, prefix).map(({ text }) => text)).toEqual(completions);
  });

  it('says which package a name is of', () => {
    expect(suggest(index, 'kubernetes e')).toEqual([
      { text: 'Kubernetes Expert', by: 'name', name: 'kubernetes_expert' },
    ]);
    expect(suggest(index, 'trade')).toEqual([{ text: 'Trademarks', by: 'tag', name: null }]);
  });

  it('gives no more than asked for', () => {
    expect(suggest(index, 's', 2)).toHaveLength(2);
  });
});

describe('adding and removing', () => {
  const potter = soul({ name: 'potter', zh: '陶艺师', en: 'Potter', tagsZh: ['陶瓷'] });

  it('leaves the index as it was, and gives one with the document', async () => {
    const more = await addDocuments(index, [potter]);
    expect(search(more, '陶瓷').results[0]?.id).toBe('potter');
    expect(found('陶瓷')).toEqual([]);
    expect([sizeOf(more), sizeOf(index)]).toEqual([CATALOGUE.length + 1, CATALOGUE.length]);
  });

  it('replaces a document with the same id', async () => {
    const changed = await addDocuments(index, [soul({ name: 'dentist', zh: '牙医', en: 'Dentist', tagsZh: ['正畸'] })]);
    expect(sizeOf(changed)).toBe(CATALOGUE.length);
    expect(search(changed, '正畸').results.map(({ id }) => id)).toEqual(['dentist']);
    expect(
      search(changed, '种植牙').results.find(({ id, card }) => id === 'dentist' && card.displayName.zh === '牙科医生'),
    ).toBeUndefined();
  });

  it('removes documents, and shrugs at unknown ids', () => {
    const fewer = removeDocuments(index, ['dentist', 'nobody']);
    expect(sizeOf(fewer)).toBe(CATALOGUE.length - 1);
    expect(search(fewer, 'dentist').results.map(({ id }) => id)).not.toContain('dentist');
    expect(
      sizeOf(
        removeDocuments(
          fewer,
          CATALOGUE.map(({ id }) => id),
        ),
      ),
    ).toBe(0);
  });

  it('scores as if all had been indexed together', async () => {
    let grown = await buildIndex(CATALOGUE.slice(0, 5));
    for (const document of CATALOGUE.slice(5)) grown = await addDocuments(grown, [document]);
    const whole = { ...index, toChinese: grown.toChinese, toEnglish: grown.toEnglish };
    for (const query of ['律师', 'expert', 'zhugeliang', '我的番茄怎么办', 'kuberntes', 'wine']) {
      const results = (from: SearchIndex) =>
        search(from, query).results.map(({ id, score }) => `${id} ${score.toFixed(3)}`);
      expect(results(grown)).toEqual(results(whole));
    }
    expect(grown.segments.length).toBeLessThan(4);
  });

  it('gives the very bytes that indexing together gives, without what was removed', async () => {
    const gone = ['dentist', 'zhuge_liang'];
    const parts = [CATALOGUE.slice(0, 4), CATALOGUE.slice(4, 5), CATALOGUE.slice(5)];
    const segments = await Promise.all(parts.map(segmentOf));
    const merged = mergeSegments(removeDocuments({ segments, toChinese: [], toEnglish: [] }, gone).segments);
    const whole = await segmentOf(CATALOGUE.filter(({ id }) => !gone.includes(id)));
    for (const part of ['terms', 'cards', 'topics', 'popularity'] as const)
      expect(Buffer.compare(merged.bytes[part], whole.bytes[part]), part).toBe(0);
  });

  it('keeps one of two documents with the same id: the later', async () => {
    const twice = await buildIndex([potter, { ...potter, displayName: { zh: '瓷匠' } }]);
    expect(sizeOf(twice)).toBe(1);
    expect(search(twice, '瓷匠').results[0]?.card.displayName).toEqual({ zh: '瓷匠' });
  });
});

describe('indexes of several sources', () => {
  it('are searched as one, and saved as one', async () => {
    const potters = await buildIndex([
      soul({ name: 'potter', zh: '陶艺师', en: 'Potter', tagsZh: ['律师'], tagsEn: ['Lawyer'] }),
    ]);
    const both = joinIndexes([index, potters]);
    expect(sizeOf(both)).toBe(CATALOGUE.length + 1);
    const ids = (from: SearchIndex) => search(from, '律师').results.map(({ id }) => id);
    expect(ids(both)).toEqual(expect.arrayContaining(['ip_lawyer', 'tax_lawyer', 'potter']));
    expect(search(both, 'tax attorney').results[0]?.id).toBe('tax_lawyer');
    expect(ids(loadIndex(serializeIndex(both)))).toEqual(ids(both));
  });

  it('may be none', () => {
    const none = joinIndexes([]);
    expect(search(none, '律师').results).toEqual([]);
    expect(sizeOf(loadIndex(serializeIndex(none)))).toBe(0);
  });
});

describe('an index of nothing', () => {
  it('answers all the same', async () => {
    const empty = await buildIndex([]);
    expect(search(empty, 'kubernetes')).toEqual({ results: [], total: 0, confident: false });
    expect(search(empty, '')).toEqual({ results: [], total: 0, confident: true });
    expect(suggest(empty, 'k')).toEqual([]);
  });
});
