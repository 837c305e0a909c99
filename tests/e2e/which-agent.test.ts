/** Several agents and none named: a question at a terminal, an error with the list elsewhere. */
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOneError } from '../helpers/expect.ts';
import { type Home, makeHome } from '../helpers/home.ts';
import { noTerminal, onTerminal } from '../helpers/terminal.ts';

const DOWN = '\x1b[B';
const CTRL_C = '\x03';
const MINE = { claude: '# Mine, for Claude\n', codex: '# Mine, for Codex\n' };

let home: Home;

beforeEach(() => {
  home = makeHome();
  home.write('.claude/CLAUDE.md', MINE.claude);
  home.write('.claude/settings.json', '{}\n');
  home.write('.codex/AGENTS.md', MINE.codex);
  home.write('.codex/config.toml', 'model = "any"\n');
});
afterEach(() => home.remove());

const nowIn = () =>
  home
    .json<{ agents: { agent: string; soul: string | null }[] }>(['status'])
    .agents.map(({ agent, soul }) => [agent, soul]);

describe('several agents, none named', () => {
  it('is an error with the list where nobody can be asked', () => {
    for (const words of [
      ['switch', 'zhang-dai'],
      ['diff', 'zhang-dai'],
    ]) {
      expectOneError(home.run(words), 'E_AMBIGUOUS', 2);
    }
    const { error } = home.json<{ error: { details: unknown } }>(['switch', 'zhang-dai']);
    expect(error.details).toEqual({
      candidates: ['claude', 'codex'],
      agents: { claude: 'Claude Code', codex: 'Codex' },
    });
  });

  it('is the only one that has a soul, for whatever is about that soul', () => {
    home.run(['switch', 'zhang-dai', '--agent', 'codex']);
    for (const words of [['history'], ['undo'], ['redo'], ['clear']]) {
      const { slots } = home.json<{ slots: { agent: string }[] }>(words);
      expect(slots.map(({ agent }) => agent)).toEqual(['codex']);
    }
    expect(home.read('.codex/config.toml').toString()).toBe('model = "any"\n');
    expect(home.json(['clear'])).toMatchObject({ slots: [{ agent: 'codex', changed: false }] });
    home.run(['switch', 'zhang-dai', '--agent', 'codex', '--agent', 'claude']);
    expectOneError(home.run(['clear']), 'E_AMBIGUOUS', 2);
  });

  it('need not be said where there is nothing to do', () => {
    const nothing = { code: 0, stdout: 'no persona is active, nothing to clear\n' };
    expect(home.run(['clear'])).toMatchObject(nothing);
    for (const words of [['undo'], ['redo']]) expectOneError(home.run(words), 'E_NO_HISTORY', 3);
    home.run(['switch', 'zhang-dai', '--agent', 'codex', '--agent', 'claude']);
    home.run(['clear', '--agent', 'codex', '--agent', 'claude']);
    expect(home.run(['clear'])).toMatchObject(nothing);
    expectOneError(home.run(['redo']), 'E_NO_HISTORY', 3);
  });

  it('is the only one that has a soul in the project', () => {
    home.write('repo/.git/HEAD', '');
    const here = { cwd: home.path('repo') };
    home.run(['switch', 'zhang-dai', '--project', '--agent', 'claude'], here);
    const { slots } = home.json<{ slots: { agent: string; scope: string; changed: boolean }[] }>(
      ['clear', '--project'],
      here,
    );
    expect(slots).toMatchObject([{ agent: 'claude', scope: 'project', changed: true }]);
  });

  it('undo of one, where a switch was of several, names the others', () => {
    home.run(['switch', 'zhang-dai', '--agent', 'codex', '--agent', 'claude']);
    const { slots, elsewhere } = home.json<{ slots: { agent: string }[]; elsewhere: { command: string }[] }>(['undo']);
    const left = slots[0]?.agent === 'codex' ? 'claude' : 'codex';
    expect(elsewhere).toEqual([{ agent: left, soul: 'zhang-dai', command: `clawhub undo --agent ${left}` }]);
    home.run(['redo']);
    expect(home.run(['undo']).stdout).toMatch(/still has zhang-dai: clawhub undo --agent/);
    expect(home.json(['undo', '--agent', left])).toMatchObject({ elsewhere: [] });
    expect(home.read('.codex/config.toml').toString()).toBe('model = "any"\n');
    expect(home.read('.claude/settings.json').toString()).toBe('{}\n');
  });

  it('a file that several read is called by its own name, or after the one that was named', () => {
    home.write('repo/.git/HEAD', '');
    home.write('repo/AGENTS.md', '# Ours\n');
    const here = { cwd: home.path('repo') };
    const titles = () =>
      home
        .json<{ agents: { title: string; scope: string }[] }>(['status'], here)
        .agents.flatMap(({ title, scope }) => (scope === 'project' ? [title] : []));
    expect(home.run(['switch', 'zhang-dai', '--slot', 'AGENTS.md'], here).stdout).toMatch(/^AGENTS\.md: switched/);
    expect(titles()).toEqual(['AGENTS.md']);
    expect(home.has('repo/.clawhub/souls.json')).toBe(false);
    home.run(['clear', '--slot', 'AGENTS.md'], here);
    home.run(['switch', 'zhang-dai', '--project', '--agent', 'amp'], here);
    expect(titles()).toEqual(['Amp']);
    expect(home.run(['clear', '--slot', 'AGENTS.md'], here).stdout).toMatch(/^Amp: cleared/);
    expect([titles(), home.has('repo/.clawhub/souls.json')]).toEqual([['AGENTS.md'], false]);
    expect(home.run(['undo', '--project'], here).stdout).toMatch(/^AGENTS\.md: undone/);
    expect(home.run(['clear', '--agent', 'file:AGENTS.md', '--project'], here).code).toBe(0);
    expect(home.read('repo/AGENTS.md').toString()).toBe('# Ours\n');
  });

  it('is the one that was used in the project, whether it is on this machine or not', () => {
    fs.rmSync(home.path('.claude'), { recursive: true });
    home.write('repo/.git/HEAD', '');
    home.write('repo/sub/file', '');
    const [top, below] = ['repo', 'repo/sub'].map((folder) => ({ cwd: home.path(folder) }));
    home.run(['switch', 'zhang-dai', '--project', '--agent', 'claude'], top);
    for (const here of [top, below]) {
      expect(home.json(['status', '--project'], here)).toMatchObject({
        agents: [{ agent: 'claude', root: home.path('repo'), soul: 'zhang-dai' }],
      });
      expect(home.json(['history', '--project'], here)).toMatchObject({ slots: [{ agent: 'claude' }] });
      for (const words of [
        ['clear', '--project'],
        ['undo', '--project'],
        ['clear', '--project', '--agent', 'claude'],
        ['undo', '--project', '--agent', 'claude'],
      ])
        expect(home.json(words, here)).toMatchObject({ slots: [{ root: home.path('repo'), changed: true }] });
    }
    home.run(['clear', '--project'], below);
    expect(home.run(['clear', '--project'], below).code).toBe(0);
    expect(home.json(['switch', 'zhang-dai', '--project', '--agent', 'claude'], below)).toMatchObject({
      slots: [{ root: home.path('repo/sub') }],
    });
  });

  it.skipIf(noTerminal() !== null)('is a question at a terminal', async () => {
    const { code, screen } = await onTerminal(
      home,
      ['switch', 'zhang-dai', '--yes'],
      [{ to: /Which agent\?[\s\S]*Codex/, say: `${DOWN}\r` }],
    );
    expect([code, screen]).toEqual([0, expect.stringContaining('clawhub config agent codex')]);
    expect(nowIn()).toEqual([
      ['claude', null],
      ['codex', 'zhang-dai'],
    ]);
    expect(home.run(['clear']).code).toBe(0);
    expect(home.read('.codex/AGENTS.md').toString()).toBe(MINE.codex);
    expect(home.read('.codex/config.toml').toString()).toBe('model = "any"\n');
  });

  it.skipIf(noTerminal() !== null)('and Ctrl-C at it changes nothing', async () => {
    const { code } = await onTerminal(
      home,
      ['switch', 'zhang-dai'],
      [{ to: /Which agent\?[\s\S]*Codex/, say: CTRL_C }],
    );
    expect(code).toBe(130);
    expect(nowIn()).toEqual([
      ['claude', null],
      ['codex', null],
    ]);
  });
});
