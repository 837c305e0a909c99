/**
 * What files in a package may consist of. A soul is text that a person, a scanner and an agent read alike; pictures
 * and documents may come along. What nobody can read (programs, bytecode, text in an encoding that only some decode)
 * is refused: the scanner would pass over it and the agent would run it.
 *
 *     SOUL.md                text: UTF-8 without NUL; a BOM and CRLF are fine
 *     avatar.png             media: an extension of a known kind and that kind of first bytes
 *     reference.docx         container: a zip inside; kept as plain data, never opened
 *     tool (7f 45 4c 46 …)   executable
 *     __pycache__/a.pyc      opaque
 *
 * A skill is a small program of its own: data that only its scripts read (opaque) may come along, as it may with the
 * official clients; the scanner names it. Programs and broken texts are refused there too.
 *
 * The same for a folder and for an archive: this looks at files, not at where they came from.
 */
import { isUtf8 } from 'node:buffer';
import { type ErrorCode, SoulError } from '../errors.ts';
import type { PackageFiles } from '../files.ts';
import { printablePath } from '../path.ts';
import { type Text, text } from '../text.ts';
import { asBuffer } from './bytes.ts';

export type ContentKind = 'text' | 'media' | 'container' | 'executable' | 'opaque';

/** First bytes, as hexadecimal; a dot stands for any digit. */
const EXECUTABLE = magic('7f454c46|4d5a|feedfac[ef]|c[ef]faedfe|cafebabe|0061736d|6465780a');
const CONTAINER = magic('504b0304|1f8b08');
const MEDIA = magic(
  [
    '89504e470d0a1a0a|ffd8ff|47494638|52494646|49492a00|4d4d002a|00000100|424d', // PNG JPEG GIF RIFF TIFF ICO BMP
    '........66747970|494433|fff[2-fa]|4f676753|664c6143|1a45dfa3', // MP4/AVIF/HEIC, MP3, Ogg, FLAC, WebM
    '25504446|774f4646|774f4632|00010000|74727565|4f54544f', // PDF, fonts
  ].join('|'),
);

const MEDIA_NAME =
  /\.(?:png|jpe?g|gif|webp|avif|heic|tiff?|ico|bmp|mp4|m4a|m4v|mov|webm|mp3|wav|ogg|opus|flac|pdf|woff2?|ttf|otf)$/i;
const CONTAINER_NAME = /\.(?:zip|gz|tgz|docx|xlsx|pptx|odt|ods|odp|epub)$/i;
const TEXT_NAME =
  /(?:\.(?:md|markdown|txt|json5?|jsonl|ya?ml|toml|xml|svg|html?|css|csv|[cm]?[jt]sx?|py|rb|go|rs|sh|bash|ps1)|(?:^|\/)[^./]+)$/i;

function magic(hex: string): RegExp {
  return new RegExp(`^(?:${hex})`);
}

/** By what the bytes are, and for binaries by what the name promises as well. */
export function contentKind(path: string, bytes: Uint8Array): ContentKind {
  const view = asBuffer(bytes);
  if (isUtf8(view) && !view.includes(0)) return 'text';
  const head = view.toString('hex', 0, 12);
  if (EXECUTABLE.test(head)) return 'executable';
  if (MEDIA_NAME.test(path) && MEDIA.test(head)) return 'media';
  return CONTAINER_NAME.test(path) && CONTAINER.test(head) ? 'container' : 'opaque';
}

interface ContentRule {
  readonly code: ErrorCode;
  readonly says: Text;
}

export const CONTENT_RULES = {
  'content.executable': { code: 'E_ARCHIVE', says: text('is a compiled program', '是编译好的程序') },
  'content.opaque': {
    code: 'E_ARCHIVE',
    says: text('is neither text nor a known document', '既不是文本也不是已知的文档'),
  },
  'content.utf16': { code: 'E_ENCODING', says: text('is UTF-16, not UTF-8', '是 UTF-16 而不是 UTF-8') },
  'content.nul': { code: 'E_ENCODING', says: text('is a text with NUL bytes in it', '是含有 NUL 字节的文本') },
  'content.utf8': { code: 'E_ENCODING', says: text('is not valid UTF-8', '不是有效的 UTF-8') },
} as const satisfies Record<string, ContentRule>;

export type ContentRuleId = keyof typeof CONTENT_RULES;

function brokenRule(path: string, bytes: Uint8Array): ContentRuleId | null {
  const kind = contentKind(path, bytes);
  if (kind === 'executable') return 'content.executable';
  if (kind !== 'opaque') return null;
  const view = asBuffer(bytes);
  if (/^(?:fffe|feff)/.test(view.toString('hex', 0, 2))) return 'content.utf16';
  if (!TEXT_NAME.test(path)) return 'content.opaque';
  return isUtf8(view) ? 'content.nul' : 'content.utf8';
}

/** The same files. @throws SoulError E_ENCODING or E_ARCHIVE with `details: { rule, path }` */
export function checkContents(files: PackageFiles): PackageFiles {
  const skill = !files.has('SOUL.md') && (files.has('SKILL.md') || files.has('skill.md'));
  for (const [path, bytes] of files) {
    const rule = brokenRule(path, bytes);
    if (rule === null || (skill && rule === 'content.opaque')) continue;
    const { code, says } = CONTENT_RULES[rule];
    const shown = printablePath(path);
    throw new SoulError(code, text(`${shown} ${says.en}`, `${shown} ${says.zh}`), { details: { rule, path } });
  }
  return files;
}
