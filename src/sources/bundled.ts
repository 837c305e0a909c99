/** The souls that come with the program: a static mirror inside the package. No network, no HTTP, always there. */
import { existsSync } from 'node:fs';
import { diskTransport } from './disk.ts';
import { laterSource } from './later.ts';
import type { Source, SourceRef } from './source.ts';

/** `dist/bundled/`, seen from `dist/src/sources/` and, when run from sources, from `src/sources/`. */
const PLACES = ['../../bundled/', '../../dist/bundled/'];
const REF: SourceRef = { kind: 'bundled', url: '' };

/** Its search index is read without the npm dialect, so that a search at hand loads no more than the ranking. */
export function bundledSource(): Source {
  const places = PLACES.map((place) => new URL(place, import.meta.url));
  const transport = diskTransport(places.find((place) => existsSync(place)) ?? (places[0] as URL));
  const source = laterSource(REF, false, async () => (await import('./npm.ts')).npmSource(REF, transport));
  return { ...source, searchIndex: () => transport.blob('-/search-index.bin') };
}
