import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { excerpt, foundBy, mark, type Piece, type SearchIndex } from '../../../src/core/search/index.ts';
import { catalogueIndex } from './catalogue.ts';

/** "a [b] c": marked pieces in brackets. */
const drawn = (pieces: readonly Piece[]) => pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');

let index: SearchIndex;
beforeAll(async () => {
  index = await catalogueIndex();
});

function shownFor(query: string, id: string, text: string): string {
  return drawn(mark(text, foundBy(index, query, [id]).get(id) ?? []));
}

describe('mark', () => {
  it.each([
    ['a word in another form', 'trademark', 'ip_lawyer', 'Trademarks and patents', '[Trademarks] and patents'],
    ['a corrected spelling', 'kuberntes', 'kubernetes_expert', 'Kubernetes Expert', '[Kubernetes] Expert'],
    ['pinyin', 'zhugeliang', 'zhuge_liang', '诸葛亮', '[诸葛亮]'],
    ['traditional characters, as they are written', '诸葛', 'zhuge_liang', '諸葛亮', '[諸葛]亮'],
    ['several words', 'go 后端', 'go_expert', 'Go 后端专家', '[Go] [后端]专家'],
    ['full-width letters', 'go', 'go_expert', 'Ｇｏ expert', '[Ｇｏ] expert'],
    ['the other language', '牙医', 'dentist', 'Dentist', '[Dentist]'],
    ['nothing that it is not found by', '牙医', 'dentist', 'A gardener', 'A gardener'],
  ])('%s', (_, query, id, text, marked) => {
    expect(shownFor(query, id, text)).toBe(marked);
  });

  it('never changes the text', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'aB .，后端Ｇ諸葛é\u0301+#’\n😀') });
    fc.assert(
      fc.property(texts, (text) => {
        const found = ['a', 'b', 'g', '后端', '诸葛', '端'];
        const pieces = mark(text, found);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });
});

describe('excerpt', () => {
  const text = [
    '---\nname: x\n---',
    '# Title',
    '',
    'The first sentence. I prune **roses** in winter; tomatoes need sun.',
    '',
    '- [Roses](https://example.com) and tomatoes are my life.',
    '',
    `${'Filling words come here, and more of them follow. '.repeat(5)}`,
  ].join('\n');

  it('takes the sentence that says most, without the signs of Markdown', () => {
    expect(drawn(excerpt(text, ['rose', 'tomato'], 80))).toBe('[Roses] and [tomatoes] are my life.');
  });

  it('begins at the beginning when nothing was found', () => {
    expect(drawn(excerpt(text, ['nothing'], 80))).toBe('Title');
  });

  it('keeps to the width, and shows what was found', () => {
    const long = `${'很长的前言'.repeat(40)}我最懂玫瑰${'还有很多话'.repeat(40)}`;
    const line = drawn(excerpt(long, ['玫瑰'], 40));
    expect(line).toMatch(/^….*\[玫瑰\].*…$/);
    expect([...line.replace(/[[\]…]/g, '')].length).toBeLessThanOrEqual(20);
  });

  it('shows all of a short text, on one line', () => {
    expect(drawn(excerpt('One.\nTwo roses.', ['rose']))).toBe('One. Two [roses].');
    expect(excerpt('', ['rose'])).toEqual([]);
  });
});
