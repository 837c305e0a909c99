/** Reverse the last change, whatever it was and wherever, unless a slot is named; redo brings it back; restore goes to any state that ever was. */
import type { Site } from '../agents/agent.ts';
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { entryOf, push, redoStep, restoreTarget, undoStep } from '../core/timeline.ts';
import type { Change, SlotView } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { type ActiveSlot, activeSlots, lastChanged, lastUndone, namesNone, sitesMeant } from './meant.ts';
import { changeSite, eachSite, followed, report, type SlotReport, type SlotRequest, slotOptions } from './slots.ts';

type Decide = (view: SlotView, at: string) => Change | null;

/** @throws SoulError E_NO_HISTORY */
export async function undo(ctx: Context, request: SlotRequest): Promise<SlotReport[]> {
  return walk(ctx, orNothing(lastChanged(ctx, request), 'undo'), request, undoChange);
}

/** A command may have put the soul that is gone now into several slots: those that have it still, where none was named. */
export function stillElsewhere(ctx: Context, request: SlotRequest, slots: readonly SlotReport[]): ActiveSlot[] {
  if (!namesNone(request) || request.dryRun) return [];
  const gone = slots.filter(({ former, soul }) => former?.name !== soul?.name).map(({ former }) => former?.name);
  return activeSlots(ctx, request.scope ?? null).filter(({ soul }) => gone.includes(soul.name));
}

/** @throws SoulError E_NO_HISTORY */
export async function redo(ctx: Context, request: SlotRequest): Promise<SlotReport[]> {
  return walk(ctx, orNothing(lastUndone(ctx, request), 'redo'), request, redoChange);
}

/** @throws SoulError E_STATE_NOT_FOUND */
export async function restore(ctx: Context, id: number, request: SlotRequest): Promise<SlotReport[]> {
  return walk(ctx, sitesMeant(ctx, request), request, (view, at) => restoreChange(view, id, at));
}

async function walk(ctx: Context, sites: readonly Site[], request: SlotRequest, decide: Decide): Promise<SlotReport[]> {
  const slots = eachSite(sites, request, (site, asked) => {
    const options = slotOptions(ctx, asked);
    return report(ctx, site, {
      outcome: changeSite(site, options, (view) => decide(view, options.at)),
      dryRun: asked.dryRun,
    });
  });
  return followed(ctx, slots);
}

/** @throws SoulError E_NO_HISTORY */
function orNothing(sites: readonly Site[], what: 'undo' | 'redo'): readonly Site[] {
  if (sites.length === 0) throw nothing(null, what);
  return sites;
}

function undoChange({ timeline, slot }: SlotView, at: string): Change {
  const step = undoStep(timeline, at);
  if (!step) throw nothing(slot.root, 'undo');
  return { ...step, texts: new Map() };
}

function redoChange({ timeline, slot }: SlotView, at: string): Change {
  const step = redoStep(timeline, at);
  if (!step) throw nothing(slot.root, 'redo');
  return { ...step, texts: new Map() };
}

/** @param root null for all slots together */
function nothing(root: string | null, what: 'undo' | 'redo'): SoulError {
  const zh = what === 'undo' ? '撤销' : '重做';
  const says =
    root === null
      ? text(`there is nothing to ${what}`, `没有可以${zh}的操作`)
      : text(`there is nothing to ${what} in ${root}`, `${root} 没有可以${zh}的操作`);
  return new SoulError('E_NO_HISTORY', says, {
    hint: text('clawhub history shows all that ever was in the slot', 'clawhub history 可查看全部历史'),
    details: root === null ? {} : { root },
  });
}

/** null when the slot holds just that. */
function restoreChange({ timeline, slot, drift, strays }: SlotView, id: number, at: string): Change | null {
  const to = entryOf(timeline, id);
  if (!to) {
    throw new SoulError(
      'E_STATE_NOT_FOUND',
      text(`the history of ${slot.root} has no entry ${id}`, `${slot.root} 的历史里没有第 ${id} 条`),
      {
        hint: text('clawhub history lists the entries', 'clawhub history 可列出全部条目'),
        details: { root: slot.root, id },
      },
    );
  }
  if (id === timeline.head && drift.length === 0 && Object.keys(strays).length === 0) return null;
  const target = restoreTarget(timeline, to);
  return { target, after: push(timeline, 'restore', to.soul, target, at), texts: new Map() };
}
