/** From a resolution to a package that passed every check: policy → fetch → verify → judge → scan. Nothing is written but its proof. */
import { checkContents } from '../core/archive/content.ts';
import { SoulError } from '../core/errors.ts';
import { contentHash } from '../core/integrity.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import type { PolicyFile } from '../core/policy.ts';
import { type ScanReport, scanFiles } from '../core/scan/index.ts';
import { sha256Hex } from '../core/sha256.ts';
import type { Signed } from '../core/signed.ts';
import { withoutPacked } from '../core/skill-view.ts';
import { text } from '../core/text.ts';
import type { Delivery, Resolution, Source } from '../sources/source.ts';
import { keepProof } from '../store/proofs.ts';
import type { Context } from './context.ts';
import { readPolicies } from './policy.ts';
import { judge } from './trust.ts';

/** A package that passed every check, ready to be written. */
export interface Verified {
  readonly found: SoulPackage;
  readonly resolution: Resolution;
  readonly content: string;
  readonly integrity: string | null;
  readonly archive: string;
  readonly scan: ScanReport;
  readonly signed: Signed;
}

/** @param expected who signed it, as a lock file says */
export async function obtain(
  ctx: Context,
  { source, resolution }: { readonly source: Source; readonly resolution: Resolution },
  expected: Signed | null = null,
): Promise<Verified> {
  const policies = await readPolicies(ctx);
  if (policies.length > 0) (await import('../core/policy.ts')).heedSource(policies, resolution.name, resolution.source);
  await heedWarning(ctx, resolution);
  ctx.progress(
    text(`fetching ${resolution.name} ${resolution.version}`, `正在下载 ${resolution.name} ${resolution.version}`),
  );
  const verified = verify(await source.fetch(resolution), resolution);
  const { delivered, ...kept } = verified;
  const { content, integrity } = kept;
  const { signed, evidence } = await judge(ctx, { source, resolution, content: delivered, integrity, expected });
  const scan = await heed(policies, resolution, { signed, scan: verified.scan });
  if (scan.verdict === 'block') throw blocked(resolution, scan);
  await heedSuspicion(ctx, { ...kept, scan });
  if (evidence !== null) keepProof(ctx.paths, resolution.name, content, evidence);
  return { ...kept, signed, scan };
}

/** The source itself is suspicious of it: a person must agree. @throws SoulError E_CANCELLED, E_CONFIRM */
async function heedWarning(ctx: Context, { name, warning }: Resolution): Promise<void> {
  if (warning === null) return;
  const agreed = await ctx.confirm(
    text(
      `its source warns about ${name}: ${warning}. Install it all the same?`,
      `来源对 ${name} 提出警告：${warning}。仍要安装吗？`,
    ),
  );
  if (!agreed) throw new SoulError('E_CANCELLED', text(`${name} was not installed`, `没有安装 ${name}`));
}

/** What the policies say of it. @throws SoulError E_POLICY */
async function heed(
  policies: readonly PolicyFile[],
  { name, source }: Resolution,
  { signed, scan }: Pick<Verified, 'signed' | 'scan'>,
): Promise<ScanReport> {
  if (policies.length === 0) return scan;
  const { heedScan, heedSigned } = await import('../core/policy.ts');
  heedSigned(policies, name, source, signed);
  return heedScan(policies, name, scan);
}

/** A skill is in use as soon as it is installed; about a soul it is asked when it is first put in a slot. @throws SoulError E_CONFIRM, E_CANCELLED */
async function heedSuspicion(ctx: Context, { found, resolution, scan }: Omit<Verified, 'signed'>): Promise<void> {
  const worst = scan.findings.find(({ severity }) => severity === 'warn');
  if (found.manifest.kind !== 'skill' || worst === undefined || resolution.source.kind === 'bundled') return;
  const { name } = resolution;
  const where = `${worst.file}:${worst.line} ${worst.rule}`;
  const agreed = await ctx.confirm(
    text(
      `${name} looks suspicious: ${worst.why.en} (${where}). Install it all the same?`,
      `${name} 有可疑之处：${worst.why.zh}（${where}）。仍要安装吗？`,
    ),
  );
  if (!agreed) throw new SoulError('E_CANCELLED', text(`${name} was not installed`, `没有安装 ${name}`));
}

/**
 * Name, version and content must be those that were promised; then the text itself is looked at.
 * @returns with `delivered`, the hash of all that came, which is what was signed
 */
function verify(delivery: Delivery, resolution: Resolution): Omit<Verified, 'signed'> & { delivered: string } {
  const found = readPackage(delivery.files, {
    name: resolution.name,
    version: resolution.version,
    facts: delivery.facts,
  });
  checkIdentity(found, resolution);
  checkContents(delivery.files);
  const content = contentHash(delivery.files);
  if (resolution.content !== null && resolution.content !== content) throw wrongContent(resolution, content);
  const scan = scanFiles(delivery.files, { kind: found.manifest.kind });
  // A skill is what its author wrote, whatever dialect brought it: the official clients must find it unchanged.
  const files = found.manifest.kind === 'skill' ? withoutPacked(found.files) : found.files;
  return {
    found: { ...found, files },
    resolution,
    content: contentHash(files),
    delivered: content,
    integrity: delivery.integrity,
    archive: delivery.sha256 ?? sha256Hex(new TextEncoder().encode(content)),
    scan,
  };
}

function checkIdentity({ manifest }: SoulPackage, resolution: Resolution): void {
  if (manifest.name === resolution.name && manifest.version === resolution.version) return;
  const got = `${manifest.name}@${manifest.version}`;
  const promised = `${resolution.name}@${resolution.version}`;
  throw new SoulError('E_INTEGRITY', text(`${promised} calls itself ${got}`, `${promised} 自称 ${got}`), {
    hint: text('the source mixed up its packages; nothing was installed', '来源的包内容有误；没有安装任何内容'),
    details: { expected: promised, received: got, source: resolution.source },
  });
}

function wrongContent(resolution: Resolution, received: string): SoulError {
  return new SoulError(
    'E_CONTENT',
    text(
      `the files of ${resolution.name} ${resolution.version} are not the ones that were recorded`,
      `${resolution.name} ${resolution.version} 的文件与记录不符`,
    ),
    { details: { expected: resolution.content, received, source: resolution.source } },
  );
}

function blocked(resolution: Resolution, scan: ScanReport): SoulError {
  const worst = scan.findings.filter(({ severity }) => severity === 'block');
  const first = worst[0];
  const where = first ? ` (${first.file}:${first.line} ${first.rule})` : '';
  return new SoulError(
    'E_SCAN_BLOCKED',
    text(
      `${resolution.name} was not installed: ${first?.why.en ?? ''}${where}`,
      `未安装 ${resolution.name}：${first?.why.zh ?? ''}${where}`,
    ),
    {
      hint: text(`clawhub scan --explain ${first?.rule ?? ''}`, `clawhub scan --explain ${first?.rule ?? ''}`),
      details: { name: resolution.name, findings: worst.map(({ rule, file, line }) => ({ rule, file, line })) },
    },
  );
}
