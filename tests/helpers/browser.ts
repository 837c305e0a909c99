/**
 * A real Chromium (Debian's) on a real hub. The hub is filled by the built program, as an operator does it, and then
 * served by this process, so that a test can reach its rules and its log too.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { makeHome } from './home.ts';
import { filesOf, npmPublish, startTestHub, type TestHub, type TestHubOptions } from './served-hub.ts';

const CHROMIUM = process.env.SOULHUB_TEST_CHROMIUM ?? '/usr/bin/chromium';

/** Why there is no browser here; null when there is one. In CI there must be. */
export const browserReason: string | null = probe();

function probe(): string | null {
  if (fs.existsSync(CHROMIUM)) return null;
  if (process.env.CI) throw new Error(`${CHROMIUM} is missing, and CI may not skip the pages`);
  return `no Chromium at ${CHROMIUM}`;
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A site on plain HTTP that is not this machine, as browsers see it: they tell such a site less.
  '--host-resolver-rules=MAP hub.test 127.0.0.1',
];

/** With a user folder of its own. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export interface Site extends TestHub {
  /** Whoever opened it closes it; its folder goes too. */
  close(): Promise<void>;
}

/** A hub with the starter souls, and with another library where one is given. */
export async function startSite(library?: string, options: TestHubOptions = {}): Promise<Site> {
  const home = makeHome();
  const dataDir = home.path('hub');
  const starters = path.resolve(import.meta.dirname, '../../souls');
  for (const [folder, owner] of [[starters, 'soulhub'], ...(library ? [[library, 'library']] : [])]) {
    const ran = home.run(['admin', 'seed', folder ?? '', '--owner', owner ?? '', '--data', dataDir]);
    if (ran.code !== 0) throw new Error(`seeding ${folder}: ${ran.stderr}`);
  }
  const hub = await startTestHub({ ...options, dataDir });
  const close = async () => {
    await hub.close();
    home.remove();
  };
  return { ...hub, close, [Symbol.asyncDispose]: close };
}

/** One soul with two versions, which differ. */
export async function publishTwice(site: TestHub, name = 'night-gardener'): Promise<void> {
  const token = await site.token('ada');
  for (const [version, line] of [
    ['1.0.0', 'I water the garden at noon.'],
    ['1.1.0', 'I water the garden at dusk.'],
  ] as const) {
    const files = filesOf({
      'SOUL.md': `---\nname: ${name}\nversion: ${version}\nkind: soul\ndisplayName: { en: Night Gardener, zh: 夜园丁 }\ncategory: life\nlanguages: [en]\nlicense: MIT\n---\n\n# Night Gardener\n\n## Core identity\n\n${line}\n\nI speak softly.\n`,
    });
    await npmPublish(site, token, files, { name, version });
  }
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Addresses of requests that went anywhere but to the hub. */
  readonly strays: readonly string[];
  /** What the console said of errors, and scripts that failed. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A fresh profile that watches where its requests go. */
export async function visitor(
  browser: Browser,
  site: { readonly url: string },
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ locale: 'en-GB', baseURL: site.url, ...options });
  const strays: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== site.url) strays.push(request.url());
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (?:404|409|451|500)/.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, strays, complaints, close: () => context.close() };
}

/** What axe says against the page, in a form that is readable when it fails. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: runner } = globalThis as unknown as { axe: typeof axe };
    const result = await runner.run({ resultTypes: ['violations'] });
    return result.violations.map(({ id, nodes }) => ({
      id,
      where: nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
    }));
  });
  return violations.flatMap(({ id, where }) => where.map((place) => `${id}: ${place}`));
}

/** No page is wider than the screen. */
export async function expectNoSideways(page: Page): Promise<void> {
  const { wide, room } = (await page.evaluate(
    '({ wide: document.documentElement.scrollWidth, room: innerWidth })',
  )) as { wide: number; room: number };
  expect(wide, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(room);
}

const SCREENS = path.resolve(import.meta.dirname, '../../.cache/screens');

/** Kept for people who look: `.cache/screens/<name>.png`. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  fs.mkdirSync(SCREENS, { recursive: true });
  await page.screenshot({ path: path.join(SCREENS, `${name}.png`), fullPage: true });
}

/** A folder for what a test downloads. */
export function downloads(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'soulhub-downloads-'));
}
