/**
 * What OpenClaw 2026.9 puts under "Project Context" of the system prompt, predicted from the files of a workspace. The
 * rules were read in its published source (embedded-agent-helpers/bootstrap, system-prompt-context-files) and are held
 * against the recorded requests of the real program on generated workspaces: tests/agents/why-openclaw.test.ts.
 *
 * - Order: AGENTS, SOUL, IDENTITY, USER, BOOTSTRAP (until the first run is done), MEMORY. No other file is read.
 * - A file must be a regular one with a single name: the end of a link is not read, and the model is told so.
 * - White space at the end goes; then a file over its limit keeps three quarters of what is left at its head and one at
 *   its tail, with two lines between them that say so. AGENTS.md keeps an extract of its rules as well.
 * - All files together have a limit too; who comes late gets what is left.
 * - Runs of empty lines become one, and CRLF becomes LF.
 */
import type { Fate, PromptPiece } from '../core/prompt.ts';
import { type Text, text } from '../core/text.ts';
import type { Look } from './agent.ts';

export const PROMPT_FILES = ['AGENTS.md', 'SOUL.md', 'IDENTITY.md', 'USER.md', 'BOOTSTRAP.md', 'MEMORY.md'] as const;

/** Read by OpenClaw up to 2026.6, and no longer. */
const RETIRED = ['TOOLS.md', 'HEARTBEAT.md'];

export interface Sight extends Look {
  /** null unless it is a regular file. */
  readonly bytes: Uint8Array | null;
}

export interface PromptLimits {
  /** `bootstrapMaxChars`. */
  readonly perFile: number;
  /** `bootstrapTotalMaxChars`. */
  readonly total: number;
  /** With `skipBootstrap` no first run is ever done, and the missing BOOTSTRAP.md keeps some of the room. */
  readonly skipsFirstRun?: boolean;
}

export const DEFAULT_LIMITS: PromptLimits = { perFile: 20_000, total: 60_000 };

const USER_LIMIT = 4_000;
const READ_LIMIT = 2 * 1024 * 1024;
/** With less room than this no further file is begun. */
const LEAST_ROOM = 64;
/** A cut text must keep so much, or the short mark stands in it. */
const LEAST_KEPT = 16;

/**
 * @param look what stands at a name in the workspace
 * @param root absolute path of the workspace, as OpenClaw prints it
 */
export function openclawPrompt(look: (name: string) => Sight, root: string, limits: PromptLimits): PromptPiece[] {
  let room = Math.max(1, limits.total);
  const pieces = PROMPT_FILES.flatMap((name) => {
    const piece = pieceOf(name, look(name), { path: `${root}/${name}`, room, limit: limitOf(name, limits) });
    const silent = name === 'BOOTSTRAP.md' && limits.skipsFirstRun ? missingAt(`${root}/${name}`).length : 0;
    // Where one file finds no room, no other is begun.
    room = piece?.fate === 'no room' ? 0 : Math.max(0, room - (piece ? sizeOf(piece) : silent));
    return piece ? [piece] : [];
  });
  const sent = pieces.map(({ taken: _taken, ...piece }): PromptPiece => piece);
  return [...sent, ...RETIRED.flatMap((name) => unread(name, look(name), root))];
}

function limitOf(name: string, { perFile }: PromptLimits): number {
  return name === 'USER.md' ? Math.min(perFile, USER_LIMIT) : perFile;
}

/** What the piece takes of the room for all: before empty lines are folded. */
function sizeOf(piece: Piece): number {
  return piece.taken ?? piece.kept;
}

interface Place {
  readonly path: string;
  /** Left of the total. */
  readonly room: number;
  readonly limit: number;
}

type Piece = PromptPiece & { readonly taken?: number };

/** null for a file that is left out silently. */
function pieceOf(name: string, look: Sight, place: Place): Piece | null {
  const base = { name, path: place.path, limit: place.limit, lands: 'system', note: null } as const;
  if (look.kind === 'absent') return absent(name, base, place);
  if (look.kind === 'link' && OWN_NOTES.includes(name))
    return { ...base, ...SILENT, note: refusalOf(look)?.ours ?? null };
  const refusal = refusalOf(look);
  const source = refusal ? `[UNREADABLE: ${refusal.theirs}]` : decode(look.bytes);
  if (place.room < LEAST_ROOM)
    return { ...base, fate: 'no room', length: source.trimEnd().length, kept: 0, text: null };
  const limit = Math.max(1, Math.min(place.limit, place.room));
  const piece = within(name, source.trimEnd(), limit);
  const length = refusal ? 0 : source.trimEnd().length;
  const fate = refusal ? 'refused' : piece.fate;
  return { ...base, ...piece, fate, limit, length, note: refusal?.ours ?? null };
}

/** A link in place of the user's own notes is passed over; of another file the model is told that it cannot be read. */
const OWN_NOTES = ['USER.md', 'MEMORY.md'];
const SILENT = { fate: 'refused', length: 0, kept: 0, text: null } as const;

