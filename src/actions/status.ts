/** What is in the slots now, and all that ever was in them. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type Semver from 'semver';
import type { Evidence, Note, Scope, Site } from '../agents/agent.ts';
import { AGENTS, type Unreadable } from '../agents/index.ts';
import { siteInProject } from '../agents/project.ts';
import { isSoulError, type SoulError } from '../core/errors.ts';
import { normaliseText, splitFrontMatter } from '../core/persona.ts';
import { sha256Hex } from '../core/sha256.ts';
import { text } from '../core/text.ts';
import { EMPTY_TIMELINE, type Entry, headOf, type SoulRef } from '../core/timeline.ts';
import { lstatIfExists, readIfExists } from '../store/disk.ts';
import { readInstalled } from '../store/packages.ts';
import { type SlotView, viewSlot } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { sitesMeant, sitesToShow } from './meant.ts';
import { type Running, runningNow, type Session, sessionOf } from './sessions.ts';
import { notesOf, removedSince, type SlotRequest, slotOptions, soulDrift } from './slots.ts';

export interface SlotStatus {
  readonly agent: string;
  readonly title: string;
  readonly scope: Scope;
  readonly root: string;
  /** Absolute path of the file that the persona's text is in, or would be. */
  readonly slot: string;
  readonly foundBy: string;
  readonly soul: SoulRef | null;
  /** A newer version of it that is installed; null when there is none. */
  readonly newer: string | null;
  /** Parts that somebody changed since our last change; empty when none. */
  readonly drift: readonly string[];
  /** Their files, from the slot's root. */
  readonly driftFiles: readonly string[];
  /** Those of them that are gone. */
  readonly removedFiles: readonly string[];
  /** When the changed file was written, ISO 8601; null without drift. */
  readonly driftAt: string | null;
  /** sha256 of each persona file that is there now, whoever wrote it. */
  readonly files: Readonly<Record<string, string>>;
  /** UTF-16 units in the slot, and how many the agent reads. */
  readonly length: number | null;
  readonly limit: number | null;
  /** What becomes of a longer text. */
  readonly beyond: { readonly en: string; readonly zh: string };
  readonly reset: string | null;
  readonly live: Site['live'];
  /** Whether a session that runs now may still have an old persona. */
  readonly session: Session;
  readonly effect: Site['effect'];
  readonly arrives: Site['arrives'];
  readonly mechanism: { readonly en: string; readonly zh: string };
  readonly takesEffect: { readonly en: string; readonly zh: string };
  /** What a person should know: masked, shared, not trusted, … */
  readonly notes: readonly Note[];
  /** What stands in the way of a switch here: a link, a folder, a damaged state. */
  readonly problem: SoulError | null;
}

/** Every agent found, or those named. Where there is none, the working directory. */
export function status(ctx: Context, request: SlotRequest): SlotStatus[] {
  const { sites, unreadable } = sitesToShow(ctx, request);
  const running = runningNow();
  const rows = sites.map((site) => siteStatus(ctx, site, request, running));
  return [...unreadable.map((each) => unreadableStatus(ctx, each)), ...rows];
}

/** An agent whose configuration makes no sense: where its slots are cannot be said. */
function unreadableStatus({ host }: Context, { agent, error }: Unreadable): SlotStatus {
  const site = agent.at(host, path.dirname(String(error.details.path)));
  return { ...factsOf(site), ...NOTHING_SEEN, problem: error };
}

const NOTHING_SEEN = {
  soul: null,
  newer: null,
  drift: [],
  driftFiles: [],
  removedFiles: [],
  driftAt: null,
  files: {},
  length: null,
  session: 'unknown',
  notes: [],
} as const;

function factsOf(site: Site) {
  return {
    agent: site.agent,
    title: site.title,
    scope: site.scope,
    root: site.slot.root,
    slot: fileOf(site),
    foundBy: site.foundBy,
    limit: site.limit,
    beyond: site.beyond,
    reset: site.reset,
    live: site.live,
    effect: site.effect,
    arrives: site.arrives,
    mechanism: site.mechanism,
    takesEffect: site.takesEffect,
  };
}

function siteStatus(ctx: Context, site: Site, request: SlotRequest, running: readonly Running[] | null): SlotStatus {
  const facts = factsOf(site);
  try {
    return { ...facts, ...inside(ctx, site, request, running), problem: null };
  } catch (error) {
    if (!isSoulError(error)) throw error;
    return { ...facts, ...NOTHING_SEEN, problem: error };
  }
}

