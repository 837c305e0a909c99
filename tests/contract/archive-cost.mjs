/**
 * What refusing costs: time and peak memory of the reader on each archive that is made to exhaust it, one process each.
 *
 *     node tests/contract/archive-cost.mjs ../shared/archives [--json]
 *
 * The program is taken from `dist`, or from `SOULHUB_DIST`. Milliseconds are those that the reader alone had a processor
 * for, whatever else the machine had to do; megabytes are the peak of the whole process, Node included.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = process.env.SOULHUB_DIST ?? resolve(import.meta.dirname, '../../dist');

async function measure(file) {
  const { readTgz, readZip } = await import(pathToFileURL(join(dist, 'src/core/archive/index.js')));
  const bytes = readFileSync(file);
  const read = file.endsWith('.zip') ? readZip : readTgz;
  const started = process.cpuUsage();
  let outcome = 'accepted';
  try {
    read(bytes, { root: '' });
  } catch (error) {
    outcome = error.details?.rule ?? String(error);
  }
  const { user, system } = process.cpuUsage(started);
  const ms = (user + system) / 1000;
  return { packed: bytes.length, outcome, ms: Math.round(ms), mb: Math.round(process.resourceUsage().maxRSS / 1024) };
}

function measureAll(folder) {
  const { cases } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  return cases
    .filter(({ category }) => category === 'bomb')
    .map(({ id, file }) => {
      const output = execFileSync(process.execPath, [import.meta.filename, '--one', join(folder, file)]);
      return { id, ...JSON.parse(output) };
    });
}

const [first, second] = process.argv.slice(2);
if (first === '--one') console.log(JSON.stringify(await measure(second)));
else if (second === '--json') console.log(JSON.stringify(measureAll(first)));
else console.table(measureAll(first));
