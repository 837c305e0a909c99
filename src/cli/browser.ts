/** Opening a page for a person who sits at this machine. It may fail in many ways; the address is always printed too. */
import { spawn } from 'node:child_process';

/** Nobody sees a browser that opens on the other end of SSH, in CI, or without a screen. */
export function mayOpenBrowser(env: NodeJS.ProcessEnv, platform: string = process.platform): boolean {
  if (env.CI || env.SSH_CONNECTION || env.SSH_TTY || process.stderr.isTTY !== true) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** @param address an http(s) address, checked by the caller */
export function openBrowser(address: string, platform: string = process.platform): void {
  const [program, args] = opener(address, platform);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

/** No shell in between: an address is never a command. */
function opener(address: string, platform: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [address]];
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', address]];
  return ['xdg-open', [address]];
}
