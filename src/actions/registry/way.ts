/**
 * The two ways that a package goes to a registry. A soul or a team goes as an npm archive where npm is spoken, else as a
 * skill with a generated `SKILL.md`, which is all that the official ClawHub knows. A skill goes the official way where that
 * is spoken, so that either program finds the other's publication to be the same.
 */
import { packZip } from '../../core/archive/pack.ts';
import type { Authored, AuthorSignature } from '../../core/author.ts';
import { isSoulError } from '../../core/errors.ts';
import type { PackageFiles } from '../../core/files.ts';
import { cliFingerprint } from '../../core/fingerprint.ts';
import { contentHash } from '../../core/integrity.ts';
import { localized } from '../../core/lang.ts';
import { splitName } from '../../core/name.ts';
import { type PackedPackage, packPackage } from '../../core/pack.ts';
import type { SoulPackage } from '../../core/package.ts';
import { skillView } from '../../core/skill-view.ts';
import { newestVersion } from '../../core/versions.ts';
import { handleAt } from '../account.ts';
import * as clawhub from './clawhub.ts';
import * as npm from './npm.ts';
import { type Registry, speaks } from './open.ts';

/** What is at the registry already. */
export interface Known {
  readonly latest: string | null;
  /** The version that has the very files of this candidate; null for none. */
  match(candidate: SoulPackage): string | null;
}

export interface Cargo {
  readonly files: PackageFiles;
  /** Bytes that travel. */
  readonly size: number;
  readonly content: string;
  /** Of the archive; null where none is sent. */
  readonly integrity: string | null;
}

export interface Notes {
  readonly changelog: string;
  readonly tags: readonly string[];
  /** What only the clawhub dialect has words for: categories, topics, source, forkOf, migrateOwner. */
  readonly more: Readonly<Record<string, unknown>>;
}

export interface Receipt {
  readonly status: 'published' | 'pending-publication' | 'submitted';
  readonly versionId: string | null;
}

export interface Way {
  readonly dialect: 'npm' | 'clawhub';
  /** Whose it will be; null where only the login would tell. */
  readonly owner: string | null;
  known(found: SoulPackage): Promise<Known>;
  load(found: SoulPackage): Cargo;
  /** @throws SoulError E_VERSION_EXISTS, E_NAME_TAKEN, E_FORBIDDEN, … */
  put(found: SoulPackage, notes: Notes, told: (done: number, path: string) => void): Promise<Receipt>;
}

/** What its author signs; only npm's dialect carries it, so whoever signs sends skills that way too. */
export type Sign = (what: Authored) => AuthorSignature;

/** @param sign null: the author has no key */
export async function wayTo(registry: Registry, found: SoulPackage, sign: Sign | null): Promise<Way> {
  const plainSkill = found.manifest.kind === 'skill' && sign === null;
  const asSkill = speaks(registry, 'clawhub') && (plainSkill || !speaks(registry, 'npm'));
  const [scope] = splitName(found.manifest.name);
  if (!asSkill) return npmWay(registry, scope, sign);
  return clawhubWay(registry, scope ?? (registry.token === null ? null : await handleAt(registry)));
}

function npmWay(registry: Registry, owner: string | null, sign: Sign | null): Way {
  return {
    dialect: 'npm',
    owner,
    async known({ manifest }) {
      const found = await publishedAs(registry, manifest.name);
      return {
        latest: newestVersion(Object.keys(found?.versions ?? {})),
        match: (candidate) => (sameArchive(found, candidate) ? candidate.manifest.version : null),
      };
    },
    load(found) {
      const { files, bytes, content, integrity } = packPackage(found);
      return { files, size: bytes.length, content, integrity };
    },
    async put({ manifest, files }, { tags }) {
      const packed = packPackage({ manifest, files });
      const author = sign?.({ ...manifest, content: packed.content }) ?? null;
      await npm.publish(registry, { manifest, packed, tags, author });
      return { status: 'published', versionId: null };
    },
  };
}

/** A hub keeps some names for its own pages: what lies there is no package, and publishing there is refused by itself. */
async function publishedAs(registry: Registry, name: string): Promise<npm.Document | null> {
  try {
    return await npm.document(registry, name);
  } catch (error) {
    if (isSoulError(error, 'E_PROTOCOL')) return null;
    throw error;
  }
}

function sameArchive(known: npm.Document | null, candidate: SoulPackage): boolean {
  const there = known?.versions[candidate.manifest.version] as
    | { dist?: { integrity?: string }; soulhub?: { content?: string } }
    | undefined;
  if (there === undefined) return false;
  const packed: PackedPackage = packPackage(candidate);
  return there.soulhub?.content === packed.content || there.dist?.integrity === packed.integrity;
}

function clawhubWay(registry: Registry, owner: string | null): Way {
  return {
    dialect: 'clawhub',
    owner,
    async known(found) {
      const [, slug] = splitName(found.manifest.name);
      const ref = { slug, owner, name: found.manifest.name };
      const { match, latest } = await clawhub.resolve(registry, ref, cliFingerprint(sent(found)));
      return { latest, match: () => match };
    },
    load(found) {
      const files = sent(found);
      // As it will be handed out: what no client would open is refused here.
      packZip(files);
      const size = [...files.values()].reduce((sum, { length }) => sum + length, 0);
      return { files, size, content: contentHash(files), integrity: null };
    },
    async put(found, notes, told) {
      const answer = await clawhub.publish(registry, sent(found), payload(found, owner, notes), told);
      const status = { published: 'published', pending: 'pending-publication' } as const;
      return {
        status: status[answer.publicationStatus as keyof typeof status] ?? 'submitted',
        versionId: answer.versionId ?? null,
      };
    },
  };
}

/** A card is made by the registry, never by the author. */
function sent(found: SoulPackage): PackageFiles {
  return new Map([...skillView(found)].filter(([path]) => path.toLowerCase() !== 'skill-card.md'));
}

function payload({ manifest }: SoulPackage, owner: string | null, { changelog, tags, more }: Notes) {
  const [, slug] = splitName(manifest.name);
  return {
    slug,
    displayName: localized(manifest.displayName, 'en') ?? titleOf(slug),
    ...(owner === null ? {} : { ownerHandle: owner }),
    version: manifest.version,
    changelog,
    acceptLicenseTerms: true,
    tags,
    ...more,
  };
}

/** `my-cool_skill` → `My Cool Skill` */
function titleOf(slug: string): string {
  return slug
    .split(/[-_]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
