/** What a visitor does, in a real browser: looks, searches, reads, copies, changes language and theme, downloads. */
import fs from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  browserReason,
  expectNoSideways,
  openBrowser,
  publishTwice,
  type Site,
  startSite,
  type Visitor,
  visitor,
} from '../helpers/browser.ts';
import { filesOf, npmPublish } from '../helpers/served-hub.ts';

/** A soul in two languages, one of which is too long for some agents; in a category that has a name of its own. */
async function publishLong(site: Site): Promise<void> {
  const [name, version] = ['tide-teller', '1.0.0'];
  const files = filesOf({
    'SOUL.md': `---\nname: ${name}\nversion: ${version}\nkind: soul\ndisplayName: { en: Tide Teller, zh: 说潮人 }\ncategory: shore\ncategoryNames: { en: By the Sea, zh: 海边 }\nlanguages: [en, zh]\nlicense: MIT\n---\n\n# Tide Teller\n\n## Core identity\n\n**Reader of tides**\n\n${'I tell the tide. '.repeat(1300)}\n`,
    'SOUL.zh.md': '# 说潮人\n\n## 核心身份\n\n**观潮的人**\n\n我说潮水。\n',
  });
  await npmPublish(site, await site.token('ada'), files, { name, version });
}

describe.skipIf(browserReason)(`a visit${browserReason ? ` (${browserReason})` : ''}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = [await startSite(), await openBrowser()];
    await publishTwice(site);
    await publishLong(site);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  async function withVisitor(
    options: Parameters<typeof visitor>[2],
    work: (visit: Visitor) => Promise<void>,
  ): Promise<void> {
    const visit = await visitor(browser, site, options);
    try {
      await work(visit);
      expect(visit.complaints).toEqual([]);
      expect(visit.strays).toEqual([]);
    } finally {
      await visit.close();
    }
  }

  const clipboard = (page: Page) => page.evaluate('navigator.clipboard.readText()') as Promise<string>;
  const raw = async (path: string) => (await site.fetch(path)).text();

  describe.each([true, false])('with script %s', (javaScriptEnabled) => {
    it('leads from the front page to a soul, and along', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        await page.goto('/');
        expect(await page.title()).toBe('Soulhub');
        await page
          .getByRole('link', { name: /Engineering/ })
          .first()
          .click();
        await page.getByRole('heading', { level: 1, name: 'Engineering' }).waitFor();
        await page.getByRole('link', { name: 'Go Backend Expert' }).click();
        await page.getByRole('heading', { level: 1, name: 'Go Backend Expert' }).waitFor();
        expect(await page.getByText('clawhub switch go-backend-expert').first().isVisible()).toBe(true);
        await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Core quotes' }).click();
        expect(new URL(page.url()).hash).toMatch(/^#s\d+$/);
        await page.getByRole('link', { name: '@soulhub' }).first().click();
        await page.getByRole('heading', { level: 1, name: 'soulhub' }).waitFor();
      }));

    it('finds, and says plainly when nothing fits', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        await page.goto('/');
        await page.getByLabel('Search for a soul').fill('南丁格尔');
        await page.getByLabel('Search for a soul').press('Enter');
        await page.getByRole('heading', { level: 1, name: 'Search: 南丁格尔' }).waitFor();
        expect(await page.locator('.results h2').first().innerText()).toBe('Florence Nightingale');

        await page.goto('/search?q=code+review&kind=soul');
        expect(await page.locator('.results mark').count()).toBeGreaterThan(0);
        await page.getByLabel('Kind').selectOption('team');
        await page.getByRole('button', { name: 'Show' }).click();
        await page.waitForURL(/kind=team/);
        expect(await page.locator('.results h2').allInnerTexts()).toEqual(['The On-Call Room Team']);

        await page.goto('/search?q=zzqxv+wwkjp');
        await page.getByText('No good match.').waitFor();
        expect(await page.locator('input[type=search]').count()).toBe(1);
      }));

    it('shows every agent its own words', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        await page.goto('/go-backend-expert');
        const panel = (id: string) => page.locator(`.panel.p-${id}`);
        expect(await panel('openclaw').isVisible()).toBe(true);
        expect(await panel('openclaw').innerText()).toContain('/find_souls Go Backend Expert');
        await page.getByLabel('OpenClaw').focus();
        await page.keyboard.press('ArrowRight');
        expect(await panel('openclaw').isVisible()).toBe(false);
        expect(await panel('claude').innerText()).toContain('/find-souls Go Backend Expert');
        expect(await panel('claude').innerText()).toContain('/clear');
      }));

    it('changes the language of the text at the same section, and of the page', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        await page.goto('/en/go-backend-expert');
        const section = page.getByRole('heading', { name: 'Core quotes' });
        const id = await section.getAttribute('id');
        await page.locator(`#${id} + .swap a[hreflang=zh]`).click();
        await page.waitForURL(/lang=zh/);
        expect(new URL(page.url()).hash).toBe(`#${id}`);
        expect(await page.locator(`#${id}`).innerText()).toBe('核心语录');
        expect(await page.locator('.persona').getAttribute('lang')).toBe('zh');
        await page.locator('.switches a').click();
        await page.waitForURL(/\/zh\/go-backend-expert/);
        expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
        expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Go 后端专家');
      }));

    it('compares two versions and reads one', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        await page.goto('/night-gardener');
        await page.getByRole('button', { name: 'Show what changed' }).click();
        await page.waitForURL(/\/night-gardener\/diff\?from=1\.0\.0&to=1\.1\.0/);
        expect(await page.locator('.diff .cut').allInnerTexts()).toEqual(
          expect.arrayContaining([expect.stringContaining('at noon')]),
        );
        expect(await page.locator('.diff .add').allInnerTexts()).toEqual(
          expect.arrayContaining([expect.stringContaining('at dusk')]),
        );
        await page.goto('/night-gardener/1.0.0');
        expect(await page.locator('.persona').innerText()).toContain('at noon');
      }));

    it('says the language of the text in the command, where there is a choice', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        const shell = () =>
          page.locator('.p-openclaw .command', { hasText: 'clawhub switch' }).locator('code').innerText();
        for (const [path, command] of [
          ['/en/go-backend-expert', 'clawhub switch go-backend-expert --lang en'],
          ['/zh/go-backend-expert', 'clawhub switch go-backend-expert --lang zh'],
          ['/en/go-backend-expert?lang=zh', 'clawhub switch go-backend-expert --lang zh'],
          ['/zh/night-gardener', 'clawhub switch night-gardener'],
        ] as const) {
          await page.goto(path);
          expect(await shell(), path).toBe(command);
        }
      }));

    it('warns where an agent does not read so much', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        const warning = page.locator('.steps .notice:visible');
        await page.goto('/en/tide-teller');
        expect(await warning.innerText()).toMatch(
          /^Too long for OpenClaw: it reads 20,000 characters.* has 22,1\d\d\./,
        );
        await page.getByLabel('Claude Code').check();
        expect(await warning.count()).toBe(0);
        await page.getByLabel('Hermes').check();
        expect(await warning.innerText()).toContain('Hermes');
        expect(await page.locator('.facts').innerText()).toMatch(
          /22,1\d\d characters \(English\)\s+\d\d characters \(中文\)/,
        );
        await page.goto('/zh/tide-teller');
        expect(await warning.count()).toBe(0);
      }));

    it('puts a whole team on', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        await page.goto('/en/on-call-room');
        expect(await page.locator('.steps .command code').allInnerTexts()).toEqual([
          'clawhub switch on-call-room',
          'clawhub switch incident-commander',
        ]);
      }));

    it('calls a category by one name', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        for (const [lang, title] of [
          ['en', 'By the Sea'],
          ['zh', '海边'],
        ] as const) {
          await page.goto(`/${lang}/search`);
          expect(await page.locator('select[name=category] option[value=shore]').innerText()).toBe(title);
          await page.goto(lang);
          await page.locator('.chips').getByRole('link', { name: title }).click();
          await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
          expect(await page.locator('.card .small').first().innerText()).toContain(title);
        }
      }));

    it('leads from a version that is not there to those that are', () =>
      withVisitor({ javaScriptEnabled }, async ({ page }) => {
        await page.goto('/en/night-gardener/9.9.9');
        await page.getByText('There is no night-gardener@9.9.9.').waitFor();
        await page.getByRole('link', { name: 'All versions of night-gardener' }).click();
        await page.getByRole('heading', { level: 1, name: 'Night Gardener' }).waitFor();
      }));

    it('gives the text as a file', () =>
      withVisitor({ javaScriptEnabled, acceptDownloads: true }, async ({ page }) => {
        await page.goto('/zh/go-backend-expert');
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: '下载' }).click(),
        ]);
        expect(download.suggestedFilename()).toBe('go-backend-expert.md');
        expect(fs.readFileSync(await download.path(), 'utf8')).toBe(await raw('/go-backend-expert.zh.md'));
      }));
  });

  it('answers while one types, by keyboard alone', () =>
    withVisitor({}, async ({ page }) => {
      await page.goto('/');
      await page.keyboard.press('/');
      await page.keyboard.type('night');
      const option = page.getByRole('option').first();
      await option.waitFor();
      await page.keyboard.press('ArrowDown');
      expect(await option.getAttribute('aria-selected')).toBe('true');
      const chosen = await option.getAttribute('data-href');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${chosen}`);
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/Night/);
    }));

  it('copies a step, the words for a chat, the whole text and its address', () =>
    withVisitor({ permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page }) => {
      await page.goto('/zh/florence-nightingale');
      const press = (name: string | RegExp) =>
        page.getByRole('button', { name }).and(page.locator(':visible')).first().click();
      const copied = async () => {
        await page.getByRole('status').filter({ hasText: '已复制' }).waitFor();
        return clipboard(page);
      };
      await press('复制第 2 步（命令行）');
      expect(await copied()).toBe('clawhub switch florence-nightingale --lang zh');
      await press('复制角色指令');
      await expect.poll(() => clipboard(page)).toContain(`${site.url}/florence-nightingale.zh.md`);
      await press('复制全文');
      await expect.poll(() => clipboard(page)).toBe(await raw('/florence-nightingale.zh.md'));
      await press('复制地址');
      await expect.poll(() => clipboard(page)).toBe(`${site.url}/florence-nightingale.zh.md`);
      await page.goto('/zh/night-gardener/1.0.0');
      await press('复制');
      await expect.poll(() => clipboard(page)).toBe('clawhub install night-gardener@1.0.0');
    }));

  it('remembers the theme and the agent, and paints the theme at once', () =>
    withVisitor({ colorScheme: 'light' }, async ({ page }) => {
      await page.goto('/go-backend-expert');
      const paper = () => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
      const light = await paper();
      await page.getByRole('button', { name: 'Dark' }).click();
      const dark = await paper();
      expect(dark).not.toBe(light);
      await page.getByLabel('Codex').check();
      await page.goto('/letter-writer', { waitUntil: 'commit' });
      await page.locator('main').waitFor({ state: 'attached' });
      expect(await paper()).toBe(dark);
      await page.locator('.panel.p-codex').waitFor();
      expect(await page.getByRole('button', { name: 'Dark' }).getAttribute('aria-pressed')).toBe('true');
    }));

  it('keeps the section that is read when the language of the page changes', () =>
    withVisitor({ viewport: { width: 1280, height: 800 } }, async ({ page }) => {
      await page.goto('/en/go-backend-expert');
      const section = page.getByRole('heading', { name: 'Boundaries' });
      const id = await section.getAttribute('id');
      await section.evaluate((element) => element.scrollIntoView());
      await page.locator(`.index a[href^='#${id}'][aria-current]`).waitFor();
      await page.locator('.switches a').evaluate((link) => (link as unknown as { click(): void }).click());
      await page.waitForURL(/\/zh\//);
      // The section, or the part of it that has come into sight.
      expect(new URL(page.url()).hash).toMatch(new RegExp(`^#${id}(?:-\\d+)?$`));
    }));

  it('can be used with the keyboard from the first key on', () =>
    withVisitor({}, async ({ page }) => {
      await page.goto('/go-backend-expert');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
    }));

  it('prints the text and nothing around it', () =>
    withVisitor({}, async ({ page }) => {
      await page.goto('/go-backend-expert');
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.persona').isVisible()).toBe(true);
      for (const away of ['.top nav', '.bottom', '.index', '.tabs'])
        expect(await page.locator(away).first().isVisible()).toBe(false);
    }));

  it('fits a phone held upright', () =>
    withVisitor({ viewport: { width: 360, height: 740 } }, async ({ page }) => {
      for (const path of ['/', '/zh/go-backend-expert', '/search?q=go', '/docs/api', '/night-gardener/diff']) {
        await page.goto(path);
        await expectNoSideways(page);
      }
    }));

  it.each([360, 390, 414, 700, 1280])('has buttons that hold their words, %s pixels wide', (width) =>
    withVisitor({ viewport: { width, height: 740 } }, async ({ page }) => {
      for (const path of ['/en/night-gardener/diff', '/en/search?q=go', '/zh/search?tag=go', '/en/night-gardener']) {
        await page.goto(path);
        const narrow = await page.evaluate(
          `[...document.querySelectorAll('main button')].filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)`,
        );
        expect(narrow, path).toEqual([]);
      }
    }),
  );

  it('has links that look like buttons with their words in the middle', () =>
    withVisitor({}, async ({ page }) => {
      await page.goto('/en/night-gardener');
      const [above, below] = (await page.evaluate(`(() => {
        const link = document.querySelector('a.button');
        const range = document.createRange();
        range.selectNodeContents(link);
        const [words, box] = [range.getBoundingClientRect(), link.getBoundingClientRect()];
        return [words.top - box.top, box.bottom - words.bottom];
      })()`)) as [number, number];
      expect(Math.abs(above - below)).toBeLessThan(1);
    }));

  it('says who somebody is to a program that only reads the head', () =>
    withVisitor({}, async ({ page }) => {
      const said = (selector: string) => page.locator(`head ${selector}`).getAttribute('content');
      for (const [path, line] of [
        ['/en/tide-teller', 'Reader of tides'],
        ['/zh/tide-teller', '观潮的人'],
      ] as const) {
        await page.goto(path);
        expect(await said('meta[name=description]')).toBe(line);
        expect(await said('meta[property="og:description"]')).toBe(line);
      }
    }));

  it('chooses Chinese for who prefers it', () =>
    withVisitor({ locale: 'zh-CN' }, async ({ page }) => {
      await page.goto('/go-backend-expert');
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
      await page.goto('/en/go-backend-expert');
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
    }));
});
