/**
 * The little language that slots are written in:
 *
 *   'ignor*|send~|sent|pay~ no attention to|忽略|不用管'
 *
 * `|` separates, blanks and line breaks around a word do not count, `*` lets the word go on, `~` stands for the regular
 * forms of a verb or noun (send, sends, sended, sending: forms that do not exist cost nothing), `~~` doubles the last
 * letter (drop → dropped). Words are folded like the text, so case, hyphens and underscores do not matter.
 */
import { fold, isHan, JOINT } from '../text/fold.ts';
import { simplified } from '../text/han.ts';

const BLANK = 32;

/** Calls `add` for every form of every word, folded, without its `*`. There are many thousands: nothing is kept. */
export function eachForm(words: string, add: (form: string, prefix: boolean) => void): void {
  for (const part of words.split('|')) {
    const word = part.trim();
    if (word !== '') inflect(word, (form) => addForm(form, add));
  }
}

function addForm(form: string, add: (form: string, prefix: boolean) => void): void {
  const prefix = form.endsWith('*');
  add(foldWord(prefix ? form.slice(0, -1) : form), prefix);
}

/** Most words fold to themselves: small letters, digits, blanks, apostrophes, simplified Han. */
function foldWord(word: string): string {
  for (let at = 0; at < word.length; at++) if (!isPlain(word.charCodeAt(at))) return foldFully(word);
  return word;
}

function isPlain(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || code === BLANK || code === 39 || (code >= 48 && code <= 57);
  return isHan(code) && simplified(code) === code;
}

function foldFully(word: string): string {
  const { codes, size } = fold(word);
  return String.fromCharCode(...codes.subarray(0, size)).replaceAll(String.fromCharCode(JOINT), ' ');
}

/** "copy~ it" → "copy it", "copies it", "copied it", "copying it". A `~` before a slash or dot is a path. */
function inflect(word: string, add: (form: string) => void): void {
  const mark = word.indexOf('~');
  if (mark < 0 || /^~[/.]/.test(word)) {
    add(word);
    return;
  }
  const doubled = word[mark + 1] === '~';
  const rest = word.slice(mark + (doubled ? 2 : 1));
  for (const form of forms(word.slice(0, mark), doubled)) add(form + rest);
}

function forms(stem: string, doubled: boolean): readonly string[] {
  const last = stem.slice(-1);
  if (doubled) return [stem, `${stem}s`, `${stem}${last}ed`, `${stem}${last}ing`];
  if (last === 'e') return [stem, `${stem}s`, `${stem}d`, `${stem.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(stem)) {
    const root = stem.slice(0, -1);
    return [stem, `${root}ies`, `${root}ied`, `${stem}ing`];
  }
  if (/(?:s|x|z|ch|sh)$/.test(stem)) return [stem, `${stem}es`, `${stem}ed`, `${stem}ing`];
  return [stem, `${stem}s`, `${stem}ed`, `${stem}ing`];
}
