/**
 * Publishing: a list of named steps, of which only the last changes anything, in one transaction. What was published is
 * never changed. The same content again is success (`created: false`); other content is E_VERSION_EXISTS.
 *
 *     authorize   may this account publish under this name?
 *     open        the archive, or the uploaded files
 *     read        the package in it, and whether it is what the request says
 *     known       is it there already?
 *     scan        the same rules as at installing; a block is a block
 *     prepare     hashes, the skill view, the zip
 *     commit      one transaction: see commit.ts for its steps
 */
import { SoulError } from '../../src/core/errors.ts';
import type { ScanReport } from '../../src/core/scan/index.ts';
import { skillView } from '../../src/core/skill-view.ts';
import { text } from '../../src/core/text.ts';
import { type Actor, requireScope } from './actor.ts';
import { candidateOf } from './candidate.ts';
import { checkClaim, requireMayPublish, type Target, targetOf } from './claim.ts';
import { commit, knownVersion } from './commit.ts';
import { agreed, checkFiles, checkTexts, type Draft, draftOfFiles, openArchive } from './draft.ts';
import type { Hub } from './hub.ts';
import type {
  ArchivePublication,
  Destination,
  FilesPublication,
  Published,
  UploadsPublication,
} from './publication.ts';
import { scanServed } from './served.ts';
import { publishedBefore, uploadedFiles } from './uploads.ts';

export type { ArchivePublication, FilesPublication, Published, UploadsPublication } from './publication.ts';

/**
 * @throws SoulError E_FORBIDDEN, E_NAME, E_RANGE, E_TOO_LARGE, E_ARCHIVE, E_PATH, E_INTEGRITY, E_NOT_A_SOUL, E_MANIFEST,
 *   E_FRONT_MATTER, E_ENCODING, E_EMPTY_PERSONA, E_SCAN_BLOCKED (`details.findings`), E_NAME_TAKEN, E_NAME_SIMILAR,
 *   E_VERSION_EXISTS, E_WITHDRAWN, E_CONFLICT (the package was deleted)
 */
export async function publishArchive(hub: Hub, actor: Actor, publication: ArchivePublication): Promise<Published> {
  const target = await authorize(hub, actor, publication);
  await hub.onStep('open');
  const files = openArchive(publication, hub.rules.limits);
  await hub.onStep('read');
  const draft = agreed(target, publication, files);
  return publish(hub, actor, draft);
}

/** @throws as `publishArchive` */
export async function publishFiles(hub: Hub, actor: Actor, publication: FilesPublication): Promise<Published> {
  const target = await authorize(hub, actor, publication);
  return publish(hub, actor, await readFiles(hub, target, publication));
}

/**
 * Tickets that are used up are no error when this very publication has used them: the answer may have been lost.
 * @throws as `publishArchive`, and E_NOT_FOUND for a ticket that is unknown, used or expired
 */
export async function publishUploads(hub: Hub, actor: Actor, publication: UploadsPublication): Promise<Published> {
  const target = await authorize(hub, actor, publication);
  await hub.onStep('open');
  const files = await uploadedFiles(hub, actor, publication.files);
  if (files === null) return publishedBefore(hub, target, publication);
  const draft = await readFiles(hub, target, { ...publication, files });
  return publish(hub, actor, { ...draft, tickets: publication.files.map(({ ticket }) => ticket) });
}

export interface Checked {
  /** Under what it would be published, and whose it would be. */
  readonly target: Target;
  readonly report: ScanReport;
}

/** All of `publishFiles` but that anything stays: what a dry run wants to know. @throws as `publishArchive` */
export async function checkPublication(hub: Hub, actor: Actor, publication: FilesPublication): Promise<Checked> {
  const target = await authorize(hub, actor, publication);
  const draft = await readFiles(hub, target, publication);
  await checkClaim(hub, actor, target, draft.source.manifest.kind);
  await knownVersion(hub, draft);
  checkTexts(draft.packed, hub.rules);
  return { target, report: scanned(draft) };
}

async function authorize(hub: Hub, actor: Actor, destination: Destination): Promise<Target> {
  await hub.onStep('authorize');
  requireScope(actor, 'publish');
  const target = await targetOf(hub, actor, destination);
  await requireMayPublish(hub, hub.sql, actor, target);
  return target;
}

async function readFiles(hub: Hub, target: Target, publication: FilesPublication): Promise<Draft> {
  await hub.onStep('read');
  checkFiles(publication.files, hub.rules.limits);
  return draftOfFiles(target, publication);
}

async function publish(hub: Hub, actor: Actor, draft: Draft): Promise<Published> {
  await hub.onStep('known');
  const known = await knownVersion(hub, draft);
  if (known !== null) return known;
  await hub.onStep('scan');
  checkTexts(draft.packed, hub.rules);
  const report = scanned(draft);
  await hub.onStep('prepare');
  const candidate = candidateOf({ ...draft, report });
  await hub.onStep('commit');
  return commit(hub, actor, draft, candidate);
}

/** @throws SoulError E_SCAN_BLOCKED */
function scanned({ packed, source, target }: Draft): ScanReport {
  const report = scanServed(packed, skillView(source), { kind: source.manifest.kind });
  if (report.verdict !== 'block') return report;
  const findings = report.findings.filter(({ severity }) => severity === 'block');
  const [first] = findings;
  const where = first === undefined ? '' : `${first.file}:${first.line}`;
  throw new SoulError(
    'E_SCAN_BLOCKED',
    text(
      `${target.name} was not published: ${where}: ${first?.why.en ?? ''}`,
      `${target.name} 未发布：${where}：${first?.why.zh ?? ''}`,
    ),
    {
      hint: text('clawhub scan shows all findings', '用 clawhub scan 查看全部问题'),
      details: { name: target.name, findings: findings.slice(0, 20) },
    },
  );
}
