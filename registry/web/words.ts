/** Words that several pages share: dates, sizes, counts, categories, languages, verdicts. */
import { type Localized, localized } from '../../src/core/lang.ts';
import type { Kind } from '../../src/core/manifest.ts';
import type { Verdict } from '../../src/core/scan/report.ts';
import { type Text, text } from '../../src/core/text.ts';
import type { PackageView } from '../domain/view.ts';
import type { Site } from './site.ts';

const TITLES: Readonly<Record<string, Text>> = {
  engineering: text('Engineering', '工程'),
  fiction: text('Fiction', '虚构'),
  history: text('History', '历史'),
  interesting: text('Curious', '有趣'),
  learning: text('Learning', '学习'),
  life: text('Life', '生活'),
  personas: text('Experts', '专家'),
  real_world: text('Real people', '真实人物'),
  virtual_world: text('Invented worlds', '虚构世界'),
  work: text('Work', '工作'),
  writing: text('Writing', '写作'),
};

/** Whether we have a word for it, whatever its packages call it. */
export function isOurCategory(category: string): boolean {
  return Object.hasOwn(TITLES, category);
}

/**
 * What a category is called: in our words, else in those of a library, else as it is written. Ours come first because
 * the packages of one category may come from several libraries, and a category has one name.
 */
export function categoryTitle(category: string, { lang }: Pick<Site, 'lang'>, names: Localized = {}): string {
  const ours = isOurCategory(category) ? TITLES[category]?.[lang] : undefined;
  return ours ?? localized(names, lang) ?? category.replaceAll(/[-_]+/g, ' ');
}

export function titleOf(
  { listing, name }: Pick<PackageView, 'listing' | 'name'>,
  { lang }: Pick<Site, 'lang'>,
): string {
  return localized(listing?.displayName ?? {}, lang) || name;
}

export function descriptionOf({ listing }: Pick<PackageView, 'listing'>, { lang }: Pick<Site, 'lang'>): string {
  return localized(listing?.description ?? {}, lang) ?? '';
}

export function date(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function size(bytes: number): string {
  return bytes < 10_240 ? `${(bytes / 1024).toFixed(1)} KB` : `${Math.round(bytes / 1024)} KB`;
}

const NUMBERS = { en: new Intl.NumberFormat('en-GB'), zh: new Intl.NumberFormat('zh-CN') } as const;

export function count(number: number, { lang }: Pick<Site, 'lang'>): string {
  return NUMBERS[lang].format(number);
}

/** `1 download`, `2,000 downloads`: a page has room to group its digits. */
export function plural(number: number, word: string): string {
  return `${NUMBERS.en.format(number)} ${word}${number === 1 ? '' : 's'}`;
}

const LANGUAGES = new Map<string, string>();

/** What a language calls itself; the tag where nobody knows. */
export function languageName(tag: string): string {
  const known = LANGUAGES.get(tag);
  if (known !== undefined) return known;
  const name = ownName(tag);
  // Tags come from strangers; there are not so many languages.
  if (LANGUAGES.size < 1000) LANGUAGES.set(tag, name);
  return name;
}

function ownName(tag: string): string {
  if (tag === 'und') return '—';
  try {
    return new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function kindTitle(kind: Kind, { say }: Site): string {
  return { soul: say('Soul', '角色'), skill: say('Skill', '技能'), team: say('Team', '团队') }[kind];
}

export function verdictTitle(verdict: Verdict, { say }: Site): string {
  return {
    pass: say('Nothing suspicious found', '未发现可疑内容'),
    warn: say('Read the findings first', '请先看扫描结果'),
    block: say('Dangerous', '危险'),
  }[verdict];
}
