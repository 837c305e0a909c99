/**
 * One address: an archive, a character card, or a single SOUL.md. The first look fetches it, because only the package itself can say its
 * name; the bytes are kept until they are asked for, so that what was named is what is installed.
 */
import { TEXT, textOf } from '../client/answer.ts';
import { getCached } from '../client/cache.ts';
import { CAPS } from '../client/send.ts';
import { SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import { contentHash } from '../core/integrity.ts';
import { readPackage } from '../core/package.ts';
import type { Spec } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { describe, nameFrom, open } from './archive.ts';
import { checkContent, checkPersonaLength } from './checks.ts';
import { once } from './later.ts';
import type { Resolution, Source, SourceRef, SourceWorld } from './source.ts';
import { answered, cacheOptions, fetchArchive } from './web.ts';

export function remoteSource(ref: SourceRef, world: SourceWorld): Source {
  const url = new URL(ref.url);
  const bytes = once(() => (isPersona(url) ? readPersona(url, world) : readArchiveBytes(url, world)));
  return {
    ref,
    optional: false,
    resolve: async (spec) =>
      isPersona(url) ? describePersona(await bytes(), spec, ref) : describe(await bytes(), spec, ref),
    fetch: async (resolution) => {
      if (!isPersona(url)) return open(await bytes(), resolution);
      const files = personaFiles(await bytes());
      checkContent(files, resolution);
      return { files, integrity: null, sha256: null, facts: { name: resolution.name, version: resolution.version } };
    },
    catalogue: () => Promise.resolve(null),
    search: () => Promise.resolve(null),
    searchIndex: () => Promise.resolve(null),
  };
}

function isPersona(url: URL): boolean {
  return url.pathname.toLowerCase().endsWith('.md');
}

async function readArchiveBytes(url: URL, world: SourceWorld): Promise<Uint8Array> {
  return (await fetchArchive(url, world)) ?? nothingThere(url);
}

async function readPersona(url: URL, world: SourceWorld): Promise<Uint8Array> {
  const options = { ...cacheOptions(world, url), accept: TEXT, maxBytes: CAPS.persona };
  const bytes = (await answered(getCached(url, textOf, options))) ?? nothingThere(url);
  return checkPersonaLength(bytes, url.pathname, { kind: 'remote', url: url.origin });
}

function nothingThere(url: URL): never {
  const place = url.origin + url.pathname;
  throw new SoulError('E_NOT_FOUND', text(`there is nothing at ${place}`, `${place} 不存在`), {
    details: { url: place },
  });
}

function personaFiles(bytes: Uint8Array): PackageFiles {
  return new Map([['SOUL.md', bytes]]);
}

function describePersona(bytes: Uint8Array, spec: Spec, ref: SourceRef): Resolution | null {
  const files = personaFiles(bytes);
  const { name, version } = readPackage(files, { name: personaName(new URL(ref.url)) }).manifest;
  if (spec.kind === 'registry' && spec.name !== name) return null;
  const content = contentHash(files);
  return { source: ref, name, version, integrity: null, content, deprecated: null, warning: null, location: ref.url };
}

/** `…/go-expert/SOUL.md` and `…/go-expert.md` are both go-expert. */
function personaName(url: URL): string {
  const parts = decoded(url.pathname).split('/').filter(Boolean);
  const file = parts.at(-1) ?? '';
  return nameFrom(/^(?:soul|readme|index)(?:\.[a-z-]+)?\.md$/i.test(file) ? (parts.at(-2) ?? '') : file);
}

/** A path may hold a `%` that escapes nothing: then it is taken as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
