/**
 * The login, in the file that the official CLI uses too: `{ "registry": "…", "token": "…" }`, readable for its owner only.
 * Unlike there, a token goes to the registry it was made for and to no other.
 */
import path from 'node:path';
import { nullable, object, string } from '../core/shape.ts';
import { makeFolder, readIfExists, replaceFile } from './disk.ts';
import { fs } from './node.ts';

export interface Credentials {
  readonly registry: string | null;
  readonly token: string | null;
}

/** `CLAWHUB_CONFIG_PATH`, else where the platform keeps such files; the older `clawdhub` folder if only that one has it. */
export function credentialsFile(env: NodeJS.ProcessEnv, home: string, platform: string): string {
  const named = env.CLAWHUB_CONFIG_PATH || env.CLAWDHUB_CONFIG_PATH;
  if (named) return path.resolve(named.replace(/^~(?=$|\/)/, () => home));
  const base = configFolder(env, home, platform);
  const [file, legacy] = [path.join(base, 'clawhub', 'config.json'), path.join(base, 'clawdhub', 'config.json')];
  return !fs.existsSync(file) && fs.existsSync(legacy) ? legacy : file;
}

function configFolder(env: NodeJS.ProcessEnv, home: string, platform: string): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support');
  if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
  if (platform === 'win32' && env.APPDATA) return env.APPDATA;
  return path.join(home, '.config');
}

/** A file that cannot be read counts as not logged in, as it does there. */
export function readCredentials(file: string): Credentials {
  try {
    const bytes = readIfExists(file);
    const { registry, token } = object(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())));
    return { registry: nullable(registry, string), token: nullable(token, string) };
  } catch {
    return { registry: null, token: null };
  }
}

/** Keys of the other program's are kept. */
export function writeCredentials(file: string, { registry, token }: Credentials): void {
  const { token: _old, ...kept } = existing(file);
  const value = { ...kept, ...(registry === null ? {} : { registry }), ...(token === null ? {} : { token }) };
  makeFolder(path.dirname(file));
  replaceFile(file, new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`), { mode: 0o600 });
}

function existing(file: string): Readonly<Record<string, unknown>> {
  try {
    return object(JSON.parse(new TextDecoder().decode(readIfExists(file) ?? new Uint8Array())));
  } catch {
    return {};
  }
}
