/**
 * The web site of a hub: the table of its pages, and what stands before the dialects. A browser that asks for
 * `/go-expert` says that it wants HTML and gets the page; npm's clients do not, and are left to `next()`. What can be no
 * package's (`/`, `/search`) is a page for everybody who does not ask for JSON.
 */
import { type Context, Hono, type Next } from 'hono';
import { arrivalOf } from '../api/arrival.ts';
import type { Deps } from '../api/deps.ts';
import { answerRoute, securityHeaders } from '../api/edge.ts';
import { ACCOUNT_PAGES } from './account/routes.ts';
import { signedIn } from './account/session.ts';
import { accountRoute } from './account/visit.ts';
import { docs } from './docs.tsx';
import { home } from './home.tsx';
import { lists } from './lists.tsx';
import { MACHINE_ROUTES } from './machine.ts';
import { PAGE_HEADERS, type Page, pageRoute } from './page.ts';
import { statusPage } from './problem.tsx';
import { PREFIXES, siteOf, splitPrefix } from './site.ts';
import { souls } from './soul.tsx';
import { plainVersionPages, versionPages } from './versions.tsx';

/** In this order: what is fixed, then owners, then names, which can be anything. */
export const PAGES: readonly Page[] = [home, ...docs, ...lists, ...versionPages, ...souls, ...plainVersionPages];

export function createPages(deps: Deps): Hono {
  const app = new Hono();
  app.use('*', (context, next) => explain(context, next, deps));
  for (const { route, applies } of MACHINE_ROUTES) {
    app.on(route.method, route.path, async (context, next) => {
      const ours =
        applies === undefined || (await applies(context.req.param() as Readonly<Record<string, string>>, deps));
      return ours ? answerRoute(route, arrivalOf(context), deps) : next();
    });
  }
  for (const page of ACCOUNT_PAGES) {
    for (const prefix of PREFIXES) {
      const route = accountRoute(page, prefix);
      app.on(page.method, `${prefix}${page.path}`, (context) => answerRoute(route, arrivalOf(context), deps));
    }
  }
  app.get('/cli/device', (context, next) => deviceFor(context, next, deps));
  for (const page of PAGES) {
    for (const prefix of PREFIXES) {
      const route = pageRoute(page, prefix);
      const path = prefix !== '' && page.path === '/' ? prefix : `${prefix}${page.path}`;
      app.get(path, (context, next) => {
        const wanted = wantsPage(context) || (isFixed(page) && takesAnything(context));
        const ours = wanted && (page.applies?.(context.req.param(), deps) ?? true);
        return ours ? answerRoute(route, arrivalOf(context), deps) : next();
      });
    }
  }
  return app;
}

/** Where a program sends people: who is signed in need not type a password again. */
async function deviceFor(context: Context, next: Next, deps: Deps): Promise<Response | undefined> {
  if ((await signedIn(context.req.raw.headers, deps)) === null) {
    await next();
    return;
  }
  const { search } = new URL(context.req.url);
  const to = `${siteOf(context.req.raw, deps).href('/account/device')}${search}`;
  return new Response(null, { status: 302, headers: securityHeaders({ location: to, 'cache-control': 'no-store' }) });
}

/** Programs that fetch a page to show a preview of it ask for anything, and mean the page. */
const PREVIEWS = /facebookexternalhit|Twitterbot|Slackbot|Discordbot|TelegramBot|WhatsApp|LinkedInBot|Mastodon/;

/** Below `/en` and `/zh` there are only pages. */
function wantsPage({ req }: Context): boolean {
  if (splitPrefix(req.path).prefix !== '') return true;
  return /\btext\/html\b/.test(req.header('accept') ?? '') || PREVIEWS.test(req.header('user-agent') ?? '');
}

/** No package can be there: npm's clients write `/@ada%2fatlas`, which is below `/:owner` here. */
function isFixed({ path }: Page): boolean {
  return !path.startsWith('/:');
}

/** `curl`, a check of uptime. npm's clients say that they want JSON. */
function takesAnything({ req }: Context): boolean {
  const accept = req.header('accept') ?? '*/*';
  return accept.includes('*/*') && !/\bjson\b/.test(accept);
}

/** `/go-expert/` is `/go-expert`. */
function redirect(context: Context, to: string): void {
  context.res = undefined;
  context.res = new Response(null, {
    status: 302,
    headers: securityHeaders({ location: to, 'cache-control': 'no-store' }),
  });
}

const EXPLAINED = new Set([403, 404, 405, 410, 451]);
const READING = new Set(['GET', 'HEAD']);

/** A person who follows a dead link gets a page, not a line of JSON. What programs ask for stays as it is. */
async function explain(context: Context, next: Next, deps: Deps): Promise<void> {
  await next();
  const { req, res } = context;
  const ours = (res.headers.get('content-type') ?? '').startsWith('text/html');
  if (ours || !EXPLAINED.has(res.status) || !READING.has(req.method) || !wantsPage(context)) return;
  if (/^\/(?:api|-)\//.test(req.path)) return;
  const shorter = /^(\/[^/].*?)\/+$/.exec(new URL(req.url).pathname)?.[1];
  if (res.status === 404 && shorter !== undefined) return redirect(context, shorter);
  const body = statusPage(res.status, siteOf(req.raw, deps));
  const headers = securityHeaders({ ...PAGE_HEADERS, 'cache-control': 'no-store' });
  context.res = undefined;
  context.res = new Response(body, { status: res.status, headers });
}
