/**
 * A web site on loopback that can be bent: every path can be answered by hand, and everything it was asked is kept.
 * Nothing here pretends: it is a real server on a port of its own.
 */
import { readFileSync } from 'node:fs';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
/** A body, a whole reply, or a function that talks to the socket itself. */
export type Route = string | Uint8Array | Reply | Handler;

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Site {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly asked: Asked[];
  /** Answers one path (with its query, if any) from now on; `*` is for every path without an answer of its own. */
  route(path: string, route: Route): void;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.tgz': 'application/octet-stream',
};

function typeOf(url: string): string {
  return TYPES[path.posix.extname(new URL(url, 'http://x').pathname)] ?? 'application/octet-stream';
}

/** Close it with `await site.close()`, or `await using`. */
export async function startSite(routes: Readonly<Record<string, Route>> = {}): Promise<Site> {
  const table = new Map(Object.entries(routes));
  const asked: Asked[] = [];
  const server = http.createServer(async (request, response) => {
    const body = await bodyOf(request);
    const url = request.url ?? '/';
    asked.push({ method: request.method ?? '', path: url, headers: request.headers, body });
    const route = table.get(url) ?? table.get(url.split('?')[0] ?? url) ?? table.get('*');
    await answer(
      route ?? { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' },
      request,
      response,
    );
  });
  // Long, so that a client that holds on to its connection is noticed.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    route: (at, route) => table.set(at, route),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function answer(route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (typeof route === 'function') return route(request, response);
  const reply: Reply = typeof route === 'string' || route instanceof Uint8Array ? { body: route } : route;
  const body = Buffer.from(reply.body ?? '');
  const type = { 'content-type': typeOf(request.url ?? '/') };
  response.writeHead(reply.status ?? 200, { ...type, 'content-length': String(body.length), ...reply.headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Every request is looked up as a file below a folder, as a static host does. */
export function folderRoute(folder: string): Handler {
  return (request, response) => {
    const at = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const body = readOrNull(path.join(folder, path.posix.normalize(at)));
    return answer(
      body ?? { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' },
      request,
      response,
    );
  };
}

function readOrNull(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

/** A static host whose files are in memory; keys start with a slash. */
export function filesRoute(files: ReadonlyMap<string, Uint8Array>): Handler {
  return (request, response) => {
    const at = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const body = files.get(at);
    return answer(
      body ?? { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' },
      request,
      response,
    );
  };
}

/** A port on which nobody listens: taken, then given back. */
export async function deadPort(): Promise<number> {
  const site = await startSite();
  await site.close();
  return site.port;
}
