/** Which slots there are, and which of them a command means that names none. */
import path from 'node:path';
import type { Agent, Host, Scope, Site } from '../agents/agent.ts';
import { fileSite, folder } from '../agents/folder.ts';
import { AGENTS, lookForSites, severalFound, type Unreadable } from '../agents/index.ts';
import { stateFolder } from '../agents/openclaw-config.ts';
import { TEAM, teamSite } from '../agents/openclaw-team.ts';
import { projectRoots, siteInProject } from '../agents/project.ts';
import { oneForEach } from '../agents/shared.ts';
import { isSoulError } from '../core/errors.ts';
import { EMPTY_TIMELINE, entryOf, headOf, type SoulRef, type Timeline } from '../core/timeline.ts';
import { lstatIfExists } from '../store/disk.ts';
import { slotPaths } from '../store/paths.ts';
import { loadState } from '../store/state.ts';
import type { Context } from './context.ts';
import { type SlotRequest, settled, sitesFor, withoutTwins } from './slots.ts';

/** Those of this user (`looked`: found just now), and those of the project that ever held something. */
function everySite(ctx: Context, scope: Scope | null, looked?: readonly Site[]): Site[] {
  const { host } = ctx;
  const own = scope === 'project' ? [] : (looked ?? lookForSites(host).sites);
  const project = scope === 'user' ? [] : AGENTS.flatMap((agent) => usedInProject(host, agent) ?? []);
  const team = scope === 'project' ? [] : activeTeam(ctx);
  const seats = new Set(
    team.flatMap(({ slot }) => Object.values(slot.parts).map(({ path: file }) => path.join(slot.root, file))),
  );
  const alone = own.filter((site) => !seats.has(fileOf(site)));
  return [...alone, ...team, ...oneForEach(host, project)];
}

/** Slots in the working directory that no agent is known for: a plain folder, or any file (`--slot`). */
function slotsHere({ cwd, host }: Context, known: readonly Site[]): Site[] {
  if (lstatIfExists(slotPaths(cwd).state) === null) return [];
  const taken = new Set(known.filter(({ slot }) => slot.root === cwd).map(({ slot }) => slot.agent));
  const plain = folder.at(host, cwd);
  const keys = Object.keys(slotsIn(cwd) ?? {}).filter(
    (key) => !taken.has(key) && (key === plain.slot.agent || isFileName(key)),
  );
  return keys.map((key) => (key === plain.slot.agent ? plain : fileSite(path.join(cwd, key))));
}

/** The state may have come with the folder: a key names a file in it or nothing. */
function isFileName(key: string): boolean {
  const agent = key === TEAM || AGENTS.some(({ id }) => id === key || key.startsWith(`${id}:`));
  return !agent && key === path.basename(key) && key !== '..' && !key.startsWith('project:');
}

/** The file that a persona's text would be in. */
function fileOf({ main, slot }: Site): string {
  return path.join(slot.root, slot.parts[main[0] ?? '']?.path ?? '');
}

/** By the history alone: what an interrupted change left there is for the slot itself to settle. null when it is damaged. */
function slotsIn(root: string): Readonly<Record<string, Timeline>> | null {
  try {
    return loadState(slotPaths(root)).value.slots;
  } catch (error) {
    if (!isSoulError(error)) throw error;
    return null;
  }
}

function timelineOf({ slot }: Site): Timeline {
  const known = lstatIfExists(slotPaths(slot.root).state) === null ? null : slotsIn(slot.root);
  return known?.[slot.agent] ?? EMPTY_TIMELINE;
}

/** Where an agent has, or had, something in the project: in the nearest of the folders that it may be started in. */
function usedInProject(host: Host, agent: Agent): Site | null {
  const sites = projectRoots(host, agent).flatMap((root) => siteInProject(host, agent, root) ?? []);
  return sites.find(wasUsed) ?? null;
}

function wasUsed(site: Site): boolean {
  return timelineOf(site).entries.length > 1;
}

function soulIn(site: Site): SoulRef | null {
  return headOf(timelineOf(site))?.soul ?? null;
}

export interface ActiveSlot {
  readonly site: Site;
  readonly soul: SoulRef;
}

/** Slots that hold a soul. */
export function activeSlots(ctx: Context, scope: Scope | null): ActiveSlot[] {
  return holding(candidates(ctx, scope));
}

/** Every slot that holds this soul, whichever profile the terminal is given. What a session left there is taken back first. */
export function slotsWith(ctx: Context, name: string): Site[] {
  const found = () => holding(everywhere(ctx, null));
  settled(
    ctx,
    found().map(({ site }) => site),
  );
  return found().flatMap(({ site, soul }) => (soul.name === name ? [site] : []));
}

function holding(sites: readonly Site[]): ActiveSlot[] {
  return sites.flatMap((site) => {
    const soul = soulIn(site);
    return soul === null ? [] : [{ site, soul }];
  });
}

/** The team that is seated, or may be, as a slot; empty when there is none. */
export function activeTeam({ host }: Context): Site[] {
  return formerTeam(host).filter((site) => soulIn(site) !== null || slotsIn(site.slot.root) === null);
}

function formerTeam(host: Host): Site[] {
  return lstatIfExists(slotPaths(stateFolder(host)).state) === null ? [] : [teamSite(host)];
}

function candidates(ctx: Context, scope: Scope | null): Site[] {
  return everywhere(ctx, scope).filter((site) => !inOtherProfile(ctx.host, site));
}

