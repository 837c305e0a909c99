/**
 * From words to one installed soul: a name, a spec, or a display name in any language. An exact match wins; several
 * matches are shown, never guessed.
 */
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { type Installed, readInstalled, readPackageFile } from '../store/packages.ts';
import type { Context } from './context.ts';
import type { Arrival } from './place.ts';

/** A match, and the language in which the words are its title; null when they are its name. */
export interface Match<T> {
  readonly item: T;
  readonly lang: string | null;
}

interface Named {
  readonly name: string;
  readonly displayName: Readonly<Record<string, string>>;
  readonly aliases: readonly string[];
}

/** Titles are compared without case, width, and with single spaces. */
export function foldTitle(title: string): string {
  return title.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
}

/** The best kind of match there is: names, else titles, else aliases. Several of that kind are all returned. */
export function matchWords<T extends Named>(words: string, items: readonly T[]): Match<T>[] {
  const folded = foldTitle(words);
  const byName = items.filter((item) => item.name === words.trim());
  if (byName.length > 0) return byName.map((item) => ({ item, lang: null }));
  const byTitle = items.flatMap((item) => titleMatch(item, folded));
  if (byTitle.length > 0) return byTitle;
  return items
    .filter((item) => item.aliases.some((alias) => foldTitle(alias) === folded))
    .map((item) => ({ item, lang: null }));
}

function titleMatch<T extends Named>(item: T, folded: string): Match<T>[] {
  const langs = Object.keys(item.displayName).filter((lang) => foldTitle(item.displayName[lang] ?? '') === folded);
  return langs.length === 0 ? [] : [{ item, lang: langs.length === 1 ? (langs[0] ?? null) : null }];
}

/** @throws SoulError E_AMBIGUOUS */
export function onlyMatch<T extends Named>(words: string, matches: readonly Match<T>[]): Match<T> | null {
  if (matches.length <= 1) return matches[0] ?? null;
  const names = matches.map(({ item }) => item.name);
  throw new SoulError(
    'E_AMBIGUOUS',
    text(`"${words}" is the name of several: ${names.join(', ')}`, `“${words}”对应多个角色：${names.join('、')}`),
    {
      hint: text(`use the exact name, for example: ${names[0]}`, `请使用确切的名称，例如：${names[0]}`),
      details: { words, candidates: names },
    },
  );
}

/** Among what is installed; null when nothing fits. Loads nothing that a switch does not need. @throws E_AMBIGUOUS */
export function findInstalled(ctx: Context, words: string): Match<Installed> | null {
  const { souls } = readInstalled(ctx.paths);
  return onlyMatch(words, matchWords(words, Object.values(souls)));
}

/** @throws SoulError E_NOT_INSTALLED, E_AMBIGUOUS */
export function requireInstalled(ctx: Context, words: string): Installed {
  const match = findInstalled(ctx, words);
  if (match) return match.item;
  throw new SoulError('E_NOT_INSTALLED', text(`${words} is not installed`, `${words} 尚未安装`), {
    hint: text('what is installed: clawhub list', '查看已安装：clawhub list'),
    details: { name: words },
  });
}

/** A soul to switch to, and how its files are read: from the store, or from memory as long as it is not there. */
export interface Chosen {
  readonly match: Match<Installed>;
  /** Set when it is not here yet. */
  readonly arrival: Arrival | null;
  readonly read: (file: string) => Uint8Array;
  /** Puts it into the store, once nothing speaks against it; returns what arrived. */
  readonly keep: () => Arrival | null;
}

export function stored(ctx: Context, match: Match<Installed>): Chosen {
  return { match, arrival: null, read: (file) => readPackageFile(ctx.paths, match.item, file), keep: () => null };
}
