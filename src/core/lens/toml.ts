/**
 * One top-level key of a TOML file. The value is TOML text, as it stands there. A key that was not there becomes the
 * first line of the file, below a comment that says whose it is: in TOML it must come before the first table. Taking
 * both lines out leaves exactly the bytes that were there.
 */
import type * as Toml from 'smol-toml';
import { SoulError } from '../errors.ts';
import type { Lens } from '../slot.ts';
import { type Text, text } from '../text.ts';
import { BOM_BYTES, bytesToString, eolOf, stringToBytes, utf8 } from './bytes.ts';

export interface TomlKey {
  /** Absolute path, for messages. */
  readonly file: string;
  /** A bare key. */
  readonly key: string;
  readonly toml: () => Pick<typeof Toml, 'parse'>;
}

const SIGN = '# soulhub persona: `clawhub clear` takes it out';

export function tomlKey(at: TomlKey): Lens {
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
  check(source.slice(start), at);
  return found[0] ?? null;
}

function check(body: string, at: TomlKey): void {
  try {
    at.toml().parse(utf8(stringToBytes(body)));
  } catch (cause) {
    const reason = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
    throw broken(at, text(`it is not valid TOML (${reason})`, `不是有效的 TOML（${reason}）`), cause);
  }
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
  const lines = found.map(({ from }) => source.slice(0, from).split('\n').length).join(', ');
  return broken(at, text(`it has ${at.key} more than once (lines ${lines})`, `${at.key} 出现多次（第 ${lines} 行）`));
}

function broken({ file, key }: TomlKey, why: Text, cause?: unknown): SoulError {
  return new SoulError('E_AGENT_CONFIG', text(`${file} cannot be changed: ${why.en}`, `无法修改 ${file}：${why.zh}`), {
    hint: text('nothing was changed; repair the file and try again', '没有改动任何内容；请修复该文件后重试'),
    details: { path: file, key },
    cause,
  });
}
