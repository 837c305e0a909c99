/**
 * How a source reads what it is made of. A registry of plain files is the same thing on a web server and on a disk, so
 * the sources above do not know which it is.
 */

import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type ErrorCode, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import type { SourceKind, SourceRef, SourceWorld } from './source.ts';

export interface Transport {
  /** Ends with a slash. */
  readonly base: URL;
  /** Whether somebody at the other end can answer questions, rather than only hand out files. */
  readonly live: boolean;
  /** Parsed and checked JSON; null when there is none. Kept for later only after `parse` accepted it. */
  json<T>(at: string, parse: (value: unknown) => T): Promise<T | null>;
  /** A text such as a persona, byte for byte; never a web page. */
  text(at: string): Promise<Uint8Array | null>;
  /** Small binary data that changes, such as a search index. */
  blob(at: string): Promise<Uint8Array | null>;
  /** A package's archive. Not kept: the store keeps what is in it. */
  archive(at: string): Promise<Uint8Array | null>;
}

/** The disk needs no HTTP, and so loads none. */
export async function openTransport(base: URL, world: SourceWorld): Promise<Transport> {
  if (base.protocol === 'file:') return (await import('./disk.ts')).diskTransport(base);
  return (await import('./web.ts')).webTransport(base, world);
}

/** `https://hub.example/x` → with a slash at the end; a path becomes a file URL. @throws SoulError E_CONFIG */
export function baseUrl(input: string, cwd: string): URL {
  const typed = input.trim();
  const url = /^[a-z][a-z0-9+.-]+:/i.test(typed) ? parsed(typed) : pathToFileURL(path.resolve(cwd, typed));
  if (typed === '' || url === null || !/^(?:https?|file):$/.test(url.protocol)) throw wrong(typed);
  if (url.protocol === 'file:') filePath(url, 'E_CONFIG');
  if (url.username !== '' || url.password !== '') {
    throw new SoulError(
      'E_CONFIG',
      text(`the address of ${url.host} holds a user name or password`, `${url.host} 的网址中含有用户名或密码`),
      { hint: text('leave it out and log in instead: clawhub login', '请去掉它，改用 clawhub login 登录') },
    );
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/*$/, '/');
  return url;
}

function parsed(typed: string): URL | null {
  return URL.canParse(typed) ? new URL(typed) : null;
}

function wrong(typed: string): SoulError {
  return new SoulError('E_CONFIG', text(`"${typed}" is not the address of a source`, `“${typed}”不是来源的网址`), {
    hint: text(
      'an https or file URL, or a folder, for example: https://hub.example',
      '应为 https 或 file 网址，或文件夹，例如：https://hub.example',
    ),
    details: { url: typed },
  });
}

/** What the user typed as a place on this machine: `./x`, `~/x`, `file:///x`. */
export function localPath(typed: string, { cwd, env }: Pick<SourceWorld, 'cwd' | 'env'>): string {
  if (/^file:/i.test(typed)) return filePath(typed, 'E_SPEC');
  const home = env.HOME || os.homedir();
  const open = typed === '~' || /^~[/\\]/.test(typed) ? path.join(home, typed.slice(1)) : typed;
  return path.resolve(cwd, open);
}

/**
 * `file:///x` → `/x`. Not every file URL is a path: `file://tmp/x` is on a machine called tmp, and a name may hold no slash
 * written as `%2f`. @throws SoulError of `code`
 */
export function filePath(url: URL | string, code: ErrorCode): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new SoulError(code, text(`${url} is no place on this machine`, `${url} 不是本机上的位置`), {
      hint: text(
        'three slashes, and a plain path: file:///home/me/souls',
        '应为三个斜杠加普通路径：file:///home/me/souls',
      ),
      details: { url: String(url) },
      cause,
    });
  }
}

/** As it is written into lock files: no slash at the end. */
export function refOf(kind: SourceKind, base: URL): SourceRef {
  return { kind, url: base.href.replace(/\/+$/, '') };
}

/** The URL of something in a source. A path counts from the base, also one with a slash in front. */
export function locate(base: URL, at: string): URL {
  return /^[a-z][a-z0-9+.-]*:/i.test(at) ? new URL(at) : new URL(`./${at.replace(/^\/+/, '')}`, base);
}
