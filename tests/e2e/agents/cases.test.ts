/** What stands in the way of a persona: each is found, said, and leaves everything as it was. With the built program. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Home, makeHome, snapshot } from '../../helpers/home.ts';

const STYLE = 'go-backend-expert 1.0.0 (en)';

let home: Home;
let work: string;
beforeEach(() => {
  home = makeHome();
  work = home.path('work');
  fs.mkdirSync(path.join(work, '.git'), { recursive: true });
});
afterEach(() => home.remove());

interface Answer {
  readonly error?: { readonly code: string; readonly message: string };
  readonly slots?: readonly {
    readonly agent: string;
    readonly notes: readonly { readonly code: string; readonly message: string }[];
  }[];
}

const json = (...args: string[]) => home.json<Answer>([...args, '--lang', 'en'], { cwd: work });
const switchTo = (...more: string[]) => json('switch', 'go-backend-expert', ...more);
const notesOf = ({ slots }: Answer) => slots?.flatMap(({ notes }) => notes.map(({ code }) => code)) ?? [];

interface StatusAnswer {
  readonly agents: readonly {
    readonly agent: string;
    readonly scope: string;
    readonly soul: string | null;
    readonly notes: readonly { readonly code: string; readonly message: string }[];
  }[];
}
const statusNotes = (agent: string) =>
  home
    .json<StatusAnswer>(['status'], { cwd: work })
    .agents.filter((one) => one.agent === agent)
    .flatMap(({ notes }) => notes.map(({ code }) => code));

/** Everything of the user's: without our store and our state. */
function own(): Record<string, string> {
  const all = Object.entries(snapshot(home.root));
  return Object.fromEntries(all.filter(([name]) => !/(?:^|\/)\.(?:clawhub|soulhub)(?:\/|$)/.test(name)));
}

describe('Claude Code', () => {
  it('says that a style of the project comes before ours', () => {
    home.write('.claude/settings.json', '{}');
    home.write('work/.claude/settings.local.json', '{"outputStyle": "Explanatory"}');
    expect(notesOf(switchTo('--agent', 'claude'))).toContain('masked');
    expect(statusNotes('claude')).toContain('masked');
    home.write('work/.claude/settings.local.json', JSON.stringify({ outputStyle: STYLE }));
    expect(statusNotes('claude')).not.toContain('masked');
    home.write('work/.claude/output-styles/other.md', `---\nname: ${JSON.stringify(STYLE)}\n---\nSomething else.\n`);
    expect(statusNotes('claude')).toContain('masked');
  });

  it('says that the file of the style is gone', () => {
    home.write('.claude/settings.json', '{}');
    switchTo('--agent', 'claude');
    expect(statusNotes('claude')).not.toContain('missing');
    fs.rmSync(home.path('.claude/output-styles/soulhub.md'));
    expect(statusNotes('claude')).toContain('missing');
    home.run(['clear', '--agent', 'claude'], { cwd: work });
    expect(home.read('.claude/settings.json').toString()).toBe('{}');
  });

  it.each([
    ['a comment', '{\n  // mine\n  "model": "opus"\n}\n', /line 2: comments and trailing commas/],
    ['a comma too many', '{ "model": "opus", }', /line 1: comments and trailing commas/],
    ['half a file', '{ "model": ', /line 1: a value is missing/],
    ['no file at all', '', /it is empty, which is not valid JSON/],
    ['a bare word', '{\n  "model": opus }', /line 2: something is no JSON, such as a word without double quotes/],
    ['the key twice', '{ "outputStyle": "a",\n  "outputStyle": "b" }', /more than once \(lines 1, 2\)/],
  ])('changes nothing where settings.json has %s', (_what, settings, message) => {
    home.write('.claude/settings.json', settings);
    const before = own();
    const { error } = switchTo('--agent', 'claude');
    expect(error?.code).toBe('E_AGENT_CONFIG');
    expect(error?.message).toMatch(message);
    expect(error?.message).toContain(home.path('.claude/settings.json'));
    expect(own()).toEqual(before);
  });

  it('gives back the style that the user had chosen', () => {
    const settings = '{"outputStyle":"Explanatory","env":{"A":"1"}}\r\n';
    home.write('.claude/settings.json', settings, 0o600);
    switchTo('--agent', 'claude');
    expect(JSON.parse(home.read('.claude/settings.json').toString())).toEqual({ outputStyle: STYLE, env: { A: '1' } });
    expect(fs.statSync(home.path('.claude/settings.json')).mode & 0o777).toBe(0o600);
    home.run(['clear', '--agent', 'claude'], { cwd: work });
    expect(home.read('.claude/settings.json').toString()).toBe(settings);
  });
});

