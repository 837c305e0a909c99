/**
 * A registry that one has an account at. What it can do is a question of the dialects it speaks: a hub speaks all of them,
 * the official ClawHub only its own, and any npm registry only npm's.
 */
import { SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { type Dialect, dialectsAt } from '../../sources/discover.ts';
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
}

/** The one that account commands mean. @throws SoulError E_UNSUPPORTED for plain files, E_OFFLINE and network codes */
export async function openRegistry(ctx: Context): Promise<Registry> {
  const named = accountRegistry(ctx);
  if (named.protocol === 'file:') throw plainFiles(named);
  refuseOffline(named, world(ctx));
  const { at, dialects } = await dialectsAt(named, world(ctx));
  if (dialects.length === 0) throw plainFiles(named);
  return { url: at, token: tokenFor(ctx, at.origin), dialects, env: ctx.env };
}

/** @throws SoulError E_AUTH_REQUIRED, and those of `openRegistry` */
export async function openWithLogin(ctx: Context): Promise<Registry & { readonly token: string }> {
  const registry = await openRegistry(ctx);
  return { ...registry, token: requireToken(ctx, registry.url) };
}

function plainFiles(url: URL): SoulError {
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
    text(`${registry.url.host} does not offer this: ${what.en}`, `${registry.url.host} 不支持：${what.zh}`),
    {
      hint: text(
        'it is a plain npm registry; a hub or the official ClawHub can',
        '它是普通的 npm registry；hub 或官方 ClawHub 支持',
      ),
      details: { registry: registry.url.origin, dialects: registry.dialects },
    },
  );
}
