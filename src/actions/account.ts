/** Who we are at a registry: log in with a token or a device code, log out, ask. */
import * as z from 'zod';
import { jsonOf } from '../client/answer.ts';
import { isSoulError, SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { readCredentials, writeCredentials } from '../store/credentials.ts';
import type { Context } from './context.ts';
import { must, request } from './registry/call.ts';
import * as clawhub from './registry/clawhub.ts';
import * as npm from './registry/npm.ts';
import { openRegistry, openWithLogin, type Registry, speaks } from './registry/open.ts';
import { CLAWHUB, loginFile } from './token.ts';

export interface Account {
  readonly handle: string;
  /** Address of the registry. */
  readonly registry: string;
}

/** @throws SoulError E_AUTH_REQUIRED, E_PROTOCOL, network codes */
export async function whoami(ctx: Context): Promise<Account> {
  const registry = await openWithLogin(ctx);
  return { handle: await handleAt(registry), registry: addressOf(registry) };
}

/** The handle behind the token, in whichever dialect is spoken there. */
export async function handleAt(registry: Registry): Promise<string> {
  const handle = speaks(registry, 'clawhub')
    ? (await clawhub.whoami(registry))?.user.handle
    : (await npm.whoami(registry))?.username;
  if (handle) return handle.replace(/^@+/, '');
  throw new SoulError(
    'E_PROTOCOL',
    text(`${registry.url.host} does not say who you are`, `${registry.url.host} 没有说明账号`),
    { details: { registry: registry.url.origin } },
  );
}

function addressOf({ url }: Registry): string {
  return url.href.replace(/\/$/, '');
}

export interface LoggedIn extends Account {
  /** Registry whose login this one replaces: the file, which the official command uses too, has room for one. */
  readonly replaced: string | null;
}

/** Kept only when the registry knows the token. @throws SoulError E_USAGE for an empty one */
export async function login(ctx: Context, given: string): Promise<LoggedIn> {
  return keep(ctx, await openRegistry(ctx), given);
}

async function keep(ctx: Context, registry: Registry, given: string): Promise<LoggedIn> {
  const token = given.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new SoulError('E_USAGE', text('the token is empty, or holds spaces', '令牌为空或含有空格'), {
      hint: text('paste it as it was shown: clawhub login --token -', '请原样粘贴：clawhub login --token -'),
    });
  }
  const handle = await handleAt({ ...registry, token }).catch((error: unknown) => {
    throw isSoulError(error, 'E_AUTH_REQUIRED') ? unknownToken(registry, error) : error;
  });
  const address = addressOf(registry);
  const before = readCredentials(loginFile(ctx));
  const replaced = before.token !== null && before.registry !== address ? (before.registry ?? CLAWHUB) : null;
  writeCredentials(loginFile(ctx), { registry: address, token });
  return { handle, registry: address, replaced };
}

function unknownToken({ url }: Registry, cause: unknown): SoulError {
  return new SoulError('E_AUTH_REQUIRED', text(`${url.host} does not know this token`, `${url.host} 不认识这个令牌`), {
    hint: text(
      `nothing was changed. By a code instead: clawhub login --registry ${url.origin}`,
      `没有任何改动。也可使用代码登录：clawhub login --registry ${url.origin}`,
    ),
    details: { registry: url.origin },
    cause,
  });
}

export interface LoggedOut {
  readonly registry: string | null;
  /** Somebody was logged in until now. */
  readonly was: boolean;
}

/** Here only: the token itself stays good until its registry revokes it. */
export function logout(ctx: Context): LoggedOut {
  const { registry, token } = readCredentials(loginFile(ctx));
  writeCredentials(loginFile(ctx), { registry, token: null });
  return { registry, was: token !== null };
}

const Code = z.looseObject({
  device_code: z.string().min(1),
  user_code: z.string().min(1),
  verification_uri: z.string().min(1),
  verification_uri_complete: z.string().min(1).optional(),
  expires_in: z.number().positive(),
  interval: z.number().positive(),
});
const Granted = z.looseObject({ access_token: z.string().min(1) });
const Waiting = z.looseObject({ error: z.string(), interval: z.number().positive().optional() });

