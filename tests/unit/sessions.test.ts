/** Which running programs may still have an old persona, from a /proc that is made up and from the real one. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Running, runningNow, sessionOf } from '../../src/actions/sessions.ts';
import type { Site } from '../../src/agents/agent.ts';
import { claude } from '../../src/agents/claude.ts';
import { codex } from '../../src/agents/codex.ts';
import { makeHost } from '../../src/cli/config.ts';

const host = makeHost({ HOME: '/home/me' }, '/home/me/work');
const user = codex.at(host, '/home/me/.codex');
const project = codex.project(host, '/home/me/work') as Site;
const one = (startedAt: number, cwd = '/home/me', names = ['node', 'codex']): Running => ({ names, startedAt, cwd });

describe('a running session', () => {
  it.each([
    ['none runs', user, [], 1000, 'none'],
    ['another program runs', user, [one(0, '/', ['vim'])], 1000, 'none'],
    ['it began before the change', user, [one(500)], 1000, 'old'],
    ['it began after the change', user, [one(1500)], 1000, 'current'],
    ['one of two began before', user, [one(1500), one(500)], 1000, 'old'],
    ['nothing was ever changed', user, [one(500)], null, 'current'],
    ['it runs in another project', project, [one(500, '/home/me/other')], 1000, 'none'],
    ['it runs below the project', project, [one(500, '/home/me/work/a')], 1000, 'old'],
    [
      'its agent looks again at every turn',
      claude.at(host, '/home/me/.claude'),
      [one(500, '/', ['claude'])],
      1000,
      'current',
    ],
    ['the system does not say', user, null, 1000, 'unknown'],
  ] as const)('where %s', (_what, site, running, changedAt, expected) => {
    expect(sessionOf(site, running, changedAt)).toBe(expected);
  });
});

describe.runIf(process.platform === 'linux')('what /proc says', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-proc-')));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('knows a program by the script that its interpreter runs, when it began and where', async () => {
    const script = path.join(folder, 'codex.js');
    fs.writeFileSync(script, 'process.stdout.write("up"); setInterval(() => {}, 1000);');
    const child = spawn(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const mine = runningNow()?.filter(({ cwd }) => cwd === folder) ?? [];
      expect(mine).toHaveLength(1);
      expect(mine[0]?.names).toContain('codex');
      expect(Math.abs((mine[0]?.startedAt ?? 0) - Date.now())).toBeLessThan(120_000);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('has no answer where there is none', () => {
    expect(runningNow(path.join(folder, 'nothing'))).toBeNull();
  });
});
