/**
 * A team in OpenClaw: an agent for each member, with a workspace of its own that holds the member's soul, and an entry
 * in `agents.entries` of OpenClaw's configuration. All of it is one slot, whose root is OpenClaw's state folder: a team
 * comes and goes as a whole.
 *
 * In a configuration that lists no agents, OpenClaw has one, `main`. With the first entry that would be over, so `main`
 * is written down too, in an object with a comment of ours by which it is known when the team goes.
 */
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { jsonKey } from '../core/lens/json.ts';
import { type Lens, type Part, WHOLE_FILE } from '../core/slot.ts';
import { text } from '../core/text.ts';
import type { Host, PersonaTexts, Site } from './agent.ts';
import { openclaw } from './openclaw.ts';
import { agentId, configFile, findWorkspaces, readConfig, stateFolder } from './openclaw-config.ts';
import { decode, encode, jsonc, parseJsonc } from './place.ts';

export const TEAM = 'openclaw-team';

const CONFIG = 'openclaw.json';
const PERSONA = ['SOUL.md', 'IDENTITY.md', 'STYLE.md'];
const PART = /^workspace-([a-z0-9_-]{1,64})\/(?:SOUL|IDENTITY|STYLE)\.md$/;

export interface Member {
  readonly id: string;
  readonly title: string;
  readonly texts: PersonaTexts;
}

/** The agent's id for a member of a team: the last part of the soul's name. */
export function memberId(soul: string): string {
  return agentId(soul.slice(soul.lastIndexOf('/') + 1));
}

/** @param ids members that are to come, besides those that ever were there */
export function teamSite(host: Host, ids: readonly string[] = []): Site {
  const root = stateFolder(host);
  const all = [...new Set([...ids, ...seenBefore(host, root)])].sort();
  const files = all.flatMap((id) => PERSONA.map((name) => `workspace-${id}/${name}`));
  const config = roster(path.join(root, CONFIG), all);
  const parts: Record<string, Part> = Object.fromEntries(files.map((file) => [file, { path: file, lens: WHOLE_FILE }]));
  return {
    ...openclaw.at(host, root),
    agent: TEAM,
    title: 'OpenClaw (team)',
    slot: { agent: TEAM, root, parts: { ...parts, [CONFIG]: { path: CONFIG, lens: config, points: true } } },
    main: [CONFIG],
    foundBy: configFile(host) ?? root,
    reset: null,
    resetCommand: null,
    takesEffect: text(
      'as soon as the gateway has read its configuration again; each member is an agent of its own',
      '网关重新读取配置后生效；每位成员都是独立的智能体',
    ),
    limit: null,
    firstRun: [],
  };
}

/** Members of former teams, by what the history says: names of this very form only. */
function seenBefore(host: Host, root: string): string[] {
  const state = host.read(path.join(root, '.clawhub', 'souls', 'state.json'));
  const names =
    state === null ? [] : [...decode(state).matchAll(/"(workspace-[^"\\]+)":/g)].map((match) => match[1] ?? '');
  return names.flatMap((name) => PART.exec(name)?.[1] ?? []);
}

/** @throws SoulError E_NO_AGENT, E_AGENT_CONFIG, E_EXISTS when a member cannot be seated without moving somebody */
export function checkSeats(host: Host, ids: readonly string[]): void {
  const workspaces = findWorkspaces(host);
  const root = stateFolder(host);
  if (workspaces.length === 0) throw noOpenclaw();
  const file = configFile(host);
  if (file !== null && file !== path.join(root, CONFIG)) throw elsewhere(file, root);
  const { agents } = configOf(host, path.join(root, CONFIG));
  if (isIncluded(host, path.join(root, CONFIG), agents)) throw included(path.join(root, CONFIG));
  if (agents.list !== undefined) throw oldList(path.join(root, CONFIG));
  const entries = (agents.entries ?? {}) as Readonly<Record<string, { default?: unknown; workspace?: unknown }>>;
  for (const id of ids) {
    const workspace = entries[id]?.workspace;
    if (entries[id] && workspace !== path.join(root, `workspace-${id}`)) throw taken(id);
  }
  const others = Object.entries(entries).filter(([id]) => !ids.includes(id));
  if (others.length === 1 && others[0]?.[1]?.default !== true && agents.ownership !== 'explicit')
    throw unmarked(others[0]?.[0] ?? '');
}

function configOf(host: Host, file: string): { agents: Readonly<Record<string, unknown>> } {
  const bytes = host.read(file);
  const config =
    bytes === null ? {} : (parseJsonc(decode(bytes)) as { agents?: Readonly<Record<string, unknown>> } | null);
  return { agents: config?.agents ?? {} };
}

/** Whether other files say something about the agents: what the main file says is not all of it then. */
function isIncluded(host: Host, file: string, agents: Readonly<Record<string, unknown>>): boolean {
  const all = host.read(file) === null ? {} : readConfig(host, file)?.agents;
  return JSON.stringify(all ?? {}) !== JSON.stringify(agents) || JSON.stringify(agents).includes('"$include":');
}

/** What each part shall hold. */
export function planTeam(host: Host, members: readonly Member[]): PersonaTexts {
  const root = stateFolder(host);
  const files = members.flatMap(({ id, texts }) =>
    Object.entries(texts)
      .filter(([name]) => PERSONA.includes(name))
      .map(([name, bytes]) => [`workspace-${id}/${name}`, bytes] as const),
  );
  const seats = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const entries = seats.map(({ id, title }) => [id, { name: title, workspace: path.join(root, `workspace-${id}`) }]);
  return { ...Object.fromEntries(files), [CONFIG]: encode(JSON.stringify(Object.fromEntries(entries))) };
}

