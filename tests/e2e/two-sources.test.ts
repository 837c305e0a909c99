/** A name that two sources have is shown as such; which of them wins is the order of the sources, and never changes quietly. */
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome, writeSoul } from '../helpers/home.ts';

let home: Home;
let hub: string;
beforeAll(() => {
  home = makeHome();
  writeSoul(home, 'made/zhang-dai', '# Another one\n\nBe brief.\n', { version: '2.0.0' });
  writeSoul(home, 'made/atlas', '# Atlas\n\nBe kind.\n');
  hub = `file://${home.path('hub')}`;
  const made = home.run(['mirror', 'hub', './made/zhang-dai', './made/atlas']);
  expect(made.code, made.stderr).toBe(0);
  expect(home.run(['config', 'hubs', hub]).code).toBe(0);
});
afterAll(() => home.remove());

interface Row {
  readonly name: string;
  readonly source: string;
}

it('search has a result for each source, the one that is installed first', () => {
  const rows = (...flags: string[]) =>
    home
      .json<{ results: Row[] }>(['search', 'zhang-dai', ...flags])
      .results.filter(({ name }) => name === 'zhang-dai')
      .map(({ source }) => source);
  for (const flags of [[], ['--exact'], ['--sort', 'name']]) expect(rows(...flags)).toEqual(['bundled', hub]);
  const shown = home.run(['search', 'zhang-dai', '--exact']).stdout;
  expect(shown).toContain(`the name is also at ${hub}: --registry ${hub}\n`);
  expect(shown.match(/^zhang-dai /gm)).toHaveLength(1);
});

it('show and install take the first and name the other', () => {
  const line = `${hub} also has a zhang-dai (2.0.0); to take that one: --registry ${hub}\n`;
  const alsoAt = [{ source: { kind: 'npm', url: hub }, version: '2.0.0' }];
  expect(home.run(['show', 'zhang-dai']).stderr).toContain(line);
  expect(home.json(['show', 'zhang-dai'])).toMatchObject({ manifest: { version: '1.0.0' }, alsoAt });
  const installed = home.run(['install', 'zhang-dai']);
  expect(installed.stdout).toContain('zhang-dai 1.0.0');
  expect(installed.stderr).toContain(line);
  expect(home.json(['install', 'zhang-dai'])).toMatchObject({ packages: [{ version: '1.0.0', alsoAt }] });
  expect(home.run(['show', 'zhang-dai']).stderr).toContain(line);
  expect(home.run(['install', 'atlas']).stderr).not.toContain('also has');
});

it('a version that only the other has is named, not taken', () => {
  const { error } = home.json<{ error: { code: string; hint: string } }>(['install', 'zhang-dai@2']);
  expect(error).toMatchObject({
    code: 'E_VERSION_NOT_FOUND',
    message: 'there is no zhang-dai@2; versions: 1.0.0',
    hint: `${hub} has zhang-dai 2.0.0; to take it from there: --registry ${hub}`,
  });
  expect(home.run(['install', 'zhang-dai@2', '--registry', hub]).stdout).toContain('zhang-dai 2.0.0');
  expect(home.json<{ error: { hint: string } }>(['install', 'zhang-dai@3']).error.hint).toContain('zhang-dai@1.0.0');
});

it('what cannot be asked is left out of the remark', () => {
  const other = makeHome();
  try {
    expect(other.run(['config', 'hubs', 'http://127.0.0.1:9']).code).toBe(0);
    const installed = other.run(['install', 'zhang-dai']);
    expect([installed.code, installed.stderr.includes('also has')]).toEqual([0, false]);
  } finally {
    other.remove();
  }
});

describe('a hub that is down', () => {
  const down = 'http://127.0.0.1:9';
  let other: Home;
  beforeAll(() => {
    other = makeHome();
    expect(other.run(['config', 'hubs', `${down},file:///nowhere/at/all,${hub}`]).code).toBe(0);
  });
  afterAll(() => other.remove());

  it('is said by search, which answers with what the others have', () => {
    const ran = other.run(['search', 'golang', '--lang', 'en']);
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining('go-backend-expert')]);
    expect(ran.stderr.match(/^.*could not be asked.*$/gm)).toEqual([
      expect.stringContaining(`${down} could not be asked: `),
      expect.stringContaining('file:///nowhere/at/all could not be asked: '),
    ]);
    expect(other.json(['search', 'atlas'])).toMatchObject({
      results: [{ name: 'atlas', source: hub }],
      unreachable: [down, 'file:///nowhere/at/all'],
    });
  });

  it('makes no network error of a name that nobody knows', () => {
    expect(other.json(['install', 'qqqqzzzz', '--offline'])).toMatchObject({
      error: {
        code: 'E_NOT_FOUND',
        message: expect.stringContaining(`could not be asked: ${down}, file:///nowhere/at/all`),
        details: { unreachable: [down, 'file:///nowhere/at/all'] },
      },
    });
    const { error } = other.json<{ error: { hint: string } }>(['switch', 'go-bakend-expert', '--offline']);
    expect(error.hint).toContain('go-backend-expert');
  });

  it('is not overtaken: a later source does not say what a name means', () => {
    expect(other.json(['install', 'atlas'])).toMatchObject({
      error: {
        code: 'E_OFFLINE',
        message: expect.stringContaining(`atlas is also at ${hub}, which comes after it`),
        hint: `to take it from there: --registry ${hub}`,
      },
    });
    expect(other.json(['install', 'Atlas'])).toMatchObject({ error: { code: 'E_OFFLINE' } });
    expect(other.run(['install', 'atlas', '--registry', hub]).code).toBe(0);
    expect(other.run(['install', '张岱']).code).toBe(0);
  });

  it('must answer where it is the only one', () => {
    expect(other.json(['search', 'golang', '--registry', down])).toMatchObject({ error: { code: 'E_OFFLINE' } });
  });
});

it('of several names all are found before the first is installed', () => {
  const before = fs.readFileSync(home.path('.clawhub/souls-lock.json'), 'utf8');
  const refused = home.json(['install', 'go-backend-expert', 'qqqqzzzz', '--offline']);
  expect(refused).toMatchObject({ error: { code: 'E_NOT_FOUND' } });
  expect(fs.readFileSync(home.path('.clawhub/souls-lock.json'), 'utf8')).toBe(before);
  expect(home.run(['list']).stdout).not.toContain('go-backend-expert');
});

it('says what was installed before a folder that is in the way', () => {
  home.write('skills/find-souls/SKILL.md', 'mine');
  const { error } = home.json<{ error: object }>(['install', 'go-backend-expert', 'find-souls']);
  expect(error).toMatchObject({ code: 'E_EXISTS', details: { installed: ['go-backend-expert'] } });
});