/** The user's own notes and the first run are not missed; the others are reported to the model. */
function absent(name: string, base: Omit<Piece, 'fate' | 'length' | 'kept' | 'text'>, place: Place): Piece | null {
  if (name === 'BOOTSTRAP.md' || OWN_NOTES.includes(name)) return null;
  if (place.room === 0) return null;
  const told = clamp(missingAt(place.path), place.room);
  return { ...base, fate: 'missing', length: 0, kept: told.length, text: told };
}

function missingAt(path: string): string {
  return `[MISSING] Expected at: ${path}`;
}

function clamp(told: string, room: number): string {
  if (told.length <= room) return told;
  return room <= 3 ? head(told, room) : `${head(told, room - 1)}…`;
}

function decode(bytes: Uint8Array | null): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes ?? new Uint8Array());
}

function refusalOf({ kind, links, bytes }: Sight): { readonly theirs: string; readonly ours: Text } | null {
  if (kind === 'link')
    return {
      theirs: 'symlink path component not allowed',
      ours: text('a symbolic link: OpenClaw does not read it', '符号链接：OpenClaw 不会读取'),
    };
  if (kind === 'other')
    return { theirs: 'path does not have the required file type', ours: text('not a regular file', '不是普通文件') };
  if (links > 1)
    return {
      theirs: 'path must not be hardlinked',
      ours: text('a hard link: OpenClaw does not read it', '硬链接：OpenClaw 不会读取'),
    };
  if ((bytes?.length ?? 0) > READ_LIMIT)
    return { theirs: 'file exceeds limit', ours: text('larger than 2 MiB', '超过 2 MiB') };
  return null;
}

/** Within the limit; empty lines are folded afterwards, as OpenClaw does. */
function within(name: string, source: string, limit: number): Pick<Piece, 'fate' | 'kept' | 'text' | 'taken'> {
  if (source === '') return { fate: 'empty', kept: 0, text: null };
  if (source.length <= limit) return sent('whole', source);
  if (name === 'AGENTS.md') return { fate: 'digest', kept: limit, text: null };
  return sent('cut', cut(name, source, limit));
}

function sent(fate: Fate, source: string): Pick<Piece, 'fate' | 'kept' | 'text' | 'taken'> {
  const folded = fold(source);
  return { fate, kept: folded.length, text: folded, taken: source.length };
}

function fold(source: string): string {
  return source.replace(/\n{3,}/g, '\n\n').replace(/\r\n/g, '\n');
}

interface Share {
  readonly head: number;
  readonly tail: number;
}

/** Head, a mark that names both lengths, tail. The mark's own length depends on them, so they are found step by step. */
function cut(name: string, source: string, limit: number): string {
  const full = (share: Share) =>
    `\n[...truncated, read ${name} for full content...]\n…(truncated ${name}: kept ${share.head}+${share.tail} chars of ${source.length})…\n`;
  const short = (share: Share) => `[…truncated ${share.head}+${share.tail}/${source.length}]`;
  const none = { head: 0, tail: 0 };
  const mark = limit - full(none).length - 2 >= LEAST_KEPT ? full : short;
  const glue = mark === full ? '\n' : '';
  const join = (share: Share) =>
    [head(source, share.head), mark(share), tail(source, share.tail)].filter((part) => part !== '').join(glue);
  const length = (share: Share) =>
    share.head + share.tail + mark(share).length + glue.length * (Number(share.head > 0) + Number(share.tail > 0));
  const cutText = join(shrink(grow(none, limit, length), limit, length));
  return cutText.length > limit ? head(cutText, limit) : cutText;
}

type Length = (share: Share) => number;

/** Three rounds at most: the lengths settle as soon as they have as many digits as before. */
function grow(none: Share, limit: number, length: Length): Share {
  let share = none;
  for (let round = 0; round < 3; round++) {
    const room = Math.max(0, limit - (length(share) - share.head - share.tail));
    const next = { head: Math.floor(room * 0.75), tail: Math.floor(room * 0.25) };
    if (next.head === share.head && next.tail === share.tail) return share;
    share = next;
  }
  return share;
}

function shrink(share: Share, limit: number, length: Length): Share {
  let { head: first, tail: last } = share;
  for (let over = length({ head: first, tail: last }) - limit; over > 0 && first + last > 0; ) {
    if (last > 0) last = Math.max(0, last - over);
    else first = Math.max(0, first - over);
    over = length({ head: first, tail: last }) - limit;
  }
  return { head: first, tail: last };
}

/** No half of a surrogate pair at the edge. */
function head(source: string, length: number): string {
  const edge = source.charCodeAt(length - 1);
  const split = length > 0 && length < source.length && edge >= 0xd800 && edge <= 0xdbff;
  return source.slice(0, split ? length - 1 : length);
}

function tail(source: string, length: number): string {
  if (length === 0) return '';
  const from = Math.max(0, source.length - length);
  const edge = source.charCodeAt(from);
  return source.slice(edge >= 0xdc00 && edge <= 0xdfff ? from + 1 : from);
}

function unread(name: string, look: Sight, root: string): PromptPiece[] {
  if (look.kind === 'absent') return [];
  const length = decode(look.bytes).trimEnd().length;
  const note = text('not read since OpenClaw 2026.9', 'OpenClaw 2026.9 起不再读取');
  const path = `${root}/${name}`;
  return [{ name, path, fate: 'unread', length, kept: 0, limit: null, lands: 'system', text: null, note }];
}
