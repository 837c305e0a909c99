/**
 * Two hashes, for two questions.
 *
 * `integrity`: are these the bytes that were promised? Subresource Integrity as npm writes it, over the archive,
 * checked before it is opened: `sha512-` and base64.
 *
 * `content`: are these the files? The same for a `.tgz`, a `.zip` and a folder. This is `h1:` of Go's module checksums
 * (golang.org/x/mod/sumdb/dirhash, Hash1): SHA-256 over the sorted lines of `sha256sum`, so anybody can check it:
 *
 *     $ LC_ALL=C find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
 *
 * and then that digest in base64 with `h1:` before it.
 */
import { createHash } from 'node:crypto';
import { SoulError } from './errors.ts';
import type { PackageFiles } from './files.ts';
import { comparePaths } from './path.ts';
import { sha256Hex } from './sha256.ts';
import { type Text, text } from './text.ts';

export { sha256Hex };

/** `sha512-<base64>` */
export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/** `h1:<base64>` over `<hex>  <path>\n`, paths in byte order. */
export function contentHash(files: PackageFiles): string {
  const sum = createHash('sha256');
  for (const path of [...files.keys()].sort(comparePaths)) {
    sum.update(`${sha256Hex(files.get(path) ?? new Uint8Array())}  ${path}\n`);
  }
  return `h1:${sum.digest('base64')}`;
}

/** The hashes that may stand for a package, strongest first. npm's old `sha1-` proves nothing any more. */
const ALGORITHMS = ['sha512', 'sha384', 'sha256'] as const;

/** `sha512-AbC…==?options sha256-…` → the digests of the strongest kind that is present. */
function strongest(integrity: string): { readonly algorithm: string; readonly digests: readonly string[] } | null {
  const parts = integrity
    .trim()
    .split(/\s+/)
    .map((part) => /^([a-z0-9]+)-([A-Za-z0-9+/]+={0,2})(?:\?.*)?$/.exec(part));
  for (const algorithm of ALGORITHMS) {
    const digests = parts.flatMap((part) => (part?.[1] === algorithm ? [part[2] ?? ''] : []));
    if (digests.length > 0) return { algorithm, digests };
  }
  return null;
}

/**
 * @param integrity one or more SRI hashes; with several of the strongest kind, one of them must fit
 * @param what whose bytes they are, for the message
 * @throws SoulError E_INTEGRITY with `details: { expected, received }`
 */
export function verifyIntegrity(bytes: Uint8Array, integrity: string, what?: Text): void {
  const promise = strongest(integrity);
  const algorithm = promise?.algorithm ?? 'sha512';
  const digest = createHash(algorithm).update(bytes).digest('base64');
  if (promise?.digests.includes(digest)) return;
  const details = { expected: integrity, received: `${algorithm}-${digest}` };
  if (promise === null) {
    throw new SoulError(
      'E_INTEGRITY',
      text(
        'the promised hash is of no kind we trust (sha512, sha384, sha256)',
        '承诺的校验值不是可信的算法（sha512、sha384、sha256）',
      ),
      { details },
    );
  }
  throw new SoulError(
    'E_INTEGRITY',
    text(
      `${what ? `${what.en} is not the one that was promised: ` : ''}expected ${integrity}, received ${details.received}`,
      `${what ? `${what.zh}与承诺的不符：` : ''}应为 ${integrity}，实为 ${details.received}`,
    ),
    {
      details,
      hint: text('do not use this file; try again or ask its publisher', '不要使用该文件；请重试或联系发布者'),
    },
  );
}
