/**
 * Thousands of random stories of a user, an agent and the program in one workspace, against the model in `model.ts`.
 * A failure prints its seed and the shortest story that shows it; `SLOT_SEED` runs one again, `SLOT_RUNS` sets how many.
 */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Home, makeHome, PROGRAM } from '../../helpers/home.ts';
import { Bench, type KillOp, type Op, PARTS, type ProgramOp, type UserOp } from './bench.ts';
import { makeWorld, type World } from './world.ts';

const RUNS = Number(process.env.SLOT_RUNS ?? 2_000);
const SEED = Number(process.env.SLOT_SEED ?? Date.now() % 2 ** 31);

let world: World;
let home: Home;

beforeAll(() => {
  world = makeWorld();
  home = makeHome();
});
afterAll(() => {
  world.remove();
  home.remove();
});

const links = fc.oneof(
  { weight: 6, arbitrary: fc.constant('refuse' as const) },
  { weight: 2, arbitrary: fc.constantFrom('replace-link' as const, 'write-through' as const) },
);
const part = fc.constantFrom(...PARTS);
const SOUL = fc.constant('SOUL.md' as const);
const program: fc.Arbitrary<ProgramOp> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('switch' as const),
      soul: fc.constantFrom('a' as const, 'b' as const, 'c' as const, '-' as const),
      lang: fc.constantFrom('en' as const, 'zh' as const),
      links,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('clear' as const, 'undo' as const, 'undo' as const, 'redo' as const),
      links,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('restore' as const), pick: fc.nat(30), links }) },
);
const user: fc.Arbitrary<UserOp> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      part,
      how: fc.constantFrom(
        'whole' as const,
        'end' as const,
        'first line' as const,
        'last line' as const,
        'same size and time' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), part }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('chmod' as const),
      part,
      mode: fc.constantFrom(0o600, 0o644, 0o664, 0o755, 0o444),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      part,
      what: fc.constantFrom(
        'link' as const,
        'link' as const,
        'dangling' as const,
        'loop' as const,
        'folder link' as const,
        'hard link' as const,
        'folder' as const,
        'pipe' as const,
      ),
    }),
  },
);
/** Few parts, and links that come and go under what is written through them. */
const throughLinks: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('switch' as const),
      soul: fc.constantFrom('a' as const, 'b' as const),
      lang: fc.constant('en' as const),
      links: fc.constant('write-through' as const),
    }),
  },
  { weight: 2, arbitrary: program },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('put' as const), part: SOUL, what: fc.constant('link' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), part: SOUL }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      part: SOUL,
      how: fc.constantFrom('whole' as const, 'end' as const),
    }),
  },
);
/** Steps of a change, and how often each comes. */
const STEPS = {
  ...{ lock: 1, sign: 1, kept: 1, journal: 1, commit: 1, committed: 1, dropped: 1 },
  ...{ write: 6, fsync: 11, rename: 5, unlink: 3, staged: 2, replaced: 2 },
};
const step = fc.constantFrom(
  ...Object.entries(STEPS).flatMap(([name, times]) => Array.from({ length: times }, (_, at) => `${name}@${at + 1}`)),
);
const kill: fc.Arbitrary<KillOp> = fc.record({
  do: fc.constant('kill' as const),
  op: program,
  at: fc.oneof({ weight: 4, arbitrary: step }, { weight: 1, arbitrary: fc.integer({ min: 40, max: 120 }) }),
});

/** A program that is older than its sources would be judged by what they say now. */
function programIsFresh(): boolean {
  const sources = ['store/transaction.ts', 'core/timeline.ts', 'store/disk.ts'].map((file) =>
    path.resolve(import.meta.dirname, '../../../src', file),
  );
  const built = fs.statSync(PROGRAM, { throwIfNoEntry: false });
  const compiled = sources.map((file) =>
    PROGRAM.replace(
      /cli\/launch\.cjs$/,
      path.relative(path.resolve(import.meta.dirname, '../../../src'), file),
    ).replace(/\.ts$/, '.js'),
  );
  return (
    built !== undefined &&
    sources.every(
      (file, at) =>
        fs.statSync(file).mtimeMs <= (fs.statSync(compiled[at] ?? '', { throwIfNoEntry: false })?.mtimeMs ?? 0),
    )
  );
}

async function tell(story: readonly Op[], total: Bench['figures']): Promise<void> {
  const bench = new Bench(world, home);
  try {
    for (const [at, op] of story.entries()) {
      try {
        await bench.run(op);
      } catch (error) {
        throw new Error(`step ${at}, ${JSON.stringify(op)}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    }
    await bench.bringBack(2);
  } finally {
    bench.remove();
    for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += bench.figures[key];
  }
}

async function check(op: fc.Arbitrary<Op>, runs: number): Promise<void> {
  const total = { changes: 0, refusals: 0, nothing: 0, strays: 0, kills: 0, settled: 0 };
  const started = Date.now();
  const stories = fc.array(op, { minLength: 4, maxLength: 16, size: 'max' });
  await fc.assert(
    fc.asyncProperty(stories, (story) => tell(story, total)),
    { numRuns: runs, seed: SEED },
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${runs} stories with seed ${SEED} in ${seconds} s: ${JSON.stringify(total)}`);
}

describe('stories', () => {
  it('nothing is ever lost, and everything is what the model says', { timeout: 600_000 }, async () => {
    await check(fc.oneof({ weight: 5, arbitrary: program }, { weight: 4, arbitrary: user }), RUNS);
  });

  it('nor is what was written through links', { timeout: 600_000 }, async () => {
    await check(throughLinks, Math.ceil(RUNS / 4));
  });

  it.skipIf(!programIsFresh())(
    'and so it is with kills (skipped where dist/ is missing or older than src/)',
    { timeout: 600_000 },
    async () => {
      await check(
        fc.oneof(
          { weight: 5, arbitrary: program },
          { weight: 4, arbitrary: user },
          { weight: 2, arbitrary: throughLinks },
          { weight: 3, arbitrary: kill },
        ),
        Math.ceil(RUNS / 10),
      );
    },
  );
});
