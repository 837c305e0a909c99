/** Somebody between a reader and a hub, who hands on what he likes. */
import http from 'node:http';
import type { TestHub } from './served-hub.ts';
import { type Site, startSite } from './site.ts';

export interface Bent {
  readonly status?: number;
  readonly body: Buffer;
}
export type Bend = (at: string, body: Buffer) => Bent | Buffer | 'cut';

/** A proxy on one address, whose upstream and manners can be changed. */
export async function startProxy(first: TestHub) {
  let [upstream, bend]: [TestHub, Bend] = [first, (_at, body) => body];
  const site: Site = await startSite({
    '*': async (request, response) => {
      const { status, headers, body } = await forward(upstream, request, site.asked.at(-1)?.body);
      const bent = bend(decodeURIComponent(request.url ?? '/'), body);
      const { 'content-length': _length, etag: _etag, 'cache-control': _cache, ...kept } = headers;
      if (bent === 'cut') {
        response.writeHead(status, { ...kept, 'content-length': String(body.length) });
        response.write(body.subarray(0, body.length - 10));
        response.destroy();
        return;
      }
      const answer = Buffer.isBuffer(bent) ? { body: bent } : bent;
      response.writeHead(answer.status ?? status, { ...kept, 'content-length': String(answer.body.length) });
      response.end(answer.body);
    },
  });
  return {
    url: site.url,
    /** All that came to it. */
    asked: site.asked,
    close: () => site.close(),
    bend: (how: Bend) => {
      bend = how;
    },
    become: (other: TestHub) => {
      upstream = other;
    },
  };
}

interface Forwarded {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

function forward(upstream: TestHub, request: http.IncomingMessage, sending?: Buffer): Promise<Forwarded> {
  const { port } = new URL(upstream.url);
  const headers: http.OutgoingHttpHeaders = { ...request.headers, 'accept-encoding': 'identity', connection: 'close' };
  delete headers['if-none-match'];
  const asked = { host: '127.0.0.1', port, path: request.url, method: request.method, headers };
  return new Promise((resolve, reject) => {
    const sent = http.request(asked, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) });
    });
    sent.on('error', reject).end(sending);
  });
}
