/**
 * What a package says about itself, in one normal form whatever the format it came in. It is written into the archive
 * (`package.json`, key `soulhub`), served by hubs, and kept with an installed package.
 */
import semver from 'semver';
import * as z from 'zod';
import { SoulError } from './errors.ts';
import { issueWords, problemOf } from './issue-words.ts';
import { KINDS, type Kind } from './kind.ts';
import { type Localized, parseLang } from './lang.ts';
import { nameProblem, type PackageName } from './name.ts';
import { text } from './text.ts';

export { KINDS, type Kind };

export interface Member {
  readonly name: PackageName;
  readonly range: string;
  readonly role: Localized;
}

export interface Manifest {
  readonly name: PackageName;
  /** Exact semver. */
  readonly version: string;
  readonly kind: Kind;
  readonly displayName: Localized;
  readonly description: Localized;
  readonly category: string | null;
  /** The category in words, where the package says it. */
  readonly categoryNames?: Localized | undefined;
  readonly tags: Localized<readonly string[]>;
  /** BCP 47 tags; the first is the default language. */
  readonly languages: readonly string[];
  readonly license: string | null;
  readonly author: string | null;
  readonly homepage: string | null;
  readonly repository: string | null;
  readonly agents: readonly string[];
  readonly aliases: readonly string[];
  readonly disclaimer: Localized;
  readonly souls: readonly Member[];
}

const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
const line = (max: number) => z.string().trim().max(max).regex(ONE_LINE, 'must be one line without control characters');

/** A text, or a map by language; the plain text goes under `und` until the default language is known. */
const Words = (max: number) =>
  z.union([line(max).transform((value): Localized => ({ und: value })), byLang(line(max))]);

function byLang<T extends z.ZodType>(value: T) {
  return z.record(z.string(), value).transform((map, context) => {
    const result: Record<string, z.output<T>> = {};
    for (const [key, item] of Object.entries(map)) {
      const tag = key === 'und' ? 'und' : parseLang(key);
      if (tag === null) context.addIssue({ code: 'custom', message: `"${key}" is not a language tag` });
      else result[tag] = item as z.output<T>;
    }
    return result as Localized<z.output<T>>;
  });
}

const Tag = z.union([z.string(), z.number().transform(String)]).pipe(line(60));
const TagList = z.union([
  z.array(Tag).max(60),
  z.string().transform((value) =>
    value
      .split(/[,，、]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]);

const Version = z
  .string({ error: 'must be text in quotes, such as "1.0.0"' })
  .refine((value) => semver.valid(value) === value, 'must be an exact semver version, such as 1.0.0');

const NameText = z.string().superRefine((value, context) => {
  const problem = nameProblem(value);
  if (problem) context.addIssue({ code: 'custom', message: `is not a package name: ${problem.en}` });
});

const MemberInput = z
  .union([
    NameText.transform((name) => ({ name, range: '*', role: {} as Localized })),
    z.object({
      name: NameText,
      range: z
        .string()
        .refine((value) => semver.validRange(value) !== null, 'must be a version range')
        .default('*'),
      role: Words(300).default({}),
    }),
  ])
  .transform((member): Member => ({ ...member, name: member.name as PackageName }));

const Person = z.union([line(200), z.looseObject({ name: line(200) }).transform((person) => person.name)]);
const Link = z.union([line(500), z.looseObject({ url: line(500) }).transform((link) => link.url)]);
const Lang = z.string().transform((value, context) => {
  const tag = parseLang(value);
  if (tag === null) context.addIssue({ code: 'custom', message: `"${value}" is not a language tag` });
  return tag ?? 'und';
});

/** The manifest as an author writes it; unknown keys are ignored here and stay in the file. */
export const ManifestInput = z.looseObject({
  name: NameText.optional(),
  version: Version.optional(),
  kind: z.enum(KINDS).optional(),
  displayName: Words(120).optional(),
  description: Words(1024).optional(),
  category: line(60).nullish(),
  categoryNames: Words(60).optional(),
  tags: z.union([TagList.transform((tags) => ({ und: tags }) as Localized<string[]>), byLang(TagList)]).nullish(),
  languages: z.array(Lang).max(40).nullish(),
  license: line(100).nullish(),
  author: Person.nullish(),
  homepage: Link.nullish(),
  repository: Link.nullish(),
  agents: z.array(line(60)).max(60).nullish(),
  aliases: z.union([z.array(Tag).max(60), TagList]).nullish(),
  disclaimer: Words(1024).nullish(),
  souls: z.array(MemberInput).max(100).nullish(),
});
export type ManifestInput = z.infer<typeof ManifestInput>;

/** @throws SoulError E_MANIFEST naming the file, the key and what is wrong with it */
export function parseManifestInput(data: unknown, file: string): ManifestInput {
  const result = ManifestInput.safeParse(data);
  if (result.success) return result.data;
  throw manifestError(result.error, file);
}

function manifestError(error: z.ZodError, file: string): SoulError {
  const issue = deepest(error.issues[0]);
  const { en, zh } = issueWords(issue, text('the manifest', '清单'));
  return new SoulError('E_MANIFEST', text(`${file}: ${en}`, `${file}：${zh}`), {
    details: { file, key: issue?.path.join('.') ?? '', problem: issue ? problemOf(issue).en : 'is not a manifest' },
  });
}

/** zod wraps the reason of a union in its branches; people want the reason. */
function deepest(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().find((candidate) => candidate.code !== 'invalid_type');
  return inner ? { ...(deepest(inner) ?? inner), path: [...issue.path, ...inner.path] } : issue;
}

const Strings = z.record(z.string(), z.string());

/** The normal form, as read back from a registry's answer or from the disk. Unknown keys are dropped. */
export const Manifest = z.object({
  name: NameText.transform((name) => name as PackageName),
  version: Version,
  kind: z.enum(KINDS),
  displayName: Strings.default({}),
  description: Strings.default({}),
  category: z.string().nullable().default(null),
  categoryNames: Strings.optional(),
  tags: z.record(z.string(), z.array(z.string())).default({}),
  languages: z.array(z.string()).default([]),
  license: z.string().nullable().default(null),
  author: z.string().nullable().default(null),
  homepage: z.string().nullable().default(null),
  repository: z.string().nullable().default(null),
  agents: z.array(z.string()).default([]),
  aliases: z.array(z.string()).default([]),
  disclaimer: Strings.default({}),
  souls: z.array(MemberInput).default([]),
});

/** @throws SoulError E_MANIFEST */
export function parseManifest(data: unknown, file: string): Manifest {
  const result = Manifest.safeParse(data);
  if (result.success) return result.data;
  throw manifestError(result.error, file);
}