export interface DeviceCode {
  readonly userCode: string;
  /** Page where the code is typed. */
  readonly address: string;
  /** The same page, with the code filled in where the registry offers that. */
  readonly filledIn: string;
  readonly minutes: number;
}

/** RFC 8628: a person types a code on another device; we ask until they did. `show` is called once with the code. */
export async function loginByDevice(ctx: Context, label: string, show: (code: DeviceCode) => void): Promise<LoggedIn> {
  const registry = await openRegistry(ctx);
  if (!speaks(registry, 'clawhub')) throw noCodes(registry);
  const body = { scope: 'read write', site_url: registry.url.origin, label };
  const call = { method: 'POST', at: '/api/cli/device/code', json: body, about: 'login by code' } as const;
  const code = await must({ ...registry, token: null }, call, Code);
  show(shown(code, registry));
  return keep(ctx, registry, await granted(ctx, registry, code));
}

function noCodes({ url }: Registry): SoulError {
  return new SoulError('E_UNSUPPORTED', text(`${url.host} has no login by code`, `${url.host} 不支持代码登录`), {
    hint: text(
      'make a token there (for npm: npm token create), then: clawhub login --token -',
      '请在该处创建令牌（npm：npm token create），然后运行：clawhub login --token -',
    ),
    details: { registry: url.origin },
  });
}

function shown(code: z.output<typeof Code>, { url }: Registry): DeviceCode {
  return {
    userCode: code.user_code,
    address: pageOf(code.verification_uri, url),
    filledIn: pageOf(code.verification_uri_complete ?? code.verification_uri, url),
    minutes: Math.max(1, Math.floor(code.expires_in / 60)),
  };
}

/** A page, and nothing else that an address can name. @throws SoulError E_PROTOCOL */
function pageOf(address: string, url: URL): string {
  const page = URL.canParse(address, url.href) ? new URL(address, url) : null;
  if (page && /^https?:$/.test(page.protocol)) return page.href;
  throw new SoulError('E_PROTOCOL', text(`${url.host} names no page to log in at`, `${url.host} 没有给出登录页面`));
}

async function granted(ctx: Context, registry: Registry, code: z.output<typeof Code>): Promise<string> {
  const deadline = ctx.now().getTime() + code.expires_in * 1000;
  for (let { interval } = code; ; ) {
    await pause(interval);
    const answer = await poll(registry, code.device_code);
    if (typeof answer === 'string') return answer;
    if (answer.error !== 'authorization_pending' && answer.error !== 'slow_down') throw refused(registry, answer.error);
    if (answer.error === 'slow_down') interval = answer.interval ?? interval + 5;
    if (ctx.now().getTime() > deadline) throw refused(registry, 'expired_token');
  }
}

async function poll(registry: Registry, device: string): Promise<string | z.output<typeof Waiting>> {
  const json = { device_code: device, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' };
  const call = { method: 'POST', at: '/api/cli/device/token', json, about: 'login by code' } as const;
  const answer = await request({ ...registry, token: null }, call);
  const said = jsonOf(answer);
  return answer.status === 200 ? Granted.parse(said).access_token : Waiting.parse(said);
}

async function pause(seconds: number): Promise<void> {
  const { setTimeout } = await import('node:timers/promises');
  await setTimeout(Math.min(seconds, 60) * 1000);
}

const REASONS: Readonly<Record<string, { en: string; zh: string }>> = {
  access_denied: text('it was denied on the page', '在页面上被拒绝'),
  expired_token: text('nobody approved it in time', '未在有效期内批准'),
};

function refused({ url }: Registry, reason: string): SoulError {
  const why = REASONS[reason] ?? text(reason, reason);
  return new SoulError(
    'E_AUTH_REQUIRED',
    text(`the login at ${url.host} was not granted: ${why.en}`, `未能登录 ${url.host}：${why.zh}`),
    {
      hint: text('start again: clawhub login', '请重新开始：clawhub login'),
      details: { registry: url.origin, reason },
    },
  );
}
