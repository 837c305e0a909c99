/**
 * The clawhub dialect, for those with an account: what the official command sends, and the least that it accepts as an
 * answer. Reading for an install is `sources/clawhub.ts`.
 */
import * as z from 'zod';
import { contentTypeOf } from '../../core/content-type.ts';
import type { PackageFiles } from '../../core/files.ts';
import { sha256Hex } from '../../core/sha256.ts';
import { ask, type Call, checked, must, request } from './call.ts';
import type { Registry } from './open.ts';
import type { Ref } from './ref.ts';

const Done = z.looseObject({ ok: z.literal(true) });
const Latest = z.looseObject({ version: z.string(), createdAt: z.number(), changelog: z.string().nullish() });

export const Skill = z.looseObject({
  slug: z.string(),
  displayName: z.string(),
  summary: z.string().nullish(),
  tags: z.record(z.string(), z.string()).catch({}),
  stats: z.record(z.string(), z.unknown()).catch({}),
  createdAt: z.number(),
  updatedAt: z.number(),
});
const Owner = z.looseObject({ handle: z.string().nullable(), displayName: z.string().nullish() });
export const Detail = z.looseObject({
  skill: Skill.nullable(),
  latestVersion: Latest.nullish().transform((value) => value ?? null),
  owner: Owner.nullish().transform((value) => value ?? null),
  moderation: z
    .looseObject({})
    .nullish()
    .transform((value) => value ?? null),
});
export type Detail = z.output<typeof Detail>;

export const VersionRow = z.looseObject({
  version: z.string(),
  createdAt: z.number(),
  changelog: z.string().catch(''),
});
export const OneVersion = VersionRow.extend({
  license: z.string().nullish(),
  files: z
    .array(z.looseObject({ path: z.string(), size: z.number(), sha256: z.string(), contentType: z.string().nullish() }))
    .nullish(),
});
/** Servers say null where the newest version is not hosted there. */
export const Item = Skill.extend({ latestVersion: Latest.nullish(), ownerHandle: z.string().nullish() });

export function whoami(registry: Registry): Promise<{ user: { handle: string | null } } | null> {
  const shape = z.looseObject({ user: z.looseObject({ handle: z.string().nullable() }) });
  return ask(registry, { at: 'api/v1/whoami', about: 'whoami' }, shape);
}

function about({ slug, owner }: Ref, more = ''): Pick<Call, 'at' | 'query' | 'about'> {
  const name = owner === null ? slug : `@${owner}/${slug}`;
  return { at: `api/v1/skills/${encodeURIComponent(slug)}${more}`, query: { ownerHandle: owner }, about: name };
}

export function detail(registry: Registry, ref: Ref): Promise<Detail> {
  return must(registry, about(ref), Detail);
}

