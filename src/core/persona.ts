/**
 * From the bytes of a persona file to the text that reaches an agent. Used at every switch, so it loads nothing:
 * the front matter is only cut off here; reading it is `front-matter.ts`.
 */
import { SoulError } from './errors.ts';
import { text } from './text.ts';

const BOM = '\uFEFF';

/** Strict UTF-8. @throws SoulError E_ENCODING with the file's name */
export function decodeUtf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SoulError('E_ENCODING', text(`${file} is not valid UTF-8`, `${file} 不是有效的 UTF-8 文本`), {
      hint: text(`save ${file} as UTF-8 and try again`, `请把 ${file} 另存为 UTF-8 后重试`),
      details: { file },
      cause,
    });
  }
}

/** LF line ends and no BOM: what every agent reads alike (measured: a BOM reaches the model in OpenClaw and Codex). */
export function normaliseText(source: string): string {
  const body = source.startsWith(BOM) ? source.slice(1) : source;
  return body.replace(/\r\n?/g, '\n');
}

export interface SplitText {
  /** YAML between the fences, without them; null when there is none. */
  readonly frontMatter: string | null;
  readonly body: string;
  /** Line of the file on which the body starts, from 1. */
  readonly bodyLine: number;
}

const FENCED = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/;

/** Cuts the front matter off normalised text. A first line `---` without a closing fence is body, not front matter. */
export function splitFrontMatter(normalised: string): SplitText {
  const match = FENCED.exec(normalised);
  if (!match) return { frontMatter: null, body: normalised, bodyLine: 1 };
  const after = normalised.slice(match[0].length);
  const body = after.replace(/^\n+/, '');
  const skipped = normalised.slice(0, normalised.length - body.length);
  return { frontMatter: match[1] ?? '', body, bodyLine: skipped.split('\n').length };
}

/** Zero-width and other characters that nobody sees are no text. */
const VISIBLE = /[^\p{C}\p{Z}]/u;

/** What an agent gets: the body alone, LF, no BOM. @throws SoulError E_ENCODING, E_EMPTY_PERSONA */
export function personaText(bytes: Uint8Array, file: string): string {
  const { body } = splitFrontMatter(normaliseText(decodeUtf8(bytes, file)));
  if (!VISIBLE.test(body)) {
    throw new SoulError('E_EMPTY_PERSONA', text(`${file} holds no persona text`, `${file} 里没有角色正文`), {
      hint: text('write the persona below the front matter', '请在文件头下面写上角色正文'),
      details: { file },
    });
  }
  return body;
}
