/**
 * The strong root of an English word, by M. F. Porter, "An algorithm for suffix stripping" (1980): "procrastination" and
 * "procrastinating" → `procrastin`. Expects a folded word.
 */

type Rules = readonly (readonly [ending: string, instead: string])[];

/** Longest ending first. */
const DOUBLE: Rules = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['alli', 'al'],
  ['ator', 'ate'],
  ['logi', 'log'],
  ['bli', 'ble'],
  ['eli', 'e'],
];

const SINGLE: Rules = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];

const LAST: Rules = ('ement ance ence able ible ment ant ent ism ate iti ous ive ize sion tion al er ic ou' as const)
  .split(' ')
  .map((ending) => [ending, ending === 'sion' ? 's' : ending === 'tion' ? 't' : '']);

/** Porter's m: how often a vowel is followed by a consonant. */
function measure(word: string): number {
  return (
    word
      .replace(/([^aeiou])y/g, '$1i')
      .replace(/[aeiou]+/g, 'V')
      .replace(/[^V]+/g, 'C')
      .split('VC').length - 1
  );
}

function hasVowel(word: string): boolean {
  return /[aeiou]|.y/.test(word);
}

/** consonant, vowel, consonant at the end, as in "hop": such a word lost or needs an e. */
function isShort(word: string): boolean {
  return /[^aeiou][aeiouy][^aeiouwxy]$/.test(word) && measure(word) === 1;
}

function replaceEnding(word: string, rules: Rules, least: number): string {
  const rule = rules.find(([ending]) => word.endsWith(ending));
  if (rule === undefined) return word;
  const base = word.slice(0, word.length - rule[0].length) + (rule[1].length === 1 ? rule[1] : '');
  return measure(base) > least ? word.slice(0, word.length - rule[0].length) + rule[1] : word;
}

function withoutPast(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const base = /^(.+?)(?:ed|ing)$/.exec(word)?.[1];
  if (base === undefined || !hasVowel(base)) return word;
  if (/(?:at|bl|iz)$/.test(base)) return `${base}e`;
  if (/([^aeioulsz])\1$/.test(base)) return base.slice(0, -1);
  return isShort(base) ? `${base}e` : base;
}

function withoutSilent(word: string): string {
  const base = word.slice(0, -1);
  if (word.endsWith('e') && (measure(base) > 1 || (measure(base) === 1 && !isShort(base)))) return base;
  return word.endsWith('ll') && measure(word) > 1 ? base : word;
}

/** "quantitative" → "quantit", "lawyers" → "lawyer". */
export function rootOf(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  const single = word.replace(/(ss|i)es$/, '$1').replace(/([^s])s$/, '$1');
  const base = withoutPast(single);
  const first = base.endsWith('y') && hasVowel(base.slice(0, -1)) ? `${base.slice(0, -1)}i` : base;
  const third = replaceEnding(replaceEnding(first, DOUBLE, 0), SINGLE, 0);
  return withoutSilent(replaceEnding(third, LAST, 1));
}
