/** A package in a list: its seal, its title, one line about it. */
import type { Child } from 'hono/jsx';
import type { PackageView } from '../domain/view.ts';
import type { Site } from './site.ts';
import { categoryTitle, count, descriptionOf, kindTitle, plural, titleOf } from './words.ts';

const SEGMENTER = new Intl.Segmenter();

/** Inks of the seals; the stylesheet has as many. */
const INKS = 8;

export function inkOf(name: string): number {
  let sum = 7;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % INKS;
}

/** A face for everybody: the first character in a coloured square, always the same for the same name. */
export function Seal({
  name,
  title,
  large = false,
}: {
  readonly name: string;
  readonly title: string;
  readonly large?: boolean;
}) {
  const [first = '?'] = SEGMENTER.segment(title.trim() || name)
    [Symbol.iterator]()
    .next().value?.segment ?? [name];
  return (
    <span class={`seal ink${inkOf(name)}${large ? ' large' : ''}`} aria-hidden="true">
      {first.toUpperCase()}
    </span>
  );
}

export interface CardProps {
  readonly site: Site;
  readonly pkg: PackageView;
  /** Shown in place of the description: the words that were found. */
  readonly snippet?: Child;
  readonly level?: 2 | 3;
}

export function Card({ site, pkg, snippet, level = 3 }: CardProps) {
  const title = titleOf(pkg, site);
  const Title = level === 2 ? 'h2' : 'h3';
  const category = pkg.listing?.category;
  const says = snippet ?? descriptionOf(pkg, site);
  return (
    <li class="card">
      <Seal name={pkg.name} title={title} />
      <div>
        <Title>
          <a href={site.href(`/${pkg.name}`)}>{title}</a>
          {pkg.kind !== 'soul' && (
            <>
              {' '}
              <span class="kind">{kindTitle(pkg.kind, site)}</span>
            </>
          )}
        </Title>
        {says !== '' && <p class="says">{says}</p>}
        <p class="small">
          <span>{pkg.name}</span>
          {category && <span>{categoryTitle(category, site, pkg.listing?.categoryNames)}</span>}
          {pkg.stats.downloads > 0 && (
            <span>
              {site.say(plural(pkg.stats.downloads, 'download'), `${count(pkg.stats.downloads, site)} 次下载`)}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}

export function Cards({
  site,
  packages,
  level = 3,
}: {
  readonly site: Site;
  readonly packages: readonly PackageView[];
  readonly level?: 2 | 3;
}) {
  return (
    <ul class="cards">
      {packages.map((pkg) => (
        <Card site={site} pkg={pkg} level={level} />
      ))}
    </ul>
  );
}
