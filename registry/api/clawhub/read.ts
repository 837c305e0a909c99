/** Reading one package: what it is, its versions, its files, its zip. */
import * as z from 'zod';
import { SoulError } from '../../../src/core/errors.ts';
import { text } from '../../../src/core/text.ts';
import { count } from '../../domain/attention.ts';
import type { Hub } from '../../domain/hub.ts';
import {
  contentsOf,
  filesOf,
  requireNotWithdrawn,
  resolveFingerprint,
  skillZip,
  versionOf,
  versionsOf,
} from '../../domain/read.ts';
import type { FileView, PackageView, VersionView } from '../../domain/view.ts';
import { bytes, etagOf, json, plain, revalidated } from '../answer.ts';
import type { Actor, Deps } from '../deps.ts';
import { Refusal } from '../problem.ts';
import { type Call, route } from '../route.ts';
import {
  DownloadQuery,
  FileQuery,
  find,
  OwnerQuery,
  PageQuery,
  pickVersion,
  refOf,
  SlugParams,
  SlugQuery,
  VersionParams,
} from './ask.ts';
import {
  contentTypeOf,
  describe,
  downloadUrl,
  moderationRow,
  ownerRow,
  statusOf,
  summaryRow,
  titleOf,
} from './rows.ts';
import {
  AmbiguousAnswer,
  DetailAnswer,
  InstallAnswer,
  InstallRefusal,
  ModerationAnswer,
  ResolveAnswer,
  VersionAnswer,
  VersionsAnswer,
} from './shapes.ts';

const WHICH = { means: 'Several owners have a package of this slug: the choice.', json: AmbiguousAnswer };

/** Of what `latest` names, with its findings; a second query only where there is something to tell. */
async function latestWithFindings(hub: Hub, pkg: PackageView): Promise<VersionView | null> {
  return pkg.latest === null || pkg.latest.verdict === 'pass' || pkg.withdrawn !== null ? null : versionOf(hub, pkg);
}

const detail = route({
  id: 'clawhub.detail',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}',
  says: 'One package: its newest version, its owner, and a warning where there is reason for one.',
  access: 'optional',
  params: SlugParams,
  query: OwnerQuery,
  answers: { 200: { means: 'The package.', json: DetailAnswer }, 409: WHICH },
  run: async ({ params, query, origin, lang }, { hub }) => {
    const pkg = await find(hub, refOf(params.slug, query), origin);
    return json({
      skill: describe(pkg, lang),
      latestVersion: pkg.latest && pkg.withdrawn === null ? summaryRow(pkg.latest) : null,
      metadata: null,
      owner: ownerRow(pkg),
      moderation: moderationRow(pkg, await latestWithFindings(hub, pkg)),
    });
  },
});

const moderation = route({
  id: 'clawhub.moderation',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}/moderation',
  says: 'What the scanner and the moderators say about a package; null when there is nothing.',
  access: 'optional',
  params: SlugParams,
  query: OwnerQuery,
  answers: { 200: { means: 'Their words, or null.', json: ModerationAnswer }, 409: WHICH },
  run: async ({ params, query, origin }, { hub }) => {
    const pkg = await find(hub, refOf(params.slug, query), origin);
    return json({ moderation: moderationRow(pkg, await latestWithFindings(hub, pkg)) });
  },
});

const versions = route({
  id: 'clawhub.versions',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}/versions',
  says: 'Versions of a package, newest first.',
  access: 'optional',
  params: SlugParams,
  query: PageQuery,
  answers: { 200: { means: 'One page.', json: VersionsAnswer }, 409: WHICH },
  run: async ({ params, query, origin }, { hub }) => {
    const pkg = await find(hub, refOf(params.slug, query), origin);
    requireNotWithdrawn(pkg);
    const page = await versionsOf(hub, pkg, { limit: query.limit, cursor: query.cursor ?? null });
    const items = page.items.map(({ version, createdAt, changelog }) => {
      return { version, createdAt, changelog, changelogSource: 'user' };
    });
    return json({ items, nextCursor: page.nextCursor });
  },
});

const version = route({
  id: 'clawhub.version',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}/versions/{version}',
  says: 'One version with the SHA-256 of every file.',
  access: 'optional',
  params: VersionParams,
  query: OwnerQuery,
  answers: { 200: { means: 'The version.', json: VersionAnswer }, 409: WHICH },
  run: async ({ params, query, origin, lang }, { hub }) => {
    const pkg = await find(hub, refOf(params.slug, query), origin);
    const found = await pickVersion(hub, pkg, { version: params.version });
    const files = await filesOf(hub, found, 'view');
    return json({
      skill: { slug: pkg.slug, displayName: titleOf(pkg, lang) },
      version: {
        ...summaryRow(found),
        changelogSource: 'user',
        files: files.map(fileRow),
        security: {
          status: statusOf(pkg, found),
          hasWarnings: found.scan.verdict === 'warn',
          checkedAt: found.scan.checkedAt,
          model: null,
        },
        deprecated: found.deprecated,
        yanked: found.yanked !== null,
      },
    });
  },
});

function fileRow({ path, size, sha256, contentType }: FileView) {
  return { path, size, sha256, contentType: contentTypeOf(contentType) };
}

const PREVIEW = 200 * 1024;

