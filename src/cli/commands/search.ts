/** search: rows for people, JSON, and a batch mode for judging the ranking. Loads no reader of packages: it must be quick. */
import * as readline from 'node:readline';
import { foldTitle } from '../../actions/find.ts';
import {
  ORDERS,
  openSearch,
  type SearchFound,
  type SearchRequest,
  type SearchRow,
  searchListings,
} from '../../actions/search.ts';
import { titleIn } from '../../actions/slots.ts';
import { SoulError } from '../../core/errors.ts';
import { KINDS, type Kind } from '../../core/kind.ts';
import { localized } from '../../core/lang.ts';
import { mark } from '../../core/search/mark.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, oneLine } from '../output.ts';

interface SearchFlags extends GlobalFlags {
  readonly limit?: string;
  readonly kind?: string;
  readonly category?: string;
  readonly tag?: string;
  readonly speaks?: string;
  readonly sort?: string;
  readonly all?: boolean;
  readonly batch?: boolean;
  readonly exact?: boolean;
  readonly prefix?: boolean;
}

const EVERYTHING = 100_000;

/** @throws SoulError E_USAGE */
function searchRequest(flags: SearchFlags, query: string): SearchRequest {
  const limit = flags.limit === undefined ? (query.trim() === '' ? EVERYTHING : 20) : Number(flags.limit);
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw usage(`--limit ${flags.limit}`, text('a whole number from 1 on', '应为不小于 1 的整数'));
  if (flags.kind !== undefined && !KINDS.includes(flags.kind as Kind)) {
    throw usage(`--kind ${flags.kind}`, text('soul, skill or team', '只能是 soul、skill 或 team'));
  }
  const { sort = 'relevance', category, tag, speaks: lang } = flags;
  const order = ORDERS.find((known) => known === sort);
  if (order === undefined) throw usage(`--sort ${sort}`, text(ORDERS.join(', '), `只能是 ${ORDERS.join('、')}`));
  const filter = { kind: flags.kind as Kind | undefined, category, tag, lang };
  return { limit, everywhere: flags.all ?? false, order, filter };
}

function usage(what: string, why: { en: string; zh: string }): SoulError {
  return new SoulError('E_USAGE', text(`${what}: ${why.en}`, `${what}：${why.zh}`));
}

export async function search({ out, ctx, flags }: Cli<SearchFlags>, ...given: unknown[]): Promise<void> {
  if (flags.batch) return searchBatch({ out, ctx, flags });
  const query = given.flat().join(' ');
  const found = await findNamed(ctx, query, flags);
  found.results.forEach((row, at) => {
    if (row.name === found.results[at - 1]?.name) out.print(`    ${out.style.dim(alsoAt(out, row))}`);
    else showRow(out, row);
  });
  remarks(out, found, query, flags);
  const { results, confident, suggestion } = found;
  const unreachable = [...new Set(found.silent.map(({ url }) => url))];
  out.data({ results: results.map(rowJson), confident, unreachable, ...(suggestion === null ? {} : { suggestion }) });
}

/** `--exact` and `--prefix` are about names, as in the official command, and about titles; the limit then counts what is left. */
async function findNamed(ctx: Cli['ctx'], query: string, flags: SearchFlags): Promise<SearchFound> {
  const request = searchRequest(flags, query);
  if (!flags.exact && !flags.prefix) return searchListings(ctx, query, request);
  const wanted = foldTitle(query);
  const fits = (name: string) => (flags.exact ? name === wanted : name.startsWith(wanted));
  // What can be listed is listed; a source that only searches is asked for the words.
  const all = await searchListings(ctx, '', { ...request, limit: EVERYTHING });
  const searched = await searchListings(ctx, query, { ...request, limit: EVERYTHING });
  const rows = new Map([...searched.results, ...all.results].map((row) => [`${row.name} ${row.source.url}`, row]));
  const named = [...rows.values()].filter((row) => callsOf(row).some(fits));
  return { ...searched, results: named.slice(0, request.limit), confident: named.length > 0, suggestion: null };
}

/** What a package is called: its name, with and without the owner, and its titles. */
function callsOf({ name, displayName }: SearchRow): string[] {
  return [name, name.split('/').at(-1) ?? name, ...Object.values(displayName).map(foldTitle)];
}

function showRow(out: Output, row: SearchRow): void {
  const title = marked(out, oneLine(titleIn(row.displayName, out.lang, row.name), 60), row.found, plain);
  const kind = row.kind === 'soul' ? '' : `  ${out.style.yellow(row.kind)}`;
  out.print(`${out.style.bold(row.name)}  ${title}${kind}`);
  const line = oneLine(localized(row.description, out.lang) ?? '', 110);
  if (line !== '') out.print(`    ${marked(out, line, row.found, out.style.dim)}`);
}

/** The same name, behind the row of the source that comes first. */
function alsoAt({ t }: Output, { source: { kind, url } }: SearchRow): string {
  const place = url || kind;
  return t(`the name is also at ${place}: --registry ${place}`, `${place} 也有同名的包：--registry ${place}`);
}

const plain = (words: string): string => words;

/** What was found stands out. Where there is no colour it is only text. */
function marked(out: Output, line: string, found: readonly string[], other: (words: string) => string): string {
  return mark(line, found)
    .map((piece) => (piece.marked ? out.style.green(piece.text) : other(piece.text)))
    .join('');
}

function remarks(
  out: Output,
  { results, confident, suggestion, silent, asked }: SearchFound,
  query: string,
  flags: SearchFlags,
): void {
  const { t } = out;
  if (results.length === 0) out.talk(t(`nothing fits "${query}"`, `没有与“${query}”相符的内容`));
  else if (!confident && query.trim() !== '')
    out.talk(t('no close match; these are the nearest', '没有很接近的结果，以下是最相近的'));
  if (suggestion !== null) out.talk(t(`did you mean "${suggestion}"?`, `您要找的是不是“${suggestion}”？`));
  for (const { url, error } of silent)
    out.talk(t(`${url} could not be asked: ${error.says.en}`, `无法询问 ${url}：${error.says.zh}`));
  if (!flags.all && flags.registry === undefined) {
    const where = asked.map(({ kind, url }) => url || kind).join(', ');
    out.talk(t(`searched: ${where}; everywhere: --all`, `已搜索：${where}；搜索所有来源：--all`));
  }
}

function rowJson({ name, kind, displayName, description, category, languages, source, score }: SearchRow) {
  return { name, kind, displayName, description, category, languages, source: source.url || source.kind, score };
}

/** One JSON line in, one out; the index is loaded once. */
async function searchBatch({ out, ctx, flags }: Cli<SearchFlags>): Promise<void> {
  const find = await openSearch(ctx, flags.all ?? false);
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { id, query } = batchLine(line);
    const { results, confident } = await find(query, searchRequest({ ...flags, limit: flags.limit ?? '20' }, query));
    process.stdout.write(
      `${JSON.stringify({ id, results: [...new Set(results.map(({ name }) => name))], confident })}\n`,
    );
  }
  void out;
}

function batchLine(line: string): { id: unknown; query: string } {
  try {
    const { id, query } = JSON.parse(line) as { id?: unknown; query?: unknown };
    if (typeof query === 'string') return { id, query };
  } catch {
    // Falls through to the same answer as for JSON of another shape.
  }
  throw usage(
    '--batch',
    text(`not a line {"id","query"}: ${line.slice(0, 60)}`, `不是 {"id","query"} 行：${line.slice(0, 60)}`),
  );
}