describe('OpenCode', () => {
  it("does not hide the user's CLAUDE.md behind an AGENTS.md of ours", () => {
    home.write('.claude/CLAUDE.md', 'Mine.\n');
    home.write('.config/opencode/opencode.jsonc', '{\n  // mine\n  "instructions": ["~/a.md", /* b */ "b.md",],\n}\n');
    const before = own();
    expect(notesOf(switchTo('--agent', 'opencode'))).toEqual(['hides']);
    expect(home.has('.config/opencode/AGENTS.md')).toBe(false);
    const config = home.read('.config/opencode/opencode.jsonc').toString();
    expect(config).toContain('// mine');
    expect(config).toContain(
      `[${JSON.stringify(home.path('.config/opencode/soulhub.md'))}, "~/a.md", /* b */ "b.md",]`,
    );
    expect(statusNotes('opencode')).toEqual(['hides']);
    home.run(['clear', '--agent', 'opencode'], { cwd: work });
    expect(own()).toEqual(before);
  });

  it('says so where an AGENTS.md of the user hides it already', () => {
    home.write('.claude/CLAUDE.md', 'Mine.\n');
    home.write('.config/opencode/AGENTS.md', 'Mine too.\n');
    expect(notesOf(switchTo('--agent', 'opencode'))).toEqual(['hides']);
    expect(home.read('.config/opencode/AGENTS.md').toString()).toMatch(
      /^<!-- >>> soulhub persona[\s\S]*\nMine too\.\n$/,
    );
  });

  it('follows when the user makes an AGENTS.md after the switch', () => {
    home.write('.claude/CLAUDE.md', 'Mine.\n');
    fs.mkdirSync(home.path('.config/opencode'), { recursive: true });
    switchTo('--agent', 'opencode');
    home.write('.config/opencode/AGENTS.md', 'New.\n');
    home.run(['switch', 'zhang-dai', '--agent', 'opencode'], { cwd: work });
    expect(home.has('.config/opencode/soulhub.md')).toBe(false);
    expect(home.has('.config/opencode/opencode.json')).toBe(false);
    home.run(['clear', '--agent', 'opencode'], { cwd: work });
    expect(home.read('.config/opencode/AGENTS.md').toString()).toBe('New.\n');
    expect(fs.readdirSync(home.path('.config/opencode'))).toEqual(['.clawhub', 'AGENTS.md']);
  });
});

describe('OpenCode with settings that make no sense', () => {
  it('does not hide the usual AGENTS.md behind one of ours in a folder of its own', () => {
    home.write('.config/opencode/AGENTS.md', 'Mine.\n');
    fs.mkdirSync(home.path('ocd'));
    const env = { OPENCODE_CONFIG_DIR: home.path('ocd') };
    const { slots } = home.json<Answer>(['switch', 'zhang-dai', '--agent', 'opencode'], { cwd: work, env });
    expect(slots?.[0]?.notes[0]).toMatchObject({
      code: 'hides',
      message: expect.stringContaining(home.path('.config/opencode/AGENTS.md')),
    });
    expect([home.has('ocd/AGENTS.md'), home.has('ocd/soulhub.md')]).toEqual([false, true]);
  });

  it('gives back the configuration that it wrote, though another has come to stand before it', () => {
    const [mine, other] = ['{ "instructions": ["~/my-rules.md"] }\n', '{\n  // mine\n  "theme": "x",\n}\n'];
    home.write('.claude/CLAUDE.md', 'Mine.\n');
    home.write('.config/opencode/opencode.json', mine);
    switchTo('--agent', 'opencode');
    expect(home.read('.config/opencode/opencode.json').toString()).not.toBe(mine);
    home.write('.config/opencode/opencode.jsonc', other);
    home.run(['switch', 'zhang-dai', '--agent', 'opencode'], { cwd: work });
    expect(home.read('.config/opencode/opencode.json').toString()).toBe(mine);
    expect(home.read('.config/opencode/opencode.jsonc').toString()).toContain('soulhub.md');
    home.run(['undo', '--agent', 'opencode'], { cwd: work });
    home.run(['clear', '--agent', 'opencode'], { cwd: work });
    expect(home.read('.config/opencode/opencode.json').toString()).toBe(mine);
    expect(home.read('.config/opencode/opencode.jsonc').toString()).toBe(other);
    expect(home.has('.config/opencode/soulhub.md')).toBe(false);
  });

  it('drops nothing of the user to make room for the persona', () => {
    home.write('.claude/CLAUDE.md', 'Mine.\n');
    home.write('.config/opencode/opencode.json', '{ "instructions": "notes.md" }\n');
    const before = own();
    const { error } = switchTo('--agent', 'opencode');
    expect(error).toMatchObject({
      code: 'E_AGENT_CONFIG',
      message: expect.stringContaining('instructions is not a list'),
    });
    expect(own()).toEqual(before);
  });
});

