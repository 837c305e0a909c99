/**
 * `why` says what the model gets. Here the real OpenClaw and the real Claude Code are given generated folders, and what
 * they ask a recording model is compared with the prediction, text for text.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSites } from '../../../src/agents/index.ts';
import { promptOf } from '../../../src/agents/prompt.ts';
import { makeHost } from '../../../src/cli/config.ts';
import type { PromptPiece } from '../../../src/core/prompt.ts';
import { agentProgram, endLeftovers, makeReady, oneTurn } from '../../helpers/agents.ts';
import { type Home, makeHome } from '../../helpers/home.ts';
import { type ModelRequest, type ModelServer, startModelServer } from '../../helpers/model-server.ts';

const RUNS = Number(process.env.SOULHUB_WHY_RUNS ?? 200);
const SEED = Number(process.env.SOULHUB_WHY_SEED ?? 20_260_923);

const title = (name: string, id: string) => {
  const { missing } = agentProgram(id);
  return missing === null ? name : `${name}, skipped: ${missing}`;
};

/** One text, as people and their editors write them. */
const word = fc.constantFrom('be', 'calm', '冷静', '一个', '🧙‍♂️', 'must', 'never', 'said', 'é', '—', '`code`');
const line = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const gap = fc.constantFrom(1, 1, 1, 2, 3, 4);
const prose = (length: number) =>
  fc
    .record({
      lines: fc.array(fc.tuple(line, gap), { minLength: 1, maxLength: 40 }),
      eol: fc.constantFrom('\n', '\n', '\r\n'),
      start: fc.constantFrom('', '', '\uFEFF', '\n\n', '# '),
      end: fc.constantFrom('', '\n', '\n\n\n', '  \r\n'),
    })
    .map(({ lines, eol, start, end }) => {
      const once = lines.map(([words, times]) => words + eol.repeat(times)).join('');
      return start + once.repeat(Math.ceil(length / once.length)).slice(0, length) + end;
    });

