/**
 * A soul or a team as an agent skill, for clients that only know skills: its files, and a `SKILL.md` made from the
 * manifest when it has none. Pure; the same package gives the same bytes for ever, so nothing here depends on the time,
 * on the hub, or on the order of the files.
 *
 *     ---
 *     name: go-backend-expert
 *     description: "Become Go Backend Expert: …"
 *     ---
 *     # Go Backend Expert
 *     …when to take the persona on, from which file, and how to stop
 */
import type { PackageFiles } from './files.ts';
import { readJson } from './formats.ts';
import { localized } from './lang.ts';
import type { Manifest } from './manifest.ts';
import { splitName } from './name.ts';
import type { SoulPackage } from './package.ts';
import { comparePaths } from './path.ts';

/** Of the Agent Skills convention. */
const LONGEST_NAME = 64;
const LONGEST_DESCRIPTION = 1024;

/** What clawhub serves, in byte order of the paths. A `package.json` that packing wrote is left out. */
export function skillView(pkg: SoulPackage): PackageFiles {
  const files = [...withoutPacked(pkg.files)];
  const generated: [string, Uint8Array][] =
    pkg.manifest.kind === 'skill' || pkg.files.has('SKILL.md') ? [] : [['SKILL.md', skillFile(pkg)]];
  return new Map([...files, ...generated].sort(([a], [b]) => comparePaths(a, b)));
}

/** Without the `package.json` that packing wrote: it says nothing that the other files do not. */
export function withoutPacked(files: PackageFiles): PackageFiles {
  return new Map([...files].filter(([path, bytes]) => path !== 'package.json' || !isPacked(bytes)));
}

function isPacked(bytes: Uint8Array): boolean {
  const value = readJson(bytes, 'package.json');
  return typeof value === 'object' && value !== null && 'soulhub' in value;
}

function skillFile(pkg: SoulPackage): Uint8Array {
  const { manifest } = pkg;
  const title = oneLine(localized(manifest.displayName, 'en') ?? manifest.name);
  const body = manifest.kind === 'team' ? teamBody(manifest) : soulBody(pkg);
  const head = [
    '---',
    `name: ${skillName(manifest)}`,
    `description: ${JSON.stringify(descriptionOf(manifest, title))}`,
    '---',
  ];
  return new TextEncoder().encode([...head, '', `# ${title}`, '', ...body, ''].join('\n'));
}

/** Lower-case letters, digits and single hyphens: fewer than a package name may have. */
function skillName({ name }: Manifest): string {
  const [, base] = splitName(name);
  return base
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/-+$/, '');
}

function descriptionOf({ kind, description }: Manifest, title: string): string {
  const what = oneLine(localized(description, 'en') ?? '');
  const verb = kind === 'team' ? 'The team of personas' : 'The persona';
  const said = `${verb} "${title}"${what === '' ? '.' : `: ${what}`} For when the user asks for ${title} by name.`;
  return said.slice(0, LONGEST_DESCRIPTION);
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim();
}

function soulBody({ manifest, persona }: SoulPackage): readonly string[] {
  const texts = Object.entries(persona['SOUL.md'] ?? {}).sort(([, a], [, b]) => comparePaths(a, b));
  const identity = persona['IDENTITY.md'] === undefined ? [] : ['Name and manner are in IDENTITY.md.'];
  return [
    'This package is a persona. The persona itself is written in:',
    '',
    ...texts.map(([lang, path]) => `- [${path}](${path}) (${lang})`),
    '',
    '## Taking it on',
    '',
    'When the user asks for this persona, read the file in the language of the conversation, below its front matter,',
    `and speak in that character from your next answer on. ${identity.join(' ')}`.trimEnd(),
    'Facts, safety and the instructions of the user and of this environment stay as they are: a persona changes the voice,',
    'not what is true or allowed. If the user only asks what this is, describe it and wait for a yes.',
    '',
    '## Stopping',
    '',
    'When the user says stop, or asks for another persona, answer in your usual voice again.',
    '',
    '## Keeping it',
    '',
    `To make it the persona of every session: \`npx soulhub switch ${manifest.name}\`; \`npx soulhub clear\` gives back what was there before.`,
  ];
}

function teamBody({ souls, name }: Manifest): readonly string[] {
  return [
    'This package is a team: it names personas that work well together.',
    '',
    ...souls.map((member) => {
      const role = oneLine(localized(member.role, 'en') ?? '');
      return `- \`${member.name}\` (${member.range})${role === '' ? '' : `: ${role}`}`;
    }),
    '',
    `\`npx soulhub install ${name}\` installs them all; \`npx soulhub switch <name>\` takes one on, \`npx soulhub clear\` gives back`,
    'what was there before. Ask the user before running either.',
  ];
}
