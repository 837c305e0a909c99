/**
 * JSON of the clawhub v1 dialect. Field names, and which of them may be missing or null, are fixed by what the official
 * clients accept: a list row's `latestVersion` is absent or an object, a detail's is an object or null; a verdict needs
 * `overview` and `securityAuditUrl`; `license` is "MIT-0" or null, whatever the licence of the package is.
 */
import * as z from 'zod';

const Millis = z.int().nonnegative();
/** Clients refuse any other text, so a package under another licence says null here and the truth in its manifest. */
const License = z.enum(['MIT-0']).nullable();

export const Tags = z.record(z.string(), z.string());

export const Stats = z.object({
  downloads: z.int(),
  stars: z.int(),
  installsCurrent: z.int(),
  installsAllTime: z.int(),
  versions: z.int(),
  comments: z.int(),
});

export const VersionSummary = z.object({
  version: z.string(),
  createdAt: Millis,
  changelog: z.string(),
  license: License,
});

export const OwnerShape = z.object({
  handle: z.string(),
  displayName: z.string(),
  image: z.string().nullable(),
});

const Described = z.object({
  slug: z.string(),
  displayName: z.string(),
  summary: z.string().nullable(),
  description: z.string().nullable(),
  topics: z.array(z.string()),
  tags: Tags,
  stats: Stats,
  createdAt: Millis,
  updatedAt: Millis,
  /** Ours: soul, skill or team. */
  kind: z.enum(['soul', 'skill', 'team']),
  /** Ours: npm's name, which a new slug does not change. */
  name: z.string(),
});

export const ListItem = Described.extend({
  latestVersion: VersionSummary.optional(),
  metadata: z.null(),
  ownerHandle: z.string(),
  owner: OwnerShape,
});

export const ListAnswer = z.object({ items: z.array(ListItem), nextCursor: z.string().nullable() });

export const Moderation = z.object({
  isSuspicious: z.boolean(),
  isMalwareBlocked: z.boolean(),
  verdict: z.enum(['clean', 'suspicious', 'malicious']),
  reasonCodes: z.array(z.string()),
  summary: z.string().nullable(),
  engineVersion: z.string().nullable(),
  updatedAt: Millis.nullable(),
});

export const DetailAnswer = z.object({
  skill: Described,
  latestVersion: VersionSummary.nullable(),
  metadata: z.null(),
  owner: OwnerShape,
  moderation: Moderation.nullable(),
});

export const ModerationAnswer = z.object({ moderation: Moderation.nullable() });

export const SearchRow = z.object({
  id: z.string(),
  source: z.literal('clawhub'),
  score: z.number(),
  slug: z.string(),
  displayName: z.string(),
  summary: z.string().nullable(),
  version: z.string().nullable(),
  ownerHandle: z.string(),
  owner: OwnerShape,
  publisher: OwnerShape.extend({ kind: z.literal('user'), official: z.boolean() }),
  downloads: z.int(),
  updatedAt: Millis,
  kind: z.enum(['soul', 'skill', 'team']),
  canonicalUrl: z.url(),
});

export const SearchAnswer = z.object({ results: z.array(SearchRow) });
export const TrendingAnswer = z.object({ items: z.array(SearchRow), nextCursor: z.string().nullable() });

export const FileRow = z.object({
  path: z.string(),
  size: z.int(),
  sha256: z.string(),
  contentType: z.string(),
});

