/**
 * Other people's package formats, each turned into the same manifest input: Soul Spec (`soul.json`, v0.3 to v0.6), OpenClaw's
 * Claw (`CLAW.md`, whose body is the persona), and the Agent Souls folder (no front matter, a `## Tags` block at the end).
 * Data in, data out. Character cards are in `card.ts`: they have to be made into files first.
 */
import { SoulError } from './errors.ts';
import type { PackageFiles } from './files.ts';
import type { Kind } from './kind.ts';
import { sections } from './markdown.ts';
import { nameProblem } from './name.ts';
import { decodeUtf8 } from './persona.ts';
import { text } from './text.ts';

/** JSON from a stranger's file; a BOM is tolerated. @throws SoulError E_MANIFEST, E_ENCODING */
export function readJson(bytes: Uint8Array, file: string): unknown {
  const source = decodeUtf8(bytes, file).replace(/^\uFEFF/, '');
  try {
    return JSON.parse(source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SoulError(
      'E_MANIFEST',
      text(`${file} is not valid JSON: ${reason}`, `${file} 不是有效的 JSON：${reason}`),
      {
        details: { file },
        cause,
      },
    );
  }
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** Which file plays which part. Paths are keys of the package's files. */
export interface Layout {
  readonly soul: string;
  readonly identity: string | null;
  readonly style: string | null;
  /** By the name they have in a workspace. */
  readonly operating: Readonly<Record<string, string>>;
}

export const OPERATING_FILES = ['AGENTS.md', 'HEARTBEAT.md', 'TOOLS.md'] as const;

export function defaultLayout(files: PackageFiles): Layout {
  const has = (name: string) => (files.has(name) ? name : null);
  return {
    soul: 'SOUL.md',
    identity: has('IDENTITY.md'),
    style: has('STYLE.md'),
    operating: Object.fromEntries(OPERATING_FILES.filter((name) => files.has(name)).map((name) => [name, name])),
  };
}

/** A file that a manifest names must be in the package, and may not be one that belongs to the user. */
function namedFile(files: PackageFiles, value: unknown, { file, key }: { file: string; key: string }): string {
  const path = typeof value === 'string' ? value.replace(/^\.\//, '') : '';
  if (files.has(path)) return path;
  throw new SoulError(
    'E_MANIFEST',
    text(
      `${file}: "${key}" names ${JSON.stringify(value)}, which is not in the package`,
      `${file}：“${key}”指向的 ${JSON.stringify(value)} 不在包内`,
    ),
    { details: { file, key, path: value } },
  );
}

/** The manifest of a Soul Spec package; the last two names are from before v0.3. */
export function soulSpecFile(files: PackageFiles): string | null {
  return ['soul.json', 'clawsoul.json', 'clawsouls.json'].find((name) => files.has(name)) ?? null;
}

/** `files` of a Soul Spec package; by convention where it is missing or empty. @throws SoulError E_MANIFEST */
export function soulSpecLayout(spec: unknown, files: PackageFiles, file: string): Layout {
  const named = record(record(spec).files);
  const base = defaultLayout(files);
  const pick = (key: string, otherwise: string | null) =>
    named[key] === undefined ? otherwise : namedFile(files, named[key], { file, key: `files.${key}` });
  const operating = OPERATING_FILES.flatMap((place) => {
    const key = place.replace('.md', '').toLowerCase();
    return named[key] === undefined ? [] : [[place, namedFile(files, named[key], { file, key: `files.${key}` })]];
  });
  return {
    soul: pick('soul', 'SOUL.md') ?? 'SOUL.md',
    identity: pick('identity', base.identity),
    style: pick('style', base.style),
    operating: operating.length > 0 ? Object.fromEntries(operating) : base.operating,
  };
}

/** `soul.json` → manifest input: our words for its fields. */
export function soulSpecManifest(spec: unknown): Record<string, unknown> {
  const from = record(spec);
  const compatibility = record(from.compatibility);
  return {
    ...from,
    kind: 'soul',
    name: from.name,
    agents: from.agents ?? compatibility.frameworks,
  };
}

/** Where a Claw has its manifest: what `package.json` says, else `CLAW.md` where nothing else makes it a package. */
export function clawFile(files: PackageFiles): string | null {
  const bytes = files.get('package.json');
  const named = bytes === undefined ? undefined : record(record(readJson(bytes, 'package.json')).openclaw).claw;
  const otherwise = files.has('SOUL.md');
  if (named === undefined) return files.has('CLAW.md') && !otherwise ? 'CLAW.md' : null;
  if (otherwise && !files.has(String(named).replace(/^\.\//, ''))) return null;
  return namedFile(files, named, { file: 'package.json', key: 'openclaw.claw' });
}

/**
 * The body of `CLAW.md` is the SOUL.md; other files of the workspace are named. What else a Claw sets up (packages, servers,
 * scheduled jobs) is OpenClaw's business and none of a persona's: it is neither run nor written.
 * @throws SoulError E_MANIFEST
 */
export function clawLayout(claw: { file: string; data: unknown; hasBody: boolean }, files: PackageFiles): Layout {
  const named = record(record(record(claw.data).workspace).bootstrapFiles);
  const place = (name: string) =>
    named[name] === undefined
      ? null
      : namedFile(files, record(named[name]).source ?? named[name], {
          file: claw.file,
          key: `workspace.bootstrapFiles.${name}`,
        });
  const soul = place('SOUL.md');
  if (soul !== null && claw.hasBody) throw twoSouls(claw.file, soul);
  const operating = OPERATING_FILES.flatMap((name) => {
    const path = place(name);
    return path === null ? [] : [[name, path]];
  });
  return {
    soul: soul ?? claw.file,
    identity: place('IDENTITY.md'),
    style: place('STYLE.md'),
    operating: Object.fromEntries(operating),
  };
}

function twoSouls(file: string, other: string): SoulError {
  return new SoulError(
    'E_MANIFEST',
    text(`${file} has a body and names ${other} as SOUL.md, too`, `${file} 有正文，又把 ${other} 指定为 SOUL.md`),
    { hint: text('keep one of them', '请只保留其中之一'), details: { file, key: 'workspace.bootstrapFiles.SOUL.md' } },
  );
}

/** `CLAW.md` and the `package.json` beside it → manifest input. */
export function clawManifest(data: unknown, packageJson: unknown): Record<string, unknown> {
  const agent = record(record(data).agent);
  const { name, version, description, license, author, homepage, repository, soulhub } = record(packageJson);
  const facts = {
    name: name ?? agent.id,
    version,
    kind: 'soul',
    displayName: agent.name,
    description: agent.description ?? description,
    license,
    author,
    homepage,
    repository,
    agents: ['openclaw'],
    ...record(soulhub),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null));
}

/** Words for people: a capital or a letter of another script, and no way up or out (`macOS Spatial/Metal Engineer` is fine). */
const TITLE = /^(?!.*\.\.)(?=.*(?:\p{Lu}|[^\p{ASCII}]))[\p{L}\p{N}][^\\\p{C}]*$/u;

const OURS = ['kind', 'version', 'displayName', 'languages', 'aliases'];

/**
 * Collections of agents call them by a title in their front matter (`name: Frontend Developer`). That is no package name,
 * and no mistake of an author of ours either, who would have written more of our fields.
 */
export function titleForName(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { name, ...rest } = data;
  if (typeof name !== 'string' || !TITLE.test(name) || nameProblem(name) === null) return data;
  if (OURS.some((key) => key in data)) return data;
  return { ...rest, displayName: name };
}

export interface TagBlock {
  readonly category: string | null;
  readonly tags: readonly string[];
}

const TAGS_TITLE = /^(?:标签|tags)$/i;

/**
 * The `## 标签` / `## Tags` block that closes an Agent Souls persona: `category: …` and `tags: a, b` or `tags: [a, b]`,
 * on lines of their own or on one, with Latin or full-width commas. Our own template writes a plain comma list.
 */
export function tagBlock(markdown: string): TagBlock | null {
  const section = sections(markdown).findLast((candidate) => TAGS_TITLE.test(candidate.title));
  if (!section) return null;
  const body = section.text.replaceAll('`', '');
  const category = /category:\s*(.*?)\s*(?=\btags:|\n|$)/i.exec(body)?.[1]?.trim() || null;
  const list = /tags:\s*\[?([^\]\n]*)\]?/i.exec(body)?.[1] ?? (category === null ? body : '');
  const tags = list
    .split(/[,，、\n]/)
    .map((tag) => tag.replace(/^[-*#\s]+/, '').trim())
    .filter((tag) => tag !== '' && tag.length <= 60);
  return { category, tags };
}

/** What makes a package of files, whatever else is in it. @throws SoulError E_NOT_A_SOUL */
export function kindOf(files: PackageFiles): Kind {
  if (files.has('SOUL.md') || soulSpecFile(files) !== null) return 'soul';
  if (files.has('TEAM.md')) return 'team';
  if (files.has('SKILL.md') || files.has('skill.md')) return 'skill';
  if (clawFile(files) !== null) return 'soul';
  throw noKind([...files.keys()]);
}

function noKind(paths: readonly string[]): SoulError {
  return new SoulError(
    'E_NOT_A_SOUL',
    text('the package holds none of SOUL.md, SKILL.md, TEAM.md', '包内没有 SOUL.md、SKILL.md 或 TEAM.md'),
    {
      hint: text('a soul needs a SOUL.md at its top', '角色包的顶层需要 SOUL.md'),
      details: { files: paths.slice(0, 20) },
    },
  );
}
