/**
 * What went wrong between us and a server, as one sentence that names the server. Nothing of a request but its address
 * ends up in an error, and of that neither credentials nor query: a token is never shown.
 */
import { type ErrorCode, SoulError } from '../core/errors.ts';
import { type Text, text } from '../core/text.ts';

export interface Failure {
  readonly error: SoulError;
  /** Whether the same request may succeed a moment later. */
  readonly passing: boolean;
}

interface Kind {
  readonly code: ErrorCode;
  readonly passing: boolean;
  readonly says: (host: string) => Text;
  readonly hint?: Text;
}

const OFFLINE_HINT = text(
  'check the network and the proxy; --offline works with what is already on this machine',
  '请检查网络和代理；--offline 可使用本机已有的内容',
);
const CERTIFICATE_HINT = text(
  'if your company inspects traffic, put its certificate into NODE_EXTRA_CA_CERTS',
  '如果公司网络会检查流量，请把其证书配置到 NODE_EXTRA_CA_CERTS',
);

function unreachable(passing: boolean, en: string, zh: string): Kind {
  return {
    code: 'E_OFFLINE',
    passing,
    says: (host) => text(`could not reach ${host}: ${en}`, `无法连接 ${host}：${zh}`),
    hint: OFFLINE_HINT,
  };
}

function slow(passing: boolean, en: string, zh: string): Kind {
  return { code: 'E_TIMEOUT', passing, says: (host) => text(`${host} ${en}`, `${host} ${zh}`), hint: OFFLINE_HINT };
}

const NO_ANSWER_IN_TIME = slow(false, 'did not answer in time', '响应超时');
const CUT: Kind = {
  code: 'E_OFFLINE',
  passing: true,
  says: (host) => text(`the connection to ${host} was cut off`, `与 ${host} 的连接中断`),
  hint: OFFLINE_HINT,
};
const NONSENSE: Kind = {
  code: 'E_PROTOCOL',
  passing: false,
  says: (host) => text(`${host} does not speak HTTP as it should`, `${host} 的 HTTP 回答不合规范`),
};
const PROXY: Kind = {
  code: 'E_OFFLINE',
  passing: false,
  says: (host) => text(`the proxy would not connect to ${host}`, `代理拒绝连接 ${host}`),
  hint: text('check HTTP_PROXY, HTTPS_PROXY and NO_PROXY', '请检查 HTTP_PROXY、HTTPS_PROXY 和 NO_PROXY'),
};

const KINDS: Readonly<Record<string, Kind>> = {
  ENOTFOUND: unreachable(false, 'there is no such host (ENOTFOUND)', '找不到该主机（ENOTFOUND）'),
  EAI_AGAIN: unreachable(false, 'names cannot be looked up (EAI_AGAIN)', '域名解析失败（EAI_AGAIN）'),
  ECONNREFUSED: unreachable(true, 'nobody listens there (ECONNREFUSED)', '对方没有监听（ECONNREFUSED）'),
  EHOSTUNREACH: unreachable(false, 'no route leads there (EHOSTUNREACH)', '没有通往该主机的路由（EHOSTUNREACH）'),
  ENETUNREACH: unreachable(false, 'there is no network (ENETUNREACH)', '网络不可用（ENETUNREACH）'),
  ETIMEDOUT: slow(true, 'did not answer in time', '响应超时'),
  UND_ERR_CONNECT_TIMEOUT: slow(true, 'did not accept a connection in time', '连接超时'),
  UND_ERR_HEADERS_TIMEOUT: NO_ANSWER_IN_TIME,
  UND_ERR_BODY_TIMEOUT: slow(false, 'stopped in the middle of its answer', '在回答中途停止响应'),
  ECONNRESET: CUT,
  EPIPE: CUT,
  UND_ERR_SOCKET: CUT,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: CUT,
  UND_ERR_HEADERS_OVERFLOW: NONSENSE,
  UND_ERR_ABORTED: PROXY,
  UND_ERR_PRX_TLS: PROXY,
};

/** An error of the network as ours. What is no such error is passed on as it is. */
export function failureOf(error: unknown, url: URL): Failure {
  const kind = kindOf(error, url);
  if (kind === null) throw error;
  const error_ = new SoulError(kind.code, kind.says(url.host), {
    details: addressOf(url),
    cause: error,
    ...(kind.hint ? { hint: kind.hint } : {}),
  });
  return { error: error_, passing: kind.passing };
}

function kindOf(error: unknown, url: URL): Kind | null {
  if (!(error instanceof Error) || error instanceof SoulError) return null;
  if (error.name === 'TimeoutError') return NO_ANSWER_IN_TIME;
  if (error.name === 'AbortError' && !/^Proxy response/.test(error.message)) return CUT;
  if (/Proxy Authentication Required/.test(error.message)) return PROXY;
  const code = codeOf(error);
  const known = KINDS[code];
  if (known) return known;
  // undici leaves the code of its parser's errors empty; only the message tells a cut answer from a wrong one.
  if (error.name === 'HTTPParserError') return /Invalid EOF state/.test(error.message) ? CUT : NONSENSE;
  return /CERT|^ERR_(?:TLS|SSL)|SELF_SIGNED|UNABLE_TO_/.test(code) ? certificate(code, url) : null;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function certificate(code: string, url: URL): Kind {
  return {
    code: 'E_OFFLINE',
    passing: false,
    says: () =>
      text(`the certificate of ${url.host} is not accepted (${code})`, `${url.host} 的证书不被接受（${code}）`),
    hint: CERTIFICATE_HINT,
  };
}

/** For `details`: where it happened, without credentials and query. */
export function addressOf(url: URL): { readonly host: string; readonly url: string } {
  return { host: url.host, url: url.origin === 'null' ? url.protocol : url.origin + url.pathname };
}

/** An answer that makes no sense. */
export function nonsense(url: URL, en: string, zh: string, cause?: unknown): SoulError {
  return new SoulError('E_PROTOCOL', text(`${url.host}: ${en}`, `${url.host}：${zh}`), {
    details: addressOf(url),
    ...(cause === undefined ? {} : { cause }),
  });
}

export function tooLarge(url: URL, limit: number): SoulError {
  const size = limit >= 1024 * 1024 ? `${Math.floor(limit / (1024 * 1024))} MiB` : `${limit} bytes`;
  return new SoulError(
    'E_TOO_LARGE',
    text(`the answer of ${url.host} is larger than ${size}`, `${url.host} 的回答超过 ${size}`),
    { details: { ...addressOf(url), limit } },
  );
}
