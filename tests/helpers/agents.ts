/**
 * Agents that others wrote, each run for one turn in the home of a test against the model on loopback. They are installed
 * by `npm run clients`; a missing one is skipped with that reason, and fails in CI.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Home } from './home.ts';
import type { ModelRequest, ModelServer } from './model-server.ts';

const CACHE = process.env.SOULHUB_CLIENTS ?? path.join(os.homedir(), '.cache', 'soulhub-clients');
const NATIVE = `${process.platform}-${process.arch}`;

export interface Turn {
  readonly home: Home;
  readonly server: ModelServer;
  /** Working directory. */
  readonly cwd: string;
}

export interface RealAgent {
  readonly id: string;
  /** Below the client's `node_modules`. */
  readonly program: string;
  /** Files that make it use our model, written once before its first turn. */
  prepare?(turn: Turn): void;
  env(turn: Turn): Readonly<Record<string, string>>;
  readonly args: (turn: Turn) => readonly string[];
  /** A program to run once before the first turn. */
  readonly first?: (turn: Turn) => readonly string[];
}

const SAY = 'hello';

export const REAL_AGENTS: Readonly<Record<string, RealAgent>> = {
  openclaw: {
    id: 'openclaw',
    program: 'openclaw/openclaw.mjs',
    prepare: ({ home, server }) => {
      const workspace = home.path('.openclaw/workspace');
      const model = { id: 'mock-model', name: 'mock', contextWindow: 200_000, maxTokens: 4096 };
      const mock = { baseUrl: `${server.url}/v1`, apiKey: 'sk-test', api: 'openai-completions', models: [model] };
      home.openclaw({
        agents: { defaults: { workspace, model: 'mock/mock-model' } },
        models: { providers: { mock } },
      });
    },
    env: () => ({ OPENCLAW_OFFLINE: '1' }),
    args: ({ home }) => [
      'agent',
      'exec',
      SAY,
      '--cwd',
      home.path('.openclaw/workspace'),
      '--config',
      home.path('.openclaw/openclaw.json'),
    ],
  },
  claude: {
    id: 'claude',
    program: `@anthropic-ai/claude-code-${NATIVE}/claude`,
    env: ({ server }) => ({
      IS_SANDBOX: '1',
      ANTHROPIC_BASE_URL: server.url,
      ANTHROPIC_API_KEY: 'sk-test',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
    }),
    args: () => ['-p', SAY],
  },
  codex: {
    id: 'codex',
    program: '@openai/codex/bin/codex.js',
    env: () => ({ MOCK_KEY: 'sk-test' }),
    args: ({ server }) => {
      const provider = `{name="mock",base_url="${server.url}/v1",env_key="MOCK_KEY",wire_api="responses"}`;
      const settings = ['model_provider="mock"', 'model="gpt-5"', `model_providers.mock=${provider}`];
      return ['exec', '--skip-git-repo-check', ...settings.flatMap((setting) => ['-c', setting]), SAY];
    },
  },
  gemini: {
    id: 'gemini',
    program: '@google/gemini-cli/bundle/gemini.js',
    prepare: ({ home }) => {
      const settings = {
        security: { auth: { selectedType: 'gemini-api-key' } },
        privacy: { usageStatisticsEnabled: false },
      };
      home.write('.gemini/settings.json', JSON.stringify(settings));
    },
    env: ({ server }) => ({
      GEMINI_API_KEY: 'sk-test',
      GOOGLE_GEMINI_BASE_URL: server.url,
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
    }),
    args: () => ['-m', 'gemini-2.5-pro', '-p', SAY],
  },
  opencode: {
    id: 'opencode',
    program: `opencode-${NATIVE}/bin/opencode`,
    prepare: ({ home, server }) => {
      const options = { baseURL: `${server.url}/v1`, apiKey: 'sk-test' };
      const models = { 'mock-model': { name: 'mock', limit: { context: 200_000, output: 4096 } } };
      const mock = { npm: '@ai-sdk/openai-compatible', name: 'mock', options, models };
      const model = { model: 'mock/mock-model', small_model: 'mock/mock-model' };
      home.write('mock.json', JSON.stringify({ autoupdate: false, share: 'disabled', ...model, provider: { mock } }));
    },
    env: ({ home }) => ({
      OPENCODE_CONFIG: home.path('mock.json'),
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    }),
    args: () => ['run', SAY],
  },
  qwen: {
    id: 'qwen',
    program: '@qwen-code/qwen-code/cli-entry.js',
    env: ({ server }) => ({
      OPENAI_API_KEY: 'sk-test',
      OPENAI_BASE_URL: `${server.url}/v1`,
      OPENAI_MODEL: 'mock-model',
    }),
    args: () => ['--auth-type', 'openai', '-p', SAY],
  },
  copilot: {
    id: 'copilot',
    program: '@github/copilot/npm-loader.js',
    env: ({ server }) => ({
      COPILOT_OFFLINE: 'true',
      COPILOT_AUTO_UPDATE: 'false',
      COPILOT_PROVIDER_BASE_URL: `${server.url}/v1`,
      COPILOT_PROVIDER_API_KEY: 'sk-test',
      COPILOT_MODEL: 'gpt-5',
    }),
    args: () => ['-s', '-p', SAY],
  },
  cline: {
    id: 'cline',
    program: `@cline/cli-${NATIVE}/bin/cline`,
    first: ({ server }) => ['auth', '-p', 'openai', '-k', 'sk-test', '-b', `${server.url}/v1`, '-m', 'mock-model'],
    env: () => ({}),
    args: () => ['-P', 'openai-compatible', '-m', 'mock-model', 'say hello please'],
  },
};

