/** adopt. */
import { type Adopted, type AdoptReport, adopt as adoptAction } from '../../actions/adopt.ts';
import type { Cli } from '../cli.ts';
import { type Output, oneLine, table } from '../output.ts';
import { type SlotFlags, slotRequest } from './slot.ts';

export function adopt({ out, ctx, flags }: Cli<SlotFlags>): void {
  const slots = adoptAction(ctx, slotRequest(flags));
  for (const slot of slots) showSlot(out, slot);
  if (flags.dryRun) out.talk(out.t('dry run: nothing was changed', '试运行：没有改动任何内容'));
  else if (slots.some(({ leftovers }) => leftovers.length > 0))
    out.talk(out.t('any of them comes back with: clawhub restore <number>', '恢复任意一条：clawhub restore <编号>'));
  out.data({ slots });
}

function showSlot(out: Output, slot: AdoptReport): void {
  out.print(`${out.style.bold(slot.title)}  ${out.style.dim(slot.root)}`);
  if (slot.leftovers.length === 0)
    out.print(`  ${out.t('nothing of other switchers was found', '没有找到其他切换工具留下的内容')}`);
  for (const line of table(slot.leftovers.map((leftover) => row(out, leftover)))) out.print(line);
  for (const { part, program } of slot.inPlace) {
    out.print(
      out.style.yellow(`  ${out.t(`${part} in place now is from ${program}`, `当前的 ${part} 来自 ${program}`)}`),
    );
  }
  const fresh = slot.leftovers.filter(({ known }) => !known).length;
  if (fresh > 0) {
    out.print(
      out.t(
        `  ${fresh} brought into the history; nothing in the slot was changed`,
        `  已收进历史 ${fresh} 条；当前内容没有改动`,
      ),
    );
  }
}

function row(out: Output, { entry, known, at, program, path, firstLine }: Adopted): string[] {
  return [
    `  ${String(entry).padStart(3)}`,
    at.replace('T', ' ').slice(0, 19),
    known ? out.t(`${program} (known)`, `${program}（已有）`) : program,
    oneLine(firstLine, 40),
    path,
  ];
}
