/**
 * Before a soul from elsewhere is put in a slot for the first time: what it changes and what it reaches for, shown to
 * whoever decides. The rules are in docs/adr: what comes with the program needs no question, a clean soul is shown and
 * asked about only where a person sits, a suspicious one needs a yes everywhere, a blocked one never came this far.
 */
import path from 'node:path';
import type { PersonaTexts, Site } from '../agents/agent.ts';
import { wholePersona } from '../agents/place.ts';
import { SoulError } from '../core/errors.ts';
import { heedScan } from '../core/policy.ts';
import { type Reach, reachOf } from '../core/reach.ts';
import { type Finding, scanFiles } from '../core/scan/index.ts';
import type { Signed } from '../core/signed.ts';
import type { Part } from '../core/slot.ts';
import { text } from '../core/text.ts';
import { type Installed, readPackageFiles, updateInstalled } from '../store/packages.ts';
import type { SlotView } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { readPolicies } from './policy.ts';

export interface Proposal {
  readonly name: string;
  readonly version: string;
  readonly source: { readonly kind: string; readonly url: string };
  readonly signed: Signed;
  /** Those that are more than information. */
  readonly findings: readonly Finding[];
  readonly reach: Reach;
  /** Operating files that it brings and that are not applied unless asked for. */
  readonly operating: readonly string[];
  readonly changes: readonly ProposedChange[];
}

export interface ProposedChange {
  /** Absolute; null when no file changes: the agent is given the text for one session. */
  readonly path: string | null;
  /** As the agent reads it: of a shared file our spot. */
  readonly before: string | null;
  readonly after: string;
}

export interface Planned {
  readonly site: Site;
  readonly view: SlotView;
  readonly texts: PersonaTexts;
}

/** @throws SoulError E_CONFIRM, E_CANCELLED, E_POLICY */
export async function propose(ctx: Context, item: Installed, changes: Proposal['changes']): Promise<void> {
  const files = readPackageFiles(ctx.paths, item);
  const report = heedScan(await readPolicies(ctx), item.name, scanFiles(files, { kind: item.kind }));
  const proposal: Proposal = {
    name: item.name,
    version: item.version,
    source: item.source,
    signed: item.signed,
    findings: report.findings.filter(({ severity }) => severity !== 'info'),
    reach: reachOf(files),
    operating: Object.keys(item.operating),
    changes,
  };
  if (!(await agreed(ctx, proposal))) throw declined(item.name);
  updateInstalled(ctx.paths, (souls) => {
    const now = souls[item.name];
    return now?.content === item.content ? { ...souls, [item.name]: { ...now, seen: true } } : souls;
  });
}

export function inSlot({ site: { slot }, view, texts }: Planned): ProposedChange[] {
  return Object.entries(texts).map(([name, bytes]) => {
    const { path: place, lens } = slot.parts[name] as Part;
    const value = view.found[name]?.value;
    const before = value?.kind === 'text' ? lens.text(view.read(value) ?? new Uint8Array()) : null;
    return { path: path.join(slot.root, place), before, after: lens.text(bytes) };
  });
}

export function forSession(texts: PersonaTexts): ProposedChange {
  return { path: null, before: null, after: wholePersona({ texts }) };
}

/** Where there is nobody to show it to, only a suspicion needs an answer. */
async function agreed(ctx: Context, proposal: Proposal): Promise<boolean> {
  if (ctx.consent !== undefined) return ctx.consent(proposal);
  const { name, findings } = proposal;
  const worst = findings[0];
  if (worst === undefined) return true;
  return ctx.confirm(text(`${name}: ${worst.why.en}. Use it all the same?`, `${name}：${worst.why.zh}。仍要使用吗？`));
}

function declined(name: string): SoulError {
  return new SoulError('E_CANCELLED', text(`${name} was not put in place`, `没有使用 ${name}`), {
    hint: text('nothing was changed; it stays installed', '没有改动任何内容；它仍在本地'),
    details: { name },
  });
}
