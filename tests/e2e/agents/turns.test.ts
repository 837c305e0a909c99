/**
 * The real agents, each for a few turns against a recording model: with a persona in place the request holds it in the
 * field that `clawhub agents` names, and after clear the request is the one before the switch, apart from ids and times.
 *
 * Three stories each: the user's own slot, with texts of the user's in the same files; a machine where those files have
 * CRLF and the settings folder is a link into a repository of dotfiles; and a project.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agentProgram, makeReady, oneTurn, REAL_AGENTS, type Turn } from '../../helpers/agents.ts';
import { type Home, makeHome, writeSoul } from '../../helpers/home.ts';
import { type ModelServer, startModelServer } from '../../helpers/model-server.ts';
import { comparable, textsOf, voicesOf } from '../../helpers/recorded.ts';

/** What the user has written where each agent keeps its persona, and the settings folder. */
const OWN: Readonly<Record<string, { readonly folder: string; readonly files: Readonly<Record<string, string>> }>> = {
  openclaw: {
    folder: '.openclaw/workspace',
    files: { 'SOUL.md': '# Own\n\nMy own persona.\n', 'AGENTS.md': '# Ops\n' },
  },
  claude: {
    folder: '.claude',
    files: { 'settings.json': '{\n  "cleanupPeriodDays": 30\n}\n', 'CLAUDE.md': 'My own memory.\n' },
  },
  codex: {
    folder: '.codex',
    files: {
      'config.toml':
        '# mine\nmodel_reasoning_effort = "low"\ndeveloper_instructions = "My own instructions."\n\n[tools]\n',
      'AGENTS.md': 'My own memory.\n',
    },
  },
  gemini: { folder: '.gemini', files: { 'GEMINI.md': '# Mine\n\nMy own memory.\n' } },
  opencode: { folder: '.config/opencode', files: { 'AGENTS.md': '# Mine\n\nMy own memory.\n' } },
  qwen: { folder: '.qwen', files: { 'QWEN.md': '# Mine\n\nMy own memory.' } },
  copilot: { folder: '.copilot', files: { 'copilot-instructions.md': 'My own memory.\n' } },
  cline: { folder: '.cline', files: { 'rules/mine.md': 'My own rule.\n' } },
};

const EN = 'most of them spent on services that people only noticed when they stopped';
const ZH = '我是张岱';
const LAST = 'The last sentence of a very long soul.';

let server: ModelServer;
let home: Home;
let turn: Turn;

beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());
beforeEach(() => {
  home = makeHome();
  turn = { home, server, cwd: home.path('work') };
  fs.mkdirSync(turn.cwd);
});
afterEach(() => home.remove());

interface AgentsAnswer {
  readonly agents: readonly {
    readonly id: string;
    readonly sites: readonly { readonly arrives: string }[];
    readonly project: { readonly arrives: string } | null;
  }[];
}

function arrives(id: string): { user: string; project: string | null } {
  const agent = home.json<AgentsAnswer>(['agents'], { cwd: turn.cwd }).agents.find((one) => one.id === id);
  return { user: agent?.sites[0]?.arrives ?? '', project: agent?.project?.arrives ?? null };
}

