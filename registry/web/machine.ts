/** What programs ask a site for: its assets, the texts themselves, its map, its feed, a picture for previews. */
import * as z from 'zod';
import { isSoulError, SoulError } from '../../src/core/errors.ts';
import { isName } from '../../src/core/name.ts';
import { text, type UiLang } from '../../src/core/text.ts';
import { type Answer, etagOf, immutable, revalidated } from '../api/answer.ts';
import { countDownload } from '../api/clawhub/read.ts';
import type { Deps } from '../api/deps.ts';
import { type Route, route } from '../api/route.ts';
import { findPackage } from '../domain/find.ts';
import type { Hub } from '../domain/hub.ts';
import { listPackages, sequence } from '../domain/list.ts';
import { versionOf } from '../domain/read.ts';
import { languageAtEnd, TEXT_ENDING } from '../domain/text-address.ts';
import { type Asset, assetNamed, MARK } from './assets.ts';
import { type Coding, codingFor, compress } from './compress.ts';
import { atomFeed } from './feed.ts';
import { guide } from './llms.ts';
import { nameIn } from './names.ts';
import { type Picture, pictureOf } from './picture.ts';
import { readingOf } from './reading.ts';
import { createShelf } from './shelf.ts';
import { type Site, siteOf } from './site.ts';
import { PER_MAP, siteMap, siteMaps } from './sitemap.ts';
import { suggestRoute } from './suggest.ts';
import { descriptionOf, titleOf } from './words.ts';

const nothing = () => new SoulError('E_NOT_FOUND', text('there is no such file', '没有这个文件'));

const asset = route({
  id: 'web.asset',
  dialect: 'hub',
  method: 'GET',
  path: '/-/assets/:file',
  says: 'Stylesheet, script and mark of the pages.',
  limit: 'none',
  params: z.object({ file: z.string().max(100) }),
  answers: { 200: { means: 'The file; it never changes.', type: '*/*' } },
  run: async ({ params, headers }) => {
    const found = assetNamed(params.file);
    if (found) return sendAsset(found, codingFor(headers.get('accept-encoding')));
    throw nothing();
  },
});

const SENT = new Map<string, Promise<Uint8Array>>();

async function sendAsset(found: Asset, coding: Coding): Promise<Answer> {
  const key = `${coding} ${found.file}`;
  const ready = SENT.get(key) ?? compress(found.bytes, coding, true);
  SENT.set(key, ready);
  return sent(await ready, found.type, coding, immutable(etagOf(key)));
}

function sent(bytes: Uint8Array, type: string, coding: Coding, headers: Readonly<Record<string, string>>): Answer {
  return {
    status: 200,
    headers: {
      ...headers,
      'content-type': type,
      vary: 'Accept-Encoding',
      ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
    },
    body: { kind: 'bytes', bytes },
  };
}

interface Written {
  readonly id: string;
  readonly path: string;
  readonly says: string;
  readonly type: string;
  /** What it is made of, beside the origin. */
  tag(deps: Deps): Promise<string>;
  write(site: Site, deps: Deps, params: Readonly<Record<string, string>>): Promise<string>;
}

/** Such texts, as they are sent: all that are kept share this room. */
const TEXTS = createShelf<{ readonly etag: string; readonly body: Uint8Array }>(32 * 1024 * 1024);

/**
 * Texts that follow from what the hub holds: made again when it changes, compressed, and checked by entity tag. None of
 * them depends on the query, so that is no part of what it is kept under: whoever adds one gets the text that is there.
 */
function written({ id, path, says, type, tag, write }: Written): Route {
  return route({
    id: `web.${id}`,
    dialect: 'hub',
    method: 'GET',
    path,
    says,
    answers: { 200: { means: 'The text.', type } },
    run: async ({ url, headers, params }, deps) => {
      const site = siteOf({ url: url.href, headers }, deps);
      const coding = codingFor(headers.get('accept-encoding'));
      const key = `${coding} ${site.origin} ${site.lang} ${path} ${Object.values(params).join(' ')}`;
      const etag = etagOf(key, deps.version, await tag(deps));
      const before = TEXTS.get(key);
      const body =
        before?.etag === etag
          ? before.body
          : await compress(new TextEncoder().encode(await write(site, deps, params as Record<string, string>)), coding);
      TEXTS.set(key, { etag, body }, body.length);
      return sent(body, type, coding, { ...revalidated(etag), 'access-control-allow-origin': '*' });
    },
  });
}

