/** From the facts of an agent to its adapter: most agents are a settings folder and a place in it. */
import path from 'node:path';
import { text } from '../core/text.ts';
import type { Agent, Evidence, Filling, Host, Note, Scope, Site } from './agent.ts';
import type { Place } from './place.ts';
import { repositoryRoot } from './project.ts';

/** What does not depend on the place. */
export interface Behaviour
  extends Pick<Site, 'effect' | 'arrives' | 'mechanism' | 'reset' | 'live' | 'takesEffect'>,
    Partial<Pick<Site, 'limit' | 'limitOf' | 'beyond' | 'resetCommand'>> {
  place(host: Host, root: string): Place;
  notes?(host: Host, root: string, filling: Filling): readonly Note[];
}

export interface AgentFacts extends Pick<Agent, 'id' | 'title' | 'evidence' | 'skillCommand' | 'projectRoot'> {
  readonly evidence: Evidence;
  readonly programs: readonly string[];
  /** Its settings folder, where the user's own slot is. */
  home(host: Host): string;
  /** Files and folders besides that one which show that it is here. */
  signs?(host: Host): readonly string[];
  readonly user: Behaviour | null;
  readonly project: Behaviour | null;
}

export const CUT_NOWHERE = text('is cut', '会被截断');

export function defineAgent(facts: AgentFacts): Agent {
  const { id, title, evidence, skillCommand, projectRoot, user, project } = facts;
  return {
    id,
    title,
    evidence,
    skillCommand,
    projectRoot,
    ...(user === null ? { userless: true as const } : { userRoot: facts.home }),
    find: (host) => {
      const sign = signOf(facts, host);
      const program = facts.programs.map((name) => host.program(name)).find((found) => found !== null);
      const foundBy = sign ?? program;
      if (user === null || !foundBy) return [];
      return [siteOf(facts, user, host, { root: facts.home(host), foundBy, used: sign !== null, scope: 'user' })];
    },
    project: (host, root) =>
      project === null ? null : siteOf(facts, project, host, { root, foundBy: root, used: true, scope: 'project' }),
    at: (host, root) => {
      const behaviour = (user ?? project) as Behaviour;
      return siteOf(facts, behaviour, host, {
        root,
        foundBy: '--workspace',
        used: true,
        scope: user ? 'user' : 'project',
      });
    },
  };
}

/** What shows that the agent was started here; null when nothing does. */
function signOf(facts: AgentFacts, host: Host): string | null {
  return [facts.home(host), ...(facts.signs?.(host) ?? [])].find((candidate) => host.exists(candidate)) ?? null;
}

interface Where {
  readonly root: string;
  readonly foundBy: string;
  readonly used: boolean;
  readonly scope: Scope;
}

function siteOf(facts: AgentFacts, behaviour: Behaviour, host: Host, { root, foundBy, used, scope }: Where): Site {
  const { place, notes, ...rest } = behaviour;
  const { parts, main, plan, file } = place(host, root);
  const named = foundBy === '--workspace';
  return {
    resetCommand: null,
    limit: null,
    limitOf: 'text',
    beyond: CUT_NOWHERE,
    sharedWith: scope === 'project' && file ? readersOf(file, facts.title) : [],
    firstRun: [],
    ...rest,
    agent: facts.id,
    title: facts.title,
    programs: facts.programs,
    scope,
    slot: {
      agent: file ?? (scope === 'project' ? `project:${facts.id}` : facts.id),
      root,
      parts,
      ...(scope === 'project' ? { enclosed: true as const } : named ? {} : { makeRoot: true as const }),
    },
    main,
    foundBy,
    used,
    plan,
    notes: (filling) => [...(notes?.(host, root, filling) ?? []), ...onlyHere(facts, host, { root, scope }, filling)],
  };
}

/** In a repository people start an agent anywhere; some look in that very folder only. */
function onlyHere(
  { title, projectRoot }: AgentFacts,
  host: Host,
  { root, scope }: Pick<Where, 'root' | 'scope'>,
  { soul }: Filling,
): Note[] {
  const inside =
    scope === 'project' && projectRoot === 'folder' && host.exists(path.join(repositoryRoot(host), '.git'));
  if (!inside || soul === null) return [];
  const says = text(
    `${title} reads this only when it is started in ${root}`,
    `只有在 ${root} 启动时，${title} 才会读取它`,
  );
  return [{ code: 'folder', level: 'info', says, hint: null }];
}

/** Who reads which file of a project besides the agent that it was made for. */
const READERS: Readonly<Record<string, readonly string[]>> = {
  'AGENTS.md': [
    'Codex',
    'OpenCode',
    'GitHub Copilot CLI',
    'Cline',
    'Qwen Code',
    'Crush',
    'Goose',
    'Cursor',
    'Windsurf',
    'Zed',
    'Amp',
  ],
  'CLAUDE.md': ['Claude Code', 'OpenCode', 'GitHub Copilot CLI', 'Crush', 'Zed'],
  'GEMINI.md': ['Gemini CLI', 'GitHub Copilot CLI', 'Crush', 'Zed'],
};

export function readersOf(file: string, except: string): readonly string[] {
  return (READERS[file] ?? []).filter((title) => title !== except);
}

/** A folder named by the environment, else the usual one. */
export function folderOf(host: Host, variable: string, ...usual: string[]): string {
  const named = host.env[variable]?.trim();
  return named
    ? path.resolve(
        host.cwd,
        named.replace(/^~(?=$|[\\/])/, () => host.home),
      )
    : path.join(host.home, ...usual);
}

/** `$XDG_CONFIG_HOME/<name>`, else `~/.config/<name>`. */
export function configFolder(host: Host, name: string): string {
  return path.join(folderOf(host, 'XDG_CONFIG_HOME', '.config'), name);
}

export const hyphenated = (skill: string): string => `/${skill}`;
