/**
 * A page is an entry of a table, as a route is: where it is, what decides about its bytes (`tag`), and how it is drawn.
 * What is the same for all of them is here: three addresses, compression, entity tags, a shelf of finished pages, and a
 * page for whatever goes wrong.
 */
import { isSoulError } from '../../src/core/errors.ts';
import { type Answer, etagOf } from '../api/answer.ts';
import type { Deps } from '../api/deps.ts';
import { type Call, type Failed, type Route, route } from '../api/route.ts';
import type { Actor } from '../domain/actor.ts';
import { ASSETS_TAG, POLICY } from './assets.ts';
import { type Coding, codingFor, compress } from './compress.ts';
import { problemPage } from './problem.tsx';
import { createShelf } from './shelf.ts';
import { type Prefix, type Site, siteOf } from './site.ts';

export interface Visit {
  readonly site: Site;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Headers;
}

export interface Plan {
  /** Everything that decides about the page beside its address and language; null: it is drawn anew each time, and not kept. */
  readonly tag: string | null;
  draw(): string | Promise<string>;
  readonly status?: number;
}

export interface Redirect {
  readonly to: string;
}

export interface Page {
  readonly id: string;
  /** As Hono writes it, without prefix. */
  readonly path: string;
  readonly says: string;
  /** false: somebody else's address, whatever it looks like. */
  applies?(params: Readonly<Record<string, string>>, deps: Deps): boolean;
  plan(visit: Visit, deps: Deps): Promise<Plan | Redirect>;
}

export function page(spec: Page): Page {
  return spec;
}

/** The page under one of its addresses. */
export function pageRoute(spec: Page, prefix: Prefix): Route {
  return route({
    id: `web.${spec.id}`,
    dialect: 'hub',
    method: 'GET',
    path: `${prefix}${spec.path}`,
    says: spec.says,
    answers: {
      200: { means: 'The page.', type: 'text/html' },
      302: { means: 'It is elsewhere.' },
      404: { means: 'No.' },
    },
    problem: problemAnswer,
    run: (call, deps) => answerPage(spec, call as PageCall, deps),
  });
}

type PageCall = Pick<
  Call<Record<string, string>, Record<string, string>, unknown, Actor | null>,
  'params' | 'query' | 'headers' | 'url'
>;

async function answerPage(spec: Page, call: PageCall, deps: Deps): Promise<Answer> {
  const { params, query, headers, url } = call;
  const site = siteOf({ url: url.href, headers }, deps);
  const plan = await spec.plan({ site, params, query, headers }, deps);
  if ('to' in plan) return redirect(plan.to);
  const { tag, status = 200 } = plan;
  const key = `${site.origin} ${site.lang} ${site.href('')} ${site.here}`;
  const etag = tag === null ? null : etagOf(ASSETS_TAG, deps.version, key, tag);
  const coding = codingFor(headers.get('accept-encoding'));
  const bytes = await finished(`${coding} ${key}`, etag, coding, plan);
  return htmlAnswer(bytes, { status, coding, etag });
}

interface Finished {
  readonly etag: string;
  readonly bytes: Uint8Array;
}

/** Bytes of finished pages that are kept. */
const ROOM = 64 * 1024 * 1024;
const PAGES = createShelf<Finished>(ROOM);

async function finished(key: string, etag: string | null, coding: Coding, plan: Plan): Promise<Uint8Array> {
  const before = etag === null ? undefined : PAGES.get(key);
  if (before !== undefined && before.etag === etag) return before.bytes;
  const bytes = await compress(encode(await plan.draw()), coding);
  if (etag !== null) PAGES.set(key, { etag, bytes }, bytes.length);
  return bytes;
}

const encoder = new TextEncoder();

function encode(html: string): Uint8Array {
  return encoder.encode(html);
}

/** What every page says about itself, whatever is on it. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()',
  'x-frame-options': 'DENY',
  vary: 'Accept, Accept-Language, Accept-Encoding',
};

interface HtmlAnswer {
  readonly status: number;
  readonly coding?: Coding;
  readonly etag?: string | null;
}

/** A page as an answer; without an entity tag it is not kept anywhere. */
export function htmlAnswer(body: Uint8Array, { status, coding = 'identity', etag = null }: HtmlAnswer): Answer {
  return {
    status,
    headers: {
      ...PAGE_HEADERS,
      ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
      ...(etag === null
        ? { 'cache-control': 'no-store' }
        : { 'cache-control': 'public, max-age=0, must-revalidate', etag: `W/${etag}` }),
    },
    body: { kind: 'bytes', bytes: body },
  };
}

function redirect(to: string): Answer {
  return { status: 302, headers: { location: to, 'cache-control': 'no-store' }, body: { kind: 'none' } };
}

export function problemAnswer(error: unknown, { request, reference }: Failed, deps: Deps): Answer {
  const site = siteOf(request, deps);
  const { status, html } = problemPage(error, site, reference);
  const retry = isSoulError(error) && typeof error.details.retryAfter === 'number' ? error.details.retryAfter : null;
  const answer = htmlAnswer(encode(html), { status });
  return retry === null ? answer : { ...answer, headers: { ...answer.headers, 'retry-after': String(retry) } };
}
