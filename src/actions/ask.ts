/** What sources may use of the world, and asking one that may be out of reach. */
import { isSoulError, type SoulError } from '../core/errors.ts';
import type { Source, SourceWorld } from '../sources/source.ts';
import type { Context } from './context.ts';
import { tokenFor } from './token.ts';

export function world(ctx: Context): SourceWorld {
  const { env, cwd, paths, settings } = ctx;
  const { refresh, offline } = settings;
  return { env, cwd, cacheFolder: paths.cache, refresh, offline, tokenFor: (origin) => tokenFor(ctx, origin) };
}

/** A source that could not be asked; the search goes on without it and the user is told. */
export interface Silent {
  readonly url: string;
  readonly error: SoulError;
}

/** Sources that only exist by default may be out of reach; one that the user named may not. */
export async function ask<T>(source: Source, silent: Silent[], question: () => Promise<T>): Promise<T | null> {
  try {
    return await question();
  } catch (error) {
    if (!isSoulError(error, 'E_OFFLINE', 'E_TIMEOUT', 'E_SERVER', 'E_RATE_LIMITED', 'E_PROTOCOL') || !source.optional)
      throw error;
    silent.push({ url: source.ref.url, error });
    return null;
  }
}
