/**
 * Package names: `name` or `@owner/name`, npm-safe and lower case, so that every npm client and every file system can
 * hold them. `owner/name` is accepted at the door and means `@owner/name`.
 */
import { SoulError } from './errors.ts';
import { type Text, text } from './text.ts';

/** Made only by `parseName`: lower case, at most 214 characters, safe as a path segment (two with an owner). */
export type PackageName = string & { readonly __brand: 'PackageName' };

const PART = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;
const RESERVED = new Set(['node_modules', 'favicon.ico', 'package.json']);

/** Why a text is not a name, or null when it is one. */
export function nameProblem(name: string): Text | null {
  if (name === '') return text('it is empty', '为空');
  if (name.length > 214) return text('it is longer than 214 characters', '超过 214 个字符');
  const parts = name.startsWith('@') ? name.slice(1).split('/') : [name];
  if (name.startsWith('@') && parts.length !== 2)
    return text('an owner needs a name: @owner/name', '应写成 @owner/name');
  for (const part of parts) {
    const problem = partProblem(part);
    if (problem) return problem;
  }
  return null;
}

function partProblem(part: string): Text | null {
  if (part === '') return text('a part of it is empty', '有一段为空');
  if (part !== part.toLowerCase()) return text('names are lower case', '只能用小写字母');
  if (!PART.test(part)) {
    return text('only a-z, 0-9, dot, hyphen and underscore are allowed', '只能含 a-z、0-9、点、连字符和下划线');
  }
  if (part.includes('..')) return text('two dots in a row are not allowed', '不能有连续的点');
  if (DEVICES.test(part) || RESERVED.has(part)) return text(`"${part}" is reserved`, `“${part}”是保留名称`);
  return null;
}

/** @throws SoulError E_NAME */
export function parseName(input: string): PackageName {
  const name = /^[^@/\s]+\/[^/\s]+$/.test(input) ? `@${input}` : input;
  const problem = nameProblem(name);
  if (!problem) return name as PackageName;
  throw new SoulError(
    'E_NAME',
    text(`"${input}" is not a package name: ${problem.en}`, `“${input}”不是合法的包名：${problem.zh}`),
    { details: { name: input } },
  );
}

export function isName(input: string): input is PackageName {
  return nameProblem(input) === null;
}

/** Letters that are no other letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/**
 * A name made from any text (a folder, a title): "Go Expert" → "go-expert", "Élodie Groß" → "elodie-gross"; null when
 * nothing usable is left.
 */
export function slugify(input: string): PackageName | null {
  const slug = input
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
    .replace(/\.{2,}/g, '.')
    .slice(0, 100);
  return isName(slug) ? slug : null;
}

const LOOKS_LIKE: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', i: 'l', '5': 's' };

/**
 * Two names with the same key look alike to a hurried reader and may not both be published:
 * `go-expert`, `go_expert`, `goexpert`, `g0-expert`.
 */
export function lookAlikeKey(name: PackageName): string {
  const [owner, base] = splitName(name);
  const fold = (part: string) => part.replace(/[-._]/g, '').replace(/[015i]/g, (char) => LOOKS_LIKE[char] ?? char);
  return owner === null ? fold(base) : `@${fold(owner)}/${fold(base)}`;
}

/** `@owner/name` → [owner, name]; `name` → [null, name]. */
export function splitName(name: PackageName): [owner: string | null, base: string] {
  if (!name.startsWith('@')) return [null, name];
  const slash = name.indexOf('/');
  return [name.slice(1, slash), name.slice(slash + 1)];
}
