/** Which slot a command means, and what it says about it. */
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectOneError } from '../helpers/expect.ts';
import { type Home, makeHome, type RunOptions, writeSoul } from '../helpers/home.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

/** Fails unless the command is done; what it said. */
function fine(args: readonly string[], options?: RunOptions) {
  const ran = home.run(args, options);
  expect(ran.code, ran.stdout + ran.stderr).toBe(0);
  return ran;
}

describe('in the home folder', () => {
  it.each(['codex', 'claude'])("the file of the project is the user's own: nothing masks it (%s)", (agent) => {
    home.write(agent === 'codex' ? '.codex/config.toml' : '.claude/settings.json', agent === 'codex' ? '' : '{}\n');
    const { stdout, stderr } = fine(['switch', 'zhang-dai']);
    expect(stdout + stderr).not.toMatch(/in this project/);
    expect(JSON.stringify(home.json(['status']))).not.toContain('masked');
    const { agents } = home.json<{ agents: { id: string; project: unknown }[] }>(['agents']);
    expect(agents.find(({ id }) => id === agent)?.project).toBeNull();
    expectOneError(home.run(['switch', 'zhang-dai', '--project', '--agent', agent]), 'E_NO_AGENT', 3);
    fs.mkdirSync(home.path('work'));
    expect(
      home
        .json<{ agents: { id: string; project: unknown }[] }>(['agents'], { cwd: home.path('work') })
        .agents.find(({ id }) => id === agent)?.project,
    ).not.toBeNull();
  });
});

describe('where nothing is named', () => {
  const souls = () => {
    const { agents } = home.json<{ agents: { agent: string; soul: string | null }[] }>(['status']);
    return Object.fromEntries(agents.map(({ agent, soul }) => [agent, soul]));
  };

  it('clear tells which other agent still has a soul, and how to clear it', () => {
    home.openclaw();
    home.write('.gemini/GEMINI.md', '# Mine\n');
    fine(['switch', 'zhang-dai', '--agent', 'gemini']);
    expect(fine(['clear']).stdout).toContain('Gemini CLI still has zhang-dai: clawhub clear --agent gemini');
    expect(home.json(['clear'])).toMatchObject({
      elsewhere: [{ agent: 'gemini', soul: 'zhang-dai', command: 'clawhub clear --agent gemini' }],
    });
    fine(['clear', '--agent', 'gemini']);
    expect(home.json(['clear'])).toMatchObject({ elsewhere: [] });
  });

  it('restore of what is there changes nothing, and says so', () => {
    home.openclaw();
    const history = () => home.json<{ slots: { entries: unknown[] }[] }>(['history']).slots[0]?.entries.length ?? 0;
    expect(fine(['restore', '1']).stdout).toContain('OpenClaw: nothing to change; it holds your own text');
    expect(history()).toBe(1);
    fine(['switch', 'zhang-dai']);
    expect(fine(['restore', '2']).stdout).toContain('nothing to change; it holds Zhang Dai');
    expect(history()).toBe(2);
    expect(fine(['restore', '1']).stdout).toContain('restored; now nothing, as before');
  });

  it('undo reverses the last change, in whichever agent it was, and redo goes the same way back', () => {
    home.openclaw();
    home.write('.gemini/GEMINI.md', '# Mine\n');
    fine(['switch', 'go-backend-expert']);
    fine(['switch', 'zhang-dai', '--agent', 'gemini']);
    expect(fine(['undo']).stdout).toContain('Gemini CLI: undone');
    expect(souls()).toEqual({ openclaw: 'go-backend-expert', gemini: null });
    expect(fine(['undo']).stdout).toContain('OpenClaw: undone');
    expect(souls()).toEqual({ openclaw: null, gemini: null });
    expectOneError(home.run(['undo']), 'E_NO_HISTORY', 3);
    expect(fine(['redo']).stdout).toContain('OpenClaw: redone');
    expect(fine(['redo']).stdout).toContain('Gemini CLI: redone');
    fine(['undo', '--agent', 'openclaw']);
    expect(souls()).toEqual({ openclaw: null, gemini: 'zhang-dai' });
  });

  it('undo takes a team away that was seated last, and redo seats it again', () => {
    home.openclaw();
    fine(['switch', 'go-backend-expert']);
    fine(['switch', 'on-call-room']);
    expect(fine(['undo']).stdout).toContain('OpenClaw (team): undone');
    expect(souls()).toEqual({ openclaw: 'go-backend-expert' });
    expect(fine(['redo']).stdout).toContain('OpenClaw (team): redone');
    expect(souls()).toMatchObject({ 'openclaw-team': 'on-call-room' });
  });

  it('status shows what is active in the working directory beside the agents', () => {
    home.openclaw();
    fs.mkdirSync(home.path('work'));
    const here = { cwd: home.path('work') };
    const agents = () =>
      home.json<{ agents: { agent: string; soul: string }[] }>(['status'], here).agents.map(({ agent }) => agent);
    fine(['switch', 'zhang-dai', '--slot', 'NOTES.md'], here);
    fine(['switch', 'go-backend-expert', '--agent', 'folder'], here);
    expect(agents().sort()).toEqual(['file:NOTES.md', 'folder', 'openclaw']);
    expect(fine(['clear'], here).stdout).toContain('clawhub clear --agent file:NOTES.md');
    fine(['clear', '--agent', 'file:NOTES.md'], here);
    fine(['clear', '--agent', 'folder'], here);
    expect(agents()).toEqual(['openclaw']);
  });
});

