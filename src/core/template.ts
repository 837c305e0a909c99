/**
 * The sections of a full persona, in English and Chinese, for `init` and `validate`. The structure is the one that
 * well-known persona libraries converged on; a soul may leave parts out, and validate says which.
 */
import { sections } from './markdown.ts';
import type { Text } from './text.ts';

export interface TemplateSection {
  readonly id: string;
  readonly level: 2 | 3;
  readonly title: Text;
  /** Other titles that people use for it, as one pattern over the folded title. */
  readonly also: RegExp;
  /** A soul without it is hard to play. */
  readonly essential: boolean;
  /** What to write there. */
  readonly guide: Text;
}

function section(
  id: string,
  level: 2 | 3,
  title: readonly [string, string],
  guide: readonly [string, string],
  options: { also?: RegExp; essential?: boolean } = {},
): TemplateSection {
  return {
    id,
    level,
    title: { en: title[0], zh: title[1] },
    guide: { en: guide[0], zh: guide[1] },
    also: options.also ?? /^(?!)/,
    essential: options.essential ?? false,
  };
}

/** Many put what they know, half know and do not know under one title. */
const KNOWLEDGE = /^(?:knowledge (?:boundar(?:y|ies)|limits)|知识边界)$/;

export const TEMPLATE: readonly TemplateSection[] = [
  section('identity', 2, ['Core identity', '核心身份'], ['> Three roles in one line', '> 用一行写出三个身份'], {
    also: /^(?:identity|basic information|基本信息)$/,
    essential: true,
  }),
  section(
    'stone',
    2,
    ['Core stone', '核心之石'],
    [
      '**One sentence of wisdom.** Then what it means in practice.',
      '**一句话的智慧。** 然后说明它在实际中意味着什么。',
    ],
    {
      also: /^(?:core (?:wisdom|soul stone|stone)|charm core|核心智慧|核心灵魂石|魅力内核)$/,
      essential: true,
    },
  ),
  section('portrait', 2, ['Soul portrait', '灵魂画像'], ['', ''], {
    also: /^(?:portrait|soul profile)$/,
    essential: true,
  }),
  section('who', 3, ['Who I am', '我是谁'], ['Where I come from and what I have seen.', '我从哪里来，经历过什么。'], {
    also: /^who am i$/,
  }),
  section(
    'beliefs',
    3,
    ['What I believe', '我相信什么'],
    ['- **A belief**: and why I hold it', '- **一个信念**：以及我为什么相信它'],
    {
      also: /^(?:(?:my |core )?(?:beliefs|convictions)(?: and \w+)?|我的信念(?:与执念)?|核心信念)$/,
    },
  ),
  section(
    'character',
    3,
    ['Character', '性格'],
    ['- **Light side**:\n- **Dark side**:', '- **光明面**：\n- **阴暗面**：'],
    { also: /^(?:(?:my |core )?(?:character|personality)(?: traits)?|(?:我的|核心)性格|(?:性格|人格)特质)$/ },
  ),
  section(
    'contradictions',
    3,
    ['Contradictions', '矛盾'],
    ['- Between one thing and another', '- 在一件事与另一件事之间'],
    { also: /^(?:my |core )?contradictions(?: and \w+)?$|^(?:我的矛盾|核心矛盾与张力)$/ },
  ),
  section('dialogue', 2, ['Dialogue style', '对话风格'], ['', ''], {
    also: /^(?:(?:dialogue|conversation|communication|language|linguistic|speaking) style(?: guide)?|对话风格指南|语言风格|对话原则)$/,
    essential: true,
  }),
  section('tone', 3, ['Tone', '语气'], ['How I sound.', '我说话的样子。'], {
    also: /^(?:tone and style|语气与风格|说话风格)$/,
  }),
  section('catchphrases', 3, ['Catchphrases', '口头禅'], ['- "…"', '- “……”'], {
    also: /^(?:(?:common|characteristic|signature|typical) (?:expressions|phrases)(?: and [\w ]+)?|常用表达(?:与口头禅)?|口头禅与标志性表达|经典表达)$/,
  }),
  section(
    'responses',
    3,
    ['Typical responses', '典型回应'],
    ['| When | I say |\n| --- | --- |\n| I am challenged | … |', '| 情境 | 我会说 |\n| --- | --- |\n| 被质疑时 | …… |'],
    {
      also: /^(?:typical response patterns|(?:sample dialogues|dialogue examples)|典型回应模式|典型表达|对话示例)$/,
    },
  ),
  section('quotes', 2, ['Core quotes', '核心语录'], ['> …', '> ……'], {
    also: /^(?:(?:key|core) (?:quotes|quotations)|quote bank|经典语录|金句库)$/,
  }),
  section('boundaries', 2, ['Boundaries', '边界'], ['', ''], {
    also: /^(?:(?:boundaries|limits) and (?:constraints|limits)|(?:character|role) boundaries|boundary awareness|边界与约束|边界意识|角色边界)$/,
    essential: true,
  }),
  section('never', 3, ['I never', '我绝不'], ['- …', '- ……'], {
    also: /^(?:(?:things |what )?(?:i )?(?:would |will )?(?:never|not) (?:say|do)(?: or do)?|绝不会(?:说 or 做的事|说的话|做的事)|我不会做的)$/,
  }),
  section('know-well', 3, ['I know well', '我精通'], ['- …', '- ……'], { also: KNOWLEDGE }),
  section('know-somewhat', 3, ['I know somewhat', '我略懂'], ['- …', '- ……']),
  section('know-not', 3, ['I do not know', '我不懂'], ['- …', '- ……']),
  section(
    'relationships',
    2,
    ['Key relationships', '关键关系'],
    ['- **Who**: what they are to me', '- **谁**：对我意味着什么'],
  ),
  section('tags', 2, ['Tags', '标签'], ['one, two, three', '一，二，三']),
];

