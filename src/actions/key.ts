/** Keys that authors sign with, and whose keys this machine trusts. A private key never leaves its file, but by `export --secret`. */
import { type Authored, type AuthorSignature, signPackage, signRotation } from '../core/author.ts';
import { SoulError } from '../core/errors.ts';
import { parseName, slugify, splitName } from '../core/name.ts';
import { formatSigner, generateKey, parseSigner, parseVerifier, wordsOf } from '../core/note.ts';
import { registryKey, registryKeyWords } from '../core/registry-signature.ts';
import { text } from '../core/text.ts';
import { openSource } from '../sources/index.ts';
import type { Source } from '../sources/source.ts';
import { type KeyFile, keyNames, readKey, writeKey } from '../store/keys.ts';
import { withLock } from '../store/lock.ts';
import { type HubPin, type Pins, readPins, updatePins } from '../store/pins.ts';
import { world } from './ask.ts';
import type { Context } from './context.ts';
import { newestOfInstalled } from './installed.ts';
import { resolveWords } from './sources.ts';
import { authorSubjects, publishedKeys } from './trust.ts';

export interface OwnKey {
  readonly name: string;
  /** The public key. */
  readonly key: string;
  /** The same in words, to be compared by people. */
  readonly words: string;
  /** How often it was changed. */
  readonly rotations: number;
}

function shown(name: string, { key, rotations }: KeyFile): OwnKey {
  const { verifier } = parseSigner(key);
  return { name, key: verifier.text, words: wordsOf(verifier.text), rotations: rotations.length };
}

/** @param name null: the user's own @throws SoulError E_EXISTS, E_NAME */
export function newKey(ctx: Context, name: string | null): OwnKey & { readonly file: string } {
  const plain = keyName(name ?? ctx.env.USER ?? ctx.env.USERNAME ?? 'author');
  return withLock(ctx.paths.locks, () => {
    if (readKey(ctx.paths, plain) !== null) throw keyExists(plain);
    const made: KeyFile = { version: 1, key: formatSigner(generateKey(plain)), rotations: [] };
    return { ...shown(plain, made), file: writeKey(ctx.paths, plain, made) };
  });
}

/** Handles of accounts are such names too, so that a key can be called like its owner. @throws SoulError E_NAME */
function keyName(typed: string): string {
  const name = slugify(typed.replace(/^@/, ''));
  if (name !== null && name.length <= 60) return name;
  throw new SoulError('E_NAME', text(`"${typed}" cannot name a key`, `“${typed}”不能作为密钥名`), {
    hint: text(
      'use your handle, for example: clawhub key generate ada',
      '请用你的账号名，例如：clawhub key generate ada',
    ),
  });
}

function keyExists(name: string): SoulError {
  return new SoulError('E_EXISTS', text(`there is a key "${name}" already`, `密钥“${name}”已存在`), {
    hint: text(
      `to change it, so that others can follow: clawhub key rotate ${name}`,
      `若要更换并让他人能够跟随：clawhub key rotate ${name}`,
    ),
    details: { name },
  });
}

export function ownKeys(ctx: Context): readonly OwnKey[] {
  return keyNames(ctx.paths).flatMap((name) => {
    const key = readKey(ctx.paths, name);
    return key === null ? [] : [shown(name, key)];
  });
}

/** The named one, or the only one. @throws SoulError E_NOT_FOUND, E_USAGE */
function requireKey(ctx: Context, name: string | null): { readonly name: string; readonly file: KeyFile } {
  const names = keyNames(ctx.paths);
  const wanted = name === null ? names[0] : keyName(name);
  if (name === null && names.length > 1) throw whichKey(names);
  const file = wanted === undefined ? null : readKey(ctx.paths, wanted);
  if (wanted !== undefined && file !== null) return { name: wanted, file };
  throw new SoulError(
    'E_NOT_FOUND',
    text(`there is no key ${wanted ?? ''}`.trim(), `没有密钥 ${wanted ?? ''}`.trim()),
    {
      hint: text('clawhub key generate', 'clawhub key generate'),
      details: { name: wanted ?? null },
    },
  );
}

function whichKey(names: readonly string[]): SoulError {
  return new SoulError('E_USAGE', text(`which key? ${names.join(', ')}`, `使用哪把密钥？${names.join('、')}`), {
    hint: text('name it', '请指明名称'),
    details: { names },
  });
}

/** The public key, or with `secret` all that another machine needs to sign with it. */
export function exportKey(ctx: Context, name: string | null, secret: boolean): string {
  const { file } = requireKey(ctx, name);
  return secret ? JSON.stringify(file) : parseSigner(file.key).verifier.text;
}

/** What `export --secret` gave on another machine. @throws SoulError E_USAGE, E_EXISTS */
export function importKey(ctx: Context, exported: string): OwnKey {
  const file = parseExport(exported);
  const name = keyName(parseSigner(file.key).verifier.name);
  return withLock(ctx.paths.locks, () => {
    const there = readKey(ctx.paths, name);
    if (there !== null && there.key !== file.key) throw keyExists(name);
    writeKey(ctx.paths, name, file);
    return shown(name, file);
  });
}

function parseExport(exported: string): KeyFile {
  try {
    const { key, rotations } = JSON.parse(exported) as KeyFile;
    return { version: 1, key: formatSigner(parseSigner(key)), rotations: rotations.map(String) };
  } catch (cause) {
    throw new SoulError('E_USAGE', text('this is no exported key', '这不是导出的密钥'), {
      hint: text('on the other machine: clawhub key export --secret', '在另一台机器上：clawhub key export --secret'),
      cause,
    });
  }
}

