/** Scanning again when the rules have learned something. */
import { expect, it } from 'vitest';
import { OPERATOR } from '../../registry/domain/actor.ts';
import { auditLog } from '../../registry/domain/audit.ts';
import { findPackage } from '../../registry/domain/find.ts';
import type { Hub } from '../../registry/domain/hub.ts';
import { reinstate } from '../../registry/domain/moderation.ts';
import { publishFiles } from '../../registry/domain/publish.ts';
import { versionOf } from '../../registry/domain/read.ts';
import { rescan } from '../../registry/domain/rescan.ts';
import { searchPackages } from '../../registry/domain/search.ts';
import type { SqlValue } from '../../registry/sql/database.ts';
import { RULES_VERSION, type ScanReport, scanFiles } from '../../src/core/scan/index.ts';
import { codeOf, describeDatabases, person, publishSoul } from '../helpers/databases.ts';

/** As if the rules had learned that the word "orchid" is a sign of evil, and "moss" a suspicious one. */
const stricter: typeof scanFiles = (files, options): ScanReport => {
  const text = [...files.values()].map((bytes) => new TextDecoder().decode(bytes)).join('\n');
  const severity = text.includes('orchid') ? 'block' : text.includes('moss') ? 'warn' : null;
  const report = { ...scanFiles(files, options), rules: 'stricter' };
  if (severity === null) return report;
  const why = { en: 'evil', zh: '恶意' };
  const finding = {
    rule: 'test/evil',
    severity,
    file: 'SOUL.md',
    line: 3,
    start: 0,
    end: 1,
    excerpt: 'o',
    why,
  } as const;
  return { ...report, verdict: severity, findings: [finding] };
};

const soul = (words: string) => ({ more: { 'STYLE.md': `# Gardener\n\nI grow ${words}.\n` } });

describeDatabases('a rescan', ({ open }) => {
  it('withdraws what is malicious, keeps the reports, and lets people decide otherwise', async () => {
    const hub = await open();
    const ada = await person(hub, 'ada');
    await publishSoul(hub, ada, 'gardener@1.0.0', soul('tea'));
    await publishSoul(hub, ada, 'gardener@1.1.0', soul('orchids'));
    await publishSoul(hub, ada, 'forester@1.0.0', soul('moss'));
    expect(await rescan(hub)).toEqual({ scanned: 0, changed: [], withdrawn: [], failures: [] });

    const before = await findPackage(hub, { name: 'forester' });
    const found = await rescan(hub, { judge: stricter, all: true });
    expect((await findPackage(hub, { name: 'forester' })).revision).toBeGreaterThan(before.revision);
    expect(found).toEqual({
      scanned: 3,
      changed: [
        { name: 'gardener', version: '1.1.0', from: 'pass', to: 'block' },
        { name: 'forester', version: '1.0.0', from: 'pass', to: 'warn' },
      ],
      withdrawn: ['gardener@1.1.0'],
      failures: [],
    });
    const gardener = await findPackage(hub, { name: 'gardener' });
    expect(gardener.latest?.version).toBe('1.0.0');
    expect(await codeOf(versionOf(hub, gardener, { version: '1.1.0' }))).toBe('E_WITHDRAWN');
    const forester = await versionOf(hub, await findPackage(hub, { name: 'forester' }));
    expect(forester.scan).toMatchObject({ verdict: 'warn', rules: 'stricter', findings: [{ rule: 'test/evil' }] });
    const shown = await searchPackages(hub, { text: 'gardener' });
    expect(shown.results[0]?.package.latest?.version).toBe('1.0.0');

    await reinstate(hub, OPERATOR, { name: 'gardener' }, '1.1.0');
    expect(await rescan(hub, { judge: stricter, all: true })).toMatchObject({ scanned: 3, withdrawn: [] });
    expect((await rescan(hub)).scanned).toBe(3);
    expect((await versionOf(hub, gardener)).scan.rules).toBe(RULES_VERSION);
  });

  it('also judges what only clients of clawhub are served', async () => {
    const hub = await open();
    const ada = await person(hub, 'ada');
    const encoded = (text: string) => new TextEncoder().encode(text);
    const files = new Map([
      ['SKILL.md', encoded('---\nname: tool\ndescription: A tool.\n---\n# Tool\n')],
      ['package.json', encoded('{"name":"mine","description":"orchids"}\n')],
    ]);
    await publishFiles(hub, ada, { slug: 'tool', version: '1.0.0', files });
    expect((await rescan(hub, { judge: stricter, all: true })).withdrawn).toEqual(['@ada/tool@1.0.0']);
  });

  it('goes on after a package that cannot be read, and says which', async () => {
    const hub = await open();
    const ada = await person(hub, 'ada');
    await publishSoul(hub, ada, 'forester@1.0.0', soul('moss'));
    await publishSoul(hub, ada, 'gardener@1.0.0', soul('orchids'));
    const { tarballSha256 } = await versionOf(hub, await findPackage(hub, { name: 'forester' }));
    const get: Hub['sql']['get'] = async <Shape extends object>(statement: string, values?: readonly SqlValue[]) => {
      const row = await hub.sql.get<Shape>(statement, values);
      return row && values?.[0] === tarballSha256 ? { ...row, bytes: new Uint8Array(9) } : row;
    };
    const damaged: Hub = { ...hub, sql: { ...hub.sql, get } };
    expect(await rescan(damaged, { judge: stricter, all: true })).toMatchObject({
      scanned: 1,
      withdrawn: ['gardener@1.0.0'],
      failures: [{ id: 'forester@1.0.0', error: { code: 'E_CONTENT', hint: expect.anything() } }],
    });
    expect((await auditLog(hub, OPERATOR)).items[0]?.details).toMatchObject({ failed: ['forester@1.0.0'] });
    expect((await rescan(hub, { judge: stricter, all: true })).changed).toMatchObject([{ name: 'forester' }]);
  });

  it('does not overrule a moderator after it was killed', async () => {
    const hub = await open();
    const ada = await person(hub, 'ada');
    await publishSoul(hub, ada, 'gardener@1.0.0', soul('orchids'));
    let transactions = 0;
    const transaction: Hub['sql']['transaction'] = async (work) => {
      if (transactions++ > 0) throw new Error('killed');
      return hub.sql.transaction(work);
    };
    const killed: Hub = { ...hub, sql: { ...hub.sql, transaction } };
    await rescan(killed, { judge: stricter, all: true }).catch(() => undefined);
    await reinstate(hub, OPERATOR, { name: 'gardener' }, '1.0.0');
    expect(await rescan(hub, { judge: stricter, all: true })).toMatchObject({ scanned: 1, withdrawn: [] });
  });
});
