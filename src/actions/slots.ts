/** The slots that a command works on, and a common way to describe what happened to them. */
import type { Host, Note, Scope, Site } from '../agents/agent.ts';
import { chooseSites, slotOf } from '../agents/index.ts';
import { foreignWriters } from '../agents/writers.ts';
import { localized } from '../core/lang.ts';
import { text } from '../core/text.ts';
import { type Entry, headOf, type PartValue, type SoulRef } from '../core/timeline.ts';
import { lstatIfExists } from '../store/disk.ts';
import { isAbandoned, leasesIn } from '../store/lease.ts';
import type { Found, LinkPolicy } from '../store/parts.ts';
import { slotPaths } from '../store/paths.ts';
import {
  type Change,
  changeSlot,
  type Edit,
  type Outcome,
  type SlotOptions,
  type SlotView,
} from '../store/transaction.ts';
import type { Context } from './context.ts';
import { takeBack } from './lent.ts';

export interface SlotRequest {
  readonly agents: readonly string[];
  readonly workspace: string | null;
  /** `--slot`: any one file. */
  readonly file?: string | null;
  /** `--global` or `--project`; null lets the agent decide. */
  readonly scope?: Scope | null;
  readonly links: LinkPolicy;
  readonly dryRun: boolean;
}

export interface FileChange {
  /** Absolute path. */
  readonly path: string;
  readonly change: 'create' | 'replace' | 'remove';
  /** Only a spot in it is ours: all else in the file stays. */
  readonly spot: boolean;
  /** sha256 of the whole file before and after; null when absent. */
  readonly before: string | null;
  readonly after: string | null;
  /** Texts for a diff; null when there is none or it is not UTF-8. Not part of the JSON. */
  readonly texts: { readonly before: string | null; readonly after: string | null };
}

export interface SlotReport {
  readonly agent: string;
  readonly title: string;
  readonly scope: Scope;
  readonly root: string;
  /** The soul in the slot now; null when it holds the user's own text. */
  readonly soul: SoulRef | null;
  /** The one before. */
  readonly former: SoulRef | null;
  readonly changed: boolean;
  readonly files: readonly FileChange[];
  /** History entry that is in place now. */
  readonly entry: number;
  /** Entry that keeps what somebody else had written there since; null when nobody had. */
  readonly keptEdit: number | null;
  /** Files of the soul that somebody had removed since. */
  readonly removed: readonly string[];
  /** Files of the soul that are not there now: somebody had removed them in what came back. */
  readonly missing: readonly string[];
  /** Nothing stands where the persona's text would be. */
  readonly bare: boolean;
  readonly recovered: boolean;
  readonly repaired: boolean;
  readonly reset: string | null;
  readonly resetCommand: readonly string[] | null;
  /** What a person should know about this slot as it is now. */
  readonly notes: readonly Note[];
  readonly takesEffect: { readonly en: string; readonly zh: string };
  readonly dryRun: boolean;
}

export function sitesFor(ctx: Context, request: SlotRequest): Site[] {
  const { agents, workspace, file = null, scope = null } = request;
  return settled(
    ctx,
    withoutTwins(chooseSites(ctx.host, { agents, workspace, file, scope, preferred: ctx.settings.agent })),
  );
}

/** The persona of a session that ended without giving it back is taken back before anything else. */
export function settled(ctx: Context, sites: readonly Site[]): Site[] {
  for (const root of new Set(sites.map(({ slot }) => slot.root))) {
    for (const lease of leasesIn(root).filter(isAbandoned)) takeBack(ctx, root, lease);
  }
  return [...sites];
}

/** Agents that read the same file have one slot: it is changed once. */
export function withoutTwins(sites: readonly Site[]): Site[] {
  const key = ({ slot }: Site) => JSON.stringify([slot.root, slot.agent]);
  return sites.filter((site, index) => sites.findIndex((other) => key(other) === key(site)) === index);
}

export function slotOptions(ctx: Context, request: SlotRequest, parts: readonly string[] = []): SlotOptions {
  const { links, dryRun } = request;
  const siblings = (agent: string, root: string) => slotOf(ctx.host, agent, root);
  return { at: ctx.now().toISOString(), links, dryRun, parts, slotOf: siblings };
}

/**
 * Where we never were, a look comes first: a command that finds nothing to do, or refuses, leaves no folder of ours
 * behind, which would make any folder a working directory.
 */
export function changeSite({ slot }: Site, options: SlotOptions, decide: (view: SlotView) => Change | null): Outcome {
  const canBegin = slot.makeRoot || lstatIfExists(slot.root) !== null;
  const untouched = canBegin && lstatIfExists(slotPaths(slot.root).folder) === null;
  const look = untouched ? changeSlot(slot, { ...options, dryRun: true }, decide) : null;
  return look?.change === null ? look : changeSlot(slot, options, decide);
}

/** One slot after another. Where there are several, each is asked first: none is changed when one of them refuses. */
export function eachSite<R extends SlotRequest, T>(
  sites: readonly Site[],
  request: R,
  change: (site: Site, request: R) => T,
): T[] {
  if (sites.length > 1 && !request.dryRun) for (const site of sites) change(site, { ...request, dryRun: true });
  return sites.map((site) => change(site, request));
}

/** A repository says which souls it uses, and follows what is done in its slots. Loaded only where there is one. */
export async function followed(ctx: Context, slots: readonly SlotReport[]): Promise<SlotReport[]> {
  if (slots.every(({ scope, dryRun }) => scope !== 'project' || dryRun)) return [...slots];
  const { follow } = await import('./project.ts');
  return slots.map((slot) => follow(ctx, slot));
}

