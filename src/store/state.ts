/**
 * `state.json` of a slot root: the commit point of every switch. What it holds is checked although it is sealed,
 * because the folder may come from a cloned project: hashes must be hashes, and part names are looked up, never joined.
 */
import { SoulError } from '../core/errors.ts';
import { boolean, ensure, integer, list, nullable, object, record, string } from '../core/shape.ts';
import { text } from '../core/text.ts';
import type { Action, Entry, PartState, PartValue, SoulRef, Timeline } from '../core/timeline.ts';
import { isSha } from './objects.ts';
import type { SlotPaths } from './paths.ts';
import { readSealed, type Sealed, type SealedFile, writeSealed } from './sealed.ts';

export interface State {
  /** Id of the last transaction that was committed. */
  readonly tx: string;
  /** By agent: several agents may keep their persona under one root. */
  readonly slots: Readonly<Record<string, Timeline>>;
  /** By agent: what the user said about links. Left out by older versions. */
  readonly links?: Readonly<Record<string, Agreed>>;
}

/** By part. */
export type Agreed = Readonly<Record<string, AgreedLink>>;

export interface AgreedLink {
  /** Which link may be written through (`linkMark`). */
  readonly through?: string;
  /** Where the link leads that a file may take the place of. */
  readonly replaced?: string;
  /** Where a soul's text was written through the link. */
  readonly written?: Written;
}

export interface Written {
  /** Absolute path. */
  readonly file: string;
  /** What it held before. */
  readonly base: PartValue;
  /** The state folder that says so (`folderMark`). */
  readonly by: string;
}

const ACTIONS: ReadonlySet<string> = new Set(['original', 'edit', 'switch', 'clear', 'restore', 'adopt']);

function sealedState(paths: SlotPaths): SealedFile<State> {
  return { file: paths.state, copy: paths.copy, format: 1, parse: parseState };
}

/** @throws SoulError E_STATE when file and copy are both damaged, E_STATE_NEWER */
export function loadState(paths: SlotPaths): Sealed<State> {
  const loaded = readSealed(sealedState(paths));
  if (loaded === null) return { value: { tx: '', slots: {} }, repaired: false };
  if (loaded !== 'damaged') return loaded;
  throw new SoulError(
    'E_STATE',
    text(`${paths.state} is damaged, and so is its copy`, `${paths.state} 及其副本均已损坏`),
    {
      hint: text(
        `nothing was changed; every kept text is in ${paths.objects}. \`clawhub doctor --fix\` sets the damaged files aside and starts a new history`,
        `没有改动任何内容；所有保存的文本都在 ${paths.objects}。运行 \`clawhub doctor --fix\` 可将损坏文件移开并重建历史`,
      ),
      details: { path: paths.state },
    },
  );
}

export function saveState(paths: SlotPaths, state: State): void {
  writeSealed(sealedState(paths), state);
}

function parseState(value: unknown): State {
  const { tx, slots, links } = object(value);
  return {
    tx: string(tx),
    slots: record(slots, parseTimeline),
    ...(links === undefined ? {} : { links: record(links, (parts) => record(parts, parseAgreed)) }),
  };
}

function parseAgreed(value: unknown): AgreedLink {
  const { through, replaced, written } = object(value);
  return {
    ...(through === undefined ? {} : { through: string(through) }),
    ...(replaced === undefined ? {} : { replaced: string(replaced) }),
    ...(written === undefined ? {} : { written: parseWritten(written) }),
  };
}

function parseWritten(value: unknown): Written {
  const { file, base, by } = object(value);
  return { file: string(file), base: parseValue(base), by: string(by) };
}

function parseTimeline(value: unknown): Timeline {
  const { head, redo, entries, base } = object(value);
  return {
    head: integer(head),
    redo: list(redo, integer),
    entries: list(entries, parseEntry),
    base: record(base, parseValue),
  };
}

function parseEntry(value: unknown): Entry {
  const { id, at, action, soul, parent, parts, over, from, lent } = object(value);
  ensure(ACTIONS.has(string(action)));
  return {
    id: integer(id),
    at: string(at),
    action: action as Action,
    soul: nullable(soul, parseSoul),
    parent: nullable(parent, integer),
    parts: record(parts, parsePart),
    ...(over === undefined ? {} : { over: record(over, parseValue) }),
    ...(from === undefined ? {} : { from: string(from) }),
    ...(lent === undefined ? {} : { lent: list(lent, integer) }),
  };
}

function parseSoul(value: unknown): SoulRef {
  const { name, version, lang, title, content } = object(value);
  return {
    name: string(name),
    version: string(version),
    lang: string(lang),
    title: string(title),
    content: string(content),
  };
}

function parsePart(value: unknown): PartState {
  const { value: inner, ours } = object(value);
  return { value: parseValue(inner), ours: boolean(ours) };
}

function parseValue(value: unknown): PartValue {
  const { kind, sha, mode, target, gone } = object(value);
  if (kind === 'absent') return gone === undefined ? { kind } : { kind, gone: integer(gone) };
  if (kind === 'link') return { kind, target: string(target) };
  ensure(kind === 'text' && isSha(sha));
  return { kind: 'text', sha, mode: integer(mode) };
}
