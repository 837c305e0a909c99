/**
 * `PUT /<name>`: npm has one request for everything that changes a package, and tells apart what is meant by what is in
 * the document it sends:
 *
 *     { "name", "versions": { "1.0.0": {…} }, "dist-tags": { "latest": "1.0.0" }, "_attachments": { "…tgz": { "data" } } }   publish
 *     { "_rev", "versions": { "1.0.0": { "deprecated": "use 2.x" } } }                                                     deprecate
 *     { "_rev", "users": { "ada": true } }                                                                                 star
 *     the document as it was without one version, to `/<name>/-rev/<rev>`                                                  unpublish
 *
 * A document that was read before somebody else's change is refused (409), because what it leaves out would be taken
 * for a wish. Nothing that a publishing client says about a version is kept, but what its author signed: the hub reads the
 * archive itself.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AuthorSignature } from '../../../src/core/author.ts';
import { isSoulError, SoulError } from '../../../src/core/errors.ts';
import { LIMITS } from '../../../src/core/files.ts';
import type { PackageName } from '../../../src/core/name.ts';
import { text } from '../../../src/core/text.ts';
import { star, unstar } from '../../domain/attention.ts';
import type { Hub } from '../../domain/hub.ts';
import { deprecate, unpublish } from '../../domain/lifecycle.ts';
import { publishArchive } from '../../domain/publish.ts';
import { type PackageDocument, packageDocument } from '../../domain/read.ts';
import { type Answer, json } from '../answer.ts';
import type { Actor, Deps } from '../deps.ts';
import { route } from '../route.ts';
import { bothForms, FileRevParams, NameParams, RevParams, versionInFile, writeName } from './ask.ts';
import { choices, revOf } from './document.ts';

/** Base64 makes four bytes of three; the rest is the document around it. */
const MAX_BODY = Math.ceil((LIMITS.archiveBytes * 4) / 3) + 4 * 1024 * 1024;

const Attachment = z.looseObject({ data: z.string(), length: z.int().optional() });
const Claimed = z.looseObject({
  dist: z.looseObject({ integrity: z.string().optional(), shasum: z.string().optional() }).optional(),
  deprecated: z.union([z.string(), z.boolean()]).optional(),
  soulhub: z.looseObject({ author: AuthorSignature.optional() }).optional(),
});

const Body = z.looseObject({
  _id: z.string().optional(),
  _rev: z.string().optional(),
  name: z.string().optional(),
  'dist-tags': z.record(z.string(), z.string()).optional(),
  versions: z.record(z.string(), Claimed).optional(),
  access: z.string().nullish(),
  users: z.record(z.string(), z.unknown()).optional(),
  maintainers: z.array(z.unknown()).optional(),
  _attachments: z.record(z.string(), Attachment).optional(),
});
type Body = z.output<typeof Body>;

const Done = z.object({ ok: z.literal(true), id: z.string(), rev: z.string() });
const CHANGED = { 200: { means: 'Done.', json: Done }, 201: { means: 'Published.', json: Done } };

function wrong(en: string, zh: string): SoulError {
  return new SoulError('E_USAGE', text(en, zh));
}

const put = route({
  id: 'npm.put',
  dialect: 'npm',
  method: 'PUT',
  ...bothForms(''),
  says: 'Publishes a version, deprecates versions, or stars a package: npm has one request for all of it.',
  access: 'required',
  maxJson: MAX_BODY,
  params: NameParams,
  query: z.object({ write: z.string().optional() }),
  body: Body,
  answers: CHANGED,
  run: async ({ params, body, actor }, deps) => {
    const name = writeName(params.name);
    const called = body.name ?? body._id;
    if (called !== undefined && called !== name) throw wrong(`the body is about ${called}, not ${name}`, '包名不一致');
    if (Object.keys(body._attachments ?? {}).length > 0) return publish(name, body, actor, deps);
    return body.versions ? changeNotices(name, body, actor, deps) : changeUsers(name, body, actor, deps);
  },
});

async function publish(name: PackageName, body: Body, actor: Actor, { hub }: Deps): Promise<Answer> {
  if (body.access === 'restricted') {
    throw wrong('this hub has no private packages; publish with --access public', '本服务器没有私有包');
  }
  const [version, claimed] = onlyVersion(body);
  const bytes = attachmentOf(body);
  const { integrity, shasum } = claimed.dist ?? {};
  const signature = claimed.soulhub?.author ?? null;
  checkShasum(bytes, shasum);
  const tags = Object.entries(body['dist-tags'] ?? {}).flatMap(([tag, target]) => (target === version ? [tag] : []));
  const done = await publishArchive(hub, actor, {
    name,
    version,
    bytes,
    signature,
    ...(integrity === undefined ? {} : { integrity }),
    ...(tags.length > 0 ? { tags } : {}),
  });
  const id = `${done.package.name}@${done.version.version}`;
  return json({ ok: true, id, rev: revOf(done.package) }, { status: done.created ? 201 : 200 });
}

function onlyVersion({ versions = {} }: Body): readonly [string, z.output<typeof Claimed>] {
  const [only, ...more] = Object.entries(versions);
  if (only && more.length === 0) return only;
  throw wrong('publish one version at a time', '每次只能发布一个版本');
}