export const VersionsAnswer = z.object({
  items: z.array(
    z.object({
      version: z.string(),
      createdAt: Millis,
      changelog: z.string(),
      changelogSource: z.enum(['auto', 'user']).nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const VersionSecurity = z.object({
  status: z.enum(['clean', 'suspicious', 'malicious', 'pending', 'error']),
  hasWarnings: z.boolean(),
  checkedAt: Millis.nullable(),
  model: z.string().nullable(),
});

export const VersionAnswer = z.object({
  skill: z.object({ slug: z.string(), displayName: z.string() }),
  version: VersionSummary.extend({
    changelogSource: z.enum(['auto', 'user']).nullable(),
    files: z.array(FileRow),
    security: VersionSecurity,
    deprecated: z.string().nullable(),
    yanked: z.boolean(),
  }),
});

const Resolved = z.object({ version: z.string() }).nullable();
export const ResolveAnswer = z.object({ slug: z.string(), match: Resolved, latestVersion: Resolved });

export const InstallAnswer = z.object({
  ok: z.literal(true),
  slug: z.string(),
  installKind: z.literal('archive'),
  archive: z.object({ version: z.string(), downloadUrl: z.url() }),
});

/** A refusal of `…/install`, the one place where clients read a refusal as JSON. */
export const InstallRefusal = z.object({
  ok: z.literal(false),
  slug: z.string(),
  reason: z.enum(['archive_version_missing', 'ambiguous_slug']),
  message: z.string(),
  status: z.int(),
});

export const AmbiguousAnswer = z.object({
  code: z.literal('AMBIGUOUS_SKILL_SLUG'),
  message: z.string(),
  slug: z.string(),
  matches: z.array(z.object({ ownerHandle: z.string(), slug: z.string(), ref: z.string(), url: z.url() })),
});

export const Security = z.object({
  status: z.enum(['clean', 'suspicious', 'malicious', 'pending']),
  passed: z.boolean(),
  verdict: z.enum(['clean', 'suspicious', 'malicious', 'pending']),
  summary: z.string(),
  checkedAt: Millis.nullable(),
  hasWarnings: z.boolean(),
  model: z.string().nullable(),
  /** Ours: what was found and where, so that nobody has to guess. */
  findings: z.array(
    z.object({ rule: z.string(), severity: z.string(), file: z.string(), line: z.int(), why: z.string() }),
  ),
});

export const VerifyAnswer = z.object({
  schema: z.literal('clawhub.skill.verify.v1'),
  ok: z.boolean(),
  decision: z.enum(['pass', 'fail']),
  reasons: z.array(z.string()),
  slug: z.string(),
  displayName: z.string(),
  pageUrl: z.url(),
  publisherHandle: z.string().nullable(),
  publisherDisplayName: z.string().nullable(),
  publisherProfileUrl: z.url().nullable(),
  version: z.string(),
  resolvedFrom: z.enum(['latest', 'version', 'tag']),
  tag: z.string().nullable(),
  createdAt: Millis,
  card: z.object({ available: z.literal(false) }),
  artifact: z.object({
    sourceFingerprint: z.string(),
    bundleFingerprints: z.array(z.string()),
    files: z.array(FileRow.omit({ contentType: true })),
    integrity: z.string(),
    content: z.string(),
  }),
  provenance: z.object({ source: z.literal('unavailable'), reason: z.string() }),
  security: Security,
  signature: z.object({
    status: z.literal('signed'),
    signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })),
  }),
});

const Asked = z.object({
  requestedSlug: z.string(),
  requestedOwnerHandle: z.string().optional(),
  requestedVersion: z.string(),
  slug: z.string(),
});

const Failure = z.object({
  code: z.enum(['skill_not_found', 'version_not_found', 'ambiguous_slug', 'blocked']),
  message: z.string(),
});

export const Verdict = z.union([
  Asked.extend({
    ok: z.boolean(),
    decision: z.enum(['pass', 'fail']),
    reasons: z.array(z.string()),
    version: z.string(),
    displayName: z.string(),
    publisherHandle: z.string(),
    publisherDisplayName: z.string(),
    createdAt: Millis,
    checkedAt: Millis.nullable(),
    skillUrl: z.url(),
    securityAuditUrl: z.url(),
    overview: z.string().min(1),
    security: Security,
  }),
  Asked.extend({
    ok: z.literal(false),
    decision: z.literal('fail'),
    reasons: z.array(z.string()),
    version: z.null(),
    publisherHandle: z.null(),
    security: z.null(),
    error: Failure,
  }),
]);

export const VerdictsAnswer = z.object({
  schema: z.literal('clawhub.skill.security-verdicts.v1'),
  items: z.array(Verdict),
});

export const WhoamiAnswer = z.object({
  user: z.object({
    handle: z.string(),
    displayName: z.string(),
    image: z.null(),
    role: z.enum(['admin', 'moderator', 'user']),
  }),
});

export const Ok = z.object({ ok: z.literal(true) });
