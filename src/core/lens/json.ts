/**
 * One key of a JSON or JSONC settings file, at its top or within an object of it. The value is JSON text, as it stands there. Comments, order,
 * indentation, line ends, trailing commas and a BOM stay: only the value's own characters are replaced. A key that was
 * not there becomes the first one of the object, behind a copy of the white space that the object begins with, so that
 * taking it out again leaves exactly the bytes that were there.
 */
import type * as Jsonc from 'jsonc-parser';
import type { SoulError } from '../errors.ts';
import { jsonErrorWords } from '../json-error.ts';
import type { Lens } from '../slot.ts';
import { text } from '../text.ts';
import { BOM_BYTES, bytesToString, eolOf, stringToBytes, utf8 } from './bytes.ts';
import { type KeyAt, reread, unusable } from './unusable.ts';

export interface JsonKey extends KeyAt {
  /** Keys that lead to the object which has it; the file's own object when left out. That object must be there. */
  readonly within?: readonly string[];
  /** Whether the agent accepts comments and trailing commas. One that does not ignores the whole file because of them. */
  readonly comments: boolean;
  /** Loaded when a file is there to be read. */
  readonly jsonc: () => typeof Jsonc;
}

export function jsonKey(at: JsonKey): Lens {
  return reread(edited(at), at);
}

function edited(at: JsonKey): Lens {
  return {
    kind: 'key',
    get: (file) => {
      const found = file === null ? null : locate(bytesToString(file), at).property;
      return found === null ? null : stringToBytes(found.value);
    },
    put: (file, value) => {
      const inner = value === null ? null : bytesToString(value);
      if (file === null) return inner === null ? null : stringToBytes(`{\n  ${named(at, inner)}\n}\n`);
      const source = bytesToString(file);
      const place = locate(source, at);
      if (inner === null)
        return place.property ? stringToBytes(removed(source, place, place.property, at.jsonc())) : file;
      return stringToBytes(
        place.property ? replaced(source, place.property, inner) : inserted(source, place, at, inner),
      );
    },
    isEmpty: (file) => /^(?:\u00EF\u00BB\u00BF)?[ \t\r\n]*\{[ \t\r\n]*\}[ \t\r\n]*$/.test(bytesToString(file)),
    text: (value) => {
      const parsed: unknown = at.jsonc().parse(utf8(value));
      return typeof parsed === 'string' ? parsed : utf8(value);
    },
  };
}

interface Property {
  readonly from: number;
  readonly valueFrom: number;
  readonly to: number;
  readonly value: string;
  /** Where the property before it ends; null for the first. */
  readonly before: number | null;
}

interface Place {
  /** Just behind the brace that opens the object. */
  readonly open: number;
  readonly first: boolean;
  readonly property: Property | null;
}

/** @throws SoulError E_AGENT_CONFIG */
function locate(source: string, at: JsonKey): Place {
  const start = source.startsWith(BOM_BYTES) ? BOM_BYTES.length : 0;
  const root = parsed(source, start, at);
  const properties = root.children ?? [];
  const found = properties.filter(({ children }) => children?.[0]?.value === at.key);
  if (found.length > 1)
    throw twice(
      at,
      source,
      found.map(({ offset }) => offset + start),
    );
  const index = found[0] === undefined ? -1 : properties.indexOf(found[0]);
  const before = properties[index - 1];
  return {
    open: root.offset + start + 1,
    first: properties.length === 0,
    property: found[0]
      ? propertyAt(found[0], source, start, before ? before.offset + before.length + start : null)
      : null,
  };
}

function propertyAt(node: Jsonc.Node, source: string, start: number, before: number | null): Property {
  const value = node.children?.[1] as Jsonc.Node;
  const [from, valueFrom] = [node.offset + start, value.offset + start];
  const to = valueFrom + value.length;
  return { from, valueFrom, to, value: source.slice(valueFrom, to), before };
}

function parsed(source: string, start: number, at: JsonKey): Jsonc.Node {
  const { findNodeAtLocation, parseTree } = at.jsonc();
  const body = source.slice(start);
  const errors: Jsonc.ParseError[] = [];
  const root = parseTree(body, errors, { allowTrailingComma: at.comments, disallowComments: !at.comments });
  if (errors[0]) throw malformed(at, source, errors[0], start);
  const object = root && at.within ? findNodeAtLocation(root, [...at.within]) : root;
  if (object?.type !== 'object') throw unusable(at, text('it holds no JSON object', '内容不是 JSON 对象'));
  return object;
}

