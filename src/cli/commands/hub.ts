/** serve. */
import { type OidcSettings, type ServeRequest, type Serving, serve as serveAction } from '../../actions/serve.ts';
import { oneOf } from '../../actions/words.ts';
import { SoulError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import type { Output } from '../output.ts';

interface HubFlags extends GlobalFlags {
  readonly data?: string;
  readonly databaseUrl?: string;
}

interface ServeFlags extends HubFlags {
  readonly host?: string;
  readonly port?: string;
  readonly publicUrl?: string;
  readonly cacheUrl?: string;
  readonly signingKey?: string;
  readonly oidcIssuer?: string;
  readonly oidcClientId?: string;
  readonly oidcName?: string;
  readonly trustProxy?: boolean;
  readonly rateLimits?: boolean;
  readonly metrics?: string;
  readonly seed?: boolean;
  readonly log?: string;
}

/** The secret comes by the environment alone: a command line is there for everybody on the machine to read. */
function oidcSettings(flags: ServeFlags, env: Readonly<Record<string, string | undefined>>): OidcSettings | null {
  const issuer = flags.oidcIssuer ?? env.SOULHUB_OIDC_ISSUER;
  const clientId = flags.oidcClientId ?? env.SOULHUB_OIDC_CLIENT_ID;
  if (issuer === undefined && clientId === undefined) return null;
  if (issuer === undefined || clientId === undefined) throw usage('--oidc-issuer, --oidc-client-id');
  const [secret, name] = [env.SOULHUB_OIDC_CLIENT_SECRET, flags.oidcName];
  return { issuer, clientId, ...(secret ? { clientSecret: secret } : {}), ...(name ? { name } : {}) };
}

const LOGS = ['info', 'warn', 'error', 'silent'] as const;
const METRICS = ['loopback', 'public', 'off'] as const;
const PORT = '7420';

export async function serve({ out, ctx, flags }: Cli<ServeFlags>): Promise<void> {
  const request = requestOf(flags, ctx.env);
  // The hub stops in order by itself; the program's own answer to a signal would cut it short.
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
  await serveAction(ctx, request, (serving) => announce(serving, out));
}

/** Each setting by its flag, else by the environment (`--public-url`, `SOULHUB_PUBLIC_URL`), as containers like it. */
function requestOf(flags: ServeFlags, env: Readonly<Record<string, string | undefined>>): ServeRequest {
  const given = (flag: string | undefined, name: string) => flag ?? (env[`SOULHUB_${name}`] || null);
  const port = Number(given(flags.port, 'PORT') ?? PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw usage(`--port ${flags.port ?? env.SOULHUB_PORT}`);
  return {
    data: given(flags.data, 'DATA'),
    databaseUrl: given(flags.databaseUrl, 'DATABASE_URL'),
    host: given(flags.host, 'HOST'),
    port,
    publicUrl: given(flags.publicUrl, 'PUBLIC_URL'),
    cacheUrl: given(flags.cacheUrl, 'CACHE_URL'),
    oidc: oidcSettings(flags, env),
    signingKey: given(flags.signingKey, 'SIGNING_KEY'),
    trustProxy: flags.trustProxy ?? /^(?:1|true|yes|on)$/i.test(env.SOULHUB_TRUST_PROXY ?? ''),
    rateLimits: flags.rateLimits ?? true,
    metrics: oneOf('--metrics', METRICS, given(flags.metrics, 'METRICS') ?? 'loopback'),
    seed: flags.seed ?? true,
    log: oneOf('--log', LOGS, given(flags.log, 'LOG') ?? 'warn'),
  };
}

function announce({ url, tokenFile, newToken, seeded }: Serving, out: Output): void {
  out.print(out.t(`the hub listens on ${url}`, `hub 已启动：${url}`));
  if (seeded > 0) out.talk(out.t(`${seeded} souls were published for a start`, `已发布 ${seeded} 个初始角色`));
  out.talk(out.t(`administrator's token: ${tokenFile} (only you can read it)`, `管理员令牌：${tokenFile}（仅你可读）`));
  // Shown once, to a person at a terminal: what goes into a pipe is kept somewhere.
  if (newToken !== null && process.stderr.isTTY)
    out.talk(out.t(`shown this once:  ${newToken}`, `仅显示这一次：${newToken}`));
  out.talk(
    out.t(`use it:  clawhub search golang --registry ${url}`, `试一试：clawhub search golang --registry ${url}`),
  );
  const login = `clawhub login --registry ${url} --token - < ${tokenFile}`;
  out.talk(out.t(`log in:  ${login}`, `登录：${login}`));
  out.data({ url, tokenFile });
}

function usage(what: string): SoulError {
  return new SoulError('E_USAGE', text(`${what}: not possible`, `${what}：不合法`), {
    hint: text('clawhub serve --help', 'clawhub serve --help'),
  });
}
