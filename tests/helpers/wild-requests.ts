/**
 * Requests to a hub that no client sends, made from its own table of routes: so a new route is attacked on the day it is
 * added. Some are nearly right, so that they come far; each is wrong in a way of its own.
 */
import * as z from 'zod';
import { paramNames, type Route } from '../../registry/api/route.ts';
import type { PackageFiles } from '../../src/core/files.ts';
import { bent, type Dice, fitting, WILD_TEXTS, type Wishes } from './dice.ts';
import { npmDocument, skillFiles, soulFiles } from './served-hub.ts';

export interface WildRequest {
  readonly route: string;
  readonly method: string;
  /** As it goes over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
}

export interface Surroundings {
  readonly tokens: readonly string[];
  /** Values by the name of a parameter. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** Bodies that a route would take, by its id: what they need is there. */
  readonly bodies: Readonly<Record<string, readonly unknown[]>>;
}

const encoder = new TextEncoder();
const ENCODED = [
  '%2e%2e',
  '%2E%2e%2f',
  '%00',
  '%ff%fe',
  '%ED%A0%80',
  '%',
  '%zz',
  '%2f',
  '%5c',
  '%25252e',
  '@',
  '%40ada%2fatlas',
];

/** A third of them mean no harm: they keep the others company, so that all see packages that change under them. */
export function wildRequest(route: Route, roll: Dice, around: Surroundings): WildRequest {
  const mood: Mood = { roll, around, calm: roll.chance(0.33) };
  const { body, type } = wildBody(route, mood);
  const odd = !mood.calm && roll.chance(0.05);
  return {
    route: route.id,
    method: odd ? roll.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']) : route.method,
    path: wildPath(route, mood) + wildQuery(route, mood),
    headers: { ...wildHeaders(mood), ...(type === null ? {} : { 'content-type': type }) },
    body,
  };
}

interface Mood {
  readonly roll: Dice;
  readonly around: Surroundings;
  readonly calm: boolean;
}

function wishesOf({ around }: Mood): Wishes {
  return { known: (name) => around.values[name] ?? [] };
}

function wildPath(route: Route, { roll, around: { values }, calm }: Mood): string {
  let path = roll.pick([route.path, ...(route.also ?? [])]);
  for (const name of paramNames(path)) {
    const known = values[name] ?? values.name ?? [];
    const slashes = path.includes(`{${name}*}`);
    const good = encodeURIComponent(roll.pick(known));
    const value = calm || roll.chance(0.6) ? (slashes ? good.replaceAll('%2F', '/') : good) : wildPart(roll);
    path = path.replace(new RegExp(`\\{${name}\\*?\\}`), () => value);
  }
  if (!calm && roll.chance(0.03)) path += roll.pick(['/', '//', '/..', '/.', ';x=1', '/%2e%2e/%2e%2e']);
  return path.startsWith('/') ? path : `/${path}`;
}

function wildPart(roll: Dice): string {
  if (roll.chance(0.4)) return roll.pick(ENCODED);
  return encodeText(roll.pick(WILD_TEXTS)) || 'x';
}

/** Half a surrogate pair is no text, but it can be sent. */
function encodeText(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}

function wildQuery(route: Route, mood: Mood): string {
  const { roll, calm } = mood;
  const { properties: known = {} } = route.query ? schemaOf(route.query) : {};
  const properties = Object.entries(known as Record<string, Record<string, unknown>>);
  const pairs = properties
    .filter(() => roll.chance(calm ? 0.3 : 0.6))
    .flatMap(([name, its]) => {
      const fits = calm || roll.chance(0.6);
      const value = fits ? String(fitting(its, roll, wishesOf(mood), name)) : roll.pick(WILD_TEXTS);
      const pair = `${name}=${!fits && roll.chance(0.2) ? roll.pick(ENCODED) : encodeText(value)}`;
      return !fits && roll.chance(0.1) ? [pair, pair, `${name}[]=x`, `${name}[$ne]=1`] : [pair];
    });
  if (!calm && roll.chance(0.08)) pairs.push(roll.pick(['__proto__=1', '=', '&&&', '%', 'a'.repeat(4_000), '%00=%00']));
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const ODD_HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['accept', ['*/*', 'application/vnd.npm.install-v1+json', 'text/html', ';;;q=', 'a/b;q=NaN', ','.repeat(500)]],
  ['accept-language', ['zh-CN', '*', 'en;q=0', 'x'.repeat(2_000), 'zh;q=1.0, en;q=0.5']],
  ['if-none-match', ['*', '""', 'W/"x"', '"'.repeat(300), ', , ,']],
  ['content-encoding', ['gzip', 'br', 'identity', 'gzip, gzip', 'x']],
  ['x-forwarded-for', ['1.2.3.4', '::1', ', ,', 'unknown', '127.0.0.1, 10.0.0.1']],
  ['x-forwarded-proto', ['https', 'javascript', 'http,https']],
  ['range', ['bytes=0-1', 'bytes=-', 'bytes=9-1', 'lines=1-2']],
  ['origin', ['null', 'https://evil.example', 'http://127.0.0.1']],
  ['cookie', ['a=b', 'session='.concat('x'.repeat(3_000)), ';;;=']],
  ['npm-command', ['publish', 'audit']],
];

