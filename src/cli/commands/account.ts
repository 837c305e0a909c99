/** login, logout, whoami, token. */
import * as accounts from '../../actions/account.ts';
import type { Context } from '../../actions/context.ts';
import { accountRegistry, CLAWHUB, requireToken } from '../../actions/token.ts';
import { mayOpenBrowser, openBrowser } from '../browser.ts';
import type { Cli } from '../cli.ts';
import type { GlobalFlags } from '../config.ts';
import type { Output } from '../output.ts';

interface LoginFlags extends GlobalFlags {
  readonly token?: string;
  readonly device?: boolean;
  readonly label?: string;
  readonly browser?: boolean;
}

/** A token on the command line ends up in the shell's history: `--token -` reads it from stdin. */
export async function login({ out, ctx, flags }: Cli<LoginFlags>): Promise<void> {
  const token = flags.token === '-' ? await readStdin() : (flags.token ?? null);
  const browser = flags.browser !== false && flags.input !== false && mayOpenBrowser(ctx.env);
  const result =
    token === null
      ? await accounts.loginByDevice(ctx, flags.label ?? 'clawhub', (code) => showCode(out, code, browser))
      : await accounts.login(ctx, token);
  out.print(
    out.t(`logged in to ${result.registry} as ${result.handle}`, `已登录 ${result.registry}，账号 ${result.handle}`),
  );
  if (result.replaced !== null)
    out.talk(out.t(`this replaces the login at ${result.replaced}`, `已替换在 ${result.replaced} 的登录`));
  suggestSource(out, ctx, result.registry);
  out.data(result);
}

/** A login alone does not make a hub a place to search and install from. */
function suggestSource(out: Output, { settings }: Context, registry: string): void {
  if (settings.hubs.some((hub) => hub.replace(/\/+$/, '') === registry) || registry === CLAWHUB) return;
  const hubs = [...settings.hubs, registry].join(',');
  out.talk(
    out.t(
      `to search and install from it without --registry: clawhub config hubs ${hubs}`,
      `若要默认从它搜索和安装：clawhub config hubs ${hubs}`,
    ),
  );
}

function showCode(out: Output, { userCode, address, filledIn, minutes }: accounts.DeviceCode, browser: boolean): void {
  out.talk(out.t(`open   ${address}`, `请打开  ${address}`));
  out.talk(out.t(`type   ${out.style.bold(userCode)}`, `并输入  ${out.style.bold(userCode)}`));
  out.talk(
    out.t(
      `waiting for your yes there (the code is good for ${minutes} minutes; Ctrl-C gives up)`,
      `正在等待你在页面上确认（代码 ${minutes} 分钟内有效，Ctrl-C 放弃）`,
    ),
  );
  if (browser) openBrowser(filledIn);
}

async function readStdin(): Promise<string> {
  let input = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) input += chunk;
  return input.trim();
}

export function logout({ out, ctx }: Cli): void {
  const result = accounts.logout(ctx);
  out.print(result.was ? out.t('logged out', '已退出登录') : out.t('you were not logged in', '原本就没有登录'));
  if (result.was) {
    out.talk(
      out.t(
        'the token was forgotten here; it stays good until it is revoked at its registry',
        '本机已删除令牌；在 registry 撤销之前它仍然有效',
      ),
    );
  }
  out.data(result);
}

export async function whoami({ out, ctx }: Cli): Promise<void> {
  const account = await accounts.whoami(ctx);
  out.print(account.handle);
  out.data(account);
}

export function token({ out, ctx }: Cli): void {
  const registry = accountRegistry(ctx);
  const value = requireToken(ctx, registry);
  out.print(value);
  out.data({ token: value, registry: registry.href.replace(/\/$/, '') });
}
