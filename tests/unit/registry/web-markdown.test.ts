/** Markdown of strangers: whatever it says, the HTML can do nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown, safeAddress } from '../../../registry/web/markdown.ts';

const html = (markdown: string) => renderMarkdown(markdown).html;

describe('Markdown on a page', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<!-- --><style>*{display:none}</style>',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '```html" onload="alert(1)\n<script>\n```',
    '| <script> | b |\n|:-:|---|\n| <img src=x> | x |',
  ])('%s stays text', (markdown) => {
    const tags = html(markdown).match(/<[a-z/][^>]*>/g) ?? [];
    for (const tag of tags)
      expect(tag).toMatch(
        /^<\/?(?:p|pre|code|table|thead|tbody|tr|th|td|div)(?: tabindex="0")?(?: class="wide" tabindex="0")?>$/,
      );
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JAVASCRIPT:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](&#x6A;avascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](vbscript:x)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example)',
    '[x](/-/logout)',
    '[x](\\u0001javascript:alert(1))',
    '<javascript:alert(1)>',
    '[x][r]\n\n[r]: javascript:alert(1)',
    '![x](javascript:alert(1))',
    '![x](https://evil.example/beacon.png)',
    '[![x](https://evil.example/b.png)](data:x)',
  ])('%s leads nowhere', (markdown) => {
    expect(html(markdown)).not.toMatch(/href|src=|<img/i);
  });

  it('keeps links to the web and to mail, and says whose they are', () => {
    expect(html('[a](https://a.example/"x)')).toBe(
      '<p><a href="https://a.example/%22x" rel="nofollow ugc noopener">a</a></p>\n',
    );
    expect(html('[m](mailto:a@b.example)')).toContain('href="mailto:a@b.example"');
    expect(html('[](https://a.example/)')).toContain('>https://a.example/</a>');
  });

  it('numbers sections and their parts, and skips no level', () => {
    const { html: drawn, headings } = renderMarkdown('# T\n\n## A\n\n#### deep\n\n##\n\n## B\n\n### C\n', [
      { lang: 'zh', title: '中文' },
    ]);
    expect(headings).toEqual([
      { id: 's1', title: 'A', depth: 1 },
      { id: 's1-1', title: 'deep', depth: 2 },
      { id: 's2', title: 'B', depth: 1 },
      { id: 's2-1', title: 'C', depth: 2 },
    ]);
    expect(drawn.match(/<h\d/g)).toEqual(['<h3', '<h4', '<h3', '<h4']);
    expect(drawn).toContain('<a href="?lang=zh#s2" hreflang="zh" lang="zh">中文</a>');
    expect(drawn).not.toContain('>T<');
  });

  it('never draws a tag, an attribute or an address of its own making', () => {
    const pieces = [
      '<',
      '>',
      '"',
      "'",
      '`',
      '](',
      '![',
      '[',
      ')',
      'javascript:',
      'data:',
      'https://x.example/',
      '\n',
      '# ',
      '| ',
      '<script',
      ' onload=',
      '&#',
      'x',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const drawn = html(parts.join(''));
        for (const tag of drawn.match(/<[^>]*>/g) ?? []) {
          expect(tag).toMatch(
            /^<\/?(?:p|h[3-6]|a|em|strong|s|code|pre|table|thead|tbody|tr|th|td|div|span|ul|ol|li|blockquote|br|hr)\b/,
          );
          expect(tag).not.toMatch(/\son\w+=|style=|src=/);
        }
        for (const [, address = ''] of drawn.matchAll(/href="([^"]*)"/g))
          expect(safeAddress(address.replaceAll('&amp;', '&'))).not.toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
