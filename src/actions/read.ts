/** Look into a package, installed or not, without installing it; and compare two, or one with the slot. */
import { SoulError } from '../core/errors.ts';
import type { PackageFiles } from '../core/files.ts';
import { type Localized, matchLang } from '../core/lang.ts';
import type { Manifest } from '../core/manifest.ts';
import { readPackage, type SoulPackage } from '../core/package.ts';
import { personaText } from '../core/persona.ts';
import type { Part } from '../core/slot.ts';
import { text } from '../core/text.ts';
import { type Installed, readPackageFiles } from '../store/packages.ts';
import { viewSlot } from '../store/transaction.ts';
import type { Context } from './context.ts';
import { findInstalled } from './find.ts';
import { obtain } from './obtain.ts';
import { partsFor, planFor, type Wanted } from './plan.ts';
import { type SlotRequest, sitesFor, slotOptions, titleIn } from './slots.ts';
import { type Elsewhere, elsewhere, resolveWords } from './sources.ts';

export interface Opened {
  readonly found: SoulPackage;
  readonly installed: boolean;
  readonly source: { readonly kind: string; readonly url: string };
  /** Language the words are a title in; null when they are a name. */
  readonly titleLang: string | null;
}

/** From the store when it is there, else from its source. @throws SoulError E_NOT_FOUND, E_AMBIGUOUS … */
export async function openPackage(ctx: Context, words: string): Promise<Opened> {
  const here = ctx.settings.registry === null ? findInstalled(ctx, words) : null;
  if (here) return { ...opened(ctx, here.item), titleLang: here.lang };
  const found = await resolveWords(ctx, words);
  const verified = await obtain(ctx, found);
  return { found: verified.found, installed: false, source: verified.resolution.source, titleLang: found.titleLang };
}

function opened(ctx: Context, item: Installed): Omit<Opened, 'titleLang'> {
  const files = readPackageFiles(ctx.paths, item);
  return {
    found: readPackage(files, { name: item.name, version: item.version, facts: facts(item) }),
    installed: true,
    source: item.source,
  };
}

/** What the files alone do not say (an Agent Souls folder), from the record. */
function facts(item: Installed): Record<string, unknown> {
  return { displayName: item.displayName, languages: item.languages };
}

export interface Reading {
  readonly manifest: Manifest;
  readonly installed: boolean;
  readonly source: { readonly kind: string; readonly url: string };
  readonly lang: string;
  readonly langMissing: string | null;
  /** Other sources that have a package of this name. */
  readonly alsoAt: readonly Elsewhere[];
  /** The file that `text` is of. */
  readonly file: string;
  readonly text: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** @throws SoulError E_NOT_FOUND for a file that is not in the package */
export async function show(
  ctx: Context,
  words: string,
  request: { lang: string | null; file: string | null; raw: boolean },
): Promise<Reading> {
  const { found, installed, source, titleLang } = await openPackage(ctx, words);
  const choice = languageOf(found, request.lang ?? titleLang ?? ctx.settings.soulLang, request.lang);
  const file = request.file ?? mainFile(found, choice.lang);
  return {
    manifest: found.manifest,
    installed,
    source,
    ...choice,
    alsoAt: await elsewhere(ctx, found.manifest.name, source),
    file,
    text: fileText(found.files, file, request.raw),
    files: [...found.files].map(([name, bytes]) => ({ path: name, size: bytes.length })),
  };
}

function languageOf(found: SoulPackage, wanted: string | null, asked: string | null) {
  const { languages } = found.manifest;
  const fallback = languages[0] ?? 'und';
  const match = wanted === null ? fallback : matchLang(wanted, languages);
  return { lang: match ?? fallback, langMissing: match === null ? asked : null };
}

function mainFile({ manifest, persona, files }: SoulPackage, lang: string): string {
  if (manifest.kind === 'team') return files.has(`TEAM.${lang}.md`) ? `TEAM.${lang}.md` : 'TEAM.md';
  if (manifest.kind === 'skill') return files.has('SKILL.md') ? 'SKILL.md' : 'skill.md';
  const main: Localized = persona['SOUL.md'] ?? {};
  return main[lang] ?? Object.values(main)[0] ?? 'SOUL.md';
}

function fileText(files: PackageFiles, file: string, raw: boolean): string {
  const bytes = files.get(file);
  if (!bytes) {
    throw new SoulError('E_NOT_FOUND', text(`the package has no file ${file}`, `包内没有 ${file}`), {
      hint: text(
        `it has: ${[...files.keys()].slice(0, 20).join(', ')}`,
        `现有：${[...files.keys()].slice(0, 20).join('、')}`,
      ),
      details: { file },
    });
  }
  return raw || !file.endsWith('.md') ? new TextDecoder().decode(bytes) : personaText(bytes, file);
}

export interface Compared {
  readonly files: readonly { readonly path: string; readonly before: string; readonly after: string }[];
  readonly before: string;
  readonly after: string;
}

/** Two packages file by file; or, with one, the slot against what that soul would put there. */
export async function compare(
  ctx: Context,
  a: string,
  b: string | null,
  request: SlotRequest,
  lang: string | null,
): Promise<Compared> {
  const first = await openPackage(ctx, a);
  if (b === null) return compareSlot(ctx, first, request, lang);
  const second = await openPackage(ctx, b);
  const names = [...new Set([...first.found.files.keys(), ...second.found.files.keys()])].sort();
  const read = ({ found }: Opened, name: string) => new TextDecoder().decode(found.files.get(name) ?? new Uint8Array());
  const files = names.map((name) => ({ path: name, before: read(first, name), after: read(second, name) }));
  return { files: files.filter(({ before, after }) => before !== after), before: label(first), after: label(second) };
}

function label({ found: { manifest } }: Opened): string {
  return `${manifest.name}@${manifest.version}`;
}

function wantedOf({ manifest, persona, files }: Opened['found'], lang: string): Wanted {
  const texts = Object.entries(persona).map(([place, translations]) => {
    const file = translations[lang] ?? Object.values(translations)[0] ?? place;
    return [place, new TextEncoder().encode(fileText(files, file, false))] as const;
  });
  const { name, version, displayName } = manifest;
  const soul = { name, version, lang, title: titleIn(displayName, lang, name), content: '' };
  return { soul, texts: Object.fromEntries(texts) };
}

function compareSlot(ctx: Context, { found, titleLang }: Opened, request: SlotRequest, asked: string | null): Compared {
  const site = sitesFor(ctx, request)[0];
  if (!site) return { files: [], before: '', after: '' };
  const { lang } = languageOf(found, asked ?? titleLang ?? ctx.settings.soulLang, asked);
  const wanted = wantedOf(found, lang);
  const view = viewSlot(site.slot, slotOptions(ctx, request, partsFor(site, wanted)));
  const files = Object.entries(planFor(site, wanted, view)).map(([name, bytes]) => {
    const { path, lens } = site.slot.parts[name] as Part;
    const now = view.found[name] ? view.read(view.found[name].value) : null;
    return { path, before: now === null ? '' : lens.text(now), after: lens.text(bytes) };
  });
  return {
    files: files.filter(({ before, after }) => before !== after),
    before: site.slot.root,
    after: `${found.manifest.name} (${lang})`,
  };
}
