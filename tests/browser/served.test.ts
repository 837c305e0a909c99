/** The built program, started as a user starts it, has its pages with it; and one address serves browsers and npm. */
import { describe, expect, it } from 'vitest';
import { makeHome } from '../helpers/home.ts';
import { serveHub } from '../helpers/serve.ts';

const CHROME = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';

describe('clawhub serve', () => {
  it('brings its pages along, and tells npm from a browser', async () => {
    const home = makeHome();
    const served = await serveHub(home);
    const ask = (path: string, accept: string, more: Record<string, string> = {}) =>
      fetch(`${served.url}${path}`, { headers: { accept, ...more }, redirect: 'manual' });
    try {
      const page = await ask('/go-backend-expert', CHROME);
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('vary')).toContain('Accept');
      const html = await page.text();
      for (const [, asset = ''] of html.matchAll(/(?:href|src)="(\/-\/assets\/[^"]+)"/g)) {
        expect((await ask(asset, '*/*')).status).toBe(200);
      }
      for (const accept of [
        'application/json',
        'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*',
        '*/*',
      ]) {
        const packument = await ask('/go-backend-expert', accept);
        expect(((await packument.json()) as { name: string }).name).toBe('go-backend-expert');
      }
      expect(
        (await ask('/go-backend-expert', '*/*', { 'user-agent': 'Twitterbot/1.0' })).headers.get('content-type'),
      ).toContain('text/html');
      expect((await ask('/healthz', CHROME)).headers.get('content-type')).toContain('application/json');
      expect((await ask('/Go-Backend-Expert', CHROME)).headers.get('location')).toBe('/go-backend-expert');
      expect((await ask('/go-backend-expert/', CHROME)).headers.get('location')).toBe('/go-backend-expert');
      expect((await ask('/go-backend-expert/latest', CHROME)).headers.get('location')).toBe('/go-backend-expert/1.0.0');
      expect(await (await ask('/go-backend-expert.zh.md', '*/*')).text()).toContain('## 核心身份');
      const robots = await (await ask('/robots.txt', '*/*')).text();
      const rules = [...robots.matchAll(/^Disallow: (.+)$/gm)].map(
        ([, rule = '']) => new RegExp(`^${rule.replace(/[.?]/g, '\\$&').replaceAll('*', '.*')}`),
      );
      const isForbidden = (path: string) => rules.some((rule) => rule.test(path));
      for (const path of [
        '/accountant',
        '/en/accountant',
        '/zh/accounts',
        '/en/different',
        '/@ada/diffuse',
        '/searcher',
      ])
        expect(isForbidden(path), path).toBe(false);
      for (const path of [
        '/account',
        '/en/account?to=/',
        '/zh/account/sign-in',
        '/search?q=x',
        '/en/x/diff?from=1',
        '/api/v1/x',
      ])
        expect(isForbidden(path), path).toBe(true);
      expect((await ask('/go-backend-expert.fr.md', '*/*')).status).toBe(404);
      expect((await ask('/api/v1/none', CHROME)).headers.get('content-type')).not.toContain('html');
      for (const path of ['/', '/en', '/search', '/teams', '/docs', '/docs/api', '/publish', '/category/engineering']) {
        for (const method of ['GET', 'HEAD']) {
          const anything = await fetch(`${served.url}${path}`, { method, headers: { accept: '*/*' } });
          expect([path, method, anything.status]).toEqual([path, method, 200]);
          expect(anything.headers.get('content-type')).toBe('text/html; charset=utf-8');
        }
      }
      for (const path of ['/', '/search', '/teams']) {
        const npm = await ask(path, 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*');
        expect([path, npm.status, npm.headers.get('content-type')]).toEqual([
          path,
          404,
          'application/json; charset=utf-8',
        ]);
      }
      for (const method of ['GET', 'HEAD']) {
        const slash = await fetch(`${served.url}/en/`, { method, redirect: 'manual' });
        expect([slash.status, slash.headers.get('location')]).toEqual([302, '/en']);
        const gone = await fetch(`${served.url}/en/not-there`, { method });
        expect([gone.status, gone.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
      }
    } finally {
      await served.stop();
      home.remove();
    }
  });
});
