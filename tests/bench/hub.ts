/**
 * A hub under load: a hundred clients at once on loopback, each asking one thing after the other. Prints a table; asserts
 * nothing. The hub is the built program in a process of its own, on its embedded database or the one that is named.
 *
 *     npx node tests/bench/hub.ts [clients] [rounds] [postgres://…]
 */
import fs from 'node:fs';
import { Agent, fetch } from 'undici';
import { makeHome } from '../helpers/home.ts';
import { serveHub } from '../helpers/serve.ts';
import { npmDocument, soulFiles } from '../helpers/served-hub.ts';

const CLIENTS = Number(process.argv[2] ?? 100);
const ROUNDS = Number(process.argv[3] ?? 20);
const database = process.argv[4];

const home = makeHome();
const hub = await serveHub(home, ['--no-rate-limits', ...(database ? ['--database-url', database] : [])]);
// The administrator's: accounts have quotas.
const token = fs.readFileSync(hub.tokenFile, 'utf8').trim();
const dispatcher = new Agent({ connections: CLIENTS });

async function ask(path: string, init: { method?: string; body?: string; headers?: Record<string, string> } = {}) {
  const headers = { authorization: `Bearer ${token}`, ...init.headers };
  const answer = await fetch(hub.url + path, { ...init, headers, dispatcher });
  const bytes = await answer.arrayBuffer();
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status} ${Buffer.from(bytes).toString().slice(0, 200)}`);
}

function publish(name: string, version: string): Promise<void> {
  const body = JSON.stringify(npmDocument(soulFiles(name, version), { name, version }));
  return ask(`/${name}`, { method: 'PUT', body, headers: { 'content-type': 'application/json' } });
}

async function residentMegabytes(): Promise<number> {
  const text = await (await fetch(`${hub.url}/metrics`)).text();
  return Number(/^soulhub_process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? 0) / 1e6;
}

async function measure(what: string, work: (client: number, round: number) => Promise<void>): Promise<void> {
  const spent: number[] = [];
  const started = performance.now();
  const client = async (number: number) => {
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await work(number, round);
      spent.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  const seconds = (performance.now() - started) / 1000;
  spent.sort((a, b) => a - b);
  const at = (share: number) => (spent[Math.floor((spent.length - 1) * share)] ?? 0).toFixed(0).padStart(7);
  const rate = (spent.length / seconds).toFixed(0).padStart(8);
  const memory = (await residentMegabytes()).toFixed(0).padStart(7);
  console.log(`${what.padEnd(34)}${at(0.5)}${at(0.95)}${at(1)}${rate}${memory}`);
}

const WORDS = ['golang', '后端', 'poet', 'letter', 'kind', 'history', '张岱', 'expert'];

console.log(`${CLIENTS} clients, ${ROUNDS} requests each${database ? ', PostgreSQL' : ', SQLite'}`);
console.log(`${'milliseconds'.padEnd(34)} median    95%    max   per s     MB`);
try {
  for (let n = 0; n < CLIENTS; n++) await publish(`seen-${n}`, '1.0.0');
  await measure('packument, short', (client) =>
    ask(`/seen-${client}`, { headers: { accept: 'application/vnd.npm.install-v1+json' } }),
  );
  await measure('packument', (client) => ask(`/seen-${client}`));
  await measure('tarball', (client) => ask(`/seen-${client}/-/seen-${client}-1.0.0.tgz`));
  await measure('search, npm', (client, round) =>
    ask(`/-/v1/search?text=${encodeURIComponent(WORDS[(client + round) % WORDS.length] ?? '')}`),
  );
  await measure('search, clawhub', (client, round) =>
    ask(`/api/v1/search?q=${encodeURIComponent(WORDS[(client + round) % WORDS.length] ?? '')}`),
  );
  await measure('list by downloads', () => ask('/api/v1/skills?sort=downloads'));
  await measure('publish a new package', (client, round) => publish(`new-${client}-${round}`, '1.0.0'));
  await measure('publish what is there', (client, round) => publish(`new-${client}-${round}`, '1.0.0'));
  await measure('packument, again', (client) => ask(`/seen-${client}`));
} finally {
  await hub.stop();
  await dispatcher.close();
  home.remove();
}
