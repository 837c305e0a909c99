/** How account commands name a package: `slug`, `owner/slug` or `@owner/slug`. */
import { type PackageName, parseName, splitName } from '../../core/name.ts';

export interface Ref {
  readonly name: PackageName;
  readonly slug: string;
  readonly owner: string | null;
}

/** @throws SoulError E_NAME */
export function refOf(words: string): Ref {
  const name = parseName(words.trim().toLowerCase());
  const [owner, slug] = splitName(name);
  return { name, slug, owner };
}

/** As npm does: the slash of a scoped name is part of one path segment. */
export function npmPath(name: string): string {
  return name.replace('/', '%2f');
}
