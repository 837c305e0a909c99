/**
 * A soul whose author put an attack into every field, and whose owner has a name made to deceive. It is published by the
 * ordinary way, as anybody could, and then looked at on every page that shows it: nothing of it runs, nothing of it is
 * fetched, nothing of it is markup.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { createUser } from '../../registry/domain/owners.ts';
import {
  axeViolations,
  browserReason,
  expectNoSideways,
  openBrowser,
  type Site,
  startSite,
  visitor,
} from '../helpers/browser.ts';
import { filesOf, npmPublish } from '../helpers/served-hub.ts';

const RUN = 'globalThis.pwned=1';
const SCRIPT = `<script>${RUN}</script>`;
const IMAGE = `<img src=x onerror=${RUN}>`;
const BREAKOUT = `"><svg onload=${RUN}>`;
const TEMPLATE = `\${${RUN}}{{constructor.constructor('${RUN}')()}}<%= 7*7 %>#{7*7}`;
const FAR = 'https://evil.example/beacon.png';

/** As a double-quoted YAML text. */
const yaml = (value: string) => JSON.stringify(value);

const SOUL = `---
name: "@mallory/attack"
version: 1.0.0
kind: soul
displayName: { en: ${yaml(`Атака ${SCRIPT}`)}, zh: ${yaml(`攻击${IMAGE}`)} }
description: { en: ${yaml(`${BREAKOUT} ${TEMPLATE}`)}, zh: ${yaml(`</title></script>${SCRIPT}`)} }
category: ${yaml(`<b onclick=${RUN}>x</b>`)}
tags: { en: [${yaml('<i>tag</i>')}, ${yaml(`'onmouseover='${RUN}`)}, ${yaml('../../../etc')}], zh: [${yaml('标签"><a>')}] }
languages: [en, zh]
license: ${yaml(`MIT${BREAKOUT}`)}
author: ${yaml(`${SCRIPT}--><!--`)}
homepage: "javascript:${RUN}"
repository: "vbscript:${RUN}"
aliases: [${yaml(SCRIPT)}]
disclaimer: ${yaml(`${IMAGE}</p></div></main>`)}
---

# Attack ${SCRIPT}

> ${IMAGE}

${SCRIPT}

## ${BREAKOUT}

<iframe srcdoc="<script>${RUN}</script>"></iframe>
<style>*{display:none!important}</style>
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<base href="https://evil.example/">
<form action="https://evil.example/"><input name=q></form>

[a](javascript:${RUN}) [b](JaVaScRiPt:${RUN}) [c](java&#10;script:alert(1)) [d](feed:javascript:x)
[e](vbscript:msgbox) [f](file:///etc/passwd) [g](//evil.example/x) [h](/-/logout) [i](blob:x) [j](https://ok.example/"onclick="${RUN})
[](https://ok.example/empty) <javascript:${RUN}> <https://ok.example/auto>

![picture](${FAR}) ![x](javascript:${RUN}) [![both](${FAR})](javascript:${RUN})

##

###### Deep

| a | b |
|:--|--:|
| ${SCRIPT} | ${IMAGE} |

\`\`\`html"onload="${RUN}
${SCRIPT}
\`\`\`

## ${TEMPLATE}

[ref]: javascript:${RUN}
[ref] and [ref][ref]
`;

const CHINESE = `# 攻击 ${IMAGE}\n\n## ${SCRIPT}\n\n[点我](javascript:${RUN})\n`;

/** What the scanner does not let through at all; how it would be drawn is a unit test of the Markdown. */
const REFUSED = SOUL.replace('feed:javascript:x', `data:text/html,${encodeURIComponent(SCRIPT)}`).replace(
  '1.0.0',
  '0.9.0',
);