/** The part that holds a persona's text now; the usual one when none does. */
function mainPart({ main }: Site, view?: SlotView): string {
  const held = headOf(view?.timeline ?? EMPTY_TIMELINE)?.parts ?? {};
  return main.find((name) => held[name]?.ours) ?? (main[0] as string);
}

function fileOf(site: Site, view?: SlotView): string {
  return `${site.slot.root}/${site.slot.parts[mainPart(site, view)]?.path}`;
}

function inside(ctx: Context, site: Site, request: SlotRequest, running: readonly Running[] | null) {
  const view = viewSlot(site.slot, slotOptions(ctx, request, site.main));
  const head = headOf(view.timeline);
  const drift = head?.soul ? soulDrift(view) : [];
  const changed = drift.flatMap((name) => view.found[name]?.stat ?? [])[0];
  return {
    soul: head?.soul ?? null,
    newer: head?.soul ? newerInstalled(ctx, head.soul) : null,
    slot: fileOf(site, view),
    drift,
    driftFiles: drift.map((name) => site.slot.parts[name]?.path ?? name),
    removedFiles: removedSince(view).map((name) => site.slot.parts[name]?.path ?? name),
    files: filesNow(site),
    driftAt: changed ? new Date(changed.mtimeMs).toISOString() : null,
    session: sessionOf(site, running, head && head.action !== 'original' ? Date.parse(head.at) : null),
    length: lengthOf(site, view),
    notes: [...notesOf(ctx.host, site, { head, view, texts: new Map(), onDisk: true }), ...strayNotes(view)],
  };
}

/** The agent does not have the persona: it is where the link in its place had led. */
function strayNotes({ found, strays }: SlotView): Note[] {
  return Object.entries(strays).map(([name, { found: stray }]) => {
    const place = found[name]?.place ?? '';
    return {
      code: 'stray',
      level: 'warning',
      says: text(
        `the persona is in ${stray.file}, where ${place} does not lead any more`,
        `角色位于 ${stray.file}，而 ${place} 已不再指向它`,
      ),
      hint: text(
        `clawhub clear gives ${stray.file} its own text back; what is at ${place} stays`,
        `clawhub clear 会恢复 ${stray.file} 自己的内容；${place} 处的内容保持不变`,
      ),
    };
  });
}

/** By what is installed; no source is asked. */
function newerInstalled(ctx: Context, { name, version, content }: SoulRef): string | null {
  const { souls } = readInstalled(ctx.paths);
  const item = Object.hasOwn(souls, name) ? souls[name] : undefined;
  if (item === undefined || item.content === content || item.version === version) return null;
  // Loaded for this rare case only: status is a quick path.
  const semver = createRequire(import.meta.url)('semver') as typeof Semver;
  return semver.gt(item.version, version) ? item.version : null;
}

/** What counts against the agent's limit. */
function lengthOf(site: Site, view: SlotView): number | null {
  const name = mainPart(site, view);
  const found = view.found[name];
  if (site.limitOf === 'file' && found?.bytes) return new TextDecoder().decode(found.bytes).length;
  const value = found ? view.read(found.value) : null;
  return value === null ? null : (site.slot.parts[name]?.lens.text(value).length ?? null);
}

/** Whole files, as any other program sees them. What is no regular file has no digest. */
function filesNow({ slot }: Site): Record<string, string> {
  const digests = Object.entries(slot.parts).flatMap(([name, part]) => {
    const file = `${slot.root}/${part.path}`;
    if (!lstatIfExists(file)?.isFile()) return [];
    return [[name, sha256Hex(readIfExists(file) ?? new Uint8Array())]];
  });
  return Object.fromEntries(digests);
}

export interface HistoryEntry extends Pick<Entry, 'id' | 'at' | 'action' | 'soul' | 'from'> {
  readonly current: boolean;
  /** It was there for one session (`run`). */
  readonly lent: boolean;
  /** The redo command would come here next. */
  readonly redo: boolean;
  /** First line of the main persona file, to recognise it by. */
  readonly firstLine: string | null;
  /** Its kept text is gone or was altered. */
  readonly missing?: true;
  /** Where the link led that was in its place; null when there was none. */
  readonly link: string | null;
  /** sha256 of each file that was there. */
  readonly files: Readonly<Record<string, string>>;
}

