/** Edited files of a package are never deleted: they are copied to a `kept` folder first, and the place is told. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { sha256Hex } from '../core/sha256.ts';
import { text } from '../core/text.ts';
import { attempt, lstatIfExists, makeFolder, readIfExists } from '../store/disk.ts';
import { type Installed, listFiles, packageFolder } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import type { Context } from './context.ts';

/** Copies a folder of the working directory aside; returns where. */
export function keepAside(ctx: Context, paths: WorkPaths, folder: string, name: string): string {
  return copyAside(ctx, path.join(paths.folder, 'souls'), folder, name);
}

/** The name never depends on the clock alone. */
function copyAside(ctx: Context, parent: string, folder: string, name: string): string {
  const stamp = ctx.now().toISOString().replace(/[:.]/g, '-');
  const kept = path.join(parent, 'kept', `${name}-${stamp}-${randomBytes(3).toString('hex')}`);
  makeFolder(path.dirname(kept));
  attempt(kept, () => fs.cpSync(folder, kept, { recursive: true, errorOnExist: true, verbatimSymlinks: true }));
  return kept;
}

/**
 * Before a package of the store is replaced or removed: files that somebody changed there are refused, or kept aside with
 * `force`. Returns where; null when there are none. @throws SoulError E_LOCAL_CHANGES
 */
export function keepStoreEdits(ctx: Context, item: Installed | undefined, force: boolean): string | null {
  if (item === undefined || !isEdited(ctx, item)) return null;
  const folder = filesFolder(ctx, item);
  if (force) return copyAside(ctx, ctx.paths.root, folder, item.name.replace('/', '~'));
  throw new SoulError(
    'E_LOCAL_CHANGES',
    text(`${item.name} was edited in ${folder}`, `${folder} 中的 ${item.name} 有本地修改`),
    {
      hint: text('--force keeps your files aside and goes on', '加上 --force 会先保留你的文件再继续'),
      details: { path: folder, name: item.name },
    },
  );
}

function filesFolder({ paths }: Context, item: Installed): string {
  return path.join(packageFolder(paths, item.content), 'files');
}

/** A file that is only missing is no edit: nothing of it can be lost. */
export function isEdited(ctx: Context, item: Installed): boolean {
  const folder = filesFolder(ctx, item);
  if (lstatIfExists(folder) === null) return false;
  return listFiles(folder).some((name) => {
    const bytes = readIfExists(path.join(folder, ...name.split('/')));
    return bytes !== null && sha256Hex(bytes) !== item.files[name];
  });
}
