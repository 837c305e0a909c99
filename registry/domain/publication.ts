/** What comes in to be published, in the three ways it can come. */
import type { AuthorSignature } from '../../src/core/author.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import type { UploadedFile } from './uploads.ts';
import type { PackageView, VersionView } from './view.ts';

export interface Circumstances {
  /** What the author signed about it; none if absent. */
  readonly signature?: AuthorSignature | null;
  /** `['latest']` if absent. `latest` only ever moves forward here, and to no prerelease; `setTag` may do otherwise. */
  readonly tags?: readonly string[];
  readonly changelog?: string;
  /** Where it was built, as the client says: shown, not trusted. At most 4 KiB of JSON. */
  readonly source?: Readonly<Record<string, unknown>> | null;
}

/** By a name, as npm has it. */
export interface NameDestination {
  readonly name: string;
  /** Whose a new unscoped name shall be; the actor's if absent. */
  readonly owner?: string;
}

/** As clawhub has it: the package of that owner with this slug; a new one is named `@owner/slug`. */
export interface SlugDestination {
  readonly slug: string;
  /** Handle; the actor's own if absent. */
  readonly owner?: string | null;
}

export type Destination = NameDestination | SlugDestination;

/** npm's way: the client packed. The bytes are kept as they came. What the name says, the `package.json` inside must say too. */
export interface ArchivePublication extends Circumstances, NameDestination {
  readonly version: string;
  readonly bytes: Uint8Array;
  /** The integrity the client computed, to be checked. */
  readonly integrity?: string;
}

interface Loose<Files> extends Circumstances {
  readonly version: string;
  /** Of a skill, whose own files have no word for it. */
  readonly displayName?: string;
  /** These two only where the files say nothing. */
  readonly category?: string;
  readonly topics?: readonly string[];
  readonly files: Files;
}

/** Loose files. The hub packs. */
export type FilesPublication = Loose<PackageFiles> & Destination;

/** The same, from files that were uploaded one by one. The tickets are used up in the transaction that publishes. */
export type UploadsPublication = Loose<readonly UploadedFile[]> & Destination;

export interface Published {
  readonly package: PackageView;
  readonly version: VersionView;
  /** false: exactly this was there already. */
  readonly created: boolean;
  /** The uploads were used up by this very publication before: its first answer may have been lost on the way. */
  readonly repeated?: boolean;
}
