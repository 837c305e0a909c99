/**
 * What packages are found by: their listings, and of souls the text of the newest version. The same as what `mirror` and the
 * bundled souls are found by (`actions/bundle.ts`), so that a hub and the program put them in the same order.
 */
import { setImmediate as othersFirst } from 'node:timers/promises';
import { readTgz } from '../../src/core/archive/tgz.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import type { Localized } from '../../src/core/lang.ts';
import { splitName } from '../../src/core/name.ts';
import { splitFrontMatter } from '../../src/core/persona.ts';
import type { SearchDocument } from '../../src/core/search/index.ts';
import type { Hub } from './hub.ts';
import { marks } from './rows.ts';
import type { PackageView } from './view.ts';

/** As many as are unpacked in some milliseconds. */
const AT_ONCE = 20;

/** What packages are found by, in the given order. Requests are answered in between. @throws the signal's reason */
export async function documentsOf(
  hub: Hub,
  packages: readonly PackageView[],
  signal?: AbortSignal,
): Promise<readonly SearchDocument[]> {
  const documents: SearchDocument[] = [];
  for (let from = 0; from < packages.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    const some = packages.slice(from, from + AT_ONCE);
    const bodies = await bodiesOf(hub, some);
    documents.push(...some.map((pkg) => documentOf(pkg, bodies.get(pkg.id) ?? {})));
    await othersFirst();
  }
  return documents;
}

/** The name it was given later is in none of its files. */
function aliasesOf({ name, slug, listing }: PackageView): readonly string[] {
  const renamed = slug === splitName(name)[1] ? [] : [slug.replace(/[-_.]+/g, ' ')];
  return [...(listing?.aliases ?? []), ...renamed];
}

function documentOf(pkg: PackageView, body: Localized): SearchDocument {
  const { id, name, kind, listing, stats } = pkg;
  return {
    id,
    name,
    kind,
    displayName: listing?.displayName ?? {},
    description: listing?.description,
    category: listing?.category ?? null,
    categoryNames: listing?.categoryNames,
    tags: listing?.tags,
    aliases: aliasesOf(pkg),
    languages: listing?.languages,
    body,
    popularity: stats.downloads + stats.stars,
  };
}

/**
 * Ids of souls to their persona by language, without front matter; none where no version is left. The instructions of a
 * skill or a team are no text to be found by: they are made of the words that every text has.
 */
export async function bodiesOf(hub: Hub, packages: readonly PackageView[]): Promise<ReadonlyMap<string, Localized>> {
  const latest = packages.filter(({ kind }) => kind === 'soul').flatMap(({ latest }) => latest?.id ?? []);
  if (latest.length === 0) return new Map();
  const rows = await hub.sql.all<{ package_id: string; bytes: Uint8Array }>(
    `SELECT v.package_id, b.bytes FROM versions v JOIN blobs b ON b.sha256 = v.tarball WHERE v.id IN (${marks(latest.length)})`,
    latest,
  );
  const archives = new Map(rows.map((row) => [row.package_id, row.bytes]));
  return new Map(
    packages.flatMap((pkg) => {
      const archive = archives.get(pkg.id);
      return archive ? [[pkg.id, bodyOf(pkg, readTgz(archive, { root: 'package' }))] as const] : [];
    }),
  );
}

const MAIN = /^SOUL(?:\.([\w-]+))?\.md$/;

/** Characters of a persona in one language, and in all: souls are some thousands, and nobody's treatise shall fill the memory. */
const LONG_ENOUGH = 200_000;
const LONG_ENOUGH_IN_ALL = 2 * LONG_ENOUGH;

function bodyOf({ listing }: PackageView, files: PackageFiles): Localized {
  const texts: Record<string, string> = {};
  let left = LONG_ENOUGH_IN_ALL;
  // The shortest name is that of the language it was written in.
  for (const [path, bytes] of [...files].sort(([a], [b]) => a.length - b.length)) {
    const match = MAIN.exec(path);
    if (!match || left === 0) continue;
    const body = beginning(splitFrontMatter(new TextDecoder().decode(bytes)).body, Math.min(LONG_ENOUGH, left));
    texts[match[1] ?? listing?.languages[0] ?? 'und'] = body;
    left -= body.length;
  }
  return texts;
}

/** A copy: a mere part of a string would keep all of it in memory. */
function beginning(body: string, length: number): string {
  return body.length <= length ? body : Buffer.from(body.slice(0, length)).toString();
}