describe('a folder that was named with --workspace', () => {
  it('has one history: plain commands in it know what is there', () => {
    home.write('SOUL.md', 'mine\n');
    fine(['switch', 'zhang-dai', '--workspace', '.']);
    expect(home.json(['status'])).toMatchObject({ agents: [{ soul: 'zhang-dai' }] });
    fine(['switch', 'go-backend-expert']);
    fine(['undo', '--workspace', '.']);
    expect(home.json(['clear'])).toMatchObject({ slots: [{ changed: true, soul: null }] });
    expect([home.read('SOUL.md').toString(), home.has('IDENTITY.md')]).toEqual(['mine\n', false]);
    const { slots } = home.json<{ slots: { entries: { action: string; soul: unknown }[] }[] }>(['history']);
    expect(slots[0]?.entries.filter(({ action }) => action === 'original')).toHaveLength(1);
    const { slots: named } = home.json<{ slots: { entries: unknown }[] }>(['history', '--workspace', '.']);
    expect(named[0]?.entries).toEqual(slots[0]?.entries);
  });

  it('also where its file was named with --slot', () => {
    home.write('SOUL.md', 'mine\n');
    fine(['switch', 'zhang-dai']);
    fine(['switch', 'go-backend-expert', '--slot', './SOUL.md']);
    expect(home.has('IDENTITY.md')).toBe(false);
    expect(home.json(['status'])).toMatchObject({ agents: [{ soul: 'go-backend-expert' }] });
    fine(['clear']);
    expect(home.read('SOUL.md').toString()).toBe('mine\n');
    expect(home.json(['clear', '--slot', './SOUL.md'])).toMatchObject({ slots: [{ changed: false, soul: null }] });
    expect(home.read('SOUL.md').toString()).toBe('mine\n');
  });

  it('is shown beside the agents, and found by undo', () => {
    home.write('.claude/settings.json', '{}\n');
    home.write('work/SOUL.md', 'mine\n');
    const here = { cwd: home.path('work') };
    fine(['switch', 'zhang-dai', '--workspace', '.'], here);
    const { agents } = home.json<{ agents: { soul: string | null }[] }>(['status'], here);
    expect(agents.map(({ soul }) => soul)).toEqual([null, 'zhang-dai']);
    fine(['undo'], here);
    expect(home.read('work/SOUL.md').toString()).toBe('mine\n');
  });
});

