/**
 * What the user typed, parsed once at the door into a tagged union; nobody downstream sees the raw text. As with npm,
 * a folder needs `./`, so a planted folder called like a package never wins over the registry.
 */
import semver from 'semver';
import { SoulError } from './errors.ts';
import { isName, type PackageName, parseName } from './name.ts';
import { text } from './text.ts';

export type Wanted =
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'range'; readonly range: string };

export type Spec =
  | { readonly kind: 'registry'; readonly name: PackageName; readonly wanted: Wanted }
  | { readonly kind: 'npm'; readonly name: PackageName; readonly wanted: Wanted }
  | { readonly kind: 'agent-souls'; readonly slug: string }
  | {
      readonly kind: 'github';
      readonly owner: string;
      readonly repo: string;
      readonly path: string;
      readonly ref: string;
    }
  | { readonly kind: 'folder'; readonly path: string }
  /** One file: an archive, a character card, or a text that is the persona. */
  | { readonly kind: 'archive'; readonly path: string }
  | { readonly kind: 'remote'; readonly url: string; readonly form: 'archive' | 'persona' };

export const LATEST: Wanted = { kind: 'tag', tag: 'latest' };
const TAG = /^[a-z][a-z0-9._-]*$/i;

/** `go-expert@^1.2`, `@owner/name`, `./folder`, `x.tgz`, `./card.png`, `https://…`, `github:o/r`, `npm:x`, `agent-souls:slug`.
 * @throws SoulError E_SPEC, E_NAME, E_RANGE */
export function parseSpec(input: string): Spec {
  const typed = input.trim();
  if (typed === '') throw wrong(input, text('it is empty', '内容为空'));
  if (/^(?:https?|file):/i.test(typed)) return parseUrl(typed);
  if (typed.startsWith('github:')) return parseGithub(typed);
  if (typed.startsWith('npm:')) return { kind: 'npm', ...parseNamed(typed.slice(4)) };
  if (typed.startsWith('agent-souls:')) return parseAgentSouls(typed);
  if (isArchivePath(typed)) return { kind: 'archive', path: typed };
  if (isFolderPath(typed)) return { kind: 'folder', path: typed };
  if (/^[a-z][a-z0-9+.-]*:/i.test(typed))
    throw wrong(input, text('this kind of address is not known', '不认识这种地址'));
  return { kind: 'registry', ...parseNamed(typed) };
}

/** False for words that can only be a title, such as "Go 后端专家". Never throws. */
export function looksLikeSpec(input: string): boolean {
  try {
    parseSpec(input);
    return true;
  } catch {
    return false;
  }
}

/** @throws SoulError E_RANGE */
export function parseWanted(input: string): Wanted {
  const typed = input.trim();
  if (typed === '') return LATEST;
  if (semver.validRange(typed) !== null) return { kind: 'range', range: typed };
  if (TAG.test(typed)) return { kind: 'tag', tag: typed };
  throw new SoulError(
    'E_RANGE',
    text(`"${input}" is neither a version range nor a tag`, `“${input}”既不是版本范围也不是标签`),
    {
      hint: text('for example: 1.2.3, ^1.2, ~1.2.0, latest', '例如：1.2.3、^1.2、~1.2.0、latest'),
      details: { range: input },
    },
  );
}

/** A spec as one would type it. */
export function formatSpec(spec: Spec): string {
  switch (spec.kind) {
    case 'registry':
      return `${spec.name}${formatWanted(spec.wanted)}`;
    case 'npm':
      return `npm:${spec.name}${formatWanted(spec.wanted)}`;
    case 'agent-souls':
      return `agent-souls:${spec.slug}`;
    case 'github':
      return `github:${spec.owner}/${spec.repo}${spec.path === '' ? '' : `/${spec.path}`}${spec.ref === 'HEAD' ? '' : `#${spec.ref}`}`;
    case 'folder':
    case 'archive':
      return spec.path;
    case 'remote':
      return spec.url;
  }
}

