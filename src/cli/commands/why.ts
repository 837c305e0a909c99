/** why: what of an agent's files reaches the model. */
import { type WhyReport, why as whyAction } from '../../actions/why.ts';
import type { Fate, PromptPiece } from '../../core/prompt.ts';
import type { Text } from '../../core/text.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import { type Output, pad, table } from '../output.ts';
import { noteJson, showNote } from './note.ts';
import { type SlotFlags, slotRequest } from './slot.ts';

const FATES: Readonly<Record<Fate, Text>> = {
  whole: text('whole', '全部'),
  cut: text('cut', '被截断'),
  digest: text('an extract', '仅摘录'),
  empty: text('empty', '空'),
  missing: text('missing', '缺失'),
  refused: text('refused', '拒绝读取'),
  'no room': text('no room left', '总长已满'),
  hidden: text('not sent', '未发送'),
  unread: text('not read', '不读取'),
};

export function why({ out, ctx, flags }: Cli<SlotFlags>): void {
  const reports = whyAction(ctx, slotRequest(flags));
  for (const report of reports) show(out, report);
  out.data({ agents: reports.map((report) => whyJson(report, out)) });
}

function show(out: Output, report: WhyReport): void {
  const { style, t } = out;
  out.print(`${style.bold(report.title)}  ${style.dim(report.agent)}`);
  if (report.pieces.length === 0)
    out.print(`  ${t('nothing of its files reaches the model', '没有任何文件会到达模型')}`);
  const rows = report.pieces.map((piece, index) => row(out, piece, index + 1));
  for (const line of table(rows.length === 0 ? [] : [headings(out), ...rows])) out.print(line);
  if (report.pieces.length > 0) out.print(`  ${total(out, report)}`);
  for (const note of report.notes) showNote(out, note);
  if (!report.measured) {
    out.talk(
      t(
        'only the slot is looked at: what else this agent sends was not measured',
        '这里只查看存放角色的文件：该智能体还会发送什么未经测量',
      ),
    );
  }
}

/** A text that is cut, and a note in place of one that is missing, have two lengths. */
function headings({ style, t }: Output): string[] {
  const names = [
    t('what becomes of it', '结果'),
    t('as', '作为'),
    t('characters: sent / in the file', '字符：发送 / 文件中'),
    '',
    t('file', '文件'),
  ];
  return ['  ', ...names.map((name) => style.dim(name))];
}

function row(out: Output, piece: PromptPiece, number: number): string[] {
  const { style } = out;
  const ok = piece.fate === 'whole' || piece.fate === 'empty' || piece.fate === 'hidden';
  const fate = out.say(FATES[piece.fate]);
  const size = piece.length === piece.kept ? `${piece.length}` : `${piece.kept} / ${piece.length}`;
  const limit = piece.limit === null ? '' : out.t(`limit ${piece.limit}`, `上限 ${piece.limit}`);
  const place = piece.lands === 'system' ? out.t('system', '系统') : out.t('user', '用户');
  const note = piece.note === null ? '' : `  (${out.say(piece.note)})`;
  const shown = ok ? fate : style.yellow(fate);
  return [`  ${pad(String(number), 2)}`, shown, place, size, limit, `${piece.path}${note}`];
}

function total(out: Output, { kept, total: limit }: WhyReport): string {
  if (limit === null) return out.t(`${kept} characters together`, `共 ${kept} 个字符`);
  return out.t(`${kept} of ${limit} characters together`, `共 ${kept} / ${limit} 个字符`);
}

function whyJson({ soul, pieces, notes, ...report }: WhyReport, out: Output) {
  return {
    ...report,
    soul: soul?.name ?? null,
    files: pieces.map(({ text: _text, note, ...piece }) => ({ ...piece, note: note && out.say(note) })),
    notes: notes.map((note) => noteJson(note, out)),
  };
}