const MARK = '/* soulhub */';
const ENTRIES = `{ ${MARK} "main": { "default": true } }`;
const AGENTS = `{ ${MARK} "entries": ${ENTRIES} }`;

/** The entries of these agents, as one value. What else is in the file stays as it is. */
function roster(file: string, ids: readonly string[]): Lens {
  const at = { file, comments: true, jsonc };
  const agents = jsonKey({ ...at, key: 'agents' });
  const entries = jsonKey({ ...at, key: 'entries', within: ['agents'] });
  const entry = (id: string) => jsonKey({ ...at, key: id, within: ['agents', 'entries'] });

  function get(source: Uint8Array | null): Uint8Array | null {
    if (source === null || agents.get(source) === null || entries.get(source) === null) return null;
    const found = ids.flatMap((id) => {
      const value = entry(id).get(source);
      return value === null ? [] : [[id, parseJsonc(decode(value))]];
    });
    return found.length === 0 ? null : encode(JSON.stringify(Object.fromEntries(found)));
  }

  function without(source: Uint8Array): Uint8Array | null {
    if (get(source) === null) return source;
    const rest = ids.reduce((left, id) => entry(id).put(left, null) ?? left, source);
    if (is(agents.get(rest), AGENTS)) return agents.put(rest, null);
    return is(entries.get(rest), ENTRIES) ? entries.put(rest, null) : rest;
  }

  function seated(source: Uint8Array | null): Uint8Array {
    const ready = source === null || agents.get(source) === null ? agents.put(source, encode(AGENTS)) : source;
    const listed = ready && entries.get(ready) === null ? entries.put(ready, encode(ENTRIES)) : ready;
    return listed as Uint8Array;
  }

  return {
    kind: 'key',
    get,
    put: (source, value) => {
      const now = get(source);
      if (now !== null && value !== null && decode(now) === decode(value)) return source;
      const rest = source === null ? null : without(source);
      if (value === null) return rest;
      const members = Object.entries(JSON.parse(decode(value)) as Record<string, unknown>).reverse();
      return members.reduce(
        (left, [id, member]) => entry(id).put(left, encode(spelled(member))) as Uint8Array,
        seated(rest),
      );
    },
    isEmpty: agents.isEmpty,
    text: (value) => decode(value),
  };
}

function is(value: Uint8Array | null, wanted: string): boolean {
  return value !== null && decode(value) === wanted;
}

/** On one line, as a person would write it. */
function spelled(member: unknown): string {
  const pairs = Object.entries(member as Record<string, unknown>).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{ ${pairs.join(', ')} }`;
}

function noOpenclaw(): SoulError {
  return new SoulError(
    'E_NO_AGENT',
    text('a team needs OpenClaw, which was not found here', '团队需要 OpenClaw，但本机没有找到'),
    { hint: text('switch to one of its souls instead', '请改为切换到其中一个角色') },
  );
}

function elsewhere(file: string, root: string): SoulError {
  return new SoulError(
    'E_AGENT_CONFIG',
    text(
      `OpenClaw's configuration ${file} is not in its state folder ${root}`,
      `OpenClaw 的配置 ${file} 不在其状态目录 ${root} 中`,
    ),
    {
      hint: text('a team can only be seated where both are together', '只有两者在同一目录时才能安排团队'),
      details: { path: file },
    },
  );
}

function oldList(file: string): SoulError {
  return new SoulError(
    'E_AGENT_CONFIG',
    text(`${file} lists its agents the old way (agents.list)`, `${file} 使用旧的智能体列表（agents.list）`),
    {
      hint: text('openclaw doctor --fix brings it up to date', '运行 openclaw doctor --fix 可更新它'),
      details: { path: file },
    },
  );
}

function included(file: string): SoulError {
  return new SoulError(
    'E_AGENT_CONFIG',
    text(`${file} has its agents from another file ($include)`, `${file} 的智能体来自其他文件（$include）`),
    {
      hint: text(
        'a team is written into the main file only; write `agents` there, or give each agent its soul: --agent openclaw:<id>',
        '团队只能写入主配置文件；请把 agents 写在其中，或逐个切换：--agent openclaw:<id>',
      ),
      details: { path: file },
    },
  );
}

function taken(id: string): SoulError {
  return new SoulError('E_EXISTS', text(`you have an agent "${id}" of your own already`, `你已有名为“${id}”的智能体`), {
    hint: text(
      `give it the soul by itself: clawhub switch ${id} --agent openclaw:${id}`,
      `可单独为它切换：clawhub switch ${id} --agent openclaw:${id}`,
    ),
    details: { agent: id },
  });
}

function unmarked(id: string): SoulError {
  return new SoulError(
    'E_AGENT_CONFIG',
    text(
      `with more agents beside it, "${id}" would no longer be your default agent`,
      `加入更多智能体后，“${id}”将不再是默认智能体`,
    ),
    {
      hint: text(
        `mark it first: "default": true in agents.entries.${id}`,
        `请先在 agents.entries.${id} 中写上 "default": true`,
      ),
      details: { agent: id },
    },
  );
}
