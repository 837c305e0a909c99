/**
 * Publishing, in the two ways that clients know. Today's upload one file at a time: a ticket for each (bound to path,
 * size and hash), the bytes, and at the end one JSON that names the tickets. Older ones send everything in one form, a
 * part `payload` with the JSON and a part `files` for each file, whose file name is its path.
 */
import * as z from 'zod';
import { isSoulError, SoulError } from '../../../src/core/errors.ts';
import { LIMITS, type PackageFiles } from '../../../src/core/files.ts';
import { text } from '../../../src/core/text.ts';
import { type Published, publishFiles, publishUploads } from '../../domain/publish.ts';
import { requestTransfer } from '../../domain/transfers.ts';
import { createUpload, receiveUpload } from '../../domain/uploads.ts';
import { type Answer, json, plain } from '../answer.ts';
import { parseJson } from '../body.ts';
import type { Actor, Deps } from '../deps.ts';
import { parseMultipart } from '../multipart.ts';
import { Refusal } from '../problem.ts';
import { route } from '../route.ts';
import { Handle, refused, Slug } from './ask.ts';

const Sha256 = z.string().regex(/^[a-f0-9]{64}$/, 'must be 64 hexadecimal digits');
const Claim = z.object({
  path: z.string().min(1).max(500),
  size: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  sha256: Sha256,
  contentType: z.string().max(200).default('application/octet-stream'),
});

const uploadUrl = route({
  id: 'clawhub.uploadUrl',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/v1/skills/-/upload-url',
  says: 'A ticket to upload one file, good for one hour and one use.',
  access: 'required',
  maxJson: 16 * 1024,
  body: Claim,
  answers: {
    200: { means: 'Where to send the bytes.', json: z.object({ uploadUrl: z.url(), uploadTicket: z.string() }) },
  },
  run: async ({ body, actor, origin }, { hub }) => {
    const { ticket } = await createUpload(hub, actor, body);
    return json({
      uploadUrl: `${origin}/api/v1/skills/-/upload/${encodeURIComponent(ticket)}`,
      uploadTicket: ticket,
    });
  },
});

const upload = route({
  id: 'clawhub.upload',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/v1/skills/-/upload/{ticket}',
  says: 'The bytes of one file, as its ticket promised them.',
  access: 'required',
  secret: true,
  maxBytes: LIMITS.fileBytes,
  takes: ['*/*'],
  params: z.object({ ticket: z.string().max(200) }),
  answers: { 200: { means: 'Received.', json: z.object({ storageId: z.string() }) } },
  run: async ({ params, raw, actor }, { hub }) => {
    const { storageId } = await withTickets(() => receiveUpload(hub, actor, params.ticket, raw.bytes));
    return json({ storageId });
  },
});

async function withTickets<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isSoulError(error, 'E_NOT_FOUND')) throw error;
    throw new Refusal(plain('Skill upload ticket is missing, used, or expired', { status: 400 }));
  }
}

const Payload = z.object({
  slug: Slug,
  displayName: z.string().max(500).optional(),
  ownerHandle: Handle.nullish(),
  version: z.string().max(256),
  changelog: z.string().max(20_000).default(''),
  acceptLicenseTerms: z.boolean().optional(),
  tags: z.array(z.string().max(256)).max(50).optional(),
  categories: z.array(z.string().max(60)).max(3).optional(),
  topics: z.array(z.string().max(48)).max(5).optional(),
  source: z.record(z.string(), z.unknown()).nullish(),
  migrateOwner: z.boolean().optional(),
  sourceOwnerHandle: Handle.nullish(),
});
type Payload = z.output<typeof Payload>;

const UploadedFile = Claim.extend({ storageId: z.string().max(200), uploadTicket: z.string().max(200) });
const UploadsPayload = Payload.extend({ files: z.array(UploadedFile).min(1).max(LIMITS.files) });

