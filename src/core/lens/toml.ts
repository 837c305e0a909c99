/**
 * One top-level key of a TOML file. The value is TOML text, as it stands there. A key that was not there becomes the
 * first line of the file, below a comment that says whose it is: in TOML it must come before the first table. Taking
 * both lines out leaves exactly the bytes that were there.
 */
import type * as Toml from 'smol-toml';
import type { SoulError } from '../errors.ts';
import type { Lens } from '../slot.ts';
import { text } from '../text.ts';
import { BOM_BYTES, bytesToString, eolOf, stringToBytes, utf8 } from './bytes.ts';
import { type KeyAt, reread, unusable } from './unusable.ts';

/** The key is a bare one. */
export interface TomlKey extends KeyAt {
  readonly toml: () => Pick<typeof Toml, 'parse' | 'TomlError'>;
}

const SIGN = '# soulhub persona: `clawhub clear` takes it out';

export function tomlKey(at: TomlKey): Lens {
  return reread(edited(at), at);
}

function edited(at: TomlKey): Lens {
  return {
    kind: 'key',
    get: (file) => {
      const found = file === null ? null : locate(bytesToString(file), at);
      return found === null ? null : stringToBytes(found.value);
    },
    put: (file, value) => {
      const source = file === null ? '' : bytesToString(file);
      const inner = value === null ? null : bytesToString(value);
      const found = locate(source, at);
      if (inner === null) return found ? stringToBytes(removed(source, found)) : file;
      return stringToBytes(
        found ? source.slice(0, found.valueFrom) + inner + source.slice(found.valueTo) : inserted(source, at, inner),
      );
    },
    isEmpty: (file) => file.length === 0,
    text: (value) => {
      const { it } = at.toml().parse(`it = ${utf8(value)}`);
      return typeof it === 'string' ? it : utf8(value);
    },
  };
}

/** A TOML string on one line: escapes of JSON are escapes of TOML. */
export function tomlString(value: string): string {
  return JSON.stringify(value).replaceAll('\u007f', '\\u007F');
}

function inserted(source: string, { key }: TomlKey, value: string): string {
  const at = source.startsWith(BOM_BYTES) ? BOM_BYTES.length : 0;
  const eol = eolOf(source);
  return `${source.slice(0, at)}${SIGN}${eol}${key} = ${value}${eol}${source.slice(at)}`;
}

function removed(source: string, { from, valueTo }: Statement): string {
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(source.slice(valueTo))?.[0];
  const sign = new RegExp(`${SIGN}\\r?\\n$`).exec(source.slice(0, from))?.[0] ?? '';
  return source.slice(0, from - sign.length) + source.slice(valueTo + (rest?.length ?? 0));
}

interface Statement {
  readonly key: string;
  readonly from: number;
  readonly valueFrom: number;
  readonly valueTo: number;
  readonly value: string;
}

/** @throws SoulError E_AGENT_CONFIG */
function locate(source: string, at: TomlKey): Statement | null {
  const start = source.startsWith(BOM_BYTES) ? BOM_BYTES.length : 0;
  const found = statements(source, start).filter(({ key }) => key === at.key);
  if (found.length > 1) throw twice(at, source, found);
  const table = parsed(source.slice(start), at);
  if (found[0] === undefined && Object.hasOwn(table, at.key)) throw elsewhere(at);
  return found[0] ?? null;
}

function parsed(body: string, at: TomlKey): object {
  const { parse, TomlError } = at.toml();
  try {
    return parse(utf8(stringToBytes(body)));
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const reason = /^Invalid TOML document: (.*)/.exec(cause.message)?.[1] ?? cause.message;
    const { line, column } = cause;
    throw unusable(
      at,
      text(`it is not valid TOML, line ${line}: ${reason}`, `不是有效的 TOML，第 ${line} 行第 ${column} 列`),
      { cause },
    );
  }
}

/** As a table, or spelled with escapes: a key of ours beside it would make the file invalid. */
function elsewhere(at: TomlKey): SoulError {
  return unusable(
    at,
    text(
      `${at.key} is not a plain key before the first table there, but a table or the like`,
      `其中的 ${at.key} 不是首个表之前的普通键，而是表或其他写法`,
    ),
  );
}

const BLANK = /(?:[ \t\r\n]|#[^\n]*)*/y;
const KEY =
  /(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')(?:[ \t]*\.[ \t]*(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'))*/y;
const EQUALS = /[ \t]*=[ \t]*/y;
/** One piece of a value: a string of any kind, a bracket, a comment, or anything else. */
const PIECE =
  /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[[\]{}]|#[^\n]*|\r?\n|[^"'[\]{}#\r\n]+|\r/y;

/** The statements before the first table. Stops at what makes no sense: the parser says what is wrong there. */
function statements(source: string, start: number): Statement[] {
  const found: Statement[] = [];
  for (let at = start; ; ) {
    const from = at + (match(BLANK, source, at)?.length ?? 0);
    const key = match(KEY, source, from);
    const equals = key === null ? null : match(EQUALS, source, from + key.length);
    if (key === null || equals === null) return found;
    const valueFrom = from + key.length + equals.length;
    const valueTo = endOfValue(source, valueFrom);
    if (valueTo <= valueFrom) return found;
    found.push({ key: bare(key), from, valueFrom, valueTo, value: source.slice(valueFrom, valueTo) });
    at = valueTo;
  }
}

/** A value ends with its line, but not inside brackets; a comment behind it is none of it. */
function endOfValue(source: string, from: number): number {
  let [at, depth] = [from, 0];
  for (let piece = match(PIECE, source, at); piece !== null; piece = match(PIECE, source, at)) {
    if (depth === 0 && /^(?:#|\r?\n)/.test(piece)) break;
    if (piece === '[' || piece === '{') depth++;
    if (piece === ']' || piece === '}') depth--;
    at += piece.length;
  }
  return from + source.slice(from, at).trimEnd().length;
}

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

function bare(key: string): string {
  return /^(["'])([A-Za-z0-9_-]+)\1$/.exec(key)?.[2] ?? key;
}

function twice(at: TomlKey, source: string, found: readonly Statement[]): SoulError {
  const lines = found.map(({ from }) => source.slice(0, from).split('\n').length);
  return unusable(
    at,
    text(
      `it has ${at.key} more than once (lines ${lines.join(', ')})`,
      `${at.key} 出现多次（第 ${lines.join('、')} 行）`,
    ),
  );
}