describe('a configuration of OpenClaw that', () => {
  it('cannot be edited is in the way of a team only, while it is seated', () => {
    home.openclaw();
    fine(['switch', 'on-call-room']);
    fine(['clear']);
    const seated = home.write('.openclaw/openclaw.json', '{ // mine\n  gateway: { port: 1 },\n}\n');
    expect(home.json(['status'])).toMatchObject({ agents: [{ agent: 'openclaw', problem: null }] });
    fine(['switch', 'zhang-dai']);
    expect(fine(['undo']).stdout).toContain('OpenClaw: undone');
    fine(['clear']);
    home.openclaw();
    fine(['switch', 'on-call-room']);
    fs.writeFileSync(seated, '{ gateway: { port: 1 } }\n');
    expect(home.json(['status'])).toMatchObject({
      agents: [
        { agent: 'openclaw', problem: null },
        { agent: 'openclaw-team', problem: { code: 'E_AGENT_CONFIG' } },
      ],
    });
    expectOneError(home.run(['clear']), 'E_AGENT_CONFIG', 8);
  });

  it('is broken is in nobody’s way who need not know its workspace', () => {
    home.write('.claude/settings.json', '{}\n');
    fine(['switch', 'zhang-dai', '--agent', 'claude']);
    home.write('.openclaw/openclaw.json', '{ "a": ');
    for (const words of [['history'], ['why'], ['list'], ['prune'], ['undo'], ['redo'], ['clear']]) fine(words);
    expect(home.read('.claude/settings.json').toString()).toBe('{}\n');
    expect(home.run(['verify']).stdout).toMatch(/✓ zhang-dai 1.0.0: as installed\n✗ OpenClaw: /);
    const skill = home.run(['install', 'find-souls']);
    expectOneError(skill, 'E_AGENT_CONFIG', 8);
    expect(skill.stderr).toContain('--workdir <folder>');
    fine(['install', 'find-souls', '--workdir', home.root]);
    expectOneError(home.run(['switch', 'zhang-dai']), 'E_AGENT_CONFIG', 8);
  });
});

describe('what was edited in a slot', () => {
  it('is kept by uninstall as well, and its number is told', () => {
    home.openclaw();
    writeSoul(home, 'lamp', '# Lamp\n');
    fine(['switch', './lamp', '--yes']);
    fs.appendFileSync(home.path('.openclaw/workspace/SOUL.md'), 'Learned since.\n');
    const told = fine(['uninstall', 'lamp']);
    const command = /clawhub (restore \d+ --agent openclaw)/.exec(told.stdout)?.[1] ?? '';
    fine(command.split(' '));
    expect(home.read('.openclaw/workspace/SOUL.md').toString()).toBe('# Lamp\nLearned since.\n');
  });
});

describe('uninstall', () => {
  it('unseats a team first', () => {
    home.openclaw();
    const before = home.read('.openclaw/openclaw.json').toString();
    fine(['switch', 'on-call-room']);
    expect(home.json(['uninstall', 'on-call-room'])).toMatchObject({ packages: [{ cleared: true }] });
    expect(home.read('.openclaw/openclaw.json').toString()).toBe(before);
    expect(home.has('.openclaw/workspace-incident-commander/SOUL.md')).toBe(false);
  });

  it('clears every slot that the soul is in, and no other: an agent, a plain folder, a file, a project', () => {
    home.openclaw();
    fs.mkdirSync(home.path('work/.git'), { recursive: true });
    home.write('work/NOTES.txt', 'mine\n');
    const here = { cwd: home.path('work') };
    const ways = [[], ['--agent', 'folder'], ['--slot', 'NOTES.txt'], ['--project', '--agent', 'claude']];
    for (const way of ways) fine(['switch', 'zhang-dai', ...way], here);
    fine(['switch', 'go-backend-expert', '--project', '--agent', 'gemini'], here);
    expect(fine(['uninstall', 'zhang-dai'], here).stderr).toContain('zhang-dai was active');
    const { agents } = home.json<{ agents: { soul: string | null }[] }>(['status'], here);
    expect(agents.flatMap(({ soul }) => soul ?? [])).toEqual(['go-backend-expert']);
    expect(home.read('work/NOTES.txt').toString()).toBe('mine\n');
  });
});

