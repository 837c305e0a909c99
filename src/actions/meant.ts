/** Which slots there are, and which of them a command means that names none. */
import path from 'node:path';
import type { Host, Scope, Site } from '../agents/agent.ts';
import { fileSite, folder } from '../agents/folder.ts';
import { AGENTS, lookForSites, projectSites } from '../agents/index.ts';
import { stateFolder } from '../agents/openclaw-config.ts';
import { TEAM, teamSite } from '../agents/openclaw-team.ts';
import { isSoulError } from '../core/errors.ts';
import { EMPTY_TIMELINE, entryOf, headOf, type SoulRef, type Timeline } from '../core/timeline.ts';
import { lstatIfExists } from '../store/disk.ts';
import { slotPaths } from '../store/paths.ts';
import { loadState } from '../store/state.ts';
import type { Context } from './context.ts';
import { activeTeam, type SlotRequest, settled, sitesFor, withoutTwins } from './slots.ts';

/** Those of this user, and those of the project and of the working directory that ever held something. */
export function everySite(ctx: Context, scope: Scope | null): Site[] {
  const { host } = ctx;
  const own = scope === 'project' ? [] : lookForSites(host).sites;
  const project = scope === 'user' ? [] : projectSites(host).filter(wasUsed);
  const team = scope === 'project' ? [] : activeTeam(ctx);
  const seats = new Set(
    team.flatMap(({ slot }) => Object.values(slot.parts).map(({ path: file }) => path.join(slot.root, file))),
  );
  const alone = own.filter((site) => !seats.has(fileOf(site)));
  return [...alone, ...team, ...withoutTwins(project)];
}

/** Slots in the working directory that no agent is known for: a plain folder, or any file (`--slot`). */
export function slotsHere({ cwd, host }: Context, known: readonly Site[]): Site[] {
  if (lstatIfExists(slotPaths(cwd).state) === null) return [];
  const taken = new Set(known.filter(({ slot }) => slot.root === cwd).map(({ slot }) => slot.agent));
  const plain = folder.at(host, cwd);
  const keys = Object.keys(slotsIn(cwd)).filter(
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

/** By the history alone: what an interrupted change left there is for the slot itself to settle. */
function slotsIn(root: string): Readonly<Record<string, Timeline>> {
  try {
    return loadState(slotPaths(root)).value.slots;
  } catch (error) {
    if (!isSoulError(error)) throw error;
    return {};
  }
}

function timelineOf({ slot }: Site): Timeline {
  const known = lstatIfExists(slotPaths(slot.root).state) === null ? {} : slotsIn(slot.root);
  return known[slot.agent] ?? EMPTY_TIMELINE;
}

function wasUsed(site: Site): boolean {
  return timelineOf(site).entries.length > 1;
}

export function soulIn(site: Site): SoulRef | null {
  return headOf(timelineOf(site))?.soul ?? null;
}

export interface ActiveSlot {
  readonly site: Site;
  readonly soul: SoulRef;
}

/** Slots that hold a soul. */
export function activeSlots(ctx: Context, scope: Scope | null): ActiveSlot[] {
  return candidates(ctx, scope).flatMap((site) => {
    const soul = soulIn(site);
    return soul === null ? [] : [{ site, soul }];
  });
}

/** A team that was seated once has a history, too. */
function candidates(ctx: Context, scope: Scope | null): Site[] {
  const root = stateFolder(ctx.host);
  const team = scope !== 'project' && lstatIfExists(slotPaths(root).state) !== null ? [teamSite(ctx.host)] : [];
  const found = everySite(ctx, scope).filter((site) => site.used && !inOtherProfile(ctx.host, site));
  return withoutTwins([...found, ...team, ...(scope === 'project' ? [] : slotsHere(ctx, found))]);
}

/** A terminal that is given a profile of OpenClaw means that one. */
function inOtherProfile({ env }: Host, { agent }: Site): boolean {
  return Boolean(env.OPENCLAW_PROFILE?.trim()) && agent.startsWith('openclaw@');
}

export function namesNone({ agents, workspace, file }: SlotRequest): boolean {
  return agents.length === 0 && workspace === null && !file;
}

/** Where several agents are here and none is meant more than the others: the only one that has a soul. @throws as `sitesFor` */
export function sitesMeant(ctx: Context, request: SlotRequest): Site[] {
  try {
    return sitesFor(ctx, request);
  } catch (error) {
    if (!isSoulError(error, 'E_AMBIGUOUS') || !namesNone(request)) throw error;
    const active = activeSlots(ctx, request.scope ?? null);
    if (active.length !== 1) throw error;
    return settled(
      ctx,
      active.map(({ site }) => site),
    );
  }
}

/** Where the last change was, whatever it was; as `sitesMeant` where there was none. */
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

/** The site of the highest rank, where no slot was named; null is no rank at all. */
function first(ctx: Context, request: SlotRequest, rank: (site: Site) => readonly number[] | null): Site[] {
  if (!namesNone(request)) return sitesFor(ctx, request);
  const ranked = candidates(ctx, request.scope ?? null).flatMap((site) => {
    const numbers = rank(site);
    return numbers === null ? [] : [{ site, numbers }];
  });
  const [best] = ranked.sort((a, b) => higher(a.numbers, b.numbers));
  return best === undefined ? sitesMeant(ctx, request) : settled(ctx, [best.site]);
}

function higher(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : (b[at] as number) - (a[at] as number);
}