/** The first token is one that may do most things. */
function wildHeaders({ roll, around: { tokens }, calm }: Mood): Record<string, string> {
  if (calm) return { authorization: `Bearer ${tokens[0]}`, ...(roll.chance(0.1) ? { accept: 'text/html' } : {}) };
  const odd = ODD_HEADERS.filter(() => roll.chance(0.12)).map(([name, values]) => [name, roll.pick(values)]);
  return { ...(roll.chance(0.8) ? { authorization: authorization(roll, tokens) } : {}), ...Object.fromEntries(odd) };
}

function authorization(roll: Dice, tokens: readonly string[]): string {
  if (roll.chance(0.75)) return `Bearer ${roll.pick(tokens)}`;
  const token = roll.pick(tokens);
  return roll.pick([
    'Bearer',
    'Bearer ',
    'Bearer x',
    `Bearer ${token}x`,
    `bearer ${token}`,
    `Bearer ${token} ${token}`,
    `Basic ${Buffer.from(`ada:${token}`).toString('base64')}`,
    'Basic ====',
    'Basic '.concat('A'.repeat(6_000)),
    'Negotiate abc',
    `Bearer ${'\u00ff'.repeat(50)}`,
    `Bearer clh_${'a'.repeat(3_000)}`,
  ]);
}

interface WildBody {
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly type: string | null;
}

function wildBody(route: Route, mood: Mood): WildBody {
  const { roll, around, calm } = mood;
  const takesBody = route.maxBytes !== undefined || route.maxJson !== undefined;
  if (!takesBody) return !calm && route.method !== 'GET' && roll.chance(0.08) ? junk(roll) : { body: null, type: null };
  if (!calm && roll.chance(0.15)) return junk(roll);
  const good = around.bodies[route.id] ?? [];
  if (good.length > 0 && roll.chance(0.5)) return goodBody(roll.pick(good), mood);
  if (route.id === 'clawhub.publish' && roll.chance(0.6)) return wildForm(mood);
  if (route.id === 'hub.approve') return wildPlain(mood);
  const value = route.id === 'npm.put' && roll.chance(0.7) ? npmWish(roll) : schemaValue(route, mood);
  return { body: jsonBytes(calm || roll.chance(0.3) ? value : bent(value, roll)), type: jsonType(mood) };
}

/** Bytes as they are, everything else as JSON; bent now and then. */
function goodBody(value: unknown, { roll, calm }: Mood): WildBody {
  if (value instanceof Uint8Array) return { body: new Uint8Array(value), type: 'text/markdown' };
  return { body: jsonBytes(calm || roll.chance(0.5) ? value : bent(value, roll)), type: 'application/json' };
}

function schemaValue(route: Route, mood: Mood): unknown {
  if (route.body === undefined) return { atlas: ['1.0.0', '9.9.9'], '@ada/poet': [] };
  return fitting(schemaOf(route.body), mood.roll, wishesOf(mood));
}

function schemaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function jsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encoder.encode(JSON.stringify(value) ?? ''));
}

function jsonType({ roll, calm }: Mood): string | null {
  if (calm || roll.chance(0.85)) return 'application/json';
  return roll.pick([null, 'text/plain', 'Application/JSON; charset=utf-16', 'text/html', 'x', ';', 'application/xml']);
}

/** Bytes that are no JSON, no form, no text. */
function junk(roll: Dice): WildBody {
  const body = roll.pick<() => Uint8Array>([
    () => new Uint8Array(),
    () => encoder.encode('{'),
    () => encoder.encode('['.repeat(50_000)),
    () => encoder.encode(`{"a":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_001)}`),
    () => encoder.encode('\ufeff{}'),
    () => encoder.encode('{"a":1,"a":2,"__proto__":{"x":1}}'),
    () => encoder.encode(`"${'x'.repeat(100_000)}"`),
    () => encoder.encode('1e999'),
    () => Buffer.from('{"name":"\\ud800"}', 'utf16le'),
    () => Uint8Array.of(0xff, 0xfe, 0x00),
    () => Uint8Array.of(0x1f, 0x8b, 8, 0, 0),
    () => roll.bytes(roll.below(2_000)),
    () => new Uint8Array(80_000),
  ])();
  const type = roll.pick([
    'application/json',
    'application/octet-stream',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    null,
  ]);
  return { body: new Uint8Array(body), type };
}

