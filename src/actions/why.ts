/** What the model really gets of an agent's files, and who else writes them. */
import type { Note } from '../agents/agent.ts';
import { lookForSites } from '../agents/index.ts';
import { promptOf } from '../agents/prompt.ts';
import { arrives, type PromptPiece } from '../core/prompt.ts';
import { headOf, type SoulRef } from '../core/timeline.ts';
import { viewSlot } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { notesOf, type SlotRequest, settled, sitesFor, slotOptions } from './slots.ts';

export interface WhyReport {
  readonly agent: string;
  readonly title: string;
  readonly root: string;
  readonly soul: SoulRef | null;
  /** In the order of the model's request. */
  readonly pieces: readonly PromptPiece[];
  /** UTF-16 units of all files together, and how many there may be. */
  readonly kept: number;
  readonly total: number | null;
  /** Held against recorded requests of the real program; otherwise only the slot itself is known. */
  readonly measured: boolean;
  readonly notes: readonly Note[];
}

/** Every agent found, or those named. @throws SoulError E_AGENT_CONFIG, and those of a slot that cannot be read */
export function why(ctx: Context, request: SlotRequest): WhyReport[] {
  const { agents, workspace, file, scope } = request;
  const everything = agents.length === 0 && workspace === null && !file && !scope;
  const found = everything ? lookForSites(ctx.host).sites.filter(({ used }) => used) : [];
  const sites = found.length > 0 ? settled(ctx, found) : sitesFor(ctx, request);
  return sites.map((site) => {
    const view = viewSlot(site.slot, slotOptions(ctx, { ...request, links: 'replace-link' }, site.main));
    const head = headOf(view.timeline);
    const { pieces, total, measured } = promptOf(ctx.host, site);
    return {
      agent: site.agent,
      title: site.title,
      root: site.slot.root,
      soul: head?.soul ?? null,
      pieces,
      kept: pieces.filter(arrives).reduce((sum, piece) => sum + piece.kept, 0),
      total,
      measured,
      notes: notesOf(ctx.host, site, { head, view, texts: new Map(), onDisk: true }),
    };
  });
}
