/**
 * `--registry <url>`: finding out which dialect is spoken there, by asking for what only that dialect has.
 *
 *     /.well-known/soulhub.json     { "dialects": ["npm", …] }           → the first of them that we speak
 *     /search.json                  a list with `url` fields             → agent-souls
 *     /.well-known/clawhub.json     { "apiBase": "https://…" }           → clawhub, there
 *     /api/v1/search                { "results": [ … ] }                 → clawhub
 *     none of them                                                       → npm: any npm registry
 *
 * The answer is remembered for a day. Only a server that says "no such thing" (or shows a web page) rules a dialect out. One that cannot be reached, or is
 * in trouble, decides nothing: that is an error, not an npm registry.
 */
import { existsSync } from 'node:fs';
import * as z from 'zod';
import { recall, remember } from '../client/memory.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { LATEST, type Spec } from '../core/spec.ts';
import { text } from '../core/text.ts';
import type { Source, SourceKind, SourceWorld } from './source.ts';
import { baseUrl, filePath, openTransport, refOf, type Transport } from './transport.ts';

export type Dialect = Extract<SourceKind, 'npm' | 'clawhub' | 'agent-souls'>;

interface Discovered {
  readonly dialect: Dialect;
  readonly at: URL;
  /** Everything that is spoken there, where it says so itself. */
  readonly spoken: readonly Dialect[];
}

/** Need not be asked. */
const KNOWN: Readonly<Record<string, Dialect>> = {
  'registry.npmjs.org': 'npm',
  'npm.pkg.github.com': 'npm',
  'clawhub.ai': 'clawhub',
  'agent-souls.com': 'agent-souls',
};

const WellKnown = z.looseObject({ dialects: z.array(z.string()), static: z.boolean().optional() });
const Library = z.array(z.looseObject({ url: z.string() })).min(1);
const Site = z.looseObject({ apiBase: z.url().optional(), registry: z.url().optional() });
const SearchAnswer = z.looseObject({ results: z.array(z.unknown()) });

/** @throws SoulError E_CONFIG for what is no address, E_OFFLINE and the other codes of the client */
export async function discover(registry: string, world: SourceWorld): Promise<Source> {
  const base = baseUrl(registry, world.cwd);
  requireFolder(base);
  const known = KNOWN[base.hostname];
  if (known) return openDialect(known, base, world);
  const { dialect, at, spoken } = await rememberedDialect(base, world);
  const source = await openDialect(dialect, at, world);
  if (dialect !== 'npm' || !spoken.includes('clawhub')) return source;
  return withSlugs(source, await openDialect('clawhub', at, world));
}

/** In npm's words `demo` is nothing but itself. A hub also knows it as the slug of `@alice/demo`, as the official command does. */
function withSlugs(npm: Source, clawhub: Source): Source {
  const bySlug = async (spec: Spec) => {
    if (spec.kind !== 'registry' || spec.name.startsWith('@')) return null;
    const found = await clawhub.resolve({ ...spec, wanted: LATEST });
    const known = found === null ? null : await npm.resolve({ ...spec, name: found.name });
    return known && { ...known, asked: spec.name };
  };
  return { ...npm, resolve: async (spec) => (await npm.resolve(spec)) ?? bySlug(spec) };
}

/** @throws SoulError E_NOT_FOUND */
export function requireFolder(base: URL): void {
  if (base.protocol !== 'file:' || existsSync(base)) return;
  const path = filePath(base, 'E_CONFIG');
  throw new SoulError('E_NOT_FOUND', text(`${path}: there is no such folder`, `${path}：没有这个文件夹`), {
    hint: text(
      '--registry takes a web address (https://…) or the folder of a mirror (clawhub mirror)',
      '--registry 应为网址（https://…）或镜像所在的文件夹（clawhub mirror）',
    ),
    details: { path },
  });
}

/** Everything that is spoken at an address, for those who write there: a hub speaks several dialects at once. */
export async function dialectsAt(base: URL, world: SourceWorld): Promise<{ at: URL; dialects: readonly Dialect[] }> {
  const known = KNOWN[base.hostname];
  if (known) return { at: base, dialects: [known] };
  const said = await probe(await openTransport(base, world), '.well-known/soulhub.json', WellKnown);
  const spoken = said?.dialects.filter(isDialect) ?? [];
  if (spoken.length > 0) return { at: base, dialects: said?.static === true ? [] : spoken };
  const { at, dialect } = await rememberedDialect(base, world);
  return { at, dialects: [dialect] };
}

const DialectName = z.enum(['npm', 'clawhub', 'agent-souls']);
const Memory = z.object({ dialect: DialectName, at: z.url(), spoken: z.array(DialectName) });

async function rememberedDialect(base: URL, world: SourceWorld): Promise<Discovered> {
  const key = `dialect ${base.href}`;
  const before = Memory.safeParse(base.protocol === 'file:' ? null : await recall(key, world));
  if (before.success) return { ...before.data, at: new URL(before.data.at) };
  const found = await dialectAt(base, world);
  if (base.protocol !== 'file:') await remember(key, { ...found, at: found.at.href }, world);
  return found;
}

/** A source of a known dialect. @param optional asked only because it is a default */
export async function openDialect(dialect: Dialect, base: URL, world: SourceWorld, optional = false): Promise<Source> {
  const transport = await openTransport(base, world);
  const ref = refOf(dialect, base);
  if (dialect === 'npm') return (await import('./npm.ts')).npmSource(ref, transport, optional);
  if (dialect === 'agent-souls') return (await import('./agent-souls.ts')).agentSoulsSource(ref, transport, optional);
  return (await import('./clawhub.ts')).clawhubSource(ref, transport, world, optional);
}

async function dialectAt(base: URL, world: SourceWorld): Promise<Discovered> {
  const transport = await openTransport(base, world);
  const said = await probe(transport, '.well-known/soulhub.json', WellKnown);
  const spoken = said?.dialects.filter(isDialect) ?? [];
  const [dialect] = spoken;
  if (dialect) return { dialect, at: base, spoken };
  if (await probe(transport, 'search.json', Library)) return { dialect: 'agent-souls', at: base, spoken };
  return (transport.live ? await clawhubAt(transport, world) : null) ?? { dialect: 'npm', at: base, spoken };
}

function isDialect(word: string): word is Dialect {
  return word === 'npm' || word === 'clawhub' || word === 'agent-souls';
}

async function clawhubAt(transport: Transport, world: SourceWorld): Promise<Discovered | null> {
  const site = await probe(transport, '.well-known/clawhub.json', Site);
  const api = site?.apiBase ?? site?.registry;
  if (api) return { dialect: 'clawhub', at: baseUrl(api, world.cwd), spoken: [] };
  const answer = await probe(transport, 'api/v1/search?q=soul&limit=1', SearchAnswer);
  return answer ? { dialect: 'clawhub', at: transport.base, spoken: [] } : null;
}

/** null when it is not there, or something else is. */
async function probe<T extends z.ZodType>(transport: Transport, at: string, schema: T): Promise<z.output<T> | null> {
  try {
    return await transport.json(at, (value) => schema.parse(value));
  } catch (error) {
    if (error instanceof z.ZodError || isSoulError(error, 'E_PROTOCOL', 'E_AUTH_REQUIRED', 'E_FORBIDDEN')) return null;
    if (isSoulError(error, 'E_SERVER') && Number(error.details.status) < 500) return null;
    throw error;
  }
}
