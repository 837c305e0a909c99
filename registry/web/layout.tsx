/** What every page has: head, header, footer. A page is one tree of these components, drawn to text. */
import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { UiLang } from '../../src/core/text.ts';
import { assetPath, MARK, SCRIPT, STYLE, THEME } from './assets.ts';
import type { Site } from './site.ts';

export interface Head {
  /** Without the name of the hub. */
  readonly title: string;
  readonly description: string;
  /** Path of the page, where its own has something in it that makes no other page of it. */
  readonly address?: string;
  /** Path of a picture for previews, under the origin. */
  readonly picture?: string;
  /** schema.org, as data. */
  readonly data?: object;
  /** Search engines leave it alone: searches, differences, errors. */
  readonly hidden?: boolean;
  /** The same thing as Markdown. */
  readonly markdown?: string;
}

interface FrameProps {
  readonly site: Site;
  readonly head: Head;
  /** Home has a larger one of its own, and a search one with filters. */
  readonly searchBox?: boolean;
  readonly query?: string;
  /** Handle of who is signed in, on pages that are theirs alone: all others are the same for everybody, and kept. */
  readonly viewer?: string;
  readonly children?: Child;
}

export function draw(tree: Child): string {
  return `<!doctype html>\n${String(tree)}`;
}

const LANGS: Readonly<Record<UiLang, string>> = { en: 'English', zh: '中文' };
const TAGS: Readonly<Record<UiLang, string>> = { en: 'en', zh: 'zh-CN' };

export function Frame({ site, head, searchBox = true, query = '', viewer, children }: FrameProps) {
  const { say, href } = site;
  return (
    <html lang={TAGS[site.lang]}>
      <HeadOf site={site} head={head} />
      <body>
        <a class="skip" href="#main">
          {say('Skip to the content', '跳到正文')}
        </a>
        <header class="top">
          <div class="bar">
            <a class="brand" href={href('/')}>
              <img src={site.plain(assetPath(MARK))} width="28" height="28" alt="" />
              <span>Soulhub</span>
            </a>
            {searchBox && <SearchBox site={site} query={query} />}
            <nav class="site" aria-label={say('Site', '网站')}>
              <a href={href('/search?kind=soul')}>{say('Souls', '角色')}</a>
              <a href={href('/teams')}>{say('Teams', '团队')}</a>
              <a href={href('/publish')}>{say('Publish', '发布')}</a>
              <a href={href('/account')}>{viewer === undefined ? say('Account', '账号') : `@${viewer}`}</a>
            </nav>
            <Switches site={site} />
          </div>
        </header>
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <Footer site={site} />
      </body>
    </html>
  );
}

function HeadOf({ site, head }: { readonly site: Site; readonly head: Head }) {
  const { title, description, address, picture, data, hidden = false, markdown } = head;
  const inLang = (lang: UiLang | null) => absolute(site.inLang(lang, address));
  const absolute = (path: string) => new URL(path, `${site.origin}/`).href;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title === '' ? 'Soulhub' : `${title} · Soulhub`}</title>
      {description && <meta name="description" content={description} />}
      <meta name="color-scheme" content="light dark" />
      <script>{raw(THEME)}</script>
      <style>{raw(STYLE)}</style>
      <script src={site.plain(assetPath(SCRIPT))} defer />
      <link rel="icon" href={site.plain(assetPath(MARK))} type="image/svg+xml" />
      {hidden ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          <link rel="canonical" href={inLang(site.lang)} />
          <link rel="alternate" hreflang="en" href={inLang('en')} />
          <link rel="alternate" hreflang="zh" href={inLang('zh')} />
          <link rel="alternate" hreflang="x-default" href={inLang(null)} />
        </>
      )}
      <link rel="alternate" type="application/atom+xml" title="Soulhub" href={site.href('/feed.xml')} />
      {markdown && <link rel="alternate" type="text/markdown" href={markdown} />}
      <link
        rel="search"
        type="application/opensearchdescription+xml"
        title="Soulhub"
        href={site.plain('/-/opensearch.xml')}
      />
      <meta property="og:site_name" content="Soulhub" />
      <meta property="og:type" content="website" />
      <meta property="og:title" content={title === '' ? 'Soulhub' : title} />
      {description && <meta property="og:description" content={description} />}
      <meta property="og:url" content={inLang(site.lang)} />
      <meta property="og:locale" content={site.lang === 'zh' ? 'zh_CN' : 'en_US'} />
      {picture && (
        <>
          <meta property="og:image" content={absolute(picture)} />
          <meta property="og:image:width" content="1200" />
          <meta property="og:image:height" content="630" />
          <meta name="twitter:card" content="summary_large_image" />
        </>
      )}
      {data && <script type="application/ld+json">{raw(inScript(data))}</script>}
    </head>
  );
}

