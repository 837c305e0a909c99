/** Markdown in a terminal: headings bold, quotes and rules dim, the rest as it is written. Readable without colour. */
import { type Style, safe } from './output.ts';

export function renderMarkdown(markdown: string, style: Style): string {
  let fenced = false;
  const lines = safe(markdown)
    .replace(/\u001b\[[0-9;]*m/g, '')
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (/^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
      return fenced ? style.dim(line) : renderLine(line, style);
    });
  return lines.join('\n');
}

function renderLine(line: string, style: Style): string {
  const heading = /^(#{1,6})\s+(.*)$/.exec(line);
  if (heading) return style.bold(heading[1] === '#' ? style.cyan(heading[2] ?? '') : `${heading[1]} ${heading[2]}`);
  if (/^\s*(?:>|---+$|\|[\s:|-]+\|$)/.test(line)) return style.dim(line);
  return line.replace(/\*\*([^*]+)\*\*/g, (_match, inner: string) => style.bold(inner));
}
