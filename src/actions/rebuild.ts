/**
 * A damaged lock file, written anew from what is installed: skills from the `origin.json` in each of their folders, souls
 * and teams from the store. What nothing else knows (why a package was pinned) is gone; the damaged file stays beside it.
 */
import fs from 'node:fs';
import path from 'node:path';
import { contentHash } from '../core/integrity.ts';
import { isName } from '../core/name.ts';
import { integer, type Json, Malformed, object, string } from '../core/shape.ts';
import { readIfExists } from '../store/disk.ts';
import {
  EMPTY_SKILL_LOCK,
  EMPTY_SOUL_LOCK,
  readSkillLock,
  type SkillEntry,
  type SoulEntry,
  writeSkillLock,
  writeSoulLock,
} from '../store/locks.ts';
import { readInstalled } from '../store/packages.ts';
import type { WorkPaths } from '../store/paths.ts';
import { readSkillFiles } from '../store/skills.ts';
import type { Context } from './context.ts';

/** The file must be out of the way. Returns the names that are in the lock again. */
export function rebuildLock(ctx: Context, paths: WorkPaths, file: string): string[] {
  return file === paths.soulLock ? rebuildSoulLock(ctx, paths) : rebuildSkillLock(ctx, paths);
}

function rebuildSkillLock(ctx: Context, paths: WorkPaths): string[] {
  const folder = path.join(paths.root, ctx.settings.skillsFolder);
  const skills = Object.fromEntries(skillKeys(folder).flatMap((key) => entryOf(path.join(folder, key), key)));
  writeSkillLock(paths, { ...EMPTY_SKILL_LOCK, skills });
  return Object.keys(skills);
}

/** `slug` and `@owner/slug`. */
function skillKeys(folder: string): string[] {
  return names(folder).flatMap((name) =>
    name.startsWith('@') ? names(path.join(folder, name)).map((slug) => `${name}/${slug}`) : [name],
  );
}

function names(folder: string): string[] {
  const entries = fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : [];
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
}

function entryOf(folder: string, key: string): [string, SkillEntry][] {
  try {
    const { installedVersion, installedAt, registry, ...origin } = readOrigin(folder);
    const { version: _format, slug: _slug, fingerprint: _fingerprint, ...rest } = origin;
    const known = { version: string(installedVersion), installedAt: integer(installedAt), registry: string(registry) };
    return isName(key) ? [[key, { ...rest, ...known }]] : [];
  } catch (error) {
    // A folder that no client installed, or one whose origin is damaged too: nothing is proved.
    if (error instanceof Malformed || error instanceof SyntaxError) return [];
    throw error;
  }
}

function readOrigin(folder: string): Json {
  const bytes = readIfExists(path.join(folder, '.clawhub', 'origin.json'));
  return object(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())));
}

function rebuildSoulLock(ctx: Context, paths: WorkPaths): string[] {
  const stored = Object.values(readInstalled(ctx.paths).souls).map(
    ({ name, version, kind, source, integrity, content, signed }): [string, SoulEntry] => [
      name,
      { version, kind, source, integrity, content, signed },
    ],
  );
  const souls = Object.fromEntries([...stored, ...bundledSkills(ctx, paths)]);
  writeSoulLock(paths, { ...EMPTY_SOUL_LOCK, souls });
  return Object.keys(souls);
}

/** Of a skill from elsewhere only the address is known, not what is spoken there; its own client goes on with it. */
function bundledSkills(ctx: Context, paths: WorkPaths): [string, SoulEntry][] {
  return Object.entries(readSkillLock(paths).skills).flatMap(([key, { registry, version }]): [string, SoulEntry][] => {
    const files = readSkillFiles(path.join(paths.root, ctx.settings.skillsFolder, ...key.split('/')));
    if (registry !== 'soulhub:bundled' || version === null || files === null) return [];
    const source = { kind: 'bundled', url: '' };
    return [[key, { version, kind: 'skill', source, integrity: null, content: contentHash(files) }]];
  });
}
