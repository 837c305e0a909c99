/** Put a soul in the slot of an agent. */
import type { PersonaTexts, Site } from '../agents/agent.ts';
import { folder } from '../agents/folder.ts';
import { SoulError } from '../core/errors.ts';
import { type Localized, matchLang } from '../core/lang.ts';
import { normaliseText, personaText, splitFrontMatter } from '../core/persona.ts';
import { sha256Hex } from '../core/sha256.ts';
import { text } from '../core/text.ts';
import {
  asLent,
  type Entry,
  editedVersion,
  headOf,
  previousSoul,
  push,
  restoreTarget,
  type SoulRef,
  sameValue,
  switchTarget,
} from '../core/timeline.ts';
import type { Installed } from '../store/packages.ts';
import { type Change, type Outcome, type SlotView, viewSlot } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { type Chosen, findInstalled, stored } from './find.ts';
import type { Arrival } from './place.ts';
import { partsFor, planFor, type Wanted } from './plan.ts';
import {
  changeSite,
  eachSite,
  followed,
  report,
  type SlotReport,
  type SlotRequest,
  sitesFor,
  slotOptions,
  soulDrift,
  titleIn,
} from './slots.ts';

export interface SwitchRequest extends SlotRequest {
  /** BCP 47; null lets the settings decide. */
  readonly lang: string | null;
  /** Fail when the language is missing instead of taking another. */
  readonly strictLang: boolean;
  /** Operating files that the user wants too, such as `AGENTS.md`. */
  readonly operating: readonly string[];
  /** Apply a persona that is longer than the agent reads, or before its first run. */
  readonly force: boolean;
  /** For one session: no way of the history leads to it afterwards. */
  readonly lent?: boolean;
}

export interface SwitchResult {
  readonly soul: SoulRef;
  /** Languages the soul has; the one asked for is missing among them when `langMissing` is set. */
  readonly languages: readonly string[];
  readonly langMissing: string | null;
  /** Set when it was installed just now, because it was not here yet. */
  readonly arrival: Arrival | null;
  /** Souls of a team that were installed with it. */
  readonly members?: readonly Arrival[];
  readonly slots: readonly (SlotReport & { readonly editedEntry: number | null })[];
}

/** @throws SoulError E_NOT_FOUND, E_AMBIGUOUS, E_LANG_NOT_FOUND, E_PERSONA_TOO_LONG, E_FIRST_RUN, and those of the slot */
export async function switchSoul(ctx: Context, words: string, request: SwitchRequest): Promise<SwitchResult> {
  const sites = sitesFor(ctx, request);
  const chosen = await findOrObtain(ctx, words);
  if (chosen.match.item.kind === 'team') return (await import('./team.ts')).seatTeam(ctx, chosen, { sites, request });
  return apply(ctx, { chosen, sites, request });
}

/** What is installed answers at once; only otherwise are sources asked, which loads the network. */
async function findOrObtain(ctx: Context, words: string): Promise<Chosen> {
  const here = ctx.settings.registry === null ? findInstalled(ctx, words) : null;
  if (here) return stored(ctx, here);
  const { obtainOnDemand } = await import('./install.ts');
  return obtainOnDemand(ctx, words);
}

interface Target {
  readonly chosen: Chosen;
  readonly sites: readonly Site[];
  readonly request: SwitchRequest;
}

async function apply(ctx: Context, target: Target): Promise<SwitchResult> {
  const put = await agreed(ctx, target);
  return put();
}

/** All that may refuse, and every question; what is returned only writes. */
async function agreed(ctx: Context, { chosen, sites, request }: Target): Promise<() => Promise<SwitchResult>> {
  const { wanted, ...found } = wantedOf(ctx, chosen, request);
  for (const site of sites) await checkSite(ctx, site, wanted, request);
  const put = (site: Site, asked: SwitchRequest) => switchOne(ctx, site, wanted, asked);
  const arrival = keep([chosen], () => eachSite(sites, { ...request, dryRun: true }, put), request.dryRun);
  await showFirst(ctx, { item: chosen.match.item, wanted, sites, request });
  return async () => {
    const slots = eachSite(sites, request, put);
    if (!request.lent) await noteProjects(ctx, slots, requireSoul(chosen.match.item));
    return { soul: wanted.soul, ...found, arrival, slots };
  };
}

