/** Reading: packuments, one version, tarballs, the keys that sign. */
import semver from 'semver';
import * as z from 'zod';
import { isSoulError, SoulError } from '../../../src/core/errors.ts';
import { pickVersion } from '../../../src/core/packument.ts';
import { parseWanted } from '../../../src/core/spec.ts';
import { text } from '../../../src/core/text.ts';
import type { Hub } from '../../domain/hub.ts';
import { type PackageDocument, packageDocument, tarball } from '../../domain/read.ts';
import { type Answer, bytes, etagOf, immutable, json, revalidated } from '../answer.ts';
import { countDownload } from '../clawhub/read.ts';
import type { Actor, Deps } from '../deps.ts';
import { type Call, route } from '../route.ts';
import { bothForms, FileParams, NameParams, notFound, readName, VersionParams, versionInFile } from './ask.ts';
import {
  ABBREVIATED,
  AbbreviatedAnswer,
  abbreviated,
  choices,
  PackumentAnswer,
  packument,
  VersionDocument,
  versionDocument,
  wantsAbbreviated,
} from './document.ts';

async function documentOf(hub: Hub, name: string): Promise<PackageDocument> {
  const document = await packageDocument(hub, readName(name));
  if (document.versions.length === 0) throw notFound(name);
  return document;
}

const getPackument = route({
  id: 'npm.packument',
  dialect: 'npm',
  method: 'GET',
  ...bothForms(''),
  says: 'A package with all its versions; the short form for `Accept: application/vnd.npm.install-v1+json`.',
  access: 'optional',
  params: NameParams,
  // npm asks with `?write=true` when it is about to change something.
  query: z.object({ write: z.string().optional() }),
  answers: { 200: { means: 'The packument.', json: z.union([PackumentAnswer, AbbreviatedAnswer]) } },
  run: async ({ params, headers, origin }, { hub, signer }) => {
    const document = await documentOf(hub, params.name);
    const { id, revision } = document.package;
    const short = wantsAbbreviated(headers.get('accept'));
    const etag = etagOf(id, String(revision), String(short), origin);
    const more = { ...revalidated(etag), vary: 'Accept' };
    return short
      ? json(abbreviated(document, { origin, signer }), { headers: { ...more, 'content-type': ABBREVIATED } })
      : json(packument(document, params.name, { origin, signer }), { headers: more });
  },
});

const getVersion = route({
  id: 'npm.version',
  dialect: 'npm',
  method: 'GET',
  ...bothForms('/{version}'),
  says: 'One version: an exact one, a range, or a tag.',
  access: 'optional',
  params: VersionParams,
  answers: { 200: { means: 'The version.', json: VersionDocument } },
  run: async ({ params, origin }, { hub, signer }) => {
    const document = await documentOf(hub, params.name);
    const version = chosen(document, params.version);
    const etag = etagOf(document.package.id, String(document.package.revision), version.version, origin);
    const owner = document.package.owner.handle;
    return json(versionDocument(version, owner, { origin, signer }), { headers: revalidated(etag) });
  },
});

function chosen(document: PackageDocument, wanted: string) {
  const exact = semver.valid(wanted);
  const version = exact ?? pickVersion(choices(document), parseWanted(wanted));
  const found = document.versions.find((item) => item.version === version);
  if (found) return found;
  const { name } = document.package;
  throw new SoulError('E_VERSION_NOT_FOUND', text(`there is no ${name}@${version}`, `${name}@${version} 不存在`));
}

async function sendTarball(
  call: Pick<Call<unknown, unknown, unknown, Actor | null>, 'actor' | 'client' | 'method'>,
  name: string,
  version: string,
  deps: Deps,
): Promise<Answer> {
  const found = await tarball(deps.hub, readName(name), version);
  countDownload(call, deps, found.version);
  return bytes(found.bytes, 'application/octet-stream', {
    headers: {
      ...immutable(etagOf(found.version.integrity)),
      'content-disposition': `attachment; filename="${name.split('/').at(-1)}-${found.version.version}.tgz"`,
    },
  });
}

const TARBALL = { 200: { means: 'The archive; it never changes.', type: 'application/octet-stream' } };

const getTarball = route({
  id: 'npm.tarball',
  dialect: 'npm',
  method: 'GET',
  ...bothForms('/-/{file}'),
  says: 'The archive of a version.',
  access: 'optional',
  limit: 'download',
  params: FileParams,
  answers: TARBALL,
  run: async (call, deps) => {
    const name = readName(call.params.name);
    return sendTarball(call, name, versionInFile(name, call.params.file), deps);
  },
});

/** `@ada~atlas-1.0.0.tgz`: where the name ends is only known by trying, from the left, so `a-1` is not taken for `a`. */
const getMirrored = route({
  id: 'npm.mirroredTarball',
  dialect: 'npm',
  method: 'GET',
  path: '/-/tarballs/{file}',
  says: 'The same archive where a mirror of plain files has it.',
  access: 'optional',
  limit: 'download',
  params: z.object({ file: z.string().max(500) }),
  answers: TARBALL,
  run: async (call, deps) => {
    for (const [name, version] of splits(call.params.file)) {
      try {
        return await sendTarball(call, name, version, deps);
      } catch (error) {
        if (!isSoulError(error, 'E_NOT_FOUND', 'E_VERSION_NOT_FOUND')) throw error;
      }
    }
    throw notFound(call.params.file);
  },
});

/** Every way to read `<name>-<version>.tgz`; few, because a version is strict. */
function splits(file: string): readonly (readonly [string, string])[] {
  const stem = file.endsWith('.tgz') ? file.slice(0, -4).replace('~', '/') : '';
  const dashes = [...stem.matchAll(/-/g)].map(({ index }) => index);
  return dashes
    .map((at) => [stem.slice(0, at), stem.slice(at + 1)] as const)
    .filter(([, version]) => semver.valid(version) === version)
    .slice(0, 5);
}

const Key = z.object({
  keyid: z.string(),
  keytype: z.string(),
  scheme: z.string(),
  key: z.string(),
  expires: z.string().nullable(),
});

const keys = route({
  id: 'npm.keys',
  dialect: 'npm',
  method: 'GET',
  path: '/-/npm/v1/keys',
  says: 'Public keys of the registry signatures (ECDSA P-256 over `name@version:integrity`).',
  answers: { 200: { means: 'The keys.', json: z.object({ keys: z.array(Key) }) } },
  run: async (_call, { signer }) => {
    const etag = etagOf(...signer.keys.map(({ keyid, expires }) => `${keyid} ${expires}`));
    return json({ keys: signer.keys }, { headers: { ...revalidated(etag), 'cache-control': 'public, max-age=300' } });
  },
});

const ping = route({
  id: 'npm.ping',
  dialect: 'npm',
  method: 'GET',
  path: '/-/ping',
  says: 'Whether somebody is there.',
  answers: { 200: { means: 'Yes.', json: z.strictObject({}) } },
  run: async () => json({}),
});

/** Asked for first: the fixed paths, then those that begin with a scope, then any name. */
export const FIXED_READ_ROUTES = [keys, ping, getMirrored];
export const NAME_READ_ROUTES = [getTarball, getVersion, getPackument];
