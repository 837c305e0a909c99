/** What a project says about its agents (`.clawhub/souls.json`): put in place, exactly as it is pinned, or noted there. */

import type { Note, Site } from '../agents/agent.ts';
import { AGENTS, agentById } from '../agents/index.ts';
import { repositoryRoot } from '../agents/project.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import type { SoulRef } from '../core/timeline.ts';
import { readSoulLock, type SoulLock } from '../store/locks.ts';
import { type Installed, readInstalled, readPackageFiles } from '../store/packages.ts';
import { workPaths } from '../store/paths.ts';
import { forgetUse, noteUse, projectFilePath, projectFolder, readProjectFile, type Use } from '../store/project.ts';
import type { Context } from './context.ts';
import type { SlotReport } from './slots.ts';

/** One agent of a project, its slot, and the very package that is pinned for it. */
export interface ProjectUse {
  readonly site: Site;
  readonly item: Installed;
  readonly lang: string | null;
}

export interface ProjectUses {
  readonly root: string;
  readonly uses: readonly ProjectUse[];
}

/**
 * What the nearest `.clawhub/souls.json` asks for. Every soul must be installed, be the one that the lock file pins, and
 * have the files that it was installed with. @param only agents; all when empty
 * @throws SoulError E_PROJECT, E_FROZEN, E_STORE_CHANGED, E_AGENT_UNKNOWN
 */
export function projectUses(ctx: Context, only: readonly string[]): ProjectUses {
  const { root, project } = projectHere(ctx);
  if (root === null || project === null) throw noProject(ctx.cwd);
  const lock = readSoulLock(workPaths(root)).souls;
  const { souls } = readInstalled(ctx.paths);
  const wanted = Object.entries(project.agents).filter(([agent]) => only.length === 0 || only.includes(agent));
  const missing = only.find((agent) => project.agents[agent] === undefined);
  if (missing !== undefined) throw notNamed(root, missing);
  const uses = wanted.map(([agent, use]) => ({
    site: siteIn(ctx, agent, root),
    item: pinned(ctx, use, lock, souls[use.soul]),
    lang: use.lang ?? null,
  }));
  refuseTwoInOne(root, uses);
  return { root, uses };
}

/** The folder with the nearest `.clawhub/souls.json`; null when no project is around. */
export function projectRootOf({ cwd, host }: Context): string | null {
  return projectFolder(cwd, repositoryRoot(host));
}

function projectHere(ctx: Context) {
  const root = projectRootOf(ctx);
  return { root, project: root === null ? null : readProjectFile(root) };
}

/** Whether the `.clawhub/souls.json` of a folder gives this soul to an agent. @throws SoulError E_PROJECT */
export function isUsedIn(root: string, name: string): boolean {
  return Object.values(readProjectFile(root)?.agents ?? {}).some(({ soul }) => soul === name);
}

/** Names of the souls that the nearest `.clawhub/souls.json` gives to agents; of one that cannot be read none. */
export function soulsOfProject(ctx: Context): string[] {
  try {
    return Object.values(projectHere(ctx).project?.agents ?? {}).map(({ soul }) => soul);
  } catch (error) {
    if (!isSoulError(error, 'E_PROJECT')) throw error;
    return [];
  }
}

function siteIn({ host }: Context, agent: string, root: string): Site {
  const site = agentById(agent).project(host, root);
  if (site) return site;
  throw new SoulError(
    'E_PROJECT',
    text(
      `${projectFilePath(root)} names ${agent}, which keeps no persona in a project`,
      `${projectFilePath(root)} 中的 ${agent} 不在项目中保存角色`,
    ),
    { details: { path: projectFilePath(root), agent } },
  );
}

function pinned(ctx: Context, { soul }: Use, lock: SoulLock['souls'], item: Installed | undefined): Installed {
  const entry = lock[soul];
  if (entry === undefined)
    throw notFrozen(soul, text('the lock file of this project does not have it', '本项目的锁文件中没有它'));
  if (item === undefined) throw notFrozen(soul, text('it is not installed', '尚未安装'));
  if (item.content !== entry.content)
    throw notFrozen(
      soul,
      text(
        `${item.version} is installed, and not what the lock file pins (${entry.version})`,
        `已安装的 ${item.version} 与锁文件指定的 ${entry.version} 不一致`,
      ),
    );
  readPackageFiles(ctx.paths, item);
  return item;
}

