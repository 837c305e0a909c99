/**
 * Is anything known against what is installed? Every source is asked about its own packages: what was withdrawn, what
 * was yanked, what its advisories say (npm's bulk endpoint, so any registry that has one is asked), what is deprecated.
 */
import * as z from 'zod';
import { jsonOf } from '../client/answer.ts';
import { send } from '../client/send.ts';
import { checkStatus } from '../client/status.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import type { PackageName } from '../core/name.ts';
import { satisfies } from '../core/spec.ts';
import { type Text, text } from '../core/text.ts';
import { openSource } from '../sources/index.ts';
import type { SourceKind } from '../sources/source.ts';
import { readSoulLock } from '../store/locks.ts';
import { readInstalled } from '../store/packages.ts';
import { world } from './ask.ts';
import type { Context } from './context.ts';
import { tokenFor } from './token.ts';
import { chooseWorkdir } from './workdir.ts';

export interface Advice {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  /** `deprecated` is a notice; the others are reasons to act; `unknown`: the source could not be asked. */
  readonly kind: 'withdrawn' | 'yanked' | 'advisory' | 'gone' | 'deprecated' | 'unknown';
  readonly says: Text;
}

interface Subject {
  readonly name: string;
  readonly version: string;
  readonly source: { readonly kind: string; readonly url: string };
}

const Advisories = z.record(
  z.string(),
  z.array(z.looseObject({ title: z.string(), severity: z.string(), vulnerable_versions: z.string() })),
);

export interface Audited {
  readonly checked: number;
  readonly found: readonly Advice[];
}

export async function audit(ctx: Context): Promise<Audited> {
  const items = subjects(ctx);
  const found: Advice[] = [];
  for (const [, group] of groups(items)) found.push(...(await auditSource(ctx, group)));
  return { checked: items.length, found };
}

function subjects(ctx: Context): readonly Subject[] {
  const stored: readonly Subject[] = Object.values(readInstalled(ctx.paths).souls);
  const locked = Object.entries(readSoulLock(chooseWorkdir(ctx).paths).souls).map(([name, entry]) => ({
    ...entry,
    name,
  }));
  const skills = locked.filter(({ kind }) => kind === 'skill');
  return [...stored, ...skills].filter(({ source }) => /^https?:/.test(source.url));
}

function groups(items: readonly Subject[]): ReadonlyMap<string, readonly Subject[]> {
  const found = new Map<string, Subject[]>();
  for (const item of items) {
    const key = `${item.source.kind} ${item.source.url}`;
    found.set(key, [...(found.get(key) ?? []), item]);
  }
  return found;
}

async function auditSource(ctx: Context, items: readonly Subject[]): Promise<readonly Advice[]> {
  const [first] = items;
  if (first === undefined) return [];
  try {
    const advisories = first.source.kind === 'npm' ? await advisoriesFor(ctx, first.source.url, items) : {};
    const lists = await Promise.all(items.map((item) => adviceOn(ctx, item, advisories[item.name] ?? [])));
    return lists.flat();
  } catch (error) {
    if (!isSoulError(error)) throw error;
    const says = text(`could not be asked: ${error.says.en}`, `无法询问：${error.says.zh}`);
    return items.map((item) => advice(item, 'unknown', says));
  }
}

function advice({ name, version, source }: Subject, kind: Advice['kind'], says: Text): Advice {
  return { name, version, source: source.url, kind, says };
}

/** Registries without such a thing have nothing to say. */
async function advisoriesFor(ctx: Context, url: string, items: readonly Subject[]) {
  const asked = Object.fromEntries(items.map(({ name, version }) => [name, [version]]));
  const endpoint = new URL('-/npm/v1/security/advisories/bulk', `${url}/`);
  const answer = await send(endpoint, {
    env: ctx.env,
    lang: ctx.lang,
    token: tokenFor(ctx, endpoint.origin),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  if (answer.status === 404 || answer.status === 405) return {};
  const found = checkStatus(answer);
  const result = Advisories.safeParse(found === null ? {} : jsonOf(found));
  if (result.success) return result.data;
  throw new SoulError('E_PROTOCOL', text(`${url}: its advisories cannot be read`, `${url}：安全公告无法识别`), {
    details: { url },
  });
}

type Known = z.output<typeof Advisories>[string];

async function adviceOn(ctx: Context, item: Subject, advisories: Known): Promise<readonly Advice[]> {
  const known = advisories
    .filter(({ vulnerable_versions }) => satisfies(item.version, { kind: 'range', range: vulnerable_versions }))
    .map(({ title, severity }) => advice(item, kindOf(title), text(`${severity}: ${title}`, `${severity}：${title}`)));
  return known.length > 0 ? known : noticesOn(ctx, item);
}

/** The hub's own advisories begin with what happened. */
function kindOf(title: string): Advice['kind'] {
  return title.startsWith('withdrawn') ? 'withdrawn' : title.startsWith('yanked') ? 'yanked' : 'advisory';
}

/** What the source says of the version when it is asked for it. */
async function noticesOn(ctx: Context, item: Subject): Promise<readonly Advice[]> {
  const source = await openSource({ kind: item.source.kind as SourceKind, url: item.source.url }, world(ctx));
  const wanted = { kind: 'range', range: item.version } as const;
  try {
    const resolution = await source.resolve({ kind: 'registry', name: item.name as PackageName, wanted });
    if (resolution === null) return [advice(item, 'gone', text('its source no longer has it', '来源已没有该包'))];
    const notice = resolution.deprecated;
    return notice === null ? [] : [advice(item, 'deprecated', text(notice, notice))];
  } catch (error) {
    if (isSoulError(error, 'E_WITHDRAWN')) return [advice(item, 'withdrawn', error.says)];
    if (isSoulError(error, 'E_VERSION_NOT_FOUND', 'E_NOT_FOUND'))
      return [advice(item, 'gone', text('its source no longer has this version', '来源已没有该版本'))];
    throw error;
  }
}
