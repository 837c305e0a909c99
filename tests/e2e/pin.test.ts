/** What is pinned stays as it is until somebody says otherwise. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Home, makeHome, writeSoul } from '../helpers/home.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const MAKES: Readonly<Record<string, (version: string) => void>> = {
  soul: (version) => {
    writeSoul(home, 'p', `# P ${version}\n\nBe kind.\n`, { version });
  },
  skill: (version) => {
    home.write('p/SKILL.md', `---\nname: p\nversion: ${version}\ndescription: A skill.\n---\n\n# P ${version}\n`);
  },
};

const versionOf = () =>
  home.json<{ packages: { name: string; version: string; pinned: string | null }[] }>(['list']).packages[0];

describe.each(Object.keys(MAKES))('a pinned %s', (kind) => {
  beforeEach(() => {
    MAKES[kind]?.('1.0.0');
    expect(home.run(['install', './p']).code).toBe(0);
    expect(home.run(['pin', 'p', '--reason', 'keep']).code).toBe(0);
  });

  it('is not replaced by install, and update passes over it', () => {
    expect(home.json(['install', './p'])).toMatchObject({ packages: [{ status: 'already' }] });
    MAKES[kind]?.('2.0.0');
    const refused = home.run(['install', './p', '--json']);
    expect(refused.code).toBe(8);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      error: {
        code: 'E_PINNED',
        message: 'p is pinned at 1.0.0 (keep); 2.0.0 was not installed',
        hint: expect.stringMatching(/clawhub unpin p.*--force/),
      },
    });
    expect(home.json(['update', '--all'])).toMatchObject({ packages: [{ name: 'p', status: 'pinned' }] });
    expect(versionOf()).toMatchObject({ version: '1.0.0', pinned: 'keep' });
  });

  it('makes room where that is said', () => {
    MAKES[kind]?.('2.0.0');
    expect(home.run(['install', './p', '--force']).code).toBe(0);
    expect(versionOf()).toMatchObject({ version: '2.0.0', pinned: 'keep' });
    MAKES[kind]?.('3.0.0');
    expect(home.run(['unpin', 'p']).code).toBe(0);
    expect(home.run(['install', './p']).code).toBe(0);
    expect(versionOf()).toMatchObject({ version: '3.0.0', pinned: null });
  });
});

it('a pinned soul is not replaced by a switch either', () => {
  MAKES.soul?.('1.0.0');
  home.run(['install', './p']);
  home.run(['pin', 'p']);
  expect(home.run(['switch', './p']).code).toBe(0);
  MAKES.soul?.('2.0.0');
  for (const flags of [[], ['--dry-run']])
    expect(home.json(['switch', './p', ...flags])).toMatchObject({ error: { code: 'E_PINNED' } });
  expect(versionOf()).toMatchObject({ version: '1.0.0' });
  expect(home.read('SOUL.md').toString()).toContain('# P 1.0.0');
});
