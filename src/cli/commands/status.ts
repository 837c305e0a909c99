/** status, history, agents. */
import * as actions from '../../actions/status.ts';
import type { Cli } from '../cli.ts';
import { type Output, oneLine, table } from '../output.ts';
import { noteJson, showNote } from './note.ts';
import { type SlotFlags, slotCommand, slotRequest } from './slot.ts';

export function status({ out, ctx, flags }: Cli<SlotFlags>): void {
  const slots = actions.status(ctx, slotRequest(flags));
  for (const slot of slots) showStatus(out, slot);
  out.data({ agents: slots.map((slot) => statusJson(slot, out)) });
}

function showStatus(out: Output, slot: actions.SlotStatus): void {
  const { t, style } = out;
  const where = slot.scope === 'project' ? t(' (this project)', '（本项目）') : '';
  out.print(`${style.bold(`${slot.title}${where}`)}  ${style.dim(slot.agent)}`);
  const soul = slot.soul
    ? `${oneLine(slot.soul.title, 80)}  ${slot.soul.name} ${slot.soul.version} (${slot.soul.lang})`
    : slot.length === null
      ? t('none', '无')
      : t('none (your own text)', '无（你自己的内容）');
  const rows = [
    [`  ${t('soul', '角色')}`, soul],
    ...(slot.newer === null || slot.soul === null
      ? []
      : [
          ['', t(`${slot.newer} is installed: ${switchCommand(slot)}`, `已安装 ${slot.newer}：${switchCommand(slot)}`)],
        ]),
    [`  ${t('file', '文件')}`, slot.slot],
    [`  ${t('how', '方式')}`, out.say(slot.mechanism)],
  ];
  if (slot.length !== null) rows.push([`  ${t('length', '长度')}`, lengthText(out, slot)]);
  const session = sessionText(out, slot);
  if (session !== null) rows.push([`  ${t('session', '会话')}`, session]);
  rows.push([`  ${t('effect', '生效')}`, out.say(slot.takesEffect)]);
  for (const line of table(rows)) out.print(line);
  for (const line of driftLines(out, slot)) out.print(style.yellow(line));
  for (const note of slot.notes) showNote(out, note);
  if (slot.problem) {
    out.print(style.red(`  ${t('problem: ', '问题：')}${out.say(slot.problem.says)}`));
    if (slot.problem.hint) out.print(`  ${t('hint: ', '提示：')}${out.say(slot.problem.hint)}`);
  }
}

function driftLines({ t }: Output, { driftFiles, removedFiles, driftAt }: actions.SlotStatus): string[] {
  const changed = driftFiles.filter((file) => !removedFiles.includes(file));
  const at = driftAt === null ? '' : timeText(driftAt);
  const change = t(
    `  changed by someone else${at && ` at ${at}`}: ${changed.join(', ')} (the next switch or clear keeps it)`,
    `  ${at && `${at} `}被他人修改：${changed.join('、')}（下次切换或清除时会保存）`,
  );
  const removal = t(
    `  removed by someone else: ${removedFiles.join(', ')}`,
    `  被他人删除：${removedFiles.join('、')}`,
  );
  return [...(changed.length > 0 ? [change] : []), ...(removedFiles.length > 0 ? [removal] : [])];
}

function switchCommand({ agent, scope, soul }: actions.SlotStatus): string {
  return slotCommand(`switch ${soul?.name}`, { agent, scope });
}

/** To the second, UTC. */
function timeText(at: string): string {
  return at.replace('T', ' ').slice(0, 19);
}

function sessionText(out: Output, { session, reset }: actions.SlotStatus): string | null {
  const fresh = reset === null ? null : out.t(`${reset} starts a fresh one`, `${reset} 开始新会话`);
  if (session !== 'old') return fresh;
  const old = out.t('one that runs now may still have the old persona', '正在运行的会话可能仍是旧角色');
  return out.style.yellow(fresh === null ? old : out.t(`${old}: ${fresh}`, `${old}：${fresh}`));
}

function lengthText(out: Output, { length, limit }: actions.SlotStatus): string {
  if (limit === null) return out.t(`${length} characters`, `${length} 个字符`);
  const fits = length === null || length <= limit;
  return fits
    ? out.t(`${length} of ${limit} characters`, `${length} / ${limit} 个字符`)
    : out.style.yellow(out.t(`${length} characters; only ${limit} are read`, `${length} 个字符；只会读取 ${limit} 个`));
}

function statusJson(slot: actions.SlotStatus, out: Output) {
  const { agent, title, root, soul, length, limit, reset, driftAt } = slot;
  return {
    agent,
    title,
    scope: slot.scope,
    root,
    slot: slot.slot,
    soul: soul?.name ?? null,
    version: soul?.version ?? null,
    newer: slot.newer,
    lang: soul?.lang ?? null,
    content: soul?.content ?? null,
    displayName: soul?.title ?? null,
    drift: slot.drift.length > 0,
    driftFiles: slot.driftFiles,
    removedFiles: slot.removedFiles,
    driftAt,
    files: slot.files,
    length,
    limit,
    reset,
    effect: slot.effect,
    arrives: slot.arrives,
    mechanism: out.say(slot.mechanism),
    live: slot.live,
    session: slot.session,
    takesEffect: out.say(slot.takesEffect),
    notes: slot.notes.map((note) => noteJson(note, out)),
    problem: slot.problem?.toJson(out.lang) ?? null,
  };
}

