/**
 * Where a page stands: its language, its address, and how it names other pages. Every page has three addresses:
 *
 *     /go-expert        in the language that the browser prefers; for npm's clients the packument
 *     /en/go-expert     in English, whatever is asked for: this one is given to search engines, and copied into chats
 *     /zh/go-expert     in Chinese
 *
 * Links stay below the prefix under which a page was asked for.
 */
import type { UiLang } from '../../src/core/text.ts';
import { basePath, pathOf } from '../api/arrival.ts';
import type { Deps } from '../api/deps.ts';
import { originOf } from '../api/edge.ts';
import { langOf } from '../api/problem.ts';

export type Prefix = '' | '/en' | '/zh';
export const PREFIXES: readonly Prefix[] = ['', '/en', '/zh'];

export interface Site {
  readonly lang: UiLang;
  readonly prefix: Prefix;
  /** Where the hub is, without a slash at the end; holds the base path. */
  readonly origin: string;
  /** Path and query of this page, without base and prefix. */
  readonly here: string;
  /** A sentence in the language of the page. */
  say(en: string, zh: string): string;
  /** A page, in this language, as a link: `/tag/go` → `/hub/zh/tag/go`. */
  href(path: string): string;
  /** Something that has no language: `/go-expert.md`. */
  plain(path: string): string;
  /** This page (or that one) in a language, or where the browser decides. */
  inLang(lang: UiLang | null, path?: string): string;
}

/** What is looked at of a request. */
export type Asked = Pick<Request, 'url' | 'headers'>;

export function siteOf(request: Asked, deps: Pick<Deps, 'config'>): Site {
  const base = basePath(deps.config.publicUrl);
  const { prefix, path } = splitPrefix(pathOf(request, base));
  const lang = prefix === '' ? langOf(request.headers.get('accept-language')) : (prefix.slice(1) as UiLang);
  const here = `${path}${new URL(request.url).search}`;
  return {
    lang,
    prefix,
    origin: originOf(request, deps),
    here,
    say: (en, zh) => (lang === 'zh' ? zh : en),
    href: (to) => `${base}${prefix}${to === '/' && prefix !== '' ? '' : to}`,
    plain: (to) => `${base}${to}`,
    inLang: (wanted, to = here) => `${base}${wanted === null ? to : under(wanted, to)}`,
  };
}

function under(lang: UiLang, path: string): string {
  return `/${lang}${path === '/' ? '' : path}`;
}

export function splitPrefix(path: string): { readonly prefix: Prefix; readonly path: string } {
  const [, lang, rest = ''] = /^\/(en|zh)(\/.*)?$/s.exec(path) ?? [];
  return lang === undefined ? { prefix: '', path } : { prefix: `/${lang}` as Prefix, path: rest || '/' };
}
