/**
 * The hostile archives again, on the ways by which they come in: `install` of a file, and publishing to a hub. What is to
 * be refused is refused with an error of ours and leaves nothing behind; what is right arrives byte for byte.
 */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countAll } from '../../registry/domain/list.ts';
import { publishArchive } from '../../registry/domain/publish.ts';
import { isSoulError } from '../../src/core/errors.ts';
import { integrityOf } from '../../src/core/integrity.ts';
import { sha256Hex } from '../../src/core/sha256.ts';
import { describeDatabases, person } from '../helpers/databases.ts';
import { runHere } from '../helpers/here.ts';
import { makeHome } from '../helpers/home.ts';
import { sharedPath } from '../helpers/shared.ts';

interface Case {
  readonly id: string;
  readonly file: string;
  readonly expected: 'accept' | 'reject';
  readonly grade: 'must' | 'should' | 'either';
  readonly tree?: Readonly<Record<string, string>>;
}

const archives = sharedPath('archives');
const cases: readonly Case[] =
  archives === undefined ? [] : JSON.parse(fs.readFileSync(path.join(archives, 'manifest.json'), 'utf8')).cases;
const bytesOf = ({ file }: Case) => new Uint8Array(fs.readFileSync(path.join(archives ?? '', file)));

/** Processor milliseconds. One case of a gibibyte may not take more, whatever else the machine does. */
const MOST = 1_000;

async function costOf<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

/** Relative path → hash; throws at anything but regular files and folders. */
function treeOf(folder: string, below = ''): Record<string, string> {
  return Object.fromEntries(
    fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const name = path.posix.join(below, entry.name);
      if (entry.isDirectory()) return Object.entries(treeOf(folder, name));
      if (!entry.isFile()) throw new Error(`${name} is neither a file nor a folder`);
      return [[name, sha256Hex(new Uint8Array(fs.readFileSync(path.join(folder, name))))]];
    }),
  );
}

describe.skipIf(archives === undefined)('hostile archives (skipped where ../shared/archives is missing)', () => {
  const home = makeHome();
  afterAll(() => home.remove());

  it('are installed as they are, or not at all', async () => {
    const packages = home.path('.soulhub', 'packages');
    const wrong: string[] = [];
    const slow: string[] = [];
    for (const one of cases.filter(({ grade }) => grade === 'must')) {
      const before = new Set(fs.existsSync(packages) ? fs.readdirSync(packages) : []);
      const file = path.join(archives ?? '', one.file);
      const { result, ms } = await costOf(() => runHere(home, ['install', file], { cwd: '.' }));
      if (ms > MOST) slow.push(`${one.id}: ${Math.round(ms)} ms`);
      const added = fs.existsSync(packages) ? fs.readdirSync(packages).filter((name) => !before.has(name)) : [];
      const refused = result.code !== 0 && added.length === 0;
      if (one.expected === 'reject' ? !refused : result.code !== 0)
        wrong.push(`${one.id}: ${JSON.stringify(result.answer)}`);
      for (const name of added) {
        if (one.tree) expect(treeOf(path.join(packages, name, 'files')), one.id).toEqual(one.tree);
      }
    }
    expect(wrong).toEqual([]);
    expect(slow).toEqual([]);
    expect(fs.readdirSync(home.root).filter((name) => !name.startsWith('.'))).toEqual([]);
  }, 600_000);
});

describeDatabases('a hub that is sent hostile archives', ({ open }) => {
  it.skipIf(archives === undefined)(
    'refuses them all and keeps nothing',
    async () => {
      const hub = await open();
      const ada = await person(hub, 'ada');
      const slow: string[] = [];
      for (const one of cases) {
        const bytes = bytesOf(one);
        const publication = { name: 'tea', version: '1.0.0', bytes, integrity: integrityOf(bytes) };
        const { result, ms } = await costOf(() =>
          publishArchive(hub, ada, publication).catch((error: unknown) => error),
        );
        expect(isSoulError(result), `${one.id}: ${String(result)}`).toBe(true);
        if (ms > MOST) slow.push(`${one.id}: ${Math.round(ms)} ms`);
      }
      expect(slow).toEqual([]);
      expect(await countAll(hub)).toMatchObject({ packages: 0, versions: 0 });
      expect(await hub.sql.all('SELECT sha256 FROM blobs')).toEqual([]);
    },
    600_000,
  );
});
