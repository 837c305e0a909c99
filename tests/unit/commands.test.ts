/** The table of commands: everything in it is said in both languages, and no two commands are called alike. */
import { describe, expect, it } from 'vitest';
import { COMMANDS, PARENTS, wordsOf } from '../../src/cli/commands.ts';
import { EVERYWHERE } from '../../src/cli/flags.ts';
import type { Text } from '../../src/core/text.ts';

const inBoth = ({ en, zh }: Text) => /[a-z]/i.test(en) && !/\p{Script=Han}/u.test(en) && /\p{Script=Han}/u.test(zh);

describe('commands', () => {
  it.each(COMMANDS.map((spec) => [spec.usage, spec] as const))(
    '%s is explained in English and Chinese',
    (_usage, spec) => {
      expect(inBoth(spec.help)).toBe(true);
      expect(spec.flags.filter(({ help }) => !inBoth(help)).map(({ flags }) => flags)).toEqual([]);
    },
  );

  it('have names of their own, and flags that do not repeat', () => {
    const names = COMMANDS.flatMap((spec) => {
      const [first = '', below] = wordsOf(spec);
      return [
        wordsOf(spec).join(' '),
        ...spec.aliases.map((alias) => (below === undefined ? alias : `${first} ${alias}`)),
      ];
    });
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(Object.keys(PARENTS).filter((parent) => names.includes(parent))).toEqual([]);
    for (const { usage, flags } of COMMANDS) {
      const long = flags.map((flag) => /--[\w-]+/.exec(flag.flags)?.[0]);
      expect([usage, long.filter((name, at) => long.indexOf(name) !== at)]).toEqual([usage, []]);
    }
  });

  it('of the official program are all here, with its flags', () => {
    const missing = Object.entries(OFFICIAL).flatMap(([name, flags]) => {
      const spec = COMMANDS.find((one) => wordsOf(one).join(' ') === name || one.aliases.includes(name));
      const known = new Set([...(spec?.flags ?? []), ...EVERYWHERE].map((flag) => /--[\w-]+/.exec(flag.flags)?.[0]));
      return spec ? flags.filter((flag) => !known.has(flag)).map((flag) => `${name} ${flag}`) : [name];
    });
    expect(missing).toEqual([]);
  });
});

/** clawhub 0.23.3, for skills. */
const OFFICIAL: Readonly<Record<string, readonly string[]>> = {
  login: ['--token', '--label', '--no-browser', '--device'],
  logout: [],
  whoami: [],
  token: [],
  search: ['--limit', '--exact', '--prefix'],
  explore: ['--limit', '--sort', '--json'],
  inspect: ['--version', '--tag', '--versions', '--limit', '--files', '--file', '--json'],
  install: ['--version', '--force', '--force-install'],
  update: ['--all', '--version', '--force', '--force-install'],
  list: [],
  pin: ['--reason'],
  unpin: [],
  uninstall: ['--yes'],
  'skill publish': [
    ...['--slug', '--name', '--owner', '--source-owner', '--migrate-owner', '--version', '--fork-of', '--changelog'],
    ...['--tags', '--categories', '--topics', '--dry-run', '--json'],
    ...['--source-repo', '--source-commit', '--source-ref', '--source-path'],
  ],
  sync: [
    '--root',
    '--all',
    '--dry-run',
    '--json',
    '--owner',
    '--bump',
    '--changelog',
    '--tags',
    '--concurrency',
    '--source-repo',
  ],
  delete: ['--version', '--reason', '--note', '--yes'],
  hide: [],
  undelete: ['--version', '--yes'],
  unhide: [],
  'skill tag': ['--tag', '--yes'],
  'skill rename': ['--yes'],
  'skill merge': ['--yes'],
  'skill verify': ['--version', '--tag'],
  star: ['--yes'],
  unstar: ['--yes'],
  'transfer request': [],
  'transfer list': [],
  'transfer accept': [],
  'transfer reject': [],
  'transfer cancel': [],
  'publisher create': ['--display-name', '--json'],
};
