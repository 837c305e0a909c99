/** Run a hub. The server is loaded here and nowhere else in `src/`. */
import fs from 'node:fs';
import path from 'node:path';
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';
import { makeFolder } from '../store/disk.ts';
import type { Context } from './context.ts';
import { bundledLibrary } from './library.ts';

type HubConfigInput = import('../../registry/config.ts').HubConfigInput;

/** A provider with which people sign in on the web pages. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly name?: string;
}

export interface ServeRequest {
  readonly data: string | null;
  readonly databaseUrl: string | null;
  readonly host: string | null;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly cacheUrl: string | null;
  readonly signingKey: string | null;
  readonly oidc: OidcSettings | null;
  readonly trustProxy: boolean;
  readonly rateLimits: boolean;
  readonly metrics: 'loopback' | 'public' | 'off';
  readonly seed: boolean;
  readonly log: 'info' | 'warn' | 'error' | 'silent';
}

export interface Serving {
  readonly url: string;
  readonly tokenFile: string;
  /** Of the administrator, when it was made just now. */
  readonly newToken: string | null;
  readonly seeded: number;
}

/** @throws SoulError E_USAGE */
export function hubData(ctx: Context, data: string | null): string {
  if (data === '') {
    throw new SoulError('E_USAGE', text('--data names no folder', '--data 没有指定文件夹'), {
      hint: text('--data <folder>; . is the current one', '--data <文件夹>；当前文件夹写作 .'),
    });
  }
  return data === null ? path.join(ctx.paths.root, 'hub') : path.resolve(ctx.cwd, data);
}

/** `node:sqlite` came with 22.13. @throws SoulError E_CONFIG */
export function requireHubNode(): void {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return;
  throw new SoulError(
    'E_CONFIG',
    text(
      `a hub needs Node 22.13 or newer, this is ${process.versions.node}`,
      `hub 需要 Node 22.13 或更新版本，当前为 ${process.versions.node}`,
    ),
    {
      hint: text(
        'installing and switching work on this Node; only `serve` and `admin` do not',
        '安装和切换可在当前 Node 上使用，仅 serve 与 admin 不可用',
      ),
    },
  );
}

/** Runs until the process is told to stop. `announce` is called once it listens and has its first souls. */
export async function serve(ctx: Context, request: ServeRequest, announce: (serving: Serving) => void): Promise<void> {
  requireHubNode();
  const { runHub } = await import('../../registry/main.ts');
  const { seed } = await import('../../registry/domain/admin.ts');
  const { refreshSearch } = await import('../../registry/domain/search-index.ts');
  const dataDir = hubData(ctx, request.data);
  makeFolder(dataDir, 0o700);
  await runHub(settings(ctx, request, dataDir), async ({ url, tokenFile, newToken, hub }) => {
    const seeded = request.seed
      ? (await seed(hub, await bundledLibrary('soulhub'), { owner: 'soulhub' })).published
      : 0;
    await refreshSearch(hub);
    announce({ url, tokenFile, newToken: newToken ? fs.readFileSync(tokenFile, 'utf8').trim() : null, seeded });
  });
}

function settings(ctx: Context, request: ServeRequest, dataDir: string): HubConfigInput {
  const { databaseUrl, host, publicUrl, cacheUrl, oidc, signingKey, rateLimits, port, trustProxy, metrics, log } =
    request;
  return {
    dataDir,
    port,
    trustProxy,
    metrics,
    log,
    ...(rateLimits ? {} : { rateLimits: false }),
    ...(databaseUrl === null ? {} : { databaseUrl }),
    ...(host === null ? {} : { host }),
    ...(publicUrl === null ? {} : { publicUrl }),
    ...(cacheUrl === null ? {} : { cacheUrl }),
    ...(signingKey === null ? {} : { signingKey: path.resolve(ctx.cwd, signingKey) }),
    ...(oidc === null ? {} : { oidc }),
  };
}
