/** verify, doctor, prune, config. */
import { doctor as doctorAction } from '../../actions/doctor.ts';
import { prune as pruneAction } from '../../actions/prune.ts';
import { changeSetting, readSettings, requireKey } from '../../actions/settings.ts';
import { verifyAll } from '../../actions/verify.ts';
import { agentById } from '../../agents/index.ts';
import { ERRORS } from '../../core/errors.ts';
import { plural } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, table } from '../output.ts';
import { type SlotFlags, slotRequest } from './slot.ts';

export async function verify({ out, ctx, flags }: Cli<SlotFlags>): Promise<number> {
  const { verifyTrust } = await import('../../actions/verify-trust.ts');
  const checks = [...verifyAll(ctx, slotRequest(flags)), ...verifyTrust(ctx)];
  for (const { subject, ok, says } of checks) {
    out.print(`${ok ? out.style.green('✓') : out.style.red('✗')} ${subject}${out.t(': ', '：')}${out.say(says)}`);
  }
  const bad = checks.filter(({ ok }) => !ok).length;
  out.talk(
    bad === 0
      ? out.t(`${plural(checks.length, 'check')}, nothing wrong`, `${checks.length} 项检查，全部正常`)
      : out.t(`${bad} of ${plural(checks.length, 'check')} failed`, `${checks.length} 项检查中有 ${bad} 项不符`),
  );
  out.data({ ok: bad === 0, checks: checks.map(({ subject, ok, says }) => ({ subject, ok, says: out.say(says) })) });
  return bad === 0 ? 0 : ERRORS.E_STORE_CHANGED.exit;
}

const MARKS = { ok: '✓', note: '·', problem: '✗' } as const;

export function doctor({ out, ctx, flags }: Cli<SlotFlags & { readonly fix?: boolean }>): number {
  const findings = doctorAction(ctx, slotRequest(flags), (flags.fix ?? false) && !flags.dryRun);
  for (const { level, says, hint } of findings) {
    const colour = level === 'ok' ? out.style.green : level === 'problem' ? out.style.red : out.style.yellow;
    out.print(`${colour(MARKS[level])} ${out.say(says)}`);
    if (hint !== null) out.print(`  ${out.t('hint: ', '提示：')}${out.say(hint)}`);
  }
  const problems = findings.filter(({ level }) => level === 'problem').length;
  out.data({
    ok: problems === 0,
    findings: findings.map(({ says, hint, ...rest }) => ({
      ...rest,
      says: out.say(says),
      hint: hint === null ? null : out.say(hint),
    })),
  });
  return problems === 0 ? 0 : ERRORS.E_STATE.exit;
}

function forgotText({ t }: Output, title: string, count: number): string {
  if (count === 0) return t(`${title}: nothing to forget`, `${title}：没有可清理的内容`);
  return t(`${title}: forgot ${count === 1 ? '1 entry' : `${count} entries`}`, `${title}：已清理 ${count} 条`);
}

export function prune({ out, ctx, flags }: Cli<SlotFlags>): void {
  const slots = pruneAction(ctx, slotRequest(flags));
  for (const { title, entries } of slots) {
    out.print(forgotText(out, title, entries.length));
    for (const { id, soul } of entries) out.print(`  ${id}  ${soul?.name ?? ''} ${soul?.version ?? ''}`);
  }
  out.talk(out.t('your own texts and edits are never forgotten', '你自己的内容和修改永远不会被清理'));
  if (flags.dryRun) out.talk(out.t('dry run: nothing was changed', '试运行：没有改动任何内容'));
  out.data({ slots });
}

export function config(
  { out, ctx, flags }: Cli<GlobalFlags & { readonly unset?: boolean }>,
  key?: string,
  value?: string,
): void {
  if (key !== undefined) requireKey(key);
  const changing = key !== undefined && (flags.unset || value !== undefined);
  const settings = changing ? changeSetting(ctx, key, flags.unset ? null : (value as string)) : readSettings(ctx);
  const shown = key === undefined || changing ? settings : { [key]: settings[key] ?? null };
  for (const line of table(
    Object.entries(shown).map(([name, item]) => [name, Array.isArray(item) ? item.join(', ') : String(item ?? '')]),
  ))
    out.print(line);
  if (key === 'agent' && changing && typeof settings.agent === 'string') noteAbsent(out, ctx, settings.agent);
  if (Object.keys(shown).length === 0)
    out.talk(out.t(`no settings yet (${ctx.paths.config})`, `还没有设置（${ctx.paths.config}）`));
  out.data(shown);
}

/** It may come later: the setting stands. */
function noteAbsent(out: Cli['out'], { host }: Cli['ctx'], id: string): void {
  const agent = agentById(id);
  if (agent.userless || agent.find(host).length > 0) return;
  out.talk(
    out.t(
      `${agent.title} was not found on this machine: commands that name no agent fail until it is here`,
      `本机没有找到 ${agent.title}：在它出现之前，未指定智能体的命令会失败`,
    ),
  );
}