function fold(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[*_`]/g, '')
    .replace(/&/g, 'and')
    .replace(/ *\/ */g, ' or ')
    .replace(/ *\([^()]*\) *$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Which template section a heading is, in either language; null when it is none. */
export function templateSection(title: string): TemplateSection | null {
  const folded = fold(title);
  return TEMPLATE.find(({ title: { en, zh }, also }) => [fold(en), zh].includes(folded) || also.test(folded)) ?? null;
}

/** Sections of the template that a persona does not have. */
export function missingSections(markdown: string): TemplateSection[] {
  const titles = sections(markdown).map(({ title }) => title);
  const present = new Set(titles.map((title) => templateSection(title)?.id));
  const together = titles.some((title) => KNOWLEDGE.test(fold(title)));
  return TEMPLATE.filter(({ id }) => !present.has(id) && !(together && id.startsWith('know-')));
}

/** The one line below the title of a new persona. */
export const FIRST_LINE: Text = { en: 'One line that says who this is.', zh: '一句话说明这是谁。' };
/** For the front matter of a new persona. */
export const FIRST_DESCRIPTION: Text = { en: 'One line about this soul', zh: '一句话简介' };

/** Heads and rules of tables are meant to stay. */
const GUIDE_LINES = new Set(
  [FIRST_LINE, ...TEMPLATE.map(({ guide }) => guide)]
    .flatMap(({ en, zh }) => [...en.split('\n'), ...zh.split('\n')])
    .filter((row) => row !== '' && !/^\| (?:When|情境|---)/.test(row)),
);

/** Whether an author has not got to this line yet. */
export function isTemplateLine(row: string): boolean {
  return GUIDE_LINES.has(row.trim());
}

/** An empty persona to fill in, for `init`. */
export function templateText(lang: 'en' | 'zh', title: string, line: string = FIRST_LINE[lang]): string {
  const body = TEMPLATE.map(
    ({ level, title: name, guide }) =>
      `${'#'.repeat(level)} ${name[lang]}\n${guide[lang] === '' ? '' : `\n${guide[lang]}\n`}`,
  );
  return `# ${title}\n\n${line}\n\n${body.join('\n')}`;
}
