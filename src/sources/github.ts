/**
 * `github:owner/repo[/path][#ref]`: the repository as one archive from GitHub's download host, of which the folder at
 * `path` is the package. GitHub may pack the same commit differently tomorrow, so nothing is promised about the bytes;
 * the files are pinned by their content.
 */
import { readTgz } from '../core/archive/index.ts';
import { SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import { contentHash, integrityOf } from '../core/integrity.ts';
import { slugify } from '../core/name.ts';
import { readPackage } from '../core/package.ts';
import { brokenRule } from '../core/path.ts';
import { sha256Hex } from '../core/sha256.ts';
import type { Spec } from '../core/spec.ts';
import { parseSpec } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { checkContent, checkLimits } from './checks.ts';
import { once } from './later.ts';
import type { Resolution, Source, SourceRef, SourceWorld } from './source.ts';
import { fetchArchive } from './web.ts';

type Repository = Extract<Spec, { kind: 'github' }>;

/** A repository may be much larger than the one package that is taken out of it. */
export const REPOSITORY = { entries: 50_000, totalBytes: 256 * 1024 * 1024 } as const;

/** @param ref its `url` is the spec, `github:owner/repo…` */
export function githubSource(ref: SourceRef, world: SourceWorld): Source {
  const bytes = once(() => download(repositoryOf(ref), world));
  return {
    ref,
    optional: false,
    resolve: async (spec) => resolve(await bytes(), spec, ref),
    fetch: async (resolution) => {
      const packed = await bytes();
      const files = takeFolder(packed, repositoryOf(ref));
      checkContent(files, resolution);
      return { files, integrity: integrityOf(packed), sha256: sha256Hex(packed), facts: {} };
    },
    catalogue: () => Promise.resolve(null),
    search: () => Promise.resolve(null),
    searchIndex: () => Promise.resolve(null),
  };
}

function repositoryOf(ref: SourceRef): Repository {
  const spec = parseSpec(ref.url);
  if (spec.kind === 'github') return spec;
  throw new SoulError('E_SPEC', text(`${ref.url} is not on GitHub`, `${ref.url} 不是 GitHub 地址`), {
    details: { spec: ref.url },
  });
}

function resolve(bytes: Uint8Array, spec: Spec, ref: SourceRef): Resolution | null {
  const repository = repositoryOf(ref);
  const files = takeFolder(bytes, repository);
  const last = repository.path.split('/').at(-1) || repository.repo;
  const { name, version } = readPackage(files, { name: slugify(last) ?? 'soul' }).manifest;
  if (spec.kind === 'registry' && spec.name !== name) return null;
  const content = contentHash(files);
  return { source: ref, name, version, integrity: null, content, deprecated: null, warning: null, location: ref.url };
}

/** The official client's variable for a mirror of GitHub's download host, and OpenClaw's name for it. */
export function codeloadBase(env: NodeJS.ProcessEnv): string {
  const base = env.CLAWHUB_GITHUB_CODELOAD_BASE_URL || env.OPENCLAW_CLAWHUB_GITHUB_CODELOAD_BASE_URL;
  return (base || 'https://codeload.github.com').replace(/\/+$/, '');
}

async function download({ owner, repo, ref }: Repository, world: SourceWorld): Promise<Uint8Array> {
  const at = `${codeloadBase(world.env)}/${owner}/${repo}/tar.gz/${ref.split('/').map(encodeURIComponent).join('/')}`;
  const bytes = await fetchArchive(new URL(at), world);
  if (bytes) return bytes;
  throw new SoulError(
    'E_NOT_FOUND',
    text(`GitHub has no ${owner}/${repo} with ${ref}`, `GitHub 上没有 ${owner}/${repo}（${ref}）`),
    { details: { owner, repo, ref } },
  );
}

/** The files below `path`, by their path below it. Dotfiles of the repository (`.github`) are no part of a package. */
function takeFolder(bytes: Uint8Array, { owner, repo, path }: Repository): PackageFiles {
  const prefix = path === '' ? '' : `${path}/`;
  const below = (at: string) => (at.startsWith(prefix) ? at.slice(prefix.length) : '');
  const read = (pick: (at: string) => boolean) =>
    readTgz(bytes, { root: null, limits: REPOSITORY, pick: (at) => below(at) !== '' && pick(below(at)) });
  if (read((at) => MAIN.test(at)).size === 0) {
    const others = [...read((at) => MAIN_BELOW.test(at) && brokenRule(at) === null).keys()].slice(0, 5);
    throw notAPackage(
      `${owner}/${repo}${path === '' ? '' : `/${path}`}`,
      others.map((at) => `github:${owner}/${repo}/${at.replace(/\/[^/]+$/, '')}`),
    );
  }
  const files = read((at) => !/(?:^|\/)(?:\.|node_modules(?:\/|$))/.test(at));
  return checkLimits(new Map([...files].map(([at, content]) => [below(at), content] as const)));
}

/** The file that makes a folder a package; and the same in a folder further down, which may be the one that was meant. */
const MAIN = /^(?:(?:SOUL|SKILL|skill|TEAM)\.md|soul\.json)$/;
const MAIN_BELOW = /^.+\/(?:SOUL|SKILL|TEAM)\.md$/;

function notAPackage(place: string, candidates: readonly string[]): SoulError {
  const hint = candidates.length > 0 ? text(candidates.join(', '), candidates.join('、')) : undefined;
  return new SoulError(
    'E_NOT_A_SOUL',
    text(`${place} holds none of SOUL.md, SKILL.md, TEAM.md`, `${place} 里没有 SOUL.md、SKILL.md 或 TEAM.md`),
    { details: { place, candidates }, ...(hint ? { hint } : {}) },
  );
}