/**
 * What is new goes to the store only when no slot refuses: a switch that fails leaves nothing behind. Returns what the
 * last of them brought.
 */
export function keep(chosen: readonly Chosen[], rehearse: () => void, dryRun: boolean): Arrival | null {
  if (dryRun || chosen.every(({ arrival }) => arrival === null)) return chosen.at(-1)?.arrival ?? null;
  rehearse();
  return chosen.map((one) => one.keep()).at(-1) ?? null;
}

function wantedOf(ctx: Context, { match, read }: Chosen, request: SwitchRequest) {
  const item = requireSoul(match.item);
  const choice = chooseLang(item, match.lang, ctx, request);
  const texts = readTexts(item, read, choice.lang, request.operating);
  const wanted: Wanted = { soul: soulRef(item, choice.lang), texts };
  return { wanted, languages: item.languages, langMissing: choice.missing };
}

export interface Prepared {
  readonly wanted: Wanted;
  /** What each part of the slot would hold. */
  readonly planned: PersonaTexts;
  /** Shows it to whoever decides, before it is used. @throws SoulError E_CONFIRM, E_CANCELLED, E_POLICY */
  show(goes: 'slot' | 'session'): Promise<void>;
}

/** What would go into a slot, which stays as it is. @throws SoulError as `switchSoul` */
export async function prepareFor(
  ctx: Context,
  words: string,
  { site, request }: { site: Site; request: SwitchRequest },
): Promise<Prepared> {
  const chosen = await findOrObtain(ctx, words);
  const { wanted } = wantedOf(ctx, chosen, request);
  await checkSite(ctx, site, wanted, request);
  keep([chosen], () => switchOne(ctx, site, wanted, { ...request, dryRun: true }), request.dryRun);
  return {
    wanted,
    planned: foresee(ctx, site, wanted, request).texts,
    show: (goes) => showFirst(ctx, { item: chosen.match.item, wanted, sites: goes === 'slot' ? [site] : [], request }),
  };
}

/** What is in a slot, and what each part of it would hold. */
function foresee(ctx: Context, site: Site, wanted: Wanted, request: SwitchRequest) {
  const view = viewSlot(site.slot, slotOptions(ctx, { ...request, dryRun: true }, partsFor(site, wanted)));
  return { view, texts: planFor(site, wanted, view) };
}

/** A repository says which souls it uses; loaded only where there is one. */
async function noteProjects(ctx: Context, slots: readonly SlotReport[], item: Installed): Promise<void> {
  if (slots.every(({ scope }) => scope !== 'project')) return;
  const { noteProject } = await import('./project.ts');
  for (const slot of slots) noteProject(ctx, slot, item);
}

/**
 * What the project's `.clawhub/souls.json` says, all of it or nothing.
 * @throws SoulError E_PROJECT, E_FROZEN, E_STORE_CHANGED, and what a switch throws
 */
export async function switchProject(ctx: Context, request: SwitchRequest): Promise<SwitchResult[]> {
  const { projectUses } = await import('./project.ts');
  const { uses } = projectUses(ctx, request.agents);
  return inTurn(
    uses.map(({ site, item, lang }) => (dryRun) => {
      const asked = { ...request, lang: request.lang ?? lang, dryRun };
      return agreed(ctx, { chosen: stored(ctx, { item, lang: null }), sites: [site], request: asked });
    }),
    request,
  );
}

/** One soul on its way into one slot, or only tried: as `agreed`. */
type Way = (dryRun: boolean) => Promise<() => Promise<SwitchResult>>;

/** Each slot its own soul. Where there are several, each is tried and agreed upon before the first is changed. */
async function inTurn(ways: readonly Way[], { dryRun }: SwitchRequest): Promise<SwitchResult[]> {
  if (ways.length > 1 && !dryRun) for (const way of ways) await (await way(true))();
  const puts: (() => Promise<SwitchResult>)[] = [];
  for (const way of ways) puts.push(await way(dryRun));
  const results: SwitchResult[] = [];
  for (const put of puts) results.push(await put());
  return results;
}

interface First {
  readonly item: Installed;
  readonly wanted: Wanted;
  readonly sites: readonly Site[];
  readonly request: SwitchRequest;
}

