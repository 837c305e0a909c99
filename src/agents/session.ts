/**
 * How an agent takes a persona for one session, with nothing of its files changed: a flag or a variable of its own. Each
 * was run against a recording model (tests/e2e/agents/run.test.ts). Where an agent has none, the slot is switched and
 * given back.
 *
 * A persona is a stranger's text, and to another program the same words mean something else: `sh -c <persona>` runs it.
 * So only the agent's own program gets them, and never a `.cmd` or `.bat`, whose arguments a shell reads again. Whatever
 * else is started (a shell, `npx`, `node`, a wrapper) finds the persona in the slot.
 */
import path from 'node:path';
import type { PersonaTexts, Site } from './agent.ts';
import { decode, MAIN } from './place.ts';

/** What a session needs besides what the user typed. */
export interface SessionWay {
  /** Right behind the name of the program. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Files to write first, by name within `folder`. */
  readonly files: Readonly<Record<string, string>>;
}

interface Given {
  /** What each part of the slot would hold: an adapter keeps what the user has there. */
  readonly planned: PersonaTexts;
  /** The whole persona as one text. */
  readonly text: string;
  /** A folder of this session alone, outside of everything the user has. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const PERSONA = 'persona.md';

/** null when the user's own setting is in the way: then the slot is the better place. */
type Way = (given: Given) => SessionWay | null;

const WAYS: Readonly<Record<string, Way>> = {
  claude: ({ text, folder }) => ({
    args: ['--append-system-prompt-file', path.join(folder, PERSONA)],
    env: {},
    files: { [PERSONA]: text },
  }),
  codex: ({ planned }) => ({
    args: ['-c', `developer_instructions=${decode(planned[MAIN] ?? new Uint8Array())}`],
    env: {},
    files: {},
  }),
  qwen: ({ text }) => ({ args: ['--append-system-prompt', text], env: {}, files: {} }),
  opencode: ({ text, folder, env }) =>
    env.OPENCODE_CONFIG_CONTENT
      ? null
      : {
          args: [],
          env: { OPENCODE_CONFIG_CONTENT: JSON.stringify({ instructions: [path.join(folder, PERSONA)] }) },
          files: { [PERSONA]: text },
        },
};

export function sessionWay({ agent, programs }: Site, program: string, given: Given): SessionWay | null {
  const own = programs.includes(programName(program)) && !/\.(?:cmd|bat)$/i.test(program);
  return own ? (WAYS[agent.split(/[:@]/)[0] ?? '']?.(given) ?? null) : null;
}

/** `/usr/bin/claude`, `codex.exe`, `qwen.mjs`: without folder and ending. */
export function programName(program: string): string {
  return path.basename(program).replace(/\.(?:exe|cmd|bat|m?js)$/i, '');
}
