/**
 * What a persona says of itself in one line, where its author wrote none: what stands below its title and at the head of
 * its first section. A quoted line counts before all else, then whatever comes first:
 *
 *     > Keeper of the lighthouse          the quotation
 *     **Keeper · Reader of weather**      the line
 *     You keep the lighthouse. You …      the first sentences
 *     - Work: keeper                      Work: keeper · Place: the north shore
 *     - Place: the north shore
 */
import { rowsOf, sections } from './markdown.ts';

/** Of a quotation or a line that is meant as one, no more is read. */
const LONGEST = 1000;
/** Of running text: what is no line yet, what makes one, and where it is cut. */
const [TOO_SHORT, GOOD, ENOUGH] = [20, 120, 200];

const QUOTE = /^>[ \t]*(?!\[!)([^\s>].*)$/;
/** Rules, tables, HTML and pictures: nothing that a line about somebody could be. */
const NO_PROSE = /^\s*(?:[-*_=]{3,}\s*$|\||<|!\[|>)/;
const BOLD = /^(?:\*\*[^*]+\*\*|__[^_]+__)$/;
const ITEM = /^(?:[-*+]|\d+[.)])\s+/;

export function taglineOf(markdown: string): string | null {
  const rows = rowsOf(opening(markdown)).map(({ row, code }) => (code ? '' : row));
  const quote = rows.map((row) => QUOTE.exec(row)?.[1]).find((words) => words !== undefined);
  return (quote === undefined ? firstWords(rows) : plainWords(quote)) || null;
}

/** What is below the title, and the first section in which there is anything. */
function opening(markdown: string): string {
  const all = sections(markdown);
  const before = markdown
    .split('\n')
    .slice(0, all[0] ? all[0].line - 1 : undefined)
    .join('\n');
  const titled = all[0]?.level === 1 ? 1 : 0;
  const first = all.slice(titled).find(({ text }) => text !== '');
  return [before, ...all.slice(0, titled).map(({ text }) => text), first?.text ?? ''].join('\n\n');
}

function firstWords(all: readonly string[]): string {
  const rows = all.map((row) => (NO_PROSE.test(row) ? '' : row.trim()));
  const from = rows.findIndex((row) => row !== '');
  if (from < 0) return '';
  const end = rows.indexOf('', from);
  const [first = '', ...rest] = rows.slice(from, end < 0 ? undefined : end);
  if (ITEM.test(first)) return listed([first, ...rest].filter((row) => ITEM.test(row)));
  return BOLD.test(first) ? plainWords(first) : firstSentences(plainWords([first, ...rest].join(' ')));
}

/** As many items as there is room for. */
function listed(rows: readonly string[]): string {
  const items = rows.slice(0, ENOUGH).map((row) => plainWords(row.replace(ITEM, '')));
  const line = items.reduce((all, item) => (all.length + item.length <= ENOUGH ? `${all} · ${item}` : all));
  return shortened(line);
}

/** As many whole sentences as make a line. What ends after a few letters may be no sentence: "You are Dr." */
function firstSentences(text: string): string {
  let line = '';
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'sentence' }).segment(text)) {
    if (line.length >= TOO_SHORT && line.length + segment.trimEnd().length > GOOD) break;
    line += segment;
  }
  return shortened(line.trim());
}

function shortened(line: string): string {
  if (line.length <= ENOUGH) return line;
  const cut = line.slice(0, ENOUGH).replace(/[\uD800-\uDBFF]$/, '');
  const end = Math.max(...[' ', '，', '；', '、'].map((mark) => cut.lastIndexOf(mark)));
  return `${(end > ENOUGH / 2 ? cut.slice(0, end) : cut).replace(/[\s,;:，；：、]+$/, '')}…`;
}

/** A line without its Markdown. */
function plainWords(line: string): string {
  return line
    .slice(0, LONGEST)
    .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/\*\*|~~|`/g, '')
    .replace(/(?<![\p{L}\p{N}\\_])(__?)(?=\S)([^_]*[^\s_])\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/(?<!\\)\*(?=\S)([^*]*[^\s*\\])\*/g, '$1')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}
