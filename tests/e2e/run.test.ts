/** `run`, whatever program is started: only the agent's own gets its flags, and no text of a persona is ever a command. */
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Home, makeHome, writeSoul } from '../helpers/home.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
  home.write('.codex/config.toml', 'model = "x"\n');
  home.write('.claude/settings.json', '{}\n');
});
afterEach(() => home.remove());

/** A program on the PATH that keeps its arguments and the slots it finds. */
function fake(name: string): string {
  const script = `#!/bin/sh
for word in "$@"; do printf '%s\\0' "$word"; done > "$HOME/argv"
cat "$HOME/.codex/config.toml" "$HOME/.claude/output-styles/soulhub.md" > "$HOME/slots" 2>/dev/null
exit 7
`;
  return home.write(`bin/${name}`, script, 0o755);
}

const argv = () => home.read('argv').toString().split('\0').slice(0, -1);
const onPath = () => ({ env: { PATH: `${home.path('bin')}:${process.env.PATH}` } });

describe('a persona that holds words of a shell', () => {
  const words = () => {
    const touch = `touch ${home.path('PWNED')}`;
    return [`$(${touch})`, `\`${touch}\``, `"; ${touch}; "`, `'; ${touch}; '`, `" & ${touch} & rem "`];
  };
  const run = (agent: string, ...command: string[]) =>
    home.run(['run', '--soul', './ev', '--agent', agent, '--yes', '--', ...command], onPath());

  beforeEach(() => {
    writeSoul(home, 'ev', `# Ev\n\nA kind helper.\n\n${words().join('\n\n')}\n`);
  });
  afterEach(() => expect(home.has('PWNED')).toBe(false));

  const settings = () => [home.read('.codex/config.toml').toString(), home.read('.claude/settings.json').toString()];

  describe.each(['codex', 'claude'])('for %s', (agent) => {
    it.each([
      ['sh', '-c', 'echo HELLO'],
      ['env', 'sh', '-c', 'echo HELLO'],
      ['/bin/sh', '-c', 'echo HELLO'],
    ])('reaches %s as a slot only, which is given back', (...command) => {
      const own = settings();
      const ran = run(agent, ...command);
      expect(ran).toMatchObject({ code: 0, stdout: 'HELLO\n' });
      expect(ran.stderr).toContain('given back afterwards');
      expect(settings()).toEqual(own);
      expect(home.has('.claude/output-styles')).toBe(false);
    });

    it.each(['env', 'npx.cmd', `${agent}.cmd`, 'other-agent'])(
      'is in the slot for %s, and in no argument',
      (program) => {
        fake(program.replace('env', agent));
        expect(run(agent, program, ...(program === 'env' ? [agent] : []), 'hi').code).toBe(7);
        expect(argv()).toEqual(['hi']);
        expect(home.read('slots').toString()).toContain('A kind helper.');
        expect(settings()).toEqual(['model = "x"\n', '{}\n']);
      },
    );

    it.each(['name', 'path', 'exe'])("goes to the agent's own program as its flag (%s)", (called) => {
      const file = fake(called === 'exe' ? `${agent}.exe` : agent);
      const ran = run(agent, called === 'name' ? agent : file, 'exec', 'hi');
      expect(ran.code).toBe(7);
      expect(ran.stderr).not.toContain('given back');
      expect(argv().slice(-2)).toEqual(['exec', 'hi']);
      expect(argv()[0]).toBe(agent === 'codex' ? '-c' : '--append-system-prompt-file');
      expect(argv()).toHaveLength(4);
      if (agent === 'codex') for (const line of words()) expect(argv()[1]).toContain(JSON.stringify(line).slice(1, -1));
      expect(home.read('slots').toString()).not.toContain('A kind helper.');
    });
  });

  it("is not given to one agent by another's flag", () => {
    fake('codex');
    expect(run('claude', 'codex', 'hi').code).toBe(7);
    expect(argv()).toEqual(['hi']);
    expect(home.read('slots').toString()).toContain('A kind helper.');
    expect(fs.readdirSync(home.path('.claude'))).toEqual(['settings.json']);
  });
});
