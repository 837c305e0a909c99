/** For authors: start a package, check it, pack it. */
import fs from 'node:fs';
import path from 'node:path';
import { checkContents } from '../core/archive/content.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { writeFrontMatter } from '../core/front-matter.ts';
import type { Manifest } from '../core/manifest.ts';
import { parseName, slugify } from '../core/name.ts';
import { packPackage } from '../core/pack.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import { nameOfActive, type Remark, reviewPackage } from '../core/review.ts';
import { FIRST_DESCRIPTION, templateText } from '../core/template.ts';
import { text } from '../core/text.ts';
import { attempt, lstatIfExists, makeFolder, readIfExists, replaceFile, writeNew } from '../store/disk.ts';
import type { Context } from './context.ts';

export interface Validation {
  readonly folder: string;
  readonly manifest: Manifest | null;
  readonly remarks: readonly Remark[];
  readonly valid: boolean;
}

/** Works without a network; what cannot be read is an error, never a pass. @throws SoulError E_NOT_FOUND */
export async function validate(ctx: Context, folder: string): Promise<Validation> {
  const root = path.resolve(ctx.cwd, folder);
  try {
    const found = await readFolderPackage(root);
    return { folder: root, manifest: found.manifest, remarks: reviewPackage(found), valid: true };
  } catch (error) {
    if (!isSoulError(error) || error.code === 'E_NOT_FOUND') throw error;
    return { folder: root, manifest: null, remarks: [whyNot(root, error)], valid: false };
  }
}

/** What could not be read, with the line where that is known. */
function whyNot(root: string, { details, says }: SoulError): Remark {
  const named = details.file ?? details.path;
  const file = typeof named === 'string' ? path.relative(root, path.resolve(root, named)) : '';
  const line = typeof details.line === 'number' ? details.line : lineOfKey(path.join(root, file), details.key);
  return { severity: 'error', file, line, says };
}

/** `souls.0.name` → the line of `souls:` or `"souls":`; 0 when it is not to be found. */
function lineOfKey(file: string, key: unknown): number {
  const [first] = typeof key === 'string' ? key.split('.') : [];
  if (!first || lstatIfExists(file)?.isFile() !== true) return 0;
  const lines = new TextDecoder().decode(readIfExists(file) ?? undefined).split('\n');
  return lines.findIndex((row) => /^\s*"?([\w-]+)"?\s*:/.exec(row)?.[1] === first) + 1;
}

/** With the checks that everybody who installs it will make. */
async function readFolderPackage(root: string): Promise<SoulPackage> {
  const { readFolder } = await import('../sources/folder.ts');
  const found = readPackage(await readFolder(root), { name: slugify(path.basename(root)) ?? 'soul' });
  checkContents(found.files);
  return found;
}

export interface Packed {
  readonly file: string;
  readonly manifest: Manifest;
  readonly size: number;
  readonly integrity: string;
  readonly content: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** What npm would have run at installing, such as `package.json: scripts.postinstall`. */
  readonly leftOut: readonly string[];
}

/** Writes `<name>-<version>.tgz` into `into`. @throws SoulError of the package reader, E_EXISTS, E_FILE */
export async function pack(ctx: Context, folder: string, options: { into: string; dryRun: boolean }): Promise<Packed> {
  const root = path.resolve(ctx.cwd, folder);
  const found = await readFolderPackage(root);
  const packed = packPackage(found);
  const base = found.manifest.name.replace(/^@/, '').replace('/', '-');
  const file = path.resolve(ctx.cwd, options.into, `${base}-${found.manifest.version}.tgz`);
  refuseOther(file);
  if (!options.dryRun) replaceFile(file, packed.bytes, { mode: 0o644 });
  return {
    file,
    manifest: found.manifest,
    size: packed.bytes.length,
    integrity: packed.integrity,
    content: packed.content,
    files: [...packed.files].map(([name, bytes]) => ({ path: name, size: bytes.length })),
    leftOut: packed.leftOut.map(nameOfActive),
  };
}

/** An archive from an earlier time is replaced; anything else of that name is somebody's. */
function refuseOther(file: string): void {
  const there = readIfExists(file);
  if (there === null || (there[0] === 0x1f && there[1] === 0x8b)) return;
  throw new SoulError(
    'E_EXISTS',
    text(`${file} is already there and is not an archive`, `${file} 已存在，且不是压缩包`),
    {
      hint: text(
        'nothing was changed; choose another folder: --into',
        '没有改动任何内容；请用 --into 选择另一个文件夹',
      ),
      details: { path: file },
    },
  );
}

export interface InitRequest {
  readonly folder: string;
  readonly langs: readonly ('en' | 'zh')[];
  readonly title: string | null;
  readonly description: string | null;
  readonly category: string | null;
  readonly license: string | null;
  readonly author: string | null;
}

/**
 * A new package folder; files that are already there are left alone. What was asked for is read as a package before any
 * of it is written. @throws SoulError E_NAME, E_EXISTS, E_MANIFEST
 */
export function init(ctx: Context, request: InitRequest): { folder: string; files: string[] } {
  if (request.folder.trim() === '') parseName(request.folder);
  const folder = path.resolve(ctx.cwd, request.folder);
  const name = slugify(path.basename(folder)) ?? parseName(path.basename(folder));
  const files = firstFiles(name, {
    ...request,
    title: onOneLine(request.title) || onOneLine(path.basename(folder)),
    description: onOneLine(request.description) || null,
  });
  readPackage(files, { name });
  refuseTaken(folder);
  makeFolder(folder);
  for (const [file, content] of files) attempt(folder, () => writeNew(path.join(folder, file), content));
  return { folder, files: [...files.keys()] };
}

/** Titles and descriptions are lines. */
function onOneLine(words: string | null): string {
  return (words ?? '').replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function firstFiles(name: string, request: InitRequest & { readonly title: string }): Map<string, Uint8Array> {
  const { langs, title, description } = request;
  const files = langs.map((lang, index) => {
    const head = index === 0 ? writeFrontMatter(firstFields(name, request)) : '';
    const content = head + templateText(lang, title, description ?? undefined);
    return [index === 0 ? 'SOUL.md' : `SOUL.${lang}.md`, new TextEncoder().encode(content)] as const;
  });
  return new Map(files);
}

function refuseTaken(folder: string): void {
  for (const file of ['SOUL.md', 'SKILL.md', 'TEAM.md', 'soul.json']) {
    if (readIfExists(path.join(folder, file)) === null) continue;
    throw new SoulError(
      'E_EXISTS',
      text(`${path.join(folder, file)} is already there`, `${path.join(folder, file)} 已存在`),
      {
        hint: text('nothing was changed; choose another folder', '没有改动任何内容；请换一个文件夹'),
        details: { path: path.join(folder, file) },
      },
    );
  }
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isFile()) attempt(folder, () => fs.readdirSync(folder));
}

function firstFields(
  name: string,
  { langs, title, ...request }: InitRequest & { readonly title: string },
): Record<string, unknown> {
  const byLang = (words: (lang: 'en' | 'zh') => string) => Object.fromEntries(langs.map((lang) => [lang, words(lang)]));
  return {
    name,
    version: '0.1.0',
    kind: 'soul',
    displayName: byLang(() => title),
    description: byLang((lang) => request.description ?? FIRST_DESCRIPTION[lang]),
    category: request.category ?? 'life',
    tags: [],
    languages: langs,
    license: request.license ?? 'MIT',
    ...(request.author === null ? {} : { author: request.author }),
    aliases: [],
  };
}
