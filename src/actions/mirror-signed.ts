/**
 * What a mirror of a hub needs so that its readers can check as much as at the hub itself: the documents with all their
 * versions and signatures, the archives byte for byte, the hub's keys, and its whole log. Nothing is signed anew: who
 * mirrors need not be trusted.
 */
import { SoulError } from '../core/errors.ts';
import { verifyIntegrity } from '../core/integrity.ts';
import { newBundles, newTiles, type Tile, tilePath } from '../core/log/tile.ts';
import { parseTree } from '../core/log/tree.ts';
import { mirrorTarball, tarballPath } from '../core/mirror.ts';
import type { PackageName } from '../core/name.ts';
import { parseNote } from '../core/note.ts';
import { Packument, PackumentVersion } from '../core/packument.ts';
import { text } from '../core/text.ts';
import type { Source } from '../sources/source.ts';

type Files = Map<string, Uint8Array>;

/** Of a registry that signs nothing, nothing: then packages are packed anew. @throws SoulError E_INTEGRITY, E_PROTOCOL, E_LOG */
export async function signedFiles(
  source: Source,
  names: readonly PackageName[],
  baseUrl: string | null,
): Promise<Files> {
  const files: Files = new Map();
  const keys = await read(source, '-/npm/v1/keys');
  if (keys === null) return files;
  files.set('-/npm/v1/keys', keys);
  for (const name of names) await addPackage(files, source, name, baseUrl);
  await addLog(files, source);
  return files;
}

async function read(source: Source, at: string): Promise<Uint8Array | null> {
  return (await source.file?.(at)) ?? null;
}

async function must(source: Source, at: string): Promise<Uint8Array> {
  const bytes = await read(source, at);
  if (bytes !== null) return bytes;
  throw new SoulError('E_PROTOCOL', text(`${source.ref.url} does not have ${at}`, `${source.ref.url} 没有 ${at}`), {
    details: { url: source.ref.url, at },
  });
}

async function addPackage(files: Files, source: Source, name: PackageName, baseUrl: string | null): Promise<void> {
  const document = Packument.parse(JSON.parse(new TextDecoder().decode(await must(source, name.replace('/', '%2f')))));
  const versions: Record<string, unknown> = {};
  for (const [version, value] of Object.entries(document.versions)) {
    const known = PackumentVersion.parse(value);
    const at = tarballPath(name, version);
    const bytes = await must(source, at);
    if (known.dist.integrity)
      verifyIntegrity(bytes, known.dist.integrity, text(`${name} ${version}`, `${name} ${version}`));
    files.set(at, bytes);
    versions[version] = { ...value, dist: { ...known.dist, tarball: mirrorTarball(name, at, baseUrl ?? undefined) } };
  }
  files.set(name, new TextEncoder().encode(`${JSON.stringify({ ...document, versions })}\n`));
}

/** The checkpoint after the documents: it is never older than what they say. */
async function addLog(files: Files, source: Source): Promise<void> {
  const checkpoint = await read(source, '-/log/checkpoint');
  if (checkpoint === null) return;
  files.set('-/log/checkpoint', checkpoint);
  files.set('-/log/key', await must(source, '-/log/key'));
  const { size } = parseTree(parseNote(new TextDecoder().decode(checkpoint)).text);
  const tiles: readonly Tile[] = [...newTiles(0, size), ...newBundles(0, size)];
  for (const tile of tiles) files.set(`-/log/${tilePath(tile)}`, await must(source, `-/log/${tilePath(tile)}`));
}
