#!/usr/bin/env node
/**
 * How fast a hub of many souls answers searches, over HTTP, from a real process on a real database. Needs `npm run build`.
 *
 *   node scripts/eval-hub.mjs [--sizes 591,10000,100000] [--database-url postgres://…] [--queries file.jsonl] [--keep folder]
 *
 * The souls are made up: a seeded generator shuffles the names, tags and sentences of the starter souls, with a made-up
 * handle each, so that the vocabulary grows with the catalogue; about 300 Chinese characters and 700 English ones of text.
 * They are written into the database as publishing would leave them, tarball and all; scanning and signing a hundred
 * thousand packages is not what is measured here. Then:
 *
 *   rebuild   `clawhub admin reindex`: reading every tarball, analysing it, learning the dictionary, keeping the index
 *   start     a server that begins with the kept index, until its first answer
 *   p50 …     milliseconds from the request to the whole answer, one request after the other, each query three times
 *   cpu       processor seconds of the rebuild, and milliseconds of the server for one query: they say more than the clock
 *             on a machine that does other things
 *   memory    the server's resident set, and its highest
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { noise } from './noise.mjs';

const root = resolve(import.meta.dirname, '..');
const { values: flags } = parseArgs({
  options: {
    sizes: { type: 'string', default: '591,10000,100000' },
    queries: { type: 'string', default: join(root, '../shared/search/dev.jsonl') },
    'database-url': { type: 'string' },
    keep: { type: 'string' },
  },
});
const dist = join(root, 'dist');
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { openHub, closeHub } = await load('registry/domain/hub.js');
const { ensureUser } = await load('registry/domain/admin.js');
const { newId } = await load('registry/domain/ids.js');
const { packPackage } = await load('src/core/pack.js');
const { readPackage } = await load('src/core/package.js');
const { catalogueEntry } = await load('src/core/catalogue.js');
const { sha256Hex } = await load('src/core/sha256.js');

const random = noise(7);
const pick = (list) => list[Math.floor(random() * list.length)];
const some = (list, count) => Array.from({ length: count }, () => pick(list));

/** Names, tags and sentences of the starter souls, by language. */
function material() {
  const folder = join(root, 'souls');
  const souls = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'SOUL.md')));
  const texts = souls.map((name) => {
    const files = readdirSync(join(folder, name)).map((file) => [
      file,
      new Uint8Array(readFileSync(join(folder, name, file))),
    ]);
    const { manifest } = readPackage(new Map(files), { name, version: '1.0.0' });
    const bodies = files
      .filter(([file]) => /^SOUL.*\.md$/.test(file))
      .map(([, bytes]) => new TextDecoder().decode(bytes));
    return { manifest, body: bodies.join('\n') };
  });
  const lines = texts.flatMap(({ body }) => body.split(/\n|(?<=[.!?。！？])\s*/)).map((line) => line.trim());
  const isChinese = (line) => /\p{Script=Han}/u.test(line);
  const words = (lang, key) => texts.flatMap(({ manifest }) => manifest[key][lang] ?? []);
  return {
    zh: {
      lines: lines.filter((line) => line.length > 8 && isChinese(line)),
      tags: words('zh', 'tags'),
      names: words('zh', 'displayName'),
    },
    en: {
      lines: lines.filter((line) => line.length > 20 && !isChinese(line)),
      tags: words('en', 'tags'),
      names: words('en', 'displayName'),
    },
  };
}

const SYLLABLES = 'ba ke mo tri zan lu fe dor wi shu pa ne go ral ti vex hum qui sol ya'.split(' ');
const handle = () => some(SYLLABLES, 3 + Math.floor(random() * 2)).join('');
const upTo = (lines, length) => {
  let text = '';
  while (text.length < length) text += `${pick(lines)}\n\n`;
  return text;
};

function madeUp({ zh, en }, number) {
  const word = handle();
  const title = { zh: `${pick(zh.names)} ${word}`, en: `${pick(en.names)} ${word}` };
  const tags = { zh: some(zh.tags, 6), en: some(en.tags, 6) };
  const front = JSON.stringify({
    displayName: title,
    tags,
    languages: ['zh', 'en'],
    category: pick(['work', 'life', 'history']),
  });
  const files = new Map([
    ['SOUL.md', `---\n${front}\n---\n# ${title.zh}\n\n${upTo(zh.lines, 300)}`],
    ['SOUL.en.md', `# ${title.en}\n\n${upTo(en.lines, 700)}`],
  ]);
  const bytes = new Map([...files].map(([path, text]) => [path, new TextEncoder().encode(text)]));
  return readPackage(bytes, { name: `${word}-${number}`, version: '1.0.0' });
}

