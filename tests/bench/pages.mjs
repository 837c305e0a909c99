/**
 * How long the hub takes for a page: `npx node tests/bench/pages.mjs [packages] [--keep folder]` after `npm run build`.
 * Prints a table; asserts nothing.
 *
 * A page is asked for by another process, one after the other. Measured is the hub alone, from the request's arrival to the
 * last byte of the answer: by the clock, and by the processor (all threads, collecting garbage included), which says more
 * on a busy machine. `first` is a page that nobody has seen since the hub started: nothing of it is remembered. Before
 * each `minute` the clock moves on by one, so that pages which may be a minute old are drawn again.
 *
 * `--keep`: where the filled hub stays, so that the next run finds it.
 */
import { fork } from 'node:child_process';
import diagnostics from 'node:diagnostics_channel';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { noise } from '../../scripts/noise.mjs';
import { authorOf, fillHub, hasTwoVersions, nameOf, OWN } from './large-hub.mjs';

const load = (file) => import(new URL(`../../dist/${file}`, import.meta.url).href);
const { startHub } = await load('registry/main.js');
const { createLog } = await load('registry/api/log.js');
const { categoriesByKind, largestFirst } = await load('registry/domain/list.js');

const { values: flags, positionals } = parseArgs({ allowPositionals: true, options: { keep: { type: 'string' } } });
const packages = Number(positionals[0] ?? 591);
const asked = Math.min(packages, OWN);

const dataDir = flags.keep ?? fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-bench-'));
let ahead = 0;
const running = await startHub(
  { dataDir, log: 'silent', rateLimits: false },
  { log: createLog('silent'), now: () => Date.now() + ahead },
);
const visitor = fork(new URL('./visitor.mjs', import.meta.url));
const spent = watchRequests();

const started = performance.now();
await fillHub(running.hub, packages);
const megabytes = () => `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`;
console.log(`${packages} packages, ready after ${Math.round((performance.now() - started) / 1000)} s, ${megabytes()}`);
console.log(`${''.padEnd(44)} times   clock: p50    p95    p99    max   processor: p50    p95    p99    max`);

/** What each request took, in milliseconds, since it was last emptied. */
function watchRequests() {
  const list = [];
  const starts = new WeakMap();
  diagnostics.subscribe('http.server.request.start', ({ request }) => {
    starts.set(request, [performance.now(), process.cpuUsage()]);
  });
  diagnostics.subscribe('http.server.response.finish', ({ request }) => {
    const [start, before] = starts.get(request);
    const { user, system } = process.cpuUsage(before);
    list.push({ clock: performance.now() - start, processor: (user + system) / 1000 });
  });
  return list;
}

async function visit(paths, status = 200) {
  const addresses = paths.map((at) => running.url + at);
  await new Promise((resolve, reject) => {
    visitor.once('exit', reject);
    visitor.once('message', () => {
      visitor.off('exit', reject);
      resolve();
    });
    visitor.send({ addresses, status });
  });
}

async function time(title, paths, { status = 200, before } = {}) {
  spent.length = 0;
  for (const turn of before ? paths.map((at) => [at]) : [paths]) {
    await before?.();
    await visit(turn, status);
  }
  const columns = ['clock', 'processor'].map((what) => figures(spent.map((one) => one[what])));
  console.log(`${title.padEnd(44)} ${String(paths.length).padStart(5)}  ${columns.join('     ')}`);
}

function figures(list) {
  list.sort((a, b) => a - b);
  const at = (share) => list[Math.min(list.length - 1, Math.floor(list.length * share))].toFixed(1).padStart(7);
  return [0.5, 0.95, 0.99, 1].map(at).join('');
}

async function aMinuteLater() {
  ahead += 60_000;
}

/** Somebody published something else, and a minute has gone: who is near is looked for again, in an index that has to catch up. */
async function somethingElse() {
  await aMinuteLater();
  await running.hub.sql.transaction(async (tx) => {
    const { value } = await tx.get(`UPDATE counters SET value = value + 1 WHERE name = 'sequence' RETURNING value`);
    await tx.run('UPDATE packages SET changed = ? WHERE name = ?', [value, nameOf(value % packages)]);
  });
}

