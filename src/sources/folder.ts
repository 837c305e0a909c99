/**
 * A package folder on this machine, as an author has it. Left out: dotfiles, `node_modules`, packed archives at the top,
 * and what `.gitignore` and `.clawhubignore` at the top say. Links are refused, not followed and not skipped: what is
 * packed must be what is there.
 */
import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Ignore } from 'ignore';
import { type ErrorCode, SoulError } from '../core/errors.ts';
import { LIMITS, type PackageFiles } from '../core/files.ts';
import { contentHash } from '../core/integrity.ts';
import { slugify } from '../core/name.ts';
import { readPackage } from '../core/package.ts';
import { checkPaths, comparePaths } from '../core/path.ts';
import type { Spec } from '../core/spec.ts';
import { type Text, text } from '../core/text.ts';
import { checkContent, tooLarge } from './checks.ts';
import type { Resolution, Source, SourceRef } from './source.ts';

export function folderSource(ref: SourceRef): Source {
  return {
    ref,
    optional: false,
    resolve: (spec) => resolve(spec, ref),
    fetch: async (resolution) => {
      const files = await readFolder(resolution.location);
      checkContent(files, resolution);
      return { files, integrity: null, sha256: null, facts: {} };
    },
    catalogue: () => Promise.resolve(null),
    search: () => Promise.resolve(null),
    searchIndex: () => Promise.resolve(null),
  };
}

/** Whatever is asked of a folder, it holds the one package that it holds. */
async function resolve(spec: Spec, ref: SourceRef): Promise<Resolution | null> {
  const files = await readFolder(ref.url);
  const { manifest } = readPackage(files, { name: slugify(path.basename(ref.url)) ?? 'soul' });
  if (spec.kind === 'registry' && spec.name !== manifest.name) return null;
  return {
    source: ref,
    name: manifest.name,
    version: manifest.version,
    integrity: null,
    content: contentHash(files),
    deprecated: null,
    warning: null,
    location: ref.url,
  };
}

/**
 * @param root absolute; it may itself be a link
 * @throws SoulError E_NOT_FOUND, E_LINK, E_NOT_A_FILE, E_TOO_LARGE, E_PATH, E_FILE
 */
export async function readFolder(root: string): Promise<PackageFiles> {
  const top = await attempt(root, () => realpath(root));
  const ignored = await readIgnoreRules(top);
  const found: string[] = [];
  await walk(top, '', ignored, found);
  checkPaths(found);
  return readFiles(top, found.sort(comparePaths));
}

const RULE_FILES = ['.gitignore', '.clawhubignore', '.clawdhubignore'];
/** The file that makes a folder a package is never ignored: a repository may well ignore its agent's own SOUL.md. */
const MAIN = /^(?:SOUL|SKILL|skill|TEAM)\.md$|^soul\.json$/;

async function readIgnoreRules(top: string): Promise<Ignore> {
  const { default: ignore } = await import('ignore');
  const rules = ignore();
  for (const name of RULE_FILES) {
    const source = await readFile(path.join(top, name), 'utf8').catch(() => '');
    rules.add(source);
  }
  return rules;
}

function leftOut(at: string, entry: Dirent, rules: Ignore): boolean {
  if (entry.name.startsWith('.') || entry.name === 'node_modules') return true;
  if (MAIN.test(at)) return false;
  return /^[^/]+\.tgz$/.test(at) || rules.ignores(entry.isDirectory() ? `${at}/` : at);
}

async function walk(top: string, folder: string, rules: Ignore, found: string[]): Promise<void> {
  const here = path.join(top, folder);
  for (const entry of await attempt(here, () => readdir(here, { withFileTypes: true }))) {
    const at = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (leftOut(at, entry, rules)) continue;
    const file = path.join(top, at);
    if (entry.isSymbolicLink()) throw refuse('E_LINK', file, text('a package may not hold links', '包内不允许有链接'));
    if (entry.isDirectory()) await descend(top, at, rules, found);
    else if (entry.isFile()) found.push(at);
    else throw refuse('E_NOT_A_FILE', file, text('neither a file nor a folder', '既不是文件也不是文件夹'));
    if (found.length > LIMITS.files) throw tooLarge('files', found.length, LIMITS.files);
  }
}

async function descend(top: string, at: string, rules: Ignore, found: string[]): Promise<void> {
  if (at.split('/').length < LIMITS.depth) return walk(top, at, rules, found);
  throw refuse('E_PATH', path.join(top, at), text('the folders are nested too deep', '目录层级过深'));
}

async function readFiles(top: string, names: readonly string[]): Promise<PackageFiles> {
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const name of names) {
    const file = path.join(top, name);
    const { size } = await attempt(file, () => stat(file));
    if (size > LIMITS.fileBytes) throw tooLarge('bytes', size, LIMITS.fileBytes, name);
    total += size;
    if (total > LIMITS.totalBytes) throw tooLarge('bytes', total, LIMITS.totalBytes);
    files.set(name, new Uint8Array(await attempt(file, () => readFile(file))));
  }
  return files;
}

async function attempt<T>(file: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!/^E[A-Z]+$/.test(code)) throw cause;
    if (code === 'ENOENT') throw noFolder(file, cause);
    if (code === 'ENOTDIR') throw noPackage(file, cause);
    throw refuse('E_FILE', file, text(code, code), cause);
  }
}

function noPackage(file: string, cause: unknown): SoulError {
  return new SoulError(
    'E_NOT_FOUND',
    text(
      `${file}: this is no folder, and its name does not say that it holds a package`,
      `${file}：这不是文件夹，文件名也未表明其中是包`,
    ),
    {
      hint: text(
        'a file that is a package ends in .md, .json, .png, .charx, .zip or .tgz',
        '作为包的文件以 .md、.json、.png、.charx、.zip 或 .tgz 结尾',
      ),
      details: { path: file },
      cause,
    },
  );
}

function noFolder(file: string, cause: unknown): SoulError {
  const name = slugify(path.basename(file)) ?? 'my-soul';
  return new SoulError('E_NOT_FOUND', text(`${file}: there is no such folder`, `${file}：没有这个文件夹`), {
    hint: text(
      `check the path; to begin a package: clawhub init ${name}`,
      `请检查路径；新建一个包：clawhub init ${name}`,
    ),
    details: { path: file },
    cause,
  });
}

function refuse(code: ErrorCode, file: string, why: Text, cause?: unknown): SoulError {
  return new SoulError(code, text(`${file}: ${why.en}`, `${file}：${why.zh}`), {
    details: { path: file },
    ...(cause === undefined ? {} : { cause }),
  });
}
