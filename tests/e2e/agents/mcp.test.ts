/** Real clients connect to `clawhub mcp`, told about it as docs/guides/mcp.md says. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { agentProgram, makeReady, runAgent } from '../../helpers/agents.ts';
import { type Home, makeHome, PROGRAM } from '../../helpers/home.ts';
import { type ModelServer, startModelServer } from '../../helpers/model-server.ts';

let home: Home;
let server: ModelServer;

beforeEach(async () => {
  home = makeHome();
  server = await startModelServer();
});
afterEach(async () => {
  await server.close();
  home.remove();
});

/** How each real client is told about the server, and how it is asked whether it can talk to it. */
const REAL = {
  claude: {
    add: (node: string) => ['mcp', 'add', 'soulhub', '--', node, PROGRAM, 'mcp'],
    ask: ['mcp', 'list'],
    says: /soulhub: .*Connected/,
  },
  gemini: {
    add: (node: string) => ['mcp', 'add', '--scope', 'user', 'soulhub', node, PROGRAM, 'mcp'],
    ask: ['mcp', 'list'],
    says: /soulhub: .*Connected/,
  },
  openclaw: {
    add: (node: string) => ['mcp', 'set', 'soulhub', JSON.stringify({ command: node, args: [PROGRAM, 'mcp'] })],
    ask: ['mcp', 'probe', 'soulhub'],
    says: /soulhub: 9 tools/,
  },
} as const;

for (const [id, { add, ask, says }] of Object.entries(REAL)) {
  const { missing } = agentProgram(id);
  const title = `${id} can talk to it${missing === null ? '' : `, skipped: ${missing}`}`;
  it.skipIf(missing !== null)(title, { timeout: 300_000 }, async () => {
    const turn = { home, server, cwd: home.root };
    await makeReady(id, turn);
    await runAgent(id, add(process.execPath), turn);
    expect((await runAgent(id, ask, turn)).output).toMatch(says);
  });
}
