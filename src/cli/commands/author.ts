/** init, validate, pack, mirror. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as actions from '../../actions/author.ts';
import { ERRORS, SoulError } from '../../core/errors.ts';
import type { Remark } from '../../core/review.ts';
import { plural, text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, shellWord } from '../output.ts';
import { canAsk } from '../prompt.ts';
import type { SoulWish } from '../wizard.ts';

interface InitFlags extends GlobalFlags {
  readonly title?: string;
  readonly langs?: string;
  readonly description?: string;
  readonly category?: string;
  readonly license?: string;
  readonly author?: string;
}

/** Asks only a person, and only for what they did not say. */
export async function init(cli: Cli<InitFlags>, folder?: string): Promise<void> {
  const { out, ctx, flags } = cli;
  const said = wishOf(flags, folder);
  const asks = said.title === null && canAsk(flags, out) && !flags.yes;
  const wish = asks ? await (await import('../wizard.ts')).askForSoul(said, out) : said;
  const result = actions.init(ctx, {
    ...wish,
    folder: wish.folder ?? '.',
    langs: wish.langs ?? (out.lang === 'zh' ? ['zh', 'en'] : ['en', 'zh']),
  });
  out.print(
    out.t(
      `started ${result.folder}: ${result.files.join(', ')}`,
      `已创建 ${result.folder}：${result.files.join('、')}`,
    ),
  );
  const place = path.relative(ctx.cwd, result.folder);
  const check = place === '' ? 'clawhub validate' : `clawhub validate ${shellWord(`./${place}`)}`;
  out.talk(out.t(`fill in the sections, then: ${check}`, `填写各节内容，然后运行：${check}`));
  out.data(result);
}

function wishOf(flags: InitFlags, folder: string | undefined): SoulWish {
  return {
    folder: folder ?? null,
    title: flags.title ?? null,
    langs: flags.langs === undefined ? null : templateLangs(flags.langs),
    description: flags.description ?? null,
    category: flags.category ?? null,
    license: flags.license ?? null,
    author: flags.author ?? null,
  };
}

/** @throws SoulError E_USAGE */
function templateLangs(typed: string): ('en' | 'zh')[] {
  const langs = typed.split(',').map((lang) => lang.trim());
  const known = langs.filter((lang): lang is 'en' | 'zh' => lang === 'en' || lang === 'zh');
  if (known.length === langs.length && new Set(known).size === known.length) return known;
  throw new SoulError(
    'E_USAGE',
    text(`--langs ${typed}: the template is in en and zh`, `--langs ${typed}：模板只有 en 和 zh`),
  );
}

export async function validate({ out, ctx }: Cli, folder = '.'): Promise<number> {
  const { manifest, remarks, valid, ...rest } = await actions.validate(ctx, folder);
  printRemarks(out, remarks, (line) => out.print(line));
  const name = manifest ? `${manifest.name} ${manifest.version} (${manifest.kind})` : rest.folder;
  out.print(
    valid
      ? out.style.green(out.t(`${name} is a valid package`, `${name} 是有效的包`))
      : out.style.red(out.t(`${name} is not a valid package`, `${name} 不是有效的包`)),
  );
  out.data({
    ...rest,
    valid,
    manifest,
    remarks: remarks.map(({ says, ...remark }) => ({ ...remark, says: out.say(says) })),
  });
  return valid ? 0 : ERRORS.E_MANIFEST.exit;
}

export function printRemarks(out: Output, remarks: readonly Remark[], print: (line: string) => void): void {
  const marks = { error: out.style.red('✗'), warning: out.style.yellow('!'), info: out.style.dim('·') };
  for (const { severity, file, line, says } of remarks) {
    const where = `${file}${line > 0 ? `:${line}` : ''}`;
    const what = out.say(says);
    print(`${marks[severity]} ${where === '' || what.startsWith(file) ? what : `${where}  ${what}`}`);
  }
}

interface PackFlags extends GlobalFlags {
  readonly into?: string;
  readonly dryRun?: boolean;
}

export async function pack({ out, ctx, flags }: Cli<PackFlags>, folder = '.'): Promise<void> {
  const packed = await actions.pack(ctx, folder, { into: flags.into ?? '.', dryRun: flags.dryRun ?? false });
  for (const { path, size } of packed.files) out.talk(`${String(size).padStart(8)}  ${path}`);
  for (const what of packed.leftOut) {
    out.talk(
      out.t(`left out, because installing must run nothing: ${what}`, `未打包，因为安装时不应运行任何内容：${what}`),
    );
  }
  out.print(packed.file);
  out.talk(`${out.t('size', '大小')} ${packed.size}   ${packed.integrity}   ${packed.content}`);
  out.data(packed);
}

interface MirrorFlags extends GlobalFlags {
  readonly baseUrl?: string;
}

/** Packages, or a whole registry, as plain files that any web server can serve. */
export async function mirror(
  { out, ctx, flags }: Cli<MirrorFlags>,
  folder: string,
  ...given: unknown[]
): Promise<void> {
  const { mirror: mirrorAction } = await import('../../actions/mirror.ts');
  const from = (given.flat() as string[]).filter((name) => typeof name === 'string');
  const { findings, ...written } = await mirrorAction(ctx, { from, to: folder, baseUrl: flags.baseUrl ?? null });
  for (const { package: name, severity, file, line, rule, why } of findings)
    out.talk(`${name}  ${severity}  ${file}:${line}  ${rule}  ${out.say(why)}`);
  out.print(
    out.t(
      `${plural(written.packages.length, 'package')}, ${plural(written.files, 'file')} in ${written.folder}`,
      `${written.packages.length} 个包，${written.files} 个文件，位于 ${written.folder}`,
    ),
  );
  if (flags.baseUrl === undefined) {
    out.talk(
      out.t(
        'npm needs whole addresses: add --base-url https://… if npm is to read it too',
        'npm 需要完整网址：若 npm 也要读取，请加 --base-url https://…',
      ),
    );
  }
  const place = flags.baseUrl ?? pathToFileURL(written.folder).href;
  out.talk(
    out.t(`use it: clawhub search golang --registry ${place}`, `使用：clawhub search golang --registry ${place}`),
  );
  out.data({ ...written, findings });
}