async function insert(sql, hub, { manifest, files }, sequence) {
  const packed = packPackage({ manifest, files });
  const [id, versionId, sha256] = [newId(hub), newId(hub), sha256Hex(packed.bytes)];
  const { name, kind, category } = manifest;
  await sql.run('INSERT INTO blobs (sha256, size, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    sha256,
    packed.bytes.length,
    packed.bytes,
  ]);
  await sql.run(
    `INSERT INTO packages (id, name, owner, slug, kind, category, listing, tags, live_tags, latest_id, live_versions, visible,
       revision, changed, created_at, updated_at) VALUES (?, ?, 'crowd', ?, ?, ?, ?, ?, ?, ?, 1, 1, 1, ?, ?, ?)`,
    [
      id,
      name,
      name,
      kind,
      category,
      JSON.stringify(catalogueEntry(manifest)),
      '{"latest":"1.0.0"}',
      '{"latest":"1.0.0"}',
      versionId,
      sequence,
      sequence,
      sequence,
    ],
  );
  await sql.run('INSERT INTO stats (package_id, kind, category, visible, downloads) VALUES (?, ?, ?, 1, ?)', [
    id,
    kind,
    category,
    Math.floor(random() ** 4 * 10_000),
  ]);
  await sql.run(
    `INSERT INTO versions (id, package_id, version, manifest, changelog, published_by, created_at, tarball, integrity, shasum,
       size, unpacked_size, file_count, content, zip, zip_size, fingerprint, signatures, verdict, scan)
     VALUES (?, ?, '1.0.0', ?, '', 'crowd', ?, ?, ?, '', ?, 0, 3, ?, ?, 0, ?, '[]', 'pass', '{"verdict":"pass","rules":"","checkedAt":0,"findings":[]}')`,
    [
      versionId,
      id,
      JSON.stringify(manifest),
      sequence,
      sha256,
      packed.integrity,
      packed.bytes.length,
      packed.content,
      sha256,
      sha256,
    ],
  );
}

const place = (folder) => (flags['database-url'] ? { databaseUrl: flags['database-url'] } : { dataDir: folder });

async function fill(folder, size) {
  const hub = await openHub(place(folder));
  const words = material();
  await ensureUser(hub, 'crowd');
  for (let done = 0; done < size; done += 1000) {
    await hub.sql.transaction(async (sql) => {
      for (let at = done; at < Math.min(size, done + 1000); at++) await insert(sql, hub, madeUp(words, at), at + 1);
      await sql.run(`UPDATE counters SET value = ? WHERE name = 'sequence'`, [Math.min(size, done + 1000)]);
    });
  }
  await closeHub(hub);
}

function clawhub(folder, ...words) {
  const more = flags['database-url'] ? ['--database-url', flags['database-url']] : [];
  return spawn(process.execPath, [join(dist, 'src/cli/launch.cjs'), ...words, '--data', folder, ...more], {
    env: { ...process.env, SOULHUB_HOME: join(folder, 'home'), HOME: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const ended = (child) => new Promise((done) => child.once('exit', done));
const kilobytes = (pid, key) =>
  Number(new RegExp(`${key}:\\s*(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** Processor seconds that a process has used so far (user and system, in hundredths). */
function processor(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function endedAfter(child) {
  let used = 0;
  const watch = setInterval(() => {
    used = processor(child.pid);
  }, 100);
  const code = await ended(child);
  clearInterval(watch);
  if (code !== 0) throw new Error(`admin reindex ended with ${code}`);
  return used;
}

async function ask(url, query) {
  const start = performance.now();
  const answer = await fetch(`${url}/-/v1/search?${new URLSearchParams({ text: query, size: '10' })}`);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${answer.status} for ${query}`);
  return performance.now() - start;
}

function queriesToAsk() {
  if (!existsSync(flags.queries))
    return some(
      Object.values(material()).flatMap(({ names, tags }) => [...names, ...tags]),
      160,
    );
  return readFileSync(flags.queries, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).query);
}

async function measure(size) {
  const folder = flags.keep ?? mkdtempSync(join(tmpdir(), 'soulhub-eval-'));
  await fill(folder, size);
  const begin = performance.now();
  const reindex = clawhub(folder, 'admin', 'reindex');
  const rebuildCpu = await endedAfter(reindex);
  const rebuild = (performance.now() - begin) / 1000;
  const started = performance.now();
  const server = clawhub(folder, 'serve', '--port', '0', '--no-seed', '--log', 'silent', '--json');
  try {
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    const { url } = JSON.parse((await lines.next()).value);
    await ask(url, 'hello');
    const loaded = Math.round(kilobytes(server.pid, 'VmRSS') / 1024);
    const start = (performance.now() - started) / 1000;
    const queries = queriesToAsk();
    for (const query of queries) await ask(url, query);
    const before = processor(server.pid);
    const times = [];
    for (let round = 0; round < 3; round++) for (const query of queries) times.push(await ask(url, query));
    const cpu = ((processor(server.pid) - before) * 1000) / times.length;
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
    const megabytes = (key) => Math.round(kilobytes(server.pid, key) / 1024);
    return {
      size,
      rebuild: rebuild.toFixed(1),
      rebuildCpu: rebuildCpu.toFixed(1),
      cpu: cpu.toFixed(1),
      start: start.toFixed(1),
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
      loaded,
      rss: megabytes('VmRSS'),
      peak: megabytes('VmHWM'),
    };
  } finally {
    server.kill('SIGTERM');
    await ended(server);
    if (!flags.keep) rmSync(folder, { recursive: true, force: true });
  }
}

console.log(
  'souls  rebuild s  cpu s  cpu ms/query  start s  p50 ms  p95 ms  p99 ms  max ms  after start MB  memory MB  highest MB',
);
for (const size of flags.sizes.split(',').map(Number)) {
  const row = await measure(size);
  console.log(Object.values(row).join('\t'));
}
