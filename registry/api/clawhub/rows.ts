/** Packages and versions of the hub in the words of this dialect. Pure. */
import type * as z from 'zod';
import { type Localized, localized } from '../../../src/core/lang.ts';
import type { UiLang } from '../../../src/core/text.ts';
import type { PackageView, VersionSummary, VersionView } from '../../domain/view.ts';
import type * as shapes from './shapes.ts';

/** Whose words: the address of the hub and the language of the caller. */
export interface Voice {
  readonly origin: string;
  readonly lang: UiLang;
}

/** Where people read about a package. */
export function pageUrl(origin: string, name: string): string {
  return `${origin}/${name}`;
}

/** What the scan found in one version, with file and line. */
export function auditUrl(origin: string, pkg: PackageView, version: string): string {
  const query = new URLSearchParams({ ownerHandle: pkg.owner.handle, version });
  return `${origin}/api/v1/skills/${encodeURIComponent(pkg.slug)}/scan?${query}`;
}

export function downloadUrl(origin: string, pkg: PackageView, version: string): string {
  const query = new URLSearchParams({ slug: pkg.slug, ownerHandle: pkg.owner.handle, version });
  return `${origin}/api/v1/download?${query}`;
}

function words(value: Localized | undefined, lang: UiLang): string | null {
  return localized(value ?? {}, lang) ?? null;
}

/** The author's words about a package; none of one that moderators withdrew. */
function listingOf({ listing, withdrawn }: PackageView): PackageView['listing'] {
  return withdrawn === null ? listing : null;
}

export function titleOf(pkg: PackageView, lang: UiLang): string {
  return words(listingOf(pkg)?.displayName, lang) ?? pkg.slug;
}

export function ownerRow({ owner }: PackageView): z.input<typeof shapes.OwnerShape> {
  return { handle: owner.handle, displayName: owner.displayName, image: null };
}

export function summaryRow(version: VersionSummary): z.input<typeof shapes.VersionSummary> {
  return {
    version: version.version,
    createdAt: version.createdAt,
    changelog: version.changelog,
    license: version.license === 'MIT-0' ? 'MIT-0' : null,
  };
}

export function describe(pkg: PackageView, lang: UiLang) {
  const { stats } = pkg;
  const listing = listingOf(pkg);
  return {
    slug: pkg.slug,
    name: pkg.name,
    displayName: titleOf(pkg, lang),
    summary: words(listing?.description, lang),
    description: words(listing?.description, lang),
    topics: [...(localized(listing?.tags ?? {}, lang) ?? [])],
    tags: pkg.withdrawn === null ? { ...pkg.tags } : {},
    stats: {
      downloads: stats.downloads,
      stars: stats.stars,
      installsCurrent: stats.installs,
      installsAllTime: stats.installs,
      versions: stats.versions,
      comments: 0,
    },
    createdAt: pkg.createdAt,
    updatedAt: pkg.updatedAt,
    kind: pkg.kind,
  };
}

export function listRow(pkg: PackageView, { lang }: Voice): z.input<typeof shapes.ListItem> {
  return {
    ...describe(pkg, lang),
    ...(pkg.latest ? { latestVersion: summaryRow(pkg.latest) } : {}),
    metadata: null,
    ownerHandle: pkg.owner.handle,
    owner: ownerRow(pkg),
  };
}

export function searchRow(pkg: PackageView, score: number, voice: Voice): z.input<typeof shapes.SearchRow> {
  return {
    id: `clawhub:${pkg.id}`,
    source: 'clawhub',
    score,
    slug: pkg.slug,
    displayName: titleOf(pkg, voice.lang),
    summary: words(pkg.listing?.description, voice.lang),
    version: pkg.latest?.version ?? null,
    ownerHandle: pkg.owner.handle,
    owner: ownerRow(pkg),
    // In a list of what is trending OpenClaw takes the owner from here, and drops rows without one.
    publisher: { kind: 'user', ...ownerRow(pkg), official: false },
    downloads: pkg.stats.downloads,
    updatedAt: pkg.updatedAt,
    kind: pkg.kind,
    canonicalUrl: pageUrl(voice.origin, pkg.name),
  };
}

