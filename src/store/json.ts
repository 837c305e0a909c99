/** JSON files that people may have written by hand: when one cannot be read, its line and the reason are said in words. */
import { createRequire } from 'node:module';
import type * as Jsonc from 'jsonc-parser';
import { jsonErrorWords } from '../core/json-error.ts';
import { type Text, text } from '../core/text.ts';

/** Why these bytes are no JSON; null when they are. */
export function whyNoJson(bytes: Uint8Array): Text | null {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return text('it is not valid UTF-8', '不是有效的 UTF-8');
  }
  if (source.trim() === '') return text('it is empty, which is not valid JSON', '它是空文件，不是有效的 JSON');
  try {
    JSON.parse(source);
    return null;
  } catch {
    return syntaxError(source);
  }
}

function syntaxError(source: string): Text {
  // Loaded when something is wrong.
  const { parseTree, printParseErrorCode } = createRequire(import.meta.url)('jsonc-parser') as typeof Jsonc;
  const errors: Jsonc.ParseError[] = [];
  parseTree(source, errors, { disallowComments: true, allowTrailingComma: false });
  const [first] = errors;
  if (first === undefined) return text('it is not valid JSON', '不是有效的 JSON');
  const line = source.slice(0, first.offset).split('\n').length;
  const why = jsonErrorWords(printParseErrorCode(first.error));
  return text(`it is not valid JSON, line ${line}: ${why.en}`, `不是有效的 JSON，第 ${line} 行：${why.zh}`);
}
