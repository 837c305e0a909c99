/** The hub about itself: alive, ready, numbers, what it speaks, and the description of all routes. */
import * as z from 'zod';
import { SoulError } from '../../../src/core/errors.ts';
import { text } from '../../../src/core/text.ts';
import { isReady } from '../../domain/hub.ts';
import { etagOf, json, plain, revalidated } from '../answer.ts';
import { type Route, route } from '../route.ts';

/** The first one that a client knows is the one it takes. */
const DIALECTS = ['npm', 'clawhub', 'agent-souls'] as const;

const alive = route({
  id: 'hub.alive',
  dialect: 'hub',
  method: 'GET',
  path: '/healthz',
  says: 'The process is alive.',
  limit: 'none',
  answers: { 200: { means: 'It is.', json: z.object({ ok: z.literal(true) }) } },
  run: async () => json({ ok: true }),
});

const Ready = z.object({ ready: z.boolean() });

const ready = route({
  id: 'hub.ready',
  dialect: 'hub',
  method: 'GET',
  path: '/readyz',
  says: 'The hub can take requests: its database answers and it is not about to stop.',
  limit: 'none',
  answers: { 200: { means: 'Ready.', json: Ready }, 503: { means: 'Not now.', json: Ready } },
  run: async (_call, { hub, stopping }) => {
    const now = !stopping() && (await isReady(hub));
    return json({ ready: now }, { status: now ? 200 : 503 });
  },
});

const metrics = route({
  id: 'hub.metrics',
  dialect: 'hub',
  method: 'GET',
  path: '/metrics',
  says: 'Numbers for Prometheus; for callers on the same machine unless the configuration says otherwise.',
  limit: 'none',
  answers: { 200: { means: 'The numbers.', type: 'text/plain' } },
  run: async ({ client, headers }, { config, metrics: { registry } }) => {
    const near = isLoopback(client) && (config.trustProxy || !headers.has('x-forwarded-for'));
    if (config.metrics === 'off' || (config.metrics === 'loopback' && !near)) {
      throw new SoulError('E_FORBIDDEN', text('the numbers are not for you', '无权查看指标'));
    }
    return plain(await registry.metrics(), { headers: { 'content-type': registry.contentType } });
  },
});

export function isLoopback(client: string): boolean {
  return client === '::1' || client.startsWith('127.');
}

const wellKnown = route({
  id: 'hub.wellKnown',
  dialect: 'hub',
  method: 'GET',
  path: '/.well-known/soulhub.json',
  says: 'Which dialects are spoken here, and where.',
  answers: {
    200: {
      means: 'The description.',
      json: z.object({
        v: z.literal(1),
        static: z.literal(false),
        dialects: z.array(z.enum(DIALECTS)),
        version: z.string(),
        registry: z.url(),
        openapi: z.url(),
        keys: z.url(),
      }),
    },
  },
  run: async ({ origin }, { version }) =>
    json(
      {
        v: 1,
        static: false,
        dialects: [...DIALECTS],
        version,
        registry: origin,
        openapi: `${origin}/openapi.json`,
        keys: `${origin}/-/npm/v1/keys`,
      },
      { headers: revalidated(etagOf('soulhub', version, origin)) },
    ),
});

const clawhubSite = route({
  id: 'hub.clawhubSite',
  dialect: 'hub',
  method: 'GET',
  path: '/.well-known/clawhub.json',
  also: ['/.well-known/clawdhub.json'],
  says: 'Where the clawhub dialect is spoken, as the official command asks for it.',
  answers: {
    200: {
      means: 'The addresses.',
      json: z.object({ apiBase: z.url(), authBase: z.url(), registry: z.url(), minCliVersion: z.string() }),
    },
  },
  run: async ({ origin }) =>
    json(
      { apiBase: origin, authBase: origin, registry: origin, minCliVersion: '0.1.0' },
      { headers: revalidated(etagOf('clawhub', origin)) },
    ),
});

/**
 * The document is about all routes, so it is told which those are. Made once: it takes longer than any other answer.
 */
export function healthRoutes(describe: (version: string) => Readonly<Record<string, unknown>>): readonly Route[] {
  let document: Readonly<Record<string, unknown>> | undefined;
  const openapi = route({
    id: 'hub.openapi',
    dialect: 'hub',
    method: 'GET',
    path: '/openapi.json',
    says: 'This description, as OpenAPI 3.1.',
    answers: { 200: { means: 'The document.', json: z.looseObject({ openapi: z.literal('3.1.0') }) } },
    run: async ({ origin }, { version }) => {
      document ??= describe(version);
      return json(
        { ...document, servers: [{ url: origin }] },
        { headers: revalidated(etagOf('openapi', version, origin)) },
      );
    },
  });
  return [alive, ready, metrics, wellKnown, clawhubSite, openapi];
}