/** The program, or why it cannot be run. */
export function agentProgram(id: string): { readonly file: string; readonly missing: string | null } {
  const file = path.join(CACHE, id, 'node_modules', REAL_AGENTS[id]?.program ?? '');
  if (fs.existsSync(file)) return { file, missing: null };
  if (process.env.CI) throw new Error(`${file} is missing: npm run clients`);
  return { file, missing: `${id} is not installed: npm run clients` };
}

export interface AgentRun {
  readonly code: number | null;
  readonly output: string;
}

export interface Started {
  readonly ended: Promise<AgentRun>;
  kill(): void;
}

/** Starts the agent's program; it ends by itself, or after five minutes. */
export function startAgent(id: string, args: readonly string[], turn: Turn): Started {
  const { file } = agentProgram(id);
  const script = /\.m?js$/.test(file);
  const env = {
    PATH: [path.dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(path.delimiter),
    HOME: turn.home.root,
    NO_COLOR: '1',
    ...REAL_AGENTS[id]?.env(turn),
  };
  const child = spawn(script ? process.execPath : file, script ? [file, ...args] : [...args], {
    cwd: turn.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<AgentRun>((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    const timer = setTimeout(() => child.kill('SIGKILL'), 300_000);
    // Not `close`: what it leaves in the background may hold on to its output.
    child.on('error', reject).on('exit', (code) => {
      clearTimeout(timer);
      setImmediate(() => resolve({ code, output }));
    });
  });
  return { ended, kill: () => child.kill('SIGKILL') };
}

/** Runs the agent's program to its end; what it leaves behind in the background is ended too. */
export async function runAgent(id: string, args: readonly string[], turn: Turn): Promise<AgentRun> {
  const run = await startAgent(id, args, turn).ended;
  endLeftovers(turn.home.root);
  return run;
}

/** Processes that live in the home of this test and in no other: known by their environment. */
export function endLeftovers(root: string): void {
  if (process.platform !== 'linux') return;
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const variables = fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (variables.includes(`HOME=${root}`) && Number(pid) !== process.pid) process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It ended meanwhile, or is not ours to look at.
    }
  }
}

/** One turn: what the model was asked. */
export async function oneTurn(id: string, turn: Turn): Promise<readonly ModelRequest[]> {
  const agent = REAL_AGENTS[id] as RealAgent;
  turn.server.forget();
  const { code, output } = await runAgent(id, agent.args(turn), turn);
  const asked = [...turn.server.requests];
  if (asked.length === 0) throw new Error(`${id} asked nothing (exit ${code}): ${output.slice(-2000)}`);
  return asked;
}

export async function makeReady(id: string, turn: Turn): Promise<void> {
  const agent = REAL_AGENTS[id] as RealAgent;
  agent.prepare?.(turn);
  if (agent.first) await runAgent(id, agent.first(turn), turn);
}