/** Once for each package and content: nothing of this is loaded afterwards. Without sites it is for one session. */
async function showFirst(ctx: Context, { item, wanted, sites, request }: First): Promise<void> {
  if (item.seen || request.dryRun) return;
  const { forSession, inSlot, propose } = await import('./consent.ts');
  const changes = sites.flatMap((site) => inSlot({ site, ...foresee(ctx, site, wanted, request) }));
  await propose(ctx, item, sites.length === 0 ? [forSession(wanted.texts)] : changes);
}

export function requireSoul(item: Installed): Installed {
  if (item.kind === 'soul') return item;
  const members = item.souls.map(({ name }) => name).join(', ');
  throw new SoulError(
    'E_NOT_A_SOUL',
    text(`${item.name} is a ${item.kind}, not a persona`, `${item.name} 是 ${item.kind}，不是角色`),
    {
      ...(item.kind === 'team'
        ? { hint: text(`switch to one of its souls: ${members}`, `请切换到其中一个角色：${members}`) }
        : {}),
      details: { name: item.name, kind: item.kind },
    },
  );
}

export function soulRef(item: Installed, lang: string): SoulRef {
  const { name, version, content } = item;
  return { name, version, lang, title: titleIn(item.displayName, lang, name), content };
}

/** Asked for; else the language the title was typed in; else the settings; else the package's own.
 * @throws SoulError E_LANG_NOT_FOUND */
export function chooseLang(item: Installed, titleLang: string | null, ctx: Context, request: SwitchRequest) {
  const fallback = item.languages[0] ?? 'und';
  const wanted = request.lang ?? titleLang ?? ctx.settings.soulLang;
  const found = wanted === null ? fallback : matchLang(wanted, item.languages);
  if (found !== null) return { lang: found, missing: null };
  if (request.strictLang && wanted !== null) throw langMissing(item, wanted);
  return { lang: fallback, missing: request.lang };
}

function langMissing(item: Installed, lang: string): SoulError {
  const have = item.languages.join(', ');
  return new SoulError(
    'E_LANG_NOT_FOUND',
    text(`${item.name} is not written in "${lang}"`, `${item.name} 没有“${lang}”版本`),
    {
      hint: text(`it has: ${have}`, `现有语言：${have}`),
      details: { name: item.name, lang, languages: item.languages },
    },
  );
}

/** @throws SoulError E_STORE_CHANGED, E_EMPTY_PERSONA, E_NOT_FOUND (an operating file that is not in the package) */
export function readTexts(
  item: Installed,
  read: Chosen['read'],
  lang: string,
  operating: readonly string[],
): PersonaTexts {
  const texts: Record<string, Uint8Array> = {};
  const encoded = (file: string) => new TextEncoder().encode(personaText(read(file), file));
  for (const [place, files] of Object.entries(item.persona)) {
    const file = fileFor(files, lang);
    if (file !== undefined) texts[place] = encoded(file);
  }
  for (const place of operating) texts[place] = encoded(operatingFile(item, place));
  return texts;
}

function fileFor(files: Localized, lang: string): string | undefined {
  const tag = matchLang(lang, Object.keys(files)) ?? Object.keys(files)[0];
  return tag === undefined ? undefined : files[tag];
}

function operatingFile(item: Installed, name: string): string {
  const file = Object.hasOwn(item.operating, name) ? item.operating[name] : undefined;
  if (file !== undefined) return file;
  const have = Object.keys(item.operating).join(', ');
  throw new SoulError(
    'E_NOT_FOUND',
    text(`${item.name} has no operating file ${name}`, `${item.name} 没有操作文件 ${name}`),
    {
      hint: have === '' ? text('it has none', '它没有操作文件') : text(`it has: ${have}`, `现有：${have}`),
      details: { name: item.name, file: name, operating: Object.keys(item.operating) },
    },
  );
}

/** Before anything changes, for every slot: its length, and whether the agent is still in its first run. */
async function checkSite(ctx: Context, site: Site, wanted: Wanted, request: SwitchRequest): Promise<void> {
  if (request.force) return;
  refusePackage(ctx, site, request);
  checkLimit(ctx, site, wanted, request);
  const pending = site.firstRun.filter((name) => ctx.host.exists(`${site.slot.root}/${name}`));
  if (
    pending.length === 0 ||
    viewSlot(site.slot, slotOptions(ctx, { ...request, dryRun: true })).timeline.entries.length > 1
  )
    return;
  const question = text(
    `${site.title} has not finished its first run; a switch now makes it drop ${pending.join(', ')} (a copy is kept). Go on?`,
    `${site.title} 尚未完成首次启动；现在切换会使它删除 ${pending.join('、')}（我们会保留副本）。要继续吗？`,
  );
  if (!request.dryRun && !(await ctx.confirm(question))) throw firstRun(site, pending);
}

