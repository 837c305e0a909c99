/** The pages over a large library that others wrote: 591 real personas, seeded as an operator seeds them. */
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeViolations,
  browserReason,
  expectNoSideways,
  keepScreen,
  openBrowser,
  type Site,
  startSite,
  visitor,
} from '../helpers/browser.ts';
import { sharedPath } from '../helpers/shared.ts';

const library = sharedPath('data/agent-souls');
const reason = browserReason ?? (library ? null : 'no shared/data/agent-souls beside the repository');

describe.skipIf(reason)(`a hub with a real library${reason ? ` (${reason})` : ''}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = [await startSite(path.resolve(library ?? '')), await openBrowser()];
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it('leads through categories, pages and searches to a persona, in Chinese on a phone', async () => {
    const visit = await visitor(browser, site, {
      locale: 'zh-CN',
      viewport: { width: 360, height: 740 },
      colorScheme: 'dark',
    });
    const { page } = visit;
    await page.goto('/');
    await page.getByRole('link', { name: /^专家/ }).click();
    await page.getByRole('heading', { level: 1, name: '专家', exact: true }).waitFor();
    expect(await page.locator('.card .small').first().innerText()).toMatch(/专家$/);
    const first = await page.locator('.cards h2').first().innerText();
    await page.getByRole('link', { name: /下一页/ }).click();
    await page.waitForURL(/after=/);
    expect(await page.locator('.cards h2').first().innerText()).not.toBe(first);

    await page.goto('/search?q=go%20houduan');
    expect(await page.locator('.results h2').first().innerText()).toMatch(/Go 后端/);
    await page.goto('/go_expert');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Go 后端专家');
    expect(await page.locator('.related h3').count()).toBeGreaterThan(2);
    expect(await axeViolations(page)).toEqual([]);
    expect(visit.strays).toEqual([]);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });

  it('shows every persona that can be had without a fault, and a few of them to axe', async () => {
    const names = ((await (await site.fetch('/-/catalogue.json')).json()) as { name: string }[]).map(
      ({ name }) => name,
    );
    expect(names.length).toBeGreaterThan(590);
    for (const [index, name] of names.entries()) {
      const answer = await site.fetch(`/${index % 2 === 0 ? 'zh' : 'en'}/${name}`);
      const html = await answer.text();
      expect(answer.status, name).toBe(200);
      expect(html, name).toMatch(/<h3 id="s1">/);
      expect(html, name).toMatch(/<meta name="description" content="[^"]+"/);
      expect(html, name).not.toMatch(/content=""/);
      expect(html, name).not.toMatch(/="(?:undefined|null|NaN)"|\[object Object\]/);
    }
    const visit = await visitor(browser, site, { viewport: { width: 360, height: 740 } });
    for (const name of names.filter((_, index) => index % 60 === 7)) {
      await visit.page.goto(`/zh/${name}`);
      await expectNoSideways(visit.page);
      expect(await axeViolations(visit.page), name).toEqual([]);
    }
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });

  it('has pictures worth keeping', async () => {
    const visit = await visitor(browser, site, { viewport: { width: 1280, height: 900 } });
    for (const [name, at] of [
      ['library-home', '/zh'],
      ['library-soul', '/zh/go_expert'],
      ['library-search', '/en/search?q=stoic+philosopher'],
    ] as const) {
      await visit.page.goto(at);
      await keepScreen(visit.page, name);
    }
    await visit.close();
  });
});
