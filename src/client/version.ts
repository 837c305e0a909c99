/** What this program calls itself on the wire. */
import { readFileSync } from 'node:fs';

/** `src/client/` as sources, `dist/src/client/` once built. */
const PLACES = ['../../package.json', '../../../package.json'];
let version: string | undefined;

/** `soulhub/1.2.3` */
export function userAgent(): string {
  return `soulhub/${programVersion()}`;
}

export function programVersion(): string {
  version ??= PLACES.map(versionIn).find((found) => found !== null) ?? '0.0.0';
  return version;
}

function versionIn(place: string): string | null {
  try {
    const found = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8')) as {
      name?: unknown;
      version?: unknown;
    };
    return found.name === 'soulhub' && typeof found.version === 'string' ? found.version : null;
  } catch {
    return null;
  }
}
