/** What is known against a version, and for it: verdicts before an install, the envelope of `verify`, the findings. */
import * as z from 'zod';
import { isSoulError } from '../../../src/core/errors.ts';
import { findPackage } from '../../domain/find.ts';
import type { Hub } from '../../domain/hub.ts';
import { filesOf, versionOf } from '../../domain/read.ts';
import type { PackageView, VersionView } from '../../domain/view.ts';
import { json } from '../answer.ts';
import { type Signature, signedText } from '../npm/sign.ts';
import { route } from '../route.ts';
import { find, Handle, pickVersion, refOf, SelectorQuery, SlugParams } from './ask.ts';
import { auditUrl, overview, pageUrl, reasonsOf, securityRow, titleOf, type Voice } from './rows.ts';
import { AmbiguousAnswer, Security, type Verdict, VerdictsAnswer, VerifyAnswer } from './shapes.ts';

const WHICH = { means: 'Several owners have a package of this slug: the choice.', json: AmbiguousAnswer };

const verify = route({
  id: 'clawhub.verify',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}/verify',
  says: 'Everything that speaks for or against one version: hashes, signatures, the scan.',
  access: 'optional',
  params: SlugParams,
  query: SelectorQuery,
  answers: { 200: { means: 'The envelope; `ok` is the answer.', json: VerifyAnswer }, 409: WHICH },
  run: async ({ params, query, origin, lang }, { hub, signer }) => {
    const pkg = await find(hub, refOf(params.slug, query), origin);
    const version = await pickVersion(hub, pkg, query);
    const files = await filesOf(hub, version, 'view');
    const signature = signer.sign(signedText(version.name, version.version, version.integrity));
    return json(envelope(pkg, version, { origin, lang }, { files, asked: query, signature }));
  },
});

interface Evidence {
  readonly files: Awaited<ReturnType<typeof filesOf>>;
  readonly signature: Signature;
  readonly asked: { readonly version?: string | undefined; readonly tag?: string | undefined };
}

function envelope(
  pkg: PackageView,
  version: VersionView,
  { origin, lang }: Voice,
  { files, asked, signature }: Evidence,
): z.input<typeof VerifyAnswer> {
  const security = securityRow(pkg, version);
  return {
    schema: 'clawhub.skill.verify.v1',
    ok: security.passed,
    decision: security.passed ? 'pass' : 'fail',
    reasons: reasonsOf(pkg, version),
    slug: pkg.slug,
    displayName: titleOf(pkg, lang),
    pageUrl: pageUrl(origin, pkg.name),
    publisherHandle: pkg.owner.handle,
    publisherDisplayName: pkg.owner.displayName,
    publisherProfileUrl: `${origin}/@${pkg.owner.handle}`,
    version: version.version,
    resolvedFrom: asked.version ? 'version' : asked.tag ? 'tag' : 'latest',
    tag: asked.version ? null : (asked.tag ?? null),
    createdAt: version.createdAt,
    card: { available: false },
    artifact: {
      sourceFingerprint: version.fingerprint,
      bundleFingerprints: [],
      files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
      integrity: version.integrity,
      content: version.content,
    },
    provenance: { source: 'unavailable', reason: 'the hub does not build packages' },
    security,
    signature: { status: 'signed', signatures: [signature] },
  };
}

const scan = route({
  id: 'clawhub.scan',
  dialect: 'clawhub',
  method: 'GET',
  path: '/api/v1/skills/{slug}/scan',
  says: 'What the scanner found in one version: rule, file, line, and why.',
  access: 'optional',
  params: SlugParams,
  query: SelectorQuery,
  answers: {
    200: {
      means: 'The findings.',
      json: z.object({
        skill: z.object({ slug: z.string(), displayName: z.string() }),
        version: z.object({ version: z.string(), createdAt: z.int() }),
        security: Security,
      }),
    },
    409: WHICH,
  },
  run: async ({ params, query, origin, lang }, { hub }) => {
    const pkg = await find(hub, refOf(params.slug, query), origin);
    const version = await pickVersion(hub, pkg, query);
    return json({
      skill: { slug: pkg.slug, displayName: titleOf(pkg, lang) },
      version: { version: version.version, createdAt: version.createdAt },
      security: securityRow(pkg, version),
    });
  },
});

