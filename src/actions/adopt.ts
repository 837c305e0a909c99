/** Bring what other programs left behind into the history, so that `restore` can give it back. Nothing in place changes. */
import type { Site } from '../agents/agent.ts';
import { isWorkspace } from '../agents/openclaw.ts';
import { sha256Hex } from '../core/sha256.ts';
import { adopted, holderOf, type Parts, type PartValue, type Timeline } from '../core/timeline.ts';
import { type Claimed, findClaimed, findLeftovers, type Leftover } from '../store/leftovers.ts';
import type { SlotView } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { changeSite, eachSite, type SlotRequest, sitesFor, slotOptions } from './slots.ts';

export interface Adopted extends Pick<Leftover, 'program' | 'path' | 'at'> {
  /** Entry of the history that holds it. */
  readonly entry: number;
  /** It was in the history already. */
  readonly known: boolean;
  /** sha256 by part. */
  readonly files: Readonly<Record<string, string>>;
  /** First line with something in it, to recognise it by. */
  readonly firstLine: string;
}

export interface AdoptReport {
  readonly agent: string;
  readonly title: string;
  readonly root: string;
  /** Oldest first. */
  readonly leftovers: readonly Adopted[];
  /** Files in the slot that another program put there. */
  readonly inPlace: readonly Claimed[];
  readonly changed: boolean;
}

export function adopt(ctx: Context, request: SlotRequest): AdoptReport[] {
  return eachSite(sitesFor(ctx, request), request, (site, asked) => adoptOne(ctx, site, asked));
}

function adoptOne(ctx: Context, site: Site, request: SlotRequest): AdoptReport {
  const { agent, title, slot } = site;
  const leftovers = findLeftovers(slot, { home: isWorkspace(site) ? ctx.home : null, cwd: ctx.cwd });
  const options = slotOptions(ctx, request, [...new Set(leftovers.flatMap(({ parts }) => [...parts.keys()]))]);
  let plan: Plan = { timeline: null, found: [] };
  const { change } = changeSite(site, options, (view) => {
    plan = planAdoption(view, leftovers);
    if (plan.timeline === null) return null;
    const texts = new Map(
      leftovers.flatMap(({ parts }) => [...parts.values()]).map((bytes) => [sha256Hex(bytes), bytes]),
    );
    return { target: {}, after: plan.timeline, texts };
  });
  const inPlace = findClaimed(slot);
  return { agent, title, root: slot.root, leftovers: plan.found, inPlace, changed: change !== null };
}

interface Plan {
  /** null when all of it is in the history. */
  readonly timeline: Timeline | null;
  readonly found: readonly Adopted[];
}

function planAdoption(view: SlotView, leftovers: readonly Leftover[]): Plan {
  let timeline = view.timeline;
  const found = leftovers.map((leftover) => {
    const parts = valuesOf(view, leftover);
    const holder = holderOf(timeline, parts);
    if (holder === null) timeline = adopted(timeline, parts, { at: leftover.at, from: leftover.program });
    return describe(leftover, holder?.id ?? timeline.entries.at(-1)?.id ?? 0, holder !== null);
  });
  return { timeline: timeline === view.timeline ? null : timeline, found };
}

/** A copy's own mode says nothing about the file it was made of. */
function valuesOf(view: SlotView, { parts }: Leftover): Parts<PartValue> {
  const values = [...parts].map(([part, bytes]): [string, PartValue] => {
    const there = view.found[part]?.value;
    return [part, { kind: 'text', sha: sha256Hex(bytes), mode: there?.kind === 'text' ? there.mode : 0o644 }];
  });
  return Object.fromEntries(values);
}

function describe({ program, path, at, parts }: Leftover, entry: number, known: boolean): Adopted {
  const files = Object.fromEntries([...parts].map(([part, bytes]) => [part, sha256Hex(bytes)]));
  const [main] = parts.values();
  const lines = new TextDecoder().decode(parts.get('SOUL.md') ?? main).split('\n');
  return { program, path, at, entry, known, files, firstLine: lines.find((line) => line.trim() !== '')?.trim() ?? '' };
}
