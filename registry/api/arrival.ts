/** From Hono's context to what the edge is told of a request, for the routes of the dialects and for the pages. */
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';
import { getPath } from 'hono/utils/url';
import type { Arrival } from './edge.ts';

export function arrivalOf(context: Context): Arrival {
  return {
    request: context.req.raw,
    params: context.req.param() as Readonly<Record<string, string>>,
    address: addressOf(context),
  };
}

/** Without a socket (a test that calls the application itself) the caller is this machine. */
function addressOf(context: Context): string {
  return context.env && 'incoming' in context.env ? (getConnInfo(context).remote.address ?? '') : '127.0.0.1';
}

/** `https://example.org/hub` → `/hub`; nothing at the root of a site. */
export function basePath(publicUrl: string | undefined): string {
  return publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '');
}

/**
 * Under a public path (`https://example.org/hub`) a proxy may take that path away or leave it; both arrive here. Some
 * clients write the `@` of a scope as `%40`.
 */
export function pathOf(request: Pick<Request, 'url'>, base: string): string {
  const path = getPath(request as Request).replaceAll(/\/%40/g, '/@');
  if (base === '' || !(path === base || path.startsWith(`${base}/`))) return path;
  return path.slice(base.length) || '/';
}
