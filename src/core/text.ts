/** The languages that the program itself speaks. A soul may be in any language (see `core/lang.ts`). */
export type UiLang = 'en' | 'zh';

/** A sentence for people, in both languages, written where it is used. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** A pair of sentences; reads better than an object literal inside a call. */
export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** `1 file`, `2 files`; English only. */
export function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