/** A team that was seated once has a history, too. */
function everywhere(ctx: Context, scope: Scope | null): Site[] {
  const team = scope === 'project' ? [] : formerTeam(ctx.host);
  const found = everySite(ctx, scope).filter(({ used }) => used);
  return withoutTwins([...found, ...team, ...(scope === 'project' ? [] : slotsHere(ctx, found))]);
}

/** A terminal that is given a profile of OpenClaw means that one. */
function inOtherProfile({ env }: Host, { agent }: Site): boolean {
  return Boolean(env.OPENCLAW_PROFILE?.trim()) && agent.startsWith('openclaw@');
}

export function namesNone({ agents, workspace, file }: SlotRequest): boolean {
  return agents.length === 0 && workspace === null && !file;
}

export interface Shown {
  readonly sites: readonly Site[];
  /** Agents whose slots cannot be found. */
  readonly unreadable: readonly Unreadable[];
}

/** For a look: every slot, or those named. Where there is none, the working directory. */
export function sitesToShow(ctx: Context, request: SlotRequest): Shown {
  const { scope = null } = request;
  if (!namesNone(request)) return { sites: sitesMeant(ctx, request), unreadable: [] };
  const { sites, unreadable } = lookForSites(ctx.host);
  const found = everySite(ctx, scope, sites);
  if (found.length + unreadable.length === 0) return { sites: sitesFor(ctx, request), unreadable };
  // What no agent is known for is shown while it holds a soul.
  const here = scope === 'project' ? [] : slotsHere(ctx, found).filter((site) => soulIn(site) !== null);
  return { sites: settled(ctx, [...found, ...here]), unreadable };
}

/**
 * For what is about a soul that is there, or was: as `sitesFor`, but in a project where the agent has something; and where
 * no agent is named, or can be read, the only slot that has a soul, or had one. @throws as `sitesFor`
 */
export function sitesMeant(ctx: Context, request: SlotRequest): Site[] {
  const { scope = null } = request;
  if (!namesNone(request)) {
    const sites = sitesFor(ctx, request).map((site) => whereUsed(ctx.host, site));
    return settled(ctx, sites);
  }
  const inProject = scope === 'project' ? inUse(ctx, scope) : [];
  if (inProject.length === 1) return settled(ctx, inProject);
  try {
    return sitesFor(ctx, request);
  } catch (error) {
    if (!isUndecided(error, request) && !isSoulError(error, 'E_AGENT_CONFIG')) throw error;
    const sites = inUse(ctx, scope);
    if (sites.length === 1) return settled(ctx, sites);
    throw sites.length > 1 ? severalFound(sites) : error;
  }
}

/** The same; none where it cannot be told and there is nothing to do in any. @throws as `sitesFor` */
export function sitesIfAny(ctx: Context, request: SlotRequest, isSomething: () => boolean): Site[] {
  try {
    return sitesMeant(ctx, request);
  } catch (error) {
    if (!isUndecided(error, request) || isSomething()) throw error;
    return [];
  }
}

/** Nobody said which agent is meant, and there are several, or none that has a slot in a project. */
function isUndecided(error: unknown, request: SlotRequest): boolean {
  const none = isSoulError(error, 'E_NO_AGENT') && request.scope === 'project';
  return namesNone(request) && (none || isSoulError(error, 'E_AMBIGUOUS'));
}

function whereUsed(host: Host, site: Site): Site {
  if (site.scope !== 'project' || wasUsed(site)) return site;
  const agent = AGENTS.find(({ id }) => id === site.agent);
  return (agent && usedInProject(host, agent)) ?? site;
}

/** Slots that have a soul; where none has, those that had one. */
function inUse(ctx: Context, scope: Scope | null): Site[] {
  const active = activeSlots(ctx, scope).map(({ site }) => site);
  return active.length > 0 ? active : candidates(ctx, scope).filter(wasUsed);
}

/** Where the last change was, whatever it was; as `sitesIfAny` where there was none. */
export function lastChanged(ctx: Context, request: SlotRequest): Site[] {
  return first(ctx, request, (site) => {
    const timeline = timelineOf(site);
    const head = headOf(timeline);
    return head !== null && entryOf(timeline, head.parent ?? 0) !== null ? [Date.parse(head.at)] : null;
  });
}

/** Where the last undo was. It went from the newest change to the oldest, so in one folder the oldest comes back first. */
export function lastUndone(ctx: Context, request: SlotRequest): Site[] {
  return first(ctx, request, (site) => {
    const timeline = timelineOf(site);
    const entry = entryOf(timeline, timeline.redo.at(-1) ?? 0);
    const written = lstatIfExists(slotPaths(site.slot.root).state)?.mtimeMs ?? 0;
    return entry === null ? null : [written, -Date.parse(entry.at)];
  });
}

/** The site of the highest rank, where no slot was named; null is no rank at all. None where several could be meant. */
function first(ctx: Context, request: SlotRequest, rank: (site: Site) => readonly number[] | null): Site[] {
  if (!namesNone(request)) return sitesMeant(ctx, request);
  const ranked = candidates(ctx, request.scope ?? null).flatMap((site) => {
    const numbers = rank(site);
    return numbers === null ? [] : [{ site, numbers }];
  });
  const [best] = ranked.sort((a, b) => higher(a.numbers, b.numbers));
  return best === undefined ? sitesIfAny(ctx, request, () => false) : settled(ctx, [best.site]);
}

function higher(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : (b[at] as number) - (a[at] as number);
}