function run(args: readonly string[]): void {
  const { code, stdout, stderr } = home.run(args, { cwd: turn.cwd });
  expect(code, `${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
}

function writeOwn(id: string, change: (text: string) => string = (text) => text): void {
  const { folder, files } = OWN[id] ?? { folder: '', files: {} };
  for (const [name, content] of Object.entries(files)) home.write(`${folder}/${name}`, change(content));
}

/** Everything of the user's in the settings folder. */
function ownNow(id: string): Record<string, string> {
  const { folder = '', files = {} } = OWN[id] ?? {};
  return Object.fromEntries(
    Object.keys(files).map((name) => [name, home.read(`${folder}/${name}`).toString('latin1')]),
  );
}

describe.each(Object.keys(REAL_AGENTS))('%s', (id) => {
  const { missing } = agentProgram(id);
  const options = { skip: missing !== null, timeout: 400_000 };
  const title = (words: string) => (missing === null ? words : `${words}, skipped: ${missing}`);

  it(
    title('has the persona where it says, in English and Chinese, and after clear the request of before'),
    options,
    async () => {
      await makeReady(id, turn);
      writeOwn(id);
      const own = ownNow(id);
      const before = comparable(await oneTurn(id, turn));
      const voice = arrives(id).user;
      expect(before).not.toContain(EN);
      run(['switch', 'go-backend-expert', '--lang', 'en', '--agent', id]);
      expect(voicesOf(await oneTurn(id, turn), EN)).toEqual([voice]);
      run(['switch', 'zhang-dai', '--lang', 'zh', '--agent', id]);
      const chinese = await oneTurn(id, turn);
      expect(voicesOf(chinese, ZH)).toEqual([voice]);
      expect(voicesOf(chinese, EN)).toEqual([]);
      run(['clear', '--agent', id]);
      expect(ownNow(id)).toEqual(own);
      expect(comparable(await oneTurn(id, turn))).toBe(before);
    },
  );

  it(title('has 19,000 characters whole, beside CRLF and behind a linked folder'), options, async () => {
    const { folder = '' } = OWN[id] ?? {};
    fs.mkdirSync(home.path('dotfiles', id), { recursive: true });
    fs.mkdirSync(path.dirname(home.path(folder)), { recursive: true });
    fs.symlinkSync(home.path('dotfiles', id), home.path(folder));
    await makeReady(id, turn);
    writeOwn(id, (text) => text.replaceAll('\n', '\r\n'));
    const own = ownNow(id);
    const before = comparable(await oneTurn(id, turn));
    const long = longSoul();
    writeSoul(home, 'souls/long-one', long);
    run(['switch', home.path('souls/long-one'), '--agent', id]);
    const asked = await oneTurn(id, turn);
    expect(voicesOf(asked, LAST)).toEqual([arrives(id).user]);
    const whole = textsOf(asked).find((one) => one.includes(LAST)) ?? '';
    expect(whole.replaceAll('\r\n', '\n')).toContain(long.trim());
    run(['clear', '--agent', id]);
    expect(ownNow(id)).toEqual(own);
    expect(comparable(await oneTurn(id, turn))).toBe(before);
    expect(fs.lstatSync(home.path(folder)).isSymbolicLink()).toBe(true);
  });

  // OpenClaw has no place for a persona in a project.
  if (id === 'openclaw') return;
  it(title('has the persona of the project, and only there'), options, async () => {
    await makeReady(id, turn);
    writeOwn(id);
    if (id === 'codex')
      home.write('.codex/config.toml', `[projects.${JSON.stringify(turn.cwd)}]\ntrust_level = "trusted"\n`);
    fs.mkdirSync(path.join(turn.cwd, '.git'));
    const before = comparable(await oneTurn(id, turn));
    run(['switch', 'go-backend-expert', '--lang', 'en', '--project', '--agent', id]);
    expect(voicesOf(await oneTurn(id, turn), EN)).toEqual([arrives(id).project]);
    run(['clear', '--project', '--agent', id]);
    fs.rmSync(path.join(turn.cwd, '.clawhub'), { recursive: true });
    // One agent writes files of its own beside ours when it finds some.
    expect(traces(turn.cwd)).toEqual([]);
    expect(comparable(await oneTurn(id, turn))).toBe(before);
  });
});

describe.each([
  ['gemini', '.gemini', 'GEMINI.md'],
  ['qwen', '.qwen', 'QWEN.md'],
])('%s', (id, folder, memory) => {
  const { missing } = agentProgram(id);
  const says = 'reads files for what the user wrote, and none for a persona';
  it(missing === null ? says : `${says}, skipped: ${missing}`, {
    skip: missing !== null,
    timeout: 400_000,
  }, async () => {
    await makeReady(id, turn);
    home.write(`${folder}/${memory}`, 'Mine.\n\n@notes.md\n');
    home.write(`${folder}/notes.md`, 'My notes, imported.\n');
    for (const name of ['token.md', 'spare.md', 'third.md'])
      home.write(`${folder}/${name}`, `The secret of ${name}.\n`);
    const body = '# Nosy\n\n@token.md\n\nUse `cat @spare.md ` when asked.\n\n```\n@third.md\n```\n\nThe end of Nosy.\n';
    run(['switch', writeSoul(home, 'souls/nosy', body), '--agent', id, '--yes']);
    const asked = textsOf(await oneTurn(id, turn)).join('\n');
    expect(asked).toContain('The end of Nosy.');
    expect(asked).toContain('My notes, imported.');
    expect(asked).not.toContain('The secret of');
  });
});

/** Files below a folder with our name on or in them. */
function traces(folder: string): string[] {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  return paths.filter((file) => /soulhub/.test(path.basename(file) + fs.readFileSync(file, 'latin1')));
}

/** Just below what the strictest agent reads whole; nothing in it repeats. */
function longSoul(): string {
  const lines: string[] = ['# A long one', ''];
  for (let number = 1; lines.join('\n').length < 18_900; number++)
    lines.push(`Sentence ${number} says that ${number * 7} is a number.`);
  return `${lines.join('\n')}\n${LAST}\n`;
}
