/** What other switchers leave behind, laid out as they leave it, is found, joins the history and comes back. */
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/core/sha256.ts';
import { expectOneError } from '../helpers/expect.ts';
import { type Home, lostTexts, makeHome, snapshot, writeSoul } from '../helpers/home.ts';

interface Leftover {
  readonly program: string;
  readonly path: string;
  readonly at: string;
  readonly entry: number;
  readonly known: boolean;
  readonly files: Readonly<Record<string, string>>;
}
interface Answer {
  readonly slots: readonly {
    readonly leftovers: readonly Leftover[];
    readonly inPlace: readonly { readonly part: string; readonly program: string }[];
    readonly changed: boolean;
  }[];
}

let home: Home;
let workspace = '';
beforeEach(() => {
  home = makeHome();
  workspace = home.openclaw();
});
afterEach(() => home.remove());

const MINE = '\uFEFF# mine\r\nas it was\r\n';
const inside = (file: string) => `.openclaw/workspace/${file}`;
const leave = (file: string, content: string, day: number) => {
  const time = new Date(Date.UTC(2026, 0, day));
  fs.utimesSync(home.write(file, content), time, time);
};
const adopt = (...flags: string[]) => home.json<Answer>(['adopt', ...flags]).slots[0] as Answer['slots'][number];

/** One of each, oldest first. */
function wreckage(): Record<string, string> {
  const texts = {
    [inside('.soul_backups/SOUL.md.original')]: MINE,
    [inside('.soul_backups/SOUL.md.confucius')]: '# before confucius\n',
    '.soul/backup/SOUL.md.original': '# before opensoul\n',
    '.openclaw/souls/_backup/2026-01-04T00-00-00/SOUL.md': '# before clawsouls\n',
    [inside('personalities/default/SOUL.md')]: '# default\n',
    [inside('personalities/backups/2026-01-06_rick/SOUL.md')]: '# rick, edited\n',
    [inside('souls/current.md')]: '# before hermes\n',
  };
  for (const [at, [file, text]] of Object.entries(texts).entries()) leave(file, text, at + 1);
  leave('.openclaw/souls/_backup/2026-01-04T00-00-00/IDENTITY.md', 'name: mine\n', 4);
  home.write(inside('SOUL.md'), '<!-- opensoul:swapped -->\n# Somebody\n', 0o640);
  return texts;
}

