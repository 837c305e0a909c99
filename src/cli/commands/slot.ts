/** switch, clear, undo, redo, restore: arguments in, an action, words or JSON out. */
import { clear as clearAction } from '../../actions/clear.ts';
import type { ActiveSlot } from '../../actions/meant.ts';
import type { Arrival } from '../../actions/place.ts';
import type { ResetReport } from '../../actions/reset.ts';
import type { SlotReport, SlotRequest } from '../../actions/slots.ts';
import { type SwitchRequest, type SwitchResult, switchBack, switchProject, switchSoul } from '../../actions/switch.ts';
import {
  redo as redoAction,
  restore as restoreAction,
  stillElsewhere,
  undo as undoAction,
} from '../../actions/undo.ts';
import type { Site } from '../../agents/agent.ts';
import { SoulError } from '../../core/errors.ts';
import { parseLang } from '../../core/lang.ts';
import { text } from '../../core/text.ts';
import type { SoulRef } from '../../core/timeline.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, oneLine, pad } from '../output.ts';
import { noteJson, showNote } from './note.ts';

export interface SlotFlags extends GlobalFlags {
  readonly agent?: readonly string[];
  readonly workspace?: string;
  readonly slot?: string;
  readonly global?: boolean;
  readonly project?: boolean;
  readonly writeThrough?: boolean;
  readonly replaceLink?: boolean;
  readonly dryRun?: boolean;
}

interface ClearFlags extends SlotFlags {
  readonly reset?: boolean;
}

export interface SwitchFlags extends ClearFlags {
  readonly locale?: string;
  readonly with?: readonly string[];
  readonly force?: boolean;
}

/** @throws SoulError E_USAGE */
export function slotRequest(flags: SlotFlags): SlotRequest {
  const ways = [
    flags.workspace && '--workspace',
    flags.slot && '--slot',
    flags.global && '--global',
    flags.project && '--project',
  ];
  const said = ways.filter((way) => typeof way === 'string');
  if (said.length > 1) {
    const [en, zh] = [said.join(' and '), said.join(' 与 ')];
    throw new SoulError('E_USAGE', text(`${en} do not go together`, `${zh} 不能同时使用`));
  }
  return {
    agents: flags.agent ?? [],
    workspace: flags.workspace ?? null,
    file: flags.slot ?? null,
    scope: flags.project ? 'project' : flags.global ? 'user' : null,
    links: flags.writeThrough ? 'write-through' : flags.replaceLink ? 'replace-link' : 'refuse',
    dryRun: flags.dryRun ?? false,
  };
}

/** @throws SoulError E_USAGE */
export function switchRequest(flags: SwitchFlags): SwitchRequest {
  const lang = flags.lang === undefined ? null : parseLang(flags.lang);
  if (flags.locale !== undefined && flags.locale !== 'strict') {
    throw new SoulError(
      'E_USAGE',
      text(`--locale ${flags.locale}: only "strict" is known`, `--locale ${flags.locale}：只支持 strict`),
    );
  }
  return {
    ...slotRequest(flags),
    lang,
    strictLang: flags.locale === 'strict',
    operating: flags.with ?? [],
    force: flags.force ?? false,
  };
}

export async function switchTo({ out, ctx, flags }: Cli<SwitchFlags>, words?: string): Promise<void> {
  const request = switchRequest(flags);
  if (words === undefined) return asTheProjectSays({ out, ctx, flags }, request);
  const results = words === '-' ? await switchBack(ctx, request) : [await switchSoul(ctx, words, request)];
  for (const result of results) await showSwitch(out, result);
  const resets = await resetAll(
    { out, ctx, flags },
    results.flatMap(({ slots }) => slots),
  );
  out.data({ ...switchJson(results, out), dryRun: request.dryRun, resets });
}

/** @throws SoulError E_USAGE, E_PROJECT, E_FROZEN */
async function asTheProjectSays({ out, ctx, flags }: Cli<SwitchFlags>, request: SwitchRequest): Promise<void> {
  if (request.scope !== 'project') {
    throw new SoulError('E_USAGE', text('which soul?', '要切换到哪个角色？'), {
      hint: text(
        'clawhub switch <soul>; clawhub search lists them. In a project that names its souls: clawhub switch --project',
        'clawhub switch <角色>；clawhub search 可列出角色。在已指定角色的项目中：clawhub switch --project',
      ),
    });
  }
  const results = await switchProject(ctx, request);
  for (const result of results) await showSwitch(out, result);
  const slots = results.flatMap((result) => result.slots);
  const resets = await resetAll({ out, ctx, flags }, slots);
  out.data({ slots: slots.map((slot) => slotJson(slot, out)), dryRun: request.dryRun, resets });
}

