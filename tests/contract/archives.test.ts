/**
 * The reader against 502 archives made to break readers, scored by a program that is not ours: each in a process of
 * its own, with links, modes, writes outside and half-written folders looked for afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedPath } from '../helpers/shared.ts';

interface Scored {
  readonly id: string;
  readonly grade: 'must' | 'should' | 'either';
  readonly verdict: string;
  readonly problems: readonly string[];
  readonly ms: number;
}

interface Cost {
  readonly id: string;
  readonly outcome: string;
  readonly ms: number;
  readonly mb: number;
}

const repository = resolve(import.meta.dirname, '../..');
const archives = sharedPath('archives');

describe.skipIf(archives === undefined)('hostile archives (skipped where ../shared/archives is missing)', () => {
  const folder = archives ?? '';
  let dist = '';

  /** A build of our own, inside the repository so that dependencies are found; errors of types are not our business. */
  beforeAll(() => {
    dist = mkdtempSync(join(repository, 'node_modules/.archives-'));
    const compiler = join(repository, 'node_modules/typescript/bin/tsc');
    spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', dist], { cwd: repository });
  }, 60_000);
  afterAll(() => rmSync(dist, { recursive: true }));

  function node(...args: readonly string[]): string {
    const env = { ...process.env, SOULHUB_DIST: dist };
    return execFileSync(process.execPath, args, { cwd: repository, env, encoding: 'utf8', maxBuffer: 2 ** 24 });
  }

  function score(...options: readonly string[]): readonly Scored[] {
    const report = join(dist, 'report.json');
    const scorer = join(folder, 'run-archives.mjs');
    node(scorer, folder, 'tests/contract/archive-adaptor.mjs', `--json=${report}`, ...options);
    return JSON.parse(readFileSync(report, 'utf8')).results;
  }

  /** The scorer gives each ten seconds by the clock, which a busy machine may sleep through: such a one gets another try. */
  function scoreAll(): readonly Scored[] {
    const first = score();
    const late = first.filter(({ problems }) => problems.join() === 'HANG-OR-KILLED').map(({ id }) => id);
    if (late.length === 0) return first;
    console.log(`took more than ten seconds, and get another try: ${late.join(', ')}`);
    const again = score(`--only=^(?:${late.join('|')})$`);
    return first.map((one) => again.find(({ id }) => id === one.id) ?? one);
  }

  it('are all refused or read as they should be, without an unsafe effect', () => {
    const results = scoreAll();
    const count = (grade: Scored['grade'], verdict: string) =>
      results.filter((one) => one.grade === grade && one.verdict === verdict).length;
    expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(results.flatMap(({ problems }) => problems)).toEqual([]);
    expect([count('must', 'pass'), count('should', 'pass'), count('either', 'pass')]).toEqual([364, 109, 29]);
  }, 600_000);

  it('cost less than a second of a processor and 200 MB, the worst of them', () => {
    const costs = JSON.parse(node('tests/contract/archive-cost.mjs', folder, '--json')) as readonly Cost[];
    expect(costs.length).toBe(14);
    for (const { id, outcome, ms, mb } of costs) {
      expect(outcome, id).toMatch(id === 'tgz:nested-archive' ? /^accepted$/ : /^(?:archive|gzip|zip)\./);
      expect(ms, id).toBeLessThan(1000);
      expect(mb, id).toBeLessThan(200);
    }
  });
});
