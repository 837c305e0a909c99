/**
 * A hub with so many packages: the starter souls, and copies of them under names, owners and tags of their own, written
 * as publishing would leave them. The first `OWN` have archives of their own, so that nothing of them is remembered when
 * they are first looked at; every fourth of those has an older version. The other copies share archives with the first
 * sections of the texts, so that reading them all for the index is a matter of minutes. The index is kept in the database:
 * whoever keeps the folder fills it once.
 */
import path from 'node:path';
import { noise } from '../../scripts/noise.mjs';

const load = (file) => import(new URL(`../../dist/${file}`, import.meta.url).href);
const { seed } = await load('registry/domain/admin.js');
const { refreshSearch } = await load('registry/domain/search-index.js');
const { packageFolders } = await load('src/actions/library.js');
const { readFolder } = await load('src/sources/folder.js');
const { readPackage } = await load('src/core/package.js');
const { packPackage } = await load('src/core/pack.js');
const { sha256Hex } = await load('src/core/sha256.js');
const { contentsOf } = await load('registry/domain/read.js');
const { versionView } = await load('registry/domain/rows.js');

/** Packages with an archive of their own. */
export const OWN = 1_000;
const AT_ONCE = 1_000;
/** A library has a tenth of everything, as an import of one would; the others have what people have. */
const LIBRARY = 'soulhub';
const AUTHORS = 997;

export const nameOf = (n) => `soul-${n.toString(36)}`;
export const authorOf = (n) => (n % 10 === 0 ? LIBRARY : `author-${n % AUTHORS}`);
export const hasTwoVersions = (n) => n < OWN && n % 4 === 0;

/** Does nothing to a hub that is filled already. */
export async function fillHub(hub, packages) {
  const { there } = await hub.sql.get(`SELECT COUNT(*) AS there FROM packages WHERE name LIKE 'soul-%'`);
  if (there === 0) {
    await seedStarters(hub);
    await addAuthors(hub);
    await addCopies(hub, packages);
  } else if (there !== packages) throw new Error(`the folder is of a hub with ${there} packages`);
  await refreshSearch(hub);
}

async function seedStarters(hub) {
  const folders = packageFolders(path.resolve(import.meta.dirname, '../../souls'));
  const items = folders.map((folder) => ({
    id: folder,
    read: async () => readPackage(await readFolder(folder), { name: path.basename(folder), version: '1.0.0' }),
  }));
  await seed(hub, items, { owner: LIBRARY });
}

async function addAuthors(hub) {
  const library = await hub.sql.get('SELECT * FROM owners WHERE handle = ?', [LIBRARY]);
  const authors = Array.from({ length: AUTHORS }, (_, n) => `author-${n}`);
  await hub.sql.transaction((tx) =>
    put(
      tx,
      'owners',
      authors.map((handle) => ({ ...library, handle, display_name: handle, look_alike: handle, password: null })),
    ),
  );
}

async function addCopies(hub, packages) {
  const originals = await readOriginals(hub);
  await hub.sql.transaction((tx) =>
    put(
      tx,
      'blobs',
      originals.map(({ short }) => short),
    ),
  );
  const vary = variations(originals);
  for (let from = 0; from < packages; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, packages - from) }, (_, n) => from + n);
    const copies = numbers.map((n) => copyOf(n, originals[n % originals.length], vary));
    await hub.sql.transaction(async (tx) => {
      for (const table of ['packages', 'stats', 'blobs', 'versions'])
        await put(
          tx,
          table,
          copies.flatMap((copy) => copy[table]),
        );
    });
  }
  await hub.sql.run(`UPDATE counters SET value = (SELECT MAX(changed) FROM packages) WHERE name = 'sequence'`);
}

async function readOriginals(hub) {
  const souls = await hub.sql.all(`SELECT * FROM packages WHERE kind = 'soul' ORDER BY id`);
  return Promise.all(
    souls.map(async (pkg) => {
      const version = await hub.sql.get('SELECT * FROM versions WHERE id = ?', [pkg.latest_id]);
      const stats = await hub.sql.get('SELECT * FROM stats WHERE package_id = ?', [pkg.id]);
      const blob = await hub.sql.get('SELECT * FROM blobs WHERE sha256 = ?', [version.tarball]);
      const short = await shortened(hub, { ...version, name: pkg.name });
      return { pkg, version, stats, blob, short, listing: JSON.parse(pkg.listing) };
    }),
  );
}

/** So many bytes of each text. */
const SHORT = 2_000;

async function shortened(hub, row) {
  const version = versionView(row);
  const files = await contentsOf(hub, version, 'package');
  const texts = [...files].map(([file, bytes]) => [file, file.endsWith('.md') ? bytes.subarray(0, SHORT) : bytes]);
  const { bytes } = packPackage({ manifest: version.manifest, files: new Map(texts) });
  return { sha256: sha256Hex(bytes), size: bytes.length, bytes };
}

/** Other tags and categories, taken from all originals: as many copies as there are of each would otherwise be the same. */
function variations(originals) {
  const random = noise(11);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const tags = (lang) => originals.flatMap(({ listing }) => listing.tags?.[lang] ?? []);
  const [en, zh] = [tags('en'), tags('zh')];
  const categories = originals.map(({ listing }) => listing.category);
  const some = (list) => [...new Set(Array.from({ length: 6 }, () => pick(list)))];
  return () => ({ category: pick(categories), tags: { en: some(en), zh: some(zh) } });
}

function copyOf(n, { pkg, version, stats, blob, short, listing }, vary) {
  const id = `p${String(n).padStart(25, '0')}`;
  const varied = vary();
  const own = (mark) => `${mark}${n.toString(16).padStart(63, '0')}`;
  const versionRow = (major, tarball) => ({
    ...version,
    id: `v${major}${String(n).padStart(24, '0')}`,
    package_id: id,
    version: `${major}.0.0`,
    tarball,
    fingerprint: own(String(major)),
  });
  const newest = versionRow(2, n < OWN ? own('e') : short.sha256);
  const older = hasTwoVersions(n) ? [versionRow(1, own('d'))] : [];
  const [name, at] = [nameOf(n), 1_700_000_000_000 + n];
  return {
    packages: [
      {
        ...pkg,
        id,
        name,
        slug: name,
        owner: authorOf(n),
        category: varied.category,
        listing: JSON.stringify({ ...listing, name, ...varied }),
        tags: '{"latest":"2.0.0"}',
        live_tags: '{"latest":"2.0.0"}',
        latest_id: newest.id,
        live_versions: 1 + older.length,
        changed: 1000 + n,
        created_at: at,
        updated_at: at,
      },
    ],
    stats: [
      {
        ...stats,
        package_id: id,
        category: varied.category,
        owner: authorOf(n),
        downloads: (n * 31) % 10_007,
        visible: 1,
      },
    ],
    blobs: n < OWN ? [newest, ...older].map(({ tarball }) => ({ ...blob, sha256: tarball })) : [],
    versions: [...older, newest],
  };
}

async function put(tx, table, rows) {
  for (const row of rows) {
    const columns = Object.keys(row);
    await tx.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      columns.map((column) => row[column] ?? null),
    );
  }
}
