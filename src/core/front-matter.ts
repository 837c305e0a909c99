/**
 * The only door to gray-matter, which runs code when a file begins with `---js`, hands one cached object to all callers
 * when called without options, and lets YAML aliases grow without bound. So: the first fence must be bare, the block is
 * small, anchors are refused, the code engines throw, options are always passed. A test forbids other imports of it.
 */
import matter from 'gray-matter';
import { SoulError } from './errors.ts';
import { normaliseText, splitFrontMatter } from './persona.ts';
import { type Text, text } from './text.ts';

export const FRONT_MATTER_BYTES = 16 * 1024;
const MAX_DEPTH = 12;

export interface FrontMatter {
  /** {} when the file has no front matter. Not checked yet: a zod schema comes next. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly bodyLine: number;
  readonly present: boolean;
}

const TWO_RULES = text(
  'if it is text between two rules, put a blank line before the first ---',
  '如果是两条分隔线之间的正文，请在第一个 --- 之前加一个空行',
);

function refuse(file: string, why: Text, more: { cause?: unknown; hint?: Text; line?: number } = {}): SoulError {
  const { line, ...options } = more;
  return new SoulError('E_FRONT_MATTER', text(`front matter of ${file}: ${why.en}`, `${file} 的文件头：${why.zh}`), {
    ...options,
    details: { file, ...(line === undefined ? {} : { line }) },
  });
}

function noCode(): never {
  throw new Error('code in front matter is never run');
}

/** @throws SoulError E_FRONT_MATTER */
export function readFrontMatter(source: string, file: string): FrontMatter {
  const normalised = normaliseText(source);
  checkFence(normalised, file);
  const { frontMatter, body, bodyLine } = splitFrontMatter(normalised);
  if (frontMatter === null) return { data: {}, body, bodyLine, present: false };
  checkBlock(frontMatter, file);
  return { data: parseYaml(frontMatter, file), body, bodyLine, present: true };
}

/** `---js`, `---json`, `---yaml`: a language after the fence is how gray-matter is told to run code. */
function checkFence(normalised: string, file: string): void {
  const first = normalised.slice(0, normalised.indexOf('\n') === -1 ? undefined : normalised.indexOf('\n'));
  if (/^---[ \t]*[^\s-]/.test(first)) {
    throw refuse(
      file,
      text(
        `"${first.slice(0, 20)}" names a language; only plain --- is allowed`,
        `“${first.slice(0, 20)}”指定了语言，只允许纯 ---`,
      ),
    );
  }
}

function checkBlock(yaml: string, file: string): void {
  if (new TextEncoder().encode(yaml).length > FRONT_MATTER_BYTES) {
    throw refuse(file, text(`larger than ${FRONT_MATTER_BYTES} bytes`, `超过 ${FRONT_MATTER_BYTES} 字节`));
  }
  // A heading between two rules looks the same; cutting it off would lose a part of the persona.
  if (yaml.trim() !== '' && yaml.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) {
    throw refuse(file, text('it holds only comments', '其中只有注释'), { hint: TWO_RULES });
  }
  // An anchor or alias stands where a value may start: after "key:", "-", "," or an opening bracket.
  if (/(?:^|[:\-,[{]\s|[[{,])\s*[&*][^\s,\]}]/m.test(yaml.replace(/"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/g, '""'))) {
    throw refuse(file, text('anchors and aliases (& and *) are not allowed', '不允许使用锚点和别名（& 与 *）'));
  }
}

function parseYaml(yaml: string, file: string): Record<string, unknown> {
  let data: unknown;
  try {
    data = matter(`---\n${yaml}\n---\n`, {
      language: 'yaml',
      engines: { js: noCode, javascript: noCode, coffee: noCode, json: noCode },
    }).data;
  } catch (cause) {
    const line = lineOf(cause);
    const says = text(`not valid YAML (line ${line}): ${reasonOf(cause)}`, `不是有效的 YAML（第 ${line} 行）`);
    throw refuse(file, says, { cause, line });
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw refuse(file, text('it must be a list of "key: value" lines', '必须是“键: 值”的形式'));
  }
  return plain(data, file, 0) as Record<string, unknown>;
}

/** In the parser's words, without the place and the picture of it. */
function reasonOf(cause: unknown): string {
  const { reason, message } = cause as { reason?: unknown; message?: unknown };
  return typeof reason === 'string' ? reason : (String(message ?? cause).split('\n')[0] ?? '');
}

/** Where the YAML parser stopped, as a line of the file. */
function lineOf(cause: unknown): number {
  const { mark } = cause as { mark?: { line?: unknown } };
  return typeof mark?.line === 'number' ? mark.line + 1 : 1;
}

/** Dates back to text, own keys only, bounded depth: what leaves here is plain JSON. */
function plain(value: unknown, file: string, depth: number): unknown {
  if (depth > MAX_DEPTH) throw refuse(file, text('nested too deeply', '嵌套过深'));
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map((item) => plain(item, file, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item, file, depth + 1)]));
}

/**
 * Front matter with both fences and a blank line after it, for files that we write: YAML in which every text that could be
 * taken for something else (`yes`, `1.0`, a date, a `: `) is in quotes. Loading a YAML writer would cost more than this.
 */
export function writeFrontMatter(data: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(data).flatMap(([key, value]) => yamlLines(key, value));
  return `---\n${lines.join('\n')}\n---\n\n`;
}

/** Maps are indented, everything else stands on the line of its key. */
function yamlLines(key: string, value: unknown): string[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  if (!isMap) return [`${yamlScalar(key)}: ${yamlValue(value)}`];
  const inner = Object.entries(value).flatMap(([name, item]) => yamlLines(name, item));
  return [`${yamlScalar(key)}:`, ...inner.map((line) => `  ${line}`)];
}

/** JSON is YAML; only lists of plain words are written without its quotes. */
function yamlValue(value: unknown): string {
  if (typeof value === 'string') return yamlScalar(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return `[${value.map((item) => yamlScalar(item)).join(', ')}]`;
  }
  return JSON.stringify(value);
}

const PLAIN = /^[\p{L}][\p{L}\p{N}_/@.'()（）·，。、-]*(?: [\p{L}\p{N}_/@.'()（）·，。、-]+)*$/u;
const NOT_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

function yamlScalar(words: string): string {
  return PLAIN.test(words) && !NOT_TEXT.test(words) ? words : JSON.stringify(words);
}