describe.skipIf(agentProgram('openclaw').missing)(title('OpenClaw', 'openclaw'), () => {
  const NAMES = ['AGENTS.md', 'SOUL.md', 'IDENTITY.md', 'USER.md', 'MEMORY.md', 'TOOLS.md', 'HEARTBEAT.md'];
  const LIMITS = [
    { bootstrapMaxChars: 20_000, bootstrapTotalMaxChars: 60_000 },
    { bootstrapMaxChars: 200, bootstrapTotalMaxChars: 60_000 },
    { bootstrapMaxChars: 90, bootstrapTotalMaxChars: 300 },
    { bootstrapMaxChars: 3_000, bootstrapTotalMaxChars: 4_000 },
    { bootstrapMaxChars: 5_000, bootstrapTotalMaxChars: 5_100 },
  ];

  type Way =
    | { readonly is: 'absent' | 'folder' | 'link' | 'hard link' | 'not UTF-8' }
    | { readonly is: 'text'; readonly text: string };

  const wayFor = (limit: number): fc.Arbitrary<Way> =>
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc
          .integer({ min: 1, max: Math.round(limit * 1.8) })
          .chain(prose)
          .map(textOf),
      },
      { weight: 1, arbitrary: fc.integer({ min: limit - 2, max: limit + 2 }).map((n) => textOf('x'.repeat(n))) },
      { weight: 1, arbitrary: fc.constantFrom('', '\n\n', '  ').map(textOf) },
      {
        weight: 5,
        arbitrary: fc
          .constantFrom('absent', 'absent', 'folder', 'link', 'hard link', 'not UTF-8')
          .map((is) => ({ is }) as Way),
      },
    );
  const textOf = (text: string): Way => ({ is: 'text', text });

  function lay(workspace: string, name: string, way: Way): void {
    const file = path.join(workspace, name);
    const other = path.join(path.dirname(workspace), `${path.basename(workspace)}-${name}`);
    fs.rmSync(file, { force: true, recursive: true });
    fs.rmSync(other, { force: true });
    if (way.is === 'text') fs.writeFileSync(file, way.text);
    if (way.is === 'not UTF-8') fs.writeFileSync(file, Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a]));
    if (way.is === 'folder') fs.mkdirSync(file);
    if (way.is === 'link' || way.is === 'hard link') fs.writeFileSync(other, `linked ${name}`);
    if (way.is === 'link') fs.symlinkSync(other, file);
    if (way.is === 'hard link') fs.linkSync(other, file);
  }

  it(`gets what was predicted, on ${RUNS} generated workspaces`, async () => {
    const home = makeHome();
    const server = await startModelServer();
    const gateway = await startGateway(home, server, LIMITS);
    try {
      const samples = LIMITS.map(({ bootstrapMaxChars: limit, bootstrapTotalMaxChars: total }) => {
        // How long OpenClaw's extract of AGENTS.md is it alone knows: none where the room behind it is short.
        const agents = total < 3 * limit ? prose(Math.round(limit / 2)).map(textOf) : wayFor(limit);
        const others = Object.fromEntries(NAMES.slice(1).map((name) => [name, wayFor(limit)]));
        const files: fc.Arbitrary<Record<string, Way>> = fc.record({ 'AGENTS.md': agents, ...others });
        return fc.sample(files, { numRuns: Math.ceil(RUNS / LIMITS.length), seed: SEED });
      });
      for (let run = 0; run < RUNS; run++) {
        const agent = `a${run % LIMITS.length}`;
        const files = samples[run % LIMITS.length]?.[Math.floor(run / LIMITS.length)] ?? {};
        for (const [name, way] of Object.entries(files)) lay(home.path(`ws/${agent}`), name, way);
        server.forget();
        await gateway.ask(agent);
        const { pieces } = predict(home, `openclaw:${agent}`);
        expect(told(pieces), `workspace ${run}, seed ${SEED}`).toEqual(received(server.requests, pieces));
      }
    } finally {
      await gateway.stop();
      await server.close();
      home.remove();
    }
  }, 1_800_000);

  function predict(home: Home, agent: string) {
    const host = makeHost({ HOME: home.root }, home.root);
    const site = findSites(host).find((each) => each.agent === agent);
    if (!site) throw new Error(`no ${agent}`);
    return promptOf(host, site);
  }

  /** A digest is OpenClaw's own work: that there is one is all we say, and of what must share the room behind it as much. */
  function told(pieces: readonly PromptPiece[]): Record<string, string> {
    return Object.fromEntries(
      pieces.flatMap((piece): [string, string][] => {
        if (isRough(piece, pieces)) return [[piece.name, ROUGH]];
        return piece.text === null ? [] : [[piece.name, piece.text]];
      }),
    );
  }

  const ROUGH = 'cut somewhere';

  function isRough(piece: PromptPiece, pieces: readonly PromptPiece[]): boolean {
    const digest = pieces.findIndex(({ fate }) => fate === 'digest');
    if (piece.fate === 'digest') return true;
    const shared = piece.fate === 'cut' && (piece.limit ?? 0) < (piece.name === 'USER.md' ? 4_000 : 20_000);
    return digest >= 0 && shared && pieces.indexOf(piece) > digest;
  }

  function received(requests: readonly ModelRequest[], pieces: readonly PromptPiece[]): Record<string, string> {
    const prompt = systemText(requests);
    const context = prompt.slice(prompt.indexOf('\n# Project Context\n'));
    const root = path.dirname(pieces[0]?.path ?? '');
    const heads = [...context.matchAll(/\n## (\S+\/([A-Z]+\.md))\n/g)].filter(
      ([, file]) => path.dirname(file ?? '') === root,
    );
    return Object.fromEntries(
      heads.map((head, index) => {
        const from = head.index + head[0].length;
        const rest = context.slice(from, heads[index + 1]?.index);
        const name = head[2] ?? '';
        return [name, wordsOf(rest, { name, pieces, isLast: index === heads.length - 1 })];
      }),
    );
  }

  /** Behind the last file the prompt goes on with something else. */
  function wordsOf(rest: string, at: { name: string; pieces: readonly PromptPiece[]; isLast: boolean }): string {
    const piece = at.pieces.find(({ name }) => name === at.name);
    if (piece && isRough(piece, at.pieces)) return /\[(?:\.\.\.|…)truncated/.test(rest) ? ROUGH : rest;
    const text = piece?.text ?? '';
    return at.isLast && rest.startsWith(text) && /^(?:\n|$)/.test(rest.slice(text.length)) ? text : rest;
  }

  function systemText(requests: readonly ModelRequest[]): string {
    const messages = requests.flatMap(({ body }) => (body.messages ?? []) as { role: string; content: unknown }[]);
    const system = messages.find(
      ({ role, content }) => role === 'system' && String(content).includes('# Project Context'),
    );
    return `${String(system?.content ?? '')}`;
  }
});

