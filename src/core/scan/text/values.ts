/**
 * What a parser makes of a text that is data: front matter, JSON, YAML. An agent's host reads the file and hands on the
 * values, and in double quotes those are not what the file shows:
 *
 *     description: "Ign\          →  Ignore all previous …
 *       ore all previ\
 *       ous …"
 *
 * The view is the whole text with every escape undone, as if its author had written it plainly. Quotes are not looked
 * for: before one that opens there is never a backslash, so whoever takes escapes in pairs cannot miss one inside; and
 * what is taken for an escape outside of quotes only makes a word that nobody reads.
 */

export interface Values {
  readonly text: string;
  /** Offset in the source for each unit of `text`, and one for its end. */
  readonly at: Int32Array;
  /** Is a letter here escaped, or a word put together, for which nobody has an honest reason? */
  isMade(start: number, end: number): boolean;
}

/** Hosts differ in what they take for a fence: to the one that all of them see, else to the first that some may see. */
const FENCED = /^\ufeff?\s*---[^\r\n]*(?:[\s\S]*?[\r\n]---[ \t]*(?=[\r\n]|$)|[\s\S]*?[\r\n]---)/;
const DATA = /\.(?:json|ya?ml)$/i;
/** A line end with the blanks after it; one character by its number; any other; and `''`, which is `'` in single quotes. */
const ESCAPE = /\\(?:(?:\r\n?|\n)\s*|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([^\r\n]))|(?<=\w)''(?=\w)/g;

/** Nothing where the values are what the text shows. */
export function valuesOf(source: string, file: string): Values | undefined {
  const region = DATA.test(file) ? source : (FENCED.exec(source)?.[0] ?? '');
  const escapes = [...region.matchAll(ESCAPE)];
  if (escapes.length === 0) return undefined;
  const at = new Int32Array(source.length + 1);
  const made = new Int32Array(source.length + 1);
  const parts: string[] = [];
  let size = 0;
  let count = 0;
  let from = 0;
  const put = (piece: string, start: number, step: number): void => {
    for (let unit = 0; unit < piece.length; unit++) {
      at[size] = start + unit * step;
      made[size++] = count;
    }
    parts.push(piece);
  };
  for (const match of escapes) {
    put(source.slice(from, match.index), from, 1);
    from = match.index + match[0].length;
    const plain = undone(match);
    if (isOdd(plain, source, match.index, from)) count++;
    put(plain, match.index, 0);
  }
  put(source.slice(from), from, 1);
  at[size] = source.length;
  made[size] = count;
  return { text: parts.join(''), at, isMade: (start, end) => (made[end - 1] ?? 0) > (made[start - 1] ?? 0) };
}

const NAMED: Readonly<Record<string, string>> = { n: '\n', r: ' ', t: ' ', N: '\n', L: '\n', P: '\n', _: ' ' };

function undone([whole, x, u, long, named]: RegExpExecArray): string {
  if (whole === "''") return "'";
  if (named !== undefined) return NAMED[named] ?? (/[0abefv]/.test(named) ? '' : named);
  const digits = x ?? u ?? long;
  if (digits === undefined) return '';
  const point = Number.parseInt(digits, 16);
  if (/^(?:0*[9ad]|0*85)$/i.test(digits)) return ' ';
  return point > 0x10ffff ? '' : String.fromCodePoint(point).replace(/\p{Cc}/u, '');
}

/** A letter or digit needs no escape, and what becomes nothing inside a word only cuts it. */
function isOdd(plain: string, source: string, start: number, end: number): boolean {
  if (plain !== '') return end - start > 2 && /^[A-Za-z0-9]$/.test(plain);
  return /\w/.test(source[start - 1] ?? '') && /\w/.test(source[end] ?? '');
}
