/**
 * Where OpenClaw keeps its workspaces, found the way OpenClaw 2026.9 itself finds them (read in its source and checked
 * by running it, see docs/reference/agents.md):
 *
 * - home: `OPENCLAW_HOME`, else `HOME`; state folder: `OPENCLAW_STATE_DIR`, else `~/.openclaw-<profile>` for a profile,
 *   else `~/.openclaw`, else the older `~/.clawdbot` when only that exists.
 * - configuration: `OPENCLAW_CONFIG_PATH`, else `openclaw.json` (or `clawdbot.json`) in the state folder. JSON5, with
 *   `$include` of one or more files beside it.
 * - agents: `agents.entries` (a map) or the older `agents.list`. The default one is the only one, or the one marked
 *   `default: true`, or with `ownership: "explicit"` the one that `defaults.systemAgent` names; `main` where none is listed.
 * - workspace of an agent: its own `workspace`; else for the only or marked agent `agents.defaults.workspace`, else
 *   `OPENCLAW_WORKSPACE_DIR`, else `<state>/workspace`; for others `<agents.defaults.workspace>/<id>`, else
 *   `<state>/workspace-<id>`.
 */

import { createRequire } from 'node:module';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import type { Host } from './agent.ts';

export interface Workspace {
  readonly id: string;
  readonly isDefault: boolean;
  readonly root: string;
  /** `agents.defaults.bootstrapMaxChars` or the agent's own. */
  readonly maxChars: number;
  /** `bootstrapTotalMaxChars`, for all files together. */
  readonly totalChars: number;
  /** `skipBootstrap`: no first run, no files from templates. */
  readonly skipsFirstRun: boolean;
  /** `contextInjection`: `never` when no file reaches the model at all. */
  readonly injection: string;
  /** The file or variable that says so. */
  readonly foundBy: string;
}

type Json = Readonly<Record<string, unknown>>;

export const MAX_CHARS = 20_000;
export const TOTAL_CHARS = 60_000;
const INCLUDE_DEPTH = 10;

export function openclawHome(host: Host): string {
  const explicit = host.env.OPENCLAW_HOME?.trim();
  return explicit ? path.resolve(host.cwd, expand(explicit, host.home)) : host.home;
}

function expand(file: string, home: string): string {
  return file.replace(/^~(?=$|[\\/])/, () => home);
}

function userPath(host: Host, file: string): string {
  return path.resolve(host.cwd, expand(file.trim(), openclawHome(host)));
}

export function stateFolder(host: Host): string {
  const override = host.env.OPENCLAW_STATE_DIR?.trim();
  if (override) return userPath(host, override);
  const home = openclawHome(host);
  const profile = host.env.OPENCLAW_PROFILE?.trim();
  if (profile && profile.toLowerCase() !== 'default') return path.join(home, `.openclaw-${profile}`);
  const [current, legacy] = [path.join(home, '.openclaw'), path.join(home, '.clawdbot')];
  return !host.isFolder(current) && host.isFolder(legacy) ? legacy : current;
}

export function configFile(host: Host): string | null {
  const explicit = host.env.OPENCLAW_CONFIG_PATH?.trim();
  if (explicit) return userPath(host, explicit);
  const state = stateFolder(host);
  const candidates = [path.join(state, 'openclaw.json'), path.join(state, 'clawdbot.json')];
  return candidates.find((file) => host.exists(file)) ?? null;
}

/** Every workspace, the default one first; none when OpenClaw was never set up here.
 * @throws SoulError E_AGENT_CONFIG */
