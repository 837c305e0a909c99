/**
 * Who says that these are the files? Asked of everything that comes from a registry, after its bytes were checked against
 * their hash and before anything of it is kept. The steps, each of which stops an attack:
 *
 *     log       it stands in the hub's log, and the log continues what was seen of it before
 *     registry  the hub's signature, by the key that was pinned at the first meeting
 *     author    the author's signature, by a pinned key or one that it has named
 *     pin       what was seen this time is what counts the next time
 *
 * A registry that has none of this works as it always did, and what comes from it is called unsigned; but one that has
 * signed until now may not stop. Where a person must decide, the error says what to compare and how to go on.
 */
import { type AuthorSignature, leadsTo, verifyAuthor } from '../core/author.ts';
import type { Claims } from '../core/claims.ts';
import { SoulError } from '../core/errors.ts';
import { splitName } from '../core/name.ts';
import {
  isRegistrySigned,
  type RegistryKey,
  RegistryKeys,
  registryKey,
  registryText,
} from '../core/registry-signature.ts';
import { type Signed, UNSIGNED } from '../core/signed.ts';
import { text } from '../core/text.ts';
import type { Resolution, Source } from '../sources/source.ts';
import { type HubPin, type Pins, readPins, updatePins } from '../store/pins.ts';
import type { Context } from './context.ts';
import { authorChanged, hubKeyChanged, noLongerSigned } from './key-changed.ts';
import { checkLog, headSeen, newerOf, type SeenLog } from './trust-log.ts';

/** What `verify` checks again later, without asking anybody. */
export interface Evidence {
  readonly name: string;
  readonly version: string;
  readonly content: string;
  readonly integrity: string | null;
  readonly hub: { readonly key: string; readonly sig: string } | null;
  readonly author: AuthorSignature | null;
  readonly log: { readonly key: string; readonly proof: string } | null;
}

export interface Judged {
  readonly signed: Signed;
  /** null when there is nothing to check again. */
  readonly evidence: Evidence | null;
}

export interface Question {
  readonly source: Source;
  readonly resolution: Resolution;
  /** `h1:…` of the files that came. */
  readonly content: string;
  /** Of the bytes that came. */
  readonly integrity: string | null;
  /** What a lock file says about who signed it; null when nothing is known. */
  readonly expected?: Signed | null;
}

const NOBODY: Claims = { signatures: [], author: null, log: null, head: null };
/** Kinds of sources that can sign. What comes with the program, or from this disk, is vouched for by its bytes. */
const SIGNING = new Set(['npm', 'clawhub', 'agent-souls']);

/** @throws SoulError E_SIGNATURE, E_UNSIGNED, E_KEY_CHANGED, E_LOG */
export async function judge(ctx: Context, question: Question): Promise<Judged> {
  const { resolution, expected = null } = question;
  if (!SIGNING.has(resolution.source.kind)) return { signed: UNSIGNED, evidence: null };
  const pins = readPins(ctx.paths);
  const claims = resolution.claims ?? NOBODY;
  const hub = pinOf(ctx, pins, resolution.source.url);
  const fact = { ...question, claims, hub, pins, name: resolution.name, version: resolution.version };
  const log = await checkLog(ctx, fact);
  const registry = await checkRegistry(fact);
  const author = checkAuthor(fact, log?.origin ?? resolution.source.url, expected);
  requireAsLocked(resolution, { hub: registry?.key.keyid ?? null, author: author?.key ?? null }, expected);
  pin(ctx, fact, { log, registry, author });
  return {
    signed: {
      hub: registry?.key.keyid ?? null,
      author: author?.key ?? null,
      log: log && { origin: log.origin, position: log.position },
    },
    evidence: evidenceOf(fact, registry, log),
  };
}

export interface Fact {
  readonly source: Source;
  readonly resolution: Resolution;
  readonly claims: Claims;
  readonly hub: HubPin;
  readonly pins: Pins;
  readonly name: string;
  readonly version: string;
  readonly content: string;
  readonly integrity: string | null;
}

function pinOf(ctx: Context, { hubs }: Pins, url: string): HubPin {
  const known = Object.hasOwn(hubs, url) ? hubs[url] : undefined;
  return known ?? { keys: [], log: null, checkpoint: null, heads: {}, since: ctx.now().toISOString() };
}

interface SignedByHub {
  readonly key: RegistryKey;
  readonly sig: string;
  /** All keys to pin, when this is the first meeting. */
  readonly first: readonly string[] | null;
}

async function checkRegistry(fact: Fact): Promise<SignedByHub | null> {
  const { claims, hub, resolution, name, version } = fact;
  if (claims.signatures.length === 0 || resolution.integrity === null) {
    if (hub.keys.length > 0) throw noLongerSigned(resolution.source.url, `${name} ${version}`);
    return null;
  }
  const message = registryText(name, version, resolution.integrity);
  const known = hub.keys.map(registryKey);
  const keys = known.length > 0 ? known : await publishedKeys(fact.source);
  const fits = (key: RegistryKey) => claims.signatures.find(({ keyid }) => keyid === key.keyid);
  const key = keys.find((candidate) => fits(candidate) !== undefined);
  const signature = key && fits(key);
  if (key === undefined || signature === undefined) {
    if (known.length === 0) return null;
    throw hubKeyChanged(resolution.source.url, known, await publishedKeys(fact.source));
  }
  if (!isRegistrySigned(key, message, signature.sig)) throw wrongSignature(resolution);
  return { key, sig: signature.sig, first: known.length > 0 ? null : keys.map((each) => each.key) };
}

