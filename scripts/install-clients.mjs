/**
 * `npm run clients`: the real programs that tests run, in pinned versions, each in a folder of its own outside the
 * repository: $SOULHUB_CLIENTS, default ~/.cache/soulhub-clients. What is already there is left alone.
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Old clawhub commands publish in another way than the newest. */
const CLIENTS = {
  clawhub: 'clawhub@0.23.3',
  'clawhub-0.20': 'clawhub@0.20.0',
  'clawhub-0.8': 'clawhub@0.8.0',
  openclaw: 'openclaw@2026.9.6',
  npm: 'npm@11.21.2',
  pnpm: 'pnpm@12.21.0',
  yarn: '@yarnpkg/cli-dist@4.18.1',
  verdaccio: 'verdaccio@6.10.4',
  claude: '@anthropic-ai/claude-code@2.1.330',
  codex: '@openai/codex@0.169.0',
  gemini: '@google/gemini-cli@0.61.0',
  opencode: 'opencode-ai@1.18.33',
  qwen: '@qwen-code/qwen-code@0.24.4',
  copilot: '@github/copilot@1.0.102',
  cline: 'cline@3.0.65',
};

/** One of Verdaccio's dependencies asks for a tag that not every mirror of the npm registry has. */
const OVERRIDES = { verdaccio: { 'node-fetch': '2.7.0' } };

const cache = process.env.SOULHUB_CLIENTS ?? path.join(os.homedir(), '.cache', 'soulhub-clients');
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(CLIENTS, name));
if (unknown) throw new Error(`no client ${unknown}; known: ${Object.keys(CLIENTS).join(' ')}`);

const run = promisify(execFile);
/** Most of the time of an installation is waiting for the registry. */
const AT_ONCE = 3;

const queue = Object.entries(CLIENTS).filter(([name]) => wanted.length === 0 || wanted.includes(name));
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await install(...next);
  }),
);

async function install(name, spec) {
  const folder = path.join(cache, name);
  const marker = path.join(folder, 'installed');
  if (fs.existsSync(marker) && fs.readFileSync(marker, 'utf8') === spec) return console.log(`${spec} is there`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, overrides: OVERRIDES[name] }));
  console.log(`installing ${spec} into ${folder}`);
  // Install scripts are not run: they only check the Node they are started with, which is not the one they run on.
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', spec];
  const { stdout, stderr } = await run('npm', npm, { cwd: folder, maxBuffer: 2 ** 24 });
  process.stdout.write(`${stdout}${stderr}`);
  fs.writeFileSync(marker, spec);
}