/** An author's own package is no agent's folder: its SOUL.md is what is published. @throws SoulError E_EXISTS */
function refusePackage(ctx: Context, { agent, slot }: Site, request: SlotRequest): void {
  const file = `${slot.root}/SOUL.md`;
  if (agent !== folder.id || !isPackage(ctx, slot.root)) return;
  const view = viewSlot(slot, slotOptions(ctx, { ...request, dryRun: true }, ['SOUL.md']));
  if (headOf(view.timeline)?.parts['SOUL.md']?.ours) return;
  throw new SoulError('E_EXISTS', text(`${file} is the source of a package`, `${file} 是一个包的源文件`), {
    hint: text(
      'to try it: clawhub switch . in another folder, or name an agent with --agent; --force puts the persona there all the same, and clear brings the file back',
      '试用请在其他文件夹中切换，或用 --agent 指定智能体；加上 --force 仍会写入此处，clear 可恢复原文件',
    ),
    details: { path: file, reason: 'package' },
  });
}

/** By its manifest: in front matter, or in a file of its own. Links are refused elsewhere. */
function isPackage({ host }: Context, root: string): boolean {
  const file = `${root}/SOUL.md`;
  const bytes = host.look(file).kind === 'file' ? host.read(file) : null;
  if (bytes === null) return false;
  const { frontMatter } = splitFrontMatter(normaliseText(new TextDecoder().decode(bytes)));
  const isManifest = (key: string) => new RegExp(`^${key}[ \\t]*:`, 'm').test(frontMatter ?? '');
  return (isManifest('name') && (isManifest('version') || isManifest('kind'))) || host.exists(`${root}/soul.json`);
}

function firstRun(site: Site, pending: readonly string[]): SoulError {
  return new SoulError(
    'E_FIRST_RUN',
    text(
      `${site.title} has not finished its first run (${pending.join(', ')} is still there)`,
      `${site.title} 尚未完成首次启动（${pending.join('、')} 仍在）`,
    ),
    {
      hint: text(
        'finish it first, or pass --yes; a copy of the file is kept',
        '请先完成首次启动，或加上 --yes；该文件会保留副本',
      ),
      details: { agent: site.agent, files: pending },
    },
  );
}

/** @throws SoulError E_PERSONA_TOO_LONG with both numbers */
function checkLimit(ctx: Context, site: Site, wanted: Wanted, request: SwitchRequest): void {
  if (site.limit === null) return;
  const { view, texts } = foresee(ctx, site, wanted, request);
  for (const [name, bytes] of Object.entries(texts)) {
    const lens = site.slot.parts[name]?.lens;
    const whole = site.limitOf === 'file' ? lens?.put(view.found[name]?.bytes ?? null, bytes) : null;
    const length = (whole ? new TextDecoder().decode(whole) : (lens?.text(bytes) ?? '')).length;
    if (length <= site.limit) continue;
    throw new SoulError(
      'E_PERSONA_TOO_LONG',
      text(
        `${name} has ${length} characters; ${site.title} reads ${site.limit}; a longer one ${site.beyond.en}`,
        `${name} 有 ${length} 个字符；${site.title} 只读取 ${site.limit} 个；更长的${site.beyond.zh}`,
      ),
      {
        hint: text('--force applies it all the same', '加上 --force 可强制应用'),
        details: { file: name, length, limit: site.limit, agent: site.agent },
      },
    );
  }
}

function switchOne(ctx: Context, site: Site, wanted: Wanted, request: SwitchRequest) {
  const options = slotOptions(ctx, request, partsFor(site, wanted));
  const { soul } = wanted;
  const outcome = changeSite(site, options, (view) => {
    const change = switchChange(view, soul, wantedFiles(planFor(site, wanted, view)), options.at);
    return change && request.lent ? { ...change, after: asLent(change.after, view.timeline.redo) } : change;
  });
  return { ...report(ctx, site, { outcome, dryRun: request.dryRun }), editedEntry: editOffer(outcome, soul) };
}

