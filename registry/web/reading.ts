/** A version as it is read on a page: its texts by language, its files. Versions never change, so both are kept. */
import type { PackageFiles } from '../../src/core/files.ts';
import { guessLang, matchLang } from '../../src/core/lang.ts';
import type { Kind } from '../../src/core/manifest.ts';
import { readPackage } from '../../src/core/package.ts';
import { normaliseText, splitFrontMatter } from '../../src/core/persona.ts';
import type { Hub } from '../domain/hub.ts';
import { contentsOf } from '../domain/read.ts';
import type { VersionView } from '../domain/view.ts';
import { type Rendered, renderMarkdown } from './markdown.ts';
import { createShelf } from './shelf.ts';
import { languageName } from './words.ts';

export interface Reading {
  /** Of the persona, or of the one text of a skill or a team; in the order of the manifest. */
  readonly languages: readonly string[];
  readonly files: PackageFiles;
  /** What an agent gets, without front matter; '' for a language there is none in. */
  text(lang: string): string;
  page(lang: string): Rendered;
}

const READINGS = createShelf<Reading>(48 * 1024 * 1024);

export async function readingOf(hub: Hub, version: VersionView): Promise<Reading> {
  const key = version.tarballSha256;
  const before = READINGS.get(key);
  if (before) return before;
  const files = await contentsOf(hub, version, 'package');
  const reading = readFiles(files, version);
  READINGS.set(key, reading, 2 * version.unpackedSize + 4096);
  return reading;
}

/** Kept as bytes: strings lie where the collector of garbage copies them about, and there are thousands of pages. */
function readFiles(files: PackageFiles, version: VersionView): Reading {
  const { manifest } = version;
  const texts = new Map(mainTexts(files, version).map(([lang, path]) => [lang, Buffer.from(bodyOf(files, path))]));
  const pages = new Map<string, Omit<Rendered, 'html'> & { readonly bytes: Buffer }>();
  const text = (lang: string) => texts.get(lang)?.toString() ?? '';
  const languages = [...texts.keys()].sort((a, b) => rank(manifest.languages, a) - rank(manifest.languages, b));
  const others = (lang: string) =>
    languages.filter((other) => other !== lang).map((other) => ({ lang: other, title: languageName(other) }));
  const render = (lang: string) => {
    const { html, ...rest } = renderMarkdown(text(lang), others(lang));
    return { ...rest, bytes: Buffer.from(html) };
  };
  return {
    languages,
    files,
    text,
    page(lang) {
      const page = pages.get(lang) ?? render(lang);
      pages.set(lang, page);
      return { ...page, html: page.bytes.toString() };
    },
  };
}

const MAIN: Readonly<Record<Kind, RegExp>> = {
  soul: /^SOUL(?:\.([\w-]+))?\.md$/,
  team: /^TEAM(?:\.([\w-]+))?\.md$/,
  skill: /^SKILL\.md$/i,
};

/** Language and path of each text that is the thing itself. Only Soul Spec says elsewhere where that is. */
function mainTexts(
  files: PackageFiles,
  { manifest, name, version }: VersionView,
): readonly (readonly [string, string])[] {
  if (files.has('soul.json')) return Object.entries(readPackage(files, { name, version }).persona['SOUL.md'] ?? {});
  return [...files.keys()].flatMap((path) => {
    const match = MAIN[manifest.kind].exec(path);
    return match ? [[match[1] ?? manifest.languages[0] ?? guessLang(bodyOf(files, path)), path] as const] : [];
  });
}

function bodyOf(files: PackageFiles, path: string): string {
  return splitFrontMatter(normaliseText(new TextDecoder().decode(files.get(path)))).body;
}

function rank(order: readonly string[], lang: string): number {
  const at = order.indexOf(lang);
  return at < 0 ? order.length : at;
}

/** The language asked for, else that of the page, else the author's own. */
export function langFor(reading: Reading, asked: string | undefined, ui: string): string {
  const { languages } = reading;
  const wanted = asked === undefined ? null : matchLang(asked, languages);
  return wanted ?? matchLang(ui, languages) ?? languages[0] ?? ui;
}
