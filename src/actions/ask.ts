/** What sources may use of the world, and asking one that may be out of reach. */
import { isSoulError, type SoulError } from '../core/errors.ts';
import type { Source, SourceWorld } from '../sources/source.ts';
import type { Context } from './context.ts';
import { tokenFor } from './token.ts';

export function world(ctx: Context): SourceWorld {
  const { env, lang, cwd, paths, settings } = ctx;
  const { refresh, offline } = settings;
  return { env, lang, cwd, cacheFolder: paths.cache, refresh, offline, tokenFor: (origin) => tokenFor(ctx, origin) };
}

/** A source that could not be asked; the others are asked without it and the user is told. */
export interface Silent {
  readonly url: string;
  readonly error: SoulError;
}

export type Ask = <T>(source: Source, question: () => Promise<T>) => Promise<T | null>;

/**
 * Of several sources one that is out of reach keeps nobody from what the others have: null, noted in `silent`, and not
 * asked again. The only one there is must answer.
 */
export function askingOf(sources: readonly Source[], silent: Silent[]): Ask {
  return async ({ ref: { url } }, question) => {
    if (isSilent(silent, url)) return null;
    try {
      return await question();
    } catch (error) {
      if (sources.length === 1 || !isSoulError(error, ...OUT_OF_REACH)) throw error;
      silent.push({ url, error });
      return null;
    }
  };
}

/** The last for a mirror in a folder that is not there. */
const OUT_OF_REACH = ['E_OFFLINE', 'E_TIMEOUT', 'E_SERVER', 'E_RATE_LIMITED', 'E_PROTOCOL', 'E_NOT_FOUND'] as const;

export function isSilent(silent: readonly Silent[], url: string): boolean {
  return silent.some((one) => one.url === url);
}