const ACTIONS = {
  original: ['your own text', '你自己的内容'],
  edit: ['edited', '被修改'],
  switch: ['switched', '切换'],
  clear: ['cleared', '清除'],
  restore: ['restored', '恢复'],
  adopt: ['adopted', '收录'],
} as const;

const LENT = ['one session', '仅一次会话'] as const;

export function history({ out, ctx, flags }: Cli<SlotFlags>): void {
  const slots = actions.history(ctx, slotRequest(flags));
  for (const { title, root, entries } of slots) {
    out.print(`${out.style.bold(title)}  ${out.style.dim(root)}`);
    if (entries.length === 0) out.print(`  ${out.t('no history yet', '还没有历史')}`);
    for (const line of table(entries.map((entry) => historyRow(out, entry)))) out.print(line);
  }
  const all = slots.flatMap(({ entries }) => entries);
  if (all.length > 0) out.talk(legend(out, all));
  if (slots.some(({ entries }) => entries.length > 1))
    out.talk(out.t('any of them comes back with: clawhub restore <number>', '恢复任意一条：clawhub restore <编号>'));
  out.data({ slots });
}

function legend({ t }: Output, entries: readonly actions.HistoryEntry[]): string {
  const now = t('* is in place now', '* 为当前内容');
  return entries.some(({ redo }) => redo) ? `${now}${t(', > comes back with redo', '，> 可用 redo 恢复')}` : now;
}

function historyRow(out: Output, entry: actions.HistoryEntry): string[] {
  const mark = entry.current ? '*' : entry.redo ? '>' : ' ';
  const [en, zh] = entry.lent && entry.action === 'switch' ? LENT : ACTIONS[entry.action];
  const kept = entry.from === undefined ? '' : out.t(`kept by ${entry.from}`, `由 ${entry.from} 保存`);
  const soul = entry.soul ? `${entry.soul.name} ${entry.soul.version} (${entry.soul.lang})` : kept;
  return [
    `${mark} ${String(entry.id).padStart(3)}`,
    timeText(entry.at),
    out.t(en, zh),
    soul,
    oneLine(entry.firstLine ?? nothingText(out, entry), 48),
  ];
}

function nothingText(out: Output, { link, missing }: actions.HistoryEntry): string {
  if (missing) return out.t('(text missing)', '（文本丢失）');
  return link === null ? out.t('(no file)', '（无文件）') : out.t(`(a link to ${link})`, `（指向 ${link} 的链接）`);
}

export function agents({ out, ctx }: Cli): void {
  const known = actions.listAgents(ctx);
  for (const agent of known) showAgent(out, agent);
  if (known.every(({ sites }) => sites.length === 0)) {
    out.talk(
      out.t(
        'no agent was found; switch then uses SOUL.md in the working directory',
        '没有找到智能体；此时 switch 使用工作目录中的 SOUL.md',
      ),
    );
  }
  out.data({
    agents: known.map(({ problem, sites, project, ...agent }) => ({
      ...agent,
      sites: sites.map((site) => siteJson(out, site)),
      project: project && siteJson(out, project),
      problem: problem?.toJson(out.lang) ?? null,
    })),
  });
}

function siteJson(out: Output, { mechanism, takesEffect, ...site }: actions.SiteInfo) {
  return { ...site, mechanism: out.say(mechanism), takesEffect: out.say(takesEffect) };
}

function showAgent(out: Output, agent: actions.AgentInfo): void {
  out.print(`${out.style.bold(agent.title)}  ${out.style.dim(agent.id)}`);
  if (agent.problem) out.print(`  ${out.style.red(out.say(agent.problem.says))}`);
  else if (agent.sites.length === 0) out.print(`  ${out.t('not found here', '本机未找到')}`);
  for (const site of agent.sites) showSite(out, site);
  if (agent.project && agent.sites.length > 0) {
    const { slot, arrives, mechanism } = agent.project;
    const other = arrives === agent.sites[0]?.arrives ? '' : `  ${out.style.dim(out.say(mechanism))}`;
    out.print(`  ${out.style.dim('--project')}  ${slot}${other}`);
  }
}

function showSite(out: Output, site: actions.SiteInfo): void {
  const never = out.t(' (installed, never started)', '（已安装，尚未启动过）');
  const rows = [
    [`  ${site.agent}`, site.slot],
    ['', out.t(`found by ${site.foundBy}${site.used ? '' : never}`, `依据：${site.foundBy}${site.used ? '' : never}`)],
    ['', out.say(site.mechanism)],
    ['', out.t(`takes effect: ${site.takesEffect.en}`, `生效：${site.takesEffect.zh}`)],
    ...(site.reset ? [['', out.t(`fresh session: ${site.reset}`, `开始新会话：${site.reset}`)]] : []),
  ];
  for (const line of table(rows)) out.print(line);
}
