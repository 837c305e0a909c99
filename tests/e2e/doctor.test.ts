/** `doctor` finds what other commands would stumble over, and `--fix` leaves nothing behind that they point at it for. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/core/sha256.ts';
import { type Home, makeHome, writeSoul } from '../helpers/home.ts';

let home: Home;
let work: string;
beforeEach(() => {
  home = makeHome();
  work = home.path('work');
  fs.mkdirSync(work);
  writeSoul(home, 'atlas', '# Atlas\n\nBe kind.\n');
  writeSoul(home, 'brook', '# Brook\n\nBe brief.\n');
});
afterEach(() => home.remove());

const run = (...args: string[]) => home.run(args, { cwd: work });
const soulText = () => fs.readFileSync(path.join(work, 'SOUL.md'), 'utf8');
const objects = () => path.join(work, '.clawhub/souls/objects');
const forget = (words: string) => fs.rmSync(path.join(objects(), sha256Hex(Buffer.from(words))));
const ids = () =>
  home
    .json<{ slots: { entries: { id: number }[] }[] }>(['history'], { cwd: work })
    .slots[0]?.entries.map(({ id }) => id);

describe('kept texts that are gone', () => {
  beforeEach(() => {
    home.write('work/SOUL.md', 'Mine.\n');
    expect(run('switch', '../atlas', '--yes').code).toBe(0);
    home.write('work/SOUL.md', '# Atlas\n\nBe very kind.\n');
    expect(run('switch', '../brook', '--yes').code).toBe(0);
  });

  it('one that only restore would need: its entry is taken out, everything else works on', () => {
    forget('# Atlas\n\nBe very kind.\n');
    expect(run('history')).toMatchObject({ code: 0, stdout: expect.stringContaining('(text missing)') });
    const found = run('doctor');
    expect([found.code, found.stdout]).toEqual([8, expect.stringMatching(/✗ Folder: .*\(entries 3\) are missing/)]);
    const before = soulText();
    expect(run('doctor', '--fix')).toMatchObject({ code: 0, stdout: expect.stringContaining('entries 3 were taken') });
    expect(run('doctor').code).toBe(0);
    expect([soulText(), ids()]).toEqual([before, [1, 2, 4]]);
    expect(run('undo').code).toBe(0);
    expect(soulText()).toBe('Mine.\n');
    expect(run('redo').code).toBe(0);
    expect(soulText()).toBe(before);
    expect(run('restore', '2').code).toBe(0);
    expect(soulText()).toContain('Be kind.');
    expect(run('clear').code).toBe(0);
    expect(soulText()).toBe('Mine.\n');
  });

  it('the one that clear would need: what is there stays and begins a new history', () => {
    fs.rmSync(objects(), { recursive: true });
    expect(run('clear')).toMatchObject({ code: 8, stderr: expect.stringContaining('clawhub doctor --fix') });
    expect(run('doctor')).toMatchObject({ code: 8, stdout: expect.stringContaining('the text that clear would give') });
    const before = soulText();
    const fixed = run('doctor', '--fix');
    expect([fixed.code, fixed.stdout]).toEqual([0, expect.stringContaining('The history was set aside')]);
    const aside = /set aside \((\S+)\)/.exec(fixed.stdout)?.[1] ?? '';
    expect(fs.readFileSync(aside, 'utf8')).toContain('"atlas"');
    expect(soulText()).toBe(before);
    for (const args of [['doctor'], ['verify'], ['clear'], ['switch', 'atlas'], ['clear']])
      expect(run(...args), args.join(' ')).toMatchObject({ code: 0 });
    expect(soulText()).toBe(before);
  });
});

it('a SOUL.md that leads nowhere', () => {
  fs.symlinkSync('gone.md', path.join(work, 'SOUL.md'));
  const { code, stdout } = run('doctor');
  expect([code, stdout]).toEqual([8, expect.stringContaining('SOUL.md is a link that leads nowhere')]);
});

it('a souls.json that names nothing', () => {
  home.write('work/.clawhub/souls.json', '{}');
  const { code, stdout } = run('doctor', '--fix');
  expect([code, stdout]).toEqual([8, expect.stringContaining('souls.json cannot be used')]);
  expect(fs.readFileSync(path.join(work, '.clawhub/souls.json'), 'utf8')).toBe('{}');
});

describe('a skill of the official client under a key that OpenClaw stops at', () => {
  const skill = (origin: object = { registry: 'https://hub.example' }) => {
    home.write('work/.clawhub/lock.json', '{"version":1,"skills":{"@bob/tool":{"version":"1.0.0","installedAt":1}}}');
    home.write('work/skills/@bob/tool/SKILL.md', '---\nname: tool\ndescription: A tool.\n---\n\nDo it.\n');
    home.write('work/skills/@bob/tool/run.sh', '#!/bin/sh\n', 0o755);
    const more = { version: 1, slug: 'tool', ownerHandle: 'bob', installedVersion: '1.0.0', installedAt: 1 };
    home.write('work/skills/@bob/tool/.clawhub/origin.json', JSON.stringify({ ...more, ...origin }));
  };
  const all = () =>
    [execFileSync('find', ['skills', '-ls'], { cwd: work }), home.read('work/.clawhub/lock.json')].join('\n');

  it('is moved, and its programs can still be run', () => {
    skill();
    expect(run('doctor', '--fix')).toMatchObject({ code: 0 });
    expect(fs.statSync(path.join(work, 'skills/tool/run.sh')).mode & 0o777).toBe(0o755);
    expect(JSON.parse(home.read('work/.clawhub/lock.json').toString()).skills).toMatchObject({
      tool: { ownerHandle: 'bob', registry: 'https://hub.example' },
    });
  });

  it.each([
    ['was edited', { registry: 'https://hub.example', fingerprint: 'a'.repeat(64) }, /files were edited/],
    ['holds a link', { registry: 'https://hub.example' }, /more than files/],
    ['is from nobody knows where', {}, /where it is from/],
  ])('is left to a person where it %s', (what, origin, said) => {
    skill(origin);
    if (what === 'holds a link') fs.symlinkSync('/etc/hostname', path.join(work, 'skills/@bob/tool/my.cfg'));
    run('doctor');
    const before = all();
    const fixed = run('doctor', '--fix');
    expect([fixed.code, fixed.stdout]).toEqual([8, expect.stringMatching(said)]);
    expect(all()).toBe(before);
  });
});