interface Gateway {
  ask(agent: string): Promise<void>;
  stop(): Promise<void>;
}

/** One gateway for many workspaces: an agent each, asked over HTTP, so that OpenClaw starts only once. */
async function startGateway(home: Home, server: ModelServer, limits: readonly object[]): Promise<Gateway> {
  const port = await freePort();
  const model = { id: 'mock-model', name: 'mock', contextWindow: 200_000, maxTokens: 4096 };
  const entries = limits.map((limit, index) => {
    fs.mkdirSync(home.path(`ws/a${index}`), { recursive: true });
    return [`a${index}`, { workspace: home.path(`ws/a${index}`), ...limit }];
  });
  const config = {
    gateway: {
      mode: 'local',
      port,
      bind: 'loopback',
      auth: { mode: 'token', token: 'secret' },
      http: { endpoints: { chatCompletions: { enabled: true } } },
    },
    agents: {
      ownership: 'explicit',
      defaults: { skipBootstrap: true, model: 'mock/mock-model' },
      entries: Object.fromEntries(entries),
    },
    models: {
      providers: { mock: { baseUrl: `${server.url}/v1`, apiKey: 'sk', api: 'openai-completions', models: [model] } },
    },
  };
  home.write('.openclaw/openclaw.json', JSON.stringify(config));
  const child = spawn(process.execPath, [agentProgram('openclaw').file, 'gateway', 'run'], {
    env: { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: home.root, OPENCLAW_OFFLINE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
  const url = `http://127.0.0.1:${port}/v1`;
  const headers = { authorization: 'Bearer secret', 'content-type': 'application/json' };
  await expect.poll(() => answers(`${url}/models`, headers), { timeout: 120_000, interval: 300 }).toBe(true);
  return {
    ask: async (agent) => {
      const body = JSON.stringify({ model: `openclaw/${agent}`, messages: [{ role: 'user', content: 'hello' }] });
      const response = await fetch(`${url}/chat/completions`, { method: 'POST', headers, body });
      const answer = await response.text();
      if (!response.ok) throw new Error(`${agent}: ${answer}\n${log.slice(-2000)}`);
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      endLeftovers(home.root);
    },
  };
}

async function answers(url: string, headers: Record<string, string>): Promise<boolean> {
  try {
    return (await fetch(url, { headers })).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

describe.skipIf(agentProgram('claude').missing)(title('Claude Code', 'claude'), () => {
  const STYLES = {
    'souls-a': '',
    'souls-b': '---\nname: souls-b\ndescription: x\n---\n',
    odd: '---\nname: 角色 一\n---\n\n',
  };
  const RULE_HEADS = ['', '', '---\npaths: src/**\n---\n', '---\ntitle: t\n---\n'];
  const body = fc.integer({ min: 1, max: 400 }).chain(prose);
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 1 });
  const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.constantFrom(0, 0, 0, 0, 1).chain((there) => (there ? arbitrary : fc.constant(null)));

  const folder = fc.record({
    'CLAUDE.md': maybe(body),
    '.claude/CLAUDE.md': seldom(body),
    'CLAUDE.local.md': seldom(body),
    'AGENTS.md': maybe(body),
    '.claude/rules/r.md': seldom(body),
  });
  const sample = fc.record({
    depth: fc.constantFrom('', 'sub', 'sub/deep'),
    style: fc.constantFrom(null, null, 'souls-a', 'souls-b', '角色 一', 'Explanatory', 'nope'),
    local: fc.constantFrom(null, null, null, '{"outputStyle":"souls-a"}', '{"outputStyle":"souls-b",}', '{}'),
    shared: fc.constantFrom(null, null, null, '{"outputStyle":"souls-b"}', '{ // c\n}'),
    own: fc.record({
      style: body,
      memory: maybe(body),
      imports: fc.subarray(['@~/x.md', 'see @rel.md now', '`@no.md`']),
    }),
    rules: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'deep/c'), fc.constantFrom(...RULE_HEADS), body), {
      maxLength: 3,
    }),
    folders: fc.tuple(folder, folder, folder, folder),
  });

  function lay(home: Home, made: typeof sample extends fc.Arbitrary<infer T> ? T : never): string {
    const { depth, style, local, shared, own, rules, folders } = made;
    const cwd = path.posix.join('work/repo', depth);
    const put = (file: string, content: string | null) => content !== null && home.write(file, content);
    put('.claude/settings.json', style === null ? null : JSON.stringify({ outputStyle: style }));
    put(`${cwd}/.claude/settings.local.json`, local);
    put(`${cwd}/.claude/settings.json`, shared);
    for (const [name, head] of Object.entries(STYLES))
      put(`.claude/output-styles/${name}.md`, `${head}STYLE ${own.style}`);
    put('.claude/CLAUDE.md', own.memory === null ? null : `${own.memory}\n${own.imports.join('\n\n')}\n`);
    put('x.md', 'X of the home\n');
    put('.claude/rel.md', 'REL @./rel2.md more\n');
    put('.claude/rel2.md', 'REL2\n');
    for (const [name, head, text] of rules) put(`.claude/rules/${name}.md`, head + text.replace(/^\uFEFF/, ''));
    for (const [index, at] of ['work', 'work/repo', 'work/repo/sub', 'work/repo/sub/deep'].entries()) {
      if (`${cwd}/`.startsWith(`${at}/`))
        for (const [file, text] of Object.entries(folders[index] ?? {})) put(`${at}/${file}`, text);
    }
    fs.mkdirSync(home.path(cwd), { recursive: true });
    return home.path(cwd);
  }

  it(`gets what was predicted, on ${RUNS} generated folders`, async () => {
    const server = await startModelServer();
    try {
      for (const [index, made] of fc.sample(sample, { numRuns: RUNS, seed: SEED }).entries()) {
        const home = makeHome();
        const turn = { home, server, cwd: lay(home, made) };
        await makeReady('claude', turn);
        const asked = await oneTurn('claude', turn);
        const host = makeHost({ HOME: home.root }, turn.cwd);
        const site = findSites(host).find(({ agent }) => agent === 'claude');
        if (!site) throw new Error('no claude');
        const { pieces } = promptOf(host, site);
        expect(told(pieces), `folder ${index}, seed ${SEED}`).toEqual(received(asked, pieces));
        home.remove();
      }
    } finally {
      await server.close();
    }
  }, 1_800_000);

  /** By path; white space does not count here, because Claude Code folds some of it and persona texts do not need it. */
  function told(pieces: readonly PromptPiece[]): Record<string, string> {
    return Object.fromEntries(
      pieces.flatMap((piece) => (piece.text === null ? [] : [[piece.path, folded(piece.text)]])),
    );
  }

  const folded = (text: string) =>
    text
      .replace(/\uFEFF/g, '')
      .replace(/\s+/g, ' ')
      .trim();

  function received(asked: readonly ModelRequest[], pieces: readonly PromptPiece[]): Record<string, string> {
    const body = asked[0]?.body as { system?: { text: string }[]; messages?: { role: string; content: unknown }[] };
    const messages = (body.messages ?? []).map(({ role, content }) => ({ role, text: textOf(content) }));
    const user = messages.find(({ role }) => role === 'user')?.text ?? '';
    const system = [...(body.system ?? []), ...messages.filter(({ role }) => role === 'system')]
      .map(({ text }) => text)
      .join('\n');
    return { ...memory(user), ...style(system, pieces) };
  }

  function textOf(content: unknown): string {
    return typeof content === 'string'
      ? content
      : (content as { text?: string }[]).map(({ text }) => text ?? '').join('\n');
  }

  function memory(user: string): Record<string, string> {
    const start = user.indexOf('\nContents of ');
    if (start < 0) return {};
    const block = user.slice(start, user.indexOf('</system-reminder>', start));
    const heads = [...block.matchAll(/\nContents of (\S.*?\.md) \([^\n]*\):\n\n/g)];
    return Object.fromEntries(
      heads.map((head, index) => [head[1], folded(block.slice(head.index + head[0].length, heads[index + 1]?.index))]),
    );
  }

  /** Behind the style the prompt goes on with something else. */
  function style(system: string, pieces: readonly PromptPiece[]): Record<string, string> {
    const found = /# Output Style: [^\n]*\n([\s\S]*)/.exec(system);
    const piece = pieces.find(({ lands }) => lands === 'system');
    if (!found || !piece || piece.fate === 'unread') return {};
    const [rest, text] = [folded(found[1] ?? ''), folded(piece.text ?? '')];
    return { [piece.path]: rest.startsWith(text) ? text : rest };
  }
});
