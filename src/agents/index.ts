/** The agents we know, and which of their slots a command means. */
import path from 'node:path';
import { isSoulError, SoulError } from '../core/errors.ts';
import type { Slot } from '../core/slot.ts';
import { text } from '../core/text.ts';
import type { Agent, Host, Scope, Site } from './agent.ts';
import { claude } from './claude.ts';
import { cline } from './cline.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { fileSite, folder } from './folder.ts';
import { gemini } from './gemini.ts';
import { hermes } from './hermes.ts';
import { openclaw } from './openclaw.ts';
import { TEAM, teamSite } from './openclaw-team.ts';
import { opencode } from './opencode.ts';
import { siteInProject } from './project.ts';
import { qwen } from './qwen.ts';
import { amp, crush, cursor, goose, roo, windsurf, zed } from './recorded.ts';
import { oneForEach } from './shared.ts';

/** In order of preference; the plain folder comes last and is always there. */
export const AGENTS: readonly Agent[] = [
  openclaw,
  claude,
  codex,
  gemini,
  opencode,
  qwen,
  copilot,
  cline,
  crush,
  roo,
  cursor,
  windsurf,
  zed,
  amp,
  hermes,
  goose,
  folder,
];

export function agentById(id: string): Agent {
  const base = id.split(/[:@]/)[0] ?? id;
  const agent = AGENTS.find((candidate) => candidate.id === base);
  if (agent) return agent;
  const known = AGENTS.map((candidate) => candidate.id).join(', ');
  throw new SoulError('E_AGENT_UNKNOWN', text(`no agent is called "${id}"`, `没有叫“${id}”的智能体`), {
    hint: text(`known: ${known}`, `已知：${known}`),
    details: { agent: id, known: AGENTS.map((candidate) => candidate.id) },
  });
}

export interface Choice {
  /** `--agent`, may be given several times. */
  readonly agents: readonly string[];
  /** `--workspace`. */
  readonly workspace: string | null;
  /** `--slot`: any one file. */
  readonly file: string | null;
  /** `--global`, `--project`; null when neither was said. */
  readonly scope: Scope | null;
  /** The configured default agent. */
  readonly preferred: string | null;
}

/** Real agents on this machine, without the plain folder. @throws SoulError E_AGENT_CONFIG */
export function findSites(host: Host): Site[] {
  return AGENTS.filter((agent) => agent !== folder).flatMap((agent) => [...agent.find(host)]);
}

export interface Unreadable {
  readonly agent: Agent;
  /** E_AGENT_CONFIG */
  readonly error: SoulError;
}

/** The same, where one agent's broken configuration does not hide the others. */
export function lookForSites(host: Host): { readonly sites: Site[]; readonly unreadable: Unreadable[] } {
  const sites: Site[] = [];
  const unreadable: Unreadable[] = [];
  for (const agent of AGENTS.filter((one) => one !== folder)) {
    try {
      sites.push(...agent.find(host));
    } catch (error) {
      if (!isSoulError(error, 'E_AGENT_CONFIG')) throw error;
      unreadable.push({ agent, error });
    }
  }
  return { sites, unreadable };
}

/** The slots that the agents have in the project around the working directory, whether the agents are here or not. */
export function projectSites(host: Host): Site[] {
  return AGENTS.flatMap((agent) => siteInProject(host, agent) ?? []);
}

/**
 * The slots that a command means: those named; else the configured default; else the only agent found; else OpenClaw's;
 * where there is none, the working directory. An agent that keeps no file of the user's own means its project slot.
 * @throws SoulError E_AGENT_UNKNOWN, E_NO_AGENT, E_AMBIGUOUS
 */
export function chooseSites(host: Host, choice: Choice): Site[] {
  if (choice.file !== null) return [atFile(host, choice.file)];
  if (choice.workspace !== null) return [atWorkspace(host, choice.workspace, choice.agents[0])];
  if (choice.agents.length > 0) return choice.agents.flatMap((id) => named(host, id, choice.scope));
  if (choice.preferred !== null) return preferred(host, choice.preferred, choice.scope);
  const found = findSites(host).filter(({ used }) => used);
  if (found.length === 0 && choice.scope !== 'project') return [...folder.find(host)];
  const main = found.find((site) => site.agent === 'openclaw') ?? (found.length === 1 ? found[0] : undefined);
  if (choice.scope === 'project') return inProject(host, found);
  if (main) return [main];
  throw severalFound(found);
}

/** OpenClaw has no project slot: there the only other agent is meant. */
function inProject(host: Host, found: readonly Site[]): Site[] {
  const ids = [...new Set(found.map(({ agent }) => agent.split(/[:@]/)[0] as string))];
  const sites = ids.flatMap((id) => siteInProject(host, agentById(id)) ?? []);
  if (sites.length === 1) return sites;
  if (sites.length > 1) throw severalFound(sites);
  throw new SoulError(
    'E_NO_AGENT',
    text('no agent that keeps a persona in a project was found', '没有找到可在项目中保存角色的智能体'),
    { hint: text('say which: --project --agent claude', '请指定：--project --agent claude') },
  );
}

function absolute(host: Host, file: string): string {
  return path.resolve(
    host.cwd,
    file.replace(/^~(?=$|[\\/])/, () => host.home),
  );
}

/** A file that is a known agent's slot keeps its history there. */
function atFile(host: Host, file: string): Site {
  const wanted = absolute(host, file);
  if (file === '' || host.isFolder(wanted)) throw namesFolder(file, wanted);
  const sites = [...lookForSites(host).sites, ...projectSites(host)];
  const known = sites.filter(({ slot, main }) =>
    main.some((part) => path.join(slot.root, slot.parts[part]?.path ?? '') === wanted),
  );
  return oneForEach(host, known)[0] ?? fileSite(wanted);
}

