/**
 * From text to terms. A document and a query go through the same functions, so that equal text gives equal terms.
 *
 * - Letters are folded: width, case, accents, traditional Chinese.
 * - Words written with spaces become light stems: "Kubernetes" → `kubernet`, "negotiating" → `negotiat`. Light, because a
 *   catalogue is full of words that a strong stemmer confuses (economy, economist, economical). The strong root of a word
 *   (`rootOf`) serves where confusion does no harm: looking up translations and words of the same family.
 * - Chinese and Japanese become pairs of neighbouring characters: 诸葛亮 → `诸葛` `葛亮`. Measured against words from
 *   `Intl.Segmenter`, pairs rank as well, and the index does not depend on the ICU version of whoever built it.
 *   In names and tags single characters are terms too, so that 诗 finds 诗人.
 */
import { simplify } from './hanzi.ts';

/** Languages whose names are spelled with signs. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\bc\+\+/g, 'cpp'],
  [/\b([cf])#/g, '$1sharp'],
  [/(^|\s)\.net\b/g, '$1dotnet'],
];

const SIGN = /[+#]|\.net/;

const ASCII = /^[\0-\x7f]*$/;
const HAN = /[\u3400-\u9fff]/;

/** One spelling for all spellings: "Ｃａｆé" → "cafe", "孫" → "孙", "C++" → "cpp". */
export function fold(text: string): string {
  const plain = ASCII.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .normalize('NFKC');
  const lower = plain.toLowerCase();
  const spelled = SIGN.test(lower) ? SIGNS.reduce((rest, [sign, word]) => rest.replace(sign, word), lower) : lower;
  return HAN.test(spelled) ? simplify(spelled) : spelled;
}

/** A stretch of text without spaces or signs: one word, or Chinese or Japanese characters in a row. */
export interface Run {
  readonly text: string;
  readonly han: boolean;
}

const TOKENS = /[\p{L}\p{N}]+(?:['’][a-z]+)?/gu;
const ASCII_TOKENS = /[a-z0-9]+(?:'[a-z]+)?/g;
const CHARACTERS = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+)/u;
const ALL_CHARACTERS = /^[\u3041-\u30fa\u3400-\u9fff]+$/;

/** "lovelace's" → lovelace, "can't" → cant. */
function withoutApostrophe(word: string): string {
  return /['’]/.test(word) ? word.replace(/['’](?:s$)?/, '') : word;
}

/** "ai绘画" → ai, 绘画. */
function split(token: string): Run[] {
  if (ALL_CHARACTERS.test(token)) return [{ text: token, han: true }];
  if (!CHARACTERS.test(token)) return [{ text: withoutApostrophe(token), han: false }];
  // Splitting by a captured group puts what matched at the odd places.
  const parts = token.split(CHARACTERS).map((text, index) => ({ text, han: index % 2 === 1 }));
  return parts.filter(({ text }) => text !== '');
}

/** Runs of a text that is folded already. */
export function runs(folded: string): Run[] {
  if (ASCII.test(folded))
    return (folded.match(ASCII_TOKENS) ?? []).map((text) => ({ text: withoutApostrophe(text), han: false }));
  return (folded.match(TOKENS) ?? []).flatMap(split);
}

const VOWEL = /[aeiouy]/;

function singular(word: string): string {
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is|as|os)$/.test(word)) return word;
  if (/(?:x|ch|sh|ss|z)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function withoutEnding(word: string): string {
  const base = /^(.{3,}?)(?:ing|ed)$/.exec(word)?.[1];
  if (base === undefined || !VOWEL.test(base)) return word;
  return /([bdfgmnprt])\1$/.test(base) ? base.slice(0, -1) : base;
}

/** A light English stem: plural, -ing and -ed, silent e. Short words and words with digits stay as they are. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  const base = withoutEnding(singular(word));
  if (base.length <= 4) return base;
  return base.endsWith('e') ? base.slice(0, -1) : base.replace(/([^aeiou])y$/, '$1i');
}

const SURROGATE = /[\ud800-\udfff]/;

/** Neighbouring characters of a run: 诸葛亮 → 诸葛, 葛亮. A lone character gives nothing. */
export function pairs(run: string): string[] {
  // Characters of one unit each, which nearly all are, need not be told apart first.
  const chars = SURROGATE.test(run) ? [...run] : run;
  const found: string[] = [];
  for (let at = 1; at < chars.length; at++) found.push((chars[at - 1] ?? '') + (chars[at] ?? ''));
  return found;
}

/** Terms of running text. */
export function textTerms(text: string): string[] {
  return runs(fold(text)).flatMap((run) => (run.han ? pairs(run.text) : [stem(run.text)]));
}

/** A name, tag or category, taken apart once for all that is made of it. */
export interface Label {
  readonly runs: readonly Run[];
  /** Terms that it is found by: single characters count too. */
  readonly terms: readonly string[];
  /** Without signs and spaces, for exact matches: "Jean-Jacques Rousseau" → "jeanjacquesrousseau". */
  readonly squashed: string;
}

export function labelOf(text: string): Label {
  const found = runs(fold(text));
  return {
    runs: found,
    terms: found.flatMap((run) => (run.han ? [...pairs(run.text), ...run.text] : [stem(run.text)])),
    squashed: joined(found),
  };
}

function joined(parts: readonly Run[]): string {
  return parts.map((run) => run.text).join('');
}

/** A label without signs and spaces, when nothing else of it is needed. */
export function squash(text: string): string {
  return joined(runs(fold(text)));
}

/** Words that carry no meaning in a query. They count, but little: "The Who" must stay findable. */
const EMPTY_WORDS = new Set(
  (
    'a an the i me my we our us you your it its he she they them to for of in on at by as and or but if so no not with is are be am ' +
    'was do does did have has had how what which who when where why can could should would will shall may want need help please ' +
    'get make let find me that this these those there from about into some any up out im ive id cant dont'
  ).split(' '),
);

const EMPTY_HAN = new Set(
  (
    '怎么办 怎么样 怎么 怎样 如何 什么 为什么 帮我 帮忙 请问 我想 我要 想要 想找 有没有 是不是 该不该 能不能 可以 应该 一个 一下 一份 一篇 一些 ' +
    '这个 这只 那个 哪个 我 你 他 她 它 们 的 地 得 了 吗 呢 啊 吧 着 过 是 在 有 和 与 或 把 被 给 用 想 要 不 就 都 很 太 该 请 这 那 哪 谁 找 能 会'
  ).split(' '),
);

export function isEmptyWord(word: string): boolean {
  return EMPTY_WORDS.has(word) || EMPTY_HAN.has(word);
}
