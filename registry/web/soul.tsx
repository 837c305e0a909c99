/** The page of a package: who this is, how to put it on, every word of it, and why to trust it. */
import { isSoulError } from '../../src/core/errors.ts';
import { localized } from '../../src/core/lang.ts';
import type { Manifest } from '../../src/core/manifest.ts';
import { taglineOf } from '../../src/core/tagline.ts';
import type { Deps } from '../api/deps.ts';
import { relatedIds } from '../domain/discover.ts';
import { findPackage } from '../domain/find.ts';
import { packagesById, sequence, stampOf } from '../domain/list.ts';
import { type VersionLine, versionLines, versionOf } from '../domain/read.ts';
import { searchPackages } from '../domain/search.ts';
import type { PackageView, VersionView } from '../domain/view.ts';
import { Cards, Seal } from './card.tsx';
import { Facts, Findings } from './facts.tsx';
import { Copy, draw, Frame } from './layout.tsx';
import { type Heading, safeAddress } from './markdown.ts';
import { mayBePackage, nameIn } from './names.ts';
import { type Plan, page, type Redirect, type Visit } from './page.ts';
import { Persona } from './persona.tsx';
import { langFor, type Reading, readingOf } from './reading.ts';
import { createShelf } from './shelf.ts';
import type { Site } from './site.ts';
import { RoleInstruction, Steps } from './steps.tsx';
import { MINUTE } from './tally.ts';
import { MOST_VERSIONS, Versions } from './versions.tsx';
import { categoryTitle, count, date, kindTitle, languageName, plural, titleOf, verdictTitle } from './words.ts';

const spec = {
  says: 'The page of a package.',
  applies: mayBePackage,
  plan: planSoul,
} as const;

export const souls = [
  page({ ...spec, id: 'scopedSoul', path: '/:scope{@[^/]+}/:name' }),
  page({ ...spec, id: 'soul', path: '/:name' }),
];

async function planSoul(visit: Visit, deps: Deps): Promise<Plan | Redirect> {
  const { site, params, query } = visit;
  const name = nameIn(params);
  const pkg = await findOrNull(deps, name);
  if (pkg === null) return missing(site, name, deps);
  if (pkg.name !== name) return { to: site.href(`/${pkg.name}`) };
  const near = await nearTo(pkg, deps);
  return {
    tag: near && (await tagOf(pkg, near, deps)),
    draw: async () => {
      const related = await packagesById(deps.hub, near ?? []);
      const gathered = await gather(pkg, query.lang, site, deps);
      return draw(<Soul site={site} {...gathered} related={related} />);
    },
  };
}

/** The members of a team can be any packages. */
async function tagOf(pkg: PackageView, near: readonly string[], { hub }: Deps): Promise<string> {
  const { id, kind, revision, stats } = pkg;
  const others = kind === 'team' ? await sequence(hub) : '';
  return `${id} ${revision} ${stats.downloads} ${stats.stars} ${others} ${await stampOf(hub, near)}`;
}

interface Near {
  readonly ids: readonly string[];
  readonly sequence: number;
  readonly minute: number;
}

const PATIENCE = 100;
const NEAR = createShelf<Near>(16 * 1024 * 1024);

/**
 * Who is like it. For as long as nothing is published that is known; else it is looked for again once a minute at most.
 * null when that takes too long: then the page is shown without, and not kept.
 */
async function nearTo(pkg: PackageView, { hub }: Deps): Promise<readonly string[] | null> {
  const key = `${pkg.id} ${pkg.revision}`;
  const now = { sequence: await sequence(hub), minute: Math.floor(hub.now() / MINUTE) };
  const known = NEAR.get(key);
  if (known && (known.sequence === now.sequence || known.minute === now.minute)) return known.ids;
  const ids = await soon(relatedIds(hub, pkg));
  if (ids !== null) NEAR.set(key, { ids, ...now }, 64 * ids.length);
  return ids;
}