/** `--reset`: what was done, in words and for JSON. */
async function resetAll({ out, ctx, flags }: Cli<ClearFlags>, slots: readonly SlotReport[]): Promise<ResetReport[]> {
  if (!flags.reset) return [];
  const { resetSessions } = await import('../../actions/reset.ts');
  const reports = await resetSessions(ctx, slots);
  for (const { title, outcome, command, reason } of reports) {
    if (outcome === 'done')
      out.print(out.t(`${title}: a fresh session has begun (${command})`, `${title}：已开始新会话（${command}）`));
    if (outcome === 'failed')
      out.talk(out.t(`${title}: \`${command}\` failed: ${reason}`, `${title}：\`${command}\` 失败：${reason}`));
    if (outcome === 'impossible')
      out.talk(out.t(`${title} cannot be reset from outside`, `${title} 无法从外部重置会话`));
  }
  return reports;
}

export async function showSwitch(out: Output, result: SwitchResult): Promise<void> {
  const { soul } = result;
  const dryRun = result.slots.some((slot) => slot.dryRun);
  for (const arrival of [...(result.members ?? []), result.arrival])
    if (arrival) await showArrival(out, arrival, dryRun);
  if (result.langMissing !== null) {
    const have = result.languages.join(', ');
    out.talk(
      out.t(
        `${soul.name} is not written in "${result.langMissing}" (it has: ${have}); using "${soul.lang}"`,
        `${soul.name} 没有“${result.langMissing}”版本（现有：${have}）；改用“${soul.lang}”`,
      ),
    );
  }
  const name = `${oneLine(soul.title, 80)} (${soul.name} ${soul.version}, ${soul.lang})`;
  for (const slot of result.slots) {
    await showSlot(
      out,
      slot,
      slot.changed
        ? slot.dryRun
          ? out.t(`${slot.title}: would be switched to ${name}`, `${slot.title}：将切换到 ${name}`)
          : out.t(`${slot.title}: switched to ${name}`, `${slot.title}：已切换到 ${name}`)
        : out.t(`${slot.title}: already ${name}`, `${slot.title}：当前已是 ${name}`),
    );
    if (slot.editedEntry !== null) {
      out.talk(
        out.t(
          `you had edited this soul before; your version: clawhub restore ${slot.editedEntry}`,
          `你以前修改过这个角色；找回你的版本：clawhub restore ${slot.editedEntry}`,
        ),
      );
    }
  }
}

async function showArrival(out: Output, arrival: Arrival, dryRun: boolean): Promise<void> {
  const { name, version, from } = arrival;
  const [en, zh] = from === null || from === version ? ['', ''] : [` in place of ${from}`, `，取代 ${from}`];
  out.talk(
    dryRun
      ? out.t(`${name} ${version} would be installed${en}`, `将安装 ${name} ${version}${zh}`)
      : out.t(`installed ${name} ${version}${en}`, `已安装 ${name} ${version}${zh}`),
  );
  (await import('./arrival.ts')).sayArrival(out, arrival);
}

/** `switch -` may put another soul into each slot: then `soul` is null, and each slot says which. */
function switchJson(results: readonly SwitchResult[], out: Output) {
  const souls = new Map(results.map(({ soul }) => [`${soul.name} ${soul.lang} ${soul.content}`, soul]));
  const [soul = null] = souls.size === 1 ? souls.values() : [];
  const arrival = results.find((result) => result.arrival !== null)?.arrival ?? null;
  const said = arrival === null ? {} : { disclaimer: arrival.disclaimer };
  const langMissing = results.find((result) => result.langMissing !== null)?.langMissing ?? null;
  const slots = results.flatMap((result) => result.slots.map((slot) => slotJson(slot, out)));
  return { soul, installed: arrival !== null, ...said, langMissing, slots };
}

export async function clear({ out, ctx, flags }: Cli<ClearFlags>): Promise<void> {
  const { slots, elsewhere } = await clearAction(ctx, slotRequest(flags));
  for (const slot of slots) {
    await showSlot(
      out,
      slot,
      slot.changed
        ? clearedText(out, slot)
        : out.t(`${slot.title}: no persona is active, nothing to clear`, `${slot.title}：当前没有角色，无需清除`),
    );
  }
  if (slots.length === 0) out.print(out.t('no persona is active, nothing to clear', '当前没有角色，无需清除'));
  const others = showElsewhere(out, 'clear', elsewhere);
  const resets = await resetAll({ out, ctx, flags }, slots);
  out.data({
    slots: slots.map((slot) => slotJson(slot, out)),
    dryRun: flags.dryRun ?? false,
    elsewhere: others,
    resets,
  });
}

