/** A page of the account: an entry of a table, with a person in front of it. Nothing of it is kept anywhere. */
import type { Answer } from '../../api/answer.ts';
import type { Deps } from '../../api/deps.ts';
import { type EarlyCall, type LimitClass, type Route, route } from '../../api/route.ts';
import type { Actor } from '../../domain/actor.ts';
import { htmlAnswer, problemAnswer } from '../page.ts';
import { type Prefix, type Site, siteOf } from '../site.ts';
import { requireOwnForm, signedIn } from './session.ts';

export interface AccountVisit {
  readonly site: Site;
  readonly query: URLSearchParams;
  /** Fields of a form; of one with files, `bytes` and `contentType` hold it as it came. */
  readonly form: URLSearchParams;
  readonly raw: { readonly bytes: Uint8Array; readonly contentType: string };
  readonly headers: Headers;
  /** Who is calling, as far as counting goes. */
  readonly client: string;
  readonly url: URL;
  readonly deps: Deps;
  readonly actor: Actor | null;
}

export type OwnVisit = AccountVisit & { readonly actor: Actor };

interface Spec<V> {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Without prefix. */
  readonly path: string;
  readonly says: string;
  readonly limit?: LimitClass;
  /** A form with files, and how large it may be. */
  readonly files?: number;
  /** For those who are signed in. */
  readonly personal?: boolean;
  readonly run: (visit: V) => Promise<Answer>;
}

export type AccountPage = Spec<AccountVisit>;

export function anybody(spec: Spec<AccountVisit>): AccountPage {
  return spec;
}

export function person(spec: Spec<OwnVisit>): AccountPage {
  const run = async (visit: AccountVisit) => {
    const { actor, site } = visit;
    return actor === null ? signInFirst(spec, site) : spec.run({ ...visit, actor });
  };
  return { ...spec, personal: true, run };
}

/** Whoever is not signed in does that first, and comes back here. */
function signInFirst({ method }: Pick<AccountPage, 'method'>, site: Site): Answer {
  const back = method === 'GET' ? site.here : '/account';
  return go(site.href(`/account/sign-in?to=${encodeURIComponent(back)}`));
}

/** A form is not even read when it comes from another site, or from somebody who is not signed in where that is needed. */
async function refuseForm(spec: AccountPage, { headers, origin, url }: EarlyCall, deps: Deps): Promise<Answer | null> {
  requireOwnForm(headers, origin);
  if (!spec.personal || (await signedIn(headers, deps)) !== null) return null;
  return signInFirst(spec, siteOf({ url: url.href, headers }, deps));
}

const FORM = 'application/x-www-form-urlencoded';
const FORM_BYTES = 64 * 1024;

export function accountRoute(spec: AccountPage, prefix: Prefix): Route {
  const { id, method, path, says, limit, files } = spec;
  const takes =
    method === 'GET' ? {} : { takes: [files ? 'multipart/form-data' : FORM], maxBytes: files ?? FORM_BYTES };
  return route({
    id: `web.${id}`,
    dialect: 'hub',
    method,
    path: `${prefix}${path}`,
    says,
    secret: true,
    ...(limit ? { limit } : {}),
    ...takes,
    ...(method === 'POST' ? { before: (call, deps) => refuseForm(spec, call, deps) } : {}),
    problem: problemAnswer,
    answers: {
      200: { means: 'The page.', type: 'text/html' },
      303: { means: 'Go on there.' },
      403: { means: 'The page, with what was wrong.', type: 'text/html' },
      422: { means: 'The page, with what was wrong.', type: 'text/html' },
    },
    run: async ({ raw, headers, url, client }, deps) => {
      const form = new URLSearchParams(method === 'POST' && !files ? new TextDecoder().decode(raw.bytes) : '');
      const site = siteOf({ url: url.href, headers }, deps);
      const actor = await signedIn(headers, deps);
      return spec.run({ site, query: url.searchParams, form, raw, headers, client, url, deps, actor });
    },
  });
}

export function show(html: string, status = 200): Answer {
  return htmlAnswer(new TextEncoder().encode(html), { status });
}

/** After a form, so that "back" and "reload" do not send it again. */
export function go(to: string, cookies?: string): Answer {
  const headers = {
    location: to,
    'cache-control': 'no-store',
    ...(cookies === undefined ? {} : { 'set-cookie': cookies }),
  };
  return { status: 303, headers, body: { kind: 'none' } };
}

/** A path of this site to return to, and nothing else: not `//elsewhere`, not `https://…`. */
export function ownPath(input: string | null): string {
  return input !== null && /^\/(?![/\\])[^\s\\]*$/.test(input) && input.length <= 500 ? input : '/account';
}
