/** The three steps of the README, on a machine with nothing but Node, and the way back. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../helpers/home.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const TITLES = ['Go Backend Expert', 'Go 后端专家', 'go-backend-expert', 'golang'];

describe('the journey', () => {
  it('installs find-souls into the working directory and its lock file', () => {
    const { code, stdout, stderr } = home.run(['install', 'find-souls']);
    expect(code).toBe(0);
    expect(stdout).toContain('find-souls 1.0.0');
    expect(stderr).toContain(`working directory: ${home.root}`);
    expect(stderr).toContain('/find_souls (OpenClaw)');
    expect(home.read('skills/find-souls/SKILL.md').toString()).toContain('name: find-souls');
    const lock = JSON.parse(home.read('.clawhub/lock.json').toString());
    expect(lock.skills['find-souls']).toMatchObject({ version: '1.0.0', registry: 'soulhub:bundled' });
    expect(home.run(['install', 'find-souls']).stdout).toContain('already here');
  });

  it.each(TITLES)('switches to "%s" in a plain folder and gives back exactly what was there', (title) => {
    const original = Buffer.from('\ufeff# mine\r\nline\r\nno newline at the end');
    home.write('SOUL.md', original, 0o640);
    expect(home.run(['switch', title]).code).toBe(0);
    expect(home.read('SOUL.md').toString()).toMatch(/^# Go /);
    expect(home.read('SOUL.md').toString()).not.toContain('---\nname:');
    expect(fs.statSync(home.path('SOUL.md')).mode & 0o777).toBe(0o640);
    expect(home.run(['clear']).code).toBe(0);
    expect(home.read('SOUL.md').equals(original)).toBe(true);
    expect(fs.statSync(home.path('SOUL.md')).mode & 0o777).toBe(0o640);
    expect(home.has('IDENTITY.md')).toBe(false);
  });

  it('answers a Chinese title with the Chinese persona, an English one with the English', () => {
    home.run(['switch', 'Go 后端专家']);
    expect(home.read('SOUL.md').toString()).toContain('# Go 后端专家');
    home.run(['switch', 'Go Backend Expert']);
    expect(home.read('SOUL.md').toString()).toContain('# Go Backend Expert');
    home.run(['switch', 'Go Backend Expert', '--lang', 'zh']);
    expect(home.read('SOUL.md').toString()).toContain('# Go 后端专家');
  });

  it('uses the OpenClaw workspace where OpenClaw is set up, wherever it was started', () => {
    const workspace = home.openclaw();
    fs.mkdirSync(home.path('elsewhere'));
    const { code, stderr } = home.run(['switch', 'go-backend-expert'], { cwd: home.path('elsewhere') });
    expect(code).toBe(0);
    expect(stderr).toContain('/new');
    expect(fs.readFileSync(path.join(workspace, 'SOUL.md'), 'utf8')).toContain('Go');
    expect(home.has('elsewhere/SOUL.md')).toBe(false);
    expect(home.run(['clear']).code).toBe(0);
    expect(fs.existsSync(path.join(workspace, 'SOUL.md'))).toBe(false);
  });

  it('goes back with "switch -", and forth', () => {
    home.run(['switch', 'letter-writer']);
    home.run(['switch', 'zhang-dai']);
    expect(home.run(['switch', '-']).stdout).toContain('letter-writer');
    expect(home.run(['switch', '-']).stdout).toContain('zhang-dai');
  });

  it('repeats a lock file exactly on another machine', () => {
    home.run(['install', 'find-souls', 'on-call-room']);
    const other = makeHome();
    try {
      for (const file of ['.clawhub/lock.json', '.clawhub/souls-lock.json']) other.write(file, home.read(file));
      const { code, stdout } = other.run(['install', '--frozen']);
      expect(code).toBe(0);
      for (const name of ['find-souls', 'on-call-room', 'go-backend-expert', 'incident-commander'])
        expect(stdout).toContain(name);
      expect(other.read('.clawhub/souls-lock.json').equals(home.read('.clawhub/souls-lock.json'))).toBe(true);
      expect(other.has('skills/find-souls/SKILL.md')).toBe(true);
    } finally {
      other.remove();
    }
  });

  it('is the same program under both names, and says its version', () => {
    expect(home.run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const { bin } = JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(bin.clawhub).toBe(bin.soulhub);
  });
});