/** Where a soul is all the same, and the command for it there. */
function showElsewhere(out: Output, verb: 'clear' | 'undo', elsewhere: readonly ActiveSlot[]) {
  return elsewhere.map(({ site, soul }) => {
    const command = slotCommand(verb, site);
    out.print(
      out.t(`${site.title} still has ${soul.name}: ${command}`, `${site.title} 仍在使用 ${soul.name}：${command}`),
    );
    return { agent: site.agent, soul: soul.name, command };
  });
}

/** A command for one slot. A team says itself where it sits. */
export function slotCommand(words: string, { agent, scope }: Pick<Site, 'agent' | 'scope'>): string {
  const team = agent === 'openclaw-team' && words.startsWith('switch');
  return `clawhub ${words}${team ? '' : ` --agent ${agent}`}${scope === 'project' ? ' --project' : ''}`;
}

/** Where nothing was before, nothing is there again. */
function isEmptied({ files, bare }: SlotReport): boolean {
  return files.length > 0 ? files.every(({ change }) => change === 'remove') : bare;
}

function ownText(out: Output, slot: SlotReport): string {
  return isEmptied(slot) ? out.t('nothing, as before', '空，与原先一样') : out.t('your own text', '你自己的内容');
}

/** True to what happened. */
function clearedText(out: Output, slot: SlotReport): string {
  const { title } = slot;
  if (slot.dryRun) {
    const own = ownText(out, slot);
    return out.t(`${title}: would be cleared; then ${own}`, `${title}：将清除；之后：${own}`);
  }
  if (isEmptied(slot)) {
    return out.t(
      `${title}: cleared, there was no file before and there is none now`,
      `${title}：已清除；原先没有文件，现在也没有`,
    );
  }
  return out.t(`${title}: cleared, your own text is back`, `${title}：已清除，恢复为你自己的内容`);
}

export async function undo({ out, ctx, flags }: Cli<SlotFlags>): Promise<void> {
  const request = slotRequest(flags);
  const slots = await undoAction(ctx, request);
  await showMoved(out, slots, { done: ['undone', '已撤销'], would: ['would be undone', '将撤销'] });
  const elsewhere = showElsewhere(out, 'undo', stillElsewhere(ctx, request, slots));
  out.data({ ...movedJson(out, slots), elsewhere });
}

export async function redo({ out, ctx, flags }: Cli<SlotFlags>): Promise<void> {
  await moved(out, await redoAction(ctx, slotRequest(flags)), {
    done: ['redone', '已重做'],
    would: ['would be redone', '将重做'],
  });
}

export async function restore({ out, ctx, flags }: Cli<SlotFlags>, id: string): Promise<void> {
  const number = /^\d+$/.test(id) ? Number(id) : Number.NaN;
  if (!Number.isSafeInteger(number)) {
    throw new SoulError(
      'E_USAGE',
      text(`restore ${id}: not the number of an entry`, `restore ${id}：不是历史条目的编号`),
      {
        hint: text('clawhub history lists the entries', 'clawhub history 可列出全部条目'),
      },
    );
  }
  await moved(out, await restoreAction(ctx, number, slotRequest(flags)), {
    done: ['restored', '已恢复'],
    would: ['would be restored', '将恢复'],
  });
}

interface Verb {
  readonly done: readonly [string, string];
  /** For a dry run. */
  readonly would: readonly [string, string];
}

async function moved(out: Output, slots: readonly SlotReport[], verb: Verb): Promise<void> {
  await showMoved(out, slots, verb);
  out.data(movedJson(out, slots));
}

function movedJson(out: Output, slots: readonly SlotReport[]) {
  return { slots: slots.map((slot) => slotJson(slot, out)), dryRun: slots.some(({ dryRun }) => dryRun) };
}

async function showMoved(out: Output, slots: readonly SlotReport[], verb: Verb): Promise<void> {
  for (const slot of slots) {
    const now = slot.soul ? soulText(out, slot.soul, slot.missing) : ownText(out, slot);
    await showSlot(
      out,
      slot,
      !slot.changed
        ? out.t(`${slot.title}: nothing to change; it holds ${now}`, `${slot.title}：无需改动；当前：${now}`)
        : slot.dryRun
          ? out.t(`${slot.title}: ${verb.would[0]}; then ${now}`, `${slot.title}：${verb.would[1]}；之后：${now}`)
          : out.t(`${slot.title}: ${verb.done[0]}; now ${now}`, `${slot.title}：${verb.done[1]}；当前：${now}`),
    );
  }
}