describe('adopt', () => {
  it('finds what each of them keeps, oldest first, and any of it comes back by its number', () => {
    const texts = wreckage();
    const now = home.read(inside('SOUL.md'));
    const { leftovers, inPlace, changed } = adopt();
    expect(leftovers.map(({ program, entry, known }) => [program, entry, known])).toEqual([
      ['find-souls', 2, false],
      ['find-souls', 3, false],
      ['opensoul', 4, false],
      ['clawsouls', 5, false],
      ['personality-switcher', 6, false],
      ['personality-switcher', 7, false],
      ['Hermes switcher', 8, false],
    ]);
    expect(leftovers.map(({ at }) => at.slice(0, 10))).toEqual([1, 2, 3, 4, 5, 6, 7].map((day) => `2026-01-0${day}`));
    expect([inPlace, changed]).toEqual([[{ part: 'SOUL.md', program: 'opensoul' }], true]);
    expect(home.read(inside('SOUL.md'))).toEqual(now);
    expect(lostTexts(home, workspace, 'SOUL.md', Object.values(texts))).toEqual([]);

    expect(home.run(['restore', '5']).code).toBe(0);
    expect(home.read(inside('SOUL.md')).toString()).toBe('# before clawsouls\n');
    expect(home.read(inside('IDENTITY.md')).toString()).toBe('name: mine\n');
    expect(home.run(['undo']).code).toBe(0);
    expect([home.read(inside('SOUL.md')), home.has(inside('IDENTITY.md'))]).toEqual([now, false]);
    expect(home.run(['restore', '2']).code).toBe(0);
    expect(home.read(inside('SOUL.md')).toString()).toBe(MINE);
    expect(fs.statSync(home.path(inside('SOUL.md'))).mode & 0o777).toBe(0o640);
  });

  it('a second time finds nothing new, and a switch, a clear and an undo take no notice of it', () => {
    wreckage();
    home.run(['switch', writeSoul(home, 'packages/alpha', '# Alpha\n')]);
    const first = adopt();
    const before = snapshot(workspace);
    expect(adopt()).toMatchObject({
      changed: false,
      leftovers: first.leftovers.map((one) => ({ ...one, known: true })),
    });
    expect(snapshot(workspace)).toEqual(before);
    expect(home.json<{ agents: object[] }>(['status']).agents[0]).toMatchObject({ soul: 'alpha', drift: false });
    expect(home.run(['undo']).code).toBe(0);
    expect(home.read(inside('SOUL.md')).toString()).toBe('<!-- opensoul:swapped -->\n# Somebody\n');
    expect(home.run(['redo']).code).toBe(0);
    expect(home.run(['clear']).code).toBe(0);
    expect(home.read(inside('SOUL.md')).toString()).toBe('<!-- opensoul:swapped -->\n# Somebody\n');
    expect(home.run(['prune', '--dry-run']).stdout).not.toMatch(/find-souls|opensoul/);
  });

  it("takes the user's own text out of what OpenPersona put around it, whatever its encoding", () => {
    const block = (name: string) => `<!-- OPENPERSONA_${name}_START -->\nLuna\n<!-- OPENPERSONA_${name}_END -->`;
    const file = Buffer.concat([
      Buffer.from('# mine, caf\xe9\xa0', 'latin1'),
      Buffer.from(`\n\n${block('SOUL')}\n\n${block('HANDOFF')}\n\nand below\n`),
    ]);
    home.write(inside('SOUL.md'), file);
    const { leftovers, inPlace } = adopt();
    expect(inPlace).toEqual([{ part: 'SOUL.md', program: 'OpenPersona' }]);
    const own = Buffer.concat([Buffer.from('# mine, caf\xe9\xa0', 'latin1'), Buffer.from('\n\nand below\n')]);
    expect(leftovers.map(({ files }) => files)).toEqual([{ 'SOUL.md': sha256Hex(own) }]);
    expect(home.run(['restore', String(leftovers[0]?.entry)]).code).toBe(0);
    expect(home.read(inside('SOUL.md'))).toEqual(own);
  });

  it('a dry run writes nothing and says what the real one then says', () => {
    wreckage();
    const before = snapshot(home.root);
    const dry = home.run(['adopt', '--dry-run']);
    expect(snapshot(home.root)).toEqual(before);
    expect(dry.stderr).toBe('dry run: nothing was changed\n');
    const real = home.run(['adopt']);
    expect([real.code, real.stdout]).toEqual([0, dry.stdout]);
  });

  it('follows no links, reads no giants, and leaves nothing behind where there is nothing', () => {
    const secret = home.write('secret', 'key\n');
    fs.mkdirSync(home.path(inside('.soul_backups')), { recursive: true });
    fs.symlinkSync(secret, home.path(inside('.soul_backups/SOUL.md.original')));
    fs.symlinkSync(home.root, home.path(inside('personalities')));
    fs.mkdirSync(home.path(inside('.soul_backups/SOUL.md.folder')));
    fs.truncateSync(home.write(inside('.soul_backups/SOUL.md.giant'), ''), 11 * 1024 * 1024);
    const before = snapshot(home.root);
    const ran = home.run(['adopt', '--lang', 'zh']);
    expect([ran.code, ran.stdout]).toEqual([0, `OpenClaw  ${workspace}\n  没有找到其他切换工具留下的内容\n`]);
    expect(snapshot(home.root)).toEqual(before);
  });

  it('what is no folder holds nothing; a SOUL.md that is a folder is an error', () => {
    leave('.soul/backup/SOUL.md.original', '# before opensoul\n', 1);
    home.write('.openclaw/souls/_backup', 'a file where a folder was');
    home.write(inside('SOUL.md'), '# mine\n');
    expect(adopt().leftovers).toHaveLength(1);
    fs.rmSync(home.path(inside('SOUL.md')));
    fs.mkdirSync(home.path(inside('SOUL.md')));
    expectOneError(home.run(['adopt']), 'E_NOT_A_FILE', 8);
  });
});
