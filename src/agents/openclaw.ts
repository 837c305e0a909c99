/**
 * OpenClaw: whole files in the agent's workspace. `SOUL.md` and `IDENTITY.md` reach the system prompt under "Project
 * Context"; a file above the limit loses its middle. Measured with 2026.4, 2026.6 and 2026.9.
 */
import path from 'node:path';
import { WHOLE_FILE } from '../core/slot.ts';
import { text } from '../core/text.ts';
import type { Agent, Filling, Host, Note, Site } from './agent.ts';
import { findWorkspaces, MAX_CHARS, openclawHome, TOTAL_CHARS, type Workspace } from './openclaw-config.ts';

const PERSONA = ['SOUL.md', 'IDENTITY.md', 'STYLE.md'];
const OPERATING = ['AGENTS.md', 'HEARTBEAT.md', 'TOOLS.md'];
/** The first-run ritual: OpenClaw deletes it once SOUL.md or IDENTITY.md is no longer its template. */
const FIRST_RUN = ['BOOTSTRAP.md'];

/** `openclaw`, `openclaw:coder`; of a profile other than the one in use `openclaw@work`, `openclaw@work:coder`. */
function nameOf({ id, isDefault }: Workspace, profile: string | null): string {
  return `openclaw${profile === null ? '' : `@${profile}`}${isDefault ? '' : `:${id}`}`;
}

function site(host: Host, workspace: Workspace, profile: string | null = null): Site {
  const parts = [...PERSONA, ...OPERATING, ...FIRST_RUN].map(
    (name) => [name, { path: name, lens: WHOLE_FILE }] as const,
  );
  const words = [...(profile === null ? [] : [profile]), ...(workspace.isDefault ? [] : [workspace.id])];
  return {
    agent: nameOf(workspace, profile),
    title: words.length === 0 ? 'OpenClaw' : `OpenClaw (${words.join(', ')})`,
    scope: 'user',
    // One history a workspace, whichever agent name leads to it.
    slot: { agent: 'openclaw', root: workspace.root, parts: Object.fromEntries(parts) },
    main: ['SOUL.md'],
    foundBy: workspace.foundBy,
    used: true,
    effect: 'joins',
    arrives: 'system',
    mechanism: text('joins the system prompt (Project Context)', '加入系统提示词（Project Context）'),
    reset: '/new',
    resetCommand: [
      'openclaw',
      ...(profile === null ? [] : ['--profile', profile]),
      'agent',
      '--agent',
      workspace.id,
      '--message',
      '/new',
    ],
    live: 'next-turn',
    takesEffect: text('the next turn; before 2026.6 only after /new', '下一轮对话生效；2026.6 之前的版本需要 /new'),
    programs: ['openclaw', 'openclaw-gateway'],
    limit: workspace.maxChars,
    limitOf: 'text',
    beyond: text('cuts out the middle', '会截掉中间部分'),
    firstRun: FIRST_RUN,
    sharedWith: [],
    plan: ({ texts }) => texts,
    notes: (filling) => neverStarted(host, workspace.root, filling),
  };
}

/** Files that OpenClaw writes into any workspace at its first start there. */
const SEEDED = ['AGENTS.md', 'USER.md', 'BOOTSTRAP.md'];

/** A SOUL.md that is there before its first start makes OpenClaw take the workspace for one that is set up. */
function neverStarted(host: Host, root: string, { soul }: Filling): Note[] {
  if (soul === null || SEEDED.some((name) => host.exists(path.join(root, name)))) return [];
  const says = text(
    'OpenClaw was never started in this workspace; it will not hold its first-run conversation while a persona is here',
    'OpenClaw 尚未在此工作区启动过；有角色时它不会进行首次启动对话',
  );
  const hint = text(
    'to have that conversation: clawhub clear, start OpenClaw once, then switch again',
    '如需该对话：先 clawhub clear，启动一次 OpenClaw，再切换',
  );
  return [{ code: 'first-run', level: 'info', says, hint }];
}

/** Profiles keep their state in folders of their own, `~/.openclaw-<profile>`. */
function profiles(host: Host): Site[] {
  if (host.env.OPENCLAW_STATE_DIR?.trim() || host.env.OPENCLAW_CONFIG_PATH?.trim()) return [];
  const current = host.env.OPENCLAW_PROFILE?.trim();
  return host
    .list(openclawHome(host))
    .flatMap((name) => /^\.openclaw-([\w-]+)$/.exec(name)?.[1] ?? [])
    .filter((name) => name !== current && host.isFolder(path.join(openclawHome(host), `.openclaw-${name}`)))
    .flatMap((name) => {
      const env = { ...host.env, OPENCLAW_PROFILE: name, OPENCLAW_WORKSPACE_DIR: undefined };
      return findWorkspaces({ ...host, env }).map((workspace) => site(host, workspace, name));
    });
}

export const openclaw: Agent = {
  id: 'openclaw',
  title: 'OpenClaw',
  evidence: { by: 'run', of: '2026.9.6' },
  skillCommand: (skill) =>
    `/${skill
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '_')
      .slice(0, 32)}`,
  projectRoot: 'folder',
  find: (host: Host) => [...findWorkspaces(host).map((workspace) => site(host, workspace)), ...profiles(host)],
  project: () => null,
  at: (host, root) => site(host, workspaceAt(root)),
};

/** One of its workspaces, of whichever profile: no team, and no plain folder. */
export function isWorkspace({ agent }: Pick<Site, 'agent'>): boolean {
  return /^openclaw(?:$|[:@])/.test(agent);
}

/** A folder that no configuration of this machine speaks of. */
export function workspaceAt(root: string): Workspace {
  const limits = { maxChars: MAX_CHARS, totalChars: TOTAL_CHARS, skipsFirstRun: false, injection: 'always' };
  return { id: 'main', isDefault: true, root, foundBy: '--workspace', ...limits };
}
