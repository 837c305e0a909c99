/**
 * The map for search engines: every page in both languages, each naming the other. A map may hold 50,000 addresses; a
 * package has two, so a large hub has several maps and a list of them.
 */
import { SoulError } from '../../src/core/errors.ts';
import { text } from '../../src/core/text.ts';
import type { Hub } from '../domain/hub.ts';
import { countAll } from '../domain/list.ts';
import type { Site } from './site.ts';
import { xml } from './xml.ts';

export const PER_MAP = 20_000;

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const FIXED = ['/', '/search', '/teams', '/publish', '/docs', '/docs/api'];

export async function siteMaps(site: Site, hub: Hub): Promise<string> {
  const { packages } = await countAll(hub);
  if (packages <= PER_MAP) return siteMap(site, hub, 0);
  const parts = Array.from(
    { length: Math.ceil(packages / PER_MAP) },
    (_, part) => `${site.origin}/-/sitemap/${part}.xml`,
  );
  return `${HEAD}
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${parts.map((part) => `<sitemap><loc>${xml(part)}</loc></sitemap>`).join('\n')}
</sitemapindex>
`;
}

/** @param part from 0 @throws SoulError E_NOT_FOUND beyond the end; there always is a first one */
export async function siteMap(site: Site, hub: Hub, part: number): Promise<string> {
  const rows = await hub.sql.all<{ name: string; updated_at: number }>(
    'SELECT name, updated_at FROM packages WHERE visible = 1 ORDER BY name LIMIT ? OFFSET ?',
    [PER_MAP, part * PER_MAP],
  );
  if (rows.length === 0 && part > 0) throw noPart();
  const pages = [
    ...(part === 0 ? FIXED.map((path) => ({ path, at: null })) : []),
    ...rows.map(({ name, updated_at }) => ({ path: `/${name}`, at: updated_at })),
  ];
  return `${HEAD}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${pages.flatMap(({ path, at }) => entries(site, path, at)).join('\n')}
</urlset>
`;
}

function noPart(): SoulError {
  return new SoulError('E_NOT_FOUND', text('the map has no such part', '站点地图没有这一部分'), {
    hint: text('all of them: /sitemap.xml', '全部见 /sitemap.xml'),
  });
}

function entries({ origin, inLang }: Site, path: string, at: number | null): readonly string[] {
  const address = (lang: 'en' | 'zh' | null) => xml(new URL(inLang(lang, path), `${origin}/`).href);
  const others = `<xhtml:link rel="alternate" hreflang="en" href="${address('en')}"/><xhtml:link rel="alternate" hreflang="zh" href="${address('zh')}"/><xhtml:link rel="alternate" hreflang="x-default" href="${address(null)}"/>`;
  const changed = at === null ? '' : `<lastmod>${new Date(at).toISOString()}</lastmod>`;
  return (['en', 'zh'] as const).map((lang) => `<url><loc>${address(lang)}</loc>${changed}${others}</url>`);
}
