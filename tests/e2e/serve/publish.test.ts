/**
 * Publishing under fire, as it is met from outside: `clawhub serve` killed with SIGKILL at every step of a publication,
 * and two hundred clients who publish the same version at once, to two hubs on one PostgreSQL of which one is killed. What
 * is asked afterwards is asked over HTTP, as a client would.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readZip } from '../../../src/core/archive/zip.ts';
import type { PackageFiles } from '../../../src/core/files.ts';
import { integrityOf, sha256Hex } from '../../../src/core/integrity.ts';
import { postgresDatabase, postgresReason } from '../../helpers/databases.ts';
import { type Home, makeHome } from '../../helpers/home.ts';
import { type Served, serveHub } from '../../helpers/serve.ts';
import { npmDocument, skillFiles, soulFiles } from '../../helpers/served-hub.ts';

/** Of a publication, as it comes to them; `tests/contract/hub-publish.test.ts` holds the list against the program. */
const STEPS =
  'authorize open read known scan prepare commit claim compare blobs version tags settle audit sent committed'.split(
    ' ',
  );

let home: Home;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => home.remove());

/** The status, or `broken` when there was no answer. */
async function npmPublish(url: string, token: string, name: string, files: PackageFiles, version = '1.0.0') {
  return fetch(`${url}/${name}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(npmDocument(files, { name, version })),
  }).then(
    async (answer) => ({ status: answer.status as number | 'broken', body: await answer.text() }),
    () => ({ status: 'broken' as number | 'broken', body: '' }),
  );
}

interface Packument {
  readonly versions: Readonly<
    Record<string, { readonly dist: { readonly tarball: string; readonly integrity: string } }>
  >;
}

/** What every door says about a version: all of them the same, and the bytes are those that were promised. */
async function lookAt(url: string, name: string, version: string): Promise<'whole' | 'nothing'> {
  const slug = name.split('/').at(-1) ?? name;
  const json = async (at: string) => {
    const answer = await fetch(url + at);
    return answer.ok ? ((await answer.json()) as unknown) : null;
  };
  const packument = (await json(`/${name}`)) as Packument | null;
  const detail = (await json(`/api/v1/skills/${slug}/versions/${version}`)) as {
    version: { files: { path: string; sha256: string }[] };
  } | null;
  const zip = await fetch(`${url}/api/v1/download?slug=${slug}&version=${version}`);
  const listed = (await json(`/api/v1/skills?prefix=${slug}`)) as { items: { slug: string }[] };
  const found = (await json(`/-/v1/search?text=${slug}`)) as { objects: { package: { name: string } }[] };
  const tarball = packument === null ? null : await fetch(packument.versions[version]?.dist.tarball ?? url);
  const doors = [
    packument?.versions[version] !== undefined,
    detail !== null,
    zip.ok,
    tarball?.ok === true,
    listed.items.some((item) => item.slug === slug),
    found.objects.some((each) => each.package.name === name),
  ];
  if (doors.every((open) => !open)) return 'nothing';
  expect(doors, name).toEqual(doors.map(() => true));
  const bytes = new Uint8Array((await tarball?.arrayBuffer()) ?? new ArrayBuffer());
  expect(integrityOf(bytes)).toBe(packument?.versions[version]?.dist.integrity);
  const files = readZip(new Uint8Array(await zip.arrayBuffer()), { root: '' });
  expect(Object.fromEntries([...files].map(([path, its]) => [path, sha256Hex(its)]))).toEqual(
    Object.fromEntries((detail?.version.files ?? []).map(({ path, sha256 }) => [path, sha256])),
  );
  return 'whole';
}

/** As today's `clawhub` does: a ticket and the bytes for each file; gives the request that publishes them. */
async function upload(url: string, token: string, slug: string, files: PackageFiles): Promise<RequestInit> {
  const send = async (at: string, init: RequestInit) => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    return (await fetch(at, { method: 'POST', ...init, headers })).json() as Promise<Record<string, string>>;
  };
  const rows = [];
  for (const [path, bytes] of files) {
    const claim = { path, size: bytes.length, sha256: sha256Hex(bytes), contentType: 'text/markdown' };
    const ticket = await send(`${url}/api/v1/skills/-/upload-url`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(claim),
    });
    const { storageId } = await send(ticket.uploadUrl ?? '', { body: bytes as Uint8Array<ArrayBuffer> });
    rows.push({ ...claim, storageId, uploadTicket: ticket.uploadTicket });
  }
  const body = { slug, displayName: slug, version: '1.0.0', changelog: '', acceptLicenseTerms: true, files: rows };
  return {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

describe('a hub that is killed while it publishes', () => {
  const data = () => home.path('killed');
  const serve = (step?: string) =>
    serveHub(home, ['--no-seed'], {
      data: data(),
      env: step === undefined ? {} : { SOULHUB_FAULT: `hub-${step}=kill` },
    });

  it('has the version whole or not at all, and takes it when it comes again', async () => {
    let hub = await serve();
    const token = hub.token('ada');
    await hub.stop();
    for (const step of STEPS) {
      const name = `killed-at-${step}`;
      hub = await serve(step);
      expect((await npmPublish(hub.url, token, name, soulFiles(name))).status, step).toBe('broken');
      expect(await hub.ended, step).toMatchObject({ signal: 'SIGKILL' });
      hub = await serve();
      expect(await lookAt(hub.url, name, '1.0.0'), step).toBe(step === 'committed' ? 'whole' : 'nothing');
      expect((await npmPublish(hub.url, token, name, soulFiles(name))).status, step).toBe(
        step === 'committed' ? 200 : 201,
      );
      expect(await lookAt(hub.url, name, '1.0.0')).toBe('whole');
      expect(await hub.stop()).toBe(0);
    }
  }, 300_000);

  it.each(['sent', 'committed'])('takes the same uploads again when it died at "%s"', async (step) => {
    const slug = `uploads-${step}`;
    let hub = await serve(step);
    const token = hub.token('ada');
    const request = await upload(hub.url, token, slug, skillFiles(slug));
    await expect(fetch(`${hub.url}/api/v1/skills`, request)).rejects.toThrow();
    expect(await hub.ended).toMatchObject({ signal: 'SIGKILL' });
    hub = await serve();
    const answer = await fetch(`${hub.url}/api/v1/skills`, request);
    expect(await answer.json()).toMatchObject({ ok: true, slug, version: '1.0.0' });
    expect(await lookAt(hub.url, `@ada/${slug}`, '1.0.0')).toBe('whole');
    expect(await hub.stop()).toBe(0);
  });
});

describe.skipIf(postgresReason !== null)(
  `two hubs on one PostgreSQL${postgresReason ? `, skipped: ${postgresReason}` : ''}`,
  () => {
    let database: Awaited<ReturnType<typeof postgresDatabase>>;
    let token: string;
    const serve = (name: string, fault?: string) =>
      serveHub(home, ['--no-seed', '--database-url', database.url], {
        data: home.path(name),
        env: fault === undefined ? {} : { SOULHUB_FAULT: fault },
      });
    beforeAll(async () => {
      database = await postgresDatabase();
    }, 60_000);
    afterAll(() => database.drop(), 60_000);

    it('let one of two hundred win who publish the same version at once, and sign alike', async () => {
      const both = await Promise.all([serve('one'), serve('two')]);
      token = both[0].token('ada');
      const keys = await Promise.all(both.map(async ({ url }) => (await fetch(`${url}/-/npm/v1/keys`)).text()));
      expect(keys[1]).toBe(keys[0]);
      const files = (n: number) => soulFiles('contested', '1.0.0', { 'README.md': `Try ${n}` });
      const ends = await Promise.all(
        Array.from({ length: 200 }, (_, n) => npmPublish((both[n % 2] as Served).url, token, 'contested', files(n))),
      );
      expect(ends.filter(({ status }) => status === 201)).toHaveLength(1);
      const lost = ends.filter(({ status }) => status === 409);
      expect(lost).toHaveLength(199);
      for (const { body } of lost) expect(body).toMatch(/contested@1\.0\.0 was published before, with other content/);
      for (const { url } of both) expect(await lookAt(url, 'contested', '1.0.0')).toBe('whole');
      const same = await Promise.all(
        Array.from({ length: 200 }, (_, n) =>
          npmPublish((both[n % 2] as Served).url, token, 'agreed', soulFiles('agreed')),
        ),
      );
      expect(same.map(({ status }) => status).sort()).toEqual([...Array(199).fill(200), 201]);
      for (const hub of both) expect(await hub.stop()).toBe(0);
    }, 180_000);

    it('lose and tear nothing when one is killed in the middle', async () => {
      const doomed = await serve('one', 'hub-sent@4=kill');
      const other = await serve('two');
      const names = Array.from({ length: 20 }, (_, n) => `shared-${String.fromCharCode(97 + n)}`);
      // The first four have nobody to be faster than the one that dies at the fourth.
      const tries = names.flatMap((name, at) =>
        Array.from({ length: 10 }, (_, n) => ({
          name,
          hub: at < 4 || n % 2 === 0 ? doomed : other,
          text: `Try ${n}`,
        })),
      );
      const filesOf = ({ name, text }: { name: string; text: string }) =>
        soulFiles(name, '1.0.0', { 'README.md': text });
      const ends = await Promise.all(
        tries.map(async (one) => ({ ...one, ...(await npmPublish(one.hub.url, token, one.name, filesOf(one))) })),
      );
      expect(await doomed.ended).toMatchObject({ signal: 'SIGKILL' });
      expect(ends.filter(({ hub, status }) => hub === other && status !== 201 && status !== 409)).toEqual([]);
      const again = await Promise.all(
        tries.map(async (one) => ({ ...one, ...(await npmPublish(other.url, token, one.name, filesOf(one))) })),
      );
      for (const name of names) {
        expect(await lookAt(other.url, name, '1.0.0')).toBe('whole');
        const winners = ends.filter((one) => one.name === name && one.status === 201);
        expect(winners.length, `${name} was won by more than one`).toBeLessThan(2);
        const kept = again.filter((one) => one.name === name && one.status !== 409);
        expect(kept).toHaveLength(1);
        // Known from the first time, unless the only one who was winning it was killed.
        if (winners.length > 0) expect(kept[0]?.status).toBe(200);
        if (winners[0]) expect(kept[0]?.text).toBe(winners[0].text);
      }
      expect(await other.stop()).toBe(0);
    }, 180_000);
  },
);