const Item = z.object({
  slug: z.string().max(214),
  ownerHandle: Handle.optional(),
  version: z.string().max(256),
});
type Item = z.output<typeof Item>;

const verdicts = route({
  id: 'clawhub.verdicts',
  dialect: 'clawhub',
  method: 'POST',
  path: '/api/v1/skills/-/security-verdicts',
  says: 'Verdicts on up to 100 versions at once. OpenClaw installs nothing without asking here.',
  access: 'optional',
  limit: 'read',
  maxJson: 128 * 1024,
  body: z.object({ items: z.array(Item).min(1, 'must hold 1 to 100 entries').max(100, 'must hold 1 to 100 entries') }),
  answers: { 200: { means: 'One verdict for each item, in the order asked.', json: VerdictsAnswer } },
  run: async ({ body, origin, lang }, { hub }) => {
    const items = await inTurn(body.items, (item) => verdictOn(hub, item, { origin, lang }));
    return json({ schema: 'clawhub.skill.security-verdicts.v1', items });
  },
});

/** One after the other: a hundred queries at once would only queue in the database. */
async function inTurn<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

async function verdictOn(hub: Hub, item: Item, voice: Voice): Promise<z.input<typeof Verdict>> {
  try {
    const slug = item.slug.trim().toLowerCase();
    const pkg = await findPackage(hub, { slug, owner: item.ownerHandle ?? null });
    return verdict(item, pkg, await versionOf(hub, pkg, { version: item.version }), voice);
  } catch (error) {
    if (isSoulError(error, 'E_NOT_FOUND')) return failed(item, 'skill_not_found', 'Skill not found');
    if (isSoulError(error, 'E_VERSION_NOT_FOUND')) return failed(item, 'version_not_found', 'Version not found');
    if (isSoulError(error, 'E_AMBIGUOUS')) return failed(item, 'ambiguous_slug', error.says.en);
    if (isSoulError(error, 'E_WITHDRAWN')) return failed(item, 'blocked', error.says.en);
    throw error;
  }
}

const REASONS = {
  skill_not_found: 'skill.not_found',
  version_not_found: 'version.not_found',
  ambiguous_slug: 'skill.ambiguous',
  blocked: 'moderation.malware_blocked',
} as const;

function asked({ slug, ownerHandle, version }: Item) {
  return {
    requestedSlug: slug,
    ...(ownerHandle === undefined ? {} : { requestedOwnerHandle: ownerHandle }),
    requestedVersion: version,
    // As it was asked for: the client compares letter by letter, and any case leads here.
    slug,
  };
}

function failed(item: Item, code: keyof typeof REASONS, message: string): z.input<typeof Verdict> {
  const nothing = { version: null, publisherHandle: null, security: null };
  const error = { code, message };
  return { ...asked(item), ok: false, decision: 'fail', reasons: [REASONS[code]], ...nothing, error };
}

function verdict(item: Item, pkg: PackageView, version: VersionView, { origin, lang }: Voice): z.input<typeof Verdict> {
  const security = securityRow(pkg, version);
  return {
    ...asked(item),
    ok: security.passed,
    decision: security.passed ? 'pass' : 'fail',
    reasons: reasonsOf(pkg, version),
    version: version.version,
    displayName: titleOf(pkg, lang),
    publisherHandle: pkg.owner.handle,
    publisherDisplayName: pkg.owner.displayName,
    createdAt: version.createdAt,
    checkedAt: version.scan.checkedAt,
    skillUrl: pageUrl(origin, pkg.name),
    securityAuditUrl: auditUrl(origin, pkg, version.version),
    overview: overview(pkg, version),
    security,
  };
}

export const TRUST_ROUTES = [verify, scan, verdicts];
