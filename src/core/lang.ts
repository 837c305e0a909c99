/**
 * Languages of a soul, as BCP 47 tags ("en", "zh", "zh-TW"). A package says which file is which language;
 * here is how the one to show is chosen.
 */

const TAG = /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/;

/** "ZH_cn" → "zh-CN"; null when it is no language tag. */
export function parseLang(input: string): string | null {
  const parts = input.trim().replaceAll('_', '-').split('-');
  const tag = parts
    .map((part, index) => {
      if (index === 0) return part.toLowerCase();
      return part.length === 4 ? part.charAt(0).toUpperCase() + part.slice(1).toLowerCase() : part.toUpperCase();
    })
    .join('-');
  return TAG.test(tag) ? tag : null;
}

/** The language of a locale variable such as `LC_ALL=zh_CN.UTF-8`; null for "C", "POSIX" and nonsense. */
export function langOfLocale(locale: string | undefined): string | null {
  const name = (locale ?? '').split(/[.@]/)[0] ?? '';
  return name === '' || name === 'C' || name === 'POSIX' ? null : parseLang(name);
}

function base(tag: string): string {
  return tag.split('-')[0] ?? tag;
}

/** The best of `available` for `wanted`: the same tag, then the same language, else null. */
export function matchLang(wanted: string, available: readonly string[]): string | null {
  return available.find((tag) => tag === wanted) ?? available.find((tag) => base(tag) === base(wanted)) ?? null;
}

const HAN = /\p{Script=Han}/gu;

/** "zh" when a good part of the letters is Han, else "en". Only a guess, for texts that do not say. */
export function guessLang(sample: string): 'zh' | 'en' {
  const head = sample.slice(0, 4000);
  const han = head.match(HAN)?.length ?? 0;
  const letters = head.match(/\p{L}/gu)?.length ?? 0;
  return letters > 0 && han / letters > 0.2 ? 'zh' : 'en';
}

/** Text by language. The key "und" holds a text whose language the author did not name. */
export type Localized<T = string> = Readonly<Record<string, T>>;

/** The text in the wanted language, else English, else the unnamed one, else whatever comes first. */
export function localized<T>(value: Localized<T>, wanted: string): T | undefined {
  const tags = Object.keys(value);
  const tag = matchLang(wanted, tags) ?? matchLang('en', tags) ?? matchLang('und', tags) ?? tags[0];
  return tag === undefined ? undefined : value[tag];
}
