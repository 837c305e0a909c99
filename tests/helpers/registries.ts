/** Registries that others wrote, each on a port of its own: a stub of the official ClawHub, and Verdaccio. */
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { programOf } from './real-clients.ts';
import { deadPort } from './site.ts';

export interface OtherRegistry {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The stub that was written from recordings of the official registry. Its accounts have the tokens `clh_alice` and
 * `clh_bob`, and it holds a few skills, see its head.
 * @param file its `server.mjs`
 */
export async function startStub(file: string, flags: readonly string[] = []): Promise<OtherRegistry> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-stub-'));
  const port = await deadPort();
  const args = [file, '--port', String(port), '--log', path.join(folder, 'requests.jsonl'), ...flags];
  return started(args, { url: `http://127.0.0.1:${port}`, ask: '/api/v1/whoami', folder });
}

export interface VerdaccioOptions {
  /** A registry that it stands in front of. */
  readonly uplink?: string;
}

/** A real Verdaccio with accounts of its own. */
export async function startVerdaccio({ uplink }: VerdaccioOptions = {}): Promise<OtherRegistry> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-verdaccio-'));
  const port = await deadPort();
  const config = {
    storage: './storage',
    auth: { htpasswd: { file: './htpasswd' } },
    ...(uplink ? { uplinks: { up: { url: uplink, maxage: '0s' } } } : {}),
    packages: {
      '**': {
        access: '$all',
        publish: '$authenticated',
        unpublish: '$authenticated',
        ...(uplink ? { proxy: 'up' } : {}),
      },
    },
    log: { type: 'stdout', format: 'json', level: 'warn' },
  };
  const file = path.join(folder, 'config.yaml');
  fs.writeFileSync(file, JSON.stringify(config));
  const args = [programOf('verdaccio').file, '--config', file, '--listen', `127.0.0.1:${port}`];
  return started(args, { url: `http://127.0.0.1:${port}`, ask: '/-/ping', folder });
}

/** An account at a Verdaccio, made as old npm clients do. @returns its token */
export async function verdaccioToken({ url }: OtherRegistry, name: string): Promise<string> {
  const answer = await fetch(`${url}/-/user/org.couchdb.user:${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: `secret of ${name}`, email: `${name}@mail.example` }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (!token) throw new Error(`no token for ${name}: ${answer.status}`);
  return token;
}

async function started(
  args: readonly string[],
  { url, ask, folder }: { url: string; ask: string; folder: string },
): Promise<OtherRegistry> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { HOME: folder, PATH: process.env.PATH ?? '' } });
  const ended = new Promise((resolve) => child.on('close', resolve));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  await listening(`${url}${ask}`, child, () => said);
  return {
    url,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks until somebody answers, whatever the answer; at most a minute. */
async function listening(url: string, child: ChildProcess, said: () => string): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nobody answers at ${url}: ${said()}`);
}
