/** import. */
import { type Imported, importPackage as importAction, type ReadAs } from '../../actions/import.ts';
import { SoulError } from '../../core/errors.ts';
import { LIMITS } from '../../core/files.ts';
import { type Text, text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, shellWord } from '../output.ts';
import { printRemarks } from './author.ts';

interface ImportFlags extends GlobalFlags {
  readonly into?: string;
  readonly dryRun?: boolean;
}

const FORMATS: Readonly<Record<ReadAs, Text>> = {
  soul: text('a soul', '角色包'),
  skill: text('a skill', '技能'),
  team: text('a team', '团队'),
  'soul-spec': text('a Soul Spec package', 'Soul Spec 包'),
  claw: text('an OpenClaw Claw', 'OpenClaw Claw 包'),
  'agent-souls': text('an Agent Souls persona', 'Agent Souls 角色'),
  markdown: text('a bare SOUL.md', '普通 SOUL.md'),
  'character-card': text('a character card', '角色卡'),
};

export async function importPackage({ out, ctx, flags }: Cli<ImportFlags>, words: string): Promise<void> {
  const input = words === '-' ? await readStdin() : null;
  const done = await importAction(ctx, { words, input, into: flags.into ?? null, dryRun: flags.dryRun ?? false });
  tell(done, out);
  if (flags.dryRun) out.talk(out.t('dry run: nothing was written', '试运行：没有写入任何内容'));
  else {
    const check = `clawhub validate ${shellWord(done.folder)}`;
    out.talk(out.t(`next: ${check}`, `下一步：${check}`));
  }
  const { remarks, scan, ...rest } = done;
  out.data({
    ...rest,
    scan: {
      verdict: scan.verdict,
      findings: scan.findings.map(({ why, ...finding }) => ({ ...finding, why: out.say(why) })),
    },
    remarks: remarks.map(({ says, ...remark }) => ({ ...remark, says: out.say(says) })),
  });
}

function tell({ folder, format, manifest, files, moved, scan, remarks }: Imported, out: Output): void {
  const what = `${manifest.name} ${manifest.version} (${manifest.kind})`;
  out.talk(out.t(`read as ${FORMATS[format].en}: ${what}`, `识别为${FORMATS[format].zh}：${what}`));
  for (const { path, size } of files) out.talk(`${String(size).padStart(8)}  ${path}`);
  for (const [from, to] of Object.entries(moved)) out.talk(out.say(movedWords(from, to)));
  printRemarks(
    out,
    remarks.filter(({ severity }) => severity !== 'info'),
    (line) => out.talk(line),
  );
  for (const { file, line, rule, why } of scan.findings) {
    out.talk(`${out.style.yellow('!')} ${file}:${line}  ${out.say(why)} (${rule})`);
  }
  out.print(folder);
}

/** What was read stays where it is. The file that a card came in is called otherwise. */
function movedWords(from: string, to: string): Text {
  if (from === 'card.json') return text(`the card as it was is kept as ${to}`, `原角色卡保存为 ${to}`);
  return text(`${from} is ${to} in the package`, `${from} 在包中为 ${to}`);
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIMITS.archiveBytes) {
      throw new SoulError('E_TOO_LARGE', text('what came on stdin is too large', '标准输入的内容过大'), {
        details: { limit: LIMITS.archiveBytes },
      });
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
