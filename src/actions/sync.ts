/**
 * Publish what is new or changed among the packages in some folders. As the official command looks for them: the working
 * directory, its folder of skills and every `--root`, one level deep. One that fails does not stop the others.
 */
import path from 'node:path';
import { lookForSites } from '../agents/index.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { lstatIfExists } from '../store/disk.ts';
import { slotPaths } from '../store/paths.ts';
import type { Context } from './context.ts';
import { packageFolders, packagesBelow, SURE_FILES } from './library.ts';
import { type Bump, type PublishPlan, type PublishRequest, type PublishResult, publish } from './publish.ts';
import { openRegistry, openWithLogin } from './registry/open.ts';
import { chooseWorkdir } from './workdir.ts';

export interface SyncRequest {
  readonly roots: readonly string[];
  readonly owner: string | null;
  readonly bump: Bump;
  readonly notes: PublishRequest['notes'];
  readonly dryRun: boolean;
}

export interface Failed {
  readonly slug: string;
  readonly folder: string;
  readonly error: SoulError;
}

export interface SyncResult {
  readonly registry: string;
  readonly roots: readonly string[];
  readonly wouldPublish: readonly PublishResult[];
  readonly published: readonly PublishResult[];
  readonly submitted: readonly PublishResult[];
  readonly alreadySynced: readonly PublishResult[];
  /** Folders of a package that another folder holds too. */
  readonly skipped: readonly { readonly slug: string; readonly folder: string }[];
  readonly failed: readonly Failed[];
}

/**
 * `show` is given what is to be published before anybody is asked.
 * @throws SoulError E_NOT_FOUND when there are no packages, E_AUTH_REQUIRED, E_CANCELLED, E_CONFIRM
 */
export async function sync(
  ctx: Context,
  request: SyncRequest,
  show: (plans: readonly PublishPlan[]) => void,
): Promise<SyncResult> {
  const { roots, named } = rootsOf(ctx, request.roots);
  const registry = request.dryRun ? await openRegistry(ctx) : await openWithLogin(ctx);
  const looked = await lookAll(ctx, foldersIn(ctx, roots, named), request);
  const { fresh, skipped } = withoutTwins(looked.filter(isPlan).filter(({ status }) => status !== 'unchanged'));
  show(fresh);
  const tried = request.dryRun || fresh.length === 0 ? [] : await publishAll(ctx, fresh, request);
  const done = tried.filter(isPlan);
  return {
    registry: registry.url.href.replace(/\/$/, ''),
    roots,
    wouldPublish: request.dryRun ? fresh : [],
    published: done.filter(({ status }) => status === 'published'),
    submitted: done.filter(({ status }) => status === 'submitted' || status === 'pending-publication'),
    alreadySynced: [...looked.filter(isPlan), ...done].filter(({ status }) => status === 'unchanged'),
    skipped,
    failed: [...looked, ...tried].filter((item): item is Failed => !isPlan(item)),
  };
}

/**
 * What is in the roots; a root itself only where somebody named it, or there is no doubt. What an agent wears is nobody's
 * package: its workspace, where this is often called, holds a `SOUL.md` and all that the user keeps beside it.
 */
function foldersIn(ctx: Context, roots: readonly string[], named: readonly string[]): string[] {
  const workspaces = new Set(lookForSites(ctx.host).sites.map(({ slot }) => slot.root));
  const isWorn = (folder: string) => workspaces.has(folder) || lstatIfExists(slotPaths(folder).state) !== null;
  const isMeant = (root: string) =>
    named.includes(root) || SURE_FILES.some((name) => ctx.host.exists(path.join(root, name)));
  const folders = roots
    .filter((root) => ctx.host.isFolder(root))
    .flatMap((root) => (isMeant(root) ? packageFolders(root, 1) : packagesBelow(root, 1)))
    .filter((folder) => !isWorn(folder));
  if (folders.length > 0) return [...new Set(folders)];
  throw nothing(roots);
}

function isPlan(item: PublishResult | Failed): item is PublishResult {
  return !('error' in item);
}

async function lookAll(ctx: Context, folders: readonly string[], request: SyncRequest) {
  const results: (PublishResult | Failed)[] = [];
  for (const folder of folders) {
    ctx.progress(text(`looking at ${folder}`, `正在检查 ${folder}`));
    results.push(await attempt(folder, () => publish(ctx, publication(folder, request, true), () => {})));
  }
  return results;
}

/** Without a way to the registry the next package would fail too. */
const ENDS_ALL = ['E_OFFLINE', 'E_TIMEOUT', 'E_AUTH_REQUIRED', 'E_CANCELLED', 'E_CONFIRM'] as const;

async function attempt(folder: string, run: () => Promise<PublishResult>): Promise<PublishResult | Failed> {
  try {
    return await run();
  } catch (error) {
    if (!isSoulError(error) || isSoulError(error, ...ENDS_ALL)) throw error;
    return { slug: path.basename(folder), folder, error };
  }
}

function publication(folder: string, { owner, bump, notes }: SyncRequest, dryRun: boolean): PublishRequest {
  return {
    folder,
    owner,
    bump: { part: bump, always: false },
    notes,
    dryRun,
    key: null,
    version: null,
    slug: null,
    title: null,
  };
}

/** Of two folders with one name the first is taken. */
function withoutTwins(plans: readonly PublishResult[]) {
  const first = new Map(plans.toReversed().map((plan) => [plan.manifest.name, plan]));
  const skipped = plans.filter((plan) => first.get(plan.manifest.name) !== plan);
  return { fresh: [...first.values()].reverse(), skipped: skipped.map(({ slug, folder }) => ({ slug, folder })) };
}

async function publishAll(ctx: Context, plans: readonly PublishPlan[], request: SyncRequest) {
  const these = plans.length === 1 ? 'this package' : `these ${plans.length} packages`;
  const question = text(`publish ${these}?`, `发布这 ${plans.length} 个包？`);
  if (!(await ctx.confirm(question)))
    throw new SoulError('E_CANCELLED', text('nothing was published', '没有发布任何内容'));
  const agreed = { ...ctx, confirm: async () => true };
  const results: (PublishResult | Failed)[] = [];
  for (const { folder } of plans)
    results.push(await attempt(folder, () => publish(agreed, publication(folder, request, false), () => {})));
  return results;
}

function rootsOf(ctx: Context, more: readonly string[]) {
  const { root } = chooseWorkdir(ctx).paths;
  const named = more.map((folder) => path.resolve(root, folder));
  return { roots: [...new Set([root, path.join(root, ctx.settings.skillsFolder), ...named])], named };
}

function nothing(roots: readonly string[]): SoulError {
  return new SoulError('E_NOT_FOUND', text(`no packages in ${roots.join(', ')}`, `${roots.join('、')} 中没有包`), {
    hint: text('name the folder that holds them: --root <folder>', '请指定包所在的文件夹：--root <文件夹>'),
    details: { roots },
  });
}
