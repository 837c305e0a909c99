/**
 * One line of a catalogue: what search, titles and lists need to know of a package. A hub and a mirror serve an array
 * of them at `/-/catalogue.json`, the newest version of each package.
 */
import * as z from 'zod';
import type { Localized } from './lang.ts';
import { KINDS, type Manifest } from './manifest.ts';
import { nameProblem, type PackageName } from './name.ts';

const Strings = z.record(z.string(), z.string());

export const CatalogueEntry = z.object({
  name: z
    .string()
    .refine((name) => nameProblem(name) === null)
    .transform((name) => name as PackageName),
  version: z.string(),
  kind: z.enum(KINDS),
  displayName: Strings.default({}),
  description: Strings.default({}),
  category: z.string().nullable().default(null),
  /** The category in words. */
  categoryNames: Strings.default({}),
  tags: z.record(z.string(), z.array(z.string())).default({}),
  aliases: z.array(z.string()).default([]),
  languages: z.array(z.string()).default([]),
  /** Those it is written for; empty for all. */
  agents: z.array(z.string()).default([]),
});
export type CatalogueEntry = Readonly<z.infer<typeof CatalogueEntry>>;

export function catalogueEntry(
  manifest: Manifest,
  categoryNames: Localized = manifest.categoryNames ?? {},
): CatalogueEntry {
  const { name, version, kind, displayName, description, category, aliases, languages, agents } = manifest;
  const tags = Object.fromEntries(Object.entries(manifest.tags).map(([lang, list]) => [lang, [...list]]));
  return {
    name,
    version,
    kind,
    displayName,
    description,
    category,
    categoryNames,
    tags,
    aliases: [...aliases],
    languages: [...languages],
    agents: [...agents],
  };
}

/** Entries that make sense; a stranger's catalogue may hold others, now or in the future. */
export function readCatalogue(value: readonly unknown[]): readonly CatalogueEntry[] {
  return value.flatMap((item) => {
    const entry = CatalogueEntry.safeParse(item);
    return entry.success ? [entry.data] : [];
  });
}