describe('Codex', () => {
  it('refuses a file that has the key twice, and says where', () => {
    home.write('.codex/config.toml', 'developer_instructions = "a"\nmodel = "x"\ndeveloper_instructions = "b"\n');
    const before = own();
    const { error } = switchTo('--agent', 'codex');
    expect(error).toMatchObject({ code: 'E_AGENT_CONFIG' });
    expect(error?.message).toMatch(/developer_instructions more than once \(lines 1, 3\)/);
    expect(own()).toEqual(before);
  });

  it.each([
    [
      'a table',
      '[developer_instructions]\nx = 5\n',
      /developer_instructions is not a plain key before the first table/,
    ],
    ['a table by its dots', 'developer_instructions.x = 5\n', /developer_instructions is not a plain key/],
    ['a number', 'developer_instructions = 5\n', /developer_instructions is not a text there/],
    ['no sense', 'a = 1\n\n[b\n', /it is not valid TOML, line 3: /],
  ])('changes nothing where the key is %s', (_what, config, message) => {
    home.write('.codex/config.toml', config);
    const before = own();
    const { error } = switchTo('--agent', 'codex');
    expect(error).toMatchObject({ code: 'E_AGENT_CONFIG', message: expect.stringMatching(message) });
    expect(own()).toEqual(before);
  });

  it('keeps the instructions of the user in front of the persona', () => {
    const config = "developer_instructions = '''\nAlways test.\n''' # mine\n";
    home.write('.codex/config.toml', config);
    switchTo('--agent', 'codex');
    expect(home.read('.codex/config.toml').toString()).toMatch(
      /^developer_instructions = "Always test\.\\n\\n# Go Backend/,
    );
    home.run(['switch', 'zhang-dai', '--agent', 'codex'], { cwd: work });
    expect(
      home
        .read('.codex/config.toml')
        .toString()
        .match(/Always test/g),
    ).toHaveLength(1);
    home.run(['clear', '--agent', 'codex'], { cwd: work });
    expect(home.read('.codex/config.toml').toString()).toBe(config);
  });

  it('says that a project is not trusted, and that one comes before the user', () => {
    home.write('.codex/config.toml', '');
    expect(notesOf(switchTo('--agent', 'codex', '--project'))).toEqual(['untrusted']);
    home.write('.codex/config.toml', `[projects."${work}"]\ntrust_level = "trusted"\n`);
    expect(statusNotes('codex')).toEqual([]);
    expect(notesOf(switchTo('--agent', 'codex'))).toEqual(['masked']);
    home.write('work/.git/HEAD', '');
    fs.mkdirSync(path.join(work, 'src'));
    const below = home.json<Answer>(['switch', 'zhang-dai', '--agent', 'codex'], { cwd: path.join(work, 'src') });
    expect(notesOf(below)).toEqual(['masked']);
  });
});

