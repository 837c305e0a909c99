/** Asking the sources in order, and saying plainly what none of them has. */
import path from 'node:path';
import { isSoulError, SoulError } from '../core/errors.ts';
import { isName, type PackageName } from '../core/name.ts';
import { LATEST, looksLikeSpec, parseSpec, type Spec, type Wanted } from '../core/spec.ts';
import { type Text, text } from '../core/text.ts';
import { allSources, sourcesFor } from '../sources/index.ts';
import type { Resolution, Source, SourceRef } from '../sources/source.ts';
import { askingOf, type Silent, world } from './ask.ts';
import type { Context } from './context.ts';
import { matchWords, onlyMatch } from './find.ts';

export interface Found {
  readonly source: Source;
  readonly resolution: Resolution;
  /** Language in which the user's words are its title; null when they are its name. */
  readonly titleLang: string | null;
}

export interface ResolveOptions {
  /** Only souls and teams are wanted: the official ClawHub, which has skills only, need not be asked. */
  readonly noSkills?: boolean;
}

/** From what the user typed to one exact version. @throws SoulError E_NOT_FOUND, E_AMBIGUOUS, E_VERSION_NOT_FOUND … */
export async function resolveWords(ctx: Context, words: string, options: ResolveOptions = {}): Promise<Found> {
  const silent: Silent[] = [];
  const spec = looksLikeSpec(words) ? parseSpec(words) : null;
  const bySpec = spec === null ? null : await resolveSpec(ctx, spec, silent, options);
  const found = bySpec ?? (spec === null || spec.kind === 'registry' ? await resolveTitle(ctx, words, silent) : null);
  if (found) return found;
  if (spec === null && !mayBeTitle(words)) parseSpec(words);
  throw await notFound(ctx, words, silent);
}

/** Words that are neither a spec nor could be a title deserve the parser's own explanation. */
function mayBeTitle(words: string): boolean {
  return words.trim() !== '' && !/[/@:\\]/.test(words);
}

async function resolveSpec(
  ctx: Context,
  spec: Spec,
  silent: Silent[],
  { noSkills = false }: ResolveOptions,
): Promise<Found | null> {
  const sources = await sourcesFor(spec, ctx.settings, world(ctx));
  const ask = askingOf(sources, silent);
  for (const source of sources) {
    if (noSkills && source.optional && source.ref.kind === 'clawhub') continue;
    ctx.progress(text(`asking ${source.ref.url || 'the bundled souls'}`, `正在询问 ${source.ref.url || '内置角色库'}`));
    const resolution = await ask(source, () => source.resolve(spec)).catch((error) =>
      otherVersion(ctx, spec, source.ref, error),
    );
    if (resolution) return inTurn({ source, resolution, titleLang: null }, sources, silent);
  }
  return null;
}

/**
 * A name means what the first source says that has it. While a hub of the user's own cannot be asked, no later source
 * speaks for it: whoever takes a name there could wait for that. @throws SoulError of that hub
 */
function inTurn(found: Found, sources: readonly Source[], silent: readonly Silent[]): Found {
  const { source, resolution } = found;
  const before = sources.slice(0, sources.indexOf(source)).filter(({ optional }) => !optional);
  const mute = silent.find(({ url }) => before.some(({ ref }) => ref.url === url));
  if (mute === undefined) return found;
  const { code, says, details } = mute.error;
  const { name } = resolution;
  const { url } = source.ref;
  throw new SoulError(
    code,
    text(
      `${says.en}; ${name} is also at ${url}, which comes after it`,
      `${says.zh}；${url} 也有 ${name}，但次序在其后`,
    ),
    {
      hint: text(`to take it from there: --registry ${url}`, `从那里获取：--registry ${url}`),
      details: { ...details, elsewhere: [{ source: source.ref, version: resolution.version }] },
      cause: mute.error,
    },
  );
}

/** The order of the sources is kept: a version that only a later one has is named, never taken. */
async function otherVersion(ctx: Context, spec: Spec, from: SourceRef, error: unknown): Promise<never> {
  if (!isSoulError(error, 'E_VERSION_NOT_FOUND') || spec.kind !== 'registry') throw error;
  const others = await elsewhere(ctx, spec.name, from, spec.wanted);
  const [other] = others;
  if (other === undefined) throw error;
  const { url } = other.source;
  throw new SoulError('E_VERSION_NOT_FOUND', error.says, {
    hint: text(
      `${url} has ${spec.name} ${other.version}; to take it from there: --registry ${url}`,
      `${url} 有 ${spec.name} ${other.version}；从那里获取：--registry ${url}`,
    ),
    details: { ...error.details, elsewhere: others },
    cause: error,
  });
}

