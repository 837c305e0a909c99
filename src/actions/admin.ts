/** What the operator of a hub does at its machine, on its data, whether the hub runs or not. */
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { parseName } from '../core/name.ts';
import { wordsOf } from '../core/note.ts';
import { registryKey, registryKeyWords } from '../core/registry-signature.ts';
import { text } from '../core/text.ts';
import { lstatIfExists } from '../store/disk.ts';
import type { Context } from './context.ts';
import { openLibrary } from './library.ts';
import { hubData, requireHubNode } from './serve.ts';
import { oneOf } from './words.ts';

/** Which hub: its data folder or its database. */
export interface HubPlace {
  readonly data: string | null;
  readonly databaseUrl: string | null;
  /** Whether a hub that is not there is made; a name mistyped makes nothing. */
  readonly mayMake: boolean;
}

export interface Seeded {
  readonly done: number;
  readonly published: number;
  readonly present: number;
  readonly failures: readonly { readonly id: string; readonly error: SoulError }[];
}

type Hub = import('../../registry/domain/hub.ts').Hub;

async function withHub<T>(ctx: Context, place: HubPlace, work: (hub: Hub) => Promise<T>): Promise<T> {
  requireHubNode();
  const { closeHub, openHub } = await operator();
  const hub = await openHub(
    place.databaseUrl === null ? { dataDir: dataFolder(ctx, place) } : { databaseUrl: place.databaseUrl },
  );
  try {
    return await work(hub);
  } finally {
    await closeHub(hub);
  }
}

/** @throws SoulError E_NOT_FOUND, E_FILE */
function dataFolder(ctx: Context, { data, mayMake }: HubPlace): string {
  const folder = hubData(ctx, data);
  if (mayMake || lstatIfExists(path.join(folder, 'hub.sqlite')) !== null) return folder;
  throw new SoulError('E_NOT_FOUND', text(`there is no hub in ${folder}`, `${folder} 中没有 hub`), {
    hint: text('name its folder: --data <folder>', '请指定其文件夹：--data <文件夹>'),
    details: { folder },
  });
}

/** Everything that an operator may do. */
const operator = () => import('../../registry/domain/admin.ts');

/** Interrupted, it goes on where it was. A package that is refused stops nothing. */
export async function seedHub(
  ctx: Context,
  library: string,
  request: HubPlace & { owner: string },
  onProgress: (done: number, total: number, id: string) => void,
): Promise<Seeded> {
  const items = await openLibrary(ctx, library, request.owner);
  const { seed, refreshSearch } = await operator();
  return withHub(ctx, request, async (hub) => {
    const seeded = await seed(hub, items, {
      owner: request.owner,
      onProgress: ({ done, id }) => onProgress(done, items.length, id),
    });
    await refreshSearch(hub);
    return seeded;
  });
}

/** Makes the search index anew from everything that is published; hubs that run take it over within a minute or so. */
export async function reindexHub(ctx: Context, request: HubPlace): Promise<{ readonly packages: number }> {
  const { rebuildSearch } = await operator();
  return withHub(ctx, request, rebuildSearch);
}

/** Judges everything that is published by the rules of today. */
export async function rescanHub(ctx: Context, place: HubPlace) {
  const { rescan } = await operator();
  return withHub(ctx, place, (hub) => rescan(hub));
}

export interface TokenRequest extends HubPlace {
  /** All when there are none. */
  readonly scopes: readonly string[];
  readonly label: string | null;
  /** Until it expires; null for never. */
  readonly days: number | null;
}

const DAY = 86_400_000;

/** The account is made when it is not there. The token is shown this once; the hub keeps its hash. */
export async function createToken(ctx: Context, handle: string, { scopes, label, days, ...place }: TokenRequest) {
  const { tokenFor, SCOPES } = await operator();
  const wanted = scopes.map((scope) => oneOf('--scope', SCOPES, scope));
  return withHub(ctx, place, (hub) =>
    tokenFor(hub, handle, {
      ...(wanted.length > 0 ? { scopes: wanted } : {}),
      ...(label === null ? {} : { label }),
      ...(days === null ? {} : { expiresAt: hub.now() + days * DAY }),
    }),
  );
}

export async function listTokens(ctx: Context, handle: string, place: HubPlace) {
  const { tokens, OPERATOR, parseHandle } = await operator();
  return withHub(ctx, place, (hub) => tokens(hub, OPERATOR, parseHandle(handle)));
}

export async function revokeToken(ctx: Context, id: string, place: HubPlace): Promise<void> {
  const { revokeToken: revoke, OPERATOR } = await operator();
  await withHub(ctx, place, (hub) => revoke(hub, OPERATOR, id));
}

export interface OwnerRequest extends HubPlace {
  readonly displayName: string | null;
}

export interface ShownKey {
  readonly key: string;
  readonly words: string;
}

/** What users compare when a hub shows another key than before. */
export async function hubKeys(ctx: Context, place: HubPlace): Promise<{ log: ShownKey; signing: ShownKey[] }> {
  const { openLogKey } = await import('../../registry/domain/log-key.ts');
  const { openSigner } = await import('../../registry/api/npm/sign.ts');
  return withHub(ctx, place, async (hub) => {
    const { text: key } = (await openLogKey(hub, undefined)).verifier;
    const signing = (await openSigner(hub)).keys.map((each) => registryKey(each.key));
    return {
      log: { key, words: wordsOf(key) },
      signing: signing.map((each) => ({ key: each.key, words: registryKeyWords(each) })),
    };
  });
}

