/**
 * The hub as one Hono application: the table of routes, what is the same for all of them (`api/edge.ts`), and a word for
 * whatever is not there. Pages, where there are any, are asked before npm's names, which could be anything.
 */
import { type Context, Hono } from 'hono';
import { SoulError } from '../src/core/errors.ts';
import { text } from '../src/core/text.ts';
import { empty } from './api/answer.ts';
import { arrivalOf, basePath, pathOf } from './api/arrival.ts';
import type { Deps } from './api/deps.ts';
import { answerRoute, securityHeaders } from './api/edge.ts';
import { type Dialect, honoPath, type Method, type Route, route } from './api/route.ts';
import { ROUTES } from './api/routes.ts';

/** @param pages routes of the web site; what they leave to `next()` is looked for here */
export function createHub(deps: Deps, pages?: Hono): Hono {
  const app = new Hono({ getPath: (request) => pathOf(request, basePath(deps.config.publicUrl)) });
  app.use(async (_context, next) => {
    deps.metrics.inFlight(1);
    await next();
    deps.metrics.inFlight(-1);
  });
  app.options('*', () => preflight());
  if (pages) app.route('/', pages);
  for (const { route: each, path } of FIXED) add(app, each, path, deps);
  // Nobody but npm has anything to say about what is left.
  app.all('/api/:rest{.+}', (context) => unknown(context, deps));
  for (const { route: each, path } of NAMES) add(app, each, path, deps);
  app.notFound((context) => unknown(context, deps));
  app.onError((error, context) => {
    deps.log.error({ err: error, method: context.req.method }, 'request failed outside its route');
    return new Response('Internal error\n', { status: 500, headers: securityHeaders({}) });
  });
  return app;
}

interface Address {
  readonly route: Route;
  readonly path: string;
}

const ADDRESSES: readonly Address[] = ROUTES.flatMap((each) =>
  [each.path, ...(each.also ?? [])].map((path) => ({ route: each, path })),
);
const startsWithName = ({ path }: Address) => path.startsWith('/{name}');
const startsWithScope = ({ path }: Address) => path.startsWith('/@{scope}');

/** `/@ada/atlas` is a package, and not the version `atlas` of a package `@ada`: scopes are asked for first. */
const NAMES = [...ADDRESSES.filter(startsWithScope), ...ADDRESSES.filter(startsWithName)];
const FIXED = ADDRESSES.filter((address) => !NAMES.includes(address));

function add(app: Hono, each: Route, path: string, deps: Deps): void {
  app.on(each.method, honoPath(path), (context) => answerRoute(each, arrivalOf(context), deps));
}

const MAX_AGE = '86400';

function preflight(): Response {
  const headers = securityHeaders({
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE, OPTIONS',
    'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match',
    'access-control-max-age': MAX_AGE,
  });
  return new Response(null, { status: empty().status, headers });
}

/** Counted, logged and answered as a route is: a flood of wrong addresses is a flood. */
function unknown(context: Context, deps: Deps): Promise<Response> {
  const allowed = methodsFor(context.req.path);
  const nowhere: Route = route({
    id: allowed.length > 0 ? 'hub.wrongMethod' : 'hub.unknown',
    dialect: dialectOf(context.req.path),
    method: context.req.method as Method,
    path: context.req.path,
    says: 'Nothing.',
    access: 'optional',
    limit: 'read',
    answers: {},
    run: async () => {
      throw allowed.length > 0 ? wrongMethod(allowed) : notFound();
    },
  });
  return answerRoute(nowhere, arrivalOf(context), deps);
}

function notFound(): SoulError {
  return new SoulError('E_NOT_FOUND', text('Not found', '不存在'));
}

function wrongMethod(allowed: readonly string[]): SoulError {
  const list = allowed.join(', ');
  return new SoulError('E_USAGE', text(`only ${list} is known here`, `此处只支持 ${list}`), {
    details: { allow: list },
  });
}

/** Whoever asks for this path speaks this dialect. */
function dialectOf(path: string): Dialect {
  if (path.startsWith('/api/')) return 'clawhub';
  return path.endsWith('.md') ? 'agent-souls' : 'npm';
}

const PATTERNS = ADDRESSES.map(({ route: { method }, path }) => ({ method, pattern: patternOf(path) }));

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/@\{\w+\}/g, '@[^/]+').replace(/\{\w+\}/g, '[^/]+')}$`);
}

function methodsFor(path: string): readonly string[] {
  const methods = PATTERNS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  return [...new Set(methods)];
}
