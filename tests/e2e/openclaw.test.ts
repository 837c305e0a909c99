/**
 * The real OpenClaw against a recording model on loopback: what is particular to it. That a persona arrives, and is gone
 * after clear, is in agents/turns.test.ts.
 */
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  agentProgram,
  endLeftovers,
  makeReady,
  oneTurn,
  runAgent,
  type Started,
  startAgent,
  type Turn,
} from '../helpers/agents.ts';
import { type Home, makeHome } from '../helpers/home.ts';
import { type ModelServer, startModelServer } from '../helpers/model-server.ts';
import { voicesOf } from '../helpers/recorded.ts';

const { missing } = agentProgram('openclaw');
const PERSONA = 'most of them spent on services that people only noticed when they stopped';

let server: ModelServer;
let home: Home;
let turn: Turn;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
beforeEach(() => {
  home = makeHome();
  turn = { home, server, cwd: home.root };
});
afterEach(() => home.remove());

const workspace = () => home.path('.openclaw/workspace');
const texts = () => {
  const names = fs.readdirSync(workspace()).filter((name) => name.endsWith('.md'));
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(workspace(), name), 'utf8')]));
};
/** A turn in the real workspace, which OpenClaw fills with its first files when it is new. */
const realTurn = () => runAgent('openclaw', ['agent', '--local', '--agent', 'main', '--message', 'hello'], turn);

describe.skipIf(missing !== null)(missing === null ? 'OpenClaw' : `OpenClaw, skipped: ${missing}`, () => {
  it('lists the skill find-souls after install', async () => {
    await makeReady('openclaw', turn);
    expect(voicesOf(await oneTurn('openclaw', turn), 'find-souls')).toEqual([]);
    expect(home.run(['install', 'find-souls']).code).toBe(0);
    expect(voicesOf(await oneTurn('openclaw', turn), 'find-souls')).toContain('system');
  }, 300_000);

  it('asks while the first run is not finished, and gives its file back with clear', async () => {
    await makeReady('openclaw', turn);
    fs.rmSync(workspace(), { recursive: true });
    await realTurn();
    const before = texts();
    expect(Object.keys(before)).toContain('BOOTSTRAP.md');
    expect(home.run(['switch', 'go-backend-expert', '--lang', 'en', '--no-input']).code).toBe(2);
    expect(texts()).toEqual(before);
    expect(home.run(['switch', 'go-backend-expert', '--lang', 'en', '--yes']).code).toBe(0);
    server.forget();
    await realTurn();
    expect(voicesOf(server.requests, PERSONA)).toContain('system');
    expect(Object.keys(texts())).not.toContain('BOOTSTRAP.md');
    expect(home.run(['clear']).code).toBe(0);
    expect(texts()).toEqual(before);
    await realTurn();
    expect(texts()).toEqual(before);
  }, 400_000);

  it('says what a switch before its first start means; cleared, the first start is as if nothing had been', async () => {
    await makeReady('openclaw', turn);
    const said = home.json<{ slots: { notes: { code: string }[] }[] }>(['switch', 'go-backend-expert', '--lang', 'en']);
    expect(said.slots[0]?.notes.map(({ code }) => code)).toEqual(['first-run']);
    home.run(['clear']);
    await realTurn();
    expect(Object.keys(texts()).sort()).toEqual(['AGENTS.md', 'BOOTSTRAP.md', 'IDENTITY.md', 'SOUL.md', 'USER.md']);
  }, 400_000);

  it('begins a fresh session with --reset, through the gateway', async () => {
    await makeReady('openclaw', turn);
    const port = await freePort();
    const file = home.path('.openclaw/openclaw.json');
    const auth = { mode: 'token', token: 'test-token' };
    const config = {
      ...JSON.parse(fs.readFileSync(file, 'utf8')),
      gateway: { mode: 'local', port, bind: 'loopback', auth },
    };
    fs.writeFileSync(file, JSON.stringify(config));
    const gateway = startAgent('openclaw', ['gateway', 'run'], turn);
    try {
      await listening(port, gateway);
      const say = (words: string) =>
        startAgent('openclaw', ['agent', '--agent', 'main', '--message', words], turn).ended;
      await say('remember the heron');
      await say('go on');
      expect(voicesOf(server.requests.slice(-1), 'the heron')).toContain('user');
      server.forget();
      const bin = `${path.dirname(process.execPath)}:${path.dirname(agentProgram('openclaw').file)}/../.bin`;
      const ran = await home.start(['switch', 'go-backend-expert', '--lang', 'en', '--reset', '--json', '--yes'], {
        env: { PATH: `${bin}:${process.env.PATH}`, OPENCLAW_OFFLINE: '1' },
        killAfter: 170_000,
      });
      expect(JSON.parse(ran.stdout).resets).toMatchObject([{ agent: 'openclaw', outcome: 'done' }]);
      server.forget();
      await say('go on');
      expect(voicesOf(server.requests, PERSONA)).toContain('system');
      expect(voicesOf(server.requests, 'the heron')).toEqual([]);
    } finally {
      gateway.kill();
      endLeftovers(home.root);
    }
  }, 400_000);

  it('finds the workspace where OpenClaw itself finds it', async () => {
    for (const [name, config] of Object.entries(CONFIGURATIONS)) {
      const one = makeHome();
      try {
        one.write('.openclaw/openclaw.json', config.replaceAll('HOME', one.root));
        const list = await runAgent('openclaw', ['agents', 'list', '--json'], { home: one, server, cwd: one.root });
        expect(list.code, name).toBe(0);
        const theirs: { id: string; workspace: string; isDefault?: boolean }[] = JSON.parse(
          /^\[\s[\s\S]*^\]/m.exec(list.output)?.[0] ?? '[]',
        );
        const ours =
          one.json<{ agents: { sites: { agent: string; root: string }[] }[] }>(['agents']).agents[0]?.sites ?? [];
        expect(new Set(ours.map(({ root }) => root)), name).toEqual(new Set(theirs.map(({ workspace }) => workspace)));
        const main = theirs.find(({ isDefault }) => isDefault)?.workspace;
        expect(ours.find(({ agent }) => agent === 'openclaw')?.root, name).toBe(main);
      } finally {
        one.remove();
      }
    }
  }, 600_000);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Waits until somebody answers at the port; fails when the program ends before. */
async function listening(port: number, program: Started): Promise<void> {
  let over = false;
  void program.ended.then(() => {
    over = true;
  });
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      const end = (answer: boolean) => {
        socket.destroy();
        resolve(answer);
      };
      socket.on('connect', () => end(true)).on('error', () => setTimeout(end, 250, false));
    });
  while (!(await answers())) if (over) throw new Error('the gateway ended');
}

/** Every way to configure a workspace that is in use. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  'nothing said': '{}',
  'a default workspace, JSON5': '{ // comment\n agents: { defaults: { workspace: "~/my-ws", }, }, }',
  'named agents, none is the default':
    '{"agents":{"ownership":"explicit","defaults":{"workspace":"HOME/base"},"entries":{"main":{},"work":{"workspace":"HOME/work"},"play":{}}}}',
  'named agents, one for the system':
    '{"agents":{"ownership":"explicit","defaults":{"systemAgent":{"agentId":"play"}},"entries":{"main":{},"play":{}}}}',
  'a single named agent': '{"agents":{"entries":{"work":{}}}}',
  'named agents as a list, one is marked':
    '{"agents":{"defaults":{"workspace":"HOME/b"},"list":[{"id":"other","default":true},{"id":"main"}]}}',
};