describe('what was removed from a slot', () => {
  const remove = () => {
    for (const file of ['SOUL.md', 'IDENTITY.md']) fs.rmSync(home.path(file));
  };
  beforeEach(() => {
    fine(['switch', 'go-backend-expert']);
    remove();
  });

  it('is called so, and no number is offered that would bring nothing back', () => {
    expect(fine(['status']).stdout).toContain('removed by someone else: SOUL.md, IDENTITY.md');
    expect(home.json(['status'])).toMatchObject({
      agents: [{ drift: true, removedFiles: ['SOUL.md', 'IDENTITY.md'] }],
    });
    const { stdout, stderr } = fine(['switch', 'go-backend-expert']);
    expect(stdout).toContain('somebody had removed SOUL.md, IDENTITY.md since');
    expect(stdout + stderr).not.toMatch(/clawhub restore/);
  });

  it('is removed again by redo, which says so', () => {
    expect(fine(['undo']).stdout).toContain('now nothing, as before');
    expect(fine(['redo']).stdout).toContain('without SOUL.md, IDENTITY.md, as somebody had removed it');
  });

  it('leaves nothing, which restore says as well', () => {
    expect(fine(['restore', '1']).stdout).toContain('restored; now nothing, as before');
  });

  it('beside an edit: that is kept, and told', () => {
    fine(['switch', 'go-backend-expert']);
    fs.rmSync(home.path('SOUL.md'));
    fs.appendFileSync(home.path('IDENTITY.md'), 'more\n');
    const { stdout } = fine(['clear']);
    expect(stdout).toMatch(/kept as entry \d+: clawhub restore/);
    expect(stdout).toContain('somebody had removed SOUL.md since');
  });
});

describe('history', () => {
  it('shows what is there before anything was switched', () => {
    home.write('SOUL.md', 'mine\n');
    expect(home.json(['history'])).toMatchObject({
      slots: [{ entries: [{ id: 1, firstLine: 'mine', files: { 'SOUL.md': expect.any(String) } }] }],
    });
    expect(fine(['history']).stdout).toMatch(/^\* {3}1 .* your own text +mine$/m);
  });

  it('shows a link that a persona took the place of', () => {
    home.write('real.md', 'real\n');
    fs.symlinkSync('real.md', home.path('SOUL.md'));
    fine(['switch', 'zhang-dai', '--replace-link']);
    expect(fine(['history']).stdout).toMatch(/your own text .*\(a link to real\.md\)$/m);
  });

  it('knows a text behind a link that was written through, and given back', () => {
    home.write('real.md', 'real\n');
    fs.symlinkSync('real.md', home.path('SOUL.md'));
    fine(['switch', 'zhang-dai', '--write-through']);
    fine(['clear']);
    const { slots } = home.json<{ slots: { entries: { action: string; firstLine: string }[] }[] }>(['history']);
    expect(slots[0]?.entries.at(-1)).toMatchObject({ action: 'clear', firstLine: 'real' });
  });
});

