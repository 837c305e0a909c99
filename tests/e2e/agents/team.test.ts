/** A team in OpenClaw: an agent and a workspace for each member, by OpenClaw's own configuration, and back again. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { agentProgram, endLeftovers, REAL_AGENTS, runAgent } from '../../helpers/agents.ts';
import { type Home, makeHome, writeSoul } from '../../helpers/home.ts';
import { startModelServer } from '../../helpers/model-server.ts';

const MEMBERS = ['go-backend-expert', 'incident-commander', 'ruthless-line-editor', 'slow-query-detective'];
const CONFIG = '.openclaw/openclaw.json';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => {
  endLeftovers(home.root);
  home.remove();
});

const workspaceOf = (id: string) => home.path(`.openclaw/workspace-${id}`);
const files = () =>
  fs
    .readdirSync(home.path('.openclaw'), { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.includes('.clawhub') && fs.statSync(home.path('.openclaw', name)).isFile())
    .sort();
const code = (...args: string[]) => home.json<{ error: { code: string } }>(args).error.code;

describe('a team', () => {
  const configurations: Readonly<Record<string, string | null>> = {
    'no configuration': null,
    'an empty one': '{}',
    'comments, commas, Windows line ends': '{\r\n  // mine\r\n  "gateway": { "mode": "local", },\r\n}\r\n',
    'a default workspace': '{"agents":{"defaults":{"workspace":"~/.openclaw/workspace"}}}\n',
    'agents of its own':
      '{\n\t"agents": {\n\t\t"entries": {\n\t\t\t"main": { "default": true }, "work": {} // two\n\t\t}\n\t}\n}\n',
  };

  it.each(Object.entries(configurations))('comes and goes with every byte: %s', (_name, config) => {
    fs.mkdirSync(home.path('.openclaw/workspace'), { recursive: true });
    if (config !== null) home.write(CONFIG, config);
    const before = files();
    const ran = home.run(['switch', 'on-call-room']);
    expect(ran.code, ran.stderr).toBe(0);
    for (const id of MEMBERS) expect(fs.readFileSync(path.join(workspaceOf(id), 'SOUL.md'), 'utf8')).toMatch(/^# /);
    const found =
      home.json<{ agents: { sites: { agent: string; root: string }[] }[] }>(['agents']).agents[0]?.sites ?? [];
    for (const id of MEMBERS)
      expect(found).toContainEqual(expect.objectContaining({ agent: `openclaw:${id}`, root: workspaceOf(id) }));
    expect(found.find(({ agent }) => agent === 'openclaw')?.root).toBe(home.path('.openclaw/workspace'));
    const status = home.json<{ agents: { agent: string; soul: string; drift: boolean }[] }>(['status']).agents;
    expect(status.find(({ agent }) => agent === 'openclaw-team')).toMatchObject({ soul: 'on-call-room', drift: false });
    expect(home.run(['clear']).code).toBe(0);
    expect(files()).toEqual(before);
    if (config !== null) expect(home.read(CONFIG).toString()).toBe(config);
  });

  it('keeps what the user adds to the configuration meanwhile', () => {
    home.openclaw({});
    home.run(['switch', 'on-call-room', '--lang', 'zh']);
    expect(fs.readFileSync(path.join(workspaceOf('go-backend-expert'), 'SOUL.md'), 'utf8')).toContain('# Go 后端专家');
    const edited = home.read(CONFIG).toString().replace(/^\{/, '{ "logging": { "level": "info" },');
    home.write(CONFIG, edited);
    home.run(['clear']);
    expect(JSON.parse(home.read(CONFIG).toString())).toEqual({ logging: { level: 'info' } });
  });

  it('gives a workspace its own text back', () => {
    home.openclaw({});
    home.write('.openclaw/workspace-incident-commander/SOUL.md', '# Mine\r\n');
    home.run(['switch', 'on-call-room']);
    home.run(['undo', '--agent', 'openclaw-team']);
    expect(home.read('.openclaw/workspace-incident-commander/SOUL.md').toString()).toBe('# Mine\r\n');
    home.run(['redo', '--agent', 'openclaw-team']);
    expect(home.read('.openclaw/workspace-incident-commander/SOUL.md').toString()).toContain('# Incident Commander');
    home.run(['clear', '--agent', 'openclaw-team']);
    expect(home.read('.openclaw/workspace-incident-commander/SOUL.md').toString()).toBe('# Mine\r\n');
  });

  it('is refused where somebody would lose a seat, and nothing changes', () => {
    fs.mkdirSync(home.path('.openclaw/workspace'), { recursive: true });
    const refused = (config: string) => {
      home.write(CONFIG, config);
      const before = files();
      const got = code('switch', 'on-call-room');
      expect([files(), home.read(CONFIG).toString()]).toEqual([before, config]);
      return got;
    };
    expect(
      refused('{"agents":{"entries":{"main":{"default":true},"incident-commander":{"workspace":"/elsewhere"}}}}'),
    ).toBe('E_EXISTS');
    expect(refused('{"agents":{"list":[{"id":"main"}]}}')).toBe('E_AGENT_CONFIG');
    expect(refused('{"agents":{"entries":{"work":{}}}}')).toBe('E_AGENT_CONFIG');
    expect(refused('{ gateway: {} }')).toBe('E_AGENT_CONFIG');
    home.write('.openclaw/agents.json5', '{ agents: { entries: { work: { default: true }, home: {} } } }');
    expect(refused('{ "$include": "./agents.json5" }')).toBe('E_AGENT_CONFIG');
    fs.rmSync(home.path('.openclaw/agents.json5'));
    expect(code('switch', 'on-call-room', '--slot', 'X.md')).toBe('E_NOT_A_SOUL');
  });

  describe('that wants a soul in a certain range', () => {
    const soulOfSeat = () => fs.readFileSync(path.join(workspaceOf('lamp'), 'SOUL.md'), 'utf8');
    beforeEach(() => {
      home.openclaw({});
      for (const version of ['1.0.0', '2.0.0'])
        writeSoul(home, `${version}/lamp`, `# Lamp ${version}\n\nYou are a lamp.\n`, { version });
      const head = 'name: crew\nversion: 1.0.0\nkind: team\ndescription: A crew.\nlicense: MIT\n';
      const souls = 'souls:\n  - name: lamp\n    range: ^1.0.0\n';
      home.write('crew/TEAM.md', `---\n${head}${souls}---\n\n# Crew\n\nThey work by night.\n`);
      expect(home.run(['mirror', 'site', '1.0.0', '2.0.0', 'crew']).code).toBe(0);
      home.write('.soulhub/config.json', JSON.stringify({ hubs: [home.path('site')] }));
    });

    it('seats that one, also where it is not installed yet', () => {
      const ran = home.run(['switch', 'crew']);
      expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('installed lamp 1.0.0')]);
      expect(soulOfSeat()).toContain('# Lamp 1.0.0');
    });

    it('seats that one where another is installed, and tells it', () => {
      expect(home.run(['install', 'lamp']).stdout).toContain('lamp 2.0.0');
      const dry = home.run(['switch', 'crew', '--dry-run']);
      expect(dry.stderr).toContain('lamp 1.0.0 would be installed in place of 2.0.0');
      const ran = home.run(['switch', 'crew']);
      expect([ran.code, ran.stderr]).toEqual([0, expect.stringContaining('installed lamp 1.0.0 in place of 2.0.0')]);
      expect(soulOfSeat()).toContain('# Lamp 1.0.0');
    });

    it('is refused where another one is pinned, and nothing changes', () => {
      for (const words of [
        ['install', 'lamp'],
        ['pin', 'lamp'],
      ])
        expect(home.run(words).code).toBe(0);
      expect(code('switch', 'crew')).toBe('E_PINNED');
      expect(fs.existsSync(workspaceOf('lamp'))).toBe(false);
    });
  });

  it('needs OpenClaw', () => {
    expect(code('switch', 'on-call-room', '--agent', 'openclaw')).toBe('E_NO_AGENT');
    expect(code('switch', 'on-call-room')).toBe('E_NOT_A_SOUL');
  });
});

const { missing } = agentProgram('openclaw');

describe.skipIf(missing)(missing === null ? 'OpenClaw itself' : `OpenClaw itself, skipped: ${missing}`, () => {
  it('has the members as agents, each with its soul', async () => {
    const server = await startModelServer();
    try {
      const turn = { home, server, cwd: home.root };
      REAL_AGENTS.openclaw?.prepare?.(turn);
      const before = home.read(CONFIG).toString();
      expect(home.run(['switch', 'on-call-room']).code).toBe(0);
      const { stdout } = spawnSync(process.execPath, [agentProgram('openclaw').file, 'agents', 'list', '--json'], {
        encoding: 'utf8',
        env: { PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: home.root, OPENCLAW_OFFLINE: '1' },
        timeout: 120_000,
      });
      const listed: { id: string; workspace: string; isDefault: boolean }[] = JSON.parse(
        stdout.slice(stdout.indexOf('[')),
      );
      for (const id of MEMBERS)
        expect(listed).toContainEqual(expect.objectContaining({ id, workspace: workspaceOf(id), isDefault: false }));
      expect(listed.find(({ isDefault }) => isDefault)?.id).toBe('main');
      const ran = await runAgent(
        'openclaw',
        ['agent', '--local', '--agent', 'incident-commander', '-m', 'hello'],
        turn,
      );
      const system = JSON.stringify(server.requests.map(({ body }) => body.messages));
      expect(system, ran.output.slice(-500)).toContain('# Incident Commander');
      home.run(['clear']);
      expect(home.read(CONFIG).toString()).toBe(before);
    } finally {
      await server.close();
    }
  }, 400_000);
});