function namesFolder(file: string, folder: string): SoulError {
  if (file === '')
    return new SoulError('E_USAGE', text('--slot names no file: it is empty', '--slot 没有指定文件：内容为空'), {
      hint: text('for example: --slot ./prompt.md', '例如：--slot ./prompt.md'),
    });
  return new SoulError('E_NOT_A_FILE', text(`--slot ${file}: this is a folder`, `--slot ${file}：这是文件夹`), {
    hint: text(
      `name a file in it; for an agent's own folder: --workspace ${file}`,
      `请指定其中的文件；智能体自己的文件夹请用：--workspace ${file}`,
    ),
    details: { path: folder, reason: 'folder' },
  });
}

function atWorkspace(host: Host, workspace: string, id: string | undefined): Site {
  const root = absolute(host, workspace);
  const known = lookForSites(host).sites.find((site) => site.slot.root === root);
  if (known && id === undefined) return known;
  return agentById(id ?? 'openclaw').at(host, root);
}

function named(host: Host, id: string, scope: Scope | null): Site[] {
  if (id === TEAM) return [teamSite(host)];
  if (id.startsWith('file:')) return [ofFile(host, id.slice('file:'.length), scope)];
  const agent = agentById(id);
  if (scope === 'project') return [projectSite(host, agent)];
  const sites = agent.find(host);
  const exact = sites.filter((site) => site.agent === id);
  if (exact.length > 0) return exact;
  if (!/[:@]/.test(id) && sites.length > 0) throw severalFound(sites);
  const project = scope === null && sites.length === 0 ? projectOnly(host, agent) : null;
  if (project) return [project];
  throw new SoulError(
    'E_NO_AGENT',
    text(`${agent.title} (${id}) was not found on this machine`, `本机没有找到 ${agent.title}（${id}）`),
    {
      hint: text(
        'start it once, or name its folder with --workspace; `clawhub agents` lists what was found',
        '请先启动它一次，或用 --workspace 指定文件夹；`clawhub agents` 可查看已找到的智能体',
      ),
      details: { agent: id, found: sites.map((site) => site.agent) },
    },
  );
}

/** Nobody remembers a setting of long ago: an error says that it is why. */
function preferred(host: Host, id: string, scope: Scope | null): Site[] {
  try {
    return named(host, id, scope);
  } catch (error) {
    if (!isSoulError(error, 'E_NO_AGENT', 'E_AGENT_UNKNOWN')) throw error;
    const { en, zh } = error.says;
    throw new SoulError(error.code, text(`${en}; it is the agent of your settings`, `${zh}；它是设置中指定的智能体`), {
      hint: text(
        'name another with --agent, or take the setting away: clawhub config agent --unset',
        '请用 --agent 指定其他智能体，或取消该设置：clawhub config agent --unset',
      ),
      details: { ...error.details, setting: 'agent' },
      cause: error,
    });
  }
}

function ofFile(host: Host, file: string, scope: Scope | null): Site {
  const shared = scope === 'project' ? projectSites(host).filter(({ slot }) => slot.agent === file) : [];
  return oneForEach(host, shared)[0] ?? fileSite(absolute(host, file));
}

/** @throws SoulError E_NO_AGENT */
function projectSite(host: Host, agent: Agent): Site {
  const site = siteInProject(host, agent);
  if (site) return site;
  if (agent.project(host, host.cwd)) throw noProjectHere(host, agent);
  throw new SoulError(
    'E_NO_AGENT',
    text(`${agent.title} keeps no persona in a project`, `${agent.title} 不在项目中保存角色`),
    { hint: text('leave out --project', '请去掉 --project'), details: { agent: agent.id } },
  );
}

function noProjectHere({ cwd }: Host, agent: Agent): SoulError {
  return new SoulError(
    'E_NO_AGENT',
    text(
      `in ${cwd} a project's file would be ${agent.title}'s own settings of the user`,
      `在 ${cwd} 中，项目文件就是 ${agent.title} 的用户设置`,
    ),
    { hint: text('leave out --project', '请去掉 --project'), details: { agent: agent.id } },
  );
}

/** Its user's rules are in no file: only a project can have them. */
function projectOnly(host: Host, agent: Agent): Site | null {
  return agent.userless ? siteInProject(host, agent) : null;
}

/** The slot with this key in a state folder; null when we know none. For the journal of another agent's change. */
export function slotOf(host: Host, key: string, root: string): Slot | null {
  if (key === TEAM) return teamSite(host).slot;
  const agent = AGENTS.find(({ id }) => id === key || `project:${id}` === key);
  const sites = agent ? [agent.project(host, root), agent.at(host, root)] : [];
  const site = sites.find((candidate) => candidate?.slot.agent === key);
  if (site) return site.slot;
  return key === path.basename(key) && key !== '..' ? fileSite(path.join(root, key)).slot : null;
}

/** `details.agents`: titles by id, so that a person can be asked. */
export function severalFound(sites: readonly Site[]): SoulError {
  const agents = Object.fromEntries(sites.map((site) => [site.agent, site.title]));
  const names = Object.keys(agents);
  return new SoulError(
    'E_AMBIGUOUS',
    text(`several agents are here: ${names.join(', ')}`, `找到多个智能体：${names.join('、')}`),
    {
      hint: text(`say which: --agent ${names[0]}`, `请指定：--agent ${names[0]}`),
      details: { candidates: names, agents },
    },
  );
}
