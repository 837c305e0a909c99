/** What a slot, as it is, should hold for a persona: the adapter's plan, with a look at what the user has there. */
import type { Persona, PersonaTexts, Site } from '../agents/agent.ts';
import { ownTexts } from '../core/timeline.ts';
import type { SlotView } from '../store/transaction.ts';

/** What shall be in a slot. */
export type Wanted = Omit<Persona, 'own'>;

/** @param view null where nobody has looked yet: then as if the user had nothing there */
export function planFor(site: Site, wanted: Wanted, view: SlotView | null): PersonaTexts {
  const own = view === null ? {} : ownTexts(view.timeline);
  return site.plan({ ...wanted, own: (part) => (own[part] ? (view?.read(own[part]) ?? null) : null) });
}

/** Names of the parts that it may touch. */
export function partsFor(site: Site, wanted: Wanted): string[] {
  return [...Object.keys(planFor(site, wanted, null)), ...site.firstRun];
}
