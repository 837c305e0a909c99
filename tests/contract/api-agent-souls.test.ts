/** The Agent Souls dialect: the same texts at the same addresses as in a mirror of plain files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mirrorFiles } from '../../src/core/mirror.ts';
import { readPackage } from '../../src/core/package.ts';
import { filesOf, npmPublish, skillFiles, soulFiles, startTestHub, type TestHub } from '../helpers/served-hub.ts';

let hub: TestHub;
const english = filesOf({
  'SOUL.md':
    '---\nname: mono\nkind: soul\nlanguages: [en]\ncategory: Life & Learning\n---\n\n# Mono\n\nYou are Mono.\n',
});
const souls = [
  { name: '@ada/atlas', files: soulFiles('@ada/atlas') },
  { name: 'go-expert', files: soulFiles('go-expert') },
  { name: 'mono', files: english },
];
const mirror = mirrorFiles(
  souls.map(({ name, files }) => readPackage(files, { name, version: '1.0.0', facts: { name, version: '1.0.0' } })),
  { published: '2026-01-01T00:00:00Z' },
);
const mirrored = (path: string) => Buffer.from(mirror.get(path) ?? []).toString();

beforeAll(async () => {
  hub = await startTestHub();
  const ada = await hub.token('ada');
  for (const { name, files } of souls) await npmPublish(hub, ada, files, { name, version: '1.0.0' });
  await npmPublish(hub, ada, skillFiles('helper'), { name: 'helper', version: '1.0.0' });
});
afterAll(() => hub.close());

describe('search.json', () => {
  it('lists what a mirror lists, and no skills', async () => {
    const answer = await hub.fetch('/search.json');
    const byName = (a: { package: string }, b: { package: string }) => (a.package < b.package ? -1 : 1);
    const list = ((await answer.json()) as { package: string }[]).sort(byName);
    expect(list).toEqual((JSON.parse(mirrored('search.json')) as { package: string }[]).sort(byName));
    const again = await hub.fetch('/search.json', { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });
});

describe('texts', () => {
  const paths = [
    'engineering/ada~atlas/SOUL.md',
    'engineering/ada~atlas/SOUL.en.md',
    'engineering/go-expert/SOUL.md',
    'life-learning/mono/SOUL.md',
    'life-learning/mono/SOUL.en.md',
  ];
  it.each(paths)('%s is what a mirror has', async (path) => {
    const answer = await hub.fetch(`/${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(mirror.has(path)).toBe(true);
    expect(await answer.text()).toBe(mirrored(path));
    const again = await hub.fetch(`/${path}`, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('SOUL.md is Chinese, SOUL.en.md English, without front matter', async () => {
    expect(await (await hub.fetch('/engineering/go-expert/SOUL.md')).text()).toMatch(/^# go-expert 人设/);
    expect(await (await hub.fetch('/engineering/go-expert/SOUL.en.md')).text()).toMatch(/^# go-expert\n/);
  });

  it.each([
    '/other/go-expert/SOUL.md',
    '/engineering/nobody/SOUL.md',
    '/engineering/helper/SOUL.md',
    '/engineering/..%2f..%2fetc/SOUL.md',
    '/engineering/go-expert/SOUL.zh.md',
    '/engineering/~/SOUL.md',
  ])('%s is not there', async (path) => {
    expect((await hub.fetch(path)).status).toBe(404);
  });

  it('are gone with the package', async () => {
    const { OPERATOR } = await import('../../registry/domain/actor.ts');
    const { withdraw } = await import('../../registry/domain/moderation.ts');
    const ada = await hub.token('ada');
    await npmPublish(hub, ada, soulFiles('gone'), { name: 'gone', version: '1.0.0' });
    expect((await hub.fetch('/engineering/gone/SOUL.md')).status).toBe(200);
    await withdraw(hub.hub, OPERATOR, { name: 'gone' }, null, 'stolen');
    expect((await hub.fetch('/engineering/gone/SOUL.md')).status).toBeGreaterThanOrEqual(404);
    expect(JSON.stringify(await (await hub.fetch('/search.json')).json())).not.toContain('"gone"');
  });
});
