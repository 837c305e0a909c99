/** install, update, uninstall, list, pin, unpin. */
import type { Context } from '../../actions/context.ts';
import * as installs from '../../actions/install.ts';
import * as installed from '../../actions/installed.ts';
import type { InstallReport } from '../../actions/place.ts';
import { titleIn } from '../../actions/slots.ts';
import type { Workdir } from '../../actions/workdir.ts';
import { AGENTS, lookForSites } from '../../agents/index.ts';
import { SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { type Output, oneLine, table } from '../output.ts';
import { alsoAtText, sayArrival } from './arrival.ts';
import { slotCommand } from './slot.ts';

interface InstallFlags extends GlobalFlags {
  readonly frozen?: boolean;
  readonly version?: string;
  readonly force?: boolean;
}

export async function install({ out, ctx, flags }: Cli<InstallFlags>, ...given: unknown[]): Promise<void> {
  const specs = given.flat() as string[];
  if (flags.frozen && specs.length > 0) throw usage('--frozen', text('takes no names', '不能再带名称'));
  if (flags.version !== undefined && specs.length !== 1)
    throw usage('--version', text('needs exactly one name', '只能用于一个名称'));
  const result =
    specs.length > 0
      ? await installs.install(ctx, specs, { version: flags.version ?? null, force: flags.force ?? false })
      : await installs.installLocked(ctx, { frozen: flags.frozen ?? false });
  sayWorkdir(out, result.workdir);
  for (const report of result.packages) showInstalled(out, report);
  if (result.project) out.talk(out.t('next: clawhub switch --project', '下一步：clawhub switch --project'));
  else if (result.packages[0]) nextStep(out, ctx, result.packages[0]);
  if (result.packages.length === 0)
    out.talk(out.t('the lock file names nothing to install', '锁文件中没有要安装的内容'));
  out.data({
    workdir: result.workdir.paths.root,
    packages: result.packages.map(({ scan, ...report }) => ({ ...report, scan: scan.verdict })),
  });
}

function usage(flag: string, why: { en: string; zh: string }): SoulError {
  return new SoulError('E_USAGE', text(`${flag} ${why.en}`, `${flag} ${why.zh}`));
}

function sayWorkdir(out: Output, { paths, why }: Workdir): void {
  out.talk(out.t(`working directory: ${paths.root} (${why.en})`, `工作目录：${paths.root}（${why.zh}）`));
}

function showInstalled(out: Output, report: InstallReport): void {
  const { t } = out;
  const name = `${report.name} ${report.version}`;
  const title = oneLine(titleIn(report.displayName, out.lang, report.name), 60);
  const what = title === report.name ? name : `${name}  ${title}`;
  const verb = {
    installed: t('installed', '已安装'),
    already: t('already here', '已是最新'),
    updated: t('updated', '已更新'),
  }[report.status];
  out.print(`${out.style.green(verb)}  ${what}${report.folder === null ? '' : `  ${out.style.dim(report.folder)}`}`);
  sayArrival(out, report);
  for (const other of report.alsoAt ?? []) out.talk(alsoAtText(out, report.name, other));
}

/** How the new thing is used, in the words of the agents that are here; where none is, of two that people have. */
function nextStep(out: Output, ctx: Context, { kind, name }: InstallReport): void {
  if (kind === 'soul') out.talk(out.t(`next: clawhub switch ${name}`, `下一步：clawhub switch ${name}`));
  if (kind !== 'skill') return;
  const slug = name.split('/').at(-1) ?? name;
  const here = new Set(lookForSites(ctx.host).sites.map(({ agent }) => agent.split(':')[0]));
  const able = AGENTS.filter(({ skillCommand }) => skillCommand !== null);
  const found = able.filter(({ id }) => here.has(id));
  const commands = (found.length > 0 ? found : able.slice(0, 2)).map(
    ({ skillCommand, title }) => `${skillCommand?.(slug)}${out.t(` (${title})`, `（${title}）`)}`,
  );
  const shell =
    slug === 'find-souls' ? out.t('; or in a shell: clawhub switch <name>', '；或在终端：clawhub switch <名称>') : '';
  out.talk(out.t(`next: ${commands.join(', ')}${shell}`, `下一步：${commands.join('、')}${shell}`));
}

interface UpdateFlags extends GlobalFlags {
  readonly all?: boolean;
  readonly force?: boolean;
  readonly version?: string;
}

export async function update({ out, ctx, flags }: Cli<UpdateFlags>, ...given: unknown[]): Promise<void> {
  const names = given.flat() as string[];
  if (names.length === 0 && !flags.all) throw usage('update', text('needs names or --all', '需要名称或 --all'));
  if (names.length > 0 && flags.all) throw usage('--all', text('takes no names', '不能再带名称'));
  if (flags.version !== undefined && names.length !== 1)
    throw usage('--version', text('needs exactly one name', '只能用于一个名称'));
  const request = { force: flags.force ?? false, version: flags.version ?? null };
  const { workdir, packages } = await installed.update(ctx, names, request);
  if (packages.length === 0) out.talk(nothingInstalled(out));
  else sayWorkdir(out, workdir);
  for (const report of packages) {
    out.print(`${report.name}${out.t(': ', '：')}${updateText(out, report)}`);
    sayStep(out, report);
    for (const worn of report.worn ?? []) sayWorn(out, report.name, worn);
    if (report.keptIn !== null)
      out.talk(out.t(`your files were kept in ${report.keptIn}`, `你的文件已保存到 ${report.keptIn}`));
  }
  const edited = packages.find(({ status }) => status === 'edited');
  if (edited) throw editedError(edited.name, packages);
  out.data({ workdir: workdir.paths.root, packages });
}

/** What else there is to know about the version that it has now. */
function sayStep(out: Output, { name, from, older, withdrawn }: installed.UpdateReport): void {
  if (older !== undefined)
    out.talk(
      out.t(
        `its source now names ${older}, which is older; to go back to it: clawhub update ${name} --version ${older}`,
        `来源目前指定的 ${older} 版本更旧；若要退回：clawhub update ${name} --version ${older}`,
      ),
    );
  if (withdrawn) out.talk(out.t(`its source no longer offers ${from}`, `来源不再提供 ${from}`));
}

function sayWorn(out: Output, name: string, { title, version, ...slot }: installed.Worn): void {
  const command = slotCommand(`switch ${name}`, slot);
  out.talk(out.t(`${title} still has ${version}: ${command}`, `${title} 仍在使用 ${version}：${command}`));
}

function updateText(out: Output, { status, from, to }: installed.UpdateReport): string {
  const { t } = out;
  const texts = {
    updated: t(`updated ${from} → ${to}`, `已更新 ${from} → ${to}`),
    current: t(`up to date (${from})`, `已是最新（${from}）`),
    pinned: t(`pinned at ${from}, skipped`, `已固定在 ${from}，跳过`),
    edited: t('edited here, left alone', '有本地修改，未改动'),
    gone: t('its source no longer has it', '来源已没有该包'),
    foreign: t('installed by another client, which updates it', '由其他客户端安装，请用它更新'),
  };
  return texts[status];
}

function editedError(name: string, packages: readonly installed.UpdateReport[]): SoulError {
  return new SoulError(
    'E_LOCAL_CHANGES',
    text(`${name} was edited here and was not updated`, `${name} 有本地修改，没有更新`),
    {
      hint: text('--force keeps your files aside and updates', '加上 --force 会先保留你的文件再更新'),
      details: { name, packages },
    },
  );
}

export async function uninstall({ out, ctx, flags }: Cli<UpdateFlags>, ...given: unknown[]): Promise<void> {
  const reports = await installed.uninstall(ctx, given.flat() as string[], { force: flags.force ?? false });
  for (const { name, cleared, keptEdits, keptIn, inUse } of reports) {
    if (cleared) out.talk(out.t(`${name} was active; its slot was cleared first`, `${name} 正在使用，已先清除`));
    for (const edit of keptEdits) sayKept(out, edit);
    if (keptIn !== null) out.talk(out.t(`your files were kept in ${keptIn}`, `你的文件已保存到 ${keptIn}`));
    out.print(out.t(`uninstalled ${name}`, `已卸载 ${name}`));
    if (inUse)
      out.talk(
        out.t(
          `the project here still uses ${name}, so it stays in the lock file; clawhub install brings it back`,
          `本项目仍在使用 ${name}，因此锁文件保留它；clawhub install 可重新安装`,
        ),
      );
  }
  out.data({ packages: reports });
}

function sayKept(out: Output, { agent, title, scope, entry }: installed.KeptEdit): void {
  const restore = slotCommand(`restore ${entry}`, { agent, scope });
  out.print(
    out.t(
      `${title}: somebody had edited it there; kept as entry ${entry}: ${restore}`,
      `${title}：其中的内容曾被修改；已保存为第 ${entry} 条：${restore}`,
    ),
  );
}

function nothingInstalled(out: Output): string {
  return out.t('nothing is installed', '尚未安装任何内容');
}

export function list({ out, ctx }: Cli): void {
  const { workdir, packages, repaired } = installed.list(ctx);
  if (repaired) out.talk(out.t('the list of souls was damaged and was rebuilt', '角色列表曾损坏，已重建'));
  for (const line of table(packages.map((item) => listRow(out, item)))) out.print(line);
  if (packages.length === 0) out.talk(nothingInstalled(out));
  else sayWorkdir(out, workdir);
  out.data({ workdir: workdir.paths.root, packages });
}

function listRow(out: Output, item: installed.ListedPackage): string[] {
  const notes = [
    item.pinned === null
      ? ''
      : out.t(
          `pinned${item.pinned ? ` (${oneLine(item.pinned, 40)})` : ''}`,
          `已固定${item.pinned ? `（${oneLine(item.pinned, 40)}）` : ''}`,
        ),
    item.condition === 'edited'
      ? out.t('edited', '有修改')
      : item.condition === 'absent'
        ? out.t('folder is missing', '文件夹缺失')
        : '',
  ];
  const title = oneLine(titleIn(item.displayName, out.lang, ''), 50);
  return [item.name, item.version ?? '–', item.kind, title, notes.filter(Boolean).join(', ')];
}

export function pin({ out, ctx, flags }: Cli<GlobalFlags & { readonly reason?: string }>, name: string): void {
  const result = installed.pin(ctx, name, flags.reason ?? '');
  out.print(out.t(`pinned ${result.name}`, `已固定 ${result.name}`));
  out.data(result);
}

export function unpin({ out, ctx }: Cli, name: string): void {
  const result = installed.pin(ctx, name, null);
  out.print(out.t(`unpinned ${result.name}`, `已取消固定 ${result.name}`));
  out.data(result);
}
