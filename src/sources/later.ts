/** A source that is opened when it is first asked something: until then it costs nothing. */
import type { Source, SourceRef } from './source.ts';

/** The result of the first call for every later one. A failure is not kept. */
export function once<T>(run: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= run().catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}

/** What it finds carries the reference of what was opened, which may be of another kind. */
export function laterSource(ref: SourceRef, optional: boolean, open: () => Promise<Source>): Source {
  const source = once(open);
  return {
    ref,
    optional,
    resolve: async (spec) => (await source()).resolve(spec),
    fetch: async (resolution) => (await source()).fetch(resolution),
    catalogue: async () => (await source()).catalogue(),
    search: async (query, wanted) => (await source()).search(query, wanted),
    canSearch: async () => (await (await source()).canSearch?.()) ?? false,
    searchIndex: async () => (await source()).searchIndex(),
    file: async (at) => (await source()).file?.(at) ?? null,
  };
}
