#!/usr/bin/env node
/**
 * How good and how fast search is. Needs the built code (`npm run build`) and the labelled queries with their library,
 * which are not part of this repository.
 *
 *   node scripts/eval-search.mjs [--queries file.jsonl] [--library folder] [--sizes 591,10000,100000] [--no-latency]
 *                                [--no-quality] [--run file.jsonl] [--worst 20] [--json]
 *
 *   SOULHUB_DIST   the built code; dist/ if not set
 *   --run          also writes {"id","results","low_confidence"} for each query, for other scorers
 *   --worst        lists the queries that do worst
 *
 * Quality is measured twice: with full text in both languages, and with nothing but the site's `search.json`. Gain is
 * 2^grade − 1, discounted by log2(rank + 1), against the best order of the judged documents; means are over the queries
 * that have an answer. `abstain`: share of the others that are not `confident`; `false flag`: share of the answerable ones.
 *
 * Latency is measured on copies of the library, renamed with a made-up handle each, 30 % of the tags swapped between
 * documents, and an excerpt of the text: about 300 Chinese characters and 700 English ones.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { noise } from './noise.mjs';

const root = resolve(import.meta.dirname, '..');
const { values: flags } = parseArgs({
  options: {
    queries: { type: 'string', default: join(root, '../shared/search/dev.jsonl') },
    library: { type: 'string', default: join(root, '../shared/data/agent-souls') },
    sizes: { type: 'string', default: '591,10000,100000' },
    latency: { type: 'boolean', default: true },
    quality: { type: 'boolean', default: true },
    run: { type: 'string' },
    worst: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const dist = resolve(process.env.SOULHUB_DIST ?? join(root, 'dist'));
const { buildIndex, loadIndex, search, serializeIndex } = await import(
  pathToFileURL(join(dist, 'src/core/search/index.js')).href
);

// ── The library ──────────────────────────────────────────────────────────────────────────────────────────────────────

function readText(path) {
  try {
    return readFileSync(path, 'utf8').replace(/\r\n?/g, '\n');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The `## Tags` block that ends a persona: a finer category than the catalogue's, and tags. */
function tagBlock(markdown = '') {
  const block = /^##\s*(?:标签|Tags)\s*$([\s\S]*)/im.exec(markdown)?.[1]?.replaceAll('*', '') ?? '';
  const category = /category\s*[:：]\s*(.*?)(?=\s*tags?\s*[:：]|\n|$)/i.exec(block)?.[1]?.trim();
  const tags = /tags?\s*[:：]\s*\[?([^\]\n]*)/i.exec(block)?.[1]?.split(/[,，、]/) ?? [];
  return [category ?? '', ...tags].map((tag) => tag.trim()).filter((tag) => tag !== '');
}

function withText(document, folder) {
  const body = { zh: readText(join(folder, 'SOUL.md')), en: readText(join(folder, 'SOUL.en.md')) };
  for (const lang of ['zh', 'en']) if (body[lang] === undefined) delete body[lang];
  const known = new Set(Object.values(document.tags).flat());
  const more = [...new Set([...tagBlock(body.zh), ...tagBlock(body.en)])].filter((tag) => !known.has(tag));
  return { ...document, body, tags: { ...document.tags, und: more } };
}

function readLibrary(folder, full) {
  return JSON.parse(readFileSync(join(folder, 'search.json'), 'utf8')).map((entry) => {
    const document = {
      id: entry.url,
      name: entry.url.split('/').filter(Boolean).at(-1),
      kind: 'soul',
      displayName: { zh: entry.name_zh, en: entry.name_en },
      category: entry.category,
      categoryNames: { zh: entry.category_zh, en: entry.category_en },
      tags: { zh: entry.tags_zh ?? [], en: entry.tags_en ?? [] },
      languages: ['zh', 'en'],
    };
    return full ? withText(document, join(folder, entry.url)) : document;
  });
}

// ── Quality ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const DEPTH = 10;
const mean = (items) => items.reduce((sum, item) => sum + item, 0) / (items.length || 1);
const discounted = (grades) => grades.reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

function judge(query, answer) {
  const names = [...new Set(answer.results.map(({ card }) => card.name))].slice(0, DEPTH);
  const grades = names.map((name) => query.relevant[name] ?? 0);
  const best = Object.values(query.relevant)
    .sort((a, b) => b - a)
    .slice(0, DEPTH);
  const first = grades.findIndex((grade) => grade > 0);
  return {
    ...query,
    names,
    confident: answer.confident,
    answerable: best.length > 0,
    ndcg: best.length > 0 ? discounted(grades) / discounted(best) : 0,
    success: first === 0 ? 1 : 0,
    reciprocal: first < 0 ? 0 : 1 / (first + 1),
  };
}

function summary(rows) {
  const share = (pick) => Number(mean(rows.map(pick)).toFixed(4));
  return {
    queries: rows.length,
    ndcg10: share((row) => row.ndcg),
    success1: share((row) => row.success),
    mrr10: share((row) => row.reciprocal),
  };
}

function evaluate(index, queries) {
  const rows = queries.map((query) => judge(query, search(index, query.query, { limit: DEPTH + 4 })));
  const answerable = rows.filter((row) => row.answerable);
  const others = rows.filter((row) => !row.answerable);
  const flagged = (list) => Number(mean(list.map((row) => (row.confident ? 0 : 1))).toFixed(4));
  const names = [...new Set(answerable.map((row) => row.family))];
  const families = names.map((family) => [family, summary(answerable.filter((row) => row.family === family))]);
  return {
    rows,
    overall: summary(answerable),
    families: Object.fromEntries(families),
    abstain: flagged(others),
    falseFlag: flagged(answerable),
    falseFlagOnRight: flagged(answerable.filter((row) => row.success === 1)),
  };
}