export function wantedFiles(texts: PersonaTexts): Map<string, { sha: string; bytes: Uint8Array }> {
  return new Map(Object.entries(texts).map(([name, bytes]) => [name, { sha: sha256Hex(bytes), bytes }]));
}

/** null when exactly this soul is already in place, and not for one session only. */
export function switchChange(
  view: SlotView,
  soul: SoulRef,
  wanted: ReadonlyMap<string, { sha: string; bytes: Uint8Array }>,
  at: string,
): Change | null {
  const files = Object.fromEntries([...wanted].map(([name, { sha }]) => [name, { sha, mode: modeOf(view, name) }]));
  const target = switchTarget(view.timeline, files);
  const head = headOf(view.timeline);
  const same = Object.entries(target).every(([name, state]) => {
    const now = head?.parts[name];
    return now !== undefined && now.ours === state.ours && sameValue(now.value, state.value);
  });
  if (same && isInPlace(view) && sameSoul(head, soul) && head?.lent === undefined) return null;
  const texts = new Map([...wanted.values()].map(({ sha, bytes }) => [sha, bytes]));
  return { target, after: push(view.timeline, 'switch', soul, target, at), texts };
}

/** Nobody changed what the soul gave, and no link that led to it is gone. */
function isInPlace(view: SlotView): boolean {
  return soulDrift(view).length === 0 && Object.keys(view.strays).length === 0;
}

function modeOf(view: SlotView, name: string): number {
  const value = view.found[name]?.value;
  return value?.kind === 'text' ? value.mode : 0o644;
}

function sameSoul(head: Entry | null, soul: SoulRef): boolean {
  const { name, lang, content } = head?.soul ?? {};
  return name === soul.name && lang === soul.lang && content === soul.content;
}

/** The text that the user had made of this soul before, if any: it is offered, never put in place unasked. */
function editOffer({ view, change }: Outcome, soul: SoulRef): number | null {
  return change === null ? null : (editedVersion(view.timeline, soul.name)?.id ?? null);
}

/**
 * `switch -`: in each slot the soul before the one that is there, from the store, or from the history when it is no longer
 * installed. All of the slots or none.
 * @throws SoulError E_NO_PREVIOUS, and those of `switchSoul`
 */
export async function switchBack(ctx: Context, request: SwitchRequest): Promise<SwitchResult[]> {
  const ways = sitesFor(ctx, request).map((site) => wayBack(ctx, site, request));
  return inTurn(ways, request);
}

function wayBack(ctx: Context, site: Site, request: SwitchRequest): Way {
  const { timeline } = viewSlot(site.slot, slotOptions(ctx, request));
  const entry = previousSoul(timeline);
  if (!entry?.soul) throw noPrevious(site);
  const { soul } = entry;
  const here = findInstalled(ctx, soul.name);
  if (!here) return async (dryRun) => () => fromHistory(ctx, site, { entry, soul }, { ...request, dryRun });
  const chosen = stored(ctx, { item: here.item, lang: null });
  const lang = request.lang ?? soul.lang;
  return (dryRun) => agreed(ctx, { chosen, sites: [site], request: { ...request, lang, dryRun } });
}

function noPrevious(site: Site): SoulError {
  return new SoulError(
    'E_NO_PREVIOUS',
    text(`${site.title} had no other soul before`, `${site.title} 之前没有其他角色`),
    {
      hint: text('clawhub history shows all that ever was in the slot', 'clawhub history 可查看全部历史'),
      details: { agent: site.agent },
    },
  );
}

async function fromHistory(
  ctx: Context,
  site: Site,
  { entry, soul }: { readonly entry: Entry; readonly soul: SoulRef },
  request: SwitchRequest,
): Promise<SwitchResult> {
  const options = slotOptions(ctx, request, Object.keys(entry.parts));
  const outcome = changeSite(site, options, ({ timeline }) => {
    const ours = Object.fromEntries(Object.entries(entry.parts).filter(([, state]) => state.ours));
    const target = restoreTarget(timeline, { ...entry, parts: ours });
    return { target, after: push(timeline, 'switch', soul, target, options.at), texts: new Map() };
  });
  const slots = await followed(ctx, [report(ctx, site, { outcome, dryRun: request.dryRun })]);
  const reports = slots.map((slot) => ({ ...slot, editedEntry: null }));
  return { soul, languages: [soul.lang], langMissing: null, arrival: null, slots: reports };
}