describe('status', () => {
  it('names the file that somebody changed, as it is called there, and when', () => {
    home.write('.gemini/GEMINI.md', '# Mine\n');
    fine(['switch', 'zhang-dai']);
    const file = '.gemini/GEMINI.md';
    home.write(
      file,
      home
        .read(file)
        .toString()
        .replace(/(\n)(<!-- <<< soulhub)/, '$1Learned since.\n$2'),
    );
    expect(fine(['status']).stdout).toMatch(/someone else at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d: GEMINI\.md \(/);
    expect(home.json(['status'])).toMatchObject({ agents: [{ drift: true, driftFiles: ['GEMINI.md'] }] });
  });
});

describe('what was written through a link', () => {
  const texts = () => ['SOUL.md', 'real.md'].map((file) => home.read(file).toString());
  beforeEach(() => {
    home.write('real.md', 'real\n');
    fs.symlinkSync('real.md', home.path('SOUL.md'));
    fine(['switch', 'zhang-dai', '--write-through']);
    fs.rmSync(home.path('SOUL.md'));
  });

  it('is given back there when a file took the place of the link, and that file stays', () => {
    home.write('SOUL.md', 'fresh\n');
    expect(fine(['status']).stdout).toContain(home.path('real.md'));
    fine(['clear']);
    expect(texts()).toEqual(['fresh\n', 'real\n']);
  });

  it('is given back there when the link leads to another file by now, which never held it', () => {
    home.write('other.md', 'o\n');
    fs.symlinkSync('other.md', home.path('SOUL.md'));
    fine(['clear', '--write-through']);
    expect(texts()).toEqual(['o\n', 'real\n']);
  });

  it.each(['journal', 'replaced', 'commit', 'committed'])('killed at “%s”: all old or all new', (at) => {
    home.write('SOUL.md', 'fresh\n');
    const [, persona] = texts();
    expect(home.run(['clear'], { env: { SOULHUB_FAULT: `${at}=kill` } }).signal).toBe('SIGKILL');
    fine(['status']);
    expect(texts()).toEqual(['fresh\n', at === 'committed' ? 'real\n' : persona]);
    fine(['clear']);
    expect(texts()).toEqual(['fresh\n', 'real\n']);
  });
});

describe('switch - in several agents', () => {
  const both = ['--agent', 'openclaw', '--agent', 'gemini'];
  const souls = () => {
    const { agents } = home.json<{ agents: { agent: string; soul: string | null }[] }>(['status']);
    return both.filter((word) => word !== '--agent').map((id) => agents.find(({ agent }) => agent === id)?.soul);
  };
  const wear = (agent: string, ...names: readonly string[]) => {
    for (const name of names) fine(['switch', name, '--agent', agent]);
  };
  beforeEach(() => {
    home.openclaw();
    home.write('.gemini/GEMINI.md', '# Mine\n');
    wear('openclaw', 'go-backend-expert', 'zhang-dai');
  });

  it('gives each the soul that it had', () => {
    wear('gemini', 'letter-writer', 'ruthless-line-editor');
    const back = home.json<{ soul: unknown; slots: { soul: string }[] }>(['switch', '-', ...both]);
    expect([back.soul, back.slots.map(({ soul }) => soul)]).toEqual([null, ['go-backend-expert', 'letter-writer']]);
    expect(souls()).toEqual(['go-backend-expert', 'letter-writer']);
    const { stdout } = fine(['switch', '-', ...both]);
    expect(stdout).toMatch(/OpenClaw: switched to .*zhang-dai[\s\S]*Gemini CLI: switched to .*ruthless-line-editor/);
  });

  it('names the one soul that they all have again', () => {
    wear('gemini', 'go-backend-expert', 'letter-writer');
    expect(home.json(['switch', '-', ...both])).toMatchObject({ soul: { name: 'go-backend-expert' }, dryRun: false });
    expect(souls()).toEqual(['go-backend-expert', 'go-backend-expert']);
  });

  it('does so when the souls are no longer installed', () => {
    wear('gemini', 'go-backend-expert', 'letter-writer');
    fine(['uninstall', 'go-backend-expert']);
    home.json(['switch', '-', ...both, '--dry-run']);
    expect(souls()).toEqual(['zhang-dai', 'letter-writer']);
    fine(['switch', '-', ...both]);
    expect(souls()).toEqual(['go-backend-expert', 'go-backend-expert']);
  });

  it('changes none when one had no other', () => {
    wear('gemini', 'letter-writer');
    expectOneError(home.run(['switch', '-', ...both]), 'E_NO_PREVIOUS', 3);
    expect(souls()).toEqual(['zhang-dai', 'letter-writer']);
  });

  it('changes none when one refuses', () => {
    wear('gemini', 'go-backend-expert', 'letter-writer');
    fine(['uninstall', 'go-backend-expert']);
    fs.renameSync(home.path('.gemini/GEMINI.md'), home.path('real.md'));
    fs.symlinkSync(home.path('real.md'), home.path('.gemini/GEMINI.md'));
    expectOneError(home.run(['switch', '-', ...both]), 'E_LINK', 8);
    expect(souls()[0]).toBe('zhang-dai');
  });
});

describe('run', () => {
  it('leaves undo, redo and `switch -` as they were, and an entry that says so', () => {
    home.openclaw();
    fine(['switch', 'go-backend-expert']);
    fine(['switch', 'ruthless-line-editor']);
    fine(['undo']);
    fine(['run', '--soul', 'zhang-dai', '--', 'true']);
    expect(fine(['history']).stdout).toMatch(/one session +zhang-dai/);
    expect(fine(['redo']).stdout).toContain('(ruthless-line-editor)');
    expect(fine(['switch', '-']).stdout).toContain('(go-backend-expert ');
  });

  it('is no soul to switch back to', () => {
    home.openclaw();
    fine(['switch', 'go-backend-expert']);
    fine(['run', '--soul', 'zhang-dai', '--', 'true']);
    expectOneError(home.run(['switch', '-']), 'E_NO_PREVIOUS', 3);
    expectOneError(home.run(['redo']), 'E_NO_HISTORY', 3);
    fine(['undo']);
    expect(fine(['status']).stdout).not.toContain('zhang-dai');
  });
});

describe('a dry run', () => {
  it.each(['en', 'zh'])('says what would be, also with --quiet, and shows the difference on stdout (%s)', (lang) => {
    home.openclaw();
    writeSoul(home, 'lamp', '# Lamp\n');
    const env = { LC_ALL: lang === 'zh' ? 'zh_CN.UTF-8' : 'C.UTF-8' };
    const would = lang === 'zh' ? '将' : 'would be';
    const dry = (...args: string[]) => fine([...args, '--dry-run', '--yes', '--quiet'], { env }).stdout;
    const first = dry('switch', './lamp');
    expect(first).toContain('+# Lamp');
    expect(first).toContain(would);
    expect(first).not.toMatch(/已切换|: switched to/);
    fine(['switch', './lamp', '--yes']);
    expect(dry('clear')).toContain('-# Lamp');
    for (const words of ['clear', 'undo']) expect(dry(words)).toContain(would);
    expect(dry('clear')).not.toMatch(lang === 'zh' ? /已清除/ : /: cleared/);
    expect(dry('undo')).not.toMatch(lang === 'zh' ? /已撤销/ : /: undone/);
    expect(home.json(['clear', '--dry-run'])).toMatchObject({ dryRun: true, slots: [{ dryRun: true, changed: true }] });
    expect(home.json(['clear'])).toMatchObject({ dryRun: false });
  });
});

describe("an author's own package", () => {
  it('is not taken for the folder of an agent', () => {
    writeSoul(home, 'lamp', '# Lamp\n');
    const mine = home.read('lamp/SOUL.md').toString();
    const here = { cwd: home.path('lamp') };
    for (const words of [['.'], ['zhang-dai'], ['zhang-dai', '--agent', 'folder'], ['zhang-dai', '--dry-run']])
      expectOneError(home.run(['switch', ...words, '--yes'], here), 'E_EXISTS', 8);
    expect(home.read('lamp/SOUL.md').toString()).toBe(mine);
    expect(fs.readdirSync(home.path('lamp'))).toEqual(['SOUL.md']);
    fine(['switch', 'zhang-dai', '--force'], here);
    fine(['switch', 'go-backend-expert'], here);
    fine(['clear'], here);
    expect(home.read('lamp/SOUL.md').toString()).toBe(mine);
  });
});

describe('a newer version that is installed', () => {
  it('is told by update and by status, with the command that puts it in place', () => {
    home.openclaw();
    writeSoul(home, 'lamp', '# Lamp\n');
    fine(['switch', './lamp', '--yes']);
    expect(home.json(['status'])).toMatchObject({ agents: [{ version: '1.0.0', newer: null }] });
    writeSoul(home, 'lamp', '# Brighter\n', { version: '1.1.0' });
    expect(fine(['update', 'lamp']).stderr).toContain('OpenClaw still has 1.0.0: clawhub switch lamp --agent openclaw');
    expect(fine(['status']).stdout).toContain('1.1.0 is installed: clawhub switch lamp --agent openclaw');
    expect(home.json(['status'])).toMatchObject({ agents: [{ version: '1.0.0', newer: '1.1.0' }] });
    fine(['switch', 'lamp', '--agent', 'openclaw', '--yes']);
    expect(home.json(['status'])).toMatchObject({ agents: [{ version: '1.1.0', newer: null }] });
  });
});