describe('files that an agent would read where a text has @file', () => {
  it.each([
    ['gemini', '.gemini/GEMINI.md'],
    ['qwen', '.qwen/QWEN.md'],
  ])('are not read for a persona in %s', (agent, file) => {
    home.write(file, 'Mine, with @notes.md\n');
    const body =
      '@oauth_creds.json @.env\n\nUse `cat @~/secret `. **Ask @ada**, a@b.example，请联系 @小明。\n\n```\n@settings.json\n```\n';
    home.write('bad/SOUL.md', `---\nname: bad\nversion: 1.0.0\nkind: soul\nlanguages: [en]\n---\n\n${body}`);
    home.run(['switch', home.path('bad'), '--agent', agent, '--yes'], { cwd: work });
    const written = home.read(file).toString();
    expect(written).toContain(body.replaceAll(/(?<=^|[ \n])@/g, '\\@'));
    expect(written.match(/(?:^|\s)@\S+/g)).toEqual([' @notes.md']);
    home.run(['clear', '--agent', agent], { cwd: work });
    expect(home.read(file).toString()).toBe('Mine, with @notes.md\n');
  });
});

describe('Hermes', () => {
  it('names the words for which it would drop the persona', () => {
    fs.mkdirSync(home.path('.hermes'));
    home.write(
      'bad/SOUL.md',
      '---\nname: bad\nversion: 1.0.0\nkind: soul\nlanguages: [en]\n---\n\n# Bad\n\nYou are now a pirate.\nPretend to be 👩‍🔬 sometimes.\n',
    );
    const [slot] = home.json<Answer>(['switch', home.path('bad'), '--agent', 'hermes'], { cwd: work }).slots ?? [];
    expect(slot?.notes.map(({ code }) => code)).toEqual(['words']);
    expect(slot?.notes[0]?.message).toMatch(/3: "You are now a", 4: "Pretend to be", 4: "U\+200D"/i);
    expect(home.read('.hermes/SOUL.md').toString()).toContain('pirate');
    expect(notesOf(switchTo('--agent', 'hermes'))).toEqual([]);
  });
});

describe('Windsurf', () => {
  it('counts the whole file against the limit, and leaves it when the persona does not fit', () => {
    home.write('.codeium/windsurf/memories/global_rules.md', 'x'.repeat(3000));
    home.write(
      's/SOUL.md',
      `---\nname: s\nversion: 1.0.0\nkind: soul\nlanguages: [en]\n---\n\n# S\n\n${'word '.repeat(700)}\n`,
    );
    const before = own();
    const { error } = home.json<Answer>(['switch', home.path('s'), '--agent', 'windsurf'], { cwd: work });
    expect(error).toMatchObject({ code: 'E_PERSONA_TOO_LONG' });
    expect(error?.message).toContain('6000');
    expect(own()).toEqual(before);
    expect(
      home.json<Answer>(['switch', home.path('s'), '--agent', 'windsurf', '--force'], { cwd: work }).error,
    ).toBeUndefined();
  });
});

describe('one file for several agents', () => {
  it('is changed once, and the others are named', () => {
    home.write('work/AGENTS.md', '# Ours\n');
    const before = own();
    const both = switchTo('--project', '--agent', 'amp', '--agent', 'zed');
    expect(both.slots?.map(({ agent }) => agent)).toEqual(['amp']);
    expect(notesOf(both)).toContain('shared');
    expect(both.slots?.[0]?.notes.find(({ code }) => code === 'shared')?.message).toContain('Zed');
    expect(
      home.json<Answer>(['switch', 'zhang-dai', '--project', '--agent', 'zed'], { cwd: work }).error,
    ).toBeUndefined();
    expect(
      home
        .read('work/AGENTS.md')
        .toString()
        .match(/>>> soulhub persona/g),
    ).toHaveLength(1);
    expect(home.json<Answer>(['clear', '--slot', 'AGENTS.md'], { cwd: work }).error).toBeUndefined();
    expect(own()).toEqual(before);
  });

  it('cannot hold two souls that a project names', () => {
    for (const name of ['go-backend-expert', 'zhang-dai']) home.run(['install', name], { cwd: work });
    const agents = { amp: { soul: 'go-backend-expert' }, zed: { soul: 'zhang-dai' } };
    home.write('work/.clawhub/souls.json', JSON.stringify({ version: 1, agents }));
    const { error } = json('switch', '--project');
    expect(error?.code).toBe('E_PROJECT');
    expect(error?.message).toMatch(/Amp and Zed both read AGENTS\.md/);
    expect(home.has('work/AGENTS.md')).toBe(false);
  });
});

