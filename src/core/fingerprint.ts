/**
 * Digests of a skill folder that the official clients compare. Both are fixed by what those programs do
 * (docs/reference/lock-files.md); ours must give the same text for the same files.
 */
import { createHash } from 'node:crypto';
import ignore from 'ignore';
import type { PackageFiles } from './files.ts';
import { sha256Hex } from './sha256.ts';

/**
 * The CLI's fingerprint: `path:sha256` lines joined by newlines, sorted as en-US collates (not by bytes), hashed.
 * Dot-files, `node_modules`, and what the ignore files at the top name do not count, also in a folder that was installed.
 */
export function cliFingerprint(files: PackageFiles): string {
  const counts = counted(files);
  const lines = [...files]
    .filter(([path]) => counts(path))
    .map(([path, bytes]) => ({ path, sha: sha256Hex(bytes) }))
    .sort((a, b) => a.path.localeCompare(b.path, 'en-US'))
    .map(({ path, sha }) => `${path}:${sha}`);
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function counted(files: PackageFiles): (path: string) => boolean {
  const hidden = (path: string) => path.split('/').some((part) => part.startsWith('.') || part === 'node_modules');
  const sources = ['.gitignore', '.clawhubignore', '.clawdhubignore'].flatMap((name) => files.get(name) ?? []);
  if (sources.length === 0) return (path) => !hidden(path);
  const rules = ignore().add(sources.map((bytes) => new TextDecoder().decode(bytes)));
  return (path) => !hidden(path) && !rules.ignores(path);
}

type TreeEntry = { path: string; type: 'directory' } | { path: string; type: 'file'; sha256: string };

/** OpenClaw's tree digest: depth first, names in UTF-16 order, without the top-level `.clawhub` folder. */
export function treeDigest(files: PackageFiles): string {
  const entries = treeEntries(
    [...files].filter(([path]) => !/^\.cla?wd?hub\//.test(path)),
    '',
  );
  return `sha256:${createHash('sha256').update(JSON.stringify(entries)).digest('hex')}`;
}

function treeEntries(files: readonly (readonly [string, Uint8Array])[], prefix: string): TreeEntry[] {
  const names = new Set(files.map(([path]) => path.slice(prefix.length).split('/')[0] ?? ''));
  return [...names].sort().flatMap((name): TreeEntry[] => {
    const path = `${prefix}${name}`;
    const file = files.find(([candidate]) => candidate === path);
    if (file) return [{ path, type: 'file', sha256: sha256Hex(file[1]) }];
    const below = files.filter(([candidate]) => candidate.startsWith(`${path}/`));
    return [{ path, type: 'directory' }, ...treeEntries(below, `${path}/`)];
  });
}
