/**
 * `.clawhub/souls.json`, written to be committed: which soul each agent uses in this project.
 *
 *     { "version": 1, "agents": { "claude": { "soul": "go-backend-expert", "lang": "en" } } }
 *
 * Version, source and content of each soul are pinned beside it, in `souls-lock.json`. The file comes from others, so it
 * goes through zod; keys that we do not know stay.
 */
import fs from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { SoulError } from '../core/errors.ts';
import { issueWords } from '../core/issue-words.ts';
import { type Text, text } from '../core/text.ts';
import { makeFolder, makeIgnoredFolder, readIfExists, removeFile, replaceFile } from './disk.ts';
import { whyNoJson } from './json.ts';
import { withLock } from './lock.ts';
import { readSoulLock, writeSoulLock } from './locks.ts';
import type { Installed } from './packages.ts';
import { type WorkPaths, workPaths } from './paths.ts';

const Use = z.looseObject({ soul: z.string().min(1), lang: z.string().min(1).optional() });
const ProjectFile = z.looseObject({ version: z.literal(1), agents: z.record(z.string(), Use) });
export type Use = z.infer<typeof Use>;
export type ProjectFile = z.infer<typeof ProjectFile>;

export function projectFilePath(root: string): string {
  return path.join(root, '.clawhub', 'souls.json');
}

/** null when the project has none. @throws SoulError E_PROJECT */
export function readProjectFile(root: string): ProjectFile | null {
  const file = projectFilePath(root);
  const bytes = readIfExists(file);
  if (bytes === null) return null;
  const noJson = whyNoJson(bytes);
  if (noJson !== null) throw damaged(file, noJson);
  const result = ProjectFile.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (result.success) return result.data;
  throw damaged(file, issueWords(result.error.issues[0], text('it', '它')));
}

function damaged(file: string, why: Text): SoulError {
  return new SoulError('E_PROJECT', text(`${file} cannot be used: ${why.en}`, `无法使用 ${file}：${why.zh}`), {
    hint: text('nothing was changed; repair the file', '没有改动任何内容；请修复该文件'),
    details: { path: file },
  });
}

/** The agent uses this soul from now on: noted, and pinned in the lock file. */
export function noteUse(root: string, agent: string, use: Use, item: Installed): void {
  changing(root, (project) => {
    const { version, kind, source, integrity, content } = item;
    const lock = readSoulLock(workPaths(root));
    const pinned = {
      ...(lock.souls[item.name] ?? { project: true as const }),
      version,
      kind,
      source,
      integrity,
      content,
    };
    writeSoulLock(workPaths(root), { ...lock, souls: { ...lock.souls, [item.name]: pinned } });
    return { ...project, agents: { ...project.agents, [agent]: { ...project.agents[agent], ...use } } };
  });
}

/** The agent uses none any more. The file goes with its last agent, as what is pinned for it does. */
export function forgetUse(root: string, agent: string): void {
  if (readIfExists(projectFilePath(root)) === null) return;
  changing(root, (project) => {
    const { [agent]: _gone, ...agents } = project.agents;
    return { ...project, agents };
  });
}

function changing(root: string, change: (project: ProjectFile) => ProjectFile): void {
  const paths = workPaths(root);
  makeIgnoredFolder(paths.machine);
  withLock(paths.locks, () => {
    const after = change(readProjectFile(root) ?? { version: 1, agents: {} });
    const agents = Object.fromEntries(Object.entries(after.agents).sort(([a], [b]) => (a < b ? -1 : 1)));
    makeFolder(paths.folder);
    if (Object.keys(agents).length === 0) removeFile(projectFilePath(root));
    else writeJson(projectFilePath(root), { ...after, agents });
    dropPins(paths, new Set(Object.values(agents).map(({ soul }) => soul)));
  });
}

/** What was pinned for an agent that uses it no more. */
function dropPins(paths: WorkPaths, used: ReadonlySet<string>): void {
  const lock = readSoulLock(paths);
  const kept = Object.entries(lock.souls).filter(([name, { project }]) => !project || used.has(name));
  if (kept.length < Object.keys(lock.souls).length) writeSoulLock(paths, { ...lock, souls: Object.fromEntries(kept) });
}

function writeJson(file: string, value: unknown): void {
  replaceFile(file, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`), { locked: true });
}

/** The nearest folder upwards that has such a file; null when none has. */
export function projectFolder(from: string, top: string): string | null {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (fs.existsSync(projectFilePath(folder))) return folder;
    if (folder === top || path.dirname(folder) === folder) return null;
  }
}
