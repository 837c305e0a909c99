/** delete, undelete, star, unstar, skill tag|rename|merge, transfer, publisher: what one does with an account. */
import * as owners from '../../actions/owner.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import { oneLine, table } from '../output.ts';

interface RemoveFlags extends GlobalFlags {
  readonly version?: string;
  readonly reason?: string;
  readonly note?: string;
}

function named(name: string, version: string | null): string {
  return version === null ? name : `${name}@${version}`;
}

export async function remove({ out, ctx, flags }: Cli<RemoveFlags>, name: string): Promise<void> {
  const removal = { version: flags.version ?? null, reason: flags.reason ?? flags.note ?? null };
  const result = await owners.remove(ctx, name, removal);
  const what = named(result.name, result.version);
  out.print(out.t(`deleted ${what}`, `已删除 ${what}`));
  if (result.reservedUntil !== null) {
    const until = result.reservedUntil.slice(0, 10);
    out.talk(out.t(`its name is kept for you until ${until}`, `名称为你保留至 ${until}`));
  }
  const back = `clawhub undelete ${name}${result.version === null ? '' : ` --version ${result.version}`}`;
  out.talk(out.t(`bring it back: ${back}`, `恢复：${back}`));
  out.data(result);
}

export async function undelete({ out, ctx, flags }: Cli<RemoveFlags>, name: string): Promise<void> {
  const result = await owners.undelete(ctx, name, flags.version ?? null);
  const what = named(result.name, result.version);
  out.print(out.t(`${what} is back`, `已恢复 ${what}`));
  out.data(result);
}

export async function star({ out, ctx }: Cli, name: string): Promise<void> {
  const result = await owners.star(ctx, name, true);
  out.print(
    result.changed
      ? out.t(`starred ${result.name}`, `已收藏 ${result.name}`)
      : out.t(`${result.name} was starred already`, `之前已收藏 ${result.name}`),
  );
  out.data(result);
}

export async function unstar({ out, ctx }: Cli, name: string): Promise<void> {
  const result = await owners.star(ctx, name, false);
  out.print(
    result.changed
      ? out.t(`took the star off ${result.name}`, `已取消收藏 ${result.name}`)
      : out.t(`${result.name} had no star of yours`, `你没有收藏过 ${result.name}`),
  );
  out.data(result);
}

export async function tag({ out, ctx, flags }: Cli<GlobalFlags & { tag?: string }>, name: string, version: string) {
  const result = await owners.tag(ctx, name, { tag: flags.tag ?? 'latest', version });
  out.print(out.t(`${result.name}@${result.tag} is ${version}`, `${result.name}@${result.tag} 指向 ${version}`));
  out.data(result);
}

export async function rename({ out, ctx }: Cli, name: string, newSlug: string): Promise<void> {
  const result = await owners.rename(ctx, name, newSlug);
  out.print(out.t(`${result.name} is now ${result.newName}`, `${result.name} 已改名为 ${result.newName}`));
  out.data(result);
}

export async function merge({ out, ctx }: Cli, name: string, into: string): Promise<void> {
  const result = await owners.merge(ctx, name, into);
  out.print(out.t(`merged ${result.name} into ${result.target}`, `已将 ${result.name} 并入 ${result.target}`));
  out.data(result);
}

export async function offer(
  { out, ctx, flags }: Cli<GlobalFlags & { message?: string }>,
  name: string,
  to: string,
): Promise<void> {
  const result = await owners.offer(ctx, name, to, flags.message ?? null);
  out.print(out.t(`offered ${result.name} to @${result.to}`, `已向 @${result.to} 发起 ${result.name} 的转移`));
  out.data(result);
}

export async function offers({ out, ctx, flags }: Cli<GlobalFlags & { outgoing?: boolean }>): Promise<void> {
  const result = await owners.offers(ctx, flags.outgoing ? 'outgoing' : 'incoming');
  const rows = result.transfers.map(({ slug, from, to, message, expiresAt }) => [
    slug,
    flags.outgoing ? `→ @${to ?? '?'}` : `← @${from ?? '?'}`,
    (expiresAt ?? '').slice(0, 10),
    oneLine(message ?? '', 60),
  ]);
  for (const line of table(rows)) out.print(line);
  if (rows.length === 0) out.talk(out.t('no open offers', '没有待处理的转移'));
  out.data(result);
}

const answering = (answer: 'accept' | 'reject' | 'cancel', en: string, zh: string) =>
  async function answerOffer({ out, ctx }: Cli, name: string): Promise<void> {
    const result = await owners.answerOffer(ctx, name, answer);
    out.print(out.t(`${en} ${result.name}`, `${zh} ${result.name}`));
    out.data(result);
  };

export const accept = answering('accept', 'took over', '已接受');
export const reject = answering('reject', 'turned down', '已拒绝');
export const cancel = answering('cancel', 'took back the offer of', '已撤回');

export async function createPublisher(
  { out, ctx, flags }: Cli<GlobalFlags & { displayName?: string }>,
  handle: string,
): Promise<void> {
  const result = await owners.createPublisher(ctx, handle, flags.displayName ?? null);
  out.print(out.t(`@${result.handle} is yours`, `已创建 @${result.handle}`));
  out.talk(
    out.t(
      `publish under it: clawhub publish --owner ${result.handle}`,
      `以它的名义发布：clawhub publish --owner ${result.handle}`,
    ),
  );
  out.data(result);
}