const publish = route({
  id: 'clawhub.publish',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/v1/skills',
  says: 'Publishes a version from uploaded files, or from one form with all of them.',
  access: 'required',
  maxBytes: LIMITS.totalBytes + 2 * 1024 * 1024,
  maxJson: 4 * 1024 * 1024,
  takes: ['multipart/form-data'],
  body: UploadsPayload,
  answers: {
    200: {
      means: 'Published; it can be installed now.',
      json: z.object({
        ok: z.literal(true),
        skillId: z.string(),
        versionId: z.string(),
        status: z.literal('published'),
        publicationStatus: z.literal('published'),
        slug: z.string(),
        version: z.string(),
      }),
    },
  },
  run: async ({ body, raw, actor }, deps) => {
    // The types know no form: with one, there is no parsed body.
    const payload = body as z.output<typeof UploadsPayload> | undefined;
    return payload === undefined ? publishForm(raw, actor, deps) : publishUploaded(payload, actor, deps);
  },
});

async function publishUploaded(payload: z.output<typeof UploadsPayload>, actor: Actor, deps: Deps): Promise<Answer> {
  await prepare(payload, actor, deps);
  const files = payload.files.map(({ uploadTicket, ...file }) => ({ ...file, ticket: uploadTicket }));
  return published(await withTickets(() => publishUploads(deps.hub, actor, { ...circumstances(payload), files })));
}

async function publishForm(
  raw: { readonly bytes: Uint8Array; readonly contentType: string },
  actor: Actor,
  deps: Deps,
): Promise<Answer> {
  const parts = parseMultipart(raw.bytes, raw.contentType);
  const payload = formPayload(parts.find(({ name }) => name === 'payload')?.bytes);
  await prepare(payload, actor, deps);
  const files = formFiles(parts.filter(({ name }) => name === 'files'));
  return published(await publishFiles(deps.hub, actor, { ...circumstances(payload), files }));
}

function formPayload(bytes: Uint8Array | undefined): Payload {
  if (bytes === undefined) throw refused('the form has no part "payload"', '表单缺少“payload”');
  const result = Payload.safeParse(parseJson(bytes));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw refused(`payload: ${issue?.path.join('.')}: ${issue?.message}`, `payload：${issue?.path.join('.')}`);
}

function formFiles(parts: ReturnType<typeof parseMultipart>): PackageFiles {
  const files = new Map<string, Uint8Array>();
  for (const { filename, bytes } of parts) {
    if (filename === null) throw refused('a file has no name', '有文件缺少名称');
    if (files.has(filename)) throw new SoulError('E_PATH', text(`"${filename}" comes twice`, `“${filename}”重复`));
    files.set(filename, bytes);
  }
  return files;
}

/** Only a clear no is refused: packages keep the licence that their author gave them. */
async function prepare(payload: Payload, actor: Actor, { hub }: Deps): Promise<void> {
  if (payload.acceptLicenseTerms === false) throw refused('the licence terms were not accepted', '未接受许可条款');
  const { migrateOwner, sourceOwnerHandle, slug, ownerHandle } = payload;
  if (!migrateOwner || !sourceOwnerHandle || sourceOwnerHandle === (ownerHandle ?? actor.handle)) return;
  await requestTransfer(hub, actor, { slug, owner: sourceOwnerHandle }, ownerHandle ?? actor.handle);
}

/** A package has one category here: the first that is named. */
function circumstances(payload: Payload) {
  const { slug, displayName, ownerHandle, version, changelog, tags, source, categories, topics } = payload;
  return {
    slug,
    version,
    changelog,
    owner: ownerHandle ?? null,
    source: source ?? null,
    ...(displayName === undefined ? {} : { displayName }),
    ...(tags === undefined ? {} : { tags: [...new Set([...tags, 'latest'])] }),
    ...(categories?.[0] ? { category: categories[0] } : {}),
    ...(topics === undefined ? {} : { topics }),
  };
}

/**
 * The clients look for what is published already before they come here; who comes all the same is told. Not so somebody
 * who sends the very same request again because the answer to it was lost.
 */
function published({ package: pkg, version, created, repeated = false }: Published): Answer {
  if (!created && !repeated) throw versionExists(version.version);
  const status = { status: 'published', publicationStatus: 'published' };
  return json({
    ok: true,
    skillId: pkg.id,
    versionId: version.id,
    ...status,
    slug: pkg.slug,
    version: version.version,
  });
}

function versionExists(version: string): SoulError {
  return new SoulError('E_VERSION_EXISTS', text(`Version ${version} already exists`, `版本 ${version} 已存在`), {
    hint: text('increment the version number and try again', '请提高版本号后重试'),
  });
}

export const PUBLISH_ROUTES = [uploadUrl, upload, publish];
