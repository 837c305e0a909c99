/** What is wrong with the history of a slot, or stands in its place; with `fix`, what can still be done about it. */
import path from 'node:path';
import type { Site } from '../agents/agent.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { type Mended, mend } from '../core/mend.ts';
import { text } from '../core/text.ts';
import type { PartValue } from '../core/timeline.ts';
import { deadLink } from '../store/parts.ts';
import { slotPaths } from '../store/paths.ts';
import { type SlotView, viewSlot } from '../store/transaction.ts';
import { copyAside, setAside } from './aside.ts';
import type { Context } from './context.ts';
import { type Finding, guarded, problem } from './finding.ts';
import { sitesToShow } from './meant.ts';
import { changeSite, type SlotRequest, slotOptions } from './slots.ts';

export function slotFindings(ctx: Context, request: SlotRequest, fix: boolean): Finding[] {
  return sitesToShow(ctx, request).sites.flatMap((site) => guarded(() => findings(ctx, site, request, fix)));
}

function findings(ctx: Context, site: Site, request: SlotRequest, fix: boolean): Finding[] {
  const view = viewOf(ctx, site, request);
  // `status` says why a slot cannot be looked at.
  if (view instanceof SoulError) return fix && view.code === 'E_STATE' ? [beginAnew(ctx, site)] : [];
  const dead = Object.values(view.found).flatMap((found) => deadLink(found) ?? []);
  const mended = mend(view.timeline, (value) => isLost(view, value));
  return [
    ...dead.map(problem),
    ...(mended === null ? [] : [fix ? mendSlot(ctx, site, request) : incomplete(site, mended)]),
  ];
}

function viewOf(ctx: Context, site: Site, request: SlotRequest): SlotView | SoulError {
  try {
    return viewSlot(site.slot, slotOptions(ctx, request, site.main));
  } catch (error) {
    if (isSoulError(error)) return error;
    throw error;
  }
}

function isLost(view: SlotView, value: PartValue): boolean {
  try {
    view.read(value);
    return false;
  } catch (error) {
    if (isSoulError(error, 'E_STATE')) return true;
    throw error;
  }
}

/** A history whose file and copy are both damaged is moved aside; the kept texts stay where they are. */
function beginAnew(ctx: Context, { slot }: Site): Finding {
  const paths = slotPaths(slot.root);
  const moved = [paths.state, paths.copy].flatMap((file) => setAside(ctx, file) ?? []);
  const says = text(
    `the damaged history was set aside (${moved.join(', ')}); every kept text is still in ${paths.objects}`,
    `损坏的历史已移开（${moved.join('、')}）；所有保存的文本仍在 ${paths.objects}`,
  );
  return { level: 'note', says, hint: null, fixed: true };
}

function incomplete({ title, slot }: Site, { lost, ends }: Mended): Finding {
  const numbers = lost.map(({ id }) => id);
  const { objects } = slotPaths(slot.root);
  const says = ends
    ? text(
        `${title}: the text that clear would give back is missing or was altered in ${objects}`,
        `${title}：clear 要恢复的文本在 ${objects} 中丢失或被改动`,
      )
    : text(
        `${title}: texts of its history (entries ${numbers.join(', ')}) are missing or were altered in ${objects}`,
        `${title}：历史中第 ${numbers.join('、')} 条的文本在 ${objects} 中丢失或被改动`,
      );
  const hint = ends
    ? text(
        'put it back there if you have a copy; else clawhub doctor --fix: what is in the slot now stays, counts as your own, and begins a new history',
        '如有备份请放回原处；否则运行 clawhub doctor --fix：位置中现有的内容保留，视为你自己的，并开始新的历史',
      )
    : text(
        'put them back there if you have a copy; else clawhub doctor --fix takes these entries out of the history',
        '如有备份请放回原处；否则运行 clawhub doctor --fix 将这些条目移出历史',
      );
  return { level: 'problem', says, hint, fixed: false };
}

/** Files stay as they are; the history as it was stays beside the new one. */
function mendSlot(ctx: Context, site: Site, request: SlotRequest): Finding {
  const aside = copyAside(ctx, slotPaths(site.slot.root).state);
  let mended: Mended | null = null;
  changeSite(site, slotOptions(ctx, request, site.main), (view) => {
    mended = mend(view.timeline, (value) => isLost(view, value));
    return mended && { target: {}, after: mended.after, texts: new Map() };
  });
  return { level: 'note', says: mendedWords(site, mended, aside), hint: null, fixed: true };
}

function mendedWords({ title, slot, main }: Site, mended: Mended | null, aside: string | null) {
  if (mended?.ends) {
    const file = path.join(slot.root, slot.parts[main[0] ?? '']?.path ?? '');
    return text(
      `${title}: the text that clear would give back is gone. The history was set aside (${aside}); what is in ${file} stays, counts as your own, and begins a new one`,
      `${title}：clear 要恢复的文本已丢失。历史已移开（${aside}）；${file} 中现有的内容保留，视为你自己的，并开始新的历史`,
    );
  }
  const numbers = mended?.lost.map(({ id }) => id) ?? [];
  return text(
    `${title}: entries ${numbers.join(', ')} were taken out of the history, their texts are gone; the history as it was: ${aside}`,
    `${title}：第 ${numbers.join('、')} 条的文本已丢失，已移出历史；原来的历史：${aside}`,
  );
}
