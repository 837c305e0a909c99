/** Starting a fresh session from outside, where an agent offers a way (`switch --reset`). */
import { spawn } from 'node:child_process';
import type { Context } from './context.ts';
import type { SlotReport } from './slots.ts';

export interface ResetReport {
  readonly agent: string;
  readonly title: string;
  /** `impossible`: the agent has no way; its words must be typed inside. */
  readonly outcome: 'done' | 'failed' | 'impossible';
  /** The command that was run; null when there is none. */
  readonly command: string | null;
  /** First line that a failed one said. */
  readonly reason: string | null;
}

const PATIENCE = 120_000;

/** For each slot that has changed. A failure is reported, not thrown: the switch itself is done. */
export async function resetSessions(ctx: Context, slots: readonly SlotReport[]): Promise<ResetReport[]> {
  const reports: ResetReport[] = [];
  for (const slot of slots.filter(({ changed, dryRun }) => changed && !dryRun)) reports.push(await resetOne(ctx, slot));
  return reports;
}

async function resetOne(ctx: Context, { agent, title, resetCommand }: SlotReport): Promise<ResetReport> {
  if (resetCommand === null) return { agent, title, outcome: 'impossible', command: null, reason: null };
  const reason = await run(ctx, resetCommand);
  const command = resetCommand.join(' ');
  return { agent, title, outcome: reason === null ? 'done' : 'failed', command, reason };
}

/** null when it went well. */
function run(ctx: Context, [program = '', ...args]: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ctx.cwd, env: ctx.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => (said += chunk));
    const timer = setTimeout(() => child.kill(), PATIENCE);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : said.trim().split('\n')[0] || `exit ${code}`);
    });
  });
}
