/**
 * The script and the mark have addresses that hold a hash of their bytes, so they are kept for ever. The stylesheet and the
 * few lines that set the theme stand in the page itself, and the policy names their hashes: most people come once, over a
 * slow line, and would wait there and back again for a second file before anything is painted.
 */
import { createHash } from 'node:crypto';
import fs from 'node:fs';

export interface Asset {
  /** `page.1a2b3c4d.js` */
  readonly file: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

function load(name: string): Asset {
  const bytes = read(name);
  const [stem = '', ending = ''] = name.split('.');
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { file: `${stem}.${hash}.${ending}`, type: TYPES[ending] ?? 'application/octet-stream', bytes };
}

function read(name: string): Buffer {
  return fs.readFileSync(new URL(`./public/${name}`, import.meta.url));
}

export const SCRIPT = load('page.js');
export const MARK = load('mark.svg');
const ASSETS = [SCRIPT, MARK];

export const STYLE = read('style.css').toString('utf8').trim();

/** Runs before anything is painted. */
export const THEME = read('theme.js').toString('utf8').trim();

/** Changes when anything does that every page holds. */
export const ASSETS_TAG = createHash('sha256')
  .update(ASSETS.map(({ file }) => file).join(' '))
  .update(STYLE)
  .update(THEME)
  .digest('hex')
  .slice(0, 12);

export function assetNamed(file: string): Asset | undefined {
  return ASSETS.find((asset) => asset.file === file);
}

export function assetPath({ file }: Asset): string {
  return `/-/assets/${file}`;
}

function sourceOf(inline: string): string {
  return `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;
}

/** Nothing but what this hub serves, and nothing in a page but the theme and the stylesheet. */
export const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${sourceOf(THEME)}`,
  `style-src ${sourceOf(STYLE)}`,
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
