/** Which addresses are those of packages. */
import { isName, splitName } from '../../src/core/name.ts';
import type { Deps } from '../api/deps.ts';

/** `atlas`, or `@ada/atlas` of an address with an owner in it. */
export function nameIn({ scope, name = '' }: { readonly scope?: string | undefined; readonly name?: string }): string {
  return scope === undefined ? name : `${scope}/${name}`;
}

/** Could be a package: a name, and none that is kept for the site and the dialects. */
export function mayBePackage(params: Readonly<Record<string, string>>, { hub }: Pick<Deps, 'hub'>): boolean {
  // Names are lower case; whoever writes them otherwise is led there.
  const name = nameIn(params).toLowerCase();
  if (!isName(name)) return false;
  const [owner, base] = splitName(name);
  return owner !== null || !hub.rules.reservedNames.has(base);
}