export function formatWanted(wanted: Wanted): string {
  if (wanted.kind === 'range') return `@${wanted.range}`;
  return wanted.tag === 'latest' ? '' : `@${wanted.tag}`;
}

function parseNamed(typed: string): { name: PackageName; wanted: Wanted } {
  const at = typed.indexOf('@', 1);
  const [name, wanted] = at === -1 ? [typed, ''] : [typed.slice(0, at), typed.slice(at + 1)];
  if (at !== -1 && wanted === '') throw wrong(typed, text('nothing follows the @', '@ 后面没有内容'));
  return { name: parseName(name), wanted: parseWanted(wanted) };
}

function parseUrl(typed: string): Spec {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (!url) throw wrong(typed, text('not a valid URL', '不是有效的网址'));
  const path = url.pathname.toLowerCase();
  if (url.protocol === 'file:') {
    return SINGLE.test(path) ? { kind: 'archive', path: typed } : { kind: 'folder', path: typed };
  }
  if (/\.(?:tgz|tar\.gz|zip|png|charx|json)$/.test(path)) return { kind: 'remote', url: url.href, form: 'archive' };
  if (path.endsWith('.md')) return { kind: 'remote', url: url.href, form: 'persona' };
  throw new SoulError(
    'E_SPEC',
    text(`${typed} is no archive, SOUL.md or character card`, `${typed} 不是压缩包、SOUL.md 或角色卡`),
    {
      hint: text('to use a whole site as a source: --registry <url>', '要把整个站点作为来源，请用 --registry <网址>'),
      details: { spec: typed },
    },
  );
}

const GITHUB = /^github:([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\/([A-Za-z0-9._-]{1,100})((?:\/[^/#\s]+)*)(?:#([^\s#]+))?$/;

function parseGithub(typed: string): Spec {
  const match = GITHUB.exec(typed);
  const [, owner, repo, path, ref] = match ?? [];
  if (!owner || !repo || repo === '.' || repo === '..' || /(?:^|\/)\.\.?(?:\/|$)/.test(path ?? '')) {
    throw wrong(typed, text('write github:owner/repo[/path][#ref]', '应写成 github:owner/repo[/路径][#引用]'));
  }
  return { kind: 'github', owner, repo, path: (path ?? '').slice(1), ref: ref ?? 'HEAD' };
}

function parseAgentSouls(typed: string): Spec {
  const slug = typed.slice('agent-souls:'.length);
  if (!/^(?:[a-z0-9._-]+\/)?[a-z0-9._-]+$/i.test(slug) || slug.includes('..')) {
    throw wrong(
      typed,
      text('write agent-souls:slug or agent-souls:category/slug', '应写成 agent-souls:slug 或 agent-souls:分类/slug'),
    );
  }
  return { kind: 'agent-souls', slug };
}

/** Files that can be a whole package. */
const SINGLE = /\.(?:tgz|tar\.gz|zip|png|charx|json|md)$/i;

/** An archive may be named without `./`, as with npm; what could be the name of a package needs it. */
function isArchivePath(typed: string): boolean {
  if (isFolderPath(typed)) return SINGLE.test(typed);
  return /\.(?:tgz|tar\.gz|zip)$/i.test(typed) && (!isName(typed) || !typed.includes('@'));
}

function isFolderPath(typed: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/~]|[A-Za-z]:[/\\])/.test(typed);
}

function wrong(input: string, why: { en: string; zh: string }): SoulError {
  return new SoulError(
    'E_SPEC',
    text(`"${input}" does not name a package: ${why.en}`, `“${input}”不是合法的包：${why.zh}`),
    {
      details: { spec: input },
    },
  );
}

/** Whether a version satisfies the wish; tags are the source's business. */
export function satisfies(version: string, wanted: Wanted): boolean {
  return wanted.kind === 'tag' || semver.satisfies(version, wanted.range);
}

/** Of two versions that can be compared; a commit is none. */
export function isLower(version: string, than: string): boolean {
  return semver.valid(version) !== null && semver.valid(than) !== null && semver.lt(version, than);
}

export { isName };
