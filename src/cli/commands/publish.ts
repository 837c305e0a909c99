/** publish, sync: from folders of an author to a registry. */
import semver from 'semver';
import {
  type Bump,
  type PublishPlan,
  type PublishRequest,
  type PublishResult,
  publish as publishAction,
} from '../../actions/publish.ts';
import { sync as syncAction } from '../../actions/sync.ts';
import { SoulError } from '../../core/errors.ts';
import { wordsOf } from '../../core/note.ts';
import { plural, text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { bytesText, type Output, oneLine, table } from '../output.ts';

interface NoteFlags extends GlobalFlags {
  readonly owner?: string;
  readonly bump?: string;
  readonly changelog?: string;
  readonly tag?: string;
  readonly tags?: string;
  readonly dryRun?: boolean;
  readonly sourceRepo?: string;
  readonly sourceCommit?: string;
  readonly sourceRef?: string;
  readonly sourcePath?: string;
}

interface PublishFlags extends NoteFlags {
  readonly key?: string;
  readonly slug?: string;
  readonly name?: string;
  readonly version?: string;
  readonly patch?: boolean;
  readonly minor?: boolean;
  readonly major?: boolean;
  readonly forkOf?: string;
  readonly sourceOwner?: string;
  readonly migrateOwner?: boolean;
  readonly categories?: string;
  readonly topics?: string;
}

function usage(en: string, zh: string): SoulError {
  return new SoulError('E_USAGE', text(en, zh));
}

const BUMPS: readonly Bump[] = ['patch', 'minor', 'major'];

/** `--bump patch` and `--patch` are the same. @throws SoulError E_USAGE */
function bumpOf({ bump, patch, minor, major, version }: PublishFlags): Bump | null {
  const given = [bump, patch && 'patch', minor && 'minor', major && 'major'].filter((part) => part);
  const part = BUMPS.find((name) => name === given[0]) ?? null;
  if (given.length > 1) throw usage('only one of --patch, --minor, --major', '--patch、--minor、--major 只能选一个');
  if (given.length === 1 && part === null)
    throw usage(`--bump ${bump}: patch, minor or major`, `--bump ${bump}：只能是 patch、minor 或 major`);
  if (part !== null && version !== undefined)
    throw usage('either --version or a bump, not both', '--version 与提升版本只能选一个');
  return part;
}

function commaList(value: string | undefined): string[] {
  return (value ?? '')
    .split(/[,，]/)
    .map((item) => item.trim())
    .filter(Boolean);
}

/** @throws SoulError E_USAGE */
function tagsOf({ tag, tags }: NoteFlags): string[] {
  const named = [...new Set([...commaList(tags), ...commaList(tag)])];
  const odd = named.find((name) => !/^[A-Za-z][\w.-]{0,99}$/.test(name) || semver.validRange(name) !== null);
  if (odd !== undefined) {
    throw usage(
      `"${odd}" is not a tag: a letter, then letters, digits, . _ -, and not like a version`,
      `“${odd}”不是标签：以字母开头，可含字母、数字、. _ -，且不能像版本号`,
    );
  }
  return named.length > 0 ? named : ['latest'];
}

/** @throws SoulError E_USAGE */
function sourceOf({ sourceRepo, sourceCommit, sourceRef, sourcePath }: NoteFlags): Record<string, unknown> {
  if (!sourceRepo && !sourceCommit && !sourceRef && !sourcePath) return {};
  const repo = /^(?:https:\/\/github\.com\/)?([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(sourceRepo ?? '')?.[1];
  if (!repo || !sourceCommit)
    throw usage(
      '--source-repo <owner/repo> and --source-commit go together',
      '--source-repo <owner/repo> 与 --source-commit 需同时给出',
    );
  const path =
    (sourcePath ?? '.')
      .replaceAll('\\', '/')
      .replace(/^\.\/+/, '')
      .replace(/\/+$/, '') || '.';
  const source = { kind: 'github', url: `https://github.com/${repo}`, repo, commit: sourceCommit, path };
  return { source: { ...source, ref: sourceRef ?? sourceCommit, importedAt: Date.now() } };
}

/** `[@owner/]slug[@version]` @throws SoulError E_USAGE */
function forkOf(value: string | undefined): Record<string, unknown> {
  if (value === undefined) return {};
  const [, ownerHandle, slug, version] = /^(?:@([^/@]+)\/)?([^/@]+)(?:@(.+))?$/.exec(value.trim()) ?? [];
  if (!slug)
    throw usage(
      `--fork-of ${value}: write [@owner/]slug[@version]`,
      `--fork-of ${value}：应写成 [@owner/]slug[@version]`,
    );
  return {
    forkOf: { slug: slug.toLowerCase(), ...(ownerHandle ? { ownerHandle } : {}), ...(version ? { version } : {}) },
  };
}

function moreOf(flags: PublishFlags): Record<string, unknown> {
  const { categories, topics, migrateOwner, sourceOwner } = flags;
  return {
    ...(categories === undefined ? {} : { categories: commaList(categories) }),
    ...(topics === undefined ? {} : { topics: commaList(topics) }),
    ...(migrateOwner ? { migrateOwner: true } : {}),
    ...(sourceOwner === undefined ? {} : { sourceOwnerHandle: sourceOwner.replace(/^@+/, '') }),
    ...forkOf(flags.forkOf),
    ...sourceOf(flags),
  };
}

function requestOf(folder: string, flags: PublishFlags): PublishRequest {
  const part = bumpOf(flags);
  return {
    folder,
    version: flags.version ?? null,
    key: flags.key ?? null,
    bump: part === null ? null : { part, always: true },
    slug: flags.slug ?? null,
    owner: flags.owner ?? null,
    title: flags.name ?? null,
    notes: { changelog: flags.changelog ?? '', tags: tagsOf(flags), more: moreOf(flags) },
    dryRun: flags.dryRun ?? false,
  };
}

export async function publish({ out, ctx, flags }: Cli<PublishFlags>, folder = '.'): Promise<void> {
  const result = await publishAction(ctx, requestOf(folder, flags), (plan) => showPlan(out, plan));
  out.print(outcome(out, result));
  if (result.status === 'published') nextStep(out, result);
  out.data(publishJson(result));
}

function outcome(out: Output, { status, manifest, registry }: PublishResult): string {
  const name = `${manifest.name} ${manifest.version}`;
  const words = {
    published: out.t(`published ${name} to ${registry}`, `已将 ${name} 发布到 ${registry}`),
    'pending-publication': out.t(
      `${name} was handed in; ${registry} checks it before anybody sees it`,
      `${name} 已提交；${registry} 审查后才会公开`,
    ),
    submitted: out.t(
      `${name} was handed in; ${registry} does not say whether it is public`,
      `${name} 已提交；${registry} 没有说明是否已公开`,
    ),
    unchanged: out.t(`${name} is already there, the same`, `${name} 已存在且内容相同`),
    'would-publish': out.t(`would publish ${name} to ${registry}`, `将把 ${name} 发布到 ${registry}`),
  };
  return words[status];
}

function nextStep(out: Output, { manifest: { name, kind }, registry }: PublishResult): void {
  const command = kind === 'skill' ? `clawhub install ${name}` : `clawhub switch ${name}`;
  out.talk(
    out.t(`others get it with: ${command} --registry ${registry}`, `别人这样使用它：${command} --registry ${registry}`),
  );
}

/** The keys of the official command, then ours. */
function publishJson({ published, files, scan, manifest, ...rest }: PublishResult) {
  const { status, slug, displayName, folder, version, fingerprint, versionId, ...ours } = rest;
  const official = { ok: true, status, slug, displayName, folder, version, latestVersion: published };
  return {
    ...official,
    fileCount: files.length,
    fingerprint,
    ...(versionId === null ? {} : { versionId }),
    name: manifest.name,
    kind: manifest.kind,
    ...ours,
    files,
    scan: scan.verdict,
    manifest,
  };
}

function showPlan(out: Output, plan: PublishPlan): void {
  const { manifest, files, size, scan, published, integrity, dialect, signedBy } = plan;
  const newest = published === null ? '' : out.t(`, newest there: ${published}`, `，现有最新版本：${published}`);
  out.talk(`${manifest.name} ${manifest.version} (${manifest.kind})${newest}`);
  for (const file of files) out.talk(`${bytesText(file.size).padStart(9)}  ${oneLine(file.path)}`);
  const sum = integrity === null ? '' : `, ${integrity.slice(0, 24)}…`;
  out.talk(
    out.t(
      `${plural(files.length, 'file')}, ${bytesText(size)}${sum}`,
      `${files.length} 个文件，${bytesText(size)}${sum}`,
    ),
  );
  if (signedBy !== null) out.talk(out.t(`signed: ${wordsOf(signedBy)}`, `签名：${wordsOf(signedBy)}`));
  if (dialect === 'clawhub' && manifest.kind !== 'skill') {
    out.talk(
      out.t(
        'this registry knows skills only: a SKILL.md goes along, made from the manifest',
        '该 registry 只支持技能：会附带由清单生成的 SKILL.md',
      ),
    );
  }
  for (const { severity, file, line, rule, why } of scan.findings)
    out.talk(`${severity}  ${file}:${line}  ${rule}  ${out.say(why)}`);
}

interface SyncFlags extends NoteFlags {
  readonly root?: readonly string[];
  readonly all?: boolean;
  readonly concurrency?: string;
}

/** `--all` is a yes to every package that is found, as the official command has it. */
export async function sync({ out, ctx, flags }: Cli<SyncFlags>): Promise<number> {
  const request = {
    roots: flags.root ?? [],
    owner: flags.owner ?? null,
    bump: bumpOf({ ...(flags.bump === undefined ? {} : { bump: flags.bump }) }) ?? 'patch',
    notes: { changelog: flags.changelog ?? '', tags: tagsOf(flags), more: sourceOf(flags) },
    dryRun: flags.dryRun ?? false,
  };
  const asked = flags.all ? { ...ctx, confirm: async () => true } : ctx;
  const result = await syncAction(asked, request, (plans) => {
    for (const line of table(plans.map((plan) => planRow(out, plan)))) out.talk(line);
  });
  for (const { slug, folder } of result.skipped)
    out.talk(
      out.t(`${slug}: skipped, another folder has it (${folder})`, `${slug}：已跳过，另一文件夹也有（${folder}）`),
    );
  for (const done of [...result.wouldPublish, ...result.published, ...result.submitted]) out.print(outcome(out, done));
  for (const { slug, error } of result.failed)
    out.talk(`${slug}${out.t(': ', '：')}${out.say(error.says)} (${error.code})`);
  out.print(summaryLine(out, result));
  out.data(syncJson(out, result, request));
  return result.failed[0]?.error.exit ?? 0;
}

function planRow(out: Output, { manifest, published, files }: PublishPlan): string[] {
  const from = published === null ? out.t('new', '新') : `${published} →`;
  return [manifest.name, from, manifest.version, out.t(plural(files.length, 'file'), `${files.length} 个文件`)];
}

type SyncResult = Awaited<ReturnType<typeof syncAction>>;

function summaryLine(out: Output, result: SyncResult): string {
  const { wouldPublish, published, submitted, alreadySynced, failed } = result;
  const parts: (readonly [number, string, string])[] = [
    [wouldPublish.length, 'would be published', '待发布'],
    [published.length, 'published', '已发布'],
    [submitted.length, 'handed in', '已提交'],
    [alreadySynced.length, 'unchanged', '未变化'],
    [failed.length, 'failed', '失败'],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, en, zh]) => out.t(`${count} ${en}`, `${zh} ${count}`));
  return said.length > 0 ? said.join(out.t(', ', '，')) : out.t('nothing to publish', '没有需要发布的内容');
}

/** The shape of the official command. */
function syncJson(out: Output, result: SyncResult, { owner, dryRun }: { owner: string | null; dryRun: boolean }) {
  const row = ({ slug, displayName, folder, published, version, files, fingerprint }: PublishResult) => ({
    slug,
    displayName,
    folder,
    status: published === null ? 'new' : 'update',
    version,
    latestVersion: published,
    fileCount: files.length,
    fingerprint,
  });
  const synced = result.alreadySynced.map((plan) => ({ ...row(plan), status: 'synced' }));
  const failed = result.failed.map(({ slug, folder, error }) => ({
    slug,
    folder,
    message: out.say(error.says),
    code: error.code,
  }));
  const lists = {
    wouldPublish: result.wouldPublish.map(row),
    published: result.published.map(row),
    submitted: result.submitted.map((plan) => ({ ...row(plan), status: plan.status })),
    alreadySynced: synced,
    skipped: result.skipped.map((twin) => ({ ...twin, reason: 'duplicate-slug' })),
    failed,
  };
  const summary = Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, rows.length]));
  const { registry, roots } = result;
  return { ok: failed.length === 0, dryRun, registry, roots, ...(owner === null ? {} : { owner }), summary, ...lists };
}
