/**
 * Markdown of strangers as HTML that can do nothing: no HTML of theirs, links to the web and to mail only, pictures not
 * loaded, headings below those of the page. Sections get ids by their number, so that translations of one text share
 * them.
 */
import MarkdownIt, { type Token } from 'markdown-it';

export interface Heading {
  /** `s2`, `s2-1` */
  readonly id: string;
  readonly title: string;
  /** 1: a section; 2: below one. Deeper ones are in no index. */
  readonly depth: 1 | 2;
}

export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
  /** The text was too long to be shown whole. */
  readonly cut: boolean;
}

/** UTF-16 units that are shown; whoever wants more reads the raw text. */
const LONGEST = 150_000;
/** The page has h1 and h2; sections begin below. */
const TOP = 3;

const parser = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false });
// Every address is looked at where the link is drawn; what is refused there leaves its words.
parser.validateLink = () => true;

/** The same text in another language. */
export interface Translation {
  readonly lang: string;
  /** What the language calls itself. */
  readonly title: string;
}

/** @param translations below each section a link leads to the same section of these */
export function renderMarkdown(markdown: string, translations: readonly Translation[] = []): Rendered {
  const cut = markdown.length > LONGEST;
  const tokens = parser.parse(cut ? markdown.slice(0, LONGEST) : markdown, {});
  const shown = withoutTitle(tokens);
  const headings = numberHeadings(shown);
  for (const token of shown) if (token.children) token.children = tamed(token.children);
  return { html: parser.renderer.render(shown, parser.options, { translations }), headings, cut };
}

/** The first heading of level 1 is the title of the page already. */
function withoutTitle(tokens: readonly Token[]): Token[] {
  const at = tokens.findIndex(({ type }) => type === 'heading_open');
  if (at < 0 || tokens[at]?.tag !== 'h1') return [...tokens];
  return [...tokens.slice(0, at), ...tokens.slice(at + 3)];
}

/** Ids and levels; a heading without words becomes nothing, a level is never skipped. */
function numberHeadings(tokens: Token[]): Heading[] {
  const headings: Heading[] = [];
  let [section, part, level] = [0, 0, TOP - 1];
  for (const [at, open] of tokens.entries()) {
    const [inline, close] = [tokens[at + 1], tokens[at + 2]];
    if (open.type !== 'heading_open' || !inline || !close) continue;
    const title = plainText(inline).trim();
    if (title === '') {
      for (const token of [open, inline, close]) token.hidden = true;
      inline.children = [];
      continue;
    }
    const wanted = Math.max(TOP, Number(open.tag.slice(1)) + 1);
    level = Math.min(wanted, level + 1, 6);
    open.tag = close.tag = `h${level}`;
    if (level > TOP + 1) continue;
    if (level === TOP) [section, part] = [section + 1, 0];
    else part++;
    const id = level === TOP ? `s${section}` : `s${section}-${part}`;
    open.attrSet('id', id);
    headings.push({ id, title, depth: level === TOP ? 1 : 2 });
  }
  return headings;
}

export function plainText(inline: Token): string {
  return (inline.children ?? [])
    .map((child) => (child.type === 'softbreak' ? ' ' : child.type === 'image' ? '' : child.content))
    .join('');
}

/** Links that lead to the web or to mail stay; others lose everything but their words. */
function tamed(children: readonly Token[]): Token[] {
  const kept: Token[] = [];
  const open: boolean[] = [];
  for (const [at, token] of children.entries()) {
    if (token.type === 'link_open') {
      const href = safeAddress(String(token.attrGet('href') ?? ''));
      open.push(href !== null);
      if (href === null) continue;
      token.attrs = [
        ['href', href],
        ['rel', 'nofollow ugc noopener'],
      ];
      kept.push(token);
      if (children[at + 1]?.type === 'link_close') kept.push(wordsOf(token, href));
    } else if (token.type === 'link_close') {
      if (open.pop()) kept.push(token);
    } else kept.push(token);
  }
  return kept;
}

/** A link without words would be one that nobody can read out. */
function wordsOf(like: Token, content: string): Token {
  return Object.assign(Object.create(Object.getPrototypeOf(like)), like, {
    type: 'text',
    tag: '',
    attrs: null,
    content,
    nesting: 0,
  });
}

/** An absolute http, https or mailto address, or null. */
export function safeAddress(address: string): string | null {
  if (!/^(?:https?:\/\/|mailto:)/i.test(address)) return null;
  try {
    const { href, protocol } = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

const { rules } = parser.renderer;

/** Whoever changes the language goes on reading where they were. */
rules.heading_close = (tokens, index, _options, env) => {
  const { tag, hidden } = tokens[index] ?? { tag: 'h3', hidden: false };
  if (hidden) return '';
  const id = tokens[index - 2]?.attrGet('id');
  const links = ((env?.translations ?? []) as readonly Translation[]).map(
    ({ lang, title }) => `<a href="?lang=${lang}#${id}" hreflang="${lang}" lang="${lang}">${escaped(title)}</a>`,
  );
  const swap = tag === `h${TOP}` && id && links.length > 0 ? `<p class="swap">${links.join(' ')}</p>\n` : '';
  return `</${tag}>\n${swap}`;
};

/** A picture is a request to somebody else's server. Its words are shown, and where it would be. */
rules.image = (tokens, index) => {
  const token = tokens[index];
  const words = escaped(token?.content || 'picture');
  return `<span class="picture">${words}</span>`;
};

/** Wide tables scroll by themselves, also with the keyboard. */
rules.table_open = () => '<div class="wide" tabindex="0"><table>\n';
rules.table_close = () => '</table></div>\n';
rules.fence = rules.code_block = (tokens, index) =>
  `<pre tabindex="0"><code>${escaped(tokens[index]?.content ?? '')}</code></pre>\n`;
/** Alignment comes as a style, which the policy refuses. */
for (const cell of ['th', 'td']) rules[`${cell}_open`] = () => `<${cell}>`;

function escaped(text: string): string {
  return parser.utils.escapeHtml(text);
}
