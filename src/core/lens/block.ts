/**
 * A marked block in a Markdown file that the user owns:
 *
 *     <!-- >>> soulhub persona: `clawhub clear` takes it out >>> -->
 *     # Go Backend Expert
 *     …
 *     <!-- <<< soulhub persona <<< -->
 *
 * It stands at the top, after a BOM and after YAML front matter, and brings its own line ends: taking it out leaves
 * exactly the bytes that were there. A value has LF line ends and ends with one; in a file with CRLF it is written with
 * CRLF. The words of the marks are chosen with care: one agent drops a file whose comments speak of hiding or ignoring.
 */
import { SoulError } from '../errors.ts';
import type { Lens } from '../slot.ts';
import { text } from '../text.ts';
import { bytesToString, eolOf, stringToBytes, utf8 } from './bytes.ts';

export const BLOCK_BEGIN = '<!-- >>> soulhub persona: `clawhub clear` takes it out >>> -->';
export const BLOCK_END = '<!-- <<< soulhub persona <<< -->';

const ENDS = /^<!-- <<< soulhub persona <<< -->/m;
const BEGIN = '<!-- >>> soulhub persona\\b[^\\n]*>>> -->(\\r?\\n)';
const END = '<!-- <<< soulhub persona <<< -->(?:\\r?\\n|$)';
const BLOCK = new RegExp(`(?<=^(?:\\u00EF\\u00BB\\u00BF)?|\\n)(${BEGIN})((?:[^\\n]*\\n)*?)(${END})`);
/** Front matter must end with a line end, or our block would become part of its fence. */
const HEAD = /^(?:\u00EF\u00BB\u00BF)?(?:---[ \t]*\r?\n(?:[^\n]*\n)*?---[ \t]*\r?\n)?/;

export const BLOCK_LENS: Lens = {
  kind: 'block',
  get: (file) => {
    const found = file === null ? null : findBlock(bytesToString(file));
    return found === null ? null : stringToBytes(found.value);
  },
  put: (file, value) => {
    const source = file === null ? '' : bytesToString(file);
    const inner = value === null ? null : bytesToString(value);
    if (inner !== null && ENDS.test(inner)) throw endInside();
    const found = findBlock(source);
    if (found === null) return inner === null ? file : stringToBytes(inserted(source, inner));
    const block = inner === null ? '' : found.begin + withEol(inner, found.eol) + found.end;
    return stringToBytes(source.slice(0, found.from) + block + source.slice(found.to));
  },
  isEmpty: (file) => file.length === 0,
  text: utf8,
};

/** The same, for a file with a name. A block that is only half there is said to be, before anything is done about it. */
export function blockLens(file: string): Lens {
  return {
    ...BLOCK_LENS,
    get: (bytes) => {
      if (bytes !== null) refuseHalf(bytesToString(bytes), file);
      return BLOCK_LENS.get(bytes);
    },
  };
}

const MARK = /^(?:\u00EF\u00BB\u00BF)?<!-- (?:>>> soulhub persona\b[^\n]*>>>|<<< soulhub persona <<<) -->\r?$/m;

/**
 * Without its end nobody can say where the persona stops and the user's own text goes on. To take it for no block at all
 * would put a second one in front of it and leave the first in force for ever.
 */
function refuseHalf(source: string, file: string): void {
  const found = findBlock(source);
  const rest = found === null ? source : source.slice(0, found.from) + source.slice(found.to);
  const mark = MARK.exec(rest);
  if (mark === null) return;
  throw new SoulError(
    'E_AGENT_CONFIG',
    text(
      `${file} cannot be changed: a mark of our persona block stands alone in it`,
      `无法修改 ${file}：其中有一个落单的角色标记`,
    ),
    {
      hint: text(
        `nothing was changed; take out the line ${mark[0].trim()} and what belongs to the persona, and try again`,
        `没有改动任何内容；请删去 ${mark[0].trim()} 这一行以及角色的文字，然后重试`,
      ),
      details: { path: file, mark: mark[0].trim() },
    },
  );
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly begin: string;
  readonly end: string;
  readonly eol: string;
  /** With LF, unless its line ends are not those of the block. */
  readonly value: string;
}

function findBlock(source: string): Block | null {
  const match = BLOCK.exec(source);
  if (!match) return null;
  const [whole, begin = '', eol = '\n', inner = '', end = ''] = match;
  const plain = inner.replaceAll('\r\n', '\n');
  const value = eol === '\r\n' && withEol(plain, eol) === inner ? plain : inner;
  return { from: match.index, to: match.index + whole.length, begin, end, eol, value };
}

function inserted(source: string, value: string): string {
  const at = HEAD.exec(source)?.[0].length ?? 0;
  const eol = eolOf(source);
  return `${source.slice(0, at)}${BLOCK_BEGIN}${eol}${withEol(value, eol)}${BLOCK_END}${eol}${source.slice(at)}`;
}

function withEol(value: string, eol: string): string {
  return eol === '\n' || value.includes('\r\n') ? value : value.replaceAll('\n', eol);
}

/** A soul that ends our block early would leave its rest behind after `clear`. */
function endInside(): SoulError {
  return new SoulError(
    'E_SCAN_BLOCKED',
    text('the persona contains the mark that ends it in your file', '角色正文中含有在你的文件里结束它的标记'),
    { details: { mark: BLOCK_END } },
  );
}
