/** Settings that are one of a few words. */
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';

/** @param name what to call it when it is none of them @throws SoulError E_USAGE that lists them */
export function oneOf<Word extends string>(name: string, words: readonly Word[], given: string): Word {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  throw new SoulError('E_USAGE', text(`${name}: one of ${words.join(', ')}`, `${name}：只能是 ${words.join('、')}`));
}
