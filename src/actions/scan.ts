/** Look at a text, a file, a folder or a package with the rules that install and hubs use. */
import fs from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import type { Kind } from '../core/kind.ts';
import { readPackage } from '../core/package.ts';
import {
  type Allowed,
  accept,
  type JudgedReport,
  parseAllowList,
  RULES,
  type Rule,
  type ScanReport,
  scanFiles,
  scanText,
} from '../core/scan/index.ts';
import { looksLikeSpec, parseSpec, type Spec } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { readFolder } from '../sources/folder.ts';
import { localPath } from '../sources/transport.ts';
import { attempt, readIfExists } from '../store/disk.ts';
import { readPackageFiles } from '../store/packages.ts';
import { workPaths } from '../store/paths.ts';
import type { Context } from './context.ts';
import { findInstalled } from './find.ts';
import { resolveWords } from './sources.ts';

/** A package, or with `./` or an ending something on this machine, as for `switch`. @throws SoulError E_NOT_FOUND … */
export async function scanTarget(ctx: Context, target: string): Promise<JudgedReport> {
  return accept(await reportOn(ctx, target), allowedIn(ctx));
}

/** What the project that the command runs in accepts. @throws SoulError E_CONFIG */
function allowedIn(ctx: Context): readonly Allowed[] {
  const file = workPaths(path.resolve(ctx.cwd, ctx.settings.workdir ?? '.')).scanAllow;
  const bytes = readIfExists(file);
  return bytes === null ? [] : parseAllowList(new TextDecoder().decode(bytes), file);
}

async function reportOn(ctx: Context, target: string): Promise<ScanReport> {
  const spec = looksLikeSpec(target) ? parseSpec(target) : null;
  const place = spec?.kind === 'folder' ? localPath(spec.path, ctx) : path.resolve(ctx.cwd, target);
  if (spec?.kind === 'folder' || (saysPath(target, spec) && fs.existsSync(place))) return scanPath(place);
  const { files, kind } = await packageCalled(ctx, target);
  return scanFiles(files, { kind });
}

/** `notes.txt` and `souls/tea` are on this machine; a bare name is a package even where a folder is called like it. */
function saysPath(target: string, spec: Spec | null): boolean {
  if (spec?.kind === 'archive') return /\.md$/i.test(target);
  return /[\\/]|\.[a-z]+$/i.test(target) && !target.startsWith('@');
}

/** As it lies in the store, or as its source gives it: nothing here refuses what is dangerous, that is what is asked. */
async function packageCalled(ctx: Context, words: string): Promise<{ files: PackageFiles; kind: Kind }> {
  const here = ctx.settings.registry === null ? findInstalled(ctx, words) : null;
  if (here) return { files: readPackageFiles(ctx.paths, here.item), kind: here.item.kind };
  const { source, resolution } = await resolveWords(ctx, words);
  const { files, facts } = await source.fetch(resolution);
  const { name, version } = resolution;
  return { files, kind: readPackage(files, { name, version, facts }).manifest.kind };
}

function isFile(place: string): boolean {
  return fs.statSync(place, { throwIfNoEntry: false })?.isFile() ?? false;
}

export async function scanPath(place: string): Promise<ScanReport> {
  if (!isFile(place)) return scanFiles(await readFolder(place));
  return scanFiles(new Map([[path.basename(place), attempt(place, () => fs.readFileSync(place))]]));
}

export function scanString(content: string): ScanReport {
  return scanText(content);
}

/** @throws SoulError E_NOT_FOUND with rules of the same family */
export function explain(id: string): Rule {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (rule) return rule;
  const family = id.split('/')[0] ?? '';
  const near = RULES.filter((candidate) => candidate.id.startsWith(family)).map((candidate) => candidate.id);
  throw new SoulError('E_NOT_FOUND', text(`there is no rule "${id}"`, `没有规则“${id}”`), {
    hint: text(
      `for example: ${(near.length > 0 ? near : RULES.map((candidate) => candidate.id)).slice(0, 5).join(', ')}`,
      `例如：${(near.length > 0 ? near : RULES.map((candidate) => candidate.id)).slice(0, 5).join('、')}`,
    ),
    details: { rule: id },
  });
}
