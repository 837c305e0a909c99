/** show, diff. */
import { compare, show as showAction } from '../../actions/read.ts';
import { localized, parseLang } from '../../core/lang.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, oneLine, table } from '../output.ts';
import { renderMarkdown } from '../render.ts';
import { alsoAtText } from './arrival.ts';
import { type SlotFlags, slotRequest } from './slot.ts';

interface ShowFlags extends GlobalFlags {
  readonly file?: string;
  readonly raw?: boolean;
}

export async function show({ out, ctx, flags }: Cli<ShowFlags>, words: string): Promise<void> {
  const lang = flags.lang === undefined ? null : parseLang(flags.lang);
  const reading = await showAction(ctx, words, { lang, file: flags.file ?? null, raw: flags.raw ?? false });
  const { manifest } = reading;
  if (reading.langMissing !== null) {
    const have = manifest.languages.join(', ');
    out.talk(
      out.t(
        `not written in "${reading.langMissing}" (it has: ${have})`,
        `没有“${reading.langMissing}”版本（现有：${have}）`,
      ),
    );
  }
  for (const other of reading.alsoAt) out.talk(alsoAtText(out, manifest.name, other));
  if (!flags.raw && flags.file === undefined) for (const line of facts(out, reading)) out.talk(line);
  out.print(flags.raw ? reading.text.replace(/\n$/, '') : renderMarkdown(reading.text, out.style));
  out.data(reading);
}

function facts(out: Output, { manifest, source, files, installed }: Awaited<ReturnType<typeof showAction>>): string[] {
  const { t } = out;
  const rows = [
    [t('name', '名称'), `${manifest.name} ${manifest.version} (${manifest.kind})`],
    [t('what', '简介'), oneLine(localized(manifest.description, out.lang) ?? '', 120)],
    [t('languages', '语言'), manifest.languages.join(', ')],
    [t('licence', '许可证'), manifest.license ?? '–'],
    [t('source', '来源'), `${source.url || source.kind}${installed ? t(' (installed)', '（已安装）') : ''}`],
    [t('files', '文件'), files.map(({ path }) => path).join(', ')],
  ];
  const disclaimer = localized(manifest.disclaimer, out.lang);
  if (disclaimer) rows.push([t('note', '声明'), oneLine(disclaimer, 300)]);
  return [...table(rows.filter((row) => row[1] !== '').map((row) => row.map((cell) => cell))), ''];
}

export async function diff({ out, ctx, flags }: Cli<SlotFlags>, a: string, b?: string): Promise<void> {
  const lang = flags.lang === undefined ? null : parseLang(flags.lang);
  const compared = await compare(ctx, a, b ?? null, slotRequest(flags), lang);
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const patches = compared.files.map(({ path, before, after }) => ({
    path,
    patch: createTwoFilesPatch(`${compared.before}/${path}`, `${compared.after}/${path}`, before, after, '', '', {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    }),
  }));
  for (const { patch } of patches) out.print(coloured(patch, out));
  if (patches.length === 0) out.talk(out.t('no difference', '没有差别'));
  out.data({ before: compared.before, after: compared.after, files: patches });
}

function coloured(patch: string, { style }: Output): string {
  return patch
    .split('\n')
    .map((line) =>
      line.startsWith('+')
        ? style.green(line)
        : line.startsWith('-')
          ? style.red(line)
          : line.startsWith('@@')
            ? style.cyan(line)
            : line,
    )
    .join('\n');
}
