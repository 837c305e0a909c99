/** Data on stdout, talk on stderr. What strangers wrote can never move the cursor, hide text or change a title. */
import type { SoulError } from '../core/errors.ts';
import type { Text, UiLang } from '../core/text.ts';

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly lang: UiLang;
  readonly env: NodeJS.ProcessEnv;
}

export interface Output {
  readonly options: OutputOptions;
  readonly lang: UiLang;
  /** The words of a text in the user's language. */
  t(en: string, zh: string): string;
  say(text: Text): string;
  /** A line of data for people; nothing with `--json`. */
  print(line?: string): void;
  /** The answer for programs: exactly one JSON value, only with `--json`. */
  data(value: unknown): void;
  /** A remark on stderr; silent with `--quiet`. */
  talk(line: string): void;
  /** What is being done now, on a terminal only: one line that the next one replaces. null takes it away. */
  status(line: string | null): void;
  fail(error: SoulError): void;
  readonly style: Style;
}

export type Style = Readonly<Record<'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan', (text: string) => string>>;

// Control characters but tab and newline; bidi controls; line and paragraph separators; and escapes that are not of `CODES`:
// others conceal text, or paint it in the colour of its ground.
const UNSAFE =
  /\u001b(?!\[(?:1|2|22|3[1236]|39)m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export function safe(text: string): string {
  return text.replace(UNSAFE, '');
}

/** The same without colour. */
export function plain(text: string): string {
  return safe(text).replace(/\u001b\[[0-9;]*m/g, '');
}

/** One line of a stranger's text, shortened. */
export function oneLine(text: string, max = 200): string {
  const flat = plain(text).replace(/\s+/g, ' ').trim();
  return flat.length > max ? `${flat.slice(0, max - 1)}…` : flat;
}

/** SGR codes, on and off. Written out here because `node:util` costs more to load than all of this. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  green: [32, 39],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

function makeStyle(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Style {
  const wanted = env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : stream.isTTY === true && env.TERM !== 'dumb';
  const on = wanted && !env.NO_COLOR;
  const make =
    ([start, end]: readonly [number, number]) =>
    (text: string) =>
      on ? `\u001b[${start}m${text}\u001b[${end}m` : text;
  const styles = Object.entries(CODES).map(([name, codes]) => [name, make(codes)]);
  return Object.fromEntries(styles) as Style;
}

export function createOutput(options: OutputOptions): Output {
  const { json, quiet, lang } = options;
  const style = makeStyle(process.stdout, options.env);
  const stderr = makeStyle(process.stderr, options.env);
  const status = statusLine(quiet || json || Boolean(options.env.CI), stderr);
  const write = (stream: NodeJS.WriteStream, line: string) => {
    status(null);
    stream.write(`${safe(line)}\n`);
  };
  return {
    options,
    lang,
    style,
    t: (en, zh) => (lang === 'zh' ? zh : en),
    say: (text) => text[lang],
    print: (line = '') => {
      if (!json) write(process.stdout, line);
    },
    status,
    data: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    talk: (line) => {
      if (!quiet) write(process.stderr, line);
    },
    fail: (error) => {
      if (json) process.stdout.write(`${JSON.stringify({ error: error.toJson(lang) })}\n`);
      else failText(error, lang, stderr, (line) => write(process.stderr, line));
    },
  };
}

/** A line that wraps cannot be taken back. Wide characters take two columns. */
function statusWidth(line: string, columns: number): number {
  return Math.max(20, Math.floor(((columns - 1) * line.length) / Math.max(width(line), line.length, 1)));
}

function statusLine(silent: boolean, style: Style): (line: string | null) => void {
  const { stderr } = process;
  if (silent || stderr.isTTY !== true) return () => {};
  let shown = false;
  const show = (line: string | null) => {
    if (shown) stderr.write('\r\u001b[K');
    shown = line !== null;
    if (line !== null) stderr.write(style.dim(oneLine(line, statusWidth(line, stderr.columns || 80))));
  };
  process.once('exit', () => show(null));
  return show;
}

function failText(error: SoulError, lang: UiLang, style: Style, write: (line: string) => void): void {
  const [failed, hint, colon] = lang === 'zh' ? ['错误', '提示', '：'] : ['error', 'hint', ': '];
  write(`${style.red(failed)}${colon}${error.says[lang]}`);
  if (error.hint) write(`${style.cyan(hint)}${colon}${error.hint[lang]}`);
  write(style.dim(`      ${error.code}`));
}

/** `812 B`, `3.1 kB`, `2.0 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Columns of a terminal that a text takes: Han and full-width characters take two, marks none. */
export function width(text: string): number {
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  let columns = 0;
  for (const char of plain) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(char)) continue;
    columns +=
      /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u.test(
        char,
      )
        ? 2
        : 1;
  }
  return columns;
}

export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

/** Rows with columns as wide as their widest cell; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => width(row[column] ?? ''))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : pad(cell, widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** A word as it can be pasted into a command line. */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}_./@:+,=~-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
