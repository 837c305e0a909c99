/** The best-known library of souls, seeded into an empty hub by one command, and then used by somebody. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Home, makeHome } from '../../helpers/home.ts';
import { type Served, serveHub } from '../../helpers/serve.ts';
import { sharedPath } from '../../helpers/shared.ts';

const library = sharedPath('data/agent-souls');
const why = library === undefined ? ', skipped: ../shared/data/agent-souls is missing' : '';

interface Entry {
  readonly name_zh: string;
  readonly name_en: string;
  readonly url: string;
}

describe.skipIf(library === undefined)(`a library of souls${why}`, () => {
  let home: Home;
  let hub: Served;
  beforeAll(() => {
    home = makeHome();
  });
  afterAll(async () => {
    if (hub) expect(await hub.stop()).toBe(0);
    home.remove();
  });

  const entries = () => JSON.parse(fs.readFileSync(path.join(library ?? '', 'search.json'), 'utf8')) as Entry[];

  it('is seeded whole by one command, with every language', async () => {
    const words = ['admin', 'seed', library ?? '', '--owner', 'library', '--data', home.path('hub'), '--json'];
    const seeded = await home.start(words, { killAfter: 500_000 });
    expect(JSON.parse(seeded.stdout)).toEqual({ done: 591, published: 591, present: 0, failed: [] });
    hub = await serveHub(home, ['--no-seed', '--no-rate-limits']);
    const served = (await (await fetch(`${hub.url}/search.json`)).json()) as (Entry & { languages: string[] })[];
    expect(served).toHaveLength(591);
    expect(new Set(served.map(({ name_zh }) => name_zh)).size).toBe(new Set(entries().map((e) => e.name_zh)).size);
    const bilingual = entries().filter(({ url }) => fs.existsSync(path.join(library ?? '', url, 'SOUL.en.md')));
    expect(served.filter(({ languages }) => languages.includes('en') && languages.includes('zh'))).toHaveLength(
      bilingual.length,
    );
  }, 600_000);

  it('can be found, read, installed and switched to, by the name that people use', async () => {
    const registry = ['--registry', hub.url];
    const sample = entries().filter((_, index) => index % 60 === 7);
    for (const { name_zh, url } of sample) {
      const { results } = home.json<{ results: { name: string; displayName: Record<string, string> }[] }>([
        'search',
        name_zh,
        ...registry,
      ]);
      const found = results.find(({ displayName }) => displayName.zh === name_zh);
      expect(found, name_zh).toBeDefined();
      const name = found?.name ?? '';
      expect(home.run(['show', name, '--lang', 'zh', ...registry]).stdout.length, name_zh).toBeGreaterThan(200);
      expect(home.run(['install', name, ...registry]).code, name_zh).toBe(0);
      const switched = home.run(['switch', name, '--lang', 'zh', '--force', ...registry]);
      expect(switched.code, `${name_zh}: ${switched.stderr}`).toBe(0);
      expect(home.read('SOUL.md').toString(), name_zh).toContain(longestLine(url, 'SOUL.md'));
      expect(home.run(['clear']).code).toBe(0);
    }
  }, 300_000);

  it('serves every soul in every language it has, with its own words', async () => {
    const served = (await (await fetch(`${hub.url}/search.json`)).json()) as Entry[];
    const texts = new Map<string, string>();
    for (const { url, name_zh } of served) {
      for (const file of ['SOUL.md', 'SOUL.en.md']) {
        const answer = await fetch(`${hub.url}${url}${file}`);
        if (answer.ok) texts.set(`${name_zh} ${file}`, (texts.get(`${name_zh} ${file}`) ?? '') + (await answer.text()));
      }
    }
    for (const { url, name_zh } of entries()) {
      for (const file of ['SOUL.md', 'SOUL.en.md'].filter((each) => fs.existsSync(path.join(library ?? '', url, each))))
        expect(texts.get(`${name_zh} ${file}`)?.includes(longestLine(url, file)), `${url}${file}`).toBe(true);
    }
  }, 300_000);

  function longestLine(url: string, file: string): string {
    const lines = fs.readFileSync(path.join(library ?? '', url, file), 'utf8').split(/\r?\n/);
    return lines.reduce((longest, line) => (line.length > longest.length ? line : longest), '');
  }
});
