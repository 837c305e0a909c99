/** How requests of this dialect name a package: `atlas`, `@ada/atlas` or, as npm sends it, `@ada%2fatlas`. */
import * as z from 'zod';
import { SoulError } from '../../../src/core/errors.ts';
import { isName, type PackageName, parseName } from '../../../src/core/name.ts';
import { text } from '../../../src/core/text.ts';

const Part = z.string().min(1).max(300);

/** As typed; `scope` holds its `@`. */
export const NameParams = z.object({ scope: Part.optional(), name: Part }).transform(joined);

export const VersionParams = z
  .object({ scope: Part.optional(), name: Part, version: Part })
  .transform((params) => ({ ...joined(params), version: params.version }));

export const TagParams = z
  .object({ scope: Part.optional(), name: Part, tag: Part })
  .transform((params) => ({ ...joined(params), tag: params.tag }));

export const RevParams = z
  .object({ scope: Part.optional(), name: Part, rev: Part })
  .transform((params) => ({ ...joined(params), rev: params.rev }));

export const FileParams = z
  .object({ scope: Part.optional(), name: Part, file: Part })
  .transform((params) => ({ ...joined(params), file: params.file }));

export const FileRevParams = z
  .object({ scope: Part.optional(), name: Part, file: Part, rev: Part })
  .transform((params) => ({ ...joined(params), file: params.file }));

function joined({ scope, name }: { readonly scope?: string | undefined; readonly name: string }): { name: string } {
  return { name: scope === undefined ? name : `${scope}/${name}` };
}

/** `/{name}…` and the same with the slash of the scope not escaped. */
export function bothForms(rest: string): { path: string; also: readonly string[] } {
  return { path: `/{name}${rest}`, also: [`/@{scope}/{name}${rest}`] };
}

export function bothFormsBelow(before: string, rest: string): { path: string; also: readonly string[] } {
  return { path: `${before}/{name}${rest}`, also: [`${before}/@{scope}/{name}${rest}`] };
}

/** What cannot be a name is nowhere to be found. @throws SoulError E_NOT_FOUND */
export function readName(name: string): PackageName {
  if (isName(name)) return name;
  throw notFound(name);
}

/** @throws SoulError E_NAME */
export function writeName(name: string): PackageName {
  return parseName(name);
}

export function notFound(what: string): SoulError {
  const shown = what.slice(0, 100);
  return new SoulError('E_NOT_FOUND', text(`there is no ${shown} here`, `这里没有 ${shown}`));
}

/** `atlas-1.0.0.tgz` of `@ada/atlas` → `1.0.0`. Nothing is guessed: the name is known. */
export function versionInFile(name: PackageName, file: string): string {
  const stem = `${name.split('/').at(-1)}-`;
  if (file.startsWith(stem) && file.endsWith('.tgz')) return file.slice(stem.length, -4);
  throw notFound(`${name}/-/${file}`);
}

export function tarballUrl(origin: string, name: PackageName, version: string): string {
  return `${origin}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
}