/** Only its owner and moderators are told more than the detail says; null for everybody else. */
export async function moderation(registry: Registry, ref: Ref): Promise<unknown> {
  if (registry.token === null) return null;
  const answer = await request(registry, about(ref, '/moderation'));
  const said = z.looseObject({ moderation: z.unknown() }).safeParse(answer.status === 200 ? parse(answer.bytes) : null);
  return said.success ? (said.data.moderation ?? null) : null;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** Newest first. */
export async function versions(registry: Registry, ref: Ref, limit: number): Promise<z.output<typeof VersionRow>[]> {
  const call = about(ref, '/versions');
  const shape = z.looseObject({ items: z.array(VersionRow) });
  return (await must(registry, { ...call, query: { ...call.query, limit } }, shape)).items;
}

export async function oneVersion(registry: Registry, ref: Ref, version: string) {
  const call = { ...about(ref, `/versions/${encodeURIComponent(version)}`), about: `${ref.name}@${version}` };
  return (await must(registry, call, z.looseObject({ version: OneVersion.nullable() }))).version;
}

/** The bytes of one file. @throws SoulError E_NOT_FOUND */
export async function file(registry: Registry, ref: Ref, path: string, version: string | null): Promise<Uint8Array> {
  const base = about(ref, '/file');
  const call = { ...base, query: { ...base.query, path, version }, about: `${path} in ${ref.name}` };
  return checked(await request(registry, call), call).bytes;
}

const Resolved = z.looseObject({ version: z.string() }).nullable();

/** Which version has exactly these files, and which is the newest. A package that is not there has neither. */
export async function resolve(registry: Registry, { slug, owner, name }: Ref, fingerprint: string) {
  const call = { at: 'api/v1/resolve', query: { slug, ownerHandle: owner, hash: fingerprint }, about: name };
  const found = await ask(registry, call, z.looseObject({ match: Resolved, latestVersion: Resolved }));
  return { match: found?.match?.version ?? null, latest: found?.latestVersion?.version ?? null };
}

export interface Listed {
  readonly items: readonly z.output<typeof Item>[];
  readonly nextCursor: string | null;
}

export function list(registry: Registry, query: NonNullable<Call['query']>): Promise<Listed> {
  const shape = z.looseObject({ items: z.array(Item), nextCursor: z.string().nullable() });
  return must(registry, { at: 'api/v1/skills', query, about: 'list of packages' }, shape);
}

/** The envelope as the server gives it; `ok` says whether it passed. */
export function verify(registry: Registry, ref: Ref, selector: { version: string | null; tag: string | null }) {
  const call = about(ref, '/verify');
  const shape = z.looseObject({ schema: z.literal('clawhub.skill.verify.v1'), ok: z.boolean(), version: z.string() });
  return must(registry, { ...call, query: { ...call.query, ...selector } }, shape);
}

const Ticket = z.looseObject({ uploadUrl: z.string(), uploadTicket: z.string() });

/** Three steps: a ticket for each file, its bytes, and one JSON that makes a version of them. */
export async function publish(
  registry: Registry,
  files: PackageFiles,
  payload: Readonly<Record<string, unknown>>,
  told: (done: number, path: string) => void,
) {
  const uploaded: unknown[] = [];
  for (const [path, bytes] of files) {
    told(uploaded.length, path);
    uploaded.push(await upload(registry, path, bytes));
  }
  const shape = Done.extend({ versionId: z.string().optional(), publicationStatus: z.string().optional() });
  const call = {
    method: 'POST',
    at: 'api/v1/skills',
    json: { ...payload, files: uploaded },
    about: String(payload.slug),
  } as const;
  return must(registry, call, shape);
}

async function upload(registry: Registry, path: string, bytes: Uint8Array) {
  const contentType = contentTypeOf(path);
  const claim = { path, size: bytes.length, sha256: sha256Hex(bytes), contentType };
  const ticketCall = { method: 'POST', at: 'api/v1/skills/-/upload-url', json: claim, about: path } as const;
  const { uploadUrl, uploadTicket } = await must(registry, ticketCall, Ticket);
  const call = { method: 'POST', at: uploadUrl, bytes: { content: bytes, type: contentType }, about: path } as const;
  const { storageId } = await must(registry, call, z.looseObject({ storageId: z.string() }));
  return { ...claim, storageId, uploadTicket };
}

/** A change to a package of one's own; the body says whose it is. */
function change<T extends z.ZodType>(
  registry: Registry,
  ref: Ref,
  {
    method = 'POST',
    more = '',
    body = {},
  }: { method?: 'POST' | 'DELETE'; more?: string; body?: Record<string, unknown> },
  shape: T,
) {
  const { at, about: name } = about(ref, more);
  const json = { ...body, ...(ref.owner === null ? {} : { ownerHandle: ref.owner }) };
  return must(registry, { method, at, json, about: name }, shape);
}

function reasoned(reason: string | null, version: string | null = null): Record<string, unknown> {
  return { ...(reason === null ? {} : { reason }), ...(version === null ? {} : { version }) };
}

export const remove = (registry: Registry, ref: Ref, reason: string | null) =>
  change(
    registry,
    ref,
    { method: 'DELETE', body: reasoned(reason) },
    Done.extend({ slugReservedUntil: z.number().optional() }),
  );

export const undelete = (registry: Registry, ref: Ref) => change(registry, ref, { more: '/undelete' }, Done);

export const removeVersion = (registry: Registry, ref: Ref, version: string, reason: string | null) =>
  change(
    registry,
    ref,
    { method: 'DELETE', more: `/versions/${encodeURIComponent(version)}`, body: reasoned(reason, version) },
    Done,
  );

export const restoreVersion = (registry: Registry, ref: Ref, version: string) =>
  change(registry, ref, { more: `/versions/${encodeURIComponent(version)}/restore`, body: { version } }, Done);

export const tag = (registry: Registry, ref: Ref, name: string, version: string) =>
  change(registry, ref, { more: `/tags/${encodeURIComponent(name)}`, body: { version } }, Done);

export const rename = (registry: Registry, ref: Ref, newSlug: string) =>
  change(registry, ref, { more: '/rename', body: { newSlug } }, Done);

export const merge = (registry: Registry, ref: Ref, target: Ref) =>
  change(
    registry,
    ref,
    {
      more: '/merge',
      body: { targetSlug: target.slug, ...(target.owner === null ? {} : { targetOwnerHandle: target.owner }) },
    },
    Done,
  );

export const offer = (registry: Registry, ref: Ref, toUserHandle: string, message: string | null) =>
  change(
    registry,
    ref,
    { more: '/transfer', body: { toUserHandle, ...(message === null ? {} : { message }) } },
    Done.extend({ transferId: z.string().optional(), expiresAt: z.number().optional() }),
  );

export const answerOffer = (registry: Registry, ref: Ref, answer: 'accept' | 'reject' | 'cancel') =>
  change(registry, ref, { more: `/transfer/${answer}` }, Done);

export async function star(registry: Registry, { slug, owner, name }: Ref, on: boolean): Promise<{ changed: boolean }> {
  const at = `api/v1/stars/${encodeURIComponent(slug)}`;
  const query = { ownerHandle: owner };
  const shape = Done.extend({ alreadyStarred: z.boolean().optional(), alreadyUnstarred: z.boolean().optional() });
  const call = on
    ? ({ method: 'POST', at, query, json: {}, about: name } as const)
    : ({ method: 'DELETE', at, query, about: name } as const);
  const answer = await must(registry, call, shape);
  return { changed: !(answer.alreadyStarred ?? answer.alreadyUnstarred ?? false) };
}

const Party = z.looseObject({ handle: z.string().nullish(), displayName: z.string().nullish() }).nullish();
const Offer = z.looseObject({
  skill: z.looseObject({ slug: z.string(), displayName: z.string().nullish() }).nullish(),
  fromUser: Party,
  toUser: Party,
  message: z.string().nullish(),
  expiresAt: z.number().nullish(),
});

export async function offers(registry: Registry, direction: 'incoming' | 'outgoing') {
  const call = { at: `api/v1/transfers/${direction}`, about: 'transfers' };
  return (await must(registry, call, z.looseObject({ transfers: z.array(Offer) }))).transfers;
}

export function createPublisher(registry: Registry, handle: string, displayName: string | null) {
  const json = { handle, ...(displayName === null ? {} : { displayName }) };
  const call = { method: 'POST', at: 'api/v1/publishers', json, about: handle } as const;
  return must(registry, call, Done.extend({ handle: z.string().nullish() }));
}