export type Status = 'clean' | 'suspicious' | 'malicious';

/**
 * What moderators said counts before what the scanner said. Clients refuse to install what is "suspicious" unless they
 * are forced to, so that word is kept for a doubt about what a text says. A file that cannot be read as text is a fact
 * to know (`hasWarnings`), and no more.
 */
export function statusOf(pkg: PackageView, version: VersionView): Status {
  if ((version.withdrawn ?? pkg.withdrawn) !== null || version.scan.verdict === 'block') return 'malicious';
  return seriousFindings(version).some(({ rule }) => !rule.startsWith('files/')) ? 'suspicious' : 'clean';
}

/** null when there is nothing to say. @param latest needed where the newest version has a verdict other than `pass` */
export function moderationRow(pkg: PackageView, latest: VersionView | null): z.input<typeof shapes.Moderation> | null {
  if (pkg.withdrawn !== null) return moderated('malicious', ['moderation.withdrawn'], pkg.withdrawn, pkg.updatedAt);
  const status = latest === null ? 'clean' : statusOf(pkg, latest);
  if (latest === null || status === 'clean') return null;
  const findings = seriousFindings(latest);
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return { ...moderated(status, rules, overviewOf(findings), latest.scan.checkedAt), engineVersion: latest.scan.rules };
}

function moderated(verdict: Status, reasonCodes: string[], summary: string, updatedAt: number) {
  const isMalwareBlocked = verdict === 'malicious';
  return { isSuspicious: true, isMalwareBlocked, verdict, reasonCodes, summary, engineVersion: null, updatedAt };
}

export function seriousFindings({ scan }: VersionView) {
  return scan.findings.filter(({ severity }) => severity !== 'info');
}

/** Rule, file and line of the first few: "why" is what people ask first. */
export function overviewOf(findings: VersionView['scan']['findings']): string {
  const shown = findings.slice(0, 3).map(({ rule, file, line, why }) => `${file}:${line} ${why.en} (${rule})`);
  const more = findings.length > 3 ? `; and ${findings.length - 3} more` : '';
  return `${shown.join('; ')}${more}`;
}

export function securityRow(pkg: PackageView, version: VersionView): z.input<typeof shapes.Security> {
  const status = statusOf(pkg, version);
  const findings = seriousFindings(version);
  return {
    status,
    passed: status === 'clean',
    verdict: status,
    summary: overview(pkg, version),
    checkedAt: version.scan.checkedAt,
    hasWarnings: findings.length > 0,
    model: null,
    findings: findings.map(({ rule, severity, file, line, why }) => ({ rule, severity, file, line, why: why.en })),
  };
}

export function overview(pkg: PackageView, version: VersionView): string {
  const withdrawn = version.withdrawn ?? pkg.withdrawn;
  if (withdrawn !== null) return `Withdrawn by the moderators: ${withdrawn || 'no reason given'}`;
  const findings = seriousFindings(version);
  return findings.length === 0 ? `No findings. Scanned with rules ${version.scan.rules}.` : overviewOf(findings);
}

export function reasonsOf(pkg: PackageView, version: VersionView): string[] {
  if ((version.withdrawn ?? pkg.withdrawn) !== null) return ['moderation.malware_blocked'];
  return statusOf(pkg, version) === 'clean' ? [] : ['security.status_not_clean'];
}

const TYPE = /^[A-Za-z0-9][\w.+-]{0,63}\/[\w.+-]{1,100}(?:; ?charset=[\w-]{1,40})?$/;

/** A content type that an author claimed, if it may stand in a header. */
export function contentTypeOf(claimed: string): string {
  return TYPE.test(claimed) ? claimed : 'application/octet-stream';
}
