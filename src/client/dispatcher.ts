/**
 * Connections, kept open between requests, and the proxies that the environment names. undici costs 75 ms to load, so
 * it is imported when the first request is made and not before.
 */
import type { Dispatcher } from 'undici';
import { SoulError } from '../core/errors.ts';
import { text } from '../core/text.ts';

/** As curl reads them: lower case first. `HTTPS_PROXY` falls back to `HTTP_PROXY`, as in Node's own client. */
interface Proxies {
  readonly http: string;
  readonly https: string;
  readonly none: string;
}

/** This machine itself is never behind a proxy (Go and the browsers think so too); a hub may well run on it. */
const LOOPBACK = 'localhost,127.0.0.1,[::1]';

function proxiesOf(env: NodeJS.ProcessEnv): Proxies {
  const none = (env.no_proxy ?? env.NO_PROXY ?? '').trim();
  return {
    http: proxyUrl(env, 'http_proxy'),
    https: proxyUrl(env, 'https_proxy'),
    none: none.split(/[,\s]+/).includes('*') ? '*' : [none, LOOPBACK].filter(Boolean).join(','),
  };
}

/** @throws SoulError E_CONFIG; the value itself is not shown, for it may hold a password */
function proxyUrl(env: NodeJS.ProcessEnv, name: string): string {
  const value = (env[name] ?? env[name.toUpperCase()] ?? '').trim();
  if (value === '') return '';
  const url = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(url) && /^(?:https?|socks5?):$/.test(new URL(url).protocol)) return url;
  throw new SoulError(
    'E_CONFIG',
    text(
      `the environment variable ${name.toUpperCase()} does not hold the URL of a proxy`,
      `环境变量 ${name.toUpperCase()} 不是有效的代理网址`,
    ),
    { hint: text('for example: http://proxy.example:3128', '例如：http://proxy.example:3128') },
  );
}

const open = new Map<string, Promise<Dispatcher>>();

/** The same pool of connections for the same proxies. @param connectTimeout in milliseconds */
export function dispatcherFor(env: NodeJS.ProcessEnv, connectTimeout: number): Promise<Dispatcher> {
  const proxies = proxiesOf(env);
  const key = JSON.stringify([proxies, connectTimeout]);
  const known = open.get(key);
  if (known) return known;
  const made = connect(proxies, connectTimeout);
  open.set(key, made);
  return made;
}

async function connect(proxies: Proxies, timeout: number): Promise<Dispatcher> {
  const { EnvHttpProxyAgent } = await import('undici');
  return new EnvHttpProxyAgent({
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    noProxy: proxies.none,
    // Plain http goes through a proxy as a plain request: many allow a tunnel to port 443 only.
    proxyTunnel: false,
    connect: { timeout },
    connections: 16,
  });
}
