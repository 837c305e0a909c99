/**
 * The addresses from which agents read a persona: `/atlas.md`, and in another language `/atlas.zh.md`. They must lead to
 * the same package for ever, so no new name may end in `.md`, and `atlas.zh` counts as a look-alike of `atlas`.
 */
import { lookAlikeKey, type PackageName } from '../../src/core/name.ts';

export const TEXT_ENDING = '.md';

/** `atlas.zh` → `atlas` in `zh`; null when no language is at its end. */
export function languageAtEnd(stem: string): { readonly name: string; readonly lang: string } | null {
  const [, name, lang] = /^(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)$/.exec(stem) ?? [];
  return name === undefined || lang === undefined ? null : { name, lang };
}

/** What a name must not share with a package of another owner. */
export function looksOf(name: PackageName): readonly string[] {
  const shorter = languageAtEnd(name)?.name as PackageName | undefined;
  return [...new Set([name, ...(shorter === undefined ? [] : [shorter])].map(lookAlikeKey))];
}
