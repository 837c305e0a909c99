/** Forget entries of the history that the store can bring back; everything else is kept for ever. */

import { personaText } from '../core/persona.ts';
import { type PrunePlan, planPrune } from '../core/prune.ts';
import { sha256Hex } from '../core/sha256.ts';
import type { Entry } from '../core/timeline.ts';
import { readInstalled, readPackageFile } from '../store/packages.ts';
import type { Context } from './context.ts';
import { sitesMeant } from './meant.ts';
import { changeSite, type SlotRequest, slotOptions } from './slots.ts';

export interface Pruned {
  readonly agent: string;
  readonly title: string;
  readonly root: string;
  readonly entries: readonly Pick<Entry, 'id' | 'at' | 'soul'>[];
}

export function prune(ctx: Context, request: SlotRequest): Pruned[] {
  const texts = storeTexts(ctx);
  return sitesMeant(ctx, request).map((site) => {
    let plan: PrunePlan | null = null;
    changeSite(site, slotOptions(ctx, request), ({ timeline }) => {
      plan = planPrune(timeline, (sha) => texts.has(sha));
      return plan.drop.length === 0 ? null : { target: {}, after: plan.after, texts: new Map() };
    });
    const dropped = (plan as PrunePlan | null)?.drop ?? [];
    const entries = dropped.map(({ id, at, soul }) => ({ id, at, soul }));
    return { agent: site.agent, title: site.title, root: site.slot.root, entries };
  });
}

/** Hashes of every persona text that an installed package gives, in every language. */
function storeTexts(ctx: Context): Set<string> {
  const { souls } = readInstalled(ctx.paths);
  const texts = new Set<string>();
  for (const item of Object.values(souls)) {
    for (const files of Object.values(item.persona)) {
      for (const file of Object.values(files))
        texts.add(sha256Hex(new TextEncoder().encode(personaText(readPackageFile(ctx.paths, item, file), file))));
    }
  }
  return texts;
}
