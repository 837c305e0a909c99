/** Shows what a soul from elsewhere is about to change, and asks where a person sits. */
import type { Proposal, ProposedChange } from '../actions/consent.ts';
import { wordsOf } from '../core/note.ts';
import type { Text } from '../core/text.ts';
import { plural, text } from '../core/text.ts';
import { type Output, oneLine } from './output.ts';

const LINES = 60;

/** @param ask the question with its answer; throws E_CONFIRM where nobody can be asked @param present whether somebody sits there */
export async function showProposal(
  proposal: Proposal,
  out: Output,
  { ask, present }: { readonly ask: (question: Text) => Promise<boolean>; readonly present: boolean },
): Promise<boolean> {
  showFacts(proposal, out);
  const { name, findings, source } = proposal;
  // A folder on this disk is most often the author's own, who would be asked after each change of a line.
  const asks = present && (source.kind !== 'folder' || findings.length > 0);
  if (findings.length === 0 && !asks) return true;
  if (asks) await showChanges(proposal, out);
  return ask(
    findings.length === 0
      ? text(`use ${name}?`, `使用 ${name}？`)
      : text(`${name} looks suspicious. Use it all the same?`, `${name} 有可疑之处。仍要使用吗？`),
  );
}

function showFacts(
  { name, version, source, signed, findings, reach, operating, changes }: Proposal,
  out: Output,
): void {
  const { t } = out;
  const by = signed.author === null ? null : wordsOf(signed.author);
  const who = by ?? (signed.hub === null ? t('nobody', '无') : t('the hub, not by its author', 'hub，作者未签名'));
  const rows: readonly (readonly [string, string])[] = [
    [t('from', '来源'), source.url || source.kind],
    [t('signed by', '签名'), who],
    [t('writes', '写入'), changes.map((change) => writesText(change, out)).join(t(', ', '、'))],
    [t('links to', '链接'), reach.links.slice(0, 12).join(', ')],
    [t('tools named', '提到的工具'), reach.tools.join(', ')],
    [t('scripts', '脚本'), reach.scripts.join(', ')],
    [t('brings too, not applied', '附带但不应用'), operating.join(', ')],
  ];
  out.talk(out.style.bold(t(`${name} ${version}, for the first time here:`, `${name} ${version}，首次在此使用：`)));
  for (const [label, value] of rows) if (value !== '') out.talk(`  ${label}${t(': ', '：')}${oneLine(value, 400)}`);
  for (const { file, line, rule, why } of findings)
    out.talk(`  ${out.style.yellow(`${t('warning: ', '警告：')}${out.say(why)}`)}  ${file}:${line} ${rule}`);
}

function writesText({ path, after }: ProposedChange, { t }: Output): string {
  const size = t(plural(after.length, 'character'), `${after.length} 个字符`);
  return path === null
    ? t(`no file; the agent gets ${size} for this session`, `不写文件；本次会话交给智能体 ${size}`)
    : t(`${path} (${size})`, `${path}（${size}）`);
}

/** The change itself, in the form that everybody knows; of a long one the beginning. */
async function showChanges({ name, changes }: Proposal, out: Output): Promise<void> {
  const { createTwoFilesPatch } = await import('diff');
  for (const { path, before, after } of changes) {
    const title = path ?? name;
    const patch = createTwoFilesPatch(title, title, before ?? '', after, '', '', { context: 1 });
    const lines = patch.slice(patch.indexOf('--- ')).split('\n');
    for (const line of lines.slice(0, LINES)) out.talk(line);
    const rest = lines.length - LINES;
    if (rest > 0)
      out.talk(out.t(`… ${rest} more lines: --dry-run shows all`, `… 还有 ${rest} 行：--dry-run 可查看全部`));
  }
}