/** What the registry itself shows; for the first meeting, and to say what changed. */
export async function publishedKeys(source: Pick<Source, 'file'>): Promise<readonly RegistryKey[]> {
  const bytes = (await source.file?.('-/npm/v1/keys')) ?? null;
  if (bytes === null) return [];
  try {
    return RegistryKeys.parse(JSON.parse(new TextDecoder().decode(bytes))).keys.map(({ key }) => registryKey(key));
  } catch {
    return [];
  }
}

function wrongSignature({ name, version, source }: Resolution): SoulError {
  return new SoulError(
    'E_SIGNATURE',
    text(
      `the signature of ${source.url} at ${name} ${version} is wrong: somebody changed its hash on the way`,
      `${source.url} 对 ${name} ${version} 的签名无效：其校验值在途中被改动`,
    ),
    {
      hint: text(
        'nothing was installed. Look at what is between you and the hub: a proxy, a mirror, the network',
        '没有安装任何内容。请检查你与 hub 之间的代理、镜像或网络',
      ),
      details: { name, version, url: source.url },
    },
  );
}

type Named = Pick<Resolution, 'name' | 'asked'>;

/** A scope is a person or an organisation; a name without one has had one author. */
function subjectOf(hub: string, name: Resolution['name']): string {
  const [scope] = splitName(name);
  return `${hub} ${scope === null ? name : `@${scope}`}`;
}

/**
 * What a key is pinned for: the author of the name that a hub answers with; and where it was asked for another, that very
 * name, which may have changed hands, and says nothing of what else its owner has.
 */
export function authorSubjects(hub: string, { name, asked }: Named): readonly string[] {
  return [subjectOf(hub, name), ...(asked === undefined ? [] : [`${hub} ${asked}`])];
}

/** Keys that it is held to, also by the name it was asked for: else a hub could choose whom it is held to. */
function pinnedAuthors({ authors }: Pins, hub: string, { name, asked }: Named): readonly (string | undefined)[] {
  const own = authors[subjectOf(hub, name)];
  const other = asked === undefined ? undefined : (authors[`${hub} ${asked}`] ?? authors[subjectOf(hub, asked)]);
  return [own?.key, other?.key];
}

function checkAuthor(fact: Fact, hub: string, expected: Signed | null): AuthorSignature | null {
  const { name, version, content, pins, claims } = fact;
  const known = new Set([...pinnedAuthors(pins, hub, fact.resolution), expected?.author]);
  const trusted = [...known].filter((key): key is string => typeof key === 'string');
  if (claims.author === null) {
    if (trusted[0] !== undefined) throw noLongerSigned(fact.resolution.source.url, `${name} ${version}`, trusted[0]);
    return null;
  }
  const { text: key } = verifyAuthor({ name, version, content }, claims.author);
  const { rotations } = claims.author;
  const stranger = trusted.find((old) => old !== key && !leadsTo(old, key, rotations));
  if (stranger !== undefined) throw authorChanged(fact.resolution, stranger, key);
  return claims.author;
}

/** A registry that does not sign cannot stand in for one that did. @throws SoulError E_UNSIGNED */
function requireAsLocked({ name, version }: Resolution, signed: Omit<Signed, 'log'>, expected: Signed | null): void {
  if (expected === null || expected.hub === null || signed.hub !== null || signed.author !== null) return;
  throw new SoulError(
    'E_UNSIGNED',
    text(
      `${name} ${version} was signed when the lock file was written, and is not now`,
      `写锁文件时 ${name} ${version} 有签名，现在没有`,
    ),
    {
      hint: text(
        'nothing was installed; install it by name if you trust where it comes from now',
        '没有安装任何内容；若信任当前来源，请按名称安装',
      ),
      details: { name, version },
    },
  );
}

interface Seen {
  readonly log: SeenLog | null;
  readonly registry: SignedByHub | null;
  readonly author: AuthorSignature | null;
}

function pin(ctx: Context, { resolution, name, claims }: Fact, { log, registry, author }: Seen): void {
  if (log === null && registry === null && author === null) return;
  const { url } = resolution.source;
  const since = ctx.now().toISOString();
  updatePins(ctx.paths, (pins) => {
    const before = pinOf(ctx, pins, url);
    const hub: HubPin = {
      ...before,
      keys: registry?.first ? [...registry.first] : before.keys,
      log: log?.key.text ?? before.log,
      checkpoint: log === null ? before.checkpoint : newerOf(before.checkpoint, log.checkpoint),
      heads:
        log === null
          ? before.heads
          : { ...before.heads, [name]: Math.max(headSeen(before.heads, name), claims.head ?? log.position) },
    };
    const logs = log === null ? pins.logs : { ...pins.logs, [log.origin]: newestLog(pins, log) };
    const subjects = author === null ? [] : authorSubjects(log?.origin ?? url, resolution);
    const fresh = subjects.filter((subject) => pins.authors[subject]?.key !== author?.key);
    const authors = {
      ...pins.authors,
      ...Object.fromEntries(fresh.map((subject) => [subject, { key: author?.key ?? '', since }])),
    };
    return { ...pins, hubs: { ...pins.hubs, [url]: hub }, logs, authors };
  });
}

function newestLog({ logs }: Pins, { origin, key, checkpoint }: SeenLog) {
  const known = logs[origin];
  return { key: key.text, checkpoint: known?.key === key.text ? newerOf(known.checkpoint, checkpoint) : checkpoint };
}

function evidenceOf(fact: Fact, registry: SignedByHub | null, log: SeenLog | null): Evidence | null {
  const { name, version, content, claims, resolution } = fact;
  if (registry === null && log === null && claims.author === null) return null;
  return {
    name,
    version,
    content,
    integrity: resolution.integrity,
    hub: registry && { key: registry.key.key, sig: registry.sig },
    author: claims.author,
    log: log && { key: log.key.text, proof: log.proof },
  };
}
