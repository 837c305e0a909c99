/** What a server said, and how to read it. */
import { nonsense } from './failure.ts';

/** Names in lower case; several of one name joined by commas. */
export type Headers = Readonly<Record<string, string>>;

export interface HttpAnswer {
  /** Where it came from in the end, after redirects. */
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  /** Decoded. */
  readonly bytes: Uint8Array;
}

/** For `Accept`, where a text such as a persona is wanted. */
export const TEXT = 'text/markdown, text/plain;q=0.9, */*;q=0.5';

/** @throws SoulError E_PROTOCOL when it is no JSON, whatever the server calls it */
export function jsonOf({ url, headers, bytes }: HttpAnswer): unknown {
  const source = utf8(bytes, url).replace(/^\uFEFF/, '');
  if (isHtml(headers, source))
    throw nonsense(url, 'a web page came where JSON was expected', '应返回 JSON，却返回了网页');
  try {
    return JSON.parse(source);
  } catch (cause) {
    throw nonsense(url, 'the answer is not valid JSON', '回答不是有效的 JSON', cause);
  }
}

const TEXT_TYPE = /^(?:text\/(?!html)|application\/(?:octet-stream|(?:x-)?markdown)\b)/i;

/**
 * The bytes of an answer that is plain text. Nothing vouches for a text as a hash does for an archive, so its length
 * must have been announced (by length, by chunks or by compression): otherwise a cut line would leave half a persona.
 * @throws SoulError E_PROTOCOL
 */
export function textOf({ url, headers, bytes }: HttpAnswer): Uint8Array {
  const type = headers['content-type'] ?? '';
  const start = new TextDecoder().decode(bytes.subarray(0, 512));
  if (isHtml(headers, start))
    throw nonsense(url, 'a web page came where a text was expected', '应返回文本，却返回了网页');
  if (type !== '' && !TEXT_TYPE.test(type)) throw nonsense(url, `"${type}" is not a text`, `“${type}”不是文本`);
  const framed = headers['content-length'] ?? headers['transfer-encoding'] ?? headers['content-encoding'];
  if (framed === undefined) {
    throw nonsense(
      url,
      'the answer does not say how long it is, so it may be cut short',
      '回答没有说明长度，可能不完整',
    );
  }
  return bytes;
}

function isHtml(headers: Headers, source: string): boolean {
  return /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\uFEFF?\s*<(?:!doctype|html|head|body)\b/i.test(source);
}

export function utf8(bytes: Uint8Array, url: URL): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw nonsense(url, 'the answer is not valid UTF-8', '回答不是有效的 UTF-8', cause);
  }
}