/** null when it takes longer: a hub that has just started reads all its packages before it knows which are alike. */
async function soon<T>(work: Promise<T>): Promise<T | null> {
  work.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, null);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A bare slug leads to its page, if only one owner has it. */
async function findOrNull({ hub }: Deps, name: string): Promise<PackageView | null> {
  try {
    return await findPackage(hub, name.startsWith('@') ? { name } : { slug: name });
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND', 'E_AMBIGUOUS')) return null;
    throw error;
  }
}

/** A name that is wrong is often almost right. */
async function missing(site: Site, name: string, { hub }: Deps): Promise<Plan> {
  const words = name.replaceAll(/[@/._-]+/g, ' ').trim();
  const { results } = await searchPackages(hub, { text: words, size: 3 });
  const { say, href } = site;
  const title = say(`There is no ${name} here`, `这里没有 ${name}`);
  const near = results.map((result) => result.package);
  return {
    tag: null,
    status: 404,
    draw: () =>
      draw(
        <Frame site={site} head={{ title, description: title, hidden: true }} query={words}>
          <article class="problem">
            <p class="status" aria-hidden="true">
              404
            </p>
            <h1>{title}</h1>
            {near.length > 0 ? (
              <>
                <h2>{say('Did you mean', '是不是想找')}</h2>
                <Cards site={site} packages={near} />
              </>
            ) : (
              <p>{say('Nothing here has a name like it.', '没有名字相近的。')}</p>
            )}
            <p>
              <a href={href('/search?kind=soul')}>{say('All souls', '全部角色')}</a>
            </p>
          </article>
        </Frame>,
      ),
  };
}

export interface SoulProps {
  readonly pkg: PackageView;
  readonly version: VersionView;
  /** Newest first. */
  readonly versions: readonly VersionLine[];
  readonly reading: Reading;
  /** Language that is read. */
  readonly lang: string;
  readonly related: readonly PackageView[];
  readonly members: ReadonlyMap<string, PackageView>;
  readonly keyid: string;
}

async function gather(
  pkg: PackageView,
  asked: string | undefined,
  site: Site,
  deps: Deps,
): Promise<Omit<SoulProps, 'related'>> {
  const { hub, signer } = deps;
  const version = await versionOf(hub, pkg);
  const reading = await readingOf(hub, version);
  return {
    pkg,
    version,
    versions: await versionLines(hub, pkg, MOST_VERSIONS),
    reading,
    lang: langFor(reading, asked, site.lang),
    members: await membersOf(version.manifest, deps),
    keyid: signer.keys[0]?.keyid ?? '',
  };
}

async function membersOf({ souls: members }: Manifest, deps: Deps): Promise<ReadonlyMap<string, PackageView>> {
  const found = await Promise.all(members.map(({ name }) => findOrNull(deps, name)));
  return new Map(found.flatMap((pkg) => (pkg === null ? [] : [[pkg.name, pkg] as const])));
}

/** `/atlas.md`; with its language where that is not the author's own. */
export function rawPath(pkg: Pick<PackageView, 'name'>, reading: Reading, lang: string): string {
  return `/${pkg.name}${lang === reading.languages[0] ? '' : `.${lang}`}.md`;
}