/** JSON that may stand in a script element: nothing in it can end the element or open a comment. */
export function inScript(data: object): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function SearchBox({
  site,
  query,
  large = false,
}: {
  readonly site: Site;
  readonly query: string;
  readonly large?: boolean;
}) {
  const { say, href } = site;
  const id = large ? 'q-large' : 'q';
  return (
    <search class={large ? 'find large' : 'find'}>
      <form action={href('/search')} method="get">
        <label class="unseen" for={id}>
          {say('Search for a soul', '搜索角色')}
        </label>
        <SearchField site={site} id={id} query={query} />
        <button type="submit">{say('Search', '搜索')}</button>
      </form>
    </search>
  );
}

/** Within something of the class `find`, below which a script shows suggestions. */
export function SearchField({ site, id, query }: { readonly site: Site; readonly id: string; readonly query: string }) {
  const { say, plain, prefix } = site;
  return (
    <input
      id={id}
      type="search"
      name="q"
      value={query}
      placeholder={say('Go expert, grief, 南丁格尔 …', '后端专家、倾听、Nightingale……')}
      maxlength={200}
      autocomplete="off"
      spellcheck={false}
      data-found={say('Suggestions', '建议')}
      data-suggest={plain(`/-/suggest/${prefix.slice(1) || 'any'}`)}
    />
  );
}

function Switches({ site }: { readonly site: Site }) {
  const other: UiLang = site.lang === 'zh' ? 'en' : 'zh';
  return (
    <p class="switches">
      <a href={site.inLang(other)} hreflang={other} lang={TAGS[other]} data-language>
        {LANGS[other]}
      </a>
      <button type="button" class="quiet js-only" data-theme-switch aria-pressed="false">
        {site.say('Dark', '深色')}
      </button>
    </p>
  );
}

function Footer({ site }: { readonly site: Site }) {
  const { say, href, plain } = site;
  return (
    <footer class="bottom">
      <div class="bar">
        <nav aria-label={say('More', '更多')}>
          <a href={href('/docs')}>{say('How it works', '原理')}</a>
          <a href={href('/publish')}>{say('Publish a soul', '发布角色')}</a>
          <a href={href('/docs/api')}>{say('API', 'API')}</a>
          <a href={href('/feed.xml')}>{say('Feed', '订阅')}</a>
          <a href={plain('/llms.txt')}>llms.txt</a>
        </nav>
      </div>
    </footer>
  );
}

/** A button that copies; without script it is not there, because it could do nothing. */
export function Copy({
  site,
  text,
  from,
  label,
}: {
  readonly site: Site;
  readonly text?: string;
  readonly from?: string;
  readonly label?: string;
}) {
  const { say } = site;
  const source = from === undefined ? { 'data-copy': text ?? '' } : { 'data-copy-from': from };
  return (
    <button type="button" class="copy js-only" data-done={say('Copied', '已复制')} {...source}>
      {label ?? say('Copy', '复制')}
    </button>
  );
}

/** A line to type, with its button. It breaks between words, but not between an option and its value. */
export function Command({ site, text, says }: { readonly site: Site; readonly text: string; readonly says: string }) {
  return (
    <div class="command">
      <code>
        {text.split(/(?<= )(?<! --\S+ )/).map((word) => (
          <span>{word}</span>
        ))}
      </code>
      <button
        type="button"
        class="copy js-only"
        data-copy={text}
        data-done={site.say('Copied', '已复制')}
        aria-label={says}
      >
        {site.say('Copy', '复制')}
      </button>
    </div>
  );
}
