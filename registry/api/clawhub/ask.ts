/** What requests of this dialect have in common: how they name a package, a version and a page. */
import * as z from 'zod';
import { isSoulError, SoulError } from '../../../src/core/errors.ts';
import { text } from '../../../src/core/text.ts';
import { findPackage } from '../../domain/find.ts';
import type { Hub } from '../../domain/hub.ts';
import { versionOf } from '../../domain/read.ts';
import type { PackageView, VersionView } from '../../domain/view.ts';
import { json, plain } from '../answer.ts';
import { Refusal } from '../problem.ts';
import { pageUrl } from './rows.ts';

/** Trimmed and in lower case, without a check of its shape: what is no slug is simply not found. */
export const Slug = z
  .string()
  .max(214)
  .transform((slug) => slug.trim().toLowerCase());
export const Handle = z
  .string()
  .max(214)
  .transform((handle) => handle.trim().replace(/^@+/, '').toLowerCase() || undefined);
const VersionText = z.string().min(1).max(256);

export const SlugParams = z.object({ slug: Slug });
export const VersionParams = z.object({ slug: Slug, version: VersionText });

/** Both names of the parameter are in use. */
const owner = { ownerHandle: Handle.optional(), owner: Handle.optional() };
export const OwnerQuery = z.object(owner);
export const SlugQuery = z.object({ slug: Slug, ...owner });

const selector = { version: VersionText.optional(), tag: z.string().min(1).max(256).optional() };
export const SelectorQuery = z.object({ ...owner, ...selector });
export const DownloadQuery = z.object({ slug: Slug, ...owner, ...selector });
export const FileQuery = z.object({
  ...owner,
  ...selector,
  path: z.string().min(1).max(1_000),
  preview: z.string().optional(),
});

/** A number that is too large is taken for the largest one. */
export const PageLimit = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform((value) => Math.min(200, Math.max(1, Number(value))))
    .default(standard);
export const Cursor = z.string().max(1_000).optional();

export const PageQuery = z.object({ ...owner, limit: PageLimit(25), cursor: Cursor });

interface OwnerGiven {
  readonly ownerHandle?: string | undefined;
  readonly owner?: string | undefined;
}

export function refOf(slug: string, ...given: readonly (OwnerGiven | undefined)[]) {
  const found = given.map((each) => each?.ownerHandle ?? each?.owner).find((each) => each !== undefined);
  return { slug, owner: found ?? null };
}

/** The clients know a new skill by these very words. */
export const NOT_FOUND = 'Skill not found';

/** @throws Refusal with the text or the choice that clients know, instead of E_NOT_FOUND of a package and E_AMBIGUOUS */
export async function find(
  hub: Hub,
  ref: { readonly slug: string; readonly owner: string | null },
  origin: string,
  options: { readonly deleted?: boolean } = {},
): Promise<PackageView> {
  return asClientsKnow(ref.slug, origin, () => findPackage(hub, ref, options));
}

/** The details of an error say what was looked for: `name` a package, `handle` an account, `offer` an open transfer. */
function isNoPackage(error: unknown): boolean {
  return isSoulError(error, 'E_NOT_FOUND') && 'name' in error.details;
}

/** For calls that find the package themselves. */
export async function asClientsKnow<T>(slug: string, origin: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isNoPackage(error)) throw new Refusal(plain(NOT_FOUND, { status: 404 }));
    if (isSoulError(error, 'E_AMBIGUOUS')) throw new Refusal(json(ambiguous(slug, error, origin), { status: 409 }));
    throw error;
  }
}

const Matches = z.array(z.object({ owner: z.string(), slug: z.string(), name: z.string() }));

export function matchesOf(error: SoulError) {
  return Matches.parse(error.details.matches);
}

/** One client shows a list made from `matches`, the other only the message, so that holds them too. */
export function ambiguous(slug: string, error: SoulError, origin: string) {
  const matches = matchesOf(error).map((match) => ({
    ownerHandle: match.owner,
    slug: match.slug,
    ref: `@${match.owner}/${match.slug}`,
    url: pageUrl(origin, match.name),
  }));
  const refs = matches.map(({ ref }) => ref).join(', ');
  return {
    code: 'AMBIGUOUS_SKILL_SLUG' as const,
    message: `Found multiple skills with the slug "${slug}" (${refs}); specify which one you want to install:`,
    slug,
    matches,
  };
}

interface Selector {
  readonly version?: string | undefined;
  readonly tag?: string | undefined;
}

/** @throws SoulError E_WITHDRAWN; Refusal 404 for an unknown version, 410 for one that was deleted */
export async function pickVersion(hub: Hub, pkg: PackageView, wanted: Selector): Promise<VersionView> {
  try {
    return await versionOf(hub, pkg, { version: wanted.version ?? null, tag: wanted.tag ?? null });
  } catch (error) {
    if (!isSoulError(error, 'E_VERSION_NOT_FOUND')) throw error;
    const gone = error.details.deleted === true;
    throw new Refusal(plain(gone ? 'Version not available' : 'Version not found', { status: gone ? 410 : 404 }));
  }
}

export function refused(en: string, zh: string): SoulError {
  return new SoulError('E_USAGE', text(en, zh));
}