function Soul(props: SoulProps & { readonly site: Site }) {
  const { site, pkg, version, versions, reading, lang, related } = props;
  const { say } = site;
  const title = localized(version.manifest.displayName, lang) || titleOf(pkg, site);
  const raw = rawPath(pkg, reading, lang);
  const shown = reading.page(lang);
  const line = taglineIn(version.manifest, reading.text(lang), lang);
  const picture = site.plain(`/-/og/${pkg.name.replace('/', '~')}.${site.lang}.png`);
  const head = {
    title,
    description: line,
    address: `/${pkg.name}`,
    picture,
    markdown: site.plain(raw),
    data: structured(props, title, line),
  };
  const shell = reading.languages.length > 1 ? lang : null;
  return (
    <Frame site={site} head={head}>
      <Who {...props} title={title} line={line} />
      <Steps
        site={site}
        pkg={pkg}
        title={title}
        lang={shell}
        length={reading.text(lang).length}
        members={version.manifest.souls.map(({ name }) => name)}
      />
      {pkg.kind === 'soul' && <RoleInstruction site={site} title={title} raw={`${site.origin}${raw}`} />}
      {pkg.kind === 'team' && <Members {...props} />}
      <div class="layout">
        <Index site={site} headings={shown.headings} />
        <section class="text" aria-labelledby="text">
          <h2 id="text">
            {
              {
                soul: say('Every word of it', '全文'),
                skill: say('The skill', '技能全文'),
                team: say('The team', '团队说明'),
              }[pkg.kind]
            }
          </h2>
          <Languages site={site} reading={reading} lang={lang} />
          <p class="actions">
            <Copy site={site} from={site.plain(raw)} label={say('Copy the text', '复制全文')} />
            <Copy site={site} text={`${site.origin}${raw}`} label={say('Copy its address', '复制地址')} />
            <a class="button quiet" href={site.plain(raw)} download={`${pkg.slug}.md`}>
              {say('Download', '下载')}
            </a>
          </p>
          <Persona site={site} shown={shown} lang={lang} raw={site.plain(raw)} />
          <Findings site={site} version={version} />
          <Versions site={site} pkg={pkg} versions={versions} />
        </section>
        <aside class="facts" aria-labelledby="facts">
          <div>
            <h2 id="facts">{say('Facts', '资料')}</h2>
            <Facts site={site} pkg={pkg} version={version} reading={reading} keyid={props.keyid} />
            <p class="report">
              <a href={site.href(`/docs/report?package=${encodeURIComponent(pkg.name)}`)}>
                {say('Report a problem', '举报')}
              </a>
            </p>
          </div>
        </aside>
      </div>
      {related.length > 0 && (
        <section class="related" aria-labelledby="related">
          <h2 id="related">{say('Not unlike', '相近的')}</h2>
          <Cards site={site} packages={related} />
        </section>
      )}
    </Frame>
  );
}

/** One line: what the author says, else the line under the title of the text. */
function taglineIn(manifest: Manifest, text: string, lang: string): string {
  return localized(manifest.description, lang) || taglineOf(text) || '';
}

function Who({
  site,
  pkg,
  version,
  reading,
  title,
  line,
}: SoulProps & { readonly site: Site; readonly title: string; readonly line: string }) {
  const { say, href } = site;
  const disclaimer = localized(version.manifest.disclaimer, site.lang);
  return (
    <>
      <div class="who">
        <Seal name={pkg.name} title={title} large />
        <div>
          <h1>{title}</h1>
          <p class="spec">
            {pkg.kind !== 'soul' && <>{kindTitle(pkg.kind, site)} · </>}
            <span class="mono">{pkg.name}</span> · <a href={href(`/@${pkg.owner.handle}`)}>@{pkg.owner.handle}</a>
          </p>
        </div>
        {line !== '' && <p class="tagline">{line}</p>}
      </div>
      <ul class="brief">
        <li>v{version.version}</li>
        <li class={version.verdict}>{verdictTitle(version.verdict, site)}</li>
        {version.license && <li>{version.license}</li>}
        <li>{reading.languages.map(languageName).join(' · ')}</li>
        {pkg.stats.downloads > 0 && (
          <li>{say(plural(pkg.stats.downloads, 'download'), `${count(pkg.stats.downloads, site)} 次下载`)}</li>
        )}
        <li>{date(version.createdAt)}</li>
      </ul>
      {tagsOf(pkg, site).length > 0 && (
        <ul class="chips tags" aria-label={say('Tags', '标签')}>
          {tagsOf(pkg, site).map((tag) => (
            <li>
              <a href={href(`/tag/${encodeURIComponent(tag)}`)}>{tag}</a>
            </li>
          ))}
        </ul>
      )}
      {version.deprecated !== null && (
        <div class="notice warn">
          <p>
            <strong>{say('Deprecated.', '已弃用。')}</strong> {version.deprecated}
          </p>
        </div>
      )}
      {version.yanked !== null && (
        <div class="notice bad">
          <p>
            <strong>
              {say(
                'This version was yanked: it is not installed any more unless it is named.',
                '该版本已撤回：除非指明版本，否则不会再安装。',
              )}
            </strong>{' '}
            {version.yanked}
          </p>
        </div>
      )}
      {disclaimer && (
        <div class="notice disclaimer">
          <p>{disclaimer}</p>
        </div>
      )}
    </>
  );
}

