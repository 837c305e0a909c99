/** The one line that a persona says of itself, where its author wrote none. */
import { describe, expect, it } from 'vitest';
import { readPackage } from '../../../src/core/package.ts';
import { taglineOf } from '../../../src/core/tagline.ts';

describe('the line of a persona', () => {
  it.each([
    ['a quotation', '# Mira\n\n## Core Identity\n\nI keep it.\n\n> **Keeper** · Reader', 'Keeper · Reader'],
    ['a bold line', '# Mira\n\n## Core Identity\n\n**Keeper · Reader**\n\nText.', 'Keeper · Reader'],
    [
      'a bold line with text right below',
      '# 米拉\n\n## 核心身份\n**守塔人 · 观天者**\n你守着灯塔。',
      '守塔人 · 观天者',
    ],
    ['what is right under the title', '# Mira\n\n_Keeper of it._\n\n## Core\n\nText.', 'Keeper of it.'],
    [
      'running text',
      '# Mira\n\n## Core\n\nYou keep\nthe *lighthouse*. You read.',
      'You keep the lighthouse. You read.',
    ],
    [
      'a title that ends in a full stop',
      `# M\n\n## C\n\nYou are Dr. Mira, ${'x '.repeat(60)}y.`,
      /^You are Dr\. Mira, x/,
    ],
    [
      'only whole sentences',
      `# M\n\n## C\n\nYou keep the lighthouse. ${'And so '.repeat(30)}on.`,
      'You keep the lighthouse.',
    ],
    ['a list', '# M\n\n## Facts\n- Work: **keeper**\n- Place: north\n\n## Next', 'Work: keeper · Place: north'],
    [
      'links, code and signs',
      '# M\n\n## C\n\n[Ada](https://a.example) of `x_y_z` and \\*stars\\*',
      'Ada of x_y_z and *stars*',
    ],
    ['the first section that has text', '# M\n\n## Who\n\n### Really\n\n**Keeper**', 'Keeper'],
    ['no quotation from further down', '# M\n\n## Core\n\nI keep it.\n\n## Quotes\n\n> Ever — *Book*', 'I keep it.'],
    ['nothing that is code', '# M\n\n```\nnor this\n> not this\n```\n\n## Core\n\nI keep it.', 'I keep it.'],
    ['no rule, table or picture', '# M\n\n---\n\n| a |\n\n![b](c.png)\n\nI keep it.', 'I keep it.'],
    ['a text without headings', 'You keep the lighthouse.', 'You keep the lighthouse.'],
  ])('is %s', (_what, text, line) => {
    if (line instanceof RegExp) expect(taglineOf(text)).toMatch(line);
    else expect(taglineOf(text)).toBe(line);
  });

  it('is nothing where there is nothing', () => {
    expect(taglineOf('# Mira\n\n## Core\n\n## Tags\n')).toBeNull();
  });

  it('is no longer than a line may be', () => {
    const line = taglineOf(`# M\n\n## C\n\n${'very '.repeat(100)}long.`) ?? '';
    expect(line.length).toBeLessThanOrEqual(200);
    expect(line).toMatch(/very…$/);
  });

  it('describes a package of a library in each of its languages', () => {
    const files = new Map(
      Object.entries({
        'SOUL.md': '# 米拉 (Mira)\n\n## 核心身份\n\n**守塔人 · 观天者**\n',
        'SOUL.en.md': '# Mira\n\n## Core Identity\n\n**Keeper · Reader**\n',
      }).map(([path, text]) => [path, new TextEncoder().encode(text)]),
    );
    expect(readPackage(files, { name: 'mira' }).manifest.description).toEqual({
      zh: '守塔人 · 观天者',
      en: 'Keeper · Reader',
    });
  });
});
