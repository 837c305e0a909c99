/** What tests of the built program expect again and again. */
import { expect } from 'vitest';
import type { Ran } from './home.ts';

/** One error, as people see it: what happened, perhaps a hint, the code. Nothing of ours spilled. */
export function expectOneError(ran: Ran, code: string, exit: number): void {
  expect({ exit: ran.code, stderr: ran.stderr }).toMatchObject({
    exit,
    stderr: expect.stringContaining(`      ${code}\n`),
  });
  expect(ran.stderr.match(/^(?:error: |错误：).+$/gm)).toHaveLength(1);
  expect(ran.stderr).not.toMatch(/\n {4}at /);
}
