/**
 * What an operator does at the machine: accounts and tokens out of nothing, backups, and filling a hub from a library; and
 * by its other names everything that an admin may do over HTTP.
 */
import { isSoulError, type SoulError } from '../../src/core/errors.ts';
import { packPackage } from '../../src/core/pack.ts';
import type { SoulPackage } from '../../src/core/package.ts';
import { type Backup, type BackupFacts, backUp, restoreInto } from '../sql/backup.ts';
import { type Actor, OPERATOR, type Role, SCOPES, type Scope } from './actor.ts';
import { audit } from './audit.ts';
import type { Hub } from './hub.ts';
import { logOldVersions } from './log.ts';
import {
  createOrganisation,
  createUser,
  findOwner,
  type NewOwner,
  notAPerson,
  type OwnerView,
  ownerOf,
  parseHandle,
} from './owners.ts';
import { publishArchive } from './publish.ts';
import { createToken, type MadeToken } from './tokens.ts';

export { openBackup } from '../sql/backup.ts';
export { OPERATOR, ROLES, SCOPES } from './actor.ts';
export { forgetKey } from './authors.ts';
export { closeHub, openHub } from './hub.ts';
export { setPassword } from './logins.ts';
export { auditLog, reinstate, reports, resolveReport, withdraw } from './moderation.ts';
export {
  allOwners,
  createUser,
  MEMBER_ROLES,
  members,
  ownerOf,
  parseHandle,
  removeMember,
  setMember,
  setUserClosed,
  setUserRole,
} from './owners.ts';
export { rescan } from './rescan.ts';
export { rebuildSearch, refreshSearch } from './search-index.ts';
export { revokeToken, tokens } from './tokens.ts';

export interface UserWish {
  readonly displayName?: string;
  /** Of a new account; an existing one keeps its own. */
  readonly role?: Role;
}

/** The account, made if it is not there. @throws SoulError E_NAME, E_NAME_SIMILAR */
export async function ensureUser(hub: Hub, handle: string, wish: UserWish = {}): Promise<OwnerView> {
  const name = parseHandle(handle);
  return (await findOwner(hub, name)) ?? createUser(hub, OPERATOR, { ...wish, handle: name });
}

export interface TokenWish extends UserWish {
  readonly label?: string;
  readonly scopes?: readonly Scope[];
  readonly expiresAt?: number | null;
}

/**
 * A token for an account, which is made if it is not there: how the first person gets in.
 * @param wish all scopes unless it says otherwise
 * @throws SoulError E_NAME, E_NAME_SIMILAR, E_USAGE (an organisation)
 */
export async function tokenFor(hub: Hub, handle: string, wish: TokenWish = {}): Promise<MadeToken> {
  const owner = await ensureUser(hub, handle, wish);
  return createToken(hub, OPERATOR, {
    handle: owner.handle,
    label: wish.label ?? 'made by the operator',
    scopes: wish.scopes ?? SCOPES,
    expiresAt: wish.expiresAt ?? null,
  });
}

/** An organisation that belongs to an account. @throws as `createOrganisation`, E_NOT_FOUND, E_USAGE (an organisation) */
export async function organisationFor(hub: Hub, owner: string, org: NewOwner): Promise<OwnerView> {
  const person = await ownerOf(hub.sql, parseHandle(owner));
  if (person.kind !== 'user') throw notAPerson(person.handle);
  return createOrganisation(hub, acting(person), org);
}

/** To one file, while the hub goes on. @throws SoulError E_EXISTS, E_FILE */
export async function backup(hub: Hub, file: string): Promise<BackupFacts> {
  const facts = await backUp(hub.sql, file, hub.now());
  await audit(hub, hub.sql, OPERATOR, { action: 'hub.backup', target: file, details: { bytes: facts.bytes } });
  return facts;
}

/** Into an empty hub of either kind. @throws SoulError E_CONFLICT, E_CONTENT */
export async function restore(hub: Hub, backup: Backup): Promise<void> {
  await restoreInto(hub.sql, backup);
  await logOldVersions(hub);
  await audit(hub, hub.sql, OPERATOR, { action: 'hub.restore', target: backup.file });
}

export interface SeedItem {
  /** A folder, a name: what to call it when it fails. */
  readonly id: string;
  /** Read when its turn comes. */
  readonly read: () => SoulPackage | Promise<SoulPackage>;
}

export interface SeedProgress {
  readonly done: number;
  readonly published: number;
  /** Was there already, the same. */
  readonly present: number;
  readonly failed: number;
  readonly id: string;
}

export interface SeedOptions {
  /** Account that will own the packages; made if it is not there. */
  readonly owner: string;
  readonly onProgress?: (progress: SeedProgress) => void;
}

export interface SeedReport extends Omit<SeedProgress, 'id'> {
  readonly failures: readonly { readonly id: string; readonly error: SoulError }[];
}

/**
 * Publishes a library, one package after the other, by the same rules as anybody's. Interrupted, it goes on where it was
 * when it is run again: what is there is not published twice. A package that is refused stops nothing.
 */
export async function seed(
  hub: Hub,
  library: AsyncIterable<SeedItem> | Iterable<SeedItem>,
  { owner, onProgress }: SeedOptions,
): Promise<SeedReport> {
  const actor = acting(await ensureUser(hub, owner));
  const failures: { id: string; error: SoulError }[] = [];
  const tally = { done: 0, published: 0, present: 0, failed: 0 };
  for await (const item of library) {
    const outcome = await seedOne(hub, actor, item);
    tally.done++;
    if (typeof outcome === 'string') tally[outcome]++;
    else {
      tally.failed++;
      failures.push({ id: item.id, error: outcome });
    }
    onProgress?.({ ...tally, id: item.id });
  }
  return { ...tally, failures };
}

function acting({ handle, displayName }: OwnerView): Actor {
  return { handle, displayName, role: 'user', scopes: ['publish'], tokenId: null };
}

async function seedOne(hub: Hub, actor: Actor, item: SeedItem): Promise<'published' | 'present' | SoulError> {
  try {
    const pkg = await item.read();
    const { bytes, integrity } = packPackage(pkg);
    const { name, version } = pkg.manifest;
    const { created } = await publishArchive(hub, actor, { name, version, bytes, integrity });
    return created ? 'published' : 'present';
  } catch (error) {
    if (isSoulError(error)) return error;
    throw error;
  }
}
