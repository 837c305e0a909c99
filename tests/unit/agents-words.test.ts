/** The pages of a hub say what the adapters say: two lists, one truth. */
import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/agents/agent.ts';
import { AGENTS } from '../../src/agents/index.ts';
import { AGENT_WORDS } from '../../src/core/agents-words.ts';

/** A machine on which nothing is. */
const NOWHERE: Host = {
  env: {},
  home: '/home/nobody',
  cwd: '/home/nobody',
  read: () => null,
  isFolder: () => false,
  exists: () => false,
} as unknown as Host;

describe('what people type in an agent', () => {
  it.each(AGENT_WORDS.map((words) => [words.id, words] as const))('%s', (id, words) => {
    const agent = AGENTS.find((known) => known.id === id);
    expect(agent).toBeDefined();
    expect(agent?.title).toBe(words.title);
    for (const skill of ['find-souls', 'Über.Skill with blanks']) {
      expect(agent?.skillCommand?.(skill)).toBe(words.skillCommand?.(skill));
    }
    const { reset, limit } = agent?.at(NOWHERE, '/somewhere') ?? {};
    expect({ reset, limit }).toEqual({ reset: words.reset, limit: words.limit });
  });
});
