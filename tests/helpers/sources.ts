/** What every test of a source needs: sites that close by themselves, a small world, and errors as one line. */
import { afterEach, expect } from 'vitest';
import { isSoulError, type SoulError } from '../../src/core/errors.ts';
import { parseSpec } from '../../src/core/spec.ts';
import type { Delivery, Resolution, Source, SourceWorld } from '../../src/sources/source.ts';
import { removeFolders, tempFolder } from './packages.ts';
import { type Route, type Site, startSite } from './site.ts';

let open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.map((server) => server.close()));
  open = [];
  removeFolders();
});

/** Closed when the test is over. */
export function closeAfter<T extends { close(): unknown }>(server: T): T {
  open.push(server);
  return server;
}

export async function site(routes: Readonly<Record<string, Route>> = {}): Promise<Site> {
  return closeAfter(await startSite(routes));
}

/** With a cache of its own, and nobody waits. */
export function world(more: Partial<SourceWorld> = {}): SourceWorld {
  return {
    env: {},
    cwd: '/',
    cacheFolder: tempFolder(),
    refresh: false,
    offline: false,
    wait: async () => {},
    ...more,
  };
}

export async function failure(promise: Promise<unknown>): Promise<SoulError> {
  const error = await promise.then(
    (value) => expect.fail(`no error, but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!isSoulError(error)) throw error;
  return error;
}

/** `E_CODE: sentence`; addresses on loopback are `<host>`, and a folder is `<folder>`. */
export async function told(promise: Promise<unknown>, folder = '/no folder'): Promise<string> {
  const { code, message } = await failure(promise);
  const line = `${code}: ${message}`.replaceAll(/(?:http:\/\/)?127\.0\.0\.1:\d+/g, '<host>');
  return line.replaceAll(folder, '<folder>');
}

/** What a source makes of a spec, and the files of it. */
export async function get(source: Source, spec: string): Promise<[Resolution, Delivery]> {
  const resolution = await source.resolve(parseSpec(spec));
  if (!resolution) throw new Error(`${spec} was not found`);
  return [resolution, await source.fetch(resolution)];
}