function named({ key }: JsonKey, value: string): string {
  return `${JSON.stringify(key)}: ${value}`;
}

function replaced(source: string, { valueFrom, to }: Property, value: string): string {
  return source.slice(0, valueFrom) + value + source.slice(to);
}

function inserted(source: string, { open, first }: Place, at: JsonKey, value: string): string {
  const lead = /^[ \t\r\n]*/.exec(source.slice(open))?.[0] ?? '';
  const indent = /[^\r\n]*$/.exec(lead)?.[0] ?? '';
  const before = first && lead.includes('\n') ? `${eolOf(source)}${indent || '  '}` : lead;
  return `${source.slice(0, open)}${before}${named(at, value)}${first ? '' : ','}${source.slice(open)}`;
}

/** With the white space before it and one comma. */
function removed(source: string, { open }: Place, property: Property, { createScanner }: typeof Jsonc): string {
  const lead = /[ \t\r\n]*$/.exec(source.slice(open, property.from))?.[0].length ?? 0;
  const from = property.from - lead;
  const comma = commaIn(source, property.to, source.length, createScanner);
  if (comma === property.to) return source.slice(0, from) + source.slice(comma + 1);
  if (comma !== null) return source.slice(0, from) + source.slice(property.to, comma) + source.slice(comma + 1);
  const earlier = property.before === null ? null : commaIn(source, property.before, property.from, createScanner);
  if (earlier === null) return source.slice(0, from) + source.slice(property.to);
  return source.slice(0, earlier) + source.slice(earlier + 1, from) + source.slice(property.to);
}

/** Where the next comma outside comments is, if it is the next thing. */
function commaIn(source: string, from: number, to: number, createScanner: typeof Jsonc.createScanner): number | null {
  const scanner = createScanner(source.slice(from, to), true);
  const COMMA = 5;
  return scanner.scan() === COMMA ? from + scanner.getTokenOffset() : null;
}

function lineOf(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

function isJsonc(body: string, { comments, jsonc }: JsonKey): boolean {
  const errors: Jsonc.ParseError[] = [];
  jsonc().parseTree(body, errors, { allowTrailingComma: true });
  return !comments && errors.length === 0;
}

function malformed(at: JsonKey, source: string, { error, offset }: Jsonc.ParseError, start: number): SoulError {
  const body = source.slice(start);
  if (body.trim() === '') return empty(at);
  const line = lineOf(source, offset + start);
  if (at.comments && UNQUOTED.test(body.slice(offset))) return unquoted(at, line);
  const why = isJsonc(body, at)
    ? text('comments and trailing commas are not allowed there', '此处不允许注释或多余的逗号')
    : jsonErrorWords(at.jsonc().printParseErrorCode(error));
  return unusable(
    at,
    text(`it is not valid JSON, line ${line}: ${why.en}`, `不是有效的 JSON，第 ${line} 行：${why.zh}`),
  );
}

function empty(at: JsonKey): SoulError {
  const hint = text(
    'nothing was changed; write {} into it, or remove it, and try again',
    '没有改动任何内容；请在其中写入 {}，或删除该文件，然后重试',
  );
  return unusable(at, text('it is empty, which is not valid JSON', '它是空文件，不是有效的 JSON'), { hint });
}

/** What JSON5 allows and this cannot edit: a bare key, or anything in single quotes. */
const UNQUOTED = /^(?:[\p{L}_$][\p{L}\p{N}_$]*\s*:|')/u;

function unquoted(at: JsonKey, line: number): SoulError {
  const hint = text(
    'nothing was changed; put its keys and texts in double quotes ("agents": …) and try again',
    '没有改动任何内容；请给键和文本加上双引号（"agents": …）后重试',
  );
  return unusable(
    at,
    text(
      `line ${line}: JSON5 with keys or texts that are not in double quotes cannot be edited`,
      `第 ${line} 行：键或文本未用双引号的 JSON5 无法编辑`,
    ),
    { hint },
  );
}

function twice(at: JsonKey, source: string, offsets: readonly number[]): SoulError {
  const lines = offsets.map((offset) => lineOf(source, offset));
  return unusable(
    at,
    text(
      `it has "${at.key}" more than once (lines ${lines.join(', ')})`,
      `“${at.key}”出现多次（第 ${lines.join('、')} 行）`,
    ),
  );
}