const file = route({
  id: 'clawhub.file',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}/file',
  says: 'One file of a version, byte for byte; with `preview=1` only if it is short text.',
  access: 'optional',
  limit: 'download',
  params: SlugParams,
  query: FileQuery,
  answers: { 200: { means: 'The bytes.', type: 'application/octet-stream' }, 409: WHICH },
  run: async ({ params, query, origin }, { hub }) => {
    const pkg = await find(hub, refOf(params.slug, query), origin);
    const found = await pickVersion(hub, pkg, query);
    const row = fileNamed(await filesOf(hub, found, 'view'), query.path);
    const content = (await contentsOf(hub, found, 'view')).get(row.path) ?? new Uint8Array();
    const preview = query.preview === '1' || query.preview === 'true';
    if (preview) checkPreview(content);
    const name = encodeURIComponent(row.path.split('/').at(-1) ?? 'file');
    const etag = `"${row.sha256}"`;
    return bytes(content, preview ? 'text/plain; charset=utf-8' : contentTypeOf(row.contentType), {
      headers: {
        ...revalidated(etag),
        'x-content-sha256': row.sha256,
        'x-content-size': String(row.size),
        'content-disposition': `attachment; filename*=UTF-8''${name.replace(/['()*]/g, percent)}`,
      },
    });
  },
});

function percent(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** As it is written, else whatever the case. */
function fileNamed(files: readonly FileView[], wanted: string): FileView {
  const lower = wanted.toLowerCase();
  const found = files.find(({ path }) => path === wanted) ?? files.find(({ path }) => path.toLowerCase() === lower);
  if (found) return found;
  throw new Refusal(plain('File not found', { status: 404 }));
}

function checkPreview(content: Uint8Array): void {
  if (content.length > PREVIEW)
    throw new SoulError('E_TOO_LARGE', text('the file is too long for a preview', '文件过长，无法预览'));
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new Refusal(plain('the file is not text', { status: 415 }));
  }
}

const install = route({
  id: 'clawhub.install',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}/install',
  says: 'How to install a package: which version, and from where.',
  access: 'optional',
  params: SlugParams,
  query: OwnerQuery.extend({ forceInstall: z.string().optional() }),
  answers: {
    200: { means: 'A zip of one version.', json: InstallAnswer },
    409: {
      means: 'Nothing to install, or several packages of this slug.',
      json: z.union([InstallRefusal, AmbiguousAnswer.extend(InstallRefusal.shape)]),
    },
  },
  run: async ({ params, query, origin }, { hub }) => {
    const pkg = await asInstallKnows(params.slug, () => find(hub, refOf(params.slug, query), origin));
    if (pkg.withdrawn !== null) throw withdrawn(pkg);
    const latest = pkg.latest?.version;
    if (latest === undefined) return json(nothingToInstall(pkg.slug), { status: 409 });
    const archive = { version: latest, downloadUrl: downloadUrl(origin, pkg, latest) };
    return json({ ok: true, slug: pkg.slug, installKind: 'archive', archive });
  },
});

function withdrawn(pkg: PackageView): SoulError {
  const why = pkg.withdrawn ?? '';
  return new SoulError(
    'E_WITHDRAWN',
    text(`Blocked: ${pkg.slug} was withdrawn: ${why}`, `${pkg.slug} 已被撤下：${why}`),
  );
}

function nothingToInstall(slug: string) {
  const message = 'This package has no version that can be installed.';
  return { ok: false, slug, reason: 'archive_version_missing', message, status: 409 };
}

/** OpenClaw explains what to type when the choice also says why it is one; the CLI shows the list all the same. */
async function asInstallKnows<T>(slug: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal) || error.answer.status !== 409 || error.answer.body.kind !== 'json') throw error;
    const choice = AmbiguousAnswer.parse(error.answer.body.value);
    throw new Refusal(json({ ok: false, reason: 'ambiguous_slug', status: 409, ...choice, slug }, { status: 409 }));
  }
}

const resolve = route({
  id: 'clawhub.resolve',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/resolve',
  says: 'Which version has this fingerprint, and which is the newest: drives updates and publishing.',
  access: 'optional',
  query: SlugQuery.extend({ hash: z.string().regex(/^[a-f0-9]{64}$/, 'must be 64 hexadecimal digits') }),
  answers: { 200: { means: 'Both, where they exist.', json: ResolveAnswer }, 409: WHICH },
  run: async ({ query, origin }, { hub }) => {
    const pkg = await find(hub, refOf(query.slug, query), origin);
    const match = await resolveFingerprint(hub, pkg, query.hash);
    return json({
      slug: pkg.slug,
      match: match === null ? null : { version: match },
      latestVersion: pkg.latest ? { version: pkg.latest.version } : null,
    });
  },
});

const download = route({
  id: 'clawhub.download',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/download',
  says: 'The zip of a version, its files at the top. A soul comes with a SKILL.md.',
  access: 'optional',
  limit: 'download',
  query: DownloadQuery,
  answers: { 200: { means: 'The zip.', type: 'application/zip' }, 409: WHICH },
  run: async (call, deps) => {
    const { query, origin } = call;
    const pkg = await find(deps.hub, refOf(query.slug, query), origin);
    if (pkg.withdrawn !== null) throw withdrawn(pkg);
    const found = await pickVersion(deps.hub, pkg, query);
    const zip = await skillZip(deps.hub, found);
    countDownload(call, deps, found);
    const etag = etagOf(found.zipSha256);
    return bytes(zip, 'application/zip', {
      headers: {
        // Also of an exact version: whose package a slug means can change.
        ...revalidated(etag),
        'content-disposition': `attachment; filename="${pkg.slug}-${found.version}.zip"`,
      },
    });
  },
});

/** A look at the headers is no download. */
export function countDownload(
  { actor, client, method }: Pick<Call<unknown, unknown, unknown, Actor | null>, 'actor' | 'client' | 'method'>,
  { hub }: Deps,
  { packageId, version: which }: VersionView,
): void {
  if (method === 'HEAD') return;
  count(hub, { packageId, version: which, client: actor?.tokenId ?? client, what: 'download' });
}

export const READ_ROUTES = [detail, moderation, versions, version, file, install, resolve, download];
