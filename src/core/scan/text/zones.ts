/**
 * Places in Markdown and HTML that the page does not show and the model reads: comments, link titles, attributes, text
 * hidden by style, comments made of reference definitions, the tail of a fence line, whatever follows a wall of blank
 * lines. And places that do show but quote: fences, code spans.
 *
 * Not a Markdown parser: renderers differ, and what one of them hides is enough. Every search is for a fixed opening
 * followed by a bounded run.
 */

export type ZoneKind = 'comment' | 'definition' | 'title' | 'attribute' | 'alt' | 'style' | 'info' | 'padding' | 'math';

export interface Zone {
  readonly kind: ZoneKind;
  /** The whole construct, and the part of it that is text. */
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  /** Never closed: everything to the end of the file is in it. */
  readonly open?: boolean;
}

export interface Markup {
  /** Hidden places outside fences, by start. */
  readonly hidden: readonly Zone[];
  /** The same without alternative texts of pictures, which some readers do get to see; joined where they overlap. */
  readonly unseen: readonly Range[];
  /** Ranges of fenced code, without the fence lines. */
  readonly fences: readonly Range[];
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

export function markupOf(text: string): Markup {
  const { fences, infos } = fencesOf(text);
  const zones = [
    ...comments(text),
    ...definitions(text),
    ...titles(text),
    ...tags(text),
    ...infos,
    ...padding(text),
    ...math(text),
  ];
  const hidden = zones.filter((zone) => !isInside(fences, zone.start)).sort((a, b) => a.start - b.start);
  return { hidden, unseen: union(hidden.filter((each) => each.kind !== 'alt')), fences };
}

function union(zones: readonly Zone[]): readonly Range[] {
  const joined: { from: number; to: number }[] = [];
  for (const { start, end } of zones) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.to) last.to = Math.max(last.to, end);
    else joined.push({ from: start, to: end });
  }
  return joined;
}

/** Does a stretch share a character with one of the ranges (ascending, apart)? */
export function overlaps(ranges: readonly Range[], start: number, end: number): boolean {
  return isInside(ranges, start) || (end > start && isInside(ranges, end - 1));
}

/** Is an offset in one of the ranges (ascending, apart)? */
export function isInside(ranges: readonly Range[], offset: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.to ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range.from <= offset;
}

const FENCE = /^[ \t>]{0,12}(`{3,16}|~{3,16})([^\n]{0,2000})$/gm;

function fencesOf(text: string): { fences: Range[]; infos: Zone[] } {
  const fences: Range[] = [];
  const infos: Zone[] = [];
  let open: { mark: string; from: number } | undefined;
  for (const match of text.matchAll(FENCE)) {
    const [whole, mark = '', info = ''] = match;
    const end = match.index + whole.length;
    if (open === undefined) {
      open = { mark, from: end };
      if (info.trim().length > 60) infos.push(zone('info', match.index, end, end - info.length, end));
    } else if (mark.startsWith(open.mark) && info.trim() === '') {
      fences.push({ from: open.from, to: match.index });
      open = undefined;
    }
  }
  return { fences, infos };
}

function zone(kind: ZoneKind, start: number, end: number, from: number, to: number): Zone {
  return { kind, start, end, from, to };
}

function comments(text: string): readonly Zone[] {
  const zones: Zone[] = [];
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const close = text.indexOf('-->', start + 4);
    const inCode = text[start - 1] === '`' || text[start - 1] === '"' || text[start - 1] === "'";
    if (close < 0) {
      if (!inCode) zones.push({ ...zone('comment', start, text.length, start + 4, text.length), open: true });
      return zones;
    }
    zones.push(zone('comment', start, close + 3, start + 4, close));
    start = text.indexOf('<!--', close + 3);
  }
  return zones;
}

/** `[//]: # (text)`, `[note]: <> "text"`: definitions that no link uses; and link definitions with a title. */
const DEFINITION =
  /^[ \t]{0,3}\[([^\]\n]{1,200})\]:[ \t]*(\S{1,1000})[ \t]+(?:"([^"\n]{1,4000})"|'([^'\n]{1,4000})'|\(([^)\n]{1,4000})\)?)/gm;

function definitions(text: string): readonly Zone[] {
  return Array.from(text.matchAll(DEFINITION), (match) => {
    const inner = match[3] ?? match[4] ?? match[5] ?? '';
    const end = match.index + match[0].length;
    const from = text.lastIndexOf(inner, end);
    const comment = /^(#|<>|<#>|\/\/)$/.test(match[2] ?? '') || match[1] === '//' || match[1] === 'comment';
    return zone(comment ? 'definition' : 'title', match.index, end, from, from + inner.length);
  });
}

/** `](url "title")`, and `![alt](`. */
const TITLE =
  /\]\([ \t]{0,20}(?:<[^>\n]{0,1000}>|[^\s()]{0,1000})\s{1,8}(?:"([^"]{1,4000})"|'([^']{1,4000})'|\(([^)]{1,4000})\))\s{0,8}\)/g;
