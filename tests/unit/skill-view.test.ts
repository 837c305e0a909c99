/** Souls and teams as skills. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packZip } from '../../src/core/archive/pack.ts';
import { cliFingerprint } from '../../src/core/fingerprint.ts';
import { readFrontMatter } from '../../src/core/front-matter.ts';
import { packPackage } from '../../src/core/pack.ts';
import { readPackage } from '../../src/core/package.ts';
import { scanText } from '../../src/core/scan/index.ts';
import { skillView } from '../../src/core/skill-view.ts';
import { filesOf, soulPackage } from '../helpers/packages.ts';

const SOULS = path.resolve(import.meta.dirname, '../../souls');

function textOf(files: ReadonlyMap<string, Uint8Array>, file: string): string {
  return new TextDecoder().decode(files.get(file));
}

describe('the skill view', () => {
  it('puts a SKILL.md before a soul, and leaves out the package.json of our packer', () => {
    const soul = soulPackage('@ada/atlas', '1.0.0', { 'README.md': 'Read me.' });
    const packed = packPackage(soul);
    const view = skillView({ ...soul, files: packed.files });
    expect([...view.keys()]).toEqual(['README.md', 'SKILL.md', 'SOUL.md']);
    const { data, body } = readFrontMatter(textOf(view, 'SKILL.md'), 'SKILL.md');
    expect(data).toMatchObject({ name: 'atlas' });
    expect(data.description).toContain('@ada/atlas');
    expect(body).toContain('[SOUL.md](SOUL.md) (en)');
    expect(body).toContain('Stopping');
  });

  it('is the same whatever the order of the files, and whoever packed them', () => {
    const soul = soulPackage('atlas', '1.0.0', { 'README.md': 'Read me.', 'SOUL.zh.md': '# 图\n\n正文。\n' });
    const shuffled = { ...soul, files: new Map([...soul.files].reverse()) };
    const packed = { ...soul, files: packPackage(soul).files };
    const views = [soul, shuffled, packed].map(skillView);
    expect(new Set(views.map((view) => cliFingerprint(view))).size).toBe(1);
    expect(new Set(views.map((view) => Buffer.from(packZip(view)).toString('hex'))).size).toBe(1);
    expect([...(views[0]?.keys() ?? [])]).toEqual(['README.md', 'SKILL.md', 'SOUL.md', 'SOUL.zh.md']);
  });

  it('keeps what is a skill already, and files of the author', () => {
    const own = '---\nname: tool\ndescription: Mine.\n---\n# Tool\n';
    const skill = readPackage(filesOf({ 'SKILL.md': own, 'package.json': '{"name":"tool"}' }));
    expect(skillView(skill)).toEqual(skill.files);
    const both = soulPackage('atlas', '1.0.0', { 'SKILL.md': own });
    expect(textOf(skillView(both), 'SKILL.md')).toBe(own);
  });

  it('gives a team a list of its members', () => {
    const team = readPackage(
      filesOf({
        'TEAM.md': '---\nname: on-call\nsouls: [{ name: atlas, range: ^1.0.0, role: The map }]\n---\n# On call\n',
      }),
    );
    expect(textOf(skillView(team), 'SKILL.md')).toContain('- `atlas` (^1.0.0): The map');
  });

  it('makes names and descriptions that loaders of skills accept', () => {
    const odd = soulPackage(`a.b_c--${'x'.repeat(90)}`);
    const { data } = readFrontMatter(textOf(skillView(odd), 'SKILL.md'), 'SKILL.md');
    expect(data.name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(String(data.name).length).toBeLessThanOrEqual(64);
    const head = '---\nname: quotes\ndescription: "say \\"hi\\": & *all*"\n---\n# Q\n\nBody.\n';
    const quotes = readPackage(filesOf({ 'SOUL.md': head }));
    expect(readFrontMatter(textOf(skillView(quotes), 'SKILL.md'), 'SKILL.md').data.description).toContain(
      'say "hi": & *all*',
    );
  });

  it.each(fs.readdirSync(SOULS).filter((name) => !name.includes('.')))('passes our own scanner: %s', (id) => {
    const folder = path.join(SOULS, id);
    const files = new Map(
      fs.readdirSync(folder).map((name) => [name, new Uint8Array(fs.readFileSync(path.join(folder, name)))]),
    );
    const report = scanText(textOf(skillView(readPackage(files)), 'SKILL.md'), { kind: 'skill', file: 'SKILL.md' });
    expect(report.findings).toEqual([]);
  });
});
