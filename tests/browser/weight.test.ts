/** What a soul page weighs, whether it moves, and when it can be read over a slow line. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserReason, openBrowser, type Site, startSite, visitor } from '../helpers/browser.ts';

const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Runs in the page before anything of it: what was painted largest, and how far things moved. */
const WATCH = `
  globalThis.seen = { largest: 0, moved: 0 };
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.largest = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.moved += entry.value; }).observe({ type: 'layout-shift', buffered: true });
`;

interface Seen {
  readonly largest: number;
  readonly moved: number;
  readonly bytes: number;
}

describe.skipIf(browserReason)(`a soul page on a slow phone${browserReason ? ` (${browserReason})` : ''}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = [await startSite(), await openBrowser()];
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** A fresh profile, 400 ms there and back, 1.6 Mbit/s, a processor four times slower. */
  async function look(path: string): Promise<Seen> {
    const visit = await visitor(browser, site, PHONE);
    const line = await visit.context.newCDPSession(visit.page);
    let bytes = 0;
    line.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 200_000,
      uploadThroughput: 100_000,
    });
    await line.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await visit.page.addInitScript(WATCH);
    await visit.page.goto(path, { waitUntil: 'networkidle' });
    // What moves does so when the script has run and the page is scrolled.
    await visit.page.mouse.wheel(0, 3000);
    await visit.page.waitForFunction('scrollY > 0');
    const seen = (await visit.page.evaluate('seen')) as Omit<Seen, 'bytes'>;
    await visit.close();
    return { ...seen, bytes };
  }

  it.each(['/en/go-backend-expert', '/zh/florence-nightingale'])('%s is light, still and soon there', async (path) => {
    // A machine with other work may be late; a page that is slow is late every time.
    // Sometimes Chromium tells no largest paint at all before the page is scrolled.
    let best: Seen | null = null;
    for (let turn = 0; turn < 5 && (best === null || best.largest >= 1500); turn++) {
      const seen = await look(path);
      expect(seen.bytes).toBeLessThanOrEqual(60 * 1024);
      expect(seen.moved).toBe(0);
      if (seen.largest > 0 && (best === null || seen.largest < best.largest)) best = seen;
    }
    console.log(
      `${path}: ${best?.bytes} bytes with everything, largest paint after ${Math.round(best?.largest ?? 0)} ms, shift ${best?.moved}`,
    );
    expect(best?.largest).toBeGreaterThan(0);
    expect(best?.largest).toBeLessThan(1500);
  });

  it('is compressed, and not sent again', async () => {
    for (const [accepted, coding] of [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
    ] as const) {
      const headers = { 'accept-encoding': accepted };
      const answer = await site.fetch('/en/go-backend-expert', { headers });
      expect(answer.headers.get('content-encoding')).toBe(coding);
      expect(await answer.text()).toContain('</html>');
      const etag = answer.headers.get('etag') ?? '';
      const again = await site.fetch('/en/go-backend-expert', { headers: { ...headers, 'if-none-match': etag } });
      expect(again.status).toBe(304);
    }
    const [, script = ''] =
      /src="(\/-\/assets\/page\.[0-9a-f]+\.js)"/.exec(await (await site.fetch('/en')).text()) ?? [];
    expect((await site.fetch(script)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});