const ALT = /!\[([^\][]{40,1000})\][([]/g;

function titles(text: string): readonly Zone[] {
  const found = Array.from(text.matchAll(TITLE), (match) => {
    const inner = match[1] ?? match[2] ?? match[3] ?? '';
    const from = match.index + match[0].lastIndexOf(inner);
    return zone('title', match.index, match.index + match[0].length, from, from + inner.length);
  });
  const alts = Array.from(text.matchAll(ALT), (match) =>
    zone('alt', match.index, match.index + match[0].length, match.index + 2, match.index + 2 + (match[1]?.length ?? 0)),
  );
  return [...found, ...alts];
}

const TAG = /<([a-z][a-z0-9-]{0,20})((?:\s|\/)[^<>]{0,4000})>/gi;
const ATTRIBUTE =
  /\b(?:title|alt|aria-[a-z]{1,20}|data-[\w-]{1,40}|content|value|placeholder|summary|label|description|note)\s{0,3}=\s{0,3}(?:"([^"]{30,4000})"|'([^']{30,4000})')/gi;
const HIDING =
  /\b(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}(?:hidden|collapse)|opacity\s{0,3}:\s{0,3}0?\.?0\d?\b|font-size\s{0,3}:\s{0,3}(?:0|1px|0?\.\d)|color\s{0,3}:\s{0,3}(?:transparent|white\b|#fff\b|#ffffff\b|rgba?\(\s{0,3}255,\s{0,3}255,\s{0,3}255|rgba?\([^)]{0,30},\s{0,3}0\s{0,3}\))|text-indent\s{0,3}:\s{0,3}-\d{3}|(?:left|top|right|margin-left)\s{0,3}:\s{0,3}-\d{3}|(?:max-)?(?:height|width)\s{0,3}:\s{0,3}[01](?:px|em|%)?\s{0,3}(?:;|"|'|$)|clip\s{0,3}:\s{0,3}rect|clip-path|transform\s{0,3}:\s{0,3}scale\(0|line-height\s{0,3}:\s{0,3}0|z-index\s{0,3}:\s{0,3}-\d)|(?:^|\s)hidden(?:[\s=/]|$)|aria-hidden\s{0,3}=\s{0,3}["']?true|\b(?:sr-only|visually-hidden|invisible|screen-reader-text|d-none)\b/i;
const NEVER_SHOWN = new Set(['template', 'noscript', 'script', 'style', 'head', 'metadata', 'desc']);

/** Elements hidden by style that are told apart; what follows them counts as hidden altogether. */
const MOST_HIDING = 400;

function tags(text: string): readonly Zone[] {
  const zones: Zone[] = [];
  let hiding = 0;
  for (const match of text.matchAll(TAG)) {
    const [whole, name = '', rest = ''] = match;
    zones.push(...attributes(match.index, whole));
    if (text[match.index - 1] === '`' || !hides(name, rest)) continue;
    if (++hiding > MOST_HIDING) return [...zones, zone('style', match.index, text.length, match.index, text.length)];
    zones.push(styled(text, match.index, match.index + whole.length, name));
  }
  return zones;
}

const EMPTY = /^(?:img|br|hr|input|meta|link|source|col|area|base|embed|wbr|path|rect|circle)$/i;

function hides(name: string, rest: string): boolean {
  if (EMPTY.test(name) || rest.endsWith('/')) return false;
  return HIDING.test(rest) || (NEVER_SHOWN.has(name.toLowerCase()) && !/src=/i.test(rest));
}

function attributes(start: number, tag: string): readonly Zone[] {
  return Array.from(tag.matchAll(ATTRIBUTE), (match) => {
    const inner = match[1] ?? match[2] ?? '';
    const from = start + match.index + match[0].length - inner.length - 1;
    return zone('attribute', start + match.index, start + match.index + match[0].length, from, from + inner.length);
  });
}

const LONGEST_ELEMENT = 20_000;

function styled(text: string, start: number, from: number, name: string): Zone {
  const tail = text.slice(from, from + LONGEST_ELEMENT);
  const close = tail.toLowerCase().indexOf(`</${name.toLowerCase()}`);
  const to = close < 0 ? from + tail.length : from + close;
  return zone('style', start, to, from, to);
}

/** Text pushed out of sight: fifty line breaks, or three hundred blanks, and then more text. */
const BLANKS = /[\s\u3000]{50,}/g;

function padding(text: string): readonly Zone[] {
  for (const match of text.matchAll(BLANKS)) {
    const from = match.index + match[0].length;
    const wall = match[0].length >= 300 || match[0].split('\n').length > 50;
    if (wall && match.index > 0 && from < text.length)
      return [zone('padding', match.index, text.length, from, text.length)];
  }
  return [];
}

/** LaTeX that paints white or paints nothing. */
const MATH =
  /\\(?:phantom|hphantom|color\{(?:white|transparent)\}|textcolor\{(?:white|transparent)\})\s{0,4}\{?([^$\n]{12,2000})/g;

function math(text: string): readonly Zone[] {
  return Array.from(text.matchAll(MATH), (match) => {
    const end = match.index + match[0].length;
    return zone('math', match.index, end, end - (match[1]?.length ?? 0), end);
  });
}
