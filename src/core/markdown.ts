/** The little of Markdown that a persona needs: headings outside of code fences, and the text below each. */

export interface Section {
  readonly title: string;
  readonly level: number;
  /** Line of the heading in the given text, from 1. */
  readonly line: number;
  readonly text: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/;

/** Headings with the text up to the next heading of any level. Text before the first heading is not a section. */
export function sections(markdown: string): Section[] {
  const found: { title: string; level: number; line: number; lines: string[] }[] = [];
  for (const [index, { row, code }] of rowsOf(markdown).entries()) {
    const heading = code ? null : HEADING.exec(row);
    if (heading) found.push({ title: heading[2] ?? '', level: (heading[1] ?? '#').length, line: index + 1, lines: [] });
    else found.at(-1)?.lines.push(row);
  }
  return found.map(({ lines, ...section }) => ({ ...section, text: lines.join('\n').trim() }));
}

/** Rows, and whether they are within a code fence or one of its ends. */
export function rowsOf(markdown: string): { readonly row: string; readonly code: boolean }[] {
  let fence: string | null = null;
  return markdown.split('\n').map((row) => {
    const mark = FENCE.exec(row)?.[1];
    const before = fence;
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && mark.startsWith(fence)) fence = null;
    return { row, code: before !== null || fence !== null };
  });
}

/** The first heading of level 1, without the part in brackets that some libraries add: "Go 专家 (Go Expert)" → "Go 专家". */
export function titleOf(markdown: string): string | null {
  const title = sections(markdown)
    .find((section) => section.level === 1)
    ?.title.trim();
  return title ? title.replace(/\s*[(（][^()（）]*[)）]\s*$/, '').trim() || title : null;
}
