/**
 * `run`: the real agents, one session with a soul, started by our own command. What the model receives holds the soul;
 * afterwards the user's files are what they were, also when the command is killed in the middle.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentProgram, endLeftovers, makeReady, REAL_AGENTS } from '../../helpers/agents.ts';
import { type Home, makeHome } from '../../helpers/home.ts';
import { type ModelRequest, type ModelServer, startModelServer } from '../../helpers/model-server.ts';

let home: Home;
let server: ModelServer;
beforeEach(async () => {
  home = makeHome();
  server = await startModelServer();
});
afterEach(async () => {
  endLeftovers(home.root);
  await server.close();
  home.remove();
});

/** A program on the PATH, as people have it. */
function onPath(name: string, script: string): Record<string, string> {
  home.write(`bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755);
  return { PATH: `${home.path('bin')}:${process.env.PATH}` };
}

function starter(id: string): string {
  const { file } = agentProgram(id);
  return /\.m?js$/.test(file) ? `exec "${process.execPath}" "${file}" "$@"` : `exec "${file}" "$@"`;
}

/** Everything of the user's, by its bytes and mode; what an agent itself writes at every start is left out. */
function tree(...below: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const top of below.map((folder) => home.path(folder))) {
    for (const name of fs.existsSync(top) ? fs.readdirSync(top, { recursive: true, encoding: 'utf8' }) : []) {
      const file = path.join(top, name);
      const stat = fs.lstatSync(file);
      if (stat.isFile()) found[path.relative(home.root, file)] = `${stat.mode} ${fs.readFileSync(file, 'hex')}`;
    }
  }
  return found;
}

/** A sentence of the soul, from its middle. */
function sentenceOf(soul: string): string {
  const text = home.json<{ text: string }>(['show', soul]).text ?? home.run(['show', soul, '--raw']).stdout;
  const lines = text.split('\n').filter((line) => /^[^#|>*-].{60,}/.test(line));
  return (lines[lines.length >> 1] ?? '').slice(0, 40);
}

/** Above the user: in whichever field this wire format has for it. */
function aboveUser({ body }: ModelRequest): string {
  const { system, instructions, systemInstruction, messages, input } = body as Record<string, unknown>;
  const turns = [messages, input].flatMap((list) => (Array.isArray(list) ? list : [])) as { role?: string }[];
  const spoken = turns.filter(({ role }) => role === 'system' || role === 'developer');
  return JSON.stringify([system, instructions, systemInstruction, spoken]);
}

const SETTINGS: Readonly<Record<string, { readonly file: string; readonly text: string; readonly own: string }>> = {
  claude: { file: '.claude/settings.json', text: '{\n  "outputStyle": "Explanatory"\n}\n', own: 'Explanatory' },
  codex: {
    file: '.codex/config.toml',
    text: '# mine\ndeveloper_instructions = "Say it in rhyme."\n',
    own: 'Say it in rhyme.',
  },
  qwen: { file: '.qwen/QWEN.md', text: 'My own words for qwen.\n', own: 'My own words for qwen.' },
  opencode: {
    file: '.config/opencode/opencode.json',
    text: '{\n  "$schema": "https://opencode.ai/config.json",\n  // mine\n  "instructions": ["~/mine.md"]\n}\n',
    own: 'My own words for opencode.',
  },
  gemini: { file: '.gemini/GEMINI.md', text: 'My own words for gemini.\r\n', own: 'My own words for gemini.' },
};

describe.each(Object.keys(SETTINGS))('%s', (id) => {
  const { missing } = agentProgram(id);
  it.skipIf(missing)(
    missing === null ? 'has the soul for one session, and the user keeps every byte' : `is skipped: ${missing}`,
    async () => {
      const { file, text, own } = SETTINGS[id] as (typeof SETTINGS)[string];
      home.write('mine.md', 'My own words for opencode.\n');
      const turn = { home, server, cwd: home.root };
      await makeReady(id, turn);
      home.write(file, text);
      const marker = sentenceOf('go-backend-expert');
      const before = tree(path.dirname(file));
      server.forget();
      const env = { ...onPath(id, starter(id)), ...REAL_AGENTS[id]?.env(turn) };
      const args = REAL_AGENTS[id]?.args(turn) ?? [];
      const ran = await home.start(['run', '--soul', 'go-backend-expert', '--', id, ...args], { env });
      expect(ran.code, ran.stderr + ran.stdout).toBe(0);
      const asked = server.requests.map(aboveUser);
      expect(asked.some((words) => words.includes(marker) && words.includes(own))).toBe(true);
      const after = tree(path.dirname(file));
      expect(after[file]).toBe(before[file]);
      const ours = (names: Record<string, string>) =>
        Object.keys(names).filter((name) => /(?:^|\/)(?:soulhub\.md|souls\/|\.clawhub)/.test(name));
      expect(ours(after)).toEqual(ours(before));
    },
    300_000,
  );
});

describe('a switched slot', () => {
  const own = '# Mine\r\n\r\nKeep this.\r\n';
  const slow = 'echo started; cat; exit 3';

  function workspace(): string {
    const folder = home.openclaw();
    fs.writeFileSync(path.join(folder, 'SOUL.md'), own, { mode: 0o640 });
    return folder;
  }

  it('holds the soul while the agent runs, and nothing of it is left behind', async () => {
    const folder = workspace();
    const before = tree('.openclaw');
    const seen = `cp "${folder}/SOUL.md" "${home.path('seen')}"; exit 3`;
    const ran = home.run(['run', '--soul', 'zhang-dai', '--', 'openclaw', 'agent'], { env: onPath('openclaw', seen) });
    expect(ran).toMatchObject({ code: 3 });
    expect(home.read('seen').toString()).toContain('# Zhang Dai');
    expect(tree('.openclaw')).toEqual(before);
  });

  it('is what it was when the command is killed, and the agent goes on', async () => {
    workspace();
    const before = tree('.openclaw');
    const killed = home.start(['run', '--soul', 'zhang-dai', '--', 'openclaw'], {
      env: onPath('openclaw', slow),
      killAfter: 2500,
    });
    await killed;
    await expect.poll(() => tree('.openclaw'), { timeout: 20_000 }).toEqual(before);
  });

  it('is given back by the next command when nobody was left to do it', async () => {
    const folder = workspace();
    const before = tree('.openclaw');
    const script = `kill -9 $(pgrep -P $PPID -f guard.js); kill -9 $PPID; exit 3`;
    await home.start(['run', '--soul', 'zhang-dai', '--', 'openclaw'], { env: onPath('openclaw', script) });
    expect(fs.readFileSync(path.join(folder, 'SOUL.md'), 'utf8')).toContain('# Zhang Dai');
    expect(home.json<{ agents: { soul: string | null }[] }>(['status']).agents[0]?.soul).toBeNull();
    expect(tree('.openclaw')).toEqual(before);
  });

  it('keeps what the agent wrote into its soul meanwhile', () => {
    const folder = workspace();
    const script = `echo "I learned something." >> "${folder}/SOUL.md"; exit 0`;
    expect(home.run(['run', '--soul', 'zhang-dai', '--', 'openclaw'], { env: onPath('openclaw', script) }).code).toBe(
      0,
    );
    expect(fs.readFileSync(path.join(folder, 'SOUL.md'), 'utf8')).toBe(own);
    const { slots } = home.json<{ slots: { entries: { action: string; id: number }[] }[] }>(['history']);
    const edit = slots[0]?.entries.find(({ action }) => action === 'edit');
    expect(edit).toBeDefined();
    home.run(['restore', `${edit?.id}`]);
    expect(fs.readFileSync(path.join(folder, 'SOUL.md'), 'utf8')).toContain('I learned something.');
  });

  it('is left alone when somebody switched it during the session', () => {
    const folder = workspace();
    const script = `"${process.execPath}" "$PROGRAM" switch go-backend-expert >/dev/null; exit 0`;
    const env = {
      ...onPath('openclaw', script),
      PROGRAM: path.resolve(import.meta.dirname, '../../../dist/src/cli/launch.cjs'),
    };
    expect(home.run(['run', '--soul', 'zhang-dai', '--', 'openclaw'], { env }).code).toBe(0);
    expect(fs.readFileSync(path.join(folder, 'SOUL.md'), 'utf8')).toContain('# Go Backend Expert');
    home.run(['clear']);
    expect(fs.readFileSync(path.join(folder, 'SOUL.md'), 'utf8')).toBe(own);
  });
});

describe('wrong use', () => {
  it('changes nothing', () => {
    home.openclaw();
    const before = tree('.openclaw');
    expect(home.run(['run', '--', 'openclaw']).code).toBe(2);
    expect(home.run(['run', '--soul', 'zhang-dai']).code).toBe(2);
    expect(home.run(['run', '--soul', 'no-such-soul-at-all', '--offline', '--', 'openclaw']).code).toBe(3);
    expect(home.run(['run', '--soul', 'zhang-dai', '--', 'no-such-program']).code).toBe(3);
    expect(tree('.openclaw')).toEqual(before);
  });
});