/** A new key in place of the old one, with a statement of the old one that lets everybody follow. */
export function rotateKey(ctx: Context, name: string | null): OwnKey & { readonly before: string } {
  return withLock(ctx.paths.locks, () => {
    const { name: plain, file } = requireKey(ctx, name);
    const [old, now] = [parseSigner(file.key), generateKey(plain)];
    const changed: KeyFile = {
      ...file,
      key: formatSigner(now),
      rotations: [...file.rotations, signRotation(old, now)],
    };
    writeKey(ctx.paths, plain, changed);
    return { ...shown(plain, changed), before: wordsOf(old.verifier.text) };
  });
}

/**
 * How this machine signs what it publishes: with the key that bears the owner's name, or with the only one.
 * @param named the key that the user wants @returns null without keys
 */
export function signerFor(ctx: Context, named: string | null): ((what: Authored) => AuthorSignature) | null {
  const names = keyNames(ctx.paths);
  if (named === null && names.length === 0) return null;
  return (what) => {
    const [owner] = splitName(parseName(what.name));
    const { file } = requireKey(ctx, named ?? (owner !== null && names.includes(owner) ? owner : null));
    return signPackage(what, parseSigner(file.key), file.rotations);
  };
}

export interface Acceptance {
  /** A hub's address, or whose key it is at which hub. */
  readonly whose: string;
  readonly before: string | null;
  readonly now: string;
}

/**
 * A person has compared the words and trusts the new key from now on.
 * @param what a package, whose author's key is meant, or the address of a hub
 * @throws SoulError E_NOT_FOUND, E_UNSIGNED, E_CANCELLED, E_CONFIRM
 */
export async function acceptKey(ctx: Context, what: string): Promise<Acceptance> {
  return /^https?:\/\/|^file:/.test(what) ? acceptHub(ctx, what.replace(/\/+$/, '')) : acceptAuthor(ctx, what);
}

async function acceptAuthor(ctx: Context, name: string): Promise<Acceptance> {
  // What is installed may come from a source that is not configured: it is asked where `update` asks.
  const { resolution } = (await newestOfInstalled(ctx, name)) ?? (await resolveWords(ctx, name));
  const claimed = resolution.claims?.author ?? null;
  if (claimed === null) throw nothingToAccept(`${resolution.name} ${resolution.version}`);
  const key = parseVerifier(claimed.key).text;
  const pins = readPins(ctx.paths);
  const { url } = resolution.source;
  const log = pins.hubs[url]?.log ?? null;
  const subjects = authorSubjects(log === null ? url : parseVerifier(log).name, resolution);
  const before = subjects.map((subject) => pins.authors[subject]?.key).find((pinned) => pinned !== undefined);
  const acceptance = {
    whose: subjects.join(', '),
    before: before === undefined ? null : wordsOf(before),
    now: wordsOf(key),
  };
  await agree(ctx, acceptance);
  const since = ctx.now().toISOString();
  const accepted = Object.fromEntries(subjects.map((subject) => [subject, { key, since }]));
  updatePins(ctx.paths, (now) => ({ ...now, authors: { ...now.authors, ...accepted } }));
  return acceptance;
}

async function acceptHub(ctx: Context, url: string): Promise<Acceptance> {
  const source = await openSource({ kind: 'npm', url }, world(ctx));
  const keys = (await publishedKeys(source)).map(({ key }) => key);
  const log = await shownLog(source);
  if (keys.length === 0 && log === null) throw nothingToAccept(url);
  const pins = readPins(ctx.paths);
  const pinned = pins.hubs[url];
  const acceptance = { whose: url, before: pinned ? hubWords(pinned) : null, now: hubWords({ keys, log }) };
  await agree(ctx, acceptance);
  const since = ctx.now().toISOString();
  updatePins(ctx.paths, (now) => withHub(now, url, { keys, log, checkpoint: null, heads: {}, since }));
  return acceptance;
}

async function shownLog(source: Source): Promise<string | null> {
  const bytes = (await source.file?.('-/log/key')) ?? null;
  return bytes === null ? null : parseVerifier(new TextDecoder().decode(bytes).trim()).text;
}

function hubWords({ keys, log }: Pick<HubPin, 'keys' | 'log'>): string {
  return [...keys.map((key) => registryKeyWords(registryKey(key))), ...(log === null ? [] : [wordsOf(log)])].join(
    ' / ',
  );
}

/** A log of the same name with another key starts afresh. */
function withHub(pins: Pins, url: string, hub: HubPin): Pins {
  const origin = hub.log === null ? null : parseVerifier(hub.log).name;
  const logs = Object.fromEntries(
    Object.entries(pins.logs).filter(([name, { key }]) => name !== origin || key === hub.log),
  );
  return { ...pins, hubs: { ...pins.hubs, [url]: hub }, logs };
}

async function agree(ctx: Context, { whose, before, now }: Acceptance): Promise<void> {
  const question = text(
    `trust this key of ${whose} from now on?\n  until now: ${before ?? '–'}\n  now:       ${now}\n`,
    `今后信任 ${whose} 的这把密钥？\n  此前：${before ?? '–'}\n  现在：${now}\n`,
  );
  if (await ctx.confirm(question)) return;
  throw new SoulError('E_CANCELLED', text('nothing was changed', '没有改动任何内容'));
}

function nothingToAccept(what: string): SoulError {
  return new SoulError('E_UNSIGNED', text(`${what} shows no key`, `${what} 没有密钥`), { details: { what } });
}
