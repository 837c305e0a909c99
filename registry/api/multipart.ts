/**
 * `multipart/form-data`, parsed here because the file names matter: old clients send a relative path with slashes as
 * `filename` (`sub/a.txt`), and the parsers of libraries and of the platform cut everything before the last one.
 *
 *     --b\r\n
 *     Content-Disposition: form-data; name="files"; filename="sub/a.txt"\r\n
 *     Content-Type: text/plain\r\n
 *     \r\n
 *     …bytes…\r\n
 *     --b--\r\n
 *
 * Form fields escape a quote in a name as `%22`, CR and LF as `%0D` and `%0A` (WHATWG, "multipart/form-data encoding").
 */
import { SoulError } from '../../src/core/errors.ts';
import { type Text, text } from '../../src/core/text.ts';

export interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const MAX_PARTS = 2_100;
const MAX_HEAD = 8 * 1024;

/** @throws SoulError E_USAGE for a body that is not one */
export function parseMultipart(body: Uint8Array, contentType: string): readonly Part[] {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = Buffer.from(`--${boundaryOf(contentType)}`);
  const parts: Part[] = [];
  let at = firstMark(buffer, mark);
  for (;;) {
    at += mark.length;
    if (buffer.toString('latin1', at, at + 2) === '--') return parts;
    if (parts.length === MAX_PARTS) throw wrong('it has too many parts', '分段过多');
    const next = buffer.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), at);
    if (buffer.toString('latin1', at, at + 2) !== '\r\n' || next < 0) throw wrong('it breaks off', '内容不完整');
    parts.push(parsePart(buffer.subarray(at + 2, next)));
    at = next + 2;
  }
}

/** A boundary at the very start, or after a preamble. */
function firstMark(buffer: Buffer, mark: Buffer): number {
  if (buffer.indexOf(mark) === 0) return 0;
  const at = buffer.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]));
  if (at < 0) throw wrong('its boundary never comes', '找不到分隔符');
  return at + 2;
}

function boundaryOf(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;,"]{1,70}))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw wrong('it has no boundary', '缺少 boundary');
  return boundary;
}

function parsePart(part: Buffer): Part {
  // A part without headers starts with the empty line that ends them.
  const end = part.indexOf('\r\n\r\n');
  if (end < 0 || end > MAX_HEAD) throw wrong('a part has no headers', '有一段缺少头部');
  const head = part.toString('utf8', 0, end);
  const disposition = headerOf(head, 'content-disposition') ?? '';
  const name = /^form-data\b/i.test(disposition) ? parameter(disposition, 'name') : null;
  if (name === null) throw wrong('a part has no name', '有一段没有名称');
  return {
    name,
    filename: parameter(disposition, 'filename'),
    contentType: headerOf(head, 'content-type') ?? 'application/octet-stream',
    bytes: new Uint8Array(part.subarray(end + 4)),
  };
}

function headerOf(head: string, wanted: string): string | null {
  const line = head.split('\r\n').find((each) => each.slice(0, each.indexOf(':')).trim().toLowerCase() === wanted);
  return line === undefined ? null : line.slice(line.indexOf(':') + 1).trim();
}

function parameter(disposition: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, 'i').exec(disposition);
  return match?.[1]?.replace(/%22|%0[AD]|\\(["\\])/gi, unescaped) ?? null;
}

function unescaped(sequence: string, quoted: string | undefined): string {
  return quoted ?? decodeURIComponent(sequence);
}

function wrong(en: string, zh: string): SoulError {
  const why: Text = text(en, zh);
  return new SoulError('E_USAGE', text(`the form is wrong: ${why.en}`, `表单有误：${why.zh}`));
}