/** @throws SoulError E_NOT_FOUND */
export async function forgetKey(ctx: Context, handle: string, place: HubPlace): Promise<void> {
  const { forgetKey: forget, OPERATOR } = await operator();
  await withHub(ctx, place, (hub) => forget(hub, OPERATOR, handle));
}

export async function createUser(
  ctx: Context,
  handle: string,
  { role, displayName, ...place }: OwnerRequest & { readonly role: string | null },
) {
  const { createUser: create, OPERATOR, ROLES } = await operator();
  const wish = { role: oneOf('--role', ROLES, role ?? 'user'), ...(displayName === null ? {} : { displayName }) };
  return withHub(ctx, place, (hub) => create(hub, OPERATOR, { handle, ...wish }));
}

export async function listOwners(ctx: Context, place: HubPlace) {
  const { allOwners } = await operator();
  return withHub(ctx, place, allOwners);
}

export async function setRole(ctx: Context, handle: string, role: string, place: HubPlace): Promise<void> {
  const { OPERATOR, ROLES, setUserRole } = await operator();
  const wanted = oneOf('role', ROLES, role);
  await withHub(ctx, place, (hub) => setUserRole(hub, OPERATOR, handle, wanted));
}

export async function setClosed(ctx: Context, handle: string, closed: boolean, place: HubPlace): Promise<void> {
  const { setUserClosed, OPERATOR } = await operator();
  await withHub(ctx, place, (hub) => setUserClosed(hub, OPERATOR, handle, closed));
}

/** For programs that log in with a password, such as older ones of npm. null removes it. */
export async function setPassword(
  ctx: Context,
  handle: string,
  password: string | null,
  place: HubPlace,
): Promise<void> {
  const { setPassword: set, OPERATOR } = await operator();
  await withHub(ctx, place, (hub) => set(hub, OPERATOR, handle, password));
}

/** @throws SoulError E_USAGE without an owner, E_NOT_FOUND */
export async function createOrg(
  ctx: Context,
  handle: string,
  { owner, displayName, ...place }: OwnerRequest & { readonly owner: string | null },
) {
  if (owner === null) throw new SoulError('E_USAGE', text('an organisation needs --owner', '组织需要 --owner'));
  const { organisationFor } = await operator();
  const org = { handle, ...(displayName === null ? {} : { displayName }) };
  return withHub(ctx, place, (hub) => organisationFor(hub, owner, org));
}

export async function listMembers(ctx: Context, org: string, place: HubPlace) {
  const { members, ownerOf } = await operator();
  return withHub(ctx, place, async (hub) => {
    const { handle } = await ownerOf(hub.sql, org);
    return members(hub, handle);
  });
}

export async function addMember(
  ctx: Context,
  { org, handle, role }: { readonly org: string; readonly handle: string; readonly role: string },
  place: HubPlace,
): Promise<void> {
  const { MEMBER_ROLES, setMember, OPERATOR } = await operator();
  const wanted = oneOf('--role', MEMBER_ROLES, role);
  await withHub(ctx, place, (hub) => setMember(hub, OPERATOR, org, { handle, role: wanted }));
}

export async function removeMember(
  ctx: Context,
  { org, handle }: { readonly org: string; readonly handle: string },
  place: HubPlace,
): Promise<void> {
  const { removeMember: remove, OPERATOR } = await operator();
  await withHub(ctx, place, (hub) => remove(hub, OPERATOR, org, handle));
}

/** Open ones, newest first. */
export async function listReports(ctx: Context, place: HubPlace) {
  const { reports, OPERATOR } = await operator();
  return withHub(ctx, place, async (hub) => (await reports(hub, OPERATOR, { limit: 200 })).items);
}

export async function answerReport(
  ctx: Context,
  id: string,
  answer: { readonly state: 'resolved' | 'rejected'; readonly note: string },
  place: HubPlace,
): Promise<void> {
  const { resolveReport, OPERATOR } = await operator();
  await withHub(ctx, place, (hub) => resolveReport(hub, OPERATOR, id, answer));
}

export async function auditLines(ctx: Context, limit: number, place: HubPlace) {
  const { auditLog, OPERATOR } = await operator();
  return withHub(ctx, place, async (hub) => (await auditLog(hub, OPERATOR, { limit })).items);
}

/** `name` or `name@version`; a reason withdraws, null takes it back. */
export async function moderate(ctx: Context, what: string, reason: string | null, place: HubPlace): Promise<void> {
  const at = what.indexOf('@', 1);
  const name = parseName(at === -1 ? what : what.slice(0, at));
  const version = at === -1 ? null : what.slice(at + 1);
  const { reinstate, withdraw, OPERATOR } = await operator();
  await withHub(ctx, place, (hub) =>
    reason === null ? reinstate(hub, OPERATOR, { name }, version) : withdraw(hub, OPERATOR, { name }, version, reason),
  );
}

export async function backupHub(ctx: Context, file: string, request: HubPlace) {
  const { backup } = await operator();
  return withHub(ctx, request, (hub) => backup(hub, path.resolve(ctx.cwd, file)));
}

export async function restoreHub(ctx: Context, file: string, request: HubPlace): Promise<void> {
  requireHubNode();
  const { openBackup, restore } = await operator();
  const backup = await openBackup(path.resolve(ctx.cwd, file));
  try {
    await withHub(ctx, request, (hub) => restore(hub, backup));
  } finally {
    await backup.drop();
  }
}
