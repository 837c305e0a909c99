/** Other programs that speak npm's dialect: pnpm, Yarn, and Verdaccio as a mirror in front of a hub. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClientHome, type ClientName, clientHome, missingOf, titleFor } from '../../helpers/real-clients.ts';
import { startVerdaccio } from '../../helpers/registries.ts';
import { npmPublish, soulFiles, startTestHub, type TestHub } from '../../helpers/served-hub.ts';

const SLOW = 300_000;

let hub: TestHub;
let ada: string;
let home: ClientHome;

beforeAll(async () => {
  hub = await startTestHub();
  ada = await hub.token('ada');
  for (const version of ['1.0.0', '1.1.0'])
    await npmPublish(hub, ada, soulFiles('@ada/atlas', version), { name: '@ada/atlas', version });
  await npmPublish(hub, ada, soulFiles('go-expert'), { name: 'go-expert', version: '1.0.0' });
});
afterAll(() => hub.close());
beforeEach(() => {
  home = clientHome();
  home.write('package.json', '{"name":"app","version":"1.0.0","private":true}');
});
afterEach(() => home.remove());

const succeed = async (name: ClientName, ...args: string[]) => {
  const ran = await home.run(name, args);
  expect([ran.code, ran.all]).toEqual([0, expect.anything()]);
  return ran.stdout;
};

describe.skipIf(missingOf('pnpm') !== null)(titleFor('pnpm 12', 'pnpm'), { timeout: SLOW }, () => {
  beforeEach(() => {
    const host = new URL(hub.url).host;
    fs.writeFileSync(path.join(home.root, '.npmrc'), `registry=${hub.url}/\n//${host}/:_authToken=${ada}\n`);
    home.write('pnpm-workspace.yaml', `registry: ${hub.url}/\nstoreDir: ${home.root}/store\nminimumReleaseAge: 0\n`);
  });

  it('add, install --frozen-lockfile, update, view', async () => {
    await succeed('pnpm', 'add', '@ada/atlas@1.0.0', 'go-expert');
    expect(home.read('node_modules/@ada/atlas/SOUL.md')).toContain('version 1.0.0');
    expect(home.read('pnpm-lock.yaml')).toMatch(/'@ada\/atlas@1\.0\.0':\n +resolution: \{integrity: sha512-/);
    fs.rmSync(path.join(home.work, 'node_modules'), { recursive: true });
    await succeed('pnpm', 'install', '--frozen-lockfile');
    expect(home.has('node_modules/go-expert/SOUL.md')).toBe(true);
    await succeed('pnpm', 'update', '--latest');
    expect(home.read('node_modules/@ada/atlas/SOUL.md')).toContain('version 1.1.0');
    expect(await succeed('pnpm', 'view', '@ada/atlas', 'version')).toContain('1.1.0');
  });

  it('publish', async () => {
    home.write('src/package.json', '{"name":"@ada/by-pnpm","version":"1.0.0"}');
    home.write('src/SOUL.md', '---\nname: "@ada/by-pnpm"\n---\n\n# By pnpm\n\nYou were packed by pnpm.\n');
    const ran = await home.run('pnpm', ['publish', '--no-git-checks'], { cwd: path.join(home.work, 'src') });
    expect([ran.code, ran.all]).toEqual([0, expect.anything()]);
    const answer = await hub.fetch('/@ada%2fby-pnpm/1.0.0');
    expect((await answer.json()) as object).toMatchObject({ soulhub: { manifest: { kind: 'soul' } } });
  });
});

describe.skipIf(missingOf('yarn') !== null)(titleFor('yarn 4', 'yarn'), { timeout: SLOW }, () => {
  it('add, install --immutable, npm info, npm publish', async () => {
    const settings = {
      npmRegistryServer: hub.url,
      unsafeHttpWhitelist: ['127.0.0.1'],
      npmAuthToken: ada,
      enableTelemetry: false,
      enableGlobalCache: false,
      nodeLinker: 'node-modules',
      npmMinimalAgeGate: 0,
    };
    home.write('.yarnrc.yml', JSON.stringify(settings));
    home.write('yarn.lock', '');
    await succeed('yarn', 'add', '@ada/atlas@1.0.0', 'go-expert');
    expect(home.read('node_modules/@ada/atlas/SOUL.md')).toContain('version 1.0.0');
    // The address is the one that every npm registry has, so it is not written down.
    expect(home.read('yarn.lock')).toContain('resolution: "@ada/atlas@npm:1.0.0"');
    expect(home.read('yarn.lock')).not.toContain('__archiveUrl');
    await succeed('yarn', 'install', '--immutable');
    expect(await succeed('yarn', 'npm', 'info', '@ada/atlas', '--fields', 'version', '--json')).toContain('1.1.0');
    home.write('src/package.json', '{"name":"@ada/by-yarn","version":"1.0.0"}');
    home.write('src/SOUL.md', '---\nname: "@ada/by-yarn"\n---\n\n# By Yarn\n\nYou were packed by Yarn.\n');
    home.write('src/yarn.lock', '');
    const options = { cwd: path.join(home.work, 'src') };
    expect((await home.run('yarn', ['install'], options)).code).toBe(0);
    // Yarn asks for a private package where nothing is said, which must not become a public one by accident.
    const restricted = await home.run('yarn', ['npm', 'publish'], options);
    expect([restricted.code, restricted.all]).toEqual([
      1,
      expect.stringMatching(/no private packages.*--access public/),
    ]);
    const ran = await home.run('yarn', ['npm', 'publish', '--access', 'public'], options);
    expect([ran.code, ran.all]).toEqual([0, expect.anything()]);
    expect((await hub.fetch('/@ada%2fby-yarn')).status).toBe(200);
  });
});

describe.skipIf(missingOf('verdaccio', 'npm') !== null)(
  titleFor('verdaccio 6', 'verdaccio', 'npm'),
  { timeout: SLOW },
  () => {
    it('mirrors a hub: npm installs, views and searches through it', async () => {
      const mirror = await startVerdaccio({ uplink: `${hub.url}/` });
      try {
        const url = `${mirror.url}/`;
        const env = { npm_config_registry: url, npm_config_update_notifier: 'false' };
        const installed = await home.run('npm', ['install', '@ada/atlas@1.0.0', 'go-expert'], { env });
        expect([installed.code, installed.all]).toEqual([0, expect.anything()]);
        expect(home.read('node_modules/@ada/atlas/SOUL.md')).toContain('version 1.0.0');
        const viewed = await home.run('npm', ['view', '@ada/atlas', 'dist-tags', '--json'], { env });
        expect(JSON.parse(viewed.stdout)).toEqual({ latest: '1.1.0' });
        // What the hub signed is still signed when somebody else hands it on.
        const signatures = await home.run('npm', ['view', '@ada/atlas', 'dist.signatures', '--json'], { env });
        expect(JSON.stringify(JSON.parse(signatures.stdout))).toContain('SHA256:');
      } finally {
        await mirror.stop();
      }
    });
  },
);
