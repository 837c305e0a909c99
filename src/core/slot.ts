/**
 * A slot is the place in an agent's files that holds the persona. Its parts form a closed map: names from a package or
 * from a state file are looked up in it and never joined onto a path.
 *
 * A part is one file of ours, or one spot in a file that the user owns: a marked block (`lens/block.ts`), one key of a
 * settings file (`lens/json.ts`, `lens/toml.ts`). A lens says what stands in that spot and writes the file with something
 * else there. Every byte outside the spot stays, so that these hold for each lens and every file (a test makes them up):
 *
 *   get(put(file, value)) = value        put(file, get(file)) = file        put(put(file, value), null) = put(file, null)
 */

export interface Lens {
  /** `file`: all of it is ours while a soul is active; the file's mode is part of what `clear` gives back. */
  readonly kind: 'file' | 'block' | 'key';
  /** The value in the file; null when there is none. @throws SoulError E_AGENT_CONFIG when the file makes no sense */
  get(file: Uint8Array | null): Uint8Array | null;
  /** The file with this value in it; null takes the value out. */
  put(file: Uint8Array | null, value: Uint8Array | null): Uint8Array | null;
  /** Nothing but our spot would be left: a file that was not there before may go again. */
  isEmpty(file: Uint8Array): boolean;
  /** A value as the agent reads it: of a key without quotes and escapes. */
  text(value: Uint8Array): string;
}

export const WHOLE_FILE: Lens = {
  kind: 'file',
  get: (file) => file,
  put: (_file, value) => value,
  isEmpty: () => false,
  text: (value) => new TextDecoder().decode(value),
};

export interface Part {
  /** Relative to the slot's root, with forward slashes. */
  readonly path: string;
  readonly lens: Lens;
  /** It names another part of the slot: written after that one, and taken back before it. */
  readonly points?: true;
  /** Whether a value that we have no history of can only come from us: from a colleague, or another machine. */
  readonly mine?: (value: Uint8Array) => boolean;
}

export interface Slot {
  /** Key of its history under the root: `openclaw` (and for a plain folder), `claude`; `AGENTS.md` where several agents read one file. */
  readonly agent: string;
  /** Absolute path; the state lives in `<root>/.clawhub/souls`. */
  readonly root: string;
  readonly parts: Readonly<Record<string, Part>>;
  /** The root may be made when it is not there: a settings folder of the user, never a workspace. */
  readonly makeRoot?: true;
  /** The root came from others (a cloned project): no folder on the way to a part may lead out of it. */
  readonly enclosed?: true;
}
