/** `clawhub mirror`: a hub of plain files, for any static host, read back with `--registry file://…` or `https://…`. */
import fs from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { slugify } from '../core/name.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import { type Finding, scanFiles } from '../core/scan/index.ts';
import { LATEST } from '../core/spec.ts';
import { text } from '../core/text.ts';
import { readFolder } from '../sources/folder.ts';
import { allSources } from '../sources/index.ts';
import { world } from './ask.ts';
import { refuseBlocked } from './blocked.ts';
import { type Bundled, holdsSomethingElse, writeMirror } from './bundle.ts';
import type { Context } from './context.ts';
import { packageFolders } from './library.ts';
import { obtain } from './obtain.ts';
import { resolveWords } from './sources.ts';

export interface MirrorRequest {
  /** Folders (of packages, or of one), or anything that can be installed; none: all that `--registry` has, else `.`. */
  readonly from: readonly string[];
  readonly to: string;
  /** Where it will be served; npm needs it. */
  readonly baseUrl: string | null;
}

/** What was written, and what the scanner warns of in it. */
export interface Mirrored extends Bundled {
  readonly findings: readonly (Finding & { readonly package: string })[];
}

/**
 * @throws SoulError E_SCAN_BLOCKED, E_EXISTS when the target holds something that no mirror of ours wrote, E_USAGE,
 *   E_NOT_A_SOUL, …
 */
export async function mirror(ctx: Context, { from, to, baseUrl }: MirrorRequest): Promise<Mirrored> {
  const target = path.resolve(ctx.cwd, to);
  refuseForeign(target);
  checkBaseUrl(baseUrl);
  const packages = await collect(ctx, from);
  if (packages.length === 0) {
    const where = from.length > 0 ? from.join(', ') : (ctx.settings.registry ?? ctx.cwd);
    throw new SoulError('E_NOT_A_SOUL', text(`no package in ${where}`, `${where} 中没有包`));
  }
  const findings = packages.flatMap(checked);
  const verbatim = await signed(ctx, from, packages, baseUrl);
  const written = await writeMirror(packages, target, { verbatim, ...(baseUrl === null ? {} : { baseUrl }) });
  return { ...written, findings };
}

/** As at publishing: who reads a mirror trusts it as a hub. @throws SoulError E_SCAN_BLOCKED */
function checked({ manifest, files }: SoulPackage): Mirrored['findings'] {
  const scan = scanFiles(files, { kind: manifest.kind });
  refuseBlocked(manifest.name, scan, text('was not mirrored', '未写入镜像'));
  return scan.findings.filter(({ severity }) => severity === 'warn').map((one) => ({ ...one, package: manifest.name }));
}

/** A whole registry is mirrored with all that it has signed. */
async function signed(ctx: Context, from: readonly string[], packages: readonly SoulPackage[], baseUrl: string | null) {
  const [source] =
    from.length === 0 && ctx.settings.registry !== null ? await allSources(ctx.settings, world(ctx)) : [];
  if (source?.ref.kind !== 'npm') return new Map<string, Uint8Array>();
  const { signedFiles } = await import('./mirror-signed.ts');
  return signedFiles(
    source,
    packages.map(({ manifest }) => manifest.name),
    baseUrl,
  );
}

function checkBaseUrl(baseUrl: string | null): void {
  if (baseUrl === null || (URL.canParse(baseUrl) && /^https?:$/.test(new URL(baseUrl).protocol))) return;
  throw new SoulError(
    'E_USAGE',
    text(`--base-url ${baseUrl}: not an http address`, `--base-url ${baseUrl}：不是 http 网址`),
    {
      hint: text('for example: --base-url https://souls.example', '例如：--base-url https://souls.example'),
    },
  );
}

async function collect(ctx: Context, from: readonly string[]): Promise<SoulPackage[]> {
  if (from.length === 0 && ctx.settings.registry !== null) return everything(ctx);
  const packages: SoulPackage[] = [];
  for (const name of from.length > 0 ? from : ['.']) packages.push(...(await packagesOf(ctx, name)));
  return packages;
}

async function packagesOf(ctx: Context, name: string): Promise<SoulPackage[]> {
  const folder = path.resolve(ctx.cwd, name);
  if (!ctx.host.isFolder(folder)) return [(await obtain(ctx, await resolveWords(ctx, name))).found];
  const packages: SoulPackage[] = [];
  for (const at of packageFolders(folder, 1))
    packages.push(readPackage(await readFolder(at), { name: slugify(path.basename(at)) ?? 'soul' }));
  return packages;
}

/** The newest version of every package of the named registry. @throws SoulError E_UNSUPPORTED when it cannot be listed */
async function everything(ctx: Context): Promise<SoulPackage[]> {
  const [source] = await allSources(ctx.settings, world(ctx));
  const catalogue = (await source?.catalogue()) ?? null;
  if (!source || catalogue === null) {
    throw new SoulError(
      'E_UNSUPPORTED',
      text(`${ctx.settings.registry} does not list its packages`, `${ctx.settings.registry} 不提供包列表`),
      { hint: text('name them: clawhub mirror <folder> <package…>', '请指明包：clawhub mirror <文件夹> <包…>') },
    );
  }
  const packages: SoulPackage[] = [];
  for (const { name } of catalogue) {
    const resolution = await source.resolve({ kind: 'registry', name, wanted: LATEST });
    if (resolution) packages.push((await obtain(ctx, { source, resolution })).found);
  }
  return packages;
}

function refuseForeign(target: string): void {
  const stat = fs.statSync(target, { throwIfNoEntry: false });
  if (!stat) return;
  const ours =
    fs.existsSync(path.join(target, '.well-known', 'soulhub.json')) ||
    (stat.isDirectory() && fs.readdirSync(target).length === 0);
  if (ours) return;
  throw holdsSomethingElse(target);
}