function tagsOf({ listing }: PackageView, { lang }: Site): readonly string[] {
  return (localized(listing?.tags ?? {}, lang) ?? []).slice(0, 8);
}

function Languages({ site, reading, lang }: { readonly site: Site; readonly reading: Reading; readonly lang: string }) {
  if (reading.languages.length < 2) return null;
  return (
    <p class="languages">
      <span class="unseen">{site.say('Read it in', '阅读语言')}</span>
      {reading.languages.map((tag) => (
        <a
          href={`?lang=${tag}`}
          lang={tag}
          hreflang={tag}
          aria-current={tag === lang ? 'true' : undefined}
          data-language
        >
          {languageName(tag)}
        </a>
      ))}
    </p>
  );
}

/** Sections, and below each its parts. */
function Index({ site, headings }: { readonly site: Site; readonly headings: readonly Heading[] }) {
  const tops = headings.filter(({ depth }) => depth === 1);
  if (tops.length < 2) return <div class="index" />;
  const partsOf = (id: string) => headings.filter((heading) => heading.depth === 2 && heading.id.startsWith(`${id}-`));
  return (
    <nav class="index" aria-labelledby="contents">
      <div>
        <h2 id="contents">{site.say('Contents', '目录')}</h2>
        <ol>
          {tops.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{title}</a>
              {partsOf(id).length > 0 && (
                <ol>
                  {partsOf(id).map((part) => (
                    <li>
                      <a href={`#${part.id}`}>{part.title}</a>
                    </li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
      </div>
    </nav>
  );
}

function Members({ site, version, members }: SoulProps & { readonly site: Site }) {
  const { say, href, lang } = site;
  return (
    <section aria-labelledby="members">
      <h2 id="members">{say('Who is in it', '成员')}</h2>
      <ul class="cards results">
        {version.manifest.souls.map(({ name, range, role }) => {
          const pkg = members.get(name);
          const title = pkg ? titleOf(pkg, site) : name;
          return (
            <li class="card">
              <Seal name={name} title={title} />
              <div>
                <h3>{pkg ? <a href={href(`/${name}`)}>{title}</a> : title}</h3>
                <p class="says">{localized(role, lang) ?? ''}</p>
                <p class="small">
                  <span>
                    {name}@{range}
                  </span>
                  {!pkg && <span>{say('not on this hub', '不在本站')}</span>}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function structured({ pkg, version, reading }: SoulProps, title: string, line: string): object {
  const { manifest } = version;
  const homepage = manifest.homepage === null ? null : safeAddress(manifest.homepage);
  return {
    '@context': 'https://schema.org',
    '@type': 'CreativeWork',
    name: title,
    ...(line === '' ? {} : { description: line }),
    identifier: `${pkg.name}@${version.version}`,
    version: version.version,
    inLanguage: reading.languages,
    dateCreated: new Date(pkg.createdAt).toISOString(),
    dateModified: new Date(version.createdAt).toISOString(),
    keywords: [...new Set(Object.values(manifest.tags).flat())].join(', '),
    author: { '@type': 'Person', name: manifest.author ?? pkg.owner.displayName },
    ...(version.license === null ? {} : { license: version.license }),
    ...(homepage === null ? {} : { sameAs: homepage }),
    ...(manifest.category === null
      ? {}
      : { genre: categoryTitle(manifest.category, { lang: 'en' }, manifest.categoryNames) }),
  };
}