const changed = async ({ hub }: Deps) => String(await sequence(hub));
const never = async () => '';

/** Every rule is a beginning of addresses: `/account` alone would hold for a soul called `accountant`, too. */
const PRIVATE = [
  ...['', '/en', '/zh'].flatMap((prefix) =>
    ['/search?', '/account$', '/account?', '/account/'].map((path) => prefix + path),
  ),
  '/*/diff?',
  '/api/',
];

const robots = written({
  id: 'robots',
  path: '/robots.txt',
  says: 'What crawlers may read.',
  type: 'text/plain; charset=utf-8',
  tag: never,
  write: async (site) =>
    [
      'User-agent: *',
      ...PRIVATE.map((path) => `Disallow: ${site.plain(path)}`),
      `Sitemap: ${site.origin}/sitemap.xml`,
      '',
    ].join('\n'),
});

const sitemap = written({
  id: 'sitemap',
  path: '/sitemap.xml',
  says: 'The map of the site, or the list of its parts.',
  type: 'application/xml; charset=utf-8',
  tag: changed,
  write: async (site, { hub }) => siteMaps(site, hub),
});

const sitemapPart = written({
  id: 'sitemapPart',
  path: '/-/sitemap/:part{[0-9]{1,6}\\.xml}',
  says: `A part of the map: ${PER_MAP} packages.`,
  type: 'application/xml; charset=utf-8',
  tag: changed,
  write: async (site, { hub }, params) => siteMap(site, hub, Number.parseInt(params.part ?? '0', 10)),
});

const feed = (prefix: '' | '/en' | '/zh') =>
  written({
    id: 'feed',
    path: `${prefix}/feed.xml`,
    says: 'What was published last, as an Atom feed.',
    type: 'application/atom+xml; charset=utf-8',
    tag: changed,
    write: async (site, { hub }) =>
      atomFeed(site, (await listPackages(hub, { sort: 'updated', limit: 50 })).items, hub.now()),
  });

const llms = written({
  id: 'llms',
  path: '/llms.txt',
  says: 'What this is, for language models.',
  type: 'text/plain; charset=utf-8',
  tag: changed,
  write: async (site, { hub }) => guide(site, (await listPackages(hub, { sort: 'downloads', limit: 200 })).items),
});

const openSearch = written({
  id: 'openSearch',
  path: '/-/opensearch.xml',
  says: 'How a browser searches here.',
  type: 'application/opensearchdescription+xml; charset=utf-8',
  tag: never,
  write: async ({ origin }) =>
    `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Soulhub</ShortName><Description>Personas for AI agents</Description><InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="${origin}/search?q={searchTerms}"/>
</OpenSearchDescription>
`,
});

const favicon = route({
  id: 'web.favicon',
  dialect: 'hub',
  method: 'GET',
  path: '/favicon.ico',
  says: 'The mark, for browsers that ask without looking.',
  limit: 'none',
  answers: { 200: { means: 'The mark.', type: MARK.type } },
  run: async () => sent(MARK.bytes, MARK.type, 'identity', revalidated(etagOf(MARK.file))),
});

/** `atlas.md`, `atlas.zh.md` → name and language; null when it cannot be a package's text. */
export function rawOf(
  scope: string | undefined,
  file: string,
): readonly { readonly name: string; readonly lang: string | null }[] {
  const stem = nameIn({ scope, name: file.slice(0, -TEXT_ENDING.length) });
  const shorter = languageAtEnd(stem);
  return [{ name: stem, lang: null }, ...(shorter === null ? [] : [shorter])].filter(({ name }) => isName(name));
}

const RawParams = z.object({ scope: z.string().max(100).optional(), file: z.string().max(300) });