export interface SlotHistory {
  readonly agent: string;
  readonly title: string;
  readonly root: string;
  readonly entries: readonly HistoryEntry[];
}

/** Oldest first. An edit that was found just now is shown with the number it will get. */
export function history(ctx: Context, request: SlotRequest): SlotHistory[] {
  return sitesMeant(ctx, request).map((site) => {
    const view = viewSlot(site.slot, slotOptions(ctx, request, site.main));
    const { timeline } = view;
    const entries = timeline.entries.map((entry): HistoryEntry => {
      const main = mainText(site, view, entry);
      return {
        id: entry.id,
        at: entry.at,
        action: entry.action,
        soul: entry.soul,
        ...(entry.from === undefined ? {} : { from: entry.from }),
        current: entry.id === timeline.head,
        lent: entry.lent !== undefined,
        redo: entry.id === timeline.redo.at(-1),
        firstLine: typeof main === 'string' ? firstLine(main) : null,
        ...(main === LOST ? { missing: true as const } : {}),
        link: linkIn(entry, site.main),
        files: fileHashes(entry),
      };
    });
    return { agent: site.agent, title: site.title, root: site.slot.root, entries };
  });
}

const LOST = Symbol('lost');

/** What the main file of an entry says; null when it was not there. */
function mainText(site: Site, view: SlotView, { parts }: Entry): string | typeof LOST | null {
  const name = site.main.find((part) => parts[part]?.value.kind === 'text');
  const value = name === undefined ? undefined : parts[name]?.value;
  if (name === undefined || value === undefined) return null;
  try {
    const bytes = view.read(value);
    return bytes === null ? null : (site.slot.parts[name]?.lens.text(bytes) ?? null);
  } catch (error) {
    if (isSoulError(error, 'E_STATE')) return LOST;
    throw error;
  }
}

/** Of the persona: front matter, which may be ours, is not what it says. */
function firstLine(words: string): string {
  const { body } = splitFrontMatter(normaliseText(words));
  const line = [body, words].flatMap((piece) => piece.split('\n')).find((piece) => piece.trim() !== '');
  return line?.trim() ?? '';
}

function linkIn({ parts }: Entry, main: readonly string[]): string | null {
  const links = main.flatMap((part) => {
    const value = parts[part]?.value;
    return value?.kind === 'link' ? [value.target] : [];
  });
  return links[0] ?? null;
}

function fileHashes({ parts }: Entry): Record<string, string> {
  const texts = Object.entries(parts).flatMap(([name, { value }]) =>
    value.kind === 'text' ? [[name, value.sha]] : [],
  );
  return Object.fromEntries(texts);
}

export interface AgentInfo {
  readonly id: string;
  readonly title: string;
  readonly evidence: Evidence;
  readonly sites: readonly SiteInfo[];
  /** Its slot in the project around the working directory, whether it is used or not. */
  readonly project: SiteInfo | null;
  readonly problem: SoulError | null;
}

export type SiteInfo = Pick<
  SlotStatus,
  | 'agent'
  | 'scope'
  | 'root'
  | 'slot'
  | 'foundBy'
  | 'effect'
  | 'arrives'
  | 'mechanism'
  | 'live'
  | 'takesEffect'
  | 'reset'
  | 'limit'
> & { readonly used: boolean; readonly resetCommand: readonly string[] | null };

function siteInfo(site: Site): SiteInfo {
  const { agent, scope, foundBy, used, effect, arrives, mechanism, live, takesEffect, reset, resetCommand, limit } =
    site;
  const facts = {
    agent,
    scope,
    foundBy,
    used,
    effect,
    arrives,
    mechanism,
    live,
    takesEffect,
    reset,
    resetCommand,
    limit,
  };
  return { ...facts, root: site.slot.root, slot: fileOf(site) };
}

/** Agents that we know, and which of them are here. */
export function listAgents(ctx: Context): AgentInfo[] {
  return AGENTS.filter(({ id }) => id !== 'folder').map((agent) => {
    const inProject = siteInProject(ctx.host, agent);
    const { id, title, evidence } = agent;
    const known = { id, title, evidence, project: inProject && siteInfo(inProject) };
    try {
      return { ...known, sites: agent.find(ctx.host).map(siteInfo), problem: null };
    } catch (error) {
      if (!isSoulError(error, 'E_AGENT_CONFIG')) throw error;
      return { ...known, sites: [], problem: error };
    }
  });
}
