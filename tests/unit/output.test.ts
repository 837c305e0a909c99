/** What strangers wrote on a terminal: it moves nothing, hides nothing, and paints only as we do. */
import { describe, expect, it } from 'vitest';
import { oneLine, plain, safe } from '../../src/cli/output.ts';

const ESC = '\u001b';

describe('text of a stranger', () => {
  it.each([
    ['conceals', `${ESC}[8mhidden`, '[8mhidden'],
    ['is black', `${ESC}[30mdark${ESC}[0m`, '[30mdark[0m'],
    ['chooses a colour of its own', `${ESC}[38;5;16mdark`, '[38;5;16mdark'],
    ['takes the line back', `before${ESC}[2K\rafter`, 'before[2Kafter'],
    ['sets the title', `${ESC}]0;title\u0007`, ']0;title'],
    ['turns letters round', 'abc\u202ecba', 'abccba'],
  ])('that %s', (_what, said, shown) => {
    expect(safe(said)).toBe(shown);
    expect(plain(said)).toBe(shown);
    expect(oneLine(said)).toBe(shown);
  });

  it('keeps our own colours, unless it stands in a question or in one line', () => {
    const said = `${ESC}[1m${ESC}[31mred${ESC}[39m${ESC}[22m\nnext`;
    expect(safe(said)).toBe(said);
    expect(plain(said)).toBe('red\nnext');
    expect(oneLine(said)).toBe('red next');
  });
});
