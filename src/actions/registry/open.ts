/**
 * A registry that one has an account at. What it can do is a question of the dialects it speaks: a hub speaks all of them,
 * the official ClawHub only its own, and any npm registry only npm's. A mirror of plain files answers nobody: it is read.
 */
import { fileURLToPath } from 'node:url';
import { SoulError } from '../../core/errors.ts';
import { text, type UiLang } from '../../core/text.ts';
import { type Dialect, dialectsAt, requireFolder } from '../../sources/discover.ts';
import { refuseOffline } from '../../sources/web.ts';
import { world } from '../ask.ts';
import type { Context } from '../context.ts';
import { accountRegistry, requireToken, tokenFor } from '../token.ts';

export interface Registry {
  /** Ends with a slash. */
  readonly url: URL;
  readonly token: string | null;
  readonly dialects: readonly Dialect[];
  readonly env: NodeJS.ProcessEnv;
  /** In which it shall speak to people. */
  readonly lang: UiLang;
}

/** The one that account commands mean. @throws SoulError E_UNSUPPORTED for plain files, E_OFFLINE and network codes */
export async function openRegistry(ctx: Context): Promise<Registry> {
  const registry = await openToRead(ctx);
  if (isPlain(registry)) throw plainFiles(registry);
  return registry;
}

/** The same for what only reads, which plain files allow. @throws SoulError E_NOT_FOUND, E_OFFLINE and network codes */
export async function openToRead(ctx: Context): Promise<Registry> {
  const named = accountRegistry(ctx);
  if (named.protocol === 'file:') return folderOf(ctx, named);
  refuseOffline(named, world(ctx));
  const { at, dialects } = await dialectsAt(named, world(ctx));
  return { url: at, token: tokenFor(ctx, at.origin), dialects, env: ctx.env, lang: ctx.lang };
}

function folderOf({ env, lang }: Context, url: URL): Registry {
  requireFolder(url);
  return { url, token: null, dialects: [], env, lang };
}

export function isPlain({ dialects }: Registry): boolean {
  return dialects.length === 0;
}

/** As a person knows it: a host, or a folder. */
export function placeOf({ url }: Registry): string {
  return url.protocol === 'file:' ? fileURLToPath(url) : url.host;
}

/** For answers: the origin, which a folder has none of. */
export function addressOf({ url }: Registry): string {
  return url.protocol === 'file:' ? url.href : url.origin;
}

/** @throws SoulError E_AUTH_REQUIRED, and those of `openRegistry` */
export async function openWithLogin(ctx: Context): Promise<Registry & { readonly token: string }> {
  const registry = await openRegistry(ctx);
  return { ...registry, token: requireToken(ctx, registry.url) };
}

function plainFiles({ url }: Registry): SoulError {
  return new SoulError(
    'E_UNSUPPORTED',
    text(`${url.href} is a mirror of plain files: it takes no accounts`, `${url.href} 是静态镜像，没有账号`),
    {
      hint: text('name a hub: --registry https://…', '请指定 hub：--registry https://…'),
      details: { registry: url.href },
    },
  );
}

export function speaks(registry: Registry, dialect: Dialect): boolean {
  return registry.dialects.includes(dialect);
}

/** For what only the clawhub dialect has words for. @throws SoulError E_UNSUPPORTED */
export function requireClawhub(registry: Registry, what: { en: string; zh: string }): void {
  if (speaks(registry, 'clawhub')) return;
  throw new SoulError(
    'E_UNSUPPORTED',
    text(`${placeOf(registry)} does not offer this: ${what.en}`, `${placeOf(registry)} 不支持：${what.zh}`),
    {
      hint: isPlain(registry)
        ? text(
            'it is a mirror of plain files; a hub or the official ClawHub can',
            '它是静态镜像；hub 或官方 ClawHub 支持',
          )
        : text(
            'it is a plain npm registry; a hub or the official ClawHub can',
            '它是普通的 npm registry；hub 或官方 ClawHub 支持',
          ),
      details: { registry: addressOf(registry), dialects: registry.dialects },
    },
  );
}