function printQuality(title, { overall, families, abstain, falseFlag, falseFlagOnRight }) {
  const line = (name, { queries, ndcg10, success1, mrr10 }) =>
    `${name.padEnd(16)}${String(queries).padStart(5)}${[ndcg10, success1, mrr10].map((value) => value.toFixed(3).padStart(9)).join('')}`;
  console.log(`\n${title}\n${'family'.padEnd(16)}    n  nDCG@10      S@1   MRR@10`);
  for (const [family, row] of Object.entries(families)) console.log(line(family, row));
  console.log(
    `${line('all', overall)}\nabstain ${abstain}   false flag ${falseFlag} (${falseFlagOnRight} where the first result was right)`,
  );
}

// ── Latency ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const SYLLABLES = 'ba ke mo tri zan lu fe dor wi shu pa ne go ral ti vex hum qui sol ya'.split(' ');

function handle(random) {
  return Array.from(
    { length: 3 + Math.floor(random() * 2) },
    () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
  ).join('');
}

function excerpt(text, length, random) {
  const start = Math.floor(random() * Math.max(1, text.length - length));
  return text.slice(start, start + length);
}

function swapped(tags, others, random) {
  return tags.map((tag) => (random() < 0.3 ? (others[Math.floor(random() * others.length)] ?? tag) : tag));
}

function copyOf(document, others, number, random) {
  const name = handle(random);
  const tagsOf = (lang) => swapped(document.tags[lang] ?? [], others.tags[lang] ?? [], random);
  const { zh = '', en = '' } = document.body ?? {};
  return {
    ...document,
    id: `${document.id}${number}`,
    name: `${document.name}_${name}`,
    displayName: { zh: `${document.displayName.zh} ${name}`, en: `${document.displayName.en} ${name}` },
    tags: { zh: tagsOf('zh'), en: tagsOf('en') },
    body: { zh: excerpt(zh, 300, random), en: excerpt(en, 700, random) },
  };
}

function* copies(library, size) {
  const random = noise(7);
  for (let number = 0; number < size; number++) {
    const document = library[number % library.length];
    yield copyOf(document, library[Math.floor(random() * library.length)], number, random);
  }
}

function heap() {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

function timed(action) {
  const start = performance.now();
  const value = action();
  return [performance.now() - start, value];
}

async function latency(library, size, queries) {
  const before = heap();
  const start = performance.now();
  const built = await buildIndex(size === library.length ? library : copies(library, size));
  const seconds = (performance.now() - start) / 1000;
  const bytes = serializeIndex(built);
  const [loadMs, index] = timed(() => loadIndex(bytes));
  const times = [];
  for (let round = 0; round < 4; round++) {
    for (const { query } of queries) {
      const [ms] = timed(() => search(index, query, { limit: DEPTH }));
      if (round > 0) times.push(ms);
    }
  }
  times.sort((a, b) => a - b);
  const at = (share) => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2));
  return {
    documents: size,
    buildSeconds: Number(seconds.toFixed(1)),
    megabytes: Number((bytes.length / 2 ** 20).toFixed(1)),
    heapMegabytes: Math.round(heap() - before),
    loadMs: Number(loadMs.toFixed(2)),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}

// ── The run ──────────────────────────────────────────────────────────────────────────────────────────────────────────

const queries = readFileSync(flags.queries, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const full = readLibrary(flags.library, true);
const report = {};

if (flags.quality) {
  const sets = { fullText: full, metadata: readLibrary(flags.library, false) };
  for (const [name, documents] of Object.entries(sets)) {
    const { rows, ...figures } = evaluate(await buildIndex(documents), queries);
    report[name] = figures;
    if (!flags.json) printQuality(name === 'fullText' ? 'Full text, both languages' : 'search.json alone', figures);
    const worst = rows
      .filter((row) => row.answerable)
      .sort((a, b) => a.ndcg - b.ndcg)
      .slice(0, Number(flags.worst));
    for (const row of worst)
      console.error(`${row.ndcg.toFixed(2)} ${row.family}: ${row.query} → ${row.names.slice(0, 3).join(', ')}`);
    if (flags.run && name === 'fullText') {
      const lines = rows.map(({ id, names, confident }) =>
        JSON.stringify({ id, results: names, low_confidence: !confident }),
      );
      writeFileSync(flags.run, `${lines.join('\n')}\n`);
    }
  }
}

if (flags.latency) {
  report.latency = [];
  if (!flags.json)
    console.log('\ndocuments  build s     MB  heap MB  load ms     p50     p95     p99     max   (ms per query)');
  for (const size of flags.sizes.split(',').map(Number)) {
    const row = await latency(full, size, queries);
    report.latency.push(row);
    if (flags.json) continue;
    const { documents, buildSeconds, megabytes, heapMegabytes, loadMs, p50, p95, p99, max } = row;
    const cells = [buildSeconds, megabytes, heapMegabytes, loadMs].map((cell) => String(cell).padStart(9)).join('');
    console.log(
      `${String(documents).padStart(9)}${cells}${[p50, p95, p99, max].map((cell) => cell.toFixed(2).padStart(8)).join('')}`,
    );
  }
}

if (flags.json) console.log(JSON.stringify(report, null, 2));
