/** Runs the examples of the HTTP description against a hub of their own, and writes the page about them. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Deps } from '../../registry/api/deps.ts';
import { EXAMPLES, type Example } from '../../registry/api/examples.ts';
import { openApiPath } from '../../registry/api/openapi.ts';
import { type Dialect, paramNames, type Route } from '../../registry/api/route.ts';
import { ROUTES } from '../../registry/api/routes.ts';
import { createHub } from '../../registry/app.ts';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { ensureUser, tokenFor } from '../../registry/domain/admin.ts';
import type { Hub } from '../../registry/domain/hub.ts';
import { setPassword } from '../../registry/domain/logins.ts';
import { publishArchive } from '../../registry/domain/publish.ts';
import { requestTransfer } from '../../registry/domain/transfers.ts';
import { startHub } from '../../registry/main.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage } from '../../src/core/package.ts';
import { personOf } from './hub-souls.ts';
import { soulFiles } from './served-hub.ts';

const PLACE = 'https://hub.example';
const NOW = Date.UTC(2026, 10, 26, 8);

export interface Shown {
  readonly route: Route;
  readonly example: Example;
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array;
  /** Value → name, of all that an example may stand for. */
  readonly names: ReadonlyMap<string, string>;
}

/** Every example with what the hub answered to it. */
export async function runExamples(): Promise<readonly Shown[]> {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-examples-'));
  const settings = { dataDir, publicUrl: PLACE, rateLimits: false, log: 'silent', checkAnswers: true } as const;
  let app = new Hono();
  const pages = (deps: Deps) => {
    app = createHub(deps);
    return new Hono();
  };
  // Time passes between the examples and not within one: what is newer is newer on every machine.
  let now = NOW;
  const running = await startHub(settings, { now: () => now, pages });
  const pass = () => (now += 1000);
  try {
    const values = await furnish(running.hub, pass);
    const shown: Shown[] = [];
    for (const example of EXAMPLES) {
      pass();
      shown.push(await runExample(app, example, values));
    }
    return shown;
  } finally {
    await running.close();
    fs.rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Two people, and what they have published. */
async function furnish(hub: Hub, pass: () => void): Promise<Map<string, string>> {
  const ada = personOf('ada');
  for (const handle of ['ada', 'bob']) await ensureUser(hub, handle);
  await setPassword(hub, OPERATOR, 'ada', 'correct horse battery staple');
  for (const spec of ['go-expert@1.0.0', 'go-expert@1.1.0', 'atlas@0.9.0', 'gift@1.0.0', 'loan@1.0.0', 'swap@1.0.0']) {
    const [name = '', version = ''] = spec.split('@');
    pass();
    await publishArchive(hub, ada, { name, version, bytes: packed(name, version) });
  }
  for (const name of ['loan', 'swap']) await requestTransfer(hub, ada, { name }, 'bob');
  return new Map([
    ['$TOKEN', (await tokenFor(hub, 'ada')).token],
    ['$BOB', (await tokenFor(hub, 'bob')).token],
    ['$PASSWORD', 'correct horse battery staple'],
    ['$TARBALL_IN_BASE64', Buffer.from(packed('atlas', '1.0.0')).toString('base64')],
  ]);
}

function packed(name: string, version: string): Uint8Array {
  return packPackage(readPackage(soulFiles(name, version))).bytes;
}

async function runExample(app: Hono, example: Example, values: Map<string, string>): Promise<Shown> {
  const route = ROUTES.find(({ id }) => id === example.route);
  if (route === undefined) throw new Error(`there is no route ${example.route}`);
  const fill = (text: string) => text.replace(/\$[A-Z0-9_]+/g, (name) => values.get(name) ?? name);
  const body = bodyOf(example);
  const headers = Object.fromEntries(headersOf(example).map(([name, value]) => [name, fill(value)]));
  const init = { method: route.method, headers, ...(body === null ? {} : { body: fill(body) }) };
  const answer = await app.fetch(new Request(PLACE + fill(example.path), init));
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const names = new Map([...values].map(([name, value]) => [value, name]));
  if (answer.ok) learn(example, bytes, values);
  for (const [name, value] of values) names.set(value, name);
  return { route, example, status: answer.status, type: answer.headers.get('content-type') ?? '', body: bytes, names };
}

function bodyOf({ json, text }: Example): string | null {
  return json === undefined ? (text ?? null) : JSON.stringify(json);
}

function headersOf({ as, accept, json, type }: Example): readonly (readonly [string, string])[] {
  const sent = json === undefined ? type : 'application/json';
  return [
    ...(as === undefined ? [] : [['authorization', `Bearer ${as}`] as const]),
    ...(accept === undefined ? [] : [['accept', accept] as const]),
    ...(sent === undefined ? [] : [['content-type', sent] as const]),
  ];
}

function learn({ learn: wanted = {} }: Example, bytes: Uint8Array, values: Map<string, string>): void {
  const answer = Object.keys(wanted).length === 0 ? {} : JSON.parse(new TextDecoder().decode(bytes));
  for (const [name, key] of Object.entries(wanted)) {
    const value = String((answer as Record<string, unknown>)[key]);
    values.set(`$${name}`, value.startsWith(PLACE) ? (value.split('/').at(-1) ?? '') : value);
  }
}

const DIALECTS: Readonly<Record<Dialect, string>> = {
  hub: 'The hub itself',
  clawhub: 'ClawHub v1',
  npm: 'npm',
  'agent-souls': 'Agent Souls',
};

/** `docs/reference/http-api.md` */
export function httpApiPage(shown: readonly Shown[]): string {
  const sections = (Object.keys(DIALECTS) as Dialect[]).flatMap((dialect) => [
    `## ${DIALECTS[dialect]}`,
    '',
    ...ROUTES.filter((route) => route.dialect === dialect).flatMap((route) =>
      routeSection(
        route,
        shown.filter((one) => one.route === route),
      ),
    ),
  ]);
  return [...HEAD, ...sections].join('\n');
}

const HEAD = [
  '# HTTP API',
  '',
  '<!-- Written by scripts/docs.mjs from the table of routes. Do not edit by hand. -->',
  '',
  'A hub speaks three dialects over one store, and has a few addresses of its own. It describes itself as OpenAPI 3.1 at',
  '`/openapi.json`. Every example below was run against a real hub when this page was written; `$TOKEN` and `$BOB` are',
  'tokens of two people, other names in capitals come from an earlier answer, and long values are cut with `…`.',
  '',
  '- **Who asks:** `Authorization: Bearer clh_…`. Where a token is optional, a bad one counts as none.',
  '- **Errors:** one sentence of text in the clawhub and agent-souls dialects, `{"error","code"}` in npm’s,',
  '  `{"error":{"code","message","hint","details"}}` at the hub’s own addresses. Codes are in [errors.md](errors.md).',
  '  `Accept-Language: zh` gets them in Chinese.',
  '- **Limits:** requests a minute, by token or by address, one budget for each of read, write, download and login. A',
  '  refusal is 429 with `Retry-After`, `RateLimit-*` and `X-RateLimit-*`.',
  '- **Lists:** `nextCursor` of one page is `cursor` of the next; null at the end.',
  '- **Caching:** archives never change under their address; documents carry an `ETag`.',
  '',
];

function routeSection(route: Route, shown: readonly Shown[]): readonly string[] {
  return [
    `### \`${route.method} ${openApiPath(route.path)}\``,
    '',
    `${route.says}`,
    '',
    factsOf(route),
    '',
    ...parametersOf(route),
    ...shown.flatMap(exampleOf),
  ];
}

const ACCESS = { none: 'no token', optional: 'token optional', required: 'token required' } as const;

function factsOf({ id, access, limit, maxJson = 0, maxBytes = 0, answers, also = [] }: Route): string {
  const largest = Math.max(maxJson, maxBytes);
  const body = largest === 0 ? [] : [`body at most ${largest.toLocaleString('en')} bytes`];
  const other = also.length === 0 ? [] : [`also at ${also.map((at) => `\`${openApiPath(at)}\``).join(', ')}`];
  const counted = limit === 'none' ? 'not counted' : `counted as ${limit}`;
  const statuses = `answers ${Object.keys(answers).join(', ')}`;
  return [`\`${id}\``, ACCESS[access], counted, ...body, statuses, ...other].join(' · ');
}

