/**
 * An agent is an AI program on this machine that reads a persona. An adapter finds it, says where its slot is, and what
 * each part should hold for a soul. It never writes: only `store/transaction.ts` does.
 *
 * Most adapters are data (`AgentFacts` in `define.ts`); what was measured about each is in docs/reference/agents.md.
 */
import type { Slot } from '../core/slot.ts';
import type { Text } from '../core/text.ts';
import type { SoulRef } from '../core/timeline.ts';

/** The world as adapters may see it: they read and look, nothing else. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
  /** null when it is not there. */
  read(file: string): Uint8Array | null;
  isFolder(file: string): boolean;
  exists(file: string): boolean;
  /** Names in a folder, sorted; none when it is not there. */
  list(folder: string): readonly string[];
  /** Where a program is on the PATH; null when it is not. */
  program(name: string): string | null;
  /** What stands at a place, links not followed. */
  look(file: string): Look;
}

export interface Look {
  readonly kind: 'absent' | 'file' | 'link' | 'other';
  /** Names that the file has. */
  readonly links: number;
}

/** The user's own settings, or a folder that others may share (a repository). */
export type Scope = 'user' | 'project';

/** The texts of one soul in one language, by the name they have in a workspace: `SOUL.md`, `IDENTITY.md`, `STYLE.md`,
 * and operating files that the user asked for. In a plan: what each part of the slot should hold. */
export type PersonaTexts = Readonly<Record<string, Uint8Array>>;

export interface Persona {
  readonly soul: SoulRef;
  readonly texts: PersonaTexts;
  /** What the user has, or had before us, in a part of the slot; null when nothing. */
  own(part: string): Uint8Array | null;
}

/** Something that a person should know about a slot: it is masked, shared, not trusted, … */
export interface Note {
  /** Stable, for programs: `masked`, `hides`, `untrusted`, `missing`, `shared`, `stray`, `own-text`, `words`. */
  readonly code: string;
  /** `warning` when the agent will not have the persona as it was meant. */
  readonly level: 'info' | 'warning';
  readonly says: Text;
  readonly hint: Text | null;
}

/** What is in a slot, for its notes. */
export interface Filling {
  readonly soul: SoulRef | null;
  /** What each part holds of it: the values of the parts, empty without a soul. */
  readonly texts: PersonaTexts;
  /** False for a dry run: this is what would be. */
  readonly onDisk: boolean;
}

export interface Site {
  /** What a person types: `openclaw`, `openclaw:work`, `claude`, `folder`. */
  readonly agent: string;
  readonly title: string;
  readonly scope: Scope;
  readonly slot: Slot;
  /** Parts that may hold the persona's text, the usual one first. */
  readonly main: readonly string[];
  /** How it was found, such as the configuration file that names it. */
  readonly foundBy: string;
  /** It was started here before; false when only its program was found. A command that names no agent means used ones. */
  readonly used: boolean;
  /** Whether the persona takes the place of the agent's own prompt or comes on top of it. */
  readonly effect: 'replaces' | 'joins';
  /** Whose words they are in the model's request. `unknown` where it could not be measured. */
  readonly arrives: 'system' | 'developer' | 'user' | 'unknown';
  /** Both, in words. */
  readonly mechanism: Text;
  /** What the user types inside the agent to start a fresh session; null when there is no session to reset. */
  readonly reset: string | null;
  /** A command that resets the session from outside, as words of a command line; null when the agent has none. */
  readonly resetCommand: readonly string[] | null;
  /** When a running session notices a switch: by itself at its `next-turn`, in a new `session`, in a new `process`. */
  readonly live: 'next-turn' | 'session' | 'process' | 'unknown';
  readonly takesEffect: Text;
  /** Names of the processes in which it runs. */
  readonly programs: readonly string[];
  /** Longest text the agent reads, in UTF-16 units; null when it has no limit. */
  readonly limit: number | null;
  /** Of each part's text, or of the whole file that the part is in. */
  readonly limitOf: 'text' | 'file';
  /** What becomes of a longer one. */
  readonly beyond: Text;
  /** Parts that say the agent has not finished its first run. They are kept in the history and never written. */
  readonly firstRun: readonly string[];
  /** Other agents that read the same file. */
  readonly sharedWith: readonly string[];
  /** What each part should hold for this persona. Pure. @throws SoulError when this agent cannot take it */
  plan(persona: Persona): PersonaTexts;
  notes(filling: Filling): readonly Note[];
}

export interface Agent {
  readonly id: string;
  readonly title: string;
  /** Where its facts come from: `run` means seen in recorded requests of the real program. */
  readonly evidence: Evidence;
  /** How to start a slash command of a skill there; null when it has none. */
  readonly skillCommand: ((skill: string) => string) | null;
  /** The user's own slots of this agent on the machine; empty when it is not here. @throws SoulError E_AGENT_CONFIG */
  find(host: Host): readonly Site[];
  /** Its slot in a project; null when it has none there. `root` is the folder that the agent itself takes for the project. */
  project(host: Host, root: string): Site | null;
  /** The folder of its settings, where the user's own slot is or would be; left out where that is in no single folder. */
  userRoot?(host: Host): string;
  /** Which folder this agent takes for the project when it is started in a folder below it. */
  readonly projectRoot: 'folder' | 'repository';
  /** It keeps no file of the user's own: only a project can have a slot. */
  readonly userless?: true;
  /** A slot in a folder that the user names (`--workspace`): its workspace, or its settings folder. */
  at(host: Host, root: string): Site;
}

export interface Evidence {
  readonly by: 'run' | 'recorded';
  /** Versions that were run, or the source that was read. */
  readonly of: string;
}
