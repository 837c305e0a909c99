/**
 * The settings of a hub, checked once at the door. Whoever starts one (the command line, a test) gives a plain object;
 * what is missing gets a default that is right for one person on one machine.
 */
import { z } from 'zod';
import { SoulError } from '../src/core/errors.ts';
import { text } from '../src/core/text.ts';
import { DEFAULT_LIMITS } from './api/limits.ts';

const MEGABYTE = 1024 * 1024;

const Origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((value) => new URL(value).search === '' && new URL(value).hash === '' && new URL(value).username === '')
  .transform((value) => value.replace(/\/+$/, ''));

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const PerMinute = z.object({ anonymous: z.int().min(1), account: z.int().min(1) });

export const HubConfig = z.strictObject({
  /** Folder of the hub: the embedded database, the first token. Created where it is missing. */
  dataDir: z.string().min(1),
  /** `postgres://…`: several processes share it. Without it, SQLite in `dataDir`. */
  databaseUrl: z.url({ protocol: /^postgres(?:ql)?$/ }).optional(),
  host: z.string().min(1).default('127.0.0.1'),
  /** 0: any free port. */
  port: z.int().min(0).max(65_535).default(0),
  /** Where people reach this hub, if that is not the address it listens on. A path is fine. */
  publicUrl: Origin.optional(),
  /** Believe `X-Forwarded-For` and `X-Forwarded-Proto`. Only behind a proxy of one's own. */
  trustProxy: z.boolean().default(false),
  /** PEM file with the P-256 key of the registry signatures; the one in the database if absent. */
  signingKey: z.string().min(1).optional(),
  /** OpenID Connect: a provider with which people sign in on the web pages. */
  oidc: z
    .strictObject({
      issuer: z
        .url({ protocol: /^https?$/, abort: true })
        .refine((url) => url.startsWith('https:') || LOOPBACK.test(new URL(url).hostname), 'must be https'),
      clientId: z.string().min(1),
      clientSecret: z.string().min(1).optional(),
      /** What people call it; the host of the issuer if absent. */
      name: z.string().min(1).max(60).optional(),
    })
    .optional(),
  /** keyv store for what processes share, such as counts of requests: `redis://…`. In memory without it. */
  cacheUrl: z.url().optional(),
  /** Requests a minute; `false` for none. */
  rateLimits: z
    .union([
      z.literal(false),
      z.strictObject({
        read: PerMinute.default(DEFAULT_LIMITS.read),
        write: PerMinute.default(DEFAULT_LIMITS.write),
        download: PerMinute.default(DEFAULT_LIMITS.download),
        login: PerMinute.default(DEFAULT_LIMITS.login),
      }),
    ])
    .default(DEFAULT_LIMITS),
  /** Who may read `/metrics`. */
  metrics: z.enum(['loopback', 'public', 'off']).default('loopback'),
  log: z.enum(['info', 'warn', 'error', 'silent']).default('info'),
  /** Milliseconds. */
  requestTimeout: z.int().min(100).default(60_000),
  /** Milliseconds that requests at work are given when the hub stops. */
  drainTimeout: z.int().min(0).default(10_000),
  /** Bytes that all request bodies together may hold in memory. */
  bodyBudget: z
    .int()
    .min(MEGABYTE)
    .default(512 * MEGABYTE),
  maxConnections: z.int().min(1).default(4_096),
  /** Hold every JSON answer against its schema, and fail where it does not fit. For tests. */
  checkAnswers: z.boolean().default(false),
});
export type HubConfig = z.output<typeof HubConfig>;
export type HubConfigInput = z.input<typeof HubConfig>;

/** How the addresses among the settings look. */
const EXAMPLES: Readonly<Record<string, string>> = {
  publicUrl: 'https://souls.example.org',
  databaseUrl: 'postgres://user@db.example.org/soulhub',
  cacheUrl: 'redis://cache.example.org:6379',
  'oidc.issuer': 'https://login.example.org',
};

/** @throws SoulError E_CONFIG that names the setting */
export function parseConfig(input: HubConfigInput): HubConfig {
  const result = HubConfig.safeParse(input);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.join('.') || (issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : '');
  const what = issue?.message ?? '';
  const example = EXAMPLES[where];
  throw new SoulError('E_CONFIG', text(`hub setting "${where}": ${what}`, `服务器设置“${where}”有误：${what}`), {
    ...(example === undefined ? {} : { hint: text(`it looks like ${example}`, `应类似 ${example}`) }),
    details: { setting: where, problem: what },
  });
}