/** What somebody had removed before the undo is removed again. */
function soulText(out: Output, { title, name }: SoulRef, missing: readonly string[]): string {
  const soul = oneLine(`${title} (${name})`, 100);
  if (missing.length === 0) return soul;
  return out.t(
    `${soul}, without ${missing.join(', ')}, as somebody had removed it`,
    `${soul}，缺少曾被人删除的 ${missing.join('、')}`,
  );
}

const VERBS = {
  create: ['created', '新建'],
  replace: ['replaced', '替换'],
  change: ['changed', '修改'],
  remove: ['removed', '删除'],
} as const;
const WOULD = {
  create: ['would be created', '将新建'],
  replace: ['would be replaced', '将替换'],
  change: ['would be changed', '将修改'],
  remove: ['would be removed', '将删除'],
} as const;

/** A dry run says what would be, and shows the difference. */
async function showSlot(out: Output, slot: SlotReport, headline: string): Promise<void> {
  out.print(out.style.bold(headline));
  for (const file of slot.files) {
    const verb = file.change === 'replace' && file.spot ? 'change' : file.change;
    const [en, zh] = (slot.dryRun ? WOULD : VERBS)[verb];
    out.print(`  ${pad(out.t(en, zh), out.lang === 'zh' ? 4 : 8)}  ${file.path}`);
  }
  if (slot.keptEdit !== null) {
    out.print(
      out.t(
        slot.dryRun
          ? '  somebody has edited it since; that would be kept'
          : `  somebody had edited it since; kept as entry ${slot.keptEdit}: clawhub restore ${slot.keptEdit}`,
        slot.dryRun
          ? '  其间有人修改过；届时会保存'
          : `  其间有人修改过；已保存为第 ${slot.keptEdit} 条：clawhub restore ${slot.keptEdit}`,
      ),
    );
  }
  if (slot.removed.length > 0)
    out.print(
      out.t(`  somebody had removed ${slot.removed.join(', ')} since`, `  其间有人删除了 ${slot.removed.join('、')}`),
    );
  for (const note of slot.notes) showNote(out, note);
  if (slot.recovered) out.talk(out.t('an interrupted change was undone first', '已先撤销一次中断的操作'));
  if (slot.repaired)
    out.talk(out.t('the history was damaged and was repaired from its copy', '历史文件曾损坏，已用副本修复'));
  if (slot.dryRun) await showDiff(out, slot);
  else if (slot.changed) resetHint(out, slot);
}

function resetHint(out: Output, slot: SlotReport): void {
  const when = slot.takesEffect[out.lang];
  out.talk(
    slot.reset === null
      ? out.t(`takes effect: ${when}`, `生效：${when}`)
      : out.t(
          `a running session: type ${slot.reset} in ${slot.title} to start afresh (takes effect: ${when})`,
          `正在进行的会话：在 ${slot.title} 中输入 ${slot.reset} 重新开始（${when}）`,
        ),
  );
}

async function showDiff(out: Output, slot: SlotReport): Promise<void> {
  const { createTwoFilesPatch } = await import('diff');
  for (const file of slot.files) {
    const { before, after } = file.texts;
    const patch = createTwoFilesPatch(file.path, file.path, before ?? '', after ?? '', '', '', { context: 2 });
    out.print(patch.replace(/^Index: .*\n=+\n/, ''));
  }
  out.talk(out.t('dry run: nothing was changed', '试运行：没有改动任何内容'));
}

/** The stable shape of design §6. */
export function slotJson(slot: SlotReport & { editedEntry?: number | null }, out: Output) {
  const { agent, root, soul, changed, dryRun, entry, keptEdit, reset } = slot;
  const files = slot.files.map(({ path, change, before, after }) => ({ path, change, before, after }));
  return {
    agent,
    root,
    soul: soul?.name ?? null,
    version: soul?.version ?? null,
    lang: soul?.lang ?? null,
    changed,
    dryRun,
    files,
    entry,
    keptEdit,
    editedEntry: slot.editedEntry ?? null,
    reset,
    scope: slot.scope,
    notes: slot.notes.map((note) => noteJson(note, out)),
  };
}
