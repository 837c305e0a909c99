/**
 * A hub of one's own: a real one, on a free port, with its data in a temporary folder. Answers are held against their
 * schemas (`checkAnswers`), so every test of a route also checks what the OpenAPI document says about it.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLog } from '../../registry/api/log.ts';
import type { HubConfigInput } from '../../registry/config.ts';
import { OPERATOR, type Role, type Scope } from '../../registry/domain/actor.ts';
import type { Hub } from '../../registry/domain/hub.ts';
import { createUser, findOwner } from '../../registry/domain/owners.ts';
import { createToken } from '../../registry/domain/tokens.ts';
import { startHub } from '../../registry/main.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage } from '../../src/core/package.ts';

export interface TestHub {
  readonly url: string;
  readonly dir: string;
  readonly hub: Hub;
  readonly tokenFile: string;
  /** Token of the administrator. */
  readonly admin: string;
  /** Lines of the log, parsed. */
  readonly log: Record<string, unknown>[];
  /** A token of an account, which is made if nobody has the handle. */
  token(handle: string, options?: { scopes?: readonly Scope[]; role?: Role }): Promise<string>;
  /** `path` from the root of the hub. */
  fetch(path: string, options?: AskOptions): Promise<Response>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface AskOptions {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly body?: RequestInit['body'];
}

export interface TestHubOptions extends Partial<HubConfigInput> {
  readonly now?: () => number;
}

export async function startTestHub({ now, ...config }: TestHubOptions = {}): Promise<TestHub> {
  const dir = config.dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-hub-'));
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) });
  const settings = { dataDir: dir, checkAnswers: true, rateLimits: false, ...config } as const;
  const running = await startHub(settings, { log, ...(now ? { now } : {}) });
  const admin = fs.readFileSync(running.tokenFile, 'utf8').trim();
  const close = async () => {
    await running.close();
    if (config.dataDir === undefined) fs.rmSync(dir, { recursive: true, force: true });
  };
  return {
    url: running.url,
    dir,
    hub: running.hub,
    tokenFile: running.tokenFile,
    admin,
    log: lines,
    token: (handle, options) => tokenOf(running.hub, handle, options),
    fetch: (at, options) => ask(`${running.url}${at}`, options),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function tokenOf(
  hub: Hub,
  handle: string,
  { scopes = ['read', 'publish'], role = 'user' }: { scopes?: readonly Scope[]; role?: Role } = {},
): Promise<string> {
  if ((await findOwner(hub, handle)) === null) await createUser(hub, OPERATOR, { handle, role });
  return (await createToken(hub, OPERATOR, { handle, label: 'test', scopes })).token;
}

function ask(url: string, { method, token, headers = {}, json, body }: AskOptions = {}): Promise<Response> {
  const all = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  const content = json === undefined ? body : JSON.stringify(json);
  return fetch(url, {
    method: method ?? (content === undefined ? 'GET' : 'POST'),
    headers: all,
    redirect: 'manual',
    ...(content === undefined ? {} : { body: content }),
  });
}

const encoder = new TextEncoder();

export function filesOf(texts: Readonly<Record<string, string | Uint8Array>>): PackageFiles {
  return new Map(
    Object.entries(texts).map(([name, text]) => [name, typeof text === 'string' ? encoder.encode(text) : text]),
  );
}

/** A small soul in two languages. */
export function soulFiles(name: string, version = '1.0.0', more: Readonly<Record<string, string>> = {}): PackageFiles {
  const title = name.split('/').at(-1) ?? name;
  return filesOf({
    'SOUL.md': `---\nname: "${name}"\nversion: ${version}\nkind: soul\nlanguages: [en, zh]\ndisplayName: { en: "${title}", zh: "${title} 人设" }\ndescription: { en: "A persona called ${title}.", zh: "名为 ${title} 的人设。" }\ncategory: engineering\ntags: { en: [go, backend], zh: [后端] }\nlicense: MIT\n---\n\n# ${title}\n\nYou are ${title}, version ${version}. You answer briefly and kindly.\n`,
    'SOUL.zh.md': `# ${title} 人设\n\n你是 ${title}，版本 ${version}，回答简短而友善。\n`,
    ...more,
  });
}

export function skillFiles(
  name: string,
  body = 'Say hello.',
  more: Readonly<Record<string, string>> = {},
): PackageFiles {
  return filesOf({
    'SKILL.md': `---\nname: ${name}\ndescription: A skill called ${name}.\n---\n\n# ${name}\n\n${body}\n`,
    ...more,
  });
}

/** What `npm publish` sends. `change` bends it. */
export function npmDocument(
  files: PackageFiles,
  { name, version, tag = 'latest' }: { name: string; version: string; tag?: string },
) {
  const packed = packPackage(readPackage(files, { name, version, facts: { name, version } }));
  const file = `${name}-${version}.tgz`;
  return {
    _id: name,
    name,
    'dist-tags': { [tag]: version },
    versions: { [version]: { name, version, dist: { integrity: packed.integrity } } },
    access: null,
    _attachments: {
      [file]: {
        content_type: 'application/octet-stream',
        data: Buffer.from(packed.bytes).toString('base64'),
        length: packed.bytes.length,
      },
    },
  };
}

/** Publishes by the npm dialect; fails loudly. */
export async function npmPublish(
  hub: TestHub,
  token: string,
  files: PackageFiles,
  what: { name: string; version: string; tag?: string },
): Promise<void> {
  const json = npmDocument(files, what);
  const answer = await hub.fetch(`/${what.name.replace('/', '%2f')}`, { method: 'PUT', token, json });
  if (answer.status !== 201) throw new Error(`publishing ${what.name}: ${answer.status} ${await answer.text()}`);
}

/** Publishes by the form that old clawhub clients send; fails loudly. @returns the answer */
export async function clawhubPublish(
  hub: TestHub,
  token: string,
  files: PackageFiles,
  payload: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const form = new FormData();
  form.set('payload', JSON.stringify({ acceptLicenseTerms: true, changelog: '', ...payload }));
  for (const [name, bytes] of files) form.append('files', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const answer = await hub.fetch('/api/v1/skills', { method: 'POST', token, body: form });
  if (answer.status !== 200) throw new Error(`publishing: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}
