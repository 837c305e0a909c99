/** inspect, explore, skill verify: what a registry says about its packages. */
import * as inspects from '../../actions/inspect.ts';
import { SoulError } from '../../core/errors.ts';
import { isName } from '../../core/name.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { limitOf } from '../limit.ts';
import { bytesText, type Output, oneLine, safe, table } from '../output.ts';

interface InspectFlags extends GlobalFlags {
  readonly version?: string;
  readonly tag?: string;
  readonly versions?: boolean;
  readonly limit?: string;
  readonly files?: boolean;
  readonly file?: string;
}

export async function inspect({ out, ctx, flags }: Cli<InspectFlags>, name: string): Promise<void> {
  if (flags.version !== undefined && flags.tag !== undefined)
    throw new SoulError('E_USAGE', text('either --version or --tag, not both', '--version 与 --tag 只能选一个'));
  const request = {
    version: flags.version ?? null,
    tag: flags.tag ?? null,
    versions: flags.versions ? limitOf(flags.limit, 200) : null,
    files: flags.files ?? false,
    file: flags.file ?? null,
  };
  const result = await inspects.inspect(ctx, name, request);
  // Alone, a file is data: byte for byte, to be piped on.
  const onlyFile = request.file !== null && !request.files && request.versions === null;
  if (onlyFile) printFile(out, result);
  else showInspected(out, result, request.files);
  out.data(result);
}

function printFile(out: Output, { file }: inspects.Inspected): void {
  if (file === null || out.options.json) return;
  if (process.stdout.isTTY) process.stdout.write(safe(file.content));
  else process.stdout.write(Buffer.from(file.contentBase64, 'base64'));
}

function showInspected(out: Output, result: inspects.Inspected, files: boolean): void {
  const { skill, latestVersion, owner, version, versions } = result;
  if (skill === null) return;
  const rows = [
    [out.t('name', '名称'), owner?.handle ? `@${owner.handle}/${skill.slug}` : skill.slug],
    [out.t('title', '标题'), oneLine(skill.displayName, 80)],
    [out.t('about', '简介'), oneLine(skill.summary ?? '', 160)],
    [out.t('newest', '最新版本'), latestVersion?.version ?? ''],
    [
      out.t('tags', '标签'),
      Object.entries(skill.tags)
        .map(([tag, at]) => `${tag}=${at}`)
        .join(', '),
    ],
    [out.t('updated', '更新时间'), day(skill.updatedAt)],
    [out.t('version', '所选版本'), version?.version ?? ''],
    [out.t('changes', '变更说明'), oneLine(version?.changelog ?? '', 160)],
    [out.t('verdict', '审查结果'), verdict(out, result.moderation)],
  ].filter(([, value]) => value !== '');
  for (const line of table(rows)) out.print(line);
  for (const row of versions ?? [])
    out.print(`${row.version}  ${day(row.createdAt)}  ${oneLine(row.changelog, 100)}`.trimEnd());
  if (files) for (const line of table((version?.files ?? []).map(fileRow))) out.print(line);
  if (result.file) out.print(`\n${result.file.path}:\n\n${result.file.content}`);
}

function fileRow({ path, size, sha256 }: inspects.FileRow): string[] {
  return [bytesText(size).padStart(9), oneLine(path), sha256?.slice(0, 12) ?? ''];
}

function day(millis: number): string {
  return millis > 0 ? new Date(millis).toISOString().slice(0, 10) : '';
}

function verdict(out: Output, moderation: unknown): string {
  const said = (moderation ?? {}) as Record<'isMalwareBlocked' | 'isSuspicious' | 'reasonCodes' | 'summary', unknown>;
  const word = judged(out, said);
  return word === '' || typeof said.summary !== 'string' ? word : `${word}: ${oneLine(said.summary, 120)}`;
}

/** In the official dialect whatever was withdrawn is "blocked"; a hub of ours says why. */
function judged(out: Output, said: Readonly<Record<string, unknown>>): string {
  const codes = Array.isArray(said.reasonCodes) ? said.reasonCodes : [];
  if (codes.includes('moderation.withdrawn')) return out.t('withdrawn', '已撤下');
  if (said.isMalwareBlocked) return out.t('blocked as malware', '恶意，已封禁');
  return said.isSuspicious ? out.t('suspicious', '可疑') : '';
}

interface ExploreFlags extends GlobalFlags {
  readonly limit?: string;
  readonly sort?: string;
  readonly cursor?: string;
}

export async function explore({ out, ctx, flags }: Cli<ExploreFlags>): Promise<void> {
  const sort = inspects.SORTS.find((name) => name === flags.sort) ?? null;
  const known = inspects.SORTS.join(', ');
  if (sort === null && flags.sort !== undefined)
    throw new SoulError(
      'E_USAGE',
      text(`--sort ${flags.sort}: one of ${known}`, `--sort ${flags.sort}：只能是 ${known}`),
    );
  const request = { sort, limit: limitOf(flags.limit, 200), cursor: flags.cursor ?? null };
  const result = await inspects.explore(ctx, request);
  const rows = result.items.map((item) => [
    nameOf(item),
    item.latestVersion?.version ?? '–',
    day(item.updatedAt),
    oneLine(item.summary ?? item.displayName, 60),
  ]);
  for (const line of table(rows)) out.print(line);
  if (rows.length === 0) out.talk(out.t(`nothing is published at ${result.registry}`, `${result.registry} 上还没有包`));
  if (result.nextCursor !== null)
    out.talk(out.t(`more: --cursor ${result.nextCursor}`, `下一页：--cursor ${result.nextCursor}`));
  out.data(result);
}

interface Named {
  readonly name?: unknown;
  readonly slug: string;
  readonly ownerHandle?: string | null | undefined;
}

/** A hub of ours says npm's name, which `search` and the pages show too; elsewhere owner and slug are the name. */
function nameOf({ name, slug, ownerHandle }: Named): string {
  if (typeof name === 'string' && isName(name)) return name;
  return ownerHandle ? `@${ownerHandle}/${slug}` : slug;
}

interface VerifyFlags extends GlobalFlags {
  readonly version?: string;
  readonly tag?: string;
}

/** The registry's envelope is for programs; people get its verdict. Exit code 5 when it did not pass. */
export async function verifySkill({ out, ctx, flags }: Cli<VerifyFlags>, name: string): Promise<number> {
  const result = await inspects.verifySkill(ctx, name, { version: flags.version ?? null, tag: flags.tag ?? null });
  const reasons = Array.isArray(result.reasons) ? result.reasons.map(String).join(', ') : '';
  const what = `${name} ${result.version}`;
  out.print(
    result.ok
      ? out.t(`${what} passed`, `${what} 通过`)
      : out.t(`${what} did not pass: ${oneLine(reasons)}`, `${what} 未通过：${oneLine(reasons)}`),
  );
  out.data(result);
  return result.ok ? 0 : 5;
}
