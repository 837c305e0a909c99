/** Counts of requests that several hubs share, in the stores that operators have; and a store that goes away. */
import { once } from 'node:events';
import net from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { startHub } from '../../registry/main.ts';
import { postgresDatabase, postgresReason } from '../helpers/databases.ts';
import { removeFolders, tempFolder } from '../helpers/packages.ts';
import { startTestHub, type TestHub } from '../helpers/served-hub.ts';

afterAll(removeFolders);

const REDIS = process.env.SOULHUB_TEST_REDIS ?? 'redis://127.0.0.1:6379';
const redisReason = await probe(REDIS);

async function probe(url: string): Promise<string | null> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return null;
  } catch (error) {
    if (process.env.CI) throw error;
    return `no Redis at ${hostname}:${port}`;
  } finally {
    socket.destroy();
  }
}

const FEW = { anonymous: 10, account: 10 };
const rateLimits = { read: FEW, write: FEW, download: FEW, login: FEW };
/** The middle of a window. */
const now = () => 1_800_000_030_000;

const statuses = async (hub: TestHub, token: string, times: number) => {
  const seen: number[] = [];
  for (let n = 0; n < times; n++) seen.push((await hub.fetch('/-/whoami', { token })).status);
  return seen;
};

/** Two hubs on one folder of data: a token is the same client to both. */
async function countTogether(cacheUrl: string): Promise<void> {
  const dataDir = tempFolder();
  await using one = await startTestHub({ dataDir, cacheUrl, rateLimits, now });
  await using two = await startTestHub({ dataDir, cacheUrl, rateLimits, now });
  const token = await one.token('ada');
  expect(await statuses(one, token, 6)).toEqual(Array(6).fill(200));
  expect(await statuses(two, token, 6)).toEqual([200, 200, 200, 200, 429, 429]);
  expect(await statuses(one, token, 1)).toEqual([429]);
  expect((await one.fetch('/healthz')).status).toBe(200);
}

describe('hubs that share a cache', () => {
  it.skipIf(redisReason !== null)(
    `count together in Redis${redisReason ? `, skipped: ${redisReason}` : ''}`,
    async () => {
      await countTogether(REDIS);
    },
  );

  it.skipIf(postgresReason !== null)(
    `count together in PostgreSQL${postgresReason ? `, skipped: ${postgresReason}` : ''}`,
    async () => {
      const database = await postgresDatabase();
      try {
        await countTogether(database.url);
      } finally {
        await database.drop();
      }
    },
  );

  it('say at the start that nobody is there, and no password', async () => {
    const work = startHub({ dataDir: tempFolder(), log: 'silent', cacheUrl: 'redis://me:sesame@127.0.0.1:1' });
    const error = (await work.then(
      () => null,
      (caught: unknown) => caught,
    )) as { code: string; message: string };
    expect(error.code).toBe('E_OFFLINE');
    expect(error.message).toContain('127.0.0.1:1');
    expect(JSON.stringify(error) + error.message).not.toContain('sesame');
  });

  it.skipIf(redisReason !== null)(
    `go on without it when it falls silent${redisReason ? `, skipped: ${redisReason}` : ''}`,
    async () => {
      const between = await wire(REDIS);
      await using hub = await startTestHub({ cacheUrl: between.url, rateLimits, now });
      const token = await hub.token('ada');
      expect(await statuses(hub, token, 11)).toEqual([...Array(10).fill(200), 429]);
      between.cut();
      expect(await statuses(hub, token, 20)).toEqual(Array(20).fill(200));
      expect(hub.log.filter(({ msg }) => String(msg).includes('cache'))).toHaveLength(1);
      await between.close();
    },
  );
});

/** A line to Redis that can go dead without being hung up, as networks do. */
async function wire(to: string) {
  const { hostname, port } = new URL(to);
  const sockets = new Set<net.Socket>();
  let dead = false;
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => dead || upstream.write(data)).on('close', () => upstream.destroy());
    upstream.on('data', (data) => dead || client.write(data)).on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    cut: () => {
      dead = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
