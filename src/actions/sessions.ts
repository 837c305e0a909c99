/**
 * Which agents run now, and whether they may still have an old persona: a process that was started before the last
 * change, of an agent that looks at its files only when a session begins. What is typed inside it meanwhile cannot be
 * known from here. Read from /proc; elsewhere the answer is `unknown`.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Site } from '../agents/agent.ts';

export interface Running {
  /** Name of the program, or of the script that an interpreter runs. */
  readonly names: readonly string[];
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly cwd: string | null;
}

/** `old` may have the persona from before; `current` has the present one, or will at its next turn. */
export type Session = 'none' | 'current' | 'old' | 'unknown';

/** Ticks of /proc are hundredths of a second on every Linux that Node runs on. */
const TICKS = 100;

/** Processes of this user; null where the system does not say. */
export function runningNow(proc = '/proc'): readonly Running[] | null {
  try {
    const boot = Number(/^btime (\d+)$/m.exec(fs.readFileSync(path.join(proc, 'stat'), 'utf8'))?.[1]) * 1000;
    const pids = fs.readdirSync(proc).filter((name) => /^\d+$/.test(name));
    return pids.flatMap((pid) => running(path.join(proc, pid), boot) ?? []);
  } catch {
    return null;
  }
}

function running(folder: string, boot: number): Running | null {
  try {
    if (fs.statSync(folder).uid !== process.getuid?.()) return null;
    const words = fs.readFileSync(path.join(folder, 'cmdline'), 'utf8').split('\0').filter(Boolean);
    const fields = fs
      .readFileSync(path.join(folder, 'stat'), 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const script = words.slice(1).find((word) => !word.startsWith('-'));
    const names = [words[0], script].flatMap((word) => (word === undefined ? [] : [nameOf(word)]));
    return {
      names,
      startedAt: boot + (Number(fields[19]) / TICKS) * 1000,
      cwd: fs.readlinkSync(path.join(folder, 'cwd')),
    };
  } catch {
    // It ended meanwhile, or is not ours to look at.
    return null;
  }
}

/** `/usr/bin/claude`, `…/@openai/codex/bin/codex.js` */
function nameOf(word: string): string {
  return path.basename(word).replace(/\.(?:[cm]?js|exe)$/, '');
}

/** @param changedAt when the slot last changed, milliseconds; null when it never did */
export function sessionOf(
  { programs, live, scope, slot }: Site,
  all: readonly Running[] | null,
  changedAt: number | null,
): Session {
  if (all === null || programs.length === 0) return 'unknown';
  const here = ({ cwd }: Running) =>
    scope === 'user' || cwd === slot.root || cwd?.startsWith(`${slot.root}${path.sep}`);
  const mine = all.filter((one) => one.names.some((name) => programs.includes(name)) && here(one));
  if (mine.length === 0) return 'none';
  const stale = changedAt !== null && live !== 'next-turn' && mine.some(({ startedAt }) => startedAt < changedAt);
  return stale ? 'old' : 'current';
}