function wildPlain({ roll, around: { tokens, values }, calm }: Mood): WildBody {
  const codes = values.user_code ?? [];
  const code = roll.pick(calm ? codes : [...codes, ...WILD_TEXTS]);
  const token = roll.pick(calm ? tokens : [...tokens, ...WILD_TEXTS]);
  const form = new URLSearchParams({ user_code: code, answer: roll.pick(['yes', 'no', '']), token });
  const type = calm ? 'application/x-www-form-urlencoded' : roll.pick(['application/x-www-form-urlencoded', 'x/y']);
  return { body: new Uint8Array(encoder.encode(form.toString())), type };
}

/** Everything that npm sends to this address. */
function npmWish(roll: Dice): unknown {
  const name = roll.pick(['atlas', '@ada/poet', '@ada/fresh', 'other']);
  const document = publication(name, roll.pick(['1.0.0', '1.0.1', '2.0.0-rc.1']), roll.chance(0.3));
  return roll.pick<() => unknown>([
    () => withBentArchive(document, roll),
    () => document,
    () => ({ _id: name, versions: { [roll.pick(['1.0.0', 'v1', '*'])]: { deprecated: roll.pick(WILD_TEXTS) } } }),
    () => ({ name, users: { ada: roll.pick([true, false, null]) } }),
    () => ({ name, maintainers: [{ name: 'eve' }] }),
  ])();
}

const PUBLICATIONS = new Map<string, ReturnType<typeof npmDocument>>();

function publication(name: string, version: string, skill: boolean): ReturnType<typeof npmDocument> {
  const key = `${name}@${version} ${skill}`;
  const files: PackageFiles = skill ? skillFiles('x') : soulFiles(name, version);
  const made = PUBLICATIONS.get(key) ?? npmDocument(files, { name, version });
  PUBLICATIONS.set(key, made);
  return made;
}

/** A bit or a byte of the archive is another, or its end is missing. */
function withBentArchive(document: ReturnType<typeof npmDocument>, roll: Dice): unknown {
  const [[file, attachment] = ['x', { content_type: '', data: '', length: 0 }]] = Object.entries(document._attachments);
  const bytes = Buffer.from(attachment.data, 'base64');
  const at = roll.below(bytes.length);
  bytes[at] = roll.below(256);
  const shorter = roll.chance(0.3) ? bytes.subarray(0, at) : bytes;
  const { dist: _unchecked, ...claimed } = Object.values(document.versions)[0] ?? { dist: {} };
  return {
    ...document,
    versions: { [Object.keys(document.versions)[0] ?? '']: claimed },
    _attachments: { [file]: { data: shorter.toString('base64'), length: shorter.length } },
  };
}

function wildForm({ roll, around, calm }: Mood): WildBody {
  const boundary = roll.pick(['x', '----WebKit', 'a b', "'()+_,-./:=?", 'b'.repeat(70)]);
  const slug = roll.pick([...(around.values.slug ?? []), 'formed']);
  const payload = { slug, version: '1.0.0', acceptLicenseTerms: true };
  const parts = [
    part('payload', null, JSON.stringify(calm || roll.chance(0.5) ? payload : bent(payload, roll))),
    ...[...skillFiles('formed')].map(([path, bytes]) => part('files', path, Buffer.from(bytes).toString())),
    part('files', calm ? 'sub/a.txt' : roll.pick(WILD_TEXTS), roll.pick(WILD_TEXTS)),
  ];
  const text = `${parts.map((each) => `--${boundary}\r\n${each}\r\n`).join('')}--${boundary}--\r\n`;
  const bytes = Buffer.from(text);
  if (!calm && roll.chance(0.4)) bytes[roll.below(bytes.length)] = roll.below(256);
  const cut = !calm && roll.chance(0.2) ? bytes.subarray(0, roll.below(bytes.length)) : bytes;
  const quoted = roll.chance(0.5) ? `"${boundary}"` : boundary;
  return { body: new Uint8Array(cut), type: `multipart/form-data; boundary=${quoted}` };
}

function part(name: string, file: string | null, text: string): string {
  const named = file === null ? '' : `; filename="${file.replaceAll('"', '%22')}"`;
  return `Content-Disposition: form-data; name="${name}"${named}\r\n\r\n${text}`;
}
