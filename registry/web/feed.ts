/** What was published last, as an Atom feed (RFC 4287). */
import type { PackageView } from '../domain/view.ts';
import type { Site } from './site.ts';
import { descriptionOf, titleOf } from './words.ts';
import { xml } from './xml.ts';

export function atomFeed(site: Site, packages: readonly PackageView[], now: number): string {
  const { origin, lang, say, inLang } = site;
  const absolute = (path: string) => new URL(inLang(lang, path), `${origin}/`).href;
  const time = (at: number) => new Date(at).toISOString();
  const entries = packages.map(
    (pkg) => `<entry>
<id>${xml(`${origin}/${pkg.name}@${pkg.latest?.version ?? ''}`)}</id>
<title>${xml(`${titleOf(pkg, site)} ${pkg.latest?.version ?? ''}`)}</title>
<link href="${xml(absolute(`/${pkg.name}`))}"/>
<updated>${time(pkg.latest?.createdAt ?? pkg.updatedAt)}</updated>
<author><name>${xml(pkg.owner.displayName)}</name></author>
<summary>${xml(descriptionOf(pkg, site))}</summary>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>${xml(absolute('/feed.xml'))}</id>
<title>${say('Soulhub: new souls', 'Soulhub：新角色')}</title>
<link rel="self" href="${xml(absolute('/feed.xml'))}"/>
<link href="${xml(absolute('/'))}"/>
<updated>${time(packages[0]?.updatedAt ?? now)}</updated>
${entries.join('\n')}
</feed>
`;
}
