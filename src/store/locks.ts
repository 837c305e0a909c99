/**
 * The lock files of a working directory. `.clawhub/lock.json` is the official format, shared with the official clients:
 * unknown keys are kept, entries we do not understand are left alone, a malformed file is never replaced.
 * `.clawhub/souls-lock.json` is ours and pins every package we installed there by source, integrity and content.
 */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { SoulError } from '../core/errors.ts';
import { issueWords } from '../core/issue-words.ts';
import { type Text, text } from '../core/text.ts';
import { makeFolder, readIfExists, removeFile, replaceFile } from './disk.ts';
import { whyNoJson } from './json.ts';
import type { WorkPaths } from './paths.ts';

const SkillEntry = z.looseObject({
  version: z.string().nullable(),
  installedAt: z.number(),
  ownerHandle: z.string().optional(),
  pinned: z.boolean().optional(),
  pinReason: z.string().optional(),
  registry: z.string().optional(),
  fileTreeSha256: z.string().optional(),
});
export type SkillEntry = z.infer<typeof SkillEntry>;

/**
 * Reason of a pin that nobody set: the skill is from a source that the official clients cannot ask (bundled, a folder, an
 * npm registry). Their `update --all` would stop there; what is pinned they pass over. We update it all the same.
 */
export const OURS_TO_UPDATE = 'kept up to date by soulhub';

/** Why somebody keeps a skill at its version; null when nobody does. */
export function pinOf({ pinned, pinReason }: SkillEntry): string | null {
  return pinned && pinReason !== OURS_TO_UPDATE ? (pinReason ?? '') : null;
}

const SkillLock = z.looseObject({ version: z.literal(1), skills: z.record(z.string(), SkillEntry) });
export type SkillLock = z.infer<typeof SkillLock>;

const SoulEntry = z.looseObject({
  version: z.string(),
  kind: z.enum(['soul', 'skill', 'team']),
  source: z.object({ kind: z.string(), url: z.string() }),
  integrity: z.string().nullable(),
  content: z.string(),
  /** Pinned because an agent of the project uses it: it goes with the last that does. */
  project: z.literal(true).optional(),
  /** Who vouched for it. */
  signed: z
    .object({
      hub: z.string().nullable(),
      author: z.string().nullable(),
      log: z.object({ origin: z.string(), position: z.number() }).nullable(),
    })
    .nullish(),
});
export type SoulEntry = z.infer<typeof SoulEntry>;

const SoulLock = z.looseObject({
  version: z.literal(1),
  souls: z.record(z.string(), SoulEntry),
  /** Skills that were pinned here, by their key in the official lock file: OpenClaw drops pins. */
  pins: z.record(z.string(), z.looseObject({ reason: z.string(), installedAt: z.number() })).optional(),
});
export type SoulLock = z.infer<typeof SoulLock>;

export const EMPTY_SKILL_LOCK: SkillLock = { version: 1, skills: {} };
export const EMPTY_SOUL_LOCK: SoulLock = { version: 1, souls: {} };

/** From `.clawhub`, else from the older `.clawdhub`. @throws SoulError E_LOCKFILE, E_LOCKFILE_NEWER */
export function readSkillLock(paths: WorkPaths): SkillLock {
  return readLock(paths.skillLock, SkillLock) ?? readLock(paths.legacySkillLock, SkillLock) ?? EMPTY_SKILL_LOCK;
}

/** @throws SoulError E_LOCKFILE, E_LOCKFILE_NEWER */
export function readSoulLock(paths: WorkPaths): SoulLock {
  return readLock(paths.soulLock, SoulLock) ?? EMPTY_SOUL_LOCK;
}

function readLock<T>(file: string, schema: z.ZodType<T>): T | null {
  const bytes = readIfExists(file);
  if (bytes === null) return null;
  const json = parseJson(bytes, file);
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  if (typeof version === 'number' && version > 1) throw newer(file, version);
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw damaged(file, issueWords(result.error.issues[0], text('it', '它')));
}

function parseJson(bytes: Uint8Array, file: string): unknown {
  const noJson = whyNoJson(bytes);
  if (noJson !== null) throw damaged(file, noJson);
  return JSON.parse(new TextDecoder().decode(bytes));
}

function damaged(file: string, reason: Text): SoulError {
  return new SoulError('E_LOCKFILE', text(`${file} is damaged: ${reason.en}`, `${file} 已损坏：${reason.zh}`), {
    hint: text(
      'nothing was changed. Repair it, or let `clawhub doctor --fix` set it aside and rebuild it from what is installed',
      '没有改动任何内容。请修复它，或运行 `clawhub doctor --fix` 将其移开并按已安装内容重建',
    ),
    details: { path: file, reason: reason.en },
  });
}

function newer(file: string, version: number): SoulError {
  return new SoulError(
    'E_LOCKFILE_NEWER',
    text(`${file} has format ${version}; this program knows 1`, `${file} 的格式为 ${version}，本程序只认识 1`),
    {
      hint: text('update: npm install -g soulhub@latest', '请升级：npm install -g soulhub@latest'),
      details: { path: file, version },
    },
  );
}

export function writeSkillLock(paths: WorkPaths, lock: SkillLock): void {
  writeJson(paths, paths.skillLock, lock);
}

/** One that pins nothing is none. */
export function writeSoulLock(paths: WorkPaths, lock: SoulLock): void {
  const souls = Object.fromEntries(Object.entries(lock.souls).sort(([a], [b]) => (a < b ? -1 : 1)));
  const isEmpty = isDeepStrictEqual({ ...lock, souls }, EMPTY_SOUL_LOCK);
  if (isEmpty) removeFile(paths.soulLock);
  else writeJson(paths, paths.soulLock, { ...lock, souls });
}

/** The caller holds the lock of the working directory. */
function writeJson(paths: WorkPaths, file: string, value: unknown): void {
  makeFolder(paths.folder);
  replaceFile(file, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`), { locked: true });
}
