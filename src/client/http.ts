/**
 * HTTP for everything that fetches: bounded in time and size, patient with busy servers, and clear about failures.
 * What comes back is the whole answer or an error. A cut stream, an endless one, a bomb of gzip, a page of HTML where
 * JSON was asked for: none of them is ever taken for a result. 404 and 410 are answers, not failures: `null`.
 */
import { jsonOf, TEXT, textOf, utf8 } from './answer.ts';
import { CAPS, type HttpOptions, send } from './send.ts';
import { checkStatus } from './status.ts';

/** JSON of any shape: check it before use. null for 404. @throws SoulError E_PROTOCOL and the codes of `send` */
export async function getJson(url: string | URL, options: HttpOptions): Promise<unknown> {
  const answer = checkStatus(await send(url, { accept: 'application/json', maxBytes: CAPS.json, ...options }));
  return answer === null ? null : jsonOf(answer);
}

/** Bytes as the server has them, such as an archive: compression on the way is neither asked for nor undone. */
export async function getBytes(url: string | URL, options: HttpOptions): Promise<Uint8Array | null> {
  const answer = checkStatus(await send(url, { maxBytes: CAPS.archive, ...options, raw: true }));
  return answer === null ? null : answer.bytes;
}

/** Text that is meant for people, such as a persona; a BOM stays. @throws SoulError E_PROTOCOL and those of `send` */
export async function getText(url: string | URL, options: HttpOptions): Promise<string | null> {
  const answer = checkStatus(await send(url, { accept: TEXT, maxBytes: CAPS.persona, ...options }));
  return answer === null ? null : utf8(textOf(answer), answer.url);
}