const ANY_INPUT = { io: 'input', unrepresentable: 'any' } as const;

function parametersOf({ path: at, query }: Route): readonly string[] {
  const { required: needed = [], properties = {} } = z.toJSONSchema(query ?? z.object({}), ANY_INPUT);
  const required = new Set(needed);
  const rows = [
    ...paramNames(at).map((name) => [name, 'path', 'yes', 'string']),
    ...Object.entries(properties).map(([name, its]) => [
      name,
      'query',
      required.has(name) ? 'yes' : 'no',
      typeWords(its as Readonly<Record<string, unknown>>),
    ]),
  ];
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const head = [line(['Parameter', 'In', 'Required', 'Value']), line(['---', '---', '---', '---'])];
  return [...head, ...rows.map(([name = '', ...rest]) => line([`\`${name}\``, ...rest])), ''];
}

function typeWords({ type, enum: values, pattern, default: standard }: Readonly<Record<string, unknown>>): string {
  const kind = Array.isArray(values) ? values.map((value) => `\`${value}\``).join(', ') : String(type ?? 'string');
  const shape = typeof pattern === 'string' ? ` \`${pattern.replaceAll('|', '\\|')}\`` : '';
  return `${kind}${shape}${standard === undefined || standard === '' ? '' : `; \`${standard}\` if absent`}`;
}

function exampleOf(shown: Shown): readonly string[] {
  return ['```console', ...commandOf(shown), ...answerOf(shown), '```', ''];
}

function commandOf({ route, example }: Shown): readonly string[] {
  const method = route.method === 'GET' ? '' : `-X ${route.method} `;
  const words = [
    `$ curl ${method}'${PLACE}${example.path}'`,
    ...headersOf(example).map(([name, value]) => `-H "${name}: ${value}"`),
    ...(bodyOf(example) === null ? [] : [`--data-binary ${quoted(bodyOf(example) ?? '')}`]),
  ].map(inShell);
  return words.map((word, index) => `${index === 0 ? '' : '    '}${word}${index < words.length - 1 ? ' \\' : ''}`);
}

/** A name stands for something only where the shell looks for names. */
function inShell(word: string): string {
  return /\$[A-Z]/.test(word)
    ? word.replace(/'((?:[^'])*\$[A-Z][^']*)'/, (_, text) => `"${text.replaceAll('"', '\\"')}"`)
    : word;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''").replaceAll('\n', '\\n')}'`.replace(/^'(.*\\n.*)'$/, "$$'$1'");
}