/** Another source that has a package of the same name. */
export interface Elsewhere {
  readonly source: SourceRef;
  readonly version: string;
}

/** A remark is worth a moment, not an unreachable hub's time limit. */
const MOMENT = 2000;

/**
 * Which other sources that the user set up have the name too. Only a remark, so whoever cannot answer is left out; what
 * is not from one of these sources (a folder, GitHub, `--registry`) has no others.
 */
export async function elsewhere(
  ctx: Context,
  name: string,
  from: { readonly kind: string; readonly url: string },
  wanted: Wanted = LATEST,
): Promise<Elsewhere[]> {
  const plain = (url: string) => url.replace(/\/+$/, '');
  const known = ctx.settings.registry === null && ctx.settings.hubs.length > 0 && isName(name);
  if (!known) return [];
  const sources = (await allSources(ctx.settings, { ...world(ctx), signal: AbortSignal.timeout(MOMENT) })).filter(
    ({ optional }) => !optional,
  );
  if (!sources.some(({ ref }) => plain(ref.url) === plain(from.url))) return [];
  const found = sources
    .filter(({ ref }) => plain(ref.url) !== plain(from.url))
    .map((source) => source.resolve({ kind: 'registry', name, wanted }).catch(nothing));
  return (await Promise.all(found)).flatMap((resolution) =>
    resolution === null ? [] : [{ source: resolution.source, version: resolution.version }],
  );
}

function nothing(error: unknown): null {
  if (isSoulError(error)) return null;
  throw error;
}

async function resolveTitle(ctx: Context, words: string, silent: Silent[]): Promise<Found | null> {
  const sources = await allSources(ctx.settings, world(ctx));
  const ask = askingOf(sources, silent);
  for (const source of sources) {
    const catalogue = await ask(source, () => source.catalogue());
    const match = catalogue ? onlyMatch(words, matchWords(words, catalogue)) : null;
    if (!match) continue;
    const resolution = await source.resolve({ kind: 'registry', name: match.item.name, wanted: LATEST });
    if (resolution) return inTurn({ source, resolution, titleLang: match.lang }, sources, silent);
  }
  return null;
}

async function notFound(ctx: Context, words: string, silent: readonly Silent[]): Promise<SoulError> {
  const near = await nearest(ctx, words, silent);
  const mute = [...new Set(silent.map(({ url }) => url))];
  const also =
    mute.length === 0
      ? text('', '')
      : text(`; could not be asked: ${mute.join(', ')}`, `；无法询问：${mute.join('、')}`);
  return new SoulError(
    'E_NOT_FOUND',
    text(`no package fits "${words}"${also.en}`, `没有与“${words}”相符的包${also.zh}`),
    {
      hint: lyingHere(ctx, words) ?? elsewhereHint(words, near),
      details: { spec: words, nearest: near, unreachable: mute },
    },
  );
}

/** Something in the working directory is called so, and only the `./` is missing. */
function lyingHere({ host, cwd }: Context, words: string): Text | null {
  const place = path.resolve(cwd, words);
  if (host.isFolder(place))
    return text(`the folder of that name here is: ./${words}`, `当前目录下的同名文件夹应写成：./${words}`);
  if (words === '' || !host.exists(place)) return null;
  return text(`the file of that name here is: ./${words}`, `当前目录下的同名文件应写成：./${words}`);
}

function elsewhereHint(words: string, near: readonly string[]): Text {
  if (near.length > 0) return text(`did you mean: ${near.join(', ')}`, `你是不是要找：${near.join('、')}`);
  return text(`clawhub search ${JSON.stringify(words)}`, `clawhub search ${JSON.stringify(words)}`);
}

/** Names close to the words, from the sources that can be listed without a network; none where nothing is close. */
async function nearest(ctx: Context, words: string, silent: readonly Silent[]): Promise<PackageName[]> {
  const { openSearch } = await import('./search.ts');
  try {
    const find = await openSearch(ctx, false, [...silent]);
    const found = await find(words.replace(/@.*$/, ''), { limit: 3, everywhere: false });
    const best = found.results[0]?.score ?? 0;
    return found.confident
      ? [...new Set(found.results.filter(({ score }) => score >= best / 2).map(({ name }) => name))]
      : [];
  } catch (error) {
    if (isSoulError(error)) return [];
    throw error;
  }
}
