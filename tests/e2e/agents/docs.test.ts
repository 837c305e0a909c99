/** The reference page of agents is what the adapters say. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../../..');

it('agents.md is as `npm run docs` writes it', () => {
  const ran = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: ROOT, encoding: 'utf8' });
  expect(ran.stderr).not.toMatch(/agents\.md|Error/);
});