export function report(ctx: Context, site: Site, done: { outcome: Outcome; dryRun: boolean }): SlotReport {
  const { outcome, dryRun } = done;
  const { view, change } = outcome;
  const after = change?.after ?? view.timeline;
  const head = headOf(after);
  const removed = removedSince(view);
  return {
    agent: site.agent,
    title: site.title,
    scope: site.scope,
    root: site.slot.root,
    soul: head?.soul ?? null,
    former: headOf(view.timeline)?.soul ?? null,
    changed: change !== null,
    files: outcome.edits.map((edit) => fileChange(edit, outcome)),
    entry: after.head,
    keptEdit: change !== null && soulDrift(view).length > removed.length ? view.timeline.head : null,
    removed: change === null ? [] : removed.map((name) => fileOf(site, name)),
    missing: missingIn(head).map((name) => fileOf(site, name)),
    bare: isBare(site.main, outcome),
    recovered: view.recovered,
    repaired: view.repaired,
    reset: site.reset,
    resetCommand: site.resetCommand,
    notes: notesOf(ctx.host, site, { head, view, texts: change?.texts ?? new Map(), onDisk: !dryRun }),
    takesEffect: site.takesEffect,
    dryRun,
  };
}

interface Now {
  readonly head: Entry | null;
  readonly view: SlotView;
  /** New ones, by hash. */
  readonly texts: ReadonlyMap<string, Uint8Array>;
  readonly onDisk: boolean;
}

export function notesOf(host: Host, site: Site, { head, view, texts, onDisk }: Now): Note[] {
  const held = Object.entries(head?.parts ?? {}).flatMap(([name, { ours, value }]) => {
    const bytes = ours && value.kind === 'text' ? (texts.get(value.sha) ?? view.read(value)) : null;
    return bytes === null ? [] : [[name, bytes] as const];
  });
  const filling = { soul: head?.soul ?? null, texts: Object.fromEntries(held), onDisk };
  return [...site.notes(filling), ...sharedNotes(site, head), ...writerNotes(asFound(host, site, view), site)];
}

/** Some leave their trace in the very file that has just been replaced. */
function asFound(host: Host, { main }: Site, { found }: SlotView): Host {
  const before = found[main[0] ?? ''];
  return before === undefined
    ? host
    : { ...host, read: (file) => (file === before.place ? before.bytes : host.read(file)) };
}

/** Whoever else writes the file would make the persona vanish, so it is named before. */
function writerNotes(host: Host, { slot, main }: Site): Note[] {
  if (slot.parts[main[0] ?? '']?.path !== 'SOUL.md') return [];
  return foreignWriters(host, slot.root).map(({ tool, trace, does, hint }) => ({
    code: 'writer',
    level: 'warning',
    says: text(`${tool} is here (${trace}): it ${does.en}`, `发现 ${tool}（${trace}）：它${does.zh}`),
    hint,
  }));
}

/** What others read as well they get as well. */
function sharedNotes({ sharedWith, slot }: Site, head: Entry | null): Note[] {
  if (sharedWith.length === 0 || (head?.soul ?? null) === null) return [];
  const [en, zh] = [sharedWith.join(', '), sharedWith.join('、')];
  const says = text(`${slot.agent} is also read by ${en}`, `${slot.agent} 也会被 ${zh} 读取`);
  return [{ code: 'shared', level: 'info', says, hint: null }];
}

function fileChange(edit: Edit, { image, view }: Outcome): FileChange {
  const textOf = (value: PartValue) => {
    const bytes = image(value);
    return bytes === null ? null : new TextDecoder().decode(bytes);
  };
  return {
    path: edit.file,
    change: edit.before.kind === 'absent' ? 'create' : edit.after.kind === 'absent' ? 'remove' : 'replace',
    spot: view.slot.parts[edit.part]?.lens.kind !== 'file',
    before: edit.before.kind === 'text' ? edit.before.sha : null,
    after: edit.after.kind === 'text' ? edit.after.sha : null,
    texts: { before: textOf(edit.before), after: textOf(edit.after) },
  };
}

/** Parts of the soul that somebody changed since. The user's own files may change at any time: kept, but no drift. */
export function soulDrift({ timeline, drift }: SlotView): string[] {
  const parts = headOf(timeline)?.parts ?? {};
  return drift.filter((name) => parts[name]?.ours);
}

/** Those of them that are not there any more. */
export function removedSince(view: SlotView): string[] {
  const gone = missingIn(headOf(view.timeline));
  return soulDrift(view).filter((name) => gone.includes(name));
}

function missingIn(head: Entry | null): string[] {
  const parts = Object.entries(head?.parts ?? {});
  return parts.flatMap(([name, { ours, value }]) => (ours && value.kind === 'absent' ? [name] : []));
}

function isBare(main: readonly string[], { view, edits }: Outcome): boolean {
  const seen = main.flatMap((name) => view.found[name] ?? []);
  const isGone = ({ name, link, bytes }: Found) => {
    const edit = edits.find(({ part, stray }) => part === name && !stray);
    return edit ? edit.after.kind === 'absent' : link === null && bytes === null;
  };
  return seen.length > 0 && seen.every(isGone);
}

/** As it is called there. */
function fileOf({ slot }: Site, name: string): string {
  return slot.parts[name]?.path ?? name;
}

/** The name a person knows a soul by. */
export function titleIn(displayName: Readonly<Record<string, string>>, lang: string, name: string): string {
  return localized(displayName, lang) ?? name;
}
