/** The starter packages: good packages, without a finding, and a skill whose every command works as it is written. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkContents } from '../../src/core/archive/content.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage } from '../../src/core/package.ts';
import { reviewPackage } from '../../src/core/review.ts';
import { scanFiles } from '../../src/core/scan/index.ts';
import { readFolder } from '../../src/sources/folder.ts';
import { type Home, makeHome } from '../helpers/home.ts';

const SOULS = path.resolve(import.meta.dirname, '../../souls');
const names = fs.readdirSync(SOULS).filter((name) => fs.statSync(path.join(SOULS, name)).isDirectory());
const read = async (name: string) => readPackage(await readFolder(path.join(SOULS, name)), { name });

describe('the starter packages', () => {
  it.each(names)('%s passes our own validate and scan without a remark or a finding', async (name) => {
    const found = await read(name);
    checkContents(found.files);
    expect(found.manifest.name).toBe(name);
    expect(reviewPackage(found).map(({ file, line, says }) => `${file}:${line} ${says.en}`)).toEqual([]);
    const { verdict, findings } = scanFiles(found.files, { kind: found.manifest.kind });
    expect({ verdict, findings: findings.map(({ rule, file, line }) => `${file}:${line} ${rule}`) }).toEqual({
      verdict: 'pass',
      findings: [],
    });
    expect(packPackage(found).leftOut).toEqual([]);
  });

  it('every soul and team is written in English and Chinese, with a name in both and a licence', async () => {
    for (const name of names) {
      const { manifest, persona } = await read(name);
      if (manifest.kind === 'skill') continue;
      expect(Object.keys(manifest.displayName).sort(), name).toEqual(['en', 'zh']);
      expect(Object.keys(manifest.description).sort(), name).toEqual(['en', 'zh']);
      expect(manifest.license, name).toBe('MIT');
      if (manifest.kind === 'soul') expect(Object.keys(persona['SOUL.md'] ?? {}), name).toEqual(['en', 'zh']);
    }
  });

  it('there are at least ten souls, two or more in each category, a team and a skill', async () => {
    const manifests = await Promise.all(names.map(async (name) => (await read(name)).manifest));
    const souls = manifests.filter(({ kind }) => kind === 'soul');
    expect(souls.length).toBeGreaterThanOrEqual(10);
    for (const category of ['engineering', 'writing', 'learning', 'life', 'history', 'fiction'])
      expect(souls.filter((soul) => soul.category === category).length, category).toBeGreaterThanOrEqual(2);
    expect(manifests.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['team', 'skill']));
  });

  it('no two answer to the same name, title or alias', async () => {
    const owners = new Map<string, string>();
    for (const name of names) {
      const { manifest } = await read(name);
      for (const words of new Set([name, ...Object.values(manifest.displayName), ...manifest.aliases])) {
        const key = words.normalize('NFKC').toLowerCase();
        expect(owners.get(key) ?? name, words).toBe(name);
        owners.set(key, name);
      }
    }
  });

  it('the page that lists them lists them all', () => {
    const page = fs.readFileSync(path.join(SOULS, 'README.md'), 'utf8');
    for (const name of names) expect(page).toContain(`[${name}](${name}/`);
  });
});

describe('find-souls', () => {
  let home: Home;
  beforeEach(() => {
    home = makeHome();
  });
  afterEach(() => home.remove());

  const skill = fs.readFileSync(path.join(SOULS, 'find-souls/SKILL.md'), 'utf8');
  /** Commands in code, with the places for words filled in. What only explains (`npx soulhub …`) is no command. */
  const commands = [...skill.matchAll(/`((?:clawhub|soulhub) [^`\n]+)`|^((?:clawhub|soulhub) .+)$/gm)]
    .map(([, inline, block]) => (inline ?? block ?? '').trim())
    .filter((line, at, all) => all.indexOf(line) === at);
  const filled = (line: string) =>
    (line.match(/"[^"]*"|\S+/g) ?? []).slice(1).map((word) =>
      word
        .replace(/^"(.*)"$/, '$1')
        .replace(/<words>|<词>/, 'history essay')
        .replace('<name>', 'zhang-dai')
        .replace('<lang>', 'zh'),
    );

  it('names the commands that this test believes it names', () => {
    expect(commands.length).toBeGreaterThan(8);
    for (const verb of ['search', 'show', 'switch', 'undo', 'clear', 'status'])
      expect(
        commands.some((line) => line.startsWith(`clawhub ${verb}`)),
        verb,
      ).toBe(true);
    for (const line of commands) expect(filled(line).join(' '), line).not.toMatch(/[<>]/);
  });

  it.each(commands)('%s works as it is written', (line) => {
    const args = filled(line);
    // Something to undo, to clear and to look at.
    expect(home.run(['switch', 'letter-writer'])).toMatchObject({ code: 0 });
    const ran = home.run(args);
    expect(ran, line).toMatchObject({ code: 0 });
    if (args.includes('--json')) expect(Object.keys(JSON.parse(ran.stdout)).length).toBeGreaterThan(0);
  });

  it('what it says about the answers is so', () => {
    const search = home.json<{ results: object[]; confident: boolean }>(['search', 'Go backend expert']);
    expect(search).toMatchObject({
      confident: true,
      results: expect.arrayContaining([expect.objectContaining({ name: 'go-backend-expert', kind: 'soul' })]),
    });
    for (const key of ['name', 'kind', 'displayName', 'source', 'score']) expect(search.results[0]).toHaveProperty(key);
    expect(home.json(['search', 'zxqv wvut'])).toMatchObject({ confident: false });
    expect(home.json<{ results: object[] }>(['search', '']).results.length).toBe(names.length);
    home.openclaw();
    const switched = home.json(['switch', 'zhang-dai', '--lang', 'fr']);
    expect(switched).toMatchObject({ langMissing: 'fr', slots: [{ reset: '/new' }] });
    expect(home.json(['status'])).toMatchObject({ agents: [{ agent: 'openclaw', soul: 'zhang-dai', drift: false }] });
    expect(home.json(['switch', 'zhang-day', '--offline'])).toMatchObject({
      error: { code: 'E_NOT_FOUND', hint: expect.any(String) },
    });
    expect(home.json(['clear'])).toMatchObject({ slots: [{ reset: '/new' }] });
  });

  it.each([
    ['openclaw', '/new'],
    ['claude', '/clear'],
  ])('the words that reset a session: %s %s', (agent, words) => {
    fs.mkdirSync(home.path('.claude'));
    home.openclaw();
    expect(home.json(['switch', 'zhang-dai', '--agent', agent])).toMatchObject({ slots: [{ reset: words }] });
    expect(skill).toContain(`\`${words}\` in ${agent === 'claude' ? 'Claude Code' : 'OpenClaw'}`);
  });
});
