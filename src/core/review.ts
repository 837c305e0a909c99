/**
 * What could be better about a package that can be read: what publishing needs, what the template has and this persona
 * lacks, and where it still has the template's words. Advice with lines, never a reason to refuse: a persona that works in
 * ten lines is a good persona.
 */
import type { PackageFiles } from './files.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Active } from './inert.ts';
import { type Section, sections } from './markdown.ts';
import { packPackage } from './pack.ts';
import type { SoulPackage } from './package.ts';
import { decodeUtf8 } from './persona.ts';
import { isTemplateLine, missingSections, type TemplateSection, templateSection } from './template.ts';
import { type Text, text } from './text.ts';

/** OpenClaw's limit, the smallest that is common; agents cut what is longer. In characters. */
const RECOMMENDED_LENGTH = 20_000;

export interface Remark {
  readonly severity: 'error' | 'warning' | 'info';
  readonly file: string;
  /** From 1; 0 for the whole file. */
  readonly line: number;
  readonly says: Text;
}

export function reviewPackage(found: SoulPackage): Remark[] {
  const remarks = [...manifestRemarks(found), ...packingRemarks(found), ...personaRemarks(found)];
  const order = [...new Set(remarks.map(({ file }) => file))];
  return remarks.sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line);
}

function manifestRemarks({ manifest, format, files }: SoulPackage): Remark[] {
  const file = manifest.kind === 'soul' ? mainFile(format, files) : manifest.kind === 'team' ? 'TEAM.md' : 'SKILL.md';
  const missing: readonly (readonly [boolean, Text])[] = [
    [
      manifest.version === '0.0.0',
      text('no version: publishing needs one, such as "1.0.0"', '没有版本号：发布时需要，例如 "1.0.0"'),
    ],
    [Object.keys(manifest.description).length === 0, text('no description', '没有简介（description）')],
    [manifest.license === null, text('no licence', '没有许可证（license）')],
    [manifest.kind === 'soul' && manifest.category === null, text('no category', '没有分类（category）')],
    [
      manifest.kind === 'soul' && Object.values(manifest.tags).flat().length === 0,
      text('no tags: people find souls by them', '没有标签（tags）：人们靠标签找到角色'),
    ],
  ];
  return missing.filter(([is]) => is).map(([, says]) => ({ severity: 'warning', file, line: 1, says }));
}

function mainFile(format: SoulPackage['format'], files: PackageFiles): string {
  if (format === 'soul-spec') return 'soul.json';
  return format === 'claw' && files.has('CLAW.md') ? 'CLAW.md' : 'SOUL.md';
}

function packingRemarks(found: SoulPackage): Remark[] {
  return packPackage(found).leftOut.map((active) => {
    const what = nameOfActive(active);
    const says = text(`${what} is not packed: installing runs nothing`, `${what} 不会被打包：安装时不运行任何内容`);
    return { severity: 'warning', file: active.file, line: 0, says };
  });
}

/** `package.json: scripts.postinstall` */
export function nameOfActive({ file, key }: Active): string {
  return key.length === 0 ? file : `${file}: ${key.join('.')}`;
}

interface Persona {
  readonly file: string;
  readonly body: string;
  readonly bodyLine: number;
  readonly parts: readonly Section[];
}

function personaRemarks({ persona, files }: SoulPackage): Remark[] {
  const texts = Object.values(persona['SOUL.md'] ?? {}).map((file) => readPersona(files, file));
  return texts.flatMap((one) => [
    ...missingRemarks(one, texts),
    ...sectionRemarks(one),
    ...templateRemarks(one),
    ...lengthRemarks(one),
  ]);
}

function readPersona(files: PackageFiles, file: string): Persona {
  const { body, bodyLine } = readFrontMatter(decodeUtf8(files.get(file) ?? new Uint8Array(), file), file);
  return { file, body, bodyLine, parts: sections(body) };
}

/** A section that a translation lacks and another language has is worth more than advice. */
function missingRemarks({ file, body }: Persona, texts: readonly Persona[]): Remark[] {
  const elsewhere = (id: string) =>
    texts.find((other) => other.file !== file && other.parts.some(({ title }) => templateSection(title)?.id === id));
  return missingSections(body).map(({ id, title, essential }) => {
    const other = elsewhere(id)?.file;
    const also = other === undefined ? text('', '') : text(`, which ${other} has`, `，而 ${other} 有`);
    return {
      severity: essential || other !== undefined ? 'warning' : 'info',
      file,
      line: 0,
      says: text(`no section "${title.en}"${also.en}`, `缺少“${title.zh}”一节${also.zh}`),
    };
  });
}

function sectionRemarks({ file, bodyLine, parts }: Persona): Remark[] {
  const seen = new Set<string>();
  return parts.flatMap((part, index) => {
    const known = templateSection(part.title);
    const twice = known !== null && seen.has(known.id);
    if (known !== null) seen.add(known.id);
    const says = twice
      ? text(`"${part.title}" is there twice`, `“${part.title}”出现了两次`)
      : wantsMore(part, known, parts[index + 1]);
    const line = part.line + bodyLine - 1;
    return says === null ? [] : [{ severity: twice ? 'warning' : 'info', file, line, says } as const];
  });
}

function wantsMore(part: Section, known: TemplateSection | null, next: Section | undefined): Text | null {
  const hasParts = next !== undefined && next.level > part.level;
  if (part.text === '') {
    return hasParts || part.level === 1 ? null : text(`"${part.title}" is empty`, `“${part.title}”是空的`);
  }
  if (known?.id === 'stone' && !/\n\s*\n/.test(part.text) && !hasParts) {
    return text(
      `"${part.title}" is one paragraph; after the sentence say what it means`,
      `“${part.title}”只有一段；请在那句话之后说明它的含义`,
    );
  }
  if (known?.id !== 'responses' || /^\s*\|.*\|/m.test(part.text)) return null;
  return text(
    `"${part.title}" has no table; agents learn most from one`,
    `“${part.title}”没有表格；智能体从表格中学到的最多`,
  );
}

function templateRemarks({ file, body, bodyLine }: Persona): Remark[] {
  return body.split('\n').flatMap((row, index) => {
    if (!isTemplateLine(row)) return [];
    const says = text(`still the template's words: ${row.trim()}`, `仍是模板的文字：${row.trim()}`);
    return [{ severity: 'warning', file, line: index + bodyLine, says } as const];
  });
}

function lengthRemarks({ file, body }: Persona): Remark[] {
  if (body.length <= RECOMMENDED_LENGTH) return [];
  const says = text(
    `${body.length} characters; OpenClaw reads ${RECOMMENDED_LENGTH}`,
    `${body.length} 个字符；OpenClaw 只读取 ${RECOMMENDED_LENGTH} 个`,
  );
  return [{ severity: 'warning', file, line: 0, says }];
}
