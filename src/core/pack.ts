/**
 * A package, packed for a registry: its files and a `package.json` made from the manifest, so that every npm client
 * can read it. The manifest goes along whole under the key `soulhub`, for what `package.json` has no words for:
 *
 *     { "name": "@ada/atlas", "version": "1.2.0", "description": "…", "keywords": ["…"], "license": "MIT",
 *       "soulhub": { "name": "@ada/atlas", "version": "1.2.0", "kind": "soul", "displayName": { "en": "Atlas" }, … } }
 *
 * A `package.json` that was there before keeps the keys that are not ours, but for what npm would run when it installs the
 * package (`inert.ts`): that is left out, and said to be. Packing what was packed gives it again.
 */
import { packTgz } from './archive/pack.ts';
import { SoulError } from './errors.ts';
import type { PackageFiles } from './files.ts';
import { readJson } from './formats.ts';
import { type Active, activeParts, type Fields, withoutActive } from './inert.ts';
import { contentHash, integrityOf } from './integrity.ts';
import { type Localized, localized } from './lang.ts';
import type { Manifest } from './manifest.ts';
import type { SoulPackage } from './package.ts';
import { text } from './text.ts';

export interface PackedPackage {
  /** A `.tgz` with every file under `package/`. */
  readonly bytes: Uint8Array;
  /** `sha512-…` of the archive. */
  readonly integrity: string;
  /** `h1:…` of the files, `package.json` included. */
  readonly content: string;
  readonly files: PackageFiles;
  /** What npm would have run, and is therefore not in the archive. */
  readonly leftOut: readonly Active[];
}

/** @throws SoulError E_PATH, E_MANIFEST when a `package.json` that is there is not one */
export function packPackage({ manifest, files }: Pick<SoulPackage, 'manifest' | 'files'>): PackedPackage {
  const before = existing(files);
  const leftOut = activeParts(files, before, manifest.kind);
  const whole = leftOut.filter(({ key }) => key.length === 0).map(({ file }) => file);
  const own = packageJson(manifest, withoutActive(before, leftOut));
  const all = new Map([...files, ['package.json', own] as const].filter(([path]) => !whole.includes(path)));
  const bytes = packTgz(all);
  return { bytes, integrity: integrityOf(bytes), content: contentHash(all), files: all, leftOut };
}

function packageJson(manifest: Manifest, before: Fields): Uint8Array {
  const value = { ...before, ...npmFields(manifest), soulhub: manifest };
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

function existing(files: PackageFiles): Fields {
  const bytes = files.get('package.json');
  const value = bytes === undefined ? {} : readJson(bytes, 'package.json');
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new SoulError('E_MANIFEST', text('package.json: not a JSON object', 'package.json：不是 JSON 对象'), {
    details: { file: 'package.json' },
  });
}

/** What npm shows and searches. A field that the manifest leaves open is left out. */
export function npmFields(manifest: Manifest): Readonly<Record<string, unknown>> {
  const { name, version, license, author, homepage, repository } = manifest;
  const keywords = keywordsOf(manifest);
  const fields = {
    name,
    version,
    description: oneText(manifest.description, manifest),
    keywords: keywords.length > 0 ? keywords : undefined,
    license: license ?? undefined,
    author: author ?? undefined,
    homepage: homepage ?? undefined,
    repository: repository ?? undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** npm knows one language. */
function oneText(value: Localized, manifest: Manifest): string | undefined {
  return localized(value, 'en') ?? localized(manifest.displayName, 'en');
}

function keywordsOf({ kind, tags }: Manifest): readonly string[] {
  return [...new Set([kind, ...Object.values(tags).flat()])];
}
