/** Give the slot back: byte for byte what the user had there, mode and absence included. */
import type { Site } from '../agents/agent.ts';
import { isWorkspace } from '../agents/openclaw.ts';
import { clearTarget, droppedSince, headOf, push } from '../core/timeline.ts';
import type { Change, SlotView } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { type ActiveSlot, activeSlots, activeTeam, sitesIfAny, slotsWith } from './meant.ts';
import { changeSite, eachSite, followed, report, type SlotReport, type SlotRequest, slotOptions } from './slots.ts';

/** Clearing a slot that holds no soul changes nothing and is fine. */
export function clearSlots(ctx: Context, request: SlotRequest): SlotReport[] {
  const sites = sitesIfAny(ctx, request, () => activeSlots(ctx, request.scope ?? null).length > 0);
  return eachSite([...sites, ...seated(ctx, sites, request)], request, (site, asked) => clearOne(ctx, site, asked));
}

/** A team sits beside OpenClaw's own slot: who names no agent means both. */
function seated(ctx: Context, sites: readonly Site[], { agents, workspace }: SlotRequest): Site[] {
  if (agents.length > 0 || workspace !== null || !sites.some(isWorkspace)) return [];
  return activeTeam(ctx);
}

export interface Cleared {
  readonly slots: readonly SlotReport[];
  /** Where souls are all the same, when none was in the slots that were meant. */
  readonly elsewhere: readonly ActiveSlot[];
}

export async function clear(ctx: Context, request: SlotRequest): Promise<Cleared> {
  const slots = await followed(ctx, clearSlots(ctx, request));
  const silent = slots.some(({ changed }) => changed) || request.agents.length > 0 || request.workspace || request.file;
  return { slots, elsewhere: silent ? [] : activeSlots(ctx, request.scope ?? null) };
}

const PLAIN: SlotRequest = { agents: [], workspace: null, links: 'refuse', dryRun: false };

/** A soul that goes is cleared wherever it is; every other slot is left alone. */
export async function clearSoul(ctx: Context, name: string): Promise<SlotReport[]> {
  const sites = slotsWith(ctx, name);
  return followed(
    ctx,
    eachSite(sites, PLAIN, (site, asked) => clearOne(ctx, site, asked)),
  );
}

function clearOne(ctx: Context, site: Site, request: SlotRequest): SlotReport {
  const options = slotOptions(ctx, request);
  return report(ctx, site, {
    outcome: changeSite(site, options, (view) => clearChange(view, site.firstRun, options.at)),
    dryRun: request.dryRun,
  });
}

function clearChange({ timeline }: SlotView, firstRun: readonly string[], at: string): Change | null {
  if ((headOf(timeline)?.soul ?? null) === null) return null;
  const target = { ...clearTarget(timeline), ...droppedSince(timeline, firstRun) };
  return { target, after: push(timeline, 'clear', null, target, at), texts: new Map() };
}
