/**
 * Every kind of page, light and dark, in both languages, on a desk and on a phone: no violation that axe knows of, no
 * sideways scrolling, no request to anybody else. Pictures of all of them are kept in `.cache/screens` to be looked at.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { withdraw } from '../../registry/domain/moderation.ts';
import {
  axeViolations,
  browserReason,
  expectNoSideways,
  keepScreen,
  openBrowser,
  publishTwice,
  type Site,
  startSite,
  visitor,
} from '../helpers/browser.ts';

/** Name of the page type, its path, the status it has. */
const PAGES = [
  ['home', '/', 200],
  ['search', '/search?q=code+review', 200],
  ['search-nothing', '/search?q=zzqxv+wwkjp', 200],
  ['browse', '/search?kind=soul&sort=name', 200],
  ['category', '/category/engineering', 200],
  ['tag', '/tag/%E5%90%8E%E7%AB%AF', 200],
  ['owner', '/@soulhub', 200],
  ['teams', '/teams', 200],
  ['soul', '/florence-nightingale', 200],
  ['skill', '/find-souls', 200],
  ['team', '/on-call-room', 200],
  ['version', '/night-gardener/1.0.0', 200],
  ['diff', '/night-gardener/diff', 200],
  ['how', '/docs', 200],
  ['publish', '/publish', 200],
  ['api', '/docs/api', 200],
  ['report', '/docs/report?package=letter-writer', 200],
  ['missing-soul', '/go-expert', 404],
  ['missing-page', '/a/b/c/d', 404],
  ['withdrawn', '/withdrawn-soul', 451],
] as const;

describe.skipIf(browserReason)(`every page${browserReason ? ` (${browserReason})` : ''}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = [await startSite(), await openBrowser()];
    await publishTwice(site);
    await publishTwice(site, 'withdrawn-soul');
    await withdraw(site.hub, OPERATOR, { name: 'withdrawn-soul' }, null, 'copied from somebody');
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    it.each(PAGES)('%s', async (name, path, status) => {
      const visit = await visitor(browser, site, { colorScheme, viewport: { width: 1280, height: 900 } });
      try {
        for (const lang of ['en', 'zh']) {
          const answer = await visit.page.goto(`/${lang}${path === '/' ? '' : path}`);
          expect(answer?.status()).toBe(status);
          expect(await axeViolations(visit.page), `${path} in ${lang}`).toEqual([]);
          await keepScreen(visit.page, `${name}-${lang}-${colorScheme}`);
          await visit.page.setViewportSize({ width: 360, height: 740 });
          await expectNoSideways(visit.page);
          if (colorScheme === 'light') await keepScreen(visit.page, `${name}-${lang}-phone`);
          await visit.page.setViewportSize({ width: 1280, height: 900 });
        }
        expect(visit.complaints).toEqual([]);
        expect(visit.strays).toEqual([]);
      } finally {
        await visit.close();
      }
    });
  });

  it('says what happened when the hub itself is broken', async () => {
    await using broken = await startSite();
    await broken.hub.sql.run('ALTER TABLE packages RENAME TO elsewhere');
    const visit = await visitor(browser, broken);
    const answer = await visit.page.goto('/en/go-backend-expert');
    expect(answer?.status()).toBe(500);
    expect(await visit.page.getByRole('heading', { level: 1 }).innerText()).toBe('Something broke on our side');
    const reference = await visit.page.locator('code').innerText();
    expect(broken.log.some((line) => line.request === reference && line.status === 500)).toBe(true);
    const said = (await visit.page.content()).replace(/<style>.*?<\/style>/s, '');
    expect(said).not.toMatch(/sql|elsewhere|stack/i);
    expect(await axeViolations(visit.page)).toEqual([]);
    await keepScreen(visit.page, 'broken-en-light-desk');
    await visit.close();
  });
});
