/**
 * A source is a place that packages come from. All of them answer the same four questions; what differs is behind this
 * interface, one small file each. The pipeline is source → verify → scan → store → slot.
 */
import type { Claims } from '../core/claims.ts';
import type { PackageFiles } from '../core/files.ts';
import type { Localized } from '../core/lang.ts';
import type { Kind } from '../core/manifest.ts';
import type { PackageName } from '../core/name.ts';
import type { Spec } from '../core/spec.ts';
import type { UiLang } from '../core/text.ts';

export const SOURCE_KINDS = [
  'bundled',
  'npm',
  'clawhub',
  'agent-souls',
  'github',
  'folder',
  'archive',
  'remote',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Written into lock files, so it must be enough to find the source again. */
export interface SourceRef {
  readonly kind: SourceKind;
  /** Base URL, or the path of a folder or archive; empty for the bundled source. */
  readonly url: string;
}

/** One exact version at one source. */
export interface Resolution {
  readonly source: SourceRef;
  readonly name: PackageName;
  /** What was asked for, where a hub answers with a package of another name: it has been renamed, or is its owner's. */
  readonly asked?: PackageName;
  readonly version: string;
  /** Whose it is there, without `@`; nothing where the source does not say. */
  readonly owner?: string | null;
  /** `sha512-…` of the archive; null where the source promises nothing (the content hash is then pinned on first use). */
  readonly integrity: string | null;
  /** `h1:…` of the files, where the source says it. */
  readonly content: string | null;
  /** A notice of the author, such as "use x instead". */
  readonly deprecated: string | null;
  /** The source itself warns of it ("suspicious"); installing needs a yes. null when there is nothing to say. */
  readonly warning: string | null;
  /** Signatures and log entries that the source shows for it; absent where sources have no such thing. */
  readonly claims?: Claims;
  /** Where the bytes are; the source's own business. */
  readonly location: string;
}

export interface Delivery {
  readonly files: PackageFiles;
  /** Of the bytes that came; null when there was no archive. Already equal to the resolution's where that has one. */
  readonly integrity: string | null;
  /** sha256 of the archive in hex, for the official lock file; null when there was none. */
  readonly sha256: string | null;
  /** Facts that the files do not hold (a catalogue's names, tags, category), for the package reader. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What a catalogue says about a package, for search, titles and lists. */
export interface Listing {
  readonly name: PackageName;
  readonly version: string;
  readonly kind: Kind;
  readonly displayName: Localized;
  readonly description: Localized;
  readonly category: string | null;
  readonly categoryNames: Localized;
  readonly tags: Localized<readonly string[]>;
  readonly aliases: readonly string[];
  readonly languages: readonly string[];
  readonly source: SourceRef;
}

/** How much of what to search for. A source that cannot tell kinds or categories apart finds them all. */
export interface Wanted {
  readonly limit: number;
  readonly kind?: Kind | undefined;
  readonly category?: string | undefined;
  readonly tag?: string | undefined;
  /** A language that it speaks. */
  readonly lang?: string | undefined;
}

export interface Answer {
  /** Best first. */
  readonly listings: readonly Listing[];
  /** False when it says itself that nothing fits well. */
  readonly confident: boolean;
}

export interface Source {
  readonly ref: SourceRef;
  /** Asked only because it is a default, not because the user named or configured it: it may be out of reach. */
  readonly optional: boolean;
  /** null when this source does not know the package. @throws SoulError E_VERSION_NOT_FOUND, E_AMBIGUOUS, network codes */
  resolve(spec: Spec): Promise<Resolution | null>;
  /** Bytes checked against the resolution, unpacked and path-checked in memory. @throws SoulError E_INTEGRITY, E_ARCHIVE, … */
  fetch(resolution: Resolution): Promise<Delivery>;
  /** Everything the source has; null when it cannot be listed (a huge registry: use `search`). */
  catalogue(): Promise<readonly Listing[] | null>;
  /** What the source itself finds; null when it cannot search (look into the catalogue then). */
  search(query: string, wanted: Wanted): Promise<Answer | null>;
  /** Whether `search` is worth more than the whole catalogue: a server that gives no index has too much for one. */
  canSearch?(): Promise<boolean>;
  /** Bytes of a prebuilt search index that covers the catalogue; null when there is none. */
  searchIndex(): Promise<Uint8Array | null>;
  /** A small file of the source by its path, such as its keys or a tile of its log; null when it has none. */
  readonly file?: (at: string) => Promise<Uint8Array | null>;
}

/** What sources may use of the world. */
export interface SourceWorld {
  readonly env: NodeJS.ProcessEnv;
  /** In which servers shall speak to people. */
  readonly lang?: UiLang;
  readonly cwd: string;
  /** Folder for cached answers. */
  readonly cacheFolder: string;
  /** Ask the server again even for answers that are still fresh. */
  readonly refresh: boolean;
  /** Never touch the network; use what is cached. */
  readonly offline: boolean;
  /** The token for servers of one origin (`https://hub.example`), if there is one. It is sent nowhere else. */
  readonly tokenFor?: (origin: string) => string | null;
  /** Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Waits between attempts; tests need not. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Which sources there are, as the user set it up. */
export interface SourceSettings {
  /** `--registry`: replaces all others. A URL, or a path to a mirror on disk. */
  readonly registry: string | null;
  /** Hubs from the configuration, in order. */
  readonly hubs: readonly string[];
  /** Where the official ClawHub is, `https://clawhub.ai` when not said; null to leave it out. */
  readonly clawhub?: string | null;
  /** The same for Agent Souls, `https://agent-souls.com`. */
  readonly agentSouls?: string | null;
}
