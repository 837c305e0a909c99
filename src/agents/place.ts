/** Places for a persona, from which slots are made: a file of its own, a marked block, a key. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Jsonc from 'jsonc-parser';
import type * as Toml from 'smol-toml';
import { blockLens } from '../core/lens/block.ts';
import { jsonKey } from '../core/lens/json.ts';
import { tomlKey, tomlString } from '../core/lens/toml.ts';
import { type KeyAt, wrongKind } from '../core/lens/unusable.ts';
import { type Part, WHOLE_FILE } from '../core/slot.ts';
import { text } from '../core/text.ts';
import type { Persona, PersonaTexts } from './agent.ts';

const require = createRequire(import.meta.url);
/** Only a slot that has such a file pays for them. */
export const jsonc = () => require('jsonc-parser') as typeof Jsonc;
const toml = () => require('smol-toml') as typeof Toml;

export interface Place {
  readonly parts: Readonly<Record<string, Part>>;
  readonly main: readonly string[];
  /** The user's file that a block is in: its history is that of the file, whichever agent it is for. */
  readonly file?: string;
  plan(persona: Persona): PersonaTexts;
}

/** The part that holds the persona, whatever its file is called. */
export const MAIN = 'SOUL.md';

/** One text of all that a soul says about itself, for agents that read one: LF, one line end at the end. */
export function wholePersona({ texts }: Pick<Persona, 'texts'>): string {
  const order = ['SOUL.md', 'IDENTITY.md', 'STYLE.md'];
  const rest = Object.keys(texts).filter((name) => !order.includes(name));
  const bodies = [...order, ...rest].flatMap((name) => (texts[name] ? [decode(texts[name]).trimEnd()] : []));
  return `${bodies.join('\n\n')}\n`;
}

/** Our block, or a file with our name. */
const ALWAYS = () => true;

/** A file of ours alone; `dress` adds what the agent wants around the text, such as front matter. */
export function ownFile(file: string, dress: (text: string, persona: Persona) => string = (text) => text): Place {
  return {
    parts: { [MAIN]: { path: file, lens: WHOLE_FILE, mine: ALWAYS } },
    main: [MAIN],
    plan: (persona) => ({ [MAIN]: encode(dress(wholePersona(persona), persona)) }),
  };
}

/** A marked block in a Markdown file of the user's. */
export function block(file: string): Place {
  return {
    parts: { [MAIN]: { path: file, lens: blockLens(file), mine: ALWAYS } },
    main: [MAIN],
    file,
    plan: (persona) => ({ [MAIN]: encode(withoutImports(wholePersona(persona))) }),
  };
}

/**
 * Some agents read another file where such a text has `@file`, and send what is in it (Gemini CLI, Qwen Code, Claude Code's
 * CLAUDE.md; measured): a stranger's words could send `@oauth_creds.json`. Behind a sign it is none, and this sign is the
 * one that Markdown does not show.
 */
export function withoutImports(source: string): string {
  return source.replace(/(?<=^|\s)@(?=\S)/gm, '\\@');
}

/** A string at a top-level key of a TOML file. What the user has there stays in front of the persona. */
export function tomlText(root: string, file: string, key: string): Place {
  const at = { file: path.join(root, file), key };
  return {
    parts: { [MAIN]: { path: file, lens: tomlKey({ ...at, toml }) } },
    main: [MAIN],
    plan: (persona) => {
      const own = persona.own(MAIN);
      const before = own === null ? '' : `${ownText(own, at).trimEnd()}\n\n`;
      return { [MAIN]: encode(tomlString(before + wholePersona(persona))) };
    },
  };
}

/** @throws SoulError E_AGENT_CONFIG for a number or a table, which is no text to add to */
function ownText(value: Uint8Array, at: KeyAt): string {
  const { it } = parseToml(`it = ${decode(value)}`) as { it: unknown };
  if (typeof it === 'string') return it;
  throw wrongKind(at, text('a text', '文本'));
}

/** A key of a JSON file that names something: a part to add to a place. */
export function jsonPointer(root: string, file: string, key: string, comments: boolean): Part {
  return { path: file, lens: jsonKey({ file: path.join(root, file), key, comments, jsonc }), points: true };
}

export function parseJsonc(source: string): unknown {
  return jsonc().parse(source.replace(/^\uFEFF/, ''));
}

export function parseToml(source: string): unknown {
  return toml().parse(source.replace(/^\uFEFF/, ''));
}

export function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function encode(source: string): Uint8Array {
  return new TextEncoder().encode(source);
}
