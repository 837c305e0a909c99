/** A persona that was in a slot for one session is taken back. */
import { slotOf } from '../agents/index.ts';
import { type Entry, editedVersion, headOf, type Timeline, undoStep } from '../core/timeline.ts';
import { dropLease, type Lease } from '../store/lease.ts';
import { type Change, changeSlot, forgetSlot, type SlotView } from '../store/transaction.ts';
import type { Context } from './context.ts';

/** Its session is over. What was edited meanwhile stays in the history: the number of that entry; null when nothing was. */
export function takeBack(ctx: Context, root: string, lease: Lease): number | null {
  const slot = slotOf(ctx.host, lease.slot, root);
  if (slot === null) return null;
  const at = ctx.now().toISOString();
  const siblings = (key: string, folder: string) => slotOf(ctx.host, key, folder);
  const { view } = changeSlot(slot, { at, links: 'refuse', slotOf: siblings }, (seen) => undone(seen, lease.at, at));
  dropLease(root, lease);
  if (lease.fresh && isOfSessions(view.timeline)) forgetSlot(slot);
  return editOf(view.timeline, lease.at);
}

/** null when somebody has switched or cleared since: then there is nothing of this session left to take back. */
function undone({ timeline }: SlotView, lent: string, at: string): Change | null {
  const head = headOf(timeline);
  const ours = entryOfSession(timeline, lent);
  if (!head || !ours || !isOn(head, ours)) return null;
  const step = undoStep(timeline, at);
  return step && { ...step, texts: new Map() };
}

/** Nobody changed anything for longer than a session, and nothing in it is worth keeping. */
function isOfSessions({ entries }: Timeline): boolean {
  return entries.every(({ action, lent }) => action === 'original' || (action === 'switch' && lent !== undefined));
}

function entryOfSession({ entries }: Timeline, lent: string): Entry | undefined {
  return entries.find((entry) => entry.action === 'switch' && entry.at === lent);
}

/** What somebody made of the soul during the session. */
function editOf(timeline: Timeline, lent: string): number | null {
  const ours = entryOfSession(timeline, lent);
  const edit = ours?.soul ? editedVersion(timeline, ours.soul.name) : null;
  return edit !== null && ours !== undefined && isOn(edit, ours) ? edit.id : null;
}

/** The entry itself, or an edit of it: that one is lent as well, and has the same parent. */
function isOn(head: Entry, ours: Entry): boolean {
  return head.id === ours.id || (head.action === 'edit' && head.lent !== undefined && head.parent === ours.parent);
}
