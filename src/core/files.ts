/**
 * A package in memory: relative path → bytes. Everything between the archive reader and the store works on this map,
 * so what was hashed and scanned is exactly what is written.
 */
export type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** Limits of a package, the same for every way it can arrive. Sizes in bytes. */
export const LIMITS = {
  archiveBytes: 50 * 1024 * 1024,
  totalBytes: 50 * 1024 * 1024,
  fileBytes: 10 * 1024 * 1024,
  files: 1_000,
  /** Files and folders together, as an archive lists them. */
  entries: 2_000,
  /** A tar header extension (a long name, pax records) or a zip comment. */
  metaBytes: 64 * 1024,
  /** UTF-8 bytes, the root folder of the archive not counted. */
  pathLength: 255,
  depth: 10,
  /** Unpacked : packed. Honest Markdown stays under 10. */
  ratio: 200,
  /** The ratio is not asked about below this size: a tar of one line is mostly zeros. */
  ratioFloor: 1024 * 1024,
} as const;

/** The same table with other numbers: a test, or a hub with rules of its own. */
export type Limits = { readonly [Name in keyof typeof LIMITS]: number };

/** Whether two files hold the same; one that is not there is like none. */
export function sameBytes(a: Uint8Array | null | undefined, b: Uint8Array): boolean {
  return a !== null && a !== undefined && Buffer.compare(a, b) === 0;
}