const MOST_LINES = 32;

function answerOf({ route, status, type, body, names }: Shown): readonly string[] {
  const kind = type.split(';')[0] ?? '';
  const head = `HTTP ${status} ${kind}`.trim();
  if (body.length === 0) return [head];
  if (!/json|text/.test(kind) && !route.path.endsWith('SOUL.md')) return [head, '…'];
  const text = masked(new TextDecoder().decode(body), names);
  const pretty = /json/.test(kind) ? JSON.stringify(JSON.parse(text), null, 2) : text.trimEnd();
  const lines = pretty.split('\n').map((line) => (line.length > 140 ? `${line.slice(0, 138)}…` : line));
  const most = route.id === 'hub.metrics' ? 2 : route.id === 'hub.openapi' ? 12 : MOST_LINES;
  return [head, ...lines.slice(0, most), ...(lines.length > most ? ['…'] : [])];
}

/** What differs from run to run, or is long and says nothing. */
function masked(text: string, names: ReadonlyMap<string, string>): string {
  let shown = text;
  for (const [value, name] of names) if (value.length > 7) shown = shown.replaceAll(value, name);
  return shown
    .replace(/clh_[\w-]{20,}/g, 'clh_…')
    .replace(/sha(512|256)-[A-Za-z0-9+/=]{20,}/g, 'sha$1-…')
    .replace(/SHA256:[A-Za-z0-9+/]{20,}/g, 'SHA256:…')
    .replace(/"nextCursor":"[^"]+"/g, '"nextCursor":"…"')
    .replace(/user_code=[A-Z]{4}-[A-Z]{4}/g, 'user_code=…')
    .replace(/\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{40,}/g, '+…')
    .replace(/(?<![A-Za-z0-9+/=])[A-Za-z0-9+/=]{60,}/g, '…')
    .replace(/\bh1:[A-Za-z0-9+/=]{20,}/g, 'h1:…')
    .replace(/\b[0-9a-f]{40,64}\b/g, (hex) => `${hex.slice(0, 8)}…`)
    .replace(/\b0[0-9a-hjkmnp-tv-z]{25}\b/g, '01k…');
}