const raw = (id: string, path: string) =>
  route({
    id,
    dialect: 'agent-souls',
    method: 'GET',
    path,
    says: 'A persona as it is read by an agent: Markdown without front matter.',
    limit: 'download',
    params: RawParams,
    answers: { 200: { means: 'The text.', type: 'text/markdown' } },
    run: async (call, deps) => {
      const { params, headers } = call;
      for (const { name, lang } of rawOf(params.scope, params.file)) {
        const found = await textOf(deps, name, lang);
        if (found === null) continue;
        countDownload(call, deps, found.version);
        const coding = codingFor(headers.get('accept-encoding'));
        const body = await compress(new TextEncoder().encode(found.text), coding);
        const etag = etagOf(found.version.content, coding, lang ?? '');
        return sent(body, 'text/markdown; charset=utf-8', coding, revalidated(etag));
      }
      throw nothing();
    },
  });

async function textOf({ hub }: Deps, name: string, lang: string | null) {
  try {
    const version = await versionOf(hub, await findPackage(hub, { name }));
    const reading = await readingOf(hub, version);
    const found = reading.text(lang ?? reading.languages[0] ?? '');
    return found === '' ? null : { version, text: found };
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return null;
    throw error;
  }
}

/** A package of old may bear a name that ends so. npm's clients mean it, where the address is not that of another's text. */
async function isRaw({ scope, file = '' }: Readonly<Record<string, string>>, { hub }: Deps): Promise<boolean> {
  const name = nameIn({ scope, name: file });
  if (!isName(name) || hub.rules.reservedNames.has(name)) return false;
  for (const text of rawOf(scope, file)) if (await isPackage(hub, text.name)) return true;
  return !(await isPackage(hub, name));
}

/** Also one that is deleted: its addresses are nobody else's. */
async function isPackage(hub: Hub, name: string): Promise<boolean> {
  try {
    await findPackage(hub, { name }, { deleted: true });
    return true;
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return false;
    throw error;
  }
}

const picture = route({
  id: 'web.picture',
  dialect: 'hub',
  method: 'GET',
  path: '/-/og/:file',
  says: 'The picture that a preview of a page shows.',
  params: z.object({ file: z.string().regex(/^[^/]{1,300}\.png$/) }),
  answers: { 200: { means: 'The picture.', type: 'image/png' } },
  run: async ({ params }, deps) => {
    const { png, tag } = await pictureOf(await pictured(params.file, deps));
    return sent(png, 'image/png', 'identity', { ...revalidated(tag), 'cache-control': 'public, max-age=3600' });
  },
});

/** `home.png`, `atlas.en.png`, `@ada~atlas.zh.png` */
async function pictured(file: string, { hub }: Deps): Promise<Picture> {
  if (file === 'home.png') {
    return {
      name: 'soulhub',
      title: 'Soulhub',
      line: 'Give your agent a soul. · 给你的智能体一个灵魂。',
      foot: 'clawhub install find-souls',
    };
  }
  const [, stem = '', lang = 'en'] = /^(.+)\.(en|zh)\.png$/.exec(file) ?? [];
  const name = stem.replace('~', '/');
  if (!isName(name)) throw nothing();
  const pkg = await findPackage(hub, { name });
  await versionOf(hub, pkg);
  const site = { lang: lang as UiLang };
  return { name, title: titleOf(pkg, site), line: descriptionOf(pkg, site), foot: `clawhub switch ${name}` };
}

export interface MachineRoute {
  readonly route: Route;
  /** false: somebody else's address after all. */
  readonly applies?: (params: Readonly<Record<string, string>>, deps: Deps) => Promise<boolean>;
}

export const MACHINE_ROUTES: readonly MachineRoute[] = [
  ...[
    asset,
    suggestRoute,
    robots,
    sitemap,
    sitemapPart,
    feed(''),
    feed('/en'),
    feed('/zh'),
    llms,
    openSearch,
    favicon,
    picture,
  ].map((one) => ({ route: one })),
  { route: raw('web.scopedRaw', '/:scope{@[^/]+}/:file{[^/]+\\.md}'), applies: isRaw },
  { route: raw('web.raw', '/:file{[^/@]+\\.md}'), applies: isRaw },
];