const numbers = Array.from({ length: asked }, (_, n) => n);
const [warming, measured] = [numbers.slice(0, 200), numbers.slice(200)];
const page = (n, prefix = '/en') => `${prefix}/${nameOf(n)}`;
const twice = measured.filter(hasTwoVersions);
const random = noise(3);
const words = [
  'go',
  'backend',
  'letter',
  'maths',
  '数据库',
  'history',
  '倾听',
  '张岱',
  'teacher',
  'nightingale',
  'writes',
  '口语',
];
const some = (list) => list[Math.floor(random() * list.length)];
const searches = Array.from({ length: 200 }, (_, n) => {
  const text = [...new Set([some(words), some(words)])].join(' ');
  return `/en/search?q=${encodeURIComponent(text)}&page=${1 + (n % 3)}&n=${n}`;
});
const categories = largestFirst(await categoriesByKind(running.hub)).map(({ category }) => category);
const lists = (base) => [1, 2, 3].flatMap(() => ['downloads', 'created', 'name'].map((sort) => `${base}?sort=${sort}`));
const tags = ['go', 'backend', 'code review', 'listening', '后端', '历史', 'english', 'writing', 'grief', 'production'];

await time(
  'soul, first, the process is cold',
  warming.map((n) => page(n)),
);
await time(
  'soul, first',
  measured.map((n) => page(n)),
);
await time(
  'soul, again',
  measured.map((n) => page(n)),
);
await time(
  'soul, first in Chinese',
  measured.map((n) => page(n, '/zh')),
);
await time(
  'soul, somebody else published, minute',
  measured.slice(0, 200).map((n) => page(n)),
  { before: somethingElse },
);
await time(
  'version, first',
  twice.map((n) => `${page(n)}/1.0.0`),
);
await time(
  'difference, first',
  twice.map((n) => `${page(n)}/diff?from=1.0.0&to=2.0.0`),
);
await time('front page, minute', Array(50).fill('/en'), { before: aMinuteLater });
await time('front page, again', Array(200).fill('/en'));
await time(
  'category, minute',
  categories.flatMap((id) => lists(`/en/category/${id}`)),
  { before: aMinuteLater },
);
await time('category, again', Array(200).fill('/en/category/history'));
await time(
  'tag, first',
  tags.flatMap((tag) => [1, 2, 3].map((at) => `/en/tag/${encodeURIComponent(tag)}?page=${at}`)),
);
await time(
  'author, first',
  measured.slice(0, 200).map((n) => `/en/@${authorOf(n + 1)}?n=${n}`),
);
await time('author of a tenth, minute', lists('/en/@soulhub'), { before: aMinuteLater });
await time('search, first', searches);
await time('search, again', searches);
await time(
  'search without words, first',
  Array.from({ length: 50 }, (_, n) => `/en/search?kind=soul&page=${1 + (n % 10)}&n=${n}`),
);
await time(
  'nothing of that name',
  measured.slice(0, 50).map((n) => `/en/sou1-${n}`),
  { status: 404 },
);
await time(
  'suggestions',
  Array.from({ length: 40 }, (_, n) => `/-/suggest/en?q=${'abcdefgh'[n % 8]}${n % 3 ? 'a' : ''}`),
);
await time('the way people come', mixture(1000));
console.log(`memory at the end: ${megabytes()}`);

/** A few souls are looked at often and most seldom; one in five is something else than a soul. */
function mixture(count) {
  const others = [
    '/en',
    '/zh',
    '/en/category/history',
    '/en/search?q=go',
    '/zh/search?q=%E5%80%BE%E5%90%AC',
    '/en/teams',
  ];
  return Array.from({ length: count }, () => {
    const n = Math.floor(packages ** random()) % packages;
    return random() < 0.2 ? some(others) : page(n, some(['', '/en', '/zh']));
  });
}

visitor.disconnect();
await running.close();
if (flags.keep === undefined) fs.rmSync(dataDir, { recursive: true, force: true });