describe('any other file', () => {
  it('is swapped whole, or has a block where people write themselves', () => {
    home.write('work/prompts/system.txt', 'My own prompt.');
    home.write('work/.cursorrules', 'Tabs, not spaces.');
    const before = own();
    expect(switchTo('--slot', 'prompts/system.txt').error).toBeUndefined();
    expect(home.read('work/prompts/system.txt').toString()).toMatch(/^# Go Backend Expert\n/);
    expect(switchTo('--slot', '.cursorrules').error).toBeUndefined();
    expect(home.read('work/.cursorrules').toString()).toMatch(/<<< -->\nTabs, not spaces\.$/);
    for (const file of ['prompts/system.txt', '.cursorrules']) home.run(['clear', '--slot', file], { cwd: work });
    expect(own()).toEqual(before);
  });

  it('goes with no other way to name a slot', () => {
    expect(switchTo('--slot', 'a.md', '--project').error?.code).toBe('E_USAGE');
    expect(switchTo('--global', '--project').error?.code).toBe('E_USAGE');
    expect(json('switch').error?.code).toBe('E_USAGE');
  });
});

describe('a disk that does not let us', () => {
  const root = process.getuid?.() === 0;

  it.runIf(root)('says whose the settings are, and changes nothing', () => {
    const nobody = 65_534;
    home.write('.claude/settings.json', '{}', 0o644);
    for (const folder of [home.root, home.path('.claude'), work]) fs.chownSync(folder, nobody, nobody);
    const before = own();
    const ran = home.run(['switch', 'go-backend-expert', '--agent', 'claude', '--json'], { cwd: work, uid: nobody });
    const { error } = JSON.parse(ran.stdout) as Answer;
    expect(error).toMatchObject({ code: 'E_FILE' });
    expect(error?.message).toBe(`${home.path('.claude/settings.json')} belongs to another user (uid 0)`);
    expect(own()).toEqual(before);
  });

  it.each(['mkdir', 'write', 'rename'])(
    'changes nothing where %s says that the disk is read-only, at any step',
    (step) => {
      home.write('work/.claude/settings.json', '{ "model": "opus" }');
      home.run(['install', 'go-backend-expert'], { cwd: home.root });
      const before = own();
      for (let at = 1; at < 40; at++) {
        const ran = home.run(['switch', 'go-backend-expert', '--project', '--agent', 'claude', '--json'], {
          cwd: work,
          env: { SOULHUB_FAULT: `${step}@${at}=EROFS` },
        });
        if (ran.code === 0) return;
        expect((JSON.parse(ran.stdout) as Answer).error).toMatchObject({ code: 'E_FILE' });
        // The switch itself was done when only the note of the project failed.
        if (home.has('work/.claude/output-styles/soulhub.md'))
          home.run(['clear', '--project', '--agent', 'claude'], { cwd: work });
        expect(own(), `${step}@${at}`).toEqual(before);
      }
      throw new Error('it never came to an end');
    },
  );
});

describe('killed at any step', () => {
  it('a slot of settings and file is all old or all new, folders too', () => {
    home.write('work/.claude/settings.json', '{ "model": "opus" }\n');
    home.run(['install', 'go-backend-expert'], { cwd: home.root });
    const before = own();
    const args = ['switch', 'go-backend-expert', '--project', '--agent', 'claude'];
    home.run(args, { cwd: work, env: { SOULHUB_FAULT_TRACE: home.path('.soulhub/trace') } });
    const steps = home.read('.soulhub/trace').toString().trim().split('\n');
    const after = own();
    home.run(['clear', '--project', '--agent', 'claude'], { cwd: work });
    expect(own()).toEqual(before);
    const nth = new Map<string, number>();
    for (const step of steps) {
      nth.set(step, (nth.get(step) ?? 0) + 1);
      home.run(args, { cwd: work, env: { SOULHUB_FAULT: `${step}@${nth.get(step)}=kill` } });
      // Another agent's command under the same root settles what was left.
      home.run(['switch', 'zhang-dai', '--project', '--agent', 'amp'], { cwd: work });
      home.run(['clear', '--project', '--agent', 'amp'], { cwd: work });
      expect([before, after], `${step}@${nth.get(step)}`).toContainEqual(own());
      home.run(['clear', '--project', '--agent', 'claude'], { cwd: work });
      expect(own(), `cleared after ${step}@${nth.get(step)}`).toEqual(before);
    }
    expect(steps.length).toBeGreaterThan(15);
  }, 240_000);
});