function notFrozen(soul: string, why: { en: string; zh: string }): SoulError {
  return new SoulError('E_FROZEN', text(`${soul}: ${why.en}`, `${soul}：${why.zh}`), {
    hint: text(
      'nothing was changed; first: clawhub install --frozen',
      '没有改动任何内容；请先运行：clawhub install --frozen',
    ),
    details: { name: soul },
  });
}

function noProject(cwd: string): SoulError {
  return new SoulError(
    'E_PROJECT',
    text(`no .clawhub/souls.json around ${cwd}`, `${cwd} 及其上级没有 .clawhub/souls.json`),
    {
      hint: text(
        'choose a soul first: clawhub switch <soul> --project --agent claude',
        '请先选择角色：clawhub switch <角色> --project --agent claude',
      ),
      details: { path: cwd },
    },
  );
}

function notNamed(root: string, agent: string): SoulError {
  return new SoulError(
    'E_PROJECT',
    text(`${projectFilePath(root)} names no soul for ${agent}`, `${projectFilePath(root)} 没有为 ${agent} 指定角色`),
    { details: { path: projectFilePath(root), agent } },
  );
}

/**
 * After a change in a project: it says the same from now on, for every agent that reads the same file. @param item what
 * is pinned for it; without one the project names none
 */
export function noteProject(
  ctx: Context,
  { soul, scope, dryRun, root, agent }: SlotReport,
  item: Installed | null,
): void {
  if (scope !== 'project' || dryRun) return;
  const own = isKnown(agent) ? [agent] : [];
  for (const name of [...own, ...twinsIn(ctx, root, agent)]) {
    if (soul !== null && item !== null) noteUse(root, name, { soul: soul.name, lang: soul.lang }, item);
    else forgetUse(root, name);
  }
}

/** The same where the history brought back what is in the slot: a soul that is not installed as it was cannot be pinned. */
export function follow(ctx: Context, slot: SlotReport): SlotReport {
  const { soul, scope } = slot;
  const here = soul === null ? undefined : readInstalled(ctx.paths).souls[soul.name];
  const item = here !== undefined && here.content === soul?.content ? here : null;
  noteProject(ctx, slot, item);
  return soul === null || item !== null || scope !== 'project'
    ? slot
    : { ...slot, notes: [...slot.notes, unnamed(slot, soul)] };
}

function unnamed({ agent, root }: SlotReport, { name, version }: SoulRef): Note {
  const file = projectFilePath(root);
  return {
    code: 'unnamed',
    level: 'warning',
    says: text(
      `${file} cannot name ${name} ${version}, which is in place again: it is not installed`,
      `${file} 无法指定已恢复的 ${name} ${version}：它未安装`,
    ),
    hint: text(
      `clawhub switch ${name} --project --agent ${agent}, for the version that is to be had`,
      `要使用现有版本：clawhub switch ${name} --project --agent ${agent}`,
    ),
  };
}

/** Agents that the project names and that keep their persona in the same file as this one, or in this very file. */
function twinsIn({ host }: Context, root: string, agent: string): string[] {
  const keyOf = (id: string) => agentById(id).project(host, root)?.slot.agent;
  const key = isKnown(agent) ? keyOf(agent) : agent.slice('file:'.length);
  const others = Object.keys(readProjectFile(root)?.agents ?? {}).filter((id) => id !== agent && isKnown(id));
  return others.filter((id) => keyOf(id) === key);
}

/** A newer program may know agents that we do not. */
function isKnown(id: string): boolean {
  return AGENTS.some((agent) => agent.id === id);
}

/** Two agents read one file: it can hold one soul only. */
function refuseTwoInOne(root: string, uses: readonly ProjectUse[]): void {
  for (const [index, { site, item }] of uses.entries()) {
    const other = uses.slice(0, index).find((earlier) => earlier.site.slot.agent === site.slot.agent);
    if (!other || other.item.name === item.name) continue;
    const names = [other.site.title, site.title];
    throw new SoulError(
      'E_PROJECT',
      text(
        `${names.join(' and ')} both read ${site.slot.agent}, but ${projectFilePath(root)} names ${other.item.name} and ${item.name}`,
        `${names.join(' 与 ')} 都读取 ${site.slot.agent}，但 ${projectFilePath(root)} 分别指定了 ${other.item.name} 和 ${item.name}`,
      ),
      {
        hint: text('name one soul for both', '请为两者指定同一个角色'),
        details: { path: projectFilePath(root), file: site.slot.agent },
      },
    );
  }
}
