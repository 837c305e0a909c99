/** Who vouches for an installed package: kept with it and in the lock file, so that nothing needs to be asked again to say it. */
import { integer, nullable, object, string } from './shape.ts';

export interface Signed {
  /** Id of the hub's key. */
  readonly hub: string | null;
  /** The author's public key. */
  readonly author: string | null;
  /** Where the hub's transparency log tells of it. */
  readonly log: { readonly origin: string; readonly position: number } | null;
}

export const UNSIGNED: Signed = { hub: null, author: null, log: null };

export function isSigned({ hub, author, log }: Signed): boolean {
  return hub !== null || author !== null || log !== null;
}

/** What we wrote ourselves; a record from before there were signatures has none. @throws Malformed */
export function parseSigned(value: unknown): Signed {
  if (value === undefined || value === null) return UNSIGNED;
  const { hub, author, log } = object(value);
  return {
    hub: nullable(hub, string),
    author: nullable(author, string),
    log: nullable(log, (place) => ({
      origin: string(object(place).origin),
      position: integer(object(place).position),
    })),
  };
}