/** The archive. A provenance bundle (`….sigstore`) may come with it. */
function attachmentOf({ _attachments = {} }: Body): Uint8Array {
  const [only, ...more] = Object.entries(_attachments).filter(([file]) => !file.endsWith('.sigstore'));
  if (!only || more.length > 0) throw wrong('a version has one archive', '一个版本只能有一个压缩包');
  const [, { data, length }] = only;
  const bytes = Buffer.from(data, 'base64');
  if (length === undefined || length === bytes.length) return new Uint8Array(bytes);
  throw new SoulError(
    'E_INTEGRITY',
    text(`the archive has ${bytes.length} bytes instead of ${length}`, `压缩包为 ${bytes.length} 字节，应为 ${length}`),
  );
}

/** SHA-1 proves nothing, but a client that states a wrong one is confused about what it sends. */
function checkShasum(bytes: Uint8Array, shasum: string | undefined): void {
  if (shasum === undefined) return;
  const received = createHash('sha1').update(bytes).digest('hex');
  if (received === shasum.toLowerCase()) return;
  throw new SoulError(
    'E_INTEGRITY',
    text(`expected shasum ${shasum.slice(0, 64)}, received ${received}`, 'shasum 不符'),
    {
      details: { expected: shasum.slice(0, 64), received },
    },
  );
}

/** A document that is older than the package is refused. @throws SoulError E_CONFLICT */
function checkRev({ package: pkg }: PackageDocument, rev: string | undefined): void {
  if (rev === undefined || rev === revOf(pkg)) return;
  throw new SoulError(
    'E_CONFLICT',
    text(`${pkg.name} was changed in the meantime; try again`, `${pkg.name} 已被修改，请重试`),
  );
}

/** Only what differs from what this hub says itself is a wish: a yank, for one, is shown as a notice. */
async function changeNotices(name: PackageName, body: Body, actor: Actor, { hub }: Deps): Promise<Answer> {
  const document = await packageDocument(hub, name);
  checkRev(document, body._rev);
  const shown = choices(document).versions;
  for (const [version, { deprecated }] of Object.entries(body.versions ?? {})) {
    const now = String(shown[version]?.deprecated ?? '');
    const wanted = deprecated === true ? 'deprecated' : deprecated || '';
    if (!Object.hasOwn(shown, version) || wanted === now) continue;
    await deprecate(hub, actor, { name }, version, wanted === '' ? null : wanted.slice(0, 1_024));
  }
  return changed(name, hub);
}

async function changed(name: PackageName, hub: Hub): Promise<Answer> {
  const { package: pkg } = await packageDocument(hub, name);
  return json({ ok: true, id: name, rev: revOf(pkg) });
}

async function changeUsers(name: PackageName, body: Body, actor: Actor, { hub }: Deps): Promise<Answer> {
  if (body.users === undefined) throw nothingToDo(body);
  if (!Object.hasOwn(body.users, actor.handle)) await unstar(hub, actor, { name });
  else await star(hub, actor, { name });
  return changed(name, hub);
}

function nothingToDo({ maintainers }: Body): SoulError {
  if (maintainers === undefined) return wrong('the body asks for nothing that is known here', '请求体没有可执行的内容');
  return new SoulError('E_FORBIDDEN', text('owners are not changed this way', '不能这样更改所有者'), {
    hint: text('use `clawhub transfer`, or make an organisation', '请用 `clawhub transfer`，或建立组织'),
  });
}

const putRev = route({
  id: 'npm.putRev',
  dialect: 'npm',
  method: 'PUT',
  ...bothForms('/-rev/{rev}'),
  says: 'The document without some versions: takes those back, within 72 hours after publishing.',
  access: 'required',
  maxJson: 16 * 1024 * 1024,
  params: RevParams,
  body: Body,
  answers: { 200: { means: 'Done.', json: Done } },
  run: async ({ params, body, actor }, { hub }) => {
    const name = writeName(params.name);
    const document = await packageDocument(hub, name);
    checkRev(document, params.rev);
    if (body.versions === undefined) throw nothingToDo(body);
    const kept = body.versions;
    const gone = document.versions.filter(({ version }) => !Object.hasOwn(kept, version));
    for (const { version } of gone) await unpublish(hub, actor, { name }, version);
    return changed(name, hub);
  },
});

const Ok = z.object({ ok: z.literal(true) });

const deleteAll = route({
  id: 'npm.deleteAll',
  dialect: 'npm',
  method: 'DELETE',
  ...bothForms('/-rev/{rev}'),
  says: 'Takes a package back with all its versions, within 72 hours after publishing.',
  access: 'required',
  params: RevParams,
  answers: { 200: { means: 'Done.', json: Ok } },
  run: async ({ params, actor }, { hub }) => {
    const name = writeName(params.name);
    checkRev(await packageDocument(hub, name), params.rev);
    await unpublish(hub, actor, { name }, null);
    return json({ ok: true });
  },
});

const deleteTarball = route({
  id: 'npm.deleteTarball',
  dialect: 'npm',
  method: 'DELETE',
  ...bothForms('/-/{file}/-rev/{rev}'),
  says: 'The last step of taking a version back; done already by the one before it.',
  access: 'required',
  params: FileRevParams,
  answers: { 200: { means: 'Done.', json: Ok } },
  run: async ({ params, actor }, { hub }) => {
    const name = writeName(params.name);
    const version = versionInFile(name, params.file);
    try {
      await unpublish(hub, actor, { name }, version);
    } catch (error) {
      if (!isSoulError(error, 'E_VERSION_NOT_FOUND', 'E_NOT_FOUND')) throw error;
    }
    return json({ ok: true });
  },
});

export const NAME_WRITE_ROUTES = [deleteTarball, putRev, deleteAll, put];
