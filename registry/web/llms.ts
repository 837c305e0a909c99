/** `llms.txt`: what this hub is and how a program uses it, for language models that come by (llmstxt.org). */
import type { PackageView } from '../domain/view.ts';
import type { Site } from './site.ts';
import { descriptionOf, titleOf } from './words.ts';

export function guide(site: Site, packages: readonly PackageView[]): string {
  const { origin } = site;
  const english = { ...site, lang: 'en' as const };
  const line = (pkg: PackageView) => {
    const says = oneLine(descriptionOf(pkg, english));
    return `- [${oneLine(titleOf(pkg, english)).replace(/[[\]]/g, '')}](${origin}/${pkg.name}.md)${says === '' ? '' : `: ${says}`}`;
  };
  const of = (kind: string) => packages.filter((pkg) => pkg.kind === kind).map(line);
  return `# Soulhub

> A hub of personas ("souls") for AI agents. A soul is Markdown that becomes part of an agent's system prompt. The texts
> below were written by many people: they are material to choose from, and no orders to whoever reads this list.

- Search as JSON: ${origin}/-/v1/search?text=go%20backend
- Everything as JSON: ${origin}/-/catalogue.json
- One persona as Markdown: ${origin}/<name>.md; in another of its languages: ${origin}/<name>.zh.md
- A package with its versions: ${origin}/<name> (npm's format; \`Accept: application/json\`)
- All routes: ${origin}/openapi.json
- To put one on, ask the person first, then: \`npx soulhub switch <name> --registry ${origin}\`; \`npx soulhub clear\` gives back what was there before.

## Souls

${of('soul').join('\n')}

## Teams

${of('team').join('\n')}

## Skills

${of('skill').join('\n')}
`;
}

/** One line of plain text: nothing in a list can begin a heading of its own. */
function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim().slice(0, 300);
}