export function findWorkspaces(host: Host): Workspace[] {
  const file = configFile(host);
  const config = file === null ? null : readConfig(host, file);
  if (config === null && !host.env.OPENCLAW_WORKSPACE_DIR?.trim() && !host.isFolder(stateFolder(host))) return [];
  const agents = object(config?.agents);
  const entries = roster(agents);
  const owners = ownersOf(agents, entries);
  const found = entries.length > 0 ? entries : [{ id: 'main', entry: {} }];
  return found
    .map((agent) => workspace(host, agents, agent, owners, file))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

function workspace(
  host: Host,
  agents: Json,
  { id, entry }: RosterEntry,
  { main, heir }: Owners,
  config: string | null,
): Workspace {
  const defaults = object(agents.defaults);
  const fromEnv =
    word(entry.workspace ?? defaults.workspace) === null && id === heir && host.env.OPENCLAW_WORKSPACE_DIR?.trim();
  return {
    id,
    isDefault: id === main,
    root: workspaceRoot(host, word(entry.workspace), word(defaults.workspace), id, id === heir),
    maxChars: count(entry.bootstrapMaxChars) ?? count(defaults.bootstrapMaxChars) ?? MAX_CHARS,
    totalChars: count(entry.bootstrapTotalMaxChars) ?? count(defaults.bootstrapTotalMaxChars) ?? TOTAL_CHARS,
    skipsFirstRun: defaults.skipBootstrap === true,
    injection: word(entry.contextInjection) ?? word(defaults.contextInjection) ?? 'always',
    foundBy: fromEnv ? 'OPENCLAW_WORKSPACE_DIR' : (config ?? stateFolder(host)),
  };
}

function workspaceRoot(host: Host, own: string | null, shared: string | null, id: string, heir: boolean): string {
  if (own !== null) return userPath(host, own);
  if (heir) return shared === null ? defaultWorkspace(host) : userPath(host, shared);
  return shared === null ? path.join(stateFolder(host), `workspace-${id}`) : path.join(userPath(host, shared), id);
}

function defaultWorkspace(host: Host): string {
  const named = host.env.OPENCLAW_WORKSPACE_DIR?.trim();
  return named ? path.resolve(host.cwd, named) : path.join(stateFolder(host), 'workspace');
}

interface RosterEntry {
  readonly id: string;
  readonly entry: Json;
}

function roster(agents: Json): RosterEntry[] {
  if (agents.entries !== undefined) {
    const entries = object(agents.entries);
    return Object.keys(entries).map((id) => ({ id: agentId(id), entry: object(entries[id]) }));
  }
  if (!Array.isArray(agents.list)) return [];
  return agents.list.map(object).map((entry) => ({ id: agentId(word(entry.id) ?? ''), entry }));
}

interface Owners {
  /** The agent that a command means when it names none; null when OpenClaw itself would ask. */
  readonly main: string | null;
  /** The agent that lives in the shared workspace itself; every other one has a folder of its own. */
  readonly heir: string | null;
}

/** `agents.ownership: "explicit"` takes away the mark; then only a sole agent, or `systemAgent`, is meant. */
function ownersOf(agents: Json, entries: readonly RosterEntry[]): Owners {
  if (entries.length === 0) return { main: 'main', heir: 'main' };
  const sole = entries.length === 1 ? (entries[0]?.id ?? null) : null;
  const marked = entries.filter(({ entry }) => entry.default === true);
  const explicit = agents.ownership === 'explicit';
  const heir = (!explicit && marked.length === 1 ? marked[0]?.id : null) ?? sole;
  const named = explicit ? word(object(object(agents.defaults).systemAgent).agentId) : null;
  const main = named !== null && entries.some(({ id }) => id === agentId(named)) ? agentId(named) : heir;
  return { main, heir };
}

export function agentId(value: string): string {
  const id = value
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
  return id || 'main';
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function word(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

/** @throws SoulError E_AGENT_CONFIG */
export function readConfig(host: Host, file: string, depth = 0): Json | null {
  const bytes = host.read(file);
  if (bytes === null) return null;
  const source = new TextDecoder().decode(bytes).replace(/^\uFEFF/, '');
  const value = parseJson5(source, file);
  return withIncludes(host, value, file, depth);
}

function parseJson5(source: string, file: string): Json {
  try {
    return object(JSON.parse(source));
  } catch {
    // Most files are plain JSON; JSON5 is loaded only for the others.
  }
  try {
    const json5 = createRequire(import.meta.url)('json5') as { parse(source: string): unknown };
    return object(json5.parse(source));
  } catch (cause) {
    throw broken(file, text(`it is not valid JSON5 (${reason(cause)})`, `不是有效的 JSON5（${reason(cause)}）`), cause);
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/^JSON5: /, '') : String(cause);
}

function broken(file: string, why: Text, cause?: unknown): SoulError {
  return new SoulError('E_AGENT_CONFIG', text(`${file} cannot be read: ${why.en}`, `无法读取 ${file}：${why.zh}`), {
    hint: text(
      'nothing was changed; repair the file (openclaw doctor), or name the workspace: --workspace <folder>',
      '没有改动任何内容；请修复该文件（openclaw doctor），或用 --workspace <文件夹> 指定工作区',
    ),
    details: { path: file },
    cause,
  });
}

function withIncludes(host: Host, value: Json, file: string, depth: number): Json {
  const { $include: include, ...rest } = value;
  if (include === undefined) return value;
  if (depth >= INCLUDE_DEPTH) throw broken(file, text('$include is nested too deeply', '$include 嵌套过深'));
  const names = (Array.isArray(include) ? include : [include]).filter(
    (name): name is string => typeof name === 'string',
  );
  const parts = names.map((name) => readConfig(host, path.resolve(path.dirname(file), name), depth + 1) ?? {});
  return [...parts, rest].reduce<Json>((merged, part) => merge(merged, part), {});
}

function merge(a: Json, b: Json): Json {
  const result: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const both = isObject(result[key]) && isObject(value);
    result[key] = both ? merge(object(result[key]), object(value)) : value;
  }
  return result;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
