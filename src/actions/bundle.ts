/** Package folders as a static hub: what ships inside the program as the bundled source, and what `mirror` writes. */
import fs from 'node:fs';
import path from 'node:path';
import type { Localized } from '../core/lang.ts';
import { mirrorFiles } from '../core/mirror.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import { personaText } from '../core/persona.ts';
import { buildIndex, type SearchDocument, serializeIndex } from '../core/search/index.ts';
import { readFolder } from '../sources/folder.ts';
import { attempt } from '../store/disk.ts';
import { writeFiles } from '../store/packages.ts';

export interface Bundled {
  readonly folder: string;
  readonly packages: readonly string[];
  readonly files: number;
}

/** Every package folder below `from`, written as a static mirror into `to`, which is built aside and renamed. */
export async function bundleFolder(from: string, to: string, options: { baseUrl?: string } = {}): Promise<Bundled> {
  const packages: SoulPackage[] = [];
  for (const name of fs.readdirSync(from).sort()) {
    const folder = path.join(from, name);
    if (fs.statSync(folder).isDirectory()) packages.push(readPackage(await readFolder(folder), { name }));
  }
  return writeMirror(packages, to, options);
}

export interface MirrorOptions {
  readonly baseUrl?: string;
  /** As they came from a hub, with its signatures: they stand in place of what would be made anew. */
  readonly verbatim?: ReadonlyMap<string, Uint8Array>;
}

export async function writeMirror(
  packages: readonly SoulPackage[],
  to: string,
  { verbatim = new Map(), ...options }: MirrorOptions = {},
): Promise<Bundled> {
  const searchIndex = serializeIndex(await buildIndex(packages.map(documentOf)));
  const made = mirrorFiles(packages, { ...options, searchIndex, published: '1980-01-01T00:00:00.000Z' });
  const files = new Map([...made, ...verbatim]);
  const aside = `${to}.${process.pid}.tmp`;
  attempt(aside, () => fs.rmSync(aside, { recursive: true, force: true }));
  writeFiles(aside, files);
  attempt(to, () => fs.rmSync(to, { recursive: true, force: true }));
  attempt(to, () => fs.renameSync(aside, to));
  return { folder: to, packages: packages.map(({ manifest }) => manifest.name), files: files.size };
}

/** What a package is found by. */
export function documentOf({ manifest, persona, files }: SoulPackage): SearchDocument {
  const { name, kind, displayName, description, category, tags, aliases, languages } = manifest;
  return {
    id: name,
    name,
    kind,
    displayName,
    description,
    category,
    tags,
    aliases,
    languages,
    body: bodies(persona['SOUL.md'] ?? {}, files),
  };
}

function bodies(main: Localized, files: SoulPackage['files']): Localized {
  return Object.fromEntries(
    Object.entries(main).map(([lang, file]) => [lang, personaText(files.get(file) ?? new Uint8Array(), file)]),
  );
}
