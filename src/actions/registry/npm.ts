/** npm's dialect, for those with an account: publish, tags, and taking back. Reading for an install is `sources/npm.ts`. */
import * as z from 'zod';
import type { HttpAnswer } from '../../client/answer.ts';
import { saidBy } from '../../client/status.ts';
import type { AuthorSignature } from '../../core/author.ts';
import { SoulError } from '../../core/errors.ts';
import type { Manifest } from '../../core/manifest.ts';
import { npmFields, type PackedPackage } from '../../core/pack.ts';
import { Packument } from '../../core/packument.ts';
import { text } from '../../core/text.ts';
import { nonsense } from '../../sources/checks.ts';
import { refOf, type Transport } from '../../sources/transport.ts';
import { ask, checked, must, refused, request } from './call.ts';
import type { Registry } from './open.ts';
import { npmPath, type Ref } from './ref.ts';

export function whoami(registry: Registry): Promise<{ username: string } | null> {
  return ask(registry, { at: '-/whoami', about: 'whoami' }, z.looseObject({ username: z.string().min(1) }));
}

const Document = Packument.extend({ _rev: z.string().optional(), time: z.record(z.string(), z.string()).catch({}) });
export type Document = z.output<typeof Document>;

export function document(registry: Registry, name: string, toWrite = false): Promise<Document | null> {
  return ask(registry, { at: npmPath(name), about: name, ...(toWrite ? { query: { write: 'true' } } : {}) }, Document);
}

/** The same of a mirror, whose files have the names of the packages, slash and all. @throws SoulError E_PROTOCOL */
export async function mirrorDocument(transport: Transport, name: string): Promise<Document | null> {
  return transport.json(name, (value) => {
    const read = Document.safeParse(value);
    if (read.success) return read.data;
    throw nonsense(
      refOf('npm', transport.base),
      `what it says about ${name} is no packument`,
      `关于 ${name} 的回答不是包文档`,
    );
  });
}

export interface Publication {
  readonly manifest: Manifest;
  readonly packed: PackedPackage;
  readonly tags: readonly string[];
  /** What its author signed; null for an unsigned one. */
  readonly author: AuthorSignature | null;
}

/** npm's own way to publish: the version document with the archive attached. */
export async function publish(registry: Registry, wish: Publication): Promise<void> {
  const { manifest } = wish;
  const call = {
    method: 'PUT',
    at: npmPath(manifest.name),
    json: publication(registry.url, wish),
    about: `${manifest.name}@${manifest.version}`,
  } as const;
  const answer = await request(registry, call);
  if (answer.status >= 200 && answer.status < 300) return;
  if (isTaken(answer)) throw versionExists(registry, manifest);
  throw refused(answer, call);
}

/** Verdaccio answers 409, npmjs.com 403 with these words; a hub of ours has a code for it. */
function isTaken(answer: HttpAnswer): boolean {
  const code = answer.headers['x-error-code'];
  if (code !== undefined) return code === 'E_VERSION_EXISTS';
  return (
    answer.status === 409 || (answer.status === 403 && /previously published|already present/i.test(saidBy(answer).en))
  );
}

function versionExists({ url }: Registry, { name, version }: Manifest): SoulError {
  return new SoulError(
    'E_VERSION_EXISTS',
    text(
      `${name} ${version} is already at ${url.host} with other content`,
      `${url.host} 上已有内容不同的 ${name} ${version}`,
    ),
    {
      hint: text(
        'a published version never changes: raise it with --bump patch',
        '已发布的版本不可更改：请用 --bump patch 提升版本',
      ),
      details: { name, version, registry: url.origin },
    },
  );
}

function publication(url: URL, { manifest, packed, tags, author }: Publication) {
  const { name, version } = manifest;
  const file = `${name}-${version}.tgz`;
  const dist = { integrity: packed.integrity, tarball: new URL(`${name}/-/${file}`, url).href };
  return {
    _id: name,
    name,
    'dist-tags': Object.fromEntries(tags.map((tag) => [tag, version])),
    versions: {
      [version]: {
        ...npmFields(manifest),
        _id: `${name}@${version}`,
        soulhub: { manifest, content: packed.content, ...(author === null ? {} : { author }) },
        dist,
      },
    },
    _attachments: {
      [file]: {
        content_type: 'application/octet-stream',
        data: Buffer.from(packed.bytes).toString('base64'),
        length: packed.bytes.length,
      },
    },
  };
}

/** The whole package. npm asks for the revision that one has seen, so that nobody deletes what somebody else just made. */
export async function unpublish(registry: Registry, { name }: Ref): Promise<void> {
  const { _rev = 'undefined' } = await must(
    registry,
    { at: npmPath(name), query: { write: 'true' }, about: name },
    Document,
  );
  const call = { method: 'DELETE', at: `${npmPath(name)}/-rev/${encodeURIComponent(_rev)}`, about: name } as const;
  checked(await request(registry, call), call);
}

export async function setTag(registry: Registry, { name }: Ref, tag: string, version: string): Promise<void> {
  const at = `-/package/${npmPath(name)}/dist-tags/${encodeURIComponent(tag)}`;
  const call = { method: 'PUT', at, json: version, about: `${name}@${version}` } as const;
  checked(await request(registry, call), call);
}
