/** Which registry account commands mean, and the token for it. Loads nothing: every request to a hub comes by here. */
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { CLAWHUB } from '../sources/index.ts';
import { baseUrl } from '../sources/transport.ts';
import { credentialsFile, readCredentials } from '../store/credentials.ts';
import type { Context } from './context.ts';

export { CLAWHUB };

/** The registry that account commands mean: named, else the one logged in to, else the first hub, else the official one. */
export function accountRegistry(ctx: Context): URL {
  const saved = readCredentials(loginFile(ctx)).registry;
  return baseUrl(ctx.settings.registry ?? saved ?? ctx.settings.hubs[0] ?? CLAWHUB, ctx.cwd);
}

/** The file with the login. */
export function loginFile(ctx: Context): string {
  return credentialsFile(ctx.env, ctx.home, process.platform);
}

/**
 * `CLAWHUB_TOKEN` (or `CLAWHUB_AUTH_TOKEN`, as OpenClaw has it) for machines, for the registry that account commands mean;
 * else the saved one, for the origin it was made for. Never for another server.
 */
export function tokenFor(ctx: Context, origin: string): string | null {
  const given = ctx.env.CLAWHUB_TOKEN || ctx.env.CLAWHUB_AUTH_TOKEN;
  if (given) return accountRegistry(ctx).origin === origin ? given : null;
  const { registry, token } = readCredentials(loginFile(ctx));
  const home = registry === null ? new URL(CLAWHUB) : baseUrl(registry, ctx.cwd);
  return home.origin === origin ? token : null;
}

/** @throws SoulError E_AUTH_REQUIRED */
export function requireToken(ctx: Context, registry: URL): string {
  const token = tokenFor(ctx, registry.origin);
  if (token) return token;
  throw new SoulError(
    'E_AUTH_REQUIRED',
    text(`you are not logged in to ${registry.origin}`, `尚未登录 ${registry.origin}`),
    {
      hint: text(`clawhub login --registry ${registry.origin}`, `clawhub login --registry ${registry.origin}`),
      details: { registry: registry.origin },
    },
  );
}
