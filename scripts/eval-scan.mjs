/**
 * Measures the scanner on labelled texts that live beside the repository (`../shared`): recall, false alarms and false
 * blocks, by language, kind and family, and the time per document.
 *
 *   node scripts/eval-scan.mjs [--part tune|held] [--misses] [--alarms] [--rules] [--family name] [--json]
 *
 * `--part` keeps to the texts that rules were tuned on, or to those that were only measured. The scanner is taken from
 * `dist`, or from the folder (or module) that `SOULHUB_DIST` names. `SOULHUB_CORPUS` names another corpus folder.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = resolve(root, '..', 'shared');
const corpus = process.env.SOULHUB_CORPUS ?? join(shared, 'scan-corpus', 'dev');

const { values: options } = parseArgs({
  options: {
    part: { type: 'string' },
    family: { type: 'string' },
    misses: { type: 'boolean', default: false },
    alarms: { type: 'boolean', default: false },
    rules: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

/** Rules may look at the one half; the other is only counted. Split by source, large sources by attack text. */
function partOf(record) {
  const half = (text) => createHash('sha256').update(text).digest()[0];
  if (record.label === 'benign') return half(`b${record.id}`) < 77 ? 'held' : 'tune';
  if (/^(authored-A|cisco|agentshield)/.test(record.source)) return 'held';
  if (/JailbreakHub|aguara|JailBench|SkillFortify/.test(record.source))
    return half(`${record.ref ?? record.id}x`) % 2 ? 'held' : 'tune';
  return 'tune';
}

function kindOf(record) {
  if (/figures|opensoul|agent-souls/.test(record.source)) return 'persona';
  if (/lobe/.test(record.source)) return 'persona';
  if (/slowmist|GoPlus/.test(record.source)) return 'security';
  return /wshobson/.test(record.source) ? 'agent' : 'skill';
}

function readCorpus() {
  const records = ['benign.jsonl', 'malicious.jsonl'].flatMap((name) => {
    const path = join(corpus, name);
    return existsSync(path)
      ? readFileSync(path, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
  });
  const readable = records.filter((record) => typeof record.text === 'string');
  if (readable.length < records.length)
    console.error(`${records.length - readable.length} records without text left out`);
  return readable;
}

/** The personas of a real library, as extra harmless texts. */
function readPersonas() {
  const library = join(shared, 'data', 'agent-souls');
  if (!existsSync(library)) return [];
  return readdirSync(library, { recursive: true })
    .filter((name) => /SOUL(\.en)?\.md$/.test(name))
    .sort()
    .map((name) => ({
      id: name,
      label: 'benign',
      family: 'library',
      lang: name.endsWith('.en.md') ? 'en' : 'zh',
      name: 'SOUL.md',
      source: 'agent-souls library',
      text: readFileSync(join(library, name), 'utf8'),
    }));
}

async function loadScanner() {
  const dist = resolve(root, process.env.SOULHUB_DIST ?? 'dist');
  const module = /\.[jt]s$/.test(dist) ? dist : join(dist, 'src', 'core', 'scan', 'index.js');
  return import(pathToFileURL(module).href);
}

function measure(scanText, records) {
  for (const record of records.slice(0, 60)) scanText(record.text, { file: record.name }); // warm up
  const before = process.cpuUsage();
  const results = records.map((record) => {
    const begin = performance.now();
    const report = scanText(record.text, { file: record.name });
    return { record, report, ms: performance.now() - begin };
  });
  const used = process.cpuUsage(before);
  return { results, cpu: (used.user + used.system) / 1000 / records.length };
}

const percent = (part, all) => (all === 0 ? '-' : ((100 * part) / all).toFixed(1));

function line(name, results) {
  const flagged = results.filter(({ report }) => report.verdict !== 'pass').length;
  const blocked = results.filter(({ report }) => report.verdict === 'block').length;
  return `${name.padEnd(46)} ${String(results.length).padStart(5)}  flagged ${percent(flagged, results.length).padStart(5)} % (${flagged})  blocked ${percent(blocked, results.length).padStart(5)} % (${blocked})`;
}

function group(title, results, key) {
  const groups = Map.groupBy
    ? Map.groupBy(results, key)
    : results.reduce((map, each) => map.set(key(each), [...(map.get(key(each)) ?? []), each]), new Map());
  console.log(`\n${title}`);
  for (const [name, members] of [...groups].sort((a, b) => b[1].length - a[1].length))
    console.log(`  ${line(name, members)}`);
}

function times(results) {
  const sorted = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(2);
  const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length;
  return `mean ${mean.toFixed(2)} ms, p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`;
}

function listRules(title, results, wanted) {
  const counts = new Map();
  for (const { report } of results) {
    for (const rule of new Set(report.findings.filter(wanted).map((finding) => finding.rule)))
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  console.log(`\n${title}`);
  for (const [rule, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`  ${String(count).padStart(5)}  ${rule}`);
}

const { scanText, RULES } = await loadScanner();
const records = [...readCorpus(), ...readPersonas()].filter(
  (record) =>
    (options.part === undefined || partOf(record) === options.part) &&
    (options.family === undefined || record.family === options.family),
);
if (records.length === 0) {
  console.error(`no corpus at ${corpus}`);
  process.exit(1);
}
const { results, cpu } = measure(scanText, records);
const malicious = results.filter(({ record }) => record.label === 'malicious');
const benign = results.filter(({ record }) => record.label === 'benign');

if (options.json) {
  for (const { record, report, ms } of results) {
    const findings = report.findings.map(({ rule, severity, line: at }) => ({ rule, severity, line: at }));
    console.log(JSON.stringify({ id: record.id, label: record.label, verdict: report.verdict, ms, findings }));
  }
} else {
  console.log(
    `${RULES.length} rules; ${options.part ?? 'all'} texts; ${times(results)}; processor ${cpu.toFixed(2)} ms a text`,
  );
  console.log(`\n${line('malicious', malicious)}\n${line('harmless', benign)}`);
  group('malicious by language', malicious, ({ record }) => record.lang);
  group('malicious by source', malicious, ({ record }) => `${record.source} ${record.lang}`);
  group('malicious by family', malicious, ({ record }) => `${record.family} ${record.lang}`);
  group('harmless by kind and language', benign, ({ record }) => `${kindOf(record)} ${record.lang}`);
  group('harmless by source', benign, ({ record }) => `${record.source} ${record.lang}`);
}
if (options.rules) {
  listRules('rules on malicious texts', malicious, () => true);
  listRules('rules on harmless texts (warn or block)', benign, ({ severity }) => severity !== 'info');
}
if (options.misses) {
  console.log('\nmissed');
  for (const { record } of malicious.filter(({ report }) => report.verdict === 'pass'))
    console.log(`  ${record.id} ${record.source} ${record.family} ${record.lang}`);
}
if (options.alarms) {
  console.log('\nfalse alarms');
  for (const { record, report } of benign.filter((each) => each.report.verdict !== 'pass')) {
    for (const finding of report.findings.filter(({ severity }) => severity !== 'info')) {
      console.log(
        `  ${record.id} ${record.lang} ${finding.severity} ${finding.rule} :${finding.line} ${finding.excerpt.slice(0, 150)}`,
      );
    }
  }
}