describe.skipIf(browserReason)(`an attack in every field${browserReason ? ` (${browserReason})` : ''}`, () => {
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = [await startSite(), await openBrowser()];
    await createUser(site.hub, OPERATOR, { handle: 'mallory', displayName: `sоulhub ${IMAGE}` });
    const token = await site.token('mallory');
    const files = (text: string) => filesOf({ 'SOUL.md': text, 'SOUL.zh.md': CHINESE, 'README.md': SCRIPT });
    await expect(
      npmPublish(site, token, files(REFUSED), { name: '@mallory/attack', version: '0.9.0' }),
    ).rejects.toThrow(/422.*SCAN/s);
    const next = SOUL.replace('version: 1.0.0', 'version: 1.0.1').replace('## Deep', `## Deep ${IMAGE}`);
    await npmPublish(site, token, files(SOUL), { name: '@mallory/attack', version: '1.0.0' });
    await npmPublish(site, token, files(next), { name: '@mallory/attack', version: '1.0.1' });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const PATHS = [
    '/',
    '/@mallory/attack',
    '/@mallory/attack?lang=zh',
    '/@mallory/attack/1.0.0',
    '/@mallory/attack/diff?from=1.0.0&to=1.0.1',
    '/@mallory',
    `/search?q=${encodeURIComponent(`attack ${SCRIPT}`)}&tag=${encodeURIComponent(BREAKOUT)}&sort=${encodeURIComponent(IMAGE)}`,
    '/search?q=attack',
    `/category/${encodeURIComponent(`<b onclick=${RUN}>x</b>`)}`,
    `/tag/${encodeURIComponent('<i>tag</i>')}`,
    `/docs/report?package=${encodeURIComponent(BREAKOUT)}`,
    `/${encodeURIComponent(SCRIPT)}`,
    `/go-backend-expert?lang=${encodeURIComponent(BREAKOUT)}`,
    `/night/diff?from=${encodeURIComponent(IMAGE)}`,
  ];

  it.each(['en', 'zh'])('stays text, in %s', async (lang) => {
    const visit = await visitor(browser, site, { viewport: { width: 360, height: 740 } });
    const { page } = visit;
    for (const path of PATHS) {
      await page.goto(`/${lang}${path === '/' ? '' : path}`, { waitUntil: 'networkidle' });
      expect(await page.evaluate('globalThis.pwned'), path).toBeUndefined();
      const found = await page.evaluate(() => {
        const document = (
          globalThis as unknown as {
            document: {
              querySelectorAll(
                css: string,
              ): ArrayLike<{ outerHTML: string; attributes: ArrayLike<{ name: string; value: string }> }>;
            };
          }
        ).document;
        const all = Array.from(document.querySelectorAll('body *'));
        const html = (css: string) =>
          Array.from(document.querySelectorAll(css)).map((element) => element.outerHTML.slice(0, 200));
        return {
          foreign: html(
            'main script, main iframe, main style, main meta, main base, main svg, main img, main object, main b[onclick]',
          ),
          handlers: all
            .filter((element) =>
              Array.from(element.attributes).some(
                ({ name }) => name.startsWith('on') || name === 'style' || name === 'srcdoc',
              ),
            )
            .map((element) => element.outerHTML.slice(0, 200)),
          links: all.flatMap((element) =>
            Array.from(element.attributes)
              .filter(({ name }) => ['href', 'src', 'action', 'formaction'].includes(name))
              .map(({ value }) => value),
          ),
        };
      });
      expect(found.foreign, path).toEqual([]);
      expect(found.handlers, path).toEqual([]);
      const schemes = found.links
        .filter((link) => /^[a-z][a-z0-9+.-]*:/i.test(link))
        .map((link) => new URL(link).protocol);
      expect(
        schemes.filter((scheme) => !['https:', 'http:', 'mailto:'].includes(scheme)),
        path,
      ).toEqual([]);
      expect(
        found.links.filter((link) => link.startsWith('//') || link.includes('evil.example')),
        path,
      ).toEqual([]);
      await expectNoSideways(page);
      expect(await axeViolations(page), path).toEqual([]);
    }
    expect(visit.strays).toEqual([]);
    expect(visit.complaints).toEqual([]);
    await visit.close();
  });

  it('marks links of authors as theirs, and shows what was written', async () => {
    const visit = await visitor(browser, site);
    await visit.page.goto('/en/@mallory/attack');
    const links = visit.page.locator('.persona a:not(.swap a)');
    for (const rel of await links.evaluateAll((all) => all.map((link) => link.getAttribute('rel'))))
      expect(rel).toBe('nofollow ugc noopener');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      expect.stringContaining('https://ok.example/%22onclick='),
      'https://ok.example/empty',
      'https://ok.example/auto',
    ]);
    expect(await visit.page.getByRole('heading', { level: 1 }).innerText()).toBe(`Атака ${SCRIPT}`);
    expect(await visit.page.locator('.persona').innerText()).toContain(IMAGE);
    await visit.close();
  });

  it('is inert where programs read: feed, map, llms.txt, pictures, raw text, data', async () => {
    const feed = await (await site.fetch('/feed.xml')).text();
    expect(feed).not.toContain('<script>');
    expect(feed).toContain('&#60;script&#62;');
    expect(await (await site.fetch('/sitemap.xml')).text()).toContain('/en/@mallory/attack');
    const llms = await site.fetch('/llms.txt');
    expect(llms.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await llms.text()).split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '# Soulhub',
      '## Souls',
      '## Teams',
      '## Skills',
    ]);
    const raw = await site.fetch('/@mallory/attack.md', { headers: { accept: 'text/html' } });
    expect(raw.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(raw.headers.get('content-security-policy')).toContain('sandbox');
    expect((await site.fetch('/-/og/@mallory~attack.en.png')).headers.get('content-type')).toBe('image/png');
    const page = await (await site.fetch('/en/@mallory/attack')).text();
    const [, data = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(data)).toMatchObject({ name: `Атака ${SCRIPT}` });
  });

  it('has a policy without exceptions, and headers that cannot be split', async () => {
    for (const path of [
      '/en',
      '/en/@mallory/attack',
      '/en/search?q=x%0d%0aset-cookie:%20a=b',
      '/en/none%0d%0ax-evil:1',
      '/zh/a/b/c',
    ]) {
      const answer = await site.fetch(path);
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; /);
      expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('same-origin');
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('x-evil')).toBeNull();
    }
  });
});
