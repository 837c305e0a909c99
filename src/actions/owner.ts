/** What owners do with what they published, and what everybody with an account may do. Each asks first. */
import { SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';
import type { Context } from './context.ts';
import * as clawhub from './registry/clawhub.ts';
import * as npm from './registry/npm.ts';
import { openWithLogin, type Registry, requireClawhub, speaks } from './registry/open.ts';
import { type Ref, refOf } from './registry/ref.ts';

export interface Change {
  readonly name: string;
  readonly registry: string;
}

/** @throws SoulError E_CANCELLED, E_CONFIRM */
async function agree(ctx: Context, question: Text): Promise<void> {
  if (await ctx.confirm(question)) return;
  throw new SoulError('E_CANCELLED', text('nothing was changed', '没有做任何更改'));
}

function changed(ref: Ref, { url }: Registry): Change {
  return { name: ref.name, registry: url.href.replace(/\/$/, '') };
}

export interface Removal {
  readonly version: string | null;
  readonly reason: string | null;
}

export interface Deleted extends Change {
  readonly version: string | null;
  /** ISO 8601; until then nobody else may have the name. null where the registry does not say. */
  readonly reservedUntil: string | null;
}

/** Takes a package, or one version of it, off the registry. @throws SoulError E_NOT_FOUND, E_FORBIDDEN, E_UNSUPPORTED */
export async function remove(ctx: Context, words: string, { version, reason }: Removal): Promise<Deleted> {
  const ref = refOf(words);
  const registry = await openWithLogin(ctx);
  const what = version === null ? ref.name : `${ref.name}@${version}`;
  if (version !== null) requireClawhub(registry, text('taking back one version', '撤回单个版本'));
  await agree(ctx, text(`take ${what} off ${registry.url.host}?`, `从 ${registry.url.host} 删除 ${what}？`));
  const until = await removeFrom(registry, ref, { version, reason });
  return { ...changed(ref, registry), version, reservedUntil: until === null ? null : new Date(until).toISOString() };
}

async function removeFrom(registry: Registry, ref: Ref, { version, reason }: Removal): Promise<number | null> {
  if (!speaks(registry, 'clawhub')) {
    await npm.unpublish(registry, ref);
    return null;
  }
  if (version === null) return (await clawhub.remove(registry, ref, reason)).slugReservedUntil ?? null;
  await clawhub.removeVersion(registry, ref, version, reason);
  return null;
}

export async function undelete(
  ctx: Context,
  words: string,
  version: string | null,
): Promise<Change & { version: string | null }> {
  const ref = refOf(words);
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('bringing back what was deleted', '恢复已删除的包'));
  const what = version === null ? ref.name : `${ref.name}@${version}`;
  await agree(ctx, text(`bring ${what} back to ${registry.url.host}?`, `在 ${registry.url.host} 恢复 ${what}？`));
  if (version === null) await clawhub.undelete(registry, ref);
  else await clawhub.restoreVersion(registry, ref, version);
  return { ...changed(ref, registry), version };
}

/** `changed` false: it was so before. */
export async function star(
  ctx: Context,
  words: string,
  on: boolean,
): Promise<Change & { starred: boolean; changed: boolean }> {
  const ref = refOf(words);
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('stars', '收藏'));
  const { changed: fresh } = await clawhub.star(registry, ref, on);
  return { ...changed(ref, registry), starred: on, changed: fresh };
}

export async function tag(ctx: Context, words: string, { tag: name, version }: { tag: string; version: string }) {
  const ref = refOf(words);
  const registry = await openWithLogin(ctx);
  await agree(
    ctx,
    text(
      `let ${ref.name}@${name} mean ${version} at ${registry.url.host}?`,
      `让 ${registry.url.host} 上的 ${ref.name}@${name} 指向 ${version}？`,
    ),
  );
  if (speaks(registry, 'clawhub')) await clawhub.tag(registry, ref, name, version);
  else await npm.setTag(registry, ref, name, version);
  return { ...changed(ref, registry), tag: name, version };
}

export async function rename(ctx: Context, words: string, slug: string): Promise<Change & { newName: string }> {
  const ref = refOf(words);
  const target = refOf(slug);
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('renaming', '改名'));
  await agree(
    ctx,
    text(
      `rename ${ref.name} to ${target.slug}? Both names lead to it then.`,
      `将 ${ref.name} 改名为 ${target.slug}？此后两个名称都指向它。`,
    ),
  );
  await clawhub.rename(registry, ref, target.slug);
  return { ...changed(ref, registry), newName: target.slug };
}

export async function merge(ctx: Context, words: string, into: string): Promise<Change & { target: string }> {
  const ref = refOf(words);
  const target = refOf(into);
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('merging', '合并'));
  await agree(
    ctx,
    text(
      `merge ${ref.name} into ${target.name}? Only ${target.name} remains.`,
      `将 ${ref.name} 并入 ${target.name}？之后只保留 ${target.name}。`,
    ),
  );
  await clawhub.merge(registry, ref, target);
  return { ...changed(ref, registry), target: target.name };
}

export async function offer(ctx: Context, words: string, to: string, message: string | null) {
  const ref = refOf(words);
  const handle = to.trim().replace(/^@+/, '').toLowerCase();
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('handing over packages', '转移包'));
  await agree(ctx, text(`offer ${ref.name} to @${handle}?`, `将 ${ref.name} 转移给 @${handle}？`));
  const { expiresAt } = await clawhub.offer(registry, ref, handle, message);
  return {
    ...changed(ref, registry),
    to: handle,
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
  };
}

export async function answerOffer(ctx: Context, words: string, answer: 'accept' | 'reject' | 'cancel') {
  const ref = refOf(words);
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('handing over packages', '转移包'));
  const question = {
    accept: text(`take over ${ref.name}?`, `接受 ${ref.name}？`),
    reject: text(`turn ${ref.name} down?`, `拒绝 ${ref.name}？`),
    cancel: text(`take the offer of ${ref.name} back?`, `撤回对 ${ref.name} 的转移？`),
  };
  await agree(ctx, question[answer]);
  await clawhub.answerOffer(registry, ref, answer);
  return { ...changed(ref, registry), answer };
}

export interface Offer {
  readonly slug: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly message: string | null;
  readonly expiresAt: string | null;
}

export async function offers(ctx: Context, direction: 'incoming' | 'outgoing') {
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('handing over packages', '转移包'));
  const rows = await clawhub.offers(registry, direction);
  const transfers = rows.map(
    ({ skill, fromUser, toUser, message, expiresAt }): Offer => ({
      slug: skill?.slug ?? '',
      from: fromUser?.handle ?? null,
      to: toUser?.handle ?? null,
      message: message ?? null,
      expiresAt: typeof expiresAt === 'number' ? new Date(expiresAt).toISOString() : null,
    }),
  );
  return { direction, registry: registry.url.origin, transfers };
}

export async function createPublisher(ctx: Context, given: string, displayName: string | null) {
  const handle = given.trim().replace(/^@+/, '').toLowerCase();
  const registry = await openWithLogin(ctx);
  requireClawhub(registry, text('organisations', '组织'));
  await clawhub.createPublisher(registry, handle, displayName);
  return { handle, displayName, registry: registry.url.origin };
}
