import os from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * `unit` and `contract` run on the sources; `e2e` and `browser` drive the built program, so `npm run build` comes first. `clients` are
 * the real programs of others against a hub, and ours against theirs (`npm run test:clients`).
 */
const results = process.env.SOULHUB_TEST_RESULTS;

export default defineConfig({
  test: {
    // Most tests wait for programs that they started: one less than the processors would leave half of them idle.
    maxWorkers: Math.max(2, Math.floor(os.availableParallelism() / 2)),
    ...(results ? { reporters: ['default', 'json'], outputFile: { json: results } } : {}),
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts', 'tests/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: ['tests/e2e/hub/**'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'clients',
          include: ['tests/e2e/hub/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The pages in a real browser; `npm run build` comes first, hubs are filled by the built program.
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
